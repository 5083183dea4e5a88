"""Evaluation: annotated corpora, scores, agreement between annotators, calibration of confidence.

``evaluate(path)`` runs the shipped reading over a corpus and reports how near it comes to the annotators.
"""

from analysis.evaluation.evaluating import Report, evaluate

__all__ = ["Report", "evaluate"]
