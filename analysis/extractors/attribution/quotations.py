"""Quotations of a text: quotation marks paired, with offsets, over paragraphs too.

Straight, curly and low marks, single marks, guillemets, nested and unclosed quotations are paired;
apostrophes, feet and inches are not marks, and a nickname between two names is no quotation.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.extractors.records import Spans
from analysis.extractors.text import paragraphs

# opening mark -> the marks that may close it
_PAIRS = {"“": '”“"', "„": "“”", "«": "»", "»": "«", "‹": "›", '"': '"”', "‘": "’", "'": "'", "‚": "‘"}
_SINGLE = "'’‘‚"
_MARK = re.compile("[\"“”„«»‹›‘’'‚]")
_FEET_OR_INCHES = re.compile(r"\d['’]\s?\d{1,2}(?:\s?½)?[\"”]|\d[\"”](?=\s+(?:x\b|by\b|[a-z]))")
# Words that begin with an apostrophe: 'em, 'tis, the '90s.
_ELISION = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|tis\b|twas\b|til\b|cause\b|bout\b|n['’]|cos\b|s\b)", re.IGNORECASE)
_NICKNAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]*\s$")
_NICKNAME_AFTER = re.compile(r"\s[A-Z][\w’'-]+")
_SPEECH_END = ",.?!…—–-"
_LOOK_AHEAD = 12  # marks; further on, the closing mark of a single-quoted sentence is not to be expected


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `pieces` are its spans, marks included, one a paragraph; `start` and `end` enclose them all.

    `inner` are the same pieces without their marks; `mark` is the opening mark; `depth` is 0 for a quotation that
    stands in none; `closed` is False where the text never closes it (it then ends with its paragraph).
    """

    pieces: Spans
    inner: Spans
    mark: str
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset just behind the last piece."""
        return self.pieces[-1][1]


def quotations(text: str) -> list[Quotation]:
    """Quotations of `text` in the order of their opening marks, nested ones after the one they stand in.

    A quotation that its paragraph leaves open and that the next paragraph takes up with an opening mark is one
    quotation with a piece in each paragraph, as newspapers set it.
    """
    return list(_quotations(text))


# Several extractors ask for the quotations of the document at hand, one after another.
@lru_cache(maxsize=4)
def _quotations(text: str) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    waiting: Quotation | None = None
    for start, end in paragraphs(text):
        here = _pair(text, start, end)
        if waiting is not None and here and here[0].start == start and here[0].mark == waiting.mark:
            here[0] = Quotation(
                waiting.pieces + here[0].pieces, waiting.inner + here[0].inner, waiting.mark, 0, here[0].closed
            )
            found.remove(waiting)
            waiting = None
        if waiting is not None and waiting.mark in _SINGLE:
            found.remove(waiting)  # nothing takes it up: a stray mark
        found += here
        last = [quotation for quotation in here if quotation.depth == 0][-1:]
        waiting = last[0] if last and not last[0].closed and last[0].end == end else None
    if waiting is not None and waiting.mark in _SINGLE:
        found.remove(waiting)
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _pair(text: str, start: int, end: int) -> list[Quotation]:
    """Quotations within one paragraph; one left open ends with the paragraph, single marks must close."""
    marks = _marks(text, start, end)
    found: list[Quotation] = []
    open_marks: list[int] = []
    for number, position in enumerate(marks):
        closes = _closes(text, position, open_marks, marks[number + 1 : number + 1 + _LOOK_AHEAD])
        if closes is not None:
            opening = open_marks[closes]
            del open_marks[closes:]
            found.append(_quotation(text, opening, position + 1, len(open_marks), True))
        elif _opens(text, position, start, end):
            open_marks.append(position)
    # Only the outermost mark left open is taken for a quotation that runs on; a single one must begin the paragraph.
    unclosed = [p for p in open_marks if text[p] not in _SINGLE or (text[p] == "‘" and p == start)]
    if unclosed and end - unclosed[0] > 1:
        found.append(_quotation(text, unclosed[0], end, 0, False))
    ordered = sorted(found, key=lambda quotation: (quotation.start, -quotation.end))
    return [quotation for quotation in ordered if not _is_nickname(text, quotation)]


def _quotation(text: str, start: int, end: int, depth: int, closed: bool) -> Quotation:
    return Quotation(((start, end),), ((start + 1, end - closed),), text[start], depth, closed)


def _marks(text: str, start: int, end: int) -> list[int]:
    found: list[int] = []
    measure_end, straight = start, 0
    for match in _MARK.finditer(text, start, end):
        position = match.start()
        if position < measure_end:
            continue
        measure = _FEET_OR_INCHES.match(text, position - 1, end) if position > start else None
        # Behind a figure, a mark closes an open quotation rather than counts inches, unless feet stand before it.
        if measure and (text[position] in _SINGLE or straight % 2 == 0):
            measure_end = measure.end()
        elif not _is_apostrophe(text, position):
            found.append(position)
            straight += text[position] == '"'
    return found


def _is_apostrophe(text: str, position: int) -> bool:
    if text[position] not in _SINGLE:
        return False
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return (before.isalnum() and after.isalnum()) or bool(not before.isalnum() and _ELISION.match(text, position))


def _opens(text: str, position: int, start: int, end: int) -> bool:
    mark, after = text[position], text[position + 1 : min(position + 2, end)]
    before = text[position - 1 : position] if position > start else ""
    if mark not in _PAIRS or not after or after.isspace():
        return False
    return mark in "“„«‹" or not before or not (before.isalnum() or before in ".,!?;%")


def _closes(text: str, position: int, open_marks: list[int], later: list[int]) -> int | None:
    """Index in `open_marks` of the mark that the one at `position` closes; None when it closes none."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    for index in range(len(open_marks) - 1, -1, -1):
        opening = open_marks[index]
        if text[position] not in _PAIRS[text[opening]] or position == opening + 1:
            continue
        if text[position] == text[opening] and (before.isspace() or before in "([—") and after and not after.isspace():
            return None
        if text[opening] in _SINGLE and _is_plural_possessive(text, position, later):
            return None
        return index
    return None


def _is_plural_possessive(text: str, position: int, later: list[int]) -> bool:
    """Whether a single mark behind an s is the workers' apostrophe: a better closing mark then follows."""
    if text[position - 1] not in "sS" or not re.match(r"['’]\s+\w", text[position : position + 8]):
        return False
    for other in later:
        if text[other] not in "'’":
            continue
        if text[other - 1] in _SPEECH_END:
            return True
        if text[other - 1].isspace():
            return False
    return False


def _is_nickname(text: str, quotation: Quotation) -> bool:
    start, end = quotation.inner[0]
    inner = text[start:end]
    return (
        quotation.closed
        and len(inner.split()) <= 3
        and inner[:1].isupper()
        and bool(_NICKNAME_BEFORE.search(text[max(0, quotation.start - 30) : quotation.start]))
        and bool(_NICKNAME_AFTER.match(text, quotation.end))
        and inner[-1] not in _SPEECH_END
    )
