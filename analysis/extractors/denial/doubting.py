"""Doubts in phrases with open places: "has grave doubts about the date", "isn't buying it", "would be amazed if p".

A list of fixed wordings misses the next adjective. Each phrase is told by the words that make it a doubt (Hooper 1975
on predicates of doubt), with room for what stands between; what stands behind it decides whether something said is
doubted ("the figure", "that", "whether p") or a plan or a person ("the new manager").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.columns import Span
from analysis.extractors.cues import Words, scope_of
from analysis.extractors.denial.objects import object_at, owner_of
from analysis.extractors.denial.records import Denial, Object
from analysis.extractors.propositions import measures
from analysis.extractors.wording import (
    DETERMINERS,
    PRONOUNS,
    STOPS,
    class_of,
    sentence_of,
    subject_before,
    verbs,
    word_class,
)

_HOW = r"(?:[\w’'-]+\s){0,3}?"
_NOT = r"(?:\bnot|n[’']t|\bnever)"
_LINK = r"(?:\s(?:about|over|of|on|by|at|in|as\sto)\b)?"
_OBJECT = (
    r"(?P<object>it|that|this|them|those|these|(?:the|that|this|those|these|his|her|its|their|such|any|[\w’'-]+[’']s)"
    r"\s[^,.;:!?“”\"\n]{3,60}?)"
)
_BELIEVING = r"(?:believ(?:e|ing)|credit(?:ing)?|accept(?:ing)?|swallow(?:ing)?|buy(?:ing)?)"


class Wording(NamedTuple):
    """A phrase, and words one of which it must hold: to look for these first makes reading ten times as fast."""

    words: tuple[str, ...]
    phrase: re.Pattern[str]


def _wording(words: str, phrase: str) -> Wording:
    return Wording(tuple(words.split("|")), re.compile(phrase, re.IGNORECASE))


# Doubts whose object stands behind them.
_BEHIND = [
    _wording(
        "doubt|misgivings|reservations|skepticism|scepticism|questions",
        r"\b(?:ha(?:s|ve|d)|having|harbou?r(?:s|ed|ing)?|entertain(?:s|ed)?|express(?:es|ed|ing)?|voic(?:es?|ed|ing)|"
        rf"rais(?:es?|ed|ing)|shar(?:es?|ed)|spoke\sof)\s(?P<how>{_HOW})"
        rf"(?P<noun>doubts?|misgivings|reservations|s[ck]epticism|questions)\b{_LINK}",
    ),
    _wording(
        "convinced|persuaded|sold on",
        rf"(?:{_NOT}|\bfar\sfrom|\bhardly|\bscarcely|\bless\sthan|\byet\sto\sbe|\bremain(?:s|ed)\sto\sbe|\banything\sbut)"
        rf"\s(?:[\w’'-]+\s){{0,2}}?(?:convinced\b{_LINK}|persuaded\b{_LINK}|sold\son\b)",
    ),
    _wording(
        "sure|certain",
        rf"{_NOT}\s(?:so|too|at\sall|quite|entirely|really|completely|all\sthat)\s(?:sure|certain)\b{_LINK}",
    ),
    _wording(
        "unconvinced|unpersuaded|wary|suspicious|leery|mistrustful|distrustful|incredulous",
        r"\b(?:is|are|was|were|am|[’'](?:m|re|s|d)|be|been|remain(?:s|ed)?|seem(?:s|ed)?|sound(?:s|ed)?)\s"
        r"(?:[\w’'-]+\s){0,2}?(?:unconvinced|unpersuaded|wary|suspicious|leery|mistrustful|distrustful|incredulous)\b"
        rf"{_LINK}",
    ),
    # "isn't buying it", "does not buy that"; what one did not buy may be a boat
    _wording("buying", rf"{_NOT}\s(?:\w+ly\s|quite\s)?buying\b"),
    _wording(
        "buy|swallow|fall for",
        rf"\bdo(?:es)?\s?{_NOT}\s(?:\w+ly\s|quite\s|for\sa\smoment\s)?(?:buy|swallow|fall\sfor)\b",
    ),
    _wording(
        "believing|crediting|accepting|swallowing|buying",
        rf"\b(?:ha(?:s|ve|d)|having)\s(?:[\w-]+\s){{0,2}}?(?:trouble|difficulty|problems?|time)\s(?:in\s)?{_BELIEVING}\b",
    ),
    _wording(
        "eyebrow|askance|eyes at",
        r"\b(?:rais(?:es?|ed|ing)\s(?:an\seyebrow|(?:(?:his|her|their|a\sfew)\s)?eyebrows)|look(?:s|ed)?\saskance|"
        r"roll(?:s|ed)?\s(?:his|her|their)\seyes)\sat\b",
    ),
    _wording(
        "believe", rf"\b(?:do|does|did)\s?{_NOT}\s(?:\w+ly\s|for\sa\smoment\s)?believe(?:\sa\sword\s(?:of|in))?\b"
    ),
    _wording("nothing to", r"\bnothing\sto\s(?:support|back\sup|bear\sout|substantiate|confirm|suggest)\b"),
    _wording("refus", r"\brefus(?:es?|ed|ing)\sto\s(?:believe|credit)\b"),
    _wording(
        "money on|bet|swear to|vouch for",
        r"\b(?:would|could)(?:n[’']t|\snot)\s"
        r"(?:put\s(?:\w+\s){0,2}?money\son|bet\s(?:\w+\s){0,2}?on|swear\sto|vouch\sfor)\b",
    ),
    _wording(
        "rely|bank|stake|set much store",
        rf"(?:{_NOT}\s(?:\w+ly\s)?|\bhesitat(?:es?|ed)\sto\s|\bwould\sbe\sslow\sto\s)"
        rf"(?:rely|bank|stake\s(?:\w+\s){{0,2}}on|set\smuch\sstore\sby)\b{_LINK}",
    ),
    _wording(
        "faith|trust|weight|credence|reliance|store|stock",
        r"\b(?:puts?|placed?|places|sets?)\s(?:little|no|scant|not\smuch)\s(?:\w+\s)?"
        r"(?:faith|trust|weight|credence|reliance|store|stock)\s(?:in|on|by)\b",
    ),
    _wording(
        "record|trace|memory|recollection|knowledge|sign|indication|note",
        r"\b(?:no|little|scant)\s(?:record|trace|memory|recollection|knowledge|sign|indication|note)s?\sof\b",
    ),
    _wording("evidence for|proof for|basis for", r"\b(?:no|little|scant)\s(?:evidence|proof|basis)\sfor\b"),
    _wording(
        "yet to",
        r"\byet\sto\s(?:see|be\sshown|hear)\s(?:\w+\s){0,4}?(?:evidence|proof)\s(?:of|for)\b",
    ),
]
# Doubts that hold their object.
_AROUND = [
    _wording(
        "hard to|difficult to|impossible to|tough to",
        rf"\b(?:finds?|found)\s{_OBJECT}\s(?:\w+ly\s|very\s|rather\s|all\s)?(?:hard|difficult|impossible|tough)\s"
        rf"to\s{_BELIEVING}\b",
    ),
    _wording(
        "salt|skepticism|scepticism|suspicion|disbelief|incredulity",
        r"\b(?:takes?|took|taken|taking|treat(?:s|ed)?|greet(?:s|ed)?|receive[sd]?|met|meets?|views?|viewed|reads?|"
        rf"regard(?:s|ed)?)\s{_OBJECT}\s[“\"‘']?with\s(?:[\w-]+\s){{0,4}}?"
        r"(?:salt|s[ck]epticism|suspicion|disbelief|incredulity)\b",
    ),
]
# "The count should be treated with caution": what is doubted stands before.
_AHEAD = [
    _wording(
        "caution|salt|reserve|skepticism|scepticism|suspicion|tongs",
        r"\b(?:should|must|ought\sto|has\sto|have\sto|had\sto|can\sonly|needs?\sto)\sbe\s"
        r"(?:taken|treated|read|viewed|handled|regarded|approached)\s(?:only\s)?with\s(?:[\w-]+\s){0,4}?"
        r"(?:caution|salt|reserve|s[ck]epticism|suspicion|tongs)\b",
    ),
]
_WONDERS = [
    _wording(
        "ed if",
        r"(?:\b(?:would|should)|[’']d)\s(?:\w+\s)?be\s(?:\w+ly\s|very\s|quite\s|most\s)?(?:surprised|amazed|"
        r"astonished|stunned|astounded|flabbergasted|shocked)\s(?=if\b)",
    ),
]
# "Where is the proof?": a doubt of what was said last.
_ASKS = [
    _wording(
        "proof|evidence|paperwork|receipts",
        r"\bwhere(?:[’']s|\s(?:is|are|was|were))\s(?:the|his|her|their|your|any|all\sthe)\s(?:[\w-]+\s)?"
        r"(?:proof|evidence|paperwork|receipts)(?=\s?[?,”\"’])",
    ),
    _wording(
        "show me|show us",
        r"\bshow\s(?:me|us)\s(?:the|some|any|one|a)\s(?:[\w-]+\s){0,3}?(?:proof|evidence|paperwork|receipts?)(?=\s?[.!,”\"’])",
    ),
]
_SHRIFT = [_wording("short shrift", rf"\bg(?:ives?|ave|iven)\s{_OBJECT}\sshort\sshrift\b")]
# British for "it is not so": "we do not recognise that description".
_UNKNOWN = [_wording("recognise|recognize", rf"{_NOT}\srecogni[sz]e\b")]
_THINGS = frozenset(["it", "them", "him", "her", ""])
_SURE = frozenset(["no", "any", "few", "little", "without", "never", "not"])  # "has no doubts about it"
# Questions that doubt what was said: "serious questions about the account".
_GRAVE = frozenset(["serious", "grave", "real", "big", "major", "hard", "tough", "deep", "fundamental", "many", "huge"])
_POINTS_ONLY = re.compile(
    r"if\s(?:it|that|this|he|she|they|there)\s\w+(?:n[’']t)?(?=[\s,.;”\"’]*(?:$|[,.;”\"])|\s(?:so|true)\b)"
    r"|if\s(?:it|that|this)\s(?:was|were|is)\s(?:even\s)?(?:a|half)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(_NOT, re.IGNORECASE)
_WOULD = re.compile(r"(?:would|could)\s?$", re.IGNORECASE)
# Behind these a clause may follow; behind others "that" is a pointer or stands before its noun.
_BEFORE_CLAUSE = re.compile(
    rf"(?:convinced|persuaded|sure|certain|doubts?|misgivings|reservations|s[ck]epticism|{_BELIEVING})$", re.IGNORECASE
)
# What may be a boat, or people: "found no trace of it", "gave them short shrift".
_LITERAL = re.compile(r"(?:recogni[sz]e|shrift|(?:trace|sign|record|memory|recollection)s?\sof)$", re.IGNORECASE)
# "The club does not believe that it will rain" is a belief of its own.
_BELIEF = re.compile(r"\b(?:do|does|did)\b.*believe$", re.IGNORECASE)
_PAST = frozenset(["had", "was", "were", "did"])


def doubts(text: str, sentences: Sequence[Span]) -> Iterator[Denial]:
    """Doubts of `text` in such phrases, in no order; what they doubt has the form "clause" or "anaphor".

    All but those that spell out what they doubt count only where somebody said it (`needs_claim`).
    """
    low = text.lower()
    for wordings, read in _READ if sentences else ():
        held = (wording.phrase for wording in wordings if any(word in low for word in wording.words))
        for match in (match for phrase in held for match in phrase.finditer(text)):
            sentence = sentences[sentence_of(sentences, match.start())]
            words = Words(text, *sentence)
            if match.end() > sentence[1] or _is_unreal(words, match, sentence, wordings is _ASKS):
                continue
            target = read(words, match)
            if target:
                stance = "denies" if wordings in (_UNKNOWN, _SHRIFT) else "doubts"
                made = _denial(words, match, target, sentence, stance)
                # Of what is said, whoever says it: no subject of its own doubts.
                yield replace(made, basis="falsity predicate") if wordings in (_AHEAD, _ASKS) else made


def _is_unreal(words: Words, match: "re.Match[str]", sentence: Span, asks: bool) -> bool:
    """True for "may have doubts", "if she has doubts", "is she convinced?"; "would not rely on it" is a doubt."""
    scope = scope_of(words, words.at(match.start()), sentence)
    would = _WOULD.search(words.text, sentence[0], match.start()) and _NEGATION.match(match.group())
    return scope.negated or scope.conditional or (scope.modal and not would) or (scope.questioned and not asks)


def _denial(words: Words, match: "re.Match[str]", target: Object, sentence: Span, stance: str) -> Denial:
    place = target.clause or (target.first, target.last)
    span = (words.start[place[0]], words.end[place[1] - 1]) if place[1] > place[0] else None
    end = max(match.end(), span[1]) if span else match.end()
    start = words.start[words.at(match.start())]
    return Denial(
        words=(start, match.start() + len(match.group().rstrip())),
        evidence=((start, end),),
        form=target.form,
        target=(span,) if span else (),
        basis="doubt" if stance == "doubts" else "explicit denial",
        confidence=0.5 if stance == "doubts" else 0.75,
        stance=stance,
        noun=target.noun,
        owner=target.owner,
        subject=subject_before(words, words.at(match.start())),
        needs_claim=target.clause is None,
        object=(words.start[target.first], words.end[target.last - 1]) if target.last > target.first else None,
        sentence=sentence,
    )


def _behind(words: Words, match: "re.Match[str]") -> Object | None:
    how = match.groupdict().get("how")
    if how is not None:
        said = set(how.lower().split())
        if said & _SURE or (match["noun"].lower() == "questions" and not said & _GRAVE):
            return None
    place = words.at(match.end())
    if not _BEFORE_CLAUSE.search(match.group()) and words.low[place : place + 1] == ["that"]:
        return _that(words, place)
    found = _doubted(words, place)
    thing = found and _LITERAL.search(match.group()) and found.noun in _THINGS
    belief = found and found.form == "clause" and _BELIEF.search(match.group())
    return None if thing or belief else found


def _that(words: Words, place: int) -> Object | None:
    """ "that" alone, or "that figure"; not "that painting"."""
    found = object_at(words, place)
    if found.form == "anaphor":
        return found
    noun, classes = class_of(words.low, min(place + 1, len(words) - 1))
    said = classes & {"claim", "accusation"} or noun in word_class("dated")
    return Object("anaphor", place, place + 2, noun, classes) if said else None


def _around(words: Words, match: "re.Match[str]") -> Object | None:
    behind = words.at(match.end())
    if _LITERAL.search(match.group()) and match["object"].lower() in _THINGS:
        return None
    if match["object"].lower() == "it" and words.low[behind : behind + 1] == ["that"]:
        return _doubted(words, behind)  # "found it hard to believe that p"
    return _doubted(words, words.at(match.start("object")), words.at(match.end("object") - 1) + 1)


def _doubted(words: Words, place: int, last: int | None = None) -> Object | None:
    """The object at `place` if it is something said: a pointer, a clause, a claim, a figure; nothing at all points,
    too."""
    low = words.low
    if place >= len(words) or low[place] in STOPS or low[place] in (",", '"', "”", "’", "'", "and"):
        return Object("anaphor", place, place, "")
    found = object_at(words, place) if last is None else _phrase(words, place, last)
    if found.form == "question" and low[place] not in ("whether", "if"):
        return None  # "how quickly it went"
    if found.form in ("clause", "question"):
        return Object("clause", found.first, found.last, clause=found.clause)
    if found.form == "anaphor" or found.classes & {"claim", "accusation"}:
        return found
    if found.noun in word_class("dated"):
        return replace(found, form="anaphor", classes=frozenset(["claim"]))
    span = (words.start[found.first], words.end[found.last - 1])
    figures = measures(words.text, [span])
    if figures and (low[place] in DETERMINERS or figures[0].start == words.start[place]):
        return Object("anaphor", found.first, found.last, "figure")  # "about the three weeks"
    return None


def _phrase(words: Words, place: int, last: int) -> Object:
    """The pointer or noun phrase between two positions."""
    if last == place + 1 and words.low[place] in PRONOUNS:
        return Object("anaphor", place, last, words.low[place])
    return Object("noun", place, last, *class_of(words.low, last - 1), owner=owner_of(words, place, last - 1))


def _wonders(words: Words, match: "re.Match[str]") -> Object | None:
    """'would be amazed if any hands had been shaken', 'if it were'; not 'if the yard reopened before June'."""
    place = words.at(match.end())
    if _POINTS_ONLY.match(words.text, match.end()):
        return Object("anaphor", place, place, "it")
    found = object_at(words, place)
    past = found.clause and _PAST & set(words.low[found.clause[0] : found.clause[1]])
    return Object("clause", found.first, found.last, clause=found.clause) if past else None


def _ahead(words: Words, match: "re.Match[str]") -> Object | None:
    verb = words.at(match.start())
    if verb and words.low[verb - 1] in PRONOUNS:
        return Object("anaphor", verb - 1, verb, words.low[verb - 1])
    subject = subject_before(words, verb)
    if subject is None:
        return None
    first, last = words.at(subject[0]), words.at(subject[1] - 1) + 1
    spoken = [k for k in range(first, last) if words.low[k] in verbs("speech verb")]
    first = spoken[-1] + 1 if spoken else first  # "said the reading"
    said = next((k for k in range(first, last) if class_of(words.low, k)[1] & {"claim", "accusation"}), None)
    if said is None:
        return None
    return Object("anaphor", first, last, class_of(words.low, said)[0], owner=owner_of(words, first, said))


def _asks(words: Words, match: "re.Match[str]") -> Object | None:
    place = words.at(match.end())
    return Object("anaphor", place, place, "")


_READ = (
    (_BEHIND, _behind),
    (_UNKNOWN, _behind),
    (_AROUND, _around),
    (_SHRIFT, _around),
    (_AHEAD, _ahead),
    (_WONDERS, _wonders),
    (_ASKS, _asks),
)
