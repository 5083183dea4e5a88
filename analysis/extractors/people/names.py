"""Names of people and bodies: the word lists, the parts of a name, and whether two names may be one person's.

The lists are lexicons/speaker-*.csv; each row has a source. Nothing here looks at a text.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from analysis.extractors.lexicons import read_list


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of lexicons/speaker-`name`.csv."""
    return read_list(f"speaker-{name}")


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list of lexicons/speaker-words.csv."""
    return frozenset(row["word"] for row in rows("words") if row["list"] == name)


@cache
def word_pairs(name: str) -> frozenset[tuple[str, str]]:
    """As `word_list`, each word with what it stands for."""
    return frozenset((row["word"], row["stands_for"]) for row in rows("words") if row["list"] == name)


PARTICLES = word_list("particles")
SUFFIXES = word_list("suffixes")
# Abbreviated ranks and the word that a later "the general" would use.
ABBREVIATED = dict(word_pairs("abbreviated"))
# Pairs that neither a shared beginning nor a likeness of letters would bring together.
SHORT_FORMS = frozenset(frozenset(pair) for pair in word_pairs("short forms"))


_PLAIN = str.maketrans({"’": "'", ".": None, "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i"})


@lru_cache(maxsize=100_000)
def plain(words: str) -> str:
    """`words` in lower case, without accents, full stops and doubled spaces, for comparison only."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.translate(_PLAIN).casefold().split())


@cache
def given_names() -> dict[str, tuple[str, bool]]:
    """Given name in `plain` form -> gender ("m", "f", "" for either) and whether it is a common word or a place too."""
    return {
        plain(r["name"]): ("" if r["gender"] == "u" else r["gender"], r["ambiguous"] == "yes")
        for r in rows("given-names")
    }


@cache
def honorifics() -> dict[str, str]:
    """Honorific or abbreviated rank in `plain` form -> gender, "" where it tells none."""
    return {r["word"]: r["gender"] for r in rows("honorifics")}


@cache
def roles() -> dict[str, tuple[str, str]]:
    """Noun for a person in lower case, of one to four words -> gender ("" where it tells none) and class."""
    return {r["word"]: (r["gender"], r["class"]) for r in rows("roles")}


@cache
def bodies() -> dict[str, frozenset[str]]:
    """Noun for a body ("ministry", "times") -> the classes of body that it names."""
    return {r["word"]: frozenset(r["classes"].split()) for r in rows("bodies")}


@cache
def places() -> dict[str, str]:
    """Place name in `plain` form -> class: country, city or region."""
    return {plain(r["name"]): r["class"] for r in rows("places") if r["class"] != "adjective"}


@cache
def adjectives() -> dict[str, str]:
    """Adjective of a nation, creed or party in `plain` form -> its place in `plain` form, or itself."""
    found: dict[str, str] = {}
    for r in rows("places"):
        for word in filter(None, r["adjectives"].split("|")):
            found.setdefault(plain(word), plain(r["name"]))
    return found


@dataclass(frozen=True, slots=True)
class Figure:
    """A public figure or a newspaper that articles name in short; all but the name are "" for a newspaper."""

    name: str
    office: str
    gender: str
    country: str
    surname_alone: bool


@cache
def figures() -> dict[str, Figure]:
    """Short name in `plain` form -> the one figure that it names."""
    found = {}
    for r in rows("figures"):
        country = r["note"].partition(" of ")[2].removeprefix("the ").rstrip("-0123456789 ")
        figure = Figure(
            r["name"], r["office"], r["gender"], country, r["surname_alone"] == "yes" or r["kind"] != "person"
        )
        for short in [*r["short_names"].split("|"), r["name"]]:
            found[plain(short)] = figure
    return found


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of a lower-case noun by its ending; a word that does not look plural comes back as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (("women", "woman"), ("men", "man"), ("people", "person"), ("children", "child")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_IRREGULAR = dict(word_pairs("irregular plurals"))
_PERSON_ENDING = re.compile(
    r"\d{1,3}-year-old$|[a-z-]+(?:ologist|ographer|woman|person|ician|onomist|activist|worker|maker|keeper)$"
)


_SYNONYMS = dict(word_pairs("synonyms"))


def canonical(head: str) -> str:
    """One noun for those that news writing uses for the same person: "pal" and "friend"."""
    return _SYNONYMS.get(head, head)


def role_at_end(words: list[str]) -> tuple[int, bool] | None:
    """How many of the last `words` (lower case) make a noun for a person, and whether it is plural; None if none do."""
    if not words:
        return None
    known = _noun_at_end(words, roles(), _last_words("roles"), 4)
    return _by_ending(words[-1]) if known is None else known


def body_at_end(words: list[str]) -> tuple[int, bool] | None:
    """As `role_at_end`, for a noun that names a body ("trade union", "ministry")."""
    return _noun_at_end(words, bodies(), _last_words("bodies"), 3) if words else None


def _noun_at_end(
    words: list[str], known: Mapping[str, object], lasts: frozenset[str], longest: int
) -> tuple[int, bool] | None:
    last = words[-1]
    single = singular(last)
    if last not in lasts and single not in lasts:
        return None
    for size in range(min(longest, len(words)), 0, -1):
        before = words[-size:-1]
        if " ".join([*before, last]) in known:
            return size, False
        if single != last and " ".join([*before, single]) in known:
            return size, True
    return None


@cache
def _last_words(listing: str) -> frozenset[str]:
    return frozenset(word.split()[-1] for word in (roles() if listing == "roles" else bodies()))


@lru_cache(maxsize=50_000)
def _by_ending(word: str) -> tuple[int, bool] | None:
    if _PERSON_ENDING.match(word):
        return 1, False
    return (1, True) if singular(word) != word and _PERSON_ENDING.match(singular(word)) else None


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's name in `plain` form: `given` names and initials in order, `family` with its particles, `suffix`."""

    given: tuple[str, ...]
    family: str
    suffix: str = ""


@lru_cache(maxsize=50_000)
def parts(name: str) -> NameParts:
    """The parts of a person's name without titles; a single word is a family name."""
    words = [w for w in plain(name.replace(",", " ")).split() if w]
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    if not words:
        return NameParts((), "")
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    if cut == 1 and words[0] in PARTICLES:
        cut = 0
    return NameParts(tuple(words[:cut]), " ".join(words[cut:]), suffix)


def same_family(one: str, other: str) -> bool:
    """Whether two family names in `plain` form are one: equal, or one transliteration or spelling apart."""
    if one == other:
        return True
    bare, also = _bare(one), _bare(other)
    if bare == also:
        return True
    # Letters apart at the end, or in a long name: Zelensky, Zelenskiy; Gorbachov, Gorbachev.
    return min(len(bare), len(also)) >= 6 and bare[:3] == also[:3] and _translit(bare) == _translit(also)


def _bare(family: str) -> str:
    words = [w for w in re.split(r"[\s-]+", family) if w not in PARTICLES]
    return "".join(words).replace("'", "")


def _translit(word: str) -> str:
    """A rough key under which the usual transliterations of one Cyrillic or Arabic name fall together."""
    for old, new in _TRANSLITERATIONS:
        word = re.sub(old, new, word)
    return word


_TRANSLITERATIONS = (
    (r"x", "ks"), (r"[iy]{2,}$|[iy]$", "i"), (r"yo|io|ë", "e"), (r"kh", "h"), (r"tz|ts", "c"), (r"sch|sh", "s"),
    (r"[ij]e|ye", "e"), (r"ya|ja", "ia"), (r"yu|ju", "iu"), (r"y|j", "i"), (r"ov$|off$", "ev"), (r"ei|ey|ai", "e"),
    (r"(.)\1", r"\1"),
)  # fmt: skip


def same_given(one: str, other: str) -> bool:
    """Whether two given names in `plain` form may be one: equal, an initial, a short form, or a spelling apart."""
    if one == other or frozenset((one, other)) in SHORT_FORMS:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) <= 2:
        return long.startswith(short[:1]) and (len(short) == 1 or _initials(short, long))
    if len(short) >= 3 and long.startswith(short) and _sex(short) in ("", _sex(long)):
        return True
    return transliterated(one, other)


def _initials(short: str, long: str) -> bool:
    return len(long) > 2 and long[0] == short[0] and short not in given_names()


def _sex(given: str) -> str:
    return given_names().get(given, ("", False))[0]


def same_person(one: str, other: str) -> bool:
    """Whether two names without titles may be one person's. A family name alone agrees with every bearer of it."""
    a, b = parts(one), parts(other)
    if a.suffix and b.suffix and a.suffix != b.suffix and {a.suffix, b.suffix} & {"jr", "sr", "ii", "iii", "iv"}:
        return False
    if not same_family(a.family, b.family):
        return False
    if not a.given or not b.given:
        return True
    if not same_given(a.given[0], b.given[0]):
        return False
    return all(same_given(x, y) for x, y in zip(a.given[1:], b.given[1:], strict=False))


@lru_cache(maxsize=50_000)
def family_key(name: str) -> str:
    """A key that two spellings of one family name share."""
    return _translit(_bare(parts(name).family))


@cache
def _other_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for short, long in word_pairs("short forms"):
        found.setdefault(short, set()).add(long)
        found.setdefault(long, set()).add(short)
    return {name: frozenset(forms) for name, forms in found.items()}


def other_forms(given: str) -> frozenset[str]:
    """The other forms of a given name in `plain` form that share no beginning with it ("William" for "bill")."""
    return _other_forms().get(given, frozenset())


def transliterated(one: str, other: str) -> bool:
    """Whether two given names of five letters or more are spellings of one ("Aleksei", "Alexey")."""
    return min(len(one), len(other)) >= 5 and _translit(one) == _translit(other)


def likely_misspelt(one: str, other: str) -> bool:
    """Whether two family names look like one with a slip of the pen: five letters or more ("Gustafson", "Gustafon")."""
    if min(len(one), len(other)) < 5 or one[:2] != other[:2] or one == other:
        return False
    return ratio(one, other) >= 90


def gender(name: str) -> str:
    """ "m" or "f" by the first given name of `name` (no titles), "" where the list does not tell."""
    given = parts(name).given or ((plain(name),) if " " not in name else ())
    for word in given[:2]:
        known = given_names().get(word) or given_names().get(word.split("-")[0])
        if known:
            return known[0]
        if len(word) > 2:
            break
    return ""


def fullest(names: Iterable[str]) -> str:
    """The fullest of a speaker's names: most words, then the longest, then the first in the alphabet."""
    return max(sorted(names), key=lambda name: (len(parts(name).given) > 0, len(name.split()), len(name)))
