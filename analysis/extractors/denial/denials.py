"""Denials and doubts of a text: the words that deny, and the words or the pointer that say what is denied.

A cue word alone is a poor witness (about one in three contests an assertion in PolNeAR); what stands as its object
decides. The noun classes are in lexicons/nouns.csv. What is no contest is left out or marked: a proposal rejected, a
permit denied, a non-denial, a court's dismissal, a criticism brushed off (Thompson & Ye 1991; Hooper 1975).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from analysis.columns import Span, overlaps
from analysis.extractors.cues import Hit, Words, find_cues, scope_of, verb_forms
from analysis.extractors.denial.contesting import REFUSALS, accept
from analysis.extractors.denial.echoes import echoes
from analysis.extractors.denial.falsities import REPORTED_FALSE, falsities
from analysis.extractors.denial.objects import behind_as, has_no_object, object_after, object_at, object_before
from analysis.extractors.denial.phrases import phrases
from analysis.extractors.denial.records import Denial, Object, make_denial
from analysis.extractors.denial.verdicts import ACCUSE
from analysis.extractors.lexicons import read_list
from analysis.extractors.wording import (
    ARTICLES,
    BE,
    PREPOSITIONS,
    STOPS,
    is_adverb,
    is_passive,
    sentence_of,
    subject_before,
    verbs,
    word_class,
)

_LETTERS = re.compile(r"[A-Za-z]+")
_NONE: frozenset[str] = frozenset([""])


@cache
def _triggers() -> dict[str, frozenset[str]]:
    """First words of everything that can deny, doubt or turn down -> the words that must follow (none: any may)."""
    found: dict[str, set[str]] = {}
    free: set[str] = set(REPORTED_FALSE)
    for row in read_list("cues"):
        if row["class"] in ("denial", "doubt") or row["frame"] in REFUSALS:
            first, *rest = row["pattern"].split()
            forms = {first, *(verb_forms(first) if row["part"] == "verb" else (first + "s",))}
            forms |= {form.split("-")[0] for form in forms}  # letters alone are looked for: "pooh-poohed"
            for form in forms:
                found.setdefault(form, set()).update(rest[:1])
            free |= set() if rest else forms
    for row in read_list("falsity"):
        first, *rest = re.findall(r"[a-z]+", row["words"])
        found.setdefault(first, set()).update(rest[:1])
        free |= set() if rest else {first}
        free |= set(rest[:1]) if first in ("a", "an") and len(rest) == 1 else set()  # "a wicked lie"
        found.setdefault("t", set()).update(rest[:1] if first == "not" else ())  # "isn't true"
    free |= {"got", "get", "gets"} | ACCUSE | verbs("calling verb")
    for first in ("no", "not", "a", "an", "any", "t", "without"):
        found.setdefault(first, set()).update(word_class("truth"))
    found["no"] |= {"evidence", "part", "proof", "sign", "such"}
    found["not"].add("one")
    found.setdefault("nothing", set()).update(("of", "in", "could", "is", "was"))
    found.setdefault("none", set()).add("of")
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
    for phrase in phrases(text, sentences):
        again = [denial for denial in found if overlaps(denial.words, (phrase.words,))]
        if all(denial.stance == "doubts" for denial in again):  # of two readings the one with open places tells more
            found = [*(denial for denial in found if denial not in again), phrase]
    return sorted([*found, *echoes(text, sentences)], key=lambda denial: denial.words)


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
    for hit in map(partial(_dismissing, words), find_cues(words)):
        if hit.entry.cue_class in ("denial", "doubt") or hit.entry.frame in REFUSALS:
            denial = _read_cue(words, hit, sentence)
            if denial:
                found.append(replace(denial, sentence=sentence))
    taken = [denial.evidence for denial in found if denial.basis != "rejected"]
    for denial in falsities(words, sentence):
        inside = any(a <= denial.words[0] < b for spans in taken for a, b in spans)
        again = [d for d in found if d.words[0] < denial.words[1] and denial.words[0] < d.words[1]]
        if again and not inside and all(d.stance == "doubts" for d in again) and denial.stance == "denies":
            found, again = [d for d in found if d not in again], []  # "unproven and false": the firmer word counts
        if not inside and not again:
            found.append(replace(denial, sentence=sentence))
    return sorted(_joined(words, found), key=lambda denial: denial.words)


def _dismissing(words: Words, hit: Hit) -> Hit:
    """'dismissed as rubbish the claim that p' denies p; 'dismissed the plan as rubbish' does not."""
    if hit.entry.pattern != "dismiss as" or behind_as(words, hit.first + 1) == hit.first + 1:
        return hit
    entry = replace(hit.entry, pattern="dismiss", cue_class="denial", frame="refute")
    return Hit(hit.first, hit.first + 1, entry)


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
    if (
        hit.entry.part == "verb"
        and hit.first
        and (words.low[hit.first - 1] in ARTICLES or words.low[hit.first - 1] == "as")
    ):
        return None  # a noun: "the challenge", "a dispute", "no question", "dismissed as rubbish"
    if hit.entry.pattern.endswith("otherwise") and words.low[max(0, hit.first - 1)] in ("who", "to"):
        return None  # "anybody who says otherwise"
    if hit.entry.part == "noun":
        return _read_noun(words, hit)
    if hit.entry.part == "adjective":
        return _read_adjective(words, hit)
    if words.low[hit.first] == hit.entry.pattern == "rubbish" and has_no_object(words, hit):
        return None  # “Total rubbish,”
    subject = subject_before(words, hit.first)
    if hit.entry.frame == "plead":
        return make_denial(words, hit, subject, _pleaded(words, hit), 0.9)
    passive = is_passive(words, hit)
    if passive and hit.entry.frame == "deny" and _is_given_less(words, hit):
        return None
    target = object_before(words, hit, passive) if passive or has_no_object(words, hit) else object_after(words, hit)
    if target is None:
        return None
    confidence = accept(words, hit, target, subject, bool(passive))
    if confidence < 0:
        return make_denial(words, hit, subject, target, 0.0, basis="rejected")
    made = make_denial(words, hit, subject, target, confidence) if confidence else None
    # "The log shows otherwise" says nothing without what it is otherwise than.
    return replace(made, needs_claim=True) if made and hit.entry.pattern.endswith("otherwise") else made


def _pleaded(words: Words, hit: Hit) -> Object:
    """What a plea denies: "not guilty to burning the tags" says it, "not guilty" and "not guilty to murder" point."""
    did = words.low[hit.last + 1] if words.low[hit.last : hit.last + 1] == ["to"] and hit.last + 2 < len(words) else ""
    deed = object_at(words, hit.last + 1) if did.endswith("ing") else None
    if deed and deed.form == "gerund" and deed.last - deed.first > 2:
        return deed
    return Object("anaphor", hit.last, hit.last, "charge", frozenset(["accusation"]))


def _is_given_less(words: Words, hit: Hit) -> bool:
    """'It was denied planning permission': a passive with an object behind it keeps something from its subject."""
    after = words.low[hit.last : hit.last + 1]
    plain = not set(after) & (PREPOSITIONS | STOPS | {",", "and", "or", "that", "as", '"', "”", "’"})
    return bool(after) and plain and not is_adverb(after[0]) and has_no_object(words, hit) is False


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
    named = target is not None and words.low[target.head + 1 : target.head + 2] == ["of"]  # "the talk of theft"
    wanted = {"claim", "accusation", "notion"} if named else {"claim", "accusation"}
    if target is None or (target.form == "noun" and not target.classes & wanted):
        return None
    if (
        words.low[max(0, hit.first - 1)] not in BE
        and not is_adverb(words.low[max(0, hit.first - 1)])
        and words.low[hit.first] != "not"
    ):
        return None
    made = make_denial(words, hit, subject_before(words, hit.first), target, 0.5)
    return replace(made, needs_claim=target.form == "anaphor")
