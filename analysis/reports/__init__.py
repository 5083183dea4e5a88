"""Reports: notebooks → HTML, DOCX and PDF; tables and figures → files.

In a notebook: ``from analysis.reports import answer, figure, table``.
"""

from analysis.reports.show import Shown, answer, figure, one_of, plural, shorten, table

__all__ = ["Shown", "answer", "figure", "one_of", "plural", "shorten", "table"]
