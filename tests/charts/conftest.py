"""A small fictional study, built as the extractors would, for the tests of measures, charts and the reading view."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest

from analysis.columns import frame, words


@dataclass
class Study:
    """The five tables, filled line by line: words are looked up in the text, so every span is true."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    speakers: dict[str, dict[str, Any]] = field(default_factory=dict)
    assertions: list[dict[str, Any]] = field(default_factory=list)
    positions: list[dict[str, Any]] = field(default_factory=list)

    def document(self, doc_id: str, text: str, **more: Any) -> None:
        row = {"doc_id": doc_id, "text": text, "source": f"{doc_id}.txt", "encoding": "utf-8", "body_start": 0}
        self.documents.append(row | {"n_words": len(text.split())} | more)

    def speaker(self, speaker_id: str, name: str, kind: str = "person", **more: Any) -> None:
        counts = {"n_claims": 0, "n_documents": 0}
        self.speakers[speaker_id] = {"speaker_id": speaker_id, "name": name, "kind": kind} | counts | more

    def claim(self, doc_id: str, speaker_id: str | None, source: str, cue: str, *content: str, **more: Any) -> str:
        text = next(row["text"] for row in self.documents if row["doc_id"] == doc_id)
        said = _find(text, content)
        spans = {"source": _near(text, source, said), "cue": _near(text, cue, said), "content": said}
        row: dict[str, Any] = {"claim_id": f"{doc_id}-{len(self.claims)}", "doc_id": doc_id, "kind": "indirect"}
        row |= {"speaker_id": speaker_id, "cue_class": "neutral", "claim_type": "fact", "certainty": 0.7}
        row |= {"negated": False, "confidence": 0.9}
        for name, found in spans.items():
            row |= {f"{name}_spans": found, name: words(text, found)}
        self.claims.append(row | more)
        return str(row["claim_id"])

    def assertion(self, assertion_id: str, statement: str, status: str = "denied") -> None:
        counts = dict.fromkeys(("n_asserting", "n_denying", "n_doubting", "n_documents"), 1)
        row = {"assertion_id": assertion_id, "statement": statement, "status": status, "confidence": 0.8}
        self.assertions.append(row | counts)

    def position(self, assertion_id: str, claim_id: str, stance: str, basis: str = "") -> None:
        claim = next(row for row in self.claims if row["claim_id"] == claim_id)
        about = {"speaker_id": claim["speaker_id"], "evidence": claim["content"], "confidence": 0.8}
        about["evidence_spans"] = claim["content_spans"]
        row = {"assertion_id": assertion_id, "claim_id": claim_id, "stance": stance, "basis": basis}
        self.positions.append(row | about)

    def tables(self) -> dict[str, pd.DataFrame]:
        rows = {"documents": self.documents, "claims": self.claims, "speakers": list(self.speakers.values())}
        rows |= {"assertions": self.assertions, "positions": self.positions}
        return {name: frame(name, records) for name, records in rows.items()}


def _near(text: str, piece: str, content: list[list[int]]) -> list[list[int]]:
    """The last place of `piece` before the content, or else the first place in the text."""
    start = text.rfind(piece, 0, content[0][0])
    return [[start, start + len(piece)]] if piece and start >= 0 else _find(text, [piece])


def _find(text: str, pieces: Any) -> list[list[int]]:
    found, after = [], 0
    for piece in (piece for piece in pieces if piece):
        start = text.index(piece, after)
        after = start + len(piece)
        found.append([start, after])
    return found


LARK = (
    'The mayor of Ostrava-on-Lark, Ilse Brandt, said the Lark bridge was safe. "It will stand for fifty years," '
    "she added. The engineers' union claimed that two piers are cracked.\n\n"
    "Brandt flatly denied that any pier was cracked. A second firm put the cost at 12 million; the union "
    "said it was 30 million."
)
WIRE = "Mayor Ilse Brandt denied that any pier was cracked. The engineers' union alleged a cover-up."


@pytest.fixture
def study() -> Study:
    made = Study()
    made.speaker("ilse-brandt", "Ilse Brandt", role="mayor")
    made.speaker("engineers-union", "The engineers' union", "organisation")
    made.speaker("second-firm", "A second firm", "unnamed")
    made.document("lark", LARK, outlet="The Lark Courier", date="2025-03-03", title="Is the bridge safe?")
    made.document("wire", WIRE, outlet="Valley Wire", date="2025-03-05")
    made.claim("lark", "ilse-brandt", "Ilse Brandt", "said", "the Lark bridge was safe")
    made.claim("lark", "ilse-brandt", "she", "added", '"It will stand for fifty years,"', kind="direct")
    cracked = made.claim(
        "lark",
        "engineers-union",
        "The engineers' union",
        "claimed",
        "that two piers are cracked",
        cue_class="distancing",
        certainty=0.8,
    )
    denied = made.claim(
        "lark",
        "ilse-brandt",
        "Brandt",
        "flatly denied",
        "that any pier was cracked",
        cue_class="denial",
        certainty=0.95,
    )
    low = made.claim("lark", "second-firm", "A second firm", "put", "the cost at 12 million")
    high = made.claim("lark", "engineers-union", "the union", "said", "it was 30 million")
    made.claim("lark", None, "", "", "A second firm put the cost at 12 million", kind="narrator", cue_class="none")
    again = made.claim(
        "wire", "ilse-brandt", "Mayor Ilse Brandt", "denied", "that any pier was cracked", cue_class="denial"
    )
    made.claim("wire", "engineers-union", "The engineers' union", "alleged", "a cover-up", cue_class="distancing")
    made.assertion("a1", "Piers of the Lark bridge are cracked.")
    made.assertion("a2", "The repair costs 12 million.", "contradicted")
    made.position("a1", cracked, "asserts", "assertion")
    made.position("a1", denied, "denies", "explicit denial")
    made.position("a1", again, "denies", "explicit denial")
    made.position("a2", low, "asserts", "assertion")
    made.position("a2", high, "denies", "quantity")
    return made


@pytest.fixture
def tables(study: Study) -> dict[str, pd.DataFrame]:
    return study.tables()


@pytest.fixture
def no_tables() -> dict[str, pd.DataFrame]:
    return Study().tables()


@pytest.fixture
def many() -> Callable[..., dict[str, pd.DataFrame]]:
    """Tables of so many speakers, with the names given first; every other one denies what its neighbour asserts."""
    return _many


@functools.cache
def _many(n: int, names: tuple[str, ...] = ()) -> dict[str, pd.DataFrame]:
    made = Study()
    kinds, classes = ("indirect", "direct", "mixed", "post"), ("neutral", "distancing", "assertive", "denial")
    for number in range(n):
        name = names[number] if number < len(names) else f"Speaker number {number} of the valley council"
        made.speaker(f"s{number}", name)
        first = ""
        for day in range(1 + (n - number) // 8):
            doc_id, date = f"d{number}-{day}", f"2025-05-{1 + day + number % 20:02}"
            made.document(doc_id, f"{name} said rain fell.", outlet=f"Outlet {number % 6}", date=date)
            about = {"kind": kinds[(number + day) % 4], "cue_class": classes[(number * 3 + day) % 4]}
            claim = made.claim(
                doc_id, f"s{number}", name, "said", "rain fell", certainty=0.4 + number % 12 / 20, **about
            )
            first = first or claim
        if number % 2 == 0:
            made.assertion(f"a{number}", f"Rain fell on day {number} of the month, as {name} put it.")
            made.position(f"a{number}", first, "asserts", "assertion")
        else:
            made.position(f"a{number - 1}", first, "denies", "explicit denial" if number % 4 == 1 else "quantity")
    return made.tables()
