"""What a source's words come down to: a name, a noun phrase, a pronoun, the speaker of the quotation it stands in.

The source "the company's chief executive, Jane Roe" is the mention "Jane Roe"; "Smith's lawyer" is not Smith.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from analysis.columns import Span
from analysis.extractors import names
from analysis.extractors.mentions import Mention, mentions
from analysis.extractors.names import plain

FIRST_PERSON = names.word_list("first person")
_PRONOUNS = dict(names.word_pairs("pronouns"))
_LEAD = re.compile(
    r"(?:(?:by|from|to|and|but|according to|even|only|then|also|as|meanwhile|both)\s+|[\s,;:—–“”\"‘(-]+)+",
    re.IGNORECASE,
)
_CORE_END = re.compile(r"\s*(?:,|;|\(|—|–|\bwho\b|\bwhom\b|\bwhich\b|\bthat\b|\bwhose\b)")
_PREPOSITION = re.compile(
    r"\b(?:of|for|in|at|from|with|on|near|to|by|under|behind|inside|outside|across|familiar|involved|living|working|speaking|briefed|close)\b"
)
_PLURAL_WORDS = names.word_list("plural words")
_BODY_WORDS = names.word_list("body words")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a source: `mention` is its position in the list of mentions, or -1 with `word` a first or second
    person pronoun ("i", "you"), "former", "latter", or "" for none."""

    mention: int
    word: str = ""


class Reader:
    """Reads sources against the mentions of a text, and adds mentions that only a source shows ("police")."""

    def __init__(self, text: str, found: list[Mention], common: frozenset[str]) -> None:
        """`found`: as `mentions` gives them; sources read add to it. `common`: the text's `lower_words`."""
        self.text, self.found, self.common = text, found, common

    def read(self, spans: tuple[Span, ...]) -> Mention | str:
        """The mention that heads the source, or a word that says whom it stands for ("i", "we", "you", "latter", "")."""
        if not spans:
            return ""
        start, end = self._trim(*spans[0])
        if start >= end:
            return self.read(spans[1:])
        words = re.findall(r"[\w’'-]+", self.text[start:end].lower())
        if not words:
            return self.read(spans[1:])
        special = self._special(words, start, end, spans)
        if special is not None:
            return special
        inside = self._inside(start, spans[-1][1], spans)
        if not any(m.form == "name" for m in inside):
            self._reread(start, end)
            inside = self._inside(start, spans[-1][1], spans)
        group = self._group(start, end, inside)
        if group is not None:
            return group
        name = self._name_head(start, end, inside)
        return name if name is not None else self._noun_head(start, end, inside)

    def _trim(self, start: int, end: int) -> Span:
        lead = _LEAD.match(self.text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        while end > start and self.text[end - 1] in ' ,;:—–\n\u00a0“"(':
            end -= 1
        return start, end

    def _special(self, words: list[str], start: int, end: int, spans: tuple[Span, ...]) -> "Mention | str | None":
        first = words[0]
        if (
            first in FIRST_PERSON
            and (first not in ("my", "our", "us") or len(words) == 1)
            and self.text[start:end] != "US"
        ):
            return first
        if first in ("you", "your", "yourself") and len(words) == 1:
            return "you"
        if (
            words[:2] in (["the", "latter"], ["the", "former"])
            and (len(words) == 2 or words[2] not in names.roles())
            and not (len(words) > 2 and self.text[end - 1].isalpha() and names.role_at_end(words))
        ):
            return words[1]
        if (
            words[-1] in _PRONOUNS
            and len(words) > 1
            and words[0] not in _PRONOUNS
            and words[-1] not in ("who", "that", "which", "her")
        ):
            return None
        if first in _PRONOUNS and (len(words) == 1 or first not in ("her", "that") or words[1] in ("who", "and")):
            return self._pronoun(first, start)
        return None

    def _pronoun(self, word: str, start: int) -> Mention:
        for mention in self.found[max(0, self._at(start) - 1) : self._at(start) + 2]:
            if mention.form == "pronoun" and mention.start == start:
                return mention
        kind = _PRONOUNS[word]
        mention = Mention(start, start + len(word), "pronoun", "unknown", head=kind, plural=kind == "they")
        mention.gender = {"he": "m", "she": "f"}.get(kind, "")
        return self._add(mention)

    def _at(self, position: int) -> int:
        return bisect_left(self.found, position, key=lambda m: m.start)

    def _add(self, mention: Mention) -> Mention:
        self.found.insert(self._at(mention.start), mention)
        return mention

    def _inside(self, start: int, end: int, spans: tuple[Span, ...]) -> list[Mention]:
        found = []
        for mention in self.found[max(0, self._at(start) - 3) : self._at(end)]:
            if (
                mention.end > start
                and mention.start < end
                and any(mention.start < b and mention.end > a for a, b in spans)
            ):
                found.append(mention)
        return found

    def _reread(self, start: int, end: int) -> None:
        """Read the source's words by themselves: in a headline nothing else was read."""
        for mention in mentions(self.text, start, end, self.common):
            if mention.form == "name" and not any(
                m.start < mention.end and mention.start < m.end for m in self._inside(start, end, ((start, end),))
            ):
                self._add(mention)

    def _group(self, start: int, end: int, inside: list[Mention]) -> Mention | None:
        named = [m for m in inside if m.form == "name" and start <= m.start and m.end <= end and m.kind != "place"]
        core = self._core(start, end)
        for one, other in zip(named, named[1:], strict=False):
            gap = self.text[one.end : other.start]
            if (
                re.fullmatch(r",? (?:and|&|or) (?:the )?|, (?:the )?", gap)
                and self._independent(start, one)
                and not self._leads(other)
            ):
                if gap.strip() == "," and " and " not in self.text[other.end : end]:
                    continue
                return self._phrase(start, end, "group", True)
        joint = re.search(r" (?:and|or) ", self.text[start:core])
        if joint:
            left, right = self.text[start : start + joint.start()], self.text[start + joint.end() : core]
            if (_is_plural(left) and _is_plural(right)) or (
                re.match(r"(?:his|her|their|the|a|an|two|three) ", right)
                and re.match(r"(?:[Tt]he|[Aa]n?|[A-Z])", left)
                and not any(m.start <= start + joint.start() < m.end for m in inside if m.form == "name")
            ):
                return self._phrase(start, core, "group", True)
        return None

    def _independent(self, start: int, mention: Mention) -> bool:
        before = self.text[start : mention.start]
        return not re.search(r"\b(?:of|for|from|at|with|in|to|by)\s+(?:the\s+)?$", before) and not re.search(
            r"[’']s?$", self.text[mention.end - 2 : mention.end]
        )

    def _leads(self, mention: Mention) -> bool:
        """Whether a lower-case noun follows the name ("NATO officials")."""
        return bool(re.match(r"[’']s?\b", self.text[mention.end : mention.end + 2]))

    def _core(self, start: int, end: int) -> int:
        """Where the noun phrase proper ends: before its apposition or relative clause."""
        match = _CORE_END.search(self.text, start + 1, end)
        return match.start() if match and match.start() > start else end

    def _name_head(self, start: int, end: int, inside: list[Mention]) -> Mention | None:
        relative = re.search(r"\b(?:who|whom|which|whose|that)\b", self.text[start:end])
        stop = start + relative.start() if relative and relative.start() > 0 else end
        heads = [m for m in inside if m.form == "name" and m.start < stop and self._may_head(m, start, stop)]
        people = [m for m in heads if m.kind == "person"]
        unknown = [m for m in heads if m.kind == "unknown"]
        if people:
            return people[0]
        if unknown and not (heads[0].kind == "organisation" and heads[0].start <= start + 4):
            return unknown[0]
        return heads[0] if heads else None

    def _may_head(self, mention: Mention, start: int, stop: int) -> bool:
        if re.match(r"[’']s?(?!\w)", self.text[mention.end : mention.end + 3]):
            return False
        before = self.text[start : max(start, mention.start)]
        if re.search(
            r"\b(?:of|for|from|at|with|in|to|by|on|near|about|against|behind|under|inside)\s+(?:the\s+|his\s+|her\s+|their\s+)?(?:[\w-]+\s+)?$",
            before,
        ):
            return False
        after = self.text[mention.end : min(stop, mention.end + 40)]
        noun = re.match(r"[ \u00a0-]((?:[a-z][\w’'-]*[ \u00a0]?){1,4})", after)
        if noun and mention.kind != "person":
            words = [w.lower() for w in noun[1].split()]
            cut = next(
                (
                    i
                    for i, w in enumerate(words)
                    if w in ("of", "for", "in", "at", "who", "and", "from", "with", "to", "on", "has", "is")
                ),
                len(words),
            )
            if cut and names.role_at_end(words[:cut]):
                return False
            if (cut and mention.kind == "place") or (mention.words and mention.words[-1] in names.adjectives()):
                return False
            if cut and _is_plural(" ".join(words[:cut])):
                return False
        return True

    def _noun_head(self, start: int, end: int, inside: list[Mention]) -> Mention:
        core = self._core(start, end)
        bare = _PREPOSITION.search(self.text, start, core)
        stop = bare.start() if bare and bare.start() > start else core
        for mention in inside:
            if mention.form == "nominal" and mention.start <= start + 1 and mention.end <= core:
                mention.name_span = (start, self._label_end(start, core))
                return mention
        return self._phrase(start, core, "", False, stop)

    def _label_end(self, start: int, core: int) -> int:
        words = list(re.finditer(r"\S+", self.text[start:core]))
        return start + words[min(len(words), 12) - 1].end() if words else core

    def _phrase(self, start: int, end: int, kind: str, joined: bool, stop: int | None = None) -> Mention:
        """A mention for a noun phrase without determiner or of several parts, e.g. "police", "NATO officials"."""
        words = [w.strip(".,") for w in self.text[start : stop or end].lower().split()]
        words = [w for w in words if w]
        mention = Mention(start, end, "nominal", kind or "person", role=self.text[start:end])
        mention.name_span = (start, self._label_end(start, end))
        mention.words = [plain(w) for w in words]
        determiner = (
            words[0]
            if words and words[0] in ("the", "a", "an", "his", "her", "their", "its", "another", "one", "two")
            else ""
        )
        mention.determiner = "joined" if joined else determiner
        if not kind:
            self._noun_kind(mention, words)
        mention.plural = kind == "group" or mention.kind == "group"
        near = [
            m
            for m in self.found[max(0, self._at(start) - 1) : self._at(start) + 2]
            if m.start == start and m.form == "nominal"
        ]
        for old in near:
            if old.end <= end:
                self.found.remove(old)
        return self._add(mention)

    def _noun_kind(self, mention: Mention, words: list[str]) -> None:
        role, body = names.role_at_end(words), names.body_at_end(words)
        if role and (body is None or role[0] >= body[0]):
            mention.head = " ".join(
                [*words[len(words) - role[0] : -1], names.singular(words[-1]) if role[1] else words[-1]]
            )
            mention.kind = "group" if role[1] else "person"
        elif words and words[-1] in _PLURAL_WORDS and words[-1] not in _BODY_WORDS:
            mention.kind, mention.head = "group", words[-1]
        elif body or (words and words[-1] in _BODY_WORDS):
            mention.kind = "group" if (body and body[1]) or words[-1] == "media" else "organisation"
            mention.head = names.singular(words[-1]) if body and body[1] else words[-1]
        elif words and words[-1].endswith("s") and not words[-1].endswith("ss"):
            mention.kind, mention.head = "group", names.singular(words[-1])
        elif words:
            mention.kind, mention.head = "unknown", words[-1]
        mention.gender = names.roles().get(mention.head, ("", ""))[0]


def _is_plural(phrase: str) -> bool:
    words = phrase.lower().split()
    if not words:
        return False
    last = words[-1].strip(",.")
    return last in _PLURAL_WORDS or (last.endswith("s") and not last.endswith(("ss", "’s", "'s", "us", "is")))
