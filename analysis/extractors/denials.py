"""Denials and doubts of a text: the words that deny, and the words or the pointer that say what is denied.

A cue word alone is a poor witness (about one in three contests an assertion in PolNeAR); what stands as its object
decides. The noun classes are in lexicons/nouns.csv, words that call something false in lexicons/falsity.csv. What
is no contest is left out or marked: a proposal rejected, a permit denied, a non-denial, a court's dismissal, a criticism
brushed off (Thompson & Ye 1991; Hooper 1975; Ennals et al. 2010).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Entry, Hit, Words, find_cues, read_list, scope_of, verb_forms
from analysis.extractors.records import Spans

BE = frozenset("is are was were be been being 's 're am isn aren wasn weren".split())
AUXILIARY = BE | frozenset("has have had having do does did will would can could may might shall should must ever 'd 'll 've".split())
PRONOUNS = frozenset("it this that them those these so him her which both all everything".split())
_SUBJECTS = frozenset("he she they it we i you there".split())
_DETERMINERS = frozenset("the a an any all some those these this that his her their its our my your such no both each every".split())
_ARTICLES = frozenset("the a an his her their its our my your no any some".split())
_PREPOSITIONS = frozenset(
    "of in to with from by for on at against between about over into under as during after before via among around regarding "
    "concerning towards toward surrounding".split()
)
_STOPS = frozenset([*".;:!?()[]—–", "but", "however", "though", "although", "because", "while", "when", "who", "which", "whose"])
_SPEECH = frozenset(f for v in "say add note call insist tell argue claim point explain state vow write".split() for f in verb_forms(v))
_COURT = re.compile(r"\b(?:judges?|courts?|magistrates?|tribunal|jury|justices?|prosecutors?|appeals? panel|arbitrators?)\b", re.I)
_OFFICE = re.compile(r"\b(?:board|commission|committee|council|agency|department|office|authorit\w+|regulators?|referees?|umpires?)\b", re.I)
_NORMATIVE = frozenset("should must ought better deserve deserves deserved".split())
_CASES = frozenset("case suit lawsuit charge complaint appeal claim indictment motion petition count application".split())
_REFUSALS = frozenset(["refusal", "disavow"])
# Nouns that can be an assertion or a proposal or a wish: with "to" after them they are the latter.
_WISHES = frozenset("suggestion idea notion call recommendation".split())
# Nouns for a thing that can be turned away as a thing: a manuscript's version, a report handed in.
_WORKS = frozenset("version picture reading representation interpretation report analysis account-book timeline".split())
_STRICT = frozenset("claim allegation accusation suggestion charge rumour rumor assertion speculation insinuation implication".split())
_OPENING = frozenset("\"“‘'«")
_BEFORE_FALSE = frozenset([*"just all a an total complete absolute pure utter such so outright as that simple quite".split(), *_OPENING])
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight late early last this".split()) - {"this"}


@dataclass(frozen=True, slots=True)
class Denial:
    """One place where somebody denies or doubts something.

    `words` is the span of the cue, `evidence` the passage that shows it. `form` says how the target is given: "clause"
    (`target` spans state it), "event" (an event noun to rebuild), "anaphor" (`target` points elsewhere: "the charges",
    "which", or is empty). `noun` is the singular head noun of the target, `owner` the span of a possessor ("Clinton's
    claim"). `basis` is a word of ``contests.BASES``, `stance` denies or doubts, `holder` "speaker" or "reporter".
    `needs_claim` marks weak cues that count only when somebody else states the target. A `basis` of "rejected" is a
    proposal turned down, no contest.
    """

    words: Span
    evidence: Spans
    form: str
    target: Spans
    basis: str
    confidence: float
    stance: str = "denies"
    holder: str = "speaker"
    noun: str = ""
    owner: Span | None = None
    subject: Span | None = None
    needs_claim: bool = False
    sentence: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class _Object:
    """What follows (or, turned round, comes before) a cue; positions of words, `last` exclusive."""

    form: str
    first: int
    last: int
    noun: str = ""
    classes: frozenset[str] = frozenset()
    owner: Span | None = None
    clause: tuple[int, int] | None = None
    head: int = -1
    article: str = ""


@cache
def nouns() -> dict[str, frozenset[str]]:
    """Classes of the nouns of lexicons/nouns.csv by singular and plural form."""
    found: dict[str, set[str]] = {}
    for row in read_list("nouns"):
        noun = row["noun"]
        for form in {noun, noun[:-1] + "ies" if noun.endswith("y") else noun + "s"}:
            found.setdefault(form, set()).add(row["class"])
    return {noun: frozenset(classes) for noun, classes in found.items()}


@cache
def _falsity() -> dict[str, list[tuple[tuple[str, ...], float, str]]]:
    found: dict[str, list[tuple[tuple[str, ...], float, str]]] = {}
    for row in read_list("falsity"):
        words = tuple(Words(row["words"]).low)
        found.setdefault(words[0], []).append((words, float(row["strength"]), row["stance"]))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def _gate() -> re.Pattern[str]:
    """One pattern that a text without any denial cue does not match, so that most sentences cost nothing."""
    stems = {row["pattern"].split()[0][:4] for row in read_list("cues") if row["class"] in ("denial", "doubt", "directive")
             and row["frame"] not in ("direct",)}
    stems |= {row["words"].split()[0][:5] for row in read_list("falsity") if row["words"].split()[0] not in ("a", "an", "the")}
    stems |= {"false", "wrong", "errone", "mistak", "baseless", "no truth", "no basis", "lie", "hoax", "myth"}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, stems), key=len, reverse=True)) + ")", re.IGNORECASE)


def find_denials(text: str, sentences: Sequence[Span], words: Words | None = None) -> list[Denial]:
    """Denials, doubts and rejected proposals of `text`, in text order; `sentences` are its sentence spans."""
    found: list[Denial] = []
    for sentence in sentences:
        if _gate().search(text, *sentence):
            found += _in_sentence(Words(text, *sentence), sentence)
    return found


def _in_sentence(words: Words, sentence: Span) -> list[Denial]:
    found: list[Denial] = []
    for hit in find_cues(words):
        if hit.entry.cue_class in ("denial", "doubt") or hit.entry.frame in _REFUSALS:
            denial = _read_cue(words, hit, sentence)
            if denial:
                found.append(replace(denial, sentence=sentence))
    taken = [denial.evidence for denial in found if denial.basis != "rejected"]
    for denial in _falsities(words, sentence):
        inside = any(a <= denial.words[0] < b for spans in taken for a, b in spans)
        if not inside and not any(d.words == denial.words for d in found):
            found.append(replace(denial, sentence=sentence))
    return sorted(_joined(words, found), key=lambda denial: denial.words)


def _joined(words: Words, found: list[Denial]) -> list[Denial]:
    """'downplayed or denied recent gains': two cues with one object count once, at the weaker cue's confidence."""
    kept: list[Denial] = []
    for denial in sorted(found, key=lambda d: d.words):
        before = kept[-1] if kept else None
        if before and words.at(denial.words[0]) - words.at(before.words[1] - 1) == 2 and \
                words.low[words.at(denial.words[0]) - 1] in ("or", "and"):
            strongest = max(before, denial, key=lambda d: d.confidence)
            kept[-1] = replace(strongest, words=(before.words[0], denial.words[1]), target=denial.target, form=denial.form,
                               evidence=((before.words[0], denial.evidence[-1][1]),), noun=denial.noun,
                               confidence=round(min(before.confidence, denial.confidence) + 0.15, 2),
                               needs_claim=before.needs_claim and denial.needs_claim)
            continue
        kept.append(denial)
    return kept


def _read_cue(words: Words, hit: Hit, sentence: Span) -> Denial | None:
    scope = scope_of(words, hit.first, sentence)
    if not scope.plain or "confirm" in words.low[max(0, hit.first - 3) : hit.first]:
        return None  # "has yet to confirm or deny"
    if words.low[max(0, hit.first - 1)] in _ARTICLES and hit.entry.part == "verb":
        return None  # a noun: "the challenge", "a dispute", "no question"
    if hit.entry.part == "noun":
        return _read_noun(words, hit)
    if hit.entry.part == "adjective":
        return _read_adjective(words, hit)
    subject = _subject(words, hit.first)
    if hit.entry.frame == "plead":
        return _make(words, hit, subject, _Object("anaphor", hit.last, hit.last, "charge", frozenset(["accusation"])), 0.9)
    passive = _passive(words, hit)
    target = _before(words, hit, passive) if passive or _no_object(words, hit) else _after(words, hit)
    if target is None:
        return None
    confidence = _accept(words, hit, target, subject, bool(passive))
    if confidence < 0:
        return _make(words, hit, subject, target, 0.0, basis="rejected")
    return _make(words, hit, subject, target, confidence) if confidence else None


def _make(words: Words, hit: Hit, subject: Span | None, target: _Object, confidence: float, basis: str = "") -> Denial:
    entry = hit.entry
    cue = (words.start[hit.first], words.end[hit.last - 1])
    place = target.clause or (target.first, target.last)
    span = ((words.start[place[0]], words.end[place[1] - 1]),) if place[1] > place[0] else ()
    whole = [cue[0], cue[1], *(offset for piece in span for offset in piece)]
    if target.last > target.first:
        whole += [words.start[target.first], words.end[target.last - 1]]
    bases = {"downplay": "downplayed", "doubt": "doubt", "question": "doubt", "contradict": "contradiction"}
    return Denial(
        words=cue,
        evidence=((min(whole), max(whole)),),
        form=target.form,
        target=span,
        basis=basis or bases.get(entry.frame, "explicit denial"),
        confidence=confidence,
        stance="doubts" if entry.frame in ("doubt", "question", "downplay") else "denies",
        noun=target.noun,
        owner=target.owner,
        subject=subject,
        needs_claim=entry.frame in ("downplay", "question"),
    )


# ---- what stands before and after a cue

def _subject(words: Words, first: int) -> Span | None:
    """The span of the words before a verb that may be its subject: back to a sign or a conjunction."""
    last = first
    while last > 0 and (words.low[last - 1] in AUXILIARY or words.low[last - 1].endswith("ly") or words.low[last - 1] in ("also", "later")):
        last -= 1
    begin = last
    while begin > 0 and words.low[begin - 1] not in _STOPS and words.low[begin - 1] not in (",", "and", "that", "\"", "“", "”", "saying"):
        begin -= 1
    return (words.start[begin], words.end[last - 1]) if begin < last else None


def _passive(words: Words, hit: Hit) -> bool:
    """True for "was denied", "has been rejected", "an allegation rejected by": the target comes before."""
    form, past = words.low[hit.first], verb_forms(hit.entry.pattern.split()[0])[2:4]
    if form not in past:
        return False
    before = hit.first - 1
    while before >= 0 and (words.low[before].endswith("ly") or words.low[before] in ("also", "since", "later", "not", "all", "long")):
        before -= 1
    if before >= 0 and words.low[before] in BE:
        return True
    return hit.last < len(words) and words.low[hit.last] == "by"


def _skip(words: Words, place: int) -> int:
    """The position after adverbs and short adjuncts ("on Tuesday", "in a statement", "again") at `place`."""
    text = words.text
    match = re.compile(
        r"\s*(?:(?:,\s)?(?:on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|"
        r"again|repeatedly|outright|publicly|privately|immediately|in (?:a|an) (?:\w+ )?(?:statement|interview|letter|email|tweet|post)|"
        r"last (?:week|month|year|night)|at the time|\w+ly)\b,?\s*)+"
    ).match(text, words.start[place] if place < len(words) else len(text))
    return words.at(match.end()) if match and place < len(words) and words.start[place] == match.start() else place


def _shared(words: Words, place: int) -> int:
    """'downplayed or denied gains': the position after the second verb, whose object both share; else `place`."""
    if place + 1 < len(words) and words.low[place] in ("or", "and"):
        second = place + 1 + words.low[place + 1].endswith("ly")
        for hit in find_cues(words, range(second, min(second + 1, len(words)))):
            if hit.entry.cue_class in ("denial", "doubt") and hit.entry.part == "verb":
                return _skip(words, hit.last)
    return place


def _no_object(words: Words, hit: Hit) -> bool:
    place = _shared(words, _skip(words, hit.last))
    if place >= len(words):
        return True
    low = words.low[place]
    return low in _STOPS or low in (",", "and", "or", "to", "in", "as", "noting", "saying", "with", "through") or low in "\"”’" or (
        low in AUXILIARY and low != "having" and low != "being")


def _after(words: Words, hit: Hit) -> _Object | None:
    place = _shared(words, _skip(words, hit.last))
    if place < len(words) and words.low[place] in ("\"", "“", "‘", "'") and place + 1 < len(words):
        place += 1
    if place >= len(words):
        return None
    return _object(words, place)


def _object(words: Words, place: int) -> _Object:
    """The object that starts at `place`: a clause, a pronoun, or a noun phrase with its head and its own clause."""
    low, size = words.low, len(words)
    after = low[place + 1] if place + 1 < size else "."
    points = after in nouns() and (place + 2 >= size or low[place + 2] not in AUXILIARY)  # "that criticism"
    if low[place] == "that" and after not in AUXILIARY and not points:
        return _pointing_clause(words, place + 1) or _Object("clause", place, _clause_end(words, place), clause=(place + 1, _clause_end(words, place)))
    if low[place] in ("whether", "how", "why", "if"):
        return _Object("question", place, _clause_end(words, place), clause=(place + 1, _clause_end(words, place)))
    if low[place] in ("what", "everything") and place + 1 < size:
        return _Object("anaphor", place, _phrase_end(words, place), "statement", frozenset(["claim"]), owner=(words.start[place + 1], words.end[min(size, place + 3) - 1]))
    if low[place] in _SUBJECTS or (low[place] in PRONOUNS and after in AUXILIARY):
        if after in AUXILIARY or after.endswith("ed"):
            return _pointing_clause(words, place) or _Object("clause", place, _clause_end(words, place), clause=(place, _clause_end(words, place)))
    if low[place] in PRONOUNS and (after in _STOPS or after in _PREPOSITIONS or after in (",", "and", "or", "\"", "”", "all", "was") or after.endswith("ly")):
        return _Object("anaphor", place, place + 1, low[place])
    if low[place] in ("ever", "even", "knowingly", "deliberately") and after.endswith("ing"):
        place += 1
    if low[place].endswith("ing") and low[place] not in nouns() and len(low[place]) > 4:
        return _Object("gerund", place, _clause_end(words, place), clause=(place, _clause_end(words, place)))
    return _noun_phrase(words, place)


def after_word(low: Sequence[str], at: int) -> str:
    """The word after position `at`; a full stop at the end."""
    return low[at + 1] if at + 1 < len(low) else "."


def _pointing_clause(words: Words, place: int) -> _Object | None:
    """'that that was the case', 'it happened': a clause that only points at what was said before."""
    rest = " ".join(words.low[place : place + 6])
    match = re.match(r"(?:that|it|this|they|such a thing|anything of the (?:kind|sort)|any of (?:this|it|that))\s(?:(?:was|is|were|had|has|ever|'s|been)\s)*"
                     r"(?:the case|true|so|happened|occurred|took place|correct|accurate|what happened|did)\b", rest)
    if not match:
        return None
    return _Object("anaphor", place, place + len(match.group().split()), "it")


def _clause_end(words: Words, place: int) -> int:
    """The position after the clause that starts at `place`: a sign that closes it, or a new clause of speech."""
    low, depth = words.low, 0
    for at in range(place + 1, len(words)):
        word, after = low[at], low[at + 1] if at + 1 < len(words) else "."
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
            if depth < 0:
                return at
        elif depth == 0 and (
            word in (".", ";", "!", "?", "—", "–", ":")
            or (word in ("\"", "”") and after in (",", ".", "and", "but"))
            or (word == "," and (after in _STOPS or after in _SPEECH or after.endswith("ing") or after in ("as", "with", "a", "and", "an", "or", "\"", "”", "yet", "nor")))
            or (word in ("and", "but", "though", "although") and (after in _SPEECH or after in ("has", "have", "is", "instead")))
            or word in ("but", "though", "although")
        ):
            return at
    return len(words)


def _phrase_end(words: Words, place: int) -> int:
    low = words.low
    for at in range(place + 1, len(words)):
        word, after = low[at], low[at + 1] if at + 1 < len(words) else "."
        if word in _STOPS or word in (",", "\"", "”") or (word in ("and", "or") and (after in _SPEECH or after in AUXILIARY or after in ("said", "also") or after.endswith("ed"))):
            return at
        if word in ("after", "when", "saying", "noting", "arguing", "calling", "insisting", "adding", "until", "since", "before"):
            return at
    return len(words)


def _noun_phrase(words: Words, place: int) -> _Object:
    low, end = words.low, _phrase_end(words, place)
    owner, head = None, -1
    for at in range(place, end):
        if low[at] == "'s" or (low[at] in ("'", "’") and at > place and low[at - 1].endswith("s")):
            owner = (words.start[place], words.end[at - 1])
            continue
        if (low[at] == "that" and at > place) or low[at] == "'" or (low[at] in _PREPOSITIONS and at > place) or (at > place and low[at] in _SUBJECTS | _DETERMINERS and head >= 0 and low[at] not in ("all",)):
            break
        if head >= 0 and (low[at] in AUXILIARY or low[at] in _DAYS):
            break
        if at > place and head >= 0 and low[at] in ("made", "being", "having", "levelled", "leveled", "circulating", "published", "leaked", "alleging", "claiming"):
            break
        if low[at][0].isalnum() and low[at] not in _DETERMINERS:
            head = at
    if low[place] in ("his", "her", "their", "its") and owner is None:
        owner = (words.start[place], words.end[place])
    if head < 0:
        return _Object("noun", place, end, owner=owner, article=low[place])
    noun, classes = _class_of(low, head)
    clause = _complement(words, head, end)
    if clause is None and "claim" not in classes and "accusation" not in classes:
        finite = next((at for at in range(place, end) if low[at] in AUXILIARY - {"having", "being"} or (at == head and low[at].endswith("ed") and place < at < place + 3 and after_word(low, at) != "by")), None)
        if finite is not None and "that" not in low[place:finite] and finite > place and low[finite] != "'s":
            end = _clause_end(words, place)
            return _pointing_clause(words, place) or _Object("clause", place, end, clause=(place, end), article="bare")
    return _Object("noun", place, max(end, clause[1] if clause else 0), noun, classes, owner, clause, head, low[place])


def _owner(words: Words, first: int, last: int) -> Span | None:
    """The span of a possessor between two positions: "Clinton" in "Clinton's claim", "their" in "their account"."""
    for at in range(first, last):
        if words.low[at] == "'s":
            return words.start[first], words.end[at - 1]
    return (words.start[first], words.end[first]) if words.low[first] in ("his", "her", "their", "its") else None


def _class_of(low: Sequence[str], head: int) -> tuple[str, frozenset[str]]:
    """Singular and classes of the head noun; a two-word entry ("insider trading") goes before a single word."""
    listed = nouns()
    pair = " ".join(low[head - 1 : head + 1]) if head else ""
    word = pair if pair in listed else low[head]
    classes = listed.get(word, frozenset())
    if not classes and word.endswith(("tion", "sion", "ment", "ance", "ence", "ship")):
        classes = frozenset(["event"])
    return (word[:-3] + "y" if word.endswith("ies") else word.rstrip("s") if not word.endswith("ss") else word), classes


def _complement(words: Words, head: int, end: int) -> tuple[int, int] | None:
    """The clause that a noun such as "claim" takes: after "that", or without it ("claims he had lied"), or "of"."""
    low, at = words.low, head + 1
    limit = min(len(words), head + 9)
    if not _class_of(low, head)[1] & {"claim", "accusation", "notion", "denial", "opinion", "event"}:
        return None
    while at < limit and low[at] not in ("that", ".", ",", ";", "\"", "”", "“", "and", "but", "or"):
        opens = low[at] in _SUBJECTS or (low[at] in _DETERMINERS and low[at] != "that") or words.raw(at)[0].isupper()
        if at == head + 1 and opens and any(word in AUXILIARY or word.endswith("ed") for word in low[at + 1 : at + 6]):
            return (at, _clause_end(words, at)) if low[at] not in _DAYS else None
        at += 1
    if at + 1 < limit + 1 and at + 1 < len(words) and low[at] == "that" and low[at + 1] not in AUXILIARY and low[at + 1] not in _SPEECH:
        return at + 1, _clause_end(words, at)
    if low[head + 1 : head + 2] == [","] and low[head + 2 : head + 3] == ["made"]:
        after = next((k for k in range(head + 3, min(len(words), head + 20)) if low[k] == "that"), None)
        return (after + 1, _clause_end(words, after)) if after and after + 1 < len(words) else None
    return None


def _before(words: Words, hit: Hit, passive: bool) -> _Object | None:
    """The target that stands before its cue: "a charge that he denies", "which she rejected", "was denied by"."""
    low, at = words.low, hit.first - 1
    listed = nouns()
    for place in range(at, max(-1, at - 16), -1):
        word = low[place]
        if word == "which" or (word in ("something", "something that")):
            return _Object("anaphor", place, place + 1, "which")
        if word in (";", ".", "\"", "”") and place < at:
            break
        classes = listed.get(word, frozenset())
        if classes & {"claim", "accusation", "notion"} and not (place and low[place - 1] in ("to",)):
            clause = _complement(words, place, hit.first)
            if clause and clause[0] < hit.first and clause[1] > hit.first:
                clause = (clause[0], hit.first) if passive and low[clause[0] - 1] == "that" and hit.first - clause[0] > 4 else None
            return _Object("anaphor" if clause is None else "noun", place, place + 1, _class_of(low, place)[0], classes, clause=clause, head=place)
        if passive and word in PRONOUNS and place >= at - 5:
            return _Object("anaphor", place, place + 1, word)
        if passive and (classes & {"proposal", "withheld", "opinion"}):
            return _Object("noun", place, place + 1, word, classes, head=place)
    if passive or low[hit.last : hit.last + 1] == ["to"]:
        return None
    return _Object("anaphor", hit.last, hit.last, "") if hit.entry.frame == "deny" else None


# ---- which objects make a contest

def _accept(words: Words, hit: Hit, target: _Object, subject: Span | None, passive: bool) -> float:
    """Confidence that this cue with this object contests an assertion; 0 for no contest, below 0 for a proposal rejected."""
    frame, low = hit.entry.frame, words.low
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


def _accept_clause(words: Words, frame: str, target: _Object) -> float:
    if frame == "question" or (target.article == "bare" and frame not in ("deny", "doubt")):
        return 0.0
    if _normative(words, target):
        return 0.0
    return {"deny": 0.9, "reject": 0.85, "dispute": 0.85, "refute": 0.85, "doubt": 0.6, "downplay": 0.4}.get(frame, 0.6)


def _accept_pointer(words: Words, hit: Hit, target: _Object, who: str) -> float:
    frame, low = hit.entry.frame, words.low
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
        return {"dispute": 0.7, "refute": 0.7, "doubt": 0.5}.get(frame, 0.0) if hit.entry.pattern in (
            "dispute", "refute", "rebut", "doubt", "disprove", "debunk") else 0.0
    return _accept_reject(words, hit, target, who, False) if target.classes else 0.75


def _normative(words: Words, target: _Object) -> bool:
    """'the notion that it should be forgotten': what ought to be is an opinion, not a fact (C in the listing)."""
    first, last = target.clause or (0, 0)
    return any(word in _NORMATIVE for word in words.low[first:last])


def _accept_deny(words: Words, hit: Hit, target: _Object, who: str, passive: bool) -> float:
    low, after = words.low, words.low[target.head + 1 : target.head + 2]
    if low[target.first].endswith(("self", "selves")):
        return 0.0  # "denied himself nothing"
    if passive and not target.classes & {"claim", "accusation", "notion"}:
        return 0.0  # "was denied bail"
    if target.clause:
        return 0.9 if target.classes & {"claim", "accusation", "notion", "event"} or not target.classes else 0.8
    if target.classes & {"event", "wrongdoing"} and (target.article in ("any", "all", "having", "his", "her", "their", "its") or not target.classes & {"withheld", "proposal"}):
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


def _two_objects(words: Words, target: _Object) -> bool:
    """'denied his party the victory', 'denied them permits': something withheld from somebody."""
    low = words.low
    if low[target.first] in ("him", "her", "them", "us", "me", "you") and target.last > target.first + 1 and target.head > target.first:
        return True
    rest = low[target.first + 1 : target.last]
    stop = next((i for i, word in enumerate(rest) if word in _PREPOSITIONS or word == "that"), len(rest))
    return any(word in _DETERMINERS for word in rest[:stop])


def _accept_reject(words: Words, hit: Hit, target: _Object, who: str, passive: bool) -> float:
    """Reject, dismiss, dispute, refute, contradict, push back on: an assertion must be the object."""
    frame, low, noun = hit.entry.frame, words.low, target.noun
    after = low[target.head + 1 : target.head + 2] if target.head >= 0 else []
    pattern = hit.entry.pattern
    if frame == "contradict":
        return _accept_contradict(words, target)
    if noun in _CASES and (_COURT.search(who) or after == ["for"] or (pattern == "dismiss" and passive)) and not target.clause:
        return 0.0
    if pattern in ("challenge", "question", "contest") and low[target.first] in ("him", "her", "them", "us"):
        return 0.0
    if noun in _WISHES and after == ["to"]:
        return -1.0
    asserts = target.classes & {"claim", "accusation"}
    if noun in ("comment", "remark", "complaint", "article", "statement", "result", "verdict", "tale", "point", "evidence", "analysis", "theory") and not target.clause:
        strict = frame in ("refute", "dispute") and noun not in ("verdict", "complaint", "article") and pattern not in ("disagree with", "challenge", "contest", "counter", "object to")
        asserts = asserts if strict else frozenset()
    if frame == "reject" and not target.clause and (noun in _WORKS or _dismissed_as(words, hit, target)):
        asserts = frozenset()
    if target.classes & {"notion"} and (target.clause or frame == "refute"):
        return 0.7
    if asserts and "opinion" not in target.classes - asserts:
        weak = pattern in ("disagree with", "object to", "challenge", "contest", "counter", "shrug off", "brush off")
        return 0.65 if weak else 0.8
    if target.classes & {"event", "wrongdoing"} and frame in ("refute", "dispute") and target.article in ("any", "all") and pattern in ("dispute", "refute", "rebut"):
        return 0.6
    if target.classes & {"proposal"} and frame in ("reject", "dispute"):
        return -1.0
    return 0.0


def _dismissed_as(words: Words, hit: Hit, target: _Object) -> bool:
    """'dismissed the report as a pamphlet' is criticism; 'dismissed the allegation as a stunt' is a denial."""
    singular = words.low[target.head] not in ("reports", "claims", "rumours", "rumors")
    return "as" in words.low[target.head : target.last] and singular and target.noun not in _STRICT


def _accept_contradict(words: Words, target: _Object) -> float:
    if target.classes & {"claim", "accusation"}:
        return 0.7
    if target.head < 0:
        return 0.0
    person = words.raw(target.head)[0].isupper() or words.low[target.head] in _roles()
    return 0.6 if person else 0.0


@cache
def _roles() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in read_list("speaker-roles"))


def _accept_downplay(words: Words, hit: Hit, target: _Object, who: str, passive: bool) -> float:
    return 0.35 if not passive else 0.0


def _accept_doubt(words: Words, hit: Hit, target: _Object, who: str, passive: bool) -> float:
    asserts = target.classes & {"claim", "accusation"}
    if asserts:
        return 0.55
    return 0.4 if target.clause else 0.0


def _read_noun(words: Words, hit: Hit) -> Denial | None:
    """'her denial that p', 'his denials of wrongdoing', 'a rebuttal of the claim'; plain "denial" is left alone."""
    low, after = words.low, words.low[hit.last : hit.last + 1]
    subject = _subject(words, hit.first)
    if after == ["that"]:
        target = _object(words, hit.last)
    elif after in (["of"], ["to"]) and hit.last + 1 < len(words):
        target = _object(words, hit.last + 1)
        if not target.classes & {"claim", "accusation", "event", "wrongdoing"} or target.classes & {"withheld", "proposal"}:
            return None
    elif low[max(0, hit.first - 2) : hit.first] in (["issued", "a"], ["issue", "a"]):
        target = _Object("anaphor", hit.last, hit.last, "")
    else:
        return None
    return _make(words, hit, subject, target, 0.75)


def _read_adjective(words: Words, hit: Hit) -> Denial | None:
    """'is sceptical that p', 'unconvinced by the claim', 'is not so sure': doubts; of plans and people no contest."""
    at, target = hit.last, None
    if at + 1 >= len(words) or words.low[at] in _STOPS or words.low[at] in (",", "\"", "”", "’"):
        target = _Object("anaphor", at, at, "it")
    elif words.low[at] in ("that", "whether", "if"):
        target = _object(words, at)
        target = replace(target, form="clause") if target.form == "question" else target
    elif words.low[at] in ("of", "about", "by"):
        target = _object(words, at + 1)
    if target is None or (target.form == "noun" and not target.classes & {"claim", "accusation"}):
        return None
    if words.low[max(0, hit.first - 1)] not in BE and not words.low[max(0, hit.first - 1)].endswith("ly") and words.low[hit.first] != "not":
        return None
    made = _make(words, hit, _subject(words, hit.first), target, 0.5)
    return replace(made, needs_claim=target.form == "anaphor")


# ---- calling something false

def _falsities(words: Words, sentence: Span) -> Iterator[Denial]:
    low, listed = words.low, _falsity()
    for at, word in enumerate(low):
        for phrase, strength, stance in listed.get(word, ()):
            if tuple(low[at : at + len(phrase)]) == phrase:
                denial = _predicate(words, at, at + len(phrase), strength, stance, sentence)
                if denial:
                    yield denial
                break
        if word in ("falsely", "wrongly", "erroneously", "mistakenly", "inaccurately", "misleadingly", "baselessly"):
            denial = _reported_false(words, at)
            if denial:
                yield denial
        last = _no_truth_words(low, at)
        if last and last < len(low):
            yield _no_truth(words, at, last)


def _no_truth_words(low: Sequence[str], at: int) -> int:
    """Position after 'no truth', 'not a word of truth', 'no basis' that starts at `at`; 0 where none does."""
    if low[at] not in ("no", "not", "without", "n't"):
        return 0
    match = re.match(r"(?:(?:a|an|any|one|the slightest)\s)?(?:(?:single\s)?(?:word|shred|grain|ounce|scrap|element|iota)\sof\s)?(?:truth|basis|substance|foundation)\b", " ".join(low[at + 1 : at + 8]))
    return at + 1 + len(match.group().split()) if match else 0


def _predicate(words: Words, first: int, last: int, strength: float, stance: str, sentence: Span) -> Denial | None:
    """A falsity word as predicate ("it's not true"), object complement ("called it a lie"), or attribute ("false claim")."""
    low = words.low
    entry = Entry("", "adjective", "denial" if stance == "denies" else "doubt", "falsity", strength, ())
    hit = Hit(first, last, entry)
    if low[first] not in ("not", "never", "did", "didn") and not scope_of(words, first, sentence).plain:
        return None
    attribute = nouns().get(low[last], frozenset()) if last < len(low) else frozenset()
    if attribute & {"claim", "accusation"} and low[first] not in ("not", "never"):
        return _false_noun(words, hit, last)
    if last < len(low) and low[last][0].isalpha() and low[last] not in _PREPOSITIONS | _STOPS | AUXILIARY | {"and", "or", "that", "it"}:
        return None  # "a false start"
    at = first - 1
    while at >= 0 and (low[at].endswith("ly") or low[at] in _BEFORE_FALSE):
        at -= 1
    quoted = _fragment(words, hit)
    if quoted:
        return quoted
    if at < 0:
        return None
    if low[at] in BE or low[first] in ("did", "didn", "never"):
        subject = at if low[at] in BE else at + 1
        return _false_subject(words, hit, subject)
    return _complement_of_call(words, hit)


def _fragment(words: Words, hit: Hit) -> Denial | None:
    """'"Nonsense," she said', '"A lovely story and quite untrue," he said': a quotation without a verb that calls it false."""
    low = words.low
    begin = next((k for k in range(hit.first - 1, max(-1, hit.first - 9), -1) if low[k] in _OPENING), None)
    after = low[hit.last : hit.last + 1]
    if begin is None or after not in ([","], ["."], ["!"], ["and"], ["”"], ['"'], ["’"], [";"], ["—"], ["–"]):
        return None
    between = low[begin + 1 : hit.first]
    if any(word in AUXILIARY or word in _STOPS or word in _SUBJECTS or word in PRONOUNS for word in between):
        return None
    if between and hit.entry.strength < 0.9:
        return None
    return _false(words, hit, _Object("anaphor", hit.first, hit.first, "it"), begin + 1, 0.7)


def _false_subject(words: Words, hit: Hit, be: int) -> Denial | None:
    low = words.low
    after = low[hit.last : hit.last + 1]
    if low[max(0, be - 1)] == "it" and after == ["that"] and hit.last + 1 < len(low):
        end = _clause_end(words, hit.last)
        return _false(words, hit, _Object("clause", hit.last, end, clause=(hit.last + 1, end)), be - 1, 0.85)
    begin = be
    while begin > 0 and low[begin - 1] not in _STOPS | _OPENING and low[begin - 1] not in (",", "that", "and", "said", "saying"):
        begin -= 1
    chunk = low[begin:be]
    if not chunk or len(chunk) > 8:
        return _false(words, hit, _Object("anaphor", max(be - 1, 0), be, low[be - 1]), be - 1, 0.7) if be and low[be - 1] in ("that", "which") else None
    if len(chunk) <= 3 and (chunk[0] in ("it", "this", "that", "they", "these", "those", "all", "everything", "which", "none")):
        noun = low[be - 1] if low[be - 1] in nouns() else "it"
        if len(chunk) == 1 or nouns().get(low[be - 1], frozenset()) & {"claim", "accusation"} or chunk[0] in ("all", "none", "everything"):
            return _false(words, hit, _Object("anaphor", begin, be, noun), begin, 0.75)
    head = next((begin + i for i, word in enumerate(chunk) if nouns().get(word, frozenset()) & {"claim", "accusation"}), None)
    if head is not None:
        clause = _complement(words, head, be)
        target = _Object("noun" if clause and clause[0] < be else "anaphor", begin, be, _class_of(low, head)[0], clause=(clause[0], be) if clause and clause[0] < be else None)
        return _false(words, hit, target, begin, 0.8)
    return None


def _false_noun(words: Words, hit: Hit, head: int) -> Denial | None:
    low = words.low
    noun, classes = _class_of(low, head)
    clause = _complement(words, head, len(words))
    begin = hit.first - 1
    named = low[begin] in ("'s", "his", "her", "their", "these", "those", "the", "this", "that") if begin >= 0 else False
    if not clause and not named:
        return None
    target = _Object("noun" if clause else "anaphor", hit.first, clause[1] if clause else head + 1, noun, classes, clause=clause)
    return replace(_false(words, hit, target, hit.first, 0.7), holder="reporter", basis="reporter")


def _complement_of_call(words: Words, hit: Hit) -> Denial | None:
    """'called the number invented', 'dismissed the report as false', 'branded it a lie'."""
    low = words.low
    verbs = _CALLS()
    at = next((k for k in range(hit.first - 1, max(-1, hit.first - 14), -1) if low[k] in verbs), None)
    if at is None or at + 1 >= hit.first or any(word in _STOPS or word == "," for word in low[at + 1 : hit.first]):
        return None
    if not scope_of(words, at, (words.start[0], words.end[-1])).plain:
        return None
    last = hit.first - (low[hit.first - 1] == "as")
    head = next((k for k in range(last - 1, at, -1) if nouns().get(low[k], frozenset()) & {"claim", "accusation"}), None)
    if head is not None:
        clause = _complement(words, head, last)
        clause = (clause[0], last) if clause and clause[0] < last else None
        target = _Object("noun" if clause else "anaphor", at + 1, last, *_class_of(low, head), _owner(words, at + 1, head), clause)
    elif last == at + 2 and low[at + 1] in ("it", "this", "that", "them", "those", "these"):
        target = _Object("anaphor", at + 1, last, low[at + 1])
    else:
        return None
    whole = Hit(at, hit.last, hit.entry)
    return _false(words, whole, target, at, 0.8)


@cache
def _CALLS() -> frozenset[str]:
    verbs = "call brand label describe dismiss denounce slam reject condemn decry deride ridicule dub term declare consider deem blast"
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


def _false(words: Words, hit: Hit, target: _Object, first: int, confidence: float) -> Denial:
    made = _make(words, hit, _subject(words, first), target, round(min(confidence, hit.entry.strength), 2))
    stance = "denies" if hit.entry.cue_class == "denial" else "doubts"
    begin = min(words.start[first], made.evidence[0][0])
    return replace(made, basis="falsity predicate", stance=stance, evidence=((begin, made.evidence[0][1]),), needs_claim=hit.entry.strength < 0.9)


def _reported_false(words: Words, at: int) -> Denial | None:
    """'falsely claimed that p': the reporter disputes p; outside a quotation it is the outlet's own voice."""
    low = words.low
    verb = next((k for k in range(max(0, at - 2), min(len(low), at + 3)) if low[k] in _SAYS()), None)
    if verb is None:
        return None
    target = _object(words, verb + 1) if verb + 1 < len(low) else None
    if target is None or target.form not in ("clause", "noun", "gerund"):
        return None
    if target.form == "noun":
        target = replace(target, form="clause", clause=(target.first, _clause_end(words, target.first)), last=_clause_end(words, target.first))
    entry = Entry("", "adverb", "denial", "falsity", 0.7, ())
    made = _false(words, Hit(min(at, verb), max(at, verb) + 1, entry), target, at, 0.7)
    return replace(made, holder="reporter", basis="reporter", needs_claim=False)


@cache
def _SAYS() -> frozenset[str]:
    verbs = "claim say suggest assert state allege accuse report insist maintain write announce tell argue believe imply describe tweet post"
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


def _no_truth(words: Words, at: int, last: int) -> Denial:
    """'there is no truth to the claim that p'."""
    entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
    place = last + 1 if words.low[last] in ("to", "in", "for", "behind") else None
    if place is None or place >= len(words):
        target = _Object("anaphor", at, last, "it")
    else:
        target = _object(words, place)
        if target.form == "noun" and not target.clause:
            target = replace(target, form="anaphor")
    return _false(words, Hit(at, last, entry), target, at, 0.8)


def sentence_of(sentences: Sequence[Span], offset: int) -> int:
    """Position of the sentence that holds `offset`, or of the last that starts before it."""
    return max(0, bisect_right(sentences, (offset, float("inf"))) - 1)  # type: ignore[type-var]
