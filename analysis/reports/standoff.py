"""Claims as annotations beside untouched texts: brat (as PolNeAR has it), Citron's JSON, W3C Web Annotations.

Only what somebody is said to claim is written; the article's own voice (kind "narrator") has neither source nor
cue. Each document gives files named after its own file; where two would have one name, the folder or a number tells
them apart.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.columns import words
from analysis.study import Study

Row = dict[str, Any]
CONTEXT = 32  # characters before and after a quotation, by which a selector finds its place again
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')


def brat(study: Study, folder: Path) -> None:
    """NAME.txt, the untouched text, and NAME.ann: T lines Source, Cue, Content, Attribution, and E lines that link
    them.

    As in PolNeAR 1.0: fragments are joined by ";", an attribution without source is "Attribution-no-source". A span
    that runs over a line's end becomes fragments, one a line, because brat cannot hold it otherwise.
    """
    for name, document, claims in documents(study):
        text = document["text"]
        (folder / f"{name}.txt").write_bytes(text.encode())
        lines = "".join(line + "\n" for line in _brat_lines(text, claims))
        (folder / f"{name}.ann").write_bytes(lines.encode())


def _brat_lines(text: str, claims: Sequence[Row]) -> Iterator[str]:
    known: dict[str, str] = {}  # "Cue 36 40" -> its T; spans that several claims share are written once
    for number, claim in enumerate(claims, 1):
        links = []
        for role, spans in _roles(claim):
            fragments = _fragments(text, spans)
            what = f"{role} {';'.join(f'{start} {end}' for start, end in fragments)}"
            if what not in known:
                known[what] = f"T{len(known) + 1}"
                yield f"{known[what]}\t{what}\t{' '.join(text[start:end] for start, end in fragments)}"
            links.append(f"{role}:{known[what]}")
        yield f"E{number}\t{' '.join(links)}"


def _roles(claim: Row) -> list[tuple[str, list[list[int]]]]:
    """The parts of an attribution, first the words that stand for it as a whole: its cue, or else what it has."""
    trigger = claim["cue_spans"] or claim["source_spans"] or claim["content_spans"]
    kind = "Attribution" if claim["source_spans"] else "Attribution-no-source"
    parts = [("Content", claim["content_spans"]), ("Cue", claim["cue_spans"]), ("Source", claim["source_spans"])]
    return [(kind, trigger), *((role, spans) for role, spans in parts if spans)]


def _fragments(text: str, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """`spans` cut at line ends, without the blanks at the cuts."""
    return [
        (start + line.start(), start + line.end())
        for start, end in spans
        for line in re.finditer(r"[^\s](?:[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*[^\s])?", text[start:end])
    ]


def citron(study: Study, folder: Path) -> None:
    """NAME.json in the annotation format of the BBC's Citron: text, and quotes with cue, sources and contents.

    Citron gives every quote one cue; a claim without a cue has none here. `speaker` is ours: the resolved name.
    """
    names = dict(zip(study.speakers["speaker_id"], study.speakers["name"], strict=True))
    for name, document, claims in documents(study):
        text = document["text"]
        quotes = [_citron_quote(text, claim, names) for claim in claims]
        made = {"text": text, "quotes": quotes}
        (folder / f"{name}.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _citron_quote(text: str, claim: Row, names: dict[str, str]) -> Row:
    def parts(which: str) -> list[Row]:
        return [{"start": start, "end": end, "text": text[start:end]} for start, end in claim[which]]

    cue = parts("cue_spans")
    quote = {"id": claim["claim_id"], "sources": parts("source_spans"), "contents": parts("content_spans")}
    speaker = names.get(claim["speaker_id"])
    return {
        **quote,
        **({"cue": cue[0]} if cue else {}),
        "confidence": round(claim["confidence"], 4),
        **({"speaker": speaker} if speaker else {}),
    }


def web_annotation(study: Study, folder: Path) -> None:
    """NAME.jsonld: an AnnotationPage of the W3C Web Annotation Data Model, one annotation a claim.

    The target is the article's address, or its file; the parts are found by position and by quotation.
    """
    names = dict(zip(study.speakers["speaker_id"], study.speakers["name"], strict=True))
    for name, document, claims in documents(study):
        items = [_annotation(document, claim, names) for claim in claims]
        made = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
        (folder / f"{name}.jsonld").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _annotation(document: Row, claim: Row, names: dict[str, str]) -> Row:
    text = document["text"]
    where: str = document["source"] if pd.isna(document["url"]) else document["url"]
    speaker = names.get(claim["speaker_id"], words(text, claim["source_spans"]))
    targets = [
        {
            "source": where,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - CONTEXT) : start],
                    "suffix": text[end : end + CONTEXT],
                },
            ],
        }
        for start, end in claim["content_spans"]
    ]
    body = [
        {"type": "TextualBody", "purpose": "identifying", "value": speaker},
        {"type": "TextualBody", "purpose": "tagging", "value": claim["kind"]},
        {"type": "TextualBody", "purpose": "tagging", "value": claim["cue_class"]},
    ]
    return {
        "id": f"urn:contested:{claim['claim_id']}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [part for part in body if part["value"]],
        "target": targets if len(targets) > 1 else targets[0],
    }


def documents(study: Study) -> Iterator[tuple[str, Row, list[Row]]]:
    """Each document in order: the name for its files, its row, and its attributed claims."""
    attributed = study.claims[study.claims["kind"] != "narrator"]
    by_document = {key: part.to_dict("records") for key, part in attributed.groupby("doc_id", sort=False)}
    names = _names(list(study.documents["source"]))
    for name, row in zip(names, study.documents.to_dict("records"), strict=True):
        yield name, row, by_document.get(row["doc_id"], [])


def _names(sources: Sequence[str]) -> list[str]:
    """A file name for each source, without its ending: "strike/day-1.txt" is day-1, or strike_day-1 beside another
    day-1.
    """
    short = [_fit(re.split(r"[\\/]", source.rstrip("/"))[-1]) for source in sources]
    counts = Counter(short)
    long = [_fit(source) if counts[name] > 1 else name for source, name in zip(sources, short, strict=True)]
    made: list[str] = []
    taken: set[str] = set()
    numbers: Counter[str] = Counter()  # how often a name came before, where to go on counting
    for name in long:
        own = name
        while own.lower() in taken:
            numbers[name.lower()] += 1
            own = f"{name}-{numbers[name.lower()] + 1}"
        taken.add(own.lower())
        made.append(own)
    return made


def _fit(source: str) -> str:
    stem = re.sub(
        r"\.(txt|text|md|markdown|html?|json|jsonl|csv|xlsx|parquet)(?=$|#|:)", "", source, flags=re.IGNORECASE
    )
    return _UNFIT.sub("_", stem).strip("._")[:150] or "article"
