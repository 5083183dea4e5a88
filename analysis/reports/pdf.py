"""The report as a PDF that screen readers can follow (PDF/UA-1), typeset by typst with the fonts that travel along."""

import base64
import json
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from lxml.html import HtmlElement

from analysis.places import package_version
from analysis.reports.document import Document
from analysis.reports.page import COLOPHON

LONGEST_WORD = 40
POINTS_PER_LETTER = 4.6  # of a table's type, on the wide side
MOST_COLUMNS_UPRIGHT = 7
PIXELS_PER_POINT = 96 / 72
TEXT_WIDTH = 470  # points between the margins of page.typ
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_UNSEEN = {"\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}
_BLOCKS = {
    *_HEADINGS,
    *("p", "ul", "ol", "li", "table", "figure", "img", "pre", "hr", "blockquote", "div", "article", "section", "main"),
    *("nav", "header", "footer", "style", "script", "details", "summary", "dl", "dt", "dd"),
}
_INLINE = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "u": "underline",
    "sub": "sub",
    "sup": "super",
    "mark": "marked",
}


def pdf(document: Document) -> bytes:
    """The bytes of a PDF/UA-1 file of `document`; the same document gives the same bytes.

    Signs that no font has (emoji) are spelt out in brackets; words longer than a line may break anywhere.
    """
    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        folder = Path(scratch)
        main = folder / "main.typ"
        about: Any = {
            "root": folder,
            "font_paths": [str(path) for path in _font_folders()],
            "ignore_system_fonts": True,
        }
        late: set[int] = set()
        while True:
            main.write_text(_Writer(folder, late).document(document), encoding="utf-8")
            left = json.loads(typst.query(str(main), "<left-over>", field="value", **about))
            over = next((number for number, points in enumerate(left, 1) if points < 0 and number not in late), None)
            if over is None:
                break
            late.add(over)  # one at a time: it moves all that stand behind it
        compiled: Any = typst.compile(str(main), pdf_standards=["ua-1"], **about)
    assert isinstance(compiled, bytes)
    return compiled


def _font_folders() -> list[Path]:
    """matplotlib's fonts: they cover Greek, Cyrillic, Arabic, Hebrew and signs that typst's own lack."""
    spec = find_spec("matplotlib")
    return [Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"] if spec and spec.origin else []


def _string(text: str, longest: int = LONGEST_WORD) -> str:
    """`text` as a typst expression in markup: a string, so that nothing in it is ever read as markup."""
    safe = spelt(text, longest).replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{safe}";' if safe else ""


def spelt(text: str, longest: int = LONGEST_WORD) -> str:
    """`text` with emoji as words in brackets, control characters left out, and words over `longest` made breakable."""
    out, flag = [], ""
    for sign in text:
        if "\U0001f1e6" <= sign <= "\U0001f1ff":
            flag += chr(ord(sign) - 0x1F1E6 + ord("A"))
            if len(flag) == 2:
                out.append(f"[flag: {flag}]")
                flag = ""
        elif sign in _UNSEEN or (unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") and sign not in "\n\t"):
            continue
        elif ord(sign) >= 0x1F000 and unicodedata.category(sign) == "So":
            out.append(f"[{unicodedata.name(sign, 'sign').lower()}]")
        else:
            out.append(sign)
    return re.sub(rf"\S{{{longest + 1},}}", lambda found: _breakable(found.group()), "".join(out))


def _breakable(word: str) -> str:
    """`word` with zero-width spaces after its punctuation and at least every eight characters."""
    parts = [piece for part in re.split(r"(?<=[/._?&=#@-])", word) for piece in _cut(part)]
    return "\u200b".join(parts)


def _cut(part: str) -> Iterator[str]:
    """Pieces of eight characters, none of which begins with a combining mark."""
    piece = ""
    for sign in part:
        if len(piece) >= 8 and not unicodedata.combining(sign):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


class _Writer:
    """Writes a document's tree as typst markup; pictures go into `folder`; those whose numbers are
    in `late` may stand behind words that follow them."""

    def __init__(self, folder: Path, late: Collection[int] = ()) -> None:
        self.folder, self.late = folder, late
        self.pictures = 0
        self.longest = LONGEST_WORD

    def document(self, document: Document) -> str:
        style = (files("analysis.reports") / "page.typ").read_text(encoding="utf-8")
        title = _string(document.title).removeprefix("#").removesuffix(";")
        colophon = _string(COLOPHON.format(version=package_version()))
        body = self.blocks(document.body)
        return f"#let TITLE = {title}\n{style}\n#masthead\n\n{body}\n\n#v(1em)#note[{colophon}]\n"

    def blocks(self, element: HtmlElement) -> str:
        """The children of `element`, each a block; loose words between them become paragraphs."""
        parts, loose = [], self.text(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                loose += self.text(child.tail)
                continue
            if child.tag not in _BLOCKS:
                loose += self.inline_element(child) + self.text(child.tail)
                continue
            parts += [loose, self.block(child)]
            loose = self.text(child.tail)
        return "\n\n".join(part for part in [*parts, loose] if part.strip() and part != '#" ";')

    def block(self, element: HtmlElement) -> str:
        tag = element.tag
        if tag in _HEADINGS:
            return f"{'=' * _HEADINGS[tag]} {self.inline(element)}"
        if tag == "p":
            words = self.inline(element)
            return f"#note[{words}]" if "note" in element.classes else words
        if tag in ("ul", "ol"):
            return self.list(element)
        if tag == "table" or (tag == "figure" and element.find(".//table") is not None):
            return self.table(element if tag == "table" else element.find(".//table"))
        if tag in ("figure", "img"):
            return self.figure(element)
        if tag == "pre":
            return f"#raw(block: true, {_literal(element.text_content())})"
        if tag == "hr":
            return "#line(length: 100%, stroke: 0.4pt)"
        if tag == "blockquote":
            return f"#quoted[{self.blocks(element)}]"
        if "answer" in element.classes:
            return f"#boxed[{self.blocks(element)}]"
        return "" if tag in ("style", "script", "nav", "input", "button", "select", "label") else self.blocks(element)

    def text(self, text: str | None) -> str:
        return _string(_BLANKS.sub(" ", text), self.longest) if text else ""

    def inline(self, element: HtmlElement) -> str:
        parts = [self.text(element.text)]
        for child in element:
            parts += [self.inline_element(child) if isinstance(child.tag, str) else "", self.text(child.tail)]
        return "".join(parts).strip()

    def inline_element(self, element: HtmlElement) -> str:
        inside = self.inline(element)
        if element.tag == "br":
            return "#linebreak();"
        if not inside or element.tag in ("style", "script"):
            return ""
        if element.tag == "a" and re.match(r"https?://", element.get("href", "")):
            return f"#link({_literal(element.get('href'))})[{inside}];"
        if element.tag == "code":
            return f"#raw({_literal(spelt(element.text_content(), self.longest))});"
        if element.tag == "a" and inside.startswith('#"↑'):  # leads back up a screen; paper has none
            return ""
        if "cc-tag" in element.classes:
            return f"#tag[{inside}];"
        if element.tag == "q":
            return f'#"“";{inside}#"”";'
        name = _INLINE.get(element.tag)
        return f"#{name}[{inside}];" if name else inside

    def list(self, element: HtmlElement) -> str:
        name = "enum" if element.tag == "ol" else "list"
        items = "".join(f"[{self.blocks(item)}]," for item in element if item.tag == "li")
        return f"#{name}({items})"

    def table(self, table: HtmlElement) -> str:
        rows = list(table.iter("tr"))
        heads = [row for row in rows if row.getparent().tag == "thead"]
        shares = [float(re.sub(r"[^\d.]", "", col.get("style", ""))) for col in table.iter("col")]
        upright = len(shares) <= MOST_COLUMNS_UPRIGHT
        self.room = [share / sum(shares) * TEXT_WIDTH * (1 if upright else 1.5) for share in shares]
        cells = [f"table.header({self.cells(row)})" for row in heads]
        cells += [self.cells(row) for row in rows if row not in heads]
        caption = table.find("caption")
        said = f"caption: [{self.inline(caption)}], " if caption is not None else ""
        columns = ", ".join(f"{share:.2f}fr" for share in shares)
        joined = ",\n".join(cells)
        made = f"#figure(kind: table, supplement: none, {said}table(columns: ({columns},),\n{joined}))"
        return made if upright else f"#page(flipped: true)[{made}]"

    def cells(self, row: HtmlElement) -> str:
        parts = []
        for number, cell in enumerate(row):
            side = ", align: right" if "number" in cell.classes else ""
            span = f", colspan: {cell.get('colspan')}" if cell.get("colspan") else ""
            # A word that is wider than its column would run over the next one.
            self.longest = max(4, int(self.room[min(number, len(self.room) - 1)] / POINTS_PER_LETTER))
            inside = self.blocks(cell)
            parts.append(f"table.cell([{inside}]{side}{span})" if side or span else f"[{inside}]")
        self.longest = LONGEST_WORD
        return ", ".join(parts)

    def figure(self, element: HtmlElement) -> str:
        image = element if element.tag == "img" else element.find(".//img")
        if image is None:
            return self.blocks(element)
        found = re.match(r"data:image/(png|jpeg);base64,(.*)", image.get("src", ""), re.DOTALL)
        if not found:
            return ""
        self.pictures += 1
        name = f"picture{self.pictures}.{found.group(1)}"
        (self.folder / name).write_bytes(base64.b64decode(found.group(2)))
        wanted = float(image.get("width") or TEXT_WIDTH * PIXELS_PER_POINT) / PIXELS_PER_POINT
        width = "100%" if wanted >= TEXT_WIDTH else f"{wanted:.0f}pt"
        caption = element.find(".//figcaption")
        said = f", caption: [{self.inline(caption)}]" if caption is not None else ""
        alt = _literal(image.get("alt", "Figure"))
        late = ", late: true" if self.pictures in self.late else ""
        return f'#chart(image("{name}", width: {width}, alt: {alt}){said}{late})'


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'
