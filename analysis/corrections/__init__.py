"""A person's corrections: rows in STUDY/corrections.csv, found again by their words, applied before every table.

One row is one correction. ``what`` says which:

=================  =====================================================================================
not a claim        the claim with the content ``words`` is none
claim              the program missed one: ``words`` is its content, ``source`` and ``cue`` its other words
speaker            the claim with the content ``words`` is made by ``value``
same speaker       ``other`` is another name of ``value``
side               the speaker ``value`` is on the side ``other``
not contested      the assertion ``value``, in which the claim with the content ``words`` takes a position
contested          the claim with the content ``words`` is disputed by the one with the content ``other``
checked            somebody read all of ``article``, which begins with ``words`` and has the fingerprint ``value``:
                   what is not corrected in it is right
=================  =====================================================================================

``article`` is the file, ``before`` and ``after`` are the text around the words, ``why``, ``who`` and ``when`` are for
the reader. Nothing is ever dropped in silence: a row whose words are not found any more is listed with the reason.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import storage
from analysis.corrections.anchors import find, fingerprint
from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.study import Study

FILE = "corrections.csv"
NAMES = ("what", "article", "words", "before", "after", "source", "cue", "value", "other", "why", "who", "when")
KINDS = ("not a claim", "claim", "speaker", "same speaker", "side", "not contested", "contested", "checked")
OPENING = 120  # characters of an article's body by which it is known again under another name
AROUND = 60  # characters kept before and after the words


def read(folder: Path) -> pd.DataFrame:
    """The corrections kept in the study `folder`, every cell a string; no rows when there are none.

    Raises InputError naming the file and the row for a `what` that is none of KINDS.
    """
    return _as_kept(folder)[list(NAMES)]


def _as_kept(folder: Path) -> pd.DataFrame:
    """As `read`, with the columns of the user's own after NAMES."""
    path = folder / FILE
    data = storage.read_csv(path) if path.exists() else pd.DataFrame()
    own = [name for name in data.columns if name not in NAMES]
    data = data.reindex(columns=[*NAMES, *own], fill_value="")
    for row, what in enumerate(data["what"], 2):
        if what not in KINDS:
            raise InputError(f"'{path}', row {row}: '{what}' is no correction; write one of: {', '.join(KINDS)}")
    return data


def _add(study: "Study", **cells: str) -> None:
    if study.folder is None:
        raise InputError("this study is kept nowhere: open it with open_study, or make it with `contested run`")
    kept = _as_kept(study.folder)
    rows = kept.to_dict("records")
    row = {**dict.fromkeys(kept.columns, ""), "when": datetime.date.today().isoformat(), **cells}
    last = next((old for old in reversed(rows) if _about(old) == _about(row)), None)
    if last is None or not _is_same(last, row):
        others = [old for old in rows if not _is_same(old, row)]
        storage.write_csv([*others, row], list(kept.columns), study.folder / FILE)


def _is_same(one: Mapping[Any, str], other: Mapping[Any, str]) -> bool:
    """Whether two rows say the same, on whatever day."""
    return all(one[name] == other[name] for name in NAMES if name != "when")


def _about(row: Mapping[Any, str]) -> tuple[str, ...]:
    """What a correction concerns: the last row about it holds."""
    what = row["what"].removeprefix("not ").removeprefix("a ")
    return what, row["article"], row["words"] or row["value"], row["before"], row["after"]


def not_a_claim(study: "Study", claim_id: str, why: str, who: str = "") -> None:
    """Write down that this claim is none. Takes effect when the study is opened or run again, as all of these do."""
    _add(study, what="not a claim", **_anchor(study, claim_id), why=why, who=who)


def speaker_is(study: "Study", claim_id: str, name: str, why: str, who: str = "") -> None:
    """Write down that the speaker `name` makes this claim."""
    _add(study, what="speaker", **_anchor(study, claim_id), value=name, why=why, who=who)


def missed_claim(
    study: "Study", article: str, content: str, *, source: str, cue: str, why: str, who: str = "", speaker: str = ""
) -> None:
    """Write down a claim that the program missed: its words as they stand in the file `article`.

    `speaker` is who makes it, when `source` does not say so by name. Raises InputError when the words are not there.
    """
    row = study.article(article).iloc[0]
    place = find(row["text"], content)
    if place is None:
        raise InputError(f"'{content}' does not stand in '{article}': copy the words as they are there")
    cells = {"source": source, "cue": cue, "value": speaker, "why": why, "who": who}
    _add(study, what="claim", **_surroundings(row["source"], row["text"], place), **cells)


def same_speaker(study: "Study", name: str, other: str, why: str, who: str = "") -> None:
    """Write down that `other` is another name of the speaker `name`."""
    _add(study, what="same speaker", value=name, other=other, why=why, who=who)


def side_of(study: "Study", name: str, side: str, why: str, who: str = "") -> None:
    """Write down which side the speaker `name` is on."""
    _add(study, what="side", value=name, other=side, why=why, who=who)


def not_contested(study: "Study", assertion: str, why: str, who: str = "") -> None:
    """Write down that this assertion, an assertion_id or some words of a statement, is not contested.

    Raises InputError when none has these words.
    """
    named = study.assertions[study.assertions["assertion_id"] == assertion]
    row = (named if len(named) else study.assertion(assertion)).iloc[0]
    assertion_id, statement = row["assertion_id"], row["statement"]
    mine = study.positions[study.positions["assertion_id"] == assertion_id]["claim_id"].dropna()
    anchor = _anchor(study, mine.iloc[0]) if len(mine) else {}
    _add(study, what="not contested", **anchor, value=statement, why=why, who=who)


def contested(study: "Study", claim_id: str, by: str, why: str, who: str = "") -> None:
    """Write down that the claim `by` disputes the claim `claim_id`."""
    other = _anchor(study, by)["words"]
    _add(study, what="contested", **_anchor(study, claim_id), other=other, why=why, who=who)


def checked(study: "Study", article: str, who: str = "") -> None:
    """Write down that somebody read all of `article`, so that what is not corrected in it is right."""
    row = study.article(article).iloc[0]
    first = re.compile(rf"\S.{{0,{OPENING}}}").search(row["text"], int(row["body_start"]))  # ends with its line
    cells = _surroundings(row["source"], row["text"], first.span() if first else (0, 0))
    _add(study, what="checked", **cells, value=fingerprint(row["text"]), who=who)


def _anchor(study: "Study", claim_id: str) -> dict[str, str]:
    rows = study.claims[study.claims["claim_id"] == claim_id]
    if rows.empty:
        raise InputError(f"there is no claim '{claim_id}' in this study: see its table claims")
    claim = rows.iloc[0]
    document = study.documents[study.documents["doc_id"] == claim["doc_id"]].iloc[0]
    return _surroundings(document["source"], document["text"], max(claim["content_spans"], key=_length))


def _length(span: Sequence[int]) -> int:
    return span[1] - span[0]


def _surroundings(article: str, text: str, span: Sequence[int]) -> dict[str, str]:
    start, end = span
    around = {"before": text[max(0, start - AROUND) : start], "after": text[end : end + AROUND]}
    return {"article": article, "words": text[start:end], **around}
