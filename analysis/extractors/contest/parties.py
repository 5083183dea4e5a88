"""Who else stands on which side of a denied assertion, in the document of the denial."""

import re

from analysis.extractors.contest.accusers import accusers
from analysis.extractors.contest.documents import DocumentClaim, Target
from analysis.extractors.contest.implicit.figures import clashing
from analysis.extractors.contest.positions import Assertion, Position, Reading, asserting
from analysis.extractors.denial.records import Denial
from analysis.extractors.people.answers import NOT_NAMED
from analysis.extractors.propositions import Proposition
from analysis.extractors.wording import sentence_of, word_class

_OFFICIAL = (
    r"(?:\w+\s){0,2}(?:spokes\w+|director|chief|head|president|chair\w*|secretary|leader|boss|editor|lawyer|officer)"
)
# "Spokeswoman Ann Roe": a title without a body is that of the body just told of.
_BARE_TITLE = re.compile(
    r"(?:Spokes(?:man|woman|person)|Chief(?:\s\w+)?\s(?:Executive|Officer)|Managing\sDirector|General\sManager|"
    r"(?:Vice\s)?President|Chair(?:man|woman)?|C[EFO]O|Press\sOfficer)\s[A-Z]"
)
_OURS = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_TAKEN_UP = 3  # sentences in which an official may take up what his body's denial was about
_POINTS_BACK = re.compile(
    r"(?:that\s)?the\s(?:figure|number|count|total|claim|allegation|accusation|report|story|charge)\b", re.IGNORECASE
)
_BODIES = ("organisation", "group", "outlet")


def asserters(
    one: Reading, denial: Denial, own: int | None, target: Target, made: Assertion, by_reporter: bool
) -> list[Position]:
    """The claims of the document that state what is denied: those pointed to, the possessor's, and one nearby."""
    claims = one.document.claims
    if by_reporter and own is not None:
        return [asserting(one, claims[own], 0.8)]
    told = _told(one, denial, own, target) if own is not None else None
    if told:
        return [told]
    found = [asserting(one, claims[place], confidence) for place, confidence in target.claims]
    if not found:
        owner = _owner(one, denial, own)
        found = [owner] if owner else []
    if target.how != "unresolved":
        known = {p.claim_id for p in found}
        more = accusers(one, denial, own, made, bool(found))
        found += [asserting(one, claims[place], sure) for place, sure in more if claims[place].claim_id not in known]
    denier = None if own is None else claims[own].speaker
    found = [p for p in found if not is_nobody(one, p.speaker)]
    return found + members(one, denial.words[0], denier, found)


def is_nobody(one: Reading, speaker: str | None) -> bool:
    """'Rumours have swirled for weeks that p': talk asserts nothing, only who talks does."""
    name = one.cast.names.get(speaker or "", "").lower()
    return name in word_class("talk") or name == NOT_NAMED


def members(one: Reading, denied: int, denier: str | None, found: list[Position]) -> list[Position]:
    """'Tenants say the lift was never mended. “I carried him up,” said Ann Roe.': a voice quoted right behind what a
    group asserts, in its paragraph and before the denial at `denied`, speaks for the group, chosen to bear it out."""
    document, stated = one.document, {p.claim_id for p in found}
    groups = [claim for claim in document.claims if claim.claim_id in stated and _is_group(one, claim)]
    taken = {p.speaker for p in found} | {denier}
    voices = []
    for position, claim in enumerate(document.claims):
        before = next((group for group in groups if 0 <= claim.sentence - group.sentence <= 1), None)
        between = document.text[before.start : claim.start] if before and claim.start > before.start else "\n"
        if "\n" in between or claim.start >= denied or position in document.denying:
            continue
        # "the technician" is somebody told of before, most likely one of the group
        person = one.cast.kinds.get(claim.speaker or "") == "person" or claim.source.lower().startswith("one of ")
        if claim.kind == "direct" and person and claim.speaker not in taken and not one.stated[position][0].negative:
            voices.append(asserting(one, claim, 0.6))
            taken.add(claim.speaker)
    return voices


def _is_group(one: Reading, claim: DocumentClaim) -> bool:
    return one.cast.kinds.get(claim.speaker or "") in ("group", "unnamed")


def _owner(one: Reading, denial: Denial, own: int | None) -> Position | None:
    """'the museum's finding that p': the possessor asserts p, in the words of the denial itself."""
    if denial.owner is None or own is None:
        return None
    text, claim = one.document.text, one.document.claims[own]
    words = {
        word
        for word in re.findall(r"[\w'-]+", text[slice(*denial.owner)].lower().replace("’", "'"))
        if word not in ("the", "a", "his", "her", "their", "its")
    }
    for other in one.document.claims:
        if (
            words
            and other.speaker
            and other.speaker != claim.speaker
            and words <= set(re.findall(r"[\w'-]+", f"{other.speaker_name} {other.source}".lower().replace("’", "'")))
        ):
            span = (denial.owner[0], denial.evidence[-1][1])
            return Position(
                one.doc_id,
                claim.claim_id,
                other.speaker,
                "asserts",
                "assertion",
                (span,),
                text[slice(*span)],
                0.8,
                (one.number, span[0]),
            )
    return None


_TELLS = re.compile(
    r"(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*),?\s(?:(?:would|will|has|had|also|later)\s)*(?:testif\w+|swor\w+|sa(?:id|ys?)|"
    r"tell|told\s[^,.]{2,30}?|claim(?:s|ed)?|alleg(?:es?|ed)|wr(?:ote|ites?|itten))\s(?:that\s)(?=he\b|she\b|they\b)"
)


def teller(one: Reading, denial: Denial) -> str:
    """Who is said to tell, in the denial's own sentence, what "he" did: "Dee Roe" in 'Dee Roe would testify that he
    ordered it, which he denies'; empty where nobody is."""
    begin = one.document.sentences[sentence_of(one.document.sentences, denial.words[0])][0]
    matches = list(_TELLS.finditer(one.document.text, begin, denial.words[0])) if denial.noun == "which" else []
    return matches[-1]["who"] if matches else ""


def _told(one: Reading, denial: Denial, own: int, target: Target) -> Position | None:
    """The position of the teller, if a speaker of the document bears that name."""
    who = teller(one, denial)
    known = next((c for c in one.document.claims if who and c.speaker and who.split()[-1] in c.speaker_name), None)
    if known is None:
        return None
    claim = one.document.claims[own]
    begin = one.document.text.rindex(who, 0, denial.words[0])
    span = (begin, max(begin + len(who), target.spans[-1][1]))
    words, order = one.document.text[slice(*span)], (one.number, begin)
    return Position(one.doc_id, claim.claim_id, known.speaker, "asserts", "assertion", (span,), words, 0.7, order)


def supporters(one: Reading, denier: DocumentClaim, begin: int) -> list[Position]:
    """What the denier, and those who speak for him, add behind a denial that ends at `begin`: in its paragraph, until
    anybody else speaks ("The firm denied it. 'Not one valve moved,' said Ann Roe, its director"), and a little further
    where the official takes up what was said ("The firm's spokesman said the figure came from its gates")."""
    document = one.document
    here = sentence_of(document.sentences, begin - 1)
    stop = document.text.find("\n", begin) % (len(document.text) + 1)
    found: dict[str, DocumentClaim] = {}
    interrupted = False
    for position, claim in enumerate(document.claims):
        if claim.start < begin or claim.kind == "narrator" or claim.speaker is None:
            continue
        interrupted = interrupted or claim.start >= stop
        if claim.sentence - here > _TAKEN_UP and interrupted:
            break
        if claim.speaker == denier.speaker:
            near = claim.claim_type == "fact" and claim.sentence - here <= 1 and position not in document.denying
            if near and not interrupted:
                found.setdefault(claim.speaker, claim)
        elif not _speaks_for(one, claim, denier) or (interrupted and position in document.denying):
            interrupted = True
        elif not interrupted or _POINTS_BACK.match(document.text, claim.start):
            found.setdefault(claim.speaker, claim)
    return [asserting(one, claim, 0.6, "denies", "own version") for claim in found.values()]


_MYSELF = re.compile(r"[“\"‘'\s]*(?:(?:No|Well|But|And|So),?\s)?(?:I|We)\b")


def replies(one: Reading, made: Assertion) -> list[Position]:
    """'The paper said that she missed three tests. “I missed one,” she said.': what somebody on neither side says of
    himself right behind the assertion, in words of it, in the negative or with another figure."""
    claims, wanted = one.document.claims, made.proposition
    stated = {p.claim_id for p in made.positions if p.stance == "asserts"}
    said = [claim for claim in claims if claim.claim_id in stated]
    taken = {p.speaker for p in made.positions}
    found: dict[str, DocumentClaim] = {}
    for position, claim in enumerate(claims):
        near = any(0 <= claim.sentence - before.sentence <= 1 and claim.start > before.start for before in said)
        if not near or claim.speaker is None or claim.speaker in taken or position in one.document.denying:
            continue
        if not (claim.kind in ("direct", "mixed", "post") and _MYSELF.match(one.document.text, claim.start)):
            continue
        words = one.stated[position][0]
        same = any(wanted.weights[key] >= 1 for key in wanted.weights if key in words.weights and key[0].isalpha())
        if same and (words.negative != wanted.negative or _other_figure(one, wanted, words)):
            found.setdefault(claim.speaker, claim)
    return [asserting(one, claim, 0.6, "denies", "own version") for claim in found.values()]


def _other_figure(one: Reading, wanted: Proposition, stated: Proposition) -> bool:
    """True where the two count differently; a bare "one" counts where a number was given."""
    alone = any(re.search(r"\bone\b", one.document.text[slice(*span)], re.IGNORECASE) for span in stated.spans)
    more = any(quantity.low > 1 for quantity in wanted.quantities)
    return clashing(wanted.quantities, stated.quantities, bare=True, periods=True) or (alone and more)


def _speaks_for(one: Reading, claim: DocumentClaim, body: DocumentClaim) -> bool:
    """By affiliation, by "its director" beside the source, or as "we" in a quotation behind a body's denial."""
    if one.cast.kinds.get(claim.speaker or "", "") != "person":
        return False  # "a spokeswoman said": the body itself, not a second speaker
    if one.cast.belongs(claim.speaker, body.speaker):
        return True
    text = one.document.text
    begin, end = one.document.sentences[claim.sentence]
    title = rf"\b(?:its|their|an?)\s{_OFFICIAL}\b"
    name = re.escape(claim.source)
    if (
        re.search(rf"{name},\s{title}|{title},?\s{name}", text[begin:end], re.IGNORECASE)
        or re.search(rf"(?:^|,\s){title}", claim.source, re.IGNORECASE)
        or re.match(rf"(?:Company|Firm|Club)\s{_OFFICIAL}\b", claim.source)
        or _BARE_TITLE.match(claim.source)
    ):
        return True
    content = claim.told(text)
    is_body = one.cast.kinds.get(body.speaker or "", "") in _BODIES
    return is_body and claim.kind in ("direct", "mixed") and bool(_OURS.search(content))
