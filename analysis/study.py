"""A study: the eight tables of a set of articles, and the folder that keeps them.

STUDY/ holds ``documents, claims, speakers, assertions, positions, mentions, rejected, names`` as Parquet,
``manifest.json`` (what was read, by which version; no time and no path of this machine) and ``readings.parquet``
(what was found in each article, so that a later run reads only what is new), and ``offered_merges.csv``. A person may
add ``speakers.csv``: columns ``name, alias, kind, role, affiliation, side``, and ``corrections.csv`` (see
`analysis.corrections`), both applied on every run.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import columns, corrections, extractors, loaders, storage
from analysis.corrections import applying
from analysis.errors import InputError, TableError
from analysis.loaders import is_study
from analysis.loaders.own import MADE_BY, MANIFEST
from analysis.loaders.problems import UNREAD
from analysis.places import ADDRESS, find_input, package_version, root, studies
from analysis.workers import Crew

READINGS, SPEAKERS = "readings.parquet", "speakers.csv"
OFFERS = "offered_merges.csv"  # speakers that may be one: a row (name, alias) in speakers.csv makes it so
USERS_FILES = {SPEAKERS, corrections.FILE, "notebooks"}
CORRECTED = [*corrections.NAMES, "outcome", "claim_id"]
ALIAS_COLUMNS = ("name", "alias", "kind", "role", "affiliation", "side")
FAULT = "was loaded, but its claims could not be read"
FORMAT = 1

Progress = Callable[[int, int], None]
Reading = dict[str, Any]


@dataclass(frozen=True)
class Study:
    """The eight tables of a study (see `analysis.columns`), and what a person should know about how they came about.

    `problems` lists the files that could not be read, or in part only, those of earlier inputs included. `n_new` counts
    the articles read in this run, the others were kept from an earlier one; `n_gone` those that an input no longer
    holds. `corrections` are a person's, each with its `outcome`: "applied", "applied, but" with what needs a look, or
    why not. `folder` is None for a study in memory.
    """

    documents: pd.DataFrame
    claims: pd.DataFrame
    speakers: pd.DataFrame
    assertions: pd.DataFrame
    positions: pd.DataFrame
    mentions: pd.DataFrame
    rejected: pd.DataFrame
    names: pd.DataFrame
    problems: list[Any] = field(default_factory=list)
    corrections: pd.DataFrame = field(default_factory=pd.DataFrame)
    n_new: int = 0
    n_gone: int = 0
    folder: Path | None = None

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, in the contract's order."""
        return {name: getattr(self, name) for name in columns.TABLES}

    def article(self, name: str = "", *, contested: bool = False) -> pd.DataFrame:
        """One article as a frame of one row: the one whose file, title or doc_id is `name`.

        Without a name, the one with the most claims, or with `contested` the most contested claims, the first of
        equals; a frame without rows where there is no article. Raises InputError for a name that no article has.
        """
        data = self.documents
        if name:
            found = data[(data["source"] == name) | (data["doc_id"] == name) | (data["title"] == name)]
            if found.empty:
                raise InputError(f"no article is called '{name}': give one of the files that 01_documents lists")
            return found.head(1)
        claims = self.claims[self.claims["kind"] != "narrator"]
        disputed = self.claims[self.claims["claim_id"].isin(self.positions["claim_id"].dropna())]
        parts = [disputed, claims] if contested else [claims]
        counts = [data["doc_id"].map(part["doc_id"].value_counts()).fillna(0) for part in parts]
        order = sorted(range(len(data)), key=lambda row: [-float(count.iloc[row]) for count in counts])
        return data.iloc[order[:1]]

    def speaker(self, name: str = "") -> str | None:
        """The speaker_id of the speaker called `name`, case aside; without a name, of the one with the most claims.

        None where nobody claims anything. Raises InputError for a name that no speaker has.
        """
        claims = self.claims[self.claims["kind"] != "narrator"]
        if not name:
            counts = claims["speaker_id"].value_counts()
            return None if counts.empty else str(counts[counts == counts.max()].index.min())
        called = [name.casefold() in map(str.casefold, (row.name, *row.aliases)) for row in self._people()]
        if not any(called):
            raise InputError(f"no speaker is called '{name}': give a name that 03_speakers lists")
        return str(self.speakers.loc[called, "speaker_id"].iloc[0])

    def _people(self) -> list[Any]:
        return list(self.speakers[["name", "aliases"]].itertuples(index=False))

    def least_sure(self, most: int) -> "Study":
        """This study with the `most` attributed claims that the program is least sure of, and no others."""
        claims = self.claims[self.claims["kind"] != "narrator"]
        kept = claims.sort_values(["confidence", "claim_id"]).head(most).index
        return replace(self, claims=self.claims.loc[sorted(kept)].reset_index(drop=True))

    def assertion(self, words: str = "") -> pd.DataFrame:
        """One contested assertion as a frame of one row: the first whose statement holds `words`, case aside.

        Without words, the one with positions in most articles, the first of equals; a frame without rows where nothing
        is contested. Raises InputError for words that no statement holds.
        """
        data = self.assertions
        if words:
            found = data[data["statement"].str.contains(words, case=False, regex=False)]
            if found.empty:
                raise InputError(f"no contested assertion holds '{words}': take words that 04_contested lists")
            return found.head(1)
        placed = self.positions[["assertion_id", "claim_id"]].merge(self.claims[["claim_id", "doc_id"]], on="claim_id")
        counts = placed.groupby("assertion_id")["doc_id"].nunique()
        wide = data["assertion_id"].map(counts).fillna(0).sort_values(ascending=False, kind="stable")
        return data.loc[wide.index[:1]]


def read_study(folder: str | Path) -> Study:
    """The study kept in `folder`, every table checked against the contract.

    Raises InputError when `folder` holds no study, TableError when its files do not fit together.
    """
    folder = Path(folder)
    if not is_study(folder):
        raise InputError(f"'{folder}' holds no study: make one with `contested run INPUT --out {folder.name}`")
    manifest = storage.read_json(folder / MANIFEST)
    if "rows" not in manifest:  # what a first run writes before anything else
        raise TableError(f"'{folder}' was written in part only: run `contested run` again")
    tables = {name: storage.read_table(folder / f"{name}.parquet", name) for name in columns.TABLES}
    for name, data in tables.items():
        if len(data) != manifest["rows"].get(name):
            raise TableError(f"'{folder}' was written in part only: run `contested run` again")
    problems = [
        loaders.Problem(row["file"], row["reason"], row.get("kind", UNREAD), row.get("input", ""))
        for row in manifest["problems"]
    ]
    corrected = pd.DataFrame(manifest.get("corrections", []), columns=CORRECTED, dtype=str)
    return _study(tables, problems=problems, corrections=corrected, folder=folder)


def _study(tables: Mapping[str, pd.DataFrame], **about: Any) -> Study:
    return Study(*(tables[name] for name in columns.TABLES), **about)


def open_study(name: str | Path, study: str | Path | None = None, *, workers: int = 1) -> Study:
    """The study of the articles in `name`: a file, a folder, a table, or a study made earlier.

    What a notebook starts with. Articles are read into the folder `study` (when None, one of their own in
    `places.studies()`), so that the next notebook opens at once; `Study.folder` tells which. A study made earlier comes
    as `current_study` gives it. Raises InputError when `name` is not found.
    """
    found = find_input(name)
    if is_study(found):
        return current_study(found, workers=workers)
    return write_study([found], Path(study) if study else studies() / _own_name(found), workers=workers)


def current_study(folder: str | Path, *, workers: int = 1) -> Study:
    """The study kept in `folder`; what a person has written into its files since its tables were made is applied first.

    Raises InputError when `folder` holds no study.
    """
    kept = read_study(folder)
    return write_study([], folder, workers=workers) if _written_since(kept) else kept


def _written_since(study: Study) -> bool:
    """Whether a person has changed the corrections or the names of a study since its tables were made."""
    assert study.folder is not None
    rows, names = corrections.read(study.folder), study.folder / SPEAKERS
    told = study.corrections[list(corrections.NAMES)].to_dict("records") != rows.to_dict("records")
    return told or (names.exists() and names.stat().st_mtime > (study.folder / MANIFEST).stat().st_mtime)


def write_study(
    inputs: Sequence[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    text_column: str | None = None,
    aliases: str | Path | pd.DataFrame | None = None,
    progress: Progress | None = None,
) -> Study:
    """Read `inputs` into the study in the folder `out`, and return it.

    The study holds the articles of these inputs and of the inputs of earlier runs that have other names; an article
    that one of these inputs no longer holds is left out (`n_gone`). Only articles that are new, changed, or read by
    another version are read again. The tables are the same whatever the workers, the order of inputs, or the number
    of runs. `aliases` is a table or a CSV file as described above; by default `out`/speakers.csv where it exists.
    `progress` is called with the number of articles read and their total. Without inputs, the tables of the study in
    `out` are made again, with what a person has written into its files since. Raises InputError when `out` holds
    something else, or was broken off and lacks the articles of inputs that are not given now, and when an input is a
    study.
    """
    out = Path(out)
    _refuse_others(out)
    _refuse_studies(inputs)
    known = (storage.read_json(out / MANIFEST) or {}).get("inputs", [])
    stored = _complete(out)
    if stored is None:
        _refuse_to_lose(out, {row["name"] for row in known} - {input_name(place) for place in inputs})
    earlier = stored.documents if stored else columns.frame("documents")
    documents, members, problems = _gather(inputs, text_column, earlier, known)
    if stored:
        problems += [problem for problem in stored.problems if _still_holds(problem, inputs)]
    with Crew(workers) as crew:
        readings, n_new = _read(documents, _kept(out), crew, progress)
        sources = zip(documents["doc_id"], documents["source"], strict=True)
        problems += [loaders.Problem(name, readings[key]["fault"]) for key, name in sources if "fault" in readings[key]]
        tables, corrected, unsure = _tables(documents, readings, _aliases(aliases, out), corrections.read(out), crew)
    n_gone = len(set(earlier["doc_id"]) - set(documents["doc_id"]))
    about = {"problems": problems, "n_new": n_new, "n_gone": n_gone, "corrections": corrected, "folder": out}
    study = _study(tables, **about)
    _save(study, inputs, members, readings)
    storage.write_csv(unsure.to_dict("records"), list(unsure.columns), out / OFFERS)
    return study


def _tables(
    documents: pd.DataFrame,
    readings: dict[str, Reading],
    aliases: pd.DataFrame | None,
    rows: pd.DataFrame,
    crew: Crew,
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """The tables, with a person's corrections in `rows` applied; those rows with their outcomes; merges to offer."""
    made = applying.apply(documents, readings, rows)
    if made.aliases:
        theirs = pd.DataFrame(made.aliases, columns=list(ALIAS_COLUMNS), dtype=object)
        aliases = theirs if aliases is None else pd.concat([aliases, theirs], ignore_index=True)
    tables = {"documents": documents, **extractors.assemble(documents, made.readings, aliases, crew)}
    tables["assertions"], tables["positions"] = applying.contests(tables, documents, made, rows)
    # Offered with the same names that the tables were made with: what a person has joined is not offered again.
    return tables, applying.outcomes(made, rows), extractors.offers(documents, made.readings, aliases)


def _complete(out: Path) -> Study | None:
    """The study in `out`; None where there is none, or it was written in part only, or by another version."""
    try:
        return read_study(out) if is_study(out) else None
    except (TableError, InputError, KeyError):
        return None


def _refuse_others(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"'{out}' is a file: give --out a new or an empty folder")
    held = {path.name for path in out.iterdir()} if out.is_dir() else set()
    temporary = {name for name in held if name.startswith(f".{MANIFEST}.")}  # of a first run that was cut off
    if held - USERS_FILES - temporary and not is_study(out):
        raise InputError(f"'{out}' holds files but no study: give --out a new or an empty folder")


def _refuse_studies(inputs: Sequence[str | Path]) -> None:
    for place in inputs:
        if is_study(place):
            remedy = "give the articles that it was made from; only `contested report` and `export` take a study, alone"
            raise InputError(f"'{place}' is a study, not articles: {remedy}")


def _refuse_to_lose(out: Path, names: set[str]) -> None:
    """Raise InputError where articles of the inputs `names`, not given now, would be lost with a study in part."""
    if names:
        remedy = f"give these again, beside the others: {', '.join(sorted(names))}; or give --out a new folder"
        raise InputError(f"'{out}' was written in part only, or by another version of this package: {remedy}")


def _still_holds(problem: loaders.Problem, inputs: Sequence[str | Path]) -> bool:
    """Whether a problem of an earlier run is none that this run has looked for again."""
    looked = problem.input in {input_name(place) for place in inputs} if problem.input else bool(inputs)
    return not looked and not problem.reason.startswith(FAULT)


def _gather(
    inputs: Sequence[str | Path], text_column: str | None, earlier: pd.DataFrame, known: list[dict[str, Any]]
) -> tuple[pd.DataFrame, dict[str, list[str]], list[loaders.Problem]]:
    """The documents of these inputs and of the earlier ones; which input holds which; what could not be read."""
    problems: list[loaders.Problem] = []
    read: list[pd.DataFrame] = []
    members: dict[str, set[str]] = {}
    for place in inputs:
        found: list[loaders.Problem] = []
        read.append(_documents(place, text_column, found))
        name = input_name(place)
        members.setdefault(name, set()).update(read[-1]["doc_id"])
        problems += [problem._replace(input=name) for problem in found]
    others = {row["name"]: set(row["documents"]) for row in known if row["name"] not in members}
    kept = earlier[earlier["doc_id"].isin(set().union(*others.values()))]
    together = pd.concat([columns.frame("documents"), *read, kept]).drop_duplicates("doc_id")
    unread = [problem for problem in problems if problem.kind == UNREAD]
    if together.empty and unread:
        raise InputError(f"no article could be read: {unread[0].path} {unread[0].reason}")
    listed = {name: sorted(ids) for name, ids in sorted({**others, **members}.items())}
    return _in_order(together), listed, problems


def _documents(place: str | Path, text_column: str | None, problems: list[loaders.Problem]) -> pd.DataFrame:
    """The documents of one input; the page at an address is fetched first, into a folder that does not stay."""
    if not ADDRESS.match(str(place)):
        return loaders.read_documents(place, text_column=text_column, problems=problems)
    from analysis.loaders import web  # the one module that opens a connection, only when asked to

    with tempfile.TemporaryDirectory(prefix="contested-") as scratch:
        files = web.fetch([str(place)], scratch, problems=problems)
        return loaders.read_documents(*files, text_column=text_column, problems=problems)


def _in_order(documents: pd.DataFrame) -> pd.DataFrame:
    """`documents` by file, sheet and row, as the loaders order them; what repeats what is worked out anew."""
    keys = [(*_place(source), doc) for source, doc in zip(documents["source"], documents["doc_id"], strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    data = columns.frame("documents", documents.iloc[order].reset_index(drop=True))
    return data.assign(duplicate_of=loaders.find_duplicates(data))


def _place(source: str) -> tuple[str, str, int]:
    """Where in its input an article stands: "reports.xlsx#May!12" is row 12 of the sheet May."""
    found = re.fullmatch(r"(.*)#(?:(.*)!)?(\d+)", source, re.DOTALL)
    return (found[1], found[2] or "", int(found[3])) if found else (source, "", 0)


def input_name(place: str | Path) -> str:
    """What an input is called in the manifest: the last part of its path, or the address."""
    return str(place) if ADDRESS.match(str(place)) else Path(place).resolve().name


def _own_name(place: str | Path) -> str:
    """The name of an input's own study folder: no two inputs share one, or one would drop the other's articles.

    An input in the checkout is called by its path there, the same on every machine ("data-articles"); any other by its
    last part and a sign of its whole path.
    """
    if ADDRESS.match(str(place)):
        return _plain(str(place))
    path, checkout = Path(place).resolve(), root()
    if checkout and path.is_relative_to(checkout):
        return _plain("-".join(path.relative_to(checkout).parts))
    return f"{_plain(path.name)}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_ ." else "_" for sign in name).strip(". ") or "articles"


# ------------------------------------------------------------------------------------------- reading what is new
@cache
def reader_version() -> str:
    """A fingerprint of everything that decides what is found in an article: rules, word lists and model."""
    digest = hashlib.sha256()
    folder = Path(extractors.__file__).parent
    for path in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).as_posix()):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _fingerprint(row: Mapping[Any, Any]) -> str:
    """Changes whenever the article, what is known about it, or the reader changes."""
    facts = [None if pd.isna(value) else str(value) for name, value in row.items() if name != "duplicate_of"]
    return hashlib.sha256(json.dumps([reader_version(), *facts]).encode()).hexdigest()


def _read(
    documents: pd.DataFrame, kept: dict[str, Reading], crew: Crew, progress: Progress | None
) -> tuple[dict[str, Reading], int]:
    """The reading of every document, by doc_id, and how many of them had to be read now."""
    marks = dict(zip(documents["doc_id"], map(_fingerprint, documents.to_dict("records")), strict=True))
    new = documents[[mark not in kept for mark in marks.values()]]
    try:
        fresh = extractors.read_each(new, crew, progress)
    except Exception:  # an extractor's own fault in one article must not stop the others: find out which it is
        fresh = {row["doc_id"]: _read_alone(row) for row in new.to_dict("records")}
    # A new reading goes through JSON as a kept one does, so that the tables cannot tell the two apart.
    settled = {doc_id: json.loads(json.dumps(reading, default=str)) for doc_id, reading in fresh.items()}
    return {doc_id: settled[doc_id] if doc_id in settled else kept[mark] for doc_id, mark in marks.items()}, len(new)


def _read_alone(row: Mapping[Any, Any]) -> Reading:
    """The reading of one document; one without claims and with a "fault" when an extractor fails in it."""
    try:
        return extractors.read_document(row)
    except Exception as error:
        fault = f"{FAULT} ({type(error).__name__}: {error}); please report it"
        return {"claims": [], "speakers": [], "mentions": [], "fault": fault}


def _kept(out: Path) -> dict[str, Reading]:
    """Readings of earlier runs by fingerprint; none when there are none, or when the file is damaged."""
    try:
        stored = pq.read_table(out / READINGS).to_pydict()
        readings = {mark: json.loads(text) for mark, text in zip(stored["mark"], stored["reading"], strict=True)}
        return {mark: reading for mark, reading in readings.items() if "fault" not in reading}
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return {}


# ------------------------------------------------------------------------------------------------------- writing
def _save(
    study: Study, inputs: Sequence[str | Path], members: dict[str, list[str]], readings: dict[str, Reading]
) -> None:
    assert study.folder is not None
    if not is_study(study.folder):  # first, so that a run that is broken off leaves a study to mend
        storage.write_json({"made_by": MADE_BY, "format": FORMAT}, study.folder / MANIFEST)
    marks = [_fingerprint(row) for row in study.documents.to_dict("records")]
    texts = [json.dumps(readings[doc_id], ensure_ascii=False) for doc_id in study.documents["doc_id"]]
    stored = pa.table({"mark": pa.array(marks, pa.string()), "reading": pa.array(texts, pa.large_string())})
    storage.write_whole(study.folder / READINGS, lambda file: pq.write_table(stored, file, compression="zstd"))
    for name, data in study.tables.items():
        storage.write_table(data, name, study.folder / f"{name}.parquet")
    storage.write_json(_manifest(study, inputs, members), study.folder / MANIFEST)


def _manifest(study: Study, inputs: Sequence[str | Path], members: dict[str, list[str]]) -> dict[str, Any]:
    documents = study.documents
    shas = [hashlib.sha256(text.encode()).hexdigest() for text in documents["text"]]
    listed = zip(documents["doc_id"], documents["source"], shas, strict=True)
    return {
        "made_by": MADE_BY,
        "format": FORMAT,
        "version": package_version(),
        "reader": reader_version(),
        "inputs": [{"name": name, "documents": ids} for name, ids in members.items()],
        "documents": [{"doc_id": doc, "source": source, "sha256": sha} for doc, source, sha in listed],
        "rows": {name: len(data) for name, data in study.tables.items()},
        "corrections": study.corrections.to_dict("records"),
        "problems": [{"file": _inside(inputs, problem), **_told(problem)} for problem in study.problems],
    }


def _inside(inputs: Sequence[str | Path], problem: loaders.Problem) -> str:
    """Where in its input a file lies that was not read; no manifest names a place of this machine."""
    places = [Path(place) for place in inputs if input_name(place) == problem.input]
    if not places or ADDRESS.match(problem.path):
        return problem.path
    for place in places:
        folder = place if place.is_dir() else place.parent
        if Path(problem.path) != place and Path(problem.path).is_relative_to(folder):
            return Path(problem.path).relative_to(folder).as_posix()
    return input_name(problem.path)


def _told(problem: loaders.Problem) -> dict[str, str]:
    return {"reason": problem.reason, "kind": problem.kind, "input": problem.input}


def _aliases(given: str | Path | pd.DataFrame | None, out: Path) -> pd.DataFrame | None:
    """The user's alias table with all of ALIAS_COLUMNS, missing cells None; None when there is no table."""
    if given is None and not (out / SPEAKERS).exists():
        return None
    data = given if isinstance(given, pd.DataFrame) else storage.read_csv(Path(given or out / SPEAKERS))
    lacking = [name for name in ("name", "alias") if name not in data]
    if lacking and len(data.columns):
        where = "the alias table" if isinstance(given, pd.DataFrame) else f"'{given or out / SPEAKERS}'"
        raise InputError(f"{where} lacks the column '{lacking[0]}': its columns are {', '.join(ALIAS_COLUMNS)}")
    return data.reindex(columns=list(ALIAS_COLUMNS)).astype(object).replace({"": None})
