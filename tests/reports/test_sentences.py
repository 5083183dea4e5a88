"""Answers: what was not read is counted by file, once each."""

from dataclasses import replace

import pytest

from analysis.loaders import Problem
from analysis.reports import answers
from analysis.study import Study

UNREAD = Problem("a.xlsx", "is no workbook", "unread", "in")
PARTLY = Problem("b.csv", "the dates of 2 rows cannot be read", "partly", "in")
EMPTY = Problem("empty", "holds no file", "empty", "empty")


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "Every file was read."),
        ([EMPTY], "Every file was read."),
        ([UNREAD, UNREAD._replace(reason="and more")], "1 file was not read."),
        ([UNREAD, UNREAD._replace(input="other")], "2 files were not read."),
        ([PARTLY, PARTLY._replace(reason="1 of 3 rows hold no text")], "1 file was read in part."),
        ([UNREAD, PARTLY], "1 file was not read and 1 file was read in part."),
    ],
)
def test_files_that_were_not_read_are_counted_once_each(study: Study, problems: list[Problem], said: str) -> None:
    assert said in repr(answers.documents(replace(study, problems=problems)))
