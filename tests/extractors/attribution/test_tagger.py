"""The trained tagger: what it finds in plain sentences, and what holds for any text at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extractors.attribution import tagger
from analysis.extractors.attribution.confidence import FEATURES, confidence, features
from analysis.extractors.attribution.decoding import Found, best_tags, bucket, span_means, tag_spans
from analysis.extractors.attribution.pieces import LONGEST, Reader, windows
from analysis.extractors.attribution.tagger import tag

SENTENCES = [
    ("The ministry said the bridge would reopen in May.", "The ministry", "said", ["the bridge would reopen in May"]),
    ("Ada Quill denied that she had seen the letter.", "Ada Quill", "denied", ["that she had seen the letter"]),
    ("According to the harbour master, three ships left.", "the harbour master", "According to", ["three ships left"]),
    ('"We will not sell the yard," said the owner.', "the owner", "said", ['"We will not sell the yard,"']),
    ("The union believes the offer is too low.", "The union", "believes", ["the offer is too low"]),
]
DISCONTINUOUS = '"The sluice was open," Brandt said, "and nobody closed it."'
NO_CLAIMS = ["The ferry leaves at nine.", "Rain fell on the harbour all week.", "", " ", "\n\t"]
ODD = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
WORDS = st.lists(st.sampled_from(["said", "the", "mayor", '"', "“", "”", ",", ".", "that", "🙂", "она", "\x00", "ʼ"]))


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), SENTENCES)
def test_sentence(sentence: str, source: str, cue: str, content: list[str]) -> None:
    (found,) = tag(sentence)
    assert words(sentence, found.source) == [source]
    assert words(sentence, found.cue) == [cue]
    assert [piece.rstrip(".") for piece in words(sentence, found.content)] == content


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_content_in_two_pieces() -> None:
    (found,) = tag(DISCONTINUOUS)
    assert words(DISCONTINUOUS, found.content) == ['"The sluice was open,"', '"and nobody closed it."']


def test_one_source_of_two_cues() -> None:
    sentence = '"The road is safe," the mayor said, adding that the school would reopen.'
    assert [words(sentence, found.source) for found in tag(sentence)] == [["the mayor"], ["the mayor"]]


def test_claim_without_source() -> None:
    sentence = "It was reported that the dam had failed."
    assert [found.source for found in tag(sentence)] == [()]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_nothing_attributed(text: str) -> None:
    assert tag(text) == []


@settings(max_examples=150, deadline=None)
@given(ODD | WORDS.map(" ".join))
def test_any_text_keeps_its_offsets(text: str) -> None:
    for found in tag(text):
        assert found.cue
        assert found.content
        spans = [*found.source, *found.cue, *found.content]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end].strip() == text[start:end] for start, end in spans)
        assert list(found.content) == sorted(found.content)
        assert 0 < found.confidence < 1


def test_result_does_not_hang_on_what_was_read_before() -> None:
    first = [tag(sentence) for sentence, *_ in SENTENCES]
    assert [tag(sentence) for sentence, *_ in reversed(SENTENCES)] == first[::-1]


def test_long_paragraph_is_read_whole() -> None:
    sentence = "The mayor said the bridge would stay closed until May. "
    paragraph = sentence * 200
    starts = [found.cue[0][0] // len(sentence) for found in tag(paragraph)]
    assert starts[0] == 0
    assert starts[-1] == 199
    assert len(set(starts)) > 190


@pytest.fixture(scope="module")
def read() -> Reader:
    return tagger._model().read


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["harbour", "antidisestablishment", ".", "!", "x"]), max_size=900).map(" ".join))
def test_windows_hold_every_word_once(paragraph: str) -> None:
    pieces = tagger._model().read(paragraph)
    parts = list(windows(pieces, paragraph))
    assert np.concatenate([part.starts for part in parts] or [[]]).tolist() == pieces.starts.tolist()
    assert np.concatenate([part.ids for part in parts] or [[]]).tolist() == pieces.ids.tolist()
    assert all(len(part.ids) <= LONGEST and part.first[0] == 0 for part in parts)


def test_window_ends_with_a_sentence(read: Reader) -> None:
    paragraph = "The tide turned and the boats came in again. " * 40
    first, *_ = windows(read(paragraph), paragraph)
    assert paragraph[first.starts[-1]] == "."


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('He "left" now', [0, 1, 1, 1, 0]),
        ("He “left now", [0, 2, 2, 2]),
        ("left” now", [2, 2, 0]),
        ("He left now", [0, 0, 0]),
    ],
)
def test_quotation_states(read: Reader, text: str, states: list[int]) -> None:
    pieces = read(text)
    assert (pieces.shapes[pieces.first] % 3).tolist() == states


@pytest.mark.parametrize(
    ("word", "case"),
    [("port", 0), ("Port", 1), ("I", 1), ("NATO", 2), ("McCoy", 3), ("1990", 4), ("1990s", 0), ("—", 5), ("港", 0)],
)
def test_cases(read: Reader, word: str, case: int) -> None:
    assert read(word).shapes[0] // 3 == case


def test_lone_surrogate_is_one_unknown_character(read: Reader) -> None:
    assert read("a\ud800b").ends[-1] == 3


def _brute_force(scores: np.ndarray) -> float:
    best = {start: scores[0, start] for start in (0, 1, 3, 5)}
    for row in scores[1:]:
        step = {}
        for now in range(7):
            before = (now, now - 1) if now and now % 2 == 0 else range(7)
            step[now] = max((best[b] for b in before if b in best), default=-1e9) + row[now]
        best = step
    return max(best.values())


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_best_tags_is_the_best_legal_sequence(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, 7)).astype(np.float32)
    tags = best_tags(scores)
    before = [0, *tags[:-1].tolist()]
    assert all(t == 0 or t % 2 or b in (t, t - 1) for b, t in zip(before, tags.tolist(), strict=True))
    assert scores[np.arange(length), tags].sum() == pytest.approx(_brute_force(scores), abs=1e-4)


def test_tag_spans_parts_neighbours_of_one_role() -> None:
    sources, cues, contents = tag_spans(np.array([1, 2, 3, 5, 6, 5, 0, 6 - 1]))
    assert (sources, cues, contents) == ([(0, 2)], [(2, 3)], [(3, 5), (5, 6), (7, 8)])


def test_buckets_know_the_side_and_grow_with_distance() -> None:
    row = bucket([(10, 12)], [(12, 13), (14, 15), (80, 81), (9, 10), (0, 1)])[0].tolist()
    assert row[0] < row[1] < row[2]
    assert row[3] < row[4] < row[0]


def test_span_means() -> None:
    rows = np.arange(8, dtype=np.float32).reshape(4, 2)
    assert span_means(rows, [(0, 2), (3, 4)]).tolist() == [[1.0, 2.0], [6.0, 7.0]]


def test_confidence_is_a_logistic_regression() -> None:
    found = Found((0, 1), (1, 2), ((2, 4),), 0.5, 0.5, 0.5, 0.5)
    numbers = features(found, quoted=1.0)
    assert numbers[:7] == [1, 0, 0, 0, 0, 1, 1]
    weights = dict.fromkeys(FEATURES, 0.0)
    assert confidence(numbers, weights) == 0.5
    assert confidence(numbers, weights | {"always": 2.0}) == pytest.approx(0.8808, abs=1e-4)
