"""Finding the place of a correction again, in texts that may have changed a little."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from analysis.columns import Span

ALIKE = 88  # of 100: how like the words must be where they are not found letter for letter (rapidfuzz)
SHORTEST = 20  # characters: shorter words are found letter for letter or not at all
REWORDED, APART = 75, 10  # of 100: how like a claim's content must be, and how much liker than the next one's
OVERLAP = 0.5  # of a claim's content and the words: as in the evaluation of attributions

Reading = dict[str, Any]
Row = Mapping[str, Any]


def find(text: str, words: str, before: str = "", after: str = "") -> Span | None:
    """Where `words` stand in `text`: letter for letter but for blanks, else nearly so; None when they do not.

    Of several places the one whose surroundings are most like `before` and `after`, the first of equals.
    """
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces:
        return None
    places = [match.span() for match in re.finditer(r"\s+".join(pieces), text)]
    if places:
        return max(places, key=lambda place: (_likeness(text, place, before, after), -place[0]))
    if len(words) < SHORTEST:
        return None
    near = fuzz.partial_ratio_alignment(words, text, score_cutoff=ALIKE)
    return None if near is None or near.dest_end <= near.dest_start else (near.dest_start, near.dest_end)


def _likeness(text: str, place: Span, before: str, after: str) -> float:
    start, end = place
    return fuzz.ratio(before, text[max(0, start - len(before)) : start]) + fuzz.ratio(
        after, text[end : end + len(after)]
    )


def fingerprint(text: str) -> str:
    """What tells whether a text has changed, blanks aside: the first characters of a SHA-256."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]


class Places:
    """Articles by file, and the claims in them by their words."""

    def __init__(self, documents: pd.DataFrame, readings: Mapping[str, Reading]) -> None:
        self.rows = {row["doc_id"]: row for row in documents.to_dict("records")}
        self.readings = readings

    def articles(self, name: str) -> list[str]:
        """The doc_ids to look in: the file of that name, wherever it was moved; then all the others."""
        last = re.split(r"[\\/]", name)[-1]

        def order(doc_id: str) -> int:
            source = str(self.rows[doc_id]["source"])
            return 0 if source == name else 1 if re.split(r"[\\/]", source)[-1] == last else 2

        return sorted(self.rows, key=order)

    def words(self, row: Row) -> tuple[str, Span] | None:
        """The article and the span of a correction's words."""
        for doc_id in self.articles(row["article"]):
            place = find(self.rows[doc_id]["text"], row["words"], row["before"], row["after"])
            if place is not None:
                return doc_id, place
        return None

    def claim(self, row: Row) -> dict[str, Any] | None:
        """The claim whose content is most like a correction's words, if half of it is.

        Where the words are no longer there, the claim that has nearly the same ones, if no other is much like them.
        """
        found = self.words(row)
        if found is None:
            return self._reworded(row)
        doc_id, place = found
        claims = self.readings[doc_id]["claims"]
        best = max(claims, key=lambda claim: shared(claim["content_spans"], place), default=None)
        return best if best is not None and shared(best["content_spans"], place) >= OVERLAP else None

    def _reworded(self, row: Row) -> dict[str, Any] | None:
        if len(row["words"]) < SHORTEST:
            return None
        claims = [claim for doc_id in self.articles(row["article"]) for claim in self.readings[doc_id]["claims"]]
        alike = sorted(
            ((fuzz.ratio(row["words"], claim["content"]), -n) for n, claim in enumerate(claims)), reverse=True
        )
        if not alike or alike[0][0] < REWORDED or (len(alike) > 1 and alike[0][0] - alike[1][0] < APART):
            return None
        best: dict[str, Any] = claims[-alike[0][1]]
        return best

    def article(self, row: Row) -> str | None:
        """The doc_id of the article that a correction names: by its file, else by the words that it begins with."""
        named = [doc_id for doc_id, about in self.rows.items() if str(about["source"]) == row["article"]]
        found = self.words(row) if row["words"] and not named else None
        return named[0] if named else found[0] if found else None

    def as_it_was(self, row: Row, claim: Row) -> bool:
        """Whether `claim` still holds the words of a correction, but for blanks."""
        return " ".join(str(row["words"]).split()) in " ".join(str(self.rows[claim["doc_id"]]["text"]).split())


def shared(spans: Iterable[Iterable[int]], place: Span) -> float:
    """How much of a piece of content and `place` is in both: 1 when they are one, 0 when they do not touch."""
    start, end = place
    both = ((max(0, min(b, end) - max(a, start)), b - a) for a, b in spans)
    return max((2 * common / (length + end - start) for common, length in both if length), default=0.0)
