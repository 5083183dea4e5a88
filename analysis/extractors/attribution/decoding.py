"""From the attribution model's numbers to attributions: tag sequences, spans, and the links between them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Tags are 0 for outside, then a begin and an inside tag for each role.
SOURCE, CUE, CONTENT = 0, 1, 2
TAGS = 7
LINK_SIZE = 64
# Where each projection stands in a row of the model's output, after the tags.
_CONTENT_OF_CUE, _CUE_OF_CONTENT, _CUE_OF_SOURCE, _SOURCE_OF_CUE = (
    slice(TAGS + i * LINK_SIZE, TAGS + (i + 1) * LINK_SIZE) for i in range(4)
)
_NO_SOURCE = TAGS + 4 * LINK_SIZE
# Distances between two spans, in words, fall into buckets with these lower edges.
_REACH = (1, 2, 3, 5, 8, 13, 21, 34, 55)
BUCKETS = 2 * (len(_REACH) + 1)
_SCALE = np.float32(math.sqrt(LINK_SIZE))
_NEVER = -1e9

Floats = NDArray[np.float32]
WordSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in words, end exclusive: a cue, its source or None, its contents in text order.

    `cue_sure`, `source_sure`, `content_sure` are the model's mean probabilities of the spans' tags (1.0 for no
    source), `link_sure` the product of its probabilities of the links.
    """

    source: WordSpan | None
    cue: WordSpan
    contents: tuple[WordSpan, ...]
    cue_sure: float
    source_sure: float
    content_sure: float
    link_sure: float


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """What the links learnt of distance: a score a bucket, from content to cue and from cue to source."""

    content_gaps: Floats
    source_gaps: Floats


def begin(role: int) -> int:
    """The tag of a span's first word."""
    return 1 + 2 * role


def inside(role: int) -> int:
    """The tag of a span's other words."""
    return 2 + 2 * role


def decode(output: Floats, weights: LinkWeights) -> list[Found]:
    """The attributions of one window, in the order of their cues; `output` has one row a word.

    A content without a cue in its window, and a cue without a content, are left out: neither is an attribution.
    """
    scores = log_softmax(output[:, :TAGS])
    tags = best_tags(scores)
    sources, cues, contents = tag_spans(tags)
    if not cues or not contents:
        return []
    means = span_means(output, sources + cues + contents)
    of_sources, of_cues, of_contents = np.split(means, [len(sources), len(sources) + len(cues)])
    owner = _cue_of_content(of_contents, of_cues, bucket(contents, cues), weights.content_gaps)
    source = _source_of_cue(of_cues, of_sources, bucket(cues, sources), weights.source_gaps)
    sure = np.exp(scores[np.arange(len(tags)), tags])
    owned, named = owner.argmax(axis=1).tolist(), source.argmax(axis=1).tolist()
    found = []
    for number, cue in enumerate(cues):
        mine = [i for i, owner_number in enumerate(owned) if owner_number == number]
        if mine:
            link = float(source[number, named[number]]) * math.prod(owner[mine, number].tolist())
            who = sources[named[number] - 1] if named[number] else None
            found.append(_found(who, cue, tuple(contents[i] for i in mine), sure, link))
    return found


def _found(source: WordSpan | None, cue: WordSpan, contents: tuple[WordSpan, ...], sure: Floats, link: float) -> Found:
    words = sum(end - start for start, end in contents)
    return Found(
        source=source,
        cue=cue,
        contents=contents,
        cue_sure=float(sure[slice(*cue)].sum()) / (cue[1] - cue[0]),
        source_sure=float(sure[slice(*source)].sum()) / (source[1] - source[0]) if source else 1.0,
        content_sure=sum(float(sure[start:end].sum()) for start, end in contents) / words,
        link_sure=link,
    )


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def best_tags(scores: Floats) -> NDArray[np.int64]:
    """The likeliest sequence of tags in which an inside tag follows its own role's begin or inside tag.

    Where the likeliest tag of every word already makes such a sequence, that is the answer; else Viterbi.
    """
    tags = scores.argmax(axis=1)
    before = np.concatenate(([0], tags[:-1]))
    is_inside = (tags > 0) & (tags % 2 == 0)
    if (~is_inside | (before == tags) | (before == tags - 1)).all():
        return tags
    return _viterbi(scores.tolist())


def _viterbi(scores: list[list[float]]) -> NDArray[np.int64]:
    best = [score if tag == 0 or tag % 2 else _NEVER for tag, score in enumerate(scores[0])]
    came: list[list[int]] = []
    for row in scores[1:]:
        top = max(range(TAGS), key=best.__getitem__)
        ways = [top] * TAGS
        for tag in (2, 4, 6):
            ways[tag] = tag if best[tag] >= best[tag - 1] else tag - 1
        best = [best[way] + score for way, score in zip(ways, row, strict=True)]
        came.append(ways)
    tag = max(range(TAGS), key=best.__getitem__)
    path = [tag]
    for ways in reversed(came):
        tag = ways[tag]
        path.append(tag)
    return np.array(path[::-1], dtype=np.int64)


def tag_spans(tags: NDArray[np.int64]) -> list[list[WordSpan]]:
    """For each role, its spans in words, end exclusive, in text order."""
    spans: list[list[WordSpan]] = [[], [], []]
    starts = np.flatnonzero((tags > 0) & (tags % 2 == 1))
    stops = np.flatnonzero(np.append((tags == 0) | (tags % 2 == 1), True))
    ends = stops[np.searchsorted(stops, starts, side="right")]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        spans[(int(tags[start]) - 1) // 2].append((start, end))
    return spans


def _cue_of_content(contents: Floats, cues: Floats, buckets: NDArray[np.int64], gaps: Floats) -> Floats:
    """A row a content: the probability of each cue."""
    scores = contents[:, _CONTENT_OF_CUE] @ cues[:, _CUE_OF_CONTENT].T / _SCALE + gaps[buckets]
    return np.exp(log_softmax(scores))


def _source_of_cue(cues: Floats, sources: Floats, buckets: NDArray[np.int64], gaps: Floats) -> Floats:
    """A row a cue: the probability that it has no source, then that of each source."""
    scores = cues[:, _CUE_OF_SOURCE] @ sources[:, _SOURCE_OF_CUE].T / _SCALE + gaps[buckets]
    return np.exp(log_softmax(np.concatenate([cues[:, _NO_SOURCE:], scores], axis=1)))


def span_means(rows: Floats, spans: Sequence[WordSpan]) -> Floats:
    """The mean row of each span."""
    means = np.zeros((len(spans), len(rows)), dtype=np.float32)
    for row, (start, end) in zip(means, spans, strict=True):
        row[start:end] = 1 / (end - start)
    return means @ rows


def bucket(spans: Sequence[WordSpan], others: Sequence[WordSpan]) -> NDArray[np.int64]:
    """A row a span, a column an other: the bucket of the words between them, by side; 0 words when they touch."""
    left, right = np.asarray(spans).reshape(-1, 1, 2), np.asarray(others).reshape(1, -1, 2)
    after, before = right[..., 0] - left[..., 1], left[..., 0] - right[..., 1]
    size = np.searchsorted(_REACH, np.maximum(np.maximum(after, before), 0), side="right")
    return np.where(after >= 0, size + len(_REACH) + 1, size)
