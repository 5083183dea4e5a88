"""Claims of a contest that the tagger missed: "which he denies", "accused the firm of hiding it".

The tagger was trained on news in which such clauses are rare; a denial without a claim has nobody to stand behind it,
an accusation without one nobody to deny.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.columns import Span, overlaps
from analysis.extractors.cues import Words
from analysis.extractors.denial.denials import find_denials
from analysis.extractors.denial.records import Denial
from analysis.extractors.propositions import DAYS
from analysis.extractors.records import Spans
from analysis.extractors.wording import (
    AUXILIARY,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    STOPS,
    SUBJECTS,
    clause_end,
    is_adverb,
    nouns,
    object_end,
    sentence_of,
    verbs,
    word_class,
)

Missed = tuple[Spans, Spans, Spans]

_ACCUSED = re.compile(r"\b(?P<verb>accus(?:es|ed|e|ing))\s(?P<whom>[^.;:!?]{2,80}?)\s(?P<link>of)\s")
_THINGS = "|".join(sorted(noun for noun, classes in nouns().items() if "withheld" in classes))
# Passive, or with two objects: a pronoun and a noun phrase, or two noun phrases of which the second is such a thing
# or begins with an article.
_WITHHELD = re.compile(
    r"\b(?:was|were|is|are|been|being)\s(?:\w+ly\s)?(?P<verb>denied)\s(?!by\b|that\b|as\b|in\b|on\b|and\b|or\b)\w"
    r"|\b(?P<verb2>den(?:y|ies|ied|ying))\s(?:(?:him|her|them|us|me|you|it)\s(?:an?|the|any|\w+(?=[.,;]|\s(?:to|for|on|in|by)\b))"
    rf"|(?:(?!that\b|of\b|in\b|to\b|for\b|and\b|or\b)[\w’'-]+\s){{1,4}}?(?:an?|the|any|{_THINGS})\b)"
)
# "has been accused by the league of", "was accused in the paper Argus of": who accuses stands behind the participle.
_ACCUSER = re.compile(
    r"\s(?:by|in)\s(?P<who>(?:(?:the|an?)\s(?:(?:podcast|newspaper|paper|magazine|weekly|daily|report|book|website|blog|film)"
    r"\s)?)?[^,.;:!?]{3,60}?)\s(?:of|with)\s"
)
_PASSIVE = re.compile(
    r"\b(?P<verb>[Aa]ccused)\sby\s(?P<who>(?:(?:the|an?|his|her|its|their)\s)?[^,.;:!?]{3,50}?)\sof\s(?P<what>\w)"
)
# "Not so, said its chairman, Guy Holt.": a verdict of a word or two, and who gives it.
VERDICT = re.compile(
    r"(?:(?<=[.!?]\s)|(?<=\n)|\A)"
    r"(?P<what>Not so|Not true|Untrue|False|Incorrect|Nonsense|Rubbish|Wrong|Lies|Never happened|Far from it)"
    r"(?:,|\s[—–-])\s"
    r"(?P<cue>says?|said|insists?|insisted|repl(?:ies|ied)|counter(?:s|ed))\s(?P<who>[^.;:!?“”\"]{3,70})(?=[.;:!?]|$)"
)
_AS_SAYS = re.compile(r",\s(?:as|an?\s\w+\s(?:that|which))\s")
_PLEA = re.compile(r"(?P<plea>plead(?:s|ed|ing)? not guilty)\s+(?:and|but)\s")
_ADVERBS = frozenset(
    [
        "always",
        "already",
        "even",
        "just",
        "simply",
        "once",
        "twice",
        "also",
        "later",
        "not",
        "only",
        "never",
        "again",
        "long",
        "since",
        "still",
        "both",
        "all",
        "repeatedly",
    ]
)
_BREAKS = STOPS | frozenset([",", "and", "or", "that", '"', "“", "”", "‘", "’", "saying", "said", "as", "if", "-"])
# "something she denies": what stands before the subject is what is denied.
_ANAPHORS = frozenset(["something", "which"])
_WHEN = re.compile(rf"\s+(?:on\s(?:{DAYS})|(?:yester|to)day|last\s\w+|by and large)$")
# "I'm", "He's always": the subject is the pronoun.
_CONTRACTED = re.compile(r"^(I|he|she|it|they|we|you)['’](?:m|re|s|ve|d|ll)\b", re.IGNORECASE)
# These may be nouns: "the first contest", "two challenges to it". As verbs they stand behind a plain subject.
_NOUNS_TOO = re.compile(r"(?:contest|challenge|dispute|doubt|question)s?$", re.IGNORECASE)
_OPENERS = re.compile(r"^(?:(?:But|And|Yet|However|Still|Meanwhile|Also)\b,?\s*|On \w+day,?\s*)+")


def denying_claims(
    text: str,
    sentences: Sequence[Span],
    cues: Sequence[Span],
    sources: Sequence[Span],
    denials: Sequence[Denial] | None = None,
) -> list[Missed]:
    """Source, cue and content spans of denials and accusations whose cue touches none of `cues`, in text order.

    `cues` and `sources` are the spans of the claims found so far, `denials` what find_denials says of `text`, where
    that is known. A denial without a subject of its own takes the source that stands before it in its sentence
    ("pleaded not guilty and denies any wrongdoing"); one whose source cannot be told, or that is no
    contest, is left out.
    """
    denials = find_denials(text, sentences) if denials is None else denials
    found = _denials(text, denials, cues, sources) + _accusations(text, sentences, cues)
    return sorted(found, key=lambda missed: missed[2])


def withheld(text: str, denials: Sequence[Denial]) -> list[Span]:
    """Spans of the verbs that keep something from somebody and claim nothing: "denied it a licence", "was denied bail".

    None is among `denials`, what find_denials says of `text`.
    """
    known = [denial.words for denial in denials if denial.basis != "rejected"]
    found = (match.span(match.lastgroup or 0) for match in _WITHHELD.finditer(text))
    return [span for span in found if not overlaps(span, known)]


def relative_denials(text: str, denials: Sequence[Denial]) -> list[Missed]:
    """Source, cue and content of 'a number the company disputes', whose subject stands between noun and verb."""
    found: list[Missed] = []
    for denial in denials:
        words = Words(text, *denial.sentence)
        group = _group(words, words.at(denial.words[0]))
        source = _between(words, denial, group) if denial.form == "anaphor" and group else None
        if source and not words.text[slice(*source)].lower().startswith("which"):
            found.append(((source,), (denial.words,), denial.target))
    return found


def accuser(text: str, cue: Span) -> Span | None:
    """The span of who accuses, behind a passive "accused": "was accused by the league of", else None."""
    match = _ACCUSER.match(text, cue[1]) if re.search(r"\b(?:accused|charged)$", text[slice(*cue)]) else None
    if match is None:
        return None
    start, end = match.span("who")
    medium = re.match(
        r"(?:the|an?)\s(?:podcast|newspaper|paper|magazine|weekly|daily|book|website|blog|film)\s(?=[A-Z])",
        text[start:end],
    )
    return start + (medium.end() if medium else 0), end


def _denials(text: str, denials: Sequence[Denial], cues: Sequence[Span], sources: Sequence[Span]) -> list[Missed]:
    found: list[Missed] = []
    for denial in denials:
        owned = _owned(text, denial, sources)
        found += [owned] if owned else []
        told = denial.basis in ("explicit denial", "contradiction", "doubt", "downplayed") or _calls(text, denial)
        denial = _untold(text, denial, cues)
        if told and denial.form != "echo" and denial.holder == "speaker" and not overlaps(denial.words, cues):
            missed = _claim(Words(text, *denial.sentence), denial, sources)
            found += [missed] if missed else []
    return found


def _calls(text: str, denial: Denial) -> bool:
    """'an allegation that the bank called baseless', 'The bank called the figure fantasy': called so by a subject."""
    calls = re.match(r"\w+", text[denial.words[0] : denial.words[1]])
    called = calls is not None and calls[0] in verbs("calling verb")
    return denial.basis == "falsity predicate" and bool(denial.target) and called


def _untold(text: str, denial: Denial, cues: Sequence[Span]) -> Denial:
    """Of "pleaded not guilty and denies it", of which only the second is a claim already, the first."""
    told = [start for start, _ in cues if denial.words[0] < start < denial.words[1]]
    plea = _PLEA.match(text, denial.words[0], min(told)) if told else None
    return replace(denial, words=plea.span("plea"), target=(), object=None) if plea else denial


def _owned(text: str, denial: Denial, sources: Sequence[Span]) -> Missed | None:
    """'the museum's finding that p', 'a claim by the captain that p', which somebody denies: the claim of its owner."""
    owner = denial.owner
    if owner is None or not denial.target or denial.basis == "rejected":
        return None
    if _AS_SAYS.fullmatch(text, denial.target[-1][1], owner[0]):
        verb = re.compile(r",?\s(?P<cue>(?:(?:has|have|had)\s)?\w+)").match(text, owner[1])
        spoken = any(a < owner[1] and owner[0] < b for a, b in sources)
        return ((owner,), (verb.span("cue"),), denial.target) if verb and not spoken else None
    if denial.form != "noun":
        return None
    begin, end = denial.target[0]
    named = text[slice(*owner)]
    if not re.search(r"[A-Za-z]{3}", named) or named.lower() in ("his", "her", "their", "its", "our", "your"):
        return None
    if any(a < owner[1] and owner[0] < b for a, b in sources):
        return None
    at = owner[0] if owner[0] < begin - 1 and owner[1] < begin else begin
    at = max(denial.evidence[0][0], min(at, begin) - 40, 0) if denial.noun not in text[at:begin].lower() else at
    noun = re.search(rf"\b{re.escape(denial.noun)}\w*", text[at:begin], re.IGNORECASE)
    if noun is None or not text[:begin].rstrip().endswith("that"):
        return None
    return (owner,), ((at + noun.start(), at + noun.end()),), ((begin, end),)


def _accusations(text: str, sentences: Sequence[Span], cues: Sequence[Span]) -> list[Missed]:
    """'Swiftload accused pickets of holding up an ambulance': only in the active, with who is accused and of what."""
    found: list[Missed] = []
    for match in _ACCUSED.finditer(text):
        if overlaps(match.span("verb"), cues):
            continue
        sentence = sentences[sentence_of(sentences, match.start())]
        words = Words(text, *sentence)
        first = words.at(match.start("verb"))
        group = _group(words, first)
        passive = any(low in BE for low in words.low[group:first])
        source = None if passive else _plain(words, first, _subject(words, group))
        end = words.end[clause_end(words, first) - 1]
        if source and end > match.end("link"):
            found.append(((source,), ((words.start[group], match.end("verb")),), ((match.end("verb") + 1, end),)))
    for match in _PASSIVE.finditer(text):
        words = Words(text, *sentences[sentence_of(sentences, match.start())])
        first = words.at(match.start("what"))
        end = words.end[min(clause_end(words, first), _comma(words, first)) - 1]
        if not overlaps(match.span("verb"), cues) and first < len(words) and end > match.start("what"):
            found.append(((match.span("who"),), (match.span("verb"),), ((match.start("what"), end),)))
    return found


def _comma(words: Words, first: int) -> int:
    return next((at for at in range(first, len(words)) if words.low[at] == ","), len(words))


def _claim(words: Words, denial: Denial, sources: Sequence[Span]) -> Missed | None:
    first = words.at(denial.words[0])
    group = _group(words, first)
    source = _source(words, denial, group, sources)
    if source is None:
        return None
    content = denial.object if denial.object else denial.target[0] if denial.target else _anaphor(words, source)
    if content is None or (content[0] < source[1] and source[0] < content[1]):
        # An intransitive denial ("pleaded not guilty") says its own content.
        content, cue = denial.words, (words.start[group], denial.words[1])
        return (source,), (cue,), (content,)
    return (source,), ((words.start[group], denial.words[1]),), (content,)


def _source(words: Words, denial: Denial, group: int, sources: Sequence[Span]) -> Span | None:
    """Who denies: an agent, a plain subject; behind a comma ("…, having denied it"), the source last told of."""
    if denial.subject and denial.subject[0] >= denial.words[1]:
        return denial.subject  # "drew a denial from the mayor"
    first = words.at(denial.words[0])
    subject = _agent(words, words.at(denial.words[1] - 1)) or _between(words, denial, group)
    subject = subject or _subject(words, group)
    source = _plain(words, first, subject)
    if source is None and subject is not None:
        start = group if words.low[group - 1] == "," else words.at(subject[0])
        if start == 0 or words.low[start - 1] != ",":
            return None
    before = [span for span in sources if denial.sentence[0] <= span[0] and span[1] <= denial.words[0]]
    return source or (before[-1] if before else None)


def _anaphor(words: Words, source: Span) -> Span | None:
    """The word before the subject that stands for what is denied: "something the club denies"."""
    at = words.at(source[0]) - 1
    return (words.start[at], words.end[at]) if at >= 0 and words.low[at] in _ANAPHORS else None


def _between(words: Words, denial: Denial, group: int) -> Span | None:
    """'a number the company disputes', 'something the club has denied': the words between the noun and its verb."""
    if not denial.target or denial.target[-1][1] > denial.words[0] or words.low[group - 1] in ("who", "which", "that"):
        return None
    first = words.at(denial.target[-1][1])
    between = words.low[first:group]
    if not 0 < len(between) <= 6 or between[0] in _BREAKS | AUXILIARY | PREPOSITIONS:
        return None
    return words.start[first], words.end[group - 1]


def _group(words: Words, first: int) -> int:
    """Where the verb group starts: auxiliaries, negations and adverbs before the verb belong to the cue."""
    if words.low[max(0, first - 3) : first] == ["by", "and", "large"]:
        first -= 3
    while first > 0 and (words.low[first - 1] in AUXILIARY | _ADVERBS or _is_adverb(words, first - 1)):
        first -= 1
    if first > 2 and words.low[first - 1] == "to":
        return _semi_auxiliary(words, first)
    return first


def _semi_auxiliary(words: Words, first: int) -> int:
    """'was quick to deny', 'moved to deny' (Quirk et al. 1985, 3.47 on semi-auxiliaries): where they start."""
    led = words.low[first - 2]
    if led in word_class("ready") and words.low[first - 3] in BE:
        return first - 3
    return first - 2 if led in verbs("hastening verb") else first


def _is_adverb(words: Words, at: int) -> bool:
    """Whether a word in -ly is one: not behind an article ("the family"), and not with a capital ("Emily")."""
    noun = at > 0 and words.low[at - 1] in DETERMINERS
    return is_adverb(words.low[at]) and not noun and words.raw(at).islower()


def _agent(words: Words, last: int) -> Span | None:
    """The phrase behind "by": "an allegation rejected by the ministry"."""
    if words.low[last + 1 : last + 2] != ["by"] or last + 2 >= len(words):
        return None
    end = object_end(words, last + 2)
    start, stop = words.start[last + 2], words.end[end - 1]
    phrase = words.text[start:stop]
    return (start, stop - len(phrase) + len(_WHEN.sub("", phrase))) if end > last + 2 else None


def _subject(words: Words, group: int) -> Span | None:
    low, last = words.low, group
    if last and low[last - 1] in ("who", "which"):
        return words.start[last - 1], words.end[last - 1]
    if last > 1 and low[last - 1] == ",":
        last = _before_apposition(words, last - 1)
    begin = last
    while begin > 0 and low[begin - 1] not in _BREAKS | _ANAPHORS:
        begin -= 1
    if begin == last:
        return None
    end = words.end[group - 2] if last < group and group >= 2 else words.end[last - 1]
    start = words.start[begin]
    phrase = words.text[start:end]
    start += len(phrase) - len(_OPENERS.sub("", phrase))
    end -= len(phrase) - len(_WHEN.sub("", phrase))
    return (start, end) if start < end and re.match(r"[A-Z]|\w+", words.text[start:end]) else None


def _plain(words: Words, first: int, subject: Span | None) -> Span | None:
    """`subject` where it is a noun phrase that the verb at `first` can have for its subject, else None.

    A phrase with a verb of its own ("companies seek to"), with a preposition in front, or of which a participle tells
    more ("her tweets accusing him") has another subject than its last words.
    """
    if subject is None:
        return None
    phrase = words.text[slice(*subject)]
    contracted = _CONTRACTED.match(phrase)
    if contracted:
        return (subject[0], subject[0] + contracted.end(1)) if len(phrase.split()) <= 2 else None
    low = [words.low[k] for k in words.between(*subject)]
    if "having" in words.low[max(0, first - 3) : first]:
        return None
    helpers = AUXILIARY - {"'s"}  # "'s" may be an owner's
    verb, helped = words.low[first], any(words.low[k] in helpers for k in range(max(0, first - 3), first))
    main = low[: low.index("who", 1)] if "who" in low[1:] else low  # "Dame Esther, who plays her, has doubts"
    if low[0] in PREPOSITIONS or main[-1] in DETERMINERS | {"to"} or (low[0] in SUBJECTS and len(low) > 1):
        return None
    if any(word in helpers or word in SUBJECTS for word in main[1:]) or (verb.endswith("ing") and not helped):
        return None
    bare = low[0] not in DETERMINERS and not phrase[0].isupper() and low[0] not in SUBJECTS | {"who", "which"}
    if _NOUNS_TOO.match(verb) and not helped and (bare or any(word in PREPOSITIONS for word in low)):
        return None
    return subject


def _before_apposition(words: Words, comma: int) -> int:
    """The position of the comma that opens the apposition closed at `comma`: "Finn, the pharmacist, is not so sure"."""
    for at in range(comma - 1, max(0, comma - 14), -1):
        if words.low[at] == ",":
            return at
        if words.low[at] in STOPS - {"who"}:
            return comma
    return comma
