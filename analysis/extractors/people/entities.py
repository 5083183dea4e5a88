"""The people, bodies and groups of a document, and what is told of them beside their names."""

import re
from dataclasses import dataclass, field

from analysis.extractors.people import names
from analysis.extractors.people.mentions import Mention
from analysis.extractors.people.names import plain

_SPEECH = r"(?:who|said|says|told|added)"
_BEHIND = re.compile(rf"(?:,| \(| –| —)[ \u00a0]([^,;:.()\n“”‘\"]{{3,90}}?)(?=,|\.|;|\)| –| —|[ \u00a0]{_SPEECH}\b)")
_OF_PHRASE = re.compile(
    rf"[ \u00a0](?:of|for|at|to|in|from|with)[ \u00a0][^,.;:()\n]{{2,60}}?(?=,|\.|;|[ \u00a0]{_SPEECH}\b)"
)
_BELONGS = re.compile(
    r"\b(?:of|for|at|from|with|in|to)[ \u00a0](?:the[ \u00a0])?"
    r"((?:[A-Z][\w’'&.-]*(?:[ \u00a0](?:of|for|and|the)?[ \u00a0]?(?=[A-Z]))?)+)"
)
_BEFORE = re.compile(
    r"(?:(?P<owner>(?:[A-Z][\w.&-]*[ \u00a0]){0,3}[A-Z][\w.&-]*)[’']s?|\b(?:[Ii]ts|[Tt]heir|[Oo]ur|[\w]+[’']s?))"
    r"[ \u00a0]"
    r"(?P<role>[a-z][a-z’'-]*(?:[ \u00a0][a-z’'-]+){0,6})$"
)
_ROLE_ENDS = names.word_list("role ends")
_NO_ROLE = names.word_list("no role")
_DETERMINER = re.compile(r"^(?:the|an?|one|another|this|that|her|his|its|their) ", re.IGNORECASE)


@dataclass(slots=True)
class Entity:
    """One person, body or group of a document.

    `names` are the names seen, for one without a name the noun phrases, each once and in text order. `heads` are the
    nouns under which it may come back ("minister"), `classes` the classes of those nouns, `nations` the places of the
    adjectives of nation told of it. `recent` are the positions of its last mentions. `weak`: a lone capitalised word
    that only ever began sentences. `acts`: it has been a subject, a speaker or an owner. `sure`: more than a first name
    tells the gender. `kind`: person, organisation, place, group, unknown.
    """

    key: int
    kind: str
    names: dict[str, None] = field(default_factory=dict)
    gender: str = ""
    sure: bool = False
    role: str = ""
    affiliation: str = ""
    heads: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    plural: bool = False
    named: bool = False
    full: bool = False
    weak: bool = True
    acts: bool = False
    age: int = 0
    recent: list[int] = field(default_factory=list)

    def called(self, name: str, words: list[str]) -> None:
        """Note a name or noun phrase; `words` are its words in `plain` form."""
        self.names[name] = None
        self.full = self.full or " " in name
        adjectives = names.adjectives()
        self.nations |= {adjectives[word] for word in words if word in adjectives}

    def described(self, head: str, kind: str) -> None:
        """Note a noun that tells what the entity is."""
        if head:
            self.heads.add(head)
            self.classes |= classes_of(head, kind)

    def absorb(self, other: "Entity") -> None:
        """Take over what is known of `other`, which turned out to be the same; own name, role and gender win."""
        self.heads |= other.heads
        self.classes |= other.classes
        self.nations |= other.nations
        self.role = self.role or other.role
        self.gender = self.gender or other.gender
        self.affiliation = self.affiliation or other.affiliation
        if self.kind == "unknown":
            self.kind = other.kind


def classes_of(head: str, kind: str) -> set[str]:
    """The classes of a noun: of its role for a person, of the body it names else."""
    if kind == "person":
        return {names.roles().get(head, ("", ""))[1]} - {"", "person", "kin"}
    return set(names.bodies().get(head, ()))


def may_be_either(head: str) -> bool:
    """Whether a noun names people and bodies alike ("operator", "developer")."""
    return head in names.bodies() and head in names.roles()


def role_beside(text: str, nominal: Mention, before: bool) -> str:
    """The role that a noun phrase beside a name tells, without determiner, with the "of …" that follows it."""
    end = nominal.end
    if not before:
        more = _OF_PHRASE.match(text, end, end + 90)
        end = more.end() if more else end
    return _DETERMINER.sub("", text[nominal.start : end])


def role_before(text: str, start: int) -> tuple[str, str, str]:
    """As `role_behind`, for what a possessor leads up to: "Acme's founder and chief executive, Jane Roe"."""
    if text[start - 2 : start] not in (", ", ",\u00a0"):
        return "", "", ""
    match = _BEFORE.search(text, max(0, start - 110), start - 2)
    found = names.role_at_end(match["role"].lower().split()) if match else None
    if not match or not found or found[1]:
        return "", "", ""
    return match["role"], match["owner"] or "", " ".join(match["role"].lower().split()[-found[0] :])


def role_behind(text: str, end: int) -> tuple[str, str, str]:
    """Role, affiliation and role noun of a bare apposition ("Jane Roe, chief executive of Acme,"); "" where none is."""
    match = _BEHIND.match(text, end, end + 110)
    if not match:
        return "", "", ""
    role = match[1].strip()
    low = role.lower().split()
    cut = next((i for i, word in enumerate(low) if word in _ROLE_ENDS), len(low))
    found = names.role_at_end(low[:cut])
    # "The officer, Jane Roe, said voters would cast …": what she said is no role, and no role of one is a plural.
    if not found or found[1] or low[0] in _NO_ROLE or re.match(rf"{_SPEECH}\b", low[0]):
        return "", "", ""
    belongs = _BELONGS.search(role)
    return _DETERMINER.sub("", role), belongs[1] if belongs else "", " ".join(low[cut - found[0] : cut])


def speaker_kind(entity: Entity) -> str:
    """The contract's kind of speaker for an entity: a named unknown of one word is taken for a body."""
    if entity.kind == "group" or entity.plural:
        return "group"
    if entity.kind in ("place", "organisation"):
        return "organisation"
    if not entity.named:
        return "unnamed"
    if entity.kind == "unknown":
        return "person" if entity.full or entity.role else "organisation"
    return "person"


def display_name(entity: Entity, kind: str) -> str:
    """The fullest name seen, without title and "the"; a public figure's full name where office or surname tell it."""
    if not entity.named:
        name = uncapitalised(next(iter(entity.names), ""))
        return re.sub(r"^the ", "", name) if kind in ("organisation", "group") else name
    if kind == "person":
        return _full_figure(names.fullest(entity.names), entity)
    name = re.sub(r"^[Tt]he ", "", max(entity.names, key=lambda n: (len(n.split()), len(n))))
    figure = names.figures().get(plain(name))
    return figure.name if figure and not figure.office else name


def uncapitalised(phrase: str) -> str:
    """A noun phrase without the capital that only the start of its sentence gave it ("Two officials", "Police")."""
    first = phrase.split(" ", 1)[0]
    word = first.lower()
    if word in names.adjectives() or names.singular(word) in names.adjectives():
        return phrase
    if names.roles().get(names.singular(word), ("", ""))[1] == "party":
        return phrase
    common = word in names.word_list("function words") or names.role_at_end([word]) or names.body_at_end([word])
    return word + phrase[len(first) :] if common and not first[1:].isupper() else phrase


def _full_figure(name: str, entity: Entity) -> str:
    figure = names.figures().get(plain(name))
    if not figure or not figure.office or " " in name:
        return name
    in_office = figure.office in plain(" ".join([entity.role, *entity.heads]))
    agrees = figure.gender in (entity.gender or figure.gender)
    return figure.name if agrees and (in_office or figure.surname_alone) else name
