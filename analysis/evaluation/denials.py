"""How well denials are told from what only looks like one, and what they deny, on hand-labelled cues in news.

Run ``python -m analysis.evaluation.denials LISTING`` on a JSON-lines file: one row a cue, with `doc`, `split`,
`cue_spans`,
`kind` (A: a truth-apt assertion is contested), `target_form`. The articles stand beside its folder, in
``polnear/SPLIT/text/DOC.txt``. Spans are the program's own: attributions, speakers and contests are read from the text.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import columns
from analysis.errors import InputError
from analysis.extractors.tables import read_tables

_EXPLICIT = ("explicit denial", "falsity predicate", "contradiction", "doubt", "reversal", "downplayed")
_TURNED = "double negation"  # the cue denies a negation: its speaker asserts


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled cue: what its label says, and the statement, basis and evidence found at it (None when not
    flagged)."""

    doc: str
    cue: str
    kind: str
    target_form: str | None
    before: str
    statement: str | None
    basis: str | None
    evidence: str | None
    asserted_by: str

    @property
    def flagged(self) -> bool:
        """True when a position that denies or doubts what another says has its evidence at the cue."""
        return self.statement is not None


@dataclass(frozen=True, slots=True)
class Scores:
    """Kind A against the rest: counts and their precision, recall and F1 (0 where nothing was found)."""

    right: int
    flagged: int
    labelled: int

    @property
    def precision(self) -> float:
        """Share of the flagged cues that contest an assertion."""
        return self.right / self.flagged if self.flagged else 0.0

    @property
    def recall(self) -> float:
        """Share of the cues that contest an assertion that are flagged."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def judge(listing: str | Path, limit: int | None = None) -> list[Judged]:
    """Every cue of a labelled listing (the first `limit` when given) with what the program makes of it, in file order.

    Raises InputError naming the listing or the article that cannot be read.
    """
    listing = Path(listing)
    rows = list(_rows(listing))[:limit]
    texts = {(row["split"], row["doc"]): _text(listing, row) for row in rows}
    documents = columns.frame("documents", [_document(split, doc, text) for (split, doc), text in texts.items()])
    found = {}
    for doc_id, one in documents.groupby("doc_id", sort=False):
        found[doc_id] = read_tables(one.reset_index(drop=True))
    return [_judged(row, texts[row["split"], row["doc"]], found[f"{row['split']}/{row['doc']}"]) for row in rows]


def score(judged: list[Judged]) -> Scores:
    """Kind A against the rest over `judged`."""
    right = sum(one.flagged and one.kind == "A" for one in judged)
    return Scores(right, sum(one.flagged for one in judged), sum(one.kind == "A" for one in judged))


def _rows(listing: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{listing}: cannot be read ({error.strerror}); name the JSON-lines file of cues.") from error
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise InputError(f"{listing}, line {number}: is no JSON ({error}); correct the line.") from error


def _text(listing: Path, row: dict[str, Any]) -> str:
    path = listing.parent.parent / "polnear" / row["split"] / "text" / f"{row['doc']}.txt"
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); put the corpus beside the listing's folder."
        ) from error


def _document(split: str, doc: str, text: str) -> dict[str, Any]:
    plain = {"doc_id": f"{split}/{doc}", "source": f"{doc}.txt", "outlet": doc.split("_")[0], "encoding": "utf-8"}
    return plain | {"text": text, "n_words": len(text.split()), "body_start": 0}


def _judged(row: dict[str, Any], text: str, tables: dict[str, Any]) -> Judged:
    spans = [tuple(span) for span in row["cue_spans"]]
    positions, assertions = tables["positions"], tables["assertions"].set_index("assertion_id")
    names = dict(zip(tables["speakers"]["speaker_id"], tables["speakers"]["name"], strict=True))
    hit = None
    against = positions["stance"].isin(["denies", "doubts"]) & positions["basis"].isin(_EXPLICIT)
    for position in positions[against | (positions["basis"] == _TURNED)].itertuples():
        if any(columns.overlaps(span, spans) for span in position.evidence_spans):
            hit = position
            break
    begin = spans[0][0]
    before = " ".join(text[max(0, begin - 300) : begin].split())
    if hit is None:
        return Judged(row["doc"], row["cue"], row["kind"], row["target_form"], before, None, None, None, "")
    mine = positions[(positions["assertion_id"] == hit.assertion_id) & (positions["stance"] == "asserts")]
    asserted = ", ".join(names.get(who, "not known") for who in mine["speaker_id"])
    statement = assertions.loc[hit.assertion_id, "statement"]
    return Judged(
        row["doc"], row["cue"], row["kind"], row["target_form"], before, statement, hit.basis, hit.evidence, asserted
    )


def report(judged: list[Judged]) -> str:
    """The scores, the cues that were misjudged, and a listing of the anaphoric targets for a person to check."""
    scores = score(judged)
    lines = [
        f"kind A against the rest, {len(judged)} cues: precision {scores.precision:.2f}, recall {scores.recall:.2f}, "
        f"F1 {scores.f1:.2f} ({scores.right} right of {scores.flagged} flagged, {scores.labelled} labelled)"
    ]
    lines += [
        f"  {'flagged' if one.flagged else 'missed'} [{one.kind}] {one.doc}: {one.cue} -> {one.statement}"
        for one in judged
        if one.flagged != (one.kind == "A")
    ]
    lines.append("anaphoric targets of kind A, and what they were resolved to:")
    for one in judged:
        if one.kind == "A" and one.target_form == "anaph":
            lines += [f"- {one.doc}", f"    {one.before[-260:]} <<{one.cue}>>", f"    evidence: {one.evidence}"]
            lines += [f"    denied: {one.statement}", f"    asserted by: {one.asserted_by or '(nobody found)'}"]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the report on the listing named by the first of `arguments`; 0, or 2 when an input cannot be read."""
    if len(arguments) != 1:
        print("usage: python -m analysis.evaluation.denials LISTING.jsonl", file=sys.stderr)
        return 2
    try:
        print(report(judge(arguments[0])))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
