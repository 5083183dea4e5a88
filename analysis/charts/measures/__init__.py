"""Measures: tables in, one tidy frame out, which the chart of the same name draws as it is.

Pure functions: no file is read, nothing is drawn, no frame that comes in is changed. Totals reconcile with the
tables: every attributed claim is counted once, pooled rows ("12 other speakers") included. The article's own
voice (claims of kind "narrator") is never counted among what somebody else claims.
"""

from analysis.charts.measures.claims import (
    MANNERS,
    NOT_FOUND,
    article_strip,
    attributed,
    certainty,
    claims_by_kind,
    claims_by_speaker,
    distance,
    introductions,
    originals,
)
from analysis.charts.measures.collection import by_outlet, contests_over_time, coverage, timeline
from analysis.charts.measures.contests import contest_map, most_contested, right_of_reply, who_contests_whom
from analysis.charts.measures.intervals import (
    Accuracy,
    Interval,
    corrected_count,
    corrected_counts,
    corrected_share,
    wilson,
    with_limits,
    with_share,
)

__all__ = [
    "MANNERS",
    "NOT_FOUND",
    "Accuracy",
    "Interval",
    "article_strip",
    "attributed",
    "by_outlet",
    "certainty",
    "claims_by_kind",
    "claims_by_speaker",
    "contest_map",
    "contests_over_time",
    "corrected_count",
    "corrected_counts",
    "corrected_share",
    "coverage",
    "distance",
    "introductions",
    "most_contested",
    "originals",
    "right_of_reply",
    "timeline",
    "who_contests_whom",
    "wilson",
    "with_limits",
    "with_share",
]
