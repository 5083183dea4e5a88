"""Every chart, with no speaker, three and forty: what is written on it, where it stands, and that it only draws."""

import itertools
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import charts
from analysis.charts import figures, measures, style
from analysis.charts.slivers import SLIVERS

Tables = dict[str, pd.DataFrame]
LEAST_POINTS = 8
NAMES = (
    "محمد عبد الله الهاشمي، وزير النقل والمواصلات",
    "שרה לוי-כהן",
    "The Permanent Secretariat of the Intergovernmental Commission for the Navigation of the Lower Lark",
    "Post 🚀🇺🇸 for $5 and $6",
    "山田太郎",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung",
)
ACCURACY = measures.Accuracy(0.9, 0.8, 200, 180)
MEASURES: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "article_strip": lambda t: measures.article_strip(_first(t), t["claims"], t["speakers"], t["positions"]),
    "by_outlet": lambda t: measures.by_outlet(t["documents"], t["claims"], t["speakers"]),
    "certainty": lambda t: measures.certainty(t["claims"], t["speakers"]),
    "claims_by_kind": lambda t: measures.claims_by_kind(t["claims"]),
    "claims_by_speaker": lambda t: measures.claims_by_speaker(t["claims"], t["speakers"]),
    "contest_map": lambda t: measures.contest_map(t["assertions"], t["positions"], t["speakers"]),
    "contests_over_time": lambda t: measures.contests_over_time(
        t["documents"], t["claims"], t["assertions"], t["positions"], top=None
    ),
    "corrected_counts": lambda t: measures.corrected_counts(t["claims"], t["speakers"], ACCURACY),
    "distance": lambda t: measures.distance(t["claims"], t["speakers"]),
    "introductions": lambda t: measures.introductions(t["claims"], t["speakers"]),
    "most_contested": lambda t: measures.most_contested(t["assertions"], t["positions"]),
    "right_of_reply": lambda t: measures.right_of_reply(
        t["documents"], t["claims"], t["positions"], since_denial=False
    ),
    "timeline": lambda t: measures.timeline(t["documents"], t["claims"], t["speakers"], top=None),
    "who_contests_whom": lambda t: measures.who_contests_whom(t["positions"], t["speakers"]),
}
EVERY = pytest.mark.parametrize("name", sorted(MEASURES))


def _first(tables: Tables) -> pd.Series:
    documents = tables["documents"]
    return documents.iloc[0] if len(documents) else pd.Series({"doc_id": "none", "text": ""})


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    plt.close("all")


@pytest.fixture(params=["three", "forty", "pooled"])
def study_of(request: pytest.FixtureRequest, tables: Tables, many: Callable[..., Tables]) -> Tables:
    return tables if request.param == "three" else many(40 if request.param == "forty" else 7, NAMES)


def draw(name: str, tables: Tables, **more: Any) -> Axes:
    source = "Source: " + measures.coverage(tables["documents"])
    return getattr(charts, name)(MEASURES[name](tables), source=source, **more)


def written(figure: Figure) -> list[Text]:
    figure.canvas.draw()
    unseen = {label for axes in figure.findobj(Axes) for label in _beyond(axes)}
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [text for text in texts if _shown(text) and text not in unseen]


def _beyond(axes: Axes) -> Iterator[Text]:
    """Labels of ticks that lie outside the axes, which matplotlib makes and never draws."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                yield from (tick.label1, tick.label2)


def _shown(text: Text) -> bool:
    """Not the words of axes that are switched off."""
    axes = text.axes
    return axes is None or axes.axison or text in axes.texts


def test_every_measure_has_its_chart() -> None:
    assert sorted(MEASURES) == sorted(charts.__all__)


@EVERY
def test_words_neither_overlap_nor_leave_the_page_nor_shrink(name: str, study_of: Tables) -> None:
    figure = draw(name, study_of).get_figure()
    assert figure.get_size_inches()[0] == style.WIDTH
    texts = written(figure)
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        assert text.get_fontsize() >= LEAST_POINTS, text
        assert min(box.x0, box.y0, figure.bbox.x1 - box.x1, figure.bbox.y1 - box.y1) >= -1, text
    for (one, first), (other, second) in itertools.combinations(zip(texts, boxes, strict=True), 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert wide < 1.5 or high < 2.5, (one, other)


@EVERY
def test_an_empty_frame_draws_a_sentence_that_says_so(name: str, no_tables: Tables) -> None:
    ax = draw(name, no_tables)
    words = [text.get_text().replace("\n", " ") for text in written(ax.get_figure())]
    assert words == [style.description(ax)]
    assert words[0].startswith("Nothing to show: ")


@EVERY
def test_each_chart_has_a_sentence_as_title_and_a_line_with_source_and_n(name: str, tables: Tables) -> None:
    figure = draw(name, tables).get_figure()
    title, note = (text.get_text().replace("\n", " ") for text in figure.texts)
    assert not title[0].islower()
    assert title.endswith((".", ".”"))
    assert note.startswith("Source: 2 articles by 2 outlets, 3 to 5 March 2025. n = ")


@EVERY
def test_axes_that_are_given_are_drawn_in(name: str, tables: Tables) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
    assert draw(name, tables, ax=left) is left
    assert plt.get_fignums() == [figure.number]
    assert not right.has_data()


def test_a_title_of_ones_own_takes_the_place_of_the_generated_one(tables: Tables) -> None:
    ax = draw("distance", tables, title="As we see it")
    assert ax.get_figure().texts[0].get_text() == "As we see it"


@EVERY
def test_drawing_changes_neither_the_frame_nor_the_settings(name: str, tables: Tables) -> None:
    tidy = MEASURES[name](tables)
    before, settings = tidy.copy(deep=True), dict(matplotlib.rcParams)
    getattr(charts, name)(tidy)
    pd.testing.assert_frame_equal(tidy, before)
    assert dict(matplotlib.rcParams) == settings


def test_a_bar_is_as_long_as_its_number(tables: Tables) -> None:
    tidy = MEASURES["claims_by_speaker"](tables)
    ax = charts.claims_by_speaker(tidy)
    assert sorted(bar.get_width() for bar in ax.patches) == sorted(tidy.loc[tidy["claims"] > 0, "claims"])


def test_a_dot_stands_at_its_share(tables: Tables) -> None:
    tidy = MEASURES["distance"](tables)
    ax = charts.distance(tidy)
    assert list(ax.lines[0].get_xdata()) == list(tidy["share"])


def test_denials_and_mere_implications_never_look_alike(tables: Tables) -> None:
    looks = [style.STANCE_LOOKS[stance, means] for stance in ("denies", "doubts") for means in ("explicit", "implicit")]
    for plain, implied in (looks[:2], looks[2:]):
        assert (plain.filled, implied.filled) == (True, False)
    words = [text.get_text() for text in charts.most_contested(MEASURES["most_contested"](tables)).texts]
    assert "1 implied" in words


@pytest.mark.parametrize("looks", [style.KINDS.values(), style.MANNER_LOOKS])
def test_no_two_looks_differ_by_colour_alone(looks: Any) -> None:
    hatches = [look.hatch for look in looks]
    assert len(set(hatches)) == len(hatches)


def test_no_two_kinds_have_the_same_narrow_block() -> None:
    assert len(set(SLIVERS.values())) == len(SLIVERS) == len(style.KINDS)


def test_stances_differ_in_their_marks() -> None:
    marks = [(look.marker, look.filled) for look in style.STANCE_LOOKS.values()]
    assert len(set(marks)) == len(marks)


def test_many_speakers_in_one_row_do_not_dwarf_the_others(many: Callable[..., Tables]) -> None:
    tables = many(40, NAMES)
    tidy = measures.claims_by_speaker(tables["claims"], tables["speakers"], top=5)
    ax = charts.claims_by_speaker(tidy)
    named = tidy[~tidy["speaker"].str.endswith("other speakers")]
    assert max(bar.get_width() + bar.get_x() for bar in ax.patches) == named["total"].max()
    assert any("not drawn to scale" in text.get_text() for text in ax.texts)


def test_articles_without_a_date_are_counted_in_the_note(tables: Tables) -> None:
    undated = tables | {"documents": tables["documents"].assign(date=pd.Series([None, pd.Timestamp("2025-03-05")]))}
    note = draw("timeline", undated).get_figure().texts[1].get_text().replace("\n", " ")
    assert "6 without a date are not shown" in note


def test_what_is_too_much_to_draw_is_said(many: Callable[..., Tables]) -> None:
    tidy = MEASURES["claims_by_speaker"](many(7)).drop_duplicates("rank").iloc[:1]
    rows = pd.concat([tidy.assign(rank=rank) for rank in range(style.ROWS_AT_MOST + 1)])
    assert style.description(charts.claims_by_speaker(rows)).startswith("Too much to draw: 251 rows.")


def _map(assertions: int, deniers: int) -> pd.DataFrame:
    about = {"status": "denied", "stance": "denies", "means": "explicit", "positions": 1, "confidence": 0.9}
    rows = [
        about | {"rank": a, "assertion_id": f"a{a}", "statement": f"Rain fell on day {a}.", "speaker": f"Speaker {n}"}
        for a in range(assertions)
        for n in range(deniers)
    ]
    return pd.DataFrame(rows).assign(of=assertions)


def test_a_side_of_many_names_ends_with_the_number_of_the_others() -> None:
    tidy = pd.concat([_map(1, 460), _map(1, 30).assign(means="implicit")])
    ax = charts.contest_map(tidy)
    names = [text.get_text() for text in ax.texts]
    assert "and 450 others" in names
    assert "and 20 others" in names
    assert len([name for name in names if name.startswith("Speaker")]) == 20


def test_one_name_left_over_is_written_out() -> None:
    names = [text.get_text() for text in charts.contest_map(_map(1, 11)).texts]
    assert "Speaker 10" in names
    assert not [name for name in names if "others" in name]


def test_a_map_of_very_many_names_can_be_shown() -> None:
    assert figures.figure(charts.contest_map(_map(12, 460))).png


def test_a_picture_that_no_page_holds_says_so_instead() -> None:
    ax = charts.contest_map(_map(100, 30))
    assert style.description(ax).startswith("Too much to draw: a picture ")
    assert "top=" in style.description(ax)
    assert ax.get_figure().get_size_inches()[1] < 2
    assert plt.get_fignums() == [ax.get_figure().number]


def test_arrows_to_very_many_names_are_too_much_to_draw(many: Callable[..., Tables]) -> None:
    row = MEASURES["who_contests_whom"](many(7)).iloc[:1]
    arrows = pd.concat([row.assign(asserter=f"Speaker {n}") for n in range(style.ROWS_AT_MOST + 1)])
    assert style.description(charts.who_contests_whom(arrows)).startswith("Too much to draw: 251 rows.")


def test_blocks_too_narrow_for_a_hatch_differ_in_height(tables: Tables) -> None:
    tidy = MEASURES["article_strip"](tables)
    some = pd.concat([tidy.head(1).assign(kind=kind, start=0.1, end=0.103) for kind in style.KINDS])
    ax = charts.article_strip(some)
    heights = {}
    for bar in ax.patches:
        heights.setdefault(bar.get_facecolor(), []).append((round(bar.get_y(), 3), round(bar.get_height(), 3)))
    assert len({tuple(pieces) for pieces in heights.values()}) == len(style.KINDS)


def test_the_key_shows_the_narrow_blocks_where_there_are_some(tables: Tables) -> None:
    tidy = MEASURES["article_strip"](tables).head(1).assign(kind="indirect", start=0.1)
    pieces = []
    for end in (0.5, 0.103):
        ax = charts.article_strip(tidy.assign(end=end))
        signs = [part for part in ax.get_legend().findobj(Rectangle) if part.get_facecolor()[:3] != (1, 1, 1)]
        pieces.append((len(signs), "too narrow" in ax.get_figure().texts[1].get_text()))
    assert pieces == [(1, False), (2, True)]


def test_a_chart_of_the_first_few_says_how_many_there_are(many: Callable[..., Tables]) -> None:
    tables = many(40, NAMES)
    map_of = measures.contest_map(tables["assertions"], tables["positions"], tables["speakers"], top=4)
    notes = [charts.contest_map(map_of).get_figure().texts[1].get_text()]
    arrows = measures.who_contests_whom(tables["positions"], tables["speakers"], top=5)
    notes.append(charts.who_contests_whom(arrows).get_figure().texts[1].get_text())
    assert notes[0].startswith("n = 4 of 20 assertions")
    assert notes[1].startswith("n = 5 of 20 arrows")
