"""A study on disk: what it holds, what a second run does, what it refuses."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import columns, storage
from analysis.errors import InputError, TableError
from analysis.study import Study, open_study, read_study, write_study

BRIDGE = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union. She denied that the bridge is safe.
"""
HARBOUR = """Mayor Tomas Ekelund said the harbour will open in May. "We are ready," he added.

Dock workers claimed that no crane has been tested.
"""
SCHOOL = "Head teacher Rosa Lind told reporters that the school had lost forty pupils since the autumn.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("bridge.txt", BRIDGE), ("harbour.txt", HARBOUR)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    names = [*(f"{name}.parquet" for name in columns.TABLES), "manifest.json"]
    return {name: (folder / name).read_bytes() for name in names}


def test_what_is_written_is_what_is_read(articles: Path, tmp_path: Path) -> None:
    written = write_study([articles], tmp_path / "study")
    read = read_study(tmp_path / "study")
    for name, table in written.tables.items():
        pd.testing.assert_frame_equal(read.tables[name], table)
    assert len(read.claims) > 3


def test_lists_come_back_as_lists_and_their_words_stand_in_the_text(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    study = read_study(tmp_path / "study")
    texts = dict(zip(study.documents["doc_id"], study.documents["text"], strict=True))
    for row in study.claims.to_dict("records"):
        assert isinstance(row["content_spans"], list)
        assert isinstance(row["quantities"], list)
        assert columns.words(texts[row["doc_id"]], row["content_spans"]) == row["content"]


def test_second_run_reads_only_what_is_new(articles: Path, tmp_path: Path) -> None:
    assert write_study([articles], tmp_path / "study").n_new == 2
    assert write_study([articles], tmp_path / "study").n_new == 0
    (articles / "school.txt").write_text(SCHOOL, encoding="utf-8")
    assert write_study([articles], tmp_path / "study").n_new == 1


def test_tables_do_not_depend_on_how_the_study_grew(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "grown")
    (articles / "a-school.txt").write_text(SCHOOL, encoding="utf-8")
    write_study([articles], tmp_path / "grown")
    write_study([articles], tmp_path / "fresh")
    assert bytes_of(tmp_path / "grown") == bytes_of(tmp_path / "fresh")


def test_tables_do_not_depend_on_workers_or_the_order_of_inputs(articles: Path, tmp_path: Path) -> None:
    files = [articles / "bridge.txt", articles / "harbour.txt"]
    write_study(files, tmp_path / "one")
    write_study(files[::-1], tmp_path / "two", workers=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_another_input_is_added_and_the_first_one_stays(articles: Path, tmp_path: Path) -> None:
    write_study([articles / "bridge.txt"], tmp_path / "study")
    both = write_study([articles / "harbour.txt"], tmp_path / "study")
    write_study([articles / "bridge.txt", articles / "harbour.txt"], tmp_path / "at-once")
    assert (len(both.documents), both.n_new, both.n_gone) == (2, 1, 0)
    assert bytes_of(tmp_path / "study") == bytes_of(tmp_path / "at-once")


def test_an_article_that_its_folder_no_longer_holds_is_left_out(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    (articles / "harbour.txt").unlink()
    study = write_study([articles], tmp_path / "study")
    assert (list(study.documents["source"]), study.n_gone) == (["bridge.txt"], 1)
    assert set(study.claims["doc_id"]) <= set(study.documents["doc_id"])


def test_an_edited_article_is_read_again(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    (articles / "bridge.txt").write_text(BRIDGE + "\nThe ministry said it would answer.\n", encoding="utf-8")
    study = write_study([articles], tmp_path / "study")
    assert (len(study.documents), study.n_new) == (2, 1)


def test_manifest_names_no_place_and_no_time(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    text = (tmp_path / "study" / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert str(tmp_path) not in text
    assert manifest["inputs"][0]["name"] == "articles"
    assert manifest["rows"]["documents"] == 2
    assert [row["source"] for row in manifest["documents"]] == ["bridge.txt", "harbour.txt"]


@pytest.mark.parametrize("name", ["notes.docx", "manifest.json", "claims.parquet"])
def test_a_folder_that_is_the_users_is_refused_and_untouched(name: str, articles: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / name).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="no study"):
        write_study([articles], theirs)
    assert [path.name for path in theirs.iterdir()] == [name]
    assert (theirs / name).read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_place_of_the_folder_is_refused(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        write_study([articles], tmp_path / "out")


def test_a_study_written_in_part_says_so_and_the_next_run_mends_it(articles: Path, tmp_path: Path) -> None:
    study = write_study([articles], tmp_path / "study")
    storage.write_table(study.claims.head(1), "claims", tmp_path / "study" / "claims.parquet")
    with pytest.raises(TableError, match="in part"):
        read_study(tmp_path / "study")
    assert len(write_study([articles], tmp_path / "study").claims) == len(study.claims)


def test_damaged_readings_are_read_again(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    (tmp_path / "study" / "readings.parquet").write_bytes(b"PAR1 and nothing more")
    assert write_study([articles], tmp_path / "study").n_new == 2


def test_a_writer_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "kept.txt"
    place.write_text("before", encoding="utf-8")

    def fail(file: Path) -> None:
        file.write_text("half", encoding="utf-8")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        storage.write_whole(place, fail)
    assert place.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_an_empty_folder_gives_an_empty_study(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    study = write_study([tmp_path / "empty"], tmp_path / "study")
    assert [len(table) for table in read_study(tmp_path / "study").tables.values()] == [0] * len(columns.TABLES)
    assert study.article().empty


def test_nothing_is_written_when_nothing_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match=r"broken\.xlsx"):
        write_study([tmp_path / "broken.xlsx"], tmp_path / "study")
    assert not (tmp_path / "study").exists()


def test_one_bad_file_is_named_and_the_rest_goes_on(articles: Path, tmp_path: Path) -> None:
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    write_study([articles], tmp_path / "study")
    study = read_study(tmp_path / "study")
    assert len(study.documents) == 2
    assert [problem.path for problem in study.problems] == ["broken.xlsx"]


def test_the_users_names_for_speakers_are_applied_on_every_run(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    rows = "name,alias,kind,role,affiliation,side\nIlse Brandt,Ilse Brandt,person,chair,Engineers' Union,critics\n"
    (folder / "speakers.csv").write_text(rows, encoding="utf-8")
    for _ in range(2):
        speakers = write_study([articles], folder).speakers.set_index("name")
        assert speakers.loc["Ilse Brandt", "side"] == "critics"


def test_a_table_of_names_without_its_columns_says_which(articles: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("who;also\nA;B\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"names\.csv' lacks the column 'name'"):
        write_study([articles], tmp_path / "study", aliases=names)


def test_a_table_saved_by_excel_with_semicolons_is_read(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name;alias\nÅsa Berg;Berg, Å.\n", encoding="utf-8-sig")
    assert storage.read_csv(tmp_path / "names.csv").to_dict("records") == [{"name": "Åsa Berg", "alias": "Berg, Å."}]


@pytest.mark.parametrize(
    "lines",
    ["Alice Aal,Al,person,\n", "Alice Aal,Al,person\n,,\nBo Bak,Bo,person,,\n", "Alice Aal,Al,person\nCy,C\n"],
)
def test_a_row_longer_or_shorter_than_the_header_is_read_column_by_column(tmp_path: Path, lines: str) -> None:
    (tmp_path / "names.csv").write_text(f"name,alias,kind\n{lines}", encoding="utf-8")
    rows = storage.read_csv(tmp_path / "names.csv")
    assert rows.iloc[0].to_dict() == {"name": "Alice Aal", "alias": "Al", "kind": "person"}
    assert rows.iloc[-1]["kind"] in ("person", "")


def test_a_row_with_more_filled_cells_than_the_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,alias\nA,B\n\nAal, Alice,Al\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"names\.csv'.* line 4 .*quotation marks"):
        storage.read_csv(tmp_path / "names.csv")


def test_a_cell_that_never_ends_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text('name,alias\n"A,B\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"names\.csv' cannot be read as CSV"):
        storage.read_csv(tmp_path / "names.csv")


def test_two_columns_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,alias,name\nA,B,C\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"names\.csv' has two columns 'name'"):
        storage.read_csv(tmp_path / "names.csv")


def test_open_study_reads_articles_once_and_studies_as_they_are(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_STUDIES", str(tmp_path / "studies"))
    assert open_study(articles).n_new == 2
    assert open_study(articles).n_new == 0
    folder = open_study(articles).folder
    assert folder is not None
    assert len(open_study(folder).documents) == 2


def test_two_inputs_of_one_name_have_studies_of_their_own(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_STUDIES", str(tmp_path / "studies"))
    other = tmp_path / "other" / articles.name
    other.mkdir(parents=True)
    (other / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    assert len(open_study(articles).documents) == 2
    assert len(open_study(other).documents) == 1
    again = open_study(articles)
    assert (len(again.documents), again.n_new, again.n_gone) == (2, 0, 0)


def test_an_input_in_the_checkout_is_called_by_its_path_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_STUDIES", str(tmp_path / "studies"))
    folder = open_study("seeds").folder
    assert folder == tmp_path / "studies" / "seeds"


def test_open_study_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-folder"):
        open_study("no-such-folder")


def test_an_article_is_found_by_its_file_and_chosen_without_a_name(articles: Path, tmp_path: Path) -> None:
    study: Study = write_study([articles], tmp_path / "study")
    assert list(study.article("harbour.txt")["source"]) == ["harbour.txt"]
    counts = study.claims[study.claims["kind"] != "narrator"]["doc_id"].value_counts()
    assert counts[study.article()["doc_id"].iloc[0]] == counts.max()
    with pytest.raises(InputError, match=r"nothing\.txt"):
        study.article("nothing.txt")


def test_an_address_is_fetched_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(addresses: list[str], out: str, **_: object) -> list[Path]:
        (Path(out) / "page.txt").write_text(HARBOUR, encoding="utf-8")
        return [Path(out) / "page.txt"]

    monkeypatch.setattr("analysis.loaders.web.fetch", fetch)
    study = write_study(["https://example.org/page"], tmp_path / "study")
    assert list(study.documents["source"]) == ["page.txt"]
    manifest = json.loads((tmp_path / "study" / "manifest.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in manifest["inputs"]] == ["https://example.org/page"]


def test_an_article_in_which_an_extractor_fails_is_named_and_the_rest_goes_on(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.extractors import readings

    whole = readings.read_document

    def fails(document: dict[str, object]) -> object:
        return 1 / 0 if document["source"] == "bridge.txt" else whole(document)

    with monkeypatch.context() as patched:
        patched.setattr(readings, "read_document", fails)
        study = write_study([articles], tmp_path / "study")
    assert [problem.path for problem in study.problems] == ["bridge.txt"]
    assert "ZeroDivisionError" in study.problems[0].reason
    assert set(study.claims["doc_id"]) == {study.article("harbour.txt")["doc_id"].iloc[0]}
    mended = write_study([articles], tmp_path / "study")
    assert (mended.n_new, mended.problems) == (1, [])


def test_likely_merges_are_offered_not_made(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, role in {"one": "the mayor of Brask", "two": "a heart surgeon at Corvane Hospital"}.items():
        text = f"“The bridge over the river is safe,” said Ada Lund, {role}.\n\nIt rained in the town all day.\n"
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    study = write_study([articles], tmp_path / "study")
    offered = pd.read_csv(tmp_path / "study" / "offered_merges.csv", encoding="utf-8-sig")
    assert list(study.speakers["name"]).count("Ada Lund") == 2
    both = set(study.speakers["speaker_id"][study.speakers["name"] == "Ada Lund"])
    assert set(offered[["speaker_id", "other_id"]].to_numpy().ravel()) == both


# ------------------------------------------------------------------------------------ a study that was broken off
def test_a_study_whose_writing_was_broken_off_asks_for_its_other_inputs_again(articles: Path, tmp_path: Path) -> None:
    write_study([articles / "bridge.txt", articles / "harbour.txt"], tmp_path / "study")
    (tmp_path / "study" / "claims.parquet").unlink()
    with pytest.raises(InputError, match=r"give these again.*: bridge\.txt"):
        write_study([articles / "harbour.txt"], tmp_path / "study")
    assert len(write_study([articles / "bridge.txt", articles / "harbour.txt"], tmp_path / "study").documents) == 2


def test_a_first_run_that_was_broken_off_is_begun_again(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(storage, "write_table", stop)
        with pytest.raises(KeyboardInterrupt):
            write_study([articles], tmp_path / "study")
    with pytest.raises(TableError, match="run `contested run` again"):
        read_study(tmp_path / "study")
    assert len(write_study([articles], tmp_path / "study").documents) == 2


def test_a_temporary_file_of_a_run_that_was_cut_off_is_no_file_of_the_users(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / ".manifest.json.x2k4l9").write_text("{", encoding="utf-8")
    assert len(write_study([articles], tmp_path / "study").documents) == 2


# ------------------------------------------------------------------------------- what the program made is no article
def test_a_study_inside_its_input_is_not_read_as_articles(articles: Path) -> None:
    for _ in range(2):
        study = write_study([articles], articles / "study")
        assert list(study.documents["source"]) == ["bridge.txt", "harbour.txt"]


def test_a_study_given_as_articles_is_refused_with_what_to_give(articles: Path, tmp_path: Path) -> None:
    write_study([articles], tmp_path / "study")
    with pytest.raises(InputError, match="is a study, not articles: give the articles that it was made from"):
        write_study([articles, tmp_path / "study"], tmp_path / "other")
    assert not (tmp_path / "other").exists()


# ---------------------------------------------------------------------------------------------- what was not read
def problems_of(study: Study) -> set[tuple[str, str, str]]:
    return {(problem.path, problem.kind, problem.input) for problem in study.problems}


def test_problems_come_back_with_their_kind_and_input(articles: Path, tmp_path: Path) -> None:
    (articles / "deep").mkdir()
    (articles / "deep" / "broken.xlsx").write_bytes(b"no workbook")
    (articles / "table.csv").write_text("text,date\nThe clerk said that it rained.,soon\n", encoding="utf-8")
    write_study([articles], tmp_path / "study")
    assert problems_of(read_study(tmp_path / "study")) == {
        ("deep/broken.xlsx", "unread", "articles"),
        ("table.csv", "partly", "articles"),
    }


def test_problems_of_an_earlier_input_stay_with_its_articles(articles: Path, tmp_path: Path) -> None:
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    (tmp_path / "school.txt").write_text(SCHOOL, encoding="utf-8")
    write_study([articles], tmp_path / "study")
    assert problems_of(write_study([tmp_path / "school.txt"], tmp_path / "study")) == {
        ("broken.xlsx", "unread", "articles")
    }
    (articles / "broken.xlsx").unlink()
    assert write_study([articles], tmp_path / "study").problems == []


def test_problems_stay_when_the_tables_are_made_again_without_inputs(articles: Path, tmp_path: Path) -> None:
    (articles / "deep").mkdir()
    (articles / "deep" / "bridge.txt").write_bytes(b"")
    write_study([articles], tmp_path / "study")
    assert problems_of(write_study([], tmp_path / "study")) == {("deep/bridge.txt", "unread", "articles")}


def test_a_manifest_of_an_earlier_version_opens(articles: Path, tmp_path: Path) -> None:
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    write_study([articles], tmp_path / "study")
    path = tmp_path / "study" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["problems"] = [{"file": row["file"], "reason": row["reason"]} for row in manifest["problems"]]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert problems_of(read_study(tmp_path / "study")) == {("broken.xlsx", "unread", "")}
    assert problems_of(write_study([], tmp_path / "study")) == {("broken.xlsx", "unread", "")}
    assert len(write_study([articles], tmp_path / "study").problems) == 1
