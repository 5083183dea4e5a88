"""From an executed notebook to one tidy HTML tree, which every format of a report is made from."""

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree, html
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

Element: TypeAlias = html.HtmlElement
HIDDEN = {"parameters", "setup", "notebook-only"}
NOT_DESCRIBED = "A picture that is not described"
WITHOUT_WORDS = (
    "a picture of the report has no words for readers who do not see it: "
    "show a chart with figure(axes, caption, alt='…'), write a picture as ![what it shows](address)"
)
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Document:
    """A report before it has a format: its title, its body, and the style sheets that the body's views bring along.

    `body` is a ``<main>`` element of headings, paragraphs, lists, ``<figure>`` and ``<table>``; captions are numbered,
    headings have ids, and every picture has an alt text. `contents` holds (id, words) of the second-level headings, in
    order.
    """

    title: str
    body: Element
    styles: list[str] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)


def document(notebook: NotebookNode, leave_out: Collection[str] = ()) -> Document:
    """The report in an executed notebook: its prose and its results, no code.

    A cell tagged `parameters`, `setup`, `notebook-only`, or with a tag in `leave_out`, leaves nothing in the report.
    The title is the first heading. Warns of a picture without alt text and says how to give it one.
    """
    hidden = HIDDEN | set(leave_out)
    parts = [
        part for cell in notebook.cells if not hidden & set(cell.metadata.get("tags", [])) for part in _parts(cell)
    ]
    body = html.fragment_fromstring("\n".join(parts), create_parent="main")
    styles = list(dict.fromkeys(style.text_content() for style in body.iter("style")))
    for element in [*body.iter("style"), *body.iter("script"), *body.find_class("anchor-link")]:
        element.drop_tree()
    _tell_pictures_without_words(body)
    _number(body)
    _step_down(body)
    for table in body.iter("table"):
        _size(table)
    heading = body.find(".//h1")
    title = heading.text_content().strip() if heading is not None else "Report"
    return Document(title, body, styles, _contents(body))


def _parts(cell: NotebookNode) -> list[str]:
    if cell.cell_type == "markdown":
        return [markdown2html(cell.source)]
    if cell.cell_type != "code":
        return []
    return [part for output in cell.outputs if (part := _shown(output))]


def _shown(output: NotebookNode) -> str:
    """An output as HTML: what it says of itself in HTML, else Markdown, a picture, or its plain words."""
    if output.output_type == "stream":
        return f"<pre>{_escaped(output.text)}</pre>" if output.name == "stdout" else ""
    data = output.get("data", {})
    if "text/html" in data:
        return str(data["text/html"])
    if "text/markdown" in data:
        return str(markdown2html(data["text/markdown"]))
    if "image/png" in data:
        return f'<figure><img src="data:image/png;base64,{data["image/png"].strip()}"></figure>'
    return f"<pre>{_escaped(data['text/plain'])}</pre>" if data.get("text/plain") else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tell_pictures_without_words(body: Element) -> None:
    """Warn of each picture that has no alt text, and let the report say so in its place."""
    for image in body.iter("img"):
        if not (image.get("alt") or image.get("title")):
            warnings.warn(WITHOUT_WORDS, stacklevel=3)
        image.set("alt", image.get("alt") or image.get("title") or NOT_DESCRIBED)


def _number(body: Element) -> None:
    """Put "Figure 1. " and "Table 1. " before the captions, each kind counted by itself, in document order."""
    counts = {"Figure": 0, "Table": 0}
    for caption in body.iter("figcaption", "caption"):
        inside = caption.getparent()
        kind = "Table" if inside.tag == "table" or inside.find(".//table") is not None else "Figure"
        counts[kind] += 1
        label = html.Element("b", {"class": "label"})
        label.text = f"{kind} {counts[kind]}."
        label.tail = " " + (caption.text or "").lstrip()
        caption.text = None
        caption.insert(0, label)


def _size(table: Element) -> None:
    """Give the columns of a table that states no widths theirs, by the longest of their cells."""
    rows = list(table.iter("tr"))
    count = max((len(row) for row in rows), default=0)
    if len(list(table.iter("col"))) == count:
        return
    longest = [max(len(row[n].text_content().strip()) if n < len(row) else 0 for row in rows) for n in range(count)]
    shares = [min(max(letters, 8), 60) for letters in longest]
    group = html.Element("colgroup")
    for share in shares:
        group.append(html.Element("col", {"style": f"width: {100 * share / sum(shares):.1f}%"}))
    table.insert(1 if table.find("caption") is not None else 0, group)


def _step_down(body: Element) -> None:
    """Let no heading lie more than one level below the one before it: screen readers lose the thread otherwise."""
    level = 0
    for heading in body.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = min(int(heading.tag[1]), level + 1)
        heading.tag = f"h{level}"


def _contents(body: Element) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    for heading in body.iter("h1", "h2", "h3", "h4"):
        words = " ".join(heading.text_content().split())
        taken = {name for name, _ in made}
        name = _SLUG.sub("-", words.lower()).strip("-") or "section"
        heading.set("id", name if name not in taken else f"{name}-{len(made)}")
        if heading.tag == "h2":
            made.append((heading.get("id"), words))
    return made


def inner(element: Element) -> str:
    """The HTML inside `element`, its own tags left out."""
    parts = [_escaped(element.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)
