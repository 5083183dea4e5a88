"""What a denial denies: its target found in the document, and stated in its own words.

A denial that spells its target out needs no search. One that points ("the charges", "which he denies", "it") is
resolved to a claim before it (or, for accusations, elsewhere in the document), or to a clause of the text where
no claim covers it. Nothing is forced: with no antecedent of its own the target has none.
"""

import re

from analysis.columns import Span, overlaps
from analysis.extractors.contest.documents import Document, Target
from analysis.extractors.contest.pointers import ACCUSATORY, antecedent, echoed
from analysis.extractors.contest.statements import accused, capital, past_of_gerund, rebuilt, statement
from analysis.extractors.denial.records import Denial
from analysis.extractors.wording import either_number, nouns, sentence_of

_ACCUSED = re.compile(
    r"\b(?:accus(?:ed?|es|ing|ations?)|charg(?:ed|es|ing)|suspected|convicted|indicted|guilty|allegations?|alleged(?:ly)?|complain(?:ed|ts?)|claims?|claimed|"
    r"rumou?rs?|reports?|suggestions?|speculation|insinuations?|theor(?:y|ies))\b(?:\s[\w.'’]+){0,6}?\s(?P<link>of|with|that|over)\s(?P<what>[^.;:!?]+)",
    re.IGNORECASE,
)
_VERBS = {"suggestion": "suggest", "assertion": "assert", "allegation": "alleg", "claim": "claim", "argument": "argu"}
_VERBS |= {"contention": "contend", "insinuation": "insinuat", "implication": "impl", "conclusion": "conclud"}
BLAME = ("responsibility", "involvement", "blame", "liability", "complicity", "participation")
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


def target_of(document: Document, denial: Denial, denier: str, own: int | None) -> Target:
    """What `denial` denies. `denier` is the speaker's name or the source's words, `own` the denial's own claim."""
    text = document.text
    if denial.form == "echo":
        return echoed(document, denial, denier, own)
    if denial.form in ("clause", "question"):
        return Target(statement(text, denial.target, denier), denial.target)
    if denial.form == "gerund":
        return Target(
            capital(f"{denier} {past_of_gerund(text[slice(*denial.target[0])])}"), denial.target, how="gerund"
        )
    if denial.form == "noun" and denial.evidence and _spells_out(text, denial):
        return Target(statement(text, denial.target, denier), denial.target)
    if denial.form == "noun" and _bare_guilt(text, denial):
        found = antecedent(document, denial, denier, own)
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
    found = antecedent(document, denial, denier, own)
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
    noun = re.search(rf"\b{either_number(denial.noun)}", text[start:end][: len(denial.noun) + 40], re.IGNORECASE)
    return not noun or text[max(0, start - 5) : start].lower().endswith("that ")


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


def _fallback(document: Document, denial: Denial, denier: str) -> Target:
    """No claim fits: a clause of the text that accuses, claims or stands just before; else the pointer's own words."""
    text, here = document.text, sentence_of(document.sentences, denial.words[0])
    begin = document.sentences[here][0]
    near = _last_accusation(text, begin, denial.words[0])
    if near:
        return Target(accused(text, near[0], denier, near[1]), (near[0],), confidence=0.8, how="same sentence")
    for back in range(1, 4 if denial.noun in ACCUSATORY else 3):
        if here - back >= 0:
            found = _last_accusation(text, *document.sentences[here - back])
            if found:
                return Target(
                    accused(text, found[0], denier, found[1]), (found[0],), confidence=0.65, how="text before"
                )
    if denial.noun in ACCUSATORY:
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
    piece = text[begin : denial.target[0][0]]
    match = re.search(
        r"^(?P<clause>.{12,}?)\s*(?:,|\s[-–—]+)\s*(?:an?\s|the\s|all\sof\s|something\s)?(?:\w+\s)?$", piece, re.DOTALL
    )
    if not match:
        return None
    clause = match["clause"]
    that = re.search(r"\bthat\s(?!\w+\s*$)", clause)
    start = begin + (that.end() if that else 0)
    return (start, begin + match.end("clause"))
