"""Wordings that call what was said false without a predicate of its own: epithets, "no evidence that", "got it wrong".

The words are in lexicons/falsity.csv (Ennals et al. 2010) and, for tales, in lexicons/word-classes.csv.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.extractors.cues import Entry, Hit, Words, verb_forms
from analysis.extractors.denial.objects import object_at, owner_of
from analysis.extractors.denial.records import Denial, Object, make_denial
from analysis.extractors.lexicons import read_list
from analysis.extractors.wording import (
    AUXILIARY,
    BE,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    STOPS,
    class_of,
    nouns,
    subject_before,
    verbs,
    word_class,
)

# What can be called false: what is said, and what it is said in ("the letter").
SAID = frozenset(["claim", "accusation", "text"])
_OPENINGS = {"an": "a", "n't": "not"}
_SHOWN = ("proof", "sign")
_VERDICT = Entry("", "phrase", "denial", "falsity", 0.9, ())


@cache
def listed() -> dict[str, list[tuple[tuple[str, ...], float, str]]]:
    """Entries of lexicons/falsity.csv by their first word, "an" written "a", the longest first, with their strength and
    stance."""
    found: dict[str, list[tuple[tuple[str, ...], float, str]]] = {}
    for row in read_list("falsity"):
        words = tuple("a" if word == "an" else word for word in Words(row["words"]).low)
        found.setdefault(words[0], []).append((words, float(row["strength"]), row["stance"]))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def false_denial(words: Words, hit: Hit, target: Object, first: int, confidence: float) -> Denial:
    made = make_denial(words, hit, subject_before(words, first), target, round(min(confidence, hit.entry.strength), 2))
    stance = "denies" if hit.entry.cue_class == "denial" else "doubts"
    begin = min(words.start[first], made.evidence[0][0])
    return replace(
        made,
        basis="falsity predicate",
        stance=stance,
        evidence=((begin, made.evidence[0][1]),),
        needs_claim=hit.entry.strength < 0.9,
    )


def verdicts(words: Words, at: int) -> Iterator[Denial]:
    """What the word at position `at` opens, if it opens one of these wordings."""
    low, word = words.low, words.low[at]
    found: Denial | None = None
    if word in ("no", "not"):
        shown = at + 1 < len(low) and low[at + 1] in ("evidence", *_SHOWN)
        found = no_evidence(words, at) if shown else no_such(words, at)
    elif word in verbs("calling verb"):
        found = called(words, at)
    elif word in ("got", "get", "gets"):
        found = got_wrong(words, at)
    elif word in ACCUSE:
        found = accused_of_lying(words, at)
    elif word in BE and low[at + 1 : at + 2] == ["how"]:
        found = was_how(words, at)
    if found is None and word in ("nothing", "none", "not", "no", "hardly"):
        found = nothing_of_it(words, at)
    last = no_truth_words(low, at)
    if found is None and last and last < len(low):
        found = no_truth(words, at, last)
    if found:
        yield found


_NOTHING = re.compile(
    r"nothing (?:of the (?:sort|kind)|(?:could|can|is|was) (?:be |have been )?(?:further|farther) from "
    r"(?:the truth|the case|reality|it))\b"
    r"|(?:not (?:a|one)(?: single)? (?:word|line|syllable)|none|nothing|no part|not a bit|hardly a word) (?:of|in) "
    r"(?:it|that|this|those|what \w+ \w+|(?:the|that|this|his|her|their|its) \w+) (?:is|was|are|were|has been|"
    r"rings|rang) (?:true|right|accurate|correct|so)\b"
)
_DOING = frozenset(["do", "does", "did", "done", "doing", "say", "says", "said", "mean", "meant", "write", "wrote"])


def nothing_of_it(words: Words, at: int) -> Denial | None:
    """'nothing of the sort', 'nothing could be further from the truth', 'not one word of that is true'."""
    match = _NOTHING.match(" ".join(words.low[at : at + 12]))
    if match is None:
        return None
    last = at + len(match.group().split())
    return false_denial(words, Hit(at, last, _VERDICT), Object("anaphor", at, at, "it"), at, 0.7)


def no_such(words: Words, at: int) -> Denial | None:
    """'There is no such plan', 'no such meeting took place', 'not one such case': it points to what was said."""
    low = words.low
    if low[at : at + 3] == ["not", "one", "such"] and at and low[at - 1] in BE:
        return false_denial(words, Hit(at, at + 3, _VERDICT), Object("anaphor", at, at, "it"), at, 0.65)
    if low[at] != "no":
        return None
    if low[at + 1 : at + 3] == ["such", "thing"] and at and low[at - 1] in _DOING:
        return false_denial(words, Hit(at, at + 3, _VERDICT), Object("anaphor", at, at, "it"), at - 1, 0.7)
    if low[at + 1 : at + 2] != ["such"] or at + 3 >= len(low) or low[at + 2] in ("thing", "things"):
        return None
    exists = at > 1 and low[at - 1] in BE and "there" in low[max(0, at - 4) : at - 1]
    happens = low[at + 3] in AUXILIARY or low[at + 3] in ("existed", "exists", "took", "occurred", "happened")
    opens = STOPS | OPENING | {",", "that"} | verbs("stating verb") | verbs("speech verb")
    if not (exists or (happens and (at == 0 or low[at - 1] in opens))):
        return None
    return false_denial(words, Hit(at, at + 3, _VERDICT), Object("anaphor", at, at, "it"), at, 0.65)


def no_evidence(words: Words, at: int) -> Denial | None:
    """'found no evidence that p', 'there is no evidence of fraud': who says so holds that p is not shown to be so; who
    saw no proof or sign of it doubts it."""
    low, place = words.low, at + 2
    while place < len(low) and low[place] in ('"', "”", "’", "whatsoever", "at", "all"):
        place += 1
    if place + 2 >= len(low) or low[place] not in ("that", "of"):
        return None
    target = object_at(words, place if low[place] == "that" else place + 1)
    if low[place] == "of" and not target.classes & {"wrongdoing", "event"}:
        return None
    if target.form not in ("clause", "noun"):
        return None
    made = false_denial(words, Hit(at, at + 2, _VERDICT), target, at, 0.6)
    if low[at + 1] in _SHOWN:
        made = replace(made, basis="doubt", stance="doubts", confidence=0.5, needs_claim=True)
    return made


def called(words: Words, at: int) -> Denial | None:
    """'called that impossible', 'called the paper “fiction with footnotes”': named for what cannot be so.

    The open class of predicates is read by its first word (lexicons/falsity.csv), whatever follows it in the quotation.
    """
    low, known = words.low, listed()
    tale = _tale(words, at)
    if tale:
        return tale
    for place in range(at + 2, min(len(low), at + 8)):
        if low[place] in STOPS or low[place] == ",":
            return None
        opened = low[place] in OPENING
        first = place + opened
        found = known.get(opening(low[first]), ()) if first < len(low) else ()
        firm = (entry[0] for entry in found if entry[2] == "denies" and entry[1] >= 0.9)
        if not any(begins(low, first, entry) for entry in firm):
            continue
        target = words.low[at + 1 : place]
        point = len(target) == 1 and target[0] in ("it", "this", "that", "them", "those", "these")
        noun = next((low[k] for k in range(place - 1, at, -1) if nouns().get(low[k], frozenset()) & SAID), "")
        whole = opened and noun and place - at <= 4  # “fiction with footnotes”
        if not (whole or (point and (opened or low[first + 1 : first + 2] in ([","], ["."], [";"], [":"], ["and"])))):
            continue
        head = at + 1 if point else low.index(noun, at)
        owner = None if point else owner_of(words, at + 1, head)
        pointed = Object("anaphor", at + 1, place, low[head] if point else class_of(low, head)[0], owner=owner)
        return false_denial(words, Hit(at, first + 1, _VERDICT), pointed, at, 0.7)
    return None


def opening(word: str) -> str:
    """The form in which lexicons/falsity.csv lists a first word: "a" for "an", "not" for "n't"."""
    return _OPENINGS.get(word, word)


def begins(low: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    """True where the words from `at` on are an entry of the list."""
    return (opening(low[at]), *low[at + 1 : at + len(phrase)]) == phrase


def _tale(words: Words, at: int) -> Denial | None:
    """'calls night dumping “a campfire story”': an epithet in quotation marks whose head is a tale."""
    low = words.low
    opened = next((k for k in range(at + 2, min(len(low), at + 9)) if low[k] in OPENING), None)
    if opened is None or any(k in STOPS or k == "," for k in low[at + 1 : opened]):
        return None
    closed = next((k for k in range(opened + 1, min(len(low), opened + 9)) if low[k] in "\"”’'"), len(low))
    epithet = [k for k in low[opened + 1 : closed] if k[0].isalpha()]
    head = next((k for k, w in enumerate(epithet) if w in PREPOSITIONS), len(epithet)) - 1
    if head < 1 or epithet[0] not in ("a", "an", "pure") or epithet[head] not in word_class("tale"):
        return None
    if epithet[head - 1].endswith("pipe"):
        return None  # "a pipe dream" is a plan
    place = opened - (low[opened - 1] == "as")
    said = any(nouns().get(word, frozenset()) & {"claim", "accusation", "notion"} for word in low[at + 1 : place])
    if not (
        said
        or (low[place - 1].endswith("ing") and low[at + 1] not in DETERMINERS)
        or low[at + 1 : place] in (["it"], ["that"], ["this"], ["them"])
    ):
        return None  # "called the evening “a long story”"
    target = Object("anaphor", at + 1, place, low[place - 1])
    return false_denial(words, Hit(at, min(closed, len(low)), _VERDICT), target, at, 0.65)


ACCUSE = frozenset(verb_forms("accuse"))
_LYING = re.compile(
    r"of (?:lying|making (?:it|this|that|things|the whole thing) up|inventing (?:it|this|that|things)|"
    r"telling (?:lies|tales))\b"
)


def accused_of_lying(words: Words, at: int) -> Denial | None:
    """'accused her of making it up': what she said is false."""
    low = words.low
    of = next((k for k in range(at + 2, min(len(low), at + 6)) if low[k] == "of"), None)
    if of is None or not _LYING.match(" ".join(low[of : of + 6])):
        return None
    if low[at + 1 : of] not in (["him"], ["her"], ["them"], ["it"]) and not words.raw(of - 1)[0].isupper():
        return None
    target = Object("anaphor", at + 1, of, "statement", owner=(words.start[at + 1], words.end[of - 1]))
    return false_denial(words, Hit(at, of + 2, _VERDICT), target, at, 0.7)


def was_how(words: Words, at: int) -> Denial | None:
    """'“A fairy tale with a budget” was how the ministry described the accusation': the quotation comes first."""
    low = words.low
    if at < 3 or low[at - 1] not in "\"”’'":
        return None
    opened = next((k for k in range(at - 2, max(-1, at - 14), -1) if low[k] in OPENING), None)
    calling = verbs("calling verb") | {"put"}
    verb = next((k for k in range(at + 3, min(len(low), at + 14)) if low[k] in calling), None)
    if opened is None or verb is None or verb + 1 >= len(low):
        return None
    said = [k for k in low[opened + 1 : at - 1] if k not in ("a", "an", "the")]
    known = listed().get(said[0], ()) if said else ()
    if not said or not (any(entry[2] == "denies" for entry in known) or said[0] in word_class("tale")):
        return None
    return false_denial(words, Hit(verb, verb + 1, _VERDICT), object_at(words, verb + 1), opened, 0.7)


def got_wrong(words: Words, at: int) -> Denial | None:
    """'the review had got it wrong': what the one who got it wrong has said."""
    low = words.low
    if low[at + 1 : at + 3] != ["it", "wrong"] and low[at + 2 : at + 4] != ["facts", "wrong"]:
        return None
    subject = subject_before(words, at)
    if subject is None:
        return None
    first, verbs_of_saying = words.at(subject[0]), {"that", *verbs("stating verb")}
    said = [k for k in range(first, words.at(subject[1] - 1)) if low[k] in verbs_of_saying]
    first = said[-1] + 1 if said else first
    subject = (words.start[first], subject[1])
    noun, classes = class_of(low, words.at(subject[1] - 1))
    target = Object("anaphor", first, words.at(subject[1] - 1) + 1, noun, classes, owner=subject)
    return false_denial(words, Hit(at, at + 3, _VERDICT), target, first, 0.7)


def no_truth_words(low: Sequence[str], at: int) -> int:
    """Position after 'no truth', 'not a word of truth', 'no basis' that starts at `at`; 0 where none does."""
    if low[at] not in ("no", "not", "without", "n't"):
        return 0
    match = re.match(
        r"(?:(?:a|an|any|one|the slightest)\s)?(?:(?:single\s)?(?:word|shred|grain|ounce|scrap|element|"
        r"iota)\sof\s)?(?:truth|basis|substance|foundation)\b",
        " ".join(low[at + 1 : at + 8]),
    )
    return at + 1 + len(match.group().split()) if match else 0


def no_truth(words: Words, at: int, last: int) -> Denial:
    """'there is no truth to the claim that p'."""
    place = last + 1 if words.low[last] in ("to", "in", "for", "behind") else None
    if place is None or place >= len(words):
        target = Object("anaphor", at, last, "it")
    else:
        target = object_at(words, place)
        if target.form == "noun" and not target.clause:
            target = replace(target, form="anaphor")
    return false_denial(words, Hit(at, last, _VERDICT), target, at, 0.8)
