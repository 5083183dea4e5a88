"""Measures and charts: what the tables of a study say, as numbers, as pictures and as a text to read.

Three steps, one line each in a notebook::

    from analysis import charts
    from analysis.charts import figures, measures, reading

    sides = measures.contest_map(study.assertions, study.positions, study.speakers)      # a tidy frame
    figures.figure(charts.contest_map(sides, source=measures.coverage(study.documents)))  # its chart, alt text, caption

A measure takes tables and returns one tidy frame. The chart of the same name takes that frame as it is, keyword-only
``ax``, ``title`` and ``source``, and returns the Axes; it computes nothing, so that a number in the text and the number
on the chart are one. An empty frame draws a sentence that says so.

====================  ============================================================================================
claims_by_kind        how much is quoted, paraphrased, posted, and the article's own voice
claims_by_speaker     how many claims each speaker makes, by kind
introductions         said, claimed, admitted …: in which manner each speaker is introduced
distance              how often the reporting keeps its distance from each speaker, with intervals
certainty             how sure each speaker's words sound
corrected_counts      claims likely to be there, given the extractor's precision and recall
article_strip         where in one article who is heard, and what is contested
timeline              claims by speaker over time
contest_map           who asserts, doubts and denies each contested assertion
most_contested        how many speakers stand on each side
who_contests_whom     arrows from those who dispute to those who assert
contests_over_time    when each assertion was asserted and disputed
right_of_reply        how often an outlet prints the denial beside the claim
by_outlet             how outlets differ in whom or how they quote (small multiples)
====================  ============================================================================================

With many speakers, pass ``top=`` to the measure: the rest is pooled or its number told under the chart. A chart of more
than 250 rows, or of more than 60 inches in height, draws a sentence that says so. Names in any script that matplotlib's
own font covers are drawn (Latin, Greek, Cyrillic, Arabic, Hebrew …); for Chinese, Japanese, Korean, Devanagari or Thai
the machine needs a Noto font, or boxes stand for the letters, while alt text and tables keep them.

``measures`` also has ``coverage`` (a source line), ``originals`` (claims without repeated wire copy), ``wilson``,
``corrected_count`` and ``corrected_share`` (intervals). ``figures.figure`` shows a chart with alt text in a notebook,
``figures.save`` writes SVG, PDF and PNG. ``reading.reading_view`` is the article itself with its claims marked.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.charts.bars import claims_by_kind, claims_by_speaker, introductions
    from analysis.charts.dots import certainty, corrected_counts, distance, right_of_reply
    from analysis.charts.lanes import article_strip, contests_over_time, timeline
    from analysis.charts.network import who_contests_whom
    from analysis.charts.outlets import by_outlet
    from analysis.charts.sides import contest_map, most_contested

ROOMS = {
    "article_strip": "lanes",
    "by_outlet": "outlets",
    "certainty": "dots",
    "claims_by_kind": "bars",
    "claims_by_speaker": "bars",
    "contest_map": "sides",
    "contests_over_time": "lanes",
    "corrected_counts": "dots",
    "distance": "dots",
    "introductions": "bars",
    "most_contested": "sides",
    "right_of_reply": "dots",
    "timeline": "lanes",
    "who_contests_whom": "network",
}

__all__ = [
    "article_strip",
    "by_outlet",
    "certainty",
    "claims_by_kind",
    "claims_by_speaker",
    "contest_map",
    "contests_over_time",
    "corrected_counts",
    "distance",
    "introductions",
    "most_contested",
    "right_of_reply",
    "timeline",
    "who_contests_whom",
]


def __getattr__(name: str) -> Any:
    # Loaded when first used: measures and the reading view need no matplotlib, which is slow to import.
    if name in ROOMS:
        return getattr(import_module(f"analysis.charts.{ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "figures", "measures", "reading"]
