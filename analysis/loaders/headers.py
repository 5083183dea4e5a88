"""Headers at the top of an article: what they say, and where the body starts. Nothing is cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from analysis.columns import Span
from analysis.loaders.dates import read_date
from analysis.loaders.header_lines import Fields, is_outlet, line_fields, merge
from analysis.loaders.names import fields_of

FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LONGEST_FRONT_MATTER = 20_000
MONTH, NTH = r"[A-Z][a-z]{2,8}\.?", r"\d{1,2}(?:st|nd|rd|th)?"
NUMBERS = r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
DAY = rf"{NUMBERS}|{NTH} {MONTH},? \d{{4}}|{MONTH} {NTH},? \d{{4}}"
WEEKDAY = r"(?:[A-Z][a-z]{2,8}day,? |(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,? )?"
CLOCK = r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
INLINE_DATE = re.compile(rf"\s*date\s*:?\s+{WEEKDAY}(?P<date>(?:{DAY})(?:{CLOCK})?)[.:|–—-]?\s+(?=\S)", re.IGNORECASE)
DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n]{1,60}?)\s*(?:\([^()\n]{2,30}\)\s*)?\((?P<outlet>[^()\n]{2,40})\)\s*[—–―-]"
)
CAPITALS = re.compile(r"(?:[^\W\d_a-z]|[ .'’-]){3,}(?:,|\s*$)")
OUTLET_NAME = re.compile(r"[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,3}")
DATELINE_DATE = re.compile(DAY)
LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
MOST_LINES = 12
LONGEST_LINE = 300
LONGEST_TITLE, MOST_TITLE_WORDS = 200, 30
# Without a blank line below it, a first line is a title only when a paragraph, not a wrapped line, follows.
LONGEST_TIGHT_TITLE, SHORTEST_PARAGRAPH = 110, 120
NO_TITLE = re.compile(r"by\s", re.IGNORECASE)
TURN = re.compile(r"\s*[^\W\d_][^:?!.\n]{0,30}:\s")  # "Writer: …" over "Master: …" is a transcript
OPENS_BODY = re.compile(r"[^a-z,;.!?)\]’”…\s]")
ENDS_LIKE_A_SENTENCE = re.compile(r"[.,;:…]$|[.,!?…][\"”’'»)]+$")


@dataclass(frozen=True, slots=True)
class Header:
    """What the top of an article says. `body_start` is the offset of the body's first character: 0 without a header.

    `fields` holds those of title, date, outlet, author, url that were found. `problem` says what could not be read.
    """

    body_start: int = 0
    fields: Fields = field(default_factory=dict)
    problem: str | None = None


def read_header(text: str, title: str | None = None) -> Header:
    """The header of `text`: front matter, a date before the first words, title, byline, date and outlet lines.

    `title` is the article's title where it is known from elsewhere; then no other line is taken for one. Whatever
    is not clearly a header is body. A dateline ("GENEVA, 3 March 2025 (Reuters) —") is read but belongs to the body,
    and so does a byline below a standfirst. A text with nothing but a header has none.
    """
    header = _front_matter(text) or _inline_date(text) or Header()
    header = _read_lines(text, header, title)
    if header.body_start and not text[header.body_start :].strip():
        return Header(problem=header.problem) if header.problem else Header()
    fields = merge(header.fields, _below(text, header))
    credit = fields.pop("credit", None)
    return Header(header.body_start, merge(fields, {"outlet": credit} if credit else {}), header.problem)


def _front_matter(text: str) -> Header | None:
    match = FRONT_MATTER.match(text, 0, LONGEST_FRONT_MATTER)
    if match is None:
        return None
    try:
        values = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return Header(_next_word(text, match.end()), {}, "its front matter is not valid YAML and was not read")
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return None
    named = {key: name for key, name in fields_of(values).items() if key not in ("text", "id")}
    plain = {key: _scalar(key, values.get(name)) for key, name in named.items()}
    return Header(_next_word(text, match.end()), {key: value for key, value in plain.items() if value})


def _scalar(key: str, value: object) -> object:
    """A plain value of front matter; a list of names becomes one string; anything nested is left out."""
    if key == "date":
        return read_date(value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value if isinstance(item, (str, int))) or None
    return str(value) if isinstance(value, (str, int, float)) else None


def _inline_date(text: str) -> Header | None:
    match = INLINE_DATE.match(text)
    date = read_date(match["date"]) if match else None
    return Header(match.end(), {"date": date}) if match and date else None


def _read_lines(text: str, header: Header, title: str | None) -> Header:
    fields, end = dict(header.fields), header.body_start
    title = title or (str(fields["title"]) if "title" in fields else None)
    titled = False
    for start, stop in _first_lines(text, end):
        line = text[start:stop].strip()
        found = line_fields(line)
        if found is None and not titled and _is_title(text, (start, stop), title):
            found, titled = {"title": line.lstrip("# ").strip()}, True
        if found is None:
            break
        fields, end = merge(fields, found), _next_word(text, stop)
    return Header(end, fields, header.problem)


def _first_lines(text: str, start: int) -> Iterator[Span]:
    for number, match in enumerate(LINE.finditer(text, start)):
        if number == MOST_LINES or len(match.group()) > LONGEST_LINE:
            return
        yield match.span()


def _is_title(text: str, span: Span, known: str | None) -> bool:
    line = text[slice(*span)].strip()
    if known is not None:
        return _same(line, known)
    follow = next(LINE.finditer(text, span[1]), None)
    if follow is None or not any(character.isalpha() for character in line):
        return False
    if line.startswith("# "):
        return True
    headed = len(follow.group()) <= LONGEST_LINE and bool(line_fields(follow.group()))
    if NO_TITLE.match(line) or (TURN.match(line) and TURN.match(follow.group()) and not headed):
        return False
    if len(line) > LONGEST_TITLE or not 2 <= len(line.split()) <= MOST_TITLE_WORDS:
        return False
    if ENDS_LIKE_A_SENTENCE.search(line):
        return line.endswith(".") and ". " not in line and (headed or _dateline(text, follow.start()) is not None)
    return headed or _opens_body(text, span, follow)


def _opens_body(text: str, title: Span, follow: "re.Match[str]") -> bool:
    paragraph = follow.group().strip()
    if not OPENS_BODY.match(paragraph) or len(text[follow.start() :].strip()) <= title[1] - title[0]:
        return False
    if text.count("\n", title[1], follow.start()) >= 2:
        return re.search(r"[.!?]", text[follow.start() :]) is not None
    return title[1] - title[0] <= LONGEST_TIGHT_TITLE and len(paragraph) >= SHORTEST_PARAGRAPH


def _same(line: str, title: str) -> bool:
    return re.findall(r"\w+", line.casefold()) == re.findall(r"\w+", title.casefold()) != []


def _below(text: str, header: Header) -> Fields:
    """What the first lines of the body say too: a dateline, or a byline and a date below a standfirst."""
    found = _dateline(text, header.body_start) or {}
    if "title" not in header.fields:
        return found
    for number, (start, stop) in enumerate(_first_lines(text, header.body_start)):
        fields = line_fields(text[start:stop])
        if number and not fields:
            break
        found = merge(found, fields or {})
    return found


def _dateline(text: str, start: int) -> Fields | None:
    match = DATELINE.match(text, _next_word(text, start))
    if match is None or not _is_dateline(match["place"], match["outlet"].strip()):
        return None
    date = DATELINE_DATE.search(match["place"])
    printed = read_date(date.group()) if date else None
    return {"outlet": match["outlet"].strip()} | ({"date": printed} if printed else {})


def _is_dateline(place: str, outlet: str) -> bool:
    """True for an outlet that is known, and for any name after a place in capitals: "KALVA, 3 May (Northwire) —"."""
    return is_outlet(outlet) or (CAPITALS.match(place) is not None and OUTLET_NAME.fullmatch(outlet) is not None)


def _next_word(text: str, position: int) -> int:
    match = re.compile(r"\S").search(text, position)
    return match.start() if match else len(text)
