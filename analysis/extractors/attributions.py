"""Attributions of a text: what the trained tagger finds, and the rules on top of it.

The tagger reads one paragraph at a time. The rules add what a paragraph cannot show or its training never held: lead-ins,
posts, quotations over several paragraphs or taken up again after their attribution, and a publication's own sources.
"""

import re

from analysis.columns import Span
from analysis.extractors import tagger
from analysis.extractors.drafts import Draft, Page, finished, merged, overlaps, within
from analysis.extractors.lead_ins import lead_ins
from analysis.extractors.quotations import Quotation
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import strip, tokens

_DEMONSTRATIVE = re.compile(r"(?:this|that|these|those|which)$", re.IGNORECASE)
_CITES = re.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing))$", re.IGNORECASE)
_CITED_SPEAKS = re.compile(
    r"(?P<source>[^\"“”:;.!?]{2,160}?)(?:,\s*|\s+)(?:who\s+(?P<cue>(?:[a-z]+ly\s+)?[a-z]+(?:ed|d|s|id|old))"
    r"|as\s+(?P<as>saying|describing|telling)|(?P<ing>saying|describing|explaining|warning|adding))\b[,:]?\s*(?:that\s+)?"
)
_LETTERS = re.compile(r"[^\W_]")
# A quotation this short inside a sentence, that nothing attributes, is a term at a distance or a title.
_SENTENCE_WORDS = 5
_CONFIDENCE = {"post": 0.95, "continued": 0.85, "unattributed": 0.55}


def attributions(text: str, body_start: int = 0) -> list[Attribution]:
    """Attributions of ``text[body_start:]`` in text order, offsets from the start of `text`.

    One record is one source's claim: source, cue and content spans (any but the content may be empty), its kind
    (direct, mixed, indirect, post), the position of the attribution it is nested in, and a confidence from 0 to 1.
    The result for a paragraph depends on that paragraph and on the marks around it, never on other documents.
    """
    page = Page(text, body_start)
    page.drafts = _tagged(page)
    page.drafts = [draft for draft in page.drafts if not _is_false(page, draft)]
    page.drafts += lead_ins(page)
    page.drafts += _cited_sources(page)
    _extend_over_paragraphs(page)
    page.drafts += _unattributed(page)
    page.drafts += [_post(post) for post in page.posts]
    for draft in page.drafts:
        draft.kind = draft.kind if draft.kind == "post" else _kind(page, draft)
    _nest(page)
    return finished(page.drafts)


def _tagged(page: Page) -> list[Draft]:
    found = []
    for start, end in page.paragraphs:
        for tagged in tagger.tag(page.text[start:end]):
            spans = (_shift(tagged.source, start), _shift(tagged.cue, start), _shift(tagged.content, start))
            if spans[2]:
                found.append(Draft(*spans, "tagger", tagged.confidence))
    return found


def _shift(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _is_false(page: Page, draft: Draft) -> bool:
    """Whether a tagged draft is none: a post's signature, or a demonstrative for a source ("This was offered as …")."""
    signatures = [span for post in page.posts for span in post.author + post.handle]
    if any(overlaps(span, signatures) for span in draft.source + draft.content):
        return True
    return bool(_DEMONSTRATIVE.match(page.words(draft.source))) and not draft.source[0][0] > draft.start


def _cited_sources(page: Page) -> list[Draft]:
    """Drafts for persons whom a publication cites: 'The paper cited Denys, a pilot, who described, "…"'."""
    found = []
    for draft in list(page.drafts):
        if not draft.cue or not _CITES.search(page.words(draft.cue)):
            continue
        start, end = draft.content[0][0], draft.content[-1][1]
        match = _CITED_SPEAKS.match(page.text, start, end)
        if not match or match.end() >= end:
            continue
        cue = next(match.span(name) for name in ("cue", "as", "ing") if match[name])
        inner = next((other for other in page.drafts if other is not draft and cue in other.cue), None)
        if inner is None:
            inner = Draft((), (cue,), ((match.end(), end),), "cited source", draft.confidence)
            found.append(inner)
        inner.source, inner.via = (strip(page.text, *match.span("source")),), draft
    return found


def _extend_over_paragraphs(page: Page) -> None:
    """Give a draft the rest of the quotation that its content begins, in the paragraphs that follow."""
    for quotation in page.quotations:
        pieces = quotation.pieces + _rest_of_post(page, quotation)
        if len(pieces) < 2:
            continue
        owner = next((draft for draft in page.drafts if any(overlaps(piece, draft.content) for piece in pieces)), None)
        if owner is None:
            continue
        stray = [draft for draft in page.drafts if draft is not owner and not draft.source and _inside(draft, pieces)]
        page.drafts = [draft for draft in page.drafts if draft not in stray]
        owner.content = merged(owner.content + pieces)


def _rest_of_post(page: Page, quotation: Quotation) -> Spans:
    """The paragraphs of a post behind a quotation that it opens and never closes: posts are cut short."""
    if quotation.closed or quotation.depth:
        return ()
    post = next((post for post in page.posts if post.start <= quotation.start < post.end), None)
    return tuple(piece for piece in post.body if piece[0] >= quotation.end) if post else ()


def _inside(draft: Draft, pieces: Spans) -> bool:
    return all(any(within(span, piece) for piece in pieces) for span in draft.content)


def _unattributed(page: Page) -> list[Draft]:
    """Quotations that no draft holds: taken up by the attribution before them in their paragraph, or sourceless drafts."""
    found = []
    for start, end in page.paragraphs:
        here = [draft for draft in page.drafts if start <= draft.start < end]
        for quotation in page.quotations:
            if not start <= quotation.start < end or quotation.depth or not _is_sentence(page, quotation):
                continue
            if any(overlaps(piece, d.content) for piece in quotation.pieces for d in page.drafts):
                continue
            before = [draft for draft in here if draft.rule == "tagger" and draft.spans[-1][1] <= quotation.start]
            if before and _is_quoted_end(page, before[-1], quotation):
                before[-1].content = merged(before[-1].content + quotation.pieces)
            elif quotation.start == start:
                found.append(Draft((), (), quotation.pieces, "unattributed", _CONFIDENCE["unattributed"]))
    return found


def _is_sentence(page: Page, quotation: Quotation) -> bool:
    return len(tokens(page.text, *quotation.pieces[0])) - 2 >= _SENTENCE_WORDS


def _is_quoted_end(page: Page, draft: Draft, quotation: Quotation) -> bool:
    """Whether `quotation` goes on where `draft` stopped: '"…," he said. "…"', with nothing but marks between them."""
    return not _LETTERS.search(page.text, draft.spans[-1][1], quotation.start)


def _post(post: Post) -> Draft:
    return Draft(post.author, post.handle, post.body, "post", _CONFIDENCE["post"], kind="post")


def _kind(page: Page, draft: Draft) -> str:
    """Direct when all letters of the content stand between quotation marks, mixed when some do, else indirect."""
    quoted = [piece for quotation in page.quotations if quotation.depth == 0 for piece in quotation.pieces]
    if draft.rule == "lead-in" and any(within(draft.content[0], post_span) for post_span in _open_quotes(page)):
        return "direct"
    shares = [_letters(page, span, quoted) for span in draft.content]
    inside, total = sum(share[0] for share in shares), sum(share[1] for share in shares)
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"


def _open_quotes(page: Page) -> list[Span]:
    return [(q.start, post.end) for post in page.posts for q in page.quotations if not q.closed and post.start <= q.start < post.end]


def _letters(page: Page, span: Span, quoted: list[Span]) -> tuple[int, int]:
    total = len(_LETTERS.findall(page.text, *span))
    pieces = [(max(span[0], start), min(span[1], end)) for start, end in quoted if start < span[1] and span[0] < end]
    return sum(len(_LETTERS.findall(page.text, *piece)) for piece in pieces), total


def _nest(page: Page) -> None:
    """Set `via` of each draft to the smallest other draft whose content holds its cue (or source) and its content."""
    for draft in page.drafts:
        if draft.via is not None:
            continue
        named = draft.cue or draft.source
        holders = [
            other
            for other in page.drafts
            if other is not draft
            and named
            and all(any(within(span, piece) for piece in other.content) for span in named)
            and other.content[0][0] <= draft.start and draft.content[-1][1] <= other.content[-1][1]
        ]
        draft.via = min(holders, default=None, key=lambda other: other.content[-1][1] - other.content[0][0])
