"""Figures that somebody gives, with who gives them."""

import pytest

from analysis.extractors.attribution.drafts import Draft, Page
from analysis.extractors.attribution.given_figures import given_figures


def given(text: str, drafts: list[Draft] | None = None) -> list[tuple[str, str, str]]:
    page = Page(text)
    page.drafts = drafts or []
    return [(page.words(d.source), page.words(d.cue), page.words(d.content)) for d in given_figures(page)]


ROWS = {
    "put": ("Police put the turnout at 600.", ("Police", "put", "the turnout at 600")),
    "put, later": ("The guild later put its losses at £4m.", ("The guild", "later put", "its losses at £4m")),
    "pegged": ("Hale Bank has pegged the gap at about $2 million.",
               ("Hale Bank", "has pegged", "the gap at about $2 million")),
    "gave": ("The clinic gave the figure as 15.", ("The clinic", "gave", "the figure as 15")),
    "gave, of somebody's": ("He gave Saturday's crowd as 11,204.", ("He", "gave", "Saturday's crowd as 11,204")),
    "valued": ("A surveyor valued the boat that day at $18,500.",
               ("A surveyor", "valued", "the boat that day at $18,500")),
    "a place first, without a comma": ("In a filing to the board the company gave its speed as 29 miles an hour.",
                                       ("the company", "gave", "its speed as 29 miles an hour")),
    "an audit": ("An internal audit, one of 140 papers that reached us, finds 1,240.",
                 ("An internal audit", "finds", "1,240")),
    "counted": ("The stewards counted 900.", ("The stewards", "counted", "900")),
    "words": ("A nurse put the number at twelve.", ("A nurse", "put", "the number at twelve")),
    "apposition": ("The operator, Sarn Rail, put the delay at 40 minutes.",
                   ("The operator, Sarn Rail,", "put", "the delay at 40 minutes")),
    "relative": ("The coroner, who put the toll at four in July, is ill.", ("who", "put", "the toll at four in July")),
    "an aside": ("The army, which had spoken of nine, on Tuesday gave the toll as 15.",
                 ("The army", "gave", "the toll as 15")),
    "while": ("Ships stayed in port while the guild put the cost at 3 million.",
              ("the guild", "put", "the cost at 3 million")),
    "a place first": ("In Tarn, a baker put the price at £3.", ("a baker", "put", "the price at £3")),
    "a cause": ("The surgeon gave the cause of death as drowning.",
                ("The surgeon", "gave", "the cause of death as drowning")),
    "a record": ("Minutes of the April meeting record a vote of 7 to 2.",
                 ("Minutes of the April meeting", "record", "a vote of 7 to 2")),
    "a log": ("The plant's log, kept in pencil, has the gate shut at four.",
              ("The plant's log, kept in pencil,", "has", "the gate shut at four")),
    "made it": ("The clerk, Ann Booth, who went from door to door with a notebook, made it 63.",
                ("The clerk, Ann Booth", "made", "it 63")),
    "has it at": ("The trade's own chart has it at 11,350.", ("The trade's own chart", "has", "it at 11,350")),
    "a year": ("The tag on its leg, in a cabinet on the fourth floor of the town museum, gives the year as 1947.",
               ("The tag on its leg", "gives", "the year as 1947")),
    "has given": ("State television has given the toll as 34.", ("State television", "has given", "the toll as 34")),
    "a figure": ("The Treasury’s figure for the same year is £2.6bn.",
                 ("The Treasury", "figure", "for the same year is £2.6bn")),
    "places": ("The firm’s own experts place the source a mile away.",
               ("The firm’s own experts", "place", "the source a mile away")),
    "pinned up": ("The council’s log, a copy of which was pinned to the door, has a lorry there for three hours.",
                  ("The council’s log", "has", "a lorry there for three hours")),
    "a film": ("A recording released by the county shows her on the floor.",
               ("A recording released by the county", "shows", "her on the floor")),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_who_gives_a_figure_is_its_source(row):
    text, expected = ROWS[row]
    assert given(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The crew put the boat at risk.",
        "Hansen made it 2-0 before the break.",
        "Roe made it 40 not out.",
        "The toll was given as 34.",
        "Lund gave quick orders to men as old as 80.",
        "The guild rallied and put 40 men at 3 gates.",
        "The bank put the house at the corner up for sale.",
        "The log has been lost.",
        "The guild has a map.",
        "The town lists the barn.",
        "A clerk found it under the public records law.",
    ],
)
def test_what_gives_no_figure_is_none(text):
    assert given(text) == []


def test_a_content_ends_at_the_semicolon_before_another_figure():
    text = "The monitors said ten had died; a doctor at Tarn's clinic put the number at 12."
    told = Draft(((0, 12),), ((13, 17),), ((18, len(text) - 1),), "tagger", 0.9)
    assert given(text, [told]) == [("a doctor at Tarn's clinic", "put", "the number at 12")]
    assert text[slice(*told.content[0])] == "ten had died"


def test_what_is_claimed_already_is_not_added():
    text = "Police put the turnout at 600."
    assert given(text, [Draft(((0, 6),), ((7, 10),), ((11, 29),), "tagger", 0.9)]) == []
