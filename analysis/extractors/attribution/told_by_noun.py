"""Claims that a noun announces in place of a verb: "Roe's version was that p", "by her count, p", "in its telling, p";
and those told in the passive, "it was put to him by Roe that p".

The tagger was trained on news in which such wordings are rare. PolNeAR marks them as attributions ("His argument is
that …"): the possessor is the source, the noun and its verb or preposition are the cue. The possessor opens its clause:
"the problem with the union's argument is that p" is somebody else's claim.
"""

import re

from analysis.columns import Span, overlaps
from analysis.extractors.attribution.drafts import Draft, Page, touching
from analysis.extractors.cues import Words
from analysis.extractors.propositions import DAYS
from analysis.extractors.records import Spans
from analysis.extractors.wording import clause_end

_OPENS = r"(?:(?<=[,;.!?]\s)|(?<=[.!?][”\"’]\s)|(?<=\b(?:but|and)\s)|^)"
_NAMED = rf"(?!(?:{DAYS}|[Tt]oday|[Yy]esterday)\b)[\w-]+(?:[’']s|s[’'])"
_OWNER = (
    rf"(?:(?P<who>(?:[Tt]he\s(?:[\w-]+\s){{0,2}}?|(?:[A-Z][\w.-]*\s){{0,3}}){_NAMED})|"
    r"(?P<whose>(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)))\s(?:own\s|only\s|first\s|later\s)?"
)
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_COUNTED = (
    r"account|version|reading|count|reckoning|telling|calculations?|estimates?|tally|recollection|figures|records"
)
_TOLD = (
    rf"{_COUNTED}|answer|reply|response|argument|contention|case|explanation|defen[cs]e|theory|claim|story|"
    "understanding"
)
# "Keoghan's version was that p".
_IS_THAT = re.compile(
    rf"{_OPENS}{_OWNER}(?P<cue>(?:{_TOLD})\s(?:was|is|has\sbeen|had\sbeen|remains|remained))\s(?P<what>that\s\S)",
    re.MULTILINE,
)
# "Only 31, by his reading, came back", "In the union's telling, nobody was asked".
_ASIDE = re.compile(rf"{_OPENS}(?P<preposition>[Bb]y|[Ii]n)\s{_OWNER}(?P<cue>{_COUNTED})(?=,\s|[.]?$)", re.MULTILINE)
# "Her answer in full: 'Cobblers.'"
_ANSWERS = re.compile(
    rf"{_OPENS}{_OWNER}(?P<cue>(?:{_TOLD}|verdict|words|retort|message)(?:\s(?:in\sfull|to\s\w+|(?:was|is)\s[\w-]+|was|is))?:)\s"
    r"(?P<what>[“\"‘'][^“”\"\n]+[”\"’'])",
    re.MULTILINE,
)
# "It was put to him by Jane Roe, for the defence, that p": not "It was put to him that p", which names nobody.
_PUT = re.compile(
    r"\b[Ii]t\s(?P<cue>(?:was|is|has\sbeen|had\sbeen)\s(?:put|suggested|alleged|claimed|argued|submitted|objected))\s"
    r"(?:to\s[^,.;]{2,40}?\s)?by\s(?P<who>[^,.;]{2,50}?)(?:,[^,.;]{3,40},)?\s(?P<what>that\s\S)"
)
# "A claim by the broadcaster TV-One that p".
_CLAIMED = re.compile(
    r"\b(?:[Aa]|[Tt]he|[Aa]nother)\s(?:[\w-]+\s)?(?P<cue>(?:claim|allegation|report|statement|assertion|suggestion|accusation|finding|"
    r"complaint|boast)\s(?:by|from))\s(?P<who>[^,.;:]{2,60}?)\s(?P<what>that\s\S)"
)
# "He forked out £90,000, his agent Baz Tully boasted in March."
_TOLD_LAST = re.compile(
    r"(?P<told>[^“”\"]{20,}?),\s(?P<who>(?:(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]he|[Aa]n?|[Oo]ur)\s(?:[\w’'-]+\s){0,3}?)?"
    r"(?:[A-Z][\w.’'-]+\s){0,3}?[\w’'-]+)\s(?P<cue>boasted|bragged|claimed|insisted|alleged|argued|complained|joked|warned|reckoned|"
    r"maintained|recalled|predicted|estimated|let\sslip|confided|testified|declared|announced)"
    r"(?:\s(?:in|on|last|this|at|yesterday|today|later|again)\b[^,.;]{0,30})?[.]?"
)
_EDGES = re.compile(r"[,.;:\s]*(?P<told>.*?)[,.;:\s]*", re.DOTALL)
_CONFIDENCE = 0.6


def told_by_noun(page: Page) -> list[Draft]:
    """Drafts for what a noun announces, where no draft has that cue or tells the same."""
    found: list[Draft] = []
    for begin, end in page.sentences:
        for match in (m for wording in (_IS_THAT, _PUT, _CLAIMED) for m in wording.finditer(page.text, begin, end)):
            words = Words(page.text, match.start("what"), end)
            clause = match.start("what"), words.end[clause_end(words, 0) - 1]
            found += _drafts(page, match, (match.span("cue"),), (clause,))
        last = _TOLD_LAST.fullmatch(page.text, begin, end)
        if last and (last["who"][0].isupper() or " " in last["who"]):
            found += _drafts(page, last, (last.span("cue"),), (last.span("told"),))
        for match in _ANSWERS.finditer(page.text, begin, end):
            found += _drafts(page, match, (match.span("cue"),), (match.span("what"),))
        for match in _ASIDE.finditer(page.text, begin, end):
            around = (begin, match.start()), (match.end(), end)
            told = tuple(span for span in (_told(page.text, *piece) for piece in around) if span[0] < span[1])
            found += _drafts(page, match, (match.span("preposition"), match.span("cue")), told)
    return found


def _told(text: str, start: int, end: int) -> Span:
    match = _EDGES.fullmatch(text, start, end)
    return match.span("told") if match else (start, start)


def _drafts(page: Page, match: "re.Match[str]", cue: Spans, told: Spans) -> list[Draft]:
    known = any(overlaps(cue[-1], (*draft.cue, *draft.content, *draft.source)) for draft in page.drafts)
    known = known or any(overlaps(span, draft.content) for draft in page.drafts for span in told)
    if known or not told or touching(cue[-1], page.quoted):
        return []
    start, end = match.span("who") if match["who"] else match.span("whose")
    source = (start, start + len(_POSSESSIVE.sub("", page.text[start:end])))
    return [Draft((source,), cue, told, "noun", _CONFIDENCE)]
