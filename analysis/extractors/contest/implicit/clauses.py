"""The clauses of a content as sides that can clash: what is stated, whether and where it is negated, and when.

Reading by clause keeps a long quotation from clashing by chance, and keeps what is only supposed ("if", "would") apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.contest.implicit.clocks import Clock, clocks
from analysis.extractors.cues import Words, irregular
from analysis.extractors.propositions import (
    Proposition,
    function_words,
    proposition,
    stem,
    time_spans,
    verb_stem,
)
from analysis.extractors.wording import AUXILIARY, quick_sentences, word_class

_BREAK = re.compile(
    r"""[;—–]\s*|\s--?\s|:(?!\d)\s*|,?\s(?:and|or)\sthat\s|,?\s(?=(?:but|because(?!\sof)|although|though|whereas|unless|if|while)\s)
    |,\s(?=(?:and|or|nor|so|who|which|where|when|saying|adding)\s)|,\s(?:and\s)?(?=not\s(?!one\b|any\b))""",
    re.VERBOSE | re.IGNORECASE,
)
# "When the pipe burst, oil escaped": the time given first is not what is stated.
_LED_IN = re.compile(r"\W*(?:When|As)\s[^,;.]{8,120},\s(?!(?:and|or|who|which|where)\b)")
_IS_VERB = r"(?:is|are|was|were|has|had|have|did|does|do|can|could|will|would)"
_AND = re.compile(
    rf"\sand\s(?=(?:I|he|she|it|they|we|there)\s|(?:{_IS_VERB}|cannot)\b|(?:the|its|his|her|their|our|[A-Z][\w-]+[’']s)\s(?:[\w’'-]+\s){{1,3}}{_IS_VERB}\b)"
)
# What is not stated as a fact: suppositions, wishes, reports of what others say.
_SUPPOSED = re.compile(
    r"^\W*(?:(?:oh|yeah|sure|right),?\s|if|unless|whether|had|should|suppose|imagine|let|"
    r"when|as|(?-i:(?!nothing|something|anything|everything|during|morning|evening)[a-z]+ing)|"
    r"not\s(?:at|in|on|by|from|the|an?|\d))\b|"
    r"\b(?:would|should|(?-i:may)|might|must|(?<!free )(?<!own )will|shall|wo|ought|going to|"
    r"want(?:s|ed)?|hopes?|hoped|"
    r"(?<!no\s)plan(?:s|ned)? to|expects?|expected|likely|wish(?:es|ed)?|expectation|won[’']t)\b|"
    r"\b(?<!no )(?:problem|goal|aim|point|issue|question|reason|purpose)\s(?:is|was)\b|[’'](?:ll|d)\b|"
    r"\b(?:as if|as though|or not|whether)\b|\?",
    re.IGNORECASE,
)
_COULD = re.compile(r"\b(?:could|can|ca)\b(?!\s(?:not\s)?have\b|n[’']t\shave\b)", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:(?<!nobody )(?<!no one )sa(?:id|ys?|ying)|"
    r"claim(?:s|ed|ing)?|accus\w+|alleg\w+|den(?:y|ies|ied|ying)|suggest\w*|argu\w+|insist\w*|"
    r"according|think(?:s|ing)?|believ\w+|called on|(?<!was )(?<!were )(?<!been )(?<!not )(?<!never )told|wonder\w*|"
    r"question\w*|doubt\w*|rumou?rs?|suspect\w*|assum\w+|presum\w+|perce(?:iv|pt)\w*|reason)\b",
    re.IGNORECASE,
)
_FIRST = frozenset(["i", "we", "my", "our", "me", "us", "mine", "ours", "myself"])
_THIRD = frozenset(["he", "she", "it", "they"])
_SUBJECTS = frozenset(["he", "she", "they", "you"])
_OBJECTS = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "it", "them", "him", "to", "in", "on", "no", "from", "with", "at"]
)
_PERCEIVED = frozenset(map(stem, word_class("perceiving")))
_HEADS = 3
_POINTING = frozenset(["this", "these", "those", "it"])
_LEADS = frozenset(["that", "and", "but", "because", '"', "“", "'", "‘", "''"])
_VERBS = tuple([word] for word in AUXILIARY | {"could", "would", "did"})
_WITHIN = tuple([word] for word in ("in", "at", "of", "from", "on", "there", "here"))
_OCCASIONS = tuple([word] for word in ("point", "time", "stage", "way", "circumstances", "account", "occasion"))
_ON = tuple([word] for word in ("at", "in", "under", "on"))
_NOBODY = frozenset(["nobody", "none", "nothing", "no-one", "neither"])
_TO_WHOM = tuple([word] for word in ("anyone", "anybody", "us", "me", "him", "her", "them", "you", "the", "a", "any"))
# "not only", "no longer": what follows is not denied, or only in part.
_TURNS = word_class("partial negation")
# "don't know that", "did not want to": an attitude is denied, and the thing itself neither stated nor denied.
_ATTITUDES = frozenset(map(stem, word_class("attitude")))
_LACKING = re.compile(
    r"\b(?:without|lack(?:s|ed|ing)?|absence|fail(?:s|ed|ing|ure)?|refus\w+|avoid\w*|prevent\w*|stop(?:s|ped)?|false(?:ly)?|"
    r"wrong(?:ly)?|free (?:of|from)|hardly|barely|far from|instead of|rather than|untrue|myth|hoax|"
    r"few|little|unable|yet to)\b",
    re.IGNORECASE,
)

_NEGATION = re.compile(r"\b(?:not|never|no|none|nor|nobody|nothing|neither|cannot)\b|n[’']t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its comparable form, and where it is negated the stems `denied` that the negation falls on.

    `negations` counts its negations; `nothing` is True where one denies that there was any: a `thing` ("no siren"),
    somebody ("nobody"), or `bare` what was just spoken of ("heard none").
    `person` is 1 for a subject "I" or "we", 2 for "you", 3 for "he" or "it", else 0. `finite` is False where no form
    shows a finite verb. `lacking` is True where a word such as "failed" turns it round, `pointing` where its subject is
    "this" or "it". `aliases` are competing names, each with the one to compare by.
    """

    span: Span
    stated: Proposition
    negations: int
    denied: tuple[str, ...]
    thing: frozenset[str]
    nothing: bool
    bare: bool
    person: int
    finite: bool
    lacking: bool
    pointing: bool
    clocks: tuple[Clock, ...]
    days: frozenset[str]
    aliases: Mapping[str, str] = field(compare=False, repr=False)


def clauses(text: str, spans: Sequence[Span], aliases: Mapping[str, str]) -> Iterator[Clause]:
    """The clauses of the pieces `spans` of a content, in text order, less those that suppose, ask, or report what
    others say."""
    for start, end in spans:
        for sentence in quick_sentences(text, start, end):
            if text[sentence[0] : sentence[1]].rstrip("\"”’' ").endswith("?"):
                continue
            for span in _pieces(text, sentence):
                clause = None if _is_supposed(text[slice(*span)]) else _clause(text, span, aliases)
                if clause:
                    yield clause


def _is_supposed(said: str) -> bool:
    return bool(_SUPPOSED.search(said) or _COULD.search(said) or _REPORTS.search(said))


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    led_in = _LED_IN.match(text, start, end)
    start = led_in.end() if led_in else start
    for match in _BREAK.finditer(text, start, end):
        if match.start() > start:
            yield from _joined(text, (start, match.start()))
        start = match.end()
    if start < end:
        yield from _joined(text, (start, end))


def _joined(text: str, span: Span) -> Iterator[Span]:
    """The clauses that "and" joins: 'Osk had fallen | soldiers were clearing mines'; not two nouns ("he and she
    were")."""
    start, end = span
    for match in _AND.finditer(text, start, end):
        if _finite(Words(text, start, match.start()).low):
            yield start, match.start()
            start = match.end()
    yield start, end


def _clause(text: str, span: Span, aliases: Mapping[str, str]) -> Clause | None:
    times = tuple(clocks(text, span))
    pieces = _without(span, times)
    stated = replace(proposition(text, pieces, aliases), spans=(span,))
    if not stated.weights and not stated.quantities:
        return None
    said = text[slice(*span)]
    low = [word for piece in pieces for word in Words(text, *piece).low]
    at = [place for place in range(len(low)) if _negates(low, place)]
    none = len(at) == 1 and (low[at[0]] in _NOBODY | {"no"} or low[at[0] + 1 : at[0] + 2] == ["one"])
    nothing = none and not _is_never(low, at[0])
    turned = bool(_LACKING.search(said)) or (not at and bool(_NEGATION.search(said)))
    return Clause(
        span=span,
        stated=stated,
        negations=len(at),
        denied=_denied(low, at[0], nothing) if len(at) == 1 else (),
        thing=_absent(low, at[0], nothing) if len(at) == 1 else frozenset(),
        nothing=nothing,
        bare=len(at) == 1 and low[at[0]] == "none" and low[at[0] + 1 : at[0] + 2] != ["of"],
        person=_person(low),
        finite=_finite(low),
        lacking=turned,
        pointing=_points(low),
        clocks=times,
        days=frozenset(text[a:b].lower() for a, b in time_spans(text, pieces)),
        aliases=aliases,
    )


def _finite(low: Sequence[str]) -> bool:
    """True where a form shows a finite verb: "the growing divide" states nothing. Short contents are let through."""
    if sum(word[0].isalpha() for word in low) <= 3:
        return True
    return any(
        word in AUXILIARY or word in past_forms() or word.endswith("ed") or word in _FIRST | _SUBJECTS
        or is_present(low, place)
        for place, word in enumerate(low)
    )  # fmt: skip


def is_present(low: Sequence[str], place: int) -> bool:
    """True for a form in -s with an object behind it: "employs 900", "holds the port"; it may be a verb."""
    behind = low[place + 1] if place + 1 < len(low) else ""
    return low[place].endswith("s") and (behind in _OBJECTS or behind[:1].isdigit())


def _without(span: Span, times: Sequence[Clock]) -> list[Span]:
    """`span` without the clock times, which are compared as times and not as words."""
    pieces, start = [], span[0]
    for time in times:
        pieces.append((start, time.span[0]))
        start = time.span[1]
    return [*pieces, (start, span[1])]


def _negates(low: Sequence[str], place: int) -> bool:
    word = low[place]
    follows = low[place + 1] if place + 1 < len(low) else ""
    if word == "no" and follows == "one":
        return True
    if word == "nothing" and follows == "to" and low[place + 2 : place + 3] in _TO_WHOM:
        return True  # "sold nothing to anyone", not "nothing to hide"
    return (word in ("not", "n't", "never", "no", "cannot") or word in _NOBODY) and follows not in _TURNS


def _denied(low: Sequence[str], place: int, nothing: bool) -> tuple[str, ...]:
    """The stems that the negation at `place` falls on: the first full words behind it.

    Empty for "not to go", "not going", "don't think": nothing is said not to have been so.
    """
    begin = place + 1
    if _is_never(low, place):  # "at no point was the ministry offered help"
        said = (at for at in range(begin + 1, len(low)) if low[at] in past_forms() or low[at].endswith("ed"))
        begin = next((at for at in said if low[at] not in AUXILIARY), begin)
    if low[begin : begin + 1] in _WITHIN and low[place] in _NOBODY - {"none"}:
        begin = next((at for at in range(begin, len(low)) if low[at] in AUXILIARY or low[at] in past_forms()), begin)
    if low[place] == "not" and not _behind_verb(low, place):
        return ()  # "but not for them", "not going": nothing is said not to have been so
    full = [at for at in range(begin, min(len(low), begin + 9)) if _is_full(low[at]) and not low[at].endswith("ly")]
    heads = [verb_stem(low, at) for at in full]
    objects = low[place] in ("no", "nothing", "nobody")
    taking = [at for at in (place - 1, place - 2) if at >= 0 and objects and _is_full(low[at])][:1]
    heads = [verb_stem(low, at) for at in taking] + heads  # "takes up no water": the taking up too
    if not heads and nothing:  # "heard none"
        heads = [stem(word) for word in reversed(low[:place]) if _is_full(word)][:1]
    return () if heads and heads[0] in _ATTITUDES else tuple(heads[:_HEADS])


def _is_never(low: Sequence[str], place: int) -> bool:
    """True for 'at no point', 'under no circumstances': it denies what is said to have happened, not a thing."""
    return low[place] == "no" and low[place + 1 : place + 2] in _OCCASIONS and low[place - 1 : place] in _ON


def _points(low: Sequence[str]) -> bool:
    """True for a subject "this" or "it", or "that" before its verb: "that the gate", "that he" only join."""
    for place, word in enumerate(low[:4]):
        if word not in _LEADS:
            return word in _POINTING
        if word == "that" and low[place + 1 : place + 2] and low[place + 1] in AUXILIARY | {"'s"}:
            return True
    return False


def _behind_verb(low: Sequence[str], place: int) -> bool:
    before = [word for word in low[max(0, place - 3) : place] if not word.endswith("ly")]
    return low[place + 1 : place + 2] == ["one"] or before[-1:] in _VERBS


def _absent(low: Sequence[str], place: int, nothing: bool) -> frozenset[str]:
    """The thing that was not there: behind "no", and behind "never saw a", "nobody heard any"."""
    if nothing and low[place] not in _NOBODY:
        return _thing(low[place + 1 : place + 10])
    for at in range(place + 1, min(len(low), place + 8)):
        if low[at] in ("a", "an", "any") and stem(low[at - 1]) in _PERCEIVED:
            return _thing(low[at + 1 : at + 9])
    return frozenset()


def _thing(low: Sequence[str]) -> frozenset[str]:
    """The stem of the noun at the head of `low` and, behind "in" or "of", of the noun that it is of."""
    head, found = "", set()
    for word in low:
        if word in ("in", "of") and head:
            found.add(head)
            head = ""
        elif head and (not _is_full(word) or re.search(r"(?:ed|ing)$", word) or word in past_forms()):
            break
        elif _is_full(word) and not word.endswith("ly"):
            head = stem(word)
    return frozenset(found | {head}) - {""}


def _is_full(word: str) -> bool:
    return word[0].isalpha() and word not in function_words() and word not in AUXILIARY


@cache
def past_forms() -> frozenset[str]:
    """Past tenses and participles of the irregular verbs."""
    return frozenset(form for forms in irregular().values() for form in forms)


def _person(low: Sequence[str]) -> int:
    opening = [word for word in low[:5] if word[0].isalpha()][:3]
    first = next((word for word in opening if word in _FIRST | _THIRD or word == "you"), "")
    return 1 if first in _FIRST else 2 if first == "you" else 3 if first else 0
