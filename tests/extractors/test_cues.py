"""Classes, scope and types of claims, one trait a sentence."""

import pytest

from analysis.columns import WORDS
from analysis.extractors.cues import Words, classify, find_cues, scope_of, verb_forms
from analysis.extractors.lexicons import read_list
from analysis.extractors.records import Attribution


def read(sentence: str, cue: str, content: str):
    """The reading of a sentence whose cue and content are the first occurrence of these words."""
    start, inside = sentence.index(cue), sentence.index(content)
    attribution = Attribution((), ((start, start + len(cue)),), ((inside, inside + len(content)),), "indirect", 1.0)
    return classify(sentence, attribution, (0, len(sentence)))


CLASSES = [
    ("The clerk said the lift was broken.", "said", "the lift was broken", "neutral"),
    ("According to the clerk, the lift was broken.", "According to", "the lift was broken", "neutral"),
    ("The clerk insisted the lift was broken.", "insisted", "the lift was broken", "distancing"),
    ("The clerk claimed the lift was broken.", "claimed", "the lift was broken", "distancing"),
    ("The clerk stressed that the lift was broken.", "stressed", "that the lift was broken", "assertive"),
    ("The clerk flatly denied that the lift was broken.", "flatly denied", "that the lift was broken", "denial"),
    ("The clerk played down the fault.", "played down", "the fault", "denial"),
    ("The clerk admitted that the lift was broken.", "admitted", "that the lift was broken", "concession"),
    ("The clerk believes the lift is broken.", "believes", "the lift is broken", "belief"),
    ("The clerk doubts that the lift is broken.", "doubts", "that the lift is broken", "doubt"),
    ("The tenants accused the clerk of lying.", "accused", "the clerk of lying", "accusation"),
    ("The clerk expects the lift to fail.", "expects", "the lift to fail", "prediction"),
    ("The tenants urged the clerk to mend it.", "urged", "to mend it", "directive"),
    ("The tenants asked whether the lift was broken.", "asked", "whether the lift was broken", "question"),
    ("The tenants praised the clerk.", "praised", "the clerk", "evaluation"),
    ("The tenants countered that nobody had come.", "countered that", "nobody had come", "assertive"),
    ("The sign: the lift is broken.", ":", "the lift is broken", "neutral"),
    ("The clerk zorped the lift was broken.", "zorped", "the lift was broken", "none"),
]


@pytest.mark.parametrize(("sentence", "cue", "content", "expected"), CLASSES)
def test_cue_class(sentence, cue, content, expected):
    assert read(sentence, cue, content).cue_class == expected


TYPES = [
    ("The clerk said the lift was broken.", "said", "the lift was broken", "fact"),
    ("The clerk said the lift will be mended.", "said", "the lift will be mended", "forecast"),
    ("The clerk said tenants should use the stairs.", "said", "tenants should use the stairs", "proposal"),
    ("The clerk said the lift looked terrible.", "said", "the lift looked terrible", "evaluation"),
    ("The clerk asked if the lift was broken.", "asked", "if the lift was broken", "question"),
    ("The clerk said: let them walk.", "said", "let them walk", "proposal"),
    ("The clerk said the rules let tenants walk.", "said", "the rules let tenants walk", "fact"),
]


@pytest.mark.parametrize(("sentence", "cue", "content", "expected"), TYPES)
def test_claim_type(sentence, cue, content, expected):
    assert read(sentence, cue, content).claim_type == expected


SCOPES = [
    ("She denied the report.", "denied", ""),
    ("She did not deny the report.", "deny", "negated"),
    ("She never denied the report.", "denied", "negated"),
    ("She didn’t deny the report.", "deny", "negated"),
    ("She refused to deny the report.", "deny", "negated"),
    ("She stopped short of denying the report.", "denying", "negated"),
    ("She neither confirmed nor denied the report.", "denied", "negated"),
    ("She not only denied the report, she laughed.", "denied", ""),
    ("She would deny the report.", "deny", "modal"),
    ("If she denies the report, it ends there.", "denies", "conditional"),
    ("Did she deny the report?", "deny", "questioned"),
    ("She did not speak, but denied the report.", "denied", ""),
]


@pytest.mark.parametrize(("sentence", "word", "expected"), SCOPES)
def test_scope(sentence, word, expected):
    words = Words(sentence)
    scope = scope_of(words, words.low.index(word), (0, len(sentence)))
    held = {name for name in ("negated", "modal", "conditional", "questioned") if getattr(scope, name)}
    assert held == ({expected} if expected else set())
    assert scope.plain == (not expected)


def test_certainty_follows_boosters_hedges_and_modals():
    plain = read("She said the lift broke.", "said", "the lift broke").certainty
    firm = read("She flatly said the lift broke.", "flatly said", "the lift broke").certainty
    hedged = read("She said the lift perhaps broke.", "said", "the lift perhaps broke").certainty
    modal = read("She said the lift may break.", "said", "the lift may break").certainty
    assert modal < hedged < plain < firm


def test_a_negated_content_is_no_negated_cue():
    reading = read("She said the lift had not moved.", "said", "the lift had not moved")
    assert (reading.negated, reading.denies_content) == (False, True)


def test_the_longest_pattern_wins():
    assert [hit.entry.pattern for hit in find_cues(Words("they pushed back against it"))] == ["push back against"]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deny", ("deny", "denies", "denied", "denied", "denying")),
        ("refute", ("refute", "refutes", "refuted", "refuted", "refuting")),
        ("rebut", ("rebut", "rebuts", "rebutted", "rebutted", "rebutting")),
        ("take", ("take", "takes", "took", "taken", "taking")),
        ("dismiss", ("dismiss", "dismisses", "dismissed", "dismissed", "dismissing")),
    ],
)
def test_verb_forms(base, forms):
    assert verb_forms(base) == forms


def test_words_keep_their_offsets():
    text = "Mr. O’Neil didn’t say “no” to U.S. aid of 1,200.5 tonnes."
    words = Words(text)
    assert [text[a:b].lower().replace("’", "'") for a, b in zip(words.start, words.end, strict=True)] == words.low
    assert "n't" in words.low
    assert "1,200.5" in words.low


@pytest.mark.parametrize(
    "name",
    [
        "cues",
        "scope",
        "word-classes",
        "nouns",
        "falsity",
        "synonyms",
        "antonyms",
        "irregular-verbs",
        "function-words",
        "fields",
        "measures",
    ],
)
def test_every_row_of_a_list_has_a_source(name):
    rows = read_list(name)
    assert rows
    assert all(row["source"].strip() for row in rows)


def test_the_lexicon_uses_the_contracts_classes_only():
    assert {row["class"] for row in read_list("cues")} <= set(WORDS["claims", "cue_class"])
