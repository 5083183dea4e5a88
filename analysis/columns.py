"""The tables of a study: names, order and dtypes of their columns, and the check that holds them.

A span is a pair of character offsets into ``documents.text``, start inclusive, end exclusive, so that
``text[start:end] == words``. A ``*_spans`` column holds a list of ``[start, end]`` lists in text order, and
the words column beside it holds the pieces joined by ``PIECE_JOINT``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

PIECE_JOINT = " … "

Span = tuple[int, int]

# kind -> what pandas stores. "spans" and "list" are Python lists; every other one is a pandas dtype.
TEXT, DATE, COUNT, SHARE, FLAG, SPANS, LIST = "str", "datetime64[ms]", "int64", "float64", "bool", "spans", "list"

DOCUMENTS = {
    "doc_id": TEXT,
    "title": TEXT,
    "text": TEXT,
    "date": DATE,
    "outlet": TEXT,
    "author": TEXT,
    "url": TEXT,
    "source": TEXT,
    "language": TEXT,
    "encoding": TEXT,
    "n_words": COUNT,
    "body_start": COUNT,
    "duplicate_of": TEXT,
}
CLAIMS = {
    "claim_id": TEXT,
    "doc_id": TEXT,
    "kind": TEXT,
    "source": TEXT,
    "source_spans": SPANS,
    "cue": TEXT,
    "cue_spans": SPANS,
    "content": TEXT,
    "content_spans": SPANS,
    "speaker_id": TEXT,
    "cue_class": TEXT,
    "claim_type": TEXT,
    "certainty": SHARE,
    "negated": FLAG,
    "quantities": LIST,
    "times": LIST,
    "places": LIST,
    "via": TEXT,
    "confidence": SHARE,
}
SPEAKERS = {
    "speaker_id": TEXT,
    "name": TEXT,
    "kind": TEXT,
    "role": TEXT,
    "affiliation": TEXT,
    "aliases": LIST,
    "side": TEXT,
    "n_claims": COUNT,
    "n_documents": COUNT,
}
ASSERTIONS = {
    "assertion_id": TEXT,
    "statement": TEXT,
    "status": TEXT,
    "n_asserting": COUNT,
    "n_denying": COUNT,
    "n_doubting": COUNT,
    "first_date": DATE,
    "last_date": DATE,
    "n_documents": COUNT,
    "confidence": SHARE,
}
POSITIONS = {
    "assertion_id": TEXT,
    "claim_id": TEXT,
    "speaker_id": TEXT,
    "stance": TEXT,
    "basis": TEXT,
    "evidence_spans": SPANS,
    "evidence": TEXT,
    "confidence": SHARE,
}
# How each claim's speaker was found: one row a link of the chain of mentions, first link = the source words.
MENTIONS = {
    "claim_id": TEXT,
    "step": COUNT,
    "spans": SPANS,
    "words": TEXT,
    "reason": TEXT,
    "confidence": SHARE,
}
# Proposals and actions turned down ("rejected the offer"): no contest, for nobody says that anything is so.
REJECTED = {
    "doc_id": TEXT,
    "claim_id": TEXT,
    "speaker_id": TEXT,
    "evidence_spans": SPANS,
    "evidence": TEXT,
}
# One place or thing under two names: `who`, as the article writes it, says `other_name` for what it calls `name`.
NAMES = {
    "doc_id": TEXT,
    "name": TEXT,
    "other_name": TEXT,
    "who": TEXT,
    "speaker_id": TEXT,
    "evidence_spans": SPANS,
    "evidence": TEXT,
}

TABLES: Mapping[str, Mapping[str, str]] = {
    "documents": DOCUMENTS,
    "claims": CLAIMS,
    "speakers": SPEAKERS,
    "assertions": ASSERTIONS,
    "positions": POSITIONS,
    "mentions": MENTIONS,
    "rejected": REJECTED,
    "names": NAMES,
}

# Text columns that may be missing (None/NaN); every other text column must hold a string.
OPTIONAL = {
    "documents": {"title", "date", "outlet", "author", "url", "language", "duplicate_of"},
    "claims": {"via", "speaker_id"},
    "speakers": {"role", "affiliation", "side"},
    "assertions": {"first_date", "last_date"},
    "positions": {"claim_id", "speaker_id"},
    "mentions": set[str](),
    "rejected": {"claim_id", "speaker_id"},
    "names": {"speaker_id"},
}

KEYS = {"documents": "doc_id", "claims": "claim_id", "speakers": "speaker_id", "assertions": "assertion_id"}

WORDS = {
    ("claims", "kind"): ("direct", "indirect", "mixed", "post", "narrator"),
    ("claims", "cue_class"): (
        "neutral",
        "assertive",
        "distancing",
        "denial",
        "concession",
        "belief",
        "question",
        "doubt",
        "accusation",
        "prediction",
        "directive",
        "evaluation",
        "none",
    ),
    ("claims", "claim_type"): ("fact", "forecast", "evaluation", "proposal", "question"),
    ("speakers", "kind"): ("person", "organisation", "group", "unnamed", "outlet"),
    ("assertions", "status"): ("denied", "contradicted", "doubted"),
    ("positions", "stance"): ("asserts", "denies", "doubts", "reports"),
}


def frame(table: str, rows: "Iterable[Mapping[str, Any]] | pd.DataFrame" = ()) -> "pd.DataFrame":
    """A frame of `table` from records, with the contract's columns, order and dtypes, checked.

    A column that the records lack is filled with missing values; one that the contract lacks is dropped.
    Raises TableError as `check` does.
    """
    import pandas as pd  # here, so that a process that only reads articles need not load it

    columns = TABLES[table]
    data = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    made = {name: _column(data, name, kind) for name, kind in columns.items()}
    return check(pd.DataFrame(made, columns=list(columns)), table)


def _column(data: "pd.DataFrame", name: str, kind: str) -> "pd.Series[Any]":
    import pandas as pd

    values = data[name] if name in data else pd.Series([None] * len(data), index=data.index, dtype=object)
    values = values.reset_index(drop=True)
    if kind == SPANS:
        return pd.Series([[[int(a), int(b)] for a, b in cell] for cell in values], dtype=object)
    if kind == LIST:
        return pd.Series([_plain(cell) for cell in values], dtype=object)
    return values.astype(kind)


def _plain(cell: Any) -> list[str]:
    return [] if cell is None or isinstance(cell, float) else [str(item) for item in cell]


def check(data: "pd.DataFrame", table: str) -> "pd.DataFrame":
    """Return `data` when it keeps the contract of `table`; raise TableError naming the column and row if not."""
    columns = TABLES[table]
    if list(data.columns) != list(columns):
        raise TableError(f"table {table}: columns are {list(data.columns)}, the contract says {list(columns)}")
    for name, kind in columns.items():
        if kind not in (SPANS, LIST) and str(data[name].dtype) != kind:
            raise TableError(f"table {table}, column {name}: dtype is {data[name].dtype}, the contract says {kind}")
        if kind == TEXT and name not in OPTIONAL[table]:
            _refuse(data, table, name, data[name].isna(), "is missing")
        if kind == SPANS:
            _refuse(
                data, table, name, ~data[name].map(_ordered).astype(bool), "is no list of [start, end] in text order"
            )
        if (table, name) in WORDS:
            _refuse(data, table, name, ~data[name].isin(WORDS[table, name]), f"is none of {WORDS[table, name]}")
    if table in KEYS:
        _refuse(data, table, KEYS[table], data[KEYS[table]].duplicated(), "repeats an earlier row's")
    return data


def _ordered(cell: Any) -> bool:
    flat = [offset for span in cell for offset in span]
    return all(len(span) == 2 for span in cell) and flat == sorted(flat)


def _refuse(data: "pd.DataFrame", table: str, name: str, bad: "pd.Series[Any]", why: str) -> None:
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise TableError(f"table {table}, column {name}, row {row}: {data[name].iloc[row]!r} {why}")


def overlaps(span: Sequence[int], others: Iterable[Sequence[int]]) -> bool:
    """Whether `span` shares a character with one of `others`."""
    return any(span[0] < end and start < span[1] for start, end in others)


def words(text: str, spans: Sequence[Sequence[int]]) -> str:
    """The words of `spans` in `text`, pieces joined by ``PIECE_JOINT``; the empty string for no spans."""
    return PIECE_JOINT.join(text[start:end] for start, end in spans)
