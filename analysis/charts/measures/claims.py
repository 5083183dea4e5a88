"""Measures of claims: who makes them, of which kind, how they are introduced, how sure they sound, where they stand."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.charts.measures.contests import contested
from analysis.charts.measures.intervals import Accuracy, with_limits, with_share
from analysis.charts.measures.joins import NOT_FOUND, counted, named, ranked
from analysis.columns import WORDS

__all__ = [
    "MANNERS",
    "NOT_FOUND",
    "article_strip",
    "attributed",
    "certainty",
    "claims_by_kind",
    "claims_by_speaker",
    "distance",
    "introductions",
    "originals",
]

# How a report introduces a speaker, in seven groups of cue classes: as many as a reader can tell apart in a chart.
MANNERS: Mapping[str, tuple[str, ...]] = {
    "said": ("neutral",),
    "argued or insisted": ("assertive",),
    "claimed (reporter's distance)": ("distancing",),
    "admitted": ("concession",),
    "denied or doubted": ("denial", "doubt"),
    "thought or expected": ("belief", "prediction"),
    "other": ("accusation", "question", "directive", "evaluation", "none"),
}
OWN_VOICE = "The article's own voice"
STEP = 0.05  # certainty is shown on a scale of twenty steps


def attributed(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that somebody else than the article's own voice makes: every kind but "narrator"."""
    return claims[claims["kind"] != "narrator"]


def originals(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The claims of documents that repeat no other: wire copy printed by six outlets counts once."""
    return claims[claims["doc_id"].isin(documents.loc[documents["duplicate_of"].isna(), "doc_id"])]


def claims_by_kind(claims: pd.DataFrame, *, accuracy: Accuracy | None = None) -> pd.DataFrame:
    """How many claims are quoted, paraphrased, posted, or the article's own.

    One row a kind, zeros included, in the order of the contract: `kind`, `claims`, `share` (of all claims), `low` and
    `high` (see `intervals.with_limits`; missing for the article's own voice, which is not measured), `measured`.
    """
    counts = claims["kind"].value_counts().reindex(list(WORDS["claims", "kind"]), fill_value=0)
    rows = counts.rename_axis("kind").rename("claims").astype("int64").reset_index()
    rows = with_limits(rows.assign(share=rows["claims"] / max(1, len(claims))), "claims", accuracy)
    own = rows["kind"] == "narrator"
    return rows.assign(low=rows["low"].mask(own), high=rows["high"].mask(own))


def claims_by_speaker(
    claims: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = None, accuracy: Accuracy | None = None
) -> pd.DataFrame:
    """How many claims each speaker makes, by kind.

    One row a speaker and kind, zeros included, most claims first: `rank`, `speaker_id`, `speaker`,
    `speaker_kind`, `kind`, `claims`, `total` (the speaker's), and of the total `low`, `high` and `measured` (see
    `intervals.with_limits`). Kinds that occur nowhere are left out, and so
    is the article's own voice. `top` pools the speakers after the first so many in one last row. The sum of `claims`
    is the number of attributed claims.
    """
    rows = ranked(attributed(claims), speakers, top)
    kinds = [kind for kind in WORDS["claims", "kind"] if kind in set(rows["kind"])]
    return with_limits(_crossed(rows, "kind", kinds), "total", accuracy)


def introductions(claims: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = None) -> pd.DataFrame:
    """In which manner each speaker's claims are introduced: said, claimed, admitted …

    One row a speaker and manner, zeros included: `rank`, `speaker_id`, `speaker`, `speaker_kind`, `manner` (a key
    of MANNERS), `claims`, `total` (the speaker's), `share` (claims in total). Manners that occur nowhere are left out.
    """
    manner = {cue_class: name for name, classes in MANNERS.items() for cue_class in classes}
    rows = ranked(attributed(claims), speakers, top)
    rows = rows.assign(manner=rows["cue_class"].map(manner).fillna("other"))
    crossed = _crossed(rows, "manner", [name for name in MANNERS if name in set(rows["manner"])])
    return crossed.assign(share=crossed["claims"] / crossed["total"])


def distance(
    claims: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = None, accuracy: Accuracy | None = None
) -> pd.DataFrame:
    """How often the reporting keeps its distance from each speaker ("claimed", "alleged") instead of "said".

    One row a speaker, most claims first: `rank`, `speaker_id`, `speaker`, `speaker_kind`, `claims`, `distanced`
    (claims whose cue class is "distancing"), `share` with `low` and `high` (see `intervals.with_share`), `measured`,
    and `cues`, the words that keep the distance, commonest first ("claimed 3, alleged 1").
    """
    rows = ranked(attributed(claims), speakers, top)
    far = rows["cue_class"] == "distancing"
    table = counted(rows, ["rank", "speaker_id", "speaker", "speaker_kind"], "claims")
    table = table.assign(
        distanced=table["rank"].map(rows[far].groupby("rank").size()).fillna(0).astype("int64"),
        cues=table["rank"].map(rows[far].groupby("rank")["cue"].agg(_commonest)).astype("str").fillna(""),
    )
    return with_share(table, "distanced", "claims", accuracy)


def certainty(claims: pd.DataFrame, speakers: pd.DataFrame, *, top: int | None = None) -> pd.DataFrame:
    """How sure each speaker's claims sound, from hedges and boosters: 0 is sheer doubt, 1 full certainty.

    One row a speaker and step of certainty: `rank`, `speaker_id`, `speaker`, `speaker_kind`, `certainty` (rounded
    to 0.05), `claims` (how many stand at that step), `median` (of all the speaker's claims, unrounded) and `share`
    (the step's, of the speaker's claims). It is the certainty of the words, not of the facts. Claims without a reading
    of certainty are left out.
    """
    rows = ranked(attributed(claims).dropna(subset=["certainty"]), speakers, top)
    medians = rows.groupby("rank")["certainty"].median()
    rows = rows.assign(certainty=(rows["certainty"] / STEP).round() * STEP).round({"certainty": 2})
    steps = counted(rows, ["rank", "speaker_id", "speaker", "speaker_kind", "certainty"], "claims")
    totals = steps.groupby("rank")["claims"].transform("sum")
    return steps.assign(median=steps["rank"].map(medians).astype("float64"), share=steps["claims"] / totals)


def article_strip(
    document: "pd.Series[Any] | pd.DataFrame",
    claims: pd.DataFrame,
    speakers: pd.DataFrame,
    positions: pd.DataFrame,
) -> pd.DataFrame:
    """Where in one article each claim stands, and which are contested.

    `document` is one row of documents. One row a piece of content in text order: `lane` (the speaker's place, in
    order of first words; the article's own voice last), `speaker_id`, `speaker`, `kind`, `claim_id`, `start` and
    `end` (share of the article's characters, 0 to 1, end exclusive) and `contested`: "explicit" when a position on
    the claim's assertion denies or doubts it in so many words, "implicit" when the two only clash, else "".
    """
    if isinstance(document, pd.DataFrame):
        document = document.iloc[0] if len(document) else pd.Series({"doc_id": "", "text": ""})
    row = document
    mine = named(claims[claims["doc_id"] == row["doc_id"]], speakers)
    own = mine["kind"] == "narrator"
    mine = mine.assign(speaker=mine["speaker"].where(~own, OWN_VOICE), speaker_id=mine["speaker_id"].where(~own))
    pieces = mine.explode("content_spans").dropna(subset=["content_spans"])
    length = max(1, len(row["text"]))
    pieces = pieces.assign(
        start=pieces["content_spans"].map(lambda span: span[0] / length).astype("float64"),
        end=pieces["content_spans"].map(lambda span: span[1] / length).astype("float64"),
        contested=pieces["claim_id"].map(contested(positions)).astype("str").fillna(""),
        own=pieces["kind"] == "narrator",
    ).sort_values(["start", "end", "claim_id"], kind="stable")
    # Own voice last; names are unique, because `named` tells speakers of one name apart.
    order = pieces.sort_values("own", kind="stable")["speaker"].drop_duplicates()
    lanes = pieces["speaker"].map({name: lane for lane, name in enumerate(order)}).astype("int64")
    columns = ["lane", "speaker_id", "speaker", "kind", "claim_id", "start", "end", "contested"]
    return pieces.assign(lane=lanes)[columns].reset_index(drop=True)


def _crossed(rows: pd.DataFrame, column: str, words: list[str]) -> pd.DataFrame:
    who = rows[["rank", "speaker_id", "speaker", "speaker_kind"]].drop_duplicates("rank").sort_values("rank")
    grid = who.merge(pd.DataFrame({column: pd.Series(words, dtype="str")}), how="cross")
    sizes = rows.groupby(["rank", column]).size()
    claims = [int(sizes.get(key, 0)) for key in zip(grid["rank"], grid[column], strict=True)]
    grid = grid.assign(claims=pd.Series(claims, index=grid.index, dtype="int64"))
    if int(grid["claims"].sum()) != len(rows):
        raise AssertionError(f"{int(grid['claims'].sum())} claims counted by {column} out of {len(rows)}")
    return grid.assign(total=grid.groupby("rank")["claims"].transform("sum"))


def _commonest(cues: "pd.Series[str]") -> str:
    counts = cues.str.lower().value_counts().rename_axis("cue").reset_index()
    counts = counts.sort_values(["count", "cue"], ascending=[False, True]).head(3)
    return ", ".join(f"{cue} {count}" for cue, count in zip(counts["cue"], counts["count"], strict=True))
