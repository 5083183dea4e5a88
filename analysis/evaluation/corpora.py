"""Annotated corpora in any of four layouts, as one record an article."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.columns import Span
from analysis.errors import InputError
from analysis.evaluation.gold import SUFFIX, read_gold
from analysis.extractors.records import Attribution, Spans

_ROLES = ("Source", "Cue", "Content")
# PolNeAR names an annotation after its article and the annotator's four-digit sign.
_SIGN = re.compile(r"_([0-9a-f]{4})$")
_REMEDY = (
    "Give a folder that holds NAME.txt beside NAME.ann (brat), text/ and attributions/ (PolNeAR), "
    "NAME.json (Citron) or NAME.txt beside NAME.gold.json."
)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article and what each annotator marked in it.

    `text` is the decoded file, unaltered; spans are character offsets into it, end exclusive. `annotations` has the
    annotators in alphabetical order, the empty name where a corpus does not name them. `optional` holds
    attributions that a careful annotator may leave out: they count neither for nor against.
    """

    name: str
    text: str
    annotations: Mapping[str, tuple[Attribution, ...]]
    optional: tuple[Attribution, ...] = field(default=())

    def gold(self, annotator: str | None = None) -> tuple[Attribution, ...]:
        """What `annotator` marked, or what the first in the alphabet did when None; () if they read another part."""
        name = min(self.annotations) if annotator is None else annotator
        return self.annotations.get(name, ())


def read_corpus(path: str | Path) -> list[AnnotatedArticle]:
    """The articles of an annotated corpus, in the order of their names.

    `path` is a folder in the layout of brat, PolNeAR, Citron (github.com/bbc/citron, docs/data_format.md) or our own
    gold, or one file of it. Raises InputError naming the file and the remedy where it is none of these or a line
    of it cannot be read.
    """
    path = Path(path)
    for reader in (_polnear, _ours, _brat, _citron):
        articles = sorted(reader(path), key=lambda article: article.name)
        if articles:
            return articles
    raise InputError(f"{path} holds no annotated corpus. {_REMEDY}")


def _polnear(path: Path) -> Iterator[AnnotatedArticle]:
    if (path / "text").is_dir() and (path / "attributions").is_dir():
        yield from _standoff((path / "text").glob("*.txt"), sorted((path / "attributions").glob("*.ann")))


def _brat(path: Path) -> Iterator[AnnotatedArticle]:
    annotations = [path] if path.suffix == ".ann" else sorted(path.glob("*.ann"))
    yield from _standoff((path.parent if path.is_file() else path).glob("*.txt"), annotations)


def _standoff(texts: Iterator[Path], annotations: list[Path]) -> Iterator[AnnotatedArticle]:
    by_article: dict[str, dict[str, Path]] = defaultdict(dict)
    names = {text.stem: text for text in texts}
    for annotation in annotations:
        sign = "" if annotation.stem in names else (_SIGN.findall(annotation.stem) or [""])[0]
        by_article[annotation.stem.removesuffix(f"_{sign}" if sign else "")][sign] = annotation
    for name, files in by_article.items():
        if name not in names:
            raise InputError(f"{min(files.values())} has no {name}.txt: put the article's text beside it.")
        text = _text(names[name])
        yield AnnotatedArticle(name, text, {sign: read_brat(file, text) for sign, file in sorted(files.items())})


def read_brat(path: Path, text: str) -> tuple[Attribution, ...]:
    """The attributions of a brat file in its order: T lines Source, Cue and Content, linked by E lines.

    Lines of other kinds (notes, relations) are passed over. Fragments are kept apart as pieces.
    """
    spans: dict[str, Spans] = {}
    found = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        fields = line.rstrip("\r").split("\t")
        try:
            if line.startswith("T") and len(fields) > 1:
                spans[fields[0]] = _offsets(fields[1], text)
            elif line.startswith("E") and len(fields) > 1:
                found.append(_event(fields[1], spans))
        except ValueError as error:
            raise InputError(f"{path}, line {number} is no brat annotation of its text ({error}).") from error
    return tuple(found)


def _offsets(label: str, text: str) -> Spans:
    pieces = [piece.split() for piece in label.split(" ", 1)[1].split(";")]
    spans = sorted((int(start), int(end)) for start, end in pieces)
    if spans[0][0] < 0 or spans[-1][1] > len(text):
        raise ValueError(f"offsets {spans} lie outside the text of {len(text)} characters")
    return tuple(spans)


def _event(roles: str, spans: Mapping[str, Spans]) -> Attribution:
    held: dict[str, list[Span]] = {role: [] for role in _ROLES}
    for part in roles.split():
        role, _, name = part.partition(":")
        role = role.rstrip("0123456789")
        if role in held:
            held[role].extend(spans.get(name, ()))
    source, cue, content = (tuple(sorted(held[role])) for role in _ROLES)
    return marked(source, cue, content)


def marked(source: Spans, cue: Spans, content: Spans, kind: str = "") -> Attribution:
    """An annotator's attribution: no rule found it, and nobody doubts it."""
    return Attribution(source, cue, content, kind, 1.0, rule="annotator")


def _citron(path: Path) -> Iterator[AnnotatedArticle]:
    for file in [path] if path.suffix == ".json" else sorted(path.glob("*.json")):
        try:
            document = json.loads(_text(file))
            found = tuple(_quote(quote) for quote in document["quotes"])
            yield AnnotatedArticle(file.stem, str(document["text"]), {"": found})
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{file} is no Citron document: it needs 'text' and 'quotes' ({error!r}).") from error


def _quote(quote: Mapping[str, Any]) -> Attribution:
    cue = quote.get("cue")
    return marked(_spans(quote.get("sources") or []), _spans([cue] if cue else []), _spans(quote["contents"]))


def _spans(parts: list[Mapping[str, Any]]) -> Spans:
    return tuple(sorted((int(part["start"]), int(part["end"])) for part in parts))


def _ours(path: Path) -> Iterator[AnnotatedArticle]:
    for file in [path] if path.name.endswith(SUFFIX) else sorted(path.glob(f"*{SUFFIX}")):
        gold = read_gold(file)
        claims = [
            (claim, marked(claim.source, claim.cue, claim.content, claim.kind))
            for claim in gold.claims
            if claim.kind != "narrator"
        ]
        must = tuple(made for claim, made in claims if not claim.optional)
        yield AnnotatedArticle(gold.name, gold.text, {"": must}, tuple(m for claim, m in claims if claim.optional))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
