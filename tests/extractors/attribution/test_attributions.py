"""What counts as a claim: sentences of our own and the records expected from them, one trait each.

A record is (source, cue, content), pieces joined by " … ". Contents carry their quotation marks and their "that".
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.columns import words
from analysis.extractors.attribution.attributions import attributions
from analysis.extractors.attribution.drafts import Page
from analysis.extractors.attribution.spoken_by import spoken_by


def read(text):
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in attributions(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“The bridge is safe,” the mayor said.", "the mayor", "said", "“The bridge is safe,”"),
        ("The ministry said that the dam had held.", "The ministry", "said", "that the dam had held"),
        ("According to the police, two men fled.", "the police", "According to", "two men fled"),
        ("Officials denied that the bridge had been closed.", "Officials", "denied", "that the bridge had been closed"),
        ("The union accused the port of lying.", "The union", "accused", "the port of lying"),
    ],
    ids=["direct", "indirect", "according to", "denial", "accusation"],
)
def test_plain_attributions(text, source, cue, content):
    assert (source, cue, content) in read(text)


def test_a_quotation_over_paragraphs_is_one_claim():
    text = (
        "Mayor Ada Lund spoke to reporters on Monday.\n\n"
        "“The bridge is safe,” Lund said. “We have tested every cable.\n\n"
        "“There is no reason to close it, and we will not close it.”\n\nThe bridge was built in 1931."
    )
    claims = [a for a in attributions(text) if "safe" in words(text, a.content)]
    assert len(claims) == 1
    assert words(text, claims[0].content).endswith("we will not close it.”")
    assert claims[0].kind == "direct"


def test_a_quotation_taken_up_after_its_attribution_belongs_to_it():
    text = "“The bridge is safe,” the mayor told reporters. “We have tested every cable.”"
    assert [content for _, _, content in read(text)] == ["“The bridge is safe,” … “We have tested every cable.”"]


def test_a_paragraph_of_quotation_without_a_source_is_a_claim_without_one():
    text = "The mayor spoke at noon.\n\n“We have tested every cable of the bridge, and they are sound.”"
    assert ("", "", "“We have tested every cable of the bridge, and they are sound.”") in read(text)


def test_a_post_is_a_claim_of_its_author_and_holds_what_it_quotes():
    text = (
        "The mayor answered her critics.\n\n🚨 Ada Lund, mayor of Brask: “The bridge is safe"
        " — Brask Daily (@braskdaily) March 3, 2026\n\nTraffic went on."
    )
    found = attributions(text)
    (post,) = [a for a in found if a.kind == "post"]
    (quoted,) = [a for a in found if words(text, a.source).startswith("Ada Lund")]
    assert words(text, post.source) == "Brask Daily"
    assert found[quoted.via] == post
    assert quoted.kind == "direct"


def test_a_publication_that_cites_its_own_source():
    text = "The newspaper cited Ilse, a crane driver, who described, “The quay is flooded and nothing moves.”"
    found = attributions(text)
    (inner,) = [a for a in found if words(text, a.cue) == "described"]
    assert words(text, inner.source) == "who"
    assert words(text, found[inner.via].source) == "The newspaper"


def test_a_signed_quotation():
    text = "Readers wrote in.\n\n“The bridge has been a disgrace for years and years.” — Ada Lund, Brask\n\nMore soon."
    assert ("Ada Lund, Brask", "—", "“The bridge has been a disgrace for years and years.”") in read(text)


def test_a_quotation_in_the_paragraph_behind_a_colon():
    text = "The mayor said:\n\n“We have tested every cable of the bridge.”"
    assert read(text) == [("The mayor", "said:", "“We have tested every cable of the bridge.”")]


def test_two_cues_on_one_content_are_two_claims_of_one_source():
    text = "The council has flatly rejected that the quay is flooded, saying it is not true."
    assert {(source, cue) for source, cue, _ in read(text)} == {
        ("The council", "has flatly rejected"),
        ("The council", "saying"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “reform” failed in the spring.",
        "She starred in “The Long Winter of the Northern Sea” last year.",
        "The bridge was built in 1931 and painted green.",
        "",
        "\n\n",
    ],
    ids=["scare quotes", "title", "plain fact", "empty", "blank"],
)
def test_no_claim(text):
    assert read(text) == []


@settings(deadline=None, max_examples=40)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(['"', "he said ", "“No,” ", "\n\n", "Lund: ", "🚨 ", "x", "— A (@bb) "])).map("".join)
)
def test_offsets_hold_on_any_text(text):
    found = attributions(text)
    assert [a.content[0][0] for a in found] == sorted(a.content[0][0] for a in found)
    for number, a in enumerate(found):
        assert a.content
        assert a.via is None or (0 <= a.via < len(found) and a.via != number)
        for spans in (a.source, a.cue, a.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)


def test_a_cited_sources_words_end_with_their_sentence():
    text = "The agency Estpress quoted an aide as saying that Tamm had left. The bank called the report a fiction."
    (claim,) = [a for a in attributions(text) if words(text, a.cue) == "as saying"]
    assert words(text, claim.content) == "that Tamm had left"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lund told reporters that the bridge was safe.\n\n“We have tested every cable of it.”", "Lund"),
        ("The act mandates two exits for each hall.\n\n“We have tested every cable of it.”", ""),
    ],
    ids=["speech", "a law"],
)
def test_speech_leads_in_the_quotation_of_the_next_paragraph(text, source):
    assert [said for said, _, content in read(text) if content.startswith("“We")] == [source]


def test_what_is_told_inside_a_quotation_that_goes_on_stays_in_it():
    text = "‘Every tide takes a bit of it,’ he said. ‘I told them in March: “You lose the boat.” Nobody wrote back.’"
    (claim,) = [a for a in attributions(text) if words(text, a.cue) == "said"]
    assert words(text, claim.content).endswith("Nobody wrote back.’")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It never stops raining here,” muttered Pike.", ("Pike", "muttered")),
        ("It rained. ‘Enough!’ thundered the old groundsman.", ("the old groundsman", "thundered")),
        ("“It never stops,” Al Pike grumbled in the stand.", ("Al Pike", "grumbled")),
        ("“It never stops?” he mused.", ("he", "mused")),
        ("“It never stops?” She walked to the door.", None),
        ("“It never stops?” Pike shrugged.", None),
        ("In “The Long Night,” Lund played a nurse.", None),
        ("The “old mill” closed in May.", None),
    ],
)
def test_a_verb_and_a_subject_behind_a_quotation_speak_it(text, expected):
    page = Page(text)
    found = spoken_by(page, page.quotations[0])
    assert (found and tuple(page.words(spans) for spans in found)) == expected


def test_an_unusual_verb_of_speech_is_not_given_to_the_speaker_before():
    text = "“Ask me when it stops,” Sarin said.\n\n“It never stops raining here,” muttered Pike."
    assert [source for source, _, content in read(text) if "never stops" in content] == ["Pike"]


def test_a_title_that_begins_a_sentence_is_no_claim():
    assert read("“The Long Winter of the North” star Ada Lund bought a house in Brask last week.") == []


def test_an_entrys_time_is_no_part_of_its_source():
    text = "13:20 Witness Joan Pell says she heard two bangs.\n\n13:41 The mayor says the quay is shut."
    assert [source for source, _, _ in read(text)] == ["Witness Joan Pell", "The mayor"]


def test_a_body_that_starts_late_leaves_the_header_out():
    text = "By Ada Lund said so\n\nThe ministry said that the dam had held."
    assert all(a.content[0][0] > 20 for a in attributions(text, 21))


def test_a_paraphrase_of_another_sentence_is_not_joined_to_a_quotation():
    text = (
        "This further looks like an offer to reopen the quay, based on a possible deal. “We are ready to stop the"
        " strike for a few hours so that the ships can leave the quay,” Lund said."
    )
    (claim,) = [a for a in attributions(text) if words(text, a.cue) == "said"]
    assert words(text, claim.content).startswith("“We are ready")


def test_a_mocking_word_that_the_tagger_half_believes_is_no_claim():
    found = attributions('Nobody at the depot supported the firm\'s so-called "improvement plan" for the yard.')
    assert [one for one in found if one.kind in ("direct", "mixed") and one.confidence < 0.45] == []
