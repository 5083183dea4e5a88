"""Records that the extractors hand to one another, inside one document.

Every span is a pair of character offsets into the document's text, start inclusive, end exclusive.
"""

from dataclasses import dataclass, field

from analysis.columns import Span

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as the words give it: who (source), by which words (cue), what (content).

    `kind` is a word of ``columns.WORDS["claims", "kind"]``. `via` is the position, in the document's list, of the
    attribution that this one is nested in, or None. `rule` says what found it ("tagger", "post", "lead-in", …).
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: str
    confidence: float
    via: int | None = None
    rule: str = "tagger"


@dataclass(frozen=True, slots=True)
class Post:
    """A social-media post embedded in an article.

    `start`/`end` enclose all of it, signature included; `body` is the posts's own words in one or more pieces
    (bullets, the headline line), `author` the spans of the author's name in the signature, `handle` of "@handle".
    """

    start: int
    end: int
    body: Spans
    author: Spans
    handle: Spans
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A step of the way from a source's words to the speaker: the words, and why they lead on ("pronoun 'he': …")."""

    spans: Spans
    reason: str


@dataclass(slots=True)
class LocalSpeaker:
    """A speaker within one document; `key` is its position in the document's list of speakers."""

    key: int
    name: str
    kind: str
    role: str | None = None
    affiliation: str | None = None
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who one attribution's source is: `speaker` a LocalSpeaker.key, `chain` the evidence, first the source itself."""

    speaker: int
    chain: tuple[Link, ...]
    confidence: float
