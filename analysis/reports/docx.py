"""The report as a Word document: real tables with header rows, captions and alternative text, styles that people
can change.
"""

import io
import re
import tempfile
import zipfile
from importlib.resources import as_file, files
from pathlib import Path

import pypandoc
from lxml import etree

from analysis.places import package_version
from analysis.reports.document import Document
from analysis.reports.page import COLOPHON

CONTENT = "Content words"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx(document: Document) -> bytes:
    """The bytes of a DOCX file of `document`, styled as `reference.docx` beside this module."""
    source = _for_pandoc(document)
    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        out = Path(scratch) / "report.docx"
        with as_file(files("analysis.reports") / "reference.docx") as reference:
            pypandoc.convert_text(
                source,
                "docx",
                format="html+native_spans+native_divs",
                outputfile=str(out),
                extra_args=[
                    f"--reference-doc={reference}",
                    "--metadata=lang:en-GB",
                    "--sandbox",
                    "--shift-heading-level-by=-1",
                ],
            )
        return _settled(out)


def _settled(path: Path) -> bytes:
    """The file with rows that stay whole at a page's end, and without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = _whole_rows(data)
            elif name == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", data)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _whole_rows(data: bytes) -> bytes:
    tree = etree.fromstring(data)
    for row in tree.iter(f"{WORD}tr"):
        properties = row.find(f"{WORD}trPr")
        if properties is None:
            properties = etree.Element(f"{WORD}trPr")
            row.insert(0, properties)
        properties.insert(0, etree.Element(f"{WORD}cantSplit"))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _for_pandoc(document: Document) -> str:
    """The body as HTML in which pandoc recognises what it would otherwise drop."""
    body = etree.fromstring(etree.tostring(document.body))
    for mark in body.iter("mark"):
        mark.tag = "span"
        mark.set("data-custom-style", CONTENT)
    for link in [link for link in body.iter("a") if (link.text or "").startswith("↑")]:
        link.text = ""  # leads back up a screen; paper has none
    for division in body.iter("div"):
        if "answer" in (division.get("class") or "").split():
            division.set("data-custom-style", "Answer")
    for figure in body.iter("figure"):
        if figure.find(".//table") is not None:  # pandoc would put the table into a one-celled table
            figure.tag = "div"
    inside = etree.tostring(body, encoding="unicode", method="html")
    title = etree.Element("title")
    title.text = document.title
    head = etree.tostring(title, encoding="unicode", method="html")
    colophon = COLOPHON.format(version=package_version())
    return f"<html lang='en'><head>{head}</head><body>{inside}<p>{colophon}</p></body></html>"
