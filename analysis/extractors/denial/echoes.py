"""Denials that repeat only a subject and an auxiliary: 'conceded that it had not', 'is certain it was not'.

What is denied was said or asked just before; the answer leaves it out (Quirk et al. 1985, 12.59 on ellipsis).
"""

import re
from collections.abc import Iterator, Sequence

from analysis.columns import Span
from analysis.extractors.denial.records import Denial
from analysis.extractors.wording import sentence_of

_AUX = r"(?:did|does|do|had|has|have|was|were|is|are)"
_ENDS = r"(?=[”\"’]|\s*(?:[.,;:!?—–]|\b(?:and|but)\b|$))"
ECHO = re.compile(
    rf"\b(?P<subject>he|she|it|they|we|I|there|that|this)\s(?:(?P<aux>{_AUX})(?:\snot|n[’']t)(?:\sso)?|never\s{_AUX}|(?P<yes>{_AUX}))"
    rf"{_ENDS}",
    re.IGNORECASE,
)
# "Asked about the threat, he said there had been none."
_NONE = re.compile(
    r"\b(?P<subject>there)\s(?:(?:had|has|have|could have|would have)\s(?:\w+\s)?been|was|were|is|are)\s"
    rf"none{_ENDS}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"\b(?P<subject>nobody|no\sone|none\sof\s(?:us|them)|neither)\s{_AUX}{_ENDS}",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"(?:(?:So|And|But|Well|Then),?\s)?(?P<aux>{_AUX})\s(?P<subject>(?:he|she|it|they|there|this|that|you)\b|"
    r"(?:the|a|an|his|her|its|their|any|anybody|anyone|[A-Z][\w’'-]+)(?:\s[\w’'-]+){0,4}?)\s"
    r"(?P<rest>(?:ever|in|at|on|with|to|the|a|an|\w+ed|\w+en|\w+ing)\b[^?]*)\?$",
    re.IGNORECASE,
)


def echoes(text: str, sentences: Sequence[Span]) -> Iterator[Denial]:
    """Echoes of `text` in text order, with the form "echo" and the pronoun as their noun.

    "They did not" has the stance "denies"; "they did", which answers what was said in the negative, "asserts".
    """
    patterns = (ECHO, _NONE, _NOBODY)
    for match in sorted((match for each in patterns for match in each.finditer(text)), key=lambda match: match.start()):
        sentence = sentences[sentence_of(sentences, match.start())]
        yield Denial(
            words=match.span(),
            evidence=(match.span(),),
            form="echo",
            stance="asserts" if match.groupdict().get("yes") else "denies",
            target=(),
            basis="explicit denial",
            confidence=0.7,
            noun=match["subject"].lower(),
            sentence=sentence,
        )


def asked(text: str, sentence: Span) -> str:
    """A question that yes or no answers, as a statement: "Was the box ever alone?" is "The box was ever alone"."""
    words = " ".join(text[slice(*sentence)].split()).strip("“”‘’\"' ")
    match = _QUESTION.match(words)
    if match is None:
        return ""
    stated = f"{match['subject']} {match['aux'].lower()} {match['rest']}"
    stated = re.sub(r"\bever\s", "", stated)
    return stated[:1].upper() + stated[1:]
