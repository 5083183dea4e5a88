"""Which mentions of a text name the same person or body: names first, then noun phrases and pronouns in text order.

A pronoun or a noun phrase goes to the best of the candidates before it that agree in number, gender and kind;
words inside quotations and posts are not the reporter's and hardly count. Only the last mentions before a
pronoun are looked at, so the time grows with the length of the text alone.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.columns import Span
from analysis.extractors import names
from analysis.extractors.mentions import Mention, is_sentence_start, subject_rank
from analysis.extractors.names import plain

# Mentions looked back at: a pronoun hardly ever refers back further, "the company" may.
_WINDOW, _NOMINAL_WINDOW = 60, 250
_COMPANY_LIKE = frozenset("company union charity party agency paper club school court ministry body committee forces".split())
# Nouns that may name any bearer of the class, besides those whose own title says so.
GENERIC_ROLES = {
    "office": "politician lawmaker official leader legislator minister republican democrat incumbent candidate diplomat envoy",
    "military": "officer soldier commander general",
    "police": "officer detective chief official",
    "law": "lawyer attorney barrister judge defendant suspect",
    "business": "executive boss chief businessman businesswoman manager spokesperson spokesman spokeswoman founder head official",
    "science": "scientist researcher academic expert scholar author professor doctor specialist",
    "media": "journalist reporter writer author editor broadcaster presenter",
    "arts": "artist star musician performer writer author",
    "sport": "player coach captain star athlete footballer manager champion",
    "civil": "activist campaigner organiser organizer protester",
    "religion": "cleric priest churchman leader",
}
_GENERIC = {word: cls for cls, line in GENERIC_ROLES.items() for word in line.split()}
_COLLECTIVE = frozenset("group team body organisation organization panel project collective".split())
# Classes of nouns that come back as "the striker" for a person introduced in other words.
_LOOSE_CLASSES = frozenset("arts sport civil kin person media business science".split())
# Nouns under which a body comes back whose name does not hold them; "the jury", "the museum" need it in the name.
_ANY_BODY = frozenset(
    """company firm corporation group business conglomerate manufacturer maker carmaker automaker drugmaker retailer supermarket
    chain airline carrier operator developer builder supplier producer startup start-up giant brewer lender bank insurer
    platform publisher studio label network union federation guild newspaper paper publication daily weekly tabloid
    broadsheet magazine journal outlet broadcaster agency website site channel station charity organisation organization
    ngo nonprofit campaign institute party alliance club side team franchise league body watchdog regulator ministry
    department bureau association society trust foundation movement militia consultancy contractor utility""".split()
) | {"news agency", "trade union", "think tank", "news site", "tech giant", "rights group", "campaign group"}
_HUMAN = frozenset("man woman boy girl father mother person teenager victim resident witness".split())


@dataclass(slots=True)
class Entity:
    """One person, body or group of a document. `names` are the names and noun phrases seen, in text order."""

    key: int
    kind: str
    names: list[str] = field(default_factory=list)
    gender: str = ""
    role: str = ""
    affiliation: str = ""
    heads: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    plural: bool = False
    named: bool = False
    age: int = 0
    weak: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """Why a mention belongs to its entity: the mention it leads back to (None: none), the reason, a confidence."""

    antecedent: int | None
    reason: str
    confidence: float


class Discourse:
    """The mentions of a text with the entities they belong to; `steps` says why, mention by mention."""

    def __init__(
        self,
        text: str,
        found: list[Mention],
        sentences: Sequence[Span],
        blocks: Sequence[Span],
        speaker_of: Callable[[Mention], Mention | None] = lambda _: None,
    ) -> None:
        """`found` as `mentions` gives them, with `quoted`, `in_content` and `speaks` filled in.

        `blocks` are the paragraphs; `speaker_of` tells who speaks the quotation that a mention stands in.
        """
        self._speaker_of = speaker_of
        self.text, self.mentions, self.entities = text, found, []
        self.steps: dict[int, Step] = {}
        self._families: dict[str, list[int]] = defaultdict(list)
        self._givens: dict[str, list[int]] = defaultdict(list)
        self._bodies: dict[str, int] = {}
        self._bare: dict[str, int] = {}
        self._body_words: dict[str, list[int]] = defaultdict(list)
        firsts, openings = [start for start, _ in sentences], [start for start, _ in blocks]
        for mention in found:
            mention.sentence = bisect_right(firsts, mention.start)
            mention.paragraph = bisect_right(openings, mention.start)
            mention.subject = subject_rank(text, mention)
        self._link_names()
        self._link_appositions()
        self._link_the_rest()
        self._link_forward()

    entities: list[Entity]

    # Names ------------------------------------------------------------------------------------------------

    def _link_names(self) -> None:
        named = [i for i, m in enumerate(self.mentions) if m.form == "name"]
        short = [i for i in named if " " not in self.mentions[i].name.strip() and self.mentions[i].kind != "organisation"]
        for index in sorted(set(named) - set(short)):
            self._full_name(index)
        self._link_brackets(named)
        for index in short:
            self._short_name(index)

    def _full_name(self, index: int) -> None:
        mention = self.mentions[index]
        if mention.kind == "person" or (mention.kind == "unknown" and " " in mention.name):
            self._person_name(index)
        else:
            self._body_name(index)

    def _person_name(self, index: int) -> None:
        mention = self.mentions[index]
        known = self._bodies.get(_body_key(mention.name))
        if mention.kind == "unknown" and known is not None:
            return self._join(index, known, "the same name")
        for key in reversed(self._families[names.family_key(mention.name)]):
            if self._may_be(mention, key):
                return self._join(index, key, "the same name")
        key = self._new(index, mention.kind, "a name")
        self._families[names.family_key(mention.name)].append(key)
        given = names.parts(mention.name).given
        if given and mention.kind == "person":
            self._givens[given[0]].append(key)
        if mention.kind == "unknown":
            self._bodies[_body_key(mention.name)] = key
            self._index_body_words(mention.name, key)
        return None

    def _may_be(self, mention: Mention, key: int) -> bool:
        entity = self.entities[key]
        if mention.gender and entity.gender and mention.gender != entity.gender and mention.role:
            return False
        return all(names.same_person(mention.name, name) for name in entity.names if " " in name)

    def _body_name(self, index: int) -> None:
        mention = self.mentions[index]
        key = self._bodies.get(_body_key(mention.name))
        if key is None:
            key = self._by_initials(mention.name)
        if key is None and " " in mention.name:
            key = self._shortened(mention)
        if key is not None:
            return self._join(index, key, "the same name")
        key = self._new(index, mention.kind, "a name")
        self._bodies[_body_key(mention.name)] = key
        self._index_body_words(mention.name, key)
        return None

    def _index_body_words(self, name: str, key: int) -> None:
        words = _body_key(name).split()
        for size in range(1, len(words)):
            self._body_words[" ".join(words[:size])].append(key)
            self._body_words[" ".join(words[-size:])].append(key)
        self._body_words[_initials(name)].append(key)

    def _by_initials(self, name: str) -> int | None:
        """An acronym goes to the one body before it with these initials."""
        letters = name.replace(".", "")
        if not (letters.isupper() and 2 <= len(letters) <= 7 and " " not in name):
            return None
        keys = {key for key in self._body_words.get(letters, ()) if self.entities[key].kind != "person"}
        return keys.pop() if len(keys) == 1 else None

    def _shortened(self, mention: Mention) -> int | None:
        """A body's name that begins or ends a longer one goes to the last one before it."""
        if mention.kind == "place":
            return None
        phrase = _body_key(mention.name)
        keys = [k for k in self._body_words.get(phrase, ()) if self.entities[k].kind in ("organisation", "unknown")]
        return keys[-1] if keys else None

    def _link_brackets(self, named: list[int]) -> None:
        """Join "World Health Organization (WHO)" and "WHO (World Health Organization)"."""
        self._link_definitions(named)
        for one, other in zip(named, named[1:], strict=False):
            first, second = self.mentions[one], self.mentions[other]
            gap = self.text[first.end : second.start]
            closes = self.text[second.end : second.end + 1] == ")"
            if gap.strip() in ("(", "(the") and closes and first.entity >= 0 and _abbreviates(first.name, second.name):
                old = second.entity
                for mention in self.mentions:
                    if mention.form == "name" and old >= 0 and mention.entity == old:
                        mention.entity = first.entity
                second.entity = first.entity
                self._bodies[_body_key(second.name)] = first.entity
                self._note(other, first.entity, Step(one, f"“{second.name}” stands in brackets behind the full name", 0.97))
                self.entities[first.entity].kind = "organisation"

    def _link_definitions(self, named: list[int]) -> None:
        """Note the short names that a press release defines: 'Acme AS (“Acme” or “the Company”)'."""
        for index in named:
            mention = self.mentions[index]
            bracket = _DEFINES.match(self.text, mention.end)
            if bracket and mention.entity >= 0:
                for word in _QUOTED_WORDS.findall(bracket[1]):
                    bare = re.sub(r"^[Tt]he ", "", word)
                    self._bodies.setdefault(plain(bare), mention.entity)
                    self._bare[plain(word)] = mention.entity
                    self.entities[mention.entity].heads.add(bare.lower())
                self.entities[mention.entity].kind = "organisation"

    def _short_name(self, index: int) -> None:
        mention = self.mentions[index]
        word = plain(mention.name)
        keys = self._families.get(names.family_key(mention.name), [])
        keys = [k for k in keys if self._may_be(mention, k)]
        if keys and not mention.role and self._is_firm(mention.name):
            keys = []
        if keys:
            return self._join_nearest(index, keys, "the surname of")
        given = [k for k in self._givens.get(word, []) if not mention.role]
        if len(set(given)) == 1:
            return self._join_nearest(index, given, "the first name of")
        for lookup in (self._bodies.get(word), self._shortened(mention)):
            if lookup is not None and mention.kind != "person":
                return self._join(index, lookup, "a short form of the name")
        close = [k for f, ks in self._families.items() if names.likely_misspelt(f, word) for k in ks] if mention.kind == "unknown" and mention.speaks else []
        if len(close) == 1:
            return self._join(index, close[0], "spelt almost like", 0.6)
        key = self._new(index, mention.kind, "a name")
        if mention.kind in ("person", "unknown"):
            self._families[names.family_key(mention.name)].append(key)
        if mention.kind != "person":
            self._bodies[word] = key
        return None

    def _is_firm(self, name: str) -> bool:
        """Whether a bare surname is a body's: one has it in its name, and the person is always "Mr" or "Ms"."""
        bodies = [k for k in self._body_words.get(plain(name), ()) if self.entities[k].kind == "organisation"]
        return bool(bodies) and bool(re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? {re.escape(name)}\b", self.text))

    def _join_nearest(self, index: int, keys: list[int], reason: str) -> None:
        """Of several bearers of a surname, the one named last before the mention; before all of them, the first."""
        if len(set(keys)) == 1:
            return self._join(index, keys[0], reason)
        last = {key: -1 for key in keys}
        for earlier in range(index - 1, max(-1, index - 400), -1):
            key = self.mentions[earlier].entity
            if key in last and last[key] < 0:
                last[key] = earlier
                break
        best = max(last, key=lambda k: (last[k], -k))
        return self._join(index, best, reason, 0.7)

    # Noun phrases and pronouns ------------------------------------------------------------------------------

    def _link_appositions(self) -> None:
        """Join "Jane Roe, the mayor," and "The mayor, Jane Roe,": the noun phrase tells the name's role."""
        for index, one in enumerate(self.mentions):
            after = next((i for i in range(index + 1, min(index + 6, len(self.mentions))) if self.mentions[i].start >= one.end), None)
            if after is None:
                continue
            other = self.mentions[after]
            gap = self.text[one.end : other.start]
            if {one.form, other.form} != {"name", "nominal"} or gap not in (", ", ",\u00a0", " "):
                continue
            nominal, named = (one, other) if one.form == "nominal" else (other, one)
            if _kinds_agree(nominal, named) and self._is_apposition(one, other, gap):
                at, beside = (index, after) if nominal is one else (after, index)
                self._join_nominal(at, beside, named)

    def _is_apposition(self, one: Mention, other: Mention, gap: str) -> bool:
        after = self.text[other.end : other.end + 30]
        closed = bool(re.match(r"\s*(?:[,.;:)—–]|who\b|$)", after))
        if gap == " ":
            return one.form == "nominal" and one.determiner not in ("a", "an") and other.kind != "place"
        if other.form == "nominal":
            if other.determiner in ("a", "an", "one", "his", "her", "their", "its", "another"):
                return True
            return closed or bool(re.match(r"[ \u00a0](?:of|for|in|at|to|from|behind)\b", after))
        return closed or (one.subject > 0 and one.determiner not in ("no", "every", "each"))

    def _join_nominal(self, index: int, name_index: int, named: Mention) -> None:
        nominal = self.mentions[index]
        entity = self.entities[named.entity]
        nominal.entity = entity.key
        if nominal.head in names.bodies() and nominal.head in names.roles():
            # "operator", "developer": the name tells which it is.
            nominal.kind = entity.kind if entity.kind != "unknown" else "person" if " " in named.name else "organisation"
        if entity.kind == "unknown":
            entity.kind = nominal.kind
        entity.heads.add(nominal.head)
        entity.classes |= _classes(nominal)
        entity.gender = entity.gender or nominal.gender
        if nominal.kind == "person" and not entity.role:
            entity.role = _to_comma(self.text, nominal, index < name_index)
        self.steps[index] = Step(name_index, f"stands beside the name “{named.name}”", 0.95)

    def _link_the_rest(self) -> None:
        for index, mention in enumerate(self.mentions):
            if mention.entity >= 0:
                continue
            if mention.form == "nominal":
                self._nominal(index)
            elif mention.head in ("he", "she") or (mention.speaks and mention.head in ("they", "it", "who")):
                self._pronoun(index)

    def _link_forward(self) -> None:
        """Join the description that opens a report ("A farmer …") to the name that opens a paragraph soon after it."""
        opening = self._opening()
        if opening is None:
            return
        lead = self.mentions[opening]
        for index in range(opening + 1, min(opening + 40, len(self.mentions))):
            mention = self.mentions[index]
            if mention.paragraph > lead.paragraph + 3:
                return
            if mention.form != "name" or mention.paragraph == lead.paragraph or mention.quoted:
                continue
            if mention.subject == 2 and self._opens_paragraph(mention) and self._is_told_of(lead, mention):
                self._absorb(lead.entity, mention.entity, index, "the name that soon follows the description")
                return

    def _opening(self) -> int | None:
        for index, mention in enumerate(self.mentions):
            if mention.form == "nominal" and mention.kind == "person" and mention.subject == 2 and mention.determiner in ("the", "a", "an"):
                entity = self.entities[mention.entity]
                kin = names.roles().get(mention.head, ("", ""))[1] == "kin" and self.text[mention.end : mention.end + 3] == " of"
                starts = self._opens_paragraph(mention)
                return None if entity.named or kin or not starts else index
            if mention.paragraph > 5:
                return None
        return None

    def _opens_paragraph(self, mention: Mention) -> bool:
        return self.text[max(0, mention.start - 3) : mention.start].strip(" \"“‘'—–-")[-1:] in ("", "\n", "\r")

    def _is_told_of(self, lead: Mention, mention: Mention) -> bool:
        entity, described = self.entities[mention.entity], self.entities[lead.entity]
        if entity.kind not in ("person", "unknown") or " " not in mention.name:
            return False
        if any(m.entity == entity.key for m in self.mentions[: self.mentions.index(mention)] if m.paragraph >= lead.paragraph):
            return False
        if entity.gender and described.gender and entity.gender != described.gender:
            return False
        cls = names.roles().get(lead.head, ("", ""))[1]
        return not entity.heads or lead.head in entity.heads or cls in entity.classes

    def _absorb(self, old: int, new: int, at: int, reason: str) -> None:
        for index, mention in enumerate(self.mentions):
            if mention.entity == old:
                mention.entity = new
                if self.steps[index].antecedent is None:
                    self.steps[index] = Step(at, reason, 0.65)
        self.entities[new].heads |= self.entities[old].heads
        self.entities[new].classes |= self.entities[old].classes
        self.entities[new].role = self.entities[new].role or self.entities[old].role
        self.entities[new].gender = self.entities[new].gender or self.entities[old].gender
        if self.entities[new].kind == "unknown":
            self.entities[new].kind = self.entities[old].kind

    def _headline(self, index: int) -> int | None:
        """The later mention that a headline's bare noun ("harbour chief") stands for: one of the first that shares a word."""
        mention = self.mentions[index]
        for later in range(index + 1, min(index + 25, len(self.mentions))):
            other = self.mentions[later]
            told = {*other.words, *other.role.lower().split(), other.head}
            if other.form != "pronoun" and other.kind == "person" and other.paragraph > mention.paragraph and told & set(mention.words):
                if other.entity < 0:
                    self._nominal(later)
                return later
        return None

    def _nominal(self, index: int) -> None:
        mention = self.mentions[index]
        if mention.determiner in ("the", "that", "this", "those", "these", "both") and not mention.quoted:
            found = self.definite(index)
            if found is not None:
                return self._join(index, self.mentions[found[0]].entity, found[1], found[2], found[0])
        if not mention.determiner:
            label = plain(self.text[slice(*mention.name_span)])
            if label in self._bare:
                return self._join(index, self._bare[label], "the same words as")
            later = self._headline(index) if mention.paragraph == 1 and mention.kind == "person" else None
            if later is not None:
                return self._join(index, self.mentions[later].entity, "a headline's short words for", 0.7, later)
            self._bare[label] = self._new(index, mention.kind, "not named")
            return None
        self._new(index, mention.kind, "not named")
        return None

    def definite(self, index: int) -> tuple[int, str, float] | None:
        """The mention that a noun phrase with "the" leads back to, the reason, a confidence; None for a new one."""
        mention = self.mentions[index]
        best = self._search(index, lambda entity: self._fits(mention, entity))
        if best is None:
            return None
        at, score = best
        reason = f"“the {mention.head}” is the nearest before it that fits"
        return (at, reason, 0.9 if score >= 4 else 0.7) if score >= 0.5 else None

    def _fits(self, mention: Mention, entity: Entity) -> float | None:
        """How well a noun phrase fits an entity, None when it cannot name it."""
        if mention.plural != entity.plural and not (mention.plural and entity.kind == "group"):
            return None
        if mention.gender and entity.gender and mention.gender != entity.gender:
            return None
        nation = {names.adjectives()[w] for w in mention.words if w in names.adjectives()}
        told = {names.adjectives()[w] for w in " ".join([*entity.names, entity.role]).casefold().split() if w in names.adjectives()}
        if nation and (told and not nation & told):
            return None
        if mention.head in entity.heads or mention.head.split()[-1:] == [h.split()[-1] for h in entity.heads if h][:1]:
            return 6.0
        if entity.weak:
            return None
        if mention.kind == "person" and entity.kind in ("person", "unknown") and entity.named:
            return self._fits_person(mention, entity)
        if mention.kind == "organisation" and entity.kind in ("organisation", "unknown") and entity.named:
            classes = names.bodies().get(mention.head, frozenset())
            if mention.head not in _ANY_BODY or (entity.kind == "unknown" and any(" " in name for name in entity.names)):
                return None
            if classes & entity.classes:
                return 2.5
            strange = {"rival", "other", "same", "parent", "sister", "new", "second", "former", "state", "local"} & set(mention.words)
            if entity.classes or strange or not classes & _COMPANY_LIKE or len(mention.words) > 2:
                return None
            return 1.4 if mention.words[:-1] else 2.2
        return self._fits_unnamed(mention, entity)

    def _fits_person(self, mention: Mention, entity: Entity) -> float | None:
        cls = names.roles().get(mention.head, ("", ""))[1]
        if _GENERIC.get(mention.head) in entity.classes or (cls in _LOOSE_CLASSES and cls in entity.classes):
            return 2.5
        if mention.head in _HUMAN and entity.kind == "person" and len(mention.words) == 1 and mention.gender:
            return 0.8
        # "The developer" of somebody of whom nothing was told yet; an office would have been.
        if mention.head in ("teenager", "teen"):
            return 3.0 if 12 < entity.age < 20 else None
        return 0.6 if cls in _LOOSE_CLASSES and not entity.heads and len(mention.words) < 3 and not mention.in_content else None

    def _fits_unnamed(self, mention: Mention, entity: Entity) -> float | None:
        """A second noun for an unnamed source: "a study … the paper", "her team … the group", "a pal … the friend"."""
        if entity.named or entity.plural != mention.plural:
            return None
        if names.canonical(mention.head) in {names.canonical(head) for head in entity.heads}:
            return 4.0
        classes = names.bodies().get(mention.head, frozenset())
        if "document" in classes & entity.classes or (mention.head in _COLLECTIVE and entity.heads & _COLLECTIVE):
            return 2.5
        cls = names.roles().get(mention.head, ("", ""))[1]
        return 2.0 if mention.plural and cls == "science" and cls in entity.classes else None

    def _pronoun(self, index: int) -> None:
        mention = self.mentions[index]
        if mention.head == "who":
            found = self._right_before(index)
        else:
            found = self._search(index, lambda entity: self._agrees(mention, entity))
        if found is None:
            return
        at, _ = found
        named = self.entities[self.mentions[at].entity]
        shown = named.names[0] if named.names else self.text[self.mentions[at].start : self.mentions[at].end]
        self._join(index, named.key, f"pronoun “{mention.head}”: the best that agrees is {shown}", found[1], at)

    def _right_before(self, index: int) -> tuple[int, float] | None:
        for earlier in range(index - 1, max(-1, index - 4), -1):
            gap = self.text[self.mentions[earlier].end : self.mentions[index].start]
            if self.mentions[earlier].entity >= 0 and len(gap) < 40 and self.mentions[earlier].sentence == self.mentions[index].sentence:
                return earlier, 0.9
        return None

    def _agrees(self, pronoun: Mention, entity: Entity) -> float | None:
        if pronoun.head in ("he", "she"):
            if entity.plural or entity.weak or entity.kind in ("organisation", "group", "place"):
                return None
            if entity.gender:
                return 0.8 if entity.gender == pronoun.gender else None
            return 0.0 if entity.kind == "person" else -0.5 if any(" " in name for name in entity.names) else -3.0
        if pronoun.head == "it":
            if entity.plural or entity.weak or entity.kind in ("person", "group"):
                return None
            return {"organisation": 1.0, "place": -0.5}.get(entity.kind, 0.0)
        if entity.plural or entity.kind == "group":
            return 1.5
        return {"organisation": 0.3, "person": -2.5 if entity.gender or entity.named else -1.0}.get(entity.kind, -1.0)

    def _search(self, index: int, agree: Callable[[Entity], float | None]) -> tuple[int, float] | None:
        """The best earlier mention and a number: for pronouns a confidence by its lead over the next, else the score."""
        target = self.mentions[index]
        speaker = self._speaker_of(target) if target.quoted and target.form == "pronoun" else None
        scores: dict[int, tuple[float, int]] = {}
        window = _NOMINAL_WINDOW if target.form == "nominal" else _WINDOW
        for earlier in range(index - 1, max(-1, index - window), -1):
            mention = self.mentions[earlier]
            if mention.entity < 0 or mention.aside or (speaker is not None and mention.entity == speaker.entity):
                continue
            fit = agree(self.entities[mention.entity])
            if fit is None:
                continue
            score = fit + self._salience(mention, target)
            if mention.entity not in scores or score > scores[mention.entity][0]:
                scores[mention.entity] = (score, earlier)
        if not scores:
            return None
        # Of equals in one sentence the first stands out.
        ranked = sorted(scores.values(), key=lambda s: (-s[0], s[1]))
        score, at = ranked[0]
        if target.form == "nominal":
            return at, agree(self.entities[self.mentions[at].entity]) or 0.0
        lead = score - ranked[1][0] if len(ranked) > 1 else 3.0
        return at, 0.9 if lead >= 2 else 0.75 if lead >= 1 else 0.6

    def _salience(self, mention: Mention, target: Mention) -> float:
        distance = target.sentence - mention.sentence
        score = -0.8 * min(distance, 10) + {2: 2.0, 1: 0.8, 0: 0.0, -1: -0.8, -2: -1.2}[mention.subject]
        if mention.speaks:
            score += 1.5
        if mention.in_content and distance:
            score -= 1.5
        if mention.quoted and not target.quoted:
            score -= 6.0
        if mention.paragraph == target.paragraph:
            score += 1.0
        return score

    # Bookkeeping --------------------------------------------------------------------------------------------

    def _new(self, index: int, kind: str, reason: str) -> int:
        entity = Entity(len(self.entities), kind)
        self.entities.append(entity)
        self._note(index, entity.key, Step(None, reason, 0.95))
        return entity.key

    def _join(self, index: int, key: int, reason: str, confidence: float = 0.95, at: int | None = None) -> None:
        if at is None:
            entity = self.entities[key]
            reason = f"{reason} “{names.fullest(entity.names)}”" if entity.names and reason != "the same name" else reason
        self._note(index, key, Step(at, reason, confidence))

    def _note(self, index: int, key: int, step: Step) -> None:
        mention, entity = self.mentions[index], self.entities[key]
        mention.entity = key
        self.steps[index] = step
        # A lone capital at the start of sentences only may be any word.
        lone = mention.form == "name" and mention.kind == "unknown" and " " not in mention.name and not mention.speaks
        entity.weak = entity.weak and lone and is_sentence_start(self.text, mention.start)
        if mention.form == "pronoun":
            if entity.kind == "unknown" and mention.gender:
                entity.kind = "person"
            entity.gender = entity.gender or (mention.gender if entity.kind == "person" else "")
            return
        if mention.form == "name":
            entity.named = True
            entity.names.append(mention.name)
            if entity.kind == "unknown" and mention.kind != "unknown":
                entity.kind = mention.kind
        elif not entity.named:
            entity.names.append(self.text[slice(*mention.name_span)] if mention.name_span[1] else self.text[mention.start : mention.end])
        elif entity.kind == "unknown":
            entity.kind = mention.kind if mention.kind in ("person", "organisation") else entity.kind
        entity.plural = entity.plural or mention.plural
        entity.gender = entity.gender or mention.gender
        if mention.form == "name" or not entity.named:
            entity.heads |= {mention.head} - {""}
            if mention.form == "name" and mention.kind == "organisation":
                entity.heads |= {w for w in mention.words if w in names.bodies()}
            entity.classes |= _classes(mention)
            entity.role = max(entity.role, mention.role, key=len) if mention.kind == "person" else ""
            entity.affiliation = entity.affiliation or mention.affiliation
        if mention.form == "name" and not entity.age:
            age = re.match(r",[ \u00a0](?:aged[ \u00a0])?(\d{1,2})\b", self.text[mention.end : mention.end + 12])
            entity.age = int(age[1]) if age else 0
            if age and entity.kind == "unknown":
                entity.kind = "person"
        if mention.form == "name" and mention.kind in ("person", "unknown") and not mention.role and not entity.role:
            role, affiliation, head = role_behind(self.text, mention.end)
            entity.role, entity.affiliation = role, entity.affiliation or affiliation
            if head:
                entity.kind = "person"
                entity.heads.add(head)
                entity.classes |= _role_classes(head)


def _body_key(name: str) -> str:
    words = plain(name).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())


def _abbreviates(one: str, other: str) -> bool:
    long, short = sorted((one, other), key=len, reverse=True)
    letters = short.replace(".", "").replace("-", "")
    return letters[:1].upper() in _initials(long) and " " not in short and len(letters) <= 12 and letters[:2].isupper()


def _kinds_agree(nominal: Mention, named: Mention) -> bool:
    if named.entity < 0 or nominal.plural:
        return False
    if nominal.head in names.bodies() and nominal.head in names.roles():
        return named.kind != "place"
    if nominal.kind == "person":
        return named.kind in ("person", "unknown")
    return nominal.kind == "organisation" and named.kind in ("organisation", "unknown")


def _role_classes(head: str) -> set[str]:
    cls = names.roles().get(head, ("", ""))[1]
    return {cls} - {"", "person", "kin"}


def _classes(mention: Mention) -> set[str]:
    if mention.kind == "person":
        return _role_classes(mention.head)
    found: set[str] = set(names.bodies().get(mention.head, ()))
    for word in mention.words:
        found |= names.bodies().get(word, frozenset())
    return found


def _to_comma(text: str, nominal: Mention, before: bool) -> str:
    """The role as written: the noun phrase without its determiner, with the "of …" behind it."""
    end = nominal.end
    if not before:
        more = re.match(r"[ \u00a0](?:of|for|at|to|in|from|with)[ \u00a0][^,.;:()\n]{2,60}?(?=,|\.|;|[ \u00a0](?:who|said|says|told)\b)", text[end : end + 90])
        end += more.end() if more else 0
    return re.sub(r"^(?:the|a|an|one|another|this|that|[Tt]he|[Aa]n?) ", "", text[nominal.start : end])


_DEFINES = re.compile(r"(?:,? [A-Z]{2,4}\.?)?[ \u00a0]\(((?:the |or |and |together |[“\"‘'][^“”\"()\n]{2,40}[”\"’'],? ?)+)\)")
_QUOTED_WORDS = re.compile(r"[“\"‘']([^“”\"‘’'()\n]{2,40})[”\"’']")
_BEHIND = re.compile(r"(?:,| \(| –| —)[ \u00a0]([^,;.()\n“”\"]{3,90}?)(?=,|\.|;|\)| –| —|[ \u00a0](?:who|said|says|told|added)\b)")
_BELONGS = re.compile(rf"\b(?:of|for|at|from|with|in|to)[ \u00a0](?:the[ \u00a0])?((?:[A-Z][\w’'&.-]*(?:[ \u00a0](?:of|for|and|the)?[ \u00a0]?(?=[A-Z]))?)+)")


def role_behind(text: str, end: int) -> tuple[str, str, str]:
    """Role, affiliation and role noun from a bare apposition: "Jane Roe, chief executive of Acme,"; "" where none."""
    match = _BEHIND.match(text, end, end + 110)
    if not match:
        return "", "", ""
    role = match[1].strip()
    low = [w.lower() for w in role.split()]
    cut = next((i for i, w in enumerate(low) if w in ("of", "for", "at", "from", "with", "in", "to", "and", "who")), len(low))
    found = names.role_at_end(low[:cut])
    if not found or low[0] in ("and", "but", "the", "as", "when", "while", "where"):
        return "", "", ""
    belongs = _BELONGS.search(role)
    return re.sub(r"^an? ", "", role), belongs[1] if belongs else "", " ".join(low[cut - found[0] : cut])
