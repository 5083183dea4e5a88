"""Which objects make a cue a contest: "denied the charge", not "denied the permit"; "rejected the claim", not a plan.

The noun classes are in lexicons/nouns.csv; nouns that count only with a clause, or only as things, in word-classes.csv.
"""

import re
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Hit, Words
from analysis.extractors.denial.records import Object
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import measures
from analysis.extractors.wording import DETERMINERS, PREPOSITIONS, PRONOUNS, verbs, word_class

_VIEWS = ("view", "belief", "notion")
_ASKS_MONEY = re.compile(
    r"[$£€¥]\s?\d[\d.,]*(?:\s(?:million|billion))?\sclaim|\bclaims?\s(?:for|over|worth|of)\s(?:\w+\s){0,2}[$£€¥]\s?\d"
)
# Cues whose bare pronoun is what was said: "disputes this", not "rejects it", which may be an offer.
_POINTED = (
    "dispute",
    "contest",
    "refute",
    "rebut",
    "doubt",
    "disprove",
    "debunk",
    "take issue with",
    "take exception to",
)
REFUSALS = frozenset(["refusal", "disavow"])
_COURT = re.compile(
    r"\b(?:judges?|courts?|magistrates?|tribunal|jury|justices?|prosecutors?|appeals? panel|arbitrators?)\b", re.I
)
_OFFICE = re.compile(
    r"\b(?:board|commission|committee|council|agency|department|office|authorit\w+|regulators?|referees?|umpires?)\b",
    re.I,
)


def accept(words: Words, hit: Hit, target: Object, subject: Span | None, passive: bool) -> float:
    """Confidence that this cue with this object contests an assertion; 0: no contest, below 0: a proposal rejected."""
    frame = hit.entry.frame
    who = words.text[subject[0] : subject[1]] if subject else ""
    if frame in REFUSALS:
        return -1.0 if target.classes & {"proposal"} and frame == "refusal" else 0.0
    if target.form == "question":
        return 0.5 if frame in ("question", "doubt") else 0.0
    if target.form == "clause" and hit.entry.pattern == "counter":
        return 0.0  # "countered it was time to go": the speaker's own claim
    if target.form == "clause":
        return _accept_clause(words, frame, target)
    if target.form == "gerund":
        disputed = frame == "dispute" and words.low[target.first] in ("having", "being")
        return 0.85 if frame == "deny" else 0.7 if disputed else 0.0
    if passive and frame == "deny" and not target.classes & {"accusation"} and _by_court(words, hit):
        return 0.0  # "a motion to hand over the article was denied by Judge Roe"
    if target.form == "anaphor":
        return _accept_pointer(words, hit, target, who)
    if _normative(words, target):
        return 0.0
    rules = {"deny": _accept_deny, "downplay": _accept_downplay, "doubt": _accept_doubt, "question": _accept_doubt}
    return rules.get(frame, _accept_reject)(words, hit, target, who, passive)


def _by_court(words: Words, hit: Hit) -> bool:
    """True where a court is named behind "by"."""
    agent = words.low[hit.last + 1 : hit.last + 4] if words.low[hit.last : hit.last + 1] == ["by"] else []
    return bool(_COURT.search(" ".join(agent)))


def _accept_clause(words: Words, frame: str, target: Object) -> float:
    if frame == "question" or (target.article == "bare" and frame not in ("deny", "doubt")):
        return 0.0
    if _normative(words, target):
        return 0.0
    return {"deny": 0.9, "reject": 0.85, "dispute": 0.85, "refute": 0.85, "doubt": 0.6, "downplay": 0.4}.get(frame, 0.6)


def _accept_pointer(words: Words, hit: Hit, target: Object, who: str) -> float:
    frame = hit.entry.frame
    pronoun = target.noun in PRONOUNS or target.noun in ("", "which", "something")
    if frame in ("reject", "refute", "dispute") and _COURT.search(who) and target.noun in word_class("court case"):
        return 0.0
    if frame == "doubt" and target.noun == "" and len(hit.entry.pattern.split()) > 1:
        return 0.5  # "has his doubts"
    if words.low[target.first : target.first + 1] == ["what"] and frame in ("dispute", "refute", "reject", "deny"):
        # "contests what the footage shows", not "rejects what he stands for" or "disagrees with what he said"
        tells = words.low[target.last - 1] in verbs("stating verb") | verbs("showing verb")
        opinion = hit.entry.pattern in ("disagree with", "object to", "challenge", "take exception to")
        return 0.7 if tells and not opinion else 0.0
    if target.noun in ("him", "her", "them", "both", "all"):
        if frame == "contradict" and target.noun in ("him", "her", "them"):
            return 0.7
        return 0.75 if frame == "deny" and target.noun in ("them", "both", "all") else 0.0
    if frame == "deny":
        return 0.85
    if frame == "question" and words.low[target.first - 1] in ("whether", "if"):
        return 0.5  # "questioned whether that number was right"
    if frame == "contradict" and target.noun in ("this", "that", "it"):
        return 0.6
    if target.noun in _VIEWS and frame in ("dispute", "reject", "refute"):
        return 0.6  # "a view contested by its owner"
    if pronoun:
        if target.noun == "which":
            return 0.6 if frame in ("dispute", "refute", "reject") and target.first else 0.0
        return (
            {"dispute": 0.7, "refute": 0.7, "doubt": 0.5}.get(frame, 0.0)
            if hit.entry.pattern in _POINTED or (frame == "doubt" and " " in hit.entry.pattern)
            else 0.5 * (frame == "reject" and target.noun in ("that", "this") and hit.entry.pattern != "laugh at")
        )
    return _accept_reject(words, hit, target, who, False) if target.classes else 0.75


def _normative(words: Words, target: Object) -> bool:
    """'the notion that it should be forgotten': what ought to be is an opinion, not a fact (C in the listing)."""
    first, last = target.clause or (0, 0)
    return any(word in word_class("normative") for word in words.low[first:last])


def _accept_deny(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    low, after = words.low, words.low[target.head + 1 : target.head + 2]
    if low[target.first].endswith(("self", "selves")):
        return 0.0  # "denied himself nothing"
    if passive and not target.classes & {"claim", "accusation", "notion"}:
        return 0.0  # "was denied bail"
    if target.article in ("the", "a", "an") and target.noun in roles():
        return 0.0  # "denied the striker twice"
    if _is_name(words, target):
        return 0.0  # "denied Talbot from two yards"
    asked = after == ["for"] and target.article in ("a", "an", "his", "her", "their", "its")
    behind = {word.removesuffix("s") for word in low[target.head + 2 : target.head + 6]}
    asked = asked and not word_class("period") & behind  # "for the first time", "for years"
    if target.noun == "claim" and (asked or _of_money(words, target)):
        return 0.0  # "denied his claim for the crack", "a $4,800 claim": an insurer's claim
    if target.clause:
        return 0.9 if target.classes & {"claim", "accusation", "notion", "event"} or not target.classes else 0.8
    if target.classes & {"event", "wrongdoing"} and (
        target.article in ("any", "all", "having", "his", "her", "their", "its")
        or not target.classes & {"withheld", "proposal"}
    ):
        return 0.85
    if target.classes & {"claim", "accusation", "denial"} and "withheld" not in target.classes:
        return 0.85
    if target.article in ("any", "all", "ever") and not target.classes & {"withheld", "opinion"}:
        return 0.8
    if target.classes & {"withheld", "proposal", "opinion"} or _two_objects(words, target) or after == ["to"]:
        return 0.0
    if target.classes & {"notion"}:
        return 0.6
    if _COURT.search(who) or _OFFICE.search(who):
        return 0.0
    return 0.55 if target.head >= 0 else 0.0


def _is_name(words: Words, target: Object) -> bool:
    """True for somebody's name, alone."""
    named = target.head >= 0 and words.text[words.start[target.head]].isupper()
    return named and words.text[words.start[target.first]].isupper() and not (target.classes or target.clause)


def _of_money(words: Words, target: Object) -> bool:
    """True for a claim that asks for money: "a $9 million claim", "his claim for £300"."""
    phrase = words.text[words.start[target.first] : words.end[target.last - 1]]
    return bool(_ASKS_MONEY.search(phrase)) and not target.clause


def _two_objects(words: Words, target: Object) -> bool:
    """'denied his party the victory', 'denied them permits': something withheld from somebody."""
    low = words.low
    if (
        low[target.first] in ("him", "her", "them", "us", "me", "you")
        and target.last > target.first + 1
        and target.head > target.first
    ):
        return True
    rest = low[target.first + 1 : target.last]
    stop = next((i for i, word in enumerate(rest) if word in PREPOSITIONS or word == "that"), len(rest))
    return any(word in DETERMINERS for word in rest[:stop])


def _accept_reject(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    """Reject, dismiss, dispute, refute, contradict, push back on: an assertion must be the object."""
    frame, low, noun = hit.entry.frame, words.low, target.noun
    if hit.entry.pattern == "laugh at" and noun in word_class("tale"):
        return 0.0
    after = low[target.head + 1 : target.head + 2] if target.head >= 0 else []
    pattern = hit.entry.pattern
    if frame == "contradict":
        return _accept_contradict(words, target)
    if (
        noun in word_class("court case")
        and (_COURT.search(who) or after == ["for"] or (pattern == "dismiss" and passive))
        and not target.clause
    ):
        return 0.0
    if pattern in ("challenge", "question", "contest") and low[target.first] in ("him", "her", "them", "us"):
        return 0.0
    if noun in word_class("wish") and after == ["to"]:
        return -1.0
    asserts = target.classes & {"claim", "accusation"}
    if (
        noun
        in (
            "comment",
            "remark",
            "complaint",
            "article",
            "statement",
            "result",
            "verdict",
            "tale",
            "point",
            "evidence",
            "analysis",
            "theory",
        )
        and not target.clause
    ):
        strict = (
            frame in ("refute", "dispute")
            and noun not in ("verdict", "complaint", "article")
            and pattern not in ("disagree with", "challenge", "contest", "counter", "object to")
        )
        asserts = asserts if strict else frozenset()
    told = noun == "version" and target.article in ("that", "this", "his", "her", "their", "its")
    if (
        frame == "reject"
        and not target.clause
        and not told
        and (noun in word_class("work") or _dismissed_as(words, hit, target))
    ):
        asserts = frozenset()
    if target.classes & {"notion"} and (target.clause or frame == "refute"):
        return 0.7
    if target.classes & {"text"} and frame == "refute":
        return 0.7  # "debunked a message": what it says
    if asserts and "opinion" not in target.classes - asserts:
        weak = pattern in ("disagree with", "object to", "challenge", "contest", "counter", "shrug off", "brush off")
        return 0.65 if weak else 0.8
    if (
        target.classes & {"event", "wrongdoing"}
        and frame in ("refute", "dispute")
        and target.article in ("any", "all")
        and pattern in ("dispute", "refute", "rebut")
    ):
        return 0.6
    if frame == "reject" and target.article in ("any", "all") and noun in related_nouns():
        return 0.6  # "rejected any link between the two"
    if target.classes & {"proposal"} and frame in ("reject", "dispute"):
        return -1.0
    return 0.0


@cache
def related_nouns() -> frozenset[str]:
    """Nouns of relation and of guilt: "link", "involvement", "knowledge", "wrongdoing"; none that can be proposed."""
    rows = list(read_list("nouns"))
    proposed = {row["noun"] for row in rows if row["class"] == "proposal"}
    listed = {r["noun"] for r in rows if (r["class"] == "event" and r["template"]) or r["class"] == "wrongdoing"}
    return frozenset(listed - proposed)


def _dismissed_as(words: Words, hit: Hit, target: Object) -> bool:
    """'dismissed the report as a pamphlet' is criticism; 'dismissed the allegation as a stunt' is a denial."""
    behind = words.low[target.head : target.last]
    told = behind[behind.index("as") + 1 :] if "as" in behind else []
    if word_class("tale") & set(told[:5]):
        return False  # "dismissed the story as “a family legend”"
    singular = words.low[target.head] not in ("reports", "claims", "rumours", "rumors")
    return "as" in words.low[target.head : target.last] and singular and target.noun not in word_class("strict")


def _accept_contradict(words: Words, target: Object) -> float:
    if target.classes & {"claim", "accusation"}:
        return 0.7
    if target.head < 0:
        return 0.0
    person = words.raw(target.head)[0].isupper() or words.low[target.head] in roles()
    return 0.6 if person else 0.0


@cache
def roles() -> frozenset[str]:
    """Words for whom a person is, in lower case: "minister", "captain" (lexicons/speaker-roles.csv)."""
    return frozenset(row["word"].lower() for row in read_list("speaker-roles"))


def _accept_downplay(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    if target.classes & {"proposal", "opinion"} and not target.classes & {"event", "claim"}:
        return 0.0
    return 0.35 if not passive else 0.0


def _accept_doubt(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    asserts = target.classes & {"claim", "accusation"}
    if asserts:
        return 0.55
    counted = hit.entry.pattern == "doubt" and target.article in ("the", "that", "those", "his", "her", "their", "its")
    measured = counted and bool(measures(words.text, [(words.start[target.first], words.end[target.last - 1])]))
    return 0.4 if target.clause or measured else 0.0
