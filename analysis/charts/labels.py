"""Words on a chart: only glyphs that a font has, wrapped by their measured width, never cut."""

import unicodedata
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from analysis.charts.phrases import right_to_left

# DejaVu travels with matplotlib and covers Latin, Greek, Cyrillic, Arabic, Hebrew, Georgian and Armenian. The others
# are used for what it lacks, where a machine has them.
FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "Hiragino Sans",
    "PingFang SC", "Microsoft YaHei", "Malgun Gothic", "Noto Sans Devanagari", "Noto Sans Thai", "Noto Sans Bengali",
    "Nirmala UI", "Leelawadee UI", "Kohinoor Devanagari", "Thonburi",
)  # fmt: skip
MISSING = "□"
MARKS = "\u200e\u2068\u2069"  # of direction: read when a line is laid out, never drawn
POINTS_PER_INCH = 72
SLACK = 1.03  # a screen's whole pixels make words a little wider than their outlines


@cache
def families() -> tuple[str, ...]:
    """The font families that charts use: DejaVu Sans, then those of FALLBACKS that this machine has."""
    installed = set(font_manager.get_font_names())
    return ("DejaVu Sans", *(name for name in FALLBACKS if name in installed))


@cache
def _covered() -> frozenset[int]:
    fonts = [font_manager.findfont(name) for name in families()]
    return frozenset(code for path in fonts for code in FT2Font(path).get_charmap())


def printable(text: str) -> str:
    """`text` on one line, with nothing in it that the fonts cannot draw.

    A letter that no font has becomes an empty box, so that the reader sees that one is missing; emoji, joiners and
    control characters are dropped. Only for drawing: alt texts and tables keep the words as they are.
    """
    kept = [_glyph(char) for char in " ".join(text.split())]
    return " ".join("".join(kept).split()) or (MISSING if text.strip() else "")


def _glyph(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Cn"):
        return ""
    if ord(char) in _covered() or char in MARKS:
        return char
    return "" if category in ("So", "Sk", "Cf", "Mn", "Me") else MISSING


@cache
def width(text: str, points: float, weight: str = "normal") -> float:
    """How wide `text` is drawn, in inches."""
    font = FontProperties(family=list(families()), size=points, weight=weight)
    return SLACK * float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / POINTS_PER_INCH


def fit(text: str, inches: float, points: float, weight: str = "normal") -> str:
    """`text`, printable and broken into lines that are at most so many inches wide; all of its words are kept.

    A word that is wider than a line is broken where the line ends.
    """
    lines: list[str] = []
    for word in printable(text).split(" "):
        if lines and width(f"{lines[-1]} {word}", points, weight) <= inches:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, inches, points, weight)
    made = "\n".join(lines)
    return upright(made) if _starts_left(text) else made


def _starts_left(text: str) -> bool:
    return next((char for char in map(unicodedata.bidirectional, text) if char in ("L", "R", "AL")), "L") == "L"


def upright(text: str) -> str:
    """Each line of `text` held to run from left to right, as a sentence of English does whatever names it holds."""
    return "\n".join(f"\u200e{line}" if right_to_left(line) else line for line in text.split("\n"))


def _broken(word: str, inches: float, points: float, weight: str) -> list[str]:
    if width(word, points, weight) <= inches:
        return [word]
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, points, weight) > inches:
            pieces.append("")
        pieces[-1] += char
    return pieces


def lines(text: str) -> int:
    """How many lines `text` takes."""
    return text.count("\n") + 1
