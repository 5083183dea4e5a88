"""The command line: what it writes, what it says, and its exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import corrections
from analysis.__main__ import main
from analysis.study import read_study

TEXT = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "articles"


def test_run_writes_the_tables_and_says_what_it_found(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 article, ")
    assert said.err == ""
    assert len(pd.read_parquet(tmp_path / "study" / "claims.parquet")) == len(read_study(tmp_path / "study").claims)


def test_a_second_run_says_that_nothing_was_new(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 0
    assert "Nothing was new." in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_named_and_the_exit_code_is_1(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 1
    assert "broken.xlsx" in capsys.readouterr().err
    assert len(read_study(tmp_path / "study").documents) == 1


def test_a_file_that_is_read_in_part_is_said_to_be(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "table.csv").write_text("text,date\nThe clerk said that it rained.,soon\n", encoding="utf-8")
    assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 1
    assert "contested: read in part: " in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_to_a_folder_is_not_read_and_the_exit_code_says_so(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (articles / "link").symlink_to(tmp_path / "elsewhere")
    assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 1


def test_a_run_tells_of_the_files_of_its_own_inputs(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    main(["run", str(articles), "--out", str(tmp_path / "study")])
    (tmp_path / "more.txt").write_text(TEXT, encoding="utf-8")
    capsys.readouterr()
    assert main(["run", str(tmp_path / "more.txt"), "--out", str(tmp_path / "study")]) == 0
    assert capsys.readouterr().err == ""


def test_a_report_of_a_study_beside_articles_is_refused(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(articles), "--out", str(tmp_path / "study")])
    assert main(["report", str(articles), str(tmp_path / "study"), "--out", str(tmp_path / "out")]) == 2
    assert "give the articles that it was made from" in capsys.readouterr().err


def test_an_empty_folder_is_said_to_be_empty_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["run", str(tmp_path / "empty"), "--out", str(tmp_path / "study")]) == 0
    assert capsys.readouterr().out.startswith("no articles, ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "nowhere", "--out", "s"], "'nowhere' does not exist"),
        (["export", "nowhere", "--to", "csv", "--out", "s"], "'nowhere' holds no study"),
        (["report", "nowhere", "--out", "s"], "'nowhere' does not exist"),
        (["evaluate", "nowhere"], "'nowhere' does not exist"),
        (["lab", "nowhere"], "'nowhere' holds no study"),
    ],
)
def test_an_error_is_one_sentence_and_the_exit_code_is_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required"),
        (["run", "x"], "--out"),
        (["report", "x", "--out", "y", "--to", "html,odt"], "'odt' is no format"),
        (["run", "x", "--out", "y", "--workers", "0"], "no number of workers"),
        (["export", "x", "--to", "sav", "--out", "y"], "sav"),
    ],
)
def test_a_wrong_command_is_explained(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_users_folder_is_not_written_to(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(articles), "--out", str(articles)]) == 2
    assert "holds files but no study" in capsys.readouterr().err
    assert [path.name for path in articles.iterdir()] == ["bridge.txt"]


def test_a_report_that_the_user_wrote_is_not_replaced(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("mine", encoding="utf-8")
    assert main(["report", str(articles), "--out", str(tmp_path / "out"), "--to", "html"]) == 2
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "mine"


def test_a_fault_of_the_programs_own_is_one_sentence_too(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONTESTED_DEBUG", raising=False)
    monkeypatch.setattr("analysis.study.write_study", lambda *_, **__: 1 / 0)
    assert main(["run", str(articles), "--out", str(tmp_path / "study")]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_export_says_how_many_files(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(articles), "--out", str(tmp_path / "study")])
    assert main(["export", str(tmp_path / "study"), "--to", "brat", "--out", str(tmp_path / "brat")]) == 0
    assert "2 files in" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "brat").iterdir() if path.name[0] != ".") == [
        "bridge.ann",
        "bridge.txt",
    ]


def test_report_from_any_folder(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "articles", "--out", "report", "--to", "html,docx,pdf"]) == 0
    made = {path.relative_to(tmp_path / "report").as_posix() for path in (tmp_path / "report").rglob("*")}
    assert {"report.html", "report.docx", "report.pdf", "tables/claims.csv", "figures/contest_map.svg"} <= made
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert "Ilse Brandt" in page
    assert str(tmp_path) not in page


def test_help_answers_without_loading_the_rest() -> None:
    script = "import sys; from analysis.__main__ import _parser; _parser().format_help(); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not [name for name in ("pandas", "nltk", "matplotlib", "nbformat") if f"'{name}'" in done.stdout]


@pytest.mark.parametrize("command", [[], ["run"], ["report"], ["export"], ["evaluate"], ["fetch"], ["lab"]])
def test_python_m_analysis_helps(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "analysis", *command, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith(" ".join(["usage: contested", *command]))


def test_nothing_but_errors_goes_to_stderr_where_nobody_watches(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "analysis", "run", str(articles), "--out", str(tmp_path / "study")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": ""})
    assert (done.returncode, done.stderr) == (0, "")


def test_evaluate_takes_a_study_with_corrections(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = tmp_path / "study"
    main(["run", str(articles), "--out", str(study)])
    assert main(["evaluate", str(study)]) == 2
    assert "no article of" in capsys.readouterr().err
    read = read_study(study)
    wrong = read.claims.loc[read.claims["kind"] != "narrator", "claim_id"].iloc[0]
    corrections.not_a_claim(read, wrong, "for the test")
    corrections.checked(read, "bridge.txt")
    capsys.readouterr()
    assert main(["evaluate", str(study)]) == 0
    every = int((read.claims["kind"] != "narrator").sum())
    first = capsys.readouterr().out.splitlines()[2].split()
    assert first[5:7] == [str(every - 1), str(every)]


def test_what_a_person_has_corrected_since_is_exported(articles: Path, tmp_path: Path) -> None:
    study = tmp_path / "study"
    main(["run", str(articles), "--out", str(study)])
    read = read_study(study)
    wrong = read.claims.loc[read.claims["kind"] != "narrator", "claim_id"].iloc[0]
    corrections.not_a_claim(read, wrong, "for the test")
    assert main(["export", str(study), "--to", "csv", "--out", str(tmp_path / "out")]) == 0
    assert wrong not in set(pd.read_csv(tmp_path / "out" / "claims.csv")["claim_id"])


def test_names_for_a_study_belong_into_its_own_file(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, names = tmp_path / "study", tmp_path / "names.csv"
    names.write_text("name,alias\nA,B\n", encoding="utf-8")
    main(["run", str(articles), "--out", str(study)])
    assert main(["report", str(study), "--out", str(tmp_path / "out"), "--speakers", str(names)]) == 2
    assert "write yours into its file speakers.csv" in capsys.readouterr().err


def test_lab_asks_the_network_for_nothing(monkeypatch):
    commands = []
    done = type("Done", (), {"returncode": 0})
    monkeypatch.setattr(
        "analysis.__main__.subprocess.run", lambda command, check, env: commands.append(command) or done
    )
    assert main(["lab", "--no-browser"]) == 0
    (command,) = commands
    assert {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly", "--no-browser"} <= set(command)
