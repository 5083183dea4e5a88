"""How often the resolved speaker is the right one, on corpora that say who each attribution's source is.

``python -m analysis.evaluation.speakers PATH`` prints the scores; PATH is a folder with GUM-derived ``documents.jsonl``
and ``attributions.jsonl``, or a folder of articles with ``.gold.json`` files.

A resolved speaker is right when its name, or a name it was called by, is the gold speaker's: equal without case,
accents, articles and titles; or, for people, the same family name and given names that agree ("Chris", "Christopher");
or one a short form of the other ("Maurer" and "K.C. Maurer"). One resolved speaker counts for one gold speaker
of its document only, the one that it meets most often, and the other way round, so that neither lumping people
together nor splitting one person earns anything. Where the gold names nobody, "not named" and the outlet are right.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd

from analysis.columns import Span, overlaps
from analysis.errors import InputError
from analysis.evaluation.gold import SUFFIX, GoldClaim, read_gold
from analysis.extractors.attribution.attributions import attributions as find_attributions
from analysis.extractors.attribution.posts import posts
from analysis.extractors.people import names
from analysis.extractors.people.answers import NOT_NAMED
from analysis.extractors.people.speakers import resolve_speakers
from analysis.extractors.people.titles import title_length
from analysis.extractors.records import Attribution, LocalSpeaker

COLUMNS = ["doc", "genre", "split", "form", "source", "gold", "found", "speaker", "right", "confidence"]
_PRONOUN = re.compile(r"(?:i|me|my|we|us|our|you|he|she|it|they|him|her|them|who|which|that|this)(?:\s+\w+)?$", re.I)


@dataclass(frozen=True, slots=True)
class Case:
    """One gold attribution: where it stands, and the names under which its speaker is known (first: the best)."""

    doc: str
    genre: str
    split: str
    attribution: Attribution
    speaker: str
    names: tuple[str, ...]
    scored: bool = True


def speaker_scores(path: str | Path, found: bool = False, genre: str | None = None) -> pd.DataFrame:
    """One row a gold attribution of the corpus in `path`, with the speaker resolved for it.

    `form` is "pronoun" or "named" by the source's words. Where `found` is false the gold source, cue and content are
    given; where it is true they are the program's own, `found` says whether it found the attribution (one whose
    content and, where both have one, source overlap the gold's; of several the one with the best token F1 of
    contents), and `right` is false for one that it did not find. `genre` keeps that genre alone; an article of our
    own has the first part of its name for one ("speakers", "contest"). Of GUM only rows with `gold_pair_ok` come.
    Raises InputError when `path` lacks the corpus.
    """
    documents, cases = read_articles(path) if any(Path(path).glob(f"*{SUFFIX}")) else read_gum(path)
    rows: list[dict[str, Any]] = []
    for doc, text in documents.items():
        chosen = [case for case in cases.get(doc, []) if genre in (None, case.genre)]
        rows += _score_document(text, chosen, found)
    return pd.DataFrame(rows, columns=COLUMNS)


def read_gum(path: str | Path) -> tuple[dict[str, str], dict[str, list[Case]]]:
    """Texts by document, and the corpus's attributions by document in file order."""
    folder = Path(path)
    try:
        documents = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines()]
        rows = [json.loads(line) for line in (folder / "attributions.jsonl").read_text("utf-8").splitlines()]
    except FileNotFoundError as error:
        raise InputError(
            f"{error.filename} is missing: give the folder that holds documents.jsonl and attributions.jsonl"
        ) from error
    cases: dict[str, list[Case]] = defaultdict(list)
    for row in rows:
        cases[row["doc"]].append(_case(row))
    return {d["doc"]: d["text"] for d in documents}, cases


def read_articles(path: str | Path) -> tuple[dict[str, str], dict[str, list[Case]]]:
    """Texts and attributions, in text order, of the articles in `path` whose gold names speakers."""
    texts, cases = {}, {}
    for file in sorted(Path(path).glob(f"*{SUFFIX}")):
        gold = read_gold(file)
        if not gold.claims:
            continue
        doc = file.name.removesuffix(SUFFIX)
        ordered = sorted(gold.claims, key=lambda claim: claim.content[0][0])
        places = {claim.id: place for place, claim in enumerate(ordered)}
        known = {speaker.name: (speaker.name, *speaker.aliases) for speaker in gold.speakers}
        texts[doc] = gold.text
        cases[doc] = [_article_case(doc, claim, places, known) for claim in ordered]
    return texts, cases


def _article_case(doc: str, claim: GoldClaim, places: dict[str, int], known: dict[str, tuple[str, ...]]) -> Case:
    via = places.get(claim.via) if claim.via else None
    attribution = Attribution(claim.source, claim.cue, claim.content, claim.kind, 1.0, via, "gold")
    bearing = known[claim.speaker] if claim.speaker else ()
    return Case(doc, doc.split("-")[0], "test", attribution, claim.speaker or "", bearing)


def _case(row: dict[str, Any]) -> Case:
    spans = [tuple((a, b) for a, b in row[f"{part}_spans"]) for part in ("source", "cue", "content")]
    speaker = row["speaker"] or {}
    known = [unquote(speaker.get(key) or "") for key in ("name", "surface", "mention")]
    known = [re.sub(r"\s*\(.*?\)", "", name) for name in known if name and not _PRONOUN.match(name)]
    kind = "direct" if row["quoted"] else "indirect"
    attribution = Attribution(spans[0], spans[1], spans[2], kind, 1.0, rule="gold")
    return Case(
        row["doc"],
        row["genre"],
        row["split"],
        attribution,
        str(speaker.get("cluster")),
        tuple(known),
        row["gold_pair_ok"],
    )


def _score_document(text: str, cases: Sequence[Case], found: bool) -> list[dict[str, Any]]:
    if not any(case.scored for case in cases):
        return []
    given = find_attributions(text) if found else [case.attribution for case in cases]
    speakers, resolutions = resolve_speakers(text, given, posts(text))
    rows: list[dict[str, Any]] = []
    for number, case in enumerate(cases):
        if not case.scored:
            continue
        at = _found_at(text, case.attribution, given) if found else number
        speaker = speakers[resolutions[at].speaker] if at is not None else None
        source = " ".join(text[a:b] for a, b in case.attribution.source)
        row: dict[str, Any] = {
            "doc": case.doc,
            "genre": case.genre,
            "split": case.split,
            "source": source,
            "gold": case.names[0] if case.names else "",
        }
        row |= {"form": "pronoun" if _PRONOUN.match(source) else "named", "found": at is not None}
        row |= {
            "speaker": speaker.name if speaker else "",
            "right": speaker is not None and agrees(speaker, case.names),
        }
        row["confidence"] = resolutions[at].confidence if at is not None else 0.0
        rows.append(row | {"_gold": case.speaker, "_key": speaker.key if speaker else -1})
    return _one_for_one(rows)


def _one_for_one(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take back the credit of all but the commonest partner of each resolved speaker and of each gold speaker."""
    for one, other in (("_key", "_gold"), ("_gold", "_key")):
        met: dict[Any, Counter[Any]] = defaultdict(Counter)
        told = [row for row in rows if row["_gold"]]
        for row in told:
            if row["right"]:
                met[row[one]][row[other]] += 1
        for row in told:
            row["right"] = row["right"] and met[row[one]].most_common(1)[0][0] == row[other]
    return rows


def agrees(speaker: LocalSpeaker, gold: Sequence[str]) -> bool:
    """Whether a resolved speaker bears one of the gold speaker's names (the module says when names are the same)."""
    if not gold:
        return speaker.name == NOT_NAMED or speaker.kind == "outlet"
    known = [speaker.name, *speaker.aliases]
    return any(same_name(one, other) for other in gold for one in known)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same without case, accents, articles and titles, or one a short form of the other."""
    a, b = _bare(one), _bare(other)
    if not a or not b:
        return False
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return True
    x, y = a.split(), b.split()
    if len(x) > 1 and len(y) > 1:
        return names.same_person(a, b) or set(x) == set(y)
    short, long = sorted((x, y), key=len)
    return len(short) == 1 and len(short[0]) > 2 and short[0] in (long[0], long[-1])


def _bare(name: str) -> str:
    words = [w for w in names.plain(re.sub(r"\s*\(\d+\)$", "", name)).split() if w not in ("the", "a", "an")]
    title = title_length(words)
    return " ".join(words[title:] if title < len(words) else words)


def _found_at(text: str, gold: Attribution, given: Sequence[Attribution]) -> int | None:
    best, at = 0.0, None
    for number, one in enumerate(given):
        if bool(gold.source) != bool(one.source) or (gold.source and not _overlap(gold.source, one.source)):
            continue
        score = _content_f1(text, gold.content, one.content)
        if score > best:
            best, at = score, number
    return at


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(overlaps(span, other) for span in one)


def _content_f1(text: str, one: Sequence[Span], other: Sequence[Span]) -> float:
    if not _overlap(one, other):
        return 0.0
    first, second = _words(text, one), _words(text, other)
    both = len(first & second)
    return 2 * both / (len(first) + len(second)) if both else 0.0


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {a + m.start() for a, b in spans for m in re.finditer(r"\w+|[^\w\s]", text[a:b])}


def summary(scores: pd.DataFrame) -> pd.DataFrame:
    """Shares of right speakers: one row a set of attributions (news and all genres; pronoun and named sources)."""
    parts = {genre: scores[scores.genre == genre] for genre in ("news", "speakers", "contest")}
    parts = {name: part for name, part in parts.items() if 0 < len(part) < len(scores)} | {"all genres": scores}
    rows = []
    for name, part in parts.items():
        for form in ("all", "pronoun", "named"):
            chosen = part if form == "all" else part[part.form == form]
            held = chosen[chosen.found]
            share = {"right": chosen.right.mean(), "right of found": held.right.mean()}
            rows.append({"attributions": name, "sources": form, "n": len(chosen), "found": len(held), **share})
    return pd.DataFrame(rows)


def calibration(scores: pd.DataFrame, edges: Sequence[float] = (0, 0.5, 0.7, 0.8, 0.9, 0.97, 1.01)) -> pd.DataFrame:
    """Of the attributions found, the share right by bucket of confidence (left end closed, right end open)."""
    held = scores[scores.found]
    buckets = pd.cut(held.confidence, list(edges), right=False)
    grouped = held.groupby(buckets, observed=True)
    return grouped.agg(n=("right", "size"), right=("right", "mean"), confidence=("confidence", "mean")).reset_index(
        names="bucket"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of the corpus named on the command line."""
    parser = argparse.ArgumentParser(description="Scores of speaker resolution")
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true", help="list each wrong speaker")
    parser.add_argument("--found", action="store_true", help="end to end: find the attributions too")
    parser.add_argument("--genre", help="only the documents of this genre (news, interview, …)")
    parser.add_argument("--split", help="only the documents of this split (train, dev, test)")
    options = parser.parse_args(arguments)
    scores = speaker_scores(options.path, options.found, options.genre)
    scores = scores[scores.split == options.split] if options.split else scores
    print(summary(scores).round(3).to_string(index=False))
    print(calibration(scores).round(3).to_string(index=False))
    if options.misses:
        print(scores[~scores.right].drop(columns=["split", "right"]).to_string(index=False, max_colwidth=40))


if __name__ == "__main__":
    main()
