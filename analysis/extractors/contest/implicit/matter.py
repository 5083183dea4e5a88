"""Whether two clauses of two speakers are on one matter because the later one answers the earlier one.

In news the next speaker's claim as a rule takes up what the last one said: its subject is given (Prince 1981), by a
pronoun, by a noun that names the same thing, or by the speaker himself of whom the other spoke. Where it is, one value
that excludes the other's is enough; apart from that a clash asks for much more in common.
"""

import re

from analysis.extractors.contest.implicit.clashes import asked, could_be_then
from analysis.extractors.contest.implicit.parts import content, head, is_full, kin, parts
from analysis.extractors.contest.implicit.sides import Side, same_time, two_people
from analysis.extractors.propositions import number_words, proposition, stem
from analysis.extractors.wording import PREPOSITIONS, word_class

SURE = 0.3  # as read by hand on PolNeAR, an answer is no surer than this whatever it shares
_SENTENCES = 6  # from a claim to the answer to it; what stands between is the outlet's own voice
_POINTING = 3  # sentences that "it" and "we" reach back: a person stays spoken of for longer
_BEFORE, _BEHIND = 220, 160  # characters around a clause that say what it is about
_NO_NAMES = word_class("title") | word_class("calendar")
_SELF = frozenset(["i", "we", "my", "our", "myself", "ourselves", "mine", "ours"])
_PERSONS = ("he", "she")
_OWN = frozenset(["his", "her", "its", "their"])
_BODIES = frozenset(map(stem, word_class("body")))
_HIM = re.compile(r"\b(?:him|her|them)\b", re.IGNORECASE)
# Both can hold of two of a kind, or are added up: "another pump worked", "he also opposed the tax".
_OTHERS = re.compile(
    r"\b(?:also|too|another|others?|different|separate|second|third(?!\sof)|fourth|remaining|rest|elsewhere|some(?!\s\d)|most|many)\b",
    re.IGNORECASE,
)


def answers(before: Side, later: Side, strangers: bool = False, times: bool = True) -> bool:
    """True where `later` takes up, as the next to speak, what `before` spoke of at the same time.

    With `strangers` the answer may bring in names that the other did not (a place elsewhere, another culprit), without
    `times` another time.
    """
    if not follows(before, later, times):
        return False
    return (strangers or not strange_names(before, later)) and is_given(before, later)


def follows(before: Side, later: Side, times: bool = True) -> bool:
    """True where the next to speak says `later` behind `before`, of the same time and not of others of a kind."""
    if before.text is not later.text or before.narrator or before.clause.span >= later.clause.span:
        return False
    if not _is_next(before, later) or (times and not one_time(before, later)):
        return False
    return bool(content(before)) and not _of_a_kind(before, later)


def _of_a_kind(one: Side, other: Side) -> bool:
    return asked(one, other) or bool(_OTHERS.search(f"{one.words} {other.words}"))


def is_topic(before: Side, later: Side) -> bool:
    """True where the earlier clause is about what the later one's sentence names in front."""
    return bool(later.topic) and bool(kin(later.topic, [head(parts(before).subject)]))


def one_time(before: Side, later: Side) -> bool:
    """True unless the two give times that exclude one another; "every year since" holds the years behind it."""
    return same_time(before, later, loose=True) or could_be_then(before, later) or could_be_then(later, before)


def _is_next(before: Side, later: Side) -> bool:
    """True for the next to speak, and for the outlet's own next sentence if that is of "it" or "them"."""
    if later.narrator:
        return later.sentence - before.sentence <= 1 and parts(later).subject[:1] in (("it",), ("they",))
    if is_topic(before, later):
        return True
    return 0 < later.turn - before.turn <= 1 and later.sentence - before.sentence <= _SENTENCES


def context(side: Side) -> frozenset[str]:
    """Stems of what is spoken of around a clause: its sentence, the words before it, and who says so."""
    return side.of(_context)


def _context(side: Side) -> frozenset[str]:
    start, end = side.clause.span
    stop = re.search(r"[.!?][\"”’']*\s|\n", side.text[end : end + _BEHIND])
    begin = max(side.text.rfind("\n", 0, start), start - _BEFORE, 0)
    span = (begin, end + (stop.start() if stop else 0))
    return frozenset(proposition(side.text, [span]).weights) | side.stated.weights.keys()


def strange_names(before: Side, later: Side) -> set[str]:
    """Names in the later clause that are neither its speaker's nor spoken of before."""
    known = context(before) | later.names | set(re.findall(r"[\w-]+", later.source.lower()))
    return {name for name in later.stated.names if name.strip(".") not in _NO_NAMES} - known


def is_given(before: Side, later: Side) -> bool:
    """True where the subject of `later` is known from what `before` is about."""
    subject = parts(later).subject
    first = next((word for word in subject if word[0].isalpha()), "")
    if not first:
        return len(later.words) <= 30  # "23 were", "12": the rest is what was just said
    close = later.sentence - before.sentence <= _POINTING or is_topic(before, later)
    if first in _SELF:
        # A body's spokesman says "we".
        body = first in ("we", "our") and later.sentence - before.sentence <= _POINTING and before.stated.names
        return bool(body) or not who(later).isdisjoint(context(before))
    if not head(subject):  # "it", "the two", "all of them", but not "four of them"
        return (close or first in _PERSONS) and not (first in number_words() and "of" in subject)
    own = first in _OWN and len(subject) == 2 and head(subject) in _BODIES  # "his club", for which he speaks
    return (own and close) or bool(kin([head(subject)], context(before)))


def one_subject(before: Side, later: Side) -> bool:
    """False where the two clauses say what they say of two people or things.

    Two speakers who each speak of themselves do, and so does a speaker who says "he" where he himself was spoken of.
    """
    first, second = parts(before).subject, parts(later).subject
    if two_people(before, later) or (_is_self(before) and _is_self(later)):
        return False
    if second[:1] and second[0] in _PERSONS and not later.reported:  # somebody else than who speaks
        if not who(later).isdisjoint(first):
            return bool(_HIM.search(before.words))  # "Vance fired him", of whom Vance says that he quit
        if first[:1] and first[0] in _PERSONS:
            return who(later).isdisjoint(context(before))
    if second[:1] and second[0] in ("i", "my", "me"):
        return before.clause.person == 3 or not who(later).isdisjoint(before.stated.weights)
    heads = head(first), head(second)
    if heads[0] == heads[1] and _kinds(first) and _kinds(second) and not kin(_kinds(first), _kinds(second)):
        return False  # "the old bridge", "the new bridge"
    return not all(heads) or before.clause.person > 0 or bool(kin(heads[1:], content(before) | {heads[0]}))


def _kinds(subject: tuple[str, ...]) -> set[str]:
    """Stems of what stands before the noun that a subject is about."""
    end = next((at for at, word in enumerate(subject) if at and (word == "," or word in PREPOSITIONS)), len(subject))
    return {stem(word) for word in subject[:end] if is_full(word)} - {head(subject)}


def _is_self(side: Side) -> bool:
    """True for "I" and "we", and for the "he" of "Roe said he"."""
    return side.reported or parts(side).subject[:1] in (("i",), ("my",), ("we",), ("our",))


def who(side: Side) -> set[str]:
    """Words of who "I" or "we" is: the speaker's name, and the names among the words for the source."""
    named = {word.lower() for word in re.findall(r"[A-Z][\w-]{2,}", side.source)}
    return (named | side.names) - _NO_NAMES - {"the"}
