"""Names in a text, with their titles: runs of capitalised words read as people, bodies, places, or offices.

There is no trained name finder here: capital letters, word lists (lexicons/speaker-*.csv) and the words around
decide. Speakers come out right because a mention is only used when a source's words lead to it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from analysis.columns import Span
from analysis.extractors.people import names
from analysis.extractors.people.names import plain
from analysis.extractors.people.titles import (
    ACRONYM,
    CAPITALISED,
    Mention,
    bare_name,
    definite_body,
    is_given,
    office,
    title_length,
    titled_person,
    with_the,
)
from analysis.extractors.propositions import number_words

_PARTICLE = r"(?:de|del|della|di|da|das|dos|du|van|von|der|den|ter|ten|bin|ibn|bint|ben|al|el|la|le|y|zu)"
_RUN = re.compile(rf"(?<![\w@#/]){CAPITALISED}(?:(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{1,3}}|[ \u00a0]){CAPITALISED})*")
_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"[’'](?:s|re|ll|ve|d|m)?$")
_MEMBERS = re.compile(r"[’']s?[ \u00a0]")
_JOINT = re.compile(r"[ \u00a0](?:(of|for|on|to|against|in)(?: the)?|&|and|et|de)[ \u00a0]")
_LINE = re.compile(r"[^\n\r]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Behind a participle or an adverb that begins a sentence ("Speaking from", "Asked about"), behind an adjective.
_GOES_ON = re.compile(
    r"[ \u00a0](?:from|to|at|in|on|the|a|an|his|her|their|its|after|about|by|of|for|with|that|it|as)\b"
)
# "London-based", "Saudi-led": no name.
_COMPOUND = re.compile(r"-(?:based|born|led|style|run|made|era|wide|[a-z]{2,}ed|speaking)$")
_NOUN_BEFORE_NAME = re.compile(r"[ \u00a0]([a-z-]+)[ \u00a0](?=[A-Z])")
_NOUN_FOLLOWS = re.compile(r"[ \u00a0][a-z]")
FUNCTION_WORDS = names.word_list("function words")
# What a run of capitals may end in that is no part of a name, as days are; a party may be called "Brask First".
_TRAILING = FUNCTION_WORDS - {"first", "forward", "now", "together"}
_COLLECTIVES = names.word_list("collectives")
_MEMBERSHIP = names.word_list("membership")


def named_mentions(text: str, start: int, stop: int, common: frozenset[str]) -> Iterator[Mention]:
    """Mentions by name, and offices such as "the Prime Minister", in ``text[start:stop]``, in text order.

    `common` are words that the text writes in lower case too: at the start of a sentence they are no names.
    """
    headlines = _headline_lines(text, start, stop)
    runs = [m.span() for m in _RUN.finditer(text, start, stop) if not _inside(headlines, m.start())]
    for first, last in _joined(text, runs):
        last = first + len(_POSSESSIVE.sub("", text[first:last]))
        yield from _read_run(text, first, last, common)


def is_sentence_start(text: str, position: int) -> bool:
    """Whether only quotation marks and spaces stand between `position` and the end of a sentence or line."""
    before = text[max(0, position - 4) : position].rstrip(" \u00a0\"“”'‘’([—–-•")
    return not before or before[-1] in ".!?:\n\r…|"


# Runs of capitalised words ------------------------------------------------------------------------------------


def _headline_lines(text: str, start: int, stop: int) -> list[Span]:
    """Lines set in capitals or in title case, where capital letters tell nothing."""
    found = []
    for line in _LINE.finditer(text, start, stop):
        if len(line[0]) > 250 or line[0].rstrip().endswith((".", ",")):
            continue
        words = _LETTERS.findall(line[0])
        long = [word for word in words if len(word) > 3]
        shouted = len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words)
        titled = len(long) > 4 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
        if shouted or (titled and not re.search(r"[.!?]\s", line[0])):
            found.append(line.span())
    return found


def _inside(spans: list[Span], position: int) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _joined(text: str, runs: list[Span]) -> Iterator[Span]:
    """Runs of capitalised words, those of one body or office joined over "of", "for", "and"."""
    index = 0
    while index < len(runs):
        first, last = runs[index]
        offices = False
        while index + 1 < len(runs) and _joins(text, first, last, runs[index + 1], offices):
            offices = offices or text[last : runs[index + 1][0]].strip() != "and"
            index += 1
            last = runs[index][1]
        yield first, last
        index += 1


def _joins(text: str, first: int, last: int, following: Span, offices: bool) -> bool:
    gap = text[last : following[0]]
    if len(gap) > 13:
        return False
    if _MEMBERS.fullmatch(gap):
        return _is_members_body(text[first:last], text[slice(*following)], gap)
    joint = _JOINT.fullmatch(gap)
    if joint is None:
        return False
    left = plain(text[first:last]).split()
    right = plain(text[slice(*following)]).split()
    if right[0] in names.honorifics():
        return False
    if joint[1] is None:
        # "Department for Work and Pensions", never "the Ministry of Health and Jane Roe" nor "Acme and the Union".
        more = offices and any(word in names.bodies() for word in left)
        return gap.strip() == "&" or (
            more and not is_given(right[0]) and not ACRONYM.fullmatch(text[slice(*following)])
        )
    return _goes_on(left, right, joint[1], " the" in gap)


def _goes_on(left: list[str], right: list[str], joint: str, the: bool) -> bool:
    """Whether a body's or an office's name goes on over "of", "for", "on", "to", "against", "in"."""
    body, role = names.body_at_end(left), names.role_at_end(left)
    if joint in ("on", "in") or (joint == "to" and body):
        over = ("council", "committee", "commission", "panel", "institute", "centre", "center", "delegation", "mission")
        return bool(body) and not the and left[-1] in over and len(left) + len(right) < 9
    if joint == "to":
        return bool(role and not role[1]) and not the
    if joint == "of" and left[-1] in ("university", "state", "house", "bank", "kingdom"):
        return True
    return bool((body and not body[1]) or (role and not role[1] and joint != "against"))


def _is_members_body(left: str, right: str, gap: str) -> bool:
    """ "Carters' Union", "Women's Institute": whose body it is belongs to its name; "Acme's Board" is no name."""
    owner, words = plain(left).split()[-1], plain(right).split()
    if len(words) > 3 or not names.body_at_end(words):
        return False
    if gap[1] == "s":
        # "the Tarn County Sheriff's Office" too.
        return owner in _MEMBERSHIP or (words[-1] in ("office", "department") and bool(names.role_at_end([owner])))
    return owner.endswith("s") and owner not in names.places() and len(left.split()) < 4


def _read_run(text: str, first: int, last: int, common: frozenset[str]) -> Iterator[Mention]:
    words = [match.span() for match in _WORD.finditer(text, first, last)]
    words = _without_lead(text, words, common)
    if not words:
        return
    while words and _COMPOUND.search(text, *words[-1]) is not None:
        words = words[:-1]
    cut = next((i + 1 for i, span in enumerate(words) if _COMPOUND.search(text, *span)), 0)
    words = words[cut:]
    low = [plain(text[a:b]) for a, b in words]
    # "MR:" before a transcript's turn are initials.
    label = len(words) == 1 and _is_capitals(text, words[0]) and text[words[0][1] : words[0][1] + 1] == ":"
    title = title_length(low) if low and not label else 0
    if not low:
        return
    if title == len(low):
        yield office(text, words, low)
    elif title:
        yield titled_person(text, words, low, title)
    elif len(low) == 1 and low[0] in names.bodies() and with_the(text, words[0][0]) < words[0][0]:
        yield definite_body(text, words[0], low[0])
    elif not (len(low) == 1 and _is_adjective(text, words[0], low[0])):
        mention = bare_name(text, words, low)
        if label and mention.kind == "organisation":
            mention.kind = "unknown"  # "KEIR:" may be a surname
        yield mention


def _without_lead(text: str, words: list[Span], common: frozenset[str]) -> list[Span]:
    """`words` without the function word that begins a sentence, and without the day that ends a run."""
    while words:
        word = plain(text[slice(*words[0])])
        starts = is_sentence_start(text, words[0][0])
        is_name = _is_capitals(text, words[0]) or (len(words) > 1 and is_given(word) and not starts)
        if word in ("her", "his") and len(words) > 1 and plain(text[slice(*words[1])]) in names.honorifics():
            break
        if not (word in FUNCTION_WORDS and not is_name) and not (starts and _is_ordinary(text, words, word, common)):
            break
        words = words[1:]
    while words and plain(text[slice(*words[-1])]) in _TRAILING and not _is_capitals(text, words[-1]):
        words = words[:-1]
    if len(words) > 1 and is_sentence_start(text, words[0][0]) and _is_named_without(text, words):
        words = words[1:]
    return words


def _is_named_without(text: str, words: list[Span]) -> bool:
    """Whether a person's name follows the first word, or any name a number, and stands alone elsewhere: "Furious Ada
    Lund", "Ada Lund"; "Nineteen Oresh soldiers", "Oresh"."""
    word, following = (plain(text[slice(*span)]) for span in words[:2])
    lists = (names.honorifics(), names.roles(), names.bodies(), names.places(), names.adjectives())
    person = len(words) > 2 and is_given(following) and not is_given(word) and not any(word in one for one in lists)
    if not person and word not in number_words():
        return False
    lead, name = text[words[0][0] : words[1][0]], text[words[1][0] : words[-1][1]]
    return text.count(name) > text.count(lead + name)


def _is_capitals(text: str, word: Span) -> bool:
    """Whether a word is set in capitals, as "US", "AS" and a transcript's "IS:" are, and "The" is not."""
    written = text[slice(*word)].replace(".", "")
    return len(written) > 1 and written.isupper()


def _is_adjective(text: str, span: Span, word: str) -> bool:
    if word in names.places():
        return False
    return word in names.adjectives() or (
        word.endswith(("ian", "ean", "ese")) and bool(_NOUN_FOLLOWS.match(text, span[1]))
    )


def _is_ordinary(text: str, words: list[Span], word: str, common: frozenset[str]) -> bool:
    """Whether the word that begins a sentence is one that the text, or its form, shows to be no name."""
    if _is_capitals(text, words[0]) or is_given(word):
        return False
    if word.startswith("ex-") and len(words) > 1:
        return True
    beside = _NOUN_BEFORE_NAME.match(text, words[0][1]) if len(words) == 1 else None
    if beside and (names.role_at_end([beside[1]]) or names.body_at_end([beside[1]])):
        return True  # "Screen maker Acme said"
    noun = names.role_at_end([word]) or names.body_at_end([word])
    if len(words) == 1 and (word in _COLLECTIVES or (noun and noun[1])):
        return True
    if len(words) == 1 and word.endswith(("ing", "ly", "ed")) and _GOES_ON.match(text, words[0][1]):
        return True
    if word.endswith("ly") and text[words[0][1] : words[0][1] + 1] == ",":
        return True
    if word not in common:
        return False
    lists = (names.bodies(), names.roles(), names.adjectives(), names.honorifics(), names.places())
    return not any(word in one for one in lists)
