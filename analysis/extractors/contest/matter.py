"""Whether two clauses of two speakers are on one matter because the later one answers the earlier one.

In news the next speaker's claim as a rule takes up what the last one said: its subject is given (Prince 1981), by a
pronoun, by a noun that names the same thing, or by the speaker himself of whom the other spoke. Where it is, one value
that excludes the other's is enough; apart from that a clash asks for much more in common.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from analysis.extractors.contest.clashes import FILLERS, asked, could_be_then
from analysis.extractors.contest.clauses import is_present, past_forms
from analysis.extractors.contest.sides import Side, same_time, two_people
from analysis.extractors.cues import Words
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import function_words, number_words, proposition, stem, verb_stem
from analysis.extractors.wording import AUXILIARY, DETERMINERS, PREPOSITIONS, word_class

_SENTENCES = 6  # from a claim to the answer to it; what stands between is the outlet's own voice
_POINTING = 3  # sentences that "it" and "we" reach back: a person stays spoken of for longer
_BEFORE, _BEHIND = 220, 160  # characters around a clause that say what it is about
_NO_NAMES = word_class("title") | word_class("calendar")
_SELF = frozenset(["i", "we", "my", "our", "myself", "ourselves", "mine", "ours"])
_PRONOUNS = tuple([word] for word in ("i", "we", "he", "she", "it", "they"))
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they"}
_PERCEIVED = frozenset(map(stem, ["see", "hear", "smell", "notice", "watch", "spot", "find"]))
_PERSONS = ("he", "she")
_NOT_SUBJECT = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "of", "to", ""])
_OWN = frozenset(["his", "her", "its", "their"])
_BODIES = frozenset(map(stem, word_class("body")))
_HIM = re.compile(r"\b(?:him|her|them)\b", re.IGNORECASE)
_OF_IT = frozenset(["it", "them", "him", "its", "their"])
_CALENDAR = frozenset(map(stem, word_class("calendar")))
_POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "the", "a", "an", "any", "no"])
_LEADS = frozenset(["that", "and", "but", "because", "as", "though", "although", "while", "so", "then", "in fact"])
# Both can hold of two of a kind, or are added up: "another pump worked", "he also opposed the tax".
_OTHERS = re.compile(
    r"\b(?:also|too|another|others?|different|separate|second|third(?!\sof)|fourth|remaining|rest|elsewhere|some(?!\s\d)|most|many)\b",
    re.IGNORECASE,
)


class Parts(NamedTuple):
    """A clause's subject in lower-case words, and the stems of its verb and of the few words behind it."""

    subject: tuple[str, ...]
    predicate: tuple[str, ...]


# ---- what names one thing


@cache
def _fields() -> Mapping[str, frozenset[str]]:
    """The fields of lexicons/fields.csv by stem: groups of words that can name one thing where a context is given."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_list("fields"):
        for word in row["words"].split():
            found[stem(word)].add(row["field"])
    return {word: frozenset(names) for word, names in found.items()}


@cache
def fields_of(key: str) -> frozenset[str]:
    """The stem itself and the fields it belongs to."""
    return _fields().get(key, frozenset()) | {key}


def kin(keys: Iterable[str], others: Iterable[str]) -> set[str]:
    """Those of the stems `keys` that stand among `others`, or name what one of them names."""
    there = {field for key in others for field in fields_of(key)}
    return {key for key in keys if not fields_of(key).isdisjoint(there)}


# ---- the parts of a clause


def parts(side: Side) -> Parts:
    """Subject and predicate of a side, by the first form that shows a finite verb."""
    return side.of(_parts)


def _parts(side: Side) -> Parts:
    low = [word for word in Words(side.text, *side.clause.span).low if word[0].isalnum() or word[0] in ",'’"]
    while low and (low[0] in _LEADS or not low[0][0].isalnum()):
        low = low[1:]
    low = low[_adverbial(low) :]
    personal = len(low) > 1 and low[0] in ("i", "we", "you", "he", "she", "it", "they")
    verb = 1 if personal else next((at for at in range(len(low)) if _is_verb(low, at)), len(low))
    full = [verb_stem(low, at) for at in range(verb, min(len(low), verb + 7)) if _is_full(low[at])]
    seen = _seen(low[verb:], full[:1]) if low[:1] in (["i"], ["we"]) else []
    return Parts(tuple(seen or low[:verb]), tuple(full[:4]))


def _seen(low: list[str], verb: list[str]) -> list[str]:
    """'I heard three shots' is about the shots: what a witness perceives stands for the subject."""
    if not verb or verb[0] not in _PERCEIVED:
        return []
    at = next(at for at, word in enumerate(low) if _is_full(word))
    thing = [*itertools.takewhile(lambda word: word not in PREPOSITIONS and word != ",", low[at + 1 :])]
    return [_AS_SUBJECT.get(word, word) for word in thing]


def _adverbial(low: list[str]) -> int:
    """Where the clause goes on behind a leading "In this trial," or "Since then, thanks to the sale, he"."""
    if not low or low[0] not in PREPOSITIONS | {"since"}:
        return 0
    ends = [at + 1 for at, word in enumerate(low[:25]) if word == "," and (at < 9 or low[at + 1 : at + 2] in _PRONOUNS)]
    return next((end for end in ends if low[end : end + 1] in _PRONOUNS), ends[0] if ends else 0)


def _is_verb(low: list[str], at: int) -> bool:
    word, before = low[at], low[at - 1] if at else ""
    if word in AUXILIARY or word in ("'m", "'re", "'ve"):
        return True
    if before in _NOT_SUBJECT or before in PREPOSITIONS:
        return False
    if word in past_forms() or (word.endswith("ed") and len(word) > 3):
        return True
    return is_present(low, at)


def _is_full(word: str) -> bool:
    return word[0].isalpha() and word not in function_words() and word not in AUXILIARY


def head(subject: tuple[str, ...]) -> str:
    """The stem of the noun that a subject is about: its last full word before a comma or preposition."""
    found = ""
    if not _OF_IT.isdisjoint(subject) and subject[0] not in _OF_IT:
        return ""  # "every box of it"
    for word in subject:
        if found and (word == "," or word in PREPOSITIONS or word == "of"):
            break
        if _is_full(word) and not word.endswith("ly") and word not in number_words():
            found = stem(word)
    return found


def object_of(side: Side, key: str) -> str:
    """The stem of the noun that the word of stem `key` takes as its object: "strength" in "losing strength"; else
    empty."""
    behind = _behind(side, key)
    opens = bool(behind) and (behind[0] in DETERMINERS or behind[0] in _POSSESSIVE or _is_full(behind[0]))
    return head(tuple(behind)) if opens and not behind[0].endswith("ly") else ""


def complement_of(side: Side, key: str) -> str:
    """The stem of the noun behind the word of stem `key`, a preposition between them or not: "open to pupils"."""
    behind = _behind(side, key)
    found = head(tuple(behind[1:])) if behind[:1] and behind[0] in PREPOSITIONS else object_of(side, key)
    return "" if found in FILLERS or found in _CALENDAR else found


def two_complements(before: Side, later: Side, keys: tuple[str, str]) -> bool:
    """True where the words of the two stems are said of two things: "paid to the guild", "paid to the bank"."""
    first, second = complement_of(before, keys[0]), complement_of(later, keys[1])
    return bool(first and second) and not kin([first], content(later) | {second})


def two_receivers(before: Side, later: Side, key: str) -> bool:
    """True where both say to whom or for what: "paid for the roof", "has not paid for the book"."""
    behind = _behind(before, key), _behind(later, key)
    if not all(words[:1] in (["to"], ["for"]) for words in behind) or behind[0][0] != behind[1][0]:
        return False
    first, second = ({stem(word) for word in words[1:] if _is_full(word)} for words in behind)
    return bool(first and second) and not kin(first, second)


def is_attributive(side: Side, key: str) -> bool:
    """True where the word of stem `key` only says which: "the north field", "a drunk man"."""
    low = Words(side.text, *side.clause.span).low
    at = next((at for at in range(1, len(low) - 1) if verb_stem(low, at) == key), 0)
    return at > 0 and low[at - 1] in _POSSESSIVE and _is_full(low[at + 1])


def _behind(side: Side, key: str) -> list[str]:
    """The few words behind the word of stem `key`, up to a comma; its own particle aside ("stay away")."""
    low = [word for word in Words(side.text, *side.clause.span).low if word[0].isalnum() or word == ","]
    at = next((at for at in range(len(low)) if verb_stem(low, at) == key), len(low))
    behind = low[at + 1 : at + 8] if at < len(low) and stem(low[at]) == key else low[at + 2 : at + 8]
    return [*itertools.takewhile(lambda word: word != ",", behind)]


# ---- answers


def answers(before: Side, later: Side, strangers: bool = False, times: bool = True) -> bool:
    """True where `later` takes up, as the next to speak, what `before` spoke of at the same time.

    With `strangers` the answer may bring in names that the other did not (a place elsewhere, another culprit), without
    `times` another time.
    """
    if not follows(before, later, times):
        return False
    return (strangers or not strange_names(before, later)) and is_given(before, later)


def follows(before: Side, later: Side, times: bool = True) -> bool:
    """True where the next to speak says `later` behind `before`, of the same time and not of others of a kind."""
    if before.text is not later.text or before.narrator or before.clause.span >= later.clause.span:
        return False
    if not _is_next(before, later) or (times and not one_time(before, later)):
        return False
    return bool(content(before)) and not (asked(before, later) or _OTHERS.search(f"{before.words} {later.words}"))


def is_topic(before: Side, later: Side) -> bool:
    """True where the earlier clause is about what the later one's sentence names in front."""
    return bool(later.topic) and bool(kin(later.topic, [head(parts(before).subject)]))


def one_time(before: Side, later: Side) -> bool:
    """True unless the two give times that exclude one another; "every year since" holds the years behind it."""
    return same_time(before, later, loose=True) or could_be_then(before, later) or could_be_then(later, before)


def _is_next(before: Side, later: Side) -> bool:
    """True for the next to speak, and for the outlet's own next sentence if that is of "it" or "them"."""
    if later.narrator:
        return later.sentence - before.sentence <= 1 and parts(later).subject[:1] in (("it",), ("they",))
    if is_topic(before, later):
        return True
    return 0 < later.turn - before.turn <= 1 and later.sentence - before.sentence <= _SENTENCES


def context(side: Side) -> frozenset[str]:
    """Stems of what is spoken of around a clause: its sentence, the words before it, and who says so."""
    return side.of(_context)


def _context(side: Side) -> frozenset[str]:
    start, end = side.clause.span
    stop = re.search(r"[.!?][\"”’']*\s|\n", side.text[end : end + _BEHIND])
    begin = max(side.text.rfind("\n", 0, start), start - _BEFORE, 0)
    span = (begin, end + (stop.start() if stop else 0))
    return frozenset(proposition(side.text, [span]).weights) | side.stated.weights.keys()


def strange_names(before: Side, later: Side) -> set[str]:
    """Names in the later clause that are neither its speaker's nor spoken of before."""
    known = context(before) | later.names | set(re.findall(r"[\w-]+", later.source.lower()))
    return {name for name in later.stated.names if name.strip(".") not in _NO_NAMES} - known


def is_given(before: Side, later: Side) -> bool:
    """True where the subject of `later` is known from what `before` is about."""
    subject = parts(later).subject
    first = next((word for word in subject if word[0].isalpha()), "")
    if not first:
        return len(later.words) <= 30  # "23 were", "12": the rest is what was just said
    close = later.sentence - before.sentence <= _POINTING or is_topic(before, later)
    if first in _SELF:
        # A body's spokesman says "we".
        body = first in ("we", "our") and later.sentence - before.sentence <= _POINTING and before.stated.names
        return bool(body) or not who(later).isdisjoint(context(before))
    if not head(subject):  # "it", "the two", "all of them", but not "four of them"
        return (close or first in _PERSONS) and not (first in number_words() and "of" in subject)
    own = first in _OWN and len(subject) == 2 and head(subject) in _BODIES  # "his club", for which he speaks
    return (own and close) or bool(kin([head(subject)], context(before)))


def one_subject(before: Side, later: Side) -> bool:
    """False where the two clauses say what they say of two people or things.

    Two speakers who each speak of themselves do, and so does a speaker who says "he" where he himself was spoken of.
    """
    first, second = parts(before).subject, parts(later).subject
    if two_people(before, later) or (_is_self(before) and _is_self(later)):
        return False
    if second[:1] and second[0] in _PERSONS and not later.reported:  # somebody else than who speaks
        if not who(later).isdisjoint(first):
            return bool(_HIM.search(before.words))  # "Vance fired him", of whom Vance says that he quit
        if first[:1] and first[0] in _PERSONS:
            return who(later).isdisjoint(context(before))
    if second[:1] and second[0] in ("i", "my", "me"):
        return before.clause.person == 3 or not who(later).isdisjoint(before.stated.weights)
    heads = head(first), head(second)
    if heads[0] == heads[1] and _kinds(first) and _kinds(second) and not kin(_kinds(first), _kinds(second)):
        return False  # "the old bridge", "the new bridge"
    return not all(heads) or before.clause.person > 0 or bool(kin(heads[1:], content(before) | {heads[0]}))


def _kinds(subject: tuple[str, ...]) -> set[str]:
    """Stems of what stands before the noun that a subject is about."""
    end = next((at for at, word in enumerate(subject) if at and (word == "," or word in PREPOSITIONS)), len(subject))
    return {stem(word) for word in subject[:end] if _is_full(word)} - {head(subject)}


def _is_self(side: Side) -> bool:
    """True for "I" and "we", and for the "he" of "Roe said he"."""
    return side.reported or parts(side).subject[:1] in (("i",), ("my",), ("we",), ("our",))


def who(side: Side) -> set[str]:
    """Words of who "I" or "we" is: the speaker's name, and the names among the words for the source."""
    named = {word.lower() for word in re.findall(r"[A-Z][\w-]{2,}", side.source)}
    return (named | side.names) - _NO_NAMES - {"the"}


def content(side: Side) -> set[str]:
    """Stems of a clause that say what is so, figures aside."""
    return side.of(_content)


def _content(side: Side) -> set[str]:
    return {key for key in side.stated.weights if key[0].isalpha()} - _number_stems()


@cache
def _number_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in number_words())
