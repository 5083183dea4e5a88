"""Repeated and nearly repeated articles point at the earliest; rewrites and mere likeness do not."""

import random

import pandas as pd
import pytest

from analysis.loaders import find_duplicates
from analysis.loaders.duplicates import _Index

VOCABULARY = [f"word{number}" for number in range(3000)]


def story(seed, length=300):
    return random.Random(seed).choices(VOCABULARY, k=length)


def changed(words, count, seed=0):
    """The words with `count` of them, evenly spread, replaced."""
    step = len(words) // max(count, 1)
    return [f"new{seed}x{i}" if count and i % step == 0 and i // step < count else word for i, word in enumerate(words)]


def frame(*texts, dates=None, starts=None):
    count = len(texts)
    return pd.DataFrame(
        {
            "doc_id": [f"d{number}" for number in range(count)],
            "text": [text if isinstance(text, str) else " ".join(text) for text in texts],
            "body_start": starts or [0] * count,
            "date": pd.to_datetime(dates or [None] * count),
            "source": [f"{number:05}.txt" for number in range(count)],
        }
    )


@pytest.mark.parametrize(
    ("second", "repeats"),
    [
        (story(1), True),
        (changed(story(1), 15), True),
        (changed(story(1), 60), False),
        (story(1) + story(2, 50), True),
        (story(1)[:270], True),
        (story(1)[:200], True),
        (story(1)[:150], False),
        (story(1) + story(2, 150), False),
        (story(1, 300)[::-1], False),
        (story(3), False),
    ],
    ids=[
        "same",
        "5 % changed",
        "20 % changed",
        "a sixth added",
        "a tenth cut",
        "a third cut",
        "half cut",
        "half as much added",
        "reversed",
        "another",
    ],
)
def test_agency_copy_is_known_and_a_rewrite_is_not(second, repeats):
    found = find_duplicates(frame(story(1), second))
    assert found.notna().tolist() == [False, repeats]


def test_case_and_punctuation_do_not_matter():
    found = find_duplicates(frame("It is over, she said.", "IT IS OVER - she said"))
    assert found[1] == "d0"


def test_short_texts_repeat_only_word_by_word():
    base = "The council will meet again on Monday evening in the old town hall"
    assert find_duplicates(frame(base, base + " today")).isna().all()


def test_headers_are_not_compared():
    body = " ".join(story(1))
    found = find_duplicates(frame(f"By Jo Lind {body}", f"Another long head line {body}", starts=[11, 23]))
    assert found.tolist()[1] == "d0"


def test_the_earliest_is_the_original_and_the_undated_come_last():
    documents = frame(story(1), story(1), story(1), dates=[None, "2025-02-01", "2025-01-01"])
    assert find_duplicates(documents).tolist()[:2] == ["d2", "d2"]
    assert find_duplicates(documents).isna().tolist() == [False, False, True]


def test_the_answer_does_not_depend_on_the_order_of_rows():
    texts = [changed(story(seed), count, count) for seed in range(6) for count in (0, 5, 12, 40)]
    documents = frame(*texts)
    shuffled = documents.sample(frac=1, random_state=3)
    expected = find_duplicates(documents).set_axis(documents["doc_id"])
    found = find_duplicates(shuffled).set_axis(shuffled["doc_id"])
    pd.testing.assert_series_equal(found[expected.index], expected)


def test_an_original_never_repeats_another():
    documents = frame(*[changed(story(1), count, count) for count in (0, 8, 16, 24, 32, 40)])
    found = find_duplicates(documents)
    assert found[documents["doc_id"].isin(found.dropna())].isna().all()


def test_few_pairs_are_compared(monkeypatch):
    compared = []
    nearest = _Index._nearest

    def count(self, position, bands):
        before = self._shingles_at.cache_info()
        found = nearest(self, position, bands)
        after = self._shingles_at.cache_info()
        compared.append(after.hits + after.misses - before.hits - before.misses)
        return found

    monkeypatch.setattr(_Index, "_nearest", count)
    template = story(0, 200)
    found = find_duplicates(frame(*[[*template, *story(number + 1, 120)] for number in range(300)]))
    assert found.isna().sum() > 0
    assert max(compared) <= 2 * 50


def test_an_empty_frame_has_no_duplicates():
    assert find_duplicates(frame()).empty
