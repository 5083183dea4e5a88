"""Reports: notebooks → HTML, DOCX and PDF; tables and figures → files.

In a notebook: ``from analysis.reports import answer, evidence, figure, table``.
"""

from analysis.reports.show import Marked, Shown, answer, figure, reading_view, table

__all__ = ["Marked", "Shown", "answer", "figure", "reading_view", "table"]
