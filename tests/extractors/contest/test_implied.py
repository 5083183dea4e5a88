"""Contests that no cue announces: what clashes and, row by row, what only looks as if it did."""

import pandas as pd
import pytest
from test_contests import contests, sides

# One speaker states the first, another the second.
CLASHES = [
    # negation of the same thing
    ("the tunnel was inspected in May", "the tunnel was not inspected in May", "negation"),
    ("the inspectors were shown the ledger", "the inspectors were never shown the ledger", "negation"),
    ("residents were told about the leak", "no resident was told about the leak", "negation"),
    ("every lamp in the street was lit", "none of the lamps in the street was lit", "negation"),
    ("all of the passengers were insured", "not one of the passengers was insured", "negation"),
    ("three guards were on duty that night", "there were no guards on duty that night", "negation"),
    ("two families were living in the mill", "nobody lived in the mill", "negation"),
    ("the pump passed a full test in April", "no test was done before July 9", "negation"),
    ("the alarm rang at 3 a.m.", "nobody heard an alarm before 5 a.m.", "negation"),
    # figures of the same thing, however they are given
    ("the guards ordered everybody at least twice to drop the bags", "nobody said drop anything", "negation"),
    ("40 stalls were cleared from the square", "only 12 stalls were cleared from the square", "quantity"),
    ("more than 2,000 people marched through Velm", "fewer than 600 people marched through Velm", "quantity"),
    ("between 200 and 250 houses burned", "about 90 houses burned", "quantity"),
    ("700 members turned out", "the number was 250", "quantity"),
    ("96 percent of the pupils sat the test", "84 percent of the pupils sat the test", "quantity"),
    ("1,150 of the 1,300 weavers have walked out", "620 have", "quantity"),
    ("the thieves were inside for six hours", "they had the run of the place for 11 weeks", "quantity"),
    ("the repairs cost 3 million crowns", "the repairs cost 7 million crowns", "quantity"),
    ("it was a once-in-a-century flood", "it was a flood of the kind seen once in twenty years", "quantity"),
    ("there were 312 missed pickups in March",
     "the number that month was 1,940, based on a count of every block", "quantity"),
    # clock times and days of one event
    ("the ferry left the quay at 6.40 a.m.", "the ferry left the quay at 7.15 a.m.", "quantity"),
    ("the ferry left the quay at twenty to seven", "the ferry left the quay at a quarter past seven", "quantity"),
    ("the letter was delivered on 3 May", "the letter was delivered on 9 May", "quantity"),
    # opposites
    ("the well is full", "the well is empty", "antonym"),
    ("the crew was sober", "the crew was drunk", "antonym"),
    ("the strike has ended", "the strike goes on", "antonym"),
    ("the door was open", "the door was closed and locked", "antonym"),
    ("the meter was switched on", "the meter was switched off", "antonym"),
    ("Tarn voted for the levy", "Tarn voted against the levy", "antonym"),
    ("the vault was locked from nine until noon", "the vault was opened at 10.30 a.m.", "antonym"),
    # one person in two places, one place in two hands
    ("he was in Velm on Friday night", "he was in Orrin on Friday night", "exclusive place"),
    ("the bridge at Velm is still in our hands", "it had taken the bridge at Velm", "exclusive place"),
    ("I was at my desk in the archive until midnight", "the mayor sat in the tavern at half past eleven",
     "exclusive place"),
]  # fmt: skip


def said(one: str, other: str):
    text = f"The mayor said {one}. Ann said {other}."
    return contests((None, text, [("mayor", "The mayor", "said", one), ("ann", "Ann", "said", other)]))


@pytest.mark.parametrize(("one", "other", "basis"), CLASHES)
def test_two_speakers_who_cannot_both_be_right(one, other, basis):
    made = said(one, other)
    assert set(made.assertions["status"]) == {"contradicted"}
    assert made.assertions["confidence"].item() <= 0.5
    assert {row[2] for row in sides(made)} == {"assertion", basis}
    assert {row[1] for row in sides(made)} == {"mayor", "ann"}


BOTH_HOLD = [
    ("the blaze lasted 10-15 minutes", "it burned for 14 minutes"),
    ("the thieves were inside for six hours", "they had been sought for seven hours"),
    ("the thieves were inside for six hours", "the vault had been shut for 11 weeks"),
    ("1,150 of the 1,300 weavers have walked out", "620 have children"),
    ("the guards ordered everybody at least twice to drop the bags", "nobody said much"),
    # another time, place, group or thing
    ("the ferry left the quay at 6.40 a.m. on Monday", "the ferry left the quay at 7.15 a.m. on Tuesday"),
    ("the train left at 9 a.m.", "the train arrived at 11 a.m."),
    ("the alarm rang at 5 a.m.", "nobody heard an alarm before 4 a.m."),
    ("the vault was locked from nine until noon", "the vault was opened at 2.30 p.m."),
    ("the tunnel was inspected in May", "the tunnel was not inspected in June"),
    ("the north gate was open", "the south gate was shut"),
    ("the school on Mill Street was closed", "the school on Dyke Road was open"),
    ("the turnout in Velm was 61 percent", "the turnout in Orrin was 38 percent"),
    ("30 men were injured", "12 women were injured"),
    ("40 stalls were cleared from the square", "12 shops were closed in the square"),
    ("the clinic had treated 12 burns", "four of its men were treated for burns"),
    ("he was in Velm on Friday", "he was in Orrin on Saturday"),
    ("she was at home at nine", "he was in the square at nine"),
    ("she did not sell the boat", "he sold his boat"),
    # bounds that meet, rates, capacities
    ("at least 600 people marched through Velm", "about 900 people marched through Velm"),
    ("up to 90 houses burned", "60 houses burned"),
    ("the offer is worth 12 percent over three years", "the offer is worth 4 percent a year"),
    ("the school was built for 300 pupils", "the school has 420 pupils"),
    # an update
    ("six people died in the fire", "the number of dead later rose to nine"),
    # no fact: forecasts, suppositions, questions, wishes, irony
    ("the mill may have been closed", "the mill was open"),
    ("the gate will be open on Friday", "the gate was shut"),
    ("if the gate was open, the horse would have gone", "the gate was shut"),
    ("was the gate open?", "the gate was shut"),
    ("she did not want to sign the contract", "she signed the contract"),
    ("it has no plans to sell the mill", "the bank bought the mill in May"),
    ("oh yes, the gate was open, and pigs were flying", "the gate was shut"),
    # what is denied is only part, or is no statement
    ("not all of the lamps were lit", "some of the lamps were lit"),
    ("the guild was not only warned but fined", "the guild was warned"),
    ("there was no doubt about the ledger", "the ledger was found"),
    ("you don't win by shouting", "she won by shouting"),
    ("the dam did not fail because of rain", "the dam failed"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), BOTH_HOLD)
def test_two_speakers_who_can_both_be_right(one, other):
    assert said(one, other).assertions.empty


def test_a_denial_far_from_the_claim_is_found_by_its_rare_words():
    text = "The mayor said the clerk had changed the filters every month. " + "It rained in Velm. " * 9
    text += "Ann said the filters had not been changed since the clerk came."
    one, other = (
        "the clerk had changed the filters every month",
        "the filters had not been changed since the clerk came",
    )
    made = contests((None, text, [("mayor", "The mayor", "said", one), ("ann", "Ann", "said", other)]))
    assert sides(made) == [("asserts", "mayor", "assertion"), ("denies", "ann", "negation")]


@pytest.mark.parametrize(("who", "clash"), [("mayor", True), ("bank", False)])
def test_whoever_says_i_must_be_named_on_the_other_side(who, clash):
    mine, theirs = "“I never met the broker,”", "the mayor met the broker at the Swan"
    text = f"{mine} the {who} said. Rain fell. It fell again. Ann said {theirs}."
    made = contests((None, text, [(who, f"the {who}", "said", mine, "direct"), ("ann", "Ann", "said", theirs)]))
    assert made.assertions.empty is not clash


def test_the_outlets_own_voice_can_state_one_side_and_counts_on_none():
    one, other = "The vault was opened with a stolen key.", "the vault was not opened with a stolen key"
    text = f"{one} The bank said {other}."
    made = contests((None, text, [("paper", "", "", one, "narrator"), ("bank", "The bank", "said", other)]))
    assert sides(made) == [("reports", "paper", "assertion"), ("denies", "bank", "negation")]
    assert made.assertions["n_asserting"].item() == 0


def test_a_figure_that_the_outlet_says_somebody_put_is_that_speakers():
    text = "The guild said 700 members turned out. The bank put the number at 250. The bank said it had counted cards."
    made = contests((None, text, [("guild", "The guild", "said", "700 members turned out"),
                                  ("paper", "", "", "The bank put the number at 250.", "narrator"),
                                  ("bank", "The bank", "said", "it had counted cards")]))  # fmt: skip
    assert [row[:2] for row in sides(made)] == [("asserts", "guild"), ("denies", "bank")]


def test_shares_of_those_asked_do_not_contradict_each_other():
    text = "A majority said they trust the mayor. Twelve percent said they did not trust the mayor."
    made = contests((None, text, [("guild", "A majority", "said", "they trust the mayor"),
                                  ("ann", "Twelve percent", "said", "they did not trust the mayor")]))  # fmt: skip
    assert made.assertions.empty


def test_a_clash_across_articles_needs_a_name_and_days_that_are_near():
    one, other = "the Corvane dam had passed its test", "the Corvane dam had not passed its test"

    def days(first: str | None, later: str | None):
        dates = (None if date is None else pd.Timestamp(date) for date in (first, later))
        return contests((next(dates), f"The mayor said {one}.", [("mayor", "The mayor", "said", one)]),
                        (next(dates), f"Ann said {other}.", [("ann", "Ann", "said", other)]))  # fmt: skip

    assert days("2025-03-01", "2025-03-02").assertions["n_documents"].tolist() == [2]
    assert days("2025-03-01", "2025-09-02").assertions.empty
    # An article without a date may be of any day, whichever of the two it is.
    assert days("2025-03-01", None).assertions["n_documents"].tolist() == [2]
    assert days(None, "2025-03-01").assertions["n_documents"].tolist() == [2]


def test_three_figures_of_one_thing_are_one_contest():
    first, second, third = "700 members marched", "only 250 members marched", "about 680 members marched"
    text = f"The guild said {first}. The bank said {second}. Ann said {third}."
    made = contests((None, text, [("guild", "The guild", "said", first), ("bank", "The bank", "said", second),
                                  ("ann", "Ann", "said", third)]))  # fmt: skip
    assert [row[:2] for row in sides(made)] == [("asserts", "guild"), ("denies", "bank"), ("asserts", "ann")]


def test_we_have_not_denies_what_is_said_of_the_body_just_named():
    one, other = "Tarn Press paid 2 million crowns to keep the matter quiet", "We have not paid these people a penny"
    text = f"The note said {one}. Ann took that up. She wrote this on her page. “{other},” Ann said."
    made = contests((None, text, [("guild", "The note", "said", one), ("ann", "Ann", "said", other, "direct")]))
    assert [row[:2] for row in sides(made)] == [("asserts", "guild"), ("denies", "ann")]


def test_what_was_impossible_is_the_assertion_that_one_case_refutes():
    one, other = "the flood could not have been foreseen", "it foresaw the flood three days ahead"
    made = said(one, other)
    assert [row[:2] for row in sides(made)] == [("asserts", "mayor"), ("denies", "ann")]


def test_what_a_team_has_long_maintained_is_the_teams():
    text = "Mayor’s guild has long maintained that the reeds take up no salt. The reeds take up salt, Ann said. "
    text += "Its guild said 12 reeds had died."
    made = contests((None, text, [
        ("paper", "", "", "Mayor’s guild has long maintained that the reeds take up no salt.", "narrator"),
        ("ann", "Ann", "said", "The reeds take up salt"),
        ("guild", "Its guild", "said", "12 reeds had died"),
    ]))  # fmt: skip
    assert sides(made)[0][:2] == ("denies", "guild")


def test_a_place_under_its_other_name_is_no_second_place():
    text = "The mayor said the guard was in Krasnov, which the army calls Orrin. Ann said the guard was in Orrin."
    marked = [
        ("mayor", "The mayor", "said", "the guard was in Krasnov"),
        ("ann", "Ann", "said", "the guard was in Orrin"),
    ]
    assert contests((None, text, marked)).assertions.empty
