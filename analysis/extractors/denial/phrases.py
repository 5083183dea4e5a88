"""Doubts and denials in phrases with open places: what each doubts or denies, and whether it does so at all.

The phrases are in ``wordings``; what stands behind one decides whether something said is doubted ("has grave doubts
about the date", "about that") or a plan or a person ("about the new manager").
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.columns import Span
from analysis.extractors.cues import Words, scope_of
from analysis.extractors.denial.objects import object_at, owner_of
from analysis.extractors.denial.records import Denial, Object
from analysis.extractors.denial.wordings import (
    BELIEVING,
    DENIED_AROUND,
    DENIED_BEHIND,
    DENIED_FROM,
    DENIED_OUTRIGHT,
    DENIED_POINTING,
    DOUBTED_AHEAD,
    DOUBTED_AROUND,
    DOUBTED_BEHIND,
    DOUBTED_POINTING,
    NOT,
    WONDERED,
    Wording,
)
from analysis.extractors.propositions import measures
from analysis.extractors.wording import (
    DETERMINERS,
    PRONOUNS,
    STOPS,
    class_of,
    object_end,
    sentence_of,
    subject_before,
    verbs,
    word_class,
)

_THINGS = frozenset(["it", "them", "him", "her", ""])
_SURE = frozenset(["no", "any", "few", "little", "without", "never", "not"])  # "has no doubts about it"
# Questions that doubt what was said: "serious questions about the account".
_GRAVE = frozenset(["serious", "grave", "real", "big", "major", "hard", "tough", "deep", "fundamental", "many", "huge"])
_POINTS_ONLY = re.compile(
    r"if\s(?:it|that|this|he|she|they|there)\s\w+(?:n[’']t)?(?=[\s,.;”\"’]*(?:$|[,.;”\"])|\s(?:so|true)\b)"
    r"|if\s(?:it|that|this)\s(?:was|were|is)\s(?:even\s)?(?:a|half)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(NOT, re.IGNORECASE)
_RESERVED = re.compile(r"(?:reluctant|hesitant|loath|slow|unwilling|disinclined|hesitate|before)\b", re.IGNORECASE)
_WOULD = re.compile(r"(?:would|could)\s?$", re.IGNORECASE)
# Behind these a clause may follow; behind others "that" is a pointer or stands before its noun.
_BEFORE_CLAUSE = re.compile(
    rf"(?:convinced|persuaded|sure|certain|doubts?|misgivings|reservations|s[ck]epticism|think|suppose|believe[sd]?|{BELIEVING})$",
    re.IGNORECASE,
)
# What may be a boat, or people: "found no trace of it", "gave them short shrift".
_LITERAL = re.compile(r"(?:recogni[sz]e|shrift|(?:trace|sign|record|memory|recollection)s?\sof)$", re.IGNORECASE)
# "The club does not believe that it will rain" is a belief of its own.
_BELIEF = re.compile(r"\b(?:do|does|did)\b.*believe$", re.IGNORECASE)
_PAST = frozenset(["had", "was", "were", "did"])


def phrases(text: str, sentences: Sequence[Span]) -> Iterator[Denial]:
    """Doubts and denials of `text` in such phrases, in no order; what they doubt has the form "clause" or "anaphor".

    All but those that spell out what they doubt count only where somebody said it (`needs_claim`).
    """
    low = text.replace("İ", "I").lower()  # the one letter whose lower case is longer: offsets stay
    for kind in _KINDS if sentences else ():
        for wording in kind.wordings:
            for place in sorted(_holding(wording.words, low, sentences)):
                for match in wording.phrase.finditer(text, *sentences[place]):
                    words = Words(text, *sentences[place])
                    if _is_unreal(words, match, sentences[place], kind.wordings is DOUBTED_POINTING):
                        continue
                    target = kind.read(words, match)
                    if target:
                        yield _denial(words, match, target, sentences[place], kind)


def _holding(wanted: Sequence[str], low: str, sentences: Sequence[Span]) -> set[int]:
    """Which sentences hold one of the words: to look for these first takes a tenth of the time."""
    found = set()
    for word in wanted:
        at = low.find(word)
        while at >= 0:
            place = sentence_of(sentences, at)
            found.add(place)
            at = low.find(word, max(at + 1, sentences[place][1]))
    return found


def _is_unreal(words: Words, match: "re.Match[str]", sentence: Span, asks: bool) -> bool:
    """True for "may have doubts", "if she has doubts", "is she convinced?"; "would not rely on it" is a doubt."""
    scope = scope_of(words, words.at(match.start()), sentence)
    would = _WOULD.search(words.text, sentence[0], match.start()) and _NEGATION.match(match.group())
    # "would be slow to believe it", "would see it before he believed it"
    would = would or _RESERVED.match(match.group())
    return scope.negated or scope.conditional or (scope.modal and not would) or (scope.questioned and not asks)


def _denial(words: Words, match: "re.Match[str]", target: Object, sentence: Span, kind: "_Kind") -> Denial:
    place = target.clause or (target.first, target.last)
    span = (words.start[place[0]], words.end[place[1] - 1]) if place[1] > place[0] else None
    by = _by_whom(words, match)
    first = words.at(match.start())
    first -= first > 0 and words.low[first] in ("n't", "n’t")  # "isn’t" is one word to a reader
    start, last = words.start[first], by[0] if by else match.end()
    last = match.start() + len(words.text[match.start() : last].rstrip())
    return Denial(
        words=(start, last),
        evidence=((start, max((last, *(span or ()), *(by or ())))),),
        form=target.form,
        target=(span,) if span else (),
        basis=kind.basis,
        confidence=0.5 if kind.stance == "doubts" else 0.75,
        stance=kind.stance,
        noun=target.noun,
        owner=target.owner,
        subject=by or subject_before(words, words.at(match.start())),
        needs_claim=target.clause is None,
        object=(words.start[target.first], words.end[target.last - 1]) if target.last > target.first else None,
        sentence=sentence,
    )


def _by_whom(words: Words, match: "re.Match[str]") -> Span | None:
    """Who denies, where the phrase names it behind itself: "drew a denial from the mayor on Friday"."""
    if "by" not in match.groupdict():
        return None
    place = words.at(match.start("by"))
    end = object_end(words, place)
    end = next((at for at in range(place + 1, end) if words.low[at] in ("on", "in")), end)
    return words.start[place], words.end[end - 1]


def _behind(words: Words, match: "re.Match[str]") -> Object | None:
    how = match.groupdict().get("how")
    if how is not None:
        said = set(how.lower().split())
        if said & _SURE or (match["noun"].lower() == "questions" and not said & _GRAVE):
            return None
    place = words.at(match.end())
    if not _BEFORE_CLAUSE.search(match.group()) and words.low[place : place + 1] == ["that"]:
        return _that(words, place)
    found = _doubted(words, place)
    thing = found and _LITERAL.search(match.group()) and found.noun in _THINGS
    belief = found and found.form == "clause" and _BELIEF.search(match.group())
    return None if thing or belief else found


def _that(words: Words, place: int) -> Object | None:
    """ "that" alone, or "that figure"; not "that painting"."""
    found = object_at(words, place)
    if found.form == "anaphor":
        return found
    noun, classes = class_of(words.low, min(place + 1, len(words) - 1))
    said = classes & {"claim", "accusation"} or noun in word_class("dated")
    return Object("anaphor", place, place + 2, noun, classes) if said else None


def _around(words: Words, match: "re.Match[str]") -> Object | None:
    behind = words.at(match.end())
    if _LITERAL.search(match.group()) and match["object"].lower() in _THINGS:
        return None
    if match["object"].lower() == "it" and words.low[behind : behind + 1] == ["that"]:
        return _doubted(words, behind)  # "found it hard to believe that p"
    return _doubted(words, words.at(match.start("object")), words.at(match.end("object") - 1) + 1)


def _doubted(words: Words, place: int, last: int | None = None) -> Object | None:
    """The object at `place` if it is something said: a pointer, a clause, a claim, a figure; nothing at all points,
    too."""
    low = words.low
    if place >= len(words) or low[place] in STOPS or low[place] in (",", '"', "”", "’", "'", "and"):
        return Object("anaphor", place, place, "")
    found = object_at(words, place) if last is None else _phrase(words, place, last)
    if found.form == "question" and low[place] not in ("whether", "if"):
        return None  # "how quickly it went"
    if found.form in ("clause", "question"):
        return Object("clause", found.first, found.last, clause=found.clause)
    if found.form == "anaphor" or found.classes & {"claim", "accusation"}:
        return found
    if found.noun in word_class("dated"):
        return replace(found, form="anaphor", classes=frozenset(["claim"]))
    span = (words.start[found.first], words.end[found.last - 1])
    figures = measures(words.text, [span])
    if figures and (low[place] in DETERMINERS or figures[0].start == words.start[place]):
        return Object("anaphor", found.first, found.last, "figure")  # "about the three weeks"
    return None


def _phrase(words: Words, place: int, last: int) -> Object:
    """The pointer or noun phrase between two positions."""
    if last == place + 1 and words.low[place] in PRONOUNS:
        return Object("anaphor", place, last, words.low[place])
    return Object("noun", place, last, *class_of(words.low, last - 1), owner=owner_of(words, place, last - 1))


def _wonders(words: Words, match: "re.Match[str]") -> Object | None:
    """'would be amazed if any hands had been shaken', 'if it were'; not 'if the yard reopened before June'."""
    place = words.at(match.end())
    if _POINTS_ONLY.match(words.text, match.end()):
        return Object("anaphor", place, place, "it")
    found = object_at(words, place)
    past = found.clause and _PAST & set(words.low[found.clause[0] : found.clause[1]])
    return Object("clause", found.first, found.last, clause=found.clause) if past else None


def _ahead(words: Words, match: "re.Match[str]") -> Object | None:
    verb = words.at(match.start())
    if verb and words.low[verb - 1] in PRONOUNS:
        return Object("anaphor", verb - 1, verb, words.low[verb - 1])
    subject = subject_before(words, verb)
    if subject is None:
        return None
    first, last = words.at(subject[0]), words.at(subject[1] - 1) + 1
    spoken = [k for k in range(first, last) if words.low[k] in verbs("speech verb")]
    first = spoken[-1] + 1 if spoken else first  # "said the reading"
    said = next((k for k in range(first, last) if class_of(words.low, k)[1] & {"claim", "accusation"}), None)
    if said is None:
        return None
    return Object("anaphor", first, last, class_of(words.low, said)[0], owner=owner_of(words, first, said))


def _pointing(words: Words, match: "re.Match[str]") -> Object | None:
    place = words.at(match.end())
    return Object("anaphor", place, place, "")


class _Kind(NamedTuple):
    """Wordings that are read alike; of what "falsity predicate" tells, whoever tells it is the one who doubts or
    denies, not its subject."""

    wordings: list[Wording]
    read: Callable[[Words, "re.Match[str]"], Object | None]
    stance: str
    basis: str


_KINDS = (
    _Kind(DOUBTED_BEHIND, _behind, "doubts", "doubt"),
    _Kind(DOUBTED_AROUND, _around, "doubts", "doubt"),
    _Kind(DOUBTED_AHEAD, _ahead, "doubts", "falsity predicate"),
    _Kind(WONDERED, _wonders, "doubts", "doubt"),
    _Kind(DOUBTED_POINTING, _pointing, "doubts", "falsity predicate"),
    _Kind(DENIED_BEHIND, _behind, "denies", "explicit denial"),
    _Kind(DENIED_AROUND, _around, "denies", "explicit denial"),
    _Kind(DENIED_OUTRIGHT, _pointing, "denies", "explicit denial"),
    _Kind(DENIED_FROM, _pointing, "denies", "explicit denial"),
    _Kind(DENIED_POINTING, _pointing, "denies", "falsity predicate"),
)
