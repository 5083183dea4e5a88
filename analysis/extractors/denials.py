"""Denials and doubts of a text: the words that deny, and the words or the pointer that say what is denied.

A cue word alone is a poor witness (about one in three contests an assertion in PolNeAR); what stands as its object
decides. The noun classes are in lexicons/nouns.csv. What is no contest is left out or marked: a proposal rejected, a
permit denied, a non-denial, a court's dismissal, a criticism brushed off (Thompson & Ye 1991; Hooper 1975).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Hit, Words, find_cues, scope_of, verb_forms
from analysis.extractors.falsities import REPORTED_FALSE, falsities
from analysis.extractors.lexicons import read_list
from analysis.extractors.objects import (
    ARTICLES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    Denial,
    Object,
    has_no_object,
    is_passive,
    make_denial,
    object_after,
    object_at,
    object_before,
    sentence_of,
    subject_before,
)

_COURT = re.compile(
    r"\b(?:judges?|courts?|magistrates?|tribunal|jury|justices?|prosecutors?|appeals? panel|arbitrators?)\b", re.I
)
_OFFICE = re.compile(
    r"\b(?:board|commission|committee|council|agency|department|office|authorit\w+|regulators?|referees?|umpires?)\b",
    re.I,
)
_NORMATIVE = frozenset(["should", "must", "ought", "better", "deserve", "deserves", "deserved"])
_CASES = frozenset(
    [
        "case",
        "suit",
        "lawsuit",
        "charge",
        "complaint",
        "appeal",
        "claim",
        "indictment",
        "motion",
        "petition",
        "count",
        "application",
    ]
)
_LETTERS = re.compile(r"[A-Za-z]+")
_NONE: frozenset[str] = frozenset([""])
_TRUTHS = frozenset(
    [
        "truth",
        "basis",
        "substance",
        "foundation",
        "word",
        "shred",
        "grain",
        "ounce",
        "scrap",
        "element",
        "iota",
        "single",
        "such",
    ]
)
_REFUSALS = frozenset(["refusal", "disavow"])
# Nouns that can be an assertion or a proposal or a wish: with "to" after them they are the latter.
_WISHES = frozenset(["suggestion", "idea", "notion", "call", "recommendation"])
# Nouns for a thing that can be turned away as a thing: a manuscript's version, a report handed in.
_WORKS = frozenset(
    [
        "version",
        "picture",
        "reading",
        "representation",
        "interpretation",
        "report",
        "analysis",
        "account-book",
        "timeline",
    ]
)
_STRICT = frozenset(
    [
        "claim",
        "allegation",
        "accusation",
        "suggestion",
        "charge",
        "rumour",
        "rumor",
        "assertion",
        "speculation",
        "insinuation",
        "implication",
    ]
)


@cache
def _triggers() -> dict[str, frozenset[str]]:
    """First words of everything that can deny, doubt or turn down -> the words that must follow (none: any may)."""
    found: dict[str, set[str]] = {}
    free: set[str] = set(REPORTED_FALSE)
    for row in read_list("cues"):
        if row["class"] in ("denial", "doubt") or row["frame"] in _REFUSALS:
            first, *rest = row["pattern"].split()
            forms = {first, *(verb_forms(first) if row["part"] == "verb" else (first + "s",))}
            for form in forms:
                found.setdefault(form, set()).update(rest[:1])
            free |= set() if rest else forms
    for row in read_list("falsity"):
        first, *rest = re.findall(r"[a-z]+", row["words"])
        found.setdefault(first, set()).update(rest[:1])
        free |= set() if rest else {first}
    for first in ("no", "not", "a", "any", "t", "without"):
        found.setdefault(first, set()).update(_TRUTHS)
    return {word: frozenset() if word in free else frozenset(follow) for word, follow in found.items()} | {
        word: frozenset() for word in free
    }


def find_denials(text: str, sentences: Sequence[Span]) -> list[Denial]:
    """Denials, doubts and rejected proposals of `text`, in text order; `sentences` are its sentence spans."""
    found: list[Denial] = []
    last = -1
    for start in _trigger_places(text):
        at = sentence_of(sentences, start) if sentences else -1
        if at > last and sentences[at][0] <= start < sentences[at][1]:
            found += _in_sentence(Words(text, *sentences[at]), sentences[at])
            last = at
    return found


def _trigger_places(text: str) -> Iterator[int]:
    """Offsets of the words that can open a denial: most sentences have none and cost nothing more."""
    triggers = _triggers()
    previous: frozenset[str] = frozenset()
    before = 0
    for match in _LETTERS.finditer(text):
        word = match.group().lower()
        if word in previous:
            yield before
        previous = triggers.get(word, _NONE)
        if previous is not _NONE and not previous:
            yield match.start()
        before = match.start()


def _in_sentence(words: Words, sentence: Span) -> list[Denial]:
    found: list[Denial] = []
    for hit in find_cues(words):
        if hit.entry.cue_class in ("denial", "doubt") or hit.entry.frame in _REFUSALS:
            denial = _read_cue(words, hit, sentence)
            if denial:
                found.append(replace(denial, sentence=sentence))
    taken = [denial.evidence for denial in found if denial.basis != "rejected"]
    for denial in falsities(words, sentence):
        inside = any(a <= denial.words[0] < b for spans in taken for a, b in spans)
        if not inside and not any(d.words == denial.words for d in found):
            found.append(replace(denial, sentence=sentence))
    return sorted(_joined(words, found), key=lambda denial: denial.words)


def _joined(words: Words, found: list[Denial]) -> list[Denial]:
    """'downplayed or denied recent gains': two cues with one object count once, at the weaker cue's confidence."""
    kept: list[Denial] = []
    for denial in sorted(found, key=lambda d: d.words):
        before = kept[-1] if kept else None
        if (
            before
            and words.at(denial.words[0]) - words.at(before.words[1] - 1) == 2
            and words.low[words.at(denial.words[0]) - 1] in ("or", "and")
        ):
            strongest = max(before, denial, key=lambda d: d.confidence)
            kept[-1] = replace(
                strongest,
                words=(before.words[0], denial.words[1]),
                target=denial.target,
                form=denial.form,
                evidence=((before.words[0], denial.evidence[-1][1]),),
                noun=denial.noun,
                confidence=round(min(before.confidence, denial.confidence) + 0.15, 2),
                needs_claim=before.needs_claim and denial.needs_claim,
            )
            continue
        kept.append(denial)
    return kept


def _read_cue(words: Words, hit: Hit, sentence: Span) -> Denial | None:
    scope = scope_of(words, hit.first, sentence)
    if not scope.plain or "confirm" in words.low[max(0, hit.first - 3) : hit.first]:
        return None  # "has yet to confirm or deny"
    if words.low[max(0, hit.first - 1)] in ARTICLES and hit.entry.part == "verb":
        return None  # a noun: "the challenge", "a dispute", "no question"
    if hit.entry.part == "noun":
        return _read_noun(words, hit)
    if hit.entry.part == "adjective":
        return _read_adjective(words, hit)
    subject = subject_before(words, hit.first)
    if hit.entry.frame == "plead":
        return make_denial(
            words, hit, subject, Object("anaphor", hit.last, hit.last, "charge", frozenset(["accusation"])), 0.9
        )
    passive = is_passive(words, hit)
    target = object_before(words, hit, passive) if passive or has_no_object(words, hit) else object_after(words, hit)
    if target is None:
        return None
    confidence = _accept(words, hit, target, subject, bool(passive))
    if confidence < 0:
        return make_denial(words, hit, subject, target, 0.0, basis="rejected")
    return make_denial(words, hit, subject, target, confidence) if confidence else None


# ---- which objects make a contest


def _accept(words: Words, hit: Hit, target: Object, subject: Span | None, passive: bool) -> float:
    """Confidence that this cue with this object contests an assertion; 0: no contest, below 0: a proposal rejected."""
    frame = hit.entry.frame
    who = words.text[subject[0] : subject[1]] if subject else ""
    if frame in _REFUSALS:
        return -1.0 if target.classes & {"proposal"} and frame == "refusal" else 0.0
    if target.form == "question":
        return 0.5 if frame in ("question", "doubt") else 0.0
    if target.form == "clause":
        return _accept_clause(words, frame, target)
    if target.form == "gerund":
        return 0.85 if frame == "deny" else 0.0
    if target.form == "anaphor":
        return _accept_pointer(words, hit, target, who)
    if _normative(words, target):
        return 0.0
    rules = {"deny": _accept_deny, "downplay": _accept_downplay, "doubt": _accept_doubt, "question": _accept_doubt}
    return rules.get(frame, _accept_reject)(words, hit, target, who, passive)


def _accept_clause(words: Words, frame: str, target: Object) -> float:
    if frame == "question" or (target.article == "bare" and frame not in ("deny", "doubt")):
        return 0.0
    if _normative(words, target):
        return 0.0
    return {"deny": 0.9, "reject": 0.85, "dispute": 0.85, "refute": 0.85, "doubt": 0.6, "downplay": 0.4}.get(frame, 0.6)


def _accept_pointer(words: Words, hit: Hit, target: Object, who: str) -> float:
    frame = hit.entry.frame
    pronoun = target.noun in PRONOUNS or target.noun in ("", "which", "something")
    if frame in ("reject", "refute", "dispute") and _COURT.search(who) and target.noun in _CASES:
        return 0.0
    if frame == "plead":
        return 0.9
    if target.noun in ("him", "her", "them", "both", "all"):
        if frame == "contradict" and target.noun in ("him", "her", "them"):
            return 0.7
        return 0.75 if frame == "deny" and target.noun in ("them", "both", "all") else 0.0
    if frame == "deny":
        return 0.85
    if pronoun:
        if target.noun == "which":
            return 0.6 if frame in ("dispute", "refute", "reject") and target.first else 0.0
        return (
            {"dispute": 0.7, "refute": 0.7, "doubt": 0.5}.get(frame, 0.0)
            if hit.entry.pattern in ("dispute", "refute", "rebut", "doubt", "disprove", "debunk")
            else 0.0
        )
    return _accept_reject(words, hit, target, who, False) if target.classes else 0.75


def _normative(words: Words, target: Object) -> bool:
    """'the notion that it should be forgotten': what ought to be is an opinion, not a fact (C in the listing)."""
    first, last = target.clause or (0, 0)
    return any(word in _NORMATIVE for word in words.low[first:last])


def _accept_deny(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    low, after = words.low, words.low[target.head + 1 : target.head + 2]
    if low[target.first].endswith(("self", "selves")):
        return 0.0  # "denied himself nothing"
    if passive and not target.classes & {"claim", "accusation", "notion"}:
        return 0.0  # "was denied bail"
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
    after = low[target.head + 1 : target.head + 2] if target.head >= 0 else []
    pattern = hit.entry.pattern
    if frame == "contradict":
        return _accept_contradict(words, target)
    if (
        noun in _CASES
        and (_COURT.search(who) or after == ["for"] or (pattern == "dismiss" and passive))
        and not target.clause
    ):
        return 0.0
    if pattern in ("challenge", "question", "contest") and low[target.first] in ("him", "her", "them", "us"):
        return 0.0
    if noun in _WISHES and after == ["to"]:
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
    if frame == "reject" and not target.clause and (noun in _WORKS or _dismissed_as(words, hit, target)):
        asserts = frozenset()
    if target.classes & {"notion"} and (target.clause or frame == "refute"):
        return 0.7
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
    if target.classes & {"proposal"} and frame in ("reject", "dispute"):
        return -1.0
    return 0.0


def _dismissed_as(words: Words, hit: Hit, target: Object) -> bool:
    """'dismissed the report as a pamphlet' is criticism; 'dismissed the allegation as a stunt' is a denial."""
    singular = words.low[target.head] not in ("reports", "claims", "rumours", "rumors")
    return "as" in words.low[target.head : target.last] and singular and target.noun not in _STRICT


def _accept_contradict(words: Words, target: Object) -> float:
    if target.classes & {"claim", "accusation"}:
        return 0.7
    if target.head < 0:
        return 0.0
    person = words.raw(target.head)[0].isupper() or words.low[target.head] in _roles()
    return 0.6 if person else 0.0


@cache
def _roles() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in read_list("speaker-roles"))


def _accept_downplay(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    if target.classes & {"proposal", "opinion"} and not target.classes & {"event", "claim"}:
        return 0.0
    return 0.35 if not passive else 0.0


def _accept_doubt(words: Words, hit: Hit, target: Object, who: str, passive: bool) -> float:
    asserts = target.classes & {"claim", "accusation"}
    if asserts:
        return 0.55
    return 0.4 if target.clause else 0.0


def _read_noun(words: Words, hit: Hit) -> Denial | None:
    """'her denial that p', 'his denials of wrongdoing', 'a rebuttal of the claim'; plain "denial" is left alone."""
    low, after = words.low, words.low[hit.last : hit.last + 1]
    subject = subject_before(words, hit.first)
    if after == ["that"]:
        target = object_at(words, hit.last)
    elif after in (["of"], ["to"]) and hit.last + 1 < len(words):
        target = object_at(words, hit.last + 1)
        if not target.classes & {"claim", "accusation", "event", "wrongdoing"} or target.classes & {
            "withheld",
            "proposal",
        }:
            return None
    elif low[max(0, hit.first - 2) : hit.first] in (["issued", "a"], ["issue", "a"]):
        target = Object("anaphor", hit.last, hit.last, "")
    else:
        return None
    return make_denial(words, hit, subject, target, 0.75)


def _read_adjective(words: Words, hit: Hit) -> Denial | None:
    """'is sceptical that p', 'unconvinced by the claim', 'is not so sure': doubts; of plans and people no contest."""
    at, target = hit.last, None
    if at + 1 >= len(words) or words.low[at] in STOPS or words.low[at] in (",", '"', "”", "’"):
        target = Object("anaphor", at, at, "it")
    elif words.low[at] in ("that", "whether", "if"):
        target = object_at(words, at)
        target = replace(target, form="clause") if target.form == "question" else target
    elif words.low[at] in ("of", "about", "by"):
        target = object_at(words, at + 1)
    if target is None or (target.form == "noun" and not target.classes & {"claim", "accusation"}):
        return None
    if (
        words.low[max(0, hit.first - 1)] not in BE
        and not words.low[max(0, hit.first - 1)].endswith("ly")
        and words.low[hit.first] != "not"
    ):
        return None
    made = make_denial(words, hit, subject_before(words, hit.first), target, 0.5)
    return replace(made, needs_claim=target.form == "anaphor")
