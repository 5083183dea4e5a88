"""The same speaker under one id across documents; merges that are only likely are offered, not made.

People merge when their full names agree (middle names and initials, transliterations) and nothing speaks against
it; a short form, an initial or a surname alone needs a shared office or affiliation too. Bodies merge under one name
or an abbreviation that a document introduces. Unnamed speakers never merge. A user's alias file always wins.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, count, islice

import pandas as pd

from analysis.columns import SPEAKERS
from analysis.errors import TableError
from analysis.extractors.people import names
from analysis.extractors.people.names import plain
from analysis.extractors.records import LocalSpeaker

_CALLED = re.compile(r"(?:[Tt]he|[Ii]ts|[Tt]heir) [a-z]")  # a noun phrase, and no name
ALIAS_COLUMNS = ["name", "alias", "kind", "role", "affiliation", "side"]
OFFER_COLUMNS = ["speaker_id", "name", "other_id", "other", "reason"]
COLUMNS = [name for name in SPEAKERS if not name.startswith("n_")]
Place = tuple[str, int]
_LOOSE = names.word_list("loose words")
_HUMAN = names.word_list("human")
_MOST_OFFERS = 20  # a block with more offers than this (a very common surname) offers the first ones only


@dataclass(slots=True)
class _Group:
    """Local speakers taken for one; `places` are (doc_id, key) pairs."""

    name: str
    kind: str
    places: list[Place] = field(default_factory=list)
    members: list[LocalSpeaker] = field(default_factory=list)
    alone: str = ""
    side: str | None = None
    fixed: "Mapping[str, str] | None" = None

    # The members' different names, what is told of any of them, and whether something is told of each.
    spellings: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    all_told: bool = True

    def add(self, place: Place, speaker: LocalSpeaker) -> None:
        self.places.append(place)
        self.members.append(speaker)
        telling = _told_of(speaker)
        self.spellings.add(speaker.name)
        self.told |= telling
        self.all_told = self.all_told and bool(telling)

    def take(self, other: "_Group") -> None:
        self.places += other.places
        self.members += other.members
        self.spellings |= other.spellings
        self.told |= other.told
        self.all_told = self.all_told and other.all_told


def merge_speakers(
    per_document: Mapping[str, Sequence[LocalSpeaker]], aliases: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, dict[Place, str]]:
    """The speakers of a collection, and for each (doc_id, key) of the documents' own speakers its ``speaker_id``.

    The frame has a row a speaker, sorted by speaker_id, with the columns of ``columns.SPEAKERS`` but the counts.
    `aliases` is the user's table (columns name, alias, kind, role, affiliation, side; all but name may be empty): a
    speaker of that name or alias becomes that row's speaker, whatever the rules here would do. The result does not
    depend on the order of documents. Raises TableError when `aliases` lacks a column or gives one alias two names.
    """
    groups, _ = _grouped(per_document, aliases)
    ids = _ids(groups)
    table = pd.DataFrame([_row(group, key) for group, key in zip(groups, ids, strict=True)], columns=COLUMNS)
    places = {place: key for group, key in zip(groups, ids, strict=True) for place in group.places}
    return table.sort_values("speaker_id", ignore_index=True), places


def offered_merges(
    per_document: Mapping[str, Sequence[LocalSpeaker]], aliases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Pairs of speakers that may be one but were kept apart: one row a pair, with the reason, sorted by their ids.

    A row of the alias file (name, alias) makes the merge. Parameters and errors as for `merge_speakers`.
    """
    groups, offers = _grouped(per_document, aliases)
    ids = dict(zip(map(id, groups), _ids(groups), strict=True))
    rows = []
    for one, other, reason in offers:
        if id(one) in ids and id(other) in ids and one is not other:
            first, second = sorted((one, other), key=lambda g: ids[id(g)])
            rows.append((ids[id(first)], first.name, ids[id(second)], second.name, reason))
    return pd.DataFrame(sorted(set(rows)), columns=OFFER_COLUMNS)


_Offer = tuple[_Group, _Group, str]


def _grouped(
    per_document: Mapping[str, Sequence[LocalSpeaker]], aliases: pd.DataFrame | None
) -> tuple[list[_Group], list[_Offer]]:
    records = _records(aliases)
    fixed: dict[str, _Group] = {}
    loose: dict[str, list[tuple[Place, LocalSpeaker]]] = defaultdict(list)
    alone: list[_Group] = []
    for doc_id in sorted(per_document):
        for speaker in per_document[doc_id]:
            place = (doc_id, speaker.key)
            record = _record_of(speaker, records)
            if record is not None:
                group = fixed.setdefault(
                    record["name"], _Group(record["name"], record["kind"] or speaker.kind, fixed=record)
                )
                group.add(place, speaker)
            elif _stands_alone(speaker):
                alone.append(_Group(speaker.name, speaker.kind, [place], [speaker], alone=doc_id))
            else:
                loose["person" if speaker.kind == "person" else "body"].append((place, speaker))
    people, offers = _people(loose["person"])
    groups = [*people, *_bodies(loose["body"])]
    groups = _into_fixed(groups, fixed)
    return [*fixed.values(), *groups, *alone], offers


def _stands_alone(speaker: LocalSpeaker) -> bool:
    """Whether nothing but its own document tells who this is: unnamed, a group or body without a name of its own."""
    if speaker.kind == "unnamed":
        return True
    if speaker.kind == "outlet":
        return speaker.name == "The article's own voice"
    return not any(c.isupper() for c in speaker.name) or bool(re.search(r" \(\d+\)$", speaker.name))


# People -------------------------------------------------------------------------------------------------------


def _people(speakers: Sequence[tuple[Place, LocalSpeaker]]) -> tuple[list[_Group], list[_Offer]]:
    blocks: dict[str, list[tuple[Place, LocalSpeaker]]] = defaultdict(list)
    for place, speaker in speakers:
        blocks[names.family_key(speaker.name)].append((place, speaker))
    groups: list[_Group] = []
    offers: list[_Offer] = []
    for key in sorted(blocks):
        block, offered = _family(blocks[key])
        groups += block
        offers += offered[:_MOST_OFFERS]
    return groups, offers


def _family(speakers: Sequence[tuple[Place, LocalSpeaker]]) -> tuple[list[_Group], list[_Offer]]:
    """The people behind one surname, fullest names first; a name that fits two of them joins neither."""
    same: dict[str, list[tuple[Place, LocalSpeaker]]] = defaultdict(list)
    for place, speaker in speakers:
        same[plain(speaker.name)].append((place, speaker))
    groups: list[_Group] = []
    offers: list[_Offer] = []
    by_initial: dict[str, list[_Group]] = defaultdict(list)
    for name in sorted(same, key=lambda n: (-len(names.parts(n).given), -len(n), n)):
        own, offered = _namesakes(same[name])
        offers += offered
        near = by_initial[names.parts(name).given[0][:1]] if _has_given(name) else groups
        known = list(near)
        for group in own:
            fitting = [other for other in known if _may_be_one(group, other)]
            if len(fitting) == 1 and len(own) == 1 and _is_sure(group, fitting[0]):
                fitting[0].take(group)
                continue
            offers += [(group, other, _doubt(group, other, len(fitting))) for other in fitting[:_MOST_OFFERS]]
            groups.append(group)
            for initial in _initials(name):
                by_initial[initial].append(group)
    return groups, offers


def _initials(name: str) -> set[str]:
    """The letters with which the given name, or another form of it ("Bill", "William"), may begin."""
    given = names.parts(name).given
    return {given[0][0], *(form[0] for form in names.other_forms(given[0]))} if given else set()


def _namesakes(speakers: Sequence[tuple[Place, LocalSpeaker]]) -> tuple[list[_Group], list[_Offer]]:
    """The bearers of one full name: one person, unless what is told of them falls apart ("striker", "oncologist")."""
    untold = _Group(speakers[0][1].name, "person")
    owners: dict[str, _Group] = {}
    told: dict[int, _Group] = {}
    for place, speaker in speakers:
        telling = _told_of(speaker)
        homes = {id(owners[word]): owners[word] for word in sorted(telling) if word in owners}
        group, *others = [*homes.values()] or [_Group(speaker.name, "person") if telling else untold]
        group.add(place, speaker)
        for other in others:
            group.take(other)
            del told[id(other)]
        if telling:
            told[id(group)] = group
            owners.update(dict.fromkeys(group.told, group) if others else dict.fromkeys(telling, group))
    return _settled([*told.values()], untold)


def _settled(told: list[_Group], untold: _Group) -> tuple[list[_Group], list[_Offer]]:
    """The bearers of one name, those of whom nothing is told joined to the only one of whom something is."""
    if plain(untold.name) in names.figures():
        for other in told[1:]:
            told[0].take(other)
        told = told[:1]
    if len(told) == 1 and _has_given(untold.name):
        told[0].take(untold)
        return told, []
    groups = told + ([untold] if untold.places else [])
    pairs = list(islice(combinations(groups, 2), _MOST_OFFERS))
    return groups, [(a, b, "one name, but nothing else in common") for a, b in pairs]


def _has_given(name: str) -> bool:
    return bool(names.parts(name).given)


def _told_of(speaker: LocalSpeaker) -> frozenset[str]:
    """What a document tells of a speaker, by role and affiliation and by what it calls him: "the water boss"."""
    called = " ".join(alias for alias in speaker.aliases if _CALLED.match(alias) and alias.split()[-1] not in _HUMAN)
    return _telling(f"{speaker.role or ''} {called}".strip() or None, speaker.affiliation)


@lru_cache(maxsize=50_000)
def _telling(role: str | None, affiliation: str | None) -> frozenset[str]:
    """What is told of a speaker: the words of role and affiliation, abbreviated ranks in full, and the role's class."""
    told = plain(f"{role or ''} {affiliation or ''}")
    words = [names.ABBREVIATED.get(word, word) for word in re.findall(r"[\w-]+", told)]
    return frozenset(w for w in words if w not in _LOOSE and w not in names.honorifics()) | _classes(words)


def _classes(words: Sequence[str]) -> frozenset[str]:
    """The classes of the roles among `words`, in angle brackets; not those that tell too little."""
    found = set()
    for end in range(1, len(words) + 1):
        role = names.role_at_end(list(words[:end]))
        cls = names.roles().get(" ".join(words[end - role[0] : end]), ("", ""))[1] if role else ""
        found |= {f"<{cls}>"} if cls not in ("", "person", "kin", "business") else set()
    return frozenset(found)


def _may_be_one(one: _Group, other: _Group) -> bool:
    return all(names.same_person(a, b) for a in one.spellings for b in other.spellings)


def _is_sure(one: _Group, other: _Group) -> bool:
    """Whether two agreeing names are one person's: full given names, or a shared office or affiliation as well."""
    if any(not word.startswith("<") for word in one.told & other.told):
        return True
    a, b = names.parts(one.name), names.parts(other.name)
    if not a.given or not b.given or a.suffix != b.suffix or min(len(a.given[0]), len(b.given[0])) <= 2:
        return False
    same = a.given[0] == b.given[0] or names.transliterated(a.given[0], b.given[0])
    return same and not (one.all_told and other.all_told)


def _doubt(one: _Group, other: _Group, fitting: int) -> str:
    if fitting > 1:
        return "the name fits more than one person"
    if not _has_given(one.name) or not _has_given(other.name):
        return "surname alone"
    return "the names may be one person's, but nothing else shows it"


# Bodies -------------------------------------------------------------------------------------------------------


def _bodies(speakers: Sequence[tuple[Place, LocalSpeaker]]) -> list[_Group]:
    """Bodies, groups and outlets by name without "the", abbreviations resolved where the texts introduce them."""
    full: dict[str, set[str]] = defaultdict(set)
    for _, speaker in speakers:
        for short in _introduced(speaker):
            full[plain(short)].add(_body_key(speaker.name))
    groups: dict[tuple[str, str], _Group] = {}
    for place, speaker in speakers:
        key = _body_key(speaker.name)
        long = full.get(plain(speaker.name), set())
        key = next(iter(long)) if len(long) == 1 else key
        kind = "group" if speaker.kind == "group" else "body"
        groups.setdefault((kind, key), _Group(speaker.name, speaker.kind)).add(place, speaker)
    return list(groups.values())


def _body_key(name: str) -> str:
    figure = names.figures().get(re.sub(r"^the ", "", plain(name)))
    return re.sub(r"^the ", "", plain(figure.name if figure and not figure.office else name))


def _introduced(speaker: LocalSpeaker) -> Iterable[str]:
    """The abbreviations among a body's aliases, when its name is longer and has their letters."""
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", speaker.name) if w[0].isupper())
    for alias in speaker.aliases:
        letters = re.sub(r"^[Tt]he |\.", "", alias)
        if letters.isupper() and 2 <= len(letters) <= 8 and " " in speaker.name and letters[0] in initials:
            yield re.sub(r"^[Tt]he ", "", alias)


# The user's own table -------------------------------------------------------------------------------------------


def _records(aliases: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    """Name or alias in `plain` form -> the record of its row."""
    if aliases is None or aliases.empty:
        return {}
    if "name" not in aliases:
        raise TableError(f"aliases: the column name is missing; give the columns {', '.join(ALIAS_COLUMNS)}")
    found: dict[str, dict[str, str]] = {}
    whole: dict[str, dict[str, str]] = {}
    for row in aliases.reindex(columns=ALIAS_COLUMNS).astype("object").fillna("").astype(str).to_dict("records"):
        record = whole.setdefault(row["name"].strip(), {**row, "name": row["name"].strip()})
        for key in ("kind", "role", "affiliation", "side"):
            record[key] = record[key] or row[key]
        for word in filter(None, (row["name"].strip(), row["alias"].strip())):
            if found.setdefault(_bare(word), record) is not record:
                both = f"{found[_bare(word)]['name']!r} and {row['name']!r}"
                raise TableError(f"aliases: {word!r} stands for both {both}; keep one row")
    return found


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", plain(name))


def _record_of(speaker: LocalSpeaker, records: Mapping[str, dict[str, str]]) -> dict[str, str] | None:
    if not records or (speaker.kind == "unnamed" and _bare(speaker.name) not in records):
        return None
    record = records.get(_bare(speaker.name))
    if record is None:
        met = {records[k]["name"]: records[k] for k in map(_bare, speaker.aliases) if k in records}
        record = next(iter(met.values())) if len(met) == 1 else None
    return record


def _into_fixed(groups: list[_Group], fixed: dict[str, _Group]) -> list[_Group]:
    """Groups whose name the user's table has already join it; the rest come back."""
    by_name = {_bare(name): group for name, group in fixed.items()}
    rest = []
    for group in groups:
        home = next((by_name[k] for k in {_bare(m.name) for m in group.members} if k in by_name), None)
        if home is None:
            rest.append(group)
        else:
            home.take(group)
    return rest


# Rows -------------------------------------------------------------------------------------------------------------


def _row(group: _Group, key: str) -> dict[str, object]:
    fixed = group.fixed or {}
    known = sorted({alias for member in group.members for alias in [member.name, *member.aliases]})
    name = fixed.get("name") or _name(group)
    role = fixed.get("role") or _commonest(m.role for m in group.members)
    affiliation = fixed.get("affiliation") or _commonest(m.affiliation for m in group.members)
    kind = fixed.get("kind") or _commonest(m.kind for m in group.members)
    row = {"speaker_id": key, "name": name, "kind": kind, "role": role, "affiliation": affiliation}
    return row | {"aliases": [name, *(a for a in known if a != name)], "side": fixed.get("side") or None}


def _name(group: _Group) -> str:
    known = [member.name for member in group.members]
    return (
        names.fullest(known) if group.kind == "person" else max(sorted(known), key=lambda n: (len(n.split()), len(n)))
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        if value:
            counts[value] += 1
    return max(sorted(counts), key=lambda v: (counts[v], len(v))) if counts else None


def _ids(groups: Sequence[_Group]) -> list[str]:
    """A readable id a group: its name as a slug; one that repeats takes its role's words, then a number."""
    slugs = [_slug(group) for group in groups]
    repeated = {slug for slug, times in Counter(slugs).items() if times > 1}
    taken: set[str] = set()
    found: dict[int, str] = {}
    for index in sorted(range(len(groups)), key=lambda i: (slugs[i], min(groups[i].places))):
        slug = slugs[index]
        role = _commonest(m.role for m in groups[index].members)
        if slug in repeated and role:
            slug = f"{slug}-{_hyphened(role)}"
        numbered = (f"{slug}-{number}" for number in count(2))
        found[index] = slug if slug not in taken else next(key for key in numbered if key not in taken)
        taken.add(found[index])
    return [found[index] for index in range(len(groups))]


def _slug(group: _Group) -> str:
    name = (group.fixed or {}).get("name") or _name(group)
    return f"{_hyphened(name)}--{_hyphened(group.alone)}" if group.alone else _hyphened(name)


def _hyphened(words: str) -> str:
    return re.sub(r"[^\w]+", "-", plain(words).replace("'s", "s")).strip("-") or "speaker"
