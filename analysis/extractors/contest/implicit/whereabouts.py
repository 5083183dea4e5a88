"""Two clauses that put one person in two places at one time, or one place in two hands."""

import re

from analysis.extractors.contest.implicit.clocks import meet
from analysis.extractors.contest.implicit.sides import Side, places_of, same_time, two_people
from analysis.extractors.propositions import stem
from analysis.extractors.wording import word_class

_STAYS = frozenset(map(stem, word_class("staying")))
_WHERE = re.compile(
    r"\b(?:in|at|inside|outside|near|aboard)\s(?:the\s|a\s|an\s|his\s|her\s|their\s|our\s|my\s)?(?P<place>(?:[\w.-]+[’']s?\s)?[A-Za-z][\w’'-]+(?:\s[\w’'-]+)?)",
)
_NOT_PLACE = re.compile(
    r"(?:fact|least|all|last|first|time|part|particular|general|case|which|that|this|night|morning|evening|midnight|noon|"
    r"order|addition|once|home and|the)\b",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|was|were|been)\s(?:still\s|not\s)?(?:in|at|near|outside|inside|off)\b", re.IGNORECASE)
_BEEN = re.compile(r"\b(?:was|were|been|saw|seen|spent|sat|stood|slept|stayed|met|poured|served)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her)\b", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:(?P<taken>(?:has|have|had)\s(?:taken|captured|seized|retaken|recaptured)|took|captured|seized|retook|holds?|"
    r"controls?|controlled|occup(?:y|ies|ied))\s(?P<object>(?:all\sof\s|most\sof\s)?(?:the\s)?[\w\s-]{3,50})"
    r"|(?P<ours>(?:is|are|was|remains?|stays?|still)\s(?:still\s)?(?:ours|theirs|in\s(?:its|our|their)\s(?:own\s)?hands?|"
    r"under\s(?:its|our|their)\s(?:full\s)?control)))",
    re.IGNORECASE,
)
_OWN = re.compile(r"\W*(?:that\s)?(?:its|our|their)\b", re.IGNORECASE)
_GROUND = frozenset(map(stem, word_class("ground")))


def place(one: Side, other: Side, near: bool) -> float:
    """The confidence that the clauses put one person or thing in two places at one time; 0 where they do not."""
    if one.clause.negations or other.clause.negations or not same_time(one, other):
        return 0.0
    if one.reported == other.reported and two_people(one, other):
        return 0.0  # in "he said he had seen her", "he" is the one who looked
    return _named_places(one, other) or (_alibi(one, other) if near or _timed(one, other) else 0.0)


def _named_places(one: Side, other: Side) -> float:
    """The clauses agree in all but the names of their places."""
    where = one.of(places_of), other.of(places_of)
    if not where[0] or not where[1] or where[0] & where[1]:
        return 0.0
    stays = bool(_STAYS & one.stated.weights.keys() & other.stated.weights.keys())
    if not stays and not (_IS.search(one.words) and _IS.search(other.words)):
        return 0.0
    gone = {word for names in where for name in names for word in name.split()}
    rests = [{key: w for key, w in side.stated.weights.items() if key not in gone} for side in (one, other)]
    sizes = [sum(rest.values()) for rest in rests]
    same = sum(weight for key, weight in rests[0].items() if key in rests[1])
    return 0.4 if min(sizes) and same / max(sizes) >= 0.7 else 0.0


def _timed(one: Side, other: Side) -> bool:
    return bool(one.clause.clocks and other.clause.clocks)


def _alibi(one: Side, other: Side) -> float:
    """'From ten until four I was at table nine' against 'he had spent the hour around midnight in her hotel'."""
    if not _timed(one, other) or not any(meet(a, b) for a in one.clause.clocks for b in other.clause.clocks):
        return 0.0
    where = one.of(_where), other.of(_where)
    if not where[0] or not where[1] or where[0] & where[1]:
        return 0.0
    if _one_person(one, other) or _one_person(other, one):
        return 0.4
    selves = [side.clause.person == 1 or side.reported for side in (one, other)]
    return 0.3 if not all(selves) and one.of(_stands) and other.of(_stands) else 0.0


def _stands(side: Side) -> bool:
    """True where somebody is said to have been, or to have been seen, somewhere."""
    return bool(_BEEN.search(side.words))


def _where(side: Side) -> set[str]:
    """Stems of the places named behind "in" or "at"."""
    found = (
        match["place"].lower()
        for match in _WHERE.finditer(_without_clocks(side))
        if not _NOT_PLACE.match(match["place"])
    )
    return {stem(word) for name in found for word in re.findall(r"[\w-]+", name) if len(word) > 2}


def _without_clocks(side: Side) -> str:
    words, begin = side.words, side.clause.span[0]
    for clock in side.clause.clocks:
        start, end = clock.span[0] - begin, clock.span[1] - begin
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _one_person(one: Side, other: Side) -> bool:
    """The speaker of `one` speaks of himself, and `other` names him or says "he"."""
    himself = one.clause.person == 1 or (one.clause.person == 3 and bool(one.names))
    about = one.names & other.stated.weights.keys() or (one.clause.person == 3 and _PRONOUN.search(other.words))
    return himself and bool(about)


def holder(one: Side, other: Side, near: bool) -> float:
    """The confidence that each of two speakers says that he himself holds the place; 0 where they do not."""
    if one.clause.negations or other.clause.negations:
        return 0.0
    first, second = one.of(_held), other.of(_held)
    if not first or not second:
        return 0.0
    return 0.4 if (first & second) - _GROUND or (near and (first | second) & _GROUND) else 0.0


def _held(side: Side) -> set[str]:
    """Stems of the place that the speaker of `side` says is his own, in his own words or as "it" and "we"."""
    match = _HELD.search(side.words)
    if not match:
        return set()
    if match["ours"]:
        return {
            stem(word) for word in re.findall(r"[\w-]+", side.words[: match.start()].lower())
        } & side.stated.weights.keys()
    own = (side.clause.person in (1, 3) or _OWN.match(side.words)) and not re.match(
        r"\W*(?:that\s)?(?:he|she)\b", side.words, re.IGNORECASE
    )
    words = {stem(word) for word in re.findall(r"[\w-]+", match["object"].lower())}
    ground = words & (_GROUND | side.stated.names)
    return ground if own else set()
