"""Measures: totals that reconcile, joins that lose nothing, and sides that are never mixed."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import measures
from analysis.charts.measures.contests import with_means
from analysis.charts.measures.joins import joined, named
from analysis.charts.phrases import BASIS_WORDS, NO_OUTLET
from analysis.columns import frame
from analysis.errors import TableError
from analysis.extractors.contest.contests import BASES

Tables = dict[str, pd.DataFrame]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d", "e", None]),
        st.sampled_from(["direct", "indirect", "mixed", "post", "narrator"]),
        st.sampled_from(["neutral", "distancing", "denial", "accusation"]),
    ),
    max_size=40,
)


def build(rows: list[tuple[str | None, str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    about = {"source": "", "cue": "", "content": "", "claim_type": "fact", "certainty": 0.5, "negated": False}
    spans: dict[str, Any] = {"source_spans": [], "cue_spans": [], "content_spans": [[0, 1]], "confidence": 1.0}
    claims = [
        about | spans | {"claim_id": f"c{n}", "doc_id": "d", "speaker_id": who, "kind": kind, "cue_class": cue}
        for n, (who, kind, cue) in enumerate(rows)
    ]
    people = [{"speaker_id": s, "name": s.upper(), "kind": "person", "n_claims": 0, "n_documents": 0} for s in "abcde"]
    return frame("claims", claims), frame("speakers", people)


@settings(max_examples=12, deadline=None)
@given(ROWS, st.sampled_from([None, 1, 2, 3]))
def test_every_attributed_claim_is_counted_once(rows: list[tuple[str | None, str, str]], top: int | None) -> None:
    claims, speakers = build(rows)
    n = len(measures.attributed(claims))
    assert n == sum(kind != "narrator" for _, kind, _ in rows)
    for tidy in (
        measures.claims_by_speaker(claims, speakers, top=top),
        measures.introductions(claims, speakers, top=top),
        measures.distance(claims, speakers, top=top),
        measures.certainty(claims, speakers, top=top),
    ):
        assert tidy["claims"].sum() == n
        assert tidy["rank"].nunique() <= 6 if top is None else tidy["rank"].nunique() <= top + 1
    assert measures.claims_by_kind(claims)["claims"].sum() == len(rows)


def test_speakers_stand_in_order_of_their_claims(tables: Tables) -> None:
    tidy = measures.claims_by_speaker(tables["claims"], tables["speakers"])
    assert list(tidy.drop_duplicates("rank")["speaker"]) == ["Ilse Brandt", "The engineers' union", "A second firm"]
    assert list(tidy.loc[tidy["rank"] == 0, "claims"]) == [1, 3]


def test_the_rest_is_pooled_and_one_left_over_is_named(tables: Tables) -> None:
    pooled = measures.claims_by_speaker(tables["claims"], tables["speakers"], top=1)
    assert list(pooled["speaker"].unique()) == ["Ilse Brandt", "2 other speakers"]
    named_all = measures.claims_by_speaker(tables["claims"], tables["speakers"], top=2)
    assert "A second firm" in set(named_all["speaker"])


def test_the_articles_own_voice_is_nobodys_claim(tables: Tables) -> None:
    claims = tables["claims"]
    assert (claims["kind"] == "narrator").sum() == 1
    assert measures.claims_by_speaker(claims, tables["speakers"])["claims"].sum() == len(claims) - 1


def test_two_speakers_of_one_name_are_told_apart() -> None:
    _, speakers = build([])
    speakers = speakers.assign(name=["Jo", "Jo", "Jo", "Jo", "Al"])
    speakers = speakers.assign(role=pd.Series(["mayor", "judge", None, None, None], dtype="str"))
    rows = named(pd.DataFrame({"speaker_id": list("abcde")}), speakers)
    assert list(rows["speaker"]) == ["Jo (mayor)", "Jo (judge)", "Jo (1)", "Jo (2)", "Al"]


def test_a_join_neither_loses_nor_doubles_rows(tables: Tables) -> None:
    left = pd.DataFrame({"speaker_id": ["ilse-brandt", None, "ilse-brandt"]})
    assert len(joined(left, tables["speakers"], "speaker_id", "speakers")) == 3
    with pytest.raises(TableError, match="stands twice"):
        joined(left, pd.concat([tables["speakers"]] * 2), "speaker_id", "speakers")
    with pytest.raises(TableError, match="'nobody' is not in the table"):
        joined(pd.DataFrame({"speaker_id": ["nobody"]}), tables["speakers"], "speaker_id", "speakers")


def test_distance_is_a_cue_class_of_the_reporting(tables: Tables) -> None:
    tidy = measures.distance(tables["claims"], tables["speakers"])
    assert list(tidy["distanced"]) == [0, 2, 0]
    assert tidy["cues"][1] == "alleged 1, claimed 1"


def test_every_cue_class_has_its_manner() -> None:
    from analysis.columns import WORDS

    classes = [cue_class for group in measures.MANNERS.values() for cue_class in group]
    assert sorted(classes) == sorted(WORDS["claims", "cue_class"])


def test_a_strip_gives_shares_of_the_text_in_order(tables: Tables) -> None:
    document = tables["documents"].iloc[0]
    tidy = measures.article_strip(document, tables["claims"], tables["speakers"], tables["positions"])
    first = tidy.iloc[0]
    words = document["text"][
        round(first["start"] * len(document["text"])) : round(first["end"] * len(document["text"]))
    ]
    assert words == "the Lark bridge was safe"
    assert tidy["start"].is_monotonic_increasing
    assert list(tidy.loc[tidy["speaker"] == "The article's own voice", "lane"]) == [tidy["lane"].max()]
    assert dict(zip(tidy["claim_id"], tidy["contested"], strict=True))["lark-2"] == "explicit"
    assert dict(zip(tidy["claim_id"], tidy["contested"], strict=True))["lark-5"] == "implicit"


def test_the_map_keeps_denials_from_implications(tables: Tables) -> None:
    tidy = measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"])
    assert tidy["positions"].sum() == len(tables["positions"])
    rows = list(
        zip(tidy["assertion_id"], tidy["stance"], tidy["means"], tidy["speaker"], tidy["positions"], strict=True)
    )
    assert rows == [
        ("a1", "asserts", "stated", "The engineers' union", 1),
        ("a1", "denies", "explicit", "Ilse Brandt", 2),
        ("a2", "asserts", "stated", "A second firm", 1),
        ("a2", "denies", "implicit", "The engineers' union", 1),
    ]


def test_the_most_contested_counts_speakers_not_claims(tables: Tables) -> None:
    tidy = measures.most_contested(tables["assertions"], tables["positions"])
    assert list(tidy["speakers"]) == [1, 1, 1, 1]


def test_an_assertion_that_has_no_words_is_shown_by_its_denial(tables: Tables) -> None:
    assertions = tables["assertions"].assign(statement="")
    tidy = measures.most_contested(assertions, tables["positions"])
    assert "(not put into words) that two piers are cracked" in set(tidy["statement"])


def test_arrows_lead_from_who_disputes_to_who_asserts(tables: Tables) -> None:
    tidy = measures.who_contests_whom(tables["positions"], tables["speakers"])
    rows = list(zip(tidy["disputer"], tidy["asserter"], tidy["stance"], tidy["means"], tidy["assertions"], strict=True))
    assert rows == [
        ("Ilse Brandt", "The engineers' union", "denies", "explicit", 1),
        ("The engineers' union", "A second firm", "denies", "implicit", 1),
    ]


def test_a_denial_of_what_nobody_says_points_to_nobody(tables: Tables) -> None:
    denials = tables["positions"][tables["positions"]["stance"] != "asserts"]
    tidy = measures.who_contests_whom(denials, tables["speakers"])
    assert set(tidy["asserter"]) == {"Nobody in these articles"}
    assert tidy["asserter_id"].isna().all()


def test_one_who_takes_both_sides_is_marked(tables: Tables) -> None:
    positions = tables["positions"].assign(speaker_id="ilse-brandt")
    assert measures.who_contests_whom(positions, tables["speakers"])["reverses"].all()


REPLIES = [
    ("2025-03-04", False, (0, 0, 1)),  # before the first denial: no case
    ("2025-03-05", False, (1, 0, 0)),
    ("2025-03-06", False, (1, 0, 0)),
    (None, False, (0, 0, 1)),  # nobody knows whether it could have been printed
    ("2025-03-05", True, (1, 1, 0)),
]


@pytest.mark.parametrize(("date", "replies", "counts"), REPLIES)
def test_right_of_reply(study: Any, date: str | None, replies: bool, counts: tuple[int, int, int]) -> None:
    study.positions.clear()
    study.document("late", "The engineers' union said piers crack. Brandt denied it.", outlet="The Late", date=date)
    said = study.claim("late", "engineers-union", "The engineers' union", "said", "piers crack")
    denied = study.claim("late", "ilse-brandt", "Brandt", "denied", "it")
    study.position("a1", said, "asserts", "assertion")
    study.position("a1", study.claims[7]["claim_id"], "denies", "explicit denial")  # in the wire of 5 March
    if replies:
        study.position("a1", denied, "denies", "explicit denial")
    tables = study.tables()
    tidy = measures.right_of_reply(tables["documents"], tables["claims"], tables["positions"])
    row = tidy[tidy["outlet"] == "The Late"].iloc[0]
    assert (row["cases"], row["answered"], row["left_out"]) == counts


def _clocks(tables: Tables, *dates: str) -> Tables:
    return tables | {"documents": tables["documents"].assign(date=pd.Series(dates).astype("datetime64[ms]"))}


def test_an_article_of_the_day_of_the_denial_is_no_older_than_it(tables: Tables) -> None:
    tables = _clocks(tables, "2025-03-05", "2025-03-05 10:15")  # the first denial is in the second
    positions = tables["positions"].drop(index=1)
    tidy = measures.right_of_reply(tables["documents"], tables["claims"], positions)
    assert (tidy["cases"].sum(), tidy["left_out"].sum()) == (1, 0)


@pytest.mark.parametrize("basis", ["reporter", "quantity"])
def test_an_outlets_verdict_or_a_clash_of_numbers_is_no_reply(tables: Tables, basis: str) -> None:
    positions = tables["positions"].assign(basis=basis)
    assert measures.right_of_reply(tables["documents"], tables["claims"], positions).empty


def test_wire_copy_counts_once(tables: Tables) -> None:
    documents = tables["documents"].assign(duplicate_of=pd.Series([None, "lark"], dtype="str"))
    assert set(measures.originals(tables["claims"], documents)["doc_id"]) == {"lark"}


def test_a_timeline_keeps_what_has_no_date(tables: Tables) -> None:
    documents = tables["documents"].assign(
        date=pd.Series([pd.NaT, pd.Timestamp("2025-03-05")]).astype("datetime64[ms]")
    )
    tidy = measures.timeline(documents, tables["claims"], tables["speakers"])
    assert tidy["claims"].sum() == 8
    assert tidy.loc[tidy["period"].isna(), "claims"].sum() == 6


@pytest.mark.parametrize(
    ("last", "unit", "period"), [("2025-03-30", "day", 30), ("2025-09-03", "week", 1), ("2027-03-05", "month", 1)]
)
def test_periods_follow_the_span_of_the_dates(tables: Tables, last: str, unit: str, period: int) -> None:
    dates = pd.Series(["2025-03-03", last]).astype("datetime64[ms]")
    tidy = measures.timeline(tables["documents"].assign(date=dates), tables["claims"], tables["speakers"])
    assert set(tidy["every"]) == {unit}
    assert tidy["period"].max().day == period


def test_contests_over_time_has_every_side_once(tables: Tables) -> None:
    tidy = measures.contests_over_time(*(tables[t] for t in ("documents", "claims", "assertions", "positions")))
    assert tidy["positions"].sum() == len(tables["positions"])
    assert list(tidy.loc[tidy["stance"] == "denies", "date"].dt.day) == [3, 5, 3]


def test_denials_at_two_hours_of_one_day_are_one_mark(tables: Tables) -> None:
    tables = _clocks(tables, "2025-03-03 08:00", "2025-03-03 10:15")
    tidy = measures.contests_over_time(*(tables[t] for t in ("documents", "claims", "assertions", "positions")))
    denials = tidy[(tidy["stance"] == "denies") & (tidy["means"] == "explicit")]
    assert list(denials["positions"]) == [2]


def test_a_version_of_ones_own_later_on_the_day_of_ones_denial_counts_once(study: Any) -> None:
    study.assertion("a9", "A pier is cracked.")
    study.position("a9", study.claims[3]["claim_id"], "denies", "explicit denial")
    study.position("a9", study.claims[7]["claim_id"], "denies", "own version")
    tables = _clocks(study.tables(), "2025-03-03 08:00", "2025-03-03 10:15")
    tidy = measures.contests_over_time(*(tables[t] for t in ("documents", "claims", "assertions", "positions")))
    assert list(tidy.loc[tidy["assertion_id"] == "a9", "means"]) == ["explicit"]


@pytest.mark.parametrize("by", ["speaker", "kind", "cue_class", "side"])
def test_shares_of_an_outlet_add_up(tables: Tables, by: str) -> None:
    tidy = measures.by_outlet(tables["documents"], tables["claims"], tables["speakers"], by=by)
    assert tidy.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    assert tidy["claims"].sum() == 8


def test_a_source_that_is_called_other_speakers_is_ranked_by_its_claims(tables: Tables) -> None:
    speakers = tables["speakers"].assign(
        name=tables["speakers"]["name"].replace("Ilse Brandt", "several other speakers")
    )
    tidy = measures.by_outlet(tables["documents"], tables["claims"], speakers)
    assert tidy.loc[tidy["rank"] == 0, "category"].iloc[0] == "several other speakers"


def test_an_outlet_that_is_not_known_has_one_name(tables: Tables) -> None:
    documents = tables["documents"].assign(outlet=pd.Series([None, None], dtype="str"))
    shares = measures.by_outlet(documents, tables["claims"], tables["speakers"])
    replies = measures.right_of_reply(documents, tables["claims"], tables["positions"])
    assert set(shares["outlet"]) == set(replies["outlet"]) == {NO_OUTLET}


def test_a_wrong_way_to_compare_outlets_is_refused(tables: Tables) -> None:
    with pytest.raises(ValueError, match="by='mood' is none of speaker"):
        measures.by_outlet(tables["documents"], tables["claims"], tables["speakers"], by="mood")


def test_coverage_says_what_was_read(tables: Tables, no_tables: Tables) -> None:
    assert measures.coverage(tables["documents"]) == "2 articles by 2 outlets, 3 to 5 March 2025"
    assert measures.coverage(tables["documents"].head(1)) == "“Is the bridge safe?”, The Lark Courier, 3 March 2025"
    assert measures.coverage(no_tables["documents"]) == "no articles"


def test_measures_leave_their_tables_alone(tables: Tables) -> None:
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    measures.by_outlet(tables["documents"], tables["claims"], tables["speakers"])
    measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"])
    measures.right_of_reply(tables["documents"], tables["claims"], tables["positions"])
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_two_sides_come_before_a_denial_of_what_nobody_says(study: Any) -> None:
    study.assertion("a0", "A bridge is closed.")
    study.position("a0", study.claims[3]["claim_id"], "denies", "explicit denial")
    tables = study.tables()
    tidy = measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"])
    assert list(tidy["assertion_id"].unique()) == ["a1", "a0", "a2"]
    first = measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"], top=1)
    assert (list(first["assertion_id"].unique()), set(first["of"])) == (["a1"], {3})


def test_every_basis_has_words_and_means() -> None:
    assert set(BASIS_WORDS) == set(BASES)


@pytest.mark.parametrize(
    ("rows", "means"),
    [
        ([("a", "denies", "explicit denial"), ("a", "denies", "own version")], ["explicit", "implicit"]),
        ([(None, "denies", "explicit denial"), (None, "denies", "own version")], ["explicit", "implicit"]),
        ([("a", "asserts", "double negation"), ("b", "denies", "negation")], ["stated", "explicit"]),
        ([("a", "asserts", "assertion"), ("b", "denies", "negation")], ["stated", "implicit"]),
        ([("a", "asserts", "assertion"), ("a", "denies", "reversal")], ["stated", "implicit"]),
    ],
)
def test_what_nobody_put_into_words_is_kept_apart(rows: list[tuple[str | None, str, str]], means: list[str]) -> None:
    about = pd.DataFrame(rows, columns=["speaker_id", "stance", "basis"]).astype("str")
    about["speaker_id"] = about["speaker_id"].where([row[0] is not None for row in rows])
    assert list(with_means(about.assign(assertion_id="a1"))["means"]) == means


def test_a_version_of_ones_own_counts_once_beside_ones_own_denial(study: Any) -> None:
    mine, other = study.claims[3]["claim_id"], study.claims[2]["claim_id"]
    study.assertion("a9", "A pier is cracked.")
    for claim, basis in ((mine, "explicit denial"), (mine, "own version"), (other, "own version")):
        study.position("a9", claim, "denies", basis)
    tables = study.tables()
    tidy = measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"])
    rows = tidy[tidy["assertion_id"] == "a9"]
    assert sorted(zip(rows["means"], rows["positions"], strict=True)) == [("explicit", 1), ("implicit", 1)]
