"""Attributions written into a text: ``{1s Jane Roe} {1c said} {1t the bridge was shut}.``

Each pair of braces is a span of the attribution with that number: s source, c cue, t content, p content of a post,
n the reporter's own statement. Spans may nest. Attributions come back in the order of their numbers.
"""

import re

from analysis.extractors.records import Attribution

_OPEN = re.compile(r"\{(\d+)([sctpn]) ?")
_QUOTE = "\"“‘'"


def read_marked(marked: str) -> tuple[str, list[Attribution]]:
    """The text without its marks, and its attributions."""
    text, stack, spans = "", [], []
    position = 0
    while position < len(marked):
        opening = _OPEN.match(marked, position)
        if opening:
            stack.append((int(opening[1]), opening[2], len(text)))
            position = opening.end()
        elif marked[position] == "}" and stack:
            number, part, start = stack.pop()
            spans.append((number, part, start, len(text)))
            position += 1
        else:
            text += marked[position]
            position += 1
    return text, [_attribution(text, spans, number) for number in sorted({span[0] for span in spans})]


def _attribution(text, spans, number):
    parts = {part: tuple(sorted((a, b) for n, p, a, b in spans if n == number and p == part)) for part in "sctpn"}
    content = parts["t"] or parts["p"] or parts["n"]
    direct = text[content[0][0]] in _QUOTE
    kind = "post" if parts["p"] else "narrator" if parts["n"] else "direct" if direct else "indirect"
    return Attribution(parts["s"], parts["c"], content, kind, 0.9)
