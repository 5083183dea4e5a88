"""Answers that leave out what they deny, and speakers who take back what they denied: one short article a trait."""

import pytest
from test_contests import contests, sides, statements

from analysis.extractors.denial.echoes import asked, echoes


def test_an_echo_denies_what_was_just_said():
    text = "The guild said the vault was open. The bank said it was not."
    made = contests((None, text, [("guild", "The guild", "said", "the vault was open"),
                                  ("bank", "The bank", "said", "it was not")]))  # fmt: skip
    assert statements(made) == ["The vault was open"]
    assert sides(made) == [("asserts", "guild", "assertion"), ("denies", "bank", "explicit denial")]


def test_a_positive_echo_answers_a_negation():
    text = "The bank said its clerks had not struck first. The guild said they had."
    made = contests((None, text, [("bank", "The bank", "said", "its clerks had not struck first"),
                                  ("guild", "The guild", "said", "they had")]))  # fmt: skip
    assert statements(made) == ["Its clerks had struck first"]
    assert sides(made) == [("denies", "bank", "negation"), ("asserts", "guild", "double negation")]


def test_a_positive_echo_of_a_positive_contests_nothing():
    text = "The bank said its clerks had struck first. The guild said they had."
    made = contests((None, text, [("bank", "The bank", "said", "its clerks had struck first"),
                                  ("guild", "The guild", "said", "they had")]))  # fmt: skip
    assert made.assertions.empty


def test_an_echo_answers_a_question():
    text = "Was the vault ever empty? The bank is sure it was not."
    made = contests((None, text, [("bank", "The bank", "is sure", "it was not")]))
    assert statements(made) == ["The vault was empty"]


def test_a_longer_content_is_no_echo():
    text = "The guild said the vault was open. The bank said it would have gone, but it had not."
    made = contests((None, text, [("guild", "The guild", "said", "the vault was open"),
                                  ("bank", "The bank", "said", "it would have gone, but it had not")]))  # fmt: skip
    assert made.assertions.empty


def test_the_article_itself_calls_a_claim_wrong():
    text = "The harbour was quiet for most of the day. The guild said 40 ships lay idle. That is wrong."
    made = contests((None, text, [("paper", "", "", "The harbour was quiet for most of the day.", "narrator"),
                                  ("guild", "The guild", "said", "40 ships lay idle")]))  # fmt: skip
    assert sides(made) == [("asserts", "guild", "assertion"), ("denies", "paper", "reporter")]


def test_a_denial_given_up_stands_on_both_sides():
    text = "The vault had been opened, Ann admitted, withdrawing her earlier denial."
    made = contests((None, text, [("ann", "Ann", "admitted", "The vault had been opened")]))
    assert statements(made) == ["The vault had been opened"]
    assert sides(made) == [("asserts", "ann", "assertion"), ("denies", "ann", "reversal")]


def test_having_denied_it_stands_on_both_sides():
    text = "Ann now admits that the letter came, having denied it for a week."
    made = contests((None, text, [("ann", "Ann", "now admits", "that the letter came")]))
    assert sides(made) == [("asserts", "ann", "assertion"), ("denies", "ann", "reversal")]


def test_ones_own_figure_corrected_stands_on_both_sides():
    text = "Ann said the bell rang at 3.05, not at 2.30 as she had stated."
    made = contests((None, text, [("ann", "Ann", "said", "the bell rang at 3.05, not at 2.30 as she had stated")]))
    assert [row[:2] for row in sides(made)] == [("asserts", "ann"), ("denies", "ann")]


def test_what_the_denier_concedes_elsewhere_is_a_reversal():
    text = "The bank denied that the vault had been opened. Later the bank admitted that the vault had been opened."
    made = contests((None, text, [("bank", "The bank", "denied", "that the vault had been opened"),
                                  ("bank", "the bank", "admitted", "that the vault had been opened")]))  # fmt: skip
    assert {row[:2] for row in sides(made)} == {("denies", "bank"), ("asserts", "bank")}


def test_what_was_said_in_the_negative_is_owned_up_to():
    text = "The bank had assured clients that no records were stolen. It now admits that records were stolen."
    made = contests((None, text, [("bank", "The bank", "had assured", "that no records were stolen"),
                                  ("bank", "It", "now admits", "that records were stolen")]))  # fmt: skip
    assert statements(made) == ["Some records were stolen"]
    assert {row[:2] for row in sides(made)} == {("denies", "bank"), ("asserts", "bank")}


def test_echoes_give_their_words():
    text = "She said it was not. He left."
    [one] = echoes(text, [(0, 20), (21, 29)])
    assert text[slice(*one.words)] == "it was not"


def test_a_question_that_yes_or_no_answers_is_stated():
    text = "So was the vault ever empty?"
    assert asked(text, (0, len(text))) == "The vault was empty"
    assert asked("Who opened it?", (0, 14)) == ""


THEN_AND_NOW = [
    ("Two weeks ago Ann denied", "On Friday she said", True),
    ("On Friday Ann denied", "On Friday she said", False),
]


@pytest.mark.parametrize(("denied", "said", "turned"), THEN_AND_NOW)
def test_a_denial_told_as_past_and_taken_up_at_another_time_is_taken_back(denied, said, turned):
    first, second = "that the school board was planning to close the mill", "the closing had been planned since May"
    text = f"{denied} {first}. {said} {second}."
    made = contests((None, text, [("ann", "Ann", "denied", first), ("ann", "she", "said", second)]))
    assert (("asserts", "ann", "reversal") in sides(made)) is turned
