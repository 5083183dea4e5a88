"""The measure of denials: what counts as flagged, and the report; the labelled cues where they are at hand."""

import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.evaluation import denials

LISTING = Path(__file__).parents[2].parent / "shared" / "benchmarks" / "denials" / "polnear.jsonl"


@pytest.fixture
def listing(tmp_path):
    text = "Ann Roe accused the bank of hiding the ledger. The bank denied the charge. The bank rejected the offer.\n"
    folder = tmp_path / "polnear" / "dev" / "text"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(text, encoding="utf-8", newline="")
    rows = []
    for cue, kind, form in (("denied", "A", "anaph"), ("rejected", "P", None)):
        start = text.index(cue)
        rows.append(
            {
                "split": "dev",
                "doc": "one",
                "cue": cue,
                "cue_spans": [[start, start + len(cue)]],
                "kind": kind,
                "target_form": form,
            }
        )
    path = tmp_path / "denials" / "cues.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_a_denial_is_flagged_and_a_rejected_offer_is_not(listing):
    judged = denials.judge(listing)
    assert [one.flagged for one in judged] == [True, False]
    assert denials.score(judged) == denials.Scores(right=1, flagged=1, labelled=1)
    shown = denials.report(judged)
    assert "F1 1.00" in shown
    assert "evidence: denied the charge" in shown


def test_scores_of_nothing_are_zero():
    assert denials.Scores(0, 0, 3).f1 == 0.0


def test_a_missing_listing_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.jsonl"):
        denials.judge(tmp_path / "none.jsonl")


def test_a_missing_article_is_named(listing):
    (listing.parent.parent / "polnear" / "dev" / "text" / "one.txt").unlink()
    with pytest.raises(InputError, match=r"one\.txt"):
        denials.judge(listing)


@pytest.mark.skipif(not LISTING.exists(), reason="the labelled cues are not on this machine")
def test_the_floor_on_labelled_cues():
    judged = denials.judge(LISTING, limit=20)
    assert denials.score(judged).f1 >= 0.85
