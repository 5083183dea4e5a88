"""Two clauses of two speakers that cannot both hold, told by one hard signal; no cue announces these contests.

Precision goes before recall: on pairs of sentences that it had not seen, the system of de Marneffe, Rafferty and
Manning (2008) was right in fewer than one in four of the contradictions that it flagged. So only these of their types
count: negation of the same thing and an antonym (here), a quantity or time of the same thing (figures), an exclusive
place or holder (whereabouts); and a speaker who admits what he had denied.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations, product

from analysis.extractors.contest.implicit.sides import (
    Side,
    cover,
    named_before,
    names_agree,
    rarity,
    same_time,
    shared,
    subject,
    two_people,
)
from analysis.extractors.cues import scope_words
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import Proposition, stem
from analysis.extractors.wording import word_class

_NEAR = 3  # sentences between two claims that are about one matter without a name to say so
_NONE_NEAR, _TAKEN_UP = 2, 1
_NAME = 0.4  # what a shared name says of two clauses being on one matter: an article is full of it
_NEXT_TO = 0.75  # the shared rarity from which a negation stands against what somebody else says beside it
FILLERS = frozenset(map(stem, word_class("period") | word_class("indefinite")))  # "any", "a single day"
_LIMITED = re.compile(r"\b(?:any|no|an?)\s(?:\w+\s){1,2}(?:that|who|which)\s(?P<which>.+)", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:before|until|since|ever|never|always|every|by|at any)\b", re.IGNORECASE)
_ABSTRACT = frozenset(map(stem, word_class("abstract")))
# A share of those asked: two of them do not contradict each other.
_SHARES = re.compile(r"\b(?:percent|per cent|%|majority|one in|polls?|surveys?|respondents)\b", re.IGNORECASE)
# "It did not fail because of rain" says that it failed, "was not only warned" that it was warned.
NOT_SO = re.compile(r"(?:\bnot|n[’']t)\b[^.;]*\bbecause\b|\bnot\s(?:only|just|merely|simply)\b", re.IGNORECASE)


# ---- negation


def negation(one: Side, other: Side, near: bool) -> float:
    """The confidence that the one clause that is negated denies the other; 0 where none does."""
    counts = one.clause.negations, other.clause.negations
    if counts == (1, 0):
        return _denies(one, other, near)
    return _denies(other, one, near) if counts == (0, 1) else 0.0


def _denies(no: Side, yes: Side, near: bool) -> float:
    if no.narrator or yes.clause.lacking or no.clause.person == 2 or not could_be_then(no, yes) or is_limited(no, yes):
        return 0.0
    if NOT_SO.search(no.words):
        return 0.0
    away, same = abs(no.sentence - yes.sentence), shared(no, yes)
    next_to = near and away <= _TAKEN_UP
    after = next_to and yes.clause.span < no.clause.span
    if after and no.clause.bare and no.clause.clocks and yes.clause.clocks:
        return 0.35  # "they had heard none before 4": of what somebody else has just told of
    if not same or two_people(no, yes) or asked(no, yes):
        return 0.0
    common = [key for key in same if key not in no.stated.names]
    said = sum(map(rarity, common))
    named = (no.clause.thing | set(no.clause.denied[: 1 if no.clause.thing else None])) & set(common)
    heads = set(no.clause.denied) - FILLERS
    mostly = 2 * len(heads & set(common)) > len(heads)  # "paid for the roof", "has not paid for the book"
    if next_to and said >= _NEXT_TO and not yes.narrator and named and mostly:
        return min(0.45, 0.16 + 0.08 * said + 0.2 * cover(no, yes))
    if not _one_subject(no, yes):
        return 0.0
    if near and away <= _NONE_NEAR and _lacks_the_thing(no, yes):
        return 0.3 if len(common) < 2 else 0.4
    weight, part, back = said + _NAME * (len(same) - len(common)), cover(no, yes), cover(yes, no)
    if not _is_denied(no, common) or not names_agree(no, yes):
        return 0.0
    if not (near and away <= _NONE_NEAR) and (no.clause.pointing or _is_loose(no)):
        return 0.0
    if after and part == 1 and (no.clause.person == 3 or no.clause.nothing) and not yes.narrator:
        return 0.35 if weight >= 0.4 else 0.0  # "they did not turn up", "nobody turned up", of those just spoken of
    if not _is_enough(no, yes, near, (len(same), len(common)), (weight, part, back)):
        return 0.0
    return min(0.5, 0.08 * min(weight, 2.5) + 0.2 * part + 0.2 * back)


def is_limited(no: Side, yes: Side) -> bool:
    """'Received no letters that were signed': others there may be, of which `yes` speaks."""
    match = _LIMITED.search(no.words)
    words = re.findall(r"[a-z]{4,}", match["which"].lower()) if match else []
    return bool(words) and yes.stated.weights.keys().isdisjoint(map(stem, words))


def asked(one: Side, other: Side) -> bool:
    """True where one of the sources is a share of those asked."""
    return bool(_SHARES.search(f"{one.source} {other.source}"))


def could_be_then(no: Side, yes: Side) -> bool:
    """False where the two are of different times; "no test before July 9" is of a span of time."""
    return same_time(no, yes) or (no.of(_spans_time) and not (no.clause.clocks and yes.clause.clocks))


def _spans_time(side: Side) -> bool:
    return bool(_SPAN.search(side.words))


def _is_enough(no: Side, yes: Side, near: bool, counts: tuple[int, int], parts: tuple[float, float, float]) -> bool:
    """True where the two share enough to be of one matter: more where they stand apart, and in the outlet's voice."""
    (n_same, n_common), (weight, part, back) = counts, parts
    least_part, least_weight, least_same = (0.45, 0.7, 1) if near else (0.5, 1.0, 2)
    if near and no.clause.nothing and part == 1:
        least_weight = 0.45  # "nothing was stolen": whatever was
    enough = part >= least_part and weight >= least_weight and n_same >= least_same
    if no.text is not yes.text and (n_common < 2 or no.stated.names.isdisjoint(shared(no, yes))):
        return False  # of two articles: what names nobody is of anybody
    return enough and back >= 0.15 and (not yes.narrator or (n_common >= 2 and part >= 0.65 and back >= 0.25))


def _lacks_the_thing(no: Side, yes: Side) -> bool:
    """'There was no motorbike near her' against 'a motorbike clipped her wheel': the thing itself is denied."""
    if yes.narrator or len(yes.stated.weights) < 2:
        return False
    things = no.clause.thing & yes.stated.weights.keys() - _ABSTRACT
    return any(no.stated.weights.get(key, 0) == 1 and rarity(key) >= 0.5 for key in things)


def _is_denied(no: Side, common: Sequence[str]) -> bool:
    """True where what is denied, and not only something about it, is among the stems in `common`."""
    heads = no.clause.denied
    return bool(
        no.clause.thing & set(common) or (heads[:1] and heads[0] in common) or len(set(heads) & set(common)) > 1
    )


def _is_loose(no: Side) -> bool:
    """Who "he" or "they" is cannot be told: the speaker is somebody else."""
    return no.clause.person == 3 and not subject(no)


def _one_subject(no: Side, yes: Side) -> bool:
    """Who "I" or "he" is on one side is named, or pointed to, on the other; "saw no flaw" is so whoever looked."""
    him = frozenset() if no.clause.nothing else subject(no)
    me = subject(yes) if yes.clause.person == 1 else frozenset()
    return all(
        not names or names & other.stated.weights.keys() or (other.clause.person == 3 and named_before(other, names))
        for names, other in ((him, yes), (me, no))
    )


# ---- antonyms

DESPITE = re.compile(r"\b(?:despite|in spite of|regardless of)\b", re.IGNORECASE)


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_list("antonyms"):
        for one, other in product(map(stem, row["words"].split()), map(stem, row["opposites"].split())):
            found[one].add(other)
            found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


def opposite_words(one: Proposition, other: Proposition) -> tuple[str, str] | None:
    """A word of `one` and its antonym in `other`, neither of which stands in both.

    None where there is none, and where two have nothing in common: "the north gate was open", "the south gate was
    shut". "Open" has both its antonyms in "closed and locked": the first by the alphabet is given.
    """
    found = opposite_pairs(one, other)
    return None if are_apart(found) else min(found, default=None)


def are_apart(pairs: Collection[tuple[str, str]]) -> bool:
    """Whether some two of the pairs share no word."""
    return any(set(one).isdisjoint(other) for one, other in combinations(pairs, 2))


def opposite_pairs(one: Proposition, other: Proposition) -> set[tuple[str, str]]:
    """Every word of `one` with its antonym in `other`, neither of which stands in both."""
    return {
        (word, opposite)
        for word in one.weights
        if word not in other.weights
        for opposite in (*_opposites().get(word, ()), f"un{word}", f"non{word}", word.removeprefix("un"))
        if opposite != word and opposite in other.weights and opposite not in one.weights
    }


def _opposed(side: Side) -> frozenset[str]:
    """Every stem that is an antonym of one of the clause's."""
    known = _opposites()
    return frozenset(
        opposite
        for word in side.stated.weights
        for opposite in (*known.get(word, ()), f"un{word}", f"non{word}", word.removeprefix("un"))
        if opposite != word
    )


def antonym(one: Side, other: Side, near: bool) -> float:
    """The confidence that the clauses state opposite words of the same thing; 0 where they do not."""
    opposed = not one.of(_opposed).isdisjoint(other.stated.weights)
    words = opposite_words(one.stated, other.stated) if opposed else None
    if (
        not words
        or one.clause.negations
        or other.clause.negations
        or (one.stated.quantities and other.stated.quantities)
    ):
        return 0.0
    if DESPITE.search(f"{one.words} {other.words}"):
        return 0.0
    if one.clause.lacking or other.clause.lacking or not (could_be_then(one, other) or could_be_then(other, one)):
        return 0.0
    same = [key for key in shared(one, other) if key not in one.stated.names]
    apart = abs(one.sentence - other.sentence)
    if not same:
        return 0.0
    if not names_agree(one, other) or not names_agree(other, one) or not _one_subject(one, other):
        return 0.0
    if one.clause.clocks and other.clause.clocks:
        return 0.4
    gone, next_to = frozenset(words), near and apart <= _TAKEN_UP
    rests, weight = (cover(one, other, gone), cover(other, one, gone)), sum(map(rarity, shared(one, other)))
    if next_to:
        alike = max(rests) >= 0.9 and min(rests) >= 0.2
    else:
        alike = min(rests) >= (0.4 if near else 0.6) and weight >= (0.5 if near else 1.2)
    return min(0.45, 0.25 + 0.1 * weight + 0.1 * min(rests)) if alike else 0.0


# ---- reversals

_AT_FIRST = re.compile(
    r"\b(?:at first|initially|originally|earlier|had (?:said|told|insisted|assured|denied)|months? after|"
    r"weeks? after)\b",
    re.IGNORECASE,
)


def takes_back(one: Side, other: Side) -> bool:
    """A speaker admits what he had denied: 'said at first that it owned none … conceded that it had owned one'."""
    if not (one.cue_class == "concession") ^ (other.cue_class == "concession"):
        return False
    kept, admitted = (one, other) if other.cue_class == "concession" else (other, one)
    return (
        _is_negative(kept)
        and not _is_negative(admitted)
        and any(one.stated.weights[key] >= 1 for key in shared(one, other))
        and bool(_AT_FIRST.search(_around(kept)) or _AT_FIRST.search(_around(admitted)))
    )


def _is_negative(side: Side) -> bool:
    return any(low in scope_words()["negation"] for low in side.low)


def _around(side: Side) -> str:
    start, end = side.clause.span
    return side.text[max(0, start - 60) : end + 20]


def near_by(one: Side, other: Side, together: bool) -> bool:
    """True for two claims of one document that stand a few sentences apart."""
    return together and abs(one.sentence - other.sentence) <= _NEAR
