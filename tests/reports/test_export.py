"""Exports, read back by the rules of each format."""

import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import columns
from analysis.charts.measures import attributed
from analysis.errors import InputError
from analysis.reports.export import FORMS, write_export
from analysis.reports.standoff import _fragments, _names
from analysis.study import Study, write_study


@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_writes_files_and_a_second_time_the_same(form: str, study: Study, tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in write_export(study, form, tmp_path / "out")}
    second = {path: path.read_bytes() for path in write_export(study, form, tmp_path / "out")}
    assert first
    assert list(second) == list(first)
    assert form == "xlsx" or second == first  # a workbook is a zip, and holds the time


def test_another_form_is_refused_by_name(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'sav' is no format"):
        write_export(study, "sav", tmp_path)


def test_an_export_beside_another_leaves_it_there(study: Study, tmp_path: Path) -> None:
    first = write_export(study, "csv", tmp_path / "out")
    write_export(study, "xlsx", tmp_path / "out")
    assert all(path.exists() for path in first)


def test_a_study_is_not_exported_into_a_study(articles: Path, tmp_path: Path) -> None:
    study = write_study([articles], tmp_path / "study")
    (tmp_path / "study" / "speakers.csv").write_text("name,alias\nA,B\n", encoding="utf-8")
    with pytest.raises(InputError, match="is a study"):
        write_export(study, "csv", tmp_path / "study")
    assert (tmp_path / "study" / "speakers.csv").read_text(encoding="utf-8") == "name,alias\nA,B\n"


def test_a_table_too_long_for_excel_is_refused(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.reports.export.EXCEL_MOST_ROWS", 2)
    with pytest.raises(InputError, match=r"documents has 3 rows.*csv"):
        write_export(study, "xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("table", list(columns.TABLES))
def test_csv_opens_in_excel_and_holds_every_row(table: str, study: Study, tmp_path: Path) -> None:
    write_export(study, "csv", tmp_path)
    path = tmp_path / f"{table}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)
    assert list(read.columns) == list(columns.TABLES[table])
    assert len(read) == len(study.tables[table])


def test_csv_keeps_texts_and_spans(study: Study, tmp_path: Path) -> None:
    write_export(study, "csv", tmp_path)
    claims = pd.read_csv(tmp_path / "claims.csv", encoding="utf-8-sig", keep_default_na=False)
    assert [json.loads(cell) for cell in claims["content_spans"]] == list(study.claims["content_spans"])
    assert list(claims["content"]) == list(study.claims["content"])


@pytest.mark.parametrize("table", list(columns.TABLES))
def test_jsonl_gives_the_table_back(table: str, study: Study, tmp_path: Path) -> None:
    write_export(study, "jsonl", tmp_path)
    rows = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    pd.testing.assert_frame_equal(columns.frame(table, rows), study.tables[table])


def test_xlsx_has_a_sheet_a_table_and_no_formulas(tmp_path: Path) -> None:
    (tmp_path / "sum.txt").write_text('=SUM(A1) \x0b said "yes".\n\nThe clerk said that =1+1 is two.', encoding="utf-8")
    write_export(write_study([tmp_path / "sum.txt"], tmp_path / "study"), "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "study.xlsx")
    assert book.sheetnames == list(columns.TABLES)
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_brat_spans_are_the_words_of_the_text(study: Study, tmp_path: Path) -> None:
    write_export(study, "brat", tmp_path)
    seen = 0
    for path in tmp_path.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                _, what, words = line.split("\t")
                offsets = [tuple(map(int, part.split())) for part in what.split(" ", 1)[1].split(";")]
                assert " ".join(text[start:end] for start, end in offsets) == words
                seen += 1
    assert seen


def test_brat_links_each_attribution_to_its_parts(study: Study, tmp_path: Path) -> None:
    write_export(study, "brat", tmp_path)
    events = 0
    for path in tmp_path.glob("*.ann"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kinds = {line.split("\t")[0]: line.split("\t")[1].split(" ")[0] for line in lines if line[0] == "T"}
        for line in (line for line in lines if line[0] == "E"):
            events += 1
            roles = [part.split(":") for part in line.split("\t")[1].split(" ")]
            assert all(kinds[name] == role for role, name in roles)
            assert roles[0][0].startswith("Attribution")
            assert (roles[0][0] == "Attribution") == ("Source" in dict(roles))
            assert "Content" in dict(roles)
    assert events == len(attributed(study.claims))


def test_the_text_beside_the_annotations_is_untouched(study: Study, articles: Path, tmp_path: Path) -> None:
    write_export(study, "brat", tmp_path)
    assert (tmp_path / "harbour.txt").read_bytes() == (articles / "harbour.txt").read_bytes()


def test_citron_spans_are_the_words_of_the_text(study: Study, tmp_path: Path) -> None:
    write_export(study, "citron", tmp_path)
    quotes = 0
    for path in tmp_path.glob("*.json"):
        read = json.loads(path.read_text(encoding="utf-8"))
        for quote in read["quotes"]:
            quotes += 1
            for span in [*quote["sources"], *quote["contents"], *([quote["cue"]] if "cue" in quote else [])]:
                assert read["text"][span["start"] : span["end"]] == span["text"]
    assert quotes == len(attributed(study.claims))


def test_web_annotations_find_their_place_by_position_and_by_quotation(study: Study, tmp_path: Path) -> None:
    write_export(study, "web-annotation", tmp_path)
    texts = dict(zip(study.documents["source"], study.documents["text"], strict=True))
    items = 0
    for path in tmp_path.glob("*.jsonld"):
        page = json.loads(path.read_text(encoding="utf-8"))
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        for item in page["items"]:
            items += 1
            for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
                position, quotation = target["selector"]
                text = texts[target["source"]]
                assert text[position["start"] : position["end"]] == quotation["exact"]
                assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in text
    assert items == len(attributed(study.claims))


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (["a.txt", "b.html"], ["a", "b"]),
        (["x/a.txt", "y/a.txt"], ["x_a", "y_a"]),
        (["news.csv#1", "news.csv#2"], ["news#1", "news#2"]),
        (["A.txt", "a.txt"], ["A", "a-2"]),
        (["a.txt"] * 3, ["a", "a-2", "a-3"]),
        (["x/a-2.txt", "a.txt", "a.txt"], ["a-2", "a", "a-3"]),
        (["../../etc/passwd"], ["passwd"]),
        (["..."], ["article"]),
        (["https://example.org/a?b=1"], ["a_b=1"]),
    ],
)
def test_files_are_named_after_their_articles(sources: list[str], names: list[str]) -> None:
    assert _names(sources) == names


def test_a_span_over_a_line_end_becomes_fragments() -> None:
    text = "one two \r\n  three"
    assert [text[start:end] for start, end in _fragments(text, [[4, 17]])] == ["two", "three"]
    assert re.search(r"[\r\n]", text[4:17])
