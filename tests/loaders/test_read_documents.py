"""Anything a user has becomes one row an article; what cannot be read is named with a remedy, and the rest goes on."""

import json
import os
import random
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.columns import check
from analysis.loaders import Problem, read_documents

STORY = "The ferry will not sail, the harbour master said on Monday.\r\nNobody knew when it would."
OTHER = "The council denied that the bridge was closed. The mayor said it had never been opened."
ROWS = [
    {
        "Headline": "No ferry",
        "publishedAt": "2025-10-29",
        "Publisher": "Island Post",
        "Body": STORY,
        "link": "https://a.example/1",
    },
    {
        "Headline": "No bridge",
        "publishedAt": "2025-10-30",
        "Publisher": "Island Post",
        "Body": OTHER,
        "link": "https://a.example/2",
    },
]


def read(*paths, **options):
    problems = []
    documents = read_documents(*paths, problems=problems, **options)
    check(documents, "documents")
    return documents, problems


def only_problem(*paths, **options):
    _, problems = read(*paths, **options)
    (problem,) = problems
    return problem


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def as_csv(path: Path, *, encoding: str = "utf-8", sep: str = ",", **options: object) -> Path:
    pd.DataFrame(ROWS).to_csv(path, index=False, encoding=encoding, sep=sep, lineterminator="\r\n", **options)
    return path


TABLES = {
    "csv": lambda folder: as_csv(folder / "a.csv"),
    "excel csv": lambda folder: as_csv(folder / "a.csv", encoding="utf-8-sig", sep=";"),
    "utf-16 tsv": lambda folder: as_csv(folder / "a.tsv", encoding="utf-16", sep="\t"),
    "jsonl": lambda folder: write(folder, a_dot_jsonl="\n".join(map(json.dumps, ROWS))) / "a.jsonl",
    "json": lambda folder: write(folder, a_dot_json=json.dumps(ROWS)) / "a.json",
    "json of a service": lambda folder: (
        write(folder, a_dot_json=json.dumps({"status": "ok", "articles": ROWS})) / "a.json"
    ),
    "json by column": lambda folder: write(folder, a_dot_json=pd.DataFrame(ROWS).to_json()) / "a.json",
    "json lines in .json": lambda folder: write(folder, a_dot_json="\n".join(map(json.dumps, ROWS))) / "a.json",
    "xlsx": lambda folder: workbook(folder / "a.xlsx", Sheet=[list(ROWS[0]), *(list(row.values()) for row in ROWS)]),
}


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_each_kind_of_table_gives_one_document_a_row(tmp_path, make):
    documents, problems = read(make(tmp_path))
    assert problems == []
    assert documents["text"].str.replace("\r", "").tolist() == [STORY.replace("\r", ""), OTHER]
    assert documents["title"].tolist() == ["No ferry", "No bridge"]
    assert documents["date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-10-29", "2025-10-30"]
    assert documents["outlet"].tolist() == ["Island Post"] * 2
    assert documents["url"].tolist() == ["https://a.example/1", "https://a.example/2"]
    assert documents["source"].str.partition("#")[2].tolist() == ["1", "2"]


def test_parquet_with_real_dates(tmp_path):
    pd.DataFrame(ROWS).assign(publishedAt=pd.to_datetime(["2025-10-29 10:00", None])).to_parquet(tmp_path / "a.parquet")
    documents, problems = read(tmp_path / "a.parquet")
    assert problems == []
    assert documents["text"].tolist() == [STORY, OTHER]
    assert documents["date"].tolist() == [pd.Timestamp("2025-10-29 10:00"), pd.NaT]


def test_line_ends_inside_cells_stay(tmp_path):
    documents, _ = read(as_csv(tmp_path / "a.csv"))
    assert documents["text"][0] == STORY


def test_the_text_column_can_be_named(tmp_path):
    write(tmp_path, a_dot_csv=f"lead,text\n{OTHER},short words beside\n")
    assert read(tmp_path / "a.csv", text_column="lead")[0]["text"].tolist() == [OTHER]
    assert read(tmp_path / "a.csv")[0]["text"].tolist() == ["short words beside"]


def test_a_table_without_text_column_lists_its_columns(tmp_path):
    write(tmp_path, a_dot_csv="name,age\nJo,7\n")
    problem = only_problem(tmp_path / "a.csv")
    assert "text_column" in problem.reason
    assert "name, age" in problem.reason
    assert "'lead'" in only_problem(tmp_path / "a.csv", text_column="lead").reason


def test_a_column_of_names_is_not_taken_for_the_text(tmp_path):
    write(tmp_path, a_dot_csv="article,score\nisland--no-ferry,7\nisland--no-bridge,8\n")
    assert "text_column" in only_problem(tmp_path).reason
    assert len(read(tmp_path, text_column="article")[0]) == 2


def test_nested_values_of_a_news_service(tmp_path):
    row = {"content": OTHER, "source": {"id": None, "name": "Island Post"}, "authors": ["Jo Lind", "Max Poe"]}
    documents, _ = read(write(tmp_path, a_dot_json=json.dumps([row])) / "a.json")
    assert documents.loc[0, ["outlet", "author"]].tolist() == ["Island Post", "Jo Lind, Max Poe"]


def test_a_cell_of_html_gives_its_paragraphs(tmp_path):
    cell = (
        f"<p>{OTHER}</p><figure><figcaption>A bridge</figcaption></figure><p>The union &amp; the port <b>agree</b>.</p>"
    )
    documents, _ = read(write(tmp_path, a_dot_jsonl=json.dumps({"body": cell})))
    assert documents["text"][0] == f"{OTHER}\n\nThe union & the port agree."


def test_a_cell_with_an_angle_bracket_is_left_alone(tmp_path):
    text = "<3 is what the mayor wrote. The council said that 5 > 3."
    assert read(write(tmp_path, a_dot_jsonl=json.dumps({"body": text})))[0]["text"].tolist() == [text]


def test_a_month_first_column_of_dates(tmp_path):
    write(tmp_path, a_dot_csv=f"text,date\n{OTHER},03/04/2025\n{OTHER} Yes.,10/29/2025\n")
    documents, _ = read(tmp_path)
    assert documents["date"].dt.strftime("%m-%d").tolist() == ["03-04", "10-29"]


def test_dates_that_cannot_be_read_are_told_of(tmp_path):
    write(tmp_path, a_dot_csv=f"text,date\n{OTHER},some day\n")
    documents, (problem,) = read(tmp_path)
    assert documents["date"].isna().all()
    assert "1 rows" in problem.reason


def test_sheets_of_a_workbook_are_all_read(tmp_path):
    workbook(tmp_path / "a.xlsx", May=[["text"], [STORY]], June=[["text"], [OTHER]])
    assert read(tmp_path)[0]["source"].tolist() == ["a.xlsx#June!1", "a.xlsx#May!1"]


def test_a_text_file_is_kept_whole(tmp_path):
    text = f" date 2025-10-29 {STORY}\r\n\r\n"
    documents, _ = read(write(tmp_path, a_dot_txt=text))
    row = documents.loc[0]
    assert row["text"] == text
    assert row["text"][row["body_start"] :].startswith("The ferry")
    assert (row["date"], row["encoding"], row["language"]) == (pd.Timestamp("2025-10-29"), "utf-8", "en")
    assert row["n_words"] == 16


def test_markdown_and_saved_pages(tmp_path):
    body = f"<body><article><p>{OTHER}</p><p>{OTHER[:44]}</p></article></body>"
    page = f"<html><head><title>No bridge</title></head>{body}</html>"
    write(tmp_path, a_dot_md=f"---\ntitle: No ferry\n---\n{STORY}", b_dot_html=page.encode("utf-16"))
    documents, problems = read(tmp_path)
    assert problems == []
    assert documents["title"].tolist() == ["No ferry", "No bridge"]
    assert documents["encoding"].tolist() == ["utf-8", "utf-16"]


def test_a_folder_is_read_to_any_depth_in_order_and_leaves_out_what_holds_no_article(tmp_path):
    write(
        tmp_path,
        b_dot_txt=STORY,
        deep__er__a_dot_txt=OTHER,
        README_dot_md="# Read me",
        x_dot_png=b"\x89PNG",
        x_dot_ann="T1",
    )
    write(tmp_path, _dot_hidden="no", a_dot_gold_dot_json="{}", page_dot_html=f"<p>{OTHER} And more.</p>")
    write(tmp_path / "page_files", frame_dot_html="<p>An advertisement for ferries and bridges.</p>")
    documents, problems = read(tmp_path)
    assert problems == []
    assert documents["source"].tolist() == ["b.txt", "deep/er/a.txt", "page.html"]


def test_a_named_file_is_read_whatever_its_name(tmp_path):
    write(tmp_path, README_dot_md=STORY)
    assert len(read(tmp_path / "README.md")[0]) == 1
    assert "no file that can be read" in only_problem(tmp_path).reason


def test_rows_do_not_depend_on_the_order_of_arguments(tmp_path):
    write(tmp_path, a__x_dot_txt=STORY, b__x_dot_txt=OTHER, c__y_dot_txt=f"{OTHER} Yes.")
    folders = [tmp_path / name for name in "abc"]
    pd.testing.assert_frame_equal(read(*folders)[0], read(*reversed(folders), tmp_path / "a/x.txt")[0])


def test_ids_are_the_same_on_every_machine(tmp_path):
    write(tmp_path, x_dot_txt="Same bytes, same name.", t_dot_csv="id,text\n7,Same bytes too.\n")
    documents, _ = read(tmp_path)
    assert documents["doc_id"].tolist() == ["257d2e9b2368b434", "76da49b0f6844c55"]


def test_a_row_keeps_its_id_when_the_table_grows(tmp_path):
    write(tmp_path, t_dot_csv=f"text\n{STORY[:40]}\n{OTHER}\n")
    before = read(tmp_path)[0].set_index("text")["doc_id"]
    write(tmp_path, t_dot_csv=f"text\nA new row on top.\n{STORY[:40]}\n{OTHER}\n")
    after = read(tmp_path)[0].set_index("text")["doc_id"]
    assert after[before.index].to_dict() == before.to_dict()


def test_rows_with_the_same_text_stay_apart_and_are_known_as_repeats(tmp_path):
    write(tmp_path, t_dot_csv=f"text,outlet\n{OTHER},A\n{OTHER},B\n")
    documents, _ = read(tmp_path)
    assert documents["outlet"].tolist() == ["A", "B"]
    assert documents["duplicate_of"][1] == documents["doc_id"][0]


def test_a_zip_reads_like_its_folder(tmp_path):
    folder = write(tmp_path / "in", a_dot_txt=STORY, deep__b_dot_jsonl=json.dumps(ROWS[1]), __MACOSX__a_dot_txt="no")
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(folder).as_posix())
        archive.writestr("../../up.txt", f"{OTHER} Yes.")
    documents, problems = read(tmp_path / "z.zip")
    assert problems == []
    assert documents["source"].tolist() == ["z.zip/a.txt", "z.zip/deep/b.jsonl#1", "z.zip/up.txt"]
    assert not (tmp_path.parent / "up.txt").exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a " * 40_000)
    monkeypatch.setattr("analysis.loaders.files.LARGEST_ARTICLE", 50_000)
    assert "unpacks to more than" in only_problem(tmp_path / "z.zip").reason
    monkeypatch.setattr("analysis.loaders.files.LARGEST_ARCHIVE", 50_000)
    assert "unpacks to more than" in only_problem(tmp_path / "z.zip").reason


def lock(path: Path) -> None:
    """Sets the flag that says that a zip's one member is encrypted, in both places where it stands."""
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"   \n", "no words"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.pdf", b"%PDF", "a PDF"),
        ("a.docx", b"PK", "a Word document"),
        ("a.html", "<html><body></body></html>", "no article text"),
        ("a.zip", b"PK\x03\x04 cut", "no zip"),
        ("a.csv", "text\n", "no rows"),
        ("a.csv", 'text\n""\n', "no rows"),
        ("a.xlsx", b"PK\x03\x04 cut", "no Excel workbook"),
        ("a.parquet", b"PAR1 cut", "no complete Parquet"),
        ("a.json", "[{", "no valid JSON"),
        ("a.json", "7", "no JSON object"),
        ("a.jsonl", "nonsense\n", "no valid JSON"),
        ("a.json", "[" * 100_000, "no valid JSON"),
    ],
)
def test_a_bad_file_is_named_with_its_reason_and_the_rest_goes_on(tmp_path, name, content, reason):
    write(tmp_path, good_dot_txt=STORY)
    write(tmp_path, **{name.replace(".", "_dot_"): content})
    documents, (problem,) = read(tmp_path)
    assert documents["source"].tolist() == ["good.txt"]
    assert problem.path == str(tmp_path / name)
    assert reason in problem.reason
    assert "\n" not in str(problem)


def test_a_zip_with_a_password_is_told_of(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", STORY)
    lock(tmp_path / "z.zip")
    problem = only_problem(tmp_path)
    assert problem.path == str(tmp_path / "z.zip/a.txt")
    assert "password" in problem.reason


def test_bad_lines_are_named_by_number_and_the_others_are_read(tmp_path):
    write(tmp_path, a_dot_jsonl="\n".join([json.dumps(ROWS[0]), "{bad", "[1]", json.dumps(ROWS[1])]))
    documents, problems = read(tmp_path)
    assert documents["source"].tolist() == ["a.jsonl#1", "a.jsonl#4"]
    assert [problem.reason[:6] for problem in problems] == ["line 2", "line 3"]


def test_a_stray_quotation_mark_in_a_csv_costs_its_row_alone(tmp_path):
    write(tmp_path, a_dot_csv=f'text,outlet\n{OTHER},A\n"He said "no" twice",B\n{OTHER} Yes.,C\n')
    documents, (problem,) = read(tmp_path)
    assert documents["outlet"].tolist() == ["A", "C"]
    assert "line 3" in problem.reason


def test_a_row_that_a_bare_comma_cut_in_two_is_left_out(tmp_path):
    write(tmp_path, a_dot_csv="text,outlet\nNo, he said.,A\nYes she said.,B,,\n")
    documents, (problem,) = read(tmp_path)
    assert documents["outlet"].tolist() == ["B"]
    assert "row 1" in problem.reason


def test_rows_without_text_are_counted(tmp_path):
    write(tmp_path, a_dot_csv=f"text,outlet\n{OTHER},A\n,B\n")
    documents, (problem,) = read(tmp_path)
    assert len(documents) == 1
    assert "1 of 2 rows" in problem.reason


def test_many_problems_of_one_file_are_summed_up(tmp_path):
    write(tmp_path, a_dot_jsonl="\n".join([json.dumps(ROWS[0])] + ["{bad"] * 50))
    _, problems = read(tmp_path)
    assert len(problems) == 6
    assert "45 more" in problems[-1].reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no/such.txt", "does not exist"),
        ("no/such.pdf", "does not exist"),
        ("www.island.example/ferry", "contested fetch"),
        ("https://a.example/b", "contested fetch https://a.example/b"),
        ("", "empty path"),
        ("a\0b", "no usable path"),
    ],
)
def test_what_is_no_file_is_told_in_one_sentence(path, reason):
    assert reason in only_problem(path).reason


def test_a_saved_page_with_the_name_of_a_site_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, **{"www.island.example.html": f"<p>{OTHER}</p>"}))
    assert len(read("www.island.example.html")[0]) == 1


def test_no_permission_is_told(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    write(tmp_path, a_dot_txt=STORY)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "permissions" in only_problem(tmp_path).reason


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_loops_and_odd_files_do_no_harm(tmp_path):
    write(tmp_path, a_dot_txt=STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, problems = read(tmp_path)
    assert documents["source"].tolist() == ["a.txt", "link.txt"]
    assert [Path(problem.path).name for problem in problems] == ["loop", "gone.txt", "pipe.txt"]


def test_what_the_program_made_itself_is_passed_over(tmp_path):
    write(tmp_path, a_dot_txt=STORY, report_dot_html=f"<p>{OTHER}</p>", tables__claims_dot_csv=f"text\n{OTHER}\n")
    listed = json.dumps({"files": {"report.html": "0", "tables/claims.csv": "0"}})
    write(tmp_path, _dot_made_by_contested=listed)
    (tmp_path / "_dot_made_by_contested".replace("_dot_", ".")).rename(tmp_path / ".made-by-contested")
    write(tmp_path / "study", manifest_dot_json='{"made_by": "contested-claims"}', speakers_dot_csv=f"text\n{OTHER}\n")
    write(tmp_path / "theirs", manifest_dot_json='{"made_by": "them"}', b_dot_txt=OTHER)
    documents, problems = read(tmp_path)
    assert documents["source"].tolist() == ["a.txt", "theirs/b.txt"]
    assert problems == []


@pytest.mark.parametrize("junk", ["", "[]", "{", '{"files": 3}'])
def test_a_damaged_list_of_what_was_made_hides_nothing(tmp_path, junk):
    write(tmp_path, a_dot_txt=STORY)
    (tmp_path / ".made-by-contested").write_text(junk)
    assert len(read(tmp_path)[0]) == 1


def test_a_folder_of_what_the_program_made_says_why_nothing_was_read(tmp_path):
    write(tmp_path, a_dot_txt=STORY)
    (tmp_path / ".made-by-contested").write_text(json.dumps({"files": {"a.txt": "0"}}))
    problem = only_problem(tmp_path)
    assert "what this program made itself" in problem.reason
    assert problem.kind == "unread"


def test_a_study_is_no_folder_of_articles(tmp_path):
    write(tmp_path, manifest_dot_json='{"made_by": "contested-claims"}', a_dot_txt=STORY)
    problem = only_problem(tmp_path)
    assert "is a study" in problem.reason
    assert problem.kind == "unread"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b"", "unread"),
        ("a.csv", f"text,date\n{OTHER},soon\n", "partly"),
        ("a.csv", 'text\n""\n', "unread"),
        ("a.csv", 'text,outlet\n"",A\n', "unread"),
        ("a.jsonl", "{bad\n[1]\n", "unread"),
        ("a.txt", "Åse said so. É ü Å".encode() + b"\xc3 was the end.", "partly"),
    ],
)
def test_a_problem_tells_whether_anything_of_its_file_was_read(tmp_path, name, content, kind):
    write(tmp_path, **{name.replace(".", "_dot_"): content})
    documents, problems = read(tmp_path)
    assert {problem.kind for problem in problems} == {kind}
    assert len(documents) == (kind == "partly")


def test_a_folder_without_files_is_empty_and_one_that_is_locked_is_unread(tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    assert only_problem(tmp_path / "empty").kind == "empty"
    scan = os.scandir

    def refuse(folder):
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    (tmp_path / "locked").mkdir()
    monkeypatch.setattr("analysis.loaders.files.os.scandir", refuse)
    problem = only_problem(tmp_path)
    assert (Path(problem.path).name, problem.kind) == ("locked", "unread")


def test_problems_are_warnings_when_no_list_is_given(tmp_path):
    with pytest.warns(UserWarning, match=r"a\.txt: is empty"):
        assert read_documents(write(tmp_path, a_dot_txt="")).empty


def test_an_unforeseen_fault_of_a_parser_is_named(tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("odd file")

    monkeypatch.setattr("analysis.loaders.documents.read_articles", fail)
    assert "ZeroDivisionError: odd file" in only_problem(write(tmp_path, a_dot_txt=STORY)).reason


def test_progress_counts_every_file(tmp_path):
    calls = []
    write(tmp_path, a_dot_txt=STORY, b_dot_txt="", c_dot_txt=OTHER)
    read(tmp_path, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 3), (2, 3), (3, 3)]


def test_broken_characters_of_json_do_not_reach_the_table(tmp_path):
    documents, _ = read(write(tmp_path, a_dot_json=json.dumps([{"text": f"{OTHER} \ud83d"}])))
    assert documents["text"][0] == f"{OTHER} \ufffd"
    documents.to_parquet(tmp_path / "out.parquet")


def test_broken_characters_of_front_matter_do_not_reach_the_table(tmp_path):
    documents, _ = read(write(tmp_path, a_dot_md=f'---\ntitle: "no \\ud83d ferry"\n---\n{OTHER}'))
    assert documents["title"][0] == "no \ufffd ferry"


def test_a_cut_character_in_a_table_is_told_of(tmp_path):
    documents, (problem,) = read(write(tmp_path, a_dot_csv=f"text\nÅse said {OTHER}\nÅse é ü ".encode() + b"\xc3\n"))
    assert documents["encoding"].tolist() == ["utf-8/replace"] * 2
    assert "broken characters" in problem.reason


SUFFIXES = ["txt", "md", "html", "csv", "tsv", "jsonl", "json", "xlsx", "parquet", "zip", "odd"]
JUNK = st.one_of(
    st.binary(max_size=120),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "replace")),
    st.text(st.sampled_from(list('text,"\n{}[]:;\t<p>é \\u0')), max_size=120).map(str.encode),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=JUNK, suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name_give_rows_or_problems(tmp_path, data, suffix):
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(data)
    documents, problems = read(path)
    assert len(documents) or problems
    assert all(isinstance(problem, Problem) for problem in problems)
    for text, start in zip(documents["text"], documents["body_start"], strict=True):
        assert 0 <= start <= len(text)


def test_the_order_of_a_shuffled_folder_is_the_order_of_names(tmp_path):
    names = [f"{number:03}.txt" for number in range(60)]
    random.Random(1).shuffle(names)
    for name in names:
        (tmp_path / name).write_text(f"{name} was the {name[:3]}th story of the day.")
    assert read(tmp_path)[0]["source"].tolist() == sorted(names)
