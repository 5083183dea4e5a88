"""Choosing among the claims of a study: by who makes them, how, where, on which side, and how sure the program is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.charts.phrases import KIND_WORDS, few_of, listed
from analysis.errors import InputError
from analysis.reports.naming import speaker_names
from analysis.study import Study

ASKED = ("speaker", "kind", "stance", "outlet", "contested", "confidence")
STANCES = {
    "asserts": "asserting what is contested",
    "denies": "denying something",
    "doubts": "doubting something",
    "reports": "only reporting what is contested",
}
KINDS: Mapping[str, str] = {words: kind for kind, words in KIND_WORDS.items() if kind != "narrator"}


@dataclass(frozen=True)
class Chosen:
    """The claims of `study` that fit a choice: `claims`, rows of its table, and `words`, the choice as a sentence.

    `ids` are their claim_ids; None when nothing was asked for, and so nothing left out.
    """

    study: Study
    claims: pd.DataFrame
    words: str
    ids: frozenset[str] | None

    def articles(self) -> "pd.Series[int]":
        """How many of them stand in each article that has any: doc_id to number, most first, in the study's order."""
        counts = self.study.documents["doc_id"].map(self.claims["doc_id"].value_counts()).fillna(0).astype("int64")
        counts = counts.set_axis(self.study.documents["doc_id"])
        return counts[counts > 0].sort_values(ascending=False, kind="stable")

    def article(self, name: str = "") -> pd.DataFrame:
        """The article whose file, title or doc_id is `name`; without a name, the one with most chosen claims.

        Where nothing is chosen, the one that `Study.article` gives. Raises InputError for a name that no article has.
        """
        first = self.articles().index[:1]
        return self.study.article(name or (str(first[0]) if len(first) else ""))


def choose(study: Study, asked: Mapping[str, Any]) -> Chosen:
    """The claims that somebody makes and that fit all that is `asked`; what is empty or not there asks for nothing.

    `speaker` is a name, case aside, or a speaker_id; `kind` is quoted, partly quoted, paraphrased or posted; `stance`
    is what a claim does to a contested assertion: asserts, denies, doubts or reports; `outlet` is who printed it;
    `contested` (True) keeps the claims that take a side; `confidence` is the least, 0 to 1. With `stance` or
    `contested`, the article's own words count too where they take a side. Raises InputError for a word or a name that
    is not there.
    """
    asked = {_one_of("choice", name, ASKED): value for name, value in asked.items() if value}
    sides = study.positions.dropna(subset=["claim_id"])
    rows = study.claims
    own = rows["claim_id"].isin(sides["claim_id"]) & bool({"stance", "contested"} & set(asked))
    rows = rows[(rows["kind"] != "narrator") | own]
    if not asked:
        return Chosen(study, rows, f"Every claim is chosen: {len(rows):,}.", None)
    every, told = len(rows), []
    for words, fits in _tests(study, sides, asked):
        rows = rows[fits.loc[rows.index]]
        told.append(words)
    words = f"{few_of(len(rows), every, 'claim')} chosen: {listed(told)}."
    return Chosen(study, rows, words, frozenset(rows["claim_id"]))


def _tests(study: Study, sides: pd.DataFrame, asked: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each thing asked for in words, and which claims fit it."""
    claims, documents = study.claims, study.documents
    if "speaker" in asked:
        names = speaker_names(study)
        key = asked["speaker"] if asked["speaker"] in names else str(study.speaker(asked["speaker"]))
        yield f"made by {names[key]}", (claims["speaker_id"] == key) & (claims["kind"] != "narrator")
    if "kind" in asked:
        yield asked["kind"], claims["kind"] == KINDS[_one_of("kind", asked["kind"], KINDS)]
    if "stance" in asked:
        mine = sides.loc[sides["stance"] == _one_of("stance", asked["stance"], STANCES), "claim_id"]
        yield STANCES[asked["stance"]], claims["claim_id"].isin(mine)
    if "outlet" in asked:
        outlet = _one_of("outlet", asked["outlet"], sorted(documents["outlet"].dropna().unique()))
        yield f"printed by {outlet}", claims["doc_id"].isin(documents.loc[documents["outlet"] == outlet, "doc_id"])
    if "contested" in asked:
        yield "contested", claims["claim_id"].isin(sides["claim_id"])
    if "confidence" in asked:
        yield f"with a confidence of {asked['confidence']:.2f} or more", claims["confidence"] >= asked["confidence"]


def _one_of(what: str, word: str, words: Iterable[str]) -> str:
    if word not in words:
        raise InputError(f"'{word}' is no {what} here: write one of {', '.join(words) or 'none, for there is none'}")
    return word
