"""Quotations given to whom they belong: whole, over interruptions and paragraphs, and those that nobody was given."""

import re
from collections.abc import Mapping
from itertools import pairwise

from analysis.columns import Span, overlaps
from analysis.extractors.attribution.drafts import Draft, Page, merged, touching, within
from analysis.extractors.attribution.quotations import Quotation
from analysis.extractors.attribution.spoken_by import spoken_by
from analysis.extractors.cues import Words, find_cues
from analysis.extractors.records import Spans
from analysis.extractors.text import strip, tokens

_LETTERS = re.compile(r"[^\W_]")
# A quotation this short inside a sentence, that nothing attributes, is a term at a distance or a title.
_SENTENCE_WORDS = 5
_ENDS = ".,?!…—–-:;"
_STOPS = re.compile(r"[.!?][”\"’']?\s")
_GOES_ON = re.compile(r"\s[a-z]")  # “The Long Wait” star Ada Lund …
_SPEECH = frozenset(["neutral", "assertive", "accusation", "denial", "distancing", "concession"])
_CONFIDENCE = {"taken up": 0.5, "unattributed": 0.5, "behind": 0.8}


def complete(page: Page) -> None:
    """Give a draft all of the quotation that its source or cue stands next to: '"He knew. Which is it?" she asked.'"""
    for quotation in page.quotations:
        whole = quotation.pieces[0]
        if quotation.depth or not quotation.closed or len(quotation.pieces) > 1:
            continue
        for draft in page.drafts:
            said = draft.source + draft.cue
            if overlaps(whole, draft.content) and said and not overlaps(whole, said) and _is_beside(page, whole, said):
                draft.content = merged((*draft.content, whole))


def _is_beside(page: Page, quotation: Span, said: Spans) -> bool:
    """Whether nothing but signs stands between `quotation` and a span of `said`."""
    gaps = [(quotation[1], start) for start, _ in said] + [(end, quotation[0]) for _, end in said]
    return any(start <= end and not _LETTERS.search(page.text, start, end) for start, end in gaps)


def rejoin(page: Page) -> None:
    """Give a quotation that its attribution interrupts its second half: '"If so," Lund said, "we close it."'

    The commas that end the first half and the attribution, and the small letter of the second half, show that they are
    one sentence.
    """
    outer = [quotation for quotation in page.quotations if quotation.depth == 0]
    for first, second in pairwise(outer):
        halves = page.text[first.inner[-1][1] - 1] == "," and page.text[second.inner[0][0]].islower()
        halves = halves and page.text[first.end : second.start].rstrip().endswith(",")
        if not halves or page.paragraph_of(first.end) != page.paragraph_of(second.start):
            continue
        gap, half = (first.end, second.start), second.pieces[0]
        owner = next((d for d in page.drafts if _speaks_between(d, first, gap)), None)
        if owner is None:
            continue
        for draft in page.drafts:
            if draft is not owner and overlaps(half, draft.content):
                draft.content = _without(page.text, draft.content, half) or draft.content
        owner.content = merged((*owner.content, half))


def take_back(page: Page) -> None:
    """Give a quotation to the speaker right behind it where it was nobody's, or that of an earlier sentence.

    In '… said it would do. "It will not," muttered an usher.' it is the usher's, whoever spoke in the sentence before.
    """
    for quotation in page.quotations:
        behind = None if quotation.depth or len(quotation.pieces) > 1 else spoken_by(page, quotation)
        holders = [d for d in page.drafts if overlaps(quotation.pieces[0], d.content)] if behind else []
        if behind is None or not holders or any(d.source and overlaps(behind[1][0], d.cue) for d in holders):
            continue
        owner = next((d for d in holders if overlaps(behind[1][0], d.cue)), None)
        if owner is not None:
            owner.source = behind[0]
        elif all(_is_told_before(page, d, quotation) for d in holders):
            for draft in holders:
                draft.content = _without(page.text, draft.content, quotation.pieces[0]) or draft.content
            page.drafts.append(Draft(*behind, quotation.pieces, "behind", _CONFIDENCE["behind"]))


def _is_told_before(page: Page, draft: Draft, quotation: Quotation) -> bool:
    """Whether source and cue of `draft` end in a sentence before the one that begins with `quotation`."""
    said = draft.source + draft.cue
    last = max((end for _, end in said), default=quotation.end)
    rest = _without(page.text, draft.content, quotation.pieces[0])
    return bool(rest) and last < quotation.start and bool(_STOPS.search(page.text, last, quotation.start))


def _speaks_between(draft: Draft, quotation: Quotation, gap: Span) -> bool:
    """Whether `draft` holds `quotation` and its cue stands in the `gap` behind it."""
    return overlaps(quotation.pieces[-1], draft.content) and any(within(span, gap) for span in draft.cue)


def _without(text: str, content: Spans, half: Span) -> Spans:
    """`content` without `half`, and without what is left of a piece if that is only marks."""
    parts = [part for a, b in content for part in ((a, min(b, half[0])), (max(a, half[1]), b)) if part[0] < part[1]]
    return tuple(strip(text, *part) for part in parts if _LETTERS.search(text, *part))


def extend_over_paragraphs(page: Page) -> None:
    """Give a draft the rest of the quotation that its content begins, in the paragraphs that follow."""
    index = page.by_paragraph()
    stray: set[int] = set()
    for quotation in page.quotations:
        pieces = quotation.pieces + page.rest_of_post(quotation)
        if len(pieces) < 2:
            continue
        near = [d for start, _ in pieces for d in index[page.paragraph_of(start)] if id(d) not in stray]
        if any(d.kind == "direct" and any(within(d.source[0], piece) for piece in pieces) for d in near):
            continue  # a transcript quoted as a whole: its speakers take turns inside the quotation
        owners = _owners(pieces, near)
        if not any(owners):
            continue
        stray |= {id(d) for d in near if d not in owners and not d.source and _inside(d, pieces)}
        for owner, piece in zip(owners, pieces, strict=True):
            if owner is not None:
                owner.content = merged((*owner.content, piece))
    page.drafts = [draft for draft in page.drafts if id(draft) not in stray]


def _owners(pieces: Spans, near: list[Draft]) -> list[Draft | None]:
    """Whose each piece of a quotation is: the draft's that attributes it, else the one's before it, else the first's.

    A paragraph of a quotation that has a source of its own begins another speaker's words, or another claim.
    """
    sourced = [draft for draft in near if draft.source and not any(within(draft.source[0], piece) for piece in pieces)]
    known = [_holder(piece, sourced) for piece in pieces]
    last = next(filter(None, known), None) or next(filter(None, (_holder(piece, near) for piece in pieces)), None)
    owners = []
    for holder in known:
        last = holder or last
        owners.append(last)
    return owners


def _holder(piece: Span, drafts: list[Draft]) -> Draft | None:
    """The draft that begins with `piece`, or the first that shares words with it."""
    holders = [draft for draft in drafts if overlaps(piece, draft.content)]
    return min(holders, default=None, key=lambda draft: draft.start)


def _inside(draft: Draft, pieces: Spans) -> bool:
    return all(any(within(span, piece) for piece in pieces) for span in draft.content)


def unattributed(page: Page) -> list[Draft]:
    """Drafts for quotations that no draft holds and that stand for themselves.

    One that goes on where an attribution of its paragraph stopped ('"…," he said. "…"') becomes part of that instead.
    """
    found = []
    index = page.by_paragraph()
    for quotation in page.quotations:
        behind = None if quotation.depth else spoken_by(page, quotation)
        if quotation.depth or not (behind or _is_sentence(page, quotation)):
            continue
        number = page.paragraph_of(quotation.start)
        # What is told inside a quotation that goes on belongs to whom it quotes.
        here = [draft for draft in index[number] if not _is_told_in(draft, quotation)]
        if any(overlaps(piece, draft.content) for piece in quotation.pieces for draft in here):
            continue
        if behind:
            found.append(Draft(*behind, quotation.pieces, "behind", _CONFIDENCE["behind"]))
            continue
        before = [d for d in here if d.rule == "tagger" and d.spans[-1][1] <= quotation.start]
        if before and not _LETTERS.search(page.text, before[-1].spans[-1][1], quotation.start):
            before[-1].content = merged(before[-1].content + quotation.pieces)
        elif _goes_on(page, quotation, number, index):
            speaking = index[number - 1][-1]
            speaking.content = merged(speaking.content + quotation.pieces)
            index[number].append(speaking)
        elif quotation.start == page.paragraphs[number][0] and here == index[number]:
            found.append(_standing_alone(page, quotation, number, index))
    return found


def _is_told_in(draft: Draft, quotation: Quotation) -> bool:
    """Whether source and cue stand inside `quotation`, and there is a source."""
    said = draft.source + draft.cue
    return bool(draft.source) and all(any(within(span, piece) for piece in quotation.pieces) for span in said)


def _standing_alone(page: Page, quotation: Quotation, number: int, index: Mapping[int, list[Draft]]) -> Draft:
    """The draft of a paragraph that begins with a quotation: the source and cue before it when it is nothing else.

    "Lund told reporters that the bridge was safe." leads in the paragraph behind it, in three cases of five (PolNeAR
    train); where no attribution stands in the paragraph before, source and cue stay empty.
    """
    before = [draft for draft in index[number - 1] if draft.source and draft.cue]
    last = max(before, key=lambda draft: draft.cue[0], default=None)
    if page.paragraphs[number] == quotation.pieces[0] and last and _speaks(page, last):
        return Draft(last.source, last.cue, quotation.pieces, "taken up", _CONFIDENCE["taken up"])
    return Draft((), (), quotation.pieces, "unattributed", _CONFIDENCE["unattributed"])


def _speaks(page: Page, draft: Draft) -> bool:
    """Whether the cue tells of speech, so that more of it may follow; a thought, a law or a wish leads in nothing."""
    return any(hit.entry.cue_class in _SPEECH for span in draft.cue for hit in find_cues(Words(page.text, *span)))


def _goes_on(page: Page, quotation: Quotation, number: int, index: Mapping[int, list[Draft]]) -> bool:
    """Whether a paragraph that is all quotation goes on with what the paragraph before it quotes and attributes."""
    if page.paragraphs[number] != quotation.pieces[0] or not index[number - 1]:
        return False
    speaking = index[number - 1][-1]
    quoted = touching(speaking.content[-1], page.quoted)
    return bool(quoted) and not _LETTERS.search(page.text, speaking.spans[-1][1], page.paragraphs[number - 1][1])


def _is_sentence(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation that nothing attributes may be what somebody says: no term, and no title in a sentence."""
    end = quotation.inner[-1][1]
    if quotation.closed and page.text[end - 1] not in _ENDS and _GOES_ON.match(page.text, quotation.end):
        return False
    return len(tokens(page.text, *quotation.pieces[0])) - 2 >= _SENTENCE_WORDS
