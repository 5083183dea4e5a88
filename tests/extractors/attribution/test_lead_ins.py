"""Lead-ins: a name and a colon; each row shows what makes, or does not make, a label a speaker."""

import pytest

from analysis.extractors.attribution.drafts import Draft, Page
from analysis.extractors.attribution.lead_ins import labels, lead_ins


def shown(text):
    found = lead_ins(Page(text))
    return [(text[slice(*draft.source[0])], text[slice(*draft.content[0])]) for draft in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lund, mayor of Brask: “We will rebuild.”", [("Ada Lund, mayor of Brask", "“We will rebuild.”")]),
        ("Ada Lund, Mayor of Brask: “We will rebuild.”", [("Ada Lund, Mayor of Brask", "“We will rebuild.”")]),
        ("Mayor Lund:\n\n“We will rebuild.”\n\nIt rained.", [("Mayor Lund", "“We will rebuild.”")]),
        ("Lund: bridge to reopen\n\nThe bridge, which Lund closed, is safe.", [("Lund", "bridge to reopen")]),
        (
            "Q: Why now?\n\nA: Because of the rain.\n\nQ: And then?\n\nA: We wait.",
            [("Q", "Why now?"), ("A", "Because of the rain."), ("Q", "And then?"), ("A", "We wait.")],
        ),
        ("@brask: We will be there.", [("@brask", "We will be there.")]),
        (
            "Mia Rook: When?\n\nAda Lund: In March.\n\nMR: Why?\n\nAL: The rain.\n\nMR: And?\n\nAL: We wait.",
            [
                ("Mia Rook", "When?"),
                ("Ada Lund", "In March."),
                ("MR", "Why?"),
                ("AL", "The rain."),
                ("MR", "And?"),
                ("AL", "We wait."),
            ],
        ),
        (
            "LUND: Good evening.\n\nORR: Thank you.\n\nLUND: Is it safe?\n\nORR: It is.",
            [("LUND", "Good evening."), ("ORR", "Thank you."), ("LUND", "Is it safe?"), ("ORR", "It is.")],
        ),
    ],
)
def test_lead_ins(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Update: “Closed” signs were put up.",
        "Background: The bridge was built in 1931.",
        "Lund: bridge to reopen\n\nThe bridge is safe.",
        "How It Works: “Simply”",
        "The result was clear: “No.”",
        "At 10:30 the vote began.",
        "Location: Brask",
        "In Brask, she said: “We will rebuild.”",
        "Ada Lund, who was there, added: “We will rebuild.”",
        "Mayor Lund:\n\nThe bridge is closed.",
    ],
)
def test_no_lead_in(text):
    assert shown(text) == []


def test_a_label_that_the_tagger_has_read_is_left_alone():
    text = "Lund: “We will rebuild.”"
    page = Page(text, drafts=[Draft(((0, 4),), (), ((6, len(text)),), "tagger", 0.9)])
    assert lead_ins(page) == []


def test_labels_are_lower_case():
    assert "update" in labels()
    assert all(label == label.lower() for label in labels())
