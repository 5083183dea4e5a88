"""Whom the source of an attribution means, and the way there: its own words first, then each mention that they lead
to, with why."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extractors.attribution.quotations import quotations
from analysis.extractors.attribution.regions import Regions
from analysis.extractors.people import names
from analysis.extractors.people.coreference import Discourse
from analysis.extractors.people.entities import Entity
from analysis.extractors.people.mentions import Mention, lower_words, mentions
from analysis.extractors.people.names import plain
from analysis.extractors.people.sources import FIRST_PERSON, Reader
from analysis.extractors.people.written import WRITTEN, written_by
from analysis.extractors.records import Attribution, Link, Post, Spans
from analysis.extractors.text import paragraphs, sentences

OWN_VOICE = "The article's own voice"
# Evidential verbs without a source say how the reporter knows, not who says so (Bednarek 2006, "Evaluation in media").
_HEDGE = re.compile(r"\b(?:seem(?:s|ed|ingly)?|appear(?:s|ed)?|apparently)\b", re.IGNORECASE)
NOT_NAMED = "not named"
THE_WRITER = "the writer"
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|id)|known|thought|understood|told|said)\b"
    r"|reportedly|allegedly",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^[ \t]*(?:By|BY|Reporting by|Words:|Photo(?:graph)?s? by)[ \u00a0][A-Z][^.\n]{2,80}$", re.MULTILINE
)
# A transcript's label, where lines begin with several of them.
_LABEL = re.compile(r"^[ \t]*[A-Z][^\n:“\"]{0,40}:(?=[ \t])", re.MULTILINE)
_QUOTE_ONLY = re.compile(r"\s*[“\"‘'«].*[”\"’'»]?[\s.]*", re.DOTALL)
# "on X", "via Telegram": where something was said, and nobody who says it.
_PLATFORMS = names.word_list("platforms")
# "We have asked the mayor": the paper.
_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])
# Who is addressed is not who writes.
_DEAR = ("Dear ", "Dear\u00a0")
_ON = re.compile(r"\b(?:on|via|over|to)[ \u00a0]$")
_BY = re.compile(r"[ \u00a0]by[ \u00a0](?:the[ \u00a0])?")
_IN_MEDIUM = re.compile(r"[ \u00a0]in[ \u00a0](?:the|an?|its)[ \u00a0](?P<noun>[a-z ]{3,30})[ \u00a0]")
_JOINS_TWO = re.compile(r"\b(?:and|or|with|against|from|but)\b")
_APPOSED = re.compile(r", [^,.;:]{3,40}, ")
# "A jury was told": who told it is the next to speak, of a trial who speaks for the prosecution.
_HEARD = re.compile(
    r"\b(?:court|jury|jurors|inquest|tribunal|inquiry|hearing|magistrates|judges?|committee)\b[^,.;“\"]{0,40}?[ \u00a0]"
    r"(?:heard|(?:was|were|been)[ \u00a0]told)\b(?![ \u00a0](?:from|by)\b)",
    re.IGNORECASE,
)
_PROSECUTES = re.compile(
    r"\b(?:prosecut\w+|for[ \u00a0]the[ \u00a0](?:Crown|State|regulator)|[Oo]pening[ \u00a0]the[ \u00a0]case|"
    r"[Cc]ounsel[ \u00a0]to)\b"
)
# Who answers a charge did not bring it.
_DEFENDS = re.compile(r"\b(?:defen[cs]e|defending|mitigat\w+|den(?:y|ies|ied|ying)|pleaded|not[ \u00a0]guilty)\b")
_NEAR = 6  # attributions before a quote among which the speaker who goes on is looked for


@dataclass(frozen=True, slots=True)
class Answer:
    """An entity (or -1 with a `label` such as NOT_NAMED) and the way to it."""

    entity: int
    chain: tuple[Link, ...]
    confidence: float
    label: str = ""
    kind: str = "unnamed"


class Answers:
    """Whom the source of each attribution of a text means; `of(index)` gives the answer for one."""

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
        self.quotations = Regions(((q.start, q.end), i) for i, q in enumerate(quotations(text)) if q.depth == 0)
        # What the reporter tells is nobody else's words.
        told = [(i, a) for i, a in enumerate(attributions) if a.kind != "narrator"]
        self.contents = Regions((span, i) for i, a in told for span in a.content)
        common = lower_words(text)
        found = mentions(text, common=common)
        reader = Reader(text, found, common)
        self.heads = [reader.read(a.source) for a in attributions]
        self.authors = [reader.read(post.author) for post in posts]
        pairs = zip(self.heads, attributions, strict=True)
        self._told = {id(head): a.content for head, a in pairs if a.kind == "indirect"}
        self._mark(found, body_start)
        self.discourse = Discourse(text, found, self.sentences, self.paragraphs, self._speaker_of, self._said_by)
        self.places = {id(mention): index for index, mention in enumerate(found)}
        self._starts = [mention.start for mention in found]
        self._first_of = {(m.entity, m.name): m for m in reversed(found) if m.name}
        self._answers: dict[int, Answer] = {}
        self._open: set[int] = set()

    def _mark(self, found: list[Mention], body_start: int) -> None:
        """Tell the mentions that speak, stand in quotations, posts or reported words, or in headers."""
        for head in [*self.heads, *self.authors]:
            if isinstance(head, Mention):
                head.speaks = True
        bylines = [match.span() for match in _BYLINE.finditer(self.text)]
        labels = [match.span() for match in _LABEL.finditer(self.text)]
        asides = Regions((span, 0) for span in [*bylines, (0, body_start), *(labels if len(labels) > 3 else ())])
        posted = Regions(((post.start, post.end), 0) for post in self.posts)
        for mention in found:
            greeted = self.text.endswith(_DEAR, 0, mention.start)
            mention.aside = mention.aside or greeted or mention.start in asides or self._is_platform(mention)
            mention.quoted = mention.start in self.quotations or mention.start in posted
            mention.in_content = mention.start in self.contents

    def _is_platform(self, mention: Mention) -> bool:
        before = self.text[max(0, mention.start - 6) : mention.start]
        return not mention.speaks and plain(mention.name) in _PLATFORMS and bool(_ON.search(before))

    def _speaker_of(self, mention: Mention) -> Mention | None:
        """The mention that speaks the words around `mention`, where one is given."""
        held = sorted(self.contents.holding(mention.start), key=lambda found: found[0][1] - found[0][0])
        heads = (self.heads[number] for _, number in held)
        return next((head for head in heads if isinstance(head, Mention) and head is not mention), None)

    def _said_by(self, mention: Mention) -> Spans:
        """What an attribution whose source is `mention` reports, where it does not quote."""
        return self._told.get(id(mention), ())

    # One attribution ----------------------------------------------------------------------------------------

    def of(self, index: int) -> Answer:
        if index not in self._answers:
            if index in self._open:
                return self._unnamed(self.attributions[index].source, "leads back to itself", 0.2)
            self._open.add(index)
            self._answers[index] = self._find(index)
            self._open.discard(index)
        return self._answers[index]

    def _find(self, index: int) -> Answer:
        attribution, head = self.attributions[index], self.heads[index]
        if attribution.kind == "narrator":
            return self._voice("the reporting itself")
        if attribution.kind == "post":
            answer = self._post_author(attribution)
            if answer:
                return answer
        heard = self._heard(index, head)
        if heard is not None:
            return self._follow(index, heard, "told the court what is said of", 0.6)
        if isinstance(head, Mention):
            return self._interviewer(attribution, head) or self._mention(index, attribution.source, head)
        if head in FIRST_PERSON:
            return self._first_person(index, head)
        if head == "you":
            return self._unnamed(attribution.source, "“you” is whoever is addressed", 0.3)
        if head in ("former", "latter"):
            return self._pair(attribution.source, head)
        return self._no_source(index)

    def _interviewer(self, attribution: Attribution, head: Mention) -> Answer | None:
        """The paper or role that a transcript's label names ("Courier: …"): it means the same at every turn."""
        label = self._words(attribution.source)
        if (
            attribution.rule != "lead-in"
            or attribution.kind != "direct"
            or head.form == "name"
            or not label[:1].isupper()
        ):
            return None
        if label in (self.outlet or "").split():
            return self._voice("the outlet's name before a turn", attribution.source)
        return Answer(-1, (Link(attribution.source, "the label before a turn"),), 0.8, label)

    def _heard(self, index: int, head: Mention | str) -> int | None:
        """Behind 'a jury was told' the attribution of who tells it: the next person named in the next paragraphs, ahead
        of the rest who prosecutes."""
        attribution = self.attributions[index]
        if not attribution.cue or (isinstance(head, Mention) and (head.form == "pronoun" or head.kind == "person")):
            return None
        end = attribution.cue[-1][1]
        begin = attribution.source[0][0] if attribution.source else self._sentence_start(attribution.cue[0][0])
        if not _HEARD.search(self.text, begin, end + 8):
            return None
        here, found = self._paragraph(index), list[tuple[bool, int]]()
        for number in range(index + 1, min(len(self.attributions), index + _NEAR)):
            other, cue = self.heads[number], self.attributions[number].cue
            named = other.form == "name" if isinstance(other, Mention) else not other
            if self._paragraph(number) - here > 3 or not named or not cue:
                continue
            entity = self.of(number).entity
            if entity >= 0 and self.discourse.entities[entity].kind in ("person", "unknown"):
                sentence = self.sentences[bisect_right(self.sentences, (cue[0][0], 1 << 60)) - 1]
                prosecutes = _PROSECUTES.search(self.text, *sentence)
                if prosecutes or not _DEFENDS.search(self.text, *sentence):
                    found.append((not prosecutes, number))
        return min(found)[1] if found else None

    def _mention(self, index: int, source: Spans, head: Mention) -> Answer:
        if head.entity < 0:
            return self._unnamed(source, f"nobody before “{head.head}” agrees with it", 0.3)
        sender = self._sender(index, head) if head.form == "pronoun" else None
        if sender is not None:
            return sender
        chain, confidence = self._chain(source, self.places[id(head)])
        if head.end <= source[0][0]:
            link = Link(((head.start, head.end),), "the words that the relative pronoun takes up")
            chain = (chain[0], link, *chain[1:])
        return Answer(head.entity, chain, confidence)

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
        last = discourse.mentions[at]
        fullest = self._fullest(discourse.entities[last.entity])
        if fullest is not None and fullest.name != last.name:
            told = step is not None and step.antecedent is None and step.reason != "a name"
            links.append(Link(((fullest.start, fullest.end),), step.reason if step and told else "the fullest name"))
        return tuple(links), round(confidence, 3)

    def _sender(self, index: int, head: Mention) -> Answer | None:
        """Who wrote the letter or statement that "it" stands for."""
        entity = self.discourse.entities[head.entity]
        if entity.named or not entity.heads & WRITTEN:
            return None
        source, content = self.attributions[index].source, self.attributions[index].content
        first = next(m for m in self.discourse.mentions if m.entity == head.entity)
        writer = written_by(self.text, self.discourse.mentions, first, content[-1][1])
        if writer is not None:
            chain, confidence = self._chain(source, self.places[id(writer)])
            link = Link(((first.start, first.end), (writer.start, writer.end)), "what this person or body wrote")
            return Answer(writer.entity, (chain[0], link, *chain[1:]), round(0.8 * confidence, 3))
        other = self._told_in(first, index) if self.text.endswith((" in ", "\u00a0in "), 0, first.start) else None
        return None if other is None else self._follow(index, other, "what is written in", 0.8)

    def _told_in(self, written: Mention, index: int) -> int | None:
        """The attribution before `index` whose source begins in front of "in a statement" in its sentence."""
        start = self._sentence_start(written.start)
        for number in range(max(0, index - _NEAR), index):
            source = self.attributions[number].source
            if source and start <= source[0][0] < written.start:
                return number
        return None

    def _fullest(self, entity: Entity) -> Mention | None:
        if not entity.named:
            return None
        return self._first_of.get((entity.key, names.fullest(entity.names)))

    def _first_person(self, index: int, word: str) -> Answer:
        """ "I" and "we" are the speaker of the quotation that they stand in; outside all of them, the author."""
        source = self.attributions[index].source
        place = source[0][0]
        holders = [(b - a, n) for (a, b), n in self.contents.holding(place) if n != index]
        holders = holders or self._same_quotation(index, place)
        if holders:
            return self._follow(index, min(holders)[1], f"“{word}” stands in words of", 0.9)
        if self.author and not (self.outlet and word in _PLURAL):
            link = Link(source, f"“{word}” outside all quotations is the author")
            return Answer(-1, (link,), 0.7, self.author, "person")
        if word in _PLURAL:
            return self._voice(f"“{word}” outside all quotations", source, 0.3)
        return Answer(-1, (Link(source, f"“{word}” outside all quotations"),), 0.3, THE_WRITER)

    def _same_quotation(self, index: int, place: int) -> list[tuple[int, int]]:
        """(distance, attribution) of those that report other words of the quotation around `place`."""
        return [
            (abs(start - place), number)
            for (begins, ends), _ in self.quotations.holding(place)
            for (start, _), number in self.contents.holding(begins, ends)
            if number != index and self._reports(self.attributions[number])
        ]

    def _reports(self, attribution: Attribution) -> bool:
        """Whether the source stands outside all quotations."""
        return bool(attribution.source) and attribution.source[0][0] not in self.quotations

    def _follow(self, index: int, other: int, reason: str, factor: float) -> Answer:
        """The answer of another attribution, with a link that says why it is this one's too."""
        source = self.attributions[index].source
        answer = self.of(other)
        link = Link(source, reason if source else f"{reason} the words beside it")
        confidence = round(answer.confidence * factor, 3)
        return Answer(answer.entity, (link, *answer.chain), confidence, answer.label, answer.kind)

    def _pair(self, source: Spans, word: str) -> Answer:
        """The first or the second of the last two persons or bodies named before "the former", "the latter"."""
        at = bisect_left(self._starts, source[0][0])
        before = [m for m in self.discourse.mentions[max(0, at - 40) : at] if _is_one_of_two(m)]
        for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
            joint = self.text[one.end : other.start]
            if one.entity != other.entity and len(joint) < 60 and _JOINS_TWO.search(joint):
                chosen = one if word == "former" else other
                chain, confidence = self._chain(source, self.places[id(chosen)])
                link = Link(((one.start, one.end), (other.start, other.end)), f"the {word} of these two")
                return Answer(chosen.entity, (chain[0], link, *chain[1:]), round(0.8 * confidence, 3))
        if before and word == "latter":
            chain, confidence = self._chain(source, self.places[id(before[-1])])
            return Answer(before[-1].entity, chain, round(0.6 * confidence, 3))
        return self._unnamed(source, f"no pair stands before “the {word}”", 0.3)

    # Sources that are not there -------------------------------------------------------------------------------

    def _no_source(self, index: int) -> Answer:
        attribution = self.attributions[index]
        cue = " ".join(self.text[a:b] for a, b in attribution.cue)
        if _HEDGE.search(cue):
            return self._voice("the reporter's own hedge", attribution.cue, 0.8)
        if cue and (_PASSIVE.search(cue) or not re.search(r"ing\b", cue)):
            return self._sourceless_cue(attribution, passive=bool(_PASSIVE.search(cue)))
        other = self._in_sentence(index) if cue else None
        if other is not None:
            return self._follow(index, other, "goes on in the same sentence as", 0.9)
        before = self._continues(index)
        if before is not None:
            return self._follow(index, before, "goes on from", 0.85)
        if attribution.via is not None and not cue:
            return self._follow(index, attribution.via, "stands in", 0.7)
        return self._unnamed((), "the text names no source", 0.6)

    def _sourceless_cue(self, attribution: Attribution, passive: bool) -> Answer:
        subject = self._agent(attribution) if passive else self._subject(attribution)
        if subject is None:
            return self._unnamed((), "the text names no source", 0.6)
        chain, confidence = self._chain((), self.places[id(subject)])
        reason = "what the passive cue goes on to name" if passive else "the subject of the cue's sentence"
        link = Link(((subject.start, subject.end),), reason)
        return Answer(subject.entity, (link, *chain[1:]), round(0.6 * confidence, 3))

    def _sentence_start(self, place: int) -> int:
        at = bisect_right(self.sentences, (place, 1 << 60)) - 1
        return self.sentences[at][0] if at >= 0 else 0

    def _subject(self, attribution: Attribution) -> Mention | None:
        """The nearest subject before the cue in its sentence."""
        place = attribution.cue[0][0]
        first = bisect_left(self._starts, self._sentence_start(place))
        near = self.discourse.mentions[first : bisect_left(self._starts, place)]
        for mention in near[:0:-1]:
            # "…, Jane Roe, prosecuting, told the court": she stands between the words and the cue.
            behind = _APPOSED.fullmatch(self.text, mention.end, place) and self.text.endswith(", ", 0, mention.start)
            if behind and mention.form == "name" and mention.entity >= 0:
                return mention
        return next((m for m in reversed(near) if m.subject == 2 and m.entity >= 0), None)

    def _agent(self, attribution: Attribution) -> Mention | None:
        """Who is named right behind a passive cue: "by Jane Roe", "in the podcast Cold Canvas"."""
        place = attribution.cue[-1][1]
        first = bisect_left(self._starts, place)
        for mention in self.discourse.mentions[first : first + 4]:
            lead = self.text[place : mention.start]
            medium = _IN_MEDIUM.fullmatch(lead)
            told = _BY.fullmatch(lead) or (medium and _carries_speech(medium["noun"].split()[-1]))
            if told and mention.form == "name" and mention.entity >= 0:
                return mention
        return None

    def _in_sentence(self, index: int) -> int | None:
        """The attribution with the last source before the cue in its sentence."""
        place = self.attributions[index].cue[0][0]
        start = self._sentence_start(place)
        near = range(max(0, index - _NEAR), min(len(self.attributions), index + _NEAR))
        sourced = [(self.attributions[i].source[0][0], i) for i in near if self.attributions[i].source and i != index]
        return max(((at, i) for at, i in sourced if start <= at < place), default=(0, None))[1]

    def _continues(self, index: int) -> int | None:
        """The attribution whose speaker goes on in this quote: of its paragraph, or of the one before a bare quote."""
        here = self._paragraph(index)
        before = range(index - 1, max(-1, index - _NEAR - 1), -1)
        for other in (*before, index + 1):
            if 0 <= other < len(self.attributions) and self._paragraph(other) == here and self._speaks(other):
                return other
        if here < 0 or not _QUOTE_ONLY.fullmatch(self.text, *self.paragraphs[here]):
            return None
        for other in before:
            if self._paragraph(other) == here - 1 and (self._speaks(other) or self._is_bare_quote(other)):
                return other
        return None

    def _speaks(self, index: int) -> bool:
        return bool(self.attributions[index].source) and self.attributions[index].kind not in ("narrator", "post")

    def _is_bare_quote(self, index: int) -> bool:
        return not self.attributions[index].cue and self.attributions[index].kind == "direct"

    def _paragraph(self, index: int) -> int:
        return bisect_right(self.paragraphs, (self.attributions[index].content[0][0], 1 << 60)) - 1

    def _post_author(self, attribution: Attribution) -> Answer | None:
        place = attribution.content[0][0]
        for post, head in zip(self.posts, self.authors, strict=True):
            if post.start <= place < post.end:
                chain = (Link(post.author + post.handle, "the post's signature"),)
                entity = head.entity if isinstance(head, Mention) else -1
                name = self._words(post.author) or self._words(post.handle)
                return Answer(entity, chain, 0.95, "" if entity >= 0 else name, "person")
        return None

    def _voice(self, reason: str, spans: Spans = (), confidence: float = 1.0) -> Answer:
        return Answer(-1, (Link(spans, reason),), confidence, self.outlet or OWN_VOICE, "outlet")

    def _unnamed(self, spans: Spans, reason: str, confidence: float) -> Answer:
        return Answer(-1, (Link(spans, reason),), confidence, NOT_NAMED)

    def _words(self, spans: Spans) -> str:
        return " ".join(self.text[a:b] for a, b in spans)


def _carries_speech(noun: str) -> bool:
    """Whether a noun is one of newspapers, programmes, reports and the like."""
    return bool({"paper", "document"} & set(names.bodies().get(noun, ())))


def _is_one_of_two(mention: Mention) -> bool:
    return mention.form != "pronoun" and mention.entity >= 0 and not mention.quoted and mention.kind != "place"
