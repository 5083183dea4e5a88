"""Two claims that cannot both hold, told by one hard signal; no cue announces these contests.

Precision goes before recall: small models find implicit contradictions in news no better than chance (contested.md), so
only these count: a quantity of the same thing, negation of the same thing, an antonym, an exclusive place (after de
Marneffe et al. 2008), and a speaker who admits what he had denied.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.extractors.cues import Words, irregular, scope_words
from analysis.extractors.lexicons import read_list
from analysis.extractors.matching import covered
from analysis.extractors.propositions import Proposition, Quantity, function_words, number_words, places, stem, times
from analysis.extractors.wording import AUXILIARY, word_class

_UPDATES = re.compile(
    r"\b(?:later|since then|so far|rose|risen|revised|updated|up from|down from|initially|earlier|"
    r"previous(?:ly)?|corrected|"
    r"fall(?:en|s)?|fell|dropp?(?:ed|s)|grew|grown|climbed|by (?:midday|night|morning|evening)|"
    r"last (?:week|month|year)|a year (?:ago|earlier))\b",
    re.IGNORECASE,
)
_POLLS = re.compile(r"\b(?:polls?|polling|surveys?|respondents|voters|leads?|leading|points)\b", re.IGNORECASE)
_NEAR = 3  # sentences between two claims that are about one matter without a name to say so
_PERIODS = frozenset(map(stem, ["second", "minute", "hour", "day", "week", "month", "year", "time", "decade"]))
_NONE_NEAR = 2
_VERBATIM = 40
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
    elif not found and near:
        found = _antonym(one, other, near)
    if not found or not (_is_clause(one) and _is_clause(other)):
        return None
    return found if _same_time(one, other) else None


def _is_clause(side: Side) -> bool:
    """True where the content holds a finite verb, as far as forms tell; "the growing divide" states nothing."""
    low = [word for span in side.stated.spans for word in Words(side.text, *span).low]
    return len(low) <= 3 or any(word in AUXILIARY or word in _pasts() or word.endswith("ed") for word in low)


@cache
def _pasts() -> frozenset[str]:
    return frozenset(past for past, _ in irregular().values())


def _shared(one: Proposition, other: Proposition) -> list[str]:
    """Words of full weight in both, figures aside."""
    return [key for key, weight in one.weights.items() if weight >= 1 and key in other.weights and not key[0].isdigit()]


def _same_matter(one: Proposition, other: Proposition, near: bool) -> bool:
    shared = _shared(one, other)
    if near:
        return bool(shared)
    return len(shared) >= 3 or (len(shared) >= 2 and bool(one.names & other.names))


def _same_time(one: Side, other: Side) -> bool:
    """False only when both give times and share none."""
    given = [{words.lower() for words in times(side.text, side.stated.spans)} for side in (one, other)]
    return not (given[0] and given[1]) or bool(given[0] & given[1])


# ---- negation

_NONE_OF = re.compile(
    r"(?:(?:^|[.“\"‘]\s*)(?:that\s)?(?:no|none\sof\s(?:the|its|his|her|their))|"
    r"\b(?:there\s(?:is|was|were|had\sbeen|has\sbeen|have\sbeen)|found|saw|heard)\sno|\bno\ssuch|"
    r"\b(?:not\s(?:one|any)|none)\sof\s(?:the|its|his|her|their)|\bnot\sa\ssingle)\s"
    r"(?:such\s)?(?P<thing>[\w’'-]+(?:\s[\w’'-]+){0,2})",
    re.IGNORECASE,
)
# Nouns whose absence denies nothing that was said: "no doubt", "no comment", "no decision".
_ABSTRACT = frozenset(map(stem, word_class("abstract")))
_STAYS = frozenset(map(stem, word_class("staying")))


def _negation(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    if one.stated.negative != other.stated.negative and _said(one.stated) >= 3 and _said(other.stated) >= 3:
        both = min(covered(one.stated, other.stated), covered(other.stated, one.stated))
        if (
            both >= 0.7
            and {_negations(one), _negations(other)} == {0, 1}
            and len([key for key in _shared(one.stated, other.stated) if key not in one.stated.names]) >= 2
        ):
            return "negation", 0.5
    if near and abs(one.sentence - other.sentence) <= _NONE_NEAR and (_says_none(one, other) or _says_none(other, one)):
        return "negation", 0.4
    return None


_NOT = re.compile(
    r"\b(?:is|was|are|were|do|does|did|has|have|had|will|would|can|could|ca|wo)(?:\s|n[’'])(?:not|t)\b|\bnever\b|\bnone\b|"
    r"\bnobody\b|\bnothing\b|\bno\b|\bcannot\b",
    re.IGNORECASE,
)


_LACKS = re.compile(r"\b(?:free (?:of|from)|without|lack(?:s|ed|ing)?|absence|no|not|denied|denies)\b", re.IGNORECASE)


def _negations(side: Side) -> int:
    """How often the proposition negates a verb or a thing: with two the polarity of its main clause is anybody's
    guess."""
    return sum(len(_NOT.findall(side.text[start:end])) for start, end in side.stated.spans)


def _one_quotation(one: Side, other: Side) -> bool:
    """True where both give the same words: one quotation cut in two ways."""
    first, second = _words(one), _words(other)
    return any(first[at : at + _VERBATIM] in second for at in range(0, max(1, len(first) - _VERBATIM), 12))


def _said(stated: Proposition) -> int:
    return sum(weight >= 1 for weight in stated.weights.values())


def _says_none(one: Side, other: Side) -> bool:
    """'There was no motorbike near her' against 'a motorbike clipped her wheel': the thing itself is denied."""
    if other.stated.negative or _said(other.stated) < 2 or _LACKS.search(_words(other)):
        return False
    for start, end in one.stated.spans:
        for match in _NONE_OF.finditer(one.text[start:end]):
            things = _thing(match["thing"]) & {key for key, weight in other.stated.weights.items() if weight == 1}
            # "none of the messages was marked" denies the marking, not the messages.
            if things and ("of the" not in match.group().lower() or set(_shared(one.stated, other.stated)) - things):
                return True
    return False


def _thing(words: str) -> set[str]:
    """The stem of the noun at the head of `words` and, behind "in" or "of", of the noun that it is of."""
    head, found = "", set()
    for word in words.lower().split():
        if word in ("in", "of"):
            found.add(head)
            head = ""
        elif word in function_words() or re.search(r"(?:ed|ing|ly)$", word):
            break
        else:
            head = stem(word)
    return (found | {head}) - _ABSTRACT - {""}


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
            for opposite in sorted(_opposites().get(word, ())):
                if opposite in other.weights and opposite not in one.weights:
                    return word, opposite
    return None


def _antonym(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    words = opposite_words(one.stated, other.stated)
    if not words or one.stated.negative != other.stated.negative or (one.stated.quantities and other.stated.quantities):
        return None
    if len(_shared(one.stated, other.stated)) < 2:
        taken_up = near and abs(one.sentence - other.sentence) <= 1 and (_taken_up(one) or _taken_up(other))
        return ("antonym", 0.35) if taken_up else None
    rest = min(_without(one.stated, other.stated, words[0]), _without(other.stated, one.stated, words[1]))
    if rest >= (0.3 if near else 0.6) and (near or not _UPDATES.search(_words(one) + _words(other))):
        return "antonym", 0.4
    return None


def _taken_up(side: Side) -> bool:
    """'it was shut all week': a short content whose subject is the thing just spoken of."""
    low = [word for span in side.stated.spans for word in Words(side.text, *span).low if word[0].isalpha()]
    return low[:1] in (["it"], ["they"]) and len(low) <= 12


def _without(one: Proposition, other: Proposition, word: str) -> float:
    rest = {key: weight for key, weight in one.weights.items() if key != word}
    total = sum(rest.values())
    return sum(weight for key, weight in rest.items() if key in other.weights) / total if total else 0.0


def _words(side: Side) -> str:
    return " ".join(side.text[start:end] for start, end in side.stated.spans)


# ---- quantities

# Words that set one figure apart from another of the same unit: both can hold.
_APART = re.compile(
    r"\b(?:own|another|others?|different|separate|compared|than|respectively|each|average|additional)\b", re.IGNORECASE
)


def clashing(
    one: Sequence[Quantity], other: Sequence[Quantity], bare: bool = False
) -> tuple[Quantity, Quantity] | None:
    """Two quantities of one unit whose bounds do not meet ("30" and "120 killed"); None where all can hold.

    With `bare` a number without a unit counts as of any unit. A side that gives several figures of the unit does not
    clash: it says which is whose in ways that are not read here.
    """
    for first in one:
        for second in other:
            same = first.unit == second.unit if first.unit and second.unit else bare
            if {first.unit, second.unit} & _PERIODS:
                continue
            single = [q.unit for q in one].count(first.unit) == 1 and [q.unit for q in other].count(second.unit) == 1
            if same and single and (first.high < second.low or second.high < first.low):
                return first, second
    return None


def _figures(one: Side, other: Side, near: bool) -> tuple[str, float] | None:
    if not one.stated.quantities or not other.stated.quantities:
        return None
    if not near and (not one.stated.names or one.stated.names != other.stated.names):
        return None  # "his net worth" in two articles may be two men's
    if not near and not clashing(one.stated.quantities, other.stated.quantities):
        return None
    if max(len(one.stated.quantities), len(other.stated.quantities)) > 2:
        return None  # a tally
    said = _words(one) + " " + _words(other)
    if _UPDATES.search(said) or _POLLS.search(said):
        return None
    later, before = (one, other) if one.stated.spans > other.stated.spans else (other, one)
    counts = near and _only_counts(later) and later.sentence - before.sentence <= 1
    if counts and clashing(one.stated.quantities, other.stated.quantities, bare=True):
        return "quantity", 0.4
    if _APART.search(re.sub(r"\b(?:more|fewer|less) than\b", "", said)):
        return None
    found = clashing(one.stated.quantities, other.stated.quantities) or (
        near and _counted_alike(one.stated, other.stated)
    )
    return ("quantity", 0.45) if found and _aligned(one.stated, other.stated, near) else None


def _counted_alike(one: Proposition, other: Proposition) -> bool:
    """'more than 300 dead' and 'nineteen soldiers had been killed': what one counts the other says of its count."""
    units = {q.unit for q in one.quantities} & {q.unit for q in other.quantities}
    for first in one.quantities:
        for second in other.quantities:
            crossed = first.unit in other.weights or second.unit in one.weights
            if (
                crossed
                and not {first.unit, second.unit} & units
                and (first.high < second.low or second.high < first.low)
            ):
                return True
    return False


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
    if not _STAYS & one.stated.weights.keys() & other.stated.weights.keys():
        return None
    where = [{words.lower() for words in places(side.text, side.stated.spans)} for side in (one, other)]
    if not where[0] or not where[1] or where[0] & where[1]:
        return None
    gone = {word for names in where for name in names for word in name.split()}
    rests = [{key: w for key, w in side.stated.weights.items() if key not in gone} for side in (one, other)]
    sizes = [sum(rest.values()) for rest in rests]
    shared = sum(weight for key, weight in rests[0].items() if key in rests[1])
    return ("exclusive place", 0.4) if min(sizes) and shared / max(sizes) >= 0.7 else None


# ---- reversals

_AT_FIRST = re.compile(
    r"\b(?:at first|initially|originally|earlier|had (?:said|told|insisted|assured|denied)|months? after|"
    r"weeks? after)\b",
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
