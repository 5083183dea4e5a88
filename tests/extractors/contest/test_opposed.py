"""Claims that contest one another without a word of denial, as the stance model judges them."""

import hashlib
import json

import numpy as np
import pytest

from analysis import columns
from analysis.extractors import read_tables
from analysis.extractors.attribution.tagger import MODEL
from analysis.extractors.contest import candidates, judged, reading, stance
from analysis.extractors.contest.beside import is_counted_again, said_beside
from analysis.extractors.contest.contests import tasks
from analysis.extractors.contest.opposed import near
from analysis.extractors.contest.positions import Opposed
from analysis.extractors.contest.stance import LONGEST, Said, stances, stretches
from analysis.extractors.propositions import proposition
from analysis.extractors.readings import read_each
from analysis.extractors.tables import claims_and_speakers
from analysis.extractors.wording import quick_sentences


def documents(text):
    row = {"doc_id": "d", "text": text, "source": "d.txt", "encoding": "utf-8", "body_start": 0}
    return columns.frame("documents", [row | {"n_words": len(text.split())}])


def tables(text):
    return read_tables(documents(text))


def in_a_row(*said):
    """A text of claims that follow one another, each given as "NAME: words", and the claims."""
    text, claims = "", []
    for line in said:
        name, words = line.split(": ", 1)
        sentence = f"{words}, {name} said. "
        claims.append(Said(name, (len(text), len(text) + len(sentence) - 2)))
        text += sentence
    return text.rstrip(), dict(enumerate(claims))


def chances(*said):
    """What the model says of every pair of such claims, whatever it takes."""
    text, claims = in_a_row(*said)
    pairs = {(first, later): 0.0 for later in claims for first in range(later)}
    return stances(text, claims, pairs, pairs.keys())


# Each was written for this test: what the first says, what answers it, and what only stands beside it.
PAIRS = [
    (
        "Ida Moss: The kitchen door stood wide open all night",
        "Carl Benn: I bolted the kitchen door at nine, and it was still bolted at six",
        "Carl Benn: The kitchen was painted in the spring",
    ),
    (
        "Governor Hale: The levee was inspected twice before the flood",
        "Tess Orr: Nobody set foot on that levee in the two years before the water came",
        "Tess Orr: The flood took eleven houses on our street",
    ),
    (
        "The union: Forty drivers were on the picket line on Monday",
        "The company: Only nine drivers stood outside the depot on Monday",
        "The company: Eighty drivers work at the depot",
    ),
]


@pytest.mark.parametrize(("first", "answer", "beside"), PAIRS)
def test_an_answer_is_likelier_contested_than_what_stands_beside(first, answer, beside):
    found = chances(first, answer, beside)
    assert sum(found[0, 1]) > 1.5 * sum(found[0, 2])  # what a chance is worth is for the trust to say


def test_chances_are_chances_and_depend_on_the_text_alone():
    one, other = chances(*PAIRS[0]), chances(*PAIRS[0])
    assert one == other
    assert len(one) == 3
    assert all(0 <= chance <= 1 for each in one.values() for chance in each)
    assert all(sum(each) <= 1 for each in one.values())


# What may be answered, the answered one first; and the answer.
ANSWERED = [
    (
        "Ann Roe: The harbour master was drunk on the night of the storm",
        "Lee Poe: The ferry will sail again on Friday",
        "Ida Moss: The pier needs a new roof",
        "Dov Hale: He had not touched a drop since Easter, and he was as sober as a judge that night",
    ),
    (
        "Ann Roe: The school sold its minibus to the headmaster's cousin for £500",
        "Lee Poe: The roof of the gym will be mended in May",
        "Ida Moss: Two hundred parents came to the meeting",
        "Dov Hale: The minibus was scrapped, and nobody's cousin had a penny's worth of it",
    ),
    (
        "Ann Roe: The surgeon left the theatre in the middle of the operation",
        "Lee Poe: The hospital has hired forty nurses since June",
        "Ida Moss: The family wants an inquiry",
        "Dov Hale: She stood at the table from the first cut to the last stitch",
    ),
    (
        "Ann Roe: The wall was built by the council in 1962",
        "Lee Poe: The footpath is used by walkers all year",
        "Ida Moss: The farm grows barley and beans",
        "Dov Hale: His grandfather built that wall, before there was a council",
    ),
    (
        "Ann Roe: The guards opened fire without a warning",
        "Lee Poe: The camp holds nine thousand people",
        "Ida Moss: Food is brought in twice a week",
        "Dov Hale: The guards shouted three times before anybody fired",
    ),
]


def test_who_is_answered_is_told_from_who_is_not():
    likely = []
    for said in ANSWERED:
        found = chances(*said)
        likely.append([sum(found[first, 3]) for first in range(3)])
    assert sum(max(each) == each[0] for each in likely) >= len(ANSWERED) - 1


def test_a_denial_that_comes_first_turns_the_pair():
    said = [
        "Dov Hale: He denied that he had been drunk on the night of the storm",
        "Ann Roe: The harbour master Dov Hale was drunk on the night of the storm",
    ]
    turned, straight = chances(*said)[0, 1], chances(*reversed(said))[0, 1]
    assert turned.denied > straight.denied
    assert straight.denies > turned.denies


def test_a_stretch_holds_the_names_before_the_claims_and_says_where_these_stand():
    text, claims = in_a_row("Ann Roe: The bridge is safe", "Lee Poe: It is not safe")
    [stretch] = stretches(text, claims)
    ids, shapes, marks = stretch.rows
    assert ids.shape == shapes.shape == marks.shape
    assert list(stretch.spans) == [0, 1]
    for number, (start, end) in stretch.spans.items():
        assert set(marks[start:end]) == {3 + number}  # the words of claims in turn
        assert marks[start - 1] == marks[start - 4] == 1  # the frame around "ann roe"
        assert set(marks[start - 3 : start - 1]) == {2}
    given = stretch.given([(0, 1)])
    assert given["averages"].sum(axis=1).tolist() == pytest.approx([1.0, 1.0])
    assert [given[name].tolist() for name in ("firsts", "seconds", "gaps")] == [[0], [1], [0]]


def test_every_claim_of_a_long_text_stands_in_a_stretch():
    said = [f"Speaker {number}: The gate of house {number} was open all night long" for number in range(120)]
    text, claims = in_a_row(*said)
    found = list(stretches(text, claims))
    assert {number for stretch in found for number in stretch.spans} == set(claims)
    assert all(stretch.rows.shape[1] <= LONGEST + 2 for stretch in found)
    assert all(any(stretch.holds((number, number + 8)) for stretch in found) for number in range(112))


def test_a_stretch_that_promises_little_is_passed_over_unless_it_is_wanted():
    text, claims = in_a_row("Ann Roe: The bridge is safe", "Lee Poe: It is not safe")
    assert stances(text, claims, {(0, 1): -9.0}) == {}
    assert list(stances(text, claims, {(0, 1): 3.0})) == [(0, 1)]
    assert list(stances(text, claims, {(0, 1): -9.0}, {(0, 1)})) == [(0, 1)]
    assert stances(text, {0: claims[0]}, {}) == {}


def test_kinds_of_a_stance():
    assert stance.Stance(0.1, 0.0, 0.1, 0.5, 0.1).is_turned
    assert not stance.Stance(0.5, 0.1, 0.1, 0.1, 0.0).is_turned
    assert stance.Stance(0.2, 0.5, 0.1, 0.0, 0.0).is_doubt


def test_long_and_odd_claims_are_read():
    found = chances("A" * 300 + ": " + "word " * 900, "🙂 b: 🙂", "ש: שלום", "Ann Roe: No")
    assert (2, 3) in found
    assert all(0 <= chance <= 1 for each in found.values() for chance in each)


def test_the_stance_graph_borrows_the_taggers_bytes():
    """It names the tagger's file as the place of its encoder, so that the package holds one encoder, not two."""
    assert b"tagger.onnx" in stance.FILE.read_bytes()
    assert stance.FILE.stat().st_size < 1_600_000
    whole = sum(path.stat().st_size for path in MODEL.iterdir() if path.suffix in (".onnx", ".npz", ".json"))
    assert whole < 20 * 2**20


def test_the_record_tells_the_files_that_are_there():
    """A tagger trained again moves the bytes that the stance graph borrows: both are made, and recorded, together."""
    known = json.loads((MODEL / "record.json").read_text(encoding="utf-8"))["files sha256"]
    assert {name: hashlib.sha256((MODEL / name).read_bytes()).hexdigest() for name in known} == known
    assert {"tagger.onnx", "stance.onnx", "candidates.json"} <= set(known)


def test_what_one_claim_tells_of_another_does_not_contest_it():
    text = "The paper said that the guild claims that the vault was opened on Friday.\n"
    assert tables(text)["assertions"].empty


def test_other_times_and_other_things_are_no_contest():
    for one, other in [
        ("the ferry left at 6.40 a.m. on Monday", "the ferry left at 7.15 a.m. on Tuesday"),
        ("the first engine failed", "the second engine worked"),
        ("the north gate was locked", "the south gate was unlocked"),
        ("the guild received the letter", "it received no letters that were signed"),
        ("nine barges sank off Velm", "the number of barges sunk off Velm rose to 12"),
        ("she was at home at nine", "he was in the square at nine"),
        ("the school on Mill Street was closed", "the school on Dyke Road was open"),
        ("it has no plans to sell the mill", "the bank bought the mill in May"),
        ("the fire burned for two hours", "the fire burned for 120 minutes"),
        ("the fire burned for half an hour", "it burned for 30 minutes"),
        ("a dozen men were held", "12 men were held"),
        ("a dozen people had been arrested", "the guards had arrested 12"),
        ("the crash happened at noon", "it happened at 12pm"),
        ("10 people died in Velm", "12 people died in Orrin"),
    ]:
        assert tables(f"Ann Roe said that {one}. Carl Benn said that {other}.\n")["assertions"].empty, one


def test_two_who_deny_one_claim_stand_in_one_contest():
    text = (
        "The driver ran the red light at Mill Street, the police chief, Dov Aster, said.\n\n"
        "“The light was green when I crossed,” said Milla Krantz, who was driving.\n\n"
        "“It was green, I saw it from the stop,” said Jo Lund, a baker.\n"
    )
    found = tables(text)
    assert len(found["assertions"]) == 1
    assert found["assertions"]["n_denying"].item() >= 1
    sides = found["positions"].groupby("speaker_id")["stance"].nunique()
    assert (sides == 1).all()


def test_the_earlier_of_two_states_the_matter_unless_it_denies():
    """Whatever the model finds: where two only exclude one another the earlier states it, in the negative too."""
    text = (
        "No tree was cut within five miles of the marsh, said Dov Aster, who runs the mill.\n\n"
        "The mill employs 90 people.\n\n"
        "Milla Krantz, a warden, counted 31 fresh stumps beside the water on Friday, she said.\n"
    )
    given = documents(text)
    one = reading.read_by_rules(tasks(given, *claims_and_speakers(given, read_each(given)))[0]).reading
    known = near(one)
    [pair] = known.pairs
    for kinds, stated in (({"clashes": 0.9}, "No tree was cut"), ({"denied": 0.9}, "Milla Krantz, a warden, counted")):
        chances = dict.fromkeys(stance.Stance._fields, 0.0) | kinds
        asked = candidates.Asked(*pair, tuple(known.rows[0]), 0.0, stance.Stance(**chances))
        what, answer = judged.sides(one, Opposed(asked, 0.9, "negation"))
        assert (what.position.stance, answer.position.stance) == ("asserts", "denies")
        assert what.position.words.startswith(stated)


def told(text):
    return candidates.Told(text, [(0, len(text))], 0, [proposition(text, [(0, len(text))])], "reporting", "Ann Roe")


def test_a_number_for_each_feature_and_a_score_for_each_pair():
    pairs = [
        ("the pump was shut", "the pump was never shut"),
        ("", "…"),
        ("the pump was shut", "children sang in the park"),
    ]
    rows = [candidates.features(told(a), told(b), 1) for a, b in pairs]
    assert all(len(row) == len(candidates.FEATURES) and np.isfinite(row).all() for row in rows)
    scores = candidates.scores(rows)
    assert scores[0] > scores[2]
    assert np.isfinite(scores).all()


def test_terms_are_words_figures_marks_and_neighbours():
    assert candidates.terms("It wasn’t 40, it was 9.") >= {"it", "wasn't", "#", ",", "^it", "^it wasn't", "wasn't #"}
    assert candidates.terms("") == candidates.terms("é") - {"^", "é"} == set()
    assert candidates.terms("one two") == {"one", "two", "one two", "^one", "^one two"}


def test_a_claim_that_speaks_of_what_is_to_come_answers_less_than_one_that_denies():
    hope, retort = told("I hoped we would discuss it"), told("there was no such letter and nobody shown anything")
    assert retort.contesting > hope.contesting


def stated(words):
    return proposition(words, [(0, len(words))])


def test_no_plans_stand_beside_a_deed_and_against_a_plan():
    text = "It had no plan to close the pool. It closed the pool in May. It had a plan to close the pool."
    none, deed, plan = (proposition(text, [span]) for span in quick_sentences(text))
    assert said_beside(text, none, deed)
    assert not said_beside(text, none, plan)


def test_an_earlier_count_is_counted_again():
    first, later = stated("Koval had 49 percent"), stated("him at 51 percent")
    assert is_counted_again(("the commission", first), ("An earlier count", later))
    assert is_counted_again(("The first tally", first), ("the commission", later))
    assert not is_counted_again(("the commission", first), ("the observers", later))
    assert not is_counted_again(("the mill", stated("the gate was shut")), ("An earlier report", stated("it was open")))


@pytest.mark.parametrize(
    ("later", "accepts"),
    [
        ("“I guess that makes it a scab gate,”", True),
        ("Well, this explains the smell", True),
        ("that makes no difference, it was open", False),
        ("I guess it was open", False),
        ("the map that makes him the owner is forged", False),
    ],
)
def test_who_takes_it_for_given_does_not_contest_it(later, accepts):
    text = f"the gate was shut at nine | {later}"
    cut = text.index("|")
    first, second = proposition(text, [(0, cut)]), proposition(text, [(cut + 2, len(text))])
    assert said_beside(text, first, second) is accepts


def test_a_flat_answer_is_a_contest_with_both_sides_and_marked_as_implicit():
    text = (
        "The driver ran the red light at Mill Street, the police chief, Dov Aster, said.\n\n"
        "The damage came to £90,000.\n\n"
        "“The light was green when I crossed,” said Milla Krantz, who was driving.\n"
    )
    found = tables(text)
    positions = found["positions"]
    assert list(found["assertions"]["status"]) == ["contradicted"]
    names = positions["speaker_id"].map(found["speakers"].set_index("speaker_id")["name"])
    assert set(zip(positions["stance"], names, strict=True)) == {("asserts", "Dov Aster"), ("denies", "Milla Krantz")}
    assert (positions["confidence"] <= 0.5).all()
    for row in positions.itertuples():
        assert row.evidence == " … ".join(text[start:end] for start, end in row.evidence_spans)


def test_what_stands_beside_is_no_contest():
    text = (
        "The club left its gates unlocked on the night of the fire, the insurer's surveyor, Dov Aster, said.\n\n"
        "“It was a dreadful night for all of us,” said Milla Krantz, the caretaker.\n"
    )
    assert tables(text)["assertions"].empty
