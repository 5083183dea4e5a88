"""Dates are read as printed: no time zone applied, nothing relative to today, day first where both orders fit."""

from datetime import date, datetime, timedelta, timezone

import pytest

from analysis.loaders.dates import month_first, read_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-10-29", datetime(2025, 10, 29)),
        ("2025-10-29T23:30:00-05:00", datetime(2025, 10, 29, 23, 30)),
        ("20251029", datetime(2025, 10, 29)),
        ("20251029T101500Z", datetime(2025, 10, 29, 10, 15)),
        ("03/04/2025", datetime(2025, 4, 3)),
        ("10/29/2025", datetime(2025, 10, 29)),
        ("Wed, 29 Oct 2025 10:00:00 +0000", datetime(2025, 10, 29, 10)),
        ("Oct. 29, 2025 at 5:04 p.m. ET", datetime(2025, 10, 29, 17, 4)),
        ("29 октября 2025", datetime(2025, 10, 29)),
        (1761732000, datetime(2025, 10, 29, 10)),
        (1761732000000, datetime(2025, 10, 29, 10)),
        (date(2025, 10, 29), datetime(2025, 10, 29)),
        (datetime(2025, 10, 29, 23, tzinfo=timezone(timedelta(hours=-5))), datetime(2025, 10, 29, 23)),
    ],
)
def test_a_date_is_read_as_printed(value, expected):
    assert read_date(value) == expected


@pytest.mark.parametrize(
    "value", ["yesterday", "3 hours ago", "October 2025", "29 October", "2025-13-40", "", None, True, 7, "x" * 500]
)
def test_what_names_no_day_is_no_date(value):
    assert read_date(value) is None


def test_a_column_of_numeric_dates_tells_its_order():
    assert month_first(["03/04/2025", "10/29/2025"])
    assert not month_first(["03/04/2025", "29/10/2025"])
    assert not month_first(["03/04/2025", None, 3])
    assert read_date("03/04/2025", month_first=True) == datetime(2025, 3, 4)
