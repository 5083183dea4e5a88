"""Who claims what in the news, how it is framed, and what is contested, by whom.

In a notebook: ``from analysis import charts, open_study``; then ``study = open_study("my-articles")``.
"""

from importlib import import_module
from typing import Any

__all__ = ["Study", "open_study", "read_study", "write_study"]


def __getattr__(name: str) -> Any:
    # Looked up when first used: `contested --help` need not load pandas.
    if name in __all__:
        return getattr(import_module("analysis.study"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
