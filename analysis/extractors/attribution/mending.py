"""What is plainly wrong with a tagged attribution, and how far it can be put right.

The tagger reads words one by one, so that a span may stop inside a phrase ("the" for "the family") or begin in a clock
time. Nothing here knows a topic: a span is mended by the words next to it, and one that says nothing is dropped.
"""

import re

from analysis.columns import Span
from analysis.extractors.attribution.drafts import Draft, Page
from analysis.extractors.denial.contesting import roles
from analysis.extractors.records import Spans
from analysis.extractors.text import strip
from analysis.extractors.wording import AUXILIARY, PREPOSITIONS, STOPS

# A stamp before an entry of a live blog: "14:32", "2.15pm -", "09:05 GMT:"; "3.15 million" is none.
_STAMP = re.compile(
    r"(?:\d{1,2}[:.]\d{2}\s?[ap]\.?m\b\.?|\d{1,2}:\d{2}(?!\s?[ap]\.?m\b)|[012]?\d\.[0-5]\d(?=\s(?!Million|Billion|Trillion|[A-Z]Hz)[A-Z“‘\"]))(?:\s(?:GMT|BST|UTC|CET|[CEMP][SD]?T)\b)?"
    r"(?:\s?[-–—|:]\s|\s)\s*"
)
# A place in capitals, perhaps a date and an agency, and a dash: "TALVIK, Oct 12 (Wire) - ", "LISTON –".
DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]+){0,2}(?:,\s(?:[A-Z]\.|[A-Z][a-z]|\d)[^\n–—\"“:]{0,28}?)?"
    r"(?:\s\([^)\n]{2,40}\))?\s?(?:[—–]|\s--?)\s"
)
_WORD = re.compile(r"\s(?P<word>[\w’'.&-]*[\w’'&])")
_LETTER_OR_DIGIT = re.compile(r"\w+")
_QUOTE = re.compile(r"[\"“”‘«»„]|''")
_EMPTY = PREPOSITIONS | {"a", "an", "the", "and", "or"}
_WHOSE = frozenset(["his", "her", "its", "their", "my", "our", "your"])
_PHRASE_ENDS = AUXILIARY | PREPOSITIONS | STOPS | {"that", "and", "or", "this", "last", "today"}
# A sentence's stop behind a word of three letters or more; a shorter one may be an abbreviation's own.
_STOP = re.compile(r"\w{3}[.,;:]$")
# "The court was told by a clerk that …": the clerk is the source, and the court is told.
_TOLD = re.compile(r"(?:(?:was|were|been|being)\s)?(?:told|informed|warned|assured|advised|reminded)$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s(?:\w+ly\s)?$")
_AGENT = re.compile(r"\sby\s(?P<who>[^.;:\n“”\"]{2,90}?),?\s(?=(?:that|whether|how|why|what)\b)")
# The rest of a relative clause behind the comma that closes an aside.
_BEHIND_ASIDE = re.compile(r",\s(?P<rest>[^;:!?\n“”\"]{3,200}?)(?=[.;:!?]?$)")
_LONGEST_PHRASE = 4  # words


def first_words(page: Page, paragraph: Span) -> int:
    """Where the sentences of a paragraph begin: behind the time of a live blog's entry, or behind a dateline."""
    start, end = paragraph
    found = _STAMP.match(page.text, start, end) or DATELINE.match(page.text, start, end)
    return found.end() if found and found.end() < end else start


def says_nothing(page: Page, draft: Draft) -> bool:
    """Whether the cue is an auxiliary alone ("has | its pupils") or an apostrophe, or the content is empty of words.

    Articles and prepositions that nothing quotes are no content: "pointed | the".
    """
    if page.words(draft.cue).lower() in AUXILIARY | {"'", "’", ">"}:
        return True
    if any(_QUOTE.search(page.text, max(0, start - 1), end + 1) for start, end in draft.content):
        return not _LETTER_OR_DIGIT.search(page.words(draft.content))
    return all(word.lower() in _EMPTY for word in _LETTER_OR_DIGIT.findall(page.words(draft.content)))


def without_stamp(page: Page, draft: Draft) -> None:
    """A source that opens an entry of a live blog begins behind its stamp: "20.20 An exit poll" -> "An exit poll"."""
    if draft.source:
        start, end = draft.source[0]
        first = first_words(page, page.paragraphs[page.paragraph_of(start)])
        if start < first < end:
            draft.source = ((first, end), *draft.source[1:])


def complete_source(page: Page, draft: Draft) -> None:
    """A source that stops behind an article or a preposition goes on to the end of its phrase: "the" -> "the family";
    one that stops behind a possessive only to somebody: "his" -> "his rival", but "his theory is".

    The phrase ends at the cue, a sign, a preposition or an auxiliary. A cue right behind an article begins with a
    noun, which it gives up. In "so says the ministry" the phrase behind the cue is the source. A draft of which only
    an article is known has no source where no word follows.
    """
    words = _LETTER_OR_DIGIT.findall(page.words(draft.source).lower())
    behind = bool(words and draft.cue) and draft.cue[0][0] >= draft.source[-1][1]
    turned, whose = behind and words == ["so"], behind and words[-1] in _WHOSE
    if not words or not (turned or whose or words[-1] in _EMPTY):
        return
    start, end = (draft.cue[-1][1], draft.cue[-1][1]) if turned else draft.source[-1]
    if not turned:
        _give_up_noun(page, draft, end)
    cues = (first for other in page.drafts for first, _ in other.cue if first >= end)
    last = _phrase_end(page, end, min(cues, default=len(page.text)))
    if whose and page.text[start:last].split()[-1].lower() not in roles():
        return
    if last > end:
        draft.source = (*draft.source[:-1], strip(page.text, start, last))
    elif all(word in _EMPTY for word in words):
        draft.source = ()


def complete_relative(page: Page, draft: Draft) -> None:
    """A content that is no more than "which" goes on behind who says so: 'monitors, which, according to a technician,
    were off' is told of the monitors."""
    alone = len(draft.content) == 1 and draft.source and draft.cue
    if not alone or page.words(draft.content).lower() not in ("which", "who", "that"):
        return
    place = max(draft.source[-1][1], draft.cue[-1][1])
    end = next((end for start, end in page.sentences if start <= place < end), place)
    behind = _BEHIND_ASIDE.match(page.text, place, end)
    if behind and draft.content[0][1] < draft.cue[0][0]:
        draft.content = (*draft.content, behind.span("rest"))


def turn_passive(page: Page, draft: Draft) -> None:
    """Give a draft of "was told by a clerk that …" the clerk for its source, in the place of who was told."""
    cue = page.words(draft.cue)
    if not draft.cue or not _TOLD.search(cue):
        return
    end = draft.cue[-1][1]
    passive = _PASSIVE.search(page.text, max(0, draft.cue[0][0] - 20), draft.cue[0][0]) or " " in cue
    agent = _AGENT.match(page.text, end, end + 120) if passive else None
    if agent and draft.content[-1][1] > agent.end():
        draft.source = (agent.span("who"),)
        draft.content = tuple((max(a, agent.end()), b) for a, b in draft.content if b > agent.end())


def _give_up_noun(page: Page, draft: Draft, end: int) -> None:
    """Take the first word from a cue that begins right behind `end`, where others follow it."""
    noun = _WORD.match(page.text, end)
    for number, span in enumerate(draft.cue):
        if noun and span[0] == noun.start("word") and noun.end() < span[1]:
            rest = strip(page.text, noun.end(), span[1])
            draft.cue = (*draft.cue[:number], rest, *draft.cue[number + 1 :])


def _phrase_end(page: Page, end: int, limit: int) -> int:
    for _ in range(_LONGEST_PHRASE):
        following = _WORD.match(page.text, end, limit)
        if not following or following["word"].lower() in _PHRASE_ENDS:
            break
        end = following.end()
    return end


def without_stop(text: str, content: Spans) -> Spans:
    """`content` without the full stop of its sentence, which belongs to the reporter unless it is quoted."""
    if not content or not _STOP.search(text, content[-1][0], content[-1][1]):
        return content
    return (*content[:-1], (content[-1][0], content[-1][1] - 1))
