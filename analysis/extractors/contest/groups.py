"""Noun phrases that stand for names given before: "the two cities" for Kupyansk and Pokrovsk."""

import re
from collections.abc import Mapping

from analysis.columns import Span

_GROUP = re.compile(
    r"\b(?:the|both|these|those|all)\s(?P<count>two|three|four)?\s?(?P<noun>cities|towns|villages|countries|states|companies|firms|men|women|clubs|banks|ministers|players|"
    r"islands|ports|provinces|regions|districts|schools|hospitals|bridges|rivers|parties|leaders|teams|drugs|sites)\b",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*"
_PAIR = re.compile(rf"(?P<first>{_NAME})(?P<more>(?:,\s{_NAME})*),?\sand\s(?:in\s|the\s)?(?P<last>{_NAME})")
_COUNTS = {"two": 2, "three": 3, "four": 4}


def group_names(text: str, span: Span) -> dict[Span, list[str]]:
    """Noun phrases such as "the two cities" in ``text[start:end]`` with the names, given before, that they stand for.

    Read from the nearest list of that many names before the phrase ("in Kupyansk and Krasnoarmiysk"); none when
    no such list stands before.
    """
    found: dict[Span, list[str]] = {}
    for match in _GROUP.finditer(text, *span):
        if not match["count"] and not match.group().lower().startswith("both"):
            continue
        wanted = _COUNTS.get((match["count"] or "two").lower(), 2)
        for pair in reversed(list(_PAIR.finditer(text, 0, match.start()))):
            names = [pair["first"], *(name for name in pair["more"].split(", ") if name), pair["last"]]
            if len(names) == wanted:
                found[match.span()] = names
                break
    return found


def with_names(text: str, span: Span, words: str, aliases: Mapping[str, str]) -> str:
    """`words` (a statement made from ``text[span]``) with "the two cities" replaced by the names it stands for."""
    for (start, end), names in group_names(text, span).items():
        told = [f"{name} ({aliases[name.lower()].title()})" if name.lower() in aliases else name for name in names]
        listed = ", ".join(told[:-1]) + " and " + told[-1]
        words = re.sub(
            re.escape(" ".join(text[start:end].split())), listed.replace("\\", ""), words, flags=re.IGNORECASE
        )
    return words[:1].upper() + words[1:]
