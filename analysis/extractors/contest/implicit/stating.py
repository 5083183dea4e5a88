"""What a document's speakers state as fact, clause by clause: the sides of contests that no cue announces."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.implicit.clauses import Clause, clauses
from analysis.extractors.contest.implicit.sides import COUNTING, YEAR, Side, giving, sex
from analysis.extractors.contest.positions import Reading
from analysis.extractors.cues import Words
from analysis.extractors.propositions import function_words, stem

# What a source states as fact; wishes, forecasts, questions and denials are left to other rooms.
_STATING = frozenset(["neutral", "assertive", "distancing", "belief", "concession", "none"])
# 'The guild put the number at 410': a figure that was not taken for a claim.
_GIVES = re.compile(
    r"(?P<who>[^.;:“\"]{3,90}?)\s(?P<verb>counted|counts|estimated|estimates|tallied|reckoned|calculated|recorded|logged|"
    r"lists?|listed|arrived\sat|came\sup\swith|(?:puts?|sets?|gauged|measured)(?=\s[^.;]{1,90}?\sat\s))\s"
)
# 'The guild has long maintained that …': a statement that was not taken for a claim.
_HOLDS = re.compile(
    r"(?P<who>[^.;:“\",]{3,90}?)\s(?:has|have|had)\s(?:\w+\s){0,2}?(?P<verb>maintained|insisted|argued|claimed|said|stated|held)"
    r"\sthat\s"
)
# "On the repairs, Finch said …": what a sentence names in front.
_TOPIC = re.compile(
    r"(?:On|As\sfor|About|Regarding|Asked\sabout|Turning\sto)\s(?:the\s|his\s|her\s|its\s|their\s)?(?P<what>[^,.;\d]{3,40}),\s"
)


def sides(one: Reading) -> Iterator[tuple[Side, DocumentClaim]]:
    """The clauses of a document that can clash with another's, in the order of its claims, each with its claim."""
    text, claims = one.document.text, one.document.claims
    turn, last = 0, claims[0] if claims else None
    topic: tuple[str | None, int, frozenset[str]] = (None, -1, frozenset())
    for claim in claims:
        if claim.kind != "narrator":
            turn, last = turn + (not _one_party(one, last, claim)), claim
            topic = _topic(one, claim, topic)
        if not _can_clash(claim):
            continue
        taken = _inner(claim, claims)
        given = _given(one, claim)
        if claim.kind == "narrator" and not given.narrated:  # somebody's figure, told in the outlet's own voice
            turn, last = turn + 1, None
        names = frozenset(word.lower() for word in given.name.split() if word[:1].isupper() and len(word) > 2)
        reports = claim.kind == "indirect" and claim.cue_class in ("neutral", "assertive", "distancing")
        reports = reports or (claim.kind == "narrator" and not given.narrated)
        for clause in clauses(text, given.spans, one.aliases):
            # A number counted or put is a statement without a verb of its own.
            counts = giving(given.cue, claim.cue_class)
            counted = bool(counts and (clause.stated.quantities or YEAR.search(text, *clause.span)))
            states = claim.cue_class != "none" or claim.kind == "narrator" or text.startswith("that ", claim.start)
            states = (states and (clause.finite or reports)) or counted
            if states and not columns.overlaps(clause.span, taken):
                reported = _reported(text, claim, clause)
                yield Side(text, clause, claim.sentence, given.speaker, names, given.narrated, claim.cue_class,
                           claim.source, given.cue, reported, turn, topic[2]), claim  # fmt: skip


def _topic(
    one: Reading, claim: DocumentClaim, last: tuple[str | None, int, frozenset[str]]
) -> tuple[str | None, int, frozenset[str]]:
    """Who speaks on which topic, in which sentence: 'On the repairs, Finch said …' and her next sentence (Reinhart
    1981 on topics that are set in front)."""
    match = _TOPIC.match(one.document.text, one.document.sentences[claim.sentence][0])
    if match:
        words = re.findall(r"[a-z]+", match["what"].lower())
        return claim.speaker, claim.sentence, frozenset(stem(word) for word in words if word not in function_words())
    speaker, sentence, _ = last
    return last if claim.speaker == speaker and claim.sentence - sentence <= 1 else (None, -1, frozenset())


def _one_party(one: Reading, last: DocumentClaim | None, claim: DocumentClaim) -> bool:
    """True for one speaker twice, and for 'a spokeswoman for Marlin' behind "Marlin Bank"."""
    if last is None or last.speaker == claim.speaker:
        return last is not None and claim.speaker is not None
    if one.cast.kinds.get(last.speaker or "", "") == "person":
        return False
    named = set(re.findall(r"[A-Z][\w-]{2,}", claim.source))
    return not named.isdisjoint(set(last.speaker_name.split()) - {"The"})


class _Given(NamedTuple):
    """Who states what: a claim's speaker and content, or who the outlet's own voice says gave a figure."""

    speaker: str | None
    name: str
    spans: Sequence[Span]
    cue: frozenset[str]
    narrated: bool


def _given(one: Reading, claim: DocumentClaim) -> _Given:
    """'The operator, Sarn Rail, put the number at 410', in the outlet's own voice, gives the operator's figure."""
    text, spans = one.document.text, claim.content_spans
    cue = frozenset(low for span in claim.cue_spans for low in Words(text, *span).low)
    if cue & COUNTING and not any(char.isdigit() for start, end in spans for char in text[start:end]):
        # The content was cut short before its figure: it runs to the end of its sentence.
        spans = ((spans[0][0], one.document.sentences[claim.sentence][1]),) if spans else spans
    narrated = claim.kind == "narrator"
    match = (_GIVES.match(text, *spans[0]) or _HOLDS.match(text, *spans[0])) if narrated and spans else None
    if not match:
        return _Given(claim.speaker, claim.speaker_name, spans, cue, narrated)
    speaker, name = _spoken(match["who"], one.document.claims)
    return _Given(speaker, name, ((match.end(), spans[0][1]),), frozenset([match["verb"]]), False)


def _spoken(words: str, claims: Sequence[DocumentClaim]) -> tuple[str | None, str]:
    """The id and name of the speaker whom `words` name: by the last word of a known name, or with the noun that another
    claim has for its source ("Roe's team", "his team"); (None, "") if none."""
    named = set(re.findall(r"[\w-]+", words.lower()))
    known = [claim for claim in claims if claim.kind != "narrator" and claim.speaker and claim.speaker_name.split()]
    head = words.split()[-1].lower()
    same = (claim for claim in known if head.isalpha() and head == claim.speaker_name.split()[-1])
    who = next(same, None) or next((claim for claim in known if _last(claim) in named), None)
    return (who.speaker, who.speaker_name) if who else (None, "")


def _last(claim: DocumentClaim) -> str:
    """The last word of the speaker's name in lower case, where it is a name; else empty."""
    last = claim.speaker_name.split()[-1]
    return last.lower() if last[:1].isupper() else ""


def _reported(text: str, claim: DocumentClaim, clause: Clause) -> bool:
    """True for 'said that she had …': the first clause of an indirect content, whose "she" is the speaker."""
    opening = re.findall(r"[a-z]+", text[slice(*clause.span)].lower().removeprefix("that "))[:1]
    person = bool(re.match(r"(?:[A-Z][\w.'’-]+\s){0,4}[A-Z][\w'’-]+$", claim.speaker_name))
    he_or_she = {"m": (["he"],), "f": (["she"],)}.get(sex(claim.speaker_name), (["he"], ["she"]))
    fits = opening in he_or_she if person else opening in (["it"], ["they"])
    return fits and claim.kind != "direct"


def _can_clash(claim: DocumentClaim) -> bool:
    """What a known speaker, or the outlet, states as fact."""
    stating = claim.cue_class in _STATING
    return claim.speaker is not None and stating and not claim.negated


def _inner(claim: DocumentClaim, claims: Sequence[DocumentClaim]) -> list[Span]:
    """The contents of other claims that lie within the content of `claim`: those words are somebody else's."""
    return [
        span
        for other in claims[max(0, claim.row - 8) : claim.row + 12]
        if other.row != claim.row and other.kind != "narrator"
        for span in other.content_spans
        if any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in claim.content_spans)
    ]
