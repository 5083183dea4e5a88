"""Final reporting clauses, one sentence a trait."""

import pytest

from analysis.columns import words
from analysis.extractors.attribution.tails import tails

TAILS = [
    ("The bank knew of the leak, two of its clerks have said.", "two of its clerks", "The bank knew of the leak"),
    ("The coach told players to limp, the keeper told a podcast.", "the keeper", "The coach told players to limp"),
    ("Farms shed more lice than they report, a study has found.", "a study", "Farms shed more lice than they report"),
    ("The head of the choir, Ann Roe, bullied boys, six of them have told the Argus.", "six of them",
     "The head of the choir, Ann Roe, bullied boys"),
    ("The wells ran dry in a week, campaigners claim.", "campaigners", "The wells ran dry in a week"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "source", "content"), TAILS)
def test_a_final_reporting_clause(sentence, source, content):
    [(who, _, told)] = tails(sentence, [(0, len(sentence))], [])
    assert (words(sentence, who), words(sentence, told)) == (source, content)


NONE = [
    "When the doors of the hall opened, the crowd said nothing.",
    "On a cold Monday in May, the mayor wrote to Roe.",
    "He went home to Lorne, made tea, and wrote to her.",
    "The bridge is safe to cross, the mayor said that night that all was well.",
    "They won in Lorne and in Pell, the first two states.",
    "“The bridge is safe to cross,” the mayor said.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_only_looks_like_one(sentence):
    assert not list(tails(sentence, [(0, len(sentence))], []))


def test_a_clause_whose_cue_is_known_is_left():
    sentence = "The bank knew of the leak, two clerks said."
    begin = sentence.index("said")
    assert not list(tails(sentence, [(0, len(sentence))], [(begin, begin + 4)]))
