"""Who wrote what is quoted as "it": a letter from somebody, a message with a name at its end."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.extractors.people.titles import Mention

# Nouns for what one person or body writes; a report, a survey or a study speaks for itself.
WRITTEN = frozenset(["letter", "email", "statement", "note", "message", "text", "postcard", "memo"])
_FROM = re.compile(r"[ \u00a0](?:from|by)[ \u00a0]")
# A name that is a sentence of its own, that is all of a quotation, or behind a greeting.
_BEFORE_SIGNATURE = re.compile(r"(?:[.!?]|[Ll]ove,|[Rr]egards,|[Yy]ours,)[”\"’']?\s+[“\"‘'—–-]?$|[“\"‘'][ ]?$")


def written_by(text: str, found: Sequence[Mention], written: Mention, end: int) -> Mention | None:
    """The mention of who signs the words that end at `end`, else of whom `written` is "from" or "by"; None for neither.

    `found` are all mentions in text order, with their entities.
    """
    return _signer(text, found, end) or _behind(text, found, written)


def _signer(text: str, found: Sequence[Mention], end: int) -> Mention | None:
    at = bisect_left(found, end, key=lambda mention: mention.start)
    for mention in found[max(0, at - 1) : at]:
        alone = _BEFORE_SIGNATURE.search(text, max(0, mention.start - 12), mention.start)
        if mention.form == "name" and mention.entity >= 0 and alone and not re.search(r"\w", text[mention.end : end]):
            return mention
    return None


def _behind(text: str, found: Sequence[Mention], written: Mention) -> Mention | None:
    at = bisect_left(found, written.end, key=lambda mention: mention.start)
    near = (m for m in found[at : at + 1] if m.form != "pronoun" and m.entity >= 0)
    return next((m for m in near if _FROM.fullmatch(text, written.end, m.start)), None)
