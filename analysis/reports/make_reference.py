"""Makes reference.docx, the styles of the Word report, from pandoc's own: ``python -m
analysis.reports.make_reference``.

Needs python-docx, which the tests use too. Run it after a change here and commit the file that it writes.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx as word
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from analysis.reports.docx import CONTENT

SERIF, SANS = "Georgia", "Arial"
INK, SOFT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59)


def main() -> None:
    """Write reference.docx beside this module."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.docx"
        plain.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
        made = word.Document(str(plain))
    _page(made)
    _words(made)
    _table(made)
    made.save(str(Path(__file__).with_name("reference.docx")))


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    run = footer.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _words(made: Any) -> None:
    styles = made.styles
    for name in ("Normal", "Body Text", "First Paragraph", "Compact", "Block Text"):
        _font(styles[name], SERIF, 10.5, INK)
    for name, size in (("Title", 22), ("Heading 1", 14), ("Heading 2", 11.5), ("Heading 3", 10.5)):
        _font(styles[name], SERIF, size, INK, bold=True)
        styles[name].paragraph_format.keep_with_next = True
    styles["Title"].paragraph_format.alignment = 0
    _font(styles["Compact"], SANS, 8.5, INK)
    styles["Compact"].paragraph_format.space_before = styles["Compact"].paragraph_format.space_after = Pt(2)
    for name in ("Caption", "Table Caption", "Image Caption"):
        _font(styles[name], SANS, 8.5, SOFT)
        styles[name].font.italic = False
    styles["Table Caption"].paragraph_format.keep_with_next = True
    styles["Captioned Figure"].paragraph_format.keep_with_next = True
    styles["Captioned Figure"].paragraph_format.space_before = Pt(12)
    styles["Table Caption"].paragraph_format.space_before = Pt(12)
    styles["Heading 1"].paragraph_format.space_before = Pt(22)
    _shade(styles.add_style(CONTENT, WD_STYLE_TYPE.CHARACTER), "DDEBF4")
    answer = styles.add_style("Answer", WD_STYLE_TYPE.PARAGRAPH)
    answer.base_style = styles["Body Text"]
    answer.paragraph_format.left_indent = Mm(4)


def _font(style: Any, name: str, size: float, colour: RGBColor, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size, style.font.color.rgb, style.font.bold = name, Pt(size), colour, bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "heme" in attribute:  # a theme's font would win over the name
            del fonts.attrib[attribute]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)


def _shade(style: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    style.element.get_or_add_rPr().append(shading)


def _table(made: Any) -> None:
    """Rules above and below, a thin one under each row, the header in bold."""
    properties = made.styles["Table"].element.find(qn("w:tblPr"))
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", "12", "1A1A1A"), ("bottom", "8", "1A1A1A"), ("insideH", "4", "D9D6CE")):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    margins = properties.find(qn("w:tblCellMar"))
    margins.addprevious(borders) if margins is not None else properties.append(borders)
    for part in made.styles["Table"].element.findall(qn("w:tblStylePr")):
        made.styles["Table"].element.remove(part)
    first = OxmlElement("w:tblStylePr")
    first.set(qn("w:type"), "firstRow")
    run = OxmlElement("w:rPr")
    run.append(OxmlElement("w:b"))
    first.append(run)
    made.styles["Table"].element.append(first)


if __name__ == "__main__":
    main()
