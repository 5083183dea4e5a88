"""The one crosswalk from the column names that tables, front matter and feeds use to those of `documents`."""

import re
from collections.abc import Iterable
from functools import cache

from analysis.loaders.lists import read_list

NOT_WORD = re.compile(r"[\W_]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def fields_of(names: Iterable[object], text_column: str | None = None) -> dict[str, str]:
    """Which of `names` gives each field of a document: ``{"text": "Body", "date": "publishedAt", …}``.

    The list is ``lists/column_names.csv``; case, underscores and humps do not matter. Of several names for a field
    the first of the list wins. `text_column` overrides the list for the text and must then be one of `names`;
    "text" is absent from the answer when nothing fits.
    """
    named = {_plain(str(name)): str(name) for name in reversed(list(names))}
    found: dict[str, str] = {}
    for field, plain in _crosswalk():
        if plain in named and field not in found:
            found[field] = named[plain]
    if text_column is not None:
        found.pop("text", None)
        exact = next((name for name in named.values() if name == text_column), named.get(_plain(text_column)))
        found = {field: name for field, name in found.items() if name != exact}
        if exact is not None:
            found["text"] = exact
    return found


@cache
def _crosswalk() -> tuple[tuple[str, str], ...]:
    return tuple((row["field"], row["name"]) for row in read_list("column_names"))


def _plain(name: str) -> str:
    return NOT_WORD.sub(" ", HUMP.sub(" ", name)).strip().casefold()
