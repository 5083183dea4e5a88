"""Hand-made gold: what a person marked in an article, kept as the article's own words and turned into spans.

The data dictionary of the files stands in ``tests/articles/README.md``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from analysis.columns import WORDS, Span
from analysis.errors import InputError
from analysis.loaders import read_documents

Spans = tuple[Span, ...]
Names = tuple[str, ...]

SUFFIX = ".gold.json"

# How a contest is worded: the first seven are said outright, the rest follow from two statements of which
# only one can hold.
FORMS = {
    "clause": "denied that the bridge had been closed",
    "event noun": "denied any involvement",
    "anaphor": "denied the charges; denied it",
    "relative": "which he denies",
    "called": "called the number invented",
    "falsity": "is untrue; there is no truth in it",
    "doubt": "questioned whether",
    "negation": "no troops entered",
    "figures": "30 against 120 of the same",
    "antonym": "full against empty",
    "place": "was here against was there",
    "reversal": "the same speaker said the opposite",
}
_TOP_KEYS = {"text", "doc", "note", "claims", "speakers", "assertions", "traps", "same_place"}
_CLAIM_KEYS = {"id", "in", "source", "cue", "content", "kind", "speaker", "via", "optional", "note"}


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One attribution that the annotator marked; spans are start inclusive, end exclusive, in text order.

    `source` and `cue` may be empty. `optional` is true where a careful second annotator may leave the claim
    out: finding it is no mistake and missing it is none. `note` gives the reason for a close decision.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: str
    speaker: str | None
    via: str | None = None
    optional: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Somebody who speaks in the article, by the fullest name given; `aliases` are the other names."""

    name: str
    kind: str
    role: str | None = None
    affiliation: str | None = None
    aliases: Names = ()


@dataclass(frozen=True, slots=True)
class GoldAssertion:
    """One contested assertion: who is on which side, and the spans of the words that contest it.

    `target` spans the words that state what is denied, where the denial only points to them ("the charge").
    `asserts` is empty when nobody in the article states it. A name in `may_assert`, `may_deny` or `may_doubt`
    may stand on that side or be left out. `form` is a word of `FORMS`: how the contest is worded. `optional`
    means as for a claim.
    """

    statement: str
    status: str
    asserts: Names = ()
    denies: Names = ()
    doubts: Names = ()
    evidence: Spans = ()
    target: Spans = ()
    form: str | None = None
    may_assert: Names = ()
    may_deny: Names = ()
    may_doubt: Names = ()
    optional: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTrap:
    """Words that look like a contest and are none, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Gold:
    """An article and all that was marked in it. `same_place` holds groups of names of one place."""

    name: str
    text: str
    claims: tuple[GoldClaim, ...]
    speakers: tuple[GoldSpeaker, ...]
    assertions: tuple[GoldAssertion, ...]
    traps: tuple[GoldTrap, ...]
    same_place: tuple[Names, ...] = ()


def read_gold(path: str | Path, text: str | None = None) -> Gold:
    """The gold of one article, its words turned into spans of the article's text.

    The article is `text` when given, else the file that the "text" key names (relative to the gold file),
    else the ``.txt`` file of the same name beside it, decoded as UTF-8 and not altered otherwise. For a saved page
    or a row of a table the "doc" key names the file and, in a table, the row's title; the text is then the one
    that `read_documents` gives. Raises InputError naming the file and the claim when words are not found, a
    snippet is not unique, or a name or kind is unknown.
    """
    path = Path(path)
    raw = _object(path)
    _keys(raw, _TOP_KEYS, f"{path}")
    article = _article(path, raw) if text is None else text
    gold = Gold(
        name=path.name.removesuffix(SUFFIX),
        text=article,
        claims=tuple(_claim(article, row, f"{path}, claim {row.get('id')!r}") for row in raw.get("claims", [])),
        speakers=tuple(
            _record(GoldSpeaker, row, f"{path}, speaker {row.get('name')!r}") for row in raw.get("speakers", [])
        ),
        assertions=tuple(_assertion(article, row, path) for row in raw.get("assertions", [])),
        traps=tuple(
            GoldTrap(_unique(article, row["words"], f"{path}, trap {row['words']!r}"), row["why"])
            for row in raw.get("traps", [])
        ),
        same_place=tuple(tuple(group) for group in raw.get("same_place", [])),
    )
    _consistent(gold, path)
    return gold


def read_golds(folder: str | Path) -> dict[str, Gold]:
    """Every gold of a folder and its subfolders, as relative name without suffix -> Gold, in name order."""
    folder = Path(folder)
    paths = sorted(folder.rglob(f"*{SUFFIX}"))
    if not paths:
        raise InputError(f"{folder}: there is no *{SUFFIX} file; name the folder that holds the gold.")
    return {path.relative_to(folder).as_posix().removesuffix(SUFFIX): read_gold(path) for path in paths}


def _object(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error}); correct the file.") from error
    if not isinstance(raw, dict):
        raise InputError(f"{path}: holds no JSON object; its top level must be {{…}}.")
    return raw


def _article(path: Path, raw: Mapping[str, Any]) -> str:
    if "doc" in raw:
        return _loaded(path, raw["doc"])
    named = raw.get("text", path.name.removesuffix(SUFFIX) + ".txt")
    try:
        return (path.parent / named).read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f'{path}: its article {named} cannot be read; put it there or name it in "text".') from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: its article {named} is not UTF-8; save it as UTF-8.") from error


def _loaded(path: Path, doc: Mapping[str, str]) -> str:
    if "source" not in doc:
        raise InputError(f'{path}: "doc" names no "source"; give the path of the page or table there.')
    documents = read_documents(path.parent / doc["source"])
    rows = documents[documents["title"] == doc["title"]] if "title" in doc else documents
    if len(rows) != 1:
        raise InputError(f'{path}: {len(rows)} articles of {doc["source"]} fit "doc", not one; correct its title.')
    return str(rows["text"].iloc[0])


def _claim(text: str, row: Mapping[str, Any], where: str) -> GoldClaim:
    _keys(row, _CLAIM_KEYS, where)
    for key in ("id", "in", "content", "kind"):
        if not row.get(key):
            raise InputError(f'{where}: "{key}" is missing; every claim needs one.')
    window = _unique(text, row["in"], where)
    content = _content(text, row["content"], window, where)
    cue = tuple(_inside(text, piece, window, content, where) for piece in _pieces(row.get("cue")))
    source = tuple(_inside(text, piece, window, content + cue, where) for piece in _pieces(row.get("source")))
    plain = {key: row[key] for key in ("kind", "speaker", "via", "optional", "note") if key in row}
    plain.setdefault("speaker", None)
    return GoldClaim(row["id"], tuple(sorted(source)), tuple(sorted(cue)), content, **plain)


def _content(text: str, pieces: list[str], window: Span, where: str) -> Spans:
    """Spans of the pieces: the first in the window, a later one after it there or else unique."""
    spans = [_inside(text, pieces[0], window, (), where)]
    for piece in pieces[1:]:
        rest = (spans[-1][1], window[1])
        found = next(_occurrences(text, piece, rest), None)
        spans.append(found if found else _unique(text, piece, where))
    if spans != sorted(spans):
        raise InputError(f"{where}: the content pieces are not in text order; reorder them.")
    return tuple(spans)


def _assertion(text: str, row: Mapping[str, Any], path: Path) -> GoldAssertion:
    where = f"{path}, assertion {row.get('statement')!r}"
    found = {
        key: tuple(sorted(_unique(text, words, where) for words in row.get(key, ()))) for key in ("evidence", "target")
    }
    return _record(GoldAssertion, {**row, **found}, where)


def _record(kind: type, row: Mapping[str, Any], where: str) -> Any:
    _keys(row, {field.name for field in fields(kind)}, where)
    try:
        return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})
    except TypeError as error:
        raise InputError(f"{where}: {error}; add the missing key.") from error


def _keys(row: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(row) - known):
        raise InputError(f"{where}: unknown key {unknown[0]!r}; the known keys are {', '.join(sorted(known))}.")


def _pieces(words: str | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [])


def _occurrences(text: str, words: str, window: Span) -> Iterator[Span]:
    """Where `words` stand in the window without cutting through a word: "he" is not found in "the"."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words) else ""
    for match in re.compile(before + re.escape(words) + after).finditer(text, *window):
        yield match.span()


def _inside(text: str, words: str, window: Span, taken: Spans, where: str) -> Span:
    """The first occurrence in the window that is free of `taken`, else the first one."""
    found = list(_occurrences(text, words, window))
    if not found:
        raise InputError(f'{where}: {words!r} does not stand in the words of "in"; copy it from the article.')
    free = (span for span in found if all(span[1] <= start or end <= span[0] for start, end in taken))
    return next(free, found[0])


def _unique(text: str, words: str, where: str) -> Span:
    found = list(_occurrences(text, words, (0, len(text))))
    if len(found) != 1:
        raise InputError(f"{where}: {words!r} stands {len(found)} times in the article, not once; choose other words.")
    return found[0]


def _consistent(gold: Gold, path: Path) -> None:
    """Raise InputError when a kind, a status, a speaker or a `via` is not one that the file declares."""
    names = {speaker.name for speaker in gold.speakers}
    ids = [claim.id for claim in gold.claims]
    for claim in gold.claims:
        where = f"{path}, claim {claim.id!r}"
        _known(claim.kind, WORDS["claims", "kind"], f"{where}: kind")
        if claim.speaker is not None:
            _known(claim.speaker, names, f"{where}: speaker")
        if claim.via is not None:
            _known(claim.via, set(ids) - {claim.id}, f"{where}: via")
        if ids.count(claim.id) > 1:
            raise InputError(f"{where}: the id is given twice; number the claims apart.")
    for speaker in gold.speakers:
        _known(speaker.kind, WORDS["speakers", "kind"], f"{path}, speaker {speaker.name!r}: kind")
    for assertion in gold.assertions:
        where = f"{path}, assertion {assertion.statement!r}"
        _known(assertion.status, WORDS["assertions", "status"], f"{where}: status")
        if assertion.form is not None:
            _known(assertion.form, FORMS, f"{where}: form")
        sides = (assertion.asserts, assertion.denies, assertion.doubts)
        maybe = (assertion.may_assert, assertion.may_deny, assertion.may_doubt)
        for name in (name for side in sides + maybe for name in side):
            _known(name, names, f"{where}: side")


def _known(word: str, known: Any, where: str) -> None:
    if word not in known:
        raise InputError(f"{where} {word!r} is unknown; it must be one of {', '.join(sorted(known))}.")
