"""The search for whom a noun phrase or a pronoun leads back to: of those named before it, who agrees and stands out.

Only the last people and bodies named before it are looked at, so the time grows with the length of the text alone.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from analysis.columns import Span
from analysis.extractors.people.entities import Entity
from analysis.extractors.people.linking import NameLinks
from analysis.extractors.people.mentions import Mention, is_sentence_start
from analysis.extractors.records import Spans

_FAR = {"nominal": 60, "pronoun": 25}  # people and bodies looked back at; "the company" refers further back than "he"
_KEPT = 3  # last mentions weighed of each
# The subject of the sentence before is whom "she" goes on with (Grosz, Joshi & Weinstein 1995 on centering), ahead of
# who spoke before that.
_CENTRE = 1.0
_OWN = 2.0  # "Mr Reith has a scar, he says": in 276 of 296 such sentences of our own articles it is he who speaks
_SUBJECT = {2: 2.0, 1: 0.8, 0: 0.0, -1: -0.8, -2: -1.2}
# "A nurse told her so, she said." reports the words before it.
_PARENTHESIS = re.compile(r", (?:he|she|they|it) \w+[,.]")
# "Nobody has told her, she says": no pronoun leads back to these.
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none|anybody|anyone|everybody|everyone)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|by) (?:the )?$")


class Antecedents(NameLinks):
    """The mentions of a text so far, and which of them a later one leads back to."""

    def __init__(
        self,
        text: str,
        found: Sequence[Mention],
        has_headline: bool,
        speaker_of: Callable[[Mention], Mention | None],
        said_by: Callable[[Mention], Spans],
    ) -> None:
        """As in `Discourse`; `has_headline` tells that the first paragraph is one."""
        self._has_headline, self._speaker_of, self._said_by = has_headline, speaker_of, said_by
        # Entities in the order of their last mention so far.
        self._recent: dict[int, None] = {}
        super().__init__(text, found)

    def _saw(self, index: int) -> None:
        mention = self.mentions[index]
        key = mention.entity
        if key >= 0 and not mention.aside and not _NOBODY.match(self.text, mention.start):
            self._recent.pop(key, None)
            self._recent[key] = None
            recent = self.entities[key].recent
            recent.append(index)
            del recent[:-_KEPT]

    def _search(self, index: int, agree: Callable[[Entity], float | None]) -> tuple[int, float, float] | None:
        """The best earlier mention, a confidence by its lead over the next entity's best, and how well it agrees."""
        return self._search_for(self.mentions[index], agree)

    def _search_for(
        self, target: Mention, agree: Callable[[Entity], float | None], said: Spans = ()
    ) -> tuple[int, float, float] | None:
        """As `_search`, for a mention of no document; `said` is what whoever it belongs to is told to say."""
        speaker = self._not_himself(target)
        doers = self._spoken_of(target, said or self._said_by(target))
        own = {m.entity for m in doers if self._is_introduced(m, target)}
        barred = {m.entity for m in doers if m.entity not in own} | ({speaker.entity} if speaker else set())
        ranked: list[tuple[float, int, float]] = []
        for entity in self._candidates(_FAR[target.form]):
            fit = agree(entity) if entity.key not in barred else None
            if fit is not None:
                score, at = max((self._salience(i, target), -i) for i in entity.recent)
                ranked.append((score + fit + _OWN * (entity.key in own), -at, fit))
        if not ranked:
            return None
        # Of equals the first stands out.
        ranked.sort(key=lambda found: (-found[0], found[1]))
        lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 3.0
        return ranked[0][1], 0.9 if lead >= 2 else 0.75 if lead >= 1 else 0.6, ranked[0][2]

    def _not_himself(self, target: Mention) -> Mention | None:
        """Who speaks the words around `target`, where he does not mean himself by it: by "he" in a quotation; in a turn
        of a transcript ("Courier: The union says 900.") by no noun either."""
        speaker = self._speaker_of(target) if target.quoted or target.in_content else None
        means_another = speaker is not None and (target.form == "pronoun" if target.quoted else speaker.aside)
        return speaker if means_another else None

    def _spoken_of(self, target: Mention, said: Spans) -> list[Mention]:
        """Who does something in what `target` says: in "A nurse told her, she said" the nurse, who is not "she"."""
        said = said if target.form == "pronoun" else ()
        if target.speaks and _PARENTHESIS.match(self.text, target.start - 2):
            said = tuple(sorted((*said, *self._before(target))))
        first, last = self._starts_in(said) if said else (0, 0)
        subjects = (m for m in self.mentions[first:last] if m.form != "pronoun" and m.subject == 2)
        return [m for m in subjects if m.start < target.start and any(a <= m.start < b for a, b in said)]

    def _is_introduced(self, mention: Mention, target: Mention) -> bool:
        """'Mr Reith has lost forty bookings, he says', 'Dunn drives a school bus now, she said', 'The fire service had
        one boat, it said': who is named, or what opens the sentence with "the", speaks of himself, or of itself."""
        kind = self.entities[mention.entity].kind
        person = target.head in ("he", "she")
        if mention.sentence != target.sentence or ((kind == "person") != person and kind != "unknown"):
            return False
        if person and mention.form == "name":
            return len(mention.name) > 2  # "E., he explained, was his sister"
        start = mention.start - 4 if self.text.startswith(("The ", "the "), mention.start - 4) else mention.start
        opens = is_sentence_start(self.text, start) or self.text.endswith(("— ", "– "), 0, start)  # behind a dateline
        return opens and target.head != "they" and (mention.determiner == "the" or not person)

    def _before(self, target: Mention) -> Iterator[Span]:
        """Where a mention that speaks nothing is a subject in the sentence of `target`, at most eight mentions before
        it: in "Reports that a regiment had mutinied, it added, were invented" it is not the regiment that adds."""
        at = self._starts_in([(0, target.start)])[1]
        for mention in self.mentions[max(0, at - 8) : at]:
            if mention.sentence != target.sentence or mention.speaks or ":" in self.text[mention.end : target.start]:
                continue
            if mention.subject == 2:
                yield mention.start, mention.start + 1

    def _starts_in(self, spans: Sequence[Span]) -> Span:
        """The positions of the mentions that begin from the start of the first of `spans` to the end of the last."""
        start = partial(bisect_left, self.mentions, key=lambda mention: mention.start)
        return start(spans[0][0]), start(spans[-1][1])

    def _candidates(self, far: int) -> Iterator[Entity]:
        for _, key in zip(range(far), reversed(self._recent), strict=False):
            yield self.entities[key]

    def _is_known(self, mention: Mention, target: Mention) -> bool:
        """Whether a pronoun's gender is known to be that of whom a mention names."""
        gender = self.entities[mention.entity].gender
        return target.form == "pronoun" and bool(gender) and gender == target.gender

    def _salience(self, at: int, target: Mention) -> float:
        mention = self.mentions[at]
        distance = target.sentence - mention.sentence
        # Who speaks behind a preposition is no object: "according to Jane Roe", "was told by Jane Roe".
        told_by = mention.speaks and _ACCORDING.search(self.text, max(0, mention.start - 24), mention.start)
        rank = 2 if told_by else mention.subject
        score = -0.8 * min(distance, 10) + _SUBJECT[rank]
        score += 1.5 * mention.speaks + 2.0 * (mention.paragraph == target.paragraph)
        if distance == 1 and rank == 2 and mention.form == "name" and self._is_known(mention, target):
            score += _CENTRE
        in_headline = self._has_headline and mention.paragraph == 1 < target.paragraph
        if (mention.in_content or in_headline) and distance:
            score -= 1.5
        if mention.quoted and not target.quoted:
            score -= 6.0
        return score
