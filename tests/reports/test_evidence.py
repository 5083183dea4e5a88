"""Tables of evidence: every row with its sentence, marked, nothing lost and nothing made up."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from analysis.charts.measures import attributed
from analysis.charts.phrases import NO_OUTLET
from analysis.reports import answers, evidence, marking
from analysis.reports.choosing import choose
from analysis.reports.export import write_export
from analysis.reports.show import table
from analysis.study import Study, write_study

TEXT = "Rain fell. The ministry said on Monday that the bridge is safe. Nobody came."


def claim(source: str, cue: str, content: str, text: str = TEXT) -> dict[str, list[list[int]]]:
    found = {"source": source, "cue": cue, "content": content}
    return {f"{role}_spans": [[text.index(words), text.index(words) + len(words)]] for role, words in found.items()}


def test_the_sentence_of_a_claim_is_the_one_it_stands_in() -> None:
    shown = marking.marked(TEXT, claim("The ministry", "said", "that the bridge is safe"))
    assert shown == "The ministry said on Monday that the bridge is safe."
    assert re.sub(r' style="[^"]*"', "", shown.html) == (
        '<strong class="source">The ministry</strong> <em class="cue">said</em> on Monday '
        '<mark class="content">that the bridge is safe</mark>.'
    )


def test_a_claim_over_two_sentences_shows_both() -> None:
    shown = marking.marked(TEXT, claim("The ministry", "said", "the bridge is safe. Nobody came"))
    assert shown.startswith("The ministry")
    assert shown.endswith("Nobody came.")


def test_words_from_the_article_are_escaped() -> None:
    text = 'The <b>ministry</b> said "yes & no".'
    shown = marking.marked(text, claim("<b>ministry</b>", "said", '"yes & no"', text))
    assert "&lt;b&gt;ministry&lt;/b&gt;" in shown.html
    assert html.fragment_fromstring(shown.html, create_parent=True).text_content() == text


def test_words_beside_a_long_claim_are_cut_and_the_cut_is_shown() -> None:
    text = f"He said{' quite and plainly' * 100} that it is long."
    shown = marking.marked(text, claim("He", "said", "that it is long", text))
    assert " […] " in shown.html
    assert len(shown.html) < 900


def test_marked_words_are_shown_whole_however_long_they_are() -> None:
    text = f"He said that {'very ' * 400}long."
    shown = marking.marked(text, claim("He", "said", text[8:-1], text))
    assert f">{text[8:-1]}</mark>." in shown.html


@given(st.text(min_size=1, max_size=80), st.data())
def test_marks_never_change_the_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    row = {f"{role}_spans": [[cuts[2 * n], cuts[2 * n + 1]]] for n, role in enumerate(("cue", "source", "content"))}
    shown = marking.marked(text, row)
    inside = html.fragment_fromstring(f"<p>{shown.html}</p>") if shown.html.isprintable() else None
    if inside is not None:
        assert "".join(inside.text_content().split()) == "".join(shown.split())


def test_every_attributed_claim_has_a_row(study: Study) -> None:
    assert len(evidence.claims(study)) == len(attributed(study.claims))
    assert len(evidence.identities(study)) == len(attributed(study.claims))
    assert len(evidence.contests(study)) == len(study.positions)


def test_every_sentence_stands_in_its_article(study: Study) -> None:
    texts = [" ".join(text.split()) for text in study.documents["text"]]
    for sentence in [*evidence.claims(study)["Sentence"], *evidence.contests(study)["Sentence"]]:
        assert any(sentence in text for text in texts)


def test_speakers_are_counted_as_the_claims_are(study: Study) -> None:
    assert evidence.speakers(study)["Claims"].sum() == len(attributed(study.claims))


def test_articles_of_one_name_are_told_apart(study: Study) -> None:
    assert evidence.documents(study)["Article"].is_unique


@pytest.mark.parametrize("name", ["lead", "start", "documents", "claims", "speakers", "contested"])
def test_an_answer_counts_what_the_tables_hold(name: str, study: Study) -> None:
    words = repr(getattr(answers, name)(study))
    numbers = {"documents": "3 articles were read", "contested": f"{len(study.assertions)} contested assertion"}
    assert numbers.get(name, f"{len(attributed(study.claims))} claims are attributed") in words


GERMAN = "Der Minister sagte am Montag, die Brücke sei sicher. Das bestreitet die Gewerkschaft seit Wochen.\n"


def test_an_article_in_another_language_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ford.txt").write_text(TEXT, encoding="utf-8")
    assert "English" not in repr(answers.lead(write_study([tmp_path / "in"], tmp_path / "study")))
    (tmp_path / "in" / "wehr.txt").write_text(GERMAN, encoding="utf-8")
    study = write_study([tmp_path / "in"], tmp_path / "study")
    for words in map(repr, (answers.lead(study), answers.documents(study))):
        assert "2 articles were read. 1 article does not look like English" in words


def test_speakers_are_counted_by_who_they_are_and_not_by_their_names(study: Study) -> None:
    twice = study.speakers.assign(name="Roe")
    words = repr(answers.speakers(replace(study, speakers=twice)))
    who = attributed(study.claims)["speaker_id"].nunique()
    assert f"attributed to {who} speakers" in words


TURNED_DOWN = """The city council rejected the offer on Monday. The ministry said that the bridge is safe.

Brandt spoke at Lower Ford, which the ministry calls New Ford, and rejected a proposal to close it.
"""


def test_what_is_turned_down_and_names_stand_apart_with_their_sentences(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ford.txt").write_text(TURNED_DOWN, encoding="utf-8")
    (tmp_path / "in" / "plain.txt").write_text("The meadow lies west of the river.", encoding="utf-8")
    made = write_study([tmp_path / "in"], tmp_path / "study")
    assert len(made.assertions) == 0
    turned = evidence.rejected(made)
    assert list(turned.columns) == ["Who", "Words", "Sentence", "Article"]
    assert turned["Sentence"].iloc[0] == "The city council rejected the offer on Monday."
    assert '<mark class="content"' in turned["Sentence"].iloc[0].html
    named = evidence.names(made).iloc[0]
    assert (named["Name"], named["Other name"], named["Who uses the other"]) == (
        "Lower Ford",
        "New Ford",
        "the ministry",
    )
    assert named["Sentence"].startswith("Brandt spoke at Lower Ford")
    for form, file in (("csv", "names.csv"), ("jsonl", "rejected.jsonl"), ("xlsx", "study.xlsx")):
        write_export(made, form, tmp_path / form)
        assert (tmp_path / form / file).exists()
    assert len(pd.read_excel(tmp_path / "xlsx" / "study.xlsx", sheet_name="rejected")) == len(made.rejected)
    assert "New Ford" in (tmp_path / "csv" / "names.csv").read_text(encoding="utf-8")


def test_an_assertion_without_words_is_shown_by_its_evidence(study: Study) -> None:
    bare = replace(study, assertions=study.assertions.assign(statement=""))
    words = evidence.contests(bare)["Assertion"]
    assert len(words)
    assert words.str.match(r"\(not put into words\) \w").all()


def test_a_side_on_an_assertion_without_words_is_told_by_its_evidence(study: Study) -> None:
    bare = replace(study, assertions=study.assertions.assign(statement=""))
    sides = [words for key in study.documents["doc_id"] for words in _sides_in(bare, key)]
    assert sides
    assert all(": (not put into words) " in words for words in sides)


def _sides_in(study: Study, doc_id: str) -> list[str]:
    article = study.documents[study.documents["doc_id"] == doc_id]
    return [words for words in evidence.chosen(study, choose(study, {}), article)["Side"] if words]


def test_an_outlet_that_is_not_known_is_called_as_in_the_charts(study: Study) -> None:
    nameless = study.documents.assign(outlet=pd.Series([None] * len(study.documents), dtype="str"))
    assert list(evidence.outlets(replace(study, documents=nameless))["Outlet"]) == [NO_OUTLET]


def test_nothing_turned_down_is_said_plainly(study: Study) -> None:
    assert "No proposal is turned down" in table(evidence.rejected(study), "x").html
    assert "two names" in table(evidence.names(study), "x").html
