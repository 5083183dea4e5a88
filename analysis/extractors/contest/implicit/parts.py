"""The parts of a clause, and which words name one thing: what two clauses must share to be on one matter."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from analysis.extractors.contest.implicit.clashes import FILLERS
from analysis.extractors.contest.implicit.clauses import is_present, past_forms
from analysis.extractors.contest.implicit.sides import Side
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import function_words, number_words, stem, verb_stem
from analysis.extractors.wording import AUXILIARY, DETERMINERS, PREPOSITIONS, word_class

_PRONOUNS = tuple([word] for word in ("i", "we", "he", "she", "it", "they"))
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they"}
_PERCEIVED = frozenset(map(stem, ["see", "hear", "smell", "notice", "watch", "spot", "find"]))
_NOT_SUBJECT = frozenset(["the", "a", "an", "his", "her", "its", "their", "our", "my", "of", "to", ""])
_OF_IT = frozenset(["it", "them", "him", "its", "their"])
_CALENDAR = frozenset(map(stem, word_class("calendar")))
_POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "the", "a", "an", "any", "no"])
_LEADS = frozenset(["that", "and", "but", "because", "as", "though", "although", "while", "so", "then", "in fact"])


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


def content(side: Side) -> set[str]:
    """Stems of a clause that say what is so, figures aside."""
    return side.of(_content)


def _content(side: Side) -> set[str]:
    return {key for key in side.stated.weights if key[0].isalpha()} - _number_stems()


@cache
def _number_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in number_words())


# ---- the parts of a clause


def parts(side: Side) -> Parts:
    """Subject and predicate of a side, by the first form that shows a finite verb."""
    return side.of(_parts)


def _parts(side: Side) -> Parts:
    low = [word for word in side.low if word[0].isalnum() or word[0] in ",'’"]
    while low and (low[0] in _LEADS or not low[0][0].isalnum()):
        low = low[1:]
    low = low[_adverbial(low) :]
    personal = len(low) > 1 and low[0] in ("i", "we", "you", "he", "she", "it", "they")
    verb = 1 if personal else next((at for at in range(len(low)) if _is_verb(low, at)), len(low))
    full = [verb_stem(low, at) for at in range(verb, min(len(low), verb + 7)) if is_full(low[at])]
    seen = _seen(low[verb:], full[:1]) if low[:1] in (["i"], ["we"]) else []
    return Parts(tuple(seen or low[:verb]), tuple(full[:4]))


def _seen(low: list[str], verb: list[str]) -> list[str]:
    """'I heard three shots' is about the shots: what a witness perceives stands for the subject."""
    if not verb or verb[0] not in _PERCEIVED:
        return []
    at = next(at for at, word in enumerate(low) if is_full(word))
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


def is_full(word: str) -> bool:
    return word[0].isalpha() and word not in function_words() and word not in AUXILIARY


def head(subject: tuple[str, ...]) -> str:
    """The stem of the noun that a subject is about: its last full word before a comma or preposition."""
    found = ""
    if not _OF_IT.isdisjoint(subject) and subject[0] not in _OF_IT:
        return ""  # "every box of it"
    for word in subject:
        if found and (word == "," or word in PREPOSITIONS or word == "of"):
            break
        if is_full(word) and not word.endswith("ly") and word not in number_words():
            found = stem(word)
    return found


def object_of(side: Side, key: str) -> str:
    """The stem of the noun that the word of stem `key` takes as its object: "strength" in "losing strength"; else
    empty."""
    behind = _behind(side, key)
    opens = bool(behind) and (behind[0] in DETERMINERS or behind[0] in _POSSESSIVE or is_full(behind[0]))
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


def two_receivers(before: Side, later: Side, keys: Sequence[str]) -> bool:
    """True where both say to whom or for what, behind one of the first two of `keys`, the stems of what one denies:
    "paid for the roof", "has not paid for the book"."""
    return any(_receive_apart(before, later, key) for key in keys[:2])


def other_things(before: Side, later: Side) -> bool:
    """True where both do the same to what they name by "the": "did not attend the trial", "attended the funeral"."""
    one, other = parts(before).predicate, parts(later).predicate
    named = len(one) > 1 and len(other) > 1 and one[0] == other[0] and not kin(one[1:], other[1:])
    return named and all(_behind(side, one[0])[:1] == ["the"] for side in (before, later))


def _receive_apart(before: Side, later: Side, key: str) -> bool:
    behind = _behind(before, key), _behind(later, key)
    if not all(words[:1] in (["to"], ["for"]) for words in behind) or behind[0][0] != behind[1][0]:
        return False
    first, second = ({stem(word) for word in words[1:] if is_full(word)} for words in behind)
    return bool(first and second) and not kin(first, second)


def is_attributive(side: Side, key: str) -> bool:
    """True where the word of stem `key` only says which: "the north field", "a drunk man"."""
    low = side.low
    at = next((at for at in range(1, len(low) - 1) if verb_stem(low, at) == key), 0)
    return at > 0 and low[at - 1] in _POSSESSIVE and is_full(low[at + 1])


def _behind(side: Side, key: str) -> list[str]:
    """The few words behind the word of stem `key`, up to a comma; its own particle aside ("stay away")."""
    low = [word for word in side.low if word[0].isalnum() or word == ","]
    at = next((at for at in range(len(low)) if verb_stem(low, at) == key), len(low))
    behind = low[at + 1 : at + 8] if at < len(low) and stem(low[at]) == key else low[at + 2 : at + 8]
    return [*itertools.takewhile(lambda word: word != ",", behind)]
