"""Agreement between annotators and the reliability of a confidence, on cases that can be worked out by hand."""

import pytest

from analysis.evaluation.agreement import agreement, alpha, labels
from analysis.evaluation.calibration import calibration_error, reliability
from analysis.evaluation.corpora import AnnotatedArticle, marked

TEXT = "Ada said the dam held."
FULL = (marked(((0, 3),), ((4, 8),), ((9, 21),)),)
SHORT = (marked(((0, 3),), ((4, 8),), ((13, 21),)),)


def test_labels_name_the_role_of_each_token() -> None:
    assert labels(TEXT, FULL) == ["source", "cue", "content", "content", "content", "none"]


def test_alpha_by_hand() -> None:
    """Krippendorff's nominal alpha: 1 - (N - 1) * disagreeing pairs / expected, 4 units, one disagreement."""
    first, second = "aabb", "aaab"
    items = [(who, str(at), label) for who, row in (("1", first), ("2", second)) for at, label in enumerate(row)]
    # 5 a and 3 b in 8 labels: 1 - 7 * 2 / (5 * 3 * 2)
    assert alpha(items) == pytest.approx(1 - 7 * 2 / 30)


def test_agreement_of_equal_annotators_is_full() -> None:
    rows = agreement([AnnotatedArticle("a", TEXT, {"x": FULL, "y": FULL})], bootstrap=0).set_index("measure")
    assert rows.at["role", "alpha"] == 1
    assert rows.at["attribution", "f1"] == 1


def test_agreement_falls_with_a_shorter_content() -> None:
    rows = agreement([AnnotatedArticle("a", TEXT, {"x": FULL, "y": SHORT})], bootstrap=0).set_index("measure")
    assert rows.at["source", "alpha"] == 1
    assert 0 < rows.at["content", "alpha"] < 1
    assert rows.at["content exact", "f1"] == 0
    assert rows.at["content token", "f1"] == pytest.approx(4 / 5)


def test_one_annotator_gives_no_rows() -> None:
    assert agreement([AnnotatedArticle("a", TEXT, {"": FULL})]).empty


def test_reliability_counts_by_tenth() -> None:
    rows = reliability([0.05, 0.91, 0.95, 1.0], [False, True, True, False])
    assert rows["claims"].tolist() == [1, 3]
    assert rows["low"].tolist() == pytest.approx([0.0, 0.9])
    assert rows["right"].tolist() == pytest.approx([0, 2 / 3])
    assert calibration_error(rows) == pytest.approx((0.05 + 3 * (2.86 / 3 - 2 / 3)) / 4)
