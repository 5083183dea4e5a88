"""Charts of contest: who takes which side of each assertion, and how many. The unit of length is the inch."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import alt_text, labels, style, titles
from analysis.charts.phrases import NOBODY, count_of, few_of, noted, records
from analysis.charts.style import GREY, INK, PALE, STANCE_LOOKS, STANCE_WORDS, TEXT, chart, described, stage, tall

ACROSS = style.WIDTH - 2 * style.EDGE
COLUMNS = ("asserts", "doubts", "denies", "reports")
MARK, GAP, PAD = 0.16, 0.12, 0.1  # inches: a mark before a name, between columns, between rows
NAMES = 10  # of one mark in a column of one assertion, before the others are counted
BASE = TEXT / 72  # inches from the top of a line to its baseline
NO_CONTEST = "contested assertions"


@chart
def contest_map(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """Each contested assertion with the names on every side: who asserts, who doubts, who denies.

    `tidy` is what `measures.contest_map` returns. A cross is a denial in so many words, a hollow cross a clash that
    nobody put into words, with the program's confidence in it; "×2" means that the speaker took the side in two
    claims; of more than eleven names with one mark the last are counted ("and 3 others"). A reader may conclude who
    stands where in these articles; not who is right.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing(NO_CONTEST))
    columns = [stance for stance in COLUMNS if stance in ("asserts", "denies") or stance in set(tidy["stance"])]
    room = ACROSS / len(columns)
    blocks = [_block(part, columns, room - MARK - GAP) for _, part in tidy.groupby("rank", sort=True)]
    shown = few_of(len(blocks), int(tidy["of"].iloc[0]), "assertion")
    sure = "in brackets, how sure the program is of a clash that nobody put into words: 0 to 1"
    n = f"n = {shown}, {count_of(int(tidy['positions'].sum()), 'position')}"
    note = noted(source, n, sure if (tidy["means"] == "implicit").any() else "")
    ax = stage(ax, height=sum(block.height for block in blocks), title=title or titles.contest_map(tidy), note=note,
               key=_key(tidy), left=style.EDGE)  # fmt: skip
    top = 0.0
    for block in blocks:
        _draw(ax, block, columns, room, top)
        top += block.height
    ax.set_xlim(0, ACROSS)
    ax.set_ylim(top, 0)
    ax.set_axis_off()
    return described(ax, alt_text.contest_map(tidy))


@chart
def most_contested(tidy: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None, source: str = "") -> Axes:
    """A pair of bars an assertion: to the left the speakers who assert it, to the right those who dispute it.

    `tidy` is what `measures.most_contested` returns. Disputes by implication are hatched and stand outermost, so that
    they are never read as denials in so many words. More speakers on a side do not make it true.
    """
    if tidy.empty:
        return style.blank(ax, alt_text.nothing(NO_CONTEST))
    most = tidy.groupby(["rank", tidy["stance"] == "asserts"])["speakers"].sum().max()
    statements = [labels.fit(words, ACROSS - 0.1, TEXT) for words in tidy.drop_duplicates("rank")["statement"]]
    bar = TEXT * style.LEADING / 72
    heights = [tall(words, TEXT) + bar + 0.16 for words in statements]
    note = noted(
        source,
        f"n = {few_of(len(statements), int(tidy['of'].iloc[0]), 'assertion')}; the numbers count different speakers",
    )
    ax = stage(
        ax, height=sum(heights), title=title or titles.most_contested(tidy), note=note, key=_key(tidy, bars=True)
    )
    for position, (_, part) in enumerate(tidy.groupby("rank", sort=True)):
        top = sum(heights[:position])
        _write(ax, -most * 1.1, top + 0.02, statements[position])
        _pair(ax, part, top + tall(statements[position], TEXT) + 0.04 + bar / 2, bar)
    ax.set_xlim(-most * 1.1, most * 1.32)
    ax.set_ylim(sum(heights), 0)
    ax.set_axis_off()
    return described(ax, alt_text.most_contested(tidy))


@dataclass(frozen=True, slots=True)
class _Block:
    """One assertion of the map: its wrapped statement and, for each stance, the wrapped names with their looks."""

    statement: str
    names: dict[str, list[tuple[str, style.Look]]]
    height: float


def _block(part: pd.DataFrame, columns: list[str], room: float) -> _Block:
    statement = labels.fit(part["statement"].iloc[0], ACROSS, TEXT, "bold")
    names: dict[str, list[tuple[str, style.Look]]] = {stance: [] for stance in columns}
    for (stance, means), side in part.groupby(["stance", "means"], sort=False):
        look = STANCE_LOOKS[stance, means]
        names[stance] += [(labels.fit(words, room, TEXT), look) for words in _names(side)]
    if not names["asserts"]:
        names["asserts"] = [(labels.fit(f"{NOBODY.lower()} asserts it", room, TEXT), style.Look(GREY, marker="_"))]
    longest = max(sum(tall(name, TEXT) for name, _ in side) for side in names.values())
    return _Block(statement, names, tall(statement, TEXT) + 0.04 + longest + 2 * PAD)


def _names(side: pd.DataFrame) -> list[str]:
    """The first NAMES of those who take one stance, then how many others do; one left over is written out."""
    few = side if len(side) <= NAMES + 1 else side.head(NAMES)
    told = []
    for row in records(few):
        again = f" ×{row.positions}" if row.positions > 1 else ""
        sure = f" ({row.confidence:.2f})" if row.means == "implicit" else ""
        told.append(f"{row.speaker}{again}{sure}")
    return told if len(few) == len(side) else [*told, f"and {len(side) - len(few):,} others"]


def _draw(ax: Axes, block: _Block, columns: list[str], room: float, top: float) -> None:
    ax.plot([0, ACROSS], [top, top], color=PALE, linewidth=0.8, clip_on=False)
    _write(ax, 0, top + PAD, block.statement, "bold")
    first = top + PAD + tall(block.statement, TEXT) + 0.04
    for column, stance in enumerate(columns):
        at = first
        for name, look in block.names[stance]:
            ax.plot(column * room + 0.05, at + BASE - 0.04, **look.point())
            _write(ax, column * room + MARK, at, name)
            at += tall(name, TEXT)


def _write(ax: Axes, left: float, top: float, words: str, weight: str = "normal") -> None:
    """Write line by line on a baseline each, so that words stand level beside each other whatever letters they hold."""
    for number, line in enumerate(words.split("\n")):
        ax.text(left, top + BASE + number * TEXT * style.LEADING / 72, line, va="baseline", fontweight=weight)


def _pair(ax: Axes, part: pd.DataFrame, middle: float, bar: float) -> None:
    right = 0
    for (stance, means), look in STANCE_LOOKS.items():
        size = int(part.loc[(part["stance"] == stance) & (part["means"] == means), "speakers"].sum())
        if not size:
            continue
        left = -size if stance == "asserts" else right
        ax.barh(middle, size, bar, left=left, color=look.colour, hatch=look.hatch, edgecolor="white", linewidth=0.8)
        right += 0 if stance == "asserts" else size
    ax.plot([0, 0], [middle - bar * 0.55, middle + bar * 0.7], color=INK, linewidth=0.8)
    sums = part.groupby(["stance", "means"])["speakers"].sum()
    asserting = int(sums.get(("asserts", "stated"), 0))
    ax.annotate(f"{asserting}", (-asserting, middle), (-4, 0), textcoords="offset points", va="center", ha="right")
    ax.annotate(_counted(part), (right, middle), (4, 0), textcoords="offset points", va="center")


def _counted(part: pd.DataFrame) -> str:
    """ "2", "1 + 3 implied", "3 implied": those who dispute in so many words apart from those who only imply it."""
    disputes = part[part["stance"] != "asserts"]
    plain, implied = (
        int(disputes.loc[disputes["means"] == means, "speakers"].sum()) for means in ("explicit", "implicit")
    )
    return " + ".join(
        words for words in (f"{plain}" if plain else "", f"{implied} implied" if implied else "") if words
    )


def _key(tidy: pd.DataFrame, bars: bool = False) -> list[style.Artist]:
    there = set(zip(tidy["stance"], tidy["means"], strict=True))
    looks = [(look, STANCE_WORDS[pair]) for pair, look in STANCE_LOOKS.items() if pair in there]
    return [look.patch(words) if bars else look.mark(words) for look, words in looks]
