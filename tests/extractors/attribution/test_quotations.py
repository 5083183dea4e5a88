"""Quotation marks paired: one trait a row, and offsets that hold on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.attribution.quotations import quotations


def shown(text):
    return [[text[start:end] for start, end in quotation.pieces] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Really?" he asked. "Yes," she said.', [['"Really?"'], ['"Yes,"']]),
        ("“Yes,” she said.", [["“Yes,”"]]),
        ("«Oui», dit-il. „Ja“, sagte er.", [["«Oui»"], ["„Ja“"]]),
        ("“A ‘nested’ word,” he said.", [["“A ‘nested’ word,”"], ["‘nested’"]]),
        ("'He told me \"go away\",' she said.", [["'He told me \"go away\",'"], ['"go away"']]),
        ("'I don't think it's right,' said Ms Orr. 'We'll see.'", [["'I don't think it's right,'"], ["'We'll see.'"]]),
        ("'The workers' union said no,' he said.", [["'The workers' union said no,'"]]),
        ("He said: 'The players' bus was late.'", [["'The players' bus was late.'"]]),
        ("The so-called 'reform' bill failed.", [["'reform'"]]),
        ("The boss' 'plan' failed.", [["'plan'"]]),
        ('"Mixed marks,” he said.', [['"Mixed marks,”']]),
        ('"One.\n\n"Two," he said.', [['"One.', '"Two,"']]),
        ("“One.\n\n“Two.\n\n“Three.” End.", [["“One.", "“Two.", "“Three.”"]]),
        ("‘One. It’s so.\n\n‘Two,’ he said.", [["‘One. It’s so.", "‘Two,’"]]),
        ("‘One. A stray mark.\n\nTwo, he said.", []),
        ("‘One. The end of it.", []),
        ('He said "it never ends\n\nA new one.', [['"it never ends']]),
    ],
)
def test_quotations(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the '90s, rock 'n' roll and the Joneses' house.",
        "He is 6'2\" tall and she 5'10\".",
        'A 12" pizza and a 10" one.',
        "Ada \"The Wall\" Brandt joined Joe 'Bo' Ferris.",
        'A stray " mark.',
        "The Smiths' car and the Jones' dog.",
        "",
    ],
)
def test_no_quotation(text):
    assert shown(text) == []


def test_inches_inside_a_quotation_do_not_close_it():
    text = '"He is 5\'10"," she said. "Tall."'
    assert shown(text) == [['"He is 5\'10","'], ['"Tall."']]


def test_depth_closed_and_inner():
    outer, inner = quotations("She said, “He told me, ‘Go away.’ I left")
    assert (outer.depth, outer.closed, inner.depth, inner.closed) == (0, False, 1, True)
    assert inner.inner == ((inner.start + 1, inner.end - 1),)


@given(st.text(alphabet=st.sampled_from("aB \"'“”‘’«»„.,?\n3s—"), max_size=120))
def test_offsets_hold_on_any_text(text):
    for quotation in quotations(text):
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert text[quotation.start] == quotation.mark
        assert all(start < end for start, end in quotation.pieces)
        assert all(a[1] <= b[0] for a, b in zip(quotation.pieces, quotation.pieces[1:], strict=False))
        assert all(o[0] <= i[0] <= i[1] <= o[1] for o, i in zip(quotation.pieces, quotation.inner, strict=True))
