"""Kinds of file by their names: which are read as what, which are passed over, and why others cannot be read."""

from pathlib import PurePosixPath

from analysis.loaders.lists import read_list

PAGES = frozenset((".html", ".htm", ".xhtml"))
TABLES = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet", ".pq"))
ARCHIVES = frozenset((".zip",))

REMEDIES = {
    "as text": "is {}, which is not read; save its articles as plain text or HTML",
    "as table": "is {}, which is not read; save it as CSV or XLSX",
    "unpack": "is {}, which is not opened; unpack it and give the folder",
}
REASONS = {
    row["suffix"]: REMEDIES[row["treatment"]].format(row["name"])
    for row in read_list("suffixes")
    if row["treatment"] in REMEDIES
}
# What lies in a folder beside articles and holds none: passed over without a word.
BESIDE = frozenset(row["suffix"] for row in read_list("suffixes") if row["treatment"] == "pass over")
PAPERWORK = frozenset(("readme", "license", "licence", "notice", "changelog", "contributing", "copying", "authors"))
PAPERWORK_SUFFIXES = frozenset(("", ".md", ".txt", ".rst"))
NO_ARTICLES = frozenset(("thumbs.db", "desktop.ini", "manifest.json", "package.json"))
NO_FOLDERS = frozenset(("__macosx", "__pycache__", "node_modules"))


def is_passed_over(name: str) -> bool:
    """True for a file that is left out of a folder or a zip without a word: hidden, paperwork, pictures, gold files.

    A file that the user names is never passed over.
    """
    path = PurePosixPath(name.casefold())
    paperwork = path.stem.split(".")[0] in PAPERWORK and path.suffix in PAPERWORK_SUFFIXES
    hidden = name.startswith((".", "~$"))
    return hidden or paperwork or path.suffix in BESIDE or path.name in NO_ARTICLES or name.endswith(".gold.json")


def is_passed_over_folder(name: str, siblings: frozenset[str] = frozenset()) -> bool:
    """True for a folder that holds no articles: hidden, a cache, or the "page_files" saved with a page."""
    page = name.removesuffix("_files")
    saved_with_page = page != name and any(page + suffix in siblings for suffix in PAGES)
    return name.startswith(".") or name.casefold() in NO_FOLDERS or saved_with_page
