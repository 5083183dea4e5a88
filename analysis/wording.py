"""The words themselves, with who says them: concordance, words that go together, words used most. By NLTK, offline."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.probability import FreqDist
from nltk.text import ConcordanceIndex

from analysis.charts.measures import NOT_FOUND, attributed
from analysis.charts.measures.joins import named
from analysis.extractors.text import tokens
from analysis.study import Study

OWN_WORDS = "the article's own words"
# What is left of "didn't" where words are split at the apostrophe.
STEMS = frozenset(
    [
        "ain",
        "aren",
        "couldn",
        "didn",
        "doesn",
        "don",
        "hadn",
        "hasn",
        "haven",
        "isn",
        "shouldn",
        "wasn",
        "weren",
        "won",
        "wouldn",
    ]
)
NOBODY = "Nobody is said to claim anything."
FEWEST = 2  # times that a pair of words must occur to be called one


def concordance(study: Study, term: str, *, width: int = 60) -> pd.DataFrame:
    """Every place where `term` (one word or several, case aside) stands, with who says it.

    One row a place, in text order: `Before`, `Term`, `After` (at most `width` characters each side), `Said by` (the
    speaker of the innermost claim around it, else OWN_WORDS), `Article` (its file). No rows for a blank term.
    """
    data = pd.DataFrame(_said(study, term, width), columns=["Before", "Term", "After", "Said by", "Article"])
    data.attrs["empty"] = f"“{term}” stands nowhere in these articles: write a word of theirs into TERM."
    return data


def _said(study: Study, term: str, width: int) -> list[tuple[str, ...]]:
    wanted = [term[start:end].casefold() for start, end in tokens(term)]
    rows = named(attributed(study.claims), study.speakers)
    claims = dict(iter(rows.groupby("doc_id")))
    nothing = rows.head(0)
    return [
        row
        for document in study.documents.to_dict("records")
        for row in _places(document, claims.get(document["doc_id"], nothing), wanted, width)
    ]


def _places(document: Any, claims: pd.DataFrame, wanted: list[str], width: int) -> Iterator[tuple[str, ...]]:
    text, spans = document["text"], tokens(document["text"])
    words = [text[start:end].casefold() for start, end in spans]
    for first in ConcordanceIndex(words).offsets(wanted[0]) if wanted else []:
        if words[first : first + len(wanted)] == wanted:
            start, end = spans[first][0], spans[first + len(wanted) - 1][1]
            yield (
                _before(text, start, width),
                text[start:end],
                _after(text, end, width),
                _who(claims, start, end),
                document["source"],
            )


def _before(text: str, start: int, width: int) -> str:
    """The whole words that stand before `start`, at most `width` characters of them, on one line."""
    cut = text[max(0, start - width) : start]
    whole = cut if start <= width or text[start - width - 1].isspace() else cut.partition(" ")[2]
    return " ".join(whole.split())


def _after(text: str, end: int, width: int) -> str:
    cut = text[end : end + width]
    whole = cut if end + width >= len(text) or text[end + width].isspace() else cut.rpartition(" ")[0]
    return " ".join(whole.split())


def _who(claims: pd.DataFrame, start: int, end: int) -> str:
    around = [
        (b - a, speaker)
        for spans, speaker in zip(claims["content_spans"], claims["speaker"], strict=True)
        for a, b in spans
        if a <= start and end <= b
    ]
    return min(around)[1] if around else OWN_WORDS


def collocations(study: Study, *, top: int = 10, pairs: int = 5) -> pd.DataFrame:
    """The pairs of words that go together in what each of the `top` speakers is said to claim.

    One row a speaker, most claims first: `Speaker`, `Claims`, `Words that go together`: up to `pairs` pairs of
    neighbouring words that occur at least FEWEST times, by likelihood ratio (Dunning 1993), with their counts. Words
    of grammar are left out. Copy that repeats another article is not counted.
    """
    rows = []
    for speaker, words in _by_speaker(study, top):
        finder = BigramCollocationFinder.from_documents(words)
        finder.apply_word_filter(_grammar)
        finder.apply_freq_filter(FEWEST)
        scored = sorted(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio), key=lambda pair: (-pair[1], pair[0]))
        told = _listed((" ".join(pair), finder.ngram_fd[pair]) for pair, _ in scored[:pairs])
        rows.append((speaker, len(words), told))
    data = pd.DataFrame(rows, columns=["Speaker", "Claims", "Words that go together"])
    data.attrs["empty"] = NOBODY
    return data


def frequencies(study: Study, *, top: int = 10, words: int = 8) -> pd.DataFrame:
    """The words that each of the `top` speakers is said to use most, and more than the others do.

    One row a speaker, most claims first: `Speaker`, `Claims`, `Words used most` and `More than others do`, with their
    counts, words of grammar aside. The second ranks words that occur at least FEWEST times by the likelihood ratio
    (Dunning 1993) of the speaker's claims against everybody else's. Paraphrases are the reporter's words, not the
    speaker's: read the sentence before you call a word somebody's own.
    """
    every = FreqDist(word for _, claims in _by_speaker(study, None) for word in _content(claims))
    rows = []
    for speaker, claims in _by_speaker(study, top):
        counts = FreqDist(_content(claims))
        common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:words]
        own = [word for _, word in sorted(_own(counts, every))[:words]]
        rows.append((speaker, len(claims), _listed(common), _listed((word, counts[word]) for word in own)))
    data = pd.DataFrame(rows, columns=["Speaker", "Claims", "Words used most", "More than others do"])
    data.attrs["empty"] = NOBODY
    return data


def _content(claims: list[list[str]]) -> Iterator[str]:
    return (word for claim in claims for word in claim if not _grammar(word))


def _own(counts: FreqDist, every: FreqDist) -> Iterator[tuple[float, str]]:
    """The words of `counts` that are commoner there than in all of `every`, with their likelihood ratios, negated."""
    n, total = counts.N(), every.N()
    for word, count in counts.items():
        if count >= FEWEST and count / n > every[word] / total:
            yield -BigramAssocMeasures.likelihood_ratio(count, (n, every[word]), total), word


def _listed(pairs: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{word} ({count})" for word, count in pairs)


def _by_speaker(study: Study, top: int | None) -> Iterator[tuple[str, list[list[str]]]]:
    """The speakers with most claims, each with the words of every claim."""
    originals = study.documents.loc[study.documents["duplicate_of"].isna(), "doc_id"]
    rows = named(attributed(study.claims), study.speakers)
    rows = rows[rows["doc_id"].isin(originals) & (rows["speaker"] != NOT_FOUND)]
    counts = rows["speaker"].value_counts().rename_axis("speaker").reset_index()
    counts = counts.sort_values(["count", "speaker"], ascending=[False, True]).head(len(counts) if top is None else top)
    contents = rows.groupby("speaker")["content"]
    for speaker in counts["speaker"]:
        yield speaker, [_words(content) for content in contents.get_group(speaker)]


def _words(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in tokens(text) if text[start:end].isalpha()]


def _grammar(word: str) -> bool:
    return len(word) < 3 or word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    path = files("analysis.extractors") / "lexicons" / "function-words.csv"
    rows: Iterable[dict[str, str]] = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return frozenset(row["word"] for row in rows) | {"would", "could", "should", "also", "said"} | STEMS
