"""What contests an assertion and what only looks like it, one short sentence a trait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extractors.attribution.denying_claims import denying_claims, withheld
from analysis.extractors.denial.denials import find_denials


def found(sentence: str):
    return [one for one in find_denials(sentence, [(0, len(sentence))]) if one.basis != "rejected"]


CONTESTS = [
    ("The bank denied that the vault had been opened.", "clause", "the vault had been opened"),
    ("The bank denied the vault had been opened.", "clause", "the vault had been opened"),
    ("The bank flatly rejected that the towns were lost.", "clause", "the towns were lost"),
    ("The bank denied claims that it had lost the key.", "noun", "it had lost the key"),
    ("The bank denied claims it had lost the key.", "noun", "it had lost the key"),
    ("She denied any involvement in the theft.", "noun", "any involvement in the theft"),
    ("She denied taking the key.", "gerund", "taking the key"),
    ("She denied ever having met him.", "gerund", "having met him"),
    ("She denies it.", "anaphor", "it"),
    ("She denied the charges.", "noun", "the charges"),
    ("She denied family links to the gang.", "noun", "family links to the gang"),
    ("She flatly denied costly mistakes.", "noun", "costly mistakes"),
    ("She denied publicly that the key was lost.", "clause", "the key was lost"),
    ("It is a charge that she denies.", "anaphor", "charge"),
    ("They say she took it, which she denies.", "anaphor", "which"),
    ("The claim was denied by the bank.", "anaphor", "claim"),
    ("An allegation rejected by the bank spread anyway.", "anaphor", "allegation"),
    ("She called the number invented.", "anaphor", "the number"),
    ("She dismissed the report as false.", "anaphor", "the report"),
    ("She branded it a lie.", "anaphor", "it"),
    ("“It is not true,” she said.", "anaphor", "It"),
    ("It is not true that the key was lost, she said.", "clause", "the key was lost"),
    ("“Nonsense,” said the bank.", "anaphor", ""),
    ("There is no truth to the claim that the key was lost.", "noun", "the key was lost"),
    ("The allegations are baseless, she said.", "anaphor", "The allegations"),
    ("The bank disputed the figures.", "noun", "the figures"),
    ("The bank pushed back on claims that the key was lost.", "noun", "the key was lost"),
    ("The bank refuted the allegation.", "noun", "the allegation"),
    ("Officials downplayed or denied recent losses.", "noun", "recent losses"),
    ("She doubts that the key was lost.", "clause", "the key was lost"),
    ("She contradicted the manager.", "noun", "the manager"),
    ("She not only denied the report but laughed.", "noun", "the report"),
    ("The teller, who denies the theft, left.", "noun", "the theft"),
    ("She had denied since May 3 that the key was lost.", "clause", "the key was lost"),
    ("She denied in the chamber on Monday that the key was lost.", "clause", "the key was lost"),
    ("She rejected that.", "anaphor", "that"),
    ("She rejected any link between the two fires.", "noun", "any link between the two fires"),
    ("She dismissed as rubbish a claim by the cook, Ed Orr, that the key was lost.", "noun", "the key was lost"),
    ("The cook's claim that the key was lost was rejected by the bank.", "noun", "the key was lost"),
    ("The cook's claim that the key was lost is false, she said.", "noun", "the key was lost"),
    ("It is not true, as the cook claims, that the key was lost, she said.", "clause", "the key was lost"),
    ("She found no evidence that the key was lost.", "clause", "the key was lost"),
    ("She questioned whether the figure could be right.", "anaphor", "the figure could be right"),
    ("“That never happened,” she said.", "anaphor", "That"),
    ("“There is no such key,” she said.", "anaphor", ""),
    ("She said the report had got it wrong.", "anaphor", "the report"),
    ("She called that “impossible”.", "anaphor", "that"),
    ("She called the report “fiction with a cover”.", "anaphor", "the report"),
    ("She said otherwise.", "anaphor", ""),
    ("She calls night fishing “a sailor's yarn”.", "anaphor", "night fishing"),
    ("“A fable with footnotes” was how she described the charge.", "noun", "the charge"),
    ("“Talk of lost keys is untrue,” she said.", "anaphor", "Talk of lost keys"),
    ("She said the story was 'a wicked lie from start to end'.", "anaphor", "the story"),
    ("There is not one such key, she says.", "anaphor", ""),
    ("“He did nothing of the sort,” she said.", "anaphor", ""),
    ("They accuse her; she says they are mistaken.", "anaphor", "they"),
    ("She takes issue with that.", "anaphor", "that"),
    ("They like it, a view contested by the cook.", "anaphor", "view"),
    ("She rejects that version of events.", "noun", "that version of events"),
    ("She says the opposite.", "anaphor", ""),
    ("She does not accept the cook's claim that the key was lost.", "noun", "the key was lost"),
    ("She said it was not.", "echo", ""),
    ("They say it opens, but she says it never does.", "echo", ""),
    ("She rejected a rumour, spread in a leaflet, that the key was lost.", "noun", "the key was lost"),
    ("She shot down a story on the website Peel that the key was lost.", "noun", "the key was lost"),
    ("It is an allegation that the bank called baseless.", "anaphor", "allegation that"),
    ("She called the letter “an invention by a man I sacked”.", "anaphor", "the letter"),
    ("Talk about a lost key was “wholly without foundation”, she said.", "anaphor", "Talk about a lost key"),
    ("The cook disputes what the footage shows.", "anaphor", "what the footage shows"),
    ("She insists no such key was ever cut.", "anaphor", ""),
    ("The cook has his doubts.", "anaphor", ""),
    ("“The lady is mistaken,” he said.", "anaphor", "The lady"),
    ("She said Orr is lying.", "anaphor", "Orr"),
    ("“Not once,” she said.", "anaphor", ""),
    ("She said there had been none.", "echo", ""),
    ("The story does not hold water, she said.", "anaphor", "The story"),
    ("She poured scorn on the claim.", "noun", "the claim"),
    ("“That isn't true,” she said.", "anaphor", "That"),
    ("“That simply isn’t so,” she said.", "anaphor", "That"),
    ("She called their account a wicked and shameless invention.", "anaphor", "their account"),
    ("She has always denied doing so.", "anaphor", "doing so"),
    ("She was quick to deny that the key was lost.", "clause", "the key was lost"),
    ("She quelled rumours that the key was lost.", "noun", "the key was lost"),
    ("The bank rejects the allegation outright.", "noun", "the allegation"),
    ("The bank denied the claims publicly.", "noun", "the claims"),
    ("The bank contests this.", "anaphor", "this"),
    ("She disputed ever having been given a key.", "gerund", "having been given a key"),
    ("That, said Ed Orr, the cook, was “pure invention”.", "anaphor", "That"),
    ("She said it was the invention of a jealous cook.", "anaphor", "it"),
    ("The cook wondered aloud whether that figure was right.", "anaphor", "that figure was right"),
    ("She had seen no sign that the key was lost.", "clause", "the key was lost"),
    ("She could find no proof that the key was lost.", "clause", "the key was lost"),
    ("She found it hard to believe that the key was lost.", "clause", "the key was lost"),
    ("The cook was far from persuaded.", "anaphor", ""),
    ("She had reservations about the figure.", "noun", "the figure"),
    ("She denied the claim for the first time.", "noun", "the claim for the first time"),
    ("A charge that Roe, the mayor, called “a flat-out lie.”", "anaphor", "charge that"),
    ("That was a statement Mr Roe described as untrue.", "anaphor", "statement"),
    ("The bank pooh-poohed talk that the key was lost.", "noun", "the key was lost"),
    ("She rejects “in the strongest terms” his claim that the key was lost.", "noun", "the key was lost"),
    ("She dismissed the story as “a family legend, and not a good one”.", "noun", "the story as “a family legend"),
    ("A spokesman said the post was false.", "anaphor", "the post"),
    ("She called the figure fantasy.", "anaphor", "the figure"),
    ("She disputed that in a letter to the paper.", "anaphor", "that"),
    ("She denied that during the raid troops burned the mill.", "clause", "during the raid troops burned the mill"),
    ("She denied her claim for the first time.", "noun", "her claim for the first time"),
    ("She pleaded not guilty to burning the ear tags in May.", "gerund", "burning the ear tags in May"),
    ("She pleaded not guilty to murder.", "anaphor", ""),
    ("She accused him of making it up.", "anaphor", "him"),
    ("She said his story did not add up.", "anaphor", "his story"),
    ("She branded him a fantasist.", "anaphor", "him"),
    ("“Total rubbish,” she said.", "anaphor", ""),
    ("“Complete and utter garbage,” she said.", "anaphor", ""),
    ("It was cut, something Roe called untrue.", "anaphor", "something"),
    ("It was sold, which Mr Roe, the mayor, says is nonsense.", "anaphor", "which"),
    ("She said the accusation was without any merit.", "anaphor", "the accusation"),
    ("Not one word of that is true, she said.", "anaphor", ""),
    ("Nothing in the report is accurate, she said.", "anaphor", ""),
]


@pytest.mark.parametrize(("sentence", "form", "target"), CONTESTS)
def test_a_contest_and_its_target(sentence, form, target):
    [denial] = found(sentence)
    assert denial.form == form
    assert " … ".join(sentence[a:b] for a, b in denial.target) == target


TRAPS = [
    "She rejected the offer.",
    "The board turned down a bid.",
    "Members rejected the motion by 30 votes.",
    "She declined to comment.",
    "She neither confirmed nor denied the report.",
    "She has yet to confirm or deny the report.",
    "She did not deny that the key was lost.",
    "She refused to deny the story.",
    "She stopped short of denying it.",
    "She would deny it if asked.",
    "Did she deny the claim?",
    "Nobody disputes that the key was lost.",
    "There is no denying that prices rose.",
    "She ruled out an early sale.",
    "She dismissed the scheme as a gimmick.",
    "The insurer denied a claim for the crack in the deep end.",
    "She called it “a pipe dream.”",
    "“Total,” she said of the rubbish.",
    "The audience laughed at the story he told.",
    "“It was unbelievable,” said the coach.",
    "Critics questioned the timing of the sale.",
    "She dismissed the report as a pamphlet.",
    "She countered that trade was growing.",
    "She countered it was time to go.",
    "The party disavowed its candidate.",
    "The town denied the circus a permit.",
    "The town denied them a licence.",
    "He was denied bail.",
    "The town is poor. It was denied planning money in May.",
    "She has doubts about the plan.",
    "She contests what he stands for.",
    "He admitted that he was mistaken.",
    "She called the painting “an invention”.",
    "She denied herself nothing.",
    "The keeper denied the striker twice with his legs.",
    "Frey denied Talbot from two yards.",
    "A motion to make Rudd hand over the article was denied by Judge Ruth Sandoval.",
    "The insurer denied his claim for $4,800.",
    "The insurer has denied a $9 million claim over spoilt stock.",
    "The trucks wait for entry, which they were denied again on Monday.",
    "She wondered whether to leave.",
    "The steamer was the invention of a Scot.",
    "The judge dismissed the case.",
    "A court dismissed the charges against her.",
    "The bank dismissed 30 tellers.",
    "Nine runners contest the title.",
    "She challenged her rival to a debate.",
    "She dismissed concerns about the cost.",
    "She rejected calls to resign.",
    "She rejected the idea that the club should sell.",
    "The dispute over the land is old.",
    "A false alarm emptied the hall.",
    "The guild rejected an earlier version of the poem.",
    "She lied about her age.",
    "The family keeps the key.",
    "Anybody who says otherwise was not there.",
    "She dismissed as a stunt the demand for a vote.",
    "She did not accept the offer.",
    "She gave no evidence of her age.",
    "She had no such luck.",
    "She called the evening “a long story”.",
    "They lie in the sun.",
    "She rejected an early version of the song.",
    "She called the plan impossible.",
    "She rejected any increase in rent.",
]


@pytest.mark.parametrize("sentence", TRAPS)
def test_a_trap_is_no_contest(sentence):
    assert found(sentence) == []


@pytest.mark.parametrize(
    "sentence", ["She rejected the offer.", "The club turned down a bid.", "The council rejected the plan."]
)
def test_a_rejected_proposal_is_kept_apart(sentence):
    assert [one.basis for one in find_denials(sentence, [(0, len(sentence))])] == ["rejected"]


def test_a_reporters_falsely_is_the_reporters():
    [denial] = found("The mayor falsely claimed that the vote was stolen.")
    assert (denial.holder, denial.basis) == ("reporter", "reporter")


def test_a_downplayed_denial_is_less_sure_than_a_denial():
    [weak] = found("Officials downplayed or denied recent losses.")
    [strong] = found("Officials denied recent losses.")
    assert weak.confidence < strong.confidence


def test_playing_down_alone_needs_somebody_who_asserts():
    [denial] = found("Officials played down recent losses.")
    assert (denial.stance, denial.needs_claim) == ("doubts", True)


def test_as_others_say_is_taken_off_the_target():
    sentence = "She doubts that the trees were ill, as the report states."
    [denial] = found(sentence)
    assert sentence[slice(*denial.target[0])] == "the trees were ill"
    assert sentence[slice(*denial.owner)] == "the report"


MISSED = [
    ("He ordered it, which she denies.", "she", "denies", "which"),
    ("The teller, who denies the theft, left.", "who", "denies", "the theft"),
    (
        "Officials have by and large downplayed or denied recent losses.",
        "Officials",
        "have by and large downplayed or denied",
        "recent losses",
    ),
    (
        "Nuala Finn, the night clerk, doubts that it was cold.",
        "Nuala Finn, the night clerk",
        "doubts",
        "that it was cold",
    ),
    ("The claim was denied by the bank on Monday.", "the bank", "was denied", "claim"),
    (
        "Tarn says he was told so - something the league's body PGB has denied.",
        "the league's body PGB",
        "has denied",
        "something",
    ),
    ("I'm not so sure that would work.", "I", "not so sure", "that would work"),
    ("They saw 40 ships, a number the bank disputes.", "the bank", "disputes", "number"),
    ("They say she took it, which the family denies.", "the family", "denies", "which"),
]


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), MISSED)
def test_a_denial_without_a_claim_gets_one(sentence, source, cue, content):
    [spans] = denying_claims(sentence, [(0, len(sentence))], [], [])
    assert [sentence[piece[0][0] : piece[-1][1]] for piece in spans] == [source, cue, content]


@pytest.mark.parametrize(
    "sentence",
    [
        "She enters the last contest that the party holds.",
        "Firms seek to minimise the losses of the year.",
        "Two challenges to the rule were heard on Monday.",
        "Her letters accusing him of theft are lost.",
        "It passed with challenges that nobody counted.",
    ],
    ids=["noun", "infinitive", "plural noun", "participle", "noun behind a preposition"],
)
def test_a_word_without_a_subject_makes_no_claim(sentence):
    assert denying_claims(sentence, [(0, len(sentence))], [], []) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Her aide admits that the letter arrived on the ninth, having denied it for days.",
        "Her aide has admitted that there was a letter, abandoning a denial that he had made in March.",
    ],
)
def test_a_denial_behind_a_comma_has_the_source_last_told_of(sentence):
    [spans] = denying_claims(sentence, [(0, len(sentence))], [], [(0, 8)])
    assert sentence[slice(*spans[0][0])] == "Her aide"


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("The regulator has denied it a licence there.", True),
        ("A judge denied them an urgent hearing.", True),
        ("The council denied the Forum a permit.", True),
        ("A court denied Prisma access to the files.", True),
        ("Reporters were denied access to the quay.", True),
        ("The bank denied the charges and the claims.", False),
        ("He denied that the club had a permit.", False),
        ("He denied it was true.", False),
        ("The claim was denied by the bank.", False),
        ("He denied taking the access card.", False),
    ],
)
def test_what_is_kept_from_somebody_is_told_from_what_is_contested(sentence, kept):
    assert bool(withheld(sentence, find_denials(sentence, [(0, len(sentence))]))) is kept


def test_a_plea_beside_a_denial_that_has_a_claim_is_a_claim_of_its_own():
    sentence = "Brandt, 61, has pleaded not guilty and denies any wrongdoing."
    start = sentence.index("denies")
    [spans] = denying_claims(sentence, [(0, len(sentence))], [(start, start + 6)], [(0, 6)])
    assert sentence[slice(*spans[2][0])] == "pleaded not guilty"


def test_a_denial_with_a_claim_gets_no_second_one():
    sentence = "The bank denied that the vault had been opened."
    assert denying_claims(sentence, [(0, len(sentence))], [(9, 15)], []) == []


def test_who_claims_what_is_denied_gets_a_claim_too():
    sentence = "She denied a claim by the cook, Ed Orr, that the key was lost."
    spans = denying_claims(sentence, [(0, len(sentence))], [(4, 10)], [(0, 3)])
    assert [sentence[slice(*source[0])] for source, _, _ in spans] == ["the cook, Ed Orr"]


def test_who_is_said_to_say_so_gets_a_claim_too():
    sentence = "She doubts that the key was lost, a story that the cook has spread."
    spans = denying_claims(sentence, [(0, len(sentence))], [(4, 10)], [(0, 3)])
    assert [sentence[slice(*source[0])] for source, _, _ in spans] in ([], ["the cook"])


def test_a_passive_accusation_names_who_accuses():
    sentence = "Accused by the guild of hiding the key, she laughed."
    [(source, _, content)] = denying_claims(sentence, [(0, len(sentence))], [], [])
    assert (sentence[slice(*source[0])], sentence[slice(*content[0])]) == ("the guild", "hiding the key")


WORDS = st.sampled_from(
    [
        "she",
        "denied",
        "rejected",
        "the",
        "claim",
        "that",
        "it",
        "was",
        "not",
        "true",
        "false",
        "“",
        "”",
        "‘",
        "’",
        "'",
        '"',
        ",",
        ".",
        "?",
        "which",
        "he",
        "calls",
        "a",
        "lie",
        "nonsense",
        "no",
        "truth",
        "to",
        "any",
        "involvement",
        "in",
        "theft",
        "dismissed",
        "as",
        "doubts",
        "whether",
        "by",
        "and",
        "or",
        "but",
        "Mr.",
        "U.S.",
        "'s",
        "didn't",
        "12",
        "é",
        "—",
        "(",
        ")",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_offsets_hold_on_any_text(text):
    for denial in find_denials(text, [(0, len(text))] if text else []):
        for start, end in (denial.words, *denial.evidence, *denial.target):
            assert 0 <= start <= end <= len(text)
        assert denial.words[0] < denial.words[1]
        assert 0.0 <= denial.confidence <= 1.0
