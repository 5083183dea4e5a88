"""The reading view: an article with who says what marked in it, and contested claims tied to their counterparts.

A piece of HTML that needs nothing else: no script, no file, no network. It reads in a notebook, trusted or not (where
the style is taken away, the marks stay bold, italic and highlighted), in an exported report and on paper, on a light
or a dark ground, with and without a mouse. Everything that comes from the article is escaped.
"""

import hashlib
import html
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from importlib import resources
from typing import Any

import pandas as pd

from analysis.charts.phrases import BASIS_WORDS, KIND_WORDS, count_of, dates_between, few_of, listed, midway
from analysis.charts.reading_parts import DISPUTES, Claim, Contest, Gathered, Side, gather, marks
from analysis.charts.segments import Marked, Segment, paragraphs, segments
from analysis.errors import TableError

STANCES = {"asserts": "asserts it", "denies": "denies it", "doubts": "doubts it", "reports": "only reports it"}
BADGES = {"asserts": "contested", "denies": "denies", "doubts": "doubts", "reports": "reports"}
# What HTML cannot hold: control characters and halves of surrogate pairs.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
OPENING = tuple("\"“„«‘'‹「")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title></head>
<body>{body}</body></html>
"""
KEY = (
    '<p class="cc-key">How to read it: <strong class="cc-source">source</strong> (who says it), '
    '<em class="cc-cue">cue</em> (the words that say so), <mark class="cc-open cc-close">content</mark> '
    '(what is said), <mark class="cc-contested cc-open cc-close">contested content</mark>. The label before a content '
    "gives the claim's number and speaker, and leads to the lists below. A second label names its side in a contest: "
    "contested, denies, doubts, or contradicts, where nobody denies it in so many words.</p>"
)
_numbers = itertools.count(1)


class ReadingView:
    """An article with its claims marked: `html` is a piece for a page, `page` a whole page, `summary` its counts."""

    def __init__(self, html: str, title: str, summary: str) -> None:
        self.html, self.title, self.summary = html, title, summary

    @property
    def page(self) -> str:
        return PAGE.format(title=_escaped(self.title), body=self.html)

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
    *,
    only: Collection[str] | None = None,
) -> ReadingView:
    """The article as HTML with source, cue and content of each claim marked, and the lists of claims and contests.

    `document` is one row of documents, or the text that the claims were found in. The other tables may be a whole
    study's; only the document's claims are marked, and counterparts in other articles are named without a link. With
    `only`, the claims of these claim_ids are marked and no others. Raises TableError when a span lies outside the text.
    """
    about: Mapping[str, Any] = {"text": document} if isinstance(document, str) else _row(document)
    mine = claims[claims["doc_id"] == about["doc_id"]] if "doc_id" in about else claims
    if mine["doc_id"].nunique() > 1:
        raise TableError(
            "reading_view: the claims are of several documents; pass a row of documents, not only its text"
        )
    view = _View(about, gather(mine, speakers, assertions, positions, only))
    return ReadingView(view.html(), view.title, view.summary())


def _row(document: Any) -> Mapping[str, Any]:
    if isinstance(document, pd.DataFrame):
        if len(document) != 1:
            raise TableError(f"reading_view: one row of documents is needed, {len(document)} came")
        document = document.iloc[0]
    return dict(document)


class _View:
    """Writes the HTML of one view. Every id begins with a prefix of its own, so that two views may share a page."""

    def __init__(self, about: Mapping[str, Any], shown: Gathered) -> None:
        self.about, self.text = about, str(about["text"])
        self.claims, self.contests, self.of = shown.claims, shown.contests, shown.of
        self.numbered = {claim.number: claim for claim in shown.claims}
        names = (str(about[name]) for name in ("title", "source", "doc_id") if _there(about, name))
        self.title = next(names, "Article")
        digest = hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:8]
        self.prefix = f"cc-{digest}-{next(_numbers)}"

    def summary(self) -> str:
        people = len({claim.speaker for claim in self.claims})
        claimed = few_of(len(self.claims), self.of, "claim") + (f" by {count_of(people, 'speaker')}" if people else "")
        return f"{claimed}, {count_of(len(self.contests), 'contested assertion')}"

    def html(self) -> str:
        style = resources.files("analysis.charts").joinpath("reading.css").read_text("utf-8")
        return (
            # Both class names keep MathJax away: an article's dollar signs are money.
            f'<div class="cc-reading mathjax_ignore tex2jax_ignore" id="{self.prefix}"><style>{style}</style>'
            f'{self._about()}{KEY}<article class="cc-text">{"".join(self._article())}</article>'
            f'<div class="cc-lists">{self._contested()}{self._claimed()}</div></div>'
        )

    def _chosen(self) -> bool:
        return len(self.claims) < self.of

    def _about(self) -> str:
        words = [str(self.about[name]) for name in ("title", "outlet", "author") if _there(self.about, name)]
        if _there(self.about, "date"):
            words.append(dates_between(self.about["date"], self.about["date"]))
        return f'<p class="cc-about">{_escaped(" · ".join([*words, self.summary()]))}</p>'

    def _article(self) -> Iterator[str]:
        """The whole text: each paragraph marked, the white space between them as it is."""
        head = Marked(0, int(self.about.get("body_start") or 0), "head", 0)
        ahead = sorted([head, *marks(self.claims, len(self.text), self.title)], reverse=True)
        active: list[Marked] = []
        place = 0
        for start, end in paragraphs(self.text):
            active = [mark for mark in active if mark.end > start]
            while ahead and ahead[-1].start < end:
                active.append(ahead.pop())
            yield _escaped(self.text[place:start])
            yield f'<p dir="auto">{"".join(map(self._segment, segments(start, end, active)))}</p>'
            place = end
        yield _escaped(self.text[place:])

    def _segment(self, part: Segment) -> str:
        words = _escaped(self.text[part.start : part.end])
        in_role = {
            role: [mark for mark in part.marks if mark.role == role] for role in ("head", "source", "cue", "content")
        }
        if in_role["head"]:
            words = f'<span class="cc-head">{words}</span>'
        if in_role["cue"]:
            words = f'<em class="cc-cue" title="{self._hint(in_role["cue"])}">{words}</em>'
        if in_role["source"]:
            words = f'<strong class="cc-source" title="{self._hint(in_role["source"])}">{words}</strong>'
        if in_role["content"]:
            names = " ".join(self._classes(in_role["content"], part))
            words = f'<mark class="{names}" title="{self._hint(in_role["content"])}">{words}</mark>'
        return "".join(self._tag(mark.claim) for mark in part.opens if mark.first) + words

    def _classes(self, covering: list[Marked], part: Segment) -> Iterator[str]:
        yield "cc-content"
        if len(covering) > 1:
            yield "cc-nested"
        if any(self.numbered[mark.claim].sides for mark in covering):
            yield "cc-contested"
        if any(mark.role == "content" for mark in part.opens):
            yield "cc-open"
        if any(mark.role == "content" for mark in part.closes):
            yield "cc-close"

    def _hint(self, covering: list[Marked]) -> str:
        told = []
        for mark in covering:
            claim = self.numbered[mark.claim]
            against = [words for place, side in claim.sides if (words := self._against(place, side.stance))]
            words = f"{claim.speaker}: {mark.role} of claim {claim.number}, {KIND_WORDS[claim.row.kind]}"
            told.append("; ".join([words, *against]))
        return _escaped(". ".join(told))

    def _tag(self, number: int) -> str:
        claim = self.numbered[number]
        tag = (
            f'<a class="cc-tag" id="{self.prefix}-t{number}" href="#{self.prefix}-c{number}" '
            f'title="Claim {number} in the list below">{number} <bdi>{_escaped(claim.speaker)}</bdi> </a>'
        )
        return tag + "".join(self._badge(place, side) for place, side in claim.sides)

    def _badge(self, place: int, side: Side) -> str:
        words = "contradicts" if side.implied else BADGES[side.stance]
        return (
            f'<a class="cc-tag cc-dispute" href="#{self.prefix}-a{place + 1}" '
            f'title="{_escaped(self._against(place, side.stance))}">{words} </a>'
        )

    def _facing(self, place: int, stance: str) -> list[Side]:
        """The other side: who disputes what is asserted, or who asserts what is disputed."""
        other = DISPUTES if stance == "asserts" else ("asserts",) if stance in DISPUTES else ()
        return [side for side in self.contests[place].sides if side.stance in other]

    def _against(self, place: int, stance: str) -> str:
        facing = self._facing(place, stance)
        who = listed(dict.fromkeys(midway(side.speaker) for side in facing))
        if stance == "asserts":
            return (
                f"disputed{' by implication' if all(side.implied for side in facing) else ''} by {who}"
                if facing
                else ""
            )
        if stance in DISPUTES:
            return f"disputes {who if facing else 'what nobody in these articles asserts'}"
        return ""

    def _contested(self) -> str:
        if not self.contests:
            return f"<p>Nothing {'chosen' if self._chosen() else 'in this article'} is contested.</p>"
        items = "".join(self._contest(place, contest) for place, contest in enumerate(self.contests, 1))
        return f"<h4>What is contested</h4><ol>{items}</ol>"

    def _contest(self, number: int, contest: Contest) -> str:
        sides = "".join(f"<li>{self._side(side)}</li>" for side in contest.sides)
        if not any(side.stance == "asserts" for side in contest.sides):
            sides += '<li class="cc-quiet">Nobody in these articles asserts it.</li>'
        return (
            f'<li id="{self.prefix}-a{number}"><strong>{_escaped(contest.statement)}</strong> '
            f'<span class="cc-quiet">({_escaped(contest.status)})</span><ul>{sides}</ul></li>'
        )

    def _side(self, side: Side) -> str:
        aside = "in this article, but not chosen" if side.here else "in another article"
        where = self._link(side.claim) if side.claim else aside
        does = "contradicts it" if side.implied and side.stance == "denies" else STANCES[side.stance]
        does += f" by implication ({BASIS_WORDS.get(side.basis, side.basis)})" if side.implied else ""
        return f"<bdi>{_escaped(side.speaker)}</bdi> {_escaped(does)}: {_quoted(side.evidence)} ({where})"

    def _claimed(self) -> str:
        if not self.claims:
            chosen = "No claim of this article is among those chosen."
            return f"<p>{chosen if self.of else 'No claims were found in this article.'}</p>"
        return f"<h4>Who claims what</h4><ol>{''.join(map(self._claim, self.claims))}</ol>"

    def _claim(self, claim: Claim) -> str:
        cue = f" <em>{_escaped(claim.row.cue)}</em>" if claim.row.cue else ""
        contests = "".join(f"; {self._facing_links(place, side.stance)}" for place, side in claim.sides)
        return (
            f'<li id="{self.prefix}-c{claim.number}" value="{claim.number}">'
            f"<strong><bdi>{_escaped(claim.speaker)}</bdi></strong>{cue}: {_quoted(claim.row.content)} "
            f'<span class="cc-quiet">({KIND_WORDS[claim.row.kind]})</span>{contests} '
            f'<a href="#{self.prefix}-t{claim.number}" title="Back to the words in the article">↑ in the text</a></li>'
        )

    def _facing_links(self, place: int, stance: str) -> str:
        words = _escaped(self._against(place, stance) or "contested")
        links = [self._link(side.claim) for side in self._facing(place, stance) if side.claim]
        counterparts = f" ({', '.join(dict.fromkeys(links))})" if links else ""
        return f'<a href="#{self.prefix}-a{place + 1}">{words}</a>{counterparts}'

    def _link(self, claim: int) -> str:
        return f'<a href="#{self.prefix}-t{claim}">claim {claim}</a>'


def _quoted(words: str) -> str:
    """The words between quotation marks, unless they bring their own."""
    return _escaped(words if words.startswith(OPENING) else f"“{words}”")


def _there(about: Mapping[str, Any], name: str) -> bool:
    value = about.get(name)
    return value is not None and not pd.isna(value) and str(value).strip() != ""


def _escaped(text: str) -> str:
    return html.escape(UNWRITABLE.sub("\ufffd", text)).replace("\r", "&#13;")
