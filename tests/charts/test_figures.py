"""Figures: alt text and caption that survive export, and files that are the same on every run."""

import base64
import re
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from matplotlib.axes import Axes

from analysis import charts
from analysis.charts import figures, measures


@pytest.fixture
def ax(tables: dict[str, pd.DataFrame]) -> Axes:
    return charts.claims_by_speaker(measures.claims_by_speaker(tables["claims"], tables["speakers"]))


def test_a_figure_is_an_image_with_alt_text_and_caption(ax: Axes) -> None:
    made = figures.figure(ax, alt='Bars & "quotes" <b>', caption="Who <said> it")
    html = made._repr_html_()
    assert 'alt="Bars &amp; &quot;quotes&quot; &lt;b&gt;"' in html
    assert "<figcaption>Who &lt;said&gt; it</figcaption>" in html
    data = re.search(r"base64,([^\"]+)", html)
    assert data is not None
    assert base64.b64decode(data[1])[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_alt_text_is_the_charts_own_unless_given(ax: Axes) -> None:
    made = figures.figure(ax)
    assert repr(made).startswith("Bar chart, one bar a speaker, divided by kind of claim. Ilse Brandt makes the most")
    assert not plt.get_fignums()


def test_axes_of_others_need_an_alt_text() -> None:
    with pytest.raises(ValueError, match="alt="):
        figures.figure(plt.figure().add_subplot())
    plt.close("all")


def test_the_picture_has_two_pixels_for_one(ax: Axes) -> None:
    made = figures.figure(ax)
    wide = int.from_bytes(made.png[16:20], "big")
    assert wide == pytest.approx(2 * 96 * made.width, abs=1)
    assert f'width="{round(96 * made.width)}"' in made._repr_html_()


def test_nbconvert_keeps_alt_text_and_caption(ax: Axes) -> None:
    from nbconvert import HTMLExporter

    html = figures.figure(ax, caption="By speaker")._repr_html_()
    output = nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": "x"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    assert 'alt="Bar chart, one bar a speaker' in page
    assert "<figcaption>By speaker</figcaption>" in page


@pytest.mark.parametrize("kind", figures.FORMATS)
def test_the_same_chart_is_the_same_file(kind: str, tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    tidy = measures.article_strip(
        tables["documents"].iloc[0], *(tables[t] for t in ("claims", "speakers", "positions"))
    )
    one, two = (
        figures.save(charts.article_strip(tidy), tmp_path / name, "strip", [kind])[0].read_bytes() for name in "ab"
    )
    assert one == two
    plt.close("all")


def test_text_stays_text_and_the_alt_text_travels_along(ax: Axes, tmp_path: Path) -> None:
    paths = figures.save(ax, tmp_path / "new" / "folder", "claims")
    assert [path.name for path in paths] == ["claims.svg", "claims.pdf", "claims.png"]
    svg = paths[0].read_text("utf-8")
    assert re.search(r"<text[^>]*>Ilse Brandt</text>", svg)
    assert "one bar a speaker" in svg
    plt.close("all")


def test_an_unknown_format_is_refused(ax: Axes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'emf' is none of svg, pdf, png"):
        figures.save(ax, tmp_path, "x", ["emf"])
    plt.close("all")


def test_a_picture_taller_than_a_page_is_shown_smaller():
    axes = plt.figure(figsize=(6.3, 14)).add_axes((0.1, 0.1, 0.8, 0.8))
    made = figures.figure(axes, alt="A tall one.")
    assert made.width == pytest.approx(6.3 * figures.TALLEST / 14)
