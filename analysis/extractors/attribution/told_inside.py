"""Claims told inside another's claim that the tagger missed: "Roe said he had been told by two clerks that p".

PolNeAR marks such nested attributions; who tells of one does not put it forward himself. Only what opens the outer
content is read, where nothing else can be its subject.
"""

import re

from analysis.columns import overlaps
from analysis.extractors.attribution.drafts import Draft, Page, touching

_DAY = r"(?:on\s\w+day\s|last\s\w+\s|this\s\w+\s)?"
_WHOM = r"(?:him|her|them|it|us|me|(?:the|this|his|her|their|a)\s[\w’'-]+(?:\s[\w’'-]+)?|(?:[A-Z][\w.’'-]*\s?){1,3}?)"
_SELF = r"(?:he|she|they|it|I|we|you)"
_OPENS = r"(?:that\s)?"
_WHO = rf"(?P<who>(?!{_SELF}\b)[^,.;:“”\"]{{2,50}}?)(?:,\s(?:who|which|whose)\s[^,.;:]{{3,60}},)?"
_TOLD = r"(?:told|informed|assured)"
# "that prosecutors had told her on Tuesday (that) it was off"
_ACTIVE = re.compile(
    rf"{_OPENS}{_WHO}\s(?P<cue>(?:had|has|have)\s{_TOLD})\s{_WHOM}\s?{_DAY}"
    r"(?:that\s(?P<what>\S)|(?P<bare>(?:he|she|it|they|there|the|an?|his|her)\s))"
)
# "that he had been told by two clerks that p"
_PASSIVE = re.compile(
    rf"{_OPENS}[\w.’' -]{{1,40}}?\s(?P<cue>(?:had|has|have)\sbeen\s{_TOLD}|(?:was|were)\s{_TOLD})\s{_DAY}"
    r"by\s(?P<who>[^,.;:“”\"]{2,60}?)\s(?:on\s\w+day\s)?that\s(?P<what>\S)"
)
_CONFIDENCE = 0.6


def told_inside(page: Page) -> list[Draft]:
    """Drafts for what somebody is said to have told, where no draft has that cue."""
    cues = [span for draft in page.drafts for span in draft.cue]
    found: list[Draft] = []
    for start, end in (draft.content[0] for draft in page.drafts if draft.content and draft.cue):
        if touching((start, end), page.quoted):
            continue
        matches = (wording.match(page.text, start, end) for wording in (_ACTIVE, _PASSIVE))
        match = next((one for one in matches if one and not overlaps(one.span("cue"), cues)), None)
        if match:
            told = (match.start("what" if match["what"] else "bare"), end)
            found.append(Draft((match.span("who"),), (match.span("cue"),), (told,), "told inside", _CONFIDENCE))
    return found
