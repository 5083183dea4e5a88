"""Prints the contests that no cue announces in folders of articles, with sentences and signal, to be read.

    python benchmarks/implicit_contests.py FOLDER... [--each]

All folders are one collection; with --each every article is read by itself. An article without a date takes the one in
its file's name (2016-03-31). The surest contests come first; whoever reads the list counts how many are right.
"""

import re
import sys

import pandas as pd

from analysis.extractors import assemble, read_each
from analysis.loaders import read_documents

_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def documents(folder: str) -> pd.DataFrame:
    """The articles of `folder`, those without a date dated by the names of their files."""
    found = read_documents(folder)
    named = pd.to_datetime(found["source"].str.extract(f"({_DATE.pattern})")[0]).astype(found["date"].dtype)
    return found.assign(date=found["date"].fillna(named))


def implicit(tables: dict[str, pd.DataFrame]) -> list[tuple[float, list[str]]]:
    """Confidence and lines of each contest of status "contradicted" that stands on one signal, reversals aside."""
    claims = tables["claims"].set_index("claim_id")
    rows = tables["assertions"].query("status == 'contradicted'").set_index("assertion_id")["confidence"]
    found = []
    for key, group in tables["positions"].groupby("assertion_id", sort=False):
        bases = set(group["basis"]) - {"assertion"}
        if key in rows.index and "reversal" not in bases:
            sources = claims["source"].reindex(group["claim_id"]).fillna("").replace("", "the outlet")
            lines = [
                f"    {row.stance:8} {source}: {' '.join(row.evidence.split())}"
                for row, source in zip(group.itertuples(), sources, strict=True)
            ]
            found.append((float(rows[key]), [f"{rows[key]:.2f} {', '.join(sorted(bases))}", *lines]))
    return found


def main(folders: list[str], each: bool) -> None:
    """Print the list for `folders`."""
    articles = pd.concat([documents(folder) for folder in folders], ignore_index=True)
    readings = read_each(articles)
    parts = [articles.iloc[[place]] for place in range(len(articles))] if each else [articles]
    found = [contest for part in parts for contest in implicit(assemble(part.reset_index(drop=True), readings))]
    for number, (_, lines) in enumerate(sorted(found, key=lambda contest: -contest[0]), 1):
        print(f"[{number}] " + "\n".join(lines))
    print(f"{len(found)} in {len(articles)} articles")


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "--each"], "--each" in sys.argv)
