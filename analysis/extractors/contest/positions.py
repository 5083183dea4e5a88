"""What the contest step works on: a document read for contests, its disputed assertions, who stands where on them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.candidates import Asked
from analysis.extractors.contest.documents import Document, DocumentClaim
from analysis.extractors.contest.implicit.sides import Side
from analysis.extractors.propositions import Naming, Proposition


class Opposed(NamedTuple):
    """A pair that the stance model was asked about, the chance that it is contested, and the sign that shows why (one
    of ``contests.BASES``)."""

    asked: Asked
    chance: float
    basis: str


@dataclass(frozen=True, slots=True)
class Position:
    """One claim's stance on one assertion; `spans` and `words` are the evidence, `order` its place in the
    collection."""

    doc_id: str
    claim_id: str | None
    speaker: str | None
    stance: str
    basis: str
    spans: tuple[Span, ...]
    words: str
    confidence: float
    order: tuple[int, int]


@dataclass(slots=True)
class Assertion:
    """A disputed proposition with its positions so far; `needs_claim`: no contest unless somebody else asserts it.

    `key` is a word that every claim of the same must hold (the event denied), or empty. `taken` are the claims that the
    same denier has already denied in other words. `alone`: it says only that the denier had a part in something.
    """

    statement: str
    proposition: Proposition
    positions: list[Position]
    confidence: float
    needs_claim: bool = False
    key: str = ""
    taken: frozenset[str] = frozenset()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """What is known of the speakers, by id: `names`, `kinds` (words of ``columns.WORDS``), `roles`, `bodies` (whom
    they belong to)."""

    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)

    def only(self, ids: Collection[str | None]) -> "Cast":
        """What is known of the speakers in `ids`."""
        known = (self.names, self.kinds, self.roles, self.bodies)
        return Cast(*({key: facts[key] for key in ids if key is not None and key in facts} for facts in known))

    def belongs(self, speaker: str | None, body: str | None) -> bool:
        """True where `speaker` is known to belong to `body`: by affiliation, or by a role that names it."""
        wanted = _plain(self.names.get(body or "", ""))
        known = _plain(f"{self.bodies.get(speaker or '', '')} {self.roles.get(speaker or '', '')}")
        return bool(wanted) and speaker != body and bool(known) and wanted <= known


@lru_cache(maxsize=10_000)
def _plain(name: str) -> frozenset[str]:
    """The words of a name that tell it from others, a possessor's "'s" and "office" aside."""
    words = re.findall(r"[\w-]+", name.lower())
    return frozenset(word for word in words if word not in ("the", "a", "of", "s", "office"))


@dataclass(slots=True)
class Reading:
    """A document read for contests: its claims with what each states, its aliases, and its place in the order.

    `day` numbers its date, None without one. `sides` are its clauses that can clash with another's, with their claims;
    `opposed` the pairs of claims that the stance model was asked about, the likeliest first.
    """

    number: int
    doc_id: str
    day: int | None
    document: Document
    outlet: str | None
    aliases: Mapping[str, str]
    stated: list[list[Proposition]]
    cast: Cast = field(default_factory=Cast)
    namings: list[Naming] = field(default_factory=list)
    sides: list[tuple[Side, DocumentClaim]] = field(default_factory=list)
    opposed: list[Opposed] = field(default_factory=list)


def denied_spans(found: Iterable[Assertion], versions: bool) -> dict[str, list[Span]]:
    """Where, by document, the texts deny or doubt what is contested; with `versions` a denier's own version, too."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for assertion in found:
        for position in assertion.positions:
            if position.stance in ("denies", "doubts") and (versions or position.basis != "own version"):
                spans[position.doc_id] += position.spans
    return spans


def asserting(
    one: Reading, claim: DocumentClaim, confidence: float, stance: str = "", basis: str = "assertion"
) -> Position:
    """The position of a claim that states an assertion: "reports" in the outlet's own voice, else "asserts"."""
    stance = stance or ("reports" if claim.kind == "narrator" else "asserts")
    spans = claim.content_spans
    words = columns.words(one.document.text, spans)
    order = (one.number, spans[0][0])
    return Position(one.doc_id, claim.claim_id, claim.speaker, stance, basis, spans, words, round(confidence, 2), order)
