"""How well a person or a body fits a noun phrase or a pronoun: the numbers by which candidates are ranked.

None stands for "cannot be meant". The numbers were set by hand and tried on GUM's train and dev documents.
"""

import re

from analysis.extractors.people import names
from analysis.extractors.people.entities import Entity, may_be_either
from analysis.extractors.people.mentions import Mention

_GENERIC = names.word_pairs("generic roles")
_IN_CHARGE = names.word_list("in charge")
# Classes of nouns that come back as "the striker" for a person introduced in other words.
_LOOSE_CLASSES = names.word_list("loose classes")
# Nouns under which a body comes back whose name does not hold them; "the jury", "the museum" need it in the name.
_ANY_BODY = names.word_list("any body")
# Those of them that may come back for a name of which the text tells nothing; a foundation is told to be one.
_BEAR_ANY_NAME = names.word_list("bear any name")
_ANY_KIND_OF_BODY = names.word_list("any kind of body")
_NOT_THE_SAME = names.word_list("not the same")
_COLLECTIVE = names.word_list("collective")
_HUMAN = names.word_list("human")


def fits(mention: Mention, entity: Entity) -> float | None:
    """How well a noun phrase fits an entity, None when it cannot name it."""
    if mention.plural != entity.plural or (mention.gender and entity.gender and mention.gender != entity.gender):
        return None
    nations = {names.adjectives()[word] for word in mention.words if word in names.adjectives()}
    if nations and not nations & entity.nations and (entity.nations or mention.kind == "organisation"):
        return None
    if any(_same_noun(mention.head, head) for head in entity.heads):
        return 6.0
    if entity.weak:
        return None
    if not entity.named:
        return _fits_unnamed(mention, entity)
    either = may_be_either(mention.head)
    if entity.kind == "person" or (entity.kind == "unknown" and mention.kind == "person" and not either):
        return _fits_person(mention, entity) if either or mention.kind == "person" else None
    if (either or mention.kind == "organisation") and entity.kind in ("organisation", "unknown"):
        return _fits_body(mention, entity)
    return None


def noun_class(head: str) -> str:
    """The class of a noun for a person ("office", "kin"), "" for one that the list lacks."""
    return names.roles().get(head, ("", ""))[1]


def _same_noun(one: str, other: str) -> bool:
    """Whether two nouns are one, one a shorter form of the other ("coach", "head coach"), or synonyms."""
    if one == other or one.endswith(f" {other}") or other.endswith(f" {one}"):
        return True
    return names.canonical(one) == names.canonical(other)


def _fits_person(mention: Mention, entity: Entity) -> float | None:
    cls = noun_class(mention.head)
    if mention.head in _IN_CHARGE and entity.heads & _IN_CHARGE:
        return 3.5
    years = re.match(r"(\d{1,3})-year-old", mention.words[0] if mention.words else "")
    if years and entity.kind == "person":
        return 6.0 if entity.age == int(years[1]) else None if entity.age else 1.0
    if mention.head in ("teenager", "teen"):
        return 3.0 if 12 < entity.age < 20 else None
    if cls in _LOOSE_CLASSES & entity.classes or any((mention.head, known) in _GENERIC for known in entity.classes):
        return 2.5
    if mention.head in _HUMAN and entity.kind == "person" and len(mention.words) == 1 and mention.gender:
        return 0.8
    # "The developer" of somebody of whom nothing was told yet; an office would have been.
    return 0.6 if cls in _LOOSE_CLASSES and not entity.classes and len(mention.words) < 3 else None


def _fits_body(mention: Mention, entity: Entity) -> float | None:
    if mention.head not in _ANY_BODY or not (entity.acts or entity.classes):
        return None
    classes = set(names.bodies().get(mention.head, ()))
    if entity.kind == "unknown" and entity.full and ("company" not in classes or mention.head in _COLLECTIVE):
        return None  # "the union", "the group" are not Alasdair Finn
    classes -= set() if mention.head in _ANY_KIND_OF_BODY else {"body"}
    if classes & entity.classes:
        return 2.5
    known = entity.classes or _NOT_THE_SAME & set(mention.words) or len(mention.words) > 2
    if known or mention.head not in _BEAR_ANY_NAME:
        return None
    return 1.4 if mention.words[:-1] else 2.2


def _fits_unnamed(mention: Mention, entity: Entity) -> float | None:
    """A second noun for an unnamed source: "a study … the paper", "her team … the group"."""
    classes = names.bodies().get(mention.head, frozenset())
    if "document" in classes & entity.classes or (mention.head in _COLLECTIVE and entity.heads & _COLLECTIVE):
        return 2.5
    science = mention.plural and noun_class(mention.head) == "science" and "science" in entity.classes
    return 2.0 if science else None


def agrees(pronoun: Mention, entity: Entity) -> float | None:
    """How well an entity agrees with a pronoun in number, gender and kind; None when it cannot be meant."""
    if pronoun.head in ("he", "she"):
        if entity.plural or entity.weak or entity.kind in ("organisation", "group", "place"):
            return None
        if entity.gender:
            return 0.8 if entity.gender == pronoun.gender else None if entity.sure else -5.0
        return 0.0 if entity.kind == "person" else -0.5 if entity.full else -3.0
    if pronoun.head == "it":
        if entity.plural or entity.weak or entity.kind in ("person", "group"):
            return None
        return {"organisation": 1.0, "place": -0.5}.get(entity.kind, 0.0)
    if entity.plural or entity.kind == "group":
        return 1.5
    return {"organisation": 0.3, "person": -2.5 if entity.gender or entity.named else -1.0}.get(entity.kind, -1.0)
