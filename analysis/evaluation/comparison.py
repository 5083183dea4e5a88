"""Tables of one article against its hand-made gold: what was found, who speaks, what is contested, and what is not.

The rules: a claim is found when its source overlaps the gold source (or both are empty) and its content tokens reach
F1 .5, PolNeAR's rule. A speaker is right when the names agree, "the" and case aside, by name or alias; one whom the
article does not name has none to agree, and is right when an unnamed speaker was read from the same source words.
An assertion is
found when a denying or doubting claim touches the gold evidence; its sides are right when they name the same speakers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.columns import Span, overlaps
from analysis.evaluation.gold import Gold, GoldAssertion, GoldClaim
from analysis.extractors.text import tokens

_CONTENT_F1 = 0.5
_CONTESTING = ("denies", "doubts")
# A side of the gold, the names that may stand on it too, and the stances that put a speaker there.
_SIDES = (
    ("asserts", "may_assert", ("asserts", "reports")),
    ("denies", "may_deny", ("denies",)),
    ("doubts", "may_doubt", ("doubts",)),
)


@dataclass(slots=True)
class Comparison:
    """What a reading got right and wrong; every list holds one-line descriptions that a person can check.

    `n_claims` counts the gold claims that must be found, `n_speakers` those found that have a gold speaker,
    `n_assertions` the gold assertions that must be found. `extra_claims` and `extra_assertions` are not in the gold,
    optional ones aside; `flagged_traps` are the gold's traps that a position touches.
    """

    name: str
    n_claims: int = 0
    n_speakers: int = 0
    n_assertions: int = 0
    n_traps: int = 0
    missed_claims: list[str] = field(default_factory=list)
    extra_claims: list[str] = field(default_factory=list)
    wrong_speakers: list[str] = field(default_factory=list)
    missed_assertions: list[str] = field(default_factory=list)
    extra_assertions: list[str] = field(default_factory=list)
    wrong_sides: list[str] = field(default_factory=list)
    flagged_traps: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = self.n_claims - len(self.missed_claims)
        contested = self.n_assertions - len(self.missed_assertions)
        lines = [
            f"{self.name}: claims {found} of {self.n_claims} found, {len(self.extra_claims)} more; speakers "
            f"{self.n_speakers - len(self.wrong_speakers)} of {self.n_speakers} right; contested {contested} of "
            f"{self.n_assertions} found, {len(self.extra_assertions)} more, sides wrong in {len(self.wrong_sides)}; "
            f"traps {len(self.flagged_traps)} of {self.n_traps} flagged"
        ]
        for label in ("missed_claims", "extra_claims", "wrong_speakers", "missed_assertions", "extra_assertions"):
            lines += [f"  {label.replace('_', ' ')}: {line}" for line in getattr(self, label)]
        lines += [f"  wrong sides: {line}" for line in self.wrong_sides]
        lines += [f"  flagged trap: {line}" for line in self.flagged_traps]
        return "\n".join(lines)


def compare(gold: Gold, tables: Mapping[str, pd.DataFrame], doc_id: str | None = None) -> Comparison:
    """The comparison of `gold` with the tables of its article; with several documents, `doc_id` says which one.

    `tables` are those of extractors.read_tables. Narrator claims and optional gold claims neither help nor harm.
    """
    claims = tables["claims"] if doc_id is None else tables["claims"][tables["claims"]["doc_id"] == doc_id]
    names = _names(tables["speakers"])
    _name_the_unnamed(gold, claims, tables["speakers"], names)
    result = Comparison(gold.name)
    _compare_claims(gold, claims, names, result)
    _compare_assertions(gold, claims, tables["positions"], names, result)
    return result


def plain(name: str) -> str:
    """A name for comparison: lower case, without "the", "a" or "several" in front, marks and double spaces."""
    return re.sub(r"^(?:the|an?|several|some|many)\s+", "", re.sub(r"[^\w@]+", " ", name.casefold()).strip())


def _names(speakers: pd.DataFrame) -> dict[str, set[str]]:
    columns = zip(speakers["speaker_id"], speakers["name"], speakers["aliases"], strict=True)
    return {speaker_id: {plain(each) for each in [name, *aliases]} for speaker_id, name, aliases in columns}


def _name_the_unnamed(gold: Gold, claims: pd.DataFrame, speakers: pd.DataFrame, names: dict[str, set[str]]) -> None:
    """Gives the gold's "unnamed engineer" as a name to the unnamed speaker who was read from the same source words."""
    unnamed = set(speakers.loc[speakers["kind"].isin(["unnamed", "group"]), "speaker_id"])
    known = plain(gold.text)
    hidden = {s.name for s in gold.speakers if not any(plain(name) in known for name in (s.name, *s.aliases))}
    hidden |= {speaker.name for speaker in gold.speakers if speaker.kind == "unnamed"}
    marked = [claim for claim in gold.claims if claim.speaker in hidden]
    for row in claims[claims["speaker_id"].isin(unnamed)].itertuples():
        for claim in marked:
            if _touch(row.source_spans, claim.source):
                names[row.speaker_id] = names[row.speaker_id] | {plain(claim.speaker or "")}


def _covered(text_tokens: list[Span], spans: Iterable[Sequence[int]]) -> set[int]:
    pieces = list(spans)
    return {n for n, (start, end) in enumerate(text_tokens) if any(start < b and end > a for a, b in pieces)}


def _f1(one: set[int], other: set[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _compare_claims(gold: Gold, claims: pd.DataFrame, names: dict[str, set[str]], result: Comparison) -> None:
    counted = tokens(gold.text)
    rows = list(claims[claims["kind"] != "narrator"].itertuples())
    marked = [claim for claim in gold.claims if claim.kind != "narrator"]
    read = [(_covered(counted, row.content_spans), _covered(counted, row.source_spans)) for row in rows]
    wanted = [(_covered(counted, claim.content), _covered(counted, claim.source)) for claim in marked]
    pairs = _pairs(read, wanted)
    result.n_claims = sum(not claim.optional for claim in marked)
    for number, claim in enumerate(marked):
        if number in pairs:
            _compare_speaker(gold, claim, rows[pairs[number]].speaker_id, names, result)
        elif not claim.optional:
            result.missed_claims.append(f"{claim.id}: {_shown(gold.text, claim.content)}")
    used = set(pairs.values())
    result.extra_claims += [
        f"{row.source} | {row.cue} | {row.content}" for number, row in enumerate(rows) if number not in used
    ]


def _pairs(read: list[tuple[set[int], set[int]]], wanted: list[tuple[set[int], set[int]]]) -> dict[int, int]:
    """gold number -> row number, best content overlap first, each used once."""
    scored = []
    for row, (content, source) in enumerate(read):
        for number, (gold_content, gold_source) in enumerate(wanted):
            overlap = _f1(content, gold_content)
            if overlap >= _CONTENT_F1 and (source & gold_source or not (source or gold_source)):
                scored.append((overlap, -number, -row))
    pairs: dict[int, int] = {}
    for _, number, row in sorted(scored, reverse=True):
        if -number not in pairs and -row not in pairs.values():
            pairs[-number] = -row
    return pairs


def _compare_speaker(
    gold: Gold, claim: GoldClaim, speaker_id: str, names: dict[str, set[str]], result: Comparison
) -> None:
    if claim.speaker is None:
        return
    result.n_speakers += 1
    if not _is_same(gold, claim.speaker, names.get(speaker_id, set())):
        found = sorted(names.get(speaker_id, {"nobody"}))
        result.wrong_speakers.append(f"{claim.id}: {claim.speaker!r} was read as {found}")


def _is_same(gold: Gold, name: str, read: set[str]) -> bool:
    known = next((speaker for speaker in gold.speakers if speaker.name == name), None)
    accepted = {plain(name)} | ({plain(alias) for alias in known.aliases} if known else set())
    return bool(accepted & read)


def _shown(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _compare_assertions(
    gold: Gold, claims: pd.DataFrame, positions: pd.DataFrame, names: dict[str, set[str]], result: Comparison
) -> None:
    here = positions[positions["claim_id"].isin(set(claims["claim_id"]))]
    spans = {row.claim_id: [*row.source_spans, *row.cue_spans, *row.content_spans] for row in claims.itertuples()}
    groups = {name: list(group.itertuples()) for name, group in here.groupby("assertion_id", sort=False)}
    result.n_traps = len(gold.traps)
    result.n_assertions = sum(not assertion.optional for assertion in gold.assertions)
    matched: set[str] = set()
    for assertion in gold.assertions:
        # A contest read twice counts once; a contest whose two sides clash is found by either side's words.
        found = [
            name for name, rows in groups.items() if _contests(rows, spans, [*assertion.evidence, *assertion.target])
        ]
        matched.update(found)
        if found:
            wrong = [_sides_wrong(gold, assertion, groups[name], names) for name in found]
            if all(wrong):
                result.wrong_sides.append(f"{assertion.statement} {wrong[0]}")
        elif not assertion.optional:
            result.missed_assertions.append(f"{assertion.statement} ({_shown(gold.text, assertion.evidence)})")
    for name, rows in groups.items():
        if name not in matched:
            result.extra_assertions.append(" / ".join(f"{row.stance}: {row.evidence}" for row in rows))
    wrong_rows = [
        row for name, rows in groups.items() if name not in matched for row in rows if row.stance in _CONTESTING
    ]
    for trap in gold.traps:
        if any(_touch(row.evidence_spans, [trap.span]) for row in wrong_rows):
            result.flagged_traps.append(f"{_shown(gold.text, [trap.span])} ({trap.why})")


def _touch(spans: Iterable[Sequence[int]], others: Iterable[Sequence[int]]) -> bool:
    pieces = list(others)
    return any(overlaps(span, pieces) for span in spans)


def _contests(rows: Sequence[Any], spans: Mapping[str, list[Sequence[int]]], evidence: Iterable[Span]) -> bool:
    words = list(evidence)
    return any(
        _touch([*row.evidence_spans, *spans.get(row.claim_id, [])], words) for row in rows if row.stance in _CONTESTING
    )


def _sides_wrong(gold: Gold, assertion: GoldAssertion, rows: Sequence[Any], names: dict[str, set[str]]) -> str:
    """What is wrong with the sides of `rows`; empty when every side names the gold's speakers and no others."""
    problems = []
    for side, optional, stances in _SIDES:
        must, may = getattr(assertion, side), getattr(assertion, optional)
        read = {row.speaker_id for row in rows if row.stance == side}
        allowed = {row.speaker_id for row in rows if row.stance in stances}
        missing = [name for name in must if not any(_is_same(gold, name, names.get(who, set())) for who in allowed)]
        extra = [who for who in read if not any(_is_same(gold, name, names.get(who, set())) for name in (*must, *may))]
        problems += [f"{side} lacks {name!r}" for name in missing] + [f"{side} has {who!r}" for who in extra]
    return "; ".join(problems)
