"""Who stands on which side of what is denied, in the article of the denial: one short article a trait."""

import pytest
from test_contests import contests, sides, statements

from analysis import columns
from analysis.extractors import read_tables


def stances(text: str) -> set[tuple[str, str]]:
    """Stance and speaker of each position, with the text read whole."""
    row = {"doc_id": "d", "text": text, "source": "d.txt", "encoding": "utf-8", "n_words": 30, "body_start": 0}
    positions = read_tables(columns.frame("documents", [row]))["positions"]
    return {(p.stance, p.speaker_id) for p in positions.itertuples()}


def test_who_says_it_in_other_words_beside_the_denial_asserts_it():
    text = "The guild said clerks had been paid in cash for the votes. The bank denied that any vote had been bought."
    made = contests((None, text, [("guild", "The guild", "said", "clerks had been paid in cash for the votes"),
                                  ("bank", "The bank", "denied", "that any vote had been bought")]))  # fmt: skip
    assert sides(made) == [("asserts", "guild", "assertion"), ("denies", "bank", "explicit denial")]


def test_who_speaks_of_something_else_beside_the_denial_does_not():
    text = "The guild said the ferry would sail at noon. The bank denied that any vote had been bought."
    made = contests((None, text, [("guild", "The guild", "said", "the ferry would sail at noon"),
                                  ("bank", "The bank", "denied", "that any vote had been bought")]))  # fmt: skip
    assert sides(made) == [("denies", "bank", "explicit denial")]


def test_who_speaks_for_the_denier_right_behind_the_denial_denies_too():
    text = "The bank denied that the vault had been opened. “Not one of us touched it,” said Ann, its director."
    made = contests((None, text, [("bank", "The bank", "denied", "that the vault had been opened"),
                                  ("ann", "Ann", "said", "“Not one of us touched it,”", "direct")]))  # fmt: skip
    assert ("denies", "ann", "own version") in sides(made)


def test_an_opponent_right_behind_the_denial_does_not():
    text = "The bank denied that the vault had been opened. “The door hung loose,” said Ann, a clerk."
    made = contests((None, text, [("bank", "The bank", "denied", "that the vault had been opened"),
                                  ("ann", "Ann", "said", "“The door hung loose,”", "direct")]))  # fmt: skip
    assert ("denies", "ann", "own version") not in sides(made)


def test_who_disputes_the_deniers_account_asserts():
    text = "The bank denied that a second ledger existed. The guild disputed that account."
    made = contests((None, text, [("bank", "The bank", "denied", "that a second ledger existed"),
                                  ("guild", "The guild", "disputed", "that account")]))  # fmt: skip
    assert statements(made) == ["A second ledger existed"]
    assert sides(made) == [("denies", "bank", "explicit denial"), ("asserts", "guild", "double negation")]


NEGATIONS = [
    ("there is no second ledger", "There is a second ledger"),
    ("there were no guards", "There were guards"),
    ("there is no money", "There is money"),
    ("there is no crisis", "There is a crisis"),
    ("no trees were cut", "Some trees were cut"),
    ("nobody opened the vault", "Somebody opened the vault"),
    ("the vault was not opened", "The vault was opened"),
    ("it never opened the vault", "It opened the vault"),
]


@pytest.mark.parametrize(("said", "stated"), NEGATIONS)
def test_what_is_denied_is_stated_in_the_positive(said, stated):
    text = f"The bank said {said}. The guild said that was false."
    made = contests(
        (None, text, [("bank", "The bank", "said", said), ("guild", "The guild", "said", "that was false")])
    )
    assert statements(made) == [stated]
    assert sides(made) == [("denies", "bank", "negation"), ("asserts", "guild", "double negation")]
    assert made.assertions["status"].item() == "denied"


def test_he_is_the_accused_and_not_who_tells_of_it():
    content = "Ann would testify that he hid the ledger, which he denies"
    text = f"Mayor rejected the accusation. Guild lawyers said {content}."
    made = contests((None, text, [("mayor", "Mayor", "rejected", "the accusation"),
                                  ("guild", "Guild lawyers", "said", content),
                                  ("ann", "he", "denies", "which")]))  # fmt: skip
    told = made.positions[made.positions["evidence"].str.contains("which he denies")]
    assert list(told["speaker_id"]) == ["mayor"]


def test_a_figure_points_to_a_claim_that_holds_one():
    text = "The guild said 40 ships lay idle. The mayor said the quay was calm. The bank disputed that figure."
    made = contests((None, text, [("guild", "The guild", "said", "40 ships lay idle"),
                                  ("mayor", "The mayor", "said", "the quay was calm"),
                                  ("bank", "The bank", "disputed", "that figure")]))  # fmt: skip
    assert statements(made) == ["40 ships lay idle"]


def test_an_answer_in_the_negative_denies_an_accusation():
    text = "The guild accused the bank of hiding the ledger. The bank said it had hidden nothing."
    made = contests((None, text, [("guild", "The guild", "accused", "the bank of hiding the ledger"),
                                  ("bank", "The bank", "said", "it had hidden nothing")]))  # fmt: skip
    assert sides(made)[:2] == [("asserts", "guild", "assertion"), ("denies", "bank", "negation")]


def test_an_intention_that_is_rejected_is_no_contest():
    text = "The guild offered to call off the strike. The bank rejected that."
    made = contests((None, text, [("guild", "The guild", "offered", "to call off the strike"),
                                  ("bank", "The bank", "rejected", "that")]))  # fmt: skip
    assert made.assertions.empty


def test_who_tells_what_another_says_does_not_assert_it():
    text = "The paper said that the guild claims the vault was opened. The bank denied that the vault was opened."
    made = contests((None, text, [("ann", "The paper", "said", "that the guild claims the vault was opened"),
                                  ("guild", "the guild", "claims", "the vault was opened"),
                                  ("bank", "The bank", "denied", "that the vault was opened")]))  # fmt: skip
    assert ("asserts", "ann", "assertion") not in sides(made)


def test_the_claim_just_before_about_the_denier_is_what_he_denies():
    text = "The guild says Bank has put boys on the night shift. Bank denies having hired anyone under 18."
    made = contests((None, text, [("guild", "The guild", "says", "Bank has put boys on the night shift"),
                                  ("bank", "Bank", "denies", "having hired anyone under 18")]))  # fmt: skip
    assert ("asserts", "guild", "assertion") in sides(made)


REPLIES = [
    ("I missed one", True),
    ("I never missed a test", True),
    ("I missed the bus", False),
    ("She missed one", False),
    ("I did miss three tests", False),
]


@pytest.mark.parametrize(("words", "against"), REPLIES)
def test_who_is_accused_answers_for_himself(words, against):
    text = f"The guild said the rider missed three tests. “{words},” Ann said. "
    text += "The bank denied that the rider missed three tests."
    made = contests((None, text, [("guild", "The guild", "said", "the rider missed three tests"),
                                  ("ann", "Ann", "said", words, "direct"),
                                  ("bank", "The bank", "denied", "that the rider missed three tests")]))  # fmt: skip
    assert (("denies", "ann", "own version") in sides(made)) is against


OFFICIALS = [
    ("the figure came from the gates", "Company spokesman Roe", True),
    ("the weather was fine", "Company spokesman Roe", False),
    ("the figure came from the gates", "Roe", False),
]


@pytest.mark.parametrize(("words", "who", "against"), OFFICIALS)
def test_an_official_takes_up_the_figure_of_his_body(words, who, against):
    text = f"The guild said 40 ships lay idle. The bank said 12 ships lay idle.\n\n{who} said {words}."
    made = contests((None, text, [("guild", "The guild", "said", "40 ships lay idle"),
                                  ("bank", "The bank", "said", "12 ships lay idle"),
                                  ("ann", who, "said", words)]))  # fmt: skip
    assert (("denies", "ann", "own version") in sides(made)) is against


def test_everybody_who_says_it_of_the_denier_asserts_it():
    text = "The guild said a Bank van was at the gate. Ann said the rain was heavy. The mayor said a van of Bank stood "
    text += "at the gate. Bank denied that one of its vans was at the gate."
    made = contests((None, text, [("guild", "The guild", "said", "a Bank van was at the gate"),
                                  ("ann", "Ann", "said", "the rain was heavy"),
                                  ("mayor", "The mayor", "said", "a van of Bank stood at the gate"),
                                  ("bank", "Bank", "denied", "that one of its vans was at the gate")]))  # fmt: skip
    assert {row[:2] for row in sides(made)} == {("asserts", "guild"), ("asserts", "mayor"), ("denies", "bank")}


# What is said before, in other words, and who denies what; True where the first asserts it.
PUT_FORWARD = [
    ("The drones came from Bank", "responsibility for the strike", True),  # who blames names whom he blames
    ("nine people had died", "responsibility for the strike", False),
    ("Bank had promised the field to a builder", "making any promise to the builder", True),
    ("the rain had promised to last", "making any promise to the builder", False),
]


@pytest.mark.parametrize(("said", "denied", "asserts"), PUT_FORWARD)
def test_what_is_denied_was_put_forward_in_other_words(said, denied, asserts):
    text = f"The guild said that {said}. The mayor spoke. Ann said the sea was calm. Bank denied {denied}."
    made = contests((None, text, [("guild", "The guild", "said", f"that {said}"),
                                  ("ann", "Ann", "said", "the sea was calm"),
                                  ("bank", "Bank", "denied", denied)]))  # fmt: skip
    assert (("asserts", "guild", "assertion") in sides(made)) is asserts
    assert ("asserts", "ann", "assertion") not in sides(made)


@pytest.mark.parametrize("near", [True, False])
def test_her_whom_somebody_accuses_beside_her_denial_is_the_denier(near):
    text = "Ann denied that the vault had been held shut until May. "
    text += "" if near else "It rained. It snowed. It hailed. "
    text += "The guild accused her of burying the key."
    made = contests((None, text, [("ann", "Ann", "denied", "that the vault had been held shut until May"),
                                  ("guild", "The guild", "accused", "her of burying the key")]))  # fmt: skip
    assert (("asserts", "guild", "assertion") in sides(made)) is near


def test_a_denial_that_opens_a_paragraph_answers_the_head_of_the_one_before():
    text = "Soldiers burned the mill, the guild said. “We saw the roof go,” Ann said.\n\n"
    text += "The bank rejected that version."
    made = contests((None, text, [("guild", "the guild", "said", "Soldiers burned the mill"),
                                  ("ann", "Ann", "said", "“We saw the roof go,”", "direct"),
                                  ("bank", "The bank", "rejected", "that version")]))  # fmt: skip
    assert statements(made) == ["Soldiers burned the mill"]


def test_a_quoted_reply_takes_up_the_last_thing_said():
    text = "The guild said the mill was sold. It added that the roof was stolen.\n\n“That is untrue,” Ann said."
    made = contests((None, text, [("guild", "The guild", "said", "the mill was sold"),
                                  ("guild", "It", "added", "that the roof was stolen"),
                                  ("ann", "Ann", "said", "“That is untrue,”", "direct")]))  # fmt: skip
    assert statements(made) == ["The roof was stolen"]


def test_what_was_asked_about_is_looked_up():
    text = "The guild said Ann had threatened to shut the mill. The mayor said the roof leaked. "
    text += "Asked about the threat, Ann said there had been none."
    made = contests((None, text, [("guild", "The guild", "said", "Ann had threatened to shut the mill"),
                                  ("mayor", "The mayor", "said", "the roof leaked"),
                                  ("mayor", "", "Asked", "about the threat"),
                                  ("ann", "Ann", "said", "there had been none")]))  # fmt: skip
    assert statements(made) == ["Ann had threatened to shut the mill"]
    assert {row[:2] for row in sides(made)} == {("asserts", "guild"), ("denies", "ann")}


def test_a_story_is_what_a_paper_tells():
    text = "The paper said that Ann had sold the mill. The mayor said the roof leaked. Ann called the story a lie."
    made = contests((None, text, [("paper", "The paper", "said", "that Ann had sold the mill"),
                                  ("mayor", "The mayor", "said", "the roof leaked"),
                                  ("ann", "Ann", "called", "the story a lie")]))  # fmt: skip
    assert statements(made) == ["Ann had sold the mill"]


def test_guilt_told_of_another_is_not_the_deniers():
    text = "The guild said that Orr moved the money to a firm of Ann. Orr denied it. Ann denied any involvement."
    made = contests((None, text, [("guild", "The guild", "said", "that Orr moved the money to a firm of Ann"),
                                  ("mayor", "Orr", "denied", "it"),
                                  ("ann", "Ann", "denied", "any involvement")]))  # fmt: skip
    assert statements(made) == ["Orr moved the money to a firm of Ann", "Ann was involved"]


def test_the_accused_answers_after_a_voice_that_bears_the_accusation_out():
    text = "The guild blames Bank for the black film on the nets. “It comes at night,” Ann said.\n\n"
    text += "Bank said not a drop had left the plant."
    made = contests((None, text, [("guild", "The guild", "blames", "Bank for the black film on the nets"),
                                  ("ann", "Ann", "said", "“It comes at night,”", "direct"),
                                  ("bank", "Bank", "said", "not a drop had left the plant")]))  # fmt: skip
    assert statements(made) == ["Bank caused the black film on the nets"]
    assert {row[:2] for row in sides(made)} == {("asserts", "guild"), ("denies", "bank")}


TITLES = [("Spokeswoman Ann Roe", True), ("Teacher Ann Roe", False)]


@pytest.mark.parametrize(("who", "against"), TITLES)
def test_a_bare_title_is_that_of_the_body_just_told_of(who, against):
    text = f"The guild said the clock was slow. The bank called the claim false. {who} said it struck at ten."
    made = contests((None, text, [("guild", "The guild", "said", "the clock was slow"),
                                  ("bank", "The bank", "called", "the claim false"),
                                  ("ann", who, "said", "it struck at ten")]))  # fmt: skip
    assert (("denies", "ann", "own version") in sides(made)) is against


def test_who_denies_in_words_and_reverses_later_has_still_denied_it():
    text = "Ann, who had denied that the mill was sold, told the guild that the mill was sold in May."
    made = contests((None, text, [("ann", "who", "had denied", "that the mill was sold"),
                                  ("ann", "Ann", "told", "that the mill was sold in May")]))  # fmt: skip
    assert list(made.assertions["status"]) == ["denied"]


def test_who_finds_fault_states_nothing_that_is_denied():
    text = "The guild said the mill was sold. The mayor slammed the bank over the flood. The bank denied that."
    made = contests((None, text, [("guild", "The guild", "said", "the mill was sold"),
                                  ("mayor", "The mayor", "slammed", "the bank over the flood"),
                                  ("bank", "The bank", "denied", "that")]))  # fmt: skip
    assert statements(made) == ["The mill was sold"]


ACCUSERS = [
    ("accused the mill of poisoning the stream", "The mill's manager, Ann,", "that anything has leaked", True),
    ("accused the farm of poisoning the stream", "The mill's manager, Ann,", "that anything has leaked", False),
    ("accused the mill of poisoning the stream", "A lawyer for the mill, Ann,", "that anything has leaked", True),
]


@pytest.mark.parametrize(("said", "who", "denied", "asserts"), ACCUSERS)
def test_the_denier_is_meant_by_the_body_that_the_text_gives_him(said, who, denied, asserts):
    verb, content = said.split(" ", 1)
    text = f"The guild {said}. {who} denies {denied}."
    made = contests((None, text, [("guild", "The guild", verb, content), ("ann", who, "denies", denied)]))
    assert (("asserts", "guild", "assertion") in sides(made)) is asserts


def test_who_puts_to_him_what_another_says_reports_it():
    text = "“The dairy says the spill lasted two hours,” said Lowe. “That is not true,” said Haig."
    made = contests((None, text, [("lowe", "Lowe", "said", "“The dairy says the spill lasted two hours,”", "direct"),
                                  ("dairy", "The dairy", "says", "the spill lasted two hours"),
                                  ("haig", "Haig", "said", "“That is not true,”", "direct")]))  # fmt: skip
    stances = {(stance, speaker) for stance, speaker, _ in sides(made)}
    assert ("asserts", "dairy") in stances
    assert ("denies", "haig") in stances
    assert ("asserts", "lowe") not in stances


def test_who_says_the_same_is_no_antecedent():
    text = "Ann said the seals were broken. Two clerks said much the same. “A fantasy,” said Bo."
    made = contests((None, text, [("ann", "Ann", "said", "the seals were broken"),
                                  ("clerks", "Two clerks", "said", "much the same"),
                                  ("bo", "Bo", "said", "“A fantasy,”", "direct")]))  # fmt: skip
    assert statements(made) == ["The seals were broken"]
    assert ("asserts", "ann", "assertion") in sides(made)


@pytest.mark.parametrize(
    ("said", "answer", "denier"),
    [
        ("that 41 homes had been under water", "The clerk, Ann Booth, made it 63.", "ann-booth"),
        ("the book sold 200,000 copies in its first week", "The trade’s chart has it at 11,350.", "trades-chart"),
        ("the last bird was shot in 1931", "The tag on its leg gives the year as 1947.", "tag"),
        ("he was paid to keep quiet", "That brought an outright denial from Hale Mills.", "hale-mills"),
    ],
)
def test_a_record_or_a_count_stands_against_what_was_said(said, answer, denier):
    rows = stances(f"Dan Pell, of Brask, told the council {said}. {answer}")
    assert ("asserts", "dan-pell") in rows
    assert any(stance == "denies" and denier in who for stance, who in rows)


def test_who_was_told_of_it_only_tells():
    said = "Tom Bask said he had been told by two clerks that Ellen Varga ate with the owner. Varga denied it."
    assert stances(said) == {("asserts", "two-clerks--d"), ("denies", "ellen-varga")}


def test_who_denies_having_told_it_asserts_nothing():
    said = (
        "Two clerks said that Ellen Varga had told them the deal was hers for the asking. Varga disputes their account."
    )
    assert ("asserts", "ellen-varga") not in stances(said)


def test_the_paper_that_asks_means_itself_at_every_turn():
    text = (
        "Courier: The family of Alan Purdy, who was 71, says the fungus killed him.\n\n"
        "Brannigan: That is not true.\n\n"
        "Courier: Emil Kovar says that his team was cut. Was it?\n\n"
        "Brannigan: It was.\n"
    )
    assert stances(text) == {("asserts", "the-family-of-alan-purdy--d"), ("denies", "brannigan")}


def test_who_contests_a_denial_bears_out_what_it_denies():
    said = "“The gates worked,” Dan Pell told the council. The firm has denied that a gate was moved."
    assert stances(f"{said} The log shows otherwise.") == stances(said)
