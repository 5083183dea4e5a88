"""What the rules on top of the tagger work on: attributions that can still change, and the text's marks around them."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from analysis.columns import Span
from analysis.extractors.attribution.posts import posts
from analysis.extractors.attribution.quotations import Quotation, quotations
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import paragraphs, sentences


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
    def sentences(self) -> list[Span]:
        """Sentences of the body, in order."""
        return sentences(self.text, self.body_start)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Quotations of the whole text, in order."""
        return quotations(self.text)

    @cached_property
    def posts(self) -> list[Post]:
        """Posts embedded in the whole text, in order."""
        return posts(self.text)

    @cached_property
    def quoted(self) -> Spans:
        """The text between quotation marks, marks included, as spans apart from one another; a post's open ones run on.

        Posts are cut short: a quotation that a post opens and never closes lasts to the end of its body.
        """
        rest = [piece for quotation in self.quotations for piece in self.rest_of_post(quotation)]
        return merged([piece for quotation in self.quotations for piece in quotation.pieces] + rest)

    def rest_of_post(self, quotation: Quotation) -> Spans:
        """The pieces of a post behind a quotation that it opens and never closes; none for any other quotation."""
        if quotation.closed or quotation.depth:
            return ()
        post = next((post for post in self.posts if post.start <= quotation.start < post.end), None)
        return tuple(piece for piece in post.body if piece[0] >= quotation.end) if post else ()

    def paragraph_of(self, offset: int) -> int:
        """Position of the paragraph that holds `offset`, or of the one before it."""
        return bisect_right(self.paragraphs, (offset, len(self.text))) - 1

    def by_paragraph(self) -> dict[int, list[Draft]]:
        """The drafts whose content has a piece in each paragraph, in their order."""
        index: dict[int, list[Draft]] = defaultdict(list)
        for draft in self.drafts:
            for number in sorted({self.paragraph_of(start) for start, _ in draft.content}):
                index[number].append(draft)
        return index

    def words(self, spans: Spans) -> str:
        """The words of `spans`, pieces joined by one space."""
        return " ".join(self.text[start:end] for start, end in spans)


def touching(span: Span, apart: Spans) -> Spans:
    """The parts of `span` that lie in `apart`, spans in text order that share nothing with one another."""
    first = max(bisect_right(apart, (span[0], span[0])) - 1, 0)
    found = []
    for start, end in islice(apart, first, None):
        if start >= span[1]:
            break
        if end > span[0]:
            found.append((max(start, span[0]), min(end, span[1])))
    return tuple(found)


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
