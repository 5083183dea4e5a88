"""Noun phrases and pronouns brought to the names, or to the unnamed people and bodies, that they stand for.

A pronoun or a noun phrase goes to the best of the candidates before it that agree in number, gender and kind; words
inside quotations and posts are not the reporter's and hardly count.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from analysis.columns import Span
from analysis.extractors.attribution.mending import DATELINE
from analysis.extractors.people import names
from analysis.extractors.people.agreement import agrees, fits, noun_class
from analysis.extractors.people.antecedents import Antecedents
from analysis.extractors.people.entities import Entity, display_name, may_be_either, role_beside, uncapitalised
from analysis.extractors.people.linking import Step, body_key, is_titled
from analysis.extractors.people.mentions import Mention, subject_rank
from analysis.extractors.people.names import plain
from analysis.extractors.records import Spans

# A paragraph up to its speaker: a quotation, and perhaps a verb: '"We are sorry," said ...'
_QUOTED_FIRST = re.compile(r"\s*[“\"‘'].*[,.?!][”\"’']\s+(?:[a-z]+\s)?", re.DOTALL)
# "A retired colonel by the name of Jane Roe", "a man who calls himself Tom Hill".
_CALLED = re.compile(r" (?:by the name of|named|called|who (?:calls|called|styles|styled) (?:him|her)self) ")
# Between a name and a noun phrase beside it: "Jane Roe, 81, a teacher", "the jeweller himself, Tom Hill".
_BESIDE = re.compile(r"(?: (?:him|her|it)self)?,[ \u00a0](?:\d{1,3}, )?| ")
_INNER = re.compile(r"^(?:an?|one|another) [^,]*?\b(?:for|of|to) ", re.IGNORECASE)
# What tells an unnamed person apart, up to the verb: "a woman in a bathrobe was …".
_DETAIL = re.compile(
    r"[ \u00a0](?:in|with|from|at|on|behind|near)[ \u00a0](?:an?|the|his|her)(?:[ \u00a0][a-z-]+){1,3}?"
    r"(?=[,.;]|[ \u00a0](?:was|is|had|has|who|said|told|asked)\b)"
)
_VOICE = re.compile(r"an? (?:(?P<of>\w+) )?spokes(?:man|woman|person)", re.IGNORECASE)
# An apposition between a name and "who".
_APPOSED = re.compile(r", (?:\d{1,3}, )?(?:an?|the|then|now|his|her|its|their) [^,.;:]{3,80}, ")
_VAGUE = re.compile(r"(?:no|an?|any|every|each|some)\b", re.IGNORECASE)
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_SENTENCE_ENDS = ".!?…:\"”’'»)"
_ANAPHORIC = frozenset(["the", "this", "these", "those", "both"])
_NEW_AFTER_NAME = frozenset(["a", "an", "one", "his", "her", "their", "its", "another"])


class Discourse(Antecedents):
    """The mentions of a text with the entities they belong to; `steps` says why, mention by mention."""

    def __init__(
        self,
        text: str,
        found: Sequence[Mention],
        sentences: Sequence[Span],
        blocks: Sequence[Span],
        speaker_of: Callable[[Mention], Mention | None] = lambda _: None,
        said_by: Callable[[Mention], Spans] = lambda _: (),
    ) -> None:
        """`found` as `mentions` gives them, with `quoted`, `in_content`, `speaks` and `aside` filled in.

        `blocks` are the paragraphs; `speaker_of` tells who speaks the words that a mention stands in,
        `said_by` what a mention is told to say in words that are not quoted.
        """
        firsts, openings = [start for start, _ in sentences], [start for start, _ in blocks]
        for mention in found:
            mention.sentence = bisect_right(firsts, mention.start)
            mention.paragraph = bisect_right(openings, mention.start)
            mention.subject = subject_rank(text, mention)
        self._openings = openings
        has_headline = bool(blocks) and text[blocks[0][1] - 1] not in _SENTENCE_ENDS
        super().__init__(text, found, has_headline, speaker_of, said_by)
        self._link_appositions()
        # Offices of two words or more, by which the text may call their holders.
        self._roles = {_office_key(e.role): e.key for e in self.entities if " " in e.role}
        self._link_the_rest()
        self._link_forward()

    # Noun phrases beside a name -------------------------------------------------------------------------------

    def _link_appositions(self) -> None:
        """Join "Jane Roe, the mayor," and "The mayor, Jane Roe,": the noun phrase tells the name's role."""
        for index, one in enumerate(self.mentions):
            after = self._next_outside(index)
            if after is None or {one.form, self.mentions[after].form} != {"name", "nominal"}:
                continue
            other = self.mentions[after]
            gap = self.text[one.end : other.start]
            at, beside = (index, after) if one.form == "nominal" else (after, index)
            agree = _kinds_agree(self.mentions[at], self.mentions[beside])
            called = _CALLED.fullmatch(gap) and one.form == "nominal" and other.kind != "place"
            titled = gap == ", the " and is_titled(other)  # "The vicar, the Rev Jane Roe,"
            beside_it = (_BESIDE.fullmatch(gap) or titled) and self._is_apposition(one, other, gap)
            if agree and (called or beside_it):
                self._join_nominal(at, beside)

    def _next_outside(self, index: int) -> int | None:
        end = self.mentions[index].end
        called = _CALLED.match(self.text, end)
        end = called.end() if called else end
        near = range(index + 1, min(index + 6, len(self.mentions)))
        return next((later for later in near if self.mentions[later].start >= end), None)

    def _is_apposition(self, one: Mention, other: Mention, gap: str) -> bool:
        after = self.text[other.end : other.end + 30]
        closed = bool(re.match(r"\s*(?:[,.;:)—–]|who\b|$)", after))
        if gap == " ":
            return one.form == "nominal" and one.determiner not in ("a", "an") and other.kind != "place"
        if other.form == "nominal":
            of_phrase = re.match(r"[ \u00a0](?:of|for|in|at|to|from|behind|that|which)\b", after)
            return other.determiner in _NEW_AFTER_NAME or closed or bool(of_phrase)
        return closed or "self" in gap or (one.subject > 0 and one.determiner not in ("no", "every", "each"))

    def _join_nominal(self, index: int, name_index: int) -> None:
        nominal, named = self.mentions[index], self.mentions[name_index]
        entity = self.entities[named.entity]
        if may_be_either(nominal.head):
            nominal.kind = entity.kind if entity.kind != "unknown" else "organisation"
        nominal.entity = entity.key
        entity.kind = nominal.kind if entity.kind == "unknown" else entity.kind
        entity.described(nominal.head, nominal.kind)
        entity.gender = entity.gender or nominal.gender
        if nominal.kind == "person" and not entity.role:
            entity.role = role_beside(self.text, nominal, index < name_index)
        self.steps[index] = Step(name_index, f"stands beside the name “{named.name}”", 0.95)

    # The rest, in text order ----------------------------------------------------------------------------------

    def _link_the_rest(self) -> None:
        for index, mention in enumerate(self.mentions):
            if mention.entity < 0:
                if mention.form == "nominal":
                    self._nominal(index)
                elif mention.head in ("he", "she") or (mention.speaks and mention.form == "pronoun"):
                    self._pronoun(index)
            self._saw(index)

    def _nominal(self, index: int) -> None:
        mention = self.mentions[index]
        if mention.determiner in _ANAPHORIC and self._anaphoric(index):
            return
        if mention.determiner == "the" and self._tells_by_name(mention):
            self._bare_noun(index)
            return
        if mention.words in (["one"], ["another"]):
            self._one(index)
        elif mention.determiner:
            detail = _DETAIL.match(self.text, mention.end, mention.end + 60)
            if detail and mention.kind == "person" and mention.determiner in ("a", "an") and not mention.name_span[1]:
                mention.name_span = (mention.start, detail.end())
            key = self._new(index, mention.kind, "not named")
            if mention.speaks and mention.determiner in _OWNERS:
                self._name_by_owner(index, key)
            elif mention.speaks and (voice := _VOICE.fullmatch(self._label(mention))):
                self._name_by_body(index, key, voice["of"] or "")
            elif mention.speaks:
                self._name_by_inner(index, key)
        else:
            self._bare_noun(index)

    def _tells_by_name(self, mention: Mention) -> bool:
        """Whether a name in the noun phrase tells which one it is: "the Marsh campaign", not "the Danish navy"."""
        words = self._label(mention).split()[1:] if mention.kind != "person" else []
        return any(word[0].isupper() and plain(word) not in names.adjectives() for word in words if len(words) > 1)

    def _anaphoric(self, index: int) -> bool:
        """Whether a noun phrase with "the" leads back to somebody; it is joined then."""
        mention = self.mentions[index]
        defined = self._bare.get(plain(self.text[mention.start : mention.end]))
        in_office = self._roles.get(_office_key(self._label(mention)))
        found = None
        if defined is not None:
            self._join(index, defined, "the short name of")
        elif in_office is not None:
            self._join(index, in_office, "the office of")
        elif not self._tells_by_name(mention):
            found = self._definite(index)
        if found is not None:
            at, confidence = found
            reason = f"“the {mention.head}” fits it best of those before"
            self._join(index, self.mentions[at].entity, reason, confidence, at)
        return mention.entity >= 0

    def _name_by_owner(self, index: int, key: int) -> None:
        """Name "his lawyer" after whom "his" stands for: "Tom Hill's lawyer"."""
        mention, entity = self.mentions[index], self.entities[key]
        name = self._owner(mention, _OWNERS[mention.determiner], key)
        if name:
            entity.names = {f"{name}'s {self._label(mention).split(' ', 1)[-1]}": None}
            entity.affiliation = name
            self.steps[index] = Step(None, f"“{mention.determiner}” stands for {name}", 0.8)

    def _name_by_body(self, index: int, key: int, of: str) -> None:
        """Name "a spokesman" after the body that was just told of: "a spokesman for Acme"; with `of`, what the words
        themselves call it ("a council spokeswoman"), after one called so."""
        mention, entity = self.mentions[index], self.entities[key]
        name = self._owner(mention, "it", key)
        if name and not _VAGUE.match(name) and (not of or of.lower() in plain(name).split()):
            article = "the " if re.search(rf"\b[Tt]he {re.escape(name)}\b", self.text) else ""
            entity.names = {f"{self._label(mention)} for {article}{name}": None}
            entity.affiliation = name
            self.steps[index] = Step(None, f"speaks for {name}, told of just before", 0.6)

    def _owner(self, mention: Mention, head: str, key: int) -> str:
        """The name of whom a pronoun `head` in the place of `mention` would stand for; "" for none, or for `key`. A
        body ("it") is named in its paragraph or the sentence before."""
        owner = Mention(mention.start, mention.end, "pronoun", "unknown", head=head)
        owner.gender = {"he": "m", "she": "f"}.get(owner.head, "")
        owner.sentence, owner.paragraph, owner.quoted = mention.sentence, mention.paragraph, mention.quoted

        def agree(other: Entity) -> float | None:
            last = self.mentions[other.recent[-1]]
            near = last.paragraph == owner.paragraph or owner.sentence - last.sentence <= 1
            return agrees(owner, other) if other.key != key and (near or head != "it") else None

        found = self._search_for(owner, agree, self._said_by(mention))
        whose = self.entities[self.mentions[found[0]].entity] if found else None
        if whose is None or not whose.names:
            return ""
        return display_name(whose, "person" if whose.kind == "person" else "organisation")

    def _name_by_inner(self, index: int, key: int) -> None:
        """Name "a spokesman for the minister, Jane Roe" after whom he speaks for: "a spokesman for Jane Roe"."""
        label, end = self._label(self.mentions[index]), self.mentions[index].name_span[1]
        lead = _INNER.match(label)
        inner = next((m for m in self.mentions[index + 1 : index + 4] if m.end == end and m.form == "nominal"), None)
        if lead is None or inner is None or inner.entity < 0 or not self.entities[inner.entity].named:
            return
        whose = display_name(self.entities[inner.entity], self.entities[inner.entity].kind)
        self.entities[key].names = {f"{lead[0]}{whose}": None, label: None}

    def _bare_noun(self, index: int) -> None:
        """ "Police", "NATO officials": the same words are the same source; in a headline, short for somebody below."""
        mention = self.mentions[index]
        label = body_key(self._label(mention))
        if label in self._bare:
            return self._join(index, self._bare[label], "the same words as")
        if _office_key(label) in self._roles:
            return self._join(index, self._roles[_office_key(label)], "the office of")
        later = self._headline(index) if mention.paragraph == 1 and mention.kind == "person" else None
        if later is not None:
            return self._join(index, self.mentions[later].entity, "a headline's short words for", 0.7, later)
        self._bare[label] = self._new(index, mention.kind, "not named")
        return None

    def _one(self, index: int) -> None:
        """ "One added": one of the group named last. "Another said": a second of the kind named last."""
        mention = self.mentions[index]
        key = self._new(index, "person", "one of a group")
        if mention.words == ["another"]:
            self._another(index, key)
            return
        for earlier in range(index - 1, max(-1, index - 12), -1):
            other = self.mentions[earlier]
            if other.plural and other.form == "nominal" and other.sentence >= mention.sentence - 1:
                self.entities[key].names = {f"one of {uncapitalised(self.text[other.start : other.end])}": None}
                self.steps[index] = Step(earlier, "one of them", 0.8)
                return

    def _another(self, index: int, key: int) -> None:
        for earlier in range(index - 1, max(-1, index - 8), -1):
            other = self.mentions[earlier]
            if other.form == "nominal" and other.kind == "person" and other.speaks:
                self.entities[key].names = {f"another {other.head}": None}
                self.entities[key].described(other.head, "person")
                return

    def _definite(self, index: int) -> tuple[int, float] | None:
        """The mention that a noun phrase with "the" leads back to, and a confidence; None for somebody new."""
        mention = self.mentions[index]
        best = self._search(index, lambda entity: fits(mention, entity))
        if best is None:
            return None
        at, _, fit = best
        if fit < 4 and self.text[mention.end : mention.end + 4] == " of ":
            return None
        return at, 0.9 if fit >= 4 else 0.7 if fit >= 2 else 0.55

    def _pronoun(self, index: int) -> None:
        mention = self.mentions[index]
        found = (
            self._right_before(index) if mention.head == "who" else self._search(index, lambda e: agrees(mention, e))
        )
        if found is None:
            return
        at, confidence = found[0], found[1]
        entity = self.entities[self.mentions[at].entity]
        shown = (
            names.fullest(entity.names) if entity.names else self.text[self.mentions[at].start : self.mentions[at].end]
        )
        reason = f"pronoun “{mention.head}”: of those before it that agree, {shown} stands out"
        self._join(index, entity.key, reason, confidence, at)

    def _right_before(self, index: int) -> tuple[int, float] | None:
        """The mention that a relative pronoun follows: for "who" somebody, for "which" and "that" something; behind an
        apposition the name before it ("Jane Roe, a teacher running for Hill's seat, who said")."""
        target = self.mentions[index]
        human = self.text[target.start : target.end].lower().startswith("who")
        nearest = None
        for earlier in range(index - 1, max(-1, index - 6), -1):
            mention = self.mentions[earlier]
            if mention.entity < 0 or target.start - mention.end > 110 or mention.sentence != target.sentence:
                continue
            kind = self.entities[mention.entity].kind
            if kind in ("organisation", "place") if human else kind in ("person", "group"):
                continue
            if mention.form == "name" and _APPOSED.fullmatch(self.text, mention.end, target.start):
                return earlier, 0.9
            if nearest is None and target.start - mention.end <= 60:
                nearest = earlier, 0.9
        return nearest

    # Descriptions before the name -------------------------------------------------------------------------------

    def _link_forward(self) -> None:
        """Join the description that opens a report ("A farmer …") to the name that opens a paragraph soon after it."""
        opening = self._opening()
        if opening is None:
            return
        lead = self.mentions[opening]
        # A headline's "Sister" is the article's "sister of a man".
        same = (mention for mention in self.mentions[opening : opening + 3] if mention.entity == lead.entity)
        is_relative = any(map(self._is_relative, same))
        for index in range(opening + 1, min(opening + 40, len(self.mentions))):
            mention = self.mentions[index]
            if mention.paragraph > lead.paragraph + 3:
                return
            if is_relative and self._is_own_kin(index, lead.head):
                # "The sister of a man who died …": "Kit Arden, his sister".
                self._absorb(lead.entity, mention.entity, index, f"who is told to be the {lead.head}")
                return
            fresh = mention.form == "name" and mention.paragraph > lead.paragraph and not mention.quoted
            opens = fresh and (mention.subject == 2 or mention.speaks) and self._opens_paragraph(mention)
            if opens and not is_relative and self._is_told_of(opening, index):
                self._absorb(lead.entity, mention.entity, index, "the name that soon follows the description")
                return

    def _opening(self) -> int | None:
        first = next((mention.paragraph for mention in self.mentions if not mention.aside), 0)
        for index, mention in enumerate(self.mentions):
            if mention.paragraph > max(first + 1, 5):
                return None
            person = mention.form == "nominal" and mention.kind == "person" and not mention.aside
            if person and mention.determiner in ("the", "a", "an"):
                opens = self._opens_paragraph(mention) and mention.subject >= 0
                return index if opens and not self.entities[mention.entity].named else None
        return None

    def _is_relative(self, lead: Mention) -> bool:
        return self.text[lead.end : lead.end + 3] == " of" and noun_class(lead.head) == "kin"

    def _is_own_kin(self, index: int, head: str) -> bool:
        """Whether "his sister" stands beside the name at `index`, for the noun `head` "sister"."""
        after = self._next_outside(index)
        beside = self.mentions[after] if after is not None else None
        if beside is None or self.mentions[index].form != "name" or beside.entity != self.mentions[index].entity:
            return False
        return beside.head == head and beside.determiner in _OWNERS

    def _opens_paragraph(self, mention: Mention) -> bool:
        """Whether nothing but a dateline, or a quotation that it speaks, stands before `mention` in its paragraph."""
        before = self.text[self._openings[mention.paragraph - 1] : mention.start]
        if not before.strip(" \u00a0\"“'‘—–-") or DATELINE.fullmatch(before):
            return True
        return mention.speaks and _QUOTED_FIRST.fullmatch(before) is not None

    def _is_told_of(self, opening: int, index: int) -> bool:
        lead, mention = self.mentions[opening], self.mentions[index]
        entity, described = self.entities[mention.entity], self.entities[lead.entity]
        if entity.kind not in ("person", "unknown") or " " not in mention.name:
            return False
        if any(self.mentions[i].entity == entity.key for i in range(opening, index)):
            return False
        if entity.gender and described.gender and entity.gender != described.gender:
            return False
        known = {noun_class(lead.head)} - {"", "person", "kin"}
        return not known or not entity.classes or bool(known & entity.classes)

    def _headline(self, index: int) -> int | None:
        """The later mention that a headline's bare noun ("harbour chief") stands for: the first that shares a word."""
        mention = self.mentions[index]
        for later in range(index + 1, min(index + 25, len(self.mentions))):
            other = self.mentions[later]
            told = {*other.words, *other.role.lower().split(), other.head}
            below = other.paragraph > mention.paragraph and other.form != "pronoun" and other.kind == "person"
            if below and told & set(mention.words):
                if other.entity < 0:
                    self._nominal(later)
                return later
        return None


def _office_key(words: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", plain(words))


def _kinds_agree(nominal: Mention, named: Mention) -> bool:
    if named.entity < 0 or nominal.plural:
        return False
    if may_be_either(nominal.head):
        return named.kind != "place"
    return named.kind in (nominal.kind, "unknown") and nominal.kind in ("person", "organisation")
