"""Word vectors: near in matter, whatever is said of it; nothing without known words."""

from pathlib import Path

import numpy as np
import pytest

from analysis.extractors.contest import vectors
from analysis.extractors.propositions import proposition


def alike(wanted: str, offered: str) -> float:
    first, second = (proposition(text, [(0, len(text))]) for text in (wanted, offered))
    return vectors.alignment(first.weights, second.weights)


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        ("the factory had poisoned the stream", "the plant polluted a river", "the singer won a prize"),
        ("the bank had paid the money", "cash was given by the lender", "snow fell on the hills"),
    ],
)
def test_words_of_the_same_matter_are_more_alike(one, like, unlike):
    assert alike(one, like) > alike(one, unlike) + 0.2


def test_a_denial_has_the_words_of_what_it_denies():
    assert alike("the dam had cracked", "the dam had not cracked") > 0.9


def test_one_like_word_among_many_is_chance():
    assert alike("the minister sold the forest to a foreign bank", "the forest is large") == 0.0


def test_unknown_words_are_like_themselves_only():
    assert alike("zzyq", "zzyq") == 1.0
    assert alike("zzyq", "the dam had cracked") == 0.0


def test_the_file_holds_plain_numbers_and_is_small():
    with np.load(vectors.FILE) as stored:  # refuses pickled objects
        assert stored["vectors"].dtype == np.int8
        assert len(bytes(stored["stems"]).decode().split("\n")) == len(stored["vectors"])
    assert Path(vectors.FILE).stat().st_size < 1_000_000
