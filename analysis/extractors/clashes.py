"""Two claims that cannot both hold, told by one hard signal; no cue announces these contests.

Precision goes before recall: small models find implicit contradictions in news no better than chance (contested.md), so
only these count: a quantity of the same thing, negation of the same thing, an antonym, an exclusive place (after de
Marneffe et al. 2008), and a speaker who admits what he had denied.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.extractors.cues import Words, scope_words
from analysis.extractors.lexicons import read_list
from analysis.extractors.matching import covered
from analysis.extractors.propositions import Proposition, Quantity, number_words, places, stem, times

_UPDATES = re.compile(
    r"\b(?:later|since then|so far|rose|risen|revised|updated|up from|down from|initially|earlier|previous(?:ly)?|corrected|"
    r"by (?:midday|night|morning|evening)|last (?:week|month|year)|a year (?:ago|earlier))\b",
    re.IGNORECASE,
)
_POLLS = re.compile(r"\b(?:polls?|polling|surveys?|respondents|voters|leads?|leading|points)\b", re.IGNORECASE)
_STAYS = frozenset(
    stem(word)
    for word in [
        "was",
        "stay",
        "sleep",
        "spend",
        "work",
        "live",
        "hold",
        "meet",
        "born",
        "die",
        "land",
        "park",
        "sit",
        "stand",
    ]
)
_NEAR = 3  # sentences between two claims that are about one matter without a name to say so
_COUNTING = frozenset(["count", "counted", "counts", "estimated", "estimates", "put", "puts"])


@dataclass(frozen=True, slots=True)
class Side:
    """One claim's proposition as one side of a clash: its text, sentence, speaker, cue class and cue words."""

    text: str
    stated: Proposition
    sentence: int
    speaker: str | None
    cue_class: str
    cue: str = ""


def clash(one: Side, other: Side, together: bool) -> tuple[str, float] | None:
    """The signal (a word of ``contests.BASES``) by which two claims cannot both hold, and a confidence up to 0.5.

    `together` says that both stand in one document, where claims a few sentences apart need share less to be on one
    matter. None where they can both hold ("at least 10", 12), are of different times, or one updates the other.
    """
    near = together and abs(one.sentence - other.sentence) <= _NEAR
    if one.speaker == other.speaker:
        return ("reversal", 0.5) if near and _takes_back(one, other) else None
    found = _figures(one, other, near)
    if not found and _same_matter(one.stated, other.stated, near):
        found = _negation(one, other, near) or _antonym(one, other, near) or _place(one, other)
    return found if found and _same_time(one, other) else None


def _shared(one: Proposition, other: Proposition) -> list[str]:
    """Words of full weight in both, figures aside."""
    return [key for key, weight in one.weights.items() if weight >= 1 and key in other.weights and not key[0].isdigit()]


def _same_matter(one: Proposition, other: Proposition, near: bool) -> bool:
    shared = _shared(one, other)
    if near:
        return len(shared) >= 1
    return len(shared) >= 3 or (len(shared) >= 2 and bool(one.names & other.names))


def _same_time(one: Side, other: Side) -> bool:
    """False only when both give times and share none."""
    given = [{words.lower() for words in times(side.text, side.stated.spans)} for side in (one, other)]
    return not (given[0] and given[1]) or bool(given[0] & given[1])


# ---- negation

_DENIED = re.compile(
    r"\b(?:(?:there\s(?:is|was|were|are|had\sbeen|has\sbeen|have\sbeen)\s)?(?P<no>no|not\s(?:a|an|one|any)(?:\sof\s(?:the|its|his|her|their))?|none\sof\s(?:the|its|his|her|their)|never\sa)\s"
    r"(?P<thing>(?:[\w’'-]+\s){0,2}[\w’'-]+))",
    re.IGNORECASE,
)


def _negation(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    if one.stated.negative != other.stated.negative:
        both = min(covered(one.stated, other.stated), covered(other.stated, one.stated))
        if both >= 0.7:
            return "negation", 0.5
    if near and (_says_none(one, other) or _says_none(other, one)):
        return "negation", 0.4
    return None


def _says_none(one: Side, other: Side) -> bool:
    """'There was no motorbike within fifty metres' against 'a motorbike clipped her wheel': the thing itself is denied."""
    if other.stated.negative:
        return False
    for start, end in one.stated.spans:
        for match in _DENIED.finditer(one.text, start, end):
            nouns = [stem(word) for word in match["thing"].lower().split() if word not in _FILLERS]
            if any(other.stated.weights.get(noun, 0) >= 1 and noun in one.stated.weights for noun in nouns):
                return True
    return False


_FILLERS = frozenset(["such", "more", "other", "further", "longer", "one", "single", "of", "the", "at", "all"])


# ---- antonyms


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_list("antonyms"):
        one, other = stem(row["word"]), stem(row["opposite"])
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


def opposite_words(one: Proposition, other: Proposition) -> tuple[str, str] | None:
    """A word of `one` and its antonym in `other`, neither of which stands in both; None where there is none."""
    for word in one.weights:
        if word not in other.weights:
            for opposite in _opposites().get(word, ()):
                if opposite in other.weights and opposite not in one.weights:
                    return word, opposite
    return None


def _antonym(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    words = opposite_words(one.stated, other.stated)
    if not words or one.stated.negative != other.stated.negative:
        return None
    rest = min(_without(one.stated, other.stated, words[0]), _without(other.stated, one.stated, words[1]))
    if rest >= (0.3 if near else 0.6) and (near or not _UPDATES.search(_words(one) + _words(other))):
        return "antonym", 0.4
    return None


def _without(one: Proposition, other: Proposition, word: str) -> float:
    rest = {key: weight for key, weight in one.weights.items() if key != word}
    total = sum(rest.values())
    return sum(weight for key, weight in rest.items() if key in other.weights) / total if total else 0.0


def _words(side: Side) -> str:
    return " ".join(side.text[start:end] for start, end in side.stated.spans)


# ---- quantities


def clashing(
    one: Iterable[Quantity], other: Sequence[Quantity], bare: bool = False
) -> tuple[Quantity, Quantity] | None:
    """Two quantities of one unit whose bounds do not meet ("30" and "120 killed"); None where all can hold.

    With `bare` a number without a unit counts as of any unit.
    """
    for first in one:
        for second in other:
            same = first.unit == second.unit if first.unit and second.unit else bare
            if same and (first.high < second.low or second.high < first.low):
                return first, second
    return None


def _figures(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    if not one.stated.quantities or not other.stated.quantities:
        return None
    said = _words(one) + " " + _words(other)
    if _UPDATES.search(said) or _POLLS.search(said):
        return None
    counts = near and (_only_counts(one) or _only_counts(other))
    if counts and clashing(one.stated.quantities, other.stated.quantities, bare=True):
        return "quantity", 0.4
    if clashing(one.stated.quantities, other.stated.quantities) and _aligned(one.stated, other.stated, near):
        return "quantity", 0.45
    return None


def _only_counts(side: Side) -> bool:
    """'The company counted 3,700': a figure of what was just spoken of, without saying it again."""
    return len(side.stated.weights) <= 2 and bool(set(Words(side.cue).low) & _COUNTING)


def _aligned(one: Proposition, other: Proposition, near: bool) -> bool:
    """True when the contents agree but for their figures: what is counted, and what happened to it."""
    rests = [
        {k: w for k, w in p.weights.items() if not k[0].isdigit() and k not in _number_stems()} for p in (one, other)
    ]
    sizes = [sum(rest.values()) for rest in rests]
    shared = sum(weight for key, weight in rests[0].items() if key in rests[1])
    enough = sum(weight >= 1 for key, weight in rests[0].items() if key in rests[1]) >= 2
    return enough and shared / (min(sizes) if near else max(sizes)) >= 0.6


@cache
def _number_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in number_words())


# ---- places


def _place(one: Side, other: Side) -> tuple[str, float] | None:
    """One person or thing put in two places: the contents agree in all but their places."""
    where = [{words.lower() for words in places(side.text, side.stated.spans)} for side in (one, other)]
    if not where[0] or not where[1] or where[0] & where[1]:
        return None
    gone = {word for names in where for name in names for word in name.split()}
    rests = [{key: w for key, w in side.stated.weights.items() if key not in gone} for side in (one, other)]
    sizes = [sum(rest.values()) for rest in rests]
    shared = sum(weight for key, weight in rests[0].items() if key in rests[1])
    stays = bool(_STAYS & rests[0].keys() & rests[1].keys())
    return ("exclusive place", 0.4) if stays and min(sizes) and shared / max(sizes) >= 0.7 else None


# ---- reversals

_AT_FIRST = re.compile(
    r"\b(?:at first|initially|originally|earlier|had (?:said|told|insisted|assured|denied)|months? after|weeks? after)\b",
    re.IGNORECASE,
)


def _takes_back(one: Side, other: Side) -> bool:
    """A speaker admits what he had denied: 'said at first that it owned none … conceded that it had owned one'."""
    if not (one.cue_class == "concession") ^ (other.cue_class == "concession"):
        return False
    kept, admitted = (one, other) if other.cue_class == "concession" else (other, one)
    negated = _is_negative(kept) and not _is_negative(admitted)
    return (
        negated
        and bool(_shared(one.stated, other.stated))
        and bool(_AT_FIRST.search(_around(kept)) or _AT_FIRST.search(_around(admitted)))
    )


def _is_negative(side: Side) -> bool:
    return any(
        low in scope_words()["negation"] for start, end in side.stated.spans for low in Words(side.text, start, end).low
    )


def _around(side: Side) -> str:
    start, end = side.stated.spans[0][0], side.stated.spans[-1][1]
    return side.text[max(0, start - 60) : end + 20]
