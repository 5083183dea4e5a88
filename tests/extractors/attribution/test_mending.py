"""Tagged spans that stop too soon, begin too soon or say nothing: made by hand, so that no model decides."""

import re

import pytest

from analysis.extractors.attribution.drafts import Draft, Page
from analysis.extractors.attribution.mending import (
    complete_relative,
    complete_source,
    first_words,
    says_nothing,
    turn_passive,
)
from analysis.extractors.attribution.owners import complete, take_back


def places(text, words):
    return list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)) if words else []


def drafted(text, source, cue, content):
    """A page and the draft of the last places of these words; an empty string for no span."""
    spans = [tuple(match.span() for match in places(text, words)[-1:]) for words in (source, cue, content)]
    draft = Draft(*spans, "tagger", 0.9)
    page = Page(text)
    page.drafts = [draft]
    return page, draft


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "whole", "left"),
    [
        ("Slurry reached the river, which the family denies.", "the", "family denies", "which", "the family", "denies"),
        (
            "“My nan was there,” grinned the teenager.",
            "the",
            "grinned",
            "“My nan was there,”",
            "the teenager",
            "grinned",
        ),
        ("By noon the harbour council had said so twice.", "the", "had said", "so", "the harbour council", "had said"),
        ("“It opens on Monday.” So says the ministry this week.", "So", "says", "“It opens", "the ministry", "says"),
        (
            "A memo obtained by Northwire warns of floods.",
            "A memo obtained by",
            "warns of",
            "floods",
            "A memo obtained by Northwire",
            "warns of",
        ),
        ("Then the rest of it fell, he said.", "he", "said", "the rest", "he", "said"),
        ("Its chairman resigned, his staff said.", "his", "said", "Its chairman", "his", "said"),
        ("So the, said they.", "the", "said", "So", "", "said"),
        ("Lund led, but his main rival alleges fraud.", "his", "alleges", "fraud", "his main rival", "alleges"),
        ("Lund led, but his theory suggests fraud.", "his", "suggests", "fraud", "his", "suggests"),
    ],
    ids=[
        "noun in the cue",
        "behind the cue",
        "up to an auxiliary",
        "so says",
        "preposition",
        "whole already",
        "a pronoun",
        "no phrase",
        "whose rival",
        "whose theory",
    ],
)
def test_a_source_goes_on_to_the_end_of_its_phrase(text, source, cue, content, whole, left):
    page, draft = drafted(text, source, cue, content)
    complete_source(page, draft)
    assert (page.words(draft.source), page.words(draft.cue)) == (whole, left)


@pytest.mark.parametrize(
    ("text", "content", "empty"),
    [
        ("They pointed to the angle.", "the", True),
        ("They pointed to the angle.", "the angle", False),
        ("He denies it.", "it", False),
        ("They put the number at 12.", "12", False),
        ("“The,” she said.", "The", False),
    ],
    ids=["article", "noun", "pronoun", "figure", "quoted"],
)
def test_articles_and_prepositions_say_nothing(text, content, empty):
    assert says_nothing(*drafted(text, "", "", content)) is empty


@pytest.mark.parametrize(("cue", "empty"), [("has", True), ("has dismissed", False), ("dismissed", False)])
def test_an_auxiliary_alone_says_nothing(cue, empty):
    assert says_nothing(*drafted("The school has dismissed its pupils.", "The school", cue, "its pupils")) is empty


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("13:20 Witness Joan Pell says she heard a bang.", "Witness"),
        ("9.05am - Police are at the quay.", "Police"),
        ("18:40 GMT: The mayor has arrived.", "The"),
        ("3.15 million people live here.", "3.15"),
        ("LISTON, 4 November – Orbel today said it would grow.", "Orbel"),
        ("NORTH BRASK, Oct 12 (Northwire) - The governor resigned.", "The"),
        ("BREAKING NEWS from the quay.", "BREAKING"),
    ],
    ids=["live blog", "with a dash", "with a zone", "a figure", "dateline", "agency", "no dash"],
)
def test_times_and_places_before_an_entry_are_not_read(text, first):
    start = first_words(Page(text), (0, len(text)))
    assert text[start:].startswith(first)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "whole"),
    [
        (
            "‘He knew it. He wrote it down. Which is it?’ she asked.",
            "she",
            "asked",
            "Which is it?’",
            "‘He knew it. He wrote",
        ),
        ("She said: “We tried. It failed. We left.”", "She", "said:", "“We tried", "“We tried. It failed. We left.”"),
        ("He called the “old mill” a ruin.", "He", "called", "a ruin", "a ruin"),
    ],
    ids=["cue behind", "cue before", "not beside"],
)
def test_a_draft_takes_the_whole_quotation_beside_it(text, source, cue, content, whole):
    page, draft = drafted(text, source, cue, content)
    complete(page)
    assert page.words(draft.content).startswith(whole)


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The inquest was told by Mona Tarr, a nurse, that it rained.", "was told", "Mona Tarr, a nurse"),
        ("The inquest was told that it rained.", "was told", "The inquest"),
        ("The inquest told them, by noon, that it rained.", "told", "The inquest"),
    ],
)
def test_who_tells_is_the_source_and_not_who_is_told(text, cue, source):
    page, draft = drafted(text, "The inquest", cue, "that it rained")
    turn_passive(page, draft)
    assert page.words(draft.source) == source
    assert page.words(draft.content) == "that it rained"


def test_a_quotation_goes_to_the_speaker_behind_it_and_not_to_an_earlier_sentences():
    text = "The programme said an hour would do. It was over soon. ‘I have known longer sneezes,’ muttered an usher."
    page, draft = drafted(text, "The programme", "said", "an hour would do")
    draft.content += page.quotations[0].pieces
    take_back(page)
    assert page.words(draft.content) == "an hour would do"
    assert [page.words(page.drafts[1].source), page.words(page.drafts[1].cue)] == ["an usher", "muttered"]


def test_a_quotation_without_a_source_goes_to_the_speaker_behind_it():
    page, draft = drafted("The clerk rose. ‘Rubbish!’ cried the gallery opposite.", "", "cried", "‘Rubbish!’")
    take_back(page)
    assert page.words(draft.source) == "the gallery opposite"


def test_a_quotation_in_two_halves_stays_whole():
    text = "‘It rained,’ the usher said. ‘It rained all day,’ he said."
    page, draft = drafted(text, "the usher", "said", "‘It rained,’")
    page.drafts.append(
        Draft(
            ((text.index("he said"), text.index("he said") + 2),), draft.cue, page.quotations[1].pieces, "tagger", 0.9
        )
    )
    before = [one.content for one in page.drafts]
    take_back(page)
    assert [one.content for one in page.drafts] == before


def test_a_relative_clause_goes_on_behind_who_says_so():
    text = "It read the gauges, which, according to a clerk at the works, were off until Sunday."
    page, draft = drafted(text, "a clerk at the works", "according to", "which")
    complete_relative(page, draft)
    assert page.words(draft.content) == "which were off until Sunday"


def test_a_whole_content_is_left():
    page, draft = drafted("It was off, according to a clerk, who left.", "a clerk", "according to", "It was off")
    complete_relative(page, draft)
    assert page.words(draft.content) == "It was off"
