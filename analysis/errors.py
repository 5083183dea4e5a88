"""Errors that a user can act on: one sentence that names the file and the remedy."""


class ContestedError(Exception):
    """Base of every error this package raises on purpose; the command line prints it without a traceback."""


class InputError(ContestedError):
    """An input cannot be read; the message names it, says why, and says what to do."""


class TableError(ContestedError):
    """A table breaks its contract; the message names the table, the column and the first offending row."""


class NotebookError(ContestedError):
    """A notebook's cell failed; the message names the notebook, the cell and the error."""
