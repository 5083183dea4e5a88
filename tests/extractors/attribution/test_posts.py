"""Embedded posts: where one begins and ends, and who signs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.attribution.posts import posts

SIGNED = "— Ada Lund (@adalund) March 3, 2026"


def shown(text):
    return [[text[start:end] for start, end in post.body] for post in posts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"She posted this.\n\nThe bridge is open! {SIGNED}\n\nMore.", [["The bridge is open!"]]),
        (f"Article.\n\nThe bridge is open! https://t.co/ab1 pic.twitter.com/x {SIGNED}", [["The bridge is open!"]]),
        (f"Article.\n\nSee https://example.org/a for more {SIGNED}", [["See https://example.org/a for more"]]),
        (
            f"One.\n\nTwo.\n\nThree.\n\n🚨 NEWS: open\n\n\n\n🔸Bridge open\n\n\n\nAll happy {SIGNED}\n\nFour.",
            [["NEWS: open", "Bridge open", "All happy"]],
        ),
        (f"One.\n\nTwo.\n\n• first\n\n• second {SIGNED}", [["first", "second"]]),
        (f"One.\n\nTwo.\n\n✊ All out.\n\nWe can count {SIGNED}\n\nThree.", [["All out.", "We can count"]]),
        (f"title: A\nsite: B\nby: C\n\nOne.\n\nTwo.\n\nThree.\n\nOpen! {SIGNED}\n\nFour.", [["Open!"]]),
        (
            "She posted.\n\nAda Lund\n@adalund\nThe bridge is open! 🎉\nCome and see.\n9:14 PM · Mar 3, 2026\n\nMore.",
            [["The bridge is open! 🎉", "Come and see."]],
        ),
        ("One.\n\nAda Lund @adalund · Mar 3\n\nOpen!\n\n9:14 pm - 3 Mar 2026\n\nMore.", [["Open!"]]),
        ("One.\n\nAda Lund\n@adalund\nThe bridge is open.\n\nMore.", []),
        ("The plan (@ noon) — a joke (@all) — went wrong.", []),
        (f"First {SIGNED}\n\nSecond — Bo Orr (@bo_orr) 4 March 2026", [["First"], ["Second"]]),
        ("One.\n\nThe gate is shut. — Bo Orr (@bo_orr) 4 March\n\nTwo.", [["The gate is shut."]]),
        ("", []),
    ],
)
def test_posts(text, expected):
    assert shown(text) == expected


def test_signature_is_read():
    text = f"Open! {SIGNED}"
    (post,) = posts(text)
    assert [text[slice(*post.author[0])], text[slice(*post.handle[0])], post.date] == [
        "Ada Lund",
        "@adalund",
        "March 3, 2026",
    ]
    assert text[post.start : post.end] == text


@given(
    st.lists(
        st.sampled_from(["word ", "\n\n", "\n\n\n\n", SIGNED, "🚨", "https://t.co/x ", "• ", "— (@x) "]), max_size=14
    )
)
def test_offsets_hold_on_any_text(parts):
    text = "".join(parts)
    for post in posts(text):
        assert 0 <= post.start <= post.body[0][0] < post.body[-1][1] <= post.author[0][0] < post.end <= len(text)
        assert all(a[1] <= b[0] for a, b in zip(post.body, post.body[1:], strict=False))
