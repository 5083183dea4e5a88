"""Both sides of an assertion, with claims marked by hand so that only the contest step is tried."""

import pandas as pd
import pytest

from analysis import columns
from analysis.extractors.contest.contests import BASES, find_contests
from analysis.extractors.cues import classify
from analysis.extractors.records import Attribution
from analysis.extractors.text import sentences

SPEAKERS = {"bank": "organisation", "mayor": "person", "guild": "organisation", "ann": "person", "paper": "outlet"}


def spans(text: str, words: str, after: int) -> list[list[int]]:
    start = text.index(words, after)
    return [[start, start + len(words)]] if words else []


def tables(*articles):
    """Frames of articles; each is (date, text, claims), a claim (speaker, source, cue, content[, kind])."""
    documents, claims = [], []
    for number, (date, text, marked) in enumerate(articles):
        doc_id = f"d{number}"
        documents.append({"doc_id": doc_id, "text": text, "date": date, "outlet": "paper", "source": f"{doc_id}.txt",
                          "encoding": "utf-8", "n_words": len(text.split()), "body_start": 0})  # fmt: skip
        claims += [_claim(doc_id, text, f"{doc_id}.{n}", *one) for n, one in enumerate(marked)]
    rows = [
        {"speaker_id": key, "name": key.title(), "kind": kind, "n_claims": 1, "n_documents": 1}
        for key, kind in SPEAKERS.items()
    ]
    return columns.frame("documents", documents), columns.frame("claims", claims), columns.frame("speakers", rows)


def _claim(doc_id, text, claim_id, speaker, source, cue, content, kind="indirect"):
    at = text.index(content)
    # The cue and source nearest to the content: before it when they stand there, else after it.
    near = max(text.rfind(cue, 0, at), -1) if cue else -1
    begin = near if cue and near >= 0 else at
    cue_spans = spans(text, cue, begin) if cue else []
    source_at = text.rfind(source, 0, begin + 1) if source else 0
    source_spans = spans(text, source, max(source_at, 0)) if source else []
    content_spans = [[at, at + len(content)]]
    made = Attribution(
        tuple(map(tuple, source_spans)), tuple(map(tuple, cue_spans)), ((at, at + len(content)),), kind, 1.0
    )
    anchor = (cue_spans or content_spans)[0][0]
    sentence = next(one for one in sentences(text) if one[0] <= anchor < one[1])
    read = classify(text, made, sentence)
    return {
        "claim_id": claim_id, "doc_id": doc_id, "kind": kind, "source": source, "source_spans": source_spans, "cue":
        cue,
        "cue_spans": cue_spans, "content": content, "content_spans": content_spans, "speaker_id": speaker,
        "cue_class": read.cue_class, "claim_type": read.claim_type, "certainty": read.certainty, "negated":
        read.negated,
        "confidence": 1.0,
    }  # fmt: skip


def contests(*articles):
    documents, claims, speakers = tables(*articles)
    made = find_contests(documents, claims, speakers)
    columns.check(made.assertions, "assertions")
    columns.check(made.positions, "positions")
    assert set(made.positions["basis"]) <= set(BASES)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    of = dict(zip(claims["claim_id"], claims["doc_id"], strict=True))
    for row in made.positions.itertuples():
        assert columns.words(texts[of[row.claim_id]], row.evidence_spans) == row.evidence
    return made


def sides(made) -> list[tuple[str, str, str]]:
    return [(row.stance, row.speaker_id, row.basis) for row in made.positions.itertuples()]


def statements(made) -> list[str]:
    return list(made.assertions["statement"])


def test_a_denial_that_points_back_takes_the_accusation_before_it():
    text = "The guild accused the bank of hiding the ledger. The bank denied the accusation."
    made = contests((None, text, [("guild", "The guild", "accused", "the bank of hiding the ledger"),
                                  ("bank", "The bank", "denied", "the accusation")]))  # fmt: skip
    assert statements(made) == ["The bank hid the ledger"]
    assert sides(made) == [("asserts", "guild", "assertion"), ("denies", "bank", "explicit denial")]
    assert made.assertions["status"].item() == "denied"


@pytest.mark.parametrize(
    ("content", "contested"),
    [
        ("that the money would be found", False),
        ("that it will last", False),
        ("that it would have failed", True),
        ("that the will was genuine", True),
    ],
)
def test_a_doubt_of_what_is_still_to_come_is_none(content, contested):
    made = contests((None, f"Ann doubted {content}.", [("ann", "Ann", "doubted", content)]))
    assert made.assertions.empty is not contested


def test_a_denial_of_what_nobody_states_keeps_its_asserting_side_empty():
    text = "The mayor spoke of rain. The bank denied that the vault had been opened."
    made = contests((None, text, [("mayor", "The mayor", "spoke", "of rain"),
                                  ("bank", "The bank", "denied", "that the vault had been opened")]))  # fmt: skip
    assert statements(made) == ["The vault had been opened"]
    assert made.assertions["n_asserting"].item() == 0


EVENTS = [
    ("any involvement in the theft", "Bank was involved in the theft"),
    ("any knowledge of the theft", "Bank knew of the theft"),
    ("any links to the gang", "Bank had links to the gang"),
    ("taking the ledger", "Bank took the ledger"),
    ("having known of it", "Bank had known of it"),
    ("recent losses", "There were recent losses"),
    ("any use of force", "Bank used force"),
]


@pytest.mark.parametrize(("content", "statement"), EVENTS)
def test_an_event_noun_is_stated_in_its_own_words(content, statement):
    made = contests((None, f"The bank denied {content}.", [("bank", "The bank", "denied", content)]))
    assert statements(made) == [statement]


def test_a_later_denial_by_the_same_speaker_joins_the_first():
    text = "The mayor said the two towns fell. The guild flatly rejected that the two towns fell, saying it's not true."
    made = contests((None, text, [("mayor", "The mayor", "said", "the two towns fell"),
                                  ("guild", "The guild", "flatly rejected", "that the two towns fell"),
                                  ("guild", "The guild", "saying", "it's not true")]))  # fmt: skip
    assert sides(made) == [
        ("asserts", "mayor", "assertion"),
        ("denies", "guild", "explicit denial"),
        ("denies", "guild", "falsity predicate"),
    ]
    assert made.assertions["n_denying"].item() == 1


def test_a_place_under_two_names_is_one_place():
    there = "in Orrin [the Duchy's name for Velm] troops were surrounded"
    here = "that troops in Velm were encircled"
    text = f"The mayor said: {there}. The guild denied {here}."
    made = contests((None, text, [("mayor", "The mayor", "said", there), ("guild", "The guild", "denied", here)]))
    assert sides(made) == [("asserts", "mayor", "assertion"), ("denies", "guild", "explicit denial")]


def test_the_same_assertion_is_found_in_another_document():
    one, other = "the dam above Velm had cracked in the night", "that the dam above Velm had cracked"
    made = contests(
        (pd.Timestamp("2025-03-01"), f"Ann said {one}.", [("ann", "Ann", "said", one)]),
        (pd.Timestamp("2025-03-02"), f"The bank denied {other}.", [("bank", "The bank", "denied", other)]),
    )
    assert sides(made) == [("asserts", "ann", "assertion"), ("denies", "bank", "explicit denial")]
    assert made.assertions["n_documents"].item() == 2
    assert made.assertions["first_date"].item() == pd.Timestamp("2025-03-01")


def test_the_outlets_own_voice_reports_and_is_no_asserting_side():
    text = "The dam above Velm had cracked. The bank denied that the dam above Velm had cracked."
    made = contests((None, text, [("paper", "", "", "The dam above Velm had cracked.", "narrator"),
                                  ("bank", "The bank", "denied", "that the dam above Velm had cracked")]))  # fmt: skip
    assert sides(made) == [("reports", "paper", "assertion"), ("denies", "bank", "explicit denial")]
    assert made.assertions["n_asserting"].item() == 0


def test_falsely_claimed_is_the_outlets_dispute():
    text = "It rained. The mayor falsely claimed that the dam had cracked."
    made = contests(
        (
            None,
            text,
            [
                ("paper", "", "", "It rained.", "narrator"),
                ("mayor", "The mayor", "falsely claimed", "that the dam had cracked"),
            ],
        )
    )
    assert sorted(sides(made)) == [("asserts", "mayor", "assertion"), ("denies", "paper", "reporter")]


@pytest.mark.parametrize("cue", ["claimed", "insisted", "alleged", "boasted"])
def test_a_reporters_distance_makes_no_contest(cue):
    text = f"The mayor {cue} that the dam had cracked."
    assert contests((None, text, [("mayor", "The mayor", cue, "that the dam had cracked")])).assertions.empty


def test_a_rejected_offer_stands_apart():
    text = "The guild made an offer. The bank rejected the offer."
    made = contests((None, text, [("bank", "The bank", "rejected", "the offer")]))
    assert made.assertions.empty
    assert list(made.rejected["evidence"]) == ["rejected the offer"]


def test_a_doubt_is_a_status_of_its_own():
    text = "The mayor said the dam above Velm had cracked. Ann doubts that the dam above Velm had cracked."
    made = contests((None, text, [("mayor", "The mayor", "said", "the dam above Velm had cracked"),
                                  ("ann", "Ann", "doubts", "that the dam above Velm had cracked")]))  # fmt: skip
    assert made.assertions["status"].item() == "doubted"
    assert made.assertions["n_doubting"].item() == 1


IMPLICIT = [
    ("30 barges sank off Velm", "120 barges sank off Velm", "quantity"),
    ("the dam above Velm had cracked", "the dam above Velm had not cracked", "negation"),
    ("the gate of Velm was open all night", "the gate of Velm was shut all night", "antonym"),
    ("a cart struck the gate", "there was no cart in the street", "negation"),
]


@pytest.mark.parametrize(("one", "other", "basis"), IMPLICIT)
def test_two_claims_that_cannot_both_hold(one, other, basis):
    made = contests(
        (
            None,
            f"The mayor said {one}. Ann said {other}.",
            [("mayor", "The mayor", "said", one), ("ann", "Ann", "said", other)],
        )
    )
    assert made.assertions["status"].item() == "contradicted"
    assert ("denies", "ann", basis) in sides(made)
    assert made.assertions["confidence"].item() <= 0.5


COMPATIBLE = [
    ("at least 10 barges sank off Velm", "12 barges sank off Velm"),
    ("30 barges sank off Velm", "40 carts burned at Velm"),
    ("30 barges sank off Velm on Monday", "12 barges sank off Velm on Friday"),
    ("nine barges sank off Velm", "the number of barges that sank off Velm rose to 12"),
    ("the gate of Velm was open on Monday", "the gate of Velm was shut on Friday"),
    ("the dam above Velm will hold", "the dam above Velm will not hold"),
]


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_two_claims_that_can_both_hold(one, other):
    text = f"The mayor said {one}. Ann said {other}."
    assert contests((None, text, [("mayor", "The mayor", "said", one), ("ann", "Ann", "said", other)])).assertions.empty


def test_later_figures_are_an_update():
    one, other = "30 barges sank off Velm", "45 barges sank off Velm"
    made = contests((pd.Timestamp("2025-03-01"), f"The mayor said {one}.", [("mayor", "The mayor", "said", one)]),
                    (pd.Timestamp("2025-03-09"), f"Ann said {other}.", [("ann", "Ann", "said", other)]))  # fmt: skip
    assert made.assertions.empty


def test_a_speaker_who_takes_it_back_is_shown_as_reversing():
    text = (
        "The bank said at first that it owned no such ledger. Later it conceded that it had owned the ledger since May."
    )
    made = contests((None, text, [("bank", "The bank", "said", "that it owned no such ledger"),
                                  ("bank", "it", "conceded", "that it had owned the ledger since May")]))  # fmt: skip
    assert {row[1] for row in sides(made)} == {"bank"}
    assert "reversal" in {row[2] for row in sides(made)}


def test_a_claim_that_reports_the_denial_takes_no_side():
    text = "The guild said the bank had denied meeting the broker."
    made = contests((None, text, [("guild", "The guild", "said", "the bank had denied meeting the broker"),
                                  ("bank", "the bank", "had denied", "meeting the broker")]))  # fmt: skip
    assert sides(made) == [("denies", "bank", "explicit denial")]


def test_nothing_at_all_gives_empty_tables():
    made = contests((None, "", []))
    assert made.assertions.empty
    assert made.positions.empty
    assert made.rejected.empty


def test_ids_do_not_depend_on_unrelated_later_documents():
    text = "The bank denied that the vault had been opened."
    one = (None, text, [("bank", "The bank", "denied", "that the vault had been opened")])
    other = (None, "It rained in Sarn.", [])
    pd.testing.assert_frame_equal(contests(one).positions, contests(one, other).positions)


def test_a_name_that_only_one_side_uses_is_kept_with_who_uses_it():
    text = "The ferry reached Ostmark [the harbour board's name for Vell]. The harbour board said it was late."
    made = contests((None, text, [("board", "The harbour board", "said", "it was late")]))
    [row] = made.names.itertuples()
    assert (row.name, row.other_name, row.who) == ("Vell", "Ostmark", "harbour board")
    assert [text[a:b] for a, b in row.evidence_spans] == [row.evidence]
