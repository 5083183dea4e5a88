"""The passages that teach the stance model: news text written for this project, with its claims and contests marked.

`passages/*.txt` hold them; passages/README.md tells the marks and how they were made.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.columns import Span, overlaps
from analysis.extractors.contest.stance import Said

FOLDER = Path(__file__).parent / "passages"
_LONG = 900  # characters: a text from here on is an article
HELD = 8  # every eighth passage of a file is kept from training, for measuring,
KEPT = range(31, 39)  # and every one of these files
_OPEN = re.compile(r"\{(?P<label>\w+) (?P<speaker>[^|{}]+)\| ?|\}")
_LABELS = r"\w+(?:, ?\w+)*"
_CONTEST = re.compile(
    rf"= *(?P<asserting>-|{_LABELS}) x (?P<contesting>{_LABELS}) (?P<how>denied|doubted|implied) \| (?P<statement>.+)"
)


@dataclass(frozen=True, slots=True)
class Contested:
    """One contested assertion: labels of the claims on both sides, and how it is contested: denied, doubted, implied.

    `asserting` is empty where nobody in the passage states it.
    """

    asserting: tuple[str, ...]
    contesting: tuple[str, ...]
    how: str
    statement: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage without its marks, its claims by label in text order, and what is contested in it."""

    name: str
    text: str
    claims: dict[str, Said]
    contests: tuple[Contested, ...]

    @property
    def is_article(self) -> bool:
        """Whether it is a whole article, by its length."""
        return len(self.text) >= _LONG

    def marked(self, span: Span) -> set[str]:
        """Labels of the claims that share a character with `span`."""
        return {label for label, said in self.claims.items() if overlaps(said.span, [span])}

    def between(self, one: set[str], other: set[str]) -> set[str]:
        """How claims of two sets of labels contest one another, whichever side they are on; empty where they do not."""
        return {
            contest.how
            for contest in self.contests
            for a, b in ((one, other), (other, one))
            if a & set(contest.asserting) and b & set(contest.contesting)
        }


def read_passages(folder: Path = FOLDER) -> tuple[list[Passage], list[Passage]]:
    """The passages to learn from, and those kept for measuring.

    Raises ValueError where a mark cannot be read.
    """
    learnt, held = [], []
    for path in sorted(folder.glob("*.txt"), key=lambda path: int(path.stem)):
        blocks = [
            block
            for block in re.split(r"^###.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            if block.strip()
        ]
        for number, block in enumerate(blocks):
            kept = number % HELD == HELD - 1 or int(path.stem) in KEPT
            (held if kept else learnt).append(parsed(f"{path.stem}-{number}", block))
    return learnt, held


def by_length(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """The short ones and the whole articles, under "passages" and "articles"."""
    found: dict[str, list[Passage]] = {"passages": [], "articles": []}
    for passage in passages:
        found["articles" if passage.is_article else "passages"].append(passage)
    return found


def parsed(name: str, block: str) -> Passage:
    """One passage from its marked text and the lines behind it that begin with "="."""
    lines = block.strip().split("\n")
    cut = next((number for number, line in enumerate(lines) if line.startswith("=")), len(lines))
    text, claims = _unmarked(name, "\n".join(lines[:cut]).strip())
    contests = tuple(_contests(name, lines[cut:], claims))
    return Passage(name, text, claims, contests)


def _unmarked(name: str, marked: str) -> tuple[str, dict[str, Said]]:
    text, claims, at = "", {}, 0
    opened: tuple[str, str, int] | None = None
    for match in _OPEN.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match["label"] and (opened or match["label"] in claims):
            raise ValueError(
                f"{name}: the claim {match['label']} is nested or marked twice; give each a label of its own"
            )
        if match["label"]:
            opened = match["label"], match["speaker"].strip(), len(text)
        elif opened is None:
            raise ValueError(f"{name}: a closing brace without a claim before '{marked[at : at + 20]}'; take it out")
        else:
            claims[opened[0]] = Said(opened[1], (opened[2], len(text)))
            opened = None
    if opened:
        raise ValueError(f"{name}: the claim {opened[0]} is not closed; put a brace behind it")
    return text + marked[at:], claims


def _contests(name: str, lines: list[str], claims: dict[str, Said]) -> Iterator[Contested]:
    for line in filter(str.strip, lines):
        match = _CONTEST.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{name}: cannot read '{line}'; write '= a x b denied | statement'")
        asserting, contesting = (
            tuple(re.findall(r"\w+", match[side].replace("-", ""))) for side in ("asserting", "contesting")
        )
        unknown = [label for label in (*asserting, *contesting) if label not in claims]
        if unknown:
            raise ValueError(f"{name}: '{line}' names {unknown[0]}, which marks no claim")
        yield Contested(asserting, contesting, match["how"], match["statement"].strip())
