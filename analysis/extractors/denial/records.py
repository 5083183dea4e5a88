"""A denial or doubt as it was found, and the object that it denies."""

from dataclasses import dataclass

from analysis.columns import Span
from analysis.extractors.cues import Hit, Words
from analysis.extractors.records import Spans
from analysis.extractors.wording import AUXILIARY, nouns, verbs


@dataclass(frozen=True, slots=True)
class Denial:
    """One place where somebody denies or doubts something.

    `words` is the span of the cue, `evidence` the passage that shows it. `form` says how the target is given:
    "clause", "gerund" or "question" (`target` spans state it), "noun" (an event noun to rebuild, or one with a clause),
    "anaphor" or "echo" (`target` points elsewhere: "the charges", "which", or is empty). `noun` is the singular head
    noun of the target, `owner` the span of a possessor ("Clinton's claim"). `basis` is a word of ``contests.BASES``,
    `stance` denies, doubts or asserts, `holder` "speaker" or "reporter".
    `needs_claim` marks weak cues that count only when somebody else states the target. A `basis` of "rejected" is a
    proposal turned down, no contest. `object` is the whole object, a leading "that" with it.
    """

    words: Span
    evidence: Spans
    form: str
    target: Spans
    basis: str
    confidence: float
    stance: str = "denies"
    holder: str = "speaker"
    noun: str = ""
    owner: Span | None = None
    subject: Span | None = None
    needs_claim: bool = False
    object: Span | None = None
    sentence: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Object:
    """What follows (or, turned round, comes before) a cue; positions of words, `last` exclusive."""

    form: str
    first: int
    last: int
    noun: str = ""
    classes: frozenset[str] = frozenset()
    owner: Span | None = None
    clause: tuple[int, int] | None = None
    head: int = -1
    article: str = ""


def make_denial(
    words: Words, hit: Hit, subject: Span | None, target: Object, confidence: float, basis: str = ""
) -> Denial:
    entry = hit.entry
    cue = (words.start[hit.first], words.end[hit.last - 1])
    place = target.clause or (target.first, target.last)
    by = _as_others_say(words, *place) if target.form == "clause" or target.clause else None
    owner = (words.start[by[1]], words.end[by[2] - 1]) if by else target.owner
    place = (place[0], by[0]) if by else place
    span = ((words.start[place[0]], words.end[place[1] - 1]),) if place[1] > place[0] else ()
    whole = [cue[0], cue[1], *(offset for piece in span for offset in piece)]
    if target.last > target.first:
        whole += [words.start[target.first], words.end[target.last - 1]]
    bases = {"downplay": "downplayed", "doubt": "doubt", "question": "doubt", "contradict": "contradiction"}
    return Denial(
        words=cue,
        evidence=((min(whole), max(whole)),),
        form=target.form,
        target=span,
        basis=basis or bases.get(entry.frame, "explicit denial"),
        confidence=confidence,
        stance="doubts" if entry.frame in ("doubt", "question", "downplay") else "denies",
        noun=target.noun,
        owner=owner,
        subject=subject,
        needs_claim=entry.frame == "downplay"
        or (entry.frame == "doubt" and not span)
        or (entry.frame == "question" and target.form != "question"),
        object=(words.start[target.first], words.end[target.last - 1]) if target.last > target.first else None,
    )


def _as_others_say(words: Words, first: int, last: int) -> tuple[int, int, int] | None:
    """In 'p, as the paper states', 'p, a sum that the firm has given': where p ends, and the positions of who says
    so."""
    low = words.low
    for at in range(first + 2, last - 2):
        if low[at] != ",":
            continue
        begin = at + 2 if low[at + 1] == "as" else _behind_noun(words, at + 1, last)
        verb = next((k for k in range(last - 1, begin, -1) if low[k] in verbs("stating verb")), None) if begin else None
        behind = verb - (low[verb - 1] in AUXILIARY) if verb else 0
        if begin and behind > begin:
            return at, begin, behind
    return None


def _behind_noun(words: Words, place: int, last: int) -> int:
    """'a sum that', 'the figure which': the position behind a noun of saying or counting and its pronoun; 0 if none."""
    if words.low[place] not in ("a", "an", "the") or place + 3 >= last:
        return 0
    noun = nouns().get(words.low[place + 1], frozenset())
    return place + 3 if "claim" in noun and words.low[place + 2] in ("that", "which") else 0
