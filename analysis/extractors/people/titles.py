"""What a run of capitalised words names: a person with a title, an office, a body, a place. The record of a mention."""

import re
from dataclasses import dataclass, field

from analysis.columns import Span
from analysis.extractors.people import names

UPPER = "".join(c for c in map(chr, range(0x41, 0x590)) if c.isupper())
_INNER = r"\w*(?:[-’'&](?!(?:s|re|ll|ve|d|m)\b)[^\W\d_]\w*)*"
# A capitalised word, an abbreviated title, initials.
_DOTTED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Lt|Col|Capt|Cpt|Sgt|Cpl|Pvt|Adm|Brig|Sen|Rep|Gov|Rev|Revd|Hon|Pres|Insp|Supt"
    r"|St|Jr|Sr|Cllr|Det|Amb|Messrs|Cmdr|Fr)\."
)
CAPITALISED = (
    rf"(?:(?:[{UPPER}]\.(?:-?[{UPPER}]\.)*)(?!\w)|{_DOTTED}"
    rf"|(?:[ao]l|el|as|ash|[dO])[-’'][{UPPER}]{_INNER}|[{UPPER}]{_INNER})"
)
_POSSESSOR = re.compile(rf"((?:{CAPITALISED}[ \u00a0])*{CAPITALISED})[’']s?[ \u00a0]$")
ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,6}|(?:[A-Z]\.){2,6}")
_INITIAL = re.compile(rf"\b[{UPPER}]\. ")
_WHERE = re.compile(
    r"(?<!\bshare )(?<!\bshares )(?<!\bstake )(?<!\binterest )(?<!\bfaith )(?<!\btrust )(?<!\bconfidence )"
    r"\b(?:in|near|outside|across)[ \u00a0]$"
)
_POSSESSED = re.compile(r"[’']")
# Behind the place at the start of a report: "LEEDS (Northwire) —", "GENEVA, 4 March –".
_DATELINE = re.compile(r"(?:,[^\n–—]{1,30})?(?:[ \u00a0]*\([^)\n]{2,40}\))?[ \u00a0]*(?:[—–]|--?)[ \u00a0]")
_WORDS_BEFORE = re.compile(r"(?:[\w’'/.-]+[ \u00a0]){1,8}$")
# Where the lower-case title before a name begins: behind one of these.
_TITLE_STOPS = names.word_list("title stops")
# Words of a name that make it a body only when it is not "First Last".
_WEAK_BODIES = names.word_list("weak bodies")
# Nouns before a name that are no title, and those that stand before a firm's name too ("its rival Orlo").
_NO_TITLE = names.word_list("no title")
_OF_BODIES_TOO = names.word_list("of bodies too")
_BARE_HONORIFICS = names.word_list("bare honorifics")
_BODY_ENDINGS = names.word_list("body name endings")
_OPENERS = names.word_list("openers")
_MODIFIERS = names.word_list("modifiers")
_ROYAL = names.word_list("royal")


@dataclass(slots=True)
class Mention:
    """One mention. `start`/`end` span all of it, title or determiner included; `name` is the bare name, "" without one.

    `kind`: person, organisation, place, group, unknown. `form`: name, nominal, pronoun. `role`: the title or the noun
    phrase as written; `head`: its noun in lower case ("ministry"), of a body's name the noun that says what it is;
    `determiner` in lower case; `name_span`: the name, of a source without one its words as a label. What follows
    `words` (in `plain` form) is filled in later: where it stands and whose words it stands in.
    """

    start: int
    end: int
    form: str
    kind: str
    name: str = ""
    name_span: Span = (0, 0)
    role: str = ""
    head: str = ""
    determiner: str = ""
    affiliation: str = ""
    gender: str = ""
    plural: bool = False
    words: list[str] = field(default_factory=list)
    sentence: int = 0
    paragraph: int = 0
    subject: int = 0
    quoted: bool = False
    in_content: bool = False
    speaks: bool = False
    aside: bool = False
    entity: int = -1


def title_length(low: list[str]) -> int:
    """How many of the first words of a name (in `plain` form) are its title: 3 in "nato secretary general jo roe"."""
    low = [word.removeprefix("ex-") for word in low]
    if low[:1] in (["her"], ["his"], ["the"]) and low[1:2] and low[1] in names.honorifics():
        return 1 + title_length(low[1:])
    if not low or (is_surely_given(low[0]) and low[0] not in names.honorifics()):
        return 0
    best = 0
    for index in range(min(len(low), 12)):
        role = names.role_at_end(low[: index + 1])
        heads = index == 0 or not any(is_surely_given(word) for word in low[:index])
        if low[index] in names.honorifics() or (role and not role[1] and heads):
            best = index + 1
    if not 0 < best < len(low):
        return best
    best = _past_of(low, best)
    is_body = names.body_at_end(low) or _of_body(low)
    if is_body and not (best < len(low) and is_given(low[best])):
        return best if low[best - 1] in names.honorifics() else 0
    return best


def is_given(word: str) -> bool:
    return word in names.given_names()


def is_surely_given(word: str) -> bool:
    return word in names.given_names() and not names.given_names()[word][1]


def _past_of(low: list[str], best: int) -> int:
    """The end of a title that runs on over "of …": past "governor of ohio" in "governor of ohio helen marsh"."""
    if low[best] not in ("of", "for", "to"):
        return best
    for index in range(best + 2, len(low)):
        if is_given(low[index]) and 2 <= len(low) - index <= 4:
            return index
    tail = len(low) - 2
    for cut in (tail, tail - 1):
        place = low[best + 1 : cut]
        if tail > best + 1 and (" ".join(place) in names.places() or any(word in names.bodies() for word in place)):
            return tail
    return len(low)


def office(text: str, words: list[Span], low: list[str]) -> Mention:
    """A title without a name ("the Prime Minister"), its "the" included."""
    start = with_the(text, words[0][0])
    mention = Mention(start, words[-1][1], "nominal", "person", role=text[words[0][0] : words[-1][1]], words=low)
    sizes = [(cut, role) for cut in range(len(low), 0, -1) if (role := names.role_at_end(low[:cut]))]
    cut, role = sizes[0] if sizes else (len(low), (1, False))
    mention.head = " ".join(low[cut - role[0] : cut])
    mention.plural = role[1] and cut == len(low)
    mention.determiner = "the"
    mention.gender = names.roles().get(mention.head, ("", ""))[0]
    mention.affiliation = _possessor_before(text, start)
    return mention


def definite_body(text: str, word: Span, head: str) -> Mention:
    """ "The Company", "the Ministry": a body named earlier, or the one that everybody knows."""
    role = text[slice(*word)]
    return Mention(
        word[0] - 4, word[1], "nominal", "organisation", role=role, head=head, determiner="the", words=[head]
    )


def with_the(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _possessor_before(text: str, start: int) -> str:
    """The name before "'s" that ends at `start` ("Labour" of "Labour's Shadow Home Secretary"), or ""."""
    if text[max(0, start - 3) : start].strip(" \u00a0")[-2:].strip("s") not in ("’", "'"):
        return ""
    match = _POSSESSOR.search(text, max(0, start - 60), start)
    return re.sub(r"^The ", "", match[1]) if match else ""


def titled_person(text: str, words: list[Span], low: list[str], title: int) -> Mention:
    span = (words[title][0], words[-1][1])
    royal = title == 1 and low[0] in _ROYAL and len(low) - title <= 2
    name_span = (words[0][0], span[1]) if royal else span
    mention = Mention(words[0][0], span[1], "name", "person", text[slice(*name_span)], name_span, words=low[title:])
    honorific = all(word in _BARE_HONORIFICS for word in low[:title])
    mention.role = "" if honorific else text[words[0][0] : words[title - 1][1]]
    mention.gender = _title_gender(low[:title]) or names.gender(text[slice(*span)])
    cut = next((i for i in range(1, title) if low[i] in ("of", "for", "to")), title)
    role = names.role_at_end(low[:cut])
    size = role[0] if role else 1
    mention.head = " ".join(low[cut - size : cut]) if role else names.ABBREVIATED.get(low[cut - 1], low[cut - 1])
    lead = text[words[0][0] : words[cut - size][0]].strip() if cut > size else ""
    behind = re.sub(r"^the ", "", text[words[cut + 1][0] : words[title - 1][1]]) if cut + 1 < title else ""
    mention.head = "" if honorific else mention.head
    mention.affiliation = re.sub(r"^Former$", "", lead) or behind or _possessor_before(text, mention.start)
    return mention


def _title_gender(title: list[str]) -> str:
    known = (names.honorifics().get(word) or names.roles().get(word, ("", ""))[0] for word in title)
    return next(filter(None, known), "")


def bare_name(text: str, words: list[Span], low: list[str]) -> Mention:
    span = (words[0][0], words[-1][1])
    mention = Mention(*span, "name", _kind_of(text, span, low), text[slice(*span)], span, words=low)
    if mention.kind == "person":
        mention.gender = names.gender(mention.name)
    elif mention.kind == "organisation":
        mention.head = _body_head(low)
    mention.plural = mention.kind == "group"
    _read_dateline(text, mention)
    if mention.kind in ("person", "unknown"):
        _take_lowercase_title(text, mention)
    return mention


def _read_dateline(text: str, mention: Mention) -> None:
    opens = text[max(0, mention.start - 2) : mention.start].rstrip(" ")[-1:] in ("", "\n", "\r")
    if opens and mention.name.isupper() and _DATELINE.match(text, mention.end):
        mention.kind, mention.aside = "place", True
    if text[mention.start - 1 : mention.start] == "(" and re.match(
        r"\)[ \u00a0]*[—–-]", text[mention.end : mention.end + 4]
    ):
        mention.aside = True


def _kind_of(text: str, span: Span, low: list[str]) -> str:
    """What a run of capitalised words names: person, organisation, place, group or unknown."""
    written, phrase = text[slice(*span)], " ".join(low)
    if phrase in names.places():
        return "place"
    figure = names.figures().get(phrase)
    if (figure and not figure.office) or ACRONYM.fullmatch(written) or " & " in written:
        return "organisation"
    if len(low) == 1:
        kind = _kind_of_word(low[0])
        return "place" if kind == "unknown" and _is_where(text, span) else kind
    given = is_given(low[0])
    if _names_body(low) and not (given and len(low) <= 3 and low[-1] in _WEAK_BODIES):
        return "organisation"
    inner = any(is_given(word) for word in low[:-1]) or set(low[1:-1]) & names.PARTICLES or _INITIAL.search(written)
    # One speaks, works or teaches at a body.
    at = text[max(0, span[0] - 4) : span[0]].lower().endswith((" at ", "\u00a0at "))
    return "person" if given or inner else "organisation" if at else "unknown"


def _is_where(text: str, span: Span) -> bool:
    """Whether a name tells where: "in Penhallick", not "in Roe's words" nor "a stake in Brayde"."""
    before = _WHERE.search(text, max(0, span[0] - 30), span[0])
    return bool(before) and not _POSSESSED.match(text, span[1])


def _kind_of_word(word: str) -> str:
    if word in names.adjectives() or names.singular(word) in names.adjectives():
        return "group" if word.endswith(("s", "ese", "ish", "ch")) else "unknown"
    body = names.body_at_end([word])
    if body and not body[1] and word not in _WEAK_BODIES:
        return "organisation"
    return "person" if is_surely_given(word) else "unknown"


def _names_body(low: list[str]) -> bool:
    body = names.body_at_end(low)
    if len(low) > 1 and low[-1] in _BODY_ENDINGS and not is_given(low[0]):
        return True
    return bool((body and not body[1]) or (len(low) > 2 and _of_body(low)))


def _of_body(low: list[str]) -> tuple[int, bool] | None:
    for joint in ("of", "for", "on", "against"):
        if joint in low[1:]:
            return names.body_at_end(low[: low.index(joint, 1)])
    return None


def _body_head(low: list[str]) -> str:
    """The noun that says what a body is: "union" in "union of railway staff", "health authority" at an end."""
    cut = next((i for i, word in enumerate(low) if i and word in ("of", "for", "on", "against")), len(low))
    for end in (cut, len(low)):
        body = names.body_at_end(low[:end])
        if body and not body[1]:
            return " ".join(low[end - body[0] : end])
    return ""


def _take_lowercase_title(text: str, mention: Mention) -> None:
    """Take in the lower-case title before a name: "curator Jane Roe", "the company's chief executive Jane Roe"."""
    if text[mention.start - 1 : mention.start] not in (" ", "\u00a0"):
        return
    last = text[max(0, mention.start - 30) : mention.start].split()[-1:]
    if not last or not names.role_at_end([last[0].lower()]):
        return
    match = _WORDS_BEFORE.search(text, max(0, mention.start - 80), mention.start)
    words = match[0].split() if match else []
    low = [word.lower() for word in words]
    role = names.role_at_end(low)
    if not role or role[1] or (role[0] == 1 and low[-1] in _NO_TITLE):
        return
    if role[0] == 1 and mention.kind == "unknown" and len(mention.words) == 1 and low[-1] in _OF_BODIES_TOO:
        return
    size = _title_size(words, role[0])
    mention.role = " ".join(words[-size:])
    mention.start -= sum(len(word) + 1 for word in words[-size:])
    mention.head, mention.kind = " ".join(low[-role[0] :]), "person"
    mention.gender = names.roles().get(mention.head, ("", ""))[0] or mention.gender or names.gender(mention.name)
    mention.affiliation = " ".join(w for w in words[-size : -role[0]] if w[0].isupper())
    mention.affiliation = mention.affiliation or _possessor_before(text, mention.start)


def _title_size(words: list[str], size: int) -> int:
    """How many of the last `words` make the title: back to its determiner or owner, else over known modifiers only."""
    known = size
    while known < len(words) and _is_modifier(words[-known - 1]):
        known += 1
    full = known
    while full < len(words) and _belongs_to_title(words[-full - 1]):
        full += 1
    opens = full < len(words) and (
        words[-full - 1].lower() in _OPENERS or words[-full - 1].endswith(("’s", "'s", "s’", "s'"))
    )
    return full if opens else known


def _is_modifier(word: str) -> bool:
    low = word.lower()
    if low in _TITLE_STOPS or not low[-1].isalnum():
        return False
    return word[0].isupper() or "-" in low or low in _MODIFIERS or low in names.bodies() or low in names.roles()


def _belongs_to_title(word: str) -> bool:
    low = word.lower()
    if low in _TITLE_STOPS or word.endswith((".", "’s", "'s", "s’", "s'")):
        return False
    return "-" in low or not low.endswith(("ed", "ing"))
