"""Anything a user has, as the table `documents`."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from analysis import columns
from analysis.errors import InputError
from analysis.loaders.articles import SURROGATES, Article, read_articles
from analysis.loaders.duplicates import find_duplicates
from analysis.loaders.files import File, Reader, list_files
from analysis.loaders.languages import language_of
from analysis.loaders.problems import PARTLY, UNREAD, Problem, ProblemLog

WORD = re.compile(r"\w+")

Progress = Callable[[int, int], None]


def read_documents(
    *paths: str | os.PathLike[str],
    text_column: str | None = None,
    problems: list[Problem] | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """A `documents` frame, one row an article, from files, folders, zips and tables with a text column.

    Plain text, Markdown, saved HTML, CSV, TSV, XLSX, JSON lines, JSON and Parquet are read. `text_column` names the
    column of tables that holds the text; else one of the usual names is taken (``lists/column_names.csv``).

    `text` is the decoded file, whole; of a web page the text that was extracted from it; of a table the cell, or its
    text where the cell is HTML.
    `body_start` is the offset of its first character past a recognised header, 0 without one. `doc_id` depends on
    `source` and the content alone. `date` keeps the clock as printed. Missing means that the file does not say.
    Rows stand in the order of their sources, whatever the order of `paths`; the same file given twice counts once.

    What cannot be read is added to `problems`, or given as a warning each when `problems` is None, and the rest
    goes on. `progress(done, total)` is called after each file.
    """
    log = ProblemLog(problems)
    files = list_files(paths, log.add)
    articles: dict[str, Article] = {}
    for done, found in enumerate(_read(files, text_column, log), 1):
        for article in found:
            articles.setdefault(article.doc_id, article)
        if progress is not None:
            progress(done, len(files))
    log.close()
    ordered = sorted(articles.values(), key=lambda article: (*article.order, article.doc_id))
    documents = columns.frame("documents", [_row(article) for article in ordered])
    documents["duplicate_of"] = find_duplicates(documents)
    return columns.check(documents, "documents")


def _read(files: list[File], text_column: str | None, log: ProblemLog) -> Iterator[list[Article]]:
    with Reader() as reader:
        for file in files:
            yield _articles(reader, file, text_column, log)


def _articles(reader: Reader, file: File, text_column: str | None, log: ProblemLog) -> list[Article]:
    articles: list[Article] = []
    reasons: list[str] = []
    try:
        articles = list(read_articles(reader.read(file), file, text_column, reasons.append))
    except InputError as error:
        reasons.append(str(error))
    except Exception as error:  # a parser's own fault must not stop the folder; it is named, not hidden
        reasons.append(f"cannot be read ({type(error).__name__}: {error}); save it again, or as plain text")
    for reason in reasons:
        log.add(file.path, reason, PARTLY if articles else UNREAD)
    return articles


def _row(article: Article) -> dict[str, Any]:
    body = article.text[article.body_start :]
    return {
        "doc_id": article.doc_id,
        "text": article.text,
        "source": article.source,
        "encoding": article.encoding,
        "body_start": article.body_start,
        "language": language_of(body),
        "n_words": sum(1 for _ in WORD.finditer(body)),
        **{name: SURROGATES.sub("\ufffd", x) if isinstance(x, str) else x for name, x in article.fields.items()},
    }
