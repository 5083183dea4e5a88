"""Mentions of people and bodies in a text: names with their titles, noun phrases ("the ministry"), pronouns."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from analysis.columns import Span
from analysis.extractors.people import names
from analysis.extractors.people.named import FUNCTION_WORDS, is_sentence_start, named_mentions
from analysis.extractors.people.names import plain
from analysis.extractors.people.titles import Mention

__all__ = ["FUNCTION_WORDS", "Mention", "is_sentence_start", "lower_words", "mentions", "subject_rank"]

_DETERMINERS = (
    "the|a second|a third|a fourth|a few|a number of|a group of|a pair of|a|an|this|these|those|another|one|two|three"
    "|four|five|six|seven|eight|nine|ten|several|some|many|most|few|both|other|more|dozens of|hundreds of|thousands of"
    "|scores of|all|her|his|their|its|our|my|no|each|every"
)
_NOMINAL = re.compile(rf"(?<![\w’'-])({_DETERMINERS})(?=((?:[ \u00a0](?:[^\W_][\w’'/-]*\.?)){{1,6}}))", re.IGNORECASE)
_PRONOUN = re.compile(r"(?<![\w’'-])(he|she|they|it|who)(?![\w-])", re.IGNORECASE)
_ONE_OF_THEM = re.compile(r"(?<![\w’'-])one of them\b", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_LOWER = re.compile(r"(?<![\w’'-])[a-z]{2,}(?![\w’'-])")
_STOP = names.word_list("phrase stops")
_OBLIQUE = names.word_list("oblique")
_AUXILIARY = names.word_list("auxiliaries")
_AFTER = re.compile(r"[ \u00a0,]*(?:who\b|[a-z]+(?:ed|s)\b|([a-z]+)\b)")
# Objects that the sentences that follow are about: "I caught the colonel", "There is also a leaflet".
_TOPIC = re.compile(
    r"\b(?:(?:I|[Ww]e)[ \u00a0](?!am\b|was\b|are\b|were\b)[a-z]+"
    r"|There[ \u00a0](?:is|was|are|were)(?:[ \u00a0]also)?)[ \u00a0]$"
)
_BEFORE = re.compile(r"([\w’'-]+)[ \u00a0](?:the[ \u00a0]|a[ \u00a0]|an[ \u00a0])?$")


def mentions(text: str, start: int = 0, end: int | None = None, common: frozenset[str] | None = None) -> list[Mention]:
    """Mentions in ``text[start:end]`` in text order: names, noun phrases with a determiner, third-person pronouns.

    `common`: the text's `lower_words`, where they are known already. A noun phrase that ends in a name comes as the
    name; the names inside another noun phrase come behind it ("the UN official", then "UN").
    """
    stop = len(text) if end is None else end
    found = list(named_mentions(text, start, stop, lower_words(text) if common is None else common))
    found += list(_nominals(text, start, stop, [(m.start, m.end) for m in found]))
    found += [
        Mention(*match.span(), "nominal", "person", determiner="one", words=["one"])
        for match in _ONE_OF_THEM.finditer(text, start, stop)
    ]
    found += _pronouns(text, start, stop)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def lower_words(text: str) -> frozenset[str]:
    """The words that `text` writes in lower case somewhere."""
    return frozenset(_LOWER.findall(text))


def _nominals(text: str, start: int, stop: int, taken: list[Span]) -> Iterator[Mention]:
    covered = -1
    for match in _NOMINAL.finditer(text, start, stop):
        window = _to_full_stop(match[2], match.start(2))
        read = _head(text, window)
        if read is None:
            continue
        last, head, kind, plural = read
        span = (match.start(), window[last][1])
        if span[1] <= covered or _ends_in_name(taken, span):
            continue
        covered = span[1]
        mention = Mention(*span, "nominal", kind, role=text[window[0][0] : span[1]], head=head, plural=plural)
        mention.determiner = match[1].lower()
        mention.gender = names.roles().get(head, ("", ""))[0]
        mention.words = [plain(text[a:b]) for a, b in window[: last + 1]]
        yield mention


def _to_full_stop(words: str, start: int) -> list[Span]:
    """Spans of the words up to the first that ends a sentence, without its full stop."""
    found = []
    for match in _WORD.finditer(words):
        stops = match[0].endswith(".") and len(match[0]) > 3
        found.append((start + match.start(), start + match.end() - stops))
        if stops:
            break
    return found


def _ends_in_name(taken: list[Span], span: Span) -> bool:
    """Whether a name ends the noun phrase or runs past its end, or begins before it and holds its start."""
    index = bisect_right(taken, (span[0], 1 << 60)) - 1
    if index >= 0 and taken[index][0] <= span[0] < taken[index][1]:
        return True
    for first, last in taken[index + 1 :]:
        if first >= span[1]:
            return False
        if last >= span[1]:
            return True
    return False


def _head(text: str, window: list[Span]) -> tuple[int, str, str, bool] | None:
    """The head of a noun phrase: index of its last word, head noun, kind, whether plural; None when it names nobody."""
    low: list[str] = []
    best = None
    for index, (a, b) in enumerate(window):
        word = text[a:b].lower().rstrip(".")
        # "At the first stop a woman …" begins another phrase.
        if word in _STOP or word in ("a", "an", "the"):
            break
        low.append(word)
        if word.endswith(("’s", "'s", "s’", "s'")):
            # "the company's lawyer": what is possessed is the head.
            best = None
            continue
        noun = _noun(low)
        if noun is not None:
            best = (index, *noun)
        elif best is not None:
            break
    return best


def _noun(low: list[str]) -> tuple[str, str, bool] | None:
    """Head noun in the singular, kind and number of a phrase that ends in a noun for people or bodies."""
    role, body = names.role_at_end(low), names.body_at_end(low)
    if role and (body is None or role[0] >= body[0]):
        size, plural, kind = *role, "person"
    elif body:
        size, plural, kind = *body, "organisation"
    else:
        return None
    last = names.singular(low[-1]) if plural else low[-1]
    return " ".join([*low[-size:-1], last]), "group" if plural else kind, plural


def _pronouns(text: str, start: int, stop: int) -> Iterator[Mention]:
    for match in _PRONOUN.finditer(text, start, stop):
        word = match[0].lower()
        mention = Mention(*match.span(), "pronoun", "unknown", head=word, plural=word == "they")
        mention.gender = {"he": "m", "she": "f"}.get(word, "")
        yield mention


def subject_rank(text: str, mention: Mention) -> int:
    """2 for what looks like a subject or topic, 1 before a comma, 0 an object, -1 after a preposition, -2 an owner."""
    if text[mention.end : mention.end + 1] in ("’", "'"):
        return -2
    before = _BEFORE.search(text, max(0, mention.start - 24), mention.start)
    if before and before[1].lower() in _OBLIQUE:
        # "For Kevin, it was a surprise." puts the topic first.
        return 2 if before[1].lower() in ("for", "to") and is_sentence_start(text, before.start()) else -1
    if _TOPIC.search(text, max(0, mention.start - 24), mention.start):
        return 2
    if mention.form == "pronoun" or is_sentence_start(text, mention.start):
        return 2
    after = _AFTER.match(text, mention.end, mention.end + 20)
    if after and (after[1] is None or after[1] in _AUXILIARY):
        return 2
    return 1 if text[mention.end : mention.end + 1] == "," else 0
