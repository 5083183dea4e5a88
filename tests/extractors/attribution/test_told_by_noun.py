"""Claims that a noun announces in place of a verb."""

import pytest

from analysis.extractors.attribution.drafts import Page
from analysis.extractors.attribution.told_by_noun import told_by_noun


def found(text: str):
    page = Page(text)
    return [
        tuple(page.words(spans) for spans in (draft.source, draft.cue, draft.content)) for draft in told_by_noun(page)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Orr's version was that the gate was shut.", "Orr", "version was", "that the gate was shut"),
        ("The guild's only answer is that it was asked.", "The guild", "answer is", "that it was asked"),
        ("Only 31 boats, by his reading, came back.", "his", "by reading", "Only 31 boats … came back"),
        ("It rained. By the firm's count, 41 were open.", "the firm", "By count", "41 were open"),
        ("Nobody was asked, in the owners' telling.", "the owners", "in telling", "Nobody was asked"),
        ("It was put to him by Jane Roe, for the defence, that he slept.", "Jane Roe", "was put", "that he slept"),
        ("It was alleged by the union that it was shut.", "the union", "was alleged", "that it was shut"),
        ("Her answer in full: 'Cobblers.'", "Her", "answer in full:", "'Cobblers.'"),
        ("She read a claim by the broadcaster TV-One that he had gone.", "the broadcaster TV-One", "claim by",
         "that he had gone"),
        ("Jaxon paid £90,000 for the ring, his agent Baz Tully boasted in March.", "his agent Baz Tully", "boasted",
         "Jaxon paid £90,000 for the ring"),
    ],
)  # fmt: skip
def test_who_a_noun_says_tells_it(text, source, cue, content):
    told = [(source, cue, content.replace(" … ", " "))]
    assert [(one, other, " ".join(words.split(" … "))) for one, other, words in found(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "She spoke in her own account of the war, and left.",
        "The trouble was that the gate was shut.",
        "He paid by his account at the bank.",
        "“By his reading, it was shut,” she said.",
        "Friday's explanation was that the pump failed.",
        "In today's figures, sales fell.",
        "The problem with the union's argument is that it ignores wages.",
        "On their records, the drums are louder.",
        "It was put to him that he had slept.",
        "A claim by the firm was late.",
        "Her answer was short, and she left.",
        "He ran for the bus, waved and claimed his prize.",
    ],
)
def test_other_nouns_tell_nothing(text):
    assert not found(text)
