"""What a denial denies: its target found in the document, and stated in its own words.

A denial that spells its target out needs no search. One that points ("the charges", "which he denies", "it") is
resolved to a claim before it (or, for accusations, elsewhere in the document), or to a clause of the text where
no claim covers it. Nothing is forced: with no antecedent of its own the target has none.
"""

import re
from dataclasses import dataclass, field

from analysis.columns import Span, overlaps
from analysis.extractors.contest.statements import accused, capital, past_of_gerund, rebuilt, statement
from analysis.extractors.cues import Words
from analysis.extractors.denial.echoes import asked
from analysis.extractors.denial.objects import Denial, publishers
from analysis.extractors.propositions import measures, proposition, stem
from analysis.extractors.records import Spans
from analysis.extractors.wording import clause_end, nouns, sentence_of, word_class

# Confidence by distance in sentences between a pointer and its antecedent: of 36 pointers read by hand in news, 28 had
# their antecedent in the same or the previous sentence.
_NEAR = {0: 0.85, 1: 0.75, 2: 0.6, 3: 0.5}
_FAR, _ENOUGH = 0.35, 0.45
# More than what a sentence's distance costs: the head of the paragraph before goes before its last voice.
_LEADS = 0.3
_ACCUSED = re.compile(
    r"\b(?:accus(?:ed?|es|ing|ations?)|charg(?:ed|es|ing)|suspected|convicted|indicted|guilty|allegations?|alleged(?:ly)?|complain(?:ed|ts?)|claims?|claimed|"
    r"rumou?rs?|reports?|suggestions?|speculation|insinuations?|theor(?:y|ies))\b(?:\s[\w.'’]+){0,6}?\s(?P<link>of|with|that|over)\s(?P<what>[^.;:!?]+)",
    re.IGNORECASE,
)
_ACCUSATORY = frozenset(["charge", "accusation", "allegation", "crime", "count", "offence", "offense"])
_CHARGES = re.compile(
    r"\b(?:prosecut\w+|lawsuits?|suits?|police|plaintiffs?|accusers?|indictment|investigators|complaint|attorney)\b",
    re.IGNORECASE,
)
_VERBS = {"suggestion": "suggest", "assertion": "assert", "allegation": "alleg", "claim": "claim", "argument": "argu"}
_VERBS |= {"contention": "contend", "insinuation": "insinuat", "implication": "impl", "conclusion": "conclud"}
BLAME = ("responsibility", "involvement", "blame", "liability", "complicity", "participation")
_FRAGMENT = 3
# Pointers that say nothing by themselves: what they point to is the sentence before.
_BARE = frozenset(
    [
        "",
        "it",
        "this",
        "that",
        "them",
        "these",
        "those",
        "so",
        "account",
        "figure",
        "number",
        "point",
        "claim",
        "version",
    ]
)
# A pointer with an article of its own points back beyond its sentence: "said the report was wrong".
_BACKWARD = re.compile(r"(?:the|that|this|it|those|these|they|his|her|their|its)\b", re.IGNORECASE)
_PRINTED = frozenset(["story", "report", "article", "account", "tale", "claim"])


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """A claim as the contest step sees it: its row, its spans, who speaks, and the sentence where it stands."""

    row: int
    claim_id: str
    speaker: str | None
    speaker_name: str
    kind: str
    cue_class: str
    claim_type: str
    source: str
    cue_spans: Spans
    content_spans: Spans
    sentence: int
    negated: bool = False

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.content_spans[0][0] if self.content_spans else 0


@dataclass(frozen=True, slots=True)
class Target:
    """What is denied: `statement` in words, `spans` where the text states it, `claims` the antecedents found.

    `claims` holds (position in the document's claims, confidence). `subject` is True when the statement's subject
    is the denier, put in for "he" or rebuilt ("denied any involvement"). `resolved` is False when a pointer stayed one.
    """

    statement: str
    spans: Spans
    claims: tuple[tuple[int, float], ...] = ()
    confidence: float = 1.0
    resolved: bool = True
    how: str = "clause"


@dataclass(slots=True)
class Document:
    """One document's text, sentences and claims, as the search for targets needs them."""

    text: str
    sentences: list[Span]
    claims: list[DocumentClaim]
    denying: set[int] = field(default_factory=set)


def target_of(document: Document, denial: Denial, denier: str, own: int | None) -> Target:
    """What `denial` denies. `denier` is the speaker's name or the source's words, `own` the denial's own claim."""
    text = document.text
    if denial.form == "echo":
        return _echoed(document, denial, denier, own)
    if denial.form in ("clause", "question"):
        return Target(statement(text, denial.target, denier), denial.target)
    if denial.form == "gerund":
        return Target(
            capital(f"{denier} {past_of_gerund(text[slice(*denial.target[0])])}"), denial.target, how="gerund"
        )
    if denial.form == "noun" and denial.evidence and _spells_out(text, denial):
        return Target(statement(text, denial.target, denier), denial.target)
    if denial.form == "noun" and _bare_guilt(text, denial):
        found = _antecedent(document, denial, denier, own)
        if found and not _of_another(text, found.spans[0], denier):
            return found
        return Target(rebuilt(text, denial, denier), denial.target, how="event")
    if (
        denial.form == "noun"
        and not nouns().get(denial.noun, frozenset()) & {"claim", "accusation", "notion", "denial"}
        and denial.noun
    ):
        return Target(rebuilt(text, denial, denier), denial.target, how="event")
    return _pointed_to(document, denial, denier, own)


def _pointed_to(document: Document, denial: Denial, denier: str, own: int | None) -> Target:
    """What a pointer points to: its own sentence goes first, then the noun's own verb, then the likeliest claim."""
    here = _same_sentence(document, denial, denier, own)
    if here:
        return here
    named = _named_charge(document.text, denial, denier)
    found = _antecedent(document, denial, denier, own)
    if found and (found.confidence >= 0.7 or not named):
        spoken = _by_its_verb(document, denial, denier, own)
        return spoken if spoken and not any(overlaps(span, found.spans) for span in spoken.spans) else found
    return named or found or _by_its_verb(document, denial, denier, own) or _fallback(document, denial, denier)


def _same_sentence(document: Document, denial: Denial, denier: str, own: int | None) -> Target | None:
    """', which he denies', '- a charge that she denies': the clause before the pointer in the same sentence."""
    if denial.form != "anaphor" or not denial.target or denial.target[0][0] > denial.words[0]:
        return None
    text, place = document.text, denial.target[0][0]
    begin = document.sentences[sentence_of(document.sentences, denial.words[0])][0]
    if place - begin < 12:
        return None
    near = _last_accusation(text, begin, place)
    between = re.sub(r"\b(?:an?|the)\s*$", "", text[near[0][1] : place]) if near else ""
    span = near[0] if near and not between.strip(" ,—–-") else None
    if span is None:
        span = _content_before(document, place, own)
    if span is None and not _BACKWARD.match(text, place) and not _named_charge(text, denial, denier):
        span = _clause_before(text, begin, denial)
    if span is None:
        return None
    words = accused(text, span, denier, near[1]) if near and near[0] == span else statement(text, [span], denier)
    return Target(words, (span,), _stating(document, span, own), 0.85, how="antecedent")


def _content_before(document: Document, place: int, own: int | None) -> Span | None:
    """The content of another's claim up to the pointer inside it: 'Roe says p, something the club denies'."""
    for position, claim in enumerate(document.claims):
        for start, end in claim.content_spans if position != own and claim.kind in ("indirect", "mixed") else ():
            before = document.text[start:place].rstrip(" ,;—–-")
            if start < place < end and len(before) > 12 and document.text[place - 2] in ",—–-":
                return start, start + len(before)
    return None


def _stating(document: Document, span: Span, own: int | None) -> tuple[tuple[int, float], ...]:
    """The claim of somebody else whose content best overlaps `span`, when one covers half of it."""
    best, speaker = (0.0, -1), None if own is None else document.claims[own].speaker
    for position, claim in enumerate(document.claims):
        if position == own or position in document.denying or claim.kind == "narrator" or claim.speaker == speaker:
            continue
        shared = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in claim.content_spans)
        best = max(best, (shared / max(1, span[1] - span[0]), -position))
    return ((-best[1], 0.85),) if best[0] >= 0.5 else ()


def _by_its_verb(document: Document, denial: Denial, denier: str, own: int | None) -> Target | None:
    """'that suggestion' after 'suggested he was late': what follows the pointer noun's own verb, up to two sentences
    back."""
    verb = _VERBS.get(denial.noun)
    here = sentence_of(document.sentences, denial.words[0])
    for back in range(3 if verb else 0):
        if back > here:
            break
        start, end = document.sentences[here - back][0], min(document.sentences[here - back][1], denial.words[0])
        matches = list(
            re.finditer(
                rf"\b{verb}\w*\s(?:that\s)?(?!(?:in|on|at|to|by|during|last)\b)(?P<what>[^;:!?]{{12,}}?)(?=[.;:!?]?$|,\s(?:which|but|and\s\w+ed)\b)",
                document.text[start:end],
            )
        )
        if matches:
            span = (start + matches[-1].start("what"), start + matches[-1].end("what"))
            return Target(
                statement(document.text, [span]), (span,), _stating(document, span, own), 0.8, how="antecedent"
            )
    return None


def _of_another(text: str, content: Span, denier: str) -> bool:
    """True where a content begins with somebody else's name: the guilt that it tells of is not the denier's."""
    match = re.match(r"(?:that\s)?(?P<name>[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*\s(?=[a-z])", text[slice(*content)])
    return match is not None and match["name"] not in denier


def _bare_guilt(text: str, denial: Denial) -> bool:
    """'denies any wrongdoing', 'denied the crime': guilt of what was said before, without saying of what."""
    words = re.findall(r"[\w’'-]+", text[slice(*denial.target[0])].lower()) if denial.target else []
    listed = [nouns().get(word, frozenset()) for word in words]
    guilt = "wrongdoing" in nouns().get(denial.noun, frozenset()) or denial.noun in BLAME
    charges = bool(listed) and "wrongdoing" in listed[0] and len(words) <= 6 and "and" in words
    return charges or (guilt and len([word for word in words if word not in ("any", "all", "the", "criminal")]) <= 1)


def _spells_out(text: str, denial: Denial) -> bool:
    """True when the target span is a clause behind its noun ("the claim that p"), not the noun phrase itself."""
    (start, end), *_ = denial.target
    return not re.search(
        rf"\b{re.escape(denial.noun)}", text[start:end][: len(denial.noun) + 40], re.IGNORECASE
    ) or text[max(0, start - 5) : start].lower().endswith("that ")


def _echoed(document: Document, denial: Denial, denier: str, own: int | None) -> Target:
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
    words = " ".join(document.text[start:end] for start, end in asked_of.content_spans).lower()
    match = re.fullmatch(r"(?:about\s|on\s|over\s)?(?:the|that|this|his|her|its|their)\s(?:\w+\s)?(?P<noun>\w{4,})", words)
    speaker = None if own is None else document.claims[own].speaker
    for position in reversed(range(question if match else 0)):
        claim = document.claims[position]
        told = claim.claim_type == "fact" and claim.kind != "narrator" and position not in document.denying
        if not told or claim.speaker == speaker:
            continue
        content = " ".join(document.text[start:end] for start, end in claim.content_spans).lower()
        if match and any(_akin(stem(match["noun"]), stem(word)) for word in re.findall(r"[a-z]{4,}", content)):
            return position
    return None


def _akin(one: str, other: str) -> bool:
    """True for stems of one family: "threat" and "threaten"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)


# ---- pointers


def _named_charge(text: str, denial: Denial, denier: str) -> Target | None:
    """'the fraud claims', 'claims of plagiarism', 'accusations that she lied': the pointer names the matter itself."""
    if not denial.target or denial.noun in ("", "which", "it"):
        return None
    (start, end), *_ = denial.target
    match = re.search(r"(?<=\w\s)(?:of|that|about)\s+(.+)$", text[start:end], re.DOTALL)
    if not match:
        return None
    span = (start + match.start(1), end)
    if match.group().startswith("that"):
        return Target(statement(text, [span], denier), (span,))
    return Target(accused(text, span, denier, "of"), (span,), how="named")


def _antecedent(document: Document, denial: Denial, denier: str, own: int | None) -> Target | None:
    """The claim that a pointer most likely points to; claims of the same owner, noun and subject go before near
    ones."""
    here = sentence_of(document.sentences, denial.words[0])
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


def _says_whose(document: Document, denial: Denial, own: int | None) -> bool:
    """True for a pointer that says itself whose claim it means: by a possessor, by a name ("the Argus report"), or as a
    reply to the last thing said (“That is untrue,” he said)."""
    phrase = " ".join(document.text[start:end] for start, end in denial.target[:1])
    named = denial.form == "anaphor" and re.search(r"\s[A-Z]", phrase)
    quoted = own is not None and document.claims[own].kind == "direct"
    owner = document.text[slice(*denial.owner)] if denial.owner else ""
    owned = re.search(r"[A-Z]", owner) or owner.lower() in ("his", "her", "their", "its")
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
    accusatory = noun in _ACCUSATORY
    return [
        (position, claim)
        for position, claim in enumerate(document.claims)
        if position != own
        and position not in document.denying
        and claim.content_spans
        and claim.kind != "narrator"
        and not claim.negated
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
    accusing = claim.cue_class in ("accusation", "distancing")
    score = _NEAR.get(distance, _FAR) if distance >= 0 else 0.9 if told_next else _FAR
    if claim.cue_class == "denial" or claim.claim_type in ("question", "proposal"):
        score -= 0.2
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
        owner = {w.lower() for w in re.findall(r"[A-Z][\w-]+", document.text[slice(*denial.owner)])}
        named = {w.lower() for w in re.findall(r"[A-Z][\w-]+", f"{claim.source} {claim.speaker_name}")}
        score += 0.2 if owner & named else -0.25 if owner else 0.0
        plain = {stem(w) for w in re.findall(r"\b[a-z]{4,}", document.text[slice(*denial.owner)])}
        said = {stem(w) for w in re.findall(r"\b[a-z]{4,}", claim.source)}
        score += 0.35 if plain & said and not owner else 0.0  # "the review", which is itself the source
    if denial.noun in word_class("figure"):
        score += 0.2 if measures(document.text, claim.content_spans) else -0.3
    content = " ".join(document.text[start:end] for start, end in claim.content_spans)
    if content.startswith("who "):  # "her adviser, Roe, who he said had helped": of whom it tells stands before
        content = document.text[max(0, claim.start - 60) : claim.start] + content
    if any(part in content for part in re.findall(r"[A-Z][\w-]{2,}", denier)):
        score += 0.3 if denial.noun in _ACCUSATORY else 0.15  # an allegation is made against the one who denies it
    if denial.noun.endswith("ing") and denial.noun not in nouns():  # "night dumping": who says that they dump
        told = stem(denial.noun) in {stem(word) for word in re.findall(r"[a-z]{3,}", content.lower())}
        score += 0.3 if told else -0.2
    return score + 0.1 * _shares_modifier(document.text, denial, content)


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


def _fallback(document: Document, denial: Denial, denier: str) -> Target:
    """No claim fits: a clause of the text that accuses, claims or stands just before; else the pointer's own words."""
    text, here = document.text, sentence_of(document.sentences, denial.words[0])
    begin = document.sentences[here][0]
    near = _last_accusation(text, begin, denial.words[0])
    if near:
        return Target(accused(text, near[0], denier, near[1]), (near[0],), confidence=0.8, how="same sentence")
    for back in range(1, 4 if denial.noun in _ACCUSATORY else 3):
        if here - back >= 0:
            found = _last_accusation(text, *document.sentences[here - back])
            if found:
                return Target(
                    accused(text, found[0], denier, found[1]), (found[0],), confidence=0.65, how="text before"
                )
    if denial.noun in _ACCUSATORY:
        found = _last_accusation(text, 0, begin)
        if found:
            return Target(accused(text, found[0], denier, found[1]), (found[0],), confidence=0.5, how="text before")
    if here and denial.noun in _BARE:
        spans = (document.sentences[here - 1],)
        return Target(statement(text, spans), spans, confidence=0.45, how="sentence before")
    pointer = " ".join(text[slice(*denial.target[0])].split()) if denial.target else text[slice(*denial.evidence[0])]
    return Target(capital(pointer), denial.target or denial.evidence, confidence=0.4, resolved=False, how="unresolved")


def _last_accusation(text: str, start: int, end: int) -> tuple[Span, str] | None:
    """The last clause in ``text[start:end]`` behind words such as "accused of", "charged with", "allegations that"."""
    found = None
    for match in _ACCUSED.finditer(text, start, end):
        opens = not text[start : match.start()].strip() or text[: match.start()].rstrip()[-1:] == ","
        cut = match["what"].split(",")[0] if opens else match["what"]  # "Accused of theft, Roe said ..."
        what = re.split(r",\s(?:which|who|but|and|a\s|an\s)|\s(?:—|–|-)\s|\sbut\s", cut)[0].rstrip(" ,")
        if len(what) > 3:
            found = ((match.start("what"), match.start("what") + len(what)), match["link"].lower())
    return found


def _clause_before(text: str, begin: int, denial: Denial) -> Span | None:
    """The clause before ", which he denies" or "- a charge that she denies", in the same sentence."""
    place = denial.target[0][0] if denial.target else denial.words[0]
    if denial.noun not in ("which", "") and not denial.target:
        return None
    piece = text[begin:place]
    match = re.search(
        r"^(?P<clause>.{12,}?)\s*(?:,|\s[-–—]+)\s*(?:an?\s|the\s|all\sof\s|something\s)?(?:\w+\s)?$", piece, re.DOTALL
    )
    if not match:
        return None
    clause = match["clause"]
    that = re.search(r"\bthat\s(?!\w+\s*$)", clause)
    start = begin + (that.end() if that else 0)
    return (start, begin + match.end("clause"))
