"""Sentences in the article's own voice: what its reporter states without giving it to a source."""

import re
from bisect import bisect_right
from dataclasses import replace

from analysis.columns import Span
from analysis.extractors.attribution.drafts import merged
from analysis.extractors.records import Attribution, Post, Spans
from analysis.extractors.text import sentences, tokens

# A statement has this many tokens; shorter lines are labels, credits and datelines.
_STATEMENT_TOKENS = 6
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_CONFIDENCE = 0.7


def with_narration(
    text: str, attributions: list[Attribution], posts: list[Post], body_start: int = 0
) -> list[Attribution]:
    """`attributions` and, among them in text order, the narrator's statements: kind "narrator", no source, no cue.

    A narrator's statement is a whole sentence of the body that no attribution and no post touches, that is no question
    and no line of names or figures. `via` keeps pointing at the same attribution as before.
    """
    spoken = [span for a in attributions for span in a.source + a.cue + a.content]
    taken = merged(spoken + [(post.start, post.end) for post in posts])
    narrated = [
        Attribution((), (), (sentence,), "narrator", _CONFIDENCE, rule="narrator")
        for sentence in sentences(text, body_start)
        if _is_statement(text, sentence) and not _touches(sentence, taken)
    ]
    both = [(a, index) for index, a in enumerate(attributions)] + [(n, -1) for n in narrated]
    both.sort(key=lambda pair: pair[0].content[0][0])
    moved = {index: new for new, (_, index) in enumerate(both)}
    return [replace(a, via=None if a.via is None else moved[a.via]) for a, _ in both]


def _is_statement(text: str, sentence: Span) -> bool:
    words = text[slice(*sentence)]
    return (
        not words.rstrip("\"”’')").endswith("?")
        and len(tokens(text, *sentence)) >= _STATEMENT_TOKENS
        and len(_LOWER_WORD.findall(words)) >= _STATEMENT_TOKENS // 2
    )


def _touches(sentence: Span, taken: Spans) -> bool:
    """Whether one of `taken`, in text order and apart from one another, shares a character with `sentence`."""
    last = bisect_right(taken, (sentence[1], -1)) - 1
    return last >= 0 and taken[last][1] > sentence[0]
