"""Paragraphs, sentences and tokens of a text, by offsets; nothing here alters or downloads anything.

Every span is a pair of character offsets into the text given, start inclusive, end exclusive.
"""

import re
from functools import cache, lru_cache
from statistics import median

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from analysis.columns import Span
from analysis.extractors.lexicons import read_list

_BLANK = re.compile(r"\r?\n[^\S\n]*(?:\r?\n[^\S\n]*)+")
_LINE = re.compile(r"[^\r\n]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ENDS_SENTENCE = re.compile(r"[.!?…:;\"”’')\]]\s*$")

# A fixed-width file breaks its lines below about 90 characters, in the middle of sentences.
_WRAP_LINES, _WRAP_WIDTH, _WRAP_ENDINGS = 3, (40, 90), 0.5

# What may follow a quoted question or exclamation within the same sentence: '"Really?" he asked.'
_GOES_ON = re.compile(
    r"\s*(?:[a-z—–-]|(?:[A-Z][\w.'’-]*\s+){1,3}(?:said|says|asked|asks|added|told|shouted|cried|replied|wrote|tweeted)\b)"
)
_QUOTED_END = re.compile(r"[?!.…][\"”’'»]+\s*$")
# Words that, capitalised after an abbreviation, start a sentence ("… in Washington, D.C. He …").
_STARTERS = frozenset(
    re.findall(
        r"\w+",
        "the a an he she it they we i you this that these those his her its their there but and or in on at as by for "
        "from with when while after before if according",
    )
)


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`, in order, without the white space around them; none for a blank text.

    Blank lines part paragraphs. Where a text has single line ends too, they part paragraphs unless the
    lines look wrapped at a fixed width (most are 40 to 90 characters long and stop in mid-sentence).
    """
    blocks, position = [], 0
    for gap in _BLANK.finditer(text):
        blocks.append((position, gap.start()))
        position = gap.end()
    blocks.append((position, len(text)))
    if _is_wrapped(text, blocks):
        found = blocks
    else:
        found = [line.span() for start, end in blocks for line in _LINE.finditer(text, start, end)]
    return [span for span in (strip(text, *span) for span in found) if span[0] < span[1]]


def _is_wrapped(text: str, blocks: list[Span]) -> bool:
    inner = [line.group() for start, end in blocks for line in list(_LINE.finditer(text, start, end))[:-1]]
    if len(inner) < _WRAP_LINES or not _WRAP_WIDTH[0] <= median(map(len, inner)) <= _WRAP_WIDTH[1]:
        return False
    return sum(bool(_ENDS_SENTENCE.search(line)) for line in inner) / len(inner) < _WRAP_ENDINGS


def strip(text: str, start: int, end: int) -> Span:
    """The span `start`, `end` without the white space at both its ends (empty where it holds nothing else)."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(end - len(piece) + len(piece.rstrip()), start)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the tokens in ``text[start:end]``: runs of word characters, and every other visible sign alone.

    The rule is PolNeAR's scoring rule, so that token scores compare.
    """
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences in ``text[start:end]``, in order; a paragraph's end always ends a sentence.

    Sentences come from NLTK's Punkt with our own abbreviations (lexicons/abbreviations.csv, nothing is
    downloaded). A quoted question or exclamation stays with the words that attribute it: '"Really?" he asked.'
    """
    return list(_sentences(text, start, len(text) if end is None else end))


# Several extractors ask for the sentences of the document at hand, one after another.
@lru_cache(maxsize=4)
def _sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for first, last in paragraphs(text[start:end]):
        found += _sentences_of_paragraph(text, start + first, start + last)
    return tuple(found)


def _sentences_of_paragraph(text: str, start: int, end: int) -> list[Span]:
    joined: list[Span] = []
    for first, last in _punkt().span_tokenize(text[start:end]):
        first, last = start + first, start + last
        if joined and _belongs_together(text, joined[-1], first, last):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _belongs_together(text: str, before: Span, first: int, last: int) -> bool:
    if _GOES_ON.match(text, first, last) and _QUOTED_END.search(text[before[0] : before[1]]):
        return True
    # A closing mark that Punkt left at the start of the next sentence belongs to the one before.
    return text[first:last].strip("\"”’'») ") == ""


@cache
def _punkt() -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(_STARTERS)
    return PunktSentenceTokenizer(parameters)


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of lexicons/abbreviations.csv, lower case, without the last full stop."""
    return frozenset(row["abbreviation"] for row in read_list("abbreviations"))
