"""Word classes, nouns and sentences: what the reading of denials asks of single words and their neighbours.

The classes are in lexicons/word-classes.csv, the nouns in lexicons/nouns.csv.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Hit, Words, verb_forms
from analysis.extractors.lexicons import read_list
from analysis.extractors.text import abbreviations


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of lexicons/word-classes.csv."""
    return frozenset(row["word"] for row in read_list("word-classes") if row["class"] == name)


@cache
def verbs(name: str) -> frozenset[str]:
    """Every form of the verbs of one class of lexicons/word-classes.csv."""
    return frozenset(form for verb in word_class(name) for form in verb_forms(verb))


BE = word_class("be")
AUXILIARY = BE | word_class("auxiliary")
PRONOUNS, SUBJECTS, DETERMINERS = word_class("pronoun"), word_class("subject"), word_class("determiner")
ARTICLES, PREPOSITIONS = word_class("article"), word_class("preposition")
STOPS = frozenset(".;:!?()[]—–") | word_class("clause word")
OPENING = frozenset("\"“‘'«")
_SAID = tuple([word] for word in ("said", "says", "added", "told", "wrote"))
_BOUNDARY = re.compile(r"(?P<word>[\w.]*)[.!?…]+[\"”’'»)\]]*(?=\s+[A-Z0-9\"“‘'«(\[])|\n\s*")
# "at 4 a.m. The gates ..." ends a sentence, "at 4 a.m. Monday" does not: only before a word that is no name.
_CLOCK = re.compile(r"(?i:[ap]\.m)")
_OPENS = re.compile(
    r"\s+(?:The|An?|It|He|She|They|We|I|This|That|These|Those|But|And|In|On|At|His|Her|Their|Its|No|There)\b"
)


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Classes of the nouns of lexicons/nouns.csv by singular and plural form."""
    found: dict[str, set[str]] = {}
    for row in read_list("nouns"):
        noun = row["noun"]
        for form in {noun, noun[:-1] + "ies" if noun.endswith("y") else noun + "s"}:
            found.setdefault(form, set()).add(row["class"])
    return {noun: frozenset(classes) for noun, classes in found.items()}


def either_number(noun: str) -> str:
    """A pattern of the forms of a singular: "story" or "stories", "charge" or what else begins so."""
    return rf"{re.escape(noun[:-1])}(?:y|ies)\b" if noun.endswith("y") else rf"{re.escape(noun)}\w*"


def is_plural(noun: str) -> bool:
    """Whether a noun looks like a plural: "claims", not "crisis", "virus" or "loss"."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def class_of(low: Sequence[str], head: int) -> tuple[str, frozenset[str]]:
    """Singular and classes of the head noun; a two-word entry ("insider trading") goes before a single word."""
    listed = nouns()
    pair = " ".join(low[head - 1 : head + 1]) if head else ""
    word = pair if pair in listed else low[head]
    classes = listed.get(word, frozenset())
    if not classes and word.endswith(("tion", "sion", "ment", "ance", "ence", "ship")):
        classes = frozenset(["event"])
    return (word[:-3] + "y" if word.endswith("ies") else word[:-1] if is_plural(word) else word), classes


def is_adverb(low: str) -> bool:
    """True for a word in -ly that is no noun: "flatly", not "family" (lexicons/word-classes.csv lists the nouns)."""
    return low.endswith("ly") and low not in word_class("noun in -ly")


def subject_before(words: Words, first: int) -> Span | None:
    """The span of the words before a verb that may be its subject: back to a sign or a conjunction."""
    last = first
    while last > 0 and (
        words.low[last - 1] in AUXILIARY or is_adverb(words.low[last - 1]) or words.low[last - 1] in ("also", "later")
    ):
        last -= 1
    begin = last
    while (
        begin > 0
        and words.low[begin - 1] not in STOPS
        and words.low[begin - 1] not in (",", "and", "that", '"', "“", "”", "saying")
    ):
        begin -= 1
    return (words.start[begin], words.end[last - 1]) if begin < last else None


def is_passive(words: Words, hit: Hit) -> bool:
    """True for "was denied", "has been rejected", "an allegation rejected by": the target comes before."""
    form, past = words.low[hit.first], verb_forms(hit.entry.pattern.split()[0])[2:4]
    if form not in past:
        return False
    before = hit.first - 1
    while before >= 0 and (
        is_adverb(words.low[before]) or words.low[before] in ("also", "since", "later", "not", "all", "long")
    ):
        before -= 1
    if before >= 0 and words.low[before] in BE:
        return True
    return hit.last < len(words) and words.low[hit.last] == "by"


def clause_end(words: Words, place: int) -> int:
    """The position after the clause that starts at `place`: a sign that closes it, or a new clause of speech."""
    low, depth = words.low, 0
    for at in range(place + 1, len(words)):
        word, after = low[at], low[at + 1] if at + 1 < len(words) else "."
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
            if depth < 0:
                return at
        elif depth == 0 and (
            word in (".", ";", "!", "?", "—", "–", ":")
            or (word in ('"', "”") and after in (",", ".", "and", "but"))
            or (
                word == ","
                and (
                    after in STOPS
                    or after in verbs("speech verb")
                    or after.endswith("ing")
                    or low[at + 2 : at + 3] in _SAID
                    or after in ("with", "a", "and", "an", "or", '"', "”", "yet", "nor", "until")
                )
            )
            or (
                word in ("and", "but", "though", "although")
                and (after in verbs("speech verb") or after in ("has", "have", "is", "instead"))
            )
            or word in ("but", "though", "although")
        ):
            return at
    return len(words)


def object_end(words: Words, place: int) -> int:
    low = words.low
    for at in range(place + 1, len(words)):
        word, after = low[at], low[at + 1] if at + 1 < len(words) else "."
        if (
            word in STOPS
            or word in (",", '"', "”")
            or (
                word in ("and", "or")
                and (
                    after in verbs("speech verb")
                    or after in AUXILIARY
                    or after in ("said", "also")
                    or after.endswith("ed")
                )
            )
        ):
            return at
        if word in (
            "after",
            "when",
            "saying",
            "noting",
            "arguing",
            "calling",
            "insisting",
            "adding",
            "until",
            "since",
            "before",
        ):
            return at
    return len(words)


def quick_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of ``text[start:end]``: as `text.sentences` but for rare cases, at a tenth of its cost.

    A line end, or a full stop before a capital that ends no abbreviation or initial, ends a sentence.
    """
    stop = len(text) if end is None else end
    found, begin = [], start
    for match in _BOUNDARY.finditer(text, start, stop):
        word = match["word"]
        if (
            word
            and text[match.end("word")] == "."
            and (word.lower() in abbreviations() or re.fullmatch(r"[A-Z]|\w\.\w", word))
            and not (_CLOCK.fullmatch(word) and _OPENS.match(text, match.end()))
        ):
            continue
        found.append((begin, match.end()))
        begin = match.end()
    found.append((begin, stop))
    trimmed = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in found]
    return [span for span in trimmed if span[0] < span[1]]


def sentence_of(sentences: Sequence[Span], offset: int) -> int:
    """Position of the sentence that holds `offset`, or of the last that starts before it."""
    return max(0, bisect_right(sentences, (offset, float("inf"))) - 1)
