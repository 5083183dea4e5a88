"""Attributions of a text: what the trained tagger finds, and the rules on top of it.

The tagger reads one paragraph at a time. The rules add what a paragraph cannot show or its training never held:
lead-ins, posts, quotations over several paragraphs or taken up again after their attribution, and a publication's
own sources.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from analysis.columns import Span
from analysis.extractors import tagger
from analysis.extractors.denials import find_denials
from analysis.extractors.denying_claims import VERDICT, accuser, denying_claims, relative_denials
from analysis.extractors.drafts import Draft, Page, finished, merged, overlaps, touching, within
from analysis.extractors.lead_ins import lead_ins
from analysis.extractors.quotations import Quotation
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import sentences, strip, tokens

_DEMONSTRATIVE = re.compile(r"(?:this|that|these|those)$", re.IGNORECASE)
_CITES = re.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing))$", re.IGNORECASE)
# Behind "cited" or "quoted": a person who speaks, or a person "as saying" something.
_CITED_SPEAKS = re.compile(
    r"(?P<cited>[A-Z\d][^\"“”:;.!?]{1,160}?|an?\s[^\"“”:;.!?]{2,160}?)"
    r"(?:,?\s+(?P<who>who)\s+(?P<cue>(?:[a-z]+ly\s+)?[a-z]+(?:ed|id|old|ote))|,?\s+(?P<saying>as\s+(?:saying|describing|telling)))\b"
)
_LETTERS = re.compile(r"[^\W_]")
# Below this confidence three of four are wrong; leaving them out costs .4 points of recall and wins 1.8 of precision
# (PolNeAR dev).
_LEAST = 0.25
# A sentence's stop behind a word of three letters or more; a shorter one may be an abbreviation's own.
_STOP = re.compile(r"\w{3}[.,;:]$")
_OPENING_MARKS = "\"“‘'«„"
_MARKS = '"“”„«'
# A name behind a quotation and a dash, to the end of the paragraph: “…” — Jane Roe, Brask
_SIGNED = re.compile(
    r"[\"”“»]\s*(?P<cue>[—–―]|--?)\s*(?P<name>[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,5}(?:,[^\"“”\n]{1,60})?)\s*$"
)
# A quotation this short inside a sentence, that nothing attributes, is a term at a distance or a title.
_SENTENCE_WORDS = 5
_SCRAP = 2  # tokens
_CONFIDENCE = {"post": 0.95, "signed": 0.9, "taken up": 0.5, "unattributed": 0.5, "denial": 0.6}


def attributions(text: str, body_start: int = 0) -> list[Attribution]:
    """Attributions of ``text[body_start:]`` in text order, offsets from the start of `text`.

    One record is one source's claim: source, cue and content spans (any but the content may be empty), its kind
    (direct, mixed, indirect, post), the position of the attribution it is nested in, and a confidence from 0 to 1.
    The result for a paragraph depends on that paragraph and on the marks around it, never on other documents.
    """
    page = Page(text, body_start)
    page.drafts = _tagged(page)
    page.drafts = [draft for draft in page.drafts if not _is_false(page, draft)]
    _keep_to_sentences(page)
    _rejoin(page)
    _add_lead_ins(page)
    _add_signed(page)
    page.drafts += _cited_sources(page)
    _extend_over_paragraphs(page)
    page.drafts += _unattributed(page)
    page.drafts += _missed_denials(page)
    page.drafts += [_post(post) for post in page.posts]
    for draft in page.drafts:
        draft.kind = _kind(page, draft) if draft.kind == "indirect" else draft.kind
    _nest(page)
    return finished(page.drafts)


def _missed_denials(page: Page) -> list[Draft]:
    """Denials that the tagger missed; a piece of theirs that it gave to another sentence's claim is taken back."""
    _set_sources_right(page)
    spoken = [draft.cue for draft in page.drafts], [draft.source for draft in page.drafts]
    cues, sources = (sorted(span for spans in each for span in spans) for each in spoken)
    found = denying_claims(page.text, sentences(page.text, page.body_start), cues, sources)
    for _, _, content in found:
        for draft in page.drafts:
            rest = tuple(piece for piece in draft.content if not any(within(piece, span) for span in content))
            draft.content = rest or draft.content
    return [Draft(*spans, "denial", _CONFIDENCE["denial"]) for spans in found]


def _set_sources_right(page: Page) -> None:
    """Gives denials and accusations the source that stands behind them: "accused by the guild", "a figure the firm
    denies", "Not so, said its head"."""
    for draft in page.drafts:
        behind = accuser(page.text, draft.cue[-1]) if draft.cue and not draft.source else None
        draft.source = (behind,) if behind else draft.source
    spans = sentences(page.text, page.body_start)
    for source, cue, content in relative_denials(page.text, find_denials(page.text, spans)):
        for draft in page.drafts:
            if draft.cue and overlaps(cue[0], draft.cue) and not any(overlaps(source[0], (s,)) for s in draft.source):
                draft.source, draft.content = source, content
    for match in VERDICT.finditer(page.text, page.body_start):
        # In place: the caller goes on with the same list.
        page.drafts[:] = [draft for draft in page.drafts if not overlaps(match.span("cue"), draft.cue)]
        pieces = (match.span("who"),), (match.span("cue"),), (match.span("what"),)
        page.drafts.append(Draft(*pieces, "denial", _CONFIDENCE["denial"]))


def _units(page: Page) -> list[Span]:
    """What the tagger reads at once: a paragraph, and with one that ends in a colon the quotation it leads in."""
    units: list[Span] = []
    for start, end in page.paragraphs:
        if units and page.text[units[-1][1] - 1] == ":" and page.text[start] in _OPENING_MARKS:
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units


def _tagged(page: Page) -> list[Draft]:
    found = []
    for start, end in _units(page):
        for tagged in tagger.tag(page.text[start:end]):
            content = _without_stop(page.text, _shift(tagged.content, start))
            spans = (_shift(tagged.source, start), _shift(tagged.cue, start), content)
            if spans[2] and tagged.confidence >= _LEAST:
                found.append(Draft(*spans, "tagger", tagged.confidence))
    return found


def _shift(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _without_stop(text: str, content: Spans) -> Spans:
    """`content` without the full stop of its sentence, which belongs to the reporter unless it is quoted."""
    if not content or not _STOP.search(text, content[-1][0], content[-1][1]):
        return content
    return (*content[:-1], (content[-1][0], content[-1][1] - 1))


def _keep_to_sentences(page: Page) -> None:
    """Take from each draft what it joined from outside its sentence: scraps, and paraphrase beside a quotation."""
    starts = [start for start, _ in sentences(page.text, page.body_start)]
    for draft in page.drafts:
        if len(draft.content) < 2 or not draft.cue:
            continue
        home = bisect_right(starts, draft.cue[0][0])
        is_quoted = [bool(touching(piece, page.quoted)) for piece in draft.content]
        kept = tuple(
            piece
            for piece, quoted in zip(draft.content, is_quoted, strict=True)
            if bisect_right(starts, piece[0]) == home
            or quoted
            or (not any(is_quoted) and len(tokens(page.text, *piece)) > _SCRAP)
        )
        draft.content = kept or draft.content


def _rejoin(page: Page) -> None:
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


def _speaks_between(draft: Draft, quotation: Quotation, gap: Span) -> bool:
    """Whether `draft` holds `quotation` and its cue stands in the `gap` behind it."""
    return overlaps(quotation.pieces[-1], draft.content) and any(within(span, gap) for span in draft.cue)


def _without(text: str, content: Spans, half: Span) -> Spans:
    """`content` without `half`, and without what is left of a piece if that is only marks."""
    parts = [part for a, b in content for part in ((a, min(b, half[0])), (max(a, half[1]), b)) if part[0] < part[1]]
    return tuple(strip(text, *part) for part in parts if _LETTERS.search(text, *part))


def _is_false(page: Page, draft: Draft) -> bool:
    """Whether a tagged draft is none: a post's signature, or a demonstrative for a source ("This was offered as …")."""
    signatures = [span for post in page.posts for span in post.author + post.handle]
    if any(overlaps(span, signatures) for span in draft.source + draft.content):
        return True
    return bool(_DEMONSTRATIVE.match(page.words(draft.source))) and not draft.source[0][0] > draft.start


def _add_lead_ins(page: Page) -> None:
    """Add the lead-ins, each in the place of what the tagger made of the same words without seeing who speaks."""
    found = lead_ins(page)
    colons = {span: draft.kind for draft in found for span in draft.cue}
    page.drafts = [draft for draft in page.drafts if not _is_replaced(draft, colons)] + found


def _is_replaced(draft: Draft, colons: Mapping[Span, str]) -> bool:
    """Whether a draft's cue is the colon of a lead-in, and it has no source of its own or is a transcript's turn."""
    kinds = {kind for colon, kind in colons.items() if overlaps(colon, draft.cue)}
    return bool(kinds) and (not draft.source or "direct" in kinds)


def _add_signed(page: Page) -> None:
    """Add paragraphs that are a quotation signed with a dash, in the place of what the tagger made of their parts."""
    for start, end in page.paragraphs:
        signed = _SIGNED.search(page.text, start, end) if page.text[start] in _MARKS else None
        if signed:
            inside = (start, signed.start("cue"))
            page.drafts = [draft for draft in page.drafts if not _is_part(draft, inside)]
            content = strip(page.text, *inside)
            name, cue = signed.span("name"), signed.span("cue")
            page.drafts.append(Draft((name,), (cue,), (content,), "signed", _CONFIDENCE["signed"], "direct"))


def _is_part(draft: Draft, quotation: Span) -> bool:
    """Whether a draft is made of a piece of `quotation`, and of no speaker whom the quotation itself names."""
    named_inside = bool(draft.source) and all(within(span, quotation) for span in draft.source)
    return overlaps(quotation, draft.content) and not named_inside


def _cited_sources(page: Page) -> list[Draft]:
    """Drafts for persons whom a publication cites: 'The paper cited Denys, a pilot, who described, "…"'.

    The words are the cited person's, by way of the publication, whose own content is the person with the words.
    """
    found = []
    for draft in list(page.drafts):
        if not draft.cue or not _CITES.search(page.words(draft.cue)):
            continue
        paragraph = page.paragraphs[page.paragraph_of(draft.start)]
        match = _CITED_SPEAKS.match(page.text, draft.start, paragraph[1])
        if match:
            inner = _cited(page, draft, match, paragraph[1])
            found += [] if inner in page.drafts else [inner]
            inner.via = draft
            draft.content = merged([*draft.content, (draft.start, inner.content[-1][1])])
    return found


def _cited(page: Page, outer: Draft, match: "re.Match[str]", end: int) -> Draft:
    """The cited person's draft: the tagger's, where it read that cue, else a new one to the end of the paragraph."""
    cue = match.span("cue") if match["cue"] else match.span("saying")
    source = match.span("who") if match["who"] else match.span("cited")
    for draft in page.drafts:
        if draft is not outer and overlaps(cue, draft.cue):
            draft.source = draft.source or (source,)
            return draft
    rest = re.compile(r"\W*?(?=[\w\"“‘'«])").match(page.text, match.end(), end)
    return Draft((source,), (cue,), ((rest.end() if rest else match.end(), end),), "cited source", outer.confidence)


def _extend_over_paragraphs(page: Page) -> None:
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


def _unattributed(page: Page) -> list[Draft]:
    """Drafts for quotations that no draft holds and that stand for themselves.

    One that goes on where an attribution of its paragraph stopped ('"…," he said. "…"') becomes part of that instead.
    """
    found = []
    index = page.by_paragraph()
    for quotation in page.quotations:
        if quotation.depth or not _is_sentence(page, quotation):
            continue
        number = page.paragraph_of(quotation.start)
        here = index[number]
        if any(overlaps(piece, draft.content) for piece in quotation.pieces for draft in here):
            continue
        before = [d for d in here if d.rule == "tagger" and d.spans[-1][1] <= quotation.start]
        if before and not _LETTERS.search(page.text, before[-1].spans[-1][1], quotation.start):
            before[-1].content = merged(before[-1].content + quotation.pieces)
        elif _goes_on(page, quotation, number, index):
            speaking = index[number - 1][-1]
            speaking.content = merged(speaking.content + quotation.pieces)
            index[number].append(speaking)
        elif quotation.start == page.paragraphs[number][0]:
            found.append(_standing_alone(page, quotation, number, index))
    return found


def _standing_alone(page: Page, quotation: Quotation, number: int, index: Mapping[int, list[Draft]]) -> Draft:
    """The draft of a paragraph that begins with a quotation: the source and cue before it when it is nothing else.

    "Lund told reporters that the bridge was safe." leads in the paragraph behind it, in three cases of five (PolNeAR
    train); where no attribution stands in the paragraph before, source and cue stay empty.
    """
    before = [draft for draft in index[number - 1] if draft.source and draft.cue]
    if page.paragraphs[number] == quotation.pieces[0] and before:
        last = max(before, key=lambda draft: draft.cue[0])
        return Draft(last.source, last.cue, quotation.pieces, "taken up", _CONFIDENCE["taken up"])
    return Draft((), (), quotation.pieces, "unattributed", _CONFIDENCE["unattributed"])


def _goes_on(page: Page, quotation: Quotation, number: int, index: Mapping[int, list[Draft]]) -> bool:
    """Whether a paragraph that is all quotation goes on with what the paragraph before it quotes and attributes."""
    if page.paragraphs[number] != quotation.pieces[0] or not index[number - 1]:
        return False
    speaking = index[number - 1][-1]
    quoted = touching(speaking.content[-1], page.quoted)
    return bool(quoted) and not _LETTERS.search(page.text, speaking.spans[-1][1], page.paragraphs[number - 1][1])


def _is_sentence(page: Page, quotation: Quotation) -> bool:
    return len(tokens(page.text, *quotation.pieces[0])) - 2 >= _SENTENCE_WORDS


def _post(post: Post) -> Draft:
    return Draft(post.author, post.handle, post.body, "post", _CONFIDENCE["post"], kind="post")


def _kind(page: Page, draft: Draft) -> str:
    """Direct when all letters of the content stand between quotation marks, mixed when some do, else indirect."""
    total = sum(_letters(page, span) for span in draft.content)
    inside = sum(_letters(page, part) for span in draft.content for part in touching(span, page.quoted))
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"


def _letters(page: Page, span: Span) -> int:
    return len(_LETTERS.findall(page.text, *span))


def _nest(page: Page) -> None:
    """Set `via` of each draft to the smallest other draft whose content holds its cue (or source) and its content."""
    ordered = sorted(page.drafts, key=lambda draft: (draft.start, -draft.content[-1][1]))
    open_drafts: list[Draft] = []
    for draft in ordered:
        open_drafts = [other for other in open_drafts if other.content[-1][1] > draft.start]
        holders = [other for other in open_drafts if _holds(other, draft)]
        if draft.via is None:
            draft.via = min(holders, default=None, key=lambda other: other.content[-1][1] - other.start)
        open_drafts.append(draft)


def _holds(outer: Draft, inner: Draft) -> bool:
    named = inner.cue or inner.source
    return (
        bool(named)
        and inner.content[-1][1] <= outer.content[-1][1]
        and all(any(within(span, piece) for piece in outer.content) for span in named)
    )
