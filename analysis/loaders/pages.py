"""Saved web pages: the article's text by trafilatura, checked against the page's own paragraphs."""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import trafilatura
from lxml import etree, html

from analysis.errors import InputError
from analysis.loaders.dates import read_date
from analysis.loaders.header_lines import Fields

DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?|\?xml\b[^>]{0,100}?)(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td")
FURNITURE = (
    *("script", "style", "noscript", "template", "iframe", "svg"),
    *("nav", "footer", "aside", "form", "button", "figure"),
)
# Shorter pieces repeat by right: "Advertisement", "Read more".
LONG_PARAGRAPH = 40
FEWEST_WORDS = 5
# The page's own <article> holds this many times the words that were extracted: something was lost.
LOSS = 2.0
# htmldate takes no date later than this; its default is today, and a table must not depend on the day.
LATEST_DATE = "2100-01-01"


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page names in its first 4096 bytes, or None."""
    match = DECLARED.search(data[:4096])
    return match[1].decode("ascii", "replace") if match else None


def read_page(page: str) -> tuple[str, Fields]:
    """The article's text, its paragraphs parted by blank lines, and the fields that the page gives.

    The fields are those of title, date, outlet, author and url that were found.
    Trafilatura finds the text. Where it gives a paragraph twice, runs two together, or keeps less than half of the
    page's one <article>, the page's own paragraphs are taken instead. Raises InputError when there is no article.
    """
    tree = _tree(page)
    found = _extract(page)
    paragraphs = [line for line in (found.text or "").split("\n") if line.strip()] if found is not None else []
    own = _own_paragraphs(tree)
    if not paragraphs or _is_doubled(paragraphs, tree) or _is_glued(paragraphs, own) or _is_cut(paragraphs, tree):
        paragraphs = own or paragraphs
    text = "\n\n".join(paragraphs)
    if len(re.findall(r"\w+", text)) < FEWEST_WORDS:
        raise InputError("holds no article text; save the page again once it has loaded, or save its text")
    return text, _fields(found)


def read_fragment(markup: str) -> str:
    """The paragraphs of a piece of HTML, as in a table's cell, parted by blank lines; "" when there are none."""
    return "\n\n".join(_own_paragraphs(_tree(f"<html><body>{markup}</body></html>")))


def _tree(page: str) -> Any:
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"is no web page that can be parsed ({error}); save the page again") from error


def _extract(page: str) -> Any:
    dates = {"extensive_search": False, "original_date": True, "max_date": LATEST_DATE}
    return trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=True, date_extraction_params=dates
    )


def _fields(found: Any) -> Fields:
    if found is None:
        return {}
    author = found.author.replace("; ", ", ") if found.author else None
    date = read_date(found.date) if found.date else None
    fields = {"title": found.title, "date": date, "outlet": found.sitename, "author": author, "url": found.url}
    return {name: value for name, value in fields.items() if value}


def _own_paragraphs(tree: Any) -> list[str]:
    """The text of the innermost blocks of the page's article, or of its body; a <br> parts paragraphs too."""
    articles = tree.findall(".//article") or tree.findall(".//main")
    root = articles[0] if len(articles) == 1 else tree
    blocks = [block for block in root.iter(*BLOCKS) if not _inside(block, FURNITURE) and not _holds_block(block)]
    lines = [line for block in blocks for line in _lines(block)]
    return [line for line in lines if line]


def _lines(block: Any) -> list[str]:
    parts: list[str] = [""]
    for event, node in etree.iterwalk(block, events=("start", "end", "comment", "pi")):
        if event == "start" and node.tag == "br":
            parts.append("")
        if event == "start":
            parts[-1] += node.text or ""
        elif node is not block:
            parts[-1] += node.tail or ""
    return [_plain(part) for part in parts]


def _inside(block: Any, tags: tuple[str, ...]) -> bool:
    return next(block.iterancestors(*tags), None) is not None


def _holds_block(block: Any) -> bool:
    return next(block.iterdescendants(*BLOCKS), None) is not None


def _is_doubled(paragraphs: list[str], tree: Any) -> bool:
    whole = _plain(" ".join(tree.itertext()))
    counts = Counter(_plain(line.removeprefix("- ")) for line in paragraphs)
    return any(n > 1 and len(line) >= LONG_PARAGRAPH and n > max(1, whole.count(line)) for line, n in counts.items())


def _is_glued(paragraphs: list[str], own: list[str]) -> bool:
    pairs = [(a, b) for a, b in pairwise(own) if min(len(a), len(b)) >= LONG_PARAGRAPH]
    lines = {_plain(line) for line in paragraphs}
    suspects = [line for line in lines if line not in set(own)]
    return any(a + b in line or f"{a} {b}" in line for line in suspects for a, b in pairs)


def _is_cut(paragraphs: list[str], tree: Any) -> bool:
    articles = tree.findall(".//article")
    if len(articles) != 1:
        return False
    blocks = [b for b in articles[0].iter("p") if not _inside(b, FURNITURE)]
    there = sum(len(_plain(" ".join(block.itertext())).split()) for block in blocks)
    return there > LOSS * sum(len(line.split()) for line in paragraphs)


def _plain(text: str) -> str:
    return " ".join(text.split())
