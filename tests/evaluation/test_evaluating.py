"""The whole evaluation over a small corpus, with readings that are known to be right or wrong."""

from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.evaluation import evaluate
from analysis.evaluation.evaluating import _ordered
from analysis.evaluation.scores import Counted, table
from analysis.extractors.records import Attribution

TEXT = 'The mayor said the bridge was closed. "Nobody asked us," Ada Quill said.'
RIGHT = [
    Attribution(((0, 9),), ((10, 14),), ((15, 36),), "indirect", 0.8),
    Attribution(((57, 66),), ((67, 71),), ((38, 56),), "direct", 0.9),
]
ANN = (
    "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 36\tthe bridge was closed\n"
    'T4\tSource 57 66\tAda Quill\nT5\tCue 67 71\tsaid\nT6\tContent 38 56\t"Nobody asked us,"\n'
    "E1\tContent:T3 Cue:T2 Source:T1\nE2\tContent:T6 Cue:T5 Source:T4\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    for name in ("a", "b"):
        (tmp_path / "text" / f"{name}.txt").write_text(TEXT, "utf-8")
        (tmp_path / "attributions" / f"{name}_4b22.ann").write_text(ANN, "utf-8")
    (tmp_path / "attributions" / "a_d473.ann").write_text(ANN.rsplit("\n", 2)[0], "utf-8")
    return tmp_path


def test_a_perfect_reading(corpus: Path) -> None:
    report = evaluate(corpus, read=lambda text: RIGHT)
    for measure in ("attribution", "attribution quoted", "kind direct", "kind indirect", "cue class neutral"):
        assert report.f1(measure) == 1.0
    assert report.articles == 2


def test_a_reading_that_misses_one(corpus: Path) -> None:
    report = evaluate(corpus, read=lambda text: RIGHT[:1])
    assert report.f1("attribution") == pytest.approx(2 / 3)
    assert report.f1("kind direct") == 0.0


def test_the_shipped_reading_is_the_default(corpus: Path) -> None:
    assert evaluate(corpus, bootstrap=0).f1("attribution") == 1.0


def test_calibration_counts_every_claim(corpus: Path) -> None:
    wrong = Attribution(((0, 9),), ((10, 14),), ((38, 56),), "direct", 0.35)
    rows = evaluate(corpus, read=lambda text: [*RIGHT, wrong]).calibration
    assert rows["claims"].tolist() == [2, 2, 2]
    assert rows["right"].tolist() == [0.0, 1.0, 1.0]


def test_agreement_is_of_the_articles_that_two_read(corpus: Path) -> None:
    rows = evaluate(corpus, read=lambda text: RIGHT).agreement
    assert rows["articles"].unique().tolist() == [1]


def test_one_annotator_can_be_asked_for(corpus: Path) -> None:
    report = evaluate(corpus, annotator="d473", read=lambda text: RIGHT)
    assert report.articles == 1
    assert report.f1("attribution") == pytest.approx(2 / 3)


def test_unknown_annotator_names_the_known(corpus: Path) -> None:
    with pytest.raises(InputError, match="its annotators are 4b22, d473"):
        evaluate(corpus, annotator="ffff")


def test_progress_is_told(corpus: Path) -> None:
    seen: list[tuple[int, int]] = []
    evaluate(corpus, bootstrap=0, read=lambda text: RIGHT, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_printed_form_has_every_part(corpus: Path) -> None:
    shown = str(evaluate(corpus, bootstrap=50, read=lambda text: RIGHT))
    for words in ("2 articles", "attribution quoted", "cue class neutral", "alpha", "calibration error 0.150"):
        assert words in shown


def test_rows_stand_in_a_fixed_order() -> None:
    one = {name: Counted(0, n, 0, n) for name, n in [("cue class b", 1), ("kind x", 5), ("attribution", 2)]}
    two = {name: Counted(0, n, 0, n) for name, n in [("cue class a", 3), ("kind y", 9)]}
    names = _ordered(table([one, two], 0))["measure"].tolist()
    assert names == ["attribution", "kind y", "kind x", "cue class a", "cue class b"]
