"""Who speaks a quotation that nothing has given a speaker yet: '"It never stops," muttered Pike.'"""

import re
from functools import cache

from analysis.columns import Span
from analysis.extractors.attribution.drafts import Page
from analysis.extractors.attribution.quotations import Quotation
from analysis.extractors.cues import irregular
from analysis.extractors.lexicons import read_list
from analysis.extractors.wording import AUXILIARY

# A pronoun or an article with a capital begins a new sentence.
_CAPITALS = (
    r"(?!(?:He|She|It|They|We|The|An?|This|That|His|Her|Then|But|And|Nobody)\b)"
    r"[A-Z][\w.’'-]*[\w’'](?:\s(?:(?:de|van|von|bin|al)\s)?[A-Z][\w.’'-]*[\w’']){0,3}"
)
_NOUNS = r"(?:the|an?|his|her|their|one|another)(?:\s[a-z][\w’'-]*){1,4}?"
_WHO = rf"(?P<who>{_CAPITALS}|he|she|they|I|we|{_NOUNS})"
_REST = r"(?=[.,;:!?]|\s(?:as|after|while|with|when|before|in|at|on|to|from|of|about|during|outside|softly)\b|$)"
_TURNED = re.compile(rf"\s(?P<verb>[a-z]+)\s{_WHO}{_REST}", re.MULTILINE)
_PLAIN = re.compile(rf"\s{_WHO}\s(?P<verb>[a-z]+){_REST}", re.MULTILINE)
_SPEECH_ENDS = ",?!"
_STARTS = re.compile(r"(?:^|[.!?:…][\"”’'»)]*|[—–])\s*$")


def spoken_by(page: Page, quotation: Quotation) -> tuple[tuple[Span], tuple[Span]] | None:
    """Source and cue of a verb and a subject right behind `quotation`; None where the words show none.

    The quotation begins a sentence and ends in a comma, a question or an exclamation, as speech does and a title or a
    term does not. The verb is in the past, or one of lexicons/cues.csv.
    """
    start, end = quotation.pieces[-1]
    opens = _STARTS.search(page.text[max(0, quotation.start - 4) : quotation.start])
    begins = quotation.start == page.paragraphs[page.paragraph_of(quotation.start)][0] or opens
    if not quotation.closed or not begins or end - start < 4 or page.text[end - 2] not in _SPEECH_ENDS:
        return None
    match = _TURNED.match(page.text, end) or _PLAIN.match(page.text, end)
    if not match or not _tells(match["verb"]):
        return None
    # '"Really?" Hale shrugged.' may be two sentences.
    if match.re is _PLAIN and page.text[end - 2] != "," and match["who"][0].isupper():
        return None
    return (match.span("who"),), (match.span("verb"),)


def _tells(verb: str) -> bool:
    return verb not in AUXILIARY and (verb.endswith("ed") or verb in _pasts())


@cache
def _pasts() -> frozenset[str]:
    """Irregular past forms ("swore"), and the forms in -s of the verbs of lexicons/cues.csv."""
    cues = (row["pattern"].split()[0] for row in read_list("cues") if row["part"] == "verb")
    return frozenset(past for past, _ in irregular().values()) | frozenset(f"{verb}s" for verb in cues)
