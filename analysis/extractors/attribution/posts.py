"""Social-media posts embedded in an article, found by their signatures.

A page that embeds a post leaves, in its text, the post's words and a signature: "— Name (@handle) October 28, 2025".
One that a reader copied has the name and the handle above the words, and the time below: "9:14 PM · Mar 3, 2026".
"""

import re
from functools import lru_cache
from itertools import pairwise

from analysis.columns import Span
from analysis.extractors.records import Post, Spans
from analysis.extractors.text import paragraphs, strip

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# An editor may leave the year out: "— Name (@handle) 3 May".
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}})"
_SIGNATURE = re.compile(
    rf"(?:[—–]|--?)\s*(?P<author>[^\n()—–]{{1,80}}?)\s*\((?P<handle>@[A-Za-z0-9_.]{{2,40}})\)[,.]?\s*(?P<date>{_DATE})?"
)
_HEADED = re.compile(
    r"^[ \t]*(?P<author>[^\n@:]{2,60}?)[ \t]*(?:\n\s*|[ \t]+)(?P<handle>@\w{2,40})[ \t]*(?:·[^\n]*)?\n"
    r"(?P<body>(?:[^\n]*\n){1,12}?)"
    r"[ \t]*\d{1,2}:\d{2}[ \u00a0]?[AaPp]\.?[Mm]\.?[ \u00a0]?[·•|-][ \u00a0]?(?P<date>[^\n]{5,40})$",
    re.MULTILINE,
)
_LINKS_AT_END = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/|t\.co/)\S+)+\s*$")
# Signs that begin a post's own line and never an article's paragraph: pictographs, flags, bullets, a thread's count.
_POST_LINE = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF•▪▶►🔸🔹]|#\w|@\w|RT @|\d+/\d*\s")
_ORNAMENT = re.compile(r"[\s\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D•▪▶►]+")
_BREAK = re.compile(r"\n")
_PICTOGRAPH = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF]")
_MOST_ABOVE = 2  # paragraphs between the signature's and one that opens the post with a pictograph


def posts(text: str) -> list[Post]:
    """Posts embedded in `text`, in order.

    A post ends with its signature, and a signature ends its paragraph. It begins with the paragraph of its signature,
    or as many before it as its own layout shows: wider gaps than the article's, lines that begin with a pictograph or
    a bullet, or one with a pictograph a few paragraphs above. `body` has a piece a paragraph, without ornaments, links
    and signature.
    """
    return list(_posts(text))


# Several extractors ask for the posts of the document at hand, one after another.
@lru_cache(maxsize=4)
def _posts(text: str) -> tuple[Post, ...]:
    headed = _headed(text)
    signatures = [match for match in _SIGNATURE.finditer(text) if _ends_paragraph(text, match)]
    if not signatures:
        return tuple(headed)
    blocks = paragraphs(text)
    usual = _usual_gap(text, blocks)
    found: list[Post] = []
    for match in signatures:
        floor = found[-1].end if found else 0
        owned = _owned(text, blocks, match.start(), floor, usual)
        body = _body(text, owned, match.start(), floor)
        if body:
            found.append(
                Post(body[0][0], match.end(), body, (match.span("author"),), (match.span("handle"),), match["date"])
            )
    apart = [post for post in headed if all(post.end <= other.start or other.end <= post.start for other in found)]
    return tuple(sorted([*found, *apart], key=lambda post: post.start))


def _headed(text: str) -> list[Post]:
    """Posts with the name above and the time below."""
    found = []
    for match in _HEADED.finditer(text):
        blocks = [line.span() for line in re.compile(r"[^\n]*\S[^\n]*").finditer(text, *match.span("body"))]
        body = _body(text, blocks, match.end("body"), 0)
        if body:
            author, handle = match.span("author"), match.span("handle")
            found.append(Post(body[0][0], match.end(), body, (author,), (handle,), match["date"]))
    return found


def _ends_paragraph(text: str, match: "re.Match[str]") -> bool:
    return not text[match.end() : match.end() + 40].split("\n")[0].strip(" .")


def _usual_gap(text: str, blocks: list[Span]) -> int:
    """Line ends between most of the article's paragraphs; a header's single ones do not count against blank lines."""
    gaps = sorted(len(_BREAK.findall(text, before[1], after[0])) for before, after in pairwise(blocks))
    wide = [gap for gap in gaps if gap > 1]
    gaps = wide if 2 * len(wide) >= len(gaps) else gaps
    return gaps[len(gaps) // 4] if gaps else 1


def _owned(text: str, blocks: list[Span], signature: int, floor: int, usual: int) -> list[Span]:
    """The paragraphs of the post signed at `signature`, in order; none before `floor`, where another post ends."""
    last = max(index for index, block in enumerate(blocks) if block[0] <= signature)
    first = last
    while first > 0 and blocks[first - 1][0] >= floor:
        gap = len(_BREAK.findall(text, blocks[first - 1][1], blocks[first][0]))
        bullets = _POST_LINE.match(text, *blocks[first]) and _POST_LINE.match(text, *blocks[first - 1])
        if gap <= usual and not bullets:
            break
        first -= 1
    if not _PICTOGRAPH.match(text, *blocks[first]):
        above = range(first - 1, max(first - 1 - _MOST_ABOVE, 0), -1)
        opens = (n for n in above if blocks[n][0] >= floor and _PICTOGRAPH.match(text, *blocks[n]))
        first = next(opens, first)
    return blocks[first : last + 1]


def _body(text: str, owned: list[Span], signature: int, floor: int) -> Spans:
    pieces = []
    for start, end in owned:
        start, end = max(start, floor), min(end, signature)
        links = _LINKS_AT_END.search(text[start:end])
        ornament = _ORNAMENT.match(text, start, end)
        start, end = strip(text, ornament.end() if ornament else start, start + links.start() if links else end)
        if start < end:
            pieces.append((start, end))
    return tuple(pieces)
