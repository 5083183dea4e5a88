"""What is denied as a sentence of its own: "denied any involvement in the theft" -> "NAME was involved in the
theft"."""

import re
from collections.abc import Sequence

from analysis.columns import Span
from analysis.extractors.cues import irregular
from analysis.extractors.denial.records import Denial
from analysis.extractors.lexicons import read_list
from analysis.extractors.wording import either_number, is_plural, nouns, word_class

_LEADS = re.compile(r"^(?:[\s,;:–—-]|[\"“”‘'’«»]|(?:that|of|for|to the effect that|as though)\s)+", re.IGNORECASE)
_MARKS = " ,\"“”‘'’«»"
_PERSON = {"he", "she"}
_PERSONAL = re.compile(r"(?:[A-Z][\w.'’-]+\s){0,3}[A-Z][\w'’-]+$")  # a name as persons have them
_MASS = word_class("mass noun")
_FEW = 4  # words that are no clause by themselves


def statement(text: str, spans: Sequence[Sequence[int]], denier: str = "") -> str:
    """The words at `spans` as a sentence's words: no leading "that", no quotation mark without its other, a leading
    "he" given its name."""
    words = _joined([" ".join(text[start:end].split()) for start, end in spans])
    words = _LEADS.sub("", words).strip(" ,;:.–—-")
    words = _balanced(words)
    first, _, rest = words.partition(" ")
    if denier and first.lower() in _PERSON and _PERSONAL.match(denier):
        words = f"{denier} {rest}"
    owned = re.match(r"(?:his|her|their|its)\s(?P<did>(?P<verb>\w+ing)\s.+)$", words, re.IGNORECASE)
    if denier and owned and owned["verb"].lower() not in nouns():
        words = f"{denier} {past_of_gerund(owned['did'])}"  # "denied her taking bribes"
    words = re.sub(r"\s(?:at all|whatsoever)$", "", words)
    words = words + "." if re.search(r"\b[ap]\.m$", words) else words
    return capital(_some(_led_by_any(words)) if denier else _led_by_any(words))


def _balanced(words: str) -> str:
    """Words without quotation marks that have lost their other, an apostrophe aside."""
    for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’")):
        if words.count(opening) != words.count(closing) or (opening == closing and words.count(opening) % 2):
            kept = words.strip(opening + closing).rstrip(" ,")
            # A mark in the middle has lost its other; an apostrophe there has none.
            words = kept if opening == "‘" else kept.replace(opening, "").replace(closing, "")
    return words


def _joined(pieces: Sequence[str]) -> str:
    """The pieces of a content in a row, without the quotation marks where it was interrupted, and from its "that" on:
    'a day earlier … that the rider missed a test'."""
    that = next((at for at, piece in enumerate(pieces) if piece.lower().startswith("that ")), 0)
    whole = pieces[that:] if all(len(piece.split()) <= _FEW for piece in pieces[:that]) else pieces
    if len(whole) == 1:
        return whole[0]
    return " … ".join([whole[0].rstrip(_MARKS), *(piece.strip(_MARKS) for piece in whole[1:])])


_ANY = re.compile(r"any(?:\s(?P<kind>of|such)\b)?\s(?P<noun>[\w’'-]+)", re.IGNORECASE)


def _inner_any(words: str) -> str:
    """ "made any promise" as "made a promise"."""
    at = re.search(r"\bany\s", words)
    return words if at is None else words[: at.start()] + _led_by_any(words[at.start() :])


def _led_by_any(words: str) -> str:
    """Words that begin with "any", which only the denial allowed, as they would stand without it: "a", "one of"."""
    match = _ANY.match(words)
    if match is None:
        return words
    noun, rest = match["noun"], words[match.start("noun") :]
    if match["kind"] == "of":
        return f"{'Some' if re.match(r'(?:[^ ]+ ){1,6}(?:were|are|have) ', rest) else 'One'} of {rest}"
    article = _article(noun)
    if noun == "other":
        return f"an{rest}"
    return f"such {article}{rest}" if match["kind"] else f"{article or ('some ' if is_plural(noun) else '')}{rest}"


def _article(noun: str) -> str:
    """ "a " or "an ", empty before a plural and a noun that has none ("evidence", "money")."""
    if is_plural(noun) or noun.endswith(("ing", "ment", "ence", "ledge")) or noun.lower() in _MASS:
        return ""
    return "an " if noun[0] in "aeiouAEIOU" else "a "


_IS = r"(?:was|were|is|are|had|has|have|did|does|do|will|would|'s)"
_POSITIVES = [
    (re.compile(rf"^(there\s{_IS}(?:\sbeen)?\s)no\s(?P<rest>(?P<noun>[\w’'-]+).*)$", re.I | re.S), "existence"),
    (re.compile(r"^(?:not one|no|not a single|none of the)\s(?P<rest>[\w’'-]+\s.*)$", re.I | re.S), "any"),
    (re.compile(r"^(?:nobody|no one)\s(?P<rest>.*)$", re.I | re.S), "somebody"),
    (re.compile(rf"^(?P<start>(?:[^\s]+\s){{1,8}}?{_IS})(?:\snot|n[’']t)\s(?P<rest>.*)$", re.I | re.S), "not"),
    (re.compile(r"^(?P<start>(?:[^\s]+\s){1,8}?)never\s(?P<rest>.*)$", re.I | re.S), "not"),
]


def positive(words: str) -> str:
    """A negative statement without its negation: "There is no plan" is "There is a plan"; empty where none is seen.

    What nobody "could" do is left: inability is no mere negation (Quirk et al. 1985, 10.54 on the scope of negation).
    """
    if re.match(r"(?:\S+\s){0,4}(?:could|can|cannot|may|might|must|should)\b", words):
        return ""
    words = re.sub(r",\s(?:not (?:one|a single \w+|any)|none|no one|nobody)$", "", words.rstrip(" ,."))
    for pattern, kind in _POSITIVES:
        match = pattern.match(words)
        if match and kind == "existence":
            return capital(f"{match[1]}{_article(match['noun'])}{match['rest']}")
        if match:
            start = {"any": "Some ", "somebody": "Somebody "}.get(kind, "")
            return capital(_some(f"{start or match['start'].rstrip() + ' '}{match['rest']}"))
    return ""


def _some(words: str) -> str:
    """ "any" and its kin, which only a negation allows, as "some", and without "ever"."""
    return re.sub(r"\bany(?=\b|thing\b|body\b|one\b)", "some", re.sub(r"\bever\s", "", words))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def past_of_gerund(words: str) -> str:
    """'taking bribes' -> 'took bribes', 'having known' -> 'had known', 'being involved' -> 'was involved'."""
    first, _, rest = " ".join(words.split()).partition(" ")
    if first.lower() in ("ever", "even", "knowingly", "deliberately", *_OWNERS):
        return past_of_gerund(rest)
    done = f"{_past(first)} {rest}".strip()
    # "made any promise" is denied only; "refused any help" is said of somebody.
    return done if first.lower() in _NOT_DOING else _some(_inner_any(done))


def _past(gerund: str) -> str:
    low = gerund.lower()
    if low in ("being", "having"):
        return {"being": "was", "having": "had"}[low]
    root = low[:-3]
    for base in (root, root + "e", root[:-1], {"ly": "lie"}.get(root, root)):
        if base in irregular():
            return irregular()[base][0]
    return root[:-1] + "ied" if re.search(r"[^aeiou]y$", root) else root + ("d" if root.endswith("ee") else "ed")


# Whose doing is denied is told by who denies it: "denied his taking bribes".
_OWNERS = ("his", "her", "their", "its", "my", "our")
_NOT_DOING = (
    "refusing",
    "ignoring",
    "avoiding",
    "denying",
    "rejecting",
    "preventing",
    "blocking",
    "failing",
    "opposing",
)
_TRANSITIVE = ("used", "sold", "paid", "supported", "owned")
_TEMPLATES = {row["noun"]: row["template"] for row in read_list("nouns") if row["template"]}


def rebuilt(text: str, denial: Denial, denier: str) -> str:
    """The statement behind an event noun: 'any involvement in the theft' -> 'NAME was involved in the theft'."""
    (start, end), *_ = denial.target
    phrase = " ".join(text[start:end].split()).strip(' ,.;"“”')
    match = re.match(
        rf"(?:(any|all|some|having|the|a|an|his|her|its|their)\s)?(.*?)\b({either_number(denial.noun)})(.*)$",
        phrase,
        re.IGNORECASE,
    )
    if not match:
        return capital(phrase)
    article, modifiers, noun, rest = (match[1] or "").lower(), match[2], match[3], match[4]
    if noun.lower() == "existence" and rest.startswith(" of "):
        return capital(f"There was {rest[4:]}")
    template = _TEMPLATES.get(noun.lower(), _TEMPLATES.get(denial.noun, ""))
    if template in ("", "there") or (modifiers.strip() and modifiers.split()[0][0].isupper()):
        if not template and article not in ("any", "all"):
            return capital(phrase)
        kept = f"{article} " if article in ("a", "an") else "the " if article == "the" and template else ""
        return f"There {'were' if is_plural(noun) else 'was'} {kept}{modifiers}{noun}{rest}"
    done = f"{_article((modifiers or noun).split()[0]) if _article(noun) else ''}{modifiers}{noun}"
    verb = {"had": f"had {done}", "committed": f"committed {modifiers}{noun}"}.get(template, template)
    if template in _TRANSITIVE:
        rest = re.sub(r"^\sof\b", "", rest)
    return capital(f"{denier} {verb}{rest}")


def accused(text: str, span: Span, denier: str, link: str) -> str:
    words = " ".join(text[slice(*span)].split()).strip(' ,.;"“”')
    first = words.split(" ")[0].lower() if words else ""
    if link == "that":
        return statement(text, [span], denier)
    if first.endswith("ing") and first not in nouns():
        return capital(f"{denier} {past_of_gerund(words)}")
    noun = next((word for word in words.lower().split() if "wrongdoing" in nouns().get(word.strip(","), ())), "")
    return capital(f"{denier} committed {words}") if noun else capital(words)
