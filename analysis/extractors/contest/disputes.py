"""One document's disputes: each denial or doubt with what it denies, who denies it, and which claims state it there."""

import re
from dataclasses import replace
from typing import Any

from analysis import columns
from analysis.columns import Span
from analysis.extractors.contest.answers import answers
from analysis.extractors.contest.documents import Document, DocumentClaim, Target
from analysis.extractors.contest.groups import group_names, with_names
from analysis.extractors.contest.parties import asserters, replies, supporters, teller
from analysis.extractors.contest.positions import Assertion, Position, Reading, asserting
from analysis.extractors.contest.reversals import concessions, reversals, same_matter
from analysis.extractors.contest.statements import positive, statement
from analysis.extractors.contest.targets import target_of
from analysis.extractors.denial.denials import find_denials
from analysis.extractors.denial.records import Denial
from analysis.extractors.propositions import Proposition, proposition, stem
from analysis.extractors.wording import sentence_of

Made = tuple[Denial, int | None, Assertion]
_UNKNOWN = "somebody"
# A link that is denied is stated in other words: "it killed six of them".
_RELATIONS = ("link", "tie", "connection", "relationship", "involvement", "role", "responsibility")
_VERSIONS = ("account", "denial", "version", "explanation", "rebuttal")
# What is still to come; not "the will", a paper.
_TO_COME = re.compile(r"(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\bhis )(?<!\bher )\b(?:will|would)\b(?!\shave\b)|[’']ll\b")
# What may stand in a content before what its speaker doubts: "that he was still".
_OPENS = re.compile(
    r"[\s“\"‘']*(?:that\s)?(?:(?:he|she|they|it|I|we)\b)?(?:\s?\b(?:is|was|were|are|am|remain(?:s|ed)|still|also|had|has|have|been|would|"
    r"do|does|did|n[’']t|not|himself|herself|personally|very|deeply|highly|rather|quite|a\sbit|a\slittle)|[’'](?:m|re|s|d|ve))*\s*"
)
_GENERIC = ("critics", "some", "many", "others", "observers", "people", "sources", "opponents", "supporters")
_POINTERS = frozenset(["it", "this", "that", "them", "these", "those", ""])


def disputes(one: Reading) -> tuple[list[Assertion], list[dict[str, Any]]]:
    """The disputed assertions of a document in text order, and its rejected proposals apart."""
    document, rejected = one.document, []
    taken_back = reversals(one)
    gone = [span for assertion in taken_back for span in assertion.positions[-1].spans]
    denials = [
        (denial, own_claim(document, denial))
        for denial in find_denials(document.text, document.sentences)
        if not columns.overlaps(denial.words, gone)
    ]
    for denial, own in denials:
        if denial.basis == "rejected":
            rejected.append(_rejection(one, denial, own))
        elif own is not None and denial.holder == "speaker" and denial.stance != "asserts":
            document.denying.add(own)
    made: list[Made] = []
    for denial, own in denials:
        again = _again(document, denial, own, made)
        countered = None if again else _countered(document, denial, own, made)
        if countered:
            position = _denying(one, denial, document.claims[own or 0], False, 0.9)
            countered.positions.append(replace(position, stance="asserts", basis="double negation"))
        elif again:
            again.positions.append(_denying(one, denial, document.claims[own or 0], False, 1.0))
        elif denial.basis != "rejected":
            assertion = _assertion(one, denial, own, made)
            made += [(denial, own, assertion)] if assertion else []
    for _, _, assertion in made:
        deniers = {p.speaker for p in assertion.positions if p.stance == "denies" and p.speaker}
        known = {p.claim_id for p in assertion.positions if p.basis != "own version"}
        conceded = {p.claim_id: p for p in concessions(one, assertion, deniers) if p.claim_id not in known}
        assertion.positions = [p for p in assertion.positions if p.claim_id not in conceded] + [*conceded.values()]
    found = [assertion for _, _, assertion in made]
    for reversal in taken_back:
        denied = next((assertion for assertion in found if same_matter(assertion, reversal)), None)
        if denied:
            denied.positions += reversal.positions
    known = {p.claim_id for assertion in found for p in assertion.positions if p.stance == "asserts"}
    found += [answer for answer in answers(one) if answer.positions[0].claim_id not in known]
    return [*found, *(r for r in taken_back if not any(same_matter(a, r) for a in found))], rejected


def _rejection(one: Reading, denial: Denial, own: int | None) -> dict[str, Any]:
    claim = None if own is None else one.document.claims[own]
    return {
        "doc_id": one.doc_id,
        "claim_id": claim.claim_id if claim else None,
        "speaker_id": claim.speaker if claim else None,
        "evidence_spans": [list(span) for span in denial.evidence],
        "evidence": columns.words(one.document.text, denial.evidence),
    }


def own_claim(document: Document, denial: Denial) -> int | None:
    """The claim that makes the denial: the one whose cue it stands in, else the innermost whose content says it.

    A denial inside another's indirect content ("said the ministry denied") belongs to neither of them.
    """
    start, end = denial.words
    best: tuple[int, int] | None = None
    for position, claim in enumerate(document.claims):
        if columns.overlaps(denial.words, claim.cue_spans):
            return position
        inside = next(((a, b) for a, b in claim.content_spans if a <= start and end <= b), None)
        if denial.form == "echo" and inside and not _only_echoes(document, denial, inside):
            continue
        if inside and claim.kind != "narrator" and (best is None or inside[1] - inside[0] < best[0]):
            best = (inside[1] - inside[0], position)
    if best is None:
        return None
    said = (
        denial.form == "echo"
        or denial.basis in ("falsity predicate", "reporter", "negation")
        or _first_person(document, denial)
        or _of_speaker(document, denial, document.claims[best[1]])
    )
    return best[1] if said else None


def _only_echoes(document: Document, denial: Denial, content: Span) -> bool:
    """True where the content says no more than the echo: "that he had not", not "he would go, but he had not"."""
    before = document.text[content[0] : denial.words[0]].strip(" “\"‘'").lower()
    return before in ("", "that", "no,", "no, that")


def _first_person(document: Document, denial: Denial) -> bool:
    """True for "I deny", "we reject": the subject inside a quotation is its speaker."""
    subject = document.text[slice(*denial.subject)].lower().split() if denial.subject else []
    return subject[-1:] in (["i"], ["we"])


def _of_speaker(document: Document, denial: Denial, claim: DocumentClaim) -> bool:
    """'said he had his doubts': a doubt in a content is the speaker's own where a pronoun that opens the content is its
    subject, or where it has none."""
    if denial.basis != "doubt":
        return False
    return bool(_OPENS.fullmatch(document.text, claim.content_spans[0][0], denial.words[0]))


def _again(document: Document, denial: Denial, own: int | None, made: list[Made]) -> Assertion | None:
    """The assertion that the same speaker has just denied, when this denial only says "it": "rejected that p, saying
    it's not true"."""
    if own is None or denial.form != "anaphor" or denial.noun not in _POINTERS or denial.basis == "rejected":
        return None
    speaker, here = document.claims[own].speaker, sentence_of(document.sentences, denial.words[0])
    for before, claim, assertion in reversed(made):
        if here - sentence_of(document.sentences, before.words[0]) > 1:
            return None
        if claim is not None and speaker is not None and document.claims[claim].speaker == speaker:
            return assertion
    return None


def _accused(one: Reading, claim: DocumentClaim, told: str, made: list[Made]) -> DocumentClaim | None:
    """`claim` with another speaker, where its "he" was read as the one who tells what "he" did: 'Roe would testify
    that he ordered it, which he denies'. The accused is who last denied something, else the last other person named."""
    if claim.source.lower() not in ("he", "she", "they") or told.split()[-1] not in claim.speaker_name:
        return None
    claims = one.document.claims
    denied = [claims[own] for _, own, _ in reversed(made) if own is not None]
    spoke = sorted((other for other in claims if other.start < claim.start), key=lambda other: -other.start)
    for other in denied + spoke:
        if other.speaker and other.speaker != claim.speaker and one.cast.kinds.get(other.speaker) == "person":
            return replace(claim, speaker=other.speaker, speaker_name=other.speaker_name)
    return None


def _countered(document: Document, denial: Denial, own: int | None, made: list[Made]) -> Assertion | None:
    """The assertion whose denial this one denies: 'The firm denied that a plan existed. A manager disputed that
    account.' Nobody but the one who denied, or who speaks for him, may have spoken between."""
    if own is None or not made or denial.noun not in _VERSIONS or denial.stance != "denies":
        return None
    before, first, assertion = made[-1]
    speaker = document.claims[own].speaker
    deniers = {p.speaker for p in assertion.positions if p.stance == "denies"}
    distance = sentence_of(document.sentences, denial.words[0]) - sentence_of(document.sentences, before.words[0])
    between = {
        claim.speaker
        for claim in document.claims
        if before.words[1] < claim.start < denial.words[0] and claim.kind != "narrator" and claim.speaker != speaker
    }
    here = speaker is not None and speaker not in deniers and distance <= 5
    return assertion if here and first is not None and between <= deniers else None


def _assertion(one: Reading, denial: Denial, own: int | None, before: list[Made]) -> Assertion | None:
    document = one.document
    if own is None and denial.basis == "falsity predicate":
        return _by_outlet(one, denial)
    claim = None if own is None else document.claims[own]
    by_reporter = denial.holder == "reporter" and (claim is None or not _says(claim, denial))
    if claim is None:
        return None
    told = teller(one, denial)
    accused = None if by_reporter or not told else _accused(one, claim, told, before)
    claim = accused or claim
    target = target_of(document, denial, "" if by_reporter else claim.speaker_name or claim.source or _UNKNOWN, own)
    if by_reporter and target.how != "clause":
        return None
    if denial.stance == "doubts" and target.how == "clause" and _TO_COME.search(target.statement):
        return None  # "doubted whether the money would be found": nobody can be right yet about what is still to come
    if not target.resolved and (denial.basis in ("falsity predicate", "doubt") or denial.form == "echo"):
        return None
    if target.how == "antecedent" and re.match(r"To\s[a-z]+\b", target.statement) and denial.stance == "denies":
        return None  # "offered to call it off", "vowed to stay": an intention, which cannot be false
    if denial.form == "anaphor" and sum(word[0].isalpha() for word in target.statement.split()) < 2:
        return None  # a bare figure or name states nothing that could be denied
    if denial.stance == "asserts":
        denial = replace(denial, stance="denies")  # of a negation, which `_positively` turns round
    position = _denying(one, denial, claim, by_reporter, target.confidence)
    words = target.statement
    for span in target.spans:
        words = with_names(document.text, span, words, one.aliases)
    key = stem(denial.noun) if target.how == "event" and denial.noun.rstrip("s") not in _RELATIONS else ""
    denied = frozenset(
        p.claim_id or ""
        for _, first, assertion in before
        if first is not None and document.claims[first].speaker == claim.speaker
        for p in assertion.positions
        if p.stance == "asserts"
    )
    stated = target_proposition(one, target)
    alone = target.how == "event" and len(stated.weights) <= 1
    made = Assertion(words, stated, [position], position.confidence, denial.needs_claim, key, denied, alone)
    if claim.kind != "narrator" and own is not None and not by_reporter and denial.stance == "denies":
        made.positions += supporters(one, claim, denial.evidence[-1][1])
    made.positions += asserters(one, denial, own, target, made, by_reporter)
    if denial.stance == "denies" and not by_reporter:
        made.positions += replies(one, made)
    return _positively(made)


_TURNED = {"denies": ("asserts", "double negation"), "asserts": ("denies", "negation"), "reports": ("reports", "")}


def _positively(made: Assertion) -> Assertion:
    """The assertion stated in the positive, its sides turned round where what was denied was itself a negation:
    'There is no plan', which somebody denies, is about the plan; who denies the negation asserts it."""
    words = positive(made.statement) if made.proposition.negative else ""
    if not words or any(p.stance == "doubts" for p in made.positions):
        return made
    turned = []
    for p in made.positions:
        stance, basis = _TURNED[p.stance]
        turned.append(replace(p, stance=stance, basis=basis or p.basis))
    if not any(p.stance == "denies" for p in turned):
        return made  # nobody stands on the other side: the negation stays what is denied
    made.statement, made.proposition, made.positions = words, replace(made.proposition, negative=False), turned
    return made


def _by_outlet(one: Reading, denial: Denial) -> Assertion | None:
    """'Roe said that turnout was 104 per cent. That is wrong.': in the article's own voice, of the claim just before.

    Only a bare pointer and a plain word of falsity count, and only behind a claim: "It was wrong to go" is an opinion.
    """
    document, here = one.document, sentence_of(one.document.sentences, denial.words[0])
    if denial.noun not in _POINTERS or denial.stance != "denies" or denial.needs_claim or one.outlet is None:
        return None
    before = [claim for claim in document.claims if claim.start < denial.words[0] and claim.kind != "narrator"]
    if not before or here - before[-1].sentence > 1 or before[-1].cue_class == "denial" or not before[-1].speaker:
        return None
    claim = before[-1]
    spans = _pointed(document, claim)
    stated = proposition(document.text, spans, one.aliases)
    words = replace(_denying(one, denial, claim, True, 0.8), basis="reporter")
    return Assertion(statement(document.text, spans), stated, [words, asserting(one, claim, 0.8)], words.confidence)


def _pointed(document: Document, claim: DocumentClaim) -> tuple[Span, ...]:
    """The content of a claim; of "he claimed this" the sentence or heading before it."""
    content = claim.told(document.text).lower()
    if content.strip(" .,") in _POINTERS | {"so"} and claim.sentence:
        return (document.sentences[claim.sentence - 1],)
    return claim.content_spans


def _says(claim: DocumentClaim, denial: Denial) -> bool:
    return any(a <= denial.words[0] < b for a, b in claim.content_spans)


def _denying(one: Reading, denial: Denial, claim: DocumentClaim, by_reporter: bool, found: float) -> Position:
    confidence = denial.confidence * found * (0.7 if claim.source.lower() in _GENERIC else 1.0)
    spans = tuple(
        (start, start + len(one.document.text[start:end].rstrip(" ,;:—–-"))) for start, end in denial.evidence
    )
    words = columns.words(one.document.text, spans)
    speaker, order = one.outlet if by_reporter else claim.speaker, (one.number, spans[0][0])
    return Position(
        one.doc_id, claim.claim_id, speaker, denial.stance, denial.basis, spans, words, round(confidence, 2), order
    )


def target_proposition(one: Reading, target: Target) -> Proposition:
    """The target's comparable form, with the names that "the two cities" stands for."""
    text = one.document.text
    made = proposition(text, target.spans, one.aliases)
    weights, names, gone = dict(made.weights), set(made.names), set()
    for span in target.spans:
        for phrase, group in group_names(text, span).items():
            gone |= set(proposition(text, [phrase]).weights)
            for name in group:
                key = one.aliases.get(name.lower(), name.lower())
                weights[key] = 1.5
                names.add(key)
    return replace(made, weights={k: w for k, w in weights.items() if k not in gone}, names=frozenset(names))
