"""The words themselves: where a word stands and who says it, and the words that go together."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import wording
from analysis.study import Study, write_study

BRIDGE = """The ministry said that the old bridge is safe. "The old bridge is closed," said Ilse Brandt.

Brandt said that the old bridge is unsafe. The bridge lies west of the river.
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder: Path = tmp_path_factory.mktemp("input")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "river.txt").write_text("Ilse Brandt said that the river is high.", encoding="utf-8")
    return write_study([folder], tmp_path_factory.mktemp("studies") / "study")


def test_every_place_of_a_word_stands_with_who_says_it(study: Study) -> None:
    rows = wording.concordance(study, "bridge", width=13)
    assert list(zip(rows["Before"], rows["After"], rows["Said by"], strict=True)) == [
        ("that the old", "is safe.", "ministry"),
        ('"The old', 'is closed,"', "Ilse Brandt"),
        ("that the old", "is unsafe.", "Ilse Brandt"),
        ("unsafe. The", "lies west of", wording.OWN_WORDS),
    ]


def test_a_blank_term_stands_nowhere(study: Study) -> None:
    assert wording.concordance(study, " ").empty


def test_the_words_used_most_are_counted_by_speaker(study: Study) -> None:
    rows = wording.frequencies(study, words=2)
    assert list(rows["Speaker"]) == ["Ilse Brandt", "ministry"]
    assert list(rows["Claims"]) == [3, 1]
    assert rows["Words used most"][0] == "bridge (2), old (2)"


def test_words_that_go_together_are_told_by_speaker(study: Study) -> None:
    assert wording.collocations(study)["Words that go together"][0] == "old bridge (2)"


@pytest.mark.parametrize("tell", [lambda s: wording.concordance(s, "the"), wording.frequencies])
def test_claims_are_joined_to_their_speakers_a_fixed_number_of_times(
    tell: Any, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    joins = []

    def counting(rows: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
        joins.append(len(rows))
        return named(rows, speakers)

    named = wording.named
    monkeypatch.setattr(wording, "named", counting)
    tell(study)
    assert len(joins) <= 2
