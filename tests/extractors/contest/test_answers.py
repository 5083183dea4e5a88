"""A claim that answers the one before it: what excludes it there, and what only stands beside it, row by row."""

import pytest
from test_contests import contests, sides
from test_implied import said

ANSWERED = [
    # the subject is given: by a pronoun, by the same noun, by a noun that names the same
    ("the mill was profitable", "it made a loss", "antonym"),
    ("the polling station was packed", "the station was nearly empty", "antonym"),
    ("the lake is clean", "the water is contaminated", "antonym"),
    ("six miners were rescued", "all six died", "antonym"),
    ("the archive was destroyed in the fire", "every box of it was saved", "antonym"),
    # opposites of every kind, each with the object of the other
    ("the merger was approved by the board", "the directors turned it down", "antonym"),
    ("the clerk resigned", "he was dismissed", "antonym"),
    ("the runway lights were off when the plane landed", "they were on all night", "antonym"),
    ("the goalkeeper was fit for the final", "he was injured", "antonym"),
    ("the union accepted the offer", "it rejected the offer", "antonym"),
    ("scores have gone up every year since 2021", "they fell in 2022", "antonym"),
    ("the town hall was locked", "it was open all day", "antonym"),
    # what was done is denied, and to what
    ("the museum paid for the restoration", "it has not spent a cent on the work", "negation"),
    ("Tarn Press cut 40 jobs", "we have not cut a single job this year", "negation"),
    ("the bridge was inspected in May", "nobody inspected the bridge this year", "negation"),
    ("the tenants had been warned of the gas leak", "no warning came", "negation"),
    ("at no point was the ministry offered help", "it was offered two rescue ships", "negation"),
    ("no shots were fired", "I heard three shots", "negation"),
    ("the novelist sold the film rights", "she has sold nothing to anyone", "negation"),
    # one figure each of one thing, whatever it is called
    ("$418,000 was missing from the fund", "the shortfall was $61,000", "quantity"),
    ("the herd numbered 400 animals", "there were 250 cows on the farm", "quantity"),
    ("the painting sold for $4 million", "the buyer paid $1.2 million for it", "quantity"),
    ("the company employs 900 people in Velm", "it has 400 workers there", "quantity"),
    ("the operation lasted two hours", "it took nine hours", "quantity"),
    ("the crowd numbered 3,000", "there were no more than 400 people", "quantity"),
    ("the plume had drifted eight kilometres", "it had drifted two miles", "quantity"),
    ("the school had 187 students and room for 400", "there were 241 children enrolled there", "quantity"),
    # one time each
    ("the patient was discharged on 4 March", "she was released on 11 March", "quantity"),
    ("the voting in Dorr ended at 4 p.m.", "stations in Dorr closed at 7 p.m.", "quantity"),
    # one who did it, one cause, one owner
    ("Orla Vance painted the mural", "I painted it", "exclusive place"),
    ("Landry was behind the wheel when the bus stop was hit", "I was the one driving", "exclusive place"),
    ("it was the captain who gave the order", "the order came from the mate", "exclusive place"),
    ("the diary was written by his wife", "he wrote it himself", "exclusive place"),
    ("a short circuit caused the blaze", "it was started by a cigarette", "exclusive place"),
    ("the plane was brought down by a missile", "it crashed because of ice", "exclusive place"),
    ("Ines Carrow died of a stroke", "she was poisoned", "exclusive place"),
    ("the dog was mine", "it belonged to her uncle", "exclusive place"),
    ("the hills are ours", "they were taken by the army on Friday", "exclusive place"),
    ("the harbour is under our control", "the enemy holds the harbour", "exclusive place"),
    # one place at a time
    ("Lord Hale spent the night of the theft at home", "he dined with me in Tarn that night", "exclusive place"),
    ("the minister spent the weekend in Orrin", "he was at a hotel in Lisbon on both days", "exclusive place"),
]


@pytest.mark.parametrize(("one", "other", "basis"), ANSWERED)
def test_one_value_that_excludes_the_other_is_enough(one, other, basis):
    made = said(one, other)
    assert set(made.assertions["status"]) == {"contradicted"}
    assert {row[2] for row in sides(made)} == {"assertion", basis}


BESIDE = [
    # another thing, another part of it, another time
    ("the clerk resigned", "his deputy was dismissed"),
    ("the old bridge was closed", "the new bridge was open"),
    ("the men were armed", "the women were unarmed"),
    ("six people were arrested", "four of them were released"),
    ("the road was open in summer", "it was closed in winter"),
    ("the first engine failed", "the second engine worked"),
    ("the child died of measles", "his sister died from poisoning"),
    ("the fire was started by a boy", "the flood was caused by rain"),
    ("her mother was ill", "his father was well"),
    # each speaks of himself
    ("I was at home that evening", "I was in Orrin that night"),
    ("we voted for the levy", "we voted against the levy"),
    # another object
    ("the museum paid for the restoration", "it has not paid for the catalogue"),
    ("she did not attend the trial", "she attended the funeral"),
    ("the firm had cut its emissions", "it raised its dividend"),
    ("we did not sell the mill", "we sold the barn"),
    ("the guild received the letter", "it received no letters that were signed"),
    ("no money was paid to the guild", "the money was paid to the bank"),
    ("the school was open to pupils", "it was closed to parents"),
    ("Roe wrote the music", "Poe wrote the words"),
    ("the church was built by monks", "it was repaired by the town"),
    # another subject, or only which of them is meant
    ("the pilot was not drunk", "the passenger was drunk"),
    ("we own the north field", "they own the south field"),
    ("the lights were on in the hall", "they were off in the kitchen"),
    # figures of something else, or in a list
    ("the bank has closed 12 branches", "it has opened three branches"),
    ("the price was 12 crowns", "the offer was 10 crowns"),
    ("the painting sold for $4 million", "the frame cost $2,000"),
    ("the herd numbered 400 animals", "there were 25 farms in the valley"),
    ("the plume had drifted eight kilometres", "it had drifted five miles"),
    ("the school had 187 students", "it had nine classes"),
    ("the tower is 90 metres high", "it is 40 metres wide"),
    ("12 people were wounded", "three people were killed"),
    ("the army lost 30 tanks", "the rebels lost 12 tanks"),
    ("the minister earned $90,000", "the mayor earned $40,000"),
    ("at least a dozen bones lay in a skip", "14 had been recovered"),
    ("the dam holds 3 million litres", "it held 2 million litres in 2019"),
    ("she had waited 19 months", "he waited eleven weeks"),
    ("turnout was 61 percent", "the party won 38 percent"),
    ("200 passengers were on board", "30 passengers were hurt"),
    ("Corl has hired 200 people", "Tarn Press has hired 90"),
    # another extent, another use, another span
    ("the wall is three metres tall", "it is 60 centimetres wide"),
    ("the hall was designed for 200 guests", "it held 340 guests"),
    ("the firm hired 40 welders", "it fired nine welders"),
    # in two ways another
    ("the taps were on in the attic", "they were off in the cellar"),
    ("the young judge was strict", "the old judge was lenient"),
    # not so, and so
    ("the roof did not leak because of the storm", "the roof leaked"),
    ("the clerk was not just late but drunk", "the clerk was late"),
    # a sequence, an addition, a concession
    ("the train left at 9", "it arrived at 11"),
    ("the strike helped the guild", "it also opposed the tax"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), BESIDE)
def test_what_stands_beside_it_is_left(one, other):
    assert said(one, other).assertions.empty


@pytest.mark.parametrize(
    ("between", "clash"), [("It rained. ", True), ("The bank said the price of oats rose. ", False)]
)
def test_only_the_next_to_speak_answers(between, clash):
    text = f"The mayor said the well was full. {between}Ann said it was empty."
    marked = [("mayor", "The mayor", "said", "the well was full"), ("ann", "Ann", "said", "it was empty")]
    if not clash:
        marked.insert(1, ("bank", "The bank", "said", "the price of oats rose"))
    assert contests((None, text, marked)).assertions.empty is not clash


def test_a_topic_set_in_front_reaches_back_to_the_claim_about_it():
    text = "The mayor said repairs to the towers had been halted. The bank said the price of oats rose. "
    text += "The guild said rain fell. On the repairs, Ann said the tenants had been misled. "
    text += "They have not stopped, Ann said."
    made = contests((None, text, [
        ("mayor", "The mayor", "said", "repairs to the towers had been halted"),
        ("bank", "The bank", "said", "the price of oats rose"),
        ("guild", "The guild", "said", "rain fell"),
        ("ann", "Ann", "said", "the tenants had been misled"),
        ("ann", "Ann", "said", "They have not stopped"),
    ]))  # fmt: skip
    assert [row[:2] for row in sides(made)] == [("asserts", "mayor"), ("denies", "ann")]


def test_only_so_many_answers_the_larger_figure_wherever_it_stands():
    made = said("only 410 members marched", "960 members marched")
    assert [row[:2] for row in sides(made)] == [("denies", "mayor"), ("asserts", "ann")]
