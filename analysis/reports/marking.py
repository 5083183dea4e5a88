"""The sentences of claims, with source, cue and content marked in their own words."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from analysis.columns import Span
from analysis.extractors.text import sentences
from analysis.reports.show import Marked
from analysis.study import Study

LONGEST = 420  # characters that a table shows of what stands between marks; marked words are always kept
# Tags that show without a style sheet, in every format and in notebooks that are not trusted: bold, italic, marked.
TAGS = {"source": "strong", "cue": "em", "content": "mark"}
STYLES = {"source": "", "cue": "", "content": ' style="background: rgba(0, 114, 178, .16); color: inherit"'}
Row = Mapping[Any, Any]


def marked(text: str, claim: Row, body_start: int = 0) -> Marked:
    """The sentence or sentences of `claim` in `text`, its source, cue and content marked.

    Marked words are whole however long they are; where more than LONGEST characters stand between marks, their middle
    is left out of the HTML, and " […] " stands for it. The plain words have everything.
    """
    spans = [(int(a), int(b), role) for role in ("source", "cue", "content") for a, b in claim[f"{role}_spans"]]
    start, end = _around(text, [(a, b) for a, b, _ in spans], body_start)
    return Marked(" ".join(text[start:end].split()), _html(text, start, end, sorted(spans)))


def _html(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    parts, position = [], start
    for a, b, role in spans:
        a, b = max(a, position), min(b, end)
        if a >= b:
            continue
        parts.append(escape(_cut(text[position:a])))
        parts.append(f'<{TAGS[role]} class="{role}"{STYLES[role]}>{escape(_on_one_line(text[a:b]))}</{TAGS[role]}>')
        position = b
    return "".join([*parts, escape(_cut(text[position:end]))])


def _cut(piece: str) -> str:
    """`piece` on one line, its middle left out where it is longer than LONGEST."""
    line = _on_one_line(piece)
    if len(line) <= LONGEST:
        return line
    head, tail = line[: LONGEST // 2].rsplit(" ", 1)[0], line[-LONGEST // 4 :].split(" ", 1)[-1]
    return f"{head} […] {tail}"


def _on_one_line(piece: str) -> str:
    if not piece.strip():
        return " " if piece else ""
    return "".join((" " if piece[:1].isspace() else "", " ".join(piece.split()), " " if piece[-1:].isspace() else ""))


def _around(text: str, spans: Sequence[Span], body_start: int) -> Span:
    """The whole sentences that `spans` stand in."""
    if not spans:
        return (0, 0)
    bounds = _bounds(text, body_start)
    starts = [a for a, _ in bounds]
    first = bounds[max(0, bisect_right(starts, min(a for a, _ in spans)) - 1)]
    last = bounds[max(0, bisect_right(starts, max(b for _, b in spans) - 1) - 1)]
    return (min(first[0], *(a for a, _ in spans)), max(last[1], *(b for _, b in spans)))


@lru_cache(maxsize=512)
def _bounds(text: str, body_start: int) -> tuple[Span, ...]:
    return tuple(sentences(text, body_start)) or ((0, len(text)),)


def evidence_of(study: Study, records: Iterable[Row]) -> list[Marked]:
    """The sentences that the evidence of `records` stands in, the evidence marked as content is."""
    return sentences_of(
        study, ({**row, "content_spans": row["evidence_spans"], "source_spans": [], "cue_spans": []} for row in records)
    )


def sentences_of(study: Study, records: Iterable[Row]) -> list[Marked]:
    data = study.documents
    texts = dict(zip(data["doc_id"], zip(data["text"], data["body_start"], strict=True), strict=True))
    return [marked(texts[row["doc_id"]][0], row, texts[row["doc_id"]][1]) for row in records]
