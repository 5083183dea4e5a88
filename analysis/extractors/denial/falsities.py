"""Places where something is called false: "it's not true", "called the number invented", "falsely claimed".

The words are in lexicons/falsity.csv (Ennals et al. 2010). Outside a quotation a false claim is the outlet's own word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Entry, Hit, Words, scope_of, verb_forms
from analysis.extractors.denial.contesting import roles
from analysis.extractors.denial.objects import by_whom, complement_of, object_at, owner_of
from analysis.extractors.denial.records import Denial, Object
from analysis.extractors.denial.verdicts import SAID, begins, false_denial, listed, opening, verdicts
from analysis.extractors.wording import (
    AUXILIARY,
    BE,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBJECTS,
    class_of,
    clause_end,
    is_adverb,
    nouns,
    verbs,
    word_class,
)

REPORTED_FALSE = frozenset(
    ["falsely", "wrongly", "erroneously", "mistakenly", "inaccurately", "misleadingly", "baselessly"]
)
VERDICT_VERBS = frozenset(
    [
        "say",
        "says",
        "said",
        "insist",
        "insists",
        "insisted",
        "reply",
        "replies",
        "replied",
        "counter",
        "counters",
        "countered",
    ]
)
_BEFORE_FALSE = frozenset(
    [
        *[
            "just",
            "all",
            "a",
            "an",
            "total",
            "complete",
            "absolute",
            "pure",
            "utter",
            "such",
            "so",
            "outright",
            "as",
            "that",
            "simple",
            "quite",
        ],
        *OPENING,
    ]
)


# Openings of entries that negate by themselves: "never happened", "does not hold water".
_NEGATED = frozenset(["not", "n't", "never", "did", "didn", "does", "doesn", "do", "don"])


# "It is a made-up story": said of what was told before.
_IT_IS = [[it, verb] for it in ("it", "that", "this") for verb in ("is", "was", "'s")]
_FIRM = 0.9  # strength of a falsity word that means nothing else

# ---- calling something false


def falsities(words: Words, sentence: Span) -> Iterator[Denial]:
    """Every place of a sentence where something is called false, in text order."""
    low, known = words.low, listed()
    for at, word in enumerate(low):
        for phrase, strength, stance in known.get(opening(word), ()):
            length = _match(low, at, phrase)
            if length:
                denial = _predicate(words, at, at + length, strength, stance, sentence)
                if denial:
                    yield denial
                break
        if word in REPORTED_FALSE:
            denial = _reported_false(words, at)
            if denial:
                yield denial
        yield from verdicts(words, at)


def _match(low: Sequence[str], at: int, phrase: tuple[str, ...]) -> int:
    """How many words from `at` on are the entry `phrase`, with up to two adjectives behind its article ("a lie", "a
    wicked and shameless lie"); 0 where they are not."""
    if begins(low, at, phrase):
        return len(phrase)
    if phrase[0] != "a" or len(phrase) != 2:
        return 0
    for place in range(at + 1, min(len(low), at + 5)):
        if low[place] == phrase[1]:
            return place + 1 - at
        if low[place] in PREPOSITIONS | STOPS | AUXILIARY or not low[place].replace("-", "").isalpha():
            return 0
    return 0


def _predicate(words: Words, first: int, last: int, strength: float, stance: str, sentence: Span) -> Denial | None:
    """A falsity word as predicate ("it's not true"), object complement ("called it a lie"), or attribute ("false
    claim")."""
    low = words.low
    entry = Entry("", "adjective", "denial" if stance == "denies" else "doubt", "falsity", strength, ())
    hit = Hit(first, last, entry)
    if low[first] not in _NEGATED and not scope_of(words, first, sentence).plain:
        return None
    attribute = nouns().get(low[last], frozenset()) if last < len(low) else frozenset()
    if attribute & {"claim", "accusation"} and low[first] not in ("not", "n't", "never"):
        return _false_noun(words, hit, last)
    if (
        last < len(low)
        and low[last][0].isalpha()
        and low[last] not in PREPOSITIONS | STOPS | AUXILIARY | {"and", "or", "that", "it"}
    ):
        return None  # "a false start"
    at = first - 1
    while at >= 0 and (is_adverb(low[at]) or low[at] in _BEFORE_FALSE | word_class("intensifier")):
        at -= 1
    # 'the talk was "quite untrue"', 'called it “an invention”': predicates, in quotation marks or not
    governed = at >= 0 and (low[at] in BE or bool(verbs("calling verb") & set(low[max(0, at - 4) : at + 1])))
    quoted = None if governed else _fragment(words, hit)
    if quoted:
        return quoted
    if low[first] in _NEGATED - {"not", "n't"} and (at < 0 or low[at] not in BE):
        return _false_subject(words, hit, first)
    if at < 0:
        return None
    return _false_subject(words, hit, at) if low[at] in BE else _complement_of_call(words, hit)


def _fragment(words: Words, hit: Hit) -> Denial | None:
    """'"Nonsense," she said', '"A lovely story and quite untrue," he said': a quotation without a verb that calls it
    false."""
    low = words.low
    begin = next((k for k in range(hit.first - 1, max(-1, hit.first - 9), -1) if low[k] in OPENING), None)
    begin = -1 if hit.first == 0 and VERDICT_VERBS & set(low[hit.last + 1 : hit.last + 2]) else begin
    after = low[hit.last : hit.last + 1]
    if begin is None or after not in ([","], ["."], ["!"], ["and"], ["”"], ['"'], ["’"], [";"], ["—"], ["–"]):
        return None
    between = low[begin + 1 : hit.first]
    if any(word in AUXILIARY or word in STOPS or word in SUBJECTS or word in PRONOUNS for word in between):
        return None
    stressed = all(word in _BEFORE_FALSE | word_class("intensifier") | {"and"} for word in between)
    if not stressed and hit.entry.strength < 0.9:
        return None
    return false_denial(words, hit, Object("anaphor", hit.first, hit.first, "it"), begin + 1, 0.7)


def _false_subject(words: Words, hit: Hit, be: int) -> Denial | None:
    low = words.low
    after = low[hit.last : hit.last + 1]
    while be > 1 and is_adverb(low[be - 1]):
        be -= 1  # "that simply isn't so"
    aside = _aside(words, hit.last) if low[max(0, be - 1)] == "it" else None
    if aside:
        owner, that = aside
        end = clause_end(words, that)
        return false_denial(words, hit, Object("clause", that, end, owner=owner, clause=(that + 1, end)), be - 1, 0.85)
    if low[max(0, be - 1)] == "it" and after == ["that"] and hit.last + 1 < len(low):
        end = clause_end(words, hit.last)
        return false_denial(words, hit, Object("clause", hit.last, end, clause=(hit.last + 1, end)), be - 1, 0.85)
    told = _which_somebody_says(words, be)
    if told is not None:
        return false_denial(words, hit, Object("anaphor", told, told + 1, "which"), told, 0.8)
    while be > 1 and low[be - 1] in AUXILIARY and low[be] not in BE:
        be -= 1  # "this had never happened"
    be = _before_aside(words, be)
    begin = be
    while (
        begin > 0
        and low[begin - 1] not in STOPS | OPENING
        and low[begin - 1] not in (",", "that", "and", "said", "saying", "says", "say", "insists", "insisted")
    ):
        begin -= 1
    chunk = low[begin:be]
    claimed = _claim_with_clause(words, hit, be) or _person(words, hit, begin, be)
    if claimed:
        return claimed
    if not chunk or len(chunk) > 8:
        noun, classes = class_of(low, be - 2) if be > 1 else ("", frozenset[str]())
        pointed = noun if classes & {"claim", "accusation"} else low[be - 1]  # "a number that is wrong"
        return (
            false_denial(words, hit, Object("anaphor", max(be - 1, 0), be, pointed), be - 1, 0.7)
            if be and low[be - 1] in ("that", "which")
            else None
        )
    if len(chunk) <= 3 and (
        chunk[0] in ("it", "this", "that", "they", "these", "those", "all", "everything", "which", "none")
    ):
        noun = low[be - 1] if low[be - 1] in nouns() else "it"
        if (
            len(chunk) == 1
            or nouns().get(low[be - 1], frozenset()) & {"claim", "accusation"}
            or chunk[0] in ("all", "none", "everything")
        ):
            return false_denial(words, hit, Object("anaphor", begin, be, noun), begin, 0.75)
    said = {"claim", "accusation"} | ({"text"} if low[hit.first] not in word_class("tale") else set())
    head = next((begin + i for i, word in enumerate(chunk) if nouns().get(word, frozenset()) & said), None)
    if head is not None:
        clause = complement_of(words, head, be)
        target = Object(
            "noun" if clause and clause[0] < be else "anaphor",
            begin,
            be,
            class_of(low, head)[0],
            clause=(clause[0], be) if clause and clause[0] < be else None,
        )
        return false_denial(words, hit, target, begin, 0.8)
    return None


def _which_somebody_says(words: Words, be: int) -> int | None:
    """'..., which Mr Dow, the mayor, says is nonsense': the position of the relative pronoun ahead of who says so."""
    low = words.low
    if be < 3 or low[be - 1] not in verbs("stating verb") | verbs("speech verb"):
        return None
    place = next((at for at in range(be - 2, max(-1, be - 14), -1) if low[at] == "which"), None)
    return place if place and low[place - 1] == "," else None


def _before_aside(words: Words, be: int) -> int:
    """'That, said Rupert Vane, the director, was pure invention': the position behind the subject, ahead of who says
    so."""
    low = words.low
    if not 2 < be <= 20 or low[be - 1] != ",":
        return be
    comma = next((at for at in range(1, min(5, be - 2)) if low[at] == ","), 0)
    said = verbs("speech verb") | verbs("stating verb")
    return comma if comma and said & set(low[comma + 1 : be]) else be


def _person(words: Words, hit: Hit, begin: int, be: int) -> Denial | None:
    """'Mr Roe is mistaken', '“She is lying,” he said': what that person has said is false. Outside a quotation "he"
    may be the speaker himself ("admitted that he was wrong")."""
    low = words.low
    if not _is_false_person(words, hit) or not 0 < be - begin <= 4:
        return None
    quoted = any(word in OPENING for word in low[: begin + 1])
    named = words.raw(be - 1)[0].isupper() and low[be - 1] not in SUBJECTS
    titled = low[begin] == "the" and low[be - 1] in roles()
    if not (named or titled or (quoted and low[begin:be] in (["he"], ["she"], ["they"]))):
        return None
    owner = (words.start[begin], words.end[be - 1])
    return false_denial(words, hit, Object("anaphor", begin, be, "statement", owner=owner), begin, 0.7)


def _aside(words: Words, place: int) -> tuple[tuple[int, int], int] | None:
    """', as the union claims, that p': the span of who claims it, and the position of "that"."""
    low = words.low
    if low[place : place + 2] != [",", "as"]:
        return None
    comma = next(
        (at for at in range(place + 3, min(len(low) - 2, place + 14)) if low[at] == "," and low[at + 1] == "that"), 0
    )
    verb = comma - 1
    if not comma or low[verb] not in verbs("stating verb"):
        return None
    verb -= low[verb - 1] in AUXILIARY
    if verb <= place + 2:
        return None  # ", as was claimed, that p": by nobody who is named
    return (words.start[place + 2], words.end[verb - 1]), comma + 1


def _claim_with_clause(words: Words, hit: Hit, be: int) -> Denial | None:
    """'The firm's claim that the toy is safe is false': the noun, its possessor and its clause."""
    low = words.low
    for head in range(be - 2, max(-1, be - 30), -1):
        if low[head] in STOPS:
            return None
        noun, classes = class_of(low, head)
        behind = by_whom(words, head)
        if behind and behind[0] == head and behind[2][0] < be:
            target = Object("noun", head, be, noun, classes, owner=behind[1], clause=(behind[2][0], be), head=head)
            return false_denial(words, hit, target, head, 0.85)
        told = low[head + 1] == "of" and (classes & {"claim", "accusation"} or low[head] == "talk")
        told = told or (
            low[head + 1] == "about" and ("claim" in classes or low[head] == "talk")
        )  # "complaints about the price" are opinions
        if told and be - head > 2 and low[be - 1] not in AUXILIARY:
            begin = head
            while begin > 0 and low[begin - 1] not in STOPS | OPENING | {",", "that", "said", "says"}:
                begin -= 1
            owner = owner_of(words, begin, head)
            target = Object("anaphor", begin, be, class_of(low, head)[0], classes, owner=owner, head=head)
            return false_denial(words, hit, target, begin, 0.8)
        if head > 1 and low[head - 2] == "in" and low[head - 1] in ("a", "the", "an"):
            continue  # "said in a statement that the charge was false": where it is said
        if classes & {"claim", "accusation", "notion"} and low[head + 1] == "that" and be - head > 3:
            begin = head
            while begin > 0 and low[begin - 1] not in STOPS | OPENING | {",", "that", "said", "says"}:
                begin -= 1
            owner, clause = owner_of(words, begin, head), (head + 2, be)
            target = Object("noun", begin, be, noun, classes, owner=owner, clause=clause, head=head)
            return false_denial(words, hit, target, begin, 0.85)
    return None


def _false_noun(words: Words, hit: Hit, head: int) -> Denial | None:
    low = words.low
    noun, classes = class_of(low, head)
    clause = complement_of(words, head, len(words))
    begin = hit.first - 1
    if not clause and low[max(0, begin - 2) : begin] in _IT_IS and low[begin] in ("a", "an"):
        return false_denial(words, hit, Object("anaphor", begin - 2, begin - 1, "it"), begin - 2, 0.75)
    named = (
        low[begin] in ("'s", "his", "her", "their", "these", "those", "the", "this", "that") if begin >= 0 else False
    )
    if not clause and not named:
        return None
    target = Object(
        "noun" if clause else "anaphor", hit.first, clause[1] if clause else head + 1, noun, classes, clause=clause
    )
    return replace(false_denial(words, hit, target, hit.first, 0.7), holder="reporter", basis="reporter")


def _complement_of_call(words: Words, hit: Hit) -> Denial | None:
    """'called the number invented', 'dismissed the report as false', 'branded it a lie'."""
    low = words.low
    calling = verbs("calling verb")
    at = next((k for k in range(hit.first - 1, max(-1, hit.first - 14), -1) if low[k] in calling), None)
    if at is None or any(word in STOPS or word == "," for word in low[at + 1 : hit.first]):
        return None
    if not scope_of(words, at, (words.start[0], words.end[-1])).plain:
        return None
    last = hit.first
    while last > at + 1 and (low[last - 1] == "as" or low[last - 1] in OPENING):
        last -= 1
    if at + 1 == last:
        return _called_before(words, Hit(at, hit.last, hit.entry))
    head = next((k for k in range(last - 1, at, -1) if nouns().get(low[k], frozenset()) & SAID), None)
    if head is not None:
        clause = complement_of(words, head, last)
        clause = (clause[0], last) if clause and clause[0] < last else None
        target = Object(
            "noun" if clause else "anaphor", at + 1, last, *class_of(low, head), owner_of(words, at + 1, head), clause
        )
    elif _is_false_person(words, hit) and _is_somebody(words, at + 1, last):
        # "called her a liar": what she said is false
        owner = (words.start[at + 1], words.end[last - 1])
        target = Object("anaphor", at + 1, last, "statement", owner=owner)
    elif last == at + 2 and low[at + 1] in ("it", "this", "that", "them", "those", "these"):
        target = Object("anaphor", at + 1, last, low[at + 1])
    elif (
        last == at + 3 == hit.first
        and low[at + 1] == "the"
        and _is_thing(words, at + 2)
        and hit.entry.strength >= _FIRM
    ):
        target = Object("anaphor", at + 1, last, "account")  # "called the leak fiction"
    else:
        return None
    whole = Hit(at, hit.last, hit.entry)
    return false_denial(words, whole, target, at, 0.8)


def _is_false_person(words: Words, hit: Hit) -> bool:
    return " ".join(words.low[hit.first : hit.last]) in word_class("false person")


def _is_somebody(words: Words, first: int, last: int) -> bool:
    named = words.raw(last - 1)[0].isupper() and words.low[last - 1] not in SUBJECTS
    return 0 < last - first <= 3 and (named or words.low[first:last] in (["him"], ["her"], ["them"]))


def _is_thing(words: Words, at: int) -> bool:
    """True for a noun that is nobody, and neither a proposal nor an opinion, of which "wrong" would be criticism."""
    _, classes = class_of(words.low, at)
    wrong = words.low[at + 1] in word_class("false person") | {"wrong", "impossible", "misplaced"}
    return not (classes & {"proposal", "opinion"} or words.low[at] in roles() or wrong)


def _called_before(words: Words, hit: Hit) -> Denial | None:
    """'an allegation that the bank called baseless', 'which she called a lie': what is called so stands before."""
    low, at = words.low, hit.first - 1
    for place in range(at, max(0, at - 14), -1):
        if low[place] in STOPS - {"that", "which"} or (low[place] == "," and at - place > 8):
            return None
        noun, classes = class_of(low, place - 1)
        # "a statement Roe called untrue"
        bare = words.raw(place)[0].isupper() or low[place] in (DETERMINERS | SUBJECTS) - {"that", "which"}
        if bare and classes & {"claim", "accusation"} and low[max(0, place - 2)] in ("a", "an", "the", ","):
            return false_denial(words, hit, Object("anaphor", place - 1, place, noun), hit.first, 0.8)
        if low[place] == "something":
            return false_denial(words, hit, Object("anaphor", place, place + 1, "which"), hit.first, 0.8)
        if low[place] == "which" or (low[place] == "that" and classes & {"claim", "accusation"}):
            noun, first = ("which", place) if low[place] == "which" else (noun, place - 1)
            return false_denial(words, hit, Object("anaphor", first, place + 1, noun), hit.first, 0.8)
    return None


def _reported_false(words: Words, at: int) -> Denial | None:
    """'falsely claimed that p': the reporter disputes p; outside a quotation it is the outlet's own voice."""
    low = words.low
    verb = next((k for k in range(max(0, at - 2), min(len(low), at + 3)) if low[k] in says()), None)
    if verb is None:
        return None
    target = object_at(words, verb + 1) if verb + 1 < len(low) else None
    if target is None or target.form not in ("clause", "noun", "gerund"):
        return None
    if target.form == "noun":
        target = replace(
            target,
            form="clause",
            clause=(target.first, clause_end(words, target.first)),
            last=clause_end(words, target.first),
        )
    entry = Entry("", "adverb", "denial", "falsity", 0.7, ())
    made = false_denial(words, Hit(min(at, verb), max(at, verb) + 1, entry), target, at, 0.7)
    return replace(made, holder="reporter", basis="reporter", needs_claim=False)


@cache
def says() -> frozenset[str]:
    verbs = "claim say suggest assert state allege accuse report insist maintain write tell argue believe imply post"
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))
