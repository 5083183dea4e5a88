"""Floors below which the reading may not fall, pinned to the gold they were measured on.

    python -m analysis.evaluation.floors tests/floors.json          what holds, and what fell
    python -m analysis.evaluation.floors tests/floors.json --pin    raise the floors to what is measured now
    python -m analysis.evaluation.floors tests/floors.json --pin --lower    also lower them: say why in the commit

A floor is an F1 at the time of pinning; a measure fails when it falls below its floor by more than the file's
`margin`, which allows for a changed punctuation mark here and there. Gold that changed since has another fingerprint
and must be pinned again.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.evaluation.corpora import AnnotatedArticle, read_corpus
from analysis.evaluation.scores import count, table, without_optional
from analysis.extractors.attribution.attributions import attributions

MEASURES = ("source exact", "cue exact", "content exact", "content token", "attribution", "attribution quoted")
Entry = dict[str, Any]


def articles_of(entry: Entry, base: Path) -> list[AnnotatedArticle]:
    """The articles of one entry of the floors file: every `every`-th of the corpus at `path`, from `base`."""
    return read_corpus(base / entry["path"])[:: entry.get("every", 1)]


def fingerprint(articles: Iterable[AnnotatedArticle]) -> str:
    """The SHA-256 of the texts and of what was marked in them."""
    digest = hashlib.sha256()
    for article in articles:
        spans = [(one.source, one.cue, one.content) for one in (*article.gold(), *article.optional)]
        digest.update(json.dumps([article.name, article.text, spans]).encode())
    return digest.hexdigest()


def measured(articles: Iterable[AnnotatedArticle]) -> dict[str, float]:
    """F1 of each of `MEASURES`, rounded to four places."""
    counts = []
    for article in articles:
        gold = article.gold()
        found = without_optional(article.text, attributions(article.text), gold, article.optional)
        counts.append(count(article.text, found, gold))
    rows = table(counts, bootstrap=0)
    scores = dict(zip(rows["measure"], rows["f1"].astype(float), strict=True))
    return {name: round(scores[name], 4) for name in MEASURES}


def fallen(entry: Entry, articles: list[AnnotatedArticle], margin: float) -> list[str]:
    """What keeps an entry's floors from holding, one sentence each; [] when they hold."""
    if fingerprint(articles) != entry["fingerprint"]:
        return [f"{entry['path']}: the gold has changed; pin the floors again (--pin)"]
    return [
        f"{entry['path']}: {name} is {now:.4f}, its floor {entry['floors'][name]:.4f} less {margin}"
        for name, now in measured(articles).items()
        if now < entry["floors"][name] - margin
    ]


def pinned(entry: Entry, articles: list[AnnotatedArticle], lower: bool) -> Entry:
    """The entry with the floors of now; a floor falls only where `lower` says so or the gold has changed."""
    sign, now = fingerprint(articles), measured(articles)
    if sign == entry.get("fingerprint") and not lower:
        now = {name: max(f1, entry["floors"][name]) for name, f1 in now.items()}
    return entry | {"fingerprint": sign, "floors": now}


def main() -> int:
    """Check or pin every entry whose corpus is at hand; 1 when a floor does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    data = json.loads(options.floors.read_text(encoding="utf-8"))
    base, problems = options.floors.parent.parent, []
    for position, entry in enumerate(data["corpora"]):
        if not (base / entry["path"]).exists():
            continue
        articles = articles_of(entry, base)
        if options.pin:
            data["corpora"][position] = pinned(entry, articles, options.lower)
        problems += fallen(data["corpora"][position], articles, data["margin"])
    if options.pin:
        options.floors.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print("\n".join(problems) or "every floor holds")
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main())
