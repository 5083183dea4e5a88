"""Places where something is called false: "it's not true", "called the number invented", "falsely claimed".

The words are in lexicons/falsity.csv (Ennals et al. 2010). Outside a quotation a false claim is the outlet's own word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.columns import Span
from analysis.extractors.cues import Entry, Hit, Words, scope_of, verb_forms
from analysis.extractors.lexicons import read_list
from analysis.extractors.objects import Denial, Object, by_whom, complement_of, make_denial, object_at, owner_of
from analysis.extractors.wording import (
    AUXILIARY,
    BE,
    OPENING,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBJECTS,
    class_of,
    clause_end,
    is_adverb,
    nouns,
    subject_before,
    verbs,
    word_class,
)

REPORTED_FALSE = frozenset(
    ["falsely", "wrongly", "erroneously", "mistakenly", "inaccurately", "misleadingly", "baselessly"]
)
VERDICT_VERBS = frozenset("say says said insist insists insisted reply replies replied counter counters countered".split())
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


@cache
def _listed() -> dict[str, list[tuple[tuple[str, ...], float, str]]]:
    found: dict[str, list[tuple[tuple[str, ...], float, str]]] = {}
    for row in read_list("falsity"):
        words = tuple(Words(row["words"]).low)
        found.setdefault(words[0], []).append((words, float(row["strength"]), row["stance"]))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


# ---- calling something false


def falsities(words: Words, sentence: Span) -> Iterator[Denial]:
    low, listed = words.low, _listed()
    for at, word in enumerate(low):
        for phrase, strength, stance in listed.get(word, ()):
            if tuple(low[at : at + len(phrase)]) == phrase:
                denial = _predicate(words, at, at + len(phrase), strength, stance, sentence)
                if denial:
                    yield denial
                break
        if word in REPORTED_FALSE:
            denial = _reported_false(words, at)
            if denial:
                yield denial
        if word in ("no", "not"):
            denial = _no_evidence(words, at) if low[at + 1 : at + 2] == ["evidence"] else _no_such(words, at)
            if denial:
                yield denial
        if word in verbs("calling verb") or word in ("got", "get", "gets"):
            denial = _got_wrong(words, at) if word.startswith("g") else _called(words, at)
            if denial:
                yield denial
        if word in BE and low[at + 1 : at + 2] == ["how"]:
            denial = _was_how(words, at)
            if denial:
                yield denial
        if low[at : at + 3] == ["nothing", "of", "the"] and low[at + 3 : at + 4] in (["sort"], ["kind"]):
            entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
            yield _false(words, Hit(at, at + 4, entry), Object("anaphor", at, at, "it"), at, 0.7)
        last = _no_truth_words(low, at)
        if last and last < len(low):
            yield _no_truth(words, at, last)


def _no_truth_words(low: Sequence[str], at: int) -> int:
    """Position after 'no truth', 'not a word of truth', 'no basis' that starts at `at`; 0 where none does."""
    if low[at] not in ("no", "not", "without", "n't"):
        return 0
    match = re.match(
        r"(?:(?:a|an|any|one|the slightest)\s)?(?:(?:single\s)?(?:word|shred|grain|ounce|scrap|element|"
        r"iota)\sof\s)?(?:truth|basis|substance|foundation)\b",
        " ".join(low[at + 1 : at + 8]),
    )
    return at + 1 + len(match.group().split()) if match else 0


def _predicate(words: Words, first: int, last: int, strength: float, stance: str, sentence: Span) -> Denial | None:
    """A falsity word as predicate ("it's not true"), object complement ("called it a lie"), or attribute ("false
    claim")."""
    low = words.low
    entry = Entry("", "adjective", "denial" if stance == "denies" else "doubt", "falsity", strength, ())
    hit = Hit(first, last, entry)
    if low[first] not in ("not", "never", "did", "didn") and not scope_of(words, first, sentence).plain:
        return None
    attribute = nouns().get(low[last], frozenset()) if last < len(low) else frozenset()
    if attribute & {"claim", "accusation"} and low[first] not in ("not", "never"):
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
    quoted = _fragment(words, hit)
    if quoted:
        return quoted
    if low[first] in ("did", "didn", "never") and (at < 0 or low[at] not in BE):
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
    if between and hit.entry.strength < 0.9:
        return None
    return _false(words, hit, Object("anaphor", hit.first, hit.first, "it"), begin + 1, 0.7)


def _false_subject(words: Words, hit: Hit, be: int) -> Denial | None:
    low = words.low
    after = low[hit.last : hit.last + 1]
    aside = _aside(words, hit.last) if low[max(0, be - 1)] == "it" else None
    if aside:
        owner, that = aside
        end = clause_end(words, that)
        return _false(words, hit, Object("clause", that, end, owner=owner, clause=(that + 1, end)), be - 1, 0.85)
    if low[max(0, be - 1)] == "it" and after == ["that"] and hit.last + 1 < len(low):
        end = clause_end(words, hit.last)
        return _false(words, hit, Object("clause", hit.last, end, clause=(hit.last + 1, end)), be - 1, 0.85)
    while be > 1 and low[be - 1] in AUXILIARY and low[be] not in BE:
        be -= 1  # "this had never happened"
    begin = be
    while (
        begin > 0
        and low[begin - 1] not in STOPS | OPENING
        and low[begin - 1] not in (",", "that", "and", "said", "saying")
    ):
        begin -= 1
    chunk = low[begin:be]
    claimed = _claim_with_clause(words, hit, be)
    if claimed:
        return claimed
    if not chunk or len(chunk) > 8:
        return (
            _false(words, hit, Object("anaphor", max(be - 1, 0), be, low[be - 1]), be - 1, 0.7)
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
            return _false(words, hit, Object("anaphor", begin, be, noun), begin, 0.75)
    head = next(
        (begin + i for i, word in enumerate(chunk) if nouns().get(word, frozenset()) & {"claim", "accusation"}), None
    )
    if head is not None:
        clause = complement_of(words, head, be)
        target = Object(
            "noun" if clause and clause[0] < be else "anaphor",
            begin,
            be,
            class_of(low, head)[0],
            clause=(clause[0], be) if clause and clause[0] < be else None,
        )
        return _false(words, hit, target, begin, 0.8)
    return None


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
    return (words.start[place + 2], words.end[verb - 1]), comma + 1


def _no_such(words: Words, at: int) -> Denial | None:
    """'There is no such plan', 'no such meeting took place', 'not one such case': it points to what was said."""
    low = words.low
    if low[at : at + 3] == ["not", "one", "such"] and at and low[at - 1] in BE:
        entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
        return _false(words, Hit(at, at + 3, entry), Object("anaphor", at, at, "it"), at, 0.65)
    if low[at] != "no":
        return None
    if low[at + 1 : at + 2] != ["such"] or at + 3 >= len(low) or low[at + 2] in ("thing", "things"):
        return None
    exists = at > 1 and low[at - 1] in BE and "there" in low[max(0, at - 4) : at - 1]
    happens = low[at + 3] in AUXILIARY or low[at + 3] in ("existed", "exists", "took", "occurred", "happened")
    if not (exists or (happens and (at == 0 or low[at - 1] in STOPS | OPENING | {",", "that", "said"}))):
        return None
    entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
    return _false(words, Hit(at, at + 3, entry), Object("anaphor", at, at, "it"), at, 0.65)


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
            return _false(words, hit, target, head, 0.85)
        told = low[head + 1] == "of" and (classes & {"claim", "accusation"} or low[head] == "talk")
        if told and be - head > 2 and low[be - 1] not in AUXILIARY:
            begin = head
            while begin > 0 and low[begin - 1] not in STOPS | OPENING | {",", "that", "said", "says"}:
                begin -= 1
            owner = owner_of(words, begin, head)
            target = Object("anaphor", begin, be, class_of(low, head)[0], classes, owner=owner, head=head)
            return _false(words, hit, target, begin, 0.8)
        if classes & {"claim", "accusation", "notion"} and low[head + 1] == "that" and be - head > 3:
            begin = head
            while begin > 0 and low[begin - 1] not in STOPS | OPENING | {",", "that", "said", "says"}:
                begin -= 1
            owner, clause = owner_of(words, begin, head), (head + 2, be)
            target = Object("noun", begin, be, noun, classes, owner=owner, clause=clause, head=head)
            return _false(words, hit, target, begin, 0.85)
    return None


def _false_noun(words: Words, hit: Hit, head: int) -> Denial | None:
    low = words.low
    noun, classes = class_of(low, head)
    clause = complement_of(words, head, len(words))
    begin = hit.first - 1
    named = (
        low[begin] in ("'s", "his", "her", "their", "these", "those", "the", "this", "that") if begin >= 0 else False
    )
    if not clause and not named:
        return None
    target = Object(
        "noun" if clause else "anaphor", hit.first, clause[1] if clause else head + 1, noun, classes, clause=clause
    )
    return replace(_false(words, hit, target, hit.first, 0.7), holder="reporter", basis="reporter")


def _complement_of_call(words: Words, hit: Hit) -> Denial | None:
    """'called the number invented', 'dismissed the report as false', 'branded it a lie'."""
    low = words.low
    calling = verbs("calling verb")
    at = next((k for k in range(hit.first - 1, max(-1, hit.first - 14), -1) if low[k] in calling), None)
    if at is None or at + 1 >= hit.first or any(word in STOPS or word == "," for word in low[at + 1 : hit.first]):
        return None
    if not scope_of(words, at, (words.start[0], words.end[-1])).plain:
        return None
    last = hit.first - (low[hit.first - 1] == "as")
    head = next(
        (k for k in range(last - 1, at, -1) if nouns().get(low[k], frozenset()) & {"claim", "accusation"}), None
    )
    if head is not None:
        clause = complement_of(words, head, last)
        clause = (clause[0], last) if clause and clause[0] < last else None
        target = Object(
            "noun" if clause else "anaphor", at + 1, last, *class_of(low, head), owner_of(words, at + 1, head), clause
        )
    elif last == at + 2 and low[at + 1] in ("it", "this", "that", "them", "those", "these"):
        target = Object("anaphor", at + 1, last, low[at + 1])
    else:
        return None
    whole = Hit(at, hit.last, hit.entry)
    return _false(words, whole, target, at, 0.8)


def _false(words: Words, hit: Hit, target: Object, first: int, confidence: float) -> Denial:
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
    made = _false(words, Hit(min(at, verb), max(at, verb) + 1, entry), target, at, 0.7)
    return replace(made, holder="reporter", basis="reporter", needs_claim=False)


@cache
def says() -> frozenset[str]:
    verbs = "claim say suggest assert state allege accuse report insist maintain write tell argue believe imply post"
    return frozenset(form for verb in verbs.split() for form in verb_forms(verb))


def _called(words: Words, at: int) -> Denial | None:
    """'called that impossible', 'called the paper “fiction with footnotes”': named for what cannot be so.

    The open class of predicates is read by its first word (lexicons/falsity.csv), whatever follows it in the quotation.
    """
    low, listed = words.low, _listed()
    tale = _tale(words, at)
    if tale:
        return tale
    for place in range(at + 2, min(len(low), at + 8)):
        if low[place] in STOPS or low[place] == ",":
            return None
        opened = low[place] in OPENING
        first = place + opened
        entries = [
            e for e in listed.get(low[first] if first < len(low) else "", ()) if e[2] == "denies" and e[1] >= 0.9
        ]
        if not entries or tuple(low[first : first + len(entries[-1][0])]) != entries[-1][0]:
            continue
        target = words.low[at + 1 : place]
        point = len(target) == 1 and target[0] in ("it", "this", "that", "them", "those", "these")
        noun = next((low[k] for k in range(place - 1, at, -1) if nouns().get(low[k], frozenset()) & {"claim"}), "")
        whole = opened and noun and place - at <= 4  # “fiction with footnotes”
        if not (whole or (point and (opened or low[first + 1 : first + 2] in ([","], ["."], [";"], [":"], ["and"])))):
            continue
        entry = Entry("", "verb", "denial", "falsity", 0.9, ())
        head = at + 1 if point else low.index(noun, at)
        owner = None if point else owner_of(words, at + 1, head)
        found = Object("anaphor", at + 1, place, low[head] if point else class_of(low, head)[0], owner=owner)
        return _false(words, Hit(at, first + 1, entry), found, at, 0.7)
    return None


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
    entry = Entry("", "verb", "denial", "falsity", 0.9, ())
    place = opened - (low[opened - 1] == "as")
    target = Object("anaphor", at + 1, place, low[place - 1])
    return _false(words, Hit(at, min(closed, len(low)), entry), target, at, 0.65)


def _was_how(words: Words, at: int) -> Denial | None:
    """'“A fairy tale with a budget” was how the ministry described the accusation': the quotation comes first."""
    low = words.low
    if at < 3 or low[at - 1] not in "\"”’'":
        return None
    opened = next((k for k in range(at - 2, max(-1, at - 14), -1) if low[k] in OPENING), None)
    verb = next((k for k in range(at + 3, min(len(low), at + 14)) if low[k] in verbs("calling verb") or low[k] == "put"), None)
    if opened is None or verb is None or verb + 1 >= len(low):
        return None
    said = [k for k in low[opened + 1 : at - 1] if k not in ("a", "an", "the")]
    false = said and any(entry[2] == "denies" for entry in _listed().get(said[0], ())) or said[0] in word_class("tale")
    if not false:
        return None
    entry = Entry("", "verb", "denial", "falsity", 0.9, ())
    return _false(words, Hit(verb, verb + 1, entry), object_at(words, verb + 1), opened, 0.7)


def _got_wrong(words: Words, at: int) -> Denial | None:
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
    entry = Entry("", "verb", "denial", "falsity", 0.9, ())
    noun, classes = class_of(low, words.at(subject[1] - 1))
    target = Object("anaphor", first, words.at(subject[1] - 1) + 1, noun, classes, owner=subject)
    return _false(words, Hit(at, at + 3, entry), target, first, 0.7)


def _no_evidence(words: Words, at: int) -> Denial | None:
    """'found no evidence that p', 'there is no evidence of fraud': who says so holds that p is not shown to be so."""
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
    entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
    return _false(words, Hit(at, at + 2, entry), target, at, 0.6)


def _no_truth(words: Words, at: int, last: int) -> Denial:
    """'there is no truth to the claim that p'."""
    entry = Entry("", "phrase", "denial", "falsity", 0.9, ())
    place = last + 1 if words.low[last] in ("to", "in", "for", "behind") else None
    if place is None or place >= len(words):
        target = Object("anaphor", at, last, "it")
    else:
        target = object_at(words, place)
        if target.form == "noun" and not target.clause:
            target = replace(target, form="anaphor")
    return _false(words, Hit(at, last, entry), target, at, 0.8)
