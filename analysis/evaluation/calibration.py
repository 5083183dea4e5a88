"""Whether a confidence means what it says: of the claims that say 0.9, about nine in ten should be right."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

_EDGES = np.linspace(0, 1, 11)


def reliability(confidence: Sequence[float], right: Sequence[bool]) -> pd.DataFrame:
    """One row a tenth of the confidence scale that holds a claim.

    `low` (inclusive) and `high` (exclusive, but 1.0 belongs to the last) bound the tenth, `claims` counts,
    `confidence` is their mean confidence and `right` the share of them that are right.
    """
    data = pd.DataFrame({"confidence": np.asarray(confidence, float), "right": np.asarray(right, float)})
    tenth = np.clip(np.searchsorted(_EDGES, data["confidence"], side="right") - 1, 0, 9)
    rows = data.groupby(tenth).agg(claims=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean"))
    bounds = pd.DataFrame({"low": _EDGES[rows.index], "high": _EDGES[rows.index + 1]}, index=rows.index)
    return pd.concat([bounds, rows], axis=1).reset_index(drop=True)


def calibration_error(rows: pd.DataFrame) -> float:
    """The expected calibration error of `reliability`'s rows: mean |confidence - share right|, weighted by claims."""
    if rows.empty:
        return float("nan")
    return float(np.average((rows["confidence"] - rows["right"]).abs(), weights=rows["claims"]))
