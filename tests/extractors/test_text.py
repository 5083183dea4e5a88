"""Sentences, paragraphs and tokens: one trait a row, and offsets that hold on any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.text import abbreviations, paragraphs, sentences, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Really?" he asked. "Yes," she said.', ['"Really?" he asked.', '"Yes," she said.']),
        ('"Is that so?" Harrow asked. He left.', ['"Is that so?" Harrow asked.', "He left."]),
        ("“Never!” the crowd shouted. It rained.", ["“Never!” the crowd shouted.", "It rained."]),
        ("“Never!” The crowd went home.", ["“Never!”", "The crowd went home."]),
        (
            "Mr. Vane of the U.S. Senate agreed. Gen. Ode did not.",
            ["Mr. Vane of the U.S. Senate agreed.", "Gen. Ode did not."],
        ),
        ("It cost $3.5 million. No. 10 was silent.", ["It cost $3.5 million.", "No. 10 was silent."]),
        ("She lives in Washington, D.C. He does not.", ["She lives in Washington, D.C.", "He does not."]),
        ("He met J. K. Arden. They spoke.", ["He met J. K. Arden.", "They spoke."]),
        ('He had "won." She had lost.', ['He had "won."', "She had lost."]),
        ("One line\n\nanother line", ["One line", "another line"]),
        ("", []),
        (" \n\n \t", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_sentences_of_a_part_count_from_the_start_of_the_text():
    text = "Header. Body one. Body two."
    assert [text[start:end] for start, end in sentences(text, 8)] == ["Body one.", "Body two."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("A line is a paragraph.\nSo is this.", ["A line is a paragraph.", "So is this."]),
        (
            "The council met on Tuesday evening in the old town hall to\nhear what the engineers had to say about the "
            "bridge and its\nfuture, which has been in doubt since the cracks were found by a\nwalker in the spring.",
            None,
        ),
    ],
)
def test_paragraphs(text, expected):
    assert [text[start:end] for start, end in paragraphs(text)] == (expected or [text])


def test_tokens_are_words_and_single_signs():
    text = "It’s 3.5%, he said…"
    assert [text[start:end] for start, end in tokens(text)] == [
        "It",
        "’",
        "s",
        "3",
        ".",
        "5",
        "%",
        ",",
        "he",
        "said",
        "…",
    ]


def test_abbreviations_have_no_last_stop():
    assert {"mr", "u.s", "ph.d"} <= abbreviations()
    assert not any(word.endswith(".") for word in abbreviations())


@given(st.text(alphabet=st.sampled_from("ab A.?!\"”'\n\r\t 🇺🇦é1,—"), max_size=200))
def test_sentences_lie_in_order_and_hold_every_visible_character(text):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert sorted("".join(inside.split())) == sorted("".join(text.split()))
