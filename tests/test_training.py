"""The passages that the stance model is taught by: every mark can be read, and says something possible."""

from collections import Counter

import pytest

from training import passages


def test_every_passage_is_marked_rightly():
    learnt, held = passages.read_passages()
    assert len(learnt) > 3_000
    assert len(held) > 400
    for passage in (*learnt, *held):
        assert not set("{}|") & set(passage.text), passage.name
        for said in passage.claims.values():
            assert passage.text[slice(*said.span)].strip(), passage.name
        for contest in passage.contests:
            for one in contest.asserting:
                for other in contest.contesting:
                    assert passage.claims[one].speaker != passage.claims[other].speaker, (passage.name, one, other)


def test_no_passage_comes_twice():
    learnt, held = passages.read_passages()
    counts = Counter(passage.text for passage in (*learnt, *held))
    assert [text for text, times in counts.items() if times > 1] == []


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{a Roe| Roe said so}.\n= a x b denied | So it is.", "marks no claim"),
        ("{a Roe| Roe said so.", "is not closed"),
        ("{a Roe| Roe said {b Moe| so}}.", "nested"),
        ("Roe said so}.", "without a claim"),
        ("{a Roe| Roe said so}.\n= a denied", "cannot read"),
    ],
)
def test_a_wrong_mark_is_named(block, said):
    with pytest.raises(ValueError, match=f"p1: .*{said}"):
        passages.parsed("p1", block)


def test_marks_come_off_and_spans_hold():
    passage = passages.parsed(
        "p1", "{a Roe| Roe said so}. {b the firm| The firm denied it}.\n= a x b denied | So it is."
    )
    assert passage.text == "Roe said so. The firm denied it."
    assert {label: passage.text[slice(*said.span)] for label, said in passage.claims.items()} == {
        "a": "Roe said so", "b": "The firm denied it"
    }  # fmt: skip
    assert passage.contests[0].asserting == ("a",)
    assert passage.contests[0].contesting == ("b",)
