"""Accuracy: what was measured where is never mixed up, and what was measured elsewhere is up to date."""

from pathlib import Path

import pytest

from analysis import accuracy, corrections
from analysis.study import Study, write_study

TEXT = 'Mayor Tomas Ekelund said the harbour will open in May. "We are ready," he added.\n'
MARGIN = 0.02  # by which a share in measured.csv may lag behind the program: then run `python -m analysis.accuracy`


@pytest.fixture
def study(tmp_path: Path) -> Study:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.txt").write_text(TEXT, encoding="utf-8")
    return write_study([tmp_path / "articles"], tmp_path / "study")


def test_where_nothing_was_measured_the_figures_are_those_from_elsewhere_and_say_so(study: Study) -> None:
    assert accuracy.on_gold(study).empty
    assert accuracy.on_corrections(study).empty
    assert set(accuracy.best(study)["Measured on"]) == {accuracy.POLNEAR, accuracy.OURS}
    assert accuracy.of_claims(study).where == "84 news articles of PolNeAR, not on these"
    assert accuracy.of_speakers(study).where == "84 news articles of PolNeAR and our own collection, not on these"
    assert accuracy.of_speakers(study).precision < accuracy.of_claims(study).precision


def test_what_a_person_checked_comes_before_what_was_measured_elsewhere(study: Study) -> None:
    assert study.folder is not None
    wrong = study.claims.loc[study.claims["content"].str.contains("harbour"), "claim_id"].iloc[0]
    corrections.not_a_claim(study, wrong, "a plan")
    corrections.checked(study, "harbour.txt")
    after = write_study([study.folder.parent / "articles"], study.folder)
    rows = accuracy.on_corrections(after).set_index("Measure")
    assert rows.loc[accuracy.CLAIMS_RIGHT, ["Right", "Of"]].tolist() == [1, 2]
    known = accuracy.of_speakers(after)
    assert known.where == "1 article of these, checked by a person"
    assert (known.precision, known.recall, known.n_precision) == (0.5, 1.0, 1)


def test_the_figures_of_polnear_are_those_of_the_models_record() -> None:
    rows = accuracy.elsewhere()
    mine = rows[rows["Measured on"] == accuracy.POLNEAR].set_index("Measure")
    assert 0.7 < mine.loc[accuracy.CLAIMS_RIGHT, "Share"] < 0.95
    assert mine.loc[accuracy.CLAIMS_FOUND, "Of"] == 2193
    assert (mine["Low"] < mine["Share"]).all()
    assert (mine["Share"] < mine["High"]).all()


def test_the_figures_of_our_own_collection_are_up_to_date(tmp_path: Path) -> None:
    made = accuracy.on_gold(write_study([Path(__file__).parents[1] / "data" / "articles"], tmp_path / "study"))
    rows = accuracy.elsewhere()
    kept = rows[rows["Measured on"] == accuracy.OURS].set_index("Measure")
    for row in made.to_dict("records"):
        stored = kept.loc[row["Measure"]]
        told = f"{row['Measure']}: {row['Share']:.3f} now: run `python -m analysis.accuracy`"
        assert stored["Share"] == pytest.approx(row["Share"], abs=MARGIN), told


def checked(study: Study) -> Study:
    """`study` with its one article marked as checked, made again."""
    assert study.folder is not None
    corrections.checked(study, "harbour.txt")
    return write_study([study.folder.parent / "articles"], study.folder)


def test_where_every_speaker_was_wrong_the_figures_are_those_from_elsewhere(study: Study) -> None:
    for number, claim_id in enumerate(study.claims.loc[study.claims["kind"] != "narrator", "claim_id"]):
        corrections.speaker_is(study, claim_id, f"Nobody {number}", "misread")
    after = checked(study)
    rows = accuracy.on_corrections(after).set_index("Measure")
    assert rows.loc[accuracy.SPEAKERS_RIGHT, ["Right", "Of"]].tolist() == [0, 2]
    assert accuracy.of_speakers(after) == accuracy.of_speakers(study)


def test_a_claim_that_went_counts_once_though_its_speaker_was_corrected_before(study: Study) -> None:
    for claim_id in study.claims.loc[study.claims["kind"] != "narrator", "claim_id"]:
        corrections.speaker_is(study, claim_id, "Nobody", "misread")
        corrections.not_a_claim(study, claim_id, "a plan")
    rows = accuracy.on_corrections(checked(study)).set_index("Measure")
    assert rows[["Right", "Of"]].to_numpy().tolist() == [[0, 2], [0, 0], [0, 0]]


def test_a_claim_that_a_person_added_and_took_back_is_no_fault_of_the_programs(study: Study) -> None:
    assert study.folder is not None
    corrections.missed_claim(study, "harbour.txt", "Mayor Tomas Ekelund", source="", cue="", why="misread")
    grown = write_study([study.folder.parent / "articles"], study.folder)
    added = grown.claims.loc[grown.claims["content"] == "Mayor Tomas Ekelund", "claim_id"].iloc[0]
    corrections.not_a_claim(grown, added, "it is none")
    after = checked(grown)
    assert len(after.corrections) == 3
    rows = accuracy.on_corrections(after).set_index("Measure")
    assert rows[["Right", "Of"]].to_numpy().tolist() == [[2, 2], [2, 2], [2, 2]]


def test_gold_that_names_no_speaker_gives_the_figures_from_elsewhere(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = [
        (accuracy.HERE, accuracy.CLAIMS_RIGHT, 2, 2),
        (accuracy.HERE, accuracy.CLAIMS_FOUND, 2, 2),
        (accuracy.HERE, accuracy.SPEAKERS_RIGHT, 0, 0),
    ]
    monkeypatch.setattr(accuracy, "on_gold", lambda *_: accuracy._rows(counts))
    assert accuracy.of_speakers(study).where == "84 news articles of PolNeAR and our own collection, not on these"
