"""Measures of contest: who takes which side, who contests whom, and whether a report prints the denial.

A side is taken by "asserts", "denies" or "doubts"; "reports" is no side. `means` keeps two things apart that must
never be added up unmarked: "explicit" (somebody denies or doubts in so many words) and "implicit" (two claims cannot
both hold: numbers, antonyms, negation; a version of one's own beside somebody's denial; a speaker who says otherwise
elsewhere). For "asserts" and "reports" it is "stated".
"""

import pandas as pd

from analysis.charts.measures.intervals import with_share
from analysis.charts.measures.joins import counted, joined, named
from analysis.charts.phrases import NO_OUTLET, NOBODY

STANCES = ("asserts", "doubts", "denies", "reports")
MEANS = ("explicit", "implicit", "stated")
# Bases of a position that is no denial in so many words. Who stands on both sides may have said so or not: the basis
# does not tell, so it counts as the weaker.
IMPLICIT = ("negation", "antonym", "quantity", "exclusive place", "answer", "own version", "reversal")


def contest_map(
    assertions: pd.DataFrame, positions: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = None
) -> pd.DataFrame:
    """Who asserts, denies, doubts or merely reports each contested assertion.

    One row an assertion, stance, means and speaker: `rank` (of the assertion), `assertion_id`, `statement`,
    `status`, `stance`, `means`, `speaker_id`, `speaker`, `positions` (how many claims take it), `confidence` (the
    surest of them), `of`. Assertions stand in order of the number of speakers who dispute them in so many words, then
    whether anybody asserts them, then how sure the program is; `top` keeps the first so many of the `of` that there
    are. An assertion that nobody states has no row with stance "asserts"; a version of one's own has none beside one's
    own denial.
    """
    rows = named(once(sides_of(assertions, positions)), speakers)
    keys = ["rank", "assertion_id", "statement", "status", "stance", "means", "speaker_id", "speaker"]
    table = counted(rows, keys, "positions")
    surest = rows.groupby(keys, dropna=False)["confidence"].max().reset_index()["confidence"]
    table = table.assign(confidence=surest.astype("float64"))
    table = table.iloc[_reading_order(table)].reset_index(drop=True)
    return _first(table, top)


def most_contested(assertions: pd.DataFrame, positions: pd.DataFrame, *, top: int | None = 10) -> pd.DataFrame:
    """The assertions that most speakers dispute, with how many stand on each side.

    One row an assertion, stance and means that occurs: `rank`, `assertion_id`, `statement`, `status`, `stance`
    (asserts, doubts, denies), `means`, `speakers` (different ones; all whose speaker was not found count as one), `of`
    (how many assertions there are before `top` keeps the first).
    A speaker who reverses counts on both sides.
    """
    rows = once(sides_of(assertions, positions))
    rows = rows[rows["stance"] != "reports"]
    keys = ["rank", "assertion_id", "statement", "status", "stance", "means"]
    table = counted(rows.drop_duplicates([*keys, "speaker_id"]), keys, "speakers")
    table = table.iloc[_reading_order(table)].reset_index(drop=True)
    return _first(table, top)


def who_contests_whom(positions: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = 60) -> pd.DataFrame:
    """Who disputes what whom asserts: the arrows of a network.

    One row a pair, stance and means: `disputer_id`, `disputer`, `asserter_id`, `asserter`, `stance` (denies or
    doubts), `means`, `assertions` (how many assertions stand between the two so), `reverses` (both are one speaker),
    `of` (how many rows there are before `top` keeps the first).
    Where nobody asserts what is disputed, the asserter is NOBODY, with a missing id. Most assertions first.
    """
    known = named(once(with_means(positions)), speakers)[["assertion_id", "speaker_id", "speaker", "stance", "means"]]
    disputes = known[known["stance"].isin(["denies", "doubts"])].drop_duplicates()
    asserts = known.loc[known["stance"] == "asserts", ["assertion_id", "speaker_id", "speaker"]].drop_duplicates()
    sizes = asserts.groupby("assertion_id").size()
    expected = int(sum(sizes.get(name, 1) for name in disputes["assertion_id"]))
    pairs = disputes.rename(columns={"speaker_id": "disputer_id", "speaker": "disputer"}).merge(
        asserts.rename(columns={"speaker_id": "asserter_id", "speaker": "asserter"}), on="assertion_id", how="left"
    )
    if len(pairs) != expected:
        raise AssertionError(f"{len(pairs)} pairs of disputer and asserter, {expected} expected")
    pairs = pairs.assign(asserter=pairs["asserter"].fillna(NOBODY))
    keys = ["disputer_id", "disputer", "asserter_id", "asserter", "stance", "means"]
    edges = counted(pairs, keys, "assertions")
    edges = edges.assign(reverses=(edges["disputer_id"] == edges["asserter_id"]).fillna(False).astype("bool"))
    order = ["assertions", "disputer", "asserter", "stance", "means"]
    edges = edges.assign(of=len(edges)).sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)
    return edges if top is None else edges.head(top)


def right_of_reply(
    documents: pd.DataFrame, claims: pd.DataFrame, positions: pd.DataFrame, *, since_denial: bool = True
) -> pd.DataFrame:
    """How often each outlet prints the denial beside the claim that is denied.

    A case is one article in which somebody asserts an assertion that is denied in so many words somewhere in the
    collection; it is answered when the same article holds such a denial. One row an outlet, most cases first:
    `outlet`, `cases`, `answered`, `share` with Wilson's `low` and `high`, `left_out`. With `since_denial` an article
    of a day before the first denial's is no case, for nobody could have printed it, and neither is an article without
    a date; both are counted in `left_out`. Implicit clashes, doubts, and the outlet's own verdict ("falsely claimed")
    are no denials here: a reply is somebody else's.
    """
    dated = documents[["doc_id", "date", "outlet"]].assign(outlet=documents["outlet"].fillna(NO_OUTLET))
    rows = placed(positions, claims, dated)
    denials = rows[(rows["stance"] == "denies") & (rows["means"] == "explicit") & (rows["basis"] != "reporter")]
    cases = rows.loc[rows["stance"] == "asserts", ["assertion_id", "doc_id", "date", "outlet"]].drop_duplicates()
    cases = cases[cases["assertion_id"].isin(denials["assertion_id"])]
    answered = set(zip(denials["assertion_id"], denials["doc_id"], strict=True))
    pairs = zip(cases["assertion_id"], cases["doc_id"], strict=True)
    cases = cases.assign(answered=pd.Series([pair in answered for pair in pairs], index=cases.index, dtype="bool"))
    first = denials.groupby("assertion_id")["date"].min().reindex(cases["assertion_id"]).set_axis(cases.index)
    counts = cases["date"] >= first if since_denial else pd.Series(True, index=cases.index, dtype="bool")
    sums = cases.assign(cases=counts, answered=cases["answered"] & counts, left_out=~counts)
    table = sums.groupby("outlet")[["cases", "answered", "left_out"]].sum().astype("int64").reset_index()
    if int(table["cases"].sum() + table["left_out"].sum()) != len(cases):
        raise AssertionError(f"{len(cases)} cases, but the outlets' do not add up to it")
    table = table.sort_values(["cases", "outlet"], ascending=[False, True], ignore_index=True)
    names = ["outlet", "cases", "answered", "share", "low", "high", "measured", "left_out"]
    return with_share(table, "answered", "cases")[names]


def contested(positions: pd.DataFrame) -> dict[str, str]:
    """claim_id → "explicit" or "implicit" for every claim that takes a side on a contested assertion.

    Explicit when any position on the assertion denies or doubts it in so many words.
    """
    rows = with_means(positions)
    by_words = set(rows.loc[rows["means"] == "explicit", "assertion_id"])
    sides = rows[rows["stance"] != "reports"].dropna(subset=["claim_id"])
    marks = sides["assertion_id"].isin(by_words).map({True: "explicit", False: "implicit"})
    firsts = (
        pd.DataFrame({"claim_id": sides["claim_id"], "mark": marks}).sort_values("mark").drop_duplicates("claim_id")
    )
    return dict(zip(firsts["claim_id"], firsts["mark"], strict=True))


def stated(assertions: pd.DataFrame, positions: pd.DataFrame) -> "pd.Series[str]":
    """The statement of each assertion; for one that could not be put into words, the first words that dispute it."""
    words = positions.drop_duplicates("assertion_id").set_index("assertion_id")["evidence"]
    instead = "(not put into words) " + assertions["assertion_id"].map(words).astype("str").fillna("")
    return assertions["statement"].where(assertions["statement"].str.strip() != "", instead)


def with_means(positions: pd.DataFrame) -> pd.DataFrame:
    """`positions` with `means`: explicit, implicit or stated, as the module says.

    A negation is explicit where somebody denied it ("double negation"): the two spoke of the same words.
    """
    disputes = positions["stance"].isin(["denies", "doubts"])
    turned = positions["assertion_id"].isin(positions.loc[positions["basis"] == "double negation", "assertion_id"])
    implicit = positions["basis"].isin(IMPLICIT) & ~((positions["basis"] == "negation") & turned)
    means = implicit.map({True: "implicit", False: "explicit"})
    return positions.assign(means=means.where(disputes, "stated").astype("str"))


def once(rows: pd.DataFrame, *within: str) -> pd.DataFrame:
    """`rows` without the versions of those who also deny in so many words: each stands on that side already.

    With the names of columns of text in `within`, only where these are alike too.
    """
    who = rows["speaker_id"]  # missing where the speaker was not found
    for name in ("assertion_id", *within):
        who = who + " " + rows[name]
    denies = (rows["stance"] == "denies") & (rows["means"] == "explicit")
    return rows[~((rows["basis"] == "own version") & who.isin(who[denies].dropna()))]


def placed(positions: pd.DataFrame, claims: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    """`positions` with `means`, and with what the documents in `dated` say of their articles: `date` as a whole day."""
    rows = joined(with_means(positions), claims[["claim_id", "doc_id"]], "claim_id", "claims")
    return joined(rows, dated.assign(date=dated["date"].dt.normalize()), "doc_id", "documents")


def _first(table: pd.DataFrame, top: int | None) -> pd.DataFrame:
    every = table.assign(of=table["rank"].nunique())
    return every if top is None else every[every["rank"] < top]


def sides_of(assertions: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    about = assertions[["assertion_id", "statement", "status"]].assign(statement=stated(assertions, positions))
    rows = joined(with_means(positions), about, "assertion_id", "assertions")
    about = about.assign(sure=assertions["confidence"])
    order = about.assign(weight=about["assertion_id"].map(_weights(rows)).fillna(0), bare=assertions["statement"] == "")
    order = order[order["assertion_id"].isin(rows["assertion_id"])]
    keys = ["weight", "bare", "sure", "statement", "assertion_id"]
    order = order.sort_values(keys, ascending=[False, True, False, True, True])
    ranks = {name: rank for rank, name in enumerate(order["assertion_id"])}
    return rows.assign(rank=rows["assertion_id"].map(ranks).astype("int64"))


def _weights(rows: pd.DataFrame) -> "pd.Series[int]":
    """How contested each assertion is: by speakers in so many words, then with both sides."""
    disputes = rows[rows["stance"].isin(["denies", "doubts"])].drop_duplicates(["assertion_id", "means", "speaker_id"])
    plain = (disputes["means"] == "explicit").groupby(disputes["assertion_id"]).sum().astype("int64")
    both = plain.index.isin(rows.loc[rows["stance"] == "asserts", "assertion_id"])
    return 2 * plain + both


def _reading_order(table: pd.DataFrame) -> list[int]:
    who = table["speaker"] if "speaker" in table else table["statement"]
    keys = zip(table["rank"], table["stance"].map(STANCES.index), table["means"].map(MEANS.index), who, strict=True)
    return [position for _, position in sorted((key, position) for position, key in enumerate(keys))]
