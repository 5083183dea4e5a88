"""Names of one person or body brought together: full names, surnames, first names, short forms, abbreviations."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analysis.extractors.people import names
from analysis.extractors.people.entities import Entity, classes_of, role_before, role_behind
from analysis.extractors.people.mentions import Mention, is_sentence_start
from analysis.extractors.people.names import plain

_DEFINES = re.compile(
    r"(?:,? [A-Z]{2,4}\.?)?[ \u00a0]\(((?:the |or |and |together |[“\"‘'][^“”\"()\n]{2,40}[”\"’'],? ?)+)\)"
)
_QUOTED_WORDS = re.compile(r"[“\"‘']([^“”\"‘’'()\n]{2,40})[”\"’']")
_AGE = re.compile(r",[ \u00a0](?:aged[ \u00a0])?(\d{1,2})\b")
_WHO = re.compile(r",?[ \u00a0]who\b")
# Titles that go before a first name: "Rev Hal" for the Rev Hal Pym.
_BY_FIRST_NAME = names.word_list("before first names")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?[ \u00a0](\w+)")


@dataclass(frozen=True, slots=True)
class Step:
    """Why a mention belongs to its entity: the mention it leads back to (None: none), the reason, a confidence."""

    antecedent: int | None
    reason: str
    confidence: float


class NameLinks:
    """The entities that the names of a text stand for; `steps` says for each mention, by position, why."""

    def __init__(self, text: str, found: Sequence[Mention]) -> None:
        """`found`: the mentions in text order; those with a name get their `entity`."""
        self.text, self.mentions = text, found
        self.entities: list[Entity] = []
        self.steps: dict[int, Step] = {}
        self._families: dict[str, list[int]] = defaultdict(list)
        self._givens: dict[str, list[int]] = defaultdict(list)
        self._initials: dict[str, set[int]] = defaultdict(set)
        self._counts: Counter[int] = Counter()
        self._bodies: dict[str, int] = {}
        self._body_parts: dict[str, list[int]] = defaultdict(list)
        # Noun phrases without determiner, and short names that the text defines, by their words.
        self._bare: dict[str, int] = {}
        self._link_names()

    def _link_names(self) -> None:
        named = [i for i, m in enumerate(self.mentions) if m.form == "name"]
        short = [i for i in named if " " not in self.mentions[i].name and self.mentions[i].kind != "organisation"]
        for index in sorted(set(named) - set(short)):
            if self.mentions[index].kind == "person" or self.mentions[index].kind == "unknown":
                self._person_name(index)
            else:
                self._body_name(index)
        self._link_brackets(named)
        self._link_definitions(named)
        for index in short:
            self._short_name(index)

    # Full names ---------------------------------------------------------------------------------------------

    def _person_name(self, index: int) -> None:
        mention = self.mentions[index]
        known = self._bodies.get(body_key(mention.name))
        if mention.kind == "unknown" and known is not None:
            return self._join(index, known, "the same name")
        family = names.family_key(mention.name)
        for key in reversed(self._families[family]):
            if self._may_be(mention, key):
                return self._join(index, key, "the same name")
        key = self._new(index, mention.kind, "a name")
        self._families[family].append(key)
        given = names.parts(mention.name).given
        if given and mention.kind == "person":
            self._givens[given[0]].append(key)
        self._initials[initials(mention.name)].add(key)
        if mention.kind == "unknown":
            self._index_body(mention.name, key)
        return None

    def _may_be(self, mention: Mention, key: int) -> bool:
        entity = self.entities[key]
        if is_titled(mention) and mention.gender and entity.gender and mention.gender != entity.gender:
            return False
        return all(names.same_person(mention.name, name) for name in entity.names if " " in name)

    def _body_name(self, index: int) -> None:
        mention = self.mentions[index]
        key = self._bodies.get(body_key(mention.name))
        key = self._by_initials(mention) if key is None else key
        key = self._shortened(mention) if key is None and " " in mention.name else key
        if key is not None:
            return self._join(index, key, "the same name")
        key = self._new(index, mention.kind, "a name")
        self._index_body(mention.name, key)
        return None

    def _index_body(self, name: str, key: int) -> None:
        self._bodies[body_key(name)] = key
        words = body_key(name).split()
        for size in range(1, len(words)):
            self._body_parts[" ".join(words[:size])].append(key)
            self._body_parts[" ".join(words[-size:])].append(key)
        self._initials[initials(name)].add(key)

    def _by_initials(self, mention: Mention) -> int | None:
        """An acronym goes to the one body before it with these initials; a label such as "HA:" to the one person."""
        letters = mention.name.replace(".", "")
        if not (letters.isupper() and 2 <= len(letters) <= 7 and " " not in mention.name):
            return None
        label = self.text[mention.end : mention.end + 1] == ":"
        keys = {key for key in self._initials.get(letters, ()) if label or self.entities[key].kind != "person"}
        return keys.pop() if len(keys) == 1 else None

    def _shortened(self, mention: Mention) -> int | None:
        """A name that begins or ends a longer one goes to the last body before it that bears that."""
        if mention.kind == "place":
            return None
        keys = [k for k in self._body_parts.get(body_key(mention.name), ()) if self.entities[k].kind != "person"]
        return keys[-1] if keys else None

    # Short names that the text introduces -------------------------------------------------------------------

    def _link_brackets(self, named: list[int]) -> None:
        """Join "World Health Organization (WHO)" and "WHO (World Health Organization)"."""
        for one, other in pairwise(named):
            first, second = self.mentions[one], self.mentions[other]
            bracketed = self.text[first.end : second.start].strip() in ("(", "(the")
            if bracketed and self.text[second.end : second.end + 1] == ")" and abbreviates(first.name, second.name):
                if second.entity >= 0 and second.entity != first.entity:
                    self._absorb(second.entity, first.entity, one, "the name behind which it stands in brackets")
                self._bodies[body_key(second.name)] = first.entity
                reason = f"“{second.name}” stands in brackets behind the full name"
                self._note(other, first.entity, Step(one, reason, 0.97))
                self.entities[first.entity].kind = "organisation"

    def _link_definitions(self, named: list[int]) -> None:
        """Note the short names that a press release defines: 'Acme AS (“Acme” or “the Company”)'."""
        for index in named:
            mention = self.mentions[index]
            bracket = _DEFINES.match(self.text, mention.end)
            if not bracket or mention.entity < 0:
                continue
            entity = self.entities[mention.entity]
            entity.kind = "organisation"
            for word in _QUOTED_WORDS.findall(bracket[1]):
                self._bodies.setdefault(body_key(word), entity.key)
                self._bare[plain(word)] = entity.key
                entity.heads.add(body_key(word))

    def _short_name(self, index: int) -> None:
        mention = self.mentions[index]
        keys = [k for k in self._families.get(names.family_key(mention.name), ()) if self._may_be(mention, k)]
        figure = names.figures().get(plain(mention.name))
        is_figure = figure is not None and bool(figure.office) and figure.surname_alone
        if keys and (is_figure or mention.role or not self._is_firm(mention)):
            return self._join_nearest(index, keys, "the surname of")
        by_given = not mention.role or mention.role.lower().rstrip(".") in _BY_FIRST_NAME
        given = set(self._givens.get(plain(mention.name), ())) if by_given else set()
        if len(given) == 1:
            return self._join(index, given.pop(), "the first name of")
        if mention.kind != "person" and not is_figure:
            for key in (self._bodies.get(body_key(mention.name)), self._shortened(mention), self._by_initials(mention)):
                if key is not None:
                    return self._join(index, key, "a short form of the name")
        close = self._misspelt(mention)
        if close is not None:
            return self._join(index, close, "spelt almost like", 0.6)
        self._families[names.family_key(mention.name)].append(self._new(index, mention.kind, "a name"))
        if mention.kind != "person":
            self._bodies[body_key(mention.name)] = mention.entity
        return None

    def _is_firm(self, mention: Mention) -> bool:
        """Whether a bare surname is a body's: one has it in its name, and the person is always "Mr" or "Ms"."""
        bodies = [k for k in self._body_parts.get(plain(mention.name), ()) if self.entities[k].kind == "organisation"]
        return bool(bodies) and mention.name in self._titled

    @cached_property
    def _titled(self) -> frozenset[str]:
        return frozenset(_TITLED.findall(self.text))

    def _misspelt(self, mention: Mention) -> int | None:
        if mention.kind != "unknown" or not mention.speaks:
            return None
        word = plain(mention.name)
        close = {k for family, keys in self._families.items() if names.likely_misspelt(family, word) for k in keys}
        return close.pop() if len(close) == 1 else None

    def _join_nearest(self, index: int, keys: list[int], reason: str) -> None:
        """Of several bearers of a surname, the one named last before the mention; before all of them, the first."""
        if len(set(keys)) == 1:
            return self._join(index, keys[0], reason)
        main = self._main_bearer(self.mentions[index], keys)
        if main is not None:
            return self._join(index, main, reason, 0.85)
        for earlier in range(index - 1, max(-1, index - 300), -1):
            if self.mentions[earlier].entity in keys:
                return self._join(index, self.mentions[earlier].entity, reason, 0.7)
        return self._join(index, keys[0], reason, 0.6)

    def _main_bearer(self, mention: Mention, keys: list[int]) -> int | None:
        """Whose a surname without title is whoever was named last: a public figure's, or one's named far more often."""
        if is_titled(mention):
            return None
        figure = names.figures().get(plain(mention.name))
        for key in set(keys):
            if figure is not None and figure.surname_alone and figure.name in self.entities[key].names:
                return key
        often = sorted({(self._counts[key], key) for key in keys}, reverse=True)
        return often[0][1] if often[0][0] >= max(6, 4 * often[1][0]) else None

    # Bookkeeping --------------------------------------------------------------------------------------------

    def _new(self, index: int, kind: str, reason: str) -> int:
        entity = Entity(len(self.entities), kind)
        self.entities.append(entity)
        self._note(index, entity.key, Step(None, reason, 0.95))
        return entity.key

    def _join(self, index: int, key: int, reason: str, confidence: float = 0.95, at: int | None = None) -> None:
        entity = self.entities[key]
        if at is None and entity.names and reason != "the same name":
            reason = f"{reason} “{names.fullest(entity.names)}”"
        self._note(index, key, Step(at, reason, confidence))

    def _note(self, index: int, key: int, step: Step) -> None:
        mention, entity = self.mentions[index], self.entities[key]
        mention.entity = key
        self.steps[index] = step
        # A lone capitalised word at the start of sentences only may be any word.
        lone = mention.form == "name" and mention.kind == "unknown" and " " not in mention.name and not mention.speaks
        entity.weak = entity.weak and lone and is_sentence_start(self.text, mention.start)
        entity.acts = entity.acts or mention.speaks or abs(mention.subject) == 2
        if mention.form == "pronoun":
            if entity.kind == "unknown" and mention.gender:
                entity.kind = "person"
            entity.gender = entity.gender or (mention.gender if entity.kind == "person" else "")
            entity.sure = entity.sure or entity.gender == mention.gender
            return
        entity.plural = entity.plural or mention.plural
        told = mention.gender if mention.form != "name" or is_titled(mention) else ""
        entity.gender = told if told and not entity.sure else entity.gender or mention.gender
        entity.sure = entity.sure or (bool(told) and told != names.gender(mention.name))
        if mention.form == "name":
            self._note_name(mention, entity)
        elif not entity.named:
            entity.called(self._label(mention), mention.words)
            entity.described(mention.head, mention.kind)
        elif entity.kind == "unknown" and mention.kind in ("person", "organisation"):
            entity.kind = mention.kind
            entity.classes |= classes_of(mention.head, mention.kind)

    def _note_name(self, mention: Mention, entity: Entity) -> None:
        entity.named = True
        self._counts[entity.key] += 1
        entity.called(mention.name, mention.words)
        if entity.kind == "unknown":
            entity.kind = mention.kind
        entity.described(mention.head, "person" if mention.kind == "person" else "organisation")
        entity.affiliation = entity.affiliation or mention.affiliation
        if mention.kind == "person":
            entity.role = max(entity.role, mention.role, key=len)
        if mention.kind in ("person", "unknown"):
            self._note_apposition(mention, entity)
        figure = names.figures().get(body_key(mention.name))
        if figure is not None and not entity.full:
            self._note_figure(figure, entity)

    def _note_figure(self, figure: names.Figure, entity: Entity) -> None:
        """What everybody knows of a newspaper, or of a figure named by surname."""
        if not figure.office:
            entity.described("newspaper", "organisation")
        elif figure.surname_alone and entity.kind in ("person", "unknown") and not entity.role:
            entity.kind = "person"
            entity.gender = entity.gender or figure.gender
            entity.nations.add(plain(figure.country))
            entity.described(figure.office, "person")

    def _note_apposition(self, mention: Mention, entity: Entity) -> None:
        """Age and role behind a name: "Jane Roe, 52, a nurse", "Jane Roe, chief executive of Acme"."""
        end = mention.end
        age = _AGE.match(self.text, end, end + 12)
        if age:
            entity.age, entity.kind, end = int(age[1]), "person", age.end()
        if entity.kind == "unknown" and entity.full and _WHO.match(self.text, end):
            entity.kind = "person"
        if mention.role or entity.role:
            return
        for role, affiliation, head in (role_before(self.text, mention.start), role_behind(self.text, end)):
            if head and not entity.role and not head.endswith("-year-old"):
                entity.kind, entity.role = "person", role
                entity.affiliation = entity.affiliation or affiliation
                entity.gender = entity.gender or names.roles().get(head, ("", ""))[0]
                entity.described(head, "person")

    def _label(self, mention: Mention) -> str:
        """The words of a mention without a name, of a source all that tells it apart."""
        span = mention.name_span if mention.name_span[1] else (mention.start, mention.end)
        return self.text[slice(*span)]

    def _absorb(self, old: int, new: int, at: int, reason: str) -> None:
        """Give the mentions of entity `old` to entity `new`; those that lead nowhere else lead to the mention `at`."""
        for index, mention in enumerate(self.mentions):
            if mention.entity == old:
                mention.entity = new
                if self.steps[index].antecedent is None and index != at:
                    self.steps[index] = Step(at, reason, 0.65)
        self.entities[new].absorb(self.entities[old])


def is_titled(mention: Mention) -> bool:
    return mention.name_span[0] > mention.start


def body_key(name: str) -> str:
    """A body's name in `plain` form without "the"."""
    words = plain(name).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def initials(name: str) -> str:
    """The capital letters that begin the words of `name`."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())


def abbreviates(one: str, other: str) -> bool:
    """Whether the shorter of two names looks like an abbreviation of the longer."""
    long, short = sorted((one, other), key=len, reverse=True)
    letters = short.replace(".", "").replace("-", "")
    return letters[:1].upper() in initials(long) and " " not in short and len(letters) <= 12 and letters[:2].isupper()
