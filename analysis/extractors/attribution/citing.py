"""Persons and papers whom a publication cites: their words are theirs, by way of the publication."""

import re
from bisect import bisect_right

from analysis.columns import overlaps
from analysis.extractors.attribution.drafts import Draft, Page, merged
from analysis.extractors.attribution.mending import without_stop

_CITES = re.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing))$", re.IGNORECASE)
# Behind "cited" or "quoted": a person who speaks, or a person "as saying" something.
_CITED_SPEAKS = re.compile(
    r"(?P<cited>[A-Z\d][^\"“”:;.!?]{1,160}?|an?\s[^\"“”:;.!?]{2,160}?)"
    r"(?:,?\s+(?P<who>who)\s+(?P<cue>(?:[a-z]+ly\s+)?[a-z]+(?:ed|id|old|ote))|,?\s+(?P<saying>as\s+(?:saying|describing|telling)))\b"
)
_LETTERS = re.compile(r"[^\W_]")


def cited_sources(page: Page) -> list[Draft]:
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
            inner = _cited(page, draft, match, _speech_end(page, match.end(), paragraph[1]))
            found += [] if inner in page.drafts else [inner]
            inner.via = draft
            draft.content = merged([*draft.content, (draft.start, inner.content[-1][1])])
    return found


def _speech_end(page: Page, start: int, end: int) -> int:
    """Where words that begin at `start` end: with their sentence, and the quotations that go on from it."""
    starts = [first for first, _ in page.sentences]
    last = min(page.sentences[bisect_right(starts, start) - 1][1], end)
    pieces = (piece for quotation in page.quotations for piece in quotation.pieces if start <= piece[1] <= end)
    for first, stop in pieces:
        if first < last or not _LETTERS.search(page.text, last, first):
            last = max(last, stop)
    return last


def _cited(page: Page, outer: Draft, match: "re.Match[str]", end: int) -> Draft:
    """The cited person's draft: the tagger's, where it read that cue, else a new one to `end`."""
    cue = match.span("cue") if match["cue"] else match.span("saying")
    source = match.span("who") if match["who"] else match.span("cited")
    for draft in page.drafts:
        if draft is not outer and overlaps(cue, draft.cue):
            draft.source = draft.source or (source,)
            return draft
    rest = re.compile(r"\W*?(?=[\w\"“‘'«])").match(page.text, match.end(), end)
    content = without_stop(page.text, ((rest.end() if rest else match.end(), end),))
    return Draft((source,), (cue,), content, "cited source", outer.confidence)
