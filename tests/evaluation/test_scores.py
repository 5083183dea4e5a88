"""Scores: the rule in small, then number by number against the benchmark's own script where that is at hand."""

import importlib.util
from pathlib import Path

import pytest

from analysis.evaluation.corpora import marked, read_corpus
from analysis.evaluation.scores import Counted, count, count_by, pair, table, without_optional
from analysis.extractors.records import Attribution

BENCHMARKS = Path(__file__).parents[3] / "shared" / "benchmarks"
TEXT = 'Ada said the dam held. "It is safe," Ben told us. Nobody asked.'


def made(source: str, cue: str, content: str) -> Attribution:
    def spans(words: str) -> tuple[tuple[int, int], ...]:
        return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    return marked(spans(source), spans(cue), spans(content))


GOLD = [made("Ada", "said", "the dam held"), made("Ben", "told us", '"It is safe,"')]


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        (made("Ada", "said", "the dam held"), True),
        (made("Ada", "", "dam held"), True),  # F1 .8
        (made("Ada", "said", "held"), True),  # F1 .5 is enough
        (made("Ada", "said", 'said the dam held. "It is safe,"'), False),  # F1 below .5
        (made("Ben", "said", "the dam held"), False),
        (made("", "said", "the dam held"), False),
        (made("Ada said", "", "the dam held"), True),  # sources need only overlap
    ],
)
def test_rule(predicted: Attribution, right: bool) -> None:
    assert bool(pair(TEXT, [predicted], GOLD[:1]).pairs) is right


def test_two_without_source_are_right() -> None:
    one = made("", "said", "the dam held")
    assert pair(TEXT, [one], [one]).pairs == ((0, 0),)


def test_each_counts_once_and_the_best_fit_wins() -> None:
    near, exact = made("Ada", "said", "dam held"), made("Ada", "said", "the dam held")
    assert pair(TEXT, [near, exact], GOLD[:1]).pairs == ((1, 0),)


def test_counts() -> None:
    counts = count(TEXT, [*GOLD[:1], made("Ben", "told", '"It is safe,"')], GOLD)
    assert counts["attribution"] == Counted(2, 2, 2, 2)
    assert counts["cue exact"] == Counted(1, 2, 1, 2)
    assert counts["cue token"] == Counted(2, 2, 2, 3)
    assert counts["attribution quoted"] == Counted(1, 1, 1, 1)
    assert counts["attribution unquoted"] == Counted(1, 1, 1, 1)


def test_count_by_label() -> None:
    by = count_by("source", lambda one: TEXT[slice(*one.source[0])], TEXT, GOLD[:1], GOLD)
    assert by == {"source Ada": Counted(1, 1, 1, 1), "source Ben": Counted(0, 0, 0, 1)}


def test_optional_ones_count_neither_way() -> None:
    assert without_optional(TEXT, GOLD, GOLD[:1], GOLD[1:]) == GOLD[:1]
    assert without_optional(TEXT, GOLD, GOLD, GOLD[1:]) == GOLD


def test_table_has_shares_and_an_interval() -> None:
    rows = table([{"a": Counted(1, 2, 1, 4)}, {"a": Counted(3, 3, 3, 4)}], bootstrap=200).set_index("measure")
    assert rows.at["a", "precision"] == pytest.approx(4 / 5)
    assert rows.at["a", "recall"] == pytest.approx(4 / 8)
    assert rows.at["a", "low"] == pytest.approx(1 / 3)
    assert rows.at["a", "high"] == pytest.approx(6 / 7)


def test_table_without_intervals() -> None:
    rows = table([{"a": Counted(0, 0, 0, 0)}], bootstrap=0)
    assert rows["f1"].tolist() == [0.0]
    assert rows["low"].isna().all()


@pytest.mark.skipif(not (BENCHMARKS / "score.py").exists(), reason="the benchmarks are not at hand")
def test_equals_the_benchmarks_script() -> None:
    """One annotator against another, over the articles that several annotators read."""
    spec = importlib.util.spec_from_file_location("score", BENCHMARKS / "score.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder = BENCHMARKS / "polnear" / "annotator-training"
    events, counts = [], []
    for article in read_corpus(folder):
        first, last = (folder / "attributions" / f"{article.name}_{sign}.ann" for sign in _ends(article.annotations))
        events.append((article.text, script.read_ann(last), script.read_ann(first)))
        by_first, by_last = (article.annotations[sign] for sign in _ends(article.annotations))
        counts.append(count(article.text, by_last, by_first))
    theirs = script.score(events)
    ours = table(counts, 0).set_index("measure")
    for name in [f"{role} {how}" for role in ("source", "cue", "content") for how in ("exact", "token")]:
        assert tuple(ours.loc[name, ["precision", "recall", "f1"]]) == pytest.approx(theirs[name.capitalize()].row())
    for name in ("attribution", "attribution quoted"):
        assert ours.at[name, "recall"] == pytest.approx(theirs[name.capitalize()].row()[1])
        assert ours.at[name, "precision"] == pytest.approx(min(1, theirs[name.capitalize()].row()[0]))


def _ends(annotations: object) -> tuple[str, str]:
    names = sorted(annotations)
    return names[0], names[-1]
