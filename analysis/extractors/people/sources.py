"""What a source's words come down to: a name, a noun phrase, a pronoun, the speaker of the quotation it stands in.

The source "the company's chief executive, Jane Roe" is the mention "Jane Roe"; "Smith's lawyer" is not Smith.
"""

import re
from bisect import bisect_left
from itertools import pairwise

from analysis.columns import Span
from analysis.extractors.people import names
from analysis.extractors.people.mentions import Mention, is_sentence_start, mentions
from analysis.extractors.people.names import plain
from analysis.extractors.records import Spans

FIRST_PERSON = names.word_list("first person")
_PRONOUNS = dict(names.word_pairs("pronouns"))
# Pronouns that before a noun are only its owner or its determiner.
_OWN = frozenset(["her", "his", "their", "its", "that"])
_RELATIVE = frozenset(["who", "which", "that", "whom"])
_LEAD = re.compile(
    r"(?:(?:by|from|to|and|but|according to|even|only|then|also|as|meanwhile|both)\s+|[\s,;:—–“”\"‘(-]+)+",
    re.IGNORECASE,
)
_CORE_END = re.compile(r"\s*(?:,|;|\(|—|–|\b(?:who|whom|which|that|whose)\b)")
_RELATIVE_CLAUSE = re.compile(r"\b(?:who|whom|which|whose|that)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|for|in|at|from|with|on|near|to|by|under|behind|inside|outside|across|familiar|involved|living|working"
    r"|speaking|briefed|close)\b"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|for|from|at|with|in|to|by|on|near|about|against|behind|under|inside)\s+"
    r"(?:[a-z][\w-]*\s+){0,3}(?:[\w-]+\s+)?$"
)
_POSSESSIVE = re.compile(r"[’']s?(?!\w)")
_NOUNS_BEHIND = re.compile(r"[ \u00a0-]((?:[a-z][\w’'-]*[ \u00a0]?){1,4})")
_NOUNS_END = frozenset(["of", "for", "in", "at", "who", "and", "from", "with", "to", "on", "has", "is"])
_BETWEEN_NAMES = re.compile(r",? (?:and|&|or) (?:the )?|, (?:the )?")
_JOINT = re.compile(r" (?:and|or) ")
_SECOND_PARTY = re.compile(
    r"(?:his|her|their|the|a|an|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|other) "
)
# "A spokeswoman for the minister, Tom Hill": who is spoken for stands before the comma.
_SPEAKS_FOR = re.compile(r"(?:\w+ )?(?P<noun>[a-z-]+) (?:for|of|to) (?:the|his|her|their|an?) [^,]{3,60}, $")
# "A laboratory hired by the seller, Acme": not Acme.
_DONE_BY = re.compile(r"(?:\w+ )?(?P<noun>[a-z-]+) [a-z]+ed by [^,]{3,60}, $")
_FIRST_PARTY = re.compile(r"(?:[Tt]he|[Aa]n?|[A-Z])")
# What stands before the noun phrase that a relative pronoun takes up.
_BEFORE_ANTECEDENT = re.compile(
    r"(?:[,.;:“”\"()—–\n]|\b(?:from|by|of|to|with|for|at|in|on|about|against|told|said|says|is|are|was|were|called|see|saw"
    r"|between|among|like|[a-z]+ed(?=\s(?:[A-Z]|(?:the|an?|some|many|several|two|three)\b)))\b)\s*"
)
_PLURAL_WORDS = names.word_list("plural words")
_BODY_WORDS = names.word_list("body words")
# Classes of bodies that are called after a state without being it.
_OF_STATE = frozenset(["ministry", "government", "forces"])
# "The Marsh campaign" is not Marsh.
_OWNED_BODIES = names.word_list("owned bodies")
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its", "another", "one", "two"])
_LONGEST_LABEL = 12  # words


class Reader:
    """Reads sources against the mentions of a text, and adds mentions that only a source shows ("police")."""

    def __init__(self, text: str, found: list[Mention], common: frozenset[str]) -> None:
        """`found`: as `mentions` gives them; sources read add to it. `common`: the text's `lower_words`."""
        self.text, self.found, self.common = text, found, common

    def read(self, spans: Spans) -> Mention | str:
        """The mention that heads the source, or a word that says whom it stands for: "i", "we", "you", "latter", ""."""
        if not spans:
            return ""
        start, end = self._trim(*spans[0])
        words = re.findall(r"[\w’'-]+", self.text[start:end].lower())
        if not words:
            return self.read(spans[1:])
        special = self._special(words, start, end)
        if special is not None:
            return special
        inside = self._inside(start, spans[-1][1], spans)
        if not any(mention.form == "name" for mention in inside):
            self._reread(start, end)
            inside = self._inside(start, spans[-1][1], spans)
        return self._group(start, end, inside) or self._name(start, end, inside) or self._noun(start, end, inside)

    def _trim(self, start: int, end: int) -> Span:
        lead = _LEAD.match(self.text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        while end > start and self.text[end - 1] in ' ,;:—–\n\u00a0“"(':
            end -= 1
        return start, end

    # Pronouns and the like ------------------------------------------------------------------------------------

    def _special(self, words: list[str], start: int, end: int) -> Mention | str | None:
        first, alone = words[0], len(words) == 1
        if first in FIRST_PERSON and self.text[start:end] != "US" and (alone or first not in ("my", "our", "us")):
            return first
        if alone and first in ("you", "your", "yourself"):
            return "you"
        if words[:2] in (["the", "latter"], ["the", "former"]) and not names.role_at_end(words):
            return words[1]
        if first in _RELATIVE and (alone or first != "that"):
            return self._antecedent(start) or self._pronoun(first, start)
        if first in _PRONOUNS and (alone or first not in _OWN or words[1] in ("who", "and")):
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

    def _antecedent(self, start: int) -> Mention | None:
        """The group before a relative pronoun that ends in no mention of its own ("… and NATO officials who")."""
        end = start - len(self.text[:start][-2:]) + len(self.text[max(0, start - 2) : start].rstrip(" ,\u00a0"))
        first = max((m.end() for m in _BEFORE_ANTECEDENT.finditer(self.text, max(0, start - 80), end)), default=end)
        phrase = self.text[first:end]
        if not _is_plural(phrase) or len(phrase) < 4 or any(m.end == end and m.form != "name" for m in self._near(end)):
            return None
        head = self.read(((first, end),))
        return head if isinstance(head, Mention) and head.end == end else None

    def _near(self, position: int) -> list[Mention]:
        return self.found[max(0, self._at(position) - 4) : self._at(position)]

    # The list of mentions -------------------------------------------------------------------------------------

    def _at(self, position: int) -> int:
        return bisect_left(self.found, position, key=lambda mention: mention.start)

    def _add(self, mention: Mention) -> Mention:
        self.found.insert(self._at(mention.start), mention)
        return mention

    def _inside(self, start: int, end: int, spans: Spans) -> list[Mention]:
        near = self.found[max(0, self._at(start) - 3) : self._at(end)]
        return [m for m in near if m.end > start and any(m.start < b and m.end > a for a, b in spans)]

    def _reread(self, start: int, end: int) -> None:
        """Read the source's words by themselves: in a headline nothing else was read."""
        for mention in mentions(self.text, start, end, self.common):
            taken = any(
                m.start < mention.end and mention.start < m.end for m in self._inside(start, end, ((start, end),))
            )
            if mention.form == "name" and not taken:
                self._add(mention)

    # Groups -----------------------------------------------------------------------------------------------------

    def _group(self, start: int, end: int, inside: list[Mention]) -> Mention | None:
        """A mention for several sources named together: "Jane Roe and Tom Hill", "Western media and NATO officials".

        What stands in brackets ("Jane Roe (Ind, Brask and Hollin)") is told of the one before them.
        """
        bracket = self.text.find("(", start + 1, end)
        end = bracket if bracket >= 0 else end
        named = [m for m in inside if m.form == "name" and start <= m.start and m.end <= end and m.kind != "place"]
        if any(self._are_joined(start, end, one, other) for one, other in pairwise(named)):
            group = self._phrase(start, end, end, joined=True)
            apposed = [m.start for m in named if m.start > start and self.text.endswith(", ", 0, m.start)]
            if apposed and not any(m.end <= apposed[0] and m.start == start for m in named):
                group.name_span = (apposed[0], end)  # "two Harlow oarsmen, Jane Roe and Tom Hill"
            return group
        core = self._core(start, end)
        joint = _JOINT.search(self.text, start, core)
        if joint is None:
            return None
        left, right = self.text[start : joint.start()], self.text[joint.end() : core]
        in_name = any(m.start <= joint.start() < m.end for m in inside if m.form == "name")
        first = _FIRST_PARTY.match(left) or any(m.start == start and m.end == joint.start() for m in named)
        parties = _SECOND_PARTY.match(right) and first and not in_name
        and_name = any(m.name_span[0] == joint.end() and m.start == joint.end() for m in inside if m.form == "name")
        body = names.body_at_end(left.lower().split()) if _FIRST_PARTY.match(left) else None
        if parties or (body and and_name and not in_name) or (_is_plural(left) and _is_plural(right)):
            return self._phrase(start, core, core, joined=True)
        return None

    def _are_joined(self, start: int, end: int, one: Mention, other: Mention) -> bool:
        gap = self.text[one.end : other.start]
        if not _BETWEEN_NAMES.fullmatch(gap) or _POSSESSIVE.match(self.text, other.end):
            return False
        if gap.strip() in (",", ", the") and " and " not in self.text[other.end : end]:
            return False
        # "Transport and Waterways Minister Jane Roe": the first word is part of the title.
        bare = plain(self.text[start : one.end]) in names.bodies()
        if bare and other.role and other.name_span[0] > other.start:
            return False
        return not _AFTER_PREPOSITION.search(self.text, start, one.start)

    # Names and nouns --------------------------------------------------------------------------------------------

    def _core(self, start: int, end: int) -> int:
        """Where the noun phrase proper ends: before its apposition or relative clause."""
        match = _CORE_END.search(self.text, start + 1, end)
        return match.start() if match else end

    def _name(self, start: int, end: int, inside: list[Mention]) -> Mention | None:
        relative = _RELATIVE_CLAUSE.search(self.text, start + 1, end)
        stop = relative.start() if relative else end
        core = self._core(start, end)
        bare = _PREPOSITION.search(self.text, start + 1, core)
        if bare and _is_plural(self.text[start : bare.start()]):
            # "Analysts at Energy Watch, a Leeds firm": what stands behind tells of the body.
            stop = core
        heads = [m for m in inside if m.form == "name" and m.start < stop and self._may_head(m, start, stop)]
        if not heads:
            return None
        by_kind = {mention.kind: mention for mention in reversed(heads)}
        body_first = heads[0].kind == "organisation" and heads[0].start <= start + 4
        return by_kind.get("person") or (by_kind.get("unknown") if not body_first else None) or heads[0]

    def _may_head(self, mention: Mention, start: int, stop: int) -> bool:
        """Whether a name is not only an owner, the object of a preposition, or an adjective to a noun behind it."""
        owner = _POSSESSIVE.match(self.text, mention.end)
        if (owner and owner.end() < stop) or _AFTER_PREPOSITION.search(self.text, start, mention.start):
            return False
        if self._is_spoken_for(mention, start):
            return False
        behind = _NOUNS_BEHIND.match(self.text, mention.end, min(stop, mention.end + 40))
        if behind is None:
            return True
        words = behind[1].lower().split()
        if words[0] in _OWNED_BODIES and " " not in mention.name:
            return False
        if mention.kind == "person":
            return True
        cut = next((i for i, word in enumerate(words) if word in _NOUNS_END), len(words))
        if not cut:
            return True
        if " " not in mention.name and names.body_at_end(words[:cut]):
            if mention.kind == "unknown" and is_sentence_start(self.text, mention.start):
                # "Exit poll": the capital is only the sentence's.
                return False
            if names.bodies().get(words[cut - 1], frozenset()) & _OF_STATE:
                # "The Osmethi foreign ministry": whose ministry it is.
                return False
        adjective = mention.kind == "place" or bool(mention.words and mention.words[-1] in names.adjectives())
        return not (adjective or names.role_at_end(words[:cut]) or _is_plural(" ".join(words[:cut])))

    def _is_spoken_for(self, mention: Mention, start: int) -> bool:
        """Whether a name in apposition cannot be the speaker's own: "a spokeswoman for the minister, Tom Hill"."""
        done = _DONE_BY.match(self.text, start, mention.start)
        if done and names.body_at_end([done["noun"]]):
            return True
        match = _SPEAKS_FOR.match(self.text, start, mention.start)
        gender = names.roles().get(match["noun"], ("", ""))[0] if match else ""
        return bool(gender and mention.gender) and gender != mention.gender

    def _noun(self, start: int, end: int, inside: list[Mention]) -> Mention:
        core = self._core(start, end)
        for mention in inside:
            if mention.form == "nominal" and mention.start <= start + 1 and mention.end <= core:
                mention.name_span = (start, self._label_end(start, core))
                return mention
        bare = _PREPOSITION.search(self.text, start + 1, core)
        return self._phrase(start, core, bare.start() if bare else core)

    def _label_end(self, start: int, core: int) -> int:
        words = list(re.finditer(r"\S+", self.text[start:core]))
        return start + words[min(len(words), _LONGEST_LABEL) - 1].end() if words else core

    def _phrase(self, start: int, end: int, stop: int, joined: bool = False) -> Mention:
        """A mention for a noun phrase that no rule saw before, its noun the last word before `stop`; or for a group."""
        words = [word for word in (w.strip(".,") for w in self.text[start:stop].lower().split()) if word]
        mention = Mention(start, end, "nominal", "group", role=self.text[start:end], plural=True)
        mention.name_span = (start, self._label_end(start, end))
        mention.words = [plain(word) for word in words]
        mention.determiner = "joined" if joined else words[0] if words and words[0] in _DETERMINERS else ""
        if not joined:
            mention.kind, mention.head = _noun_kind(words)
            mention.plural = mention.kind == "group"
            mention.gender = names.roles().get(mention.head, ("", ""))[0]
        for old in self._inside(start, start + 1, ((start, start + 1),)):
            if old.form == "nominal" and old.start == start and old.end <= end:
                self.found.remove(old)
        return self._add(mention)


def _noun_kind(words: list[str]) -> tuple[str, str]:
    """Kind and head noun of a phrase that ends in any word: "police", "NATO officials", "sources"."""
    if not words:
        return "unknown", ""
    last = words[-1]
    role, body = names.role_at_end(words), names.body_at_end(words)
    if role and (body is None or role[0] >= body[0]):
        head = " ".join([*words[len(words) - role[0] : -1], names.singular(last) if role[1] else last])
        return "group" if role[1] else "person", head
    if last in _PLURAL_WORDS and last not in _BODY_WORDS:
        return "group", last
    if body or last in _BODY_WORDS:
        many = bool(body and body[1])
        return "group" if many or last == "media" else "organisation", names.singular(last) if many else last
    return ("group", names.singular(last)) if _is_plural(last) else ("unknown", last)


def _is_plural(phrase: str) -> bool:
    last = phrase.lower().split()[-1].strip(",.") if phrase.split() else ""
    return last in _PLURAL_WORDS or (last.endswith("s") and not last.endswith(("ss", "’s", "'s", "us", "is")))
