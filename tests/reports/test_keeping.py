"""A user's file is never replaced; the program's own are."""

import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.reports.keeping import LIST, move_in


def make(folder: Path, **files: str) -> Path:
    for name, words in files.items():
        (folder / name.replace("__", "/")).parent.mkdir(parents=True, exist_ok=True)
        (folder / name.replace("__", "/")).write_text(words, encoding="utf-8")
    return folder


def held(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_a_second_run_replaces_what_the_first_one_made(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", report="1", tables__a="1"), tmp_path / "out", "export csv")
    move_in(make(tmp_path / "two", report="2", tables__a="2"), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"report": "2", "tables/a": "2"}


def test_a_file_of_the_users_is_refused_and_nothing_is_moved(tmp_path: Path) -> None:
    make(tmp_path / "out", report="mine")
    with pytest.raises(InputError, match="not made by this program"):
        move_in(make(tmp_path / "one", other="1", report="1"), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"report": "mine"}


def test_a_file_that_the_user_changed_is_refused(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", report="1"), tmp_path / "out", "export csv")
    make(tmp_path / "out", report="1, with my notes")
    with pytest.raises(InputError, match="was changed"):
        move_in(make(tmp_path / "two", report="2"), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"report": "1, with my notes"}


def test_what_is_no_longer_made_goes_and_what_is_the_users_stays(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", old="1", edited="1", report="1"), tmp_path / "out", "export csv")
    make(tmp_path / "out", edited="1, with my notes", notes="mine")
    move_in(make(tmp_path / "two", report="2"), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"report": "2", "edited": "1, with my notes", "notes": "mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        move_in(make(tmp_path / "one", report="1"), tmp_path / "out", "export csv")


def test_what_another_maker_made_stays_and_is_still_the_programs(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", a="1", b="1"), tmp_path / "out", "export csv")
    move_in(make(tmp_path / "two", c="2"), tmp_path / "out", "export xlsx")
    assert held(tmp_path / "out") == {"a": "1", "b": "1", "c": "2"}
    move_in(make(tmp_path / "three", a="3"), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"a": "3", "c": "2"}


def test_each_format_of_a_report_stays_and_its_tables_are_the_last_ones(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", **{"report.html": "1", "tables__a": "1"}), tmp_path / "out", "report")
    move_in(make(tmp_path / "two", **{"report.docx": "2", "tables__b": "2"}), tmp_path / "out", "report")
    assert held(tmp_path / "out") == {"report.html": "1", "report.docx": "2", "tables/b": "2"}


def test_a_list_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    move_in(make(tmp_path / "one", old="1", report="1"), tmp_path / "out", "export csv")
    stored = json.loads((tmp_path / "out" / LIST).read_text(encoding="utf-8"))
    (tmp_path / "out" / LIST).write_text(json.dumps({"files": stored["files"]}), encoding="utf-8")
    for words in "23":
        move_in(make(tmp_path / words, report=words), tmp_path / "out", "export csv")
    assert held(tmp_path / "out") == {"old": "1", "report": "3"}
