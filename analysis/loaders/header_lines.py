"""What one line at the top of an article says: a date, a byline, an outlet, an address, or nothing."""

import re
from collections.abc import Mapping
from functools import cache

from analysis.loaders.dates import read_date
from analysis.loaders.lists import read_list
from analysis.loaders.names import fields_of

Fields = dict[str, object]


def _words(*kinds: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_list("header_words") if row["kind"] in kinds)


SEPARATOR = re.compile(r"\s+[|•·–—/-]+\s+|\s*[|•·]\s*")
KEYED = re.compile(r"\*{0,2}(?P<key>[A-Za-z][A-Za-z _-]{1,20}?)\*{0,2}\s?:\*{0,2}\s+(?P<value>\S.*)")
DATE_PREFIX = re.compile(
    r"(?:(?:first|last|originally)\s+)?(?:published|updated|posted|modified|date|dated|issued)\b(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
DATE_WORDS = _words("month", "weekday", "clock", "date glue")
MOST_OTHER_WORDS = 3  # a month and particles in another language: "29 de octubre de 2025"
BYLINE = re.compile(r"(?:by|written by|reported by|reporting by|story by)\s*:?\s+(?P<names>\S.*)", re.IGNORECASE)
NAME_JOINT = re.compile(r"\s*(?:,|&|;|\band\b|\bwith\b|\b[Ff]or\b)\s*")
PLACE = re.compile(r"\s+(?:in|at)\s+[A-Z].*$")
NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
PARTICLES = _words("name particle")
ROLES, OUTLET_WORDS = _words("role"), _words("outlet word")
HANDLE = re.compile(r"\s*[(<]?\S*@\S+[)>]?")
NO_NAMES, MONTHS = _words("weekday", "no name"), _words("month")
MOST_NAME_WORDS = 14
ADDRESS = re.compile(r"https?://\S+")
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?", re.IGNORECASE)
NO_FIELD = re.compile(r"\d+\s*-?\s*min(?:ute)?s?\s+read|[=_*-]{3,}", re.IGNORECASE)
KICKERS = _words("kicker")


def line_fields(line: str) -> Fields | None:
    """The fields that a header line gives; none for a ruler, a kicker or a reading time; None when it is no header.

    "credit" is the outlet that a byline names: the article's own, unless another is named elsewhere. A line may hold
    several parts ("By Jo Lind | 4 March 2025"), and each must be recognised: one that is not makes the whole line
    body text.
    """
    line = line.strip()
    keyed = _keyed(line)
    if keyed is not None:
        return keyed
    whole = _part(line)
    if whole is not None:
        return whole
    parts = [{} if CLOCK.fullmatch(part) else _part(part) for part in SEPARATOR.split(line) if part]
    if len(parts) < 2:
        return _byline_and_date(line)
    found: Fields = {}
    for part in parts:
        if part is None:
            return None
        found = part | found
    return found


def _byline_and_date(line: str) -> Fields | None:
    """ "By Jo Lind, 4 March 2025" and "By Jo Lind 4 March 2025 10:15"."""
    for gap in re.finditer(r",?\s+(?=\S)", line):
        date = _date(line[gap.end() :])
        byline = _byline(line[: gap.start()]) if date else None
        if date and byline:
            return byline | date
    return None


def _keyed(line: str) -> Fields | None:
    match = KEYED.fullmatch(line)
    field = next(iter(fields_of([match["key"]])), None) if match else None
    if match is None or field is None or field == "text":
        return None
    value = match["value"].strip()
    if field == "date":
        return _date(value)
    if field == "url" or ADDRESS.fullmatch(value):
        return {"url": value} if ADDRESS.fullmatch(value) else None
    if field == "id":
        return {}
    if field == "title":
        return {"title": value}
    return {field: value} if _are_names(value) else None


def _part(part: str) -> Fields | None:
    if NO_FIELD.fullmatch(part) or part.casefold().rstrip(":") in KICKERS:
        return {}
    if ADDRESS.fullmatch(part):
        return {"url": part}
    if is_outlet(part.strip("()[]")):
        return {"outlet": part.strip("()[]")}
    return _date(part) or _byline(part)


def is_outlet(name: str) -> bool:
    """True when `name` is in the list of outlets and agencies; capitals count ("AP" is one, "ap" is not)."""
    return name in _outlets()


@cache
def _outlets() -> frozenset[str]:
    names = [row["name"] for row in read_list("outlets")]
    return frozenset(names) | {name.upper() for name in names}


def _date(part: str) -> Fields | None:
    words = DATE_PREFIX.sub("", part, count=1)
    others = [word for word in WORD.findall(words) if word.casefold() not in DATE_WORDS]
    found = read_date(words) if len(others) <= MOST_OTHER_WORDS and words[-1:] != "?" else None
    return {"date": found} if found else None


def _byline(part: str) -> Fields | None:
    match = BYLINE.fullmatch(part)
    names = HANDLE.sub("", PLACE.sub("", match["names"])).strip() if match else ""
    if not names or not _are_names(names):
        return None
    pieces = [piece for piece in NAME_JOINT.split(names) if piece]
    outlets = [piece for number, piece in enumerate(pieces) if is_outlet(piece) or _sounds_like_outlet(piece, number)]
    people = [piece for piece in pieces if piece not in outlets and not ROLES.intersection(piece.casefold().split())]
    author: Fields = {"author": ", ".join(people or outlets) or names}
    return author | {"credit": outlets[0]} if outlets else author


def _sounds_like_outlet(name: str, place: int) -> bool:
    """True for "The Island Post", and for "Island Post" past the first name of a byline: Post is a surname too."""
    words = name.casefold().split()
    return bool(OUTLET_WORDS.intersection(words)) and (place > 0 or words[0] == "the")


def _are_names(words: str) -> bool:
    """True for one or more names: every word starts with a capital or is a particle, and no sentence ends here."""
    parts = words.split()
    if len(parts) > MOST_NAME_WORDS or words[-1] in "?!:;…" or (words[-1] == "." and len(parts[-1]) > 4):
        return False
    plain = [part.strip("(),.&;|@") for part in parts]
    lone_month = len(plain) == 1 and plain[0].casefold() in MONTHS  # "By May" is a time, "By May Lind" a name
    return all(map(_name_word, filter(None, plain))) and plain[0].casefold() not in NO_NAMES and not lone_month


def _name_word(word: str) -> bool:
    return word in PARTICLES or (bool(NAME_WORD.fullmatch(word)) and (word[0].isupper() or not word[0].islower()))


def merge(fields: Fields, more: Mapping[str, object]) -> Fields:
    """`fields` with what `more` adds; what was found first stays."""
    return {**more, **fields}
