"""Extractors: documents → claims, speakers, assertions and positions, each traced to its words.

``read_tables(documents)`` gives every table. Its steps, for one text, are plural nouns that yield records in text order:
``sentences``, ``quotations``, ``posts``, ``attributions``.
"""

from analysis.extractors.readings import assemble, read_document, read_each, read_tables

__all__ = ["assemble", "read_document", "read_each", "read_tables"]
