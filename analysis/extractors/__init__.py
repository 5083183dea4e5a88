"""Extractors: documents → claims, speakers, assertions and positions, each traced to its words.

``read_tables(documents)`` gives every table. Its steps, for one text, are plural nouns that yield records in order:
``sentences``, ``quotations``, ``posts``, ``attributions``. They live in four rooms, each building on those before it:
``denial`` (words that deny), ``attribution`` (who says what), ``people`` (whom the source words mean) and ``contest``
(what is disputed, by whom).
"""

from importlib import import_module
from typing import Any

_WHERE = {
    "readings": ("claim_row", "read_document", "read_each"),
    "tables": ("assemble", "offers", "read_tables"),
}
__all__ = ["assemble", "claim_row", "offers", "read_document", "read_each", "read_tables"]


def __getattr__(name: str) -> Any:
    # Looked up when first used: a program that only splits sentences need not load the rest.
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"analysis.extractors.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
