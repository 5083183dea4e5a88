"""The reading view: the whole text, every mark, both sides of a contest, and nothing that an article can break."""

import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.reading import ReadingView, reading_view
from analysis.charts.segments import Marked, paragraphs, segments
from analysis.columns import frame
from analysis.errors import TableError

Tables = dict[str, pd.DataFrame]
VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """Reads a view back: the article's own words, the open tags around each, ids, links, and whether tags balance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.roles: list[tuple[frozenset[str], str]] = []
        self.feed(html)
        self.close()
        assert not self.stack, self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [about["id"]] if "id" in about else []
        self.links += [about["href"]] if "href" in about else []
        if tag not in VOID:
            self.stack.append((tag, about))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [tag for tag, _ in self.stack]
        if "article" in names and "a" not in names:
            self.text += data
            self.roles.append((frozenset(names), data))


def view_of(tables: Tables, row: int = 0) -> ReadingView:
    rest = (tables[name] for name in ("claims", "speakers", "assertions", "positions"))
    return reading_view(tables["documents"].iloc[row], *rest)


def said(page: Page, tag: str) -> str:
    return "|".join(words for names, words in page.roles if tag in names)


def test_the_whole_text_is_there_and_marked(tables: Tables) -> None:
    page = Page(view_of(tables).html)
    assert page.text == tables["documents"]["text"][0]
    assert said(page, "em").split("|") == ["said", "added", "claimed", "flatly denied", "put", "said"]
    assert "The engineers' union" in said(page, "strong").split("|")
    assert said(page, "mark").split("|")[0] == "the Lark bridge was safe"


def test_the_speaker_is_named_beside_the_words_and_in_the_list(tables: Tables) -> None:
    html = view_of(tables).html
    assert html.count("<bdi>Ilse Brandt</bdi> </a>") == 3
    assert 'title="Ilse Brandt: source of claim 1, paraphrased"' in html


def test_contested_claims_lead_to_the_contest_and_to_each_other(tables: Tables) -> None:
    html = view_of(tables).html
    claimed = re.search(r'<li id="[^"]*-c3".*?</li>', html, re.S)
    assert claimed is not None
    assert "disputed by Ilse Brandt</a>" in claimed[0]
    assert re.search(r'href="#[^"]*-t4">claim 4</a>', claimed[0])
    contest = re.search(r'<li id="[^"]*-a1".*?</ul>', html, re.S)
    assert contest is not None
    assert "Ilse Brandt</bdi> denies it: “that any pier was cracked” (in another article)" in contest[0]
    assert "contradicts it by implication (another number or time)" in html


def test_every_link_has_its_target_and_every_id_is_one_of_a_kind(tables: Tables) -> None:
    page = Page(view_of(tables).html + view_of(tables).html + view_of(tables, 1).html)
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_what_nobody_asserts_is_said_to_be_so(tables: Tables) -> None:
    positions = tables["positions"][tables["positions"]["stance"] != "asserts"].reset_index(drop=True)
    html = view_of(tables | {"positions": positions}).html
    assert "Nobody in these articles asserts it." in html
    assert "disputes what nobody in these articles asserts" in html


def test_nothing_claimed_and_nothing_contested_are_said(tables: Tables, no_tables: Tables) -> None:
    view = view_of(no_tables | {"documents": tables["documents"]})
    assert "No claims were found in this article." in view.html
    assert "Nothing in this article is contested." in view.html
    assert view.summary == "no claims, no contested assertions"


def test_one_speakers_claims_can_be_shown_alone(tables: Tables) -> None:
    mine = tables["claims"][tables["claims"]["speaker_id"] == "engineers-union"]
    page = Page(view_of(tables | {"claims": mine}).html)
    assert page.text == tables["documents"]["text"][0]
    assert said(page, "em") == "claimed|said"


HOSTILE = (
    "<script>alert(\"x\")</script> & 'q' said </article></div> 🚨 <img src=x onerror=y>\r\n"
    "\x00\x07 The “mayor” said $5 and $6.\n\n</style><b>Second</b> ‮ said tail \ud83d"
)


def test_an_article_cannot_break_out_of_the_view() -> None:
    claims = frame("claims", [_claim("c1", [[0, 29]], [[33, 36]], [[42, 52], [60, 64]])])
    people = frame("speakers", [_person("<i>\"Ann\" & 'Bo'</i>")])
    view = reading_view(HOSTILE, claims, people, frame("assertions"), frame("positions"))
    page = Page(view.page)
    assert {"script", "img", "b", "i"} & set(page.tags) == set()
    assert page.text == HOSTILE.replace("\x00", "\ufffd").replace("\x07", "\ufffd").replace("\ud83d", "\ufffd")
    assert view.page.encode("utf-8")


def test_nothing_is_fetched_run_or_left_unscoped(tables: Tables) -> None:
    html = view_of(tables).html
    assert not re.search(r"<script|https?://|src=|@import|url\(|\son\w+=", html)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style is not None
    rules = re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", style[1])
    assert rules
    assert all(part.strip().startswith(".cc-reading") for rule in rules for part in rule.split(","))


def test_marks_are_told_apart_without_colour_or_style(tables: Tables) -> None:
    page = Page(view_of(tables).html)
    assert {"strong", "em", "mark"} <= set(page.tags)


def test_a_header_is_shown_but_dimmed() -> None:
    text = "By Ann Lee\n\nThe mayor spoke."
    about = {"text": text, "doc_id": "d", "body_start": 12}
    view = reading_view(about, frame("claims"), frame("speakers"), frame("assertions"), frame("positions"))
    assert '<span class="cc-head">By Ann Lee</span>' in view.html
    assert '<p dir="auto">The mayor spoke.</p>' in view.html


def test_tables_of_another_text_are_refused(tables: Tables) -> None:
    short = tables["documents"].assign(text="Short.")
    with pytest.raises(TableError, match="pass the tables that were read from this very text"):
        view_of(tables | {"documents": short})


def test_text_alone_needs_the_claims_of_one_document(tables: Tables) -> None:
    rest = (tables[name] for name in ("claims", "speakers", "assertions", "positions"))
    with pytest.raises(TableError, match="several documents"):
        reading_view("text", *rest)


def _person(name: str) -> dict[str, Any]:
    return {"speaker_id": "s", "name": name, "kind": "person", "n_claims": 0, "n_documents": 0}


def _claim(claim_id: str, *spans: list[list[int]]) -> dict[str, Any]:
    roles = dict(zip(("source_spans", "cue_spans", "content_spans"), spans, strict=True))
    about = {"claim_id": claim_id, "doc_id": "d", "kind": "mixed", "source": "<s>", "cue": "<c>", "content": '"<x>'}
    about |= {"speaker_id": "s", "cue_class": "neutral", "claim_type": "fact", "certainty": 0.5, "negated": False}
    return about | roles | {"confidence": 1.0}


SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted), max_size=3)
TEXTS = st.text(st.sampled_from("ab <&\"'\n\r\t é🚨م"), max_size=50)


def _ordered(spans: list[list[int]], length: int) -> list[list[int]]:
    edges = sorted(min(edge, length) for span in spans for edge in span)
    return [list(pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.lists(st.tuples(SPANS, SPANS, SPANS), max_size=4))
def test_any_spans_in_any_text_leave_the_text_whole(text: str, found: list[Any]) -> None:
    rows = [_claim(f"c{n}", *(_ordered(spans, len(text)) for spans in roles)) for n, roles in enumerate(found)]
    people = frame("speakers", [_person("Ann")])
    view = reading_view(text, frame("claims", rows), people, frame("assertions"), frame("positions"))
    page = Page(view.html)
    assert page.text == text
    marked = {place for row in rows for start, end in row["content_spans"] for place in range(start, end)}
    inside = {place for start, end in paragraphs(text) for place in range(start, end)}
    assert len(said(page, "mark").replace("|", "")) == len(marked & inside)


@given(TEXTS)
def test_paragraphs_hold_everything_but_white_space(text: str) -> None:
    parts = list(paragraphs(text))
    between = text
    for start, end in reversed(parts):
        assert text[start:end].strip()
        between = between[:start] + between[end:]
    assert not between.strip()


@given(st.integers(0, 9), st.integers(10, 30), SPANS)
def test_segments_follow_one_another_without_a_gap(start: int, end: int, spans: list[list[int]]) -> None:
    marks = [Marked(a, b, "content", n) for n, (a, b) in enumerate(spans)]
    made = list(segments(start, end, marks))
    assert [part.start for part in made] == [start, *(part.end for part in made[:-1])]
    assert made[-1].end == end
    for part in made:
        assert set(part.marks) == {
            mark for mark in marks if mark.start <= part.start and mark.end >= part.end > part.start
        }
