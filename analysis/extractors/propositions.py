"""What a content states, in a form that can be compared: its key words, names, quantities, times, places, polarity.

Nothing here alters a text: every span is a pair of character offsets into the document's text, end exclusive.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nltk.stem.snowball import SnowballStemmer

from analysis.columns import Span
from analysis.extractors.cues import Words, negative
from analysis.extractors.lexicons import read_list

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve "
_SMALL += "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
_SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
_NUMBERS = {word: float(value) for value, word in enumerate(_SMALL.split())}
_NUMBERS |= {word: 20.0 + 10 * place for place, word in enumerate(_TENS.split())}
_NUMBER_WORD = "|".join(sorted([*_NUMBERS, "hundred", "thousand", "dozen", "no"], key=len, reverse=True))
_QUANTITY = re.compile(
    rf"""(?P<bound>\b(?:no\sless\sthan|at\sleast|at\smost|more\sthan|fewer\sthan|less\sthan|as\smany\sas|as\sfew\sas|up\sto|no\smore\sthan
        |no\sfewer\sthan|upwards\sof|not\smore\sthan|over|under|above|below|nearly|almost|about|around|some|roughly|approximately|only
        |an\sestimated)\s)?
    (?P<few>(?<!\bof\s)\b(?:half\s)?an?\s(?=(?:dozen|hundred|thousand|million|billion)\b))?
    (?P<money>[$£€¥])?\b
    (?P<low>\d[\d,]*(?:\.\d+)?|(?:{_NUMBER_WORD})(?:(?:[-\s]|\sand\s)(?:{_NUMBER_WORD}))*
        |(?<!\bof\sa\s)(?<=\ba\s)(?:million|billion))
    (?:\s?(?:-|–|to)\s?[$£€¥]?(?P<high>\d[\d,]*(?:\.\d+)?))?
    (?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|m|k))?\b
    (?:\s?(?P<percent>%|per\s?cent(?:age\spoints?)?|percent))?
    (?P<ordinal>st|nd|rd|th)?""",
    re.VERBOSE | re.IGNORECASE,
)
# What every quantity holds: looked for first, since most contents have none.
_COUNTS = re.compile(rf"\d|\b(?:{_NUMBER_WORD}|(?<=\ba )(?:million|billion))", re.IGNORECASE)
_ABOVE = ("at least", "more than", "as many as", "over", "above", "no fewer than", "no less than", "upwards of")
_BELOW = (
    "at most",
    "fewer than",
    "less than",
    "up to",
    "no more than",
    "not more than",
    "under",
    "below",
    "only",
    "as few as",
)
_ABOUT = ("nearly", "almost", "about", "around", "some", "roughly", "approximately", "an estimated")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = MONTHS + "|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TIME = re.compile(
    rf"""\b(?:(?:(?:last|next|this|early|late|mid)[\s-])?(?:{DAYS})(?:\s(?:morning|afternoon|evening|night))?
    |(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?)?(?:{_MONTH})\b\.?(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s(?:19|20)\d\d)?
    |(?:in|since|by|until|before|after|during)\s(?:19|20)\d\d|(?:19|20)\d\d(?=\W)|yesterday|today|tomorrow|tonight|overnight
    |(?:last|next|this|past|previous|following)\s(?:week|weekend|month|year|summer|winter|spring|autumn|night|decade|quarter)
    |\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?)""",
    re.VERBOSE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|into|from|to|across|towards?|through|throughout|over|of|off)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|port|region|province|state|district|island|valley|county|north|south|east|west|centre|center)"
    r"\s+of\s+)?(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:de|la|le|of|upon|al)\s[A-ZÀ-Þ][\w’'-]+|\s[A-ZÀ-Þ][\w’'-]+){0,3})"
)
_ALSO_PLACE = re.compile(r"\s(?:and|or)\s(?P<name>[A-ZÀ-Þ][\w’'-]+)(?=[\s,.;–—]|$)")
_NOT_PLACES = re.compile(
    rf"(?:{_MONTH}|{DAYS}|Mr|Mrs|Ms|Dr|President|Minister|Mayor|Senator|Sen|Congress|Parliament|I|The)\b"
)
_NUMERIC = frozenset([*_NUMBERS, *_SCALES]) - {"one"}
_STEMMER = SnowballStemmer("english")
_AGE = "years old"
_MEASURE = re.compile(
    r"\s(?:per ?cent|met(?:re|er)|kilomet(?:re|er)|mile|foot|inch|lit(?:re|er)|kilo|tonne|ton|"
    r"hundred|thousand|million|billion)\b"
)
_LIGHT = 0.4  # weight of a word that many sentences share beside one that names something
_NAME, _FIGURE = 1.5, 1.5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at ``start:end``: it lies between `low` and `high` (both included), counted in `unit`."""

    start: int
    end: int
    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Naming:
    """One place or thing under two names: `holder` is who uses `other` for what the text calls `name`.

    `holder` is the empty string where the words do not say. ``start:end`` is the passage that shows it.
    """

    name: str
    other: str
    holder: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposition:
    """A content in comparable form: `weights` by stem (names lower case and canonical), `names`, polarity, figures.

    `negative` is the polarity of the main clause, which the stems leave out. `spans` is where the words stand.
    """

    weights: Mapping[str, float]
    names: frozenset[str]
    negative: bool
    quantities: tuple[Quantity, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def size(self) -> float:
        """Sum of the weights."""
        return sum(self.weights.values())


def measures(text: str, spans: Sequence[Sequence[int]]) -> list[Quantity]:
    """Numbers with their bounds in the pieces of a content: "at least 10" is 10 or more, "about 100" 90 to 110.

    The unit is the percent or currency sign, or the first noun-like word after the number. Years, clock times,
    ordinals and numbers inside names ("G7") are left out.
    """
    if not any(_COUNTS.search(text, start, end) for start, end in spans):
        return []
    dates = time_spans(text, spans)
    found = (_quantity(text, match, end) for start, end in spans for match in _QUANTITY.finditer(text, start, end))
    return _joined(text, [one for one in found if one and not any(a <= one.start < b for a, b in dates)])


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """'between 25 and 30 million' as one quantity; the lower end takes the scale of the upper one."""
    kept: list[Quantity] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and text[last.end : one.start] == " and " and text[: last.start].endswith("between "):
            written = text[last.start : last.end], text[one.start : one.end].split()[0]
            scale = one.high / _value(written[1]) if last.high < one.low / 10 and _value(written[1]) else 1.0
            kept[-1] = Quantity(last.start, one.end, last.low * max(1.0, scale), one.high, one.unit)
        else:
            kept.append(one)
    return kept


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    written = match["low"].lower()
    measured = written == "one" and _MEASURE.match(text, match.end())
    if match["ordinal"] or (written in ("one", "no", "a", "zero") and not measured) or _is_year(text, match):
        return None
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    scale *= 0.5 if (match["few"] or "").lower().startswith("half") else 1.0  # "half a dozen"
    low = _value(written) * scale
    high = _value(match["high"]) * scale if match["high"] else low
    bound = " ".join((match["bound"] or "").lower().split())
    if bound in _ABOVE:
        high = float("inf")
    elif bound in _BELOW:
        low = 0.0
    elif bound in _ABOUT:
        low, high = low * 0.9, high * 1.1
    elif scale >= 1e3 or (match["few"] and low >= 1e3):  # "2 million" is rounded to the figures that it shows
        low, high = low * 0.95, high * 1.05
    aged = re.match(r"\s?-?years?[\s-](?:old|ago)\b", text[match.end() : end])
    unit = "%" if match["percent"] else match["money"] or (_AGE if aged else _unit(text, match.end(), end))
    return Quantity(match.start(), match.end(), min(low, high), max(low, high), unit)


def _is_year(text: str, match: re.Match[str]) -> bool:
    plain = re.fullmatch(r"(?:19|20)\d\d", match["low"]) and not match["money"] and not match["scale"]
    after = text[match.end() : match.end() + 3]
    clock = re.match(r"[:.]\d\d|\s?[ap]\.?m", after)
    minutes = re.search(r"\d[:.]$", text[max(0, match.start() - 2) : match.start()])
    return bool(plain or clock or minutes)


def _value(written: str) -> float:
    if written[0].isdigit():
        return float(written.replace(",", "").rstrip("."))
    total, current = 0.0, 0.0
    for word in re.split(r"[-\s]", written.lower()):
        if word in _SCALES:
            current = max(current, 1.0) * _SCALES[word]
            if _SCALES[word] >= 1e3:
                total, current = total + current, 0.0
        else:
            current += _NUMBERS.get(word, 0.0)
    return total + current


def _unit(text: str, start: int, end: int) -> str:
    """The stem of the thing counted: the last plain word before a verb, preposition or sign."""
    unit = ""
    for match in re.finditer(
        r"\s+(?:of\s+(?:the|its|his|her|their)\s+)?([A-Za-z’'-]+)|\S", text[start : min(end, start + 60)]
    ):
        word = (match[1] or "").lower()
        if not word or word in function_words() or (unit and (word in _bases() or re.search(r"(?:ed|ing|ly)$", word))):
            break
        unit = stem(word)
        if text[start:][match.end() : match.end() + 1] in (",", ".", ""):
            break
    return unit


def quantities(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    """The numbers in the pieces of a content, as written and in text order: "at least 10", "4.9 percent"."""
    return [text[one.start : one.end] for one in measures(text, spans)]


def times(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    """The words for times in the pieces of a content, in text order: "on Tuesday" gives "Tuesday"."""
    return [text[start:end] for start, end in time_spans(text, spans)]


def places(text: str, spans: Sequence[Sequence[int]]) -> list[str]:
    """The names of places in the pieces of a content, in text order (see `place_spans`)."""
    return [text[start:end] for start, end in place_spans(text, spans)]


def number(written: str) -> float:
    """The value of a number as written: "five", "1,200"; 1 for "a", 0 for what is none."""
    return 1.0 if written.lower() in ("a", "an", "every") else _value(written)


def number_words() -> frozenset[str]:
    """Number words and scales in lower case: "two", "hundred", "million"."""
    return _NUMERIC


def time_spans(text: str, spans: Sequence[Sequence[int]]) -> list[Span]:
    """Spans of days, dates, years, clock times and words such as "yesterday" or "last week" in the pieces."""
    return [match.span() for start, end in spans for match in _TIME.finditer(text, start, end)]


def place_spans(text: str, spans: Sequence[Sequence[int]]) -> list[Span]:
    """Spans of names that stand where places stand: after a preposition of place, and joined to one by "and"."""
    found: list[Span] = []
    for start, end in spans:
        for match in _PLACE.finditer(text, start, end):
            if _NOT_PLACES.match(match["name"]):
                continue
            found.append(match.span("name"))
            also = _ALSO_PLACE.match(text, match.end("name"), end)
            if also and not _NOT_PLACES.match(also["name"]):
                found.append(also.span("name"))
    return sorted(set(found))


_PROPER = r"(?!(?:In|At|The|On|From|But|And|For|To|Of|By|With|Near|As)\b)[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2}"
_NAMINGS = [
    re.compile(p)
    for p in (
        rf"(?P<other>{_PROPER})\s*[\[(](?:the\s|"
        rf"a\s)?(?P<holder>[\w’'. -]{{2,40}}?)['’]s?\s(?:own\s)?name\sfor\s(?P<name>{_PROPER})[\])]",
        rf"(?P<other>{_PROPER})\s*,?\s*(?:the\s)?(?P<holder>[\w-]{{2,30}})\s(?:name|spelling|term)\sfor\s(?P<name>{_PROPER})",
        rf"(?P<name>{_PROPER}),?\s(?:which|that)\s(?:(?:is|"
        rf"was)\s)?(?:what\s)?(?P<holder>[\w’' -]{{2,40}}?)\s(?:calls?|called|refers?\sto\sas|names?|"
        rf"knows?\sas)\s(?P<other>{_PROPER})",
        rf"(?P<name>{_PROPER}),?\s(?:or\swhat|what)\s(?P<holder>[\w’' -]{{2,40}}?)\scalls?\s(?P<other>{_PROPER})",
        rf"(?P<name>{_PROPER}),?\s(?:also\s|better\s|otherwise\s|formerly\s|previously\s)?(?:known|called|referred\sto|spelled)\s(?:as\s)?(?P<other>{_PROPER})(?:\s(?:in|by|to)\s(?P<holder>(?:the\s)?[\w’'-]+(?:\s[A-Z][\w’'-]+)?))?",
        rf"(?P<name>{_PROPER})\s[\[(](?:also\s|known\s(?:as|to\s[\w ]+?\sas)\s|called\s|formerly\s|"
        rf"in\s(?P<holder>[A-Z]\w+)[:,]?\s)+(?P<other>{_PROPER})[\])]",
        rf"(?P<name>{_PROPER}),\s(?P<other>{_PROPER})\s(?:in|to)\s(?P<holder>Russian|Ukrainian|Arabic|Hebrew|English|French|German|Chinese|Turkish|Greek|Armenian|Spanish|locals)\b",
    )
]


_NAMING_HINT = re.compile(
    r"\b(?:name|spelling|term) for |\bcall(?:s|ed)? [A-Z]|\b(?:known|spelled|referred to) as |\(formerly |\(in [A-Z]|"
    r" (?:in|to) (?:Russian|Ukrainian|Arabic|Hebrew|English|French|German|Chinese|Turkish|Greek|Armenian|"
    r"Spanish|locals)\b|"
    r"\bcall(?:s|ed)? |\bnames |\balso called "
)


def competing_names(text: str) -> list[Naming]:
    """Places and things that the text gives under two names, in text order, with who uses the second one.

    Reads editor's notes ("Krasnoarmiysk [the Kremlin's name for Pokrovsk]"), "which its neighbours call Y", "what
    locals call Y", "known as Y in Russian". A name's holder is a stance of its own and is kept as written.
    """
    found: dict[tuple[str, str], re.Match[str]] = {}
    for hint in _NAMING_HINT.finditer(text):
        # A pattern is tried only around its telling word: trying all of them everywhere would cost more than all else.
        begin, end = max(0, hint.start() - 120), hint.end() + 120
        for pattern in _NAMINGS:
            for match in pattern.finditer(text, begin, end):
                if match["name"] != match["other"] and match.start() <= hint.start() < match.end():
                    found.setdefault((match["name"], match["other"]), match)
    namings = [Naming(a, b, (m["holder"] or "").strip(), *m.span()) for (a, b), m in found.items()]
    return sorted(namings, key=lambda naming: (naming.start, naming.end))


def same_names(namings: Iterable[Naming]) -> dict[str, str]:
    """The name to compare by, for every competing name, both in lower case."""
    return {naming.other.lower(): naming.name.lower() for naming in namings}


@cache
def function_words() -> frozenset[str]:
    """Words that carry no content of their own (lexicons/function-words.csv)."""
    return frozenset(row["word"] for row in read_list("function-words"))


@cache
def _synonyms() -> dict[str, str]:
    rows = [row for row in read_list("synonyms") if " " not in row["word"]]
    return {_STEMMER.stem(row["word"]): _STEMMER.stem(row["head"]) for row in rows}


@cache
def _phrases() -> dict[tuple[str, str], str]:
    """The head of a verb with its particle ("go on"), by the verb's stem and the particle."""
    pairs = [(row["word"].split(" "), row["head"]) for row in read_list("synonyms") if " " in row["word"]]
    return {(stem(word), particle): stem(head) for (word, particle), head in pairs}


@cache
def _bases() -> dict[str, str]:
    return {form: row["base"] for row in read_list("irregular-verbs") for form in (row["past"], row["participle"])}


_STEMS: dict[str, str] = {}


def stem(word: str) -> str:
    """The Snowball stem of a lower-case word, and the head of its group in lexicons/synonyms.csv."""
    known = _STEMS.get(word)
    if known is None:
        plain = _STEMMER.stem(_bases().get(word, word))
        known = _STEMS[word] = _synonyms().get(plain, plain)
    return known


@cache
def _common() -> frozenset[str]:
    light = "people person time day week year thing way make take get go come give use want need look call part place "
    light += "new old city town country government official man woman group recent large small early late long high"
    return frozenset(stem(word) for word in light.split())


def verb_stem(low: Sequence[str], position: int) -> str:
    """The stem of the word at `position`, with its particle where lexicons/synonyms.csv lists them together."""
    plain, behind = stem(low[position]), [*low[position + 1 : position + 3], "", ""]
    particle = behind[1] if behind[0] in ("it", "them", "him", "her") else behind[0]  # "turned it down"
    return _phrases().get((plain, particle), plain)


def proposition(text: str, spans: Sequence[Sequence[int]], names: Mapping[str, str] | None = None) -> Proposition:
    """The comparable form of the words at `spans`; `names` maps competing names to the one to compare by."""
    weights: dict[str, float] = {}
    proper: set[str] = set()
    low_words: list[str] = []
    names = names or {}
    for start, end in spans:
        words = Words(text, start, end)
        for position, low in enumerate(words.low):
            if low in function_words() or not low[0].isalnum() or _is_letter(low):
                low_words.append(low)
                continue
            low_words.append(low)
            raw = text[words.start[position]]
            key, weight = names.get(low), _NAME
            if key is not None or (raw.isupper() and not _opens_sentence(text, words.start[position])):
                key = key or low
                proper.add(key)
            elif low[0].isdigit():
                key, weight = low, _FIGURE
            else:
                key = verb_stem(words.low, position)
                weight = _LIGHT if key in _common() else 1.0
            weights[key] = max(weight, weights.get(key, 0.0))
    counted = (
        tuple(measures(text, spans))
        if not _NUMERIC.isdisjoint(low_words) or any(w[0].isdigit() for w in low_words)
        else ()
    )
    where = tuple((start, end) for start, end in spans)
    return Proposition(weights, frozenset(proper), negative(low_words), counted, where)


def _is_letter(low: str) -> bool:
    """True for a letter and for "a.m.": they say nothing of what happened."""
    return (len(low) == 1 and low.isalpha()) or low.rstrip(".") in ("a.m", "p.m", "am", "pm")


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“”'‘’(\n") if start < 4 else text[max(0, start - 4) : start].rstrip(" \"“”'‘’(\n")
    return not before or before[-1] in ".!?:;\n"
