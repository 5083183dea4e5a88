"""From the attribution model's numbers to attributions: tag sequences, spans, and the links between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Tags are 0 for outside, then a begin and an inside tag for each role.
SOURCE, CUE, CONTENT = 0, 1, 2
TAGS = 7
LINK_SIZE = 64
# Distances between two spans, in words, fall into buckets of this many words' reach; sign kept.
_REACH = (1, 2, 3, 5, 8, 13, 21, 34, 55)
BUCKETS = 2 * (len(_REACH) + 1)

Floats = NDArray[np.float32]
WordSpan = tuple[int, int]


def begin(role: int) -> int:
    """The tag of a span's first word."""
    return 1 + 2 * role


def inside(role: int) -> int:
    """The tag of a span's other words."""
    return 2 + 2 * role


def bucket(spans: Sequence[WordSpan], others: Sequence[WordSpan]) -> NDArray[np.int64]:
    """A row a span, a column an other: the bucket of the words between them, by side; 0 words when they touch."""
    left, right = np.asarray(spans).reshape(-1, 1, 2), np.asarray(others).reshape(1, -1, 2)
    after, before = right[..., 0] - left[..., 1], left[..., 0] - right[..., 1]
    size = np.searchsorted(_REACH, np.maximum(np.maximum(after, before), 0), side="right")
    return np.where(after >= 0, size + len(_REACH) + 1, size)
