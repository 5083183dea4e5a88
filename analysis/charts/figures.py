"""Figures: a chart with its alt text and caption for a notebook, and as files for print."""

import base64
import html
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from PIL import Image

from analysis.charts import labels, style

CSS_PIXELS = 96  # to the inch
DENSITY = 2  # pixels of the picture to one of the screen
FORMATS = ("svg", "pdf", "png")
PRINT_DPI = 300
COLOURS = 48
# Fixed, so that the same chart is the same file, byte for byte, on every run.
SAVING: Any = {"svg.fonttype": "none", "svg.hashsalt": "contested-claims", "pdf.fonttype": 42}
# Inches: what an A4 or Letter page holds with its margins, a heading and a caption; a taller picture would be cut off.
TALLEST = 8.8
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None, "ModDate": None},
    "png": {},
}


class Figure:
    """A chart as a notebook shows it: a picture with its alt text and a caption, which exports keep.

    `png` is the picture at twice the screen's resolution, `alt` and `caption` plain text, `width` inches.
    """

    def __init__(self, png: bytes, alt: str, caption: str, width: float) -> None:
        self.png, self.alt, self.caption, self.width = png, alt, caption, width

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.png).decode("ascii")
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        pixels = round(self.width * CSS_PIXELS)
        return (
            f'<figure style="margin:0 0 1em"><img alt="{html.escape(self.alt)}" width="{pixels}" '
            f'style="max-width:100%;height:auto;background:#fff" src="data:image/png;base64,{data}">{caption}</figure>'
        )

    def __repr__(self) -> str:
        return self.alt


def figure(ax: Axes, alt: str | None = None, caption: str = "") -> Figure:
    """The chart on `ax` as a picture with `alt` and `caption`; by default the alt text that its numbers make.

    The last expression of a notebook's cell: matplotlib's own figure is closed, so that it is not shown twice. Raises
    ValueError when `ax` was not drawn by this package and no `alt` is given.
    """
    words = style.description(ax) if alt is None else alt
    if not words:
        raise ValueError("this chart has no alt text of its own; say what it shows: figure(ax, alt='…')")
    canvas = _canvas(ax)
    png = _smaller(_bytes(canvas, "png", CSS_PIXELS * DENSITY))
    across, tall = map(float, canvas.get_size_inches())
    made = Figure(png, words, caption, across * min(1.0, TALLEST / tall))
    plt.close(canvas)
    return made


def save(ax: Axes, folder: str | Path, name: str, formats: Sequence[str] = FORMATS) -> list[Path]:
    """The files written: the chart on `ax` as `folder`/`name`.svg, .pdf and .png, for print and for editing.

    Text stays text in the SVG and the PDF; the PNG has 300 dots to the inch. The same chart gives the same bytes. The
    folder is made when it is missing. Raises ValueError for a format other than svg, pdf or png.
    """
    unknown = [kind for kind in formats if kind not in FORMATS]
    if unknown:
        raise ValueError(f"format {unknown[0]!r} is none of {', '.join(FORMATS)}")
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in formats:
        path = place / f"{name}.{kind}"
        path.write_bytes(_bytes(_canvas(ax), kind, PRINT_DPI, style.description(ax)))
        written.append(path)
    return written


def _canvas(ax: Axes) -> Canvas:
    canvas = ax.get_figure(root=True)
    if canvas is None:
        raise ValueError("these axes belong to no figure; draw the chart again")
    return canvas


def _smaller(png: bytes) -> bytes:
    """The picture with a palette of its own, a third of the size: a chart has few colours; thin marks keep theirs."""
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _bytes(canvas: Canvas, kind: str, dpi: float, words: str = "") -> bytes:
    buffer = io.BytesIO()
    about: dict[str, str | None] = dict(METADATA[kind])
    if words:
        about[{"svg": "Description", "pdf": "Subject", "png": "Description"}[kind]] = words
    with matplotlib.rc_context(style.RC | SAVING | {"font.family": list(labels.families())}):
        canvas.savefig(buffer, format=kind, dpi=dpi, metadata=about)
    return buffer.getvalue()
