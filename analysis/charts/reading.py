"""The reading view: an article with who says what marked in it, and contested claims tied to their counterparts.

A piece of HTML that needs nothing else: no script, no file, no network. It reads in a notebook, trusted or not (where
the style is taken away, the marks stay bold, italic and highlighted), in an exported report and on paper, on a light
or a dark ground, with and without a mouse. Everything that comes from the article is escaped.
"""

import hashlib
import html
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import pandas as pd

from analysis.charts.measures.claims import OWN_VOICE
from analysis.charts.measures.contests import IMPLICIT
from analysis.charts.measures.joins import named
from analysis.charts.phrases import KIND_WORDS, count_of, dates_between
from analysis.charts.segments import Marked, Segment, paragraphs, segments
from analysis.errors import TableError

STANCES = {"asserts": "asserts it", "denies": "denies it", "doubts": "doubts it", "reports": "only reports it"}
DISPUTED = {"denies": "denied", "doubts": "doubted"}
# What HTML cannot hold: control characters and halves of surrogate pairs.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_numbers = itertools.count(1)


class ReadingView:
    """An article with its claims marked, as HTML: `html` is a piece for a page, `page` a whole page of its own."""

    def __init__(self, html: str, title: str, summary: str) -> None:
        self.html, self.title, self.summary = html, title, summary

    @property
    def page(self) -> str:
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{_escaped(self.title)}</title></head><body>{self.html}</body></html>\n"
        )

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"{self.title}: {self.summary}"


def reading_view(
    document: "pd.Series[Any] | pd.DataFrame | Mapping[str, Any] | str",
    claims: pd.DataFrame,
    speakers: pd.DataFrame,
    assertions: pd.DataFrame,
    positions: pd.DataFrame,
) -> ReadingView:
    """The article as HTML with source, cue and content of each claim marked, and the lists of claims and contests.

    `document` is one row of documents, or the text that the claims were found in. The other tables may be a whole
    study's; only the document's claims are marked, and counterparts in other articles are named without a link. To see
    one speaker's claims only, pass only those. Raises TableError when a span lies outside the text.
    """
    about: Mapping[str, Any] = {"text": document} if isinstance(document, str) else _row(document)
    mine = claims[claims["doc_id"] == about["doc_id"]] if "doc_id" in about else claims
    if mine["doc_id"].nunique() > 1:
        raise TableError(
            "reading_view: the claims are of several documents; pass a row of documents, not only its text"
        )
    study = _Study.of(about, mine, speakers, assertions, positions)
    return ReadingView(study.html(), study.title, study.summary())


def _row(document: Any) -> Mapping[str, Any]:
    if isinstance(document, pd.DataFrame):
        if len(document) != 1:
            raise TableError(f"reading_view: one row of documents is needed, {len(document)} came")
        document = document.iloc[0]
    return {str(name): document[name] for name in document.keys()}  # noqa: SIM118 (a Series iterates over its values)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim of this article; `sides` are its positions as (assertion number, stance, means, basis)."""

    number: int
    claim_id: str
    speaker: str
    row: Any
    sides: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One position on an assertion; `number` is the claim's in this article, or None when it stands elsewhere."""

    speaker: str
    stance: str
    basis: str
    evidence: str
    number: int | None


class _Study:
    """What one view shows, gathered: the claims with their numbers, and the assertions with their sides."""

    def __init__(self, about: Mapping[str, Any], claims: list[_Claim], contests: list[tuple[str, str, list[_Side]]]):
        self.about, self.text, self.claims, self.contests = about, str(about["text"]), claims, contests
        digest = hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:8]
        self.prefix = f"cc-{digest}-{next(_numbers)}"
        self.title = next(
            (str(about[name]) for name in ("title", "source", "doc_id") if _there(about, name)), "Article"
        )

    @classmethod
    def of(
        cls,
        about: Mapping[str, Any],
        mine: pd.DataFrame,
        speakers: pd.DataFrame,
        assertions: pd.DataFrame,
        positions: pd.DataFrame,
    ) -> "_Study":
        stances = named(positions, speakers)
        sided = set(positions["claim_id"].dropna())
        shown = named(mine[(mine["kind"] != "narrator") | mine["claim_id"].isin(sided)], speakers)
        shown = shown.assign(first=[_first(row) for row in shown.itertuples()]).sort_values("first", kind="stable")
        numbers = {claim_id: number for number, claim_id in enumerate(shown["claim_id"], 1)}
        here = set(stances.loc[stances["claim_id"].isin(numbers), "assertion_id"])
        contests, places = [], {}
        for row in assertions[assertions["assertion_id"].isin(here)].itertuples():
            places[row.assertion_id] = len(contests) + 1
            sides = stances[stances["assertion_id"] == row.assertion_id]
            contests.append((row.statement, row.status, [_side(side, numbers) for side in sides.itertuples()]))
        taken: dict[str, list[tuple[int, str]]] = {}
        for row in stances[stances["claim_id"].isin(numbers)].itertuples():
            if row.assertion_id in places:
                taken.setdefault(row.claim_id, []).append((places[row.assertion_id], row.stance))
        found = [
            _Claim(numbers[row.claim_id], row.claim_id, OWN_VOICE if row.kind == "narrator" else row.speaker, row,
                   tuple(taken.get(row.claim_id, ())))
            for row in shown.itertuples()
        ]  # fmt: skip
        return cls(about, found, contests)

    def summary(self) -> str:
        people = len({claim.speaker for claim in self.claims})
        return (
            f"{count_of(len(self.claims), 'claim')} by {count_of(people, 'speaker')}, "
            f"{count_of(len(self.contests), 'contested assertion')}"
        )

    def html(self) -> str:
        style = resources.files("analysis.charts").joinpath("reading.css").read_text("utf-8")
        return (
            # Both class names keep MathJax away: an article's dollar signs are money.
            f'<div class="cc-reading mathjax_ignore tex2jax_ignore" id="{self.prefix}"><style>{style}</style>'
            f'{self._about()}{KEY}<article class="cc-text">{"".join(self._text())}</article>'
            f'<div class="cc-lists">{self._contested()}{self._claimed()}</div></div>'
        )

    def _about(self) -> str:
        words = [str(self.about[name]) for name in ("title", "outlet", "author") if _there(self.about, name)]
        if _there(self.about, "date"):
            words.append(dates_between(self.about["date"], self.about["date"]))
        return f'<p class="cc-about">{_escaped(" · ".join([*words, self.summary()]))}</p>'

    def _text(self) -> Sequence[str]:
        marks, parts, place = self._marks(), [], 0
        for start, end in paragraphs(self.text):
            inside = [mark for mark in marks if mark.start < end and mark.end > start]
            parts.append(_escaped(self.text[place:start]))
            parts.append(f'<p dir="auto">{"".join(self._segment(part) for part in segments(start, end, inside))}</p>')
            place = end
        return [*parts, _escaped(self.text[place:])]

    def _marks(self) -> list[Marked]:
        marks = [Marked(0, int(self.about.get("body_start") or 0), "head", 0)]
        for claim in self.claims:
            for role in ("source", "cue", "content"):
                for piece, (start, end) in enumerate(getattr(claim.row, f"{role}_spans")):
                    if not 0 <= start <= end <= len(self.text):
                        raise TableError(
                            f"claim {claim.claim_id}: its {role} is [{start}, {end}], but the text of {self.title} has "
                            f"{len(self.text)} characters; read the tables of this very text"
                        )
                    marks.append(Marked(start, end, role, claim.number, first=role == "content" and piece == 0))
        return marks

    def _segment(self, part: Segment) -> str:
        words = _escaped(self.text[part.start : part.end])
        by_role = {
            role: [mark for mark in part.marks if mark.role == role] for role in ("head", "source", "cue", "content")
        }
        if by_role["head"]:
            words = f'<span class="cc-head">{words}</span>'
        if by_role["cue"]:
            words = f'<em class="cc-cue" title="{self._hint(by_role["cue"][-1], "cue")}">{words}</em>'
        if by_role["source"]:
            words = f'<strong class="cc-source" title="{self._hint(by_role["source"][-1], "source")}">{words}</strong>'
        if by_role["content"]:
            words = self._content(words, by_role["content"], part)
        tags = "".join(self._tag(mark.claim) for mark in part.opens if mark.first)
        return tags + words

    def _content(self, words: str, covering: list[Marked], part: Segment) -> str:
        names = ["cc-nested"] if len(covering) > 1 else []
        names += ["cc-contested"] if any(self.claims[mark.claim - 1].sides for mark in covering) else []
        names += ["cc-open"] if any(mark.role == "content" for mark in part.opens) else []
        names += ["cc-close"] if any(mark.role == "content" for mark in part.closes) else []
        hint = "; ".join(self._hint(mark, "content") for mark in covering)
        return f'<mark class="{" ".join(names)}" title="{hint}">{words}</mark>'

    def _hint(self, mark: Marked, role: str) -> str:
        claim = self.claims[mark.claim - 1]
        kind = KIND_WORDS[claim.row.kind]
        return _escaped(f"{claim.speaker}: {role} of claim {claim.number}, {kind}{self._disputes(claim)}")

    def _disputes(self, claim: _Claim) -> str:
        told = [self._against(place, stance) for place, stance in claim.sides]
        return "".join(f"; {words}" for words in told if words)

    def _against(self, place: int, stance: str) -> str:
        sides = self.contests[place - 1][2]
        if stance == "asserts":
            by = [side for side in sides if side.stance in DISPUTED]
            return ", ".join(dict.fromkeys(f"{_manner(side)} by {side.speaker}" for side in by))
        if stance in DISPUTED:
            who = ", ".join(dict.fromkeys(side.speaker for side in sides if side.stance == "asserts"))
            return f"disputes {who}" if who else "disputes what nobody in these articles asserts"
        return ""

    def _tag(self, number: int) -> str:
        claim = self.claims[number - 1]
        tag = (
            f'<a class="cc-tag" id="{self.prefix}-t{number}" href="#{self.prefix}-c{number}" '
            f'title="Claim {number} in the list below">{number} <bdi>{_escaped(claim.speaker)}</bdi></a>'
        )
        return tag + "".join(
            f'<a class="cc-tag cc-dispute" href="#{self.prefix}-a{place}" '
            f'title="{_escaped(self._against(place, stance))}">{_badge(stance)}</a>'
            for place, stance in claim.sides
        )

    def _contested(self) -> str:
        if not self.contests:
            return "<p>Nothing in this article is contested.</p>"
        items = []
        for place, (statement, status, sides) in enumerate(self.contests, 1):
            inner = "".join(f"<li>{self._side(side)}</li>" for side in sides)
            if not any(side.stance == "asserts" for side in sides):
                inner += '<li class="cc-quiet">Nobody in these articles asserts it.</li>'
            items.append(
                f'<li id="{self.prefix}-a{place}"><strong>{_escaped(statement)}</strong> '
                f'<span class="cc-quiet">({_escaped(status)})</span><ul>{inner}</ul></li>'
            )
        return f"<h4>What is contested</h4><ol>{''.join(items)}</ol>"

    def _side(self, side: _Side) -> str:
        link = (
            f'<a href="#{self.prefix}-t{side.number}">claim {side.number}</a>' if side.number else "not in this article"
        )
        implied = (
            "" if side.stance not in DISPUTED or side.basis not in IMPLICIT else f", by implication ({side.basis})"
        )
        return (
            f"<bdi>{_escaped(side.speaker)}</bdi> {STANCES[side.stance]}{_escaped(implied)}: "
            f"<q>{_escaped(side.evidence)}</q> ({link})"
        )

    def _claimed(self) -> str:
        if not self.claims:
            return "<p>No claims were found in this article.</p>"
        return f"<h4>Who claims what</h4><ol>{''.join(self._claim(claim) for claim in self.claims)}</ol>"

    def _claim(self, claim: _Claim) -> str:
        cue = f" <em>{_escaped(claim.row.cue)}</em>" if claim.row.cue else ""
        links = "".join(
            f' <a href="#{self.prefix}-a{place}">{_escaped(self._against(place, stance) or "contested")}</a>'
            for place, stance in claim.sides
        )
        return (
            f'<li id="{self.prefix}-c{claim.number}" value="{claim.number}"><strong><bdi>{_escaped(claim.speaker)}</bdi>'
            f"</strong>{cue}: <q>{_escaped(claim.row.content)}</q> "
            f'<span class="cc-quiet">({KIND_WORDS[claim.row.kind]})</span>{links} '
            f'<a href="#{self.prefix}-t{claim.number}" title="Back to the words in the article">↑ in the text</a></li>'
        )


KEY = (
    '<p class="cc-key">How to read it: <strong class="cc-source">source</strong> (who says it), '
    '<em class="cc-cue">cue</em> (the words that say so), <mark class="cc-open cc-close">content</mark> (what is said), '
    '<mark class="cc-contested cc-open cc-close">contested content</mark>. The label before a content gives the number '
    "and the speaker, and leads to the lists below.</p>"
)


def _side(row: Any, numbers: Mapping[str, int]) -> _Side:
    number = numbers.get(row.claim_id) if isinstance(row.claim_id, str) else None
    return _Side(row.speaker, row.stance, row.basis, row.evidence, number)


def _first(row: Any) -> int:
    spans = row.content_spans or row.cue_spans or row.source_spans
    return int(spans[0][0]) if spans else 0


def _manner(side: _Side) -> str:
    return DISPUTED[side.stance] if side.basis not in IMPLICIT else "contradicted"


def _badge(stance: str) -> str:
    return {"asserts": "contested", "denies": "denies", "doubts": "doubts"}.get(stance, "reports")


def _there(about: Mapping[str, Any], name: str) -> bool:
    value = about.get(name)
    return value is not None and not pd.isna(value) and str(value).strip() != ""


def _escaped(text: str) -> str:
    return html.escape(UNWRITABLE.sub("\ufffd", text)).replace("\r", "&#13;")
