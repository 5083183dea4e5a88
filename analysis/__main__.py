"""The command line: ``contested``, also ``python -m analysis``."""

import argparse
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import ContestedError, InputError

# Everything else is imported by the command that needs it, so that --help answers at once.

ABOUT = """Who claims what in the news, how it is framed, and what is contested, by whom,
with the sentence that shows it."""

EXAMPLES = """examples:
  contested report article.txt --out report         a report in HTML, Word and PDF
  contested run articles/ --out study               the tables of a folder of articles
  contested export study --to xlsx --out tables     those tables as an Excel workbook
  contested lab study                               explore them in JupyterLab

INPUT is a file (text, Markdown, saved web page), a table with a column of texts (CSV, XLSX, JSONL,
JSON, Parquet), a folder or a zip of these, or an address.

exit codes:
  0  all is well
  1  done, but some files could not be read, or only in part; they are named, and the rest is there
  2  nothing was written: the command or an input is wrong, or an error stopped it
"""
TABLES = "documents, claims, speakers, assertions, positions, mentions, rejected, names"
FORMS = ("csv", "xlsx", "jsonl", "brat", "citron", "web-annotation")
FORMATS = ("html", "docx", "pdf")
# JupyterLab would ask the network for news, for a newer version of itself, and for extensions to install.
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--log-level=WARN",
)
LAB_SETTINGS = Path(__file__).parent / "reports" / "lab_settings"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an error that a user can act on is one sentence on stderr."""
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a console that cannot show a name still shows the rest
    warnings.simplefilter("ignore" if not sys.warnoptions else "default")
    try:
        return int(options.command(options))
    except ContestedError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"'{error.filename}': {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        return _fail("stopped; what was written before is as it was")
    except Exception as error:
        if os.environ.get("CONTESTED_DEBUG"):
            raise
        return _fail(
            f"an error of the program's own stopped it ({type(error).__name__}: {error}); CONTESTED_DEBUG=1 shows where"
        )


def _fail(sentence: str) -> int:
    print(f"contested: {sentence}", file=sys.stderr)
    return 2


# --------------------------------------------------------------------------------------------------- the commands
def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("contested", description=ABOUT, epilog=EXAMPLES, formatter_class=plain)
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="read articles into a study: tables of claims, speakers, contests")
    run.set_defaults(command=_run)
    _inputs(run)
    run.add_argument(
        "--out",
        required=True,
        metavar="STUDY",
        help=f"folder for the tables ({TABLES}); a second run only reads what is new, and keeps the articles of inputs "
        "of other names: take a new folder for another collection",
    )

    report = commands.add_parser("report", help="write a report of articles, or of a study")
    report.set_defaults(command=_report)
    _inputs(report)
    report.add_argument("--out", required=True, metavar="FOLDER", help="folder for report.html and the rest")
    report.add_argument(
        "--to",
        default="html,docx,pdf",
        metavar="FORMATS",
        type=_formats,
        help="formats, with commas between them: html,docx,pdf (all)",
    )

    export = commands.add_parser("export", help="write a study's tables for other programs")
    export.set_defaults(command=_export)
    export.add_argument("study", metavar="STUDY", help="folder made by `contested run`")
    export.add_argument("--to", required=True, choices=FORMS, metavar="FORMAT", help=", ".join(FORMS))
    export.add_argument("--out", required=True, metavar="FOLDER", help="folder for the files")

    evaluate = commands.add_parser(
        "evaluate", help="score the program against an annotated corpus, or your own corrections"
    )
    evaluate.set_defaults(command=_evaluate)
    evaluate.add_argument(
        "corpus",
        metavar="CORPUS",
        help="folder with texts and brat (.ann), Citron (.json) or our own (.gold.json) annotations, or with PolNeAR's "
        "text/ and attributions/; or a study with articles that you have marked as checked",
    )
    evaluate.add_argument("--workers", type=_count, default=1, metavar="N", help="articles read at the same time (1)")

    fetch = commands.add_parser(
        "fetch", help="save pages and feeds as files; only this, and an INPUT that is an address, use the network"
    )
    fetch.set_defaults(command=_fetch)
    fetch.add_argument("addresses", nargs="+", metavar="ADDRESS", help="address of a page or a feed")
    fetch.add_argument("--out", required=True, metavar="FOLDER", help="folder for the pages")

    lab = commands.add_parser("lab", help="open JupyterLab on the notebooks")
    lab.set_defaults(command=_lab)
    lab.add_argument(
        "study", nargs="?", metavar="STUDY", help="a study: its folder gets notebooks of its own that open it"
    )
    lab.add_argument("--no-browser", action="store_true", help="start JupyterLab without opening a browser")
    return parser


def _inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="file, folder, zip, table with a text column, saved page, or address"
    )
    parser.add_argument("--text-column", metavar="NAME", help="the column of a table that holds the articles' text")
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="articles read at the same time (1)")
    parser.add_argument(
        "--speakers",
        metavar="CSV",
        help="your names for speakers, for this run: columns name, alias, kind, role, affiliation, side; as "
        "speakers.csv in a study's folder they stay",
    )


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from analysis.places import package_version

        print(f"contested {package_version()}")
        parser.exit()


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of workers: give 1 or more")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(
            f"'{', '.join(unknown) or text}' is no format: choose among {', '.join(FORMATS)}"
        )
    return names


def _run(options: argparse.Namespace) -> int:
    from analysis.study import input_name, write_study

    _exist(options.inputs)
    with _Bar("Reading articles") as bar:
        study = write_study(options.inputs, options.out, progress=bar, **_settings(options))
    print(_summary(study))
    _corrections(study.corrections)
    print(f"The tables are in '{options.out}'.")
    given = {"", *map(input_name, options.inputs)}  # those of other inputs were told by the runs that read them
    return _problems([problem for problem in study.problems if problem.input in given])


def _report(options: argparse.Namespace) -> int:
    from analysis.reports.report import write_report

    _exist(options.inputs)
    with _Bar("Reading articles") as reading, _Bar("Writing the report") as writing:
        settings = {**_settings(options), "progress": reading}
        files, study = write_report(options.inputs, options.out, formats=options.to, heard=writing, **settings)
    print(_summary(study))
    for path in files:
        if path.stem == "report":
            print(path)
    return _problems(study.problems)


def _export(options: argparse.Namespace) -> int:
    from analysis.reports.export import write_export
    from analysis.study import current_study

    files = write_export(current_study(options.study), options.to, options.out)
    print(f"{len(files)} file{'' if len(files) == 1 else 's'} in '{options.out}'.")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from analysis.evaluation import evaluate
    from analysis.study import is_study

    _exist([options.corpus])
    if is_study(options.corpus):
        return _evaluate_study(options.corpus)
    with _Bar("Reading articles") as bar:
        scores = evaluate(options.corpus, workers=options.workers, progress=bar)
    print(scores)
    return 0


def _evaluate_study(folder: str) -> int:
    """Print how often the program was right on the articles of a study that a person has checked."""
    from analysis.accuracy import on_corrections
    from analysis.reports.evidence import accuracy
    from analysis.study import current_study

    rows = on_corrections(current_study(folder))
    if rows.empty:
        raise InputError(
            f"no article of '{folder}' is marked as checked: 08_corrections.ipynb shows how, then run again"
        )
    print(f"Measured on {rows['Measured on'].iloc[0]}:")
    print(accuracy(rows).drop(columns="Measured on").to_string(index=False))
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from analysis.loaders.web import fetch

    problems: list[Any] = []
    with _Bar("Fetching") as bar:
        files = fetch(options.addresses, options.out, problems=problems, progress=bar)
    print(f"{len(files)} page{'' if len(files) == 1 else 's'} in '{options.out}'.")
    return _problems(problems) if files or not problems else max(2, _problems(problems))


def _lab(options: argparse.Namespace) -> int:
    from analysis.reports.workbench import workbench

    folder = workbench(options.study)
    # Inside a container everybody is root, and JupyterLab would refuse; it listens on this machine alone, with a token.
    as_root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    no_browser = ["--no-browser"] if options.no_browser else []
    first = folder / "00_start_here.ipynb"
    opened = str(first if first.exists() else folder)
    command = [sys.executable, "-m", "jupyterlab", opened, *QUIET, *as_root, *no_browser]
    # What asks whether to fetch news is an extension of JupyterLab's, which only its configuration turns off.
    settings = os.pathsep.join(filter(None, [str(LAB_SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]))
    print(f"The notebooks are in '{folder}'. Begin with 00_start_here.ipynb; stop with Ctrl-C.", flush=True)
    try:
        ran = subprocess.run(command, check=False, env={**os.environ, "JUPYTER_CONFIG_PATH": settings})
        return 0 if ran.returncode in (0, -2, 130) else 2
    except KeyboardInterrupt:
        return 0


# ------------------------------------------------------------------------------------------------------- helpers
def _settings(options: argparse.Namespace) -> dict[str, Any]:
    return {"workers": options.workers, "text_column": options.text_column, "aliases": options.speakers}


def _exist(inputs: Sequence[str]) -> None:
    for place in inputs:
        if not place.lower().startswith(("http://", "https://")) and not Path(place).exists():
            raise InputError(f"'{place}' does not exist: give the path of a file or a folder with articles")


def _summary(study: Any) -> str:
    def count(number: int, noun: str) -> str:
        return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"

    claims = study.claims[study.claims["kind"] != "narrator"]
    speakers = count(claims["speaker_id"].nunique(), "speaker")
    counts = [count(len(study.documents), "article"), count(len(claims), "claim"), speakers]
    told = f"{', '.join(counts)}, {count(len(study.assertions), 'contested assertion')}."
    if study.n_new != len(study.documents):
        told += f" {count(study.n_new, 'article')} read now, the others before." if study.n_new else " Nothing was new."
    gone = (
        "article that the input no longer holds was"
        if study.n_gone == 1
        else "articles that the input no longer holds were"
    )
    return told + (f" {study.n_gone:,} {gone} left out." if study.n_gone else "")


def _corrections(rows: Any) -> None:
    """Print how many of a person's corrections were applied, and name each one that was not, or that needs a look."""
    if not len(rows):
        return
    from analysis.corrections.applying import APPLIED, held

    done = int(held(rows["outcome"]).sum())
    print(f"{done:,} of {len(rows):,} correction{'' if len(rows) == 1 else 's'} applied.")
    for row in rows[rows["outcome"] != APPLIED].to_dict("records"):
        about = row["words"] or row["value"]
        print(f"contested: correction “{row['what']}” on “{about[:60]}”: {row['outcome']}", file=sys.stderr)


def _problems(problems: Sequence[Any]) -> int:
    from analysis.loaders.problems import EMPTY, PARTLY

    for problem in problems:
        how = "read in part" if problem.kind == PARTLY else "not read"
        print(f"contested: {how}: {problem.path}: {problem.reason}", file=sys.stderr)
    return 1 if any(problem.kind != EMPTY for problem in problems) else 0  # an empty folder is no failure


class _Bar:
    """A progress bar on stderr, shown only where somebody watches: called with (done, in all)."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self.show

    def show(self, done: int, total: int) -> None:
        if self.bar is None:
            from tqdm import tqdm

            self.bar = tqdm(total=total, desc=self.what, disable=None, leave=False, file=sys.stderr)
        self.bar.update(done - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    sys.exit(main())
