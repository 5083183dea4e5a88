"""What the rules on top of the tagger work on: attributions that can still change, and the text's marks around them."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.columns import Span
from analysis.extractors.posts import posts
from analysis.extractors.quotations import Quotation, quotations
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import paragraphs


@dataclass(eq=False, slots=True)
class Draft:
    """An attribution in the making; its fields are those of records.Attribution, `via` the draft it is nested in."""

    source: Spans
    cue: Spans
    content: Spans
    rule: str
    confidence: float
    kind: str = "indirect"
    via: "Draft | None" = None

    @property
    def start(self) -> int:
        """Offset of the first content character."""
        return self.content[0][0]

    @property
    def spans(self) -> list[Span]:
        """Every span of the attribution, whatever its role, in text order."""
        return sorted(self.source + self.cue + self.content)


@dataclass
class Page:
    """A text with its paragraphs, quotations and posts; every span counts from the start of the whole text."""

    text: str
    body_start: int = 0
    drafts: list[Draft] = field(default_factory=list)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs of the body, in order."""
        shift = self.body_start
        return [(start + shift, end + shift) for start, end in paragraphs(self.text[shift:])]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Quotations of the whole text, in order."""
        return quotations(self.text)

    @cached_property
    def posts(self) -> list[Post]:
        """Posts embedded in the whole text, in order."""
        return posts(self.text)

    def words(self, spans: Spans) -> str:
        """The words of `spans`, pieces joined by one space."""
        return " ".join(self.text[start:end] for start, end in spans)


def overlaps(span: Span, others: Spans | list[Span]) -> bool:
    """Whether `span` shares a character with one of `others`."""
    return any(span[0] < end and start < span[1] for start, end in others)


def within(span: Span, outer: Span) -> bool:
    """Whether `span` lies in `outer`."""
    return outer[0] <= span[0] and span[1] <= outer[1]


def merged(spans: Spans | list[Span]) -> Spans:
    """`spans` in text order, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def finished(drafts: list[Draft]) -> list[Attribution]:
    """The attributions of `drafts` in text order, `via` turned into positions in that list."""
    ordered = sorted(drafts, key=lambda draft: (draft.start, -draft.content[-1][1], draft.cue))
    position = {id(draft): index for index, draft in enumerate(ordered)}
    plain = [Attribution(d.source, d.cue, d.content, d.kind, d.confidence, None, d.rule) for d in ordered]
    return [
        replace(made, via=position.get(id(draft.via))) if draft.via else made
        for made, draft in zip(plain, ordered, strict=True)
    ]
