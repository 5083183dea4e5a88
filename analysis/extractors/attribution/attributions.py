"""Attributions of a text: what the trained tagger finds, and the rules on top of it.

The tagger reads one paragraph at a time. The rules add what a paragraph cannot show or its training never held:
lead-ins, posts, quotations over several paragraphs or taken up again after their attribution, and a publication's
own sources.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping

from analysis.columns import Span, overlaps
from analysis.extractors.attribution import tagger
from analysis.extractors.attribution.citing import cited_sources
from analysis.extractors.attribution.denying_claims import VERDICT, accuser, denying_claims, relative_denials, withheld
from analysis.extractors.attribution.drafts import Draft, Page, finished, touching, within
from analysis.extractors.attribution.given_figures import given_figures
from analysis.extractors.attribution.lead_ins import lead_ins
from analysis.extractors.attribution.mending import (
    complete_relative,
    complete_source,
    first_words,
    says_nothing,
    turn_passive,
    without_stamp,
    without_stop,
)
from analysis.extractors.attribution.owners import complete, extend_over_paragraphs, rejoin, take_back, unattributed
from analysis.extractors.attribution.tails import tails
from analysis.extractors.attribution.told_by_noun import told_by_noun
from analysis.extractors.attribution.told_inside import told_inside
from analysis.extractors.denial.denials import find_denials
from analysis.extractors.denial.records import Denial
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import strip, tokens

_DEMONSTRATIVE = re.compile(r"(?:this|that|these|those)$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?:I|we)$", re.IGNORECASE)
_THIRD_PERSON = re.compile(r"(?:he|she|it|they)$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]")
# Below this confidence three of four are wrong; leaving them out costs .4 points of recall and wins 1.8 of precision
# (PolNeAR dev).
_LEAST = 0.25
# A claim that is right less often than half the F1 lowers the F1 (Lipton, Elkan & Naryanaswamy 2014); that of quoted
# ones is .92.
_LEAST_QUOTED = 0.45
_OPENING_MARKS = "\"“‘'«„"
_MARKS = '"“”„«'
# A name behind a quotation and a dash, to the end of the paragraph: “…” — Jane Roe, Brask
_SIGNED = re.compile(
    r"[\"”“»]\s*(?P<cue>[—–―]|--?)\s*(?P<name>[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,5}(?:,[^\"“”\n]{1,60})?)\s*$"
)
_SCRAP = 2  # tokens
_CONFIDENCE = {"post": 0.95, "signed": 0.9, "denial": 0.6}


def attributions(text: str, body_start: int = 0) -> list[Attribution]:
    """Attributions of ``text[body_start:]`` in text order, offsets from the start of `text`.

    One record is one source's claim: source, cue and content spans (any but the content may be empty), its kind
    (direct, mixed, indirect, post), the position of the attribution it is nested in, and a confidence from 0 to 1.
    The result for a paragraph depends on that paragraph and on the marks around it, never on other documents.
    """
    page = Page(text, body_start)
    denials = find_denials(text, page.sentences)
    acts = withheld(text, denials)
    page.drafts = [draft for draft in _tagged(page) if not _is_false(page, draft, acts)]
    _keep_to_sentences(page)
    complete(page)
    rejoin(page)
    take_back(page)
    _add_lead_ins(page)
    _add_signed(page)
    page.drafts += cited_sources(page)
    extend_over_paragraphs(page)
    page.drafts += unattributed(page)
    _set_sources_right(page, denials)
    page.drafts += _missed_tails(page)
    page.drafts += _missed_denials(page, denials)
    page.drafts += given_figures(page)
    page.drafts += told_by_noun(page)
    page.drafts += told_inside(page)
    page.drafts += [_post(post) for post in page.posts]
    for draft in page.drafts:
        without_stamp(page, draft)
        complete_source(page, draft)
        complete_relative(page, draft)
        turn_passive(page, draft)
        draft.kind = _kind(page, draft) if draft.kind == "indirect" else draft.kind
    page.drafts = [draft for draft in page.drafts if not _is_unsure(draft)]
    _nest(page)
    return finished(page.drafts)


def _is_unsure(draft: Draft) -> bool:
    """Whether the tagger's word is too weak for a quotation: most of these are titles, terms and mocking quotes."""
    return draft.rule == "tagger" and draft.kind in ("direct", "mixed") and draft.confidence < _LEAST_QUOTED


def _missed_denials(page: Page, denials: list[Denial]) -> list[Draft]:
    """Denials that the tagger missed; a piece of theirs that it gave to another sentence's claim is taken back."""
    spoken = [draft.cue for draft in page.drafts], [draft.source for draft in page.drafts]
    cues, sources = (sorted(span for spans in each for span in spans) for each in spoken)
    found = denying_claims(page.text, page.sentences, cues, sources, denials)
    # What a quoted speaker denies as "I" belongs to the quotation.
    found = [one for one in found if not (_FIRST_PERSON.match(page.words(one[0])) and touching(one[1][0], page.quoted))]
    # So does what one who speaks says that he himself doubts: "he said he would be surprised if it were so".
    told = [span for draft in page.drafts for span in draft.content]
    doubts = [denial.words for denial in denials if denial.basis == "doubt" and overlaps(denial.words, told)]
    found = [one for one in found if not (_THIRD_PERSON.match(page.words(one[0])) and overlaps(one[1][0], doubts))]
    for _, _, content in found:
        for draft in page.drafts:
            rest = tuple(piece for piece in draft.content if not any(within(piece, span) for span in content))
            draft.content = rest or draft.content
    return [Draft(*spans, "denial", _CONFIDENCE["denial"]) for spans in found]


def _missed_tails(page: Page) -> list[Draft]:
    """Final reporting clauses that the tagger missed; what it took for a cue in what is told is no claim then."""
    found = list(tails(page.text, page.sentences, sorted(span for draft in page.drafts for span in draft.cue)))
    told = [content for _, _, (content,) in found]
    page.drafts = [draft for draft in page.drafts if not any(within(span, part) for span in draft.cue for part in told)]
    return [Draft(*spans, "tail", _CONFIDENCE["denial"]) for spans in found]


def _set_sources_right(page: Page, denials: list[Denial]) -> None:
    """Gives denials and accusations the source that stands behind them: "accused by the guild", "a figure the firm
    denies", "Not so, said its head"."""
    for draft in page.drafts:
        behind = accuser(page.text, draft.cue[-1]) if draft.cue and not draft.source else None
        draft.source = (behind,) if behind else draft.source
    for source, cue, content in relative_denials(page.text, denials):
        for draft in page.drafts:
            if draft.cue and overlaps(cue[0], draft.cue) and not any(overlaps(source[0], (s,)) for s in draft.source):
                draft.source, draft.content = source, content
    for match in VERDICT.finditer(page.text, page.body_start):
        page.drafts = [draft for draft in page.drafts if not overlaps(match.span("cue"), draft.cue)]
        pieces = (match.span("who"),), (match.span("cue"),), (match.span("what"),)
        page.drafts.append(Draft(*pieces, "denial", _CONFIDENCE["denial"]))


def _units(page: Page) -> list[Span]:
    """What the tagger reads at once: a paragraph, and with one that ends in a colon the quotation it leads in."""
    units: list[Span] = []
    for start, end in page.paragraphs:
        if units and page.text[units[-1][1] - 1] == ":" and page.text[start] in _OPENING_MARKS:
            units[-1] = (units[-1][0], end)
        else:
            units.append((first_words(page, (start, end)), end))
    return units


def _tagged(page: Page) -> list[Draft]:
    found = []
    for start, end in _units(page):
        for tagged in tagger.tag(page.text[start:end]):
            content = without_stop(page.text, _shift(tagged.content, start))
            spans = (_shift(tagged.source, start), _shift(tagged.cue, start), content)
            if spans[2] and tagged.confidence >= _LEAST:
                found.append(Draft(*spans, "tagger", tagged.confidence))
    return found


def _shift(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _keep_to_sentences(page: Page) -> None:
    """Take from each draft what it joined from outside its sentence: scraps, questions, paraphrase beside a
    quotation."""
    starts = [start for start, _ in page.sentences]
    for draft in page.drafts:
        draft.content = tuple(_without_scrap(page, starts, piece) for piece in draft.content)
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


def _without_scrap(page: Page, starts: list[int], piece: Span) -> Span:
    """A paraphrase without the question, or the word or two, that it took from the next sentence: "that you knew on
    Friday. Did you?"."""
    end = page.sentences[max(0, bisect_right(starts, piece[0]) - 1)][1]
    rest = page.text[end : piece[1]].strip()
    asks = page.text[piece[1] - 1 : piece[1] + 1].strip().endswith("?")
    if not rest or touching(piece, page.quoted) or not (asks or len(tokens(page.text, end, piece[1])) <= _SCRAP):
        return piece
    return piece[0], end


def _is_false(page: Page, draft: Draft, acts: list[Span]) -> bool:
    """Whether a tagged draft is none.

    It is made of a post's signature, says nothing, has a demonstrative for its source ("This was offered as …"), or
    one of `acts` for its cue, which withhold something ("denied it a licence").
    """
    if says_nothing(page, draft) or any(overlaps(span, acts) for span in draft.cue):
        return True
    signatures = [span for post in page.posts for span in post.author + post.handle]
    if any(overlaps(span, signatures) for span in draft.source + draft.content):
        return True
    return bool(_DEMONSTRATIVE.match(page.words(draft.source))) and not draft.source[0][0] > draft.start


def _add_lead_ins(page: Page) -> None:
    """Add the lead-ins, each in the place of what the tagger made of the same words without seeing who speaks."""
    found = lead_ins(page)
    colons = {span: draft.kind for draft in found for span in draft.cue}
    page.drafts = [draft for draft in page.drafts if not _is_replaced(draft, colons)] + found
    turns = {draft.source[0][0]: draft.cue[-1][1] for draft in found if draft.kind == "direct"}
    for draft in page.drafts:  # "Courier: The family says": within a turn, the label is no part of who says it
        behind = turns.get(draft.source[0][0], 0) if draft.source else 0
        if 0 < behind < draft.source[0][1]:
            draft.source = (strip(page.text, behind, draft.source[0][1]), *draft.source[1:])


def _is_replaced(draft: Draft, colons: Mapping[Span, str]) -> bool:
    """Whether a draft's cue is the colon of a lead-in that is a turn or a post, or it has no source of its own."""
    kinds = {kind for colon, kind in colons.items() if overlaps(colon, draft.cue)}
    return bool(kinds) and (not draft.source or not kinds.isdisjoint(("direct", "post")))


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
