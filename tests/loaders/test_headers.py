"""A header is read into fields and ends at body_start; what is not clearly a header stays body."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loaders.headers import read_header

BODY = "The ferry will not sail, the harbour master said on Monday. Nobody knew when it would."
OCTOBER = datetime(2025, 10, 29)

# (the text above BODY, fields)
HEADERS = [
    (" date 2025-10-29 ", {"date": OCTOBER}),
    (" date Wednesday, October 29, 2025 ", {"date": OCTOBER}),
    (" date 29/10/2025\n", {"date": OCTOBER}),
    ("date: 29 October 2025 ", {"date": OCTOBER}),
    ("DATE 2025-10-29T14:30:00Z ", {"date": datetime(2025, 10, 29, 14, 30)}),
    ("2025-10-29\n\n", {"date": OCTOBER}),
    ("Published: Wednesday, October 29, 2025\n\n", {"date": OCTOBER}),
    ("Last updated on 29/10/2025 at 14:30 GMT\n\n", {"date": datetime(2025, 10, 29, 14, 30)}),
    ("29 de octubre de 2025\n\n", {"date": OCTOBER}),
    ("29. Oktober 2025\n\n", {"date": OCTOBER}),
    ("Storm keeps ferry in port\n\n", {"title": "Storm keeps ferry in port"}),
    ("Will the ferry sail?\n\n", {"title": "Will the ferry sail?"}),
    ("# Storm keeps ferry in port.\n", {"title": "Storm keeps ferry in port."}),
    (
        "Storm keeps ferry in port\r\n\r\nBy Jo Lind\r\n\r\n",
        {"title": "Storm keeps ferry in port", "author": "Jo Lind"},
    ),
    ("Storm keeps ferry in port.\nBy Jo Lind\n\n", {"title": "Storm keeps ferry in port.", "author": "Jo Lind"}),
    ("By Jo Lind and Max de Vries\n\n", {"author": "Jo Lind, Max de Vries"}),
    ("By Jo Lind in Oban\n\n", {"author": "Jo Lind"}),
    ("By Jo Lind, Chief Correspondent\n\n", {"author": "Jo Lind"}),
    ("By Jo Lind, 29 October 2025\n\n", {"author": "Jo Lind", "date": OCTOBER}),
    ("October 29, 2025 / 5:04 PM EDT / CBS News\n\n", {"date": OCTOBER, "outlet": "CBS News"}),
    ("Updated 5:04 PM EDT, Wed October 29, 2025\n\n", {"date": datetime(2025, 10, 29, 17, 4)}),
    ("By Jo Lind for the Island Post\n\n", {"author": "Jo Lind", "outlet": "the Island Post"}),
    ("By Max Post (max@post.example)\n\n", {"author": "Max Post"}),
    ("By Jo Lind, Reuters\n\n", {"author": "Jo Lind", "outlet": "Reuters"}),
    ("By The Associated Press\n\n", {"author": "The Associated Press", "outlet": "The Associated Press"}),
    ("By Jo Lind, Reuters\nSource: Island Post\n\n", {"author": "Jo Lind", "outlet": "Island Post"}),
    ("FOR IMMEDIATE RELEASE\n\nStorm keeps ferry in port\n\n", {"title": "Storm keeps ferry in port"}),
    ("BY JO LIND\n\n", {"author": "JO LIND"}),
    ("By Jo Lind | 29 October 2025 | 4 min read\n\n", {"author": "Jo Lind", "date": OCTOBER}),
    ("Reuters\n29 October 2025\n\n", {"outlet": "Reuters", "date": OCTOBER}),
    (
        "Title: Storm keeps ferry in port\nAuthor: Jo Lind\nSource: Island Post\nDate: 29 Oct 2025\nURL: https://a.example/b\n\n",
        {
            "title": "Storm keeps ferry in port",
            "author": "Jo Lind",
            "outlet": "Island Post",
            "date": OCTOBER,
            "url": "https://a.example/b",
        },
    ),
    (
        "---\ntitle: 'Storm: no ferry'\ndate: 2025-10-29\nauthors: [Jo Lind, Max Poe]\nSite Name: Island Post\n---\n\n",
        {"title": "Storm: no ferry", "date": OCTOBER, "author": "Jo Lind, Max Poe", "outlet": "Island Post"},
    ),
    ("---\ntitle: No ferry\n---\n# No ferry\n\n", {"title": "No ferry"}),
    ("---\n---\n", {}),
]

BODIES = [
    "It seems that the ferry will not sail. Nobody knows why.",
    "By Tuesday the ferry had not sailed.\n\nNobody knew why.",
    "By Tuesday\n\nNobody knew why the ferry had not sailed.",
    "By then, the ferry had sailed.",
    "By Jo Lind's account, the ferry never sailed.\n\nOthers disagreed.",
    "The ferry sailed.\n\nNobody knew why.",
    "“We will sail,” he said.\n\nThen he sailed.",
    '"Will it sail?"\n\nNobody knew.',
    "The harbour master told the council on\nMonday that the ferry would not sail\nuntil the storm had passed.",
    "On 29 October 2025 the ferry sailed.",
    "2025 was a bad year for ferries. Nobody knew why.",
    "Jo Lind:\n\nThe ferry will not sail.",
    "date unknown The ferry will not sail.",
    "dates 2025-10-29 and later are missing.",
    "--- and then the ferry sailed.\n---\n",
    "Writer: why did it not sail?\n\nMaster: because of the storm.",
    "11.40\n\nThat is where we leave our coverage. Nobody was hurt.",
    "Only a title",
    "By Jo Lind",
    "",
    "   \n  ",
]


@pytest.mark.parametrize(("above", "fields"), HEADERS)
def test_a_header_is_read_and_ends_where_the_body_starts(above, fields):
    header = read_header(above + BODY)
    assert header.fields == fields
    assert (above + BODY)[header.body_start :] == BODY


@pytest.mark.parametrize("text", BODIES)
def test_what_is_not_clearly_a_header_is_body(text):
    assert read_header(text).body_start == 0
    assert read_header(text).fields == {}


@pytest.mark.parametrize(
    ("dateline", "fields"),
    [
        ("GENEVA (Reuters) — ", {"outlet": "Reuters"}),
        ("GENEVA, 3 March 2025 (Reuters) - ", {"outlet": "Reuters", "date": datetime(2025, 3, 3)}),
        ("GENEVA, March 3 (AP) — ", {"outlet": "AP"}),
        ("Nagpur (India) (AFP) – ", {"outlet": "AFP"}),
        ("SELMAR, Oct. 3 (Northwire) - ", {"outlet": "Northwire"}),
        ("PORT SELMAR (Pan-Isle Press) — ", {"outlet": "Pan-Isle Press"}),
        ("Selmar (Northwire) — ", {}),
        ("GENEVA (his home) — ", {}),
    ],
)
def test_a_dateline_is_read_and_stays_in_the_body(dateline, fields):
    header = read_header(dateline + BODY)
    assert (header.body_start, header.fields) == (0, fields)


def test_a_byline_below_a_standfirst_is_read_and_the_standfirst_stays_in_the_body():
    text = "Storm keeps ferry in port\n\nThe master says no. The council says yes.\n\nBy Jo Lind\n\n" + BODY
    header = read_header(text)
    assert header.fields == {"title": "Storm keeps ferry in port", "author": "Jo Lind"}
    assert text[header.body_start :].startswith("The master says no.")


def test_only_a_known_title_is_taken_for_one():
    text = "Storm keeps ferry in port\n\n" + BODY
    assert read_header(text, "Quite another title").body_start == 0
    assert text[read_header(text, "Storm Keeps Ferry in Port.").body_start :] == BODY


def test_broken_front_matter_is_told_of_and_kept_out_of_the_body():
    text = "---\ntitle: [never closed\n---\n" + BODY
    header = read_header(text)
    assert text[header.body_start :] == BODY
    assert "front matter" in header.problem


def test_the_founding_article_starts_after_its_date():
    path = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    text = path.read_bytes().decode("utf-8")
    header = read_header(text)
    assert header.fields == {"date": OCTOBER}
    assert text[: header.body_start] == " date 2025-10-29 "


PIECES = st.sampled_from(
    [
        "date ",
        "2025-10-29",
        "By Jo Lind",
        "\n",
        "\n\n",
        " ",
        "---\n",
        "title: a",
        "Reuters",
        " | ",
        "(AP) — ",
        BODY,
        "#",
        "é",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_body_start_is_in_range_and_at_a_word(text):
    start = read_header(text).body_start
    assert 0 <= start <= len(text)
    assert start == 0 or not text[start].isspace()
