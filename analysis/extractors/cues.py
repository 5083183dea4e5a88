"""What a claim's cue does: its class, its scope (negated, modal, questioned, conditional), and the claim's type.

The words are in lexicons/cues.csv (one row a pattern: class, frame, strength, source in the literature) and
lexicons/scope.csv (negation, modals, hedges, boosters). A cue's class says what the speaker does; a reporter's distance
("claimed", "so-called") is a class of its own ("distancing") and never counts as a denial.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.columns import Span
from analysis.extractors.lexicons import read_list
from analysis.extractors.records import Attribution

_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|No|Messrs)\.|(?:[A-Za-z]\.){2,}"
    r"|\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d[\d,./]*\d|\w+(?:[-‑]\w+)*|[^\w\s]"
)
_DOUBLES = frozenset(["commit", "rebut", "refer", "regret", "admit", "permit", "submit", "omit", "control", "patrol"])

# A cue often holds several known words ("insisted ... denying"): the first class here that one of them has wins.
_RANK = (
    *("denial", "doubt", "accusation", "concession", "prediction", "directive", "distancing", "belief", "evaluation"),
    *("question", "assertive", "neutral"),
)
_CLAUSE_ENDS = frozenset([*'.,;:!?()[]—–"“”', "but", "and", "who", "which", "that", "because", "while", "although"])
_OUGHT = frozenset(["should", "must", "ought"])
_ASKING = tuple(
    [word]
    for word in ["did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could"]
)
_LOOK_BACK = 7
_CONTENT_WORDS = 60
# How firmly a source stands behind a content, before hedges and boosters, by class of cue (Hooper 1975, Hyland 2005).
_FIRMNESS = {"belief": -0.2, "prediction": -0.2, "question": -0.4, "doubt": -0.4, "directive": -0.1, "concession": 0.1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon; `words` are the sets of forms that stand one after another."""

    pattern: str
    part: str
    cue_class: str
    frame: str
    strength: float
    words: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon entry found in a text: `first` inclusive and `last` exclusive are positions of words."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Scope:
    """What stands over a cue: "did not deny" is negated, "would deny" modal, "if he denies" conditional."""

    negated: bool = False
    modal: bool = False
    conditional: bool = False
    questioned: bool = False

    @property
    def plain(self) -> bool:
        """True when the cue stands as a bare statement that it took place."""
        return not (self.negated or self.modal or self.conditional or self.questioned)


@dataclass(frozen=True, slots=True)
class CueReading:
    """How one claim is put forward.

    `cue_class` and `claim_type` are words of ``columns.WORDS``. `certainty` (0 to 1) is how firmly the source stands
    behind the content. `negated` says that the cue itself is negated ("did not deny"), not that the content is
    ("said he had not"): that is `denies_content`. `strength` is the cue's own, 0 where no cue word is known.
    """

    cue_class: str
    claim_type: str
    certainty: float
    negated: bool
    strength: float
    frame: str = ""
    scope: Scope = Scope()
    denies_content: bool = False


class Words:
    """The words and signs of a text: offsets `start` and `end` (exclusive) and lower-case forms `low`, by position."""

    __slots__ = ("end", "low", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        spans = [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]
        self.text = text
        self.start = [begin for begin, _ in spans]
        self.end = [stop for _, stop in spans]
        self.low = [text[begin:stop].lower().replace("’", "'") for begin, stop in spans]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, offset: int) -> int:
        """Position of the first word that ends after `offset`; the number of words where there is none."""
        return bisect_left(self.end, offset + 1)

    def between(self, start: int, end: int) -> range:
        """Positions of the words that lie wholly or partly in ``text[start:end]``."""
        return range(self.at(start), bisect_left(self.start, end))

    def raw(self, position: int) -> str:
        """The word at `position` as the text writes it."""
        return self.text[self.start[position] : self.end[position]]


@cache
def scope_words() -> dict[str, dict[str, float]]:
    """Weights of lexicons/scope.csv: class -> word -> weight."""
    found: dict[str, dict[str, float]] = {}
    for row in read_list("scope"):
        found.setdefault(row["class"], {})[row["word"]] = float(row["weight"])
    return found


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Past tense and participle of the verbs of lexicons/irregular-verbs.csv, by base form."""
    return {row["base"]: (row["past"], row["participle"]) for row in read_list("irregular-verbs")}


def verb_forms(base: str) -> tuple[str, str, str, str, str]:
    """Base, -s form, past tense, participle and -ing form of an English verb."""
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else base
    if base in _DOUBLES or re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base):
        stem = base + base[-1]
    regular = stem + "ed"
    third = "has" if base == "have" else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if re.search(r"[^aeiou]y$", base):
        regular, third = base[:-1] + "ied", base[:-1] + "ies"
    past, participle = irregular().get(base, (regular, regular))
    return base, third, past, participle, ("lying" if base == "lie" else stem + "ing")


@cache
def _lexicon() -> dict[str, tuple[Entry, ...]]:
    """Entries by every form of their first word, those of most words first."""
    found: dict[str, list[Entry]] = {}
    for row in read_list("cues"):
        first, *rest = row["pattern"].split()
        forms = {first} | ({first + "s"} if row["part"] == "noun" else set())
        if row["part"] == "verb":
            forms |= set(verb_forms(first))
        words = (frozenset(forms), *(frozenset([word]) for word in rest))
        entry = Entry(row["pattern"], row["part"], row["class"], row["frame"], float(row["strength"]), words)
        for form in forms:
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(entries, key=lambda e: -len(e.words))) for form, entries in found.items()}


def find_cues(words: Words, positions: range | None = None) -> Iterator[Hit]:
    """Lexicon entries among `words` (only at `positions` when given), in text order, the longest at each word."""
    lexicon, low, until = _lexicon(), words.low, 0
    for first in range(len(low)) if positions is None else positions:
        for entry in lexicon.get(low[first], ()) if first >= until else ():
            last = first + len(entry.words)
            if last <= len(low) and all(low[first + n] in forms for n, forms in enumerate(entry.words)):
                until = last
                yield Hit(first, last, entry)
                break


def scope_of(words: Words, first: int, sentence: Span) -> Scope:
    """What stands over the word at position `first`: looks back to the start of its clause.

    "not only rejected" is no negation (Horn 1989); "refused to deny" and "stopped short of denying" are.
    """
    lists = scope_words()
    begin, low = words.at(sentence[0]), words.low
    before: list[str] = []
    for position in range(first - 1, max(begin, first - _LOOK_BACK) - 1, -1):
        if low[position] in _CLAUSE_ENDS:
            break
        before.insert(0, low[position])
    negated = any(
        word in lists["negation"] and before[i + 1 : i + 2] not in (["only"], ["just"], ["doubt"])
        for i, word in enumerate(before)
    )
    if "to" in before[-3:] or before[-1:] == ["of"] or before[-1:] == ["from"]:
        negated = negated or any(word in lists["refusal"] for word in before[-4:])
    questioned = words.text[sentence[0] : sentence[1]].rstrip("\"”’' )").endswith("?") or (
        low[begin : begin + 1] in _ASKING and "?" in low[first:]  # 'Did he deny it? a reporter asked.'
    )
    return Scope(
        negated=negated,
        modal=any(word in lists["modal"] for word in before) or before[-2:-1] in (["expected"], ["likely"], ["going"]),
        conditional=any(word in ("if", "unless", "whether") for word in before),
        questioned=questioned,
    )


def classify(text: str, attribution: Attribution, sentence: Span) -> CueReading:
    """The reading of one claim's cue and content; a claim without a cue (narrator) has class "none".

    `sentence` is the sentence in which the cue stands (the content's first, where there is no cue).
    """
    cue_words = [Words(text, *span) for span in attribution.cue]
    hits = [(hit, words) for words in cue_words for hit in find_cues(words)]
    hits.sort(key=lambda pair: _RANK.index(pair[0].entry.cue_class))
    entry, scope = None, Scope()
    if hits:
        hit, words = hits[0]
        entry = hit.entry
        around = Words(text, sentence[0], words.end[hit.last - 1])
        scope = scope_of(around, around.at(words.start[hit.first]), sentence)
        if words.start[hit.first] < sentence[0] or _in_quotation(text, sentence, attribution):
            scope = Scope(scope.negated, scope.modal, scope.conditional)
    content = _content_words(text, attribution)
    cue = "".join(words.text[s:e] for words, (s, e) in zip(cue_words, attribution.cue, strict=True))
    signs = cue and (not any(sign.isalpha() for sign in cue) or cue.startswith("@"))  # a colon, a post's handle
    cue_class = entry.cue_class if entry else "neutral" if signs else "none"
    return CueReading(
        cue_class=cue_class,
        claim_type=_claim_type(cue_class, content),
        certainty=_certainty(cue_class, [*content, *(low for words in cue_words for low in words.low)]),
        negated=scope.negated,
        strength=entry.strength if entry else 0.0,
        frame=entry.frame if entry else "",
        scope=scope,
        denies_content=negative(content),
    )


def _in_quotation(text: str, sentence: Span, attribution: Attribution) -> bool:
    """A question mark that ends a quoted content is the speaker's, not the reporter's."""
    return any(text[max(start, end - 3) : end].find("?") >= 0 for start, end in attribution.content if end)


def _content_words(text: str, attribution: Attribution) -> list[str]:
    found: list[str] = []
    for start, end in attribution.content:
        found += Words(text, start, min(end, start + 600)).low
    return found[:_CONTENT_WORDS]


def negative(content: list[str]) -> bool:
    """True when a main clause is negated: an odd number of negation words before any subordinate clause."""
    negation, count = scope_words()["negation"], 0
    for position, word in enumerate(content):
        if word == "," and count and content[position + 1 : position + 2] in (["not"], ["no"], ["none"], ["nobody"]):
            break  # "No child was told to, not one": said again, not taken back
        if word == "and" and position > 2 and content[position - 1] == ",":
            break  # a second main clause: "it walked in at four, and nobody can say from where"
        if position > 2 and word in ("because", "although", "who", "which", "while", ".", ";", "but"):
            break
        if word in negation and content[position + 1 : position + 2] not in (["only"], ["just"]):
            count += 1
    return count % 2 == 1


def _claim_type(cue_class: str, content: list[str]) -> str:
    """The type of a content by its form: question, proposal, forecast, evaluation, and fact where none shows."""
    lists, head = scope_words(), content[:25]
    opening = [word for word in content[:3] if word.isalnum()]
    if "?" in content[-3:] or opening[:1] in (["whether"], ["if"]) or cue_class == "question":
        return "question"
    urged = any(word in _OUGHT for word in head) or any(word in lists["deontic"] for word in opening[:2])
    if cue_class == "directive" or urged:
        return "proposal"
    if cue_class == "prediction" or _looks_ahead(head):
        return "forecast"
    if cue_class == "evaluation" or _evaluates(head):
        return "evaluation"
    return "fact"


def _looks_ahead(head: list[str]) -> bool:
    """True for a word of the future; "going" only before "to": talks that are going on are no forecast."""
    future = scope_words()["future"]
    return any(word in future and (word != "going" or head[at + 1 : at + 2] == ["to"]) for at, word in enumerate(head))


def _evaluates(head: list[str]) -> bool:
    """True for 'they look very weak', 'a disgraceful decision': an evaluative word and no figure in a short reach."""
    evaluative = scope_words()["evaluative"]
    found = [position for position, word in enumerate(head) if word in evaluative]
    return bool(found) and found[0] < 14 and not any(word[0].isdigit() for word in head)


def _certainty(cue_class: str, words: list[str]) -> float:
    """0.8 for a plain statement, moved by the cue's class, hedges, modals and boosters; between 0.05 and 1."""
    lists = scope_words()
    value = 0.8 + _FIRMNESS.get(cue_class, 0.0)
    for name in ("hedge", "modal", "booster"):
        value -= max((lists[name][word] for word in words if word in lists[name]), key=abs, default=0.0)
    return round(min(1.0, max(0.05, value)), 2)
