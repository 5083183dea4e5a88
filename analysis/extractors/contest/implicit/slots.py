"""Two clauses that fill one slot with two things: who did it, what caused it, whose it is, where somebody was.

Each takes two clauses, neither negated, of which the later is said by the next to speak (matter.follows). A slot that
only one can fill excludes any other who fills it: one driver, one cause of death, one owner, one place at a time (de
Marneffe et al. 2008 call these structural and lexical contradictions; here the slot is read from its wording).
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from analysis.extractors.contest.implicit.matter import SURE, context, is_given, one_subject, who
from analysis.extractors.contest.implicit.parts import content, kin, object_of, parts
from analysis.extractors.contest.implicit.sides import Side, places_of, same_time, two_people
from analysis.extractors.propositions import function_words, stem, verb_stem
from analysis.extractors.wording import word_class

# A noun with what stands before it: up to five words, none of which opens another phrase.
_OPENS = "in|on|at|by|for|from|and|or|when|while|after|before|who|which|that|with|during|until|since|as|"
_OPENS += "is|was|were|had|has"
_NP = rf"(?:(?:the|an?|his|her|its|their|our|my|some|one)\s)?[\w.’'-]+(?:\s(?!(?:{_OPENS})\b)[\w.’'-]+){{0,4}}"
_WHO = rf"(?P<who>{_NP})"
_VERB = r"(?P<verb>\w+)(?:\s(?P<particle>down|up|off|out))?"
_DID = r"(?P<verb>\w+)(?:\s(?:the|an?)\s(?P<thing>\w+))?"
_LIGHT = frozenset(["give", "make", "take", "do", "have", "send"])
_SOLE = frozenset(map(stem, word_class("sole doer")))
_LEAD = r"^\W*(?:that\s)?"
# How a text says who, or what, did the one thing that only one does; the verb stands beside it where the words have
# none.
_DOERS = [
    (re.compile(pattern, re.IGNORECASE), verb)
    for pattern, verb in (
        (rf"{_LEAD}{_WHO}\s(?:is|was|were|am|’m|'m)\sthe\sones?\s(?:who\s|that\s)?(?:\w+ly\s)?{_DID}", ""),
        (rf"{_LEAD}it\s(?:is|was)\s(?!not\b){_WHO}\s(?:who|that)\s(?:had\s|has\s)?{_DID}", ""),
        (rf"{_LEAD}{_WHO}\s(?:is|was|were)\s(?:behind|at)\sthe\s(?:wheel|controls|helm|tiller)", "drive"),
        (rf"\b{_VERB}\sby\s{_WHO}", ""),
        (rf"\b(?P<verb>died|dies|dead|death|resulted|started|began)\s(?:of|from|through|with)\s{_WHO}", ""),
        (rf"{_VERB}\s(?:because\sof|due\sto|owing\sto|thanks\sto)\s{_WHO}", ""),
        (rf"\b(?P<verb>shot|order|leak|fire)s?\scame\sfrom\s{_WHO}", ""),
        (rf"\bcause(?:\sof\s(?:\w+\s)?\w+)?\s(?:is|was)\s{_WHO}", "cause"),
        (rf"\b(?:is|was|were)\s(?:down|due|owing)\sto\s{_WHO}", "cause"),
        (r"\b(?:was|were|been)\s(?P<who>poisoned|strangled|shot|stabbed|drowned|hanged|smothered|beaten)\b", "kill"),
    )
]  # fmt: skip
_HIMSELF = re.compile(r"\b(?:him|her)self\b", re.IGNORECASE)
_ACTS = re.compile(r"\b(?:it|him|her|them|first)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|by)\b", re.IGNORECASE)
_OWNERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bbelong(?:s|ed|ing)?\sto\s{_WHO}",
        rf"\b(?:the\sproperty|in\sthe\shands|under\sthe\scontrol)\sof\s{_WHO}",
        rf"\b(?:owned|held|controlled|occupied|run|taken|captured|seized|recaptured)\sby\s{_WHO}",
        rf"{_LEAD}{_WHO}\s(?:still\s)?(?:holds?|controls?|owns?|occup(?:y|ies))\s",
        r"\bunder\s(?P<who>our)\s(?:full\s)?control\b",
        r"\b(?:is|are|was|were)\s(?P<who>my|our)\s(?:own\s)?(?:land|house|home|property|car|money|field|farm|town|city|idea)\b",
        r"\b(?:is|are|was|were|remains?|stays?)\s(?:still\s|now\s)?(?P<who>ours|mine)\b",
        r"\b(?:is|are|was|were|remains?|stays?)\s(?:still\s|now\s)?in\s(?P<who>our)\shands\b",
        r"\b(?:is|are|was|were)\s(?P<who>(?:(?:my|his|her|our|their|the|a)\s)?[\w-]+(?:\s[\w-]+)?[’']s)(?=[^\w\s]|$|\s(?:from|since|until|and|for|all)\b)",
    )
]
_HAVING = frozenset(map(stem, ["hold", "control", "belong", "own", "take", "capture", "property"]))
_SELF = frozenset(["i", "we", "me", "us", "mine", "ours", "our", "my"])
_VAGUE = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "hers", "theirs", "who", "which", "that", "this", "the"]
)
_SITE = re.compile(
    r"(?<![\w-])(?:in|at|inside|outside|near|aboard|on)\s(?:the\s|an?\s|his\s|her\s|their\s|our\s|my\s)?"
    r"(?P<place>[A-Za-z][\w’'-]*(?:\s(?:of\s)?[A-Za-z][\w’'-]+){0,3})|\b(?P<home>home|abroad|overseas)\b"
)
_TIMES = frozenset(map(stem, word_class("period") | {"noon", "midnight", "fact", "way"}))
_THEN = frozenset(["that", "this", "all", "both", "the", "on", "when", "while", "for", "from", "until", "at"])
_AWAY = re.compile(r"\b(?:miles?|kilomet(?:re|er)s?|km|abroad|overseas|home|at\ssea)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:(?:evening|night|morning|afternoon|day|week|weekend|hour|moment|time)s?|when|while|until|o[’']clock|midnight|noon)\b",
    re.IGNORECASE,
)
_BEEN = re.compile(r"\b(?:was|were|been|spent|sat|stood|slept|stayed|remained|worked|lived|trained)\b", re.IGNORECASE)


class _Doer(NamedTuple):
    """The stem of what was done, and those of who is said to have done it."""

    deed: str
    who: frozenset[str]


def another_doer(before: Side, later: Side) -> float:
    """'Landry was behind the wheel' and 'I was the one driving': one deed that only one does, two who did it."""
    for one in before.of(_doers):
        for other in later.of(_doers):
            same = kin([one.deed], [other.deed]) and _same_thing(before, later, one, other)
            if same and one.who.isdisjoint(other.who):
                return SURE
    return 0.0


def _same_thing(before: Side, later: Side, one: _Doer, other: _Doer) -> bool:
    """True where what the later one did it to is what was spoken of: nothing else is named there."""
    new = content(later) - other.who - later.names - {other.deed} - _TIMES
    undergoing = other.who.isdisjoint(map(stem, parts(later).subject)) and later.clause.person != 1
    if undergoing and not (is_given(before, later) and one_subject(before, later)):
        return False
    thing = object_of(later, other.deed)
    if thing and other.deed in parts(later).predicate and not kin([thing], content(before)):
        return False  # "wrote the music", "wrote the words"
    return len(new - kin(new, context(before))) <= 1 and not later.stated.quantities


def _doers(side: Side) -> tuple[_Doer, ...]:
    return tuple(_found_doers(side))


def _found_doers(side: Side) -> Iterator[_Doer]:
    for pattern, verb in _DOERS:
        match = pattern.search(side.words)
        if match:
            deed = verb or _deed(match)
            filler = _filler(side, match["who"])
            if filler and kin([deed], _SOLE):
                yield _Doer(deed, filler)
    subject, predicate = parts(side)
    acts = bool(predicate) and (object_of(side, predicate[0]) or _ACTS.search(side.words))
    if acts and subject and kin(predicate[:1], _SOLE) and not _PASSIVE.search(side.words):
        filler = _filler(side, " ".join(subject))
        if filler:
            yield _Doer(predicate[0], filler)


def _deed(match: re.Match[str]) -> str:
    """The stem of the verb with its particle, or of the noun that a light one takes: "gave the order"."""
    words = match.groupdict()
    deed = verb_stem([words["verb"].lower(), words.get("particle") or ""], 0)
    return stem(words["thing"].lower()) if deed in _LIGHT and words.get("thing") else deed


def _filler(side: Side, words: str) -> frozenset[str]:
    """The stems of who or what fills a slot, the speaker's name for "I"; empty where it is not said."""
    low = re.findall(r"[\w-]+", words.lower())
    if low and low[0] in _SELF and (len(low) == 1 or low[0] not in ("my", "our")):
        return frozenset(who(side)) or frozenset(["i"])
    if low and _HIMSELF.search(side.words):
        return frozenset(["himself"])
    if not low or low[0] in _VAGUE - {"his", "her", "the"}:
        return frozenset()
    return frozenset(stem(word) for word in low if word not in function_words() and word[0].isalpha())


# ---- whose it is


def another_owner(before: Side, later: Side) -> float:
    """'The car belonged to Passmore' and 'that car was my cousin's': two owners, or holders, of one thing."""
    first, second = before.of(_owner), later.of(_owner)
    if not is_given(before, later) and not kin(content(later) - second - _HAVING, content(before)):
        return 0.0
    return SURE if first and second and not kin(first, second) else 0.0


def _owner(side: Side) -> frozenset[str]:
    match = next((match for match in (pattern.search(side.words) for pattern in _OWNERS) if match), None)
    return _filler(side, match["who"]) if match else frozenset()


# ---- where somebody was


def elsewhere(before: Side, later: Side) -> float:
    """'He stood in the basement on the evening of March 9' and 'he spent that evening at a game in Orrin, 140 miles
    away': one person, one time, two places far apart."""
    if two_people(before, later) or not same_time(before, later, loose=True):
        return 0.0
    if not (_timed(before) and _timed(later) and (_BEEN.search(before.words) or _BEEN.search(later.words))):
        return 0.0
    sites = before.of(_sites), later.of(_sites)
    if not sites[0] or not sites[1] or kin(*sites) or not _far(before, later):
        return 0.0
    return SURE if is_given(before, later) and one_subject(before, later) else 0.0


def _timed(side: Side) -> bool:
    """True where the clause, or what leads it in, says when."""
    start = side.clause.span[0]
    led_in = re.split(r"[.!?]\s|\n", side.text[max(0, start - 60) : start])[-1]
    return bool(side.clause.days or side.clause.clocks or _WHEN.search(f"{led_in} {side.words}"))


def _sites(side: Side) -> frozenset[str]:
    """Stems of the places where the clause says that somebody was."""
    found: set[str] = set()
    for match in _SITE.finditer(side.words):
        words = re.findall(r"[\w-]+", (match["place"] or match["home"]).lower())
        name = {stem(word) for word in takewhile(lambda word: word not in _THEN, words) if word not in function_words()}
        found.update(name if not name & _TIMES else ())
    return frozenset(found)


def _far(before: Side, later: Side) -> bool:
    """Two towns, or a place that is said to be far: a house holds a kitchen, a town a house."""
    named = before.of(places_of), later.of(places_of)
    apart = all(named) and named[0].isdisjoint(named[1])
    return apart or bool(_AWAY.search(before.words) or _AWAY.search(later.words))
