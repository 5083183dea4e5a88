"""Speakers who take back what they denied or said: they stand on both sides, with the basis "reversal".

Read from three wordings: a denial given up ("withdrawing his earlier denial"), a denial told as past in the clause of
the one who now says otherwise ("admits that it came, having denied it for days"), and a correction of one's own words
("at 3:05, not at 2:30 as he had stated"). A concession of what the same speaker or those he speaks for denied elsewhere
in the article counts too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.documents import DocumentClaim
from analysis.extractors.contest.positions import Assertion, Position, Reading, asserting
from analysis.extractors.contest.statements import positive, statement
from analysis.extractors.contest.vectors import alignment
from analysis.extractors.propositions import DAYS, proposition
from analysis.extractors.wording import sentence_of

_GIVES_UP = re.compile(
    r"\b(?:withdr(?:aw|ew|awing|awn|awal of)|abandon(?:s|ed|ing)?|retract(?:s|ed|ing)?|revers(?:es|ed|ing)|"
    r"drop(?:s|ped|ping)|"
    r"t(?:ook|ake|akes|aking)\sback|went\sback\son|go(?:es|ing)\sback\son|walk(?:s|ed|ing)\sback|contradict(?:s|ed|ing))\s"
    r"(?:(?:his|her|its|their|the|a|an|earlier|previous)\s)+(?:[\w-]+\s){0,2}?denials?\b",
    re.IGNORECASE,
)
_HAVING_DENIED = re.compile(
    r"\b(?:having|after(?:\shaving)?|despite(?:\shaving)?)\s(?:\w+\s){0,2}?den(?:ied|ying)\s(?:it|this|that|so|any\ssuch\sthing)\b",
    re.IGNORECASE,
)
_NOT_AS_SAID = re.compile(
    r"\bnot\s(?:at\s|in\s|on\s|by\s|the\s)?(?:[^,;.!?]|\.(?=\d)){1,40}?(?:[ap]\.m\.)?,?\sas\s(?:he|she|it|they|we|I)\s(?:had|has|have)?\s?"
    r"(?:\w+ly\s|first\s|earlier\s)*(?:said|stated|claimed|told|announced|reported|insisted|written|put)\b",
    re.IGNORECASE,
)
_OWNED_UP, _SENTENCES = 0.25, 3
_SPELLED = re.compile(r"\sthat\s(?P<what>[^.;:!?]{8,})")
_SAME_MATTER, _SAME_WORDS = 0.4, 0.8


def reversals(one: Reading) -> list[Assertion]:
    """Assertions that a speaker takes back or owns up to in the same breath, in text order."""
    found = []
    for pattern in (_GIVES_UP, _HAVING_DENIED, _NOT_AS_SAID):
        for match in pattern.finditer(one.document.text):
            spelled = _SPELLED.match(one.document.text, match.end()) if pattern is _GIVES_UP else None
            denying = _holding(one, match.span()) if spelled else None
            if spelled and denying:
                found.append(_given_up(one, denying, match.span(), spelled.span("what")))
                continue
            claim = _stated_beside(one, match.span())
            if claim is not None:
                found.append(_taken_back(one, claim, match.span()))
    found += _owned_up(one)
    return sorted(found, key=lambda assertion: assertion.positions[-1].order)


def _owned_up(one: Reading) -> Iterator[Assertion]:
    """'had assured them that no data was stolen. It now admits that records were taken': what was said in the negative,
    at first, and is conceded later by the same speaker or by one who speaks for him."""
    claims = one.document.claims
    for later, conceded in enumerate(claims):
        if conceded.speaker is None or not one.stated[later] or conceded.kind == "narrator":
            continue
        for earlier in reversed(range(len(claims))):
            before = claims[earlier]
            told = before.kind in ("indirect", "mixed") and abs(before.sentence - conceded.sentence) <= _SENTENCES
            if earlier == later or not told or earlier in one.document.denying:
                continue
            turned = _turned(one, before, conceded)
            same = before.speaker == conceded.speaker or one.cast.belongs(conceded.speaker, before.speaker)
            if not same or (conceded.cue_class != "concession" and not turned):
                continue
            first = next((stated for stated in one.stated[earlier] if stated.negative), None)
            second = next((stated for stated in one.stated[later] if not stated.negative), None)
            if first and second:
                matter = {k: w for k, w in first.weights.items() if k not in first.names}
                words = positive(statement(one.document.text, first.spans))
                if words and (turned or alignment(matter, second.weights, together=1) >= _OWNED_UP):
                    denied = replaced(asserting(one, before, 0.6, "denies", "reversal"), one, first.spans)
                    sides = [denied, asserting(one, conceded, 0.6, "asserts")]
                    yield Assertion(words, replace(first, negative=False), sides, 0.6)
                    break


_FIRST = re.compile(r"\bwho\s(?:had|once|first|\w+ed)\b|\bfirst\b|\binitially\b|\bhad\b")
_WHO_HAD = re.compile(r"\bwho\s(?:had|once)\b")


def _turned(one: Reading, before: DocumentClaim, after: DocumentClaim) -> bool:
    """'first said p, then admitted q', 'who had sworn that p, told them q': one sentence that sets the two apart."""
    if before.sentence != after.sentence or not before.cue_spans or before.start > after.start:
        return False
    text, (start, end) = one.document.text, before.cue_spans[0]
    opening = text[max(0, start - 12) : end]
    cue = " ".join(text[max(0, a - 12) : b] for a, b in after.cue_spans)
    conceded = after.cue_class == "concession"
    then = conceded or bool(re.search(r"\b(?:then|now|later|finally)\b", cue))
    now = conceded and bool(re.search(r"\bnow\b", cue))
    return bool(_WHO_HAD.search(opening)) or (bool(_FIRST.search(opening)) and then) or now


def _holding(one: Reading, words: Span) -> DocumentClaim | None:
    """The claim whose cue or content the words stand in."""
    for claim in one.document.claims:
        if claim.speaker and any(a < words[1] and words[0] < b for a, b in (*claim.cue_spans, *claim.content_spans)):
            return claim
    return None


def _given_up(one: Reading, claim: DocumentClaim, words: Span, what: Span) -> Assertion:
    """'retracted its denial that p': the one who denied p no longer does."""
    text = one.document.text
    whole = ((words[0], what[1]),)
    position = Position(
        one.doc_id, claim.claim_id, claim.speaker, "denies", "reversal", whole, columns.words(text, whole), 0.7,
        (one.number, words[0]),
    )  # fmt: skip
    sides = [replace(position, stance="asserts"), position]
    return Assertion(statement(text, [what]), proposition(text, [what], one.aliases), sides, 0.7)


def _stated_beside(one: Reading, words: Span) -> DocumentClaim | None:
    """The claim that the one who takes back makes in the same sentence, or in the two before it."""
    begin, stop = next((span for span in one.document.sentences if span[0] <= words[0] < span[1]), words)
    number = one.document.sentences.index((begin, stop)) if (begin, stop) in one.document.sentences else 0
    near = [
        claim
        for claim in one.document.claims
        if claim.kind != "narrator" and claim.speaker and claim.cue_class != "denial" and claim.content_spans
        and 0 <= number - claim.sentence <= 2
    ]  # fmt: skip
    here = [claim for claim in near if begin <= claim.start < stop or claim.sentence == number]
    holding = [claim for claim in here if any(a <= words[0] < b for a, b in claim.content_spans)]
    conceding = [claim for claim in near if claim.cue_class == "concession"]
    for claims in (holding, [c for c in here if c in conceding], here, conceding):
        if claims:
            return claims[-1] if claims is conceding else claims[0]
    return None


def _taken_back(one: Reading, claim: DocumentClaim, words: Span) -> Assertion:
    text = one.document.text
    before = tuple((a, min(b, words[0])) for a, b in claim.content_spans if a < words[0])
    spans = tuple((a, a + len(text[a:b].rstrip(" ,;—–-"))) for a, b in before) or claim.content_spans
    owned = replaced(asserting(one, claim, 0.7, "asserts"), one, spans)
    evidence = (words,)
    denied = Position(
        one.doc_id, claim.claim_id, claim.speaker, "denies", "reversal", evidence, columns.words(text, evidence), 0.7,
        (one.number, words[0]),
    )  # fmt: skip
    stated = proposition(text, spans, one.aliases)
    return Assertion(statement(text, spans), stated, [owned, denied], 0.7)


def replaced(position: Position, one: Reading, spans: tuple[Span, ...]) -> Position:
    """`position` with `spans` as its evidence."""
    return replace(position, spans=spans, words=columns.words(one.document.text, spans))


def same_matter(one: Assertion, other: Assertion) -> bool:
    """True where the words of `other` find their like in `one`: the denial that is taken back."""
    matter = {k: w for k, w in one.proposition.weights.items() if k not in one.proposition.names and not k[0].isdigit()}
    same = one.proposition.negative == other.proposition.negative
    return same and alignment(matter, other.proposition.weights, together=1) >= _SAME_MATTER


def _told_since(one: Reading, made: Assertion, claim: DocumentClaim) -> bool:
    """'The governors, who had denied that money was missing, told police that it never arrived': the same sentence."""
    for p in made.positions:
        begin, stop = p.spans[0][0], claim.cue_spans[0][0] if claim.cue_spans else 0
        between = one.document.text[begin:stop]
        if (
            p.stance == "denies"
            and p.speaker == claim.speaker
            and 0 < stop - begin < 300
            and not re.search(r"[.!?]\s", between)
        ):
            before = one.document.text[:begin].rstrip() + " "
            return bool(re.search(r"\bwho\s(?:had|once|at first|first)\s(?:\w+\s)?$", before))
    return False


_BEFORE = re.compile(r"\b(?:ago|earlier|previously|at first|initially|originally|last (?:week|month|year))\b", re.I)
_NOW = re.compile(rf"\b(?:{DAYS}|now|today|yesterday|tonight|later|finally|then|this (?:week|month|year))\b")


def _another_time(one: Reading, made: Assertion, claim: DocumentClaim) -> bool:
    """'Two weeks ago Roe denied that the mill would close. On Friday she said its closing had long been planned.': the
    denial is told as past, and what follows at once as of another time."""
    text, sentences = one.document.text, one.document.sentences
    for p in made.positions:
        at = sentence_of(sentences, p.spans[0][0])
        if p.stance == "denies" and p.speaker == claim.speaker and 0 < claim.sentence - at <= 1:
            told, after = text[slice(*sentences[at])], text[slice(*sentences[claim.sentence])]
            return bool(_BEFORE.search(told) and _NOW.search(after) and not _BEFORE.search(after))
    return False


def concessions(one: Reading, made: Assertion, deniers: set[str]) -> Iterator[Position]:
    """Claims that concede what their own speaker, or the body that he speaks for, denies elsewhere in the article."""
    for number, claim in enumerate(one.document.claims):
        if claim.speaker is None or number in one.document.denying or claim.claim_type in ("question", "proposal"):
            continue
        if claim.speaker in deniers and _told_since(one, made, claim):
            yield asserting(one, claim, 0.6, "asserts", "reversal")
            continue
        later = claim.cue_class == "concession" or _another_time(one, made, claim)
        least = _SAME_MATTER if later else _SAME_WORDS
        if claim.cue_class != "concession" and claim.speaker not in deniers:
            continue
        own = claim.speaker in deniers or any(one.cast.belongs(claim.speaker, denier) for denier in deniers)
        matter = {k: w for k, w in made.proposition.weights.items() if k not in made.proposition.names}
        for stated in one.stated[number] if own else ():
            if stated.negative == made.proposition.negative and alignment(matter, stated.weights, together=1) >= least:
                yield asserting(one, claim, 0.6, "asserts", "reversal")
                break
