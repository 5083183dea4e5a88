"""Word vectors: near in matter, whatever is said of it; nothing without known words."""

from pathlib import Path

import numpy as np
import pytest

from analysis.extractors import vectors
from analysis.extractors.propositions import proposition


def near(one: str, other: str) -> float:
    first, second = (proposition(text, [(0, len(text))]) for text in (one, other))
    return vectors.nearness(first.weights, second.weights, without=first.names | second.names)


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        ("the factory had poisoned the stream", "the plant polluted a river", "the singer won a prize"),
        ("the bank had paid a bribe", "money changed hands for a favour", "snow fell on the hills"),
    ],
)
def test_the_same_matter_is_nearer(one, like, unlike):
    assert near(one, like) > near(one, unlike) + 0.2


def test_a_denial_is_no_less_near_than_an_assertion():
    assert near("the dam had cracked", "the dam had not cracked") > 0.9


def test_no_known_word_is_no_nearness():
    assert near("zzyq", "the dam had cracked") == 0.0


def test_the_file_holds_plain_numbers_and_is_small():
    with np.load(vectors.FILE) as stored:  # refuses pickled objects
        assert stored["vectors"].dtype == np.int8
        assert len(bytes(stored["stems"]).decode().split("\n")) == len(stored["vectors"])
    assert Path(vectors.FILE).stat().st_size < 1_000_000
