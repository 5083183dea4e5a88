"""Words on and under charts: counts, lists, names, titles, glyphs, wrapping."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import alt_text, labels, measures, titles
from analysis.charts.phrases import count_of, dates_between, isolated, listed, midway, percent, sentence


@pytest.mark.parametrize(("n", "words"), [(0, "no claims"), (1, "1 claim"), (2, "2 claims"), (1200, "1,200 claims")])
def test_counts(n: int, words: str) -> None:
    assert count_of(n, "claim") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "nobody"),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B and 2 others"),
    ],
)
def test_lists(names: list[str], words: str) -> None:
    assert listed(names, 2 if len(names) > 3 else None) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (0.001, "under 1%"), (0.335, "34%"), (0.999, "over 99%"), (1, "100%")]
)
def test_shares_never_round_to_none_or_all(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2025, 3, 3), (2025, 3, 3), "3 March 2025"),
        ((2025, 3, 3), (2025, 3, 5), "3 to 5 March 2025"),
        ((2025, 4, 30), (2025, 5, 2), "30 April to 2 May 2025"),
        ((2024, 12, 30), (2025, 1, 2), "30 December 2024 to 2 January 2025"),
    ],
)
def test_spans_of_dates(first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    assert dates_between(datetime.date(*first), datetime.date(*last)) == words


def test_sentences_begin_with_a_capital_and_end_once() -> None:
    assert sentence("it rains", "", "“It rains.”", "n = 3") == "It rains. “It rains.” n = 3."


@pytest.mark.parametrize(
    ("name", "words"),
    [("The union", "the union"), ("A firm", "a firm"), ("Theo Ruiz", "Theo Ruiz"), ("A", "A"), ("The", "The")],
)
def test_a_name_inside_a_sentence(name: str, words: str) -> None:
    assert midway(name) == words


def test_a_right_to_left_name_does_not_turn_the_sentence_round() -> None:
    assert isolated("שרה") == "\u2068שרה\u2069"
    assert isolated("Sarah") == "Sarah"


def _claims(*pairs: tuple[str, int]) -> pd.DataFrame:
    rows = [(rank, f"s{rank}", name, "person", "direct", n, n) for rank, (name, n) in enumerate(pairs)]
    return pd.DataFrame(rows, columns=["rank", "speaker_id", "speaker", "speaker_kind", "kind", "claims", "total"])


@pytest.mark.parametrize(
    ("tidy", "words"),
    [
        (_claims(("Ada Lund", 1)), "Ada Lund makes the only claim."),
        (_claims(("Ada Lund", 3)), "Ada Lund makes all of the 3 claims."),
        (_claims(("The union", 3), ("Bo", 1)), "The union makes the most claims: 3 of 4."),
        (_claims(("Ada", 2), ("Bo", 2), ("Cy", 1)), "Ada and Bo make the most claims: 2 each of 5."),
        (_claims(("Ada", 1), ("Bo", 1)), "Each of the 2 speakers makes 1 claim."),
        (_claims(("Ada", 2), ("9 other speakers", 30)), "Ada makes the most claims: 2 of 32."),
        (_claims(("several other speakers", 3), ("Ada", 2)), "Several other speakers makes the most claims: 3 of 5."),
        (_claims(("Speaker not found", 2)), "2 claims, but no speaker was found."),
    ],
)
def test_who_makes_the_most_claims(tidy: pd.DataFrame, words: str) -> None:
    assert titles.claims_by_speaker(tidy) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("Ada", 1, 0)], "The reporting does not keep its distance from the one claim."),
        ([("Ada", 3, 0), ("Bo", 1, 0)], "The reporting does not keep its distance from any of the 4 claims."),
        ([("Ada", 3, 1), ("Bo", 1, 0)], "The reporting keeps its distance from 1 of 4 claims, all by Ada."),
        (
            [("Ada", 3, 2), ("The union", 2, 1)],
            "The reporting keeps its distance from 3 of 5 claims, 2 of them by Ada.",
        ),
    ],
)
def test_from_whom_the_reporting_keeps_its_distance(rows: list[tuple[str, int, int]], words: str) -> None:
    assert titles.distance(pd.DataFrame(rows, columns=["speaker", "claims", "distanced"])) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "explicit")], "1 assertion is denied or doubted in so many words."),
        ([("a", "implicit")], "1 assertion is disputed only by implication."),
        (
            [("a", "explicit"), ("b", "explicit"), ("c", "implicit"), ("d", "implicit")],
            "2 assertions are denied or doubted in so many words; 2 are disputed only by implication.",
        ),
    ],
)
def test_denials_and_implications_are_counted_apart(rows: list[tuple[str, str]], words: str) -> None:
    tidy = pd.DataFrame([(name, "denies", means) for name, means in rows], columns=["assertion_id", "stance", "means"])
    assert titles.contest_map(tidy.assign(of=len(rows))) == words


def test_a_title_says_when_it_speaks_of_the_first_few() -> None:
    tidy = pd.DataFrame({"assertion_id": ["a", "b"], "stance": "denies", "means": "explicit", "of": 9})
    assert titles.contest_map(tidy) == "The 2 most contested of 9 assertions are denied or doubted in so many words."


def test_alt_text_gives_the_numbers_row_by_row(tables: dict) -> None:
    assert alt_text.distance(measures.distance(tables["claims"], tables["speakers"])) == (
        "Dot chart of shares with intervals, one line a speaker. The reporting keeps its distance from 2 of 8 claims, "
        "all by the engineers' union. Ilse Brandt: 0 of 4, 0% (between 0% and 49%). The engineers' union: 2 of 3, 67% "
        "(between 21% and 94%). A second firm: 0 of 1, 0% (between 0% and 79%)."
    )


def test_alt_text_of_a_long_chart_points_to_the_table(many: object) -> None:
    tables = many(20)  # type: ignore[operator]
    words = alt_text.claims_by_speaker(measures.claims_by_speaker(tables["claims"], tables["speakers"]))
    assert words.endswith("12 more rows are in the table.")


def test_alt_text_says_when_nobody_asserts_what_is_denied(study: object) -> None:
    study.positions = [row for row in study.positions if row["stance"] != "asserts"]  # type: ignore[attr-defined]
    tables = study.tables()  # type: ignore[attr-defined]
    words = alt_text.contest_map(measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"]))
    assert "“Piers of the Lark bridge are cracked.”: nobody in these articles asserts it; Ilse Brandt denies." in words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada\n  Lund", "Ada Lund"),
        ("Rocket 🚀 Club", "Rocket Club"),
        ("🚀", "□"),
        ("", ""),
        ("\x00a\ud800b", "ab"),
        ("محمد", "محمد"),
    ],
)
def test_what_no_font_can_draw_is_dropped_or_boxed(text: str, shown: str) -> None:
    assert labels.printable(text) == shown


def test_a_letter_that_no_font_has_is_seen_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "_covered", lambda: frozenset(map(ord, "abc")))
    assert labels.printable("a山c") == "a□c"


@given(st.text(max_size=60), st.floats(0.3, 4))
def test_wrapping_keeps_every_letter_and_the_width(text: str, inches: float) -> None:
    made = labels.fit(text, inches, 8.5)
    assert "".join(made.replace("\u200e", "").split()) == "".join(labels.printable(text).replace("\u200e", "").split())
    assert all(labels.width(line, 8.5) <= inches or len(line) == 1 for line in made.split("\n"))
