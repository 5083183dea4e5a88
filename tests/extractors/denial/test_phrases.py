"""Doubts and denials in phrases with open places: what each is of, and what only looks like one."""

import pytest

from analysis import columns
from analysis.extractors import read_tables
from analysis.extractors.denial.phrases import phrases

DOUBTS = [
    ("The maker has grave and lasting doubts about the figure.", "noun", "the figure"),
    ("The maker voiced scepticism over the claim.", "noun", "the claim"),
    ("The maker had serious questions about the guild's account.", "noun", "the guild's account"),
    ("The maker is not at all convinced by the new date.", "anaphor", "the new date"),
    ("The maker remains to be persuaded that the mast was cut.", "clause", "the mast was cut"),
    ("Her rivals aren't so sure.", "anaphor", ""),
    ("The maker was not willing to believe that the mast was cut.", "clause", "the mast was cut"),
    ("The maker saw no good reason to believe that the mast was cut.", "clause", "the mast was cut"),
    ("The maker said the report could not be taken at face value.", "anaphor", "the report"),
    ("The maker isn't buying it.", "anaphor", "it"),
    ("The maker does not for a moment buy that explanation.", "noun", "that explanation"),
    ("“I'd be very wary of that number,” she said.", "anaphor", "that number"),
    ("Those who know her have trouble believing it.", "anaphor", "it"),
    ("The maker would not put money on that.", "anaphor", "that"),
    ("The maker said he would not rely on the report.", "noun", "the report"),
    ("The maker put little faith in the number.", "noun", "the number"),
    ("The maker said it had no record of that.", "anaphor", "that"),
    ("The maker said there was no evidence for that.", "anaphor", "that"),
    ("The maker said there was nothing to support the claim.", "noun", "the claim"),
    ("The maker did not believe a word of it.", "anaphor", "it"),
    ("Her friends do not believe her.", "anaphor", "her"),
    ("The maker had his doubts about the three weeks.", "anaphor", "the three weeks"),
    ("The maker found it hard to believe that the mast was cut.", "clause", "the mast was cut"),
    ("The maker finds the story difficult to credit.", "noun", "the story"),
    ("The maker took the statement “with a fistful of salt”.", "noun", "the statement"),
    ("The count should be treated with great caution, she said.", "anaphor", "The count"),
    ("“That has to be taken with a pinch of salt,” she said.", "anaphor", "That"),
    ("The maker would be amazed if any mast had been cut.", "clause", "any mast had been cut"),
    ("“I'd be astonished if it were so,” she said.", "anaphor", ""),
    ("“Where is the proof?” she asked.", "anaphor", ""),
    ("The maker did not recognise that description.", "anaphor", "that description"),
    ("The maker finds that wholly implausible.", "anaphor", "that"),
    ("The maker thought it unlikely that the mast was cut.", "clause", "the mast was cut"),
    ("“I'd like to see the receipts,” she said.", "anaphor", ""),
    ("“I'll believe it when I see it,” she said.", "anaphor", "it"),
    ("The maker had no reason to think that the mast was cut.", "clause", "the mast was cut"),
    ("The maker would be slow to believe that.", "anaphor", "that"),
    ("The maker would like to see the method before she believed the number.", "noun", "the number"),
    ("The maker urged caution about the figure.", "noun", "the figure"),
    ("The maker said the report could not be relied upon.", "anaphor", "the report"),
    ("The maker has found nothing so far to bear that out.", "anaphor", "that"),
    ("The maker said it could have been written by anybody.", "anaphor", ""),
    ("“Says who?” she asked.", "anaphor", ""),
    ("“That doesn't ring true,” she said.", "anaphor", ""),
    ("“That would be news to the crew,” she said.", "anaphor", ""),
]
DENIALS = [
    ("The maker laughed that off.", "anaphor", "that"),
    ("The maker waved the claim away.", "noun", "the claim"),
    ("The maker knocked the story on the head.", "noun", "the story"),
    ("The maker disputes every word of the report.", "noun", "the report"),
    ("The maker pushed back hard on that.", "anaphor", "that"),
    ("The maker threw cold water on the rumour.", "noun", "the rumour"),
    ("The maker will have none of it.", "anaphor", ""),
    ("The maker will have none of this.", "anaphor", ""),
    ("“It is all in his own head,” she said.", "anaphor", ""),
    ("The log tells another story.", "anaphor", ""),
    ("The news drew a flat denial on Friday from the maker.", "anaphor", ""),
    ("“She made that up,” he said.", "anaphor", ""),
    ("The maker said there was nothing to the story.", "anaphor", ""),
    ("The maker says he used no such words.", "anaphor", ""),
    ("“That is not how I remember it,” she said.", "anaphor", ""),
    ("“I never said that,” she said.", "anaphor", ""),
    ("“It didn’t happen like that,” she said.", "anaphor", ""),
    ("“Never discussed, never offered,” she said.", "anaphor", ""),
    ("“They have got it backwards,” she said.", "anaphor", ""),
    ("“He has his dates muddled,” she said.", "anaphor", ""),
    ("“Quite the opposite,” she said.", "anaphor", ""),
    ("“That can’t be right,” she said.", "anaphor", ""),
    ("“They’ve got the wrong man,” she said.", "anaphor", ""),
    ("The maker is not having it.", "anaphor", ""),
    ("The maker said the reverse was true.", "anaphor", ""),
    ("The maker said it could not have happened.", "anaphor", ""),
    ("The maker said she had been misquoted.", "anaphor", ""),
    ("“It lives only in her head,” she said.", "anaphor", ""),
    ("The maker said the estimate was out by half.", "anaphor", ""),
    ("“Pull the other one,” she said.", "anaphor", ""),
]
NONE = [
    "The maker brushed the crumbs away.",
    "The maker put the child to bed.",
    "The maker pushed back hard against the plan.",
    "There is nothing in it for the guild.",
    "She made it up to her sister.",
    "She not only wrote it down but made it up.",
    "She had no such luck.",
    "“I wish I never did it,” she said.",
    "She had a hard time imagining that it would rain.",
    "The results will be out by Friday.",
    "She would like to see the museum.",
    "The maker was slow to accept the offer.",
    "The maker is cautious about the plan.",
    "The maker urged caution on the roads.",
    "The maker left before she accepted the post.",
    "It was news to readers of the paper.",
    "The dream was all in blue and gold.",
    "The other way round the lake is longer.",
    "The maker made a new set of pots and gave them away.",
    "The maker has grave doubts about the plan.",
    "The maker has grave doubts about the new manager.",
    "The maker had questions about the claim.",
    "The maker has no doubts about the claim.",
    "The maker did not have doubts about the claim.",
    "If the maker has doubts about the claim, she may say so.",
    "The maker is not convinced of her talent.",
    "The maker isn't buying a boat.",
    "The maker was wary of dogs.",
    "The maker had trouble believing how fast it went.",
    "The maker would be surprised if the yard reopened before June.",
    "The maker would not bet on a horse.",
    "The maker could not rely on the buses.",
    "The maker put no trust in the minister.",
    "Knives should be handled with care, she said.",
    "The maker met the man with the salt.",
    "The maker did not recognise the man.",
    "The museum did not buy that painting.",
    "The club does not believe that it will rain.",
    "The staff did not believe in ghosts.",
    "London does not recognise that government.",
    "Neighbours were wary of that dog.",
    "Divers found no sign of that boat.",
    "Divers found no trace of them.",
    "The last tickets are yet to be sold.",
    "The museum did not buy it.",
    "The clerk did not recognise them.",
    "The hosts gave them short shrift.",
    "Is she not convinced by the figure?",
    "Voters may not buy that argument.",
    "This must be handled with care.",
    "Where is the evidence room?",
    "Show me the receipt for the coat.",
    "She would be surprised if there is a deal by June.",
    "The maker takes the train home\nLater some people with suspicion",
]


def found(sentence: str):
    return list(phrases(sentence, [(0, len(sentence))]))


@pytest.mark.parametrize(("sentence", "form", "doubted"), DOUBTS)
def test_a_doubt_and_what_it_doubts(sentence, form, doubted):
    (doubt,) = found(sentence)
    assert (doubt.form, " ".join(sentence[start:end] for start, end in doubt.target)) == (form, doubted)
    assert doubt.needs_claim == (form != "clause")


@pytest.mark.parametrize(("sentence", "form", "denied"), DENIALS)
def test_a_denial_and_what_it_denies(sentence, form, denied):
    (denial,) = found(sentence)
    assert (denial.form, " ".join(sentence[start:end] for start, end in denial.target)) == (form, denied)
    assert (denial.stance, denial.needs_claim) == ("denies", True)


@pytest.mark.parametrize("sentence", NONE)
def test_a_plan_a_person_or_the_future_is_not_doubted_so(sentence):
    assert not found(sentence)


@pytest.mark.parametrize(
    "answer",
    [
        "Dan Pell, who runs the yard, isn't buying it.",
        "Dan Pell, who runs her, has his doubts.",
        "Dan Pell said he had serious questions about Ms Orr's statement.",
        "“I would be astonished if it had,” said Dan Pell, who runs the yard.",
        "Dan Pell said he would be surprised if any test had been made.",
        "Dan Pell took the statement with a pinch of salt.",
    ],
)
def test_who_doubts_stands_against_who_said_it(answer):
    said = "The harbour master, Lena Orr, said on Monday that the crane had failed its last test. "
    row = {"doc_id": "d", "text": f"{said}{answer}", "source": "d.txt", "encoding": "utf-8", "n_words": 30}
    tables = read_tables(columns.frame("documents", [row | {"body_start": 0}]))
    sides = {(p.stance, p.speaker_id) for p in tables["positions"].itertuples()}
    assert sides == {("asserts", "lena-orr"), ("doubts", "dan-pell")}
    assert set(tables["assertions"]["status"]) == {"doubted"}


def test_a_letter_that_grows_in_lower_case_shifts_nothing():
    text = "İİİİİİİİİİİİİİİİ laughed that off. The rain fell all day on the yard and on the sea."
    (denial,) = phrases(text, [(0, 34), (35, len(text))])
    assert text[slice(*denial.words)] == "laughed that off"
