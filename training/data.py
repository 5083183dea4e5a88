"""PolNeAR as training windows: word pieces with BIO tags, and the links between their spans."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.extractors.attribution.decoding import CONTENT, CUE, SOURCE, begin, inside
from analysis.extractors.attribution.pieces import Pieces, Reader
from analysis.extractors.attribution.pieces import windows as cut

ROLES = {"Source": SOURCE, "Cue": CUE, "Content": CONTENT}
Event = dict[str, list[tuple[int, int]]]
Soft = NDArray[np.float32]


@dataclass
class Window:
    """Whole paragraphs that are read together; spans are (first word, end word) in `first`'s numbering."""

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)
    sources: list[tuple[int, int]] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    content_to_cue: list[int] = field(default_factory=list)
    cue_to_source: list[int] = field(default_factory=list)  # -1: the cue has no source
    soft: Soft | None = None


def read_events(path: Path) -> list[Event]:
    """The attributions of a brat file; lines that are neither a T nor an E line are passed over."""
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events: list[Event] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            kind, offsets = fields[1].split(" ", 1)
            pieces = [piece.split() for piece in offsets.split(";")]
            spans[fields[0]] = (kind, [(int(start), int(end)) for start, end in pieces])
        elif line.startswith("E") and len(fields) >= 2:
            events.append(_event(fields[1], spans))
    return events


def _event(roles: str, spans: dict[str, tuple[str, list[tuple[int, int]]]]) -> Event:
    event: Event = {role: [] for role in ROLES}
    for part in roles.split():
        role, name = part.split(":")
        role = role.rstrip("0123456789")
        if role in ROLES and name in spans:
            event[role].extend(spans[name][1])
    return {role: sorted(set(pieces)) for role, pieces in event.items()}


@dataclass
class Article:
    name: str
    text: str
    events: list[Event]
    paragraphs: list[tuple[int, Pieces]]  # start offset in the text, and the pieces
    soft: Soft | None = None  # a teacher's log-probabilities, a row a word


def read_articles(corpus: Path, tokenizer: Tokenizer, every_annotator: bool = False) -> list[Article]:
    """The articles of a PolNeAR part in name order; one Article an annotation when `every_annotator`."""
    read = Reader(tokenizer)
    articles = []
    for path in sorted((corpus / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        paragraphs = [(m.start(), read(m[0])) for m in re.finditer(r"[^\n]*[^\s][^\n]*", text)]
        annotations = sorted((corpus / "attributions").glob(f"{path.stem}_????.ann"))
        kept = annotations if every_annotator else annotations[:1]
        articles += [Article(path.stem, text, read_events(annotation), paragraphs) for annotation in kept]
    return articles


class _Labels:
    """The words of an article in one numbering, with tags and links put on them."""

    def __init__(self, article: Article) -> None:
        self.starts = np.concatenate([start + p.starts for start, p in article.paragraphs])
        self.ends = np.concatenate([start + p.ends for start, p in article.paragraphs])
        self.tags = np.zeros(len(self.starts), dtype=np.int64)
        self.soft = article.soft
        self.links: list[dict[str, list[tuple[int, int]]]] = []
        for event in article.events:
            self.links.append({role: [w for w in map(self.words, event[role]) if w] for role in ROLES})
            for role, found in self.links[-1].items():
                for start, end in found:
                    self.tags[start:end] = inside(ROLES[role])
                    self.tags[start] = begin(ROLES[role])

    def words(self, span: tuple[int, int]) -> tuple[int, int] | None:
        start = int(np.searchsorted(self.ends, span[0], side="right"))
        end = int(np.searchsorted(self.starts, span[1], side="left"))
        return (start, end) if start < end else None


def windows(article: Article, longest: int) -> Iterator[Window]:
    """Windows of whole paragraphs of at most `longest` pieces together; a long paragraph is cut as when reading."""
    labels = _Labels(article)
    window, base, word = Window(), 0, 0
    for start, pieces in article.paragraphs:
        for part in cut(pieces, article.text[start:]):
            if window.ids and len(window.ids) + len(part.ids) > longest:
                yield _finished(window, labels, base)
                window, base = Window(), word
            window.first += (part.first + len(window.ids)).tolist()
            window.ids += part.ids.tolist()
            window.shapes += part.shapes.tolist()
            word += len(part.first)
    if window.ids:
        yield _finished(window, labels, base)


def _finished(window: Window, labels: _Labels, base: int) -> Window:
    top = base + len(window.first)
    window.tags = labels.tags[base:top].tolist()
    window.soft = None if labels.soft is None else labels.soft[base:top]
    sources: dict[tuple[int, int], int] = {}

    def held(span: tuple[int, int]) -> bool:
        return base <= span[0] and span[1] <= top

    for link in labels.links:
        cues = [(a - base, b - base) for a, b in link["Cue"] if held((a, b))]
        if not cues:
            continue
        source = -1
        if link["Source"] and held(link["Source"][0]):
            a, b = link["Source"][0]
            source = sources.setdefault((a - base, b - base), len(sources))
        for a, b in filter(held, link["Content"]):
            window.contents.append((a - base, b - base))
            window.content_to_cue.append(len(window.cues))
        window.cues.append(cues[0])
        window.cue_to_source.append(source)
    window.sources = list(sources)
    return window


def epoch_windows(articles: list[Article], seed: int, lengths: tuple[int, ...]) -> list[Window]:
    """Every article once, each with a window length drawn from `lengths`."""
    draw = random.Random(seed)
    return [window for article in articles for window in windows(article, draw.choice(lengths))]


def batches(data: list[Window], pieces: int, seed: int) -> list[list[Window]]:
    """Batches of about `pieces` pieces, windows of like length together, in random order."""
    draw = random.Random(seed)
    order = sorted(data, key=lambda window: (len(window.ids), draw.random()))
    made: list[list[Window]] = [[]]
    for window in order:
        if made[-1] and (len(made[-1]) + 1) * (len(window.ids) + 2) > pieces:
            made.append([])
        made[-1].append(window)
    draw.shuffle(made)
    return made
