"""Final reporting clauses that the tagger missed: "The bank knew of it, two of its clerks have said."

The clause that is told comes first and bare, and only the comma parts it from its teller (Quirk et al. 1985, 14.28 on
comment clauses); the tagger then takes the first verb for the cue ("knew", "told").
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.columns import Span, overlaps
from analysis.extractors.cues import Words, verb_forms
from analysis.extractors.records import Spans
from analysis.extractors.wording import AUXILIARY, DETERMINERS, PREPOSITIONS, SUBJECTS, word_class

_LINKS = frozenset(["and", "but", "or", "so", "yet", "then", "while", "when", "as", "after", "before", "since"])
_LEAST = 4  # words of what is told
_NAMED = r"[^,]+,\s[A-Z][^,]*,\s[^,]+$"  # "The head of the choir, Ann Roe, left"
_WHEN = r"(?:yesterday|today|last|this|on|in|at|to|during|before|after|by|through|under)\b"


@cache
def _tail() -> re.Pattern[str]:
    """ ", two of its clerks have said", with a place, a time or, behind "told", a hearer."""
    forms = {verb: "|".join(sorted(set(verb_forms(verb)[1:4]) | {verb})) for verb in word_class("telling verb")}
    plain = "|".join(sorted(f for verb, all_forms in forms.items() if verb != "tell" for f in all_forms.split("|")))
    return re.compile(
        rf",\s(?P<who>(?:[^\s,.;:!?“”\"]+\s){{1,12}}?|(?:[^\s,.;:!?“”\"]+\s){{0,5}}[^\s,.;:!?“”\"]+,\s[^,.;:!?“”\"]+,\s)"
        rf"(?P<cue>(?:(?:has|have|had)\s)?(?:(?:{plain})(?=\s{_WHEN}|[.]?$)|(?:{forms['tell']})(?=\s\w)))"
        r"(?P<rest>(?:\s[^,;:“”\"]+)?)\.?$"
    )


def tails(text: str, sentences: Sequence[Span], cues: Sequence[Span]) -> Iterator[tuple[Spans, Spans, Spans]]:
    """Source, cue and content spans of final reporting clauses whose cue touches none of `cues`, in text order."""
    for begin, end in sentences:
        sentence = text[begin:end]
        match = _tail().search(sentence) if "," in sentence else None
        if match is None or any(mark in sentence for mark in '“”"‘'):
            continue
        cue = begin + match.start("cue"), begin + match.end("cue")
        who = begin + match.start("who"), begin + match.end("who") - 1
        if overlaps(cue, cues) or not _tells(match["rest"]):
            continue
        if _is_teller(Words(text, *who)) and _is_told(Words(text, begin, begin + match.start())):
            yield (who,), (cue,), ((begin, begin + match.start()),)


def _tells(rest: str) -> bool:
    """False where what follows the verb is told itself: "told reporters that", "wrote to ask"."""
    low = re.findall(r"[\w’'-]+", rest.lower())
    return not {"that", "whether", "how", "why", "what", "if", "he", "she", "they", "it"} & set(low)


def _is_teller(who: Words) -> bool:
    """True for a noun phrase: "the firm's owner", "six of them", "campaigners"."""
    low = who.low
    opens = low[0] in DETERMINERS or who.raw(0)[0].isupper() or low[0] in word_class("counted")
    plural = low[0].endswith("s") and low[0] not in SUBJECTS | PREPOSITIONS | AUXILIARY
    numbered = low[0] in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens")
    return (opens or plural or numbered) and not any(word in AUXILIARY - {"'s"} for word in low)


def _is_told(content: Words) -> bool:
    """True for one main clause, without a comma but for a name's: it opens with no preposition and no conjunction."""
    low = content.low
    free = low[0] not in PREPOSITIONS | word_class("clause word") | _LINKS
    whole = "," not in low or bool(re.match(_NAMED, content.text[content.start[0] : content.end[-1]]))
    return len(low) >= _LEAST and whole and free
