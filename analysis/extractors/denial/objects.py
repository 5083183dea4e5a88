"""What stands before and after a cue: its subject, its object, the object's head noun and clause.

A shallow grammar over words: enough to tell "denied the charge that p" from "denied him a permit". Positions count
words of one sentence; `last` is exclusive.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Hit, Words, find_cues
from analysis.extractors.denial.records import Object
from analysis.extractors.lexicons import read_list
from analysis.extractors.propositions import DAYS, MONTHS
from analysis.extractors.wording import (
    AUXILIARY,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBJECTS,
    class_of,
    clause_end,
    is_adverb,
    nouns,
    object_end,
    verbs,
    word_class,
)

_DATE = (
    rf"(?:\d{{1,2}}\s(?:{MONTHS})|(?:{MONTHS})(?:\s\d{{1,2}})?|{DAYS}|(?:19|20)\d\d|the\s(?:start|beginning|first day))"
)
_ADJUNCTS = re.compile(
    rf"\s*(?:(?:,\s)?(?:(?:(?:on|since|in|from|until|late|early)\s)*{_DATE}|yesterday|today|since\s\w+"
    r"|for (?:(?:\w+\s){0,2})(?:weeks|months|years|days|hours)|again|repeatedly|outright|publicly|privately|immediately"
    r"|in (?:a|an) (?:\w+ )?(?:statement|interview|letter|email|tweet|post)"
    r"|[“\"'‘]?in the (?:strong|clear|plain)est (?:possible )?(?:terms|language|words)[”\"'’]?"
    r"|in (?:court|public|private|writing|parliament)|under oath|last (?:week|month|year|night)"
    rf"|at the time|(?!(?:{'|'.join(sorted(word_class('noun in -ly') | word_class('adjective in -ly')))})\b)\w+ly)"
    r"(?:\b|(?<=[”\"’']))"
    r",?\s*)+"
)


# "has his doubts", "voiced scepticism", "finds that hard to swallow": no object, the doubt is of what was just said.
_DOUBTS = frozenset(["doubt", "doubts", "scepticism", "skepticism", "believe", "swallow"])


# "disputed that in a text message": where it was disputed, and no clause.
_WRITTEN_IN = re.compile(
    r"(?:in|on|at|during|via|through)\s(?:an?|the|her|his|its|their)\s(?:[\w-]+\s){0,2}?"
    r"(?:statement|letter|message|email|interview|post|tweet|court|filing|testimony|speech|call|hearing|blog|column)\b"
)
_DEMONSTRATIVE = frozenset(["that", "this", "those", "these"])


def _skip(words: Words, place: int) -> int:
    """The position after adverbs and short adjuncts ("on Tuesday", "in a statement", "again") at `place`."""
    text = words.text
    match = _ADJUNCTS.match(text, words.start[place] if place < len(words) else len(text))
    return words.at(match.end()) if match and place < len(words) and words.start[place] == match.start() else place


def _shared(words: Words, place: int) -> int:
    """'downplayed or denied gains': the position after the second verb, whose object both share; else `place`."""
    if place + 1 < len(words) and words.low[place] in ("or", "and"):
        second = place + 1 + is_adverb(words.low[place + 1])
        for hit in find_cues(words, range(second, min(second + 1, len(words)))):
            if hit.entry.cue_class in ("denial", "doubt") and hit.entry.part == "verb":
                return _skip(words, hit.last)
    return place


def has_no_object(words: Words, hit: Hit) -> bool:
    place = behind_as(words, _to_that(words, _shared(words, _skip(words, hit.last))))
    if place >= len(words):
        return True
    low = words.low[place]
    return (
        low in STOPS
        or low in (",", "and", "or", "to", "in", "as", "noting", "saying", "with", "through")
        or low in '"”’'
        or (low in AUXILIARY and low not in ("having", "being", "ever"))
    )


def object_after(words: Words, hit: Hit) -> Object | None:
    place = _shared(words, _skip(words, hit.last))
    place = behind_as(words, _to_that(words, place))
    if place < len(words) and words.low[place] in ('"', "“", "‘", "'") and place + 1 < len(words):
        place += 1
    if place >= len(words):
        return None
    return object_at(words, place)


def behind_as(words: Words, place: int) -> int:
    """'dismissed as rubbish a claim': the position of the object behind what it is dismissed as."""
    if words.low[place : place + 1] != ["as"]:
        return place
    for at in range(place + 2, min(len(words) - 1, place + 6)):
        opens = words.low[at] in DETERMINERS | {
            "claims",
            "reports",
            "allegations",
            "accusations",
            "suggestions",
            "rumours",
        }
        if opens and any(nouns().get(low, frozenset()) & {"claim", "accusation"} for low in words.low[at : at + 5]):
            return at
    return place


def _to_that(words: Words, place: int) -> int:
    """'denied in the Commons on Tuesday that p': the position of "that" behind phrases of place and time."""
    if place >= len(words) or words.low[place] not in ("in", "at", "on", "before", "through", "during", "via", "to"):
        return place
    for at in range(place + 1, min(len(words), place + 10)):
        if words.low[at] == "that":
            return at
        if words.low[at] in STOPS or words.low[at] in (",", '"', "“", "and", "or") or words.low[at] in AUXILIARY:
            break
    return place


def object_at(words: Words, place: int) -> Object:
    """The object that starts at `place`: a clause, a pronoun, or a noun phrase with its head and its own clause."""
    low, size = words.low, len(words)
    after = low[place + 1] if place + 1 < size else "."
    points = after in nouns() and (place + 2 >= size or low[place + 2] not in AUXILIARY)  # "that criticism"
    stops = after in STOPS or after in (",", '"', "”", "’", "and")
    stops = stops or bool(low[place] == "that" and _WRITTEN_IN.match(" ".join(low[place + 1 : place + 7])))
    if low[place] == "that" and after not in AUXILIARY and not points and not stops:
        return _pointing_clause(words, place + 1) or Object(
            "clause", place, clause_end(words, place), clause=(place + 1, clause_end(words, place))
        )
    if low[place] in ("whether", "how", "why", "if"):
        return _pointing_clause(words, place + 1) or Object(
            "question", place, clause_end(words, place), clause=(place + 1, clause_end(words, place))
        )
    if low[place] in ("what", "everything") and place + 1 < size:
        return Object(
            "anaphor",
            place,
            object_end(words, place),
            "statement",
            frozenset(["claim"]),
            owner=(words.start[place + 1], words.end[min(size, place + 3) - 1]),
        )
    opens = low[place] in SUBJECTS or (low[place] in PRONOUNS and after in AUXILIARY)
    if opens and (after in AUXILIARY or after.endswith("ed")):
        return _pointing_clause(words, place) or Object(
            "clause", place, clause_end(words, place), clause=(place, clause_end(words, place))
        )
    if low[place] in PRONOUNS and (
        stops
        or after in PREPOSITIONS
        or after in (",", "and", "or", '"', "”", "all", "was", "again", "too", "all", "outright", "yesterday", "today")
        or is_adverb(after)
    ):
        return Object("anaphor", place, place + 1, low[place])
    if low[place] in ("ever", "even", "knowingly", "deliberately") and after.endswith("ing"):
        place += 1
    plain = low[place] not in nouns() or after in DETERMINERS | SUBJECTS | {"him", "her", "them"}
    if low[place : place + 2] in (["doing", "so"], ["doing", "it"], ["doing", "that"]) or (
        low[place] == "having" and low[place + 1 : place + 3] in (["done", "so"], ["done", "it"], ["done", "that"])
    ):
        return Object("anaphor", place, place + 2 + (low[place] == "having"), "it")
    if low[place].endswith("ing") and plain and len(low[place]) > 4:
        return Object("gerund", place, clause_end(words, place), clause=(place, clause_end(words, place)))
    found = _noun_phrase(words, place)
    if low[place] in _DEMONSTRATIVE and found.noun and not found.classes and found.clause is None:
        # "contests that history": whatever it is called, it was told just before.
        return replace(found, form="anaphor", noun="account", classes=frozenset(["claim"]))
    return found


def after_word(low: Sequence[str], at: int) -> str:
    """The word after position `at`; a full stop at the end."""
    return low[at + 1] if at + 1 < len(low) else "."


def _pointing_clause(words: Words, place: int) -> Object | None:
    """'that that was the case', 'it happened': a clause that only points at what was said before."""
    rest = " ".join(words.low[place : place + 6])
    noun = re.match(
        rf"(?:the|that|this|his|her|their|its)\s(?P<noun>{'|'.join(sorted(_pointing_nouns()))})\s"
        r"(?:(?:was|is|could|can|may|might|be|been|has|had)\s)+(?:true|right|correct|accurate|reliable|credible)\b",
        " ".join(words.low[place : place + 8]),
    )
    if noun:
        return Object("anaphor", place, place + len(noun.group().split()), noun["noun"])
    match = re.match(
        r"(?:that|it|this|they|such a thing|anything of the (?:kind|sort)|any of (?:this|it|"
        r"that))\s(?:(?:was|is|were|had|has|ever|'s|been)\s)*"
        r"(?:the case|true|so|happened|occurred|took place|correct|accurate|what happened|did)\b",
        rest,
    )
    if not match:
        return None
    return Object("anaphor", place, place + len(match.group().split()), "it")


@cache
def _pointing_nouns() -> frozenset[str]:
    """Single words for what was said: "claim", "figure", "account"."""
    return frozenset(noun for noun, classes in nouns().items() if classes & {"claim", "accusation"} and " " not in noun)


def _noun_phrase(words: Words, place: int) -> Object:
    low, end = words.low, object_end(words, place)
    owner, head = None, -1
    for at in range(place, end):
        if low[at] == "'s" or (low[at] in ("'", "’") and at > place and low[at - 1].endswith("s")):
            owner = (words.start[place], words.end[at - 1])
            continue
        if (
            (low[at] == "that" and at > place)
            or low[at] == "'"
            or (low[at] in PREPOSITIONS and at > place)
            or (at > place and low[at] in SUBJECTS | DETERMINERS and head >= 0 and low[at] not in ("all",))
        ):
            break
        if head >= 0 and (low[at] in AUXILIARY or low[at] in word_class("day")):
            break
        if head >= 0 and _is_manner(words, at, head):
            end = at
            break
        if (
            at > place
            and head >= 0
            and low[at]
            in (
                "made",
                "being",
                "having",
                "levelled",
                "leveled",
                "circulating",
                "published",
                "leaked",
                "alleging",
                "claiming",
            )
        ):
            break
        if low[at][0].isalnum() and low[at] not in DETERMINERS:
            head = at
    if low[place] in ("his", "her", "their", "its") and owner is None:
        owner = (words.start[place], words.end[place])
    if head < 0:
        return Object("noun", place, end, owner=owner, article=low[place])
    noun, classes = class_of(low, head)
    behind = by_whom(words, place)
    if behind:
        head, who, told = behind
        who = owner or who  # "her remark, made in an interview, that": hers, not the interview's
        return Object("noun", place, told[1], *class_of(low, head), who, told, head, low[place])
    clause = complement_of(words, head, end)
    if clause is None and "claim" not in classes and "accusation" not in classes:
        finite = next(
            (
                at
                for at in range(place, end)
                if (low[at] in AUXILIARY - {"having", "being"} and low[at - 1] != "to")  # "a request to have it shown"
                or (at == head and low[at].endswith("ed") and place < at < place + 3 and after_word(low, at) != "by")
            ),
            None,
        )
        if finite is not None and "that" not in low[place:finite] and finite > place and low[finite] != "'s":
            end = clause_end(words, place)
            return _pointing_clause(words, place) or Object("clause", place, end, clause=(place, end), article="bare")
    return Object("noun", place, max(end, clause[1] if clause else 0), noun, classes, owner, clause, head, low[place])


def _is_manner(words: Words, at: int, head: int) -> bool:
    """'rejects the allegation outright', 'denied the striker twice': behind its noun a word of how or how often, which
    is no noun itself."""
    return not class_of(words.low, at)[1] and (
        words.low[at] in ("twice", "again", "too", "either", "altogether", "throughout", "outright")
        or (bool(class_of(words.low, head)[1]) and is_adverb(words.low[at]))
    )


def by_whom(words: Words, place: int) -> tuple[int, Span, tuple[int, int]] | None:
    """'a claim by the captain, Dan Roe, that p', 'a rumour, spread in a leaflet, that p', 'a story on the site Peel
    that p': the noun's position, who claims, and the clause's positions."""
    low = words.low
    for head in range(place, min(len(words) - 3, place + 5)):
        if not class_of(low, head)[1] & {"claim", "accusation"}:
            continue
        first = _behind_link(words, head)
        for at in range(first + 1, min(len(words) - 1, head + 18)) if first else ():
            if low[at] == "that" and low[at + 1] not in AUXILIARY:
                who = words.text[words.start[first] : words.end[at - 1]]
                end = words.start[first] + len(who.rstrip(" ,"))
                return head, (words.start[first], end), (at + 1, clause_end(words, at))
            if low[at] in STOPS - {"who"} or low[at] in ("and", '"', "“"):
                break
    return None


def _behind_link(words: Words, head: int) -> int:
    """The position behind "by", "made by", ", spread in"; behind "on" only of what publishes ("the report on the fire"
    tells what it is about); 0 where the noun has no such link."""
    low, at = words.low, head + 1
    at += low[at] == ","
    spread = at < len(low) and low[at] in verbs("spreading verb")
    at += spread
    if at + 2 >= len(low) or (low[head + 1] == "," and not spread) or low[at] not in ("by", "from", "in", "on"):
        return 0
    publishes = any(word in publishers() for word in low[at + 1 : at + 5])
    return at + 1 if spread or publishes or low[at] != "on" else 0


@cache
def publishers() -> frozenset[str]:
    """Kinds of what is printed, sent or put on line: "website", "newspaper" (lexicons/speaker-bodies.csv)."""
    return frozenset(row["word"] for row in read_list("speaker-bodies") if "paper" in row["classes"].split())


def owner_of(words: Words, first: int, last: int) -> Span | None:
    """The span of a possessor between two positions: "Clinton" in "Clinton's claim", "their" in "their account"."""
    for at in range(first, last):
        if words.low[at] == "'s":
            return words.start[first], words.end[at - 1]
    return (words.start[first], words.end[first]) if words.low[first] in ("his", "her", "their", "its") else None


def complement_of(words: Words, head: int, end: int) -> tuple[int, int] | None:
    """The clause that a noun such as "claim" takes: after "that", or without it ("claims he had lied"), or "of"."""
    low, at = words.low, head + 1
    limit = min(len(words), head + 9)
    if not class_of(low, head)[1] & {"claim", "accusation", "notion", "denial", "opinion", "event"}:
        return None
    while at < limit and low[at] not in ("that", ".", ",", ";", '"', "”", "“", "and", "but", "or"):
        opens = low[at] in SUBJECTS or (low[at] in DETERMINERS and low[at] != "that") or words.raw(at)[0].isupper()
        if at == head + 1 and opens and any(word in AUXILIARY or word.endswith("ed") for word in low[at + 1 : at + 6]):
            return (at, clause_end(words, at)) if low[at] not in word_class("day") else None
        at += 1
    if (
        at + 1 < limit + 1
        and at + 1 < len(words)
        and low[at] == "that"
        and low[at + 1] not in AUXILIARY
        and low[at + 1] not in verbs("speech verb")
        # "a report on the fire that ruined the mill"
        and not (low[at + 1].endswith("ed") and low[at + 2 : at + 3] and low[at + 2] in DETERMINERS)
    ):
        return at + 1, clause_end(words, at)
    return None


def _claimed_before(words: Words, hit: Hit) -> Object | None:
    """'Roe's allegation that players were paid late was rejected': the noun with its possessor and its clause."""
    low, end = words.low, hit.first
    while end > 0 and (low[end - 1] in AUXILIARY or is_adverb(low[end - 1])):
        end -= 1
    for head in range(end - 3, max(-1, end - 30), -1):
        if low[head] in STOPS:
            return None
        noun, classes = class_of(low, head)
        if classes & {"claim", "accusation", "notion"} and low[head + 1] == "that":
            begin = head
            while begin > 0 and low[begin - 1] not in STOPS | {",", "that", "and"}:
                begin -= 1
            owner = owner_of(words, begin, head)
            return Object("noun", begin, end, noun, classes, owner=owner, clause=(head + 2, end), head=head)
    return None


def object_before(words: Words, hit: Hit, passive: bool) -> Object | None:
    """The target that stands before its cue: "a charge that he denies", "which she rejected", "was denied by"."""
    low, at = words.low, hit.first - 1
    listed = nouns()
    claimed = _claimed_before(words, hit) if passive else None
    if claimed:
        return claimed
    for place in range(at, max(-1, at - 16), -1):
        word = low[place]
        if word in ("which", "something"):
            if passive and low[place + 1] not in AUXILIARY and not is_adverb(low[place + 1]):
                return None  # "entry, which its trucks were denied": kept from them
            return Object("anaphor", place, place + 1, "which")
        if word in (";", ".", '"', "”") and place < at:
            break
        classes = listed.get(word, frozenset())
        if classes & {"claim", "accusation", "notion"} and not (place and low[place - 1] in ("to",)):
            clause = complement_of(words, place, hit.first)
            if clause and clause[0] < hit.first and clause[1] > hit.first:
                clause = (
                    (clause[0], hit.first)
                    if passive and low[clause[0] - 1] == "that" and hit.first - clause[0] > 4
                    else None
                )
            return Object(
                "anaphor" if clause is None else "noun",
                place,
                place + 1,
                class_of(low, place)[0],
                classes,
                clause=clause,
                head=place,
            )
        if passive and word in PRONOUNS and place >= at - 5:
            return Object("anaphor", place, place + 1, word)
        if passive and (classes & {"proposal", "withheld", "opinion"}):
            return Object("noun", place, place + 1, word, classes, head=place)
    if passive or low[hit.last : hit.last + 1] == ["to"]:
        return None
    points = hit.entry.frame == "deny" or hit.entry.pattern.split()[-1] in _DOUBTS
    return Object("anaphor", hit.last, hit.last, "") if points else None
