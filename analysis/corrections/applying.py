"""Corrections put into readings, before the tables are made, and into the tables of contests."""

import copy
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from analysis import columns, extractors
from analysis.columns import Span
from analysis.corrections.anchors import ALIKE, Places, Reading, Row, fingerprint, shared
from analysis.extractors.records import Attribution, LocalSpeaker

APPLIED = "applied"
CHANGED = "applied, but the words have changed: look at it again"
READ_AGAIN = "applied, but the article has changed since it was checked: look at it again"
LOST = "its words are not found in any article"
NO_CLAIM = "its words are there, but are no claim"


@dataclass
class Applied:
    """What corrections did to readings: the readings, names to merge, and an outcome for each row.

    `outcomes` maps a row's position to APPLIED, CHANGED or READ_AGAIN, or to the reason why it was not applied;
    `claims` to the claim_id it is about, for a checked article to its doc_id.
    """

    readings: dict[str, Reading]
    aliases: list[dict[str, str | None]] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)
    claims: dict[int, str] = field(default_factory=dict)


def apply(documents: pd.DataFrame, readings: Mapping[str, Reading], rows: pd.DataFrame) -> Applied:
    """The readings as a person has corrected them; `readings` stay as they are. Contests follow in `contests`."""
    made = Applied(
        {doc_id: copy.deepcopy(reading) for doc_id, reading in readings.items()} if len(rows) else {**readings}
    )
    places = Places(documents, made.readings)
    steps = {"not a claim": _drop, "speaker": _speak, "claim": _insert, "same speaker": _merge, "side": _merge}
    for number, row in enumerate(rows.to_dict("records")):
        if row["what"] in steps:
            made.outcomes[number] = steps[row["what"]](made, places, number, row)
        elif row["what"] == "checked":
            made.outcomes[number] = _checked(made, places, number, row)
    return made


def held(outcomes: "pd.Series[str]") -> "pd.Series[bool]":
    """Which corrections were applied, those among them whose words have changed included."""
    return outcomes.str.startswith(APPLIED)


def _checked(made: Applied, places: Places, number: int, row: Row) -> str:
    doc_id = places.article(row)
    if doc_id is None:
        return f"no article is called '{row['article']}', and none begins like it"
    made.claims[number] = doc_id
    same = row["value"] in ("", fingerprint(str(places.rows[doc_id]["text"])))
    return APPLIED if same else READ_AGAIN


def _done(places: Places, row: Row, claim: Row) -> str:
    return APPLIED if places.as_it_was(row, claim) else CHANGED


def _why_lost(places: Places, row: Row) -> str:
    return LOST if places.words(row) is None else NO_CLAIM


def _drop(made: Applied, places: Places, number: int, row: Row) -> str:
    claim = places.claim(row)
    if claim is None:
        return _why_lost(places, row)
    made.claims[number] = claim["claim_id"]
    reading = made.readings[claim["doc_id"]]
    reading["claims"] = [other for other in reading["claims"] if other["claim_id"] != claim["claim_id"]]
    reading["mentions"] = [other for other in reading["mentions"] if other["claim_id"] != claim["claim_id"]]
    for other in reading["claims"]:
        other["via"] = None if other["via"] == claim["claim_id"] else other["via"]
    return _done(places, row, claim)


def _speak(made: Applied, places: Places, number: int, row: Row) -> str:
    claim = places.claim(row)
    if claim is None:
        return _why_lost(places, row)
    made.claims[number] = claim["claim_id"]
    _set_speaker(made, claim, row)
    return _done(places, row, claim)


def _insert(made: Applied, places: Places, number: int, row: Row) -> str:
    found = places.words(row)
    if found is None:
        return LOST
    doc_id, place = found
    parts = {}
    for role in ("source", "cue"):
        parts[role] = _nearest(places.rows[doc_id]["text"], row[role], place)
        if row[role] and parts[role] is None:
            return f"its {role} '{row[role]}' is not found beside its words"
    quoted = bool(re.match(r"[\"“‘«„]", row["words"])) and bool(re.search(r"[\"”’»“][.,]?$", row["words"]))
    spans = {role: (span,) if span else () for role, span in parts.items()}
    record = Attribution(
        spans["source"], spans["cue"], (place,), "direct" if quoted else "indirect", 1.0, rule="correction"
    )
    reading = made.readings[doc_id]
    claim_id = _new_id(reading, doc_id, row, place)
    claim = extractors.claim_row(places.rows[doc_id], claim_id, record) | {"speaker": 0}
    others = [other for other in reading["claims"] if other["claim_id"] != claim_id]  # the last one written holds
    reading["claims"] = sorted([*others, claim], key=lambda other: other["content_spans"][0][0])
    _set_speaker(made, claim, {**row, "value": row["value"] or row["source"] or "not named"})
    made.claims[number] = claim_id
    return _done(places, row, claim)


def _new_id(reading: Reading, doc_id: str, row: Row, place: Span) -> str:
    """The claim_id of a missed claim: the same when it is written down again, another for its words elsewhere."""

    def made_of(words: str) -> str:
        return f"{doc_id}.x{hashlib.sha256(words.encode()).hexdigest()[:6]}"

    short = made_of(row["words"])
    taken = any(claim["claim_id"] == short and shared(claim["content_spans"], place) < 1 for claim in reading["claims"])
    return made_of(row["before"] + row["words"] + row["after"]) if taken else short


def _nearest(text: str, words: str, place: Span) -> Span | None:
    """Where `words` stand nearest to `place`, and outside it."""
    found = [match.span() for match in re.finditer(re.escape(words), text)] if words else []
    apart = [span for span in found if span[1] <= place[0] or span[0] >= place[1]]
    return min(apart, key=lambda span: min(abs(span[1] - place[0]), abs(span[0] - place[1])), default=None)


def _set_speaker(made: Applied, claim: dict[str, Any], row: Row) -> None:
    """Make `row`'s speaker the claim's: one that the article has already, else a new one like one of that name
    elsewhere.
    """
    reading, name = made.readings[claim["doc_id"]], str(row["value"]).strip()

    def called(speaker: Row) -> bool:
        return name.casefold() in (str(other).casefold() for other in (speaker["name"], *speaker["aliases"]))

    here = next((speaker for speaker in reading["speakers"] if called(speaker)), None)
    if here is None:
        everybody = (speaker for other in made.readings.values() for speaker in other["speakers"])
        known: Row = next((speaker for speaker in everybody if called(speaker)), {"name": name, "kind": "person"})
        about = {key: known.get(key) for key in ("role", "affiliation")}
        here = asdict(LocalSpeaker(len(reading["speakers"]), known["name"], known["kind"], **about, aliases=[name]))
        reading["speakers"].append(here)
    claim["speaker"] = here["key"]
    mine = [mention for mention in reading["mentions"] if mention["claim_id"] == claim["claim_id"]]
    reason = f"corrected{' by ' + row['who'] if row['who'] else ''}: {row['why']}".rstrip(": ")
    source = {"spans": claim["source_spans"], "words": claim["source"]}
    first = {"claim_id": claim["claim_id"], "step": 0, **source, "reason": reason, "confidence": 1.0}
    reading["mentions"] = [mention for mention in reading["mentions"] if mention not in mine] + [first]


def _merge(made: Applied, places: Places, number: int, row: Row) -> str:
    side = row["what"] == "side"
    names = [row["value"]] if side else [row["value"], row["other"]]
    everybody = {
        str(name).casefold()
        for reading in places.readings.values()
        for speaker in reading["speakers"]
        for name in (speaker["name"], *speaker["aliases"])
    }
    unknown = [name for name in names if name.casefold() not in everybody]
    if unknown:
        return f"no speaker is called '{unknown[-1]}'"
    if side:  # the last one written holds
        made.aliases = [other for other in made.aliases if not (other["side"] and other["name"] == row["value"])]
    about = {"kind": None, "role": None, "affiliation": None, "side": row["other"] if side else None}
    made.aliases.append({"name": row["value"], "alias": row["value"] if side else row["other"], **about})
    return APPLIED


# --------------------------------------------------------------------------------------------------------- contests
def contests(
    tables: Mapping[str, pd.DataFrame], documents: pd.DataFrame, made: Applied, rows: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables assertions and positions as a person has corrected them; the outcomes are added to `made`."""
    assertions, positions = tables["assertions"], tables["positions"]
    places = Places(documents, made.readings)
    for number, row in enumerate(rows.to_dict("records")):
        if row["what"] == "not contested":
            gone = _assertion(places, row, assertions, positions)
            made.outcomes[number] = APPLIED if gone else "no contested assertion is found for it"
            assertions = assertions[assertions["assertion_id"] != gone]
            positions = positions[positions["assertion_id"] != gone]
        elif row["what"] == "contested":
            claim, other = places.claim(row), places.claim({**row, "words": row["other"], "before": "", "after": ""})
            made.outcomes[number] = (
                _why_lost(places, row) if claim is None else "the words that dispute it are not found"
            )
            if claim and other:
                made.outcomes[number] = _done(places, row, claim)
                assertions, positions = _contest(tables, documents, assertions, positions, claim, other)
    return columns.frame("assertions", assertions), columns.frame("positions", positions)


def _assertion(places: Places, row: Row, assertions: pd.DataFrame, positions: pd.DataFrame) -> str | None:
    """The assertion that a row means: of those in which its claim takes a position, the one most like `value`."""
    claim = places.claim(row) if row["words"] else None
    mine = positions.loc[positions["claim_id"] == (claim or {}).get("claim_id"), "assertion_id"]
    near = assertions[assertions["assertion_id"].isin(mine)] if len(mine) else assertions
    scores = [fuzz.ratio(statement, row["value"]) for statement in near["statement"]]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    enough = 0 if len(mine) == 1 else ALIKE
    return None if best is None or scores[best] < enough else str(near["assertion_id"].iloc[best])


def _contest(
    tables: Mapping[str, pd.DataFrame],
    documents: pd.DataFrame,
    assertions: pd.DataFrame,
    positions: pd.DataFrame,
    claim: Row,
    other: Row,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    claims = tables["claims"].set_index("claim_id")
    digest = hashlib.sha256(f"{claim['claim_id']} {other['claim_id']}".encode()).hexdigest()
    assertion_id = f"corrected-{digest[:8]}"
    if assertion_id in set(assertions["assertion_id"]):
        return assertions, positions
    about = documents[documents["doc_id"].isin([claim["doc_id"], other["doc_id"]])]
    row = {
        "assertion_id": assertion_id,
        "statement": " ".join(str(claim["content"]).split()),
        "status": "denied",
        "n_asserting": 1,
        "n_denying": 1,
        "n_doubting": 0,
        "first_date": about["date"].min(),
        "last_date": about["date"].max(),
        "n_documents": len(about),
        "confidence": 1.0,
    }
    sides = [
        {
            "assertion_id": assertion_id,
            "claim_id": side["claim_id"],
            "speaker_id": claims.loc[side["claim_id"], "speaker_id"],
            "stance": stance,
            "basis": basis,
            "evidence_spans": side["content_spans"],
            "evidence": side["content"],
            "confidence": 1.0,
        }
        for side, stance, basis in ((claim, "asserts", "assertion"), (other, "denies", "explicit denial"))
    ]
    grown = columns.frame("assertions", [*assertions.to_dict("records"), row])
    return grown, columns.frame("positions", [*positions.to_dict("records"), *sides])


def outcomes(made: Applied, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with `outcome` (APPLIED, or why not) and `claim_id` (what it is about, or "")."""
    return rows.assign(
        outcome=[made.outcomes.get(number, "not applied") for number in range(len(rows))],
        claim_id=[made.claims.get(number, "") for number in range(len(rows))],
    )
