"""Figures and facts that somebody gives without saying: "police put the turnout at 600", "the clinic gave the figure as
15", "the surgeon gave the cause as drowning", "the union counted 900", "the clerk made it 63", "the Treasury's figure
is £2.6bn", "the log has the gate shut at four".

The tagger was trained on news in which such sentences are rare. PolNeAR marks them as attributions ("Bloomberg pegged
him at $2.9 billion"): source, cue "put", and for content what is measured and the figure.
"""

import re

from analysis.columns import Span, overlaps
from analysis.extractors.attribution.drafts import Draft, Page, touching
from analysis.extractors.cues import Words
from analysis.extractors.wording import AUXILIARY, PREPOSITIONS, clause_end, is_adverb, word_class

_FIGURE = (
    r"(?:(?:at\s(?:least|most)|about|around|some|roughly|nearly|almost|close\sto|more\sthan|fewer\sthan|less\sthan|just|"
    r"only|over|under|up\sto|between|as\s(?:low|high|many|few)\sas)\s){0,2}(?:[$£€¥]\s?)?(?:\d|(?:one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|(?:an?|half\sa)\s(?:dozen|hundred|thousand|million|quarter|third|half))\b)"
)
_MEASURES = (
    r"(?:the|an?|its|their|his|her|[A-Z][\w-]+[’']s)\s(?:[\w’'-]+\s){0,2}?(?:figure|crowd|attendance|audience|capacity|number|total|toll|count|tally|time|age|date|cost|price|value|"
    r"distance|length|height|weight|speed|share|rate|turnout|year|month|day|hour|dose|depth|score|balance|bill|sum|losses|profit|damage|dead|strength)\s"
    r"(?:[\w’'-]+\s){0,5}?"
)
# "The clerk made it 63"; not "Roe made it 2-0", "made it 40 not out".
_COUNTED = r"[$£€¥]?\d[\d,]+(?!\d|[-–/]|\s(?:in\sa\srow|straight|wins|goals|for\s\d|not\sout|all)\b)"
_GIVES = r"(?:g[ai]ves?|(?<=\bhas\s)given|(?<=\bhave\s)given|(?<=\bhad\s)given)"
_GIVEN = re.compile(
    rf"\b(?P<cue>(?:puts?|pegs|pegged|value[sd](?=\s(?:the|an?|its|his|her|their|[A-Z])))(?=\s(?:[\w’'%-]+\s){{1,9}}?at\s{_FIGURE})|"
    rf"{_GIVES}(?=\s{_MEASURES}(?:as|at)\s{_FIGURE})|(?:counted|counts|tallied)(?=\s{_FIGURE})|"
    rf"ma(?:de|kes?)(?=\s(?:it|that)\s{_COUNTED})|(?:has|have|had)(?=\s(?:it|that|this|them)\sat\s{_FIGURE}))\s(?P<what>.*?{_FIGURE})"
)
_CAUSES = (
    r"(?:the|an?|its|their|his|her)\s(?:[\w’'-]+\s){0,2}?(?:cause|reason|motive|source|origin|name|address|width|depth|size|place|location|starting\spoint|"
    r"destination|occupation|date|time)\s"
    r"(?:[\w’'-]+\s){0,5}?"
)
_FACT = re.compile(rf"\b(?P<cue>{_GIVES}(?=\s{_CAUSES}as\s))\s(?P<what>.*?\sas\s\S+)")
# "Its experts place the source a mile away", "the pathologist places the death at about nine".
_PLACED = re.compile(
    r"\b(?P<cue>plac(?:es?|ed))\s(?P<what>(?:the|its|his|her|their)\s(?:\w+\s)?(?:source|origin|cause|time|date|start|"
    r"beginning|epicent(?:re|er)|scene|seat|blast|explosion|crash|impact|meeting|incident|murder|death|fire|attack|call)\s"
    r"\S+)"
)
# "A story in the Herald had it that p".
_HAD_IT = re.compile(r"\b(?P<cue>ha(?:s|ve|d)\sit)\s(?P<what>that\s\S+)")
# "The Treasury's figure for the same year is £2.6bn".
_FIGURE_IS = re.compile(
    r"(?:(?<=[.!?;]\s)|(?<=[.!?][”\"’]\s)|(?<=\b(?:but|and)\s)|^)(?P<who>(?:[Tt]he\s)?(?:[\w-]+\s){0,4}?[\w-]+)(?:[’']s|(?<=s)[’'])\s(?:own\s|latest\s)?"
    r"(?P<cue>figure|count|tally|estimate|total|number|toll|reckoning)\s(?P<what>(?:(?:for|of|in)\s[^,;:.]{2,40}?\s)?"
    rf"(?:is|was|stands\sat|stood\sat|comes\sto|came\sto|remains|has\sbeen|had\sbeen)\s{_FIGURE})",
    re.MULTILINE,
)
# What a paper or a picture holds: "minutes record a vote", "a log has one visit", "footage shows her on the floor".
_OPENS = (
    r"(?=\s(?:(?:an?|the|no|that|how|his|her|him|it|its|them|their|only|at\sleast|[A-Z][\w.’'-]+|\d[\d,.:]*|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve)\s|\d[\d,]*(?:[.;]|$)))"
)
_RECORDED = re.compile(
    rf"\b(?P<cue>(?:records?|lists?|shows?|showed|places?|bears?|has|have){_OPENS}|(?:finds|found)(?=\s\d[\d,]*(?:[.;]|$)))\s"
    r"(?P<what>[^\s,;:]+)"
)
# Who stands before the verb, up to the last break: "…, while police", "…; a doctor at the hospital".
_BREAK = re.compile(
    r"[;:”\"]\s|(?:,\s)(?:and|but|while|whereas|though|although)\s|\s(?:while|whereas|although)\s|"
    r"^(?:but|and|yet|still|meanwhile|however),?\s",
    re.IGNORECASE,
)
_WORDINGS = (_GIVEN, _FACT, _PLACED, _HAD_IT, _RECORDED, _FIGURE_IS)
# "The army, which had spoken of nine, on Tuesday gave …"
_ASIDE = re.compile(r"(?P<who>[^,;:]{3,60}),\s(?:who|which|whose|\w+ing)\s[^;:]{3,120},\s(?:on\s[\w’']+\s)?$")
# "The clerk, Ann Booth, who had gone from door to door, made …", "The log, a copy of which is pinned up, has …"
_LONG_ASIDE = re.compile(
    r"(?P<who>[^,;:]{3,60}(?:,\s[A-Z][^,;:]{2,40})?),\s(?:who|which|whose|(?:a|one|some)\s\w+\sof\swh\w+|one\sof\s\w+|\w+ed|in|on|at|from|kept|held|"
    r"released|published)\s[^;:]{3,120},\s(?:(?:ha(?:s|ve|d)|later|then)\s)?$"
)
_RELATIVE = re.compile(r",\s(?P<who>who|which)\s(?:[\w’']+\s){0,2}$")
_REST = re.compile(r"(?:[^,;:.!?—–\n]|[,.](?=\d))*")
_WITH_VERB = AUXILIARY | {"later", "earlier", "since", "then", "now", "at", "first", "also"}
_HEAD_ENDS = re.compile(r",|\s(?:of|from|for|on|in|at|by|under|obtained|released|kept|taken|shot|dated|filed)\s")
_WHENS = frozenset(
    ["earlier", "later", "ago", "before", "after", "afterwards", "then", "yesterday", "today", "tonight"]
)
_LONGEST = 12  # words of a source
_CONFIDENCE = 0.6


def given_figures(page: Page) -> list[Draft]:
    """Drafts for what somebody gives, or a paper holds, where no draft has that cue or holds it in its content."""
    found: list[Draft] = []
    for begin, end in page.sentences:
        for match in (m for wording in _WORDINGS for m in wording.finditer(page.text, begin, end)):
            _stop_before(page, match.start())
            known = any(overlaps(match.span("cue"), (*draft.cue, *draft.content)) for draft in (*page.drafts, *found))
            source, cue = (None, (0, 0)) if known else _attributed(page.text, begin, match)
            if source and (match.re is not _RECORDED or _is_paper(page.text[slice(*source)])):
                content = (match.start("what"), _end(page.text, match, end))
                found.append(Draft((source,), (cue,), (content,), "figure", _CONFIDENCE))
    return found


def _attributed(text: str, begin: int, match: "re.Match[str]") -> tuple[Span | None, Span]:
    """Who gives it, and the cue: a verb with its auxiliaries and adverbs, or a noun behind its owner."""
    if match.re is _FIGURE_IS:
        return match.span("who"), match.span("cue")
    source = _source(text, begin, match.start())
    words = Words(text, source[1] if source else match.start(), match.start())
    return source, ([*words.start, match.start()][_before_group(words)], match.end("cue"))


def _is_paper(source: str) -> bool:
    """Whether a source is what facts are read from: "Minutes of the meeting", "the council's own log"."""
    head = _HEAD_ENDS.split(source.lower(), maxsplit=1)[0]
    return bool(set(re.findall(r"[\w-]+", head)[-1:]) & word_class("record"))


def _stop_before(page: Page, verb: int) -> None:
    """End a content that nothing quotes at the semicolon behind which somebody else gives a figure: "said ten had died;
    a doctor put …"."""
    for draft in page.drafts:
        for number, (start, end) in enumerate(draft.content):
            stop = page.text.rfind("; ", start, verb) if start < verb < end else -1
            if stop > start and not touching((start, end), page.quoted):
                draft.content = (*draft.content[:number], (start, stop), *draft.content[number + 1 :])


def _source(text: str, begin: int, verb: int) -> Span | None:
    """The noun phrase before a verb group that begins at `verb`, ahead of what is told of it between; None where it is
    no such phrase."""
    relative = _RELATIVE.search(text, begin, verb)
    relative = relative or _ASIDE.match(text, begin, verb)
    if relative:
        return relative.span("who")
    plain = _plain(text, begin, verb)
    aside = None if plain else _LONG_ASIDE.match(text, begin, verb)
    return aside.span("who") if aside else plain


def _plain(text: str, begin: int, verb: int) -> Span | None:
    """The phrase before a verb group, up to the last break; None where it is long, or has a verb of its own."""
    for found in list(_BREAK.finditer(text, begin, verb)):
        begin = found.end()
    words = Words(text, begin, verb)
    first, last = 0, _before_group(words)
    if words.low[:1] and words.low[0] in PREPOSITIONS and "," in words.low:
        first = words.low.index(",") + 1  # "At the hospital, a doctor put …"
    elif words.low[:1] and words.low[0] in PREPOSITIONS:
        # "In a filing to the board the company gave …"
        first = max((place for place in range(2, last) if words.low[place] in ("the", "its", "his", "her")), default=0)
    comma = words.low.index(",", first) if "," in words.low[first:last] else 0
    if comma and words.low[comma - 1] in _WHENS:
        first = comma + 1  # "An hour earlier, his office had counted …"
    inner = words.low[first:last]
    if not inner or len(inner) > _LONGEST or (not inner[-1][0].isalnum() and inner[-1] != ","):
        return None
    spoken = any(
        (low in AUXILIARY and low != "'s") or low in ("and", "to", "that", "who", "which", "or") for low in inner
    )
    return None if spoken else (words.start[first], words.end[last - 1])


def _before_group(words: Words) -> int:
    """The number of words before the auxiliaries and adverbs that end `words`: "the guild | has since"."""
    last = len(words)
    while last and (words.low[last - 1] in _WITH_VERB or is_adverb(words.low[last - 1])):
        last -= 1
    return last


def _end(text: str, match: "re.Match[str]", end: int) -> int:
    """The end of the words that go on from the figure: "600", "four in July", "15 after a recount"."""
    rest = _REST.match(text, match.end(), end)
    words = Words(text, match.start("what"), rest.end() if rest else match.end())
    return words.end[clause_end(words, 0) - 1]
