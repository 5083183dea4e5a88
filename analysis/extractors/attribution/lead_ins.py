"""Lead-ins: a name and a colon that give the words behind them to a speaker.

Three kinds: before a quotation ("Jane Roe, mayor: “…”"), in a transcript ("MODERATOR: …", "Q: …"), and in a headline or
a post ("Roe: bridge to close"). A colon alone proves nothing, so each kind asks for evidence of its own.
"""

import re
from collections import Counter
from collections.abc import Collection
from functools import cache

from analysis.columns import Span, overlaps
from analysis.extractors.attribution.drafts import Draft, Page, within
from analysis.extractors.lexicons import read_list
from analysis.extractors.records import Spans
from analysis.extractors.text import strip

_FUNCTION = r"(?:of|the|to|for|and|in|at|on|de|van|von|der|la|le|el|al|bin|ibn|&)"
_WORD = r"(?:[A-Z][\w.'’&-]*|[A-Z]\.)"
_MORE = rf"(?:,?\s+(?:{_FUNCTION}\s+)*{_WORD}){{0,11}}(?:\s*\([^()\n]{{1,60}}\))?"
# A description in lower case may follow the name: "Jane Roe, mayor of Brask:".
_DESCRIPTION = r"(?:,\s(?!\w+\s+\w+(?:ed|id|ys)\b)[a-z][^:;.!?\"“”‘\n]{2,90}?)?"
_LABEL = re.compile(rf"(?P<label>(?:the\s+)?{_WORD}{_MORE}{_DESCRIPTION})\s?:(?=\s|$)")
_QUESTION_ANSWER = re.compile(r"(?P<label>Q|A)(?P<colon>[:.])(?=\s)")
# "@brask: …" is what an account says.
_HANDLE = re.compile(r"(?P<label>@\w{2,40})\s?:(?=\s)")
_OPENING = "\"“‘'«„"
_OPENS = re.compile(rf"\s*[{_OPENING}]")
# Words of a label that show a heading or a clause rather than a person or a body.
_VERBLIKE = re.compile(
    r"\b(?:he|she|they|it|we|I|said|says|told|added|wrote|writes|asked|was|were|is|are|has|had)\b|\b(?:Is|Are|Was|Were|Has|Have|Had|Will|Would|Can|How|Why|What|When|Where|Which|This|That|These|Here)\b"
)
_LONGEST_TURN = 8  # paragraphs
_CONFIDENCE = {"handle": 0.9, "quoted": 0.93, "transcript": 0.9, "headline": 0.75}


def lead_ins(page: Page) -> list[Draft]:
    """Drafts of the lead-ins of `page`, in text order: the label is the source, the colon the cue.

    The content is what follows in the paragraph, or, where the colon ends it, the quotation that the next one opens.
    A label whose words the tagger has given a cue already is left alone.
    """
    found = {index: _candidate(page, index) for index in range(len(page.paragraphs))}
    candidates = {index: candidate for index, candidate in found.items() if candidate}
    repeated = Counter(page.text[slice(*label)] for label, _, _ in candidates.values())
    drafts = []
    for index, (label, colon, content) in candidates.items():
        in_turn = index - 1 in candidates or index + 1 in candidates
        kind = _evidence(page, label, content, repeated, in_turn)
        # A transcript's turns are read as turns, whatever the tagger made of one paragraph of them.
        if kind in ("transcript", "handle") or (kind and not _is_taken(page, label, colon, content)):
            # A transcript gives a speaker's own words, with or without quotation marks.
            form = {"transcript": "direct", "handle": "post"}.get(kind, "indirect")
            turn = _turn(page, index, candidates) if kind == "transcript" else ()
            drafts.append(Draft((label,), (colon,), (content, *turn), "lead-in", _CONFIDENCE[kind], form))
    return drafts


def _candidate(page: Page, index: int) -> tuple[Span, Span, Span] | None:
    """Label, colon and content of the paragraph at `index`; None where it does not begin like a lead-in."""
    start, end = page.paragraphs[index]
    start = max([start, *(post.body[0][0] for post in page.posts if start <= post.body[0][0] < end)])
    if page.text[start] in _OPENING:  # a transcript that is quoted as a whole
        start += 1
    patterns = (_LABEL, _QUESTION_ANSWER, _HANDLE)
    match = next(filter(None, (pattern.match(page.text, start, end) for pattern in patterns)), None)
    if not match or match["label"].casefold() in labels() or _VERBLIKE.search(match["label"]):
        return None
    content = strip(page.text, match.end(), _content_end(page, end))
    if content[0] == content[1]:
        follows = page.paragraphs[index + 1 : index + 2]
        if not follows or not _OPENS.match(page.text, follows[0][0]):
            return None
        content = _opening_quotation(page, follows[0])
    colon = match.start("colon") if "colon" in match.groupdict() else match.end() - 1
    return match.span("label"), (colon, colon + 1), content


def _turn(page: Page, index: int, labelled: Collection[int]) -> Spans:
    """The paragraphs of a transcript between the label at `index` and the next one: the same speaker goes on.

    None behind the last label, or where the next one is far: there the article may have taken over.
    """
    following = next(
        (i for i in range(index + 1, min(index + 2 + _LONGEST_TURN, len(page.paragraphs))) if i in labelled), 0
    )
    return tuple(page.paragraphs[index + 1 : following])


def _content_end(page: Page, end: int) -> int:
    """Where the words behind a lead-in end: with the paragraph, or before the signature of the post they stand in."""
    signed = [post for post in page.posts if post.start <= end and post.body[-1][1] < end <= post.end + 2]
    return min([end, *(post.body[-1][1] for post in signed)])


def _opening_quotation(page: Page, paragraph: Span) -> Span:
    pieces = [piece for quotation in page.quotations for piece in quotation.pieces if piece[0] == paragraph[0]]
    return pieces[0] if pieces else paragraph


def _evidence(page: Page, label: Span, content: Span, repeated: Counter[str], in_turn: bool) -> str | None:
    """What shows that a label is a speaker: its words are quoted, it returns, or the article names it elsewhere.

    `in_turn`: the paragraph before or behind has a label too; the first turns give names, the others initials.
    """
    words = page.text[slice(*label)]
    if words.startswith("@"):
        return "handle"
    if any(piece[0] == content[0] and content[1] - piece[1] <= 2 for q in page.quotations for piece in q.pieces):
        return "quoted"
    short = "".join(word[0] for word in words.split())
    returns = repeated[words] > 1 or len(words) <= 2 or (in_turn and repeated[short] > 1)
    if len(repeated) > 1 and returns and sum(repeated.values()) >= 4:
        return "transcript"
    name = words.split()[-1]
    # A headline's lead-in is short and names somebody whom the article names again.
    if len(words.split()) <= 3 and words.isascii() and len(name) > 2 and _is_named_again(page.text, name, label):
        return "headline"
    return None


def _is_named_again(text: str, name: str, label: Span) -> bool:
    again = re.compile(rf"(?<=[a-z,]\s){re.escape(name)}(?=[\s,.'’])")
    return any(not within(match.span(), label) for match in again.finditer(text))


def _is_taken(page: Page, label: Span, colon: Span, content: Span) -> bool:
    return any(
        overlaps(label, draft.source) and (overlaps(content, draft.content) or overlaps(colon, draft.cue))
        for draft in page.drafts
    )


@cache
def labels() -> frozenset[str]:
    """Labels that name no speaker ("Update:"), from lexicons/labels.csv, in lower case."""
    return frozenset(row["label"] for row in read_list("labels"))
