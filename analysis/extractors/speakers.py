"""Who speaks: from the source's words of each attribution to a person, a body or a group of the document.

`Resolution.chain` is the evidence: the source's own words first, then each mention that they lead to, with why.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.columns import Span
from analysis.extractors import names
from analysis.extractors.coreference import Discourse
from analysis.extractors.entities import Entity, display_name, speaker_kind
from analysis.extractors.mentions import Mention, mentions
from analysis.extractors.names import plain
from analysis.extractors.quotations import quotations
from analysis.extractors.records import Attribution, Link, LocalSpeaker, Post, Resolution, Spans
from analysis.extractors.sources import FIRST_PERSON, Reader
from analysis.extractors.text import paragraphs, sentences

OWN_VOICE = "The article's own voice"
NOT_NAMED = "not named"
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|id)|known|thought|understood|told|said)\b|reportedly|allegedly", re.I)
_BYLINE = re.compile(r"^[ \t]*(?:By|BY|Reporting by|Words:|Photo(?:graph)?s? by)[ \u00a0][A-Z][^.\n]{2,80}$", re.M)
_QUOTE_ONLY = re.compile(r"\s*[“\"‘'«][^\n]*[”\"’'»][\s.]*", re.S)


def resolve_speakers(
    text: str,
    attributions: Sequence[Attribution],
    posts: Sequence[Post] = (),
    outlet: str | None = None,
    author: str | None = None,
    body_start: int = 0,
) -> tuple[list[LocalSpeaker], list[Resolution]]:
    """Speakers of a document, and for each attribution (same order) which of them its source is.

    A `LocalSpeaker` is one person, body, group, unnamed source or outlet; its `key` is its position in the list, in
    order of first attribution. `outlet` speaks for claims of kind "narrator"; None gives "The article's own voice".
    `author` speaks for an "I" that stands in no quotation. Names before `body_start` (headline, byline) help to
    tell names but answer no pronoun. A source that the text leaves open gives the speaker "not named".
    """
    return _Document(text, attributions, posts, outlet, author, body_start).resolve()


@dataclass(frozen=True, slots=True)
class _Answer:
    """An entity (or -1 with a `label` such as NOT_NAMED) and the way to it."""

    entity: int
    chain: tuple[Link, ...]
    confidence: float
    label: str = ""
    kind: str = "unnamed"


class _Document:
    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        posts: Sequence[Post],
        outlet: str | None,
        author: str | None,
        body_start: int,
    ) -> None:
        self.text, self.attributions, self.posts = text, attributions, posts
        self.outlet, self.author = outlet, author
        self.paragraphs, self.sentences = paragraphs(text), sentences(text)
        found = mentions(text)
        reader = Reader(text, found)
        self.heads = [reader.read(a.source) for a in attributions]
        post_authors = [reader.read(post.author) for post in posts]
        for head in [*self.heads, *post_authors]:
            if isinstance(head, Mention):
                head.speaks = True
        self._mark(found, body_start)
        self.quotations = [q for q in quotations(text) if q.depth == 0]
        self.discourse = Discourse(text, found, self.sentences, self.paragraphs, self._speaker_of)
        self.places = {id(mention): index for index, mention in enumerate(found)}
        self.post_entities = {p.author: m.entity for p, m in zip(posts, post_authors, strict=True) if isinstance(m, Mention)}
        self._answers: dict[int, _Answer] = {}
        self._open: set[int] = set()

    def _mark(self, found: list[Mention], body_start: int) -> None:
        bylines = [match.span() for match in _BYLINE.finditer(self.text)]
        quoted = [piece for q in quotations(self.text) if q.depth == 0 for piece in q.inner]
        quoted += [(post.start, post.end) for post in self.posts]
        contents = [span for a in self.attributions for span in a.content]
        quotes, reported = _Regions(quoted), _Regions(contents)
        asides = _Regions([*bylines, (0, body_start)])
        for mention in found:
            mention.aside = mention.aside or mention.start in asides
            mention.quoted = mention.start in quotes
            mention.in_content = mention.start in reported

    # One attribution ----------------------------------------------------------------------------------------

    def resolve(self) -> tuple[list[LocalSpeaker], list[Resolution]]:
        made: dict[int | str, LocalSpeaker] = {}
        resolutions = []
        for index in range(len(self.attributions)):
            answer = self._answer(index)
            slot: int | str = answer.entity if answer.entity >= 0 else answer.label
            if slot not in made:
                made[slot] = self._speaker(len(made), answer)
            resolutions.append(Resolution(made[slot].key, answer.chain, answer.confidence))
        _tell_apart(list(made.values()))
        return list(made.values()), resolutions

    def _answer(self, index: int) -> _Answer:
        if index not in self._answers:
            if index in self._open:
                return _Answer(-1, (Link(self.attributions[index].source, "leads back to itself"),), 0.2, NOT_NAMED)
            self._open.add(index)
            self._answers[index] = self._find(index)
            self._open.discard(index)
        return self._answers[index]

    def _find(self, index: int) -> _Answer:
        attribution, head = self.attributions[index], self.heads[index]
        if attribution.kind == "narrator":
            return self._voice("the reporting itself")
        if attribution.kind == "post":
            answer = self._post_author(attribution)
            if answer:
                return answer
        if isinstance(head, Mention):
            return self._mention(index, head)
        if head in FIRST_PERSON:
            return self._first_person(index, head)
        if head == "you":
            return self._unnamed(attribution.source, "“you” is whoever is addressed", 0.3)
        if head in ("former", "latter"):
            return self._pair(index, head)
        return self._no_source(index)

    def _mention(self, index: int, head: Mention) -> _Answer:
        source = self.attributions[index].source
        if head.entity < 0:
            return self._unnamed(source, f"nobody before “{head.head}” agrees with it", 0.3)
        chain, confidence = self._chain(source, self.places[id(head)])
        return _Answer(head.entity, chain, confidence)

    def _chain(self, source: Spans, at: int) -> tuple[tuple[Link, ...], float]:
        """The links from a source to the mention that names its entity, and the product of their confidences."""
        discourse = self.discourse
        links = [Link(source, "the source's own words")]
        confidence, seen = 1.0, set[int]()
        step = discourse.steps.get(at)
        while step and step.antecedent is not None and at not in seen and len(links) < 8:
            seen.add(at)
            mention = discourse.mentions[step.antecedent]
            links.append(Link(((mention.start, mention.end),), step.reason))
            confidence *= step.confidence
            at, step = step.antecedent, discourse.steps.get(step.antecedent)
        confidence *= step.confidence if step else 1.0
        entity = discourse.entities[discourse.mentions[at].entity]
        fullest = self._fullest(entity)
        last = discourse.mentions[at]
        if fullest is not None and fullest.name != last.name:
            reason = step.reason if step and step.antecedent is None and step.reason != "a name" else "the fullest name"
            links.append(Link(((fullest.start, fullest.end),), reason))
        return tuple(links), round(confidence, 3)

    def _fullest(self, entity: Entity) -> Mention | None:
        if not entity.named:
            return None
        name = names.fullest(entity.names)
        return next((m for m in self.discourse.mentions if m.entity == entity.key and m.name == name), None)

    def _first_person(self, index: int, word: str) -> _Answer:
        """ "I" and "we" are the speaker of the quotation that they stand in; outside all of them, the author."""
        source = self.attributions[index].source
        place = source[0][0]
        holders = [
            (end - start, other)
            for other, a in enumerate(self.attributions)
            if other != index
            for start, end in a.content
            if start <= place < end
        ]
        holders = holders or self._same_quotation(index, place)
        if holders:
            _, other = min(holders)
            return self._follow(index, other, f"“{word}” stands in words of", 0.9)
        if self.author:
            return _Answer(-1, (Link(source, f"“{word}” outside all quotations is the author"),), 0.7, self.author, "person")
        return self._voice(f"“{word}” outside all quotations", source, 0.6)

    def _same_quotation(self, index: int, place: int) -> list[tuple[int, int]]:
        """(distance, attribution) of those that hold other words of the quotation around `place`."""
        for quotation in self.quotations:
            if quotation.start <= place < quotation.end:
                return [
                    (abs(a.content[0][0] - place), other)
                    for other, a in enumerate(self.attributions)
                    if other != index and self._reports(a) and any(start < quotation.end and quotation.start < end for start, end in a.content)
                ]
        return []

    def _reports(self, attribution: Attribution) -> bool:
        """Whether the source stands outside all quotations."""
        return bool(attribution.source) and not any(q.start <= attribution.source[0][0] < q.end for q in self.quotations)

    def _speaker_of(self, mention: Mention) -> Mention | None:
        """The mention that speaks the words around `mention`, where one is given."""
        for attribution, head in zip(self.attributions, self.heads, strict=True):
            if isinstance(head, Mention) and head is not mention and any(a <= mention.start < b for a, b in attribution.content):
                return head
        return None

    def _follow(self, index: int, other: int, reason: str, factor: float) -> _Answer:
        """The answer of another attribution, with a link that says why it is this one's too."""
        source = self.attributions[index].source
        answer = self._answer(other)
        link = Link(source, f"{reason} the attribution before it" if not source else reason)
        return _Answer(answer.entity, (link, *answer.chain), round(answer.confidence * factor, 3), answer.label, answer.kind)

    def _pair(self, index: int, word: str) -> _Answer:
        """The first or the second of the last two persons or bodies named before "the former", "the latter"."""
        source = self.attributions[index].source
        before = [m for m in self.discourse.mentions if m.start < source[0][0] and m.form != "pronoun" and m.entity >= 0 and not m.quoted]
        for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
            joint = self.text[one.end : other.start]
            kinds = {self.discourse.entities[m.entity].kind for m in (one, other)}
            if one.entity != other.entity and len(joint) < 60 and re.search(r"\b(?:and|or|with|against|from|but)\b", joint) and "place" not in kinds:
                chosen = one if word == "former" else other
                chain, confidence = self._chain(source, self.places[id(chosen)])
                link = Link(((one.start, one.end), (other.start, other.end)), f"the {word} of these two")
                return _Answer(chosen.entity, (chain[0], link, *chain[1:]), round(0.8 * confidence, 3))
        return self._unnamed(source, f"no pair stands before “the {word}”", 0.3)

    # Sources that are not there -------------------------------------------------------------------------------

    def _no_source(self, index: int) -> _Answer:
        attribution = self.attributions[index]
        cue = " ".join(self.text[a:b] for a, b in attribution.cue)
        if cue and (_PASSIVE.search(cue) or not re.search(r"ing\b", cue)):
            subject = None if _PASSIVE.search(cue) else self._subject(attribution)
            if subject is None:
                return self._unnamed((), "the text names no source", 0.6)
            chain, confidence = self._chain((), self.places[id(subject)])
            link = Link(((subject.start, subject.end),), "the subject of the cue's sentence")
            return _Answer(subject.entity, (link, *chain[1:]), round(0.6 * confidence, 3))
        if cue:
            other = self._in_sentence(index)
            if other is not None:
                return self._follow(index, other, "goes on in the same sentence as", 0.9)
        before = self._continues(index)
        if before is not None:
            return self._follow(index, before, "goes on from", 0.85)
        if attribution.via is not None and not cue:
            return self._follow(index, attribution.via, "stands in", 0.7)
        return self._unnamed((), "the text names no source", 0.6)

    def _subject(self, attribution: Attribution) -> Mention | None:
        """The nearest subject before the cue in its sentence."""
        place = attribution.cue[0][0]
        start = self.sentences[max(0, bisect_right(self.sentences, (place, 1 << 60)) - 1)][0]
        near = [m for m in self.discourse.mentions if start <= m.start < place and m.subject == 2 and m.entity >= 0]
        return near[-1] if near else None

    def _in_sentence(self, index: int) -> int | None:
        place = self.attributions[index].cue[0][0]
        start = self.sentences[max(0, bisect_right(self.sentences, (place, 1 << 60)) - 1)][0]
        sourced = [(a.source[0][0], i) for i, a in enumerate(self.attributions) if a.source and i != index]
        near = [(at, i) for at, i in sourced if start <= at < place]
        return max(near)[1] if near else None

    def _continues(self, index: int) -> int | None:
        """The attribution whose speaker goes on in this quote: of its paragraph, or of the one before a bare quote."""
        here = self._paragraph(index)
        for other in [*range(index - 1, -1, -1)][:6]:
            if self._paragraph(other) == here and self._speaks(other):
                return other
        after = index + 1
        if after < len(self.attributions) and self._paragraph(after) == here and self._speaks(after):
            return after
        block = self.text[slice(*self.paragraphs[here])] if here >= 0 else ""
        if not _QUOTE_ONLY.fullmatch(block):
            return None
        for other in [*range(index - 1, -1, -1)][:6]:
            if self._paragraph(other) == here - 1 and (self._speaks(other) or self._quote_only(other)):
                return other
        return None

    def _speaks(self, index: int) -> bool:
        return bool(self.attributions[index].source) and self.attributions[index].kind not in ("narrator", "post")

    def _quote_only(self, index: int) -> bool:
        return not self.attributions[index].cue and self.attributions[index].kind == "direct"

    def _paragraph(self, index: int) -> int:
        return bisect_right(self.paragraphs, (self.attributions[index].content[0][0], 1 << 60)) - 1

    def _post_author(self, attribution: Attribution) -> _Answer | None:
        place = attribution.content[0][0]
        for post in self.posts:
            if post.start <= place < post.end and attribution.kind == "post":
                entity = self.post_entities.get(post.author, -1)
                name = " ".join(self.text[a:b] for a, b in post.author) or " ".join(self.text[a:b] for a, b in post.handle)
                if entity < 0 and not name:
                    return None
                chain = (Link(post.author + post.handle, "the post's signature"),)
                return _Answer(entity, chain, 0.95, "" if entity >= 0 else name, "person")
        return None

    def _voice(self, reason: str, spans: Spans = (), confidence: float = 1.0) -> _Answer:
        return _Answer(-1, (Link(spans, reason),), confidence, self.outlet or OWN_VOICE, "outlet")

    def _unnamed(self, spans: Spans, reason: str, confidence: float) -> _Answer:
        return _Answer(-1, (Link(spans, reason),), confidence, NOT_NAMED)

    # Speakers ---------------------------------------------------------------------------------------------------

    def _speaker(self, key: int, answer: _Answer) -> LocalSpeaker:
        if answer.entity < 0:
            return LocalSpeaker(key, answer.label, answer.kind, aliases=[answer.label])
        entity = self.discourse.entities[answer.entity]
        kind = speaker_kind(entity)
        aliases = list(dict.fromkeys(entity.names))
        for post in self.posts:
            if self.post_entities.get(post.author) == entity.key:
                aliases += [self.text[a:b] for a, b in post.handle]
        for mention in self.discourse.mentions:
            if mention.entity == entity.key and mention.form != "pronoun":
                aliases.append(self.text[mention.start : mention.end])
        name = display_name(entity, kind)
        role = entity.role if kind in ("person", "unnamed") and entity.named else ""
        unique = list(dict.fromkeys([name, *aliases]))
        return LocalSpeaker(key, name, kind, role or None, entity.affiliation or None, unique)


class _Regions:
    """Spans merged, to ask whether an offset lies in one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._merged: list[list[int]] = []
        for start, end in sorted(spans):
            if self._merged and start <= self._merged[-1][1]:
                self._merged[-1][1] = max(end, self._merged[-1][1])
            else:
                self._merged.append([start, end])
        self._starts = [start for start, _ in self._merged]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._merged[index][1]


def _tell_apart(found: list[LocalSpeaker]) -> None:
    """Number the second and later of several speakers with one name, so that tables and charts tell them apart."""
    seen: dict[str, int] = {}
    for speaker in found:
        key = plain(speaker.name)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            speaker.name = f"{speaker.name} ({seen[key]})"
