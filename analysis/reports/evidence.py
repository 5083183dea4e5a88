"""Tables for people to read, each row with the sentence behind it: source, cue and content marked in their own
words.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis.charts.measures import NOT_FOUND, attributed, contest_map, wilson
from analysis.charts.measures.contests import stated, with_means
from analysis.charts.phrases import BASIS_WORDS, KIND_WORDS, NO_OUTLET, percent
from analysis.loaders.problems import PARTLY
from analysis.reports.choosing import Chosen
from analysis.reports.marking import evidence_of, sentences_of
from analysis.reports.naming import article_names as _names
from analysis.reports.naming import speaker_names as _speakers
from analysis.reports.show import Marked, if_empty, shorten
from analysis.study import Study

NO_CLAIM = "Nobody is said to claim anything: 01_documents shows what was read, and what was not."
NO_CONTEST = "Nothing is contested here, as far as the program saw: 07_trust shows how much it misses."
Row = Mapping[Any, Any]


@if_empty(
    "No article was read: write into INPUT the path of your articles; what could not be read has its reason below."
)
def documents(study: Study) -> pd.DataFrame:
    """One row an article: title, date, outlet, number of words, claims in it, its file, and what it repeats."""
    data = study.documents
    counts = attributed(study.claims)["doc_id"].value_counts()
    names = _names(study)
    return pd.DataFrame(
        {
            "Article": [_headline(row) for row in data.to_dict("records")],
            "Date": data["date"],
            "Outlet": data["outlet"],
            "Words": data["n_words"],
            "Claims": data["doc_id"].map(counts).fillna(0).astype("int64"),
            "File": data["source"],
            "Repeats": data["duplicate_of"].map(names),
        }
    )


@if_empty(NO_CLAIM)
def claims(study: Study, speaker_id: str | None = None) -> pd.DataFrame:
    """One row an attributed claim, in text order: who, how it is given, and the sentence; only `speaker_id`'s if
    given.
    """
    rows = attributed(study.claims)
    rows = rows if speaker_id is None else rows[rows["speaker_id"] == speaker_id]
    records = rows.to_dict("records")
    who, names = _speakers(study), _names(study)
    made = pd.DataFrame(
        {
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Given as": [KIND_WORDS[row["kind"]] for row in records],
            "Introduced by": [row["cue"] for row in records],
            "Sentence": _objects(sentences_of(study, records)),
            "Article": [names[row["doc_id"]] for row in records],
        }
    )
    return _placed(made, study)


@if_empty("No claim of this article is among those chosen: loosen what CHOOSE asks for.")
def chosen(study: Study, choice: Chosen, article: pd.DataFrame) -> pd.DataFrame:
    """One row a chosen claim of `article`, a row of documents: who, how it is given, the sentence, which side it takes
    on which contested assertion, and how sure the program is of it, 0 to 1.
    """
    rows = choice.claims[choice.claims["doc_id"].isin(article["doc_id"])]
    records = rows.to_dict("records")
    who = _speakers(study)
    sides = _sides(study)
    return pd.DataFrame(
        {
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Given as": [KIND_WORDS[row["kind"]] for row in records],
            "Sentence": _objects(sentences_of(study, records)),
            "Side": [sides.get(row["claim_id"], "") for row in records],
            "Confidence": rows["confidence"].to_numpy(),
        }
    )


def _sides(study: Study) -> dict[str, str]:
    """claim_id -> the sides it takes: "denies: The gates had moved"."""
    statements = _statements(study)
    told: dict[str, list[str]] = {}
    for row in study.positions.dropna(subset=["claim_id"]).to_dict("records"):
        told.setdefault(row["claim_id"], []).append(f"{row['stance']}: {shorten(statements[row['assertion_id']], 120)}")
    return {key: "; ".join(dict.fromkeys(words)) for key, words in told.items()}


def _statements(study: Study) -> dict[str, str]:
    """assertion_id -> its statement, or the evidence of one that could not be put into words."""
    return dict(zip(study.assertions["assertion_id"], stated(study.assertions, study.positions), strict=True))


@if_empty("There is no claim to correct; one that was missed can be written down below.")
def to_correct(study: Study, speaker_id: str | None = None) -> pd.DataFrame:
    """One row an attributed claim with its claim_id, by which corrections name it; only `speaker_id`'s if given."""
    rows = attributed(study.claims)
    rows = rows if speaker_id is None else rows[rows["speaker_id"] == speaker_id]
    records = rows.to_dict("records")
    who = _speakers(study)
    return pd.DataFrame(
        {
            "Claim": [row["claim_id"] for row in records],
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Sentence": _objects(sentences_of(study, records)),
        }
    )


@if_empty(NO_CLAIM)
def speakers(study: Study) -> pd.DataFrame:
    """One row a speaker who makes a claim: what is known of him, and how much he is heard; most claims first."""
    counts = attributed(study.claims)["speaker_id"].value_counts()
    data = study.speakers.assign(n=study.speakers["speaker_id"].map(counts).fillna(0).astype("int64"))
    data = data[data["n"] > 0].sort_values(["n", "name"], ascending=[False, True])
    roles = [_joined(row["role"], row["affiliation"]) for row in data.to_dict("records")]
    return pd.DataFrame(
        {
            "Speaker": data["name"],
            "Kind": data["kind"],
            "Role": roles,
            "Also called": [_others(row) for row in data.to_dict("records")],
            "Claims": data["n"],
            "Articles": data["n_documents"],
        }
    ).reset_index(drop=True)


@if_empty(NO_CLAIM)
def identities(study: Study) -> pd.DataFrame:
    """One row a claim: the words of its source, who that is, and why: the chain of words that leads there."""
    rows = attributed(study.claims)
    chains = {key: part.sort_values("step") for key, part in study.mentions.groupby("claim_id", sort=False)}
    who, names = _speakers(study), _names(study)
    records = [row for row in rows.to_dict("records") if row["claim_id"] in chains]
    made = pd.DataFrame(
        {
            "Source": [row["source"] for row in records],
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Because": [_because(chains[row["claim_id"]]) for row in records],
            "Article": [names[row["doc_id"]] for row in records],
        }
    )
    return _placed(made, study)


@if_empty(NO_CONTEST)
def contests(study: Study) -> pd.DataFrame:
    """One row a position: the assertion, who takes which stance on it, on what basis, how sure the program is of it,
    0 to 1, and the sentence that shows it. The assertions stand in the order of the chart.
    """
    statements = _statements(study)
    ranked = contest_map(study.assertions, study.positions, study.speakers)["assertion_id"]
    order = {key: n for n, key in enumerate(ranked.drop_duplicates())}
    stances = {stance: n for n, stance in enumerate(("asserts", "denies", "doubts", "reports"))}
    by_claim = study.claims.set_index("claim_id", drop=False)
    rows = with_means(study.positions).to_dict("records")
    rows = sorted(rows, key=lambda row: (order[row["assertion_id"]], stances[row["stance"]]))
    records = [by_claim.loc[row["claim_id"]] if not pd.isna(row["claim_id"]) else None for row in rows]
    who, names = _speakers(study), _names(study)
    made = pd.DataFrame(
        {
            "Assertion": [statements[row["assertion_id"]] for row in rows],
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in rows],
            "Stance": [row["stance"] for row in rows],
            "Basis": [_basis(row) for row in rows],
            "Sentence": _objects(_shown(study, row, claim) for row, claim in zip(rows, records, strict=True)),
            "Confidence": [row["confidence"] for row in rows],
            "Article": ["" if claim is None else names[claim["doc_id"]] for claim in records],
        }
    )
    return _placed(made, study)


@if_empty(NO_CONTEST)
def unfolding(study: Study, assertion: pd.DataFrame) -> pd.DataFrame:
    """One row a position on the assertion (a row of assertions), in order of the articles' dates: when, who, how."""
    rows = with_means(study.positions[study.positions["assertion_id"].isin(assertion["assertion_id"])])
    placed = rows.dropna(subset=["claim_id"]).merge(study.claims, on="claim_id", suffixes=("_position", ""))
    about = study.documents[["doc_id", "date", "outlet", "source"]].rename(columns={"source": "file"})
    placed = placed.merge(about, on="doc_id", validate="many_to_one").sort_values(["date", "file"], kind="stable")
    records = placed.to_dict("records")
    who = _speakers(study)
    return pd.DataFrame(
        {
            "Date": placed["date"].to_numpy(),
            "Outlet": placed["outlet"].to_numpy(),
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Stance": [row["stance"] for row in records],
            "Basis": [_basis(row) for row in records],
            "Sentence": _objects(sentences_of(study, records)),
        }
    )


@if_empty("No proposal is turned down, as far as the program saw.")
def rejected(study: Study) -> pd.DataFrame:
    """One row a proposal, demand or action that somebody turned down: who, the words, the sentence, the article."""
    who = _speakers(study)
    rows = study.rejected.to_dict("records")
    return _found(study, rows, {"Who": [who.get(row["speaker_id"], NOT_FOUND) for row in rows]}, "Words")


@if_empty("No article gives one place or thing two names in so many words.")
def names(study: Study) -> pd.DataFrame:
    """One row a place or thing under two names: both names, who uses the other one as the article writes it, and the
    sentence.
    """
    rows = study.names.to_dict("records")
    columns = {"Name": "name", "Other name": "other_name", "Who uses the other": "who"}
    made = {title: [row[column] for row in rows] for title, column in columns.items()}
    return _found(study, rows, made)


@if_empty("There is no article: write into INPUT the path of your articles.")
def outlets(study: Study) -> pd.DataFrame:
    """One row an outlet: articles, how many of them repeat another's, claims, speakers, and two shares of the claims.

    "Quoted" is the share in quotation marks, wholly or partly; "At a distance" the share introduced by words such as
    "claimed"; each with Wilson's 95% interval, as a reader writes it.
    """
    data = study.documents.assign(outlet=study.documents["outlet"].fillna(NO_OUTLET))
    mine = attributed(study.claims).merge(data[["doc_id", "outlet"]], on="doc_id", validate="many_to_one")
    groups = mine.assign(quoted=mine["kind"].isin(["direct", "mixed"]), far=mine["cue_class"] == "distancing").groupby(
        "outlet"
    )
    articles = data.groupby("outlet").agg(n=("doc_id", "size"), repeats=("duplicate_of", "count"))
    made = articles.assign(
        claims=groups.size(),
        speakers=groups["speaker_id"].nunique(),
        quoted=groups["quoted"].sum(),
        far=groups["far"].sum(),
    ).reset_index()
    counts = ["claims", "speakers", "quoted", "far"]
    made[counts] = made[counts].fillna(0).astype("int64")
    for name in ("quoted", "far"):
        made[name] = [_share(part, whole) for part, whole in zip(made[name], made["claims"], strict=True)]
    made = made.sort_values(["n", "outlet"], ascending=[False, True], ignore_index=True)
    return made.set_axis(["Outlet", "Articles", "Repeats", "Claims", "Speakers", "Quoted", "At a distance"], axis=1)


def _share(part: int, whole: int) -> str:
    made = wilson(part, whole)
    return f"{percent(made.estimate)} ({percent(made.low)} to {percent(made.high)})" if whole else ""


def accuracy(rows: pd.DataFrame) -> pd.DataFrame:
    """What `analysis.accuracy` measured, with shares and their 95% intervals as a reader writes them, and on what."""
    if rows.empty:
        none = rows[["Measure"]]
        none.attrs["empty"] = rows.attrs["empty"]
        return none
    between = zip(rows["Low"], rows["High"], strict=True)
    return pd.DataFrame(
        {
            "Measured on": rows["Measured on"],
            "Measure": rows["Measure"],
            "Right": rows["Right"],
            "Of": rows["Of"],
            "Share": [percent(share) if share == share else "–" for share in rows["Share"]],
            "Likely between": [f"{percent(low)} and {percent(high)}" for low, high in between],
        }
    )


@if_empty("Nothing has been corrected yet.")
def corrections(study: Study) -> pd.DataFrame:
    """One row a correction of a person's: what, on which words, what instead, why, who, when, and whether it was
    applied.
    """
    data = study.corrections
    if data.empty:
        return pd.DataFrame({"What": []})
    instead = data["value"].where(data["what"] != "checked", "")  # there it is a fingerprint
    return pd.DataFrame(
        {
            "What": data["what"],
            "Words": [shorten(words, 120) for words in data["words"]],
            "Instead": [_joined(*(part for part in pair if part)) for pair in zip(instead, data["other"], strict=True)],
            "Why": data["why"],
            "Who": data["who"],
            "When": data["when"],
            "Outcome": data["outcome"],
        }
    )


@if_empty("No claim is introduced in words that keep a distance, concede, deny or doubt.")
def narration(
    study: Study, cue_classes: Iterable[str] = ("distancing", "concession", "denial", "doubt")
) -> pd.DataFrame:
    """One row a claim that is introduced in words that colour it: those whose cue is in one of `cue_classes`."""
    rows = attributed(study.claims)
    rows = rows[rows["cue_class"].isin(list(cue_classes))]
    records = rows.to_dict("records")
    who, names = _speakers(study), _names(study)
    made = pd.DataFrame(
        {
            "Speaker": [who.get(row["speaker_id"], NOT_FOUND) for row in records],
            "Words": [row["cue"] for row in records],
            "Class": [row["cue_class"] for row in records],
            "Sentence": _objects(sentences_of(study, records)),
            "Article": [names[row["doc_id"]] for row in records],
        }
    )
    return _placed(made, study)


@if_empty("Every file was read.")
def problems(study: Study) -> pd.DataFrame:
    """One row a problem with a file that could not be read, or in part only: whether anything of it was, and why."""
    rows = [(str(each.path), "in part" if each.kind == PARTLY else "no", str(each.reason)) for each in study.problems]
    return pd.DataFrame(rows, columns=["File", "Read", "Why"])


def _shown(study: Study, position: Row, claim: Any) -> Marked:
    """The sentence of a position's evidence; the evidence's words alone where no claim says which article they
    stand in.
    """
    if claim is None:
        return Marked(position["evidence"], escape(position["evidence"]))
    return sentences_of(study, [claim])[0]


def _found(study: Study, rows: list[Any], made: dict[str, list[Any]], words: str = "") -> pd.DataFrame:
    """The columns of `made`, the words of the evidence under the title `words`, and the sentences they stand in."""
    names = _names(study)
    told = {words: [shorten(row["evidence"], 120) for row in rows]} if words else {}
    sentences = _objects(evidence_of(study, rows))
    return _placed(
        pd.DataFrame({**made, **told, "Sentence": sentences, "Article": [names[row["doc_id"]] for row in rows]}), study
    )


def _basis(row: Row) -> str:
    words = str(BASIS_WORDS.get(row["basis"], row["basis"]))
    return f"by implication: {words}" if row["means"] == "implicit" else words


# ------------------------------------------------------------------------------------------------------- names
def _headline(row: Row) -> str:
    """An article's title, or else the words that it begins with."""
    return shorten(row["text"][row["body_start"] :], 70) if pd.isna(row["title"]) else str(row["title"])


def _placed(data: pd.DataFrame, study: Study) -> pd.DataFrame:
    """`data`, without its column Article where there is only one article."""
    return data if len(study.documents) > 1 else data.drop(columns="Article")


def _others(row: Row) -> str:
    return ", ".join(str(name) for name in row["aliases"] if name != row["name"])


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part is not None and not pd.isna(part))


def _because(chain: pd.DataFrame) -> str:
    pairs = zip(chain["words"].astype(str), chain["reason"].astype(str), strict=True)
    steps = [f"“{words}”: {reason}" if words else reason for words, reason in pairs]
    return " → ".join(steps)


def _objects(values: Iterable[Any]) -> "pd.Series[Any]":
    """A column that keeps its values as they are: a text column would strip the marks off."""
    return pd.Series(list(values), dtype=object)
