"""Intervals: published values, hand-worked ends, and coverage when the extractor is simulated."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import measures
from analysis.charts.measures import Accuracy, corrected_count, corrected_share, wilson

GOOD = Accuracy(0.9, 0.8, 200, 180)
SHARES = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(successes: int, n: int, low: float, high: float) -> None:
    made = wilson(successes, n)
    assert (round(made.low, 4), round(made.high, 4)) == (low, high)


def test_wilson_knows_nothing_from_nothing() -> None:
    made = wilson(0, 0)
    assert (math.isnan(made.estimate), made.low, made.high) == (True, 0.0, 1.0)


@given(SHARES)
def test_wilson_holds_its_share_inside_0_and_1(share: tuple[int, int]) -> None:
    made = wilson(*share)
    assert 0 <= made.low <= made.high <= 1
    assert share[1] == 0 or made.low <= made.estimate <= made.high


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 2)])
def test_wilson_refuses_what_is_no_share(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(successes, n)


def test_a_count_is_corrected_by_precision_over_recall() -> None:
    assert corrected_count(80, GOOD).estimate == pytest.approx(90)


def test_a_perfect_extractor_measured_on_much_leaves_little_open() -> None:
    made = corrected_count(100, Accuracy(1.0, 1.0, 10**6, 10**6))
    assert made.estimate == 100
    assert made.high - made.low < 0.1


def test_an_extractor_measured_on_little_leaves_more_open() -> None:
    little, much = (corrected_count(100, Accuracy(0.9, 0.8, n, n)) for n in (20, 2000))
    assert little.low < much.low < 112.5 < much.high < little.high


def test_nothing_found_is_not_nothing_there() -> None:
    made = corrected_count(0, GOOD)
    assert (made.estimate, made.low) == (0, 0)
    assert 1 < made.high < 5


def test_the_more_is_missed_the_more_may_be_there_unseen() -> None:
    assert corrected_count(0, Accuracy(0.9, 0.3, 200, 200)).high > corrected_count(0, GOOD).high


@given(st.integers(0, 500), st.floats(0.01, 1), st.floats(0.05, 1), st.integers(5, 500), st.integers(5, 500))
def test_limits_stand_on_both_sides_of_the_estimate(k: int, p: float, r: float, n_p: int, n_r: int) -> None:
    made = corrected_count(k, Accuracy(p, r, n_p, n_r))
    assert 0 <= made.low <= made.estimate <= made.high < math.inf


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """True precision .85 and recall .75; each round measures both on 150 items and reads 60 true claims."""
    chance = random.Random(20260520)
    held, rounds = 0, 400
    for _ in range(rounds):
        found_right = sum(chance.random() < 0.75 for _ in range(60))
        found_wrong = 0
        while chance.random() < 0.15 or found_wrong + found_right == 0:
            found_wrong += 1
        found = found_right + sum(_wrong_before_right(chance) for _ in range(found_right))
        right = sum(chance.random() < 0.85 for _ in range(150)) / 150
        met = sum(chance.random() < 0.75 for _ in range(150)) / 150
        made = corrected_count(found, Accuracy(right, met, 150, 150))
        held += made.low <= 60 <= made.high
    assert 0.92 <= held / rounds <= 0.99


@pytest.mark.parametrize("there", [1, 3, 8])
def test_the_interval_of_a_few_holds_the_truth_too(there: int) -> None:
    chance = random.Random(20260521)
    held, rounds = 0, 400
    for _ in range(rounds):
        found_right = sum(chance.random() < 0.75 for _ in range(there))
        found = found_right + sum(_wrong_before_right(chance) for _ in range(found_right))
        made = corrected_count(found, Accuracy(0.85, 0.75, 150, 150))
        held += made.low <= there <= made.high
    assert held / rounds >= 0.93


def test_one_claim_found_does_not_stand_for_a_crowd() -> None:
    assert corrected_count(1, Accuracy(0.68, 0.62, 479, 479)).high <= 5


def _wrong_before_right(chance: random.Random) -> int:
    wrong = 0
    while chance.random() < 0.15:
        wrong += 1
    return wrong


def test_a_share_is_unchanged_when_both_counts_err_alike() -> None:
    assert corrected_share(20, 80, GOOD, GOOD).estimate == pytest.approx(0.25)


def test_a_share_that_is_found_less_often_is_larger_than_it_looks() -> None:
    assert corrected_share(20, 80, Accuracy(0.9, 0.4, 200, 180), GOOD).estimate == pytest.approx(0.5)


def test_a_corrected_share_is_less_certain_than_a_plain_one() -> None:
    plain, corrected = wilson(20, 80), corrected_share(20, 80, GOOD, GOOD)
    assert corrected.low < plain.low < plain.high < corrected.high


@given(SHARES)
def test_a_corrected_share_stays_a_share(share: tuple[int, int]) -> None:
    made = corrected_share(*share, Accuracy(0.7, 0.5, 30, 30), GOOD)
    assert 0 <= made.low <= made.high <= 1


@pytest.mark.parametrize("wrong", [(1.1, 0.5, 9, 9), (0.9, 0.0, 9, 9), (0.9, 0.5, 0, 9)])
def test_an_impossible_accuracy_is_refused(wrong: tuple[float, float, int, int]) -> None:
    with pytest.raises(ValueError, match=r"precision|accuracy"):
        Accuracy(*wrong)


def test_corrected_counts_keep_the_found_beside_the_likely(tables: dict) -> None:
    made = measures.corrected_counts(tables["claims"], tables["speakers"], GOOD)
    assert list(made["claims"]) == [4, 3, 1]
    assert list(made["estimate"]) == pytest.approx([4.5, 3.375, 1.125])
    assert (made["low"] < made["claims"]).all()
