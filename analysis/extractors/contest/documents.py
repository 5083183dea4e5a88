"""A document as the search for targets needs it, and what that search finds."""

from dataclasses import dataclass, field

from analysis.columns import Span, overlaps
from analysis.extractors.records import Spans


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """A claim as the contest step sees it: its row, its spans, who speaks, and the sentence where it stands."""

    row: int
    claim_id: str
    speaker: str | None
    speaker_name: str
    kind: str
    cue_class: str
    claim_type: str
    source: str
    cue_spans: Spans
    content_spans: Spans
    sentence: int
    negated: bool = False
    source_spans: Spans = ()

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.content_spans[0][0] if self.content_spans else 0

    def told(self, text: str) -> str:
        """The words of the content, its pieces joined by a space."""
        return " ".join(text[start:end] for start, end in self.content_spans)

    @property
    def reach(self) -> Span:
        """From the first to the last character of the content, end exclusive."""
        return self.start, self.content_spans[-1][1]

    def tells(self, other: "DocumentClaim") -> bool:
        """True where the other claim is told, with its cue, in the content of this one."""
        whole = all(any(a <= start and end <= b for a, b in self.content_spans) for start, end in other.content_spans)
        cued = bool(other.cue_spans) and overlaps(other.cue_spans[0], self.content_spans)
        return other is not self and whole and cued


@dataclass(frozen=True, slots=True)
class Target:
    """What is denied: `statement` in words, `spans` where the text states it, `claims` the antecedents found.

    `claims` holds (position in the document's claims, confidence). `resolved` is False when a pointer stayed one, `how`
    says how it was found.
    """

    statement: str
    spans: Spans
    claims: tuple[tuple[int, float], ...] = ()
    confidence: float = 1.0
    resolved: bool = True
    how: str = "clause"


@dataclass(slots=True)
class Document:
    """One document's text, sentences and claims, as the search for targets needs them."""

    text: str
    sentences: list[Span]
    claims: list[DocumentClaim]
    denying: set[int] = field(default_factory=set)
