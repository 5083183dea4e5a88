"""Kinds of file by their names: which are read as what, which are passed over, and why others cannot be read."""

from pathlib import PurePosixPath

PAGES = frozenset((".html", ".htm", ".xhtml"))
TABLES = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet", ".pq"))
ARCHIVES = frozenset((".zip",))

AS_TEXT = "is {}, which is not read; save its articles as plain text or HTML"
AS_TABLE = "is {}, which is not read; save it as CSV or XLSX"
UNPACK = "is {}, which is not opened; unpack it and give the folder"
UNREAD = {
    ".pdf": AS_TEXT.format("a PDF"),
    ".doc": AS_TEXT.format("a Word document"),
    ".docx": AS_TEXT.format("a Word document"),
    ".odt": AS_TEXT.format("an OpenDocument text"),
    ".rtf": AS_TEXT.format("an RTF document"),
    ".epub": AS_TEXT.format("an e-book"),
    ".mht": AS_TEXT.format("a web archive"),
    ".mhtml": AS_TEXT.format("a web archive"),
    ".webarchive": AS_TEXT.format("a web archive"),
    ".eml": AS_TEXT.format("an e-mail"),
    ".pptx": AS_TEXT.format("a presentation"),
    ".xls": AS_TABLE.format("an old Excel workbook"),
    ".ods": AS_TABLE.format("an OpenDocument spreadsheet"),
    ".pkl": AS_TABLE.format("a pickle"),
    ".pickle": AS_TABLE.format("a pickle"),
    ".feather": AS_TABLE.format("a Feather table"),
    ".gz": UNPACK.format("compressed"),
    ".bz2": UNPACK.format("compressed"),
    ".xz": UNPACK.format("compressed"),
    ".zst": UNPACK.format("compressed"),
    ".tar": UNPACK.format("a tar archive"),
    ".tgz": UNPACK.format("a tar archive"),
    ".7z": UNPACK.format("a 7z archive"),
    ".rar": UNPACK.format("a RAR archive"),
}

# What lies in a folder beside articles and holds none: passed over without a word.
BESIDE = frozenset(
    ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .mp3 .mp4 .m4a .wav .ogg .webm .mov .avi .woff .woff2 "
    ".ttf .otf .eot .css .js .mjs .map .py .pyc .ipynb .r .sh .bat .exe .dll .so .toml .ini .cfg .yml .yaml .lock .log .bak "
    ".tmp .db .sqlite .ann .conf .xsl .xsd .dtd .bib .tex .url .lnk .md5 .sha256".split()
)
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
    """True for a folder that holds no articles: hidden, a cache, or the "page_files" that a browser saves with a page."""
    page = name.removesuffix("_files")
    saved_with_page = page != name and any(page + suffix in siblings for suffix in PAGES)
    return name.startswith(".") or name.casefold() in NO_FOLDERS or saved_with_page
