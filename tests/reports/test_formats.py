"""The same report in three formats, each read back: HTML, DOCX, PDF."""

import base64
import io
import warnings
from collections.abc import Sequence
from pathlib import Path

import docx as word
import nbformat
import pandas as pd
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from analysis.places import notebooks
from analysis.reports import Marked, answer, table
from analysis.reports.document import Document, document
from analysis.reports.docx import docx
from analysis.reports.page import page
from analysis.reports.pdf import pdf, spelt

PIXEL = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
).decode()
FIGURE = (
    f'<figure><img src="data:image/png;base64,{PIXEL}" alt="One bar: the ministry, 4 claims." width="300">'
    "<figcaption>Claims by speaker.</figcaption></figure>"
)
ADDRESS = "https://example.org/" + "a-very-long-address/" * 12
HOSTILE = 'He wrote #strong[x] $y$ \\ `z` *w* _v_ @u <b>t</b> "s" //r /*q*/'
ROWS = pd.DataFrame(
    {
        "Speaker": ["Ærø's ministry", "וזרת התחבורה", "🇺🇸 🚨 the ambassador"],
        "Sentence": pd.Series(
            [HOSTILE, Marked("He said so", '<strong class="source">He</strong> <em class="cue">said</em> so'), ADDRESS],
            dtype=object,
        ),
        "Claims": [1, 22, 3333],
    }
)


def shown(*parts: str, tags: Sequence[str] = ()) -> nbformat.NotebookNode:
    outputs = [new_output("display_data", data={"text/html": part}) for part in parts]
    return new_code_cell("secret_code()", outputs=outputs, metadata={"tags": list(tags)})


@pytest.fixture(scope="module")
def made() -> Document:
    return document(
        new_notebook(
            cells=[
                new_markdown_cell("# Who claims what\n\nA *short* report with a [link](https://example.org)."),
                shown("<p>never shown</p>", tags=["setup"]),
                shown("<p>only for several</p>", tags=["several-articles"]),
                new_markdown_cell("## First part\n\n- one\n- two"),
                shown(table(ROWS, "Speakers & sentences.")._repr_html_()),
                new_markdown_cell("## Second part\n\n> quoted"),
                shown(FIGURE, "<h4>Deep heading</h4><style>.x {color: red}</style><script>alert(1)</script>"),
                new_markdown_cell("## Third part"),
                shown(answer("Four claims.", "Limit: <none>.")._repr_html_()),
            ]
        ),
        leave_out={"several-articles"},
    )


def test_the_document_holds_results_and_prose_and_no_code(made: Document) -> None:
    words = made.body.text_content()
    assert made.title == "Who claims what"
    assert "Four claims." in words
    assert not [word for word in ("secret_code", "never shown", "only for several", "alert(1)") if word in words]


def test_captions_are_numbered_and_headings_never_skip_a_level(made: Document) -> None:
    captions = [" ".join(part.text_content().split()) for part in made.body.iter("caption", "figcaption")]
    assert captions == ["Table 1. Speakers & sentences.", "Figure 1. Claims by speaker."]
    assert [part.tag for part in made.body.iter("h1", "h2", "h3", "h4")] == ["h1", "h2", "h2", "h3", "h2"]


def test_the_page_needs_nothing_from_elsewhere(made: Document) -> None:
    tree = html.document_fromstring(page(made))
    assert not list(tree.iter("script", "link", "iframe"))
    assert all(image.get("src").startswith("data:") for image in tree.iter("img"))
    assert "url(" not in page(made)


def test_the_page_keeps_alt_text_contents_and_escapes(made: Document) -> None:
    tree = html.document_fromstring(page(made))
    assert [image.get("alt") for image in tree.iter("img")] == ["One bar: the ministry, 4 claims."]
    links = [link.get("href") for link in tree.find_class("contents")[0].iter("a")]
    assert links == ["#first-part", "#second-part", "#third-part"]
    assert all(tree.get_element_by_id(link[1:]) is not None for link in links)
    assert [cell.text_content() for cell in tree.iter("td")][1] == HOSTILE


def test_the_page_may_only_show_what_it_brings(made: Document) -> None:
    policy = html.document_fromstring(page(made)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


BARE = f'<figure><img src="data:image/png;base64,{PIXEL}"></figure>'
BARE_OUTPUT = new_code_cell("x", outputs=[new_output("display_data", data={"image/png": PIXEL})])


@pytest.mark.parametrize("cell", [shown(BARE), BARE_OUTPUT], ids=["html", "png"])
def test_a_picture_without_words_is_told(cell: nbformat.NotebookNode) -> None:
    with pytest.warns(UserWarning, match="no words for readers who do not see it: .*alt="):
        made = document(new_notebook(cells=[cell]))
    assert [image.get("alt") for image in made.body.iter("img")] == ["A picture that is not described"]


@pytest.mark.parametrize("path", sorted(notebooks().glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_picture_of_the_notebooks_has_words(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = document(nbformat.read(path, as_version=4))
    assert all(image.get("alt") for image in made.body.iter("img"))


def test_the_word_document_has_real_tables_with_header_rows(made: Document) -> None:
    read = word.Document(io.BytesIO(docx(made)))
    (grid,) = read.tables
    assert [cell.text for cell in grid.rows[0].cells] == ["Speaker", "Sentence", "Claims"]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)
    assert grid.rows[1].cells[1].text == HOSTILE
    assert grid.rows[3].cells[0].text == "🇺🇸 🚨 the ambassador"


def test_the_word_document_keeps_headings_captions_and_alt_text(made: Document) -> None:
    read = word.Document(io.BytesIO(docx(made)))
    styles = {part.text: part.style.name for part in read.paragraphs if part.style is not None}
    assert styles["First part"] == "Heading 1"
    assert [part.text for part in read.paragraphs].count("Who claims what") == 1
    assert any(words.startswith("Table 1.") and style == "Table Caption" for words, style in styles.items())
    described = read.element.body.iter(qn("wp:docPr"))
    assert [part.get("descr") for part in described] == ["One bar: the ministry, 4 claims."]


def test_the_word_document_is_on_a4(made: Document) -> None:
    section = word.Document(io.BytesIO(docx(made))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_pdf_is_tagged_for_screen_readers_and_holds_every_word(made: Document) -> None:
    read = pypdf.PdfReader(io.BytesIO(pdf(made)))
    words = " ".join(page.extract_text() for page in read.pages)
    packed = "".join(words.replace("\u200b", "").split())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "en"
    assert read.metadata is not None
    assert read.metadata.title == "Who claims what"
    assert "pdfuaid" in read.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for part in ("Four claims.", "3,333", HOSTILE, ADDRESS, "[flag: US]"):
        assert "".join(part.split()) in packed


def test_the_pdf_says_what_its_pictures_show(made: Document) -> None:
    assert "One bar: the ministry, 4 claims." in _structure(pypdf.PdfReader(io.BytesIO(pdf(made))))


def _structure(read: pypdf.PdfReader) -> list[str]:
    """The alternative texts in the document's structure."""
    waiting, found = [read.trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, dict):
            found += [str(part["/Alt"])] if "/Alt" in part else []
            kids = part.get("/K", [])
            waiting += kids if isinstance(kids, list) else [kids]
    return found


def test_nothing_in_the_pdf_lies_outside_the_page(made: Document) -> None:
    read = pypdf.PdfReader(io.BytesIO(pdf(made)))
    edges: list[float] = []
    for sheet in read.pages:
        width = float(sheet.mediabox.width)

        def note(text: str, cm: list[float], tm: list[float], font: object, size: float, width: float = width) -> None:
            if text.strip():
                edges.append((cm[4] + tm[4]) / width)

        sheet.extract_text(visitor_text=note)
    assert edges
    assert max(edges) < 0.95


def test_a_wide_table_gets_a_page_on_its_side() -> None:
    wide = pd.DataFrame([{f"column {n}": f"value {n}" for n in range(12)}])
    parts = [new_markdown_cell("# Wide"), shown(table(wide, "Twelve columns.")._repr_html_())]
    read = pypdf.PdfReader(io.BytesIO(pdf(document(new_notebook(cells=parts)))))
    assert [sheet.mediabox.width > sheet.mediabox.height for sheet in read.pages][1]


def test_a_table_that_runs_over_a_page_repeats_its_header() -> None:
    long = pd.DataFrame({"Number": range(120), "Sentence": ["Somebody said something."] * 120})
    parts = [new_markdown_cell("# Long"), shown(table(long, "Rows.", most=120)._repr_html_())]
    read = pypdf.PdfReader(io.BytesIO(pdf(document(new_notebook(cells=parts)))))
    assert len(read.pages) > 1
    assert all("Sentence" in sheet.extract_text() for sheet in read.pages)


def test_the_same_report_is_the_same_file(made: Document) -> None:
    assert pdf(made) == pdf(made)
    assert page(made) == page(made)
    assert docx(made) == docx(made)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("🚨 alert", "[police cars revolving light] alert"),
        ("🇺🇸 and 🇩🇰", "[flag: US] and [flag: DK]"),
        ("👍🏽 yes", "[thumbs up sign] yes"),
        ("bell\x07 rings", "bell rings"),
        ("word" * 15, "\u200b".join(["wordword"] * 7 + ["word"])),
    ],
)
def test_signs_that_no_font_has_are_spelt_out(text: str, shown: str) -> None:
    assert spelt(text) == shown


def _tall(width: int, height: int) -> str:
    picture = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(picture, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"
    return f'<figure><img src="{source}" alt="A chart." width="600"><figcaption>A chart.</figcaption></figure>'


def test_words_fill_the_page_that_a_chart_does_not_fit_on() -> None:
    before = new_markdown_cell("# Late\n\n## One\n\n" + "\n\n".join(f"Before {n}." for n in range(24)))
    after = new_markdown_cell("After the chart.\n\n## Two\n\nThe end.")
    cells = [before, shown(_tall(600, 500)), after]
    first, second = pypdf.PdfReader(io.BytesIO(pdf(document(new_notebook(cells=cells))))).pages
    assert "After the chart." in first.extract_text()
    assert "Two" not in first.extract_text()  # a section begins when the charts of the one before it are placed
    assert second.extract_text().index("A chart.") < second.extract_text().index("The end.")


def test_a_chart_that_is_taller_than_a_page_ends_no_report() -> None:
    cells = [new_markdown_cell("# Tall\n\nBefore."), shown(_tall(600, 1400)), new_markdown_cell("After.")]
    words = "".join(
        sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(document(new_notebook(cells=cells))))).pages
    )
    assert "Before." in words
    assert "After." in words
