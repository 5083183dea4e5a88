"""What a denial that only points ("the charge", "it", "they did not") points to: the claims before it, ranked.

Each term of the score is a reason why the pointer may mean a claim: how near it stands, what kind of claim the
pointer's noun and possessor tell of, whether it accuses, whether it tells of the denier.
"""

import re

from analysis.columns import Span, overlaps
from analysis.extractors.contest.documents import Document, DocumentClaim, Target
from analysis.extractors.contest.statements import capital, past_of_gerund, statement
from analysis.extractors.cues import Words
from analysis.extractors.denial.echoes import asked
from analysis.extractors.denial.objects import publishers
from analysis.extractors.denial.records import Denial
from analysis.extractors.propositions import measures, proposition, stem
from analysis.extractors.records import Spans
from analysis.extractors.wording import clause_end, nouns, sentence_of, verbs, word_class

# Confidence by distance in sentences between a pointer and its antecedent: of 36 pointers read by hand in news, 28 had
# their antecedent in the same or the previous sentence.
_NEAR = {0: 0.85, 1: 0.75, 2: 0.6, 3: 0.5}
_FAR, _ENOUGH = 0.35, 0.45
# More than what a sentence's distance costs: the head of the paragraph before goes before its last voice.
_LEADS = 0.3
ACCUSATORY = frozenset(["charge", "accusation", "allegation", "crime", "count", "offence", "offense"])
_CHARGES = re.compile(
    r"\b(?:prosecut\w+|lawsuits?|suits?|police|plaintiffs?|accusers?|indictment|investigators|complaint|attorney)\b",
    re.IGNORECASE,
)
_PRINTED = frozenset(["story", "report", "article", "account", "tale", "claim"])
_FRAGMENT = 3
# "Two others said much the same": what they said was said before.
_AGREES = re.compile(
    r"(?:that\s)?(?:(?:much|exactly|just|about)\s)?(?:the\ssame(?:\sthing)?|as\smuch|so|likewise|something\ssimilar)"
)


def echoed(document: Document, denial: Denial, denier: str, own: int | None) -> Target:
    """What an echo answers: the nearest claim before it, the denier's own too, or the question just asked."""
    text, here = document.text, sentence_of(document.sentences, denial.words[0])
    agrees = denial.stance == "asserts"
    for position in reversed(range(len(document.claims))):
        claim = document.claims[position]
        if position == own or not claim.content_spans or claim.kind == "narrator" or position in document.denying:
            continue
        if agrees and not proposition(text, claim.content_spans).negative:
            continue  # "they did" answers only what was said in the negative
        if claim.content_spans[-1][1] <= denial.words[0] and here - claim.sentence <= 1:
            spans = claim.content_spans
            if claim.claim_type == "question":
                topic = _topic_claim(document, position, own)
                if topic is not None:
                    told = document.claims[topic]
                    words = claim_statement(document, told, told.content_spans, denier)
                    return Target(words, told.content_spans, ((topic, 0.8),), 0.8, how="antecedent")
                words = re.sub(r"^(?:whether|if)\s", "", statement(text, spans, denier), flags=re.IGNORECASE)
                return Target(statement(words, [(0, len(words))], denier), spans, confidence=0.8, how="question")
            return Target(
                claim_statement(document, claim, spans, denier), spans, ((position, 0.8),), 0.8, how="antecedent"
            )
    for back in range(0 if agrees else min(3, here + 1)):
        stated = asked(text, document.sentences[here - back])
        if stated:
            return Target(stated, (document.sentences[here - back],), confidence=0.7, how="question")
    return Target("", (), confidence=0.0, resolved=False, how="unresolved")


def _topic_claim(document: Document, question: int, own: int | None) -> int | None:
    """The last claim of somebody else in words of what was asked about: "asked about the threat" after "had threatened
    to have her fired"."""
    asked_of = document.claims[question]
    words = asked_of.told(document.text).lower()
    match = re.fullmatch(r"(?:about\s|on\s)?(?:the|that|this|his|her|its|their)\s(?:\w+\s)?(?P<noun>\w{4,})", words)
    speaker = None if own is None else document.claims[own].speaker
    for position in reversed(range(question if match else 0)):
        claim = document.claims[position]
        told = claim.claim_type == "fact" and claim.kind != "narrator" and position not in document.denying
        if not told or claim.speaker == speaker:
            continue
        content = claim.told(document.text).lower()
        if match and any(_akin(stem(match["noun"]), stem(word)) for word in re.findall(r"[a-z]{4,}", content)):
            return position
    return None


def _akin(one: str, other: str) -> bool:
    """True for stems of one family: "threat" and "threaten"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)


def antecedent(document: Document, denial: Denial, denier: str, own: int | None) -> Target | None:
    """The claim that a pointer most likely points to; claims of the same owner, noun and subject go before near
    ones."""
    here = sentence_of(document.sentences, denial.words[0])
    if _bears_out(document, denial, here):
        return None
    candidates = _candidates(document, here, own, denial.noun)
    leading = None if _says_whose(document, denial, own) else _leading(document, here, candidates)
    scored = [
        (score, -abs(here - claim.sentence), position)
        for position, claim in candidates
        if (score := _fit(document, denial, denier, own, here, claim) + _LEADS * (position == leading)) >= _ENOUGH
    ]
    if not scored:
        return None
    scored.sort(reverse=True)
    score, _, position = scored[0]
    claim = document.claims[position]
    before = tuple((start, min(end, denial.words[0])) for start, end in claim.content_spans if start < denial.words[0])
    inside = any(start < denial.words[0] < end for start, end in claim.content_spans)
    spans = _without_relative(document.text, before) if inside else claim.content_spans
    return Target(
        claim_statement(document, claim, spans, denier),
        spans,
        ((position, min(score, 0.9)),),
        min(score, 0.9),
        how="antecedent",
    )


def _bears_out(document: Document, denial: Denial, here: int) -> bool:
    """'The firm denied that a gate moved. The log shows otherwise': who contests a denial bears out what it denies."""
    if not document.text[slice(*denial.words)].endswith("otherwise"):
        return False
    before = [n for n, claim in enumerate(document.claims) if claim.content_spans and claim.start < denial.words[0]]
    return bool(before) and before[-1] in document.denying and here - document.claims[before[-1]].sentence <= 1


def _says_whose(document: Document, denial: Denial, own: int | None) -> bool:
    """True for a pointer that says itself whose claim it means: by a possessor, by a name ("the Argus report"), or as a
    reply to the last thing said (“That is untrue,” he said)."""
    phrase = " ".join(document.text[start:end] for start, end in denial.target[:1])
    named = denial.form == "anaphor" and re.search(r"\s[A-Z]", phrase)
    quoted = own is not None and document.claims[own].kind == "direct"
    owner = document.text[slice(*denial.owner)] if denial.owner else ""
    owned = re.search(r"[A-Z]", owner) or owner.lower() in ("his", "her")
    return bool(owned or named or (quoted and denial.noun in ("it", "that", "this", "")))


def _leading(document: Document, here: int, candidates: list[tuple[int, DocumentClaim]]) -> int | None:
    """The claim that opens the paragraph before, where the denial opens one of its own: it answers that paragraph as a
    whole, and what a paragraph is about stands at its head, ahead of the voices that bear it out."""
    begin = document.sentences[here][0]
    before = document.text[:begin].rstrip("“\"‘' ")
    if not before.endswith("\n"):
        return None
    start = before.rstrip().rfind("\n") + 1
    told = (position for position, claim in candidates if start <= _first(claim) < begin)
    head = min(told, key=lambda position: _first(document.claims[position]), default=None)
    claim = document.claims[head] if head is not None else None
    sided = claim and claim.source and claim.claim_type == "fact" and claim.cue_class not in ("denial", "concession")
    return head if sided else None


def _first(claim: DocumentClaim) -> int:
    """Where a claim begins: its content or its cue."""
    return min(start for start, _ in (*claim.content_spans, *claim.cue_spans))


def _candidates(document: Document, here: int, own: int | None, noun: str) -> list[tuple[int, DocumentClaim]]:
    accusatory = noun in ACCUSATORY
    return [
        (position, claim)
        for position, claim in enumerate(document.claims)
        if position != own
        and position not in document.denying
        and claim.content_spans
        and claim.kind != "narrator"
        and not claim.negated
        and not _AGREES.fullmatch(claim.told(document.text).strip(" “”‘’\"'.,").lower())
        and not (claim.cue_class == "belief" and _is_told(document, claim))
        and (claim.sentence <= here + 1 or (accusatory and claim.cue_class in ("accusation", "distancing")))
    ]


def _fit(document: Document, denial: Denial, denier: str, own: int | None, here: int, claim: DocumentClaim) -> float:
    if overlaps(denial.words, claim.content_spans):
        # "said that he ordered it, which he denies": the claim states p before it reports the denial of p.
        return 0.8 if denial.noun == "which" and denial.words[0] - claim.start > 20 else 0.0
    distance = here - claim.sentence
    told_next = denial.noun == "statement" and distance == -1 and claim.source.lower() in ("he", "she", "they")
    if distance == 0 and claim.start > denial.words[0]:
        return 0.0
    criticising = is_criticism(document, claim)
    accusing = claim.cue_class in ("accusation", "distancing") and not criticising
    score = _NEAR.get(distance, _FAR) if distance >= 0 else 0.9 if told_next else _FAR
    if claim.cue_class == "denial" or claim.claim_type in ("question", "proposal"):
        score -= 0.2
    score -= 0.3 * criticising
    denying_speaker = document.claims[own].speaker if own is not None else None
    if claim.speaker is not None and claim.speaker == denying_speaker and not told_next:
        score -= 0.45
    score += 0.12 * (accusing or bool(_CHARGES.search(claim.source)))
    cue = " ".join(document.text[start:end] for start, end in claim.cue_spans) + " " + claim.source
    printed = re.search(r"\b(?:report|publish|writ|wrote|print|reveal|post)", cue) or _is_printed(claim.source)
    if denial.noun in _PRINTED:
        score += 0.2 if printed else -0.2 * (denial.noun in ("story", "article"))
    if (
        denial.noun
        and denial.noun not in ("it", "which")
        and stem(denial.noun) in {stem(w) for w in re.findall(r"[a-z]+", cue.lower())}
    ):
        score += 0.12
    if denial.owner and not _pronoun(document.text, denial.owner) and not told_next:
        owner = _names_in(document.text[slice(*denial.owner)])
        named = _names_in(f"{claim.source} {claim.speaker_name}")
        score += 0.2 if owner & named else -0.25 if owner else 0.0
        plain = {stem(w) for w in re.findall(r"\b[a-z]{4,}", document.text[slice(*denial.owner)])}
        said = {stem(w) for w in re.findall(r"\b[a-z]{4,}", claim.source)}
        score += 0.35 if plain & said and not owner else 0.0  # "the review", which is itself the source
    if denial.noun in word_class("figure"):
        score += 0.2 if measures(document.text, claim.content_spans) else -0.6  # a figure is a number
    content = claim.told(document.text)
    if content.startswith("who "):  # "her adviser, Roe, who he said had helped": of whom it tells stands before
        content = document.text[max(0, claim.start - 60) : claim.start] + content
    if not _names_in(denier).isdisjoint(_names_in(content)):
        score += 0.3 if denial.noun in ACCUSATORY else 0.15  # an allegation is made against the one who denies it
    if denial.noun.endswith("ing") and denial.noun not in nouns():  # "night dumping": who says that they dump
        told = stem(denial.noun) in {stem(word) for word in re.findall(r"[a-z]{3,}", content.lower())}
        score += 0.3 if told else -0.2
    return score + 0.1 * _shares_modifier(document.text, denial, content)


def _names_in(words: str) -> set[str]:
    """The capitalised words, in lower case, of three letters or more; "the" aside."""
    return {word.lower() for word in re.findall(r"\b[A-Z][\w-]{2,}", words)} - {"the"}


def _is_told(document: Document, claim: DocumentClaim) -> bool:
    """True where another tells of the claim: in 'the firm knew of it, Roe said', it is Roe's word that is denied."""
    cue = claim.cue_spans[0] if claim.cue_spans else (0, 0)
    return any(overlaps(cue, other.content_spans) for other in document.claims if other.speaker != claim.speaker)


def is_criticism(document: Document, claim: DocumentClaim) -> bool:
    """True for 'slammed the mayor over the flood': it finds fault, and says of nothing that it was so."""
    cue = " ".join(document.text[start:end] for start, end in claim.cue_spans).lower()
    return not verbs("criticising verb").isdisjoint(re.findall(r"[a-z]+", cue))


def _is_printed(source: str) -> bool:
    """True for a source that publishes: "The paper", "the Evening Sentinel"."""
    return not publishers().isdisjoint(re.findall(r"[a-z]+", source.lower()))


def _pronoun(text: str, span: Span) -> bool:
    return text[slice(*span)].lower() in ("his", "her", "their", "its")


def _shares_modifier(text: str, denial: Denial, content: str) -> bool:
    """'the fraud claims' points rather to a content about fraud."""
    if not denial.target:
        return False
    words = {stem(w) for w in re.findall(r"[a-z]{4,}", text[slice(*denial.target[0])].lower())} - {
        stem(denial.noun or "x")
    }
    return bool(words & {stem(w) for w in re.findall(r"[a-z]{4,}", content.lower())})


def _without_relative(text: str, spans: Spans) -> Spans:
    """`spans` without the ", which he" at their end."""
    (start, end), rest = spans[-1], spans[:-1]
    match = re.search(r",?\s*\bwhich\b[^,]*$", text[start:end])
    return (*rest, (start, start + match.start())) if match and match.start() else spans


def claim_statement(document: Document, claim: DocumentClaim, spans: Spans, denier: str) -> str:
    """A claim's content as a statement; 'accused A of taking bribes' becomes 'A took bribes'."""
    words = statement(document.text, spans)
    if len(words.split()) <= _FRAGMENT and len(spans) == 1:
        # The claim holds a mere name: what the sentence goes on to say of it is what was claimed.
        start = spans[0][0]
        sentence = document.sentences[sentence_of(document.sentences, start)]
        rest = Words(document.text, start, sentence[1])
        if len(rest) > _FRAGMENT + 2:
            words = statement(document.text, [(start, rest.end[clause_end(rest, 0) - 1])])
    match = re.match(r"(?P<who>.{2,60}?)\s(?:of|with|for)\s(?P<did>\w+ing\b.*)$", words)
    cue = " ".join(document.text[start:end] for start, end in claim.cue_spans)
    blamed = re.match(r"(?P<who>.{2,60}?)\sfor\s(?P<what>.*)$", words) if re.search(r"\bblam(?:e|ing)", cue) else None
    if blamed and not match:
        return capital(f"{blamed['who']} caused {blamed['what']}")
    if claim.cue_class == "accusation":
        if match:
            who = denier if denier and match["who"].lower() in ("you", "me", "us") else match["who"]
            return capital(f"{who} {past_of_gerund(match['did'])}")
        bare = re.match(r"(\w+ing)\b(.*)$", words)
        if bare and bare[1].lower() not in nouns():
            return capital(f"{denier} {past_of_gerund(words[:1].lower() + words[1:])}")
    return words
