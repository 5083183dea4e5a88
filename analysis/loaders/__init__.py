"""Loaders: anything a user has, as the table `documents`."""

from analysis.loaders.documents import read_documents
from analysis.loaders.duplicates import find_duplicates
from analysis.loaders.own import is_study
from analysis.loaders.problems import Problem

__all__ = ["Problem", "find_duplicates", "is_study", "read_documents"]
