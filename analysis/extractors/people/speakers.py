"""Who speaks: from the source's words of each attribution to a person, a body or a group of the document.

`Resolution.chain` is the evidence: the source's own words first, then each mention that they lead to, with why.
"""

from collections import defaultdict
from collections.abc import Sequence

from analysis.extractors.people.answers import NOT_NAMED, Answer, Answers
from analysis.extractors.people.entities import display_name, speaker_kind
from analysis.extractors.people.mentions import Mention
from analysis.extractors.people.names import plain
from analysis.extractors.records import Attribution, LocalSpeaker, Post, Resolution


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
    return _resolved(Answers(text, attributions, posts, outlet, author, body_start))


def _resolved(answers: Answers) -> tuple[list[LocalSpeaker], list[Resolution]]:
    made: dict[int | str, LocalSpeaker] = {}
    resolutions = []
    aliases = _aliases(answers)
    for index in range(len(answers.attributions)):
        answer = answers.of(index)
        slot: int | str = answer.entity if answer.entity >= 0 else answer.label
        if slot not in made:
            made[slot] = _speaker(answers, len(made), answer, aliases)
        resolutions.append(Resolution(made[slot].key, answer.chain, answer.confidence))
    _tell_apart(list(made.values()))
    return list(made.values()), resolutions


def _aliases(answers: Answers) -> dict[int, list[str]]:
    """By entity, what it is called: names, names with titles, noun phrases, handles of its posts."""
    found: dict[int, list[str]] = defaultdict(list)
    for mention in answers.discourse.mentions:
        if mention.entity >= 0 and mention.form != "pronoun":
            found[mention.entity].append(answers.text[mention.start : mention.end])
    for post, head in zip(answers.posts, answers.authors, strict=True):
        if isinstance(head, Mention):
            found[head.entity] += [answers.text[a:b] for a, b in post.handle]
    return found


def _speaker(answers: Answers, key: int, answer: Answer, aliases: dict[int, list[str]]) -> LocalSpeaker:
    if answer.entity < 0:
        return LocalSpeaker(key, answer.label, answer.kind, aliases=[answer.label])
    entity = answers.discourse.entities[answer.entity]
    kind = speaker_kind(entity)
    name = display_name(entity, kind) or NOT_NAMED
    role = entity.role if kind == "person" else ""
    known = list(dict.fromkeys([name, *entity.names, *aliases[entity.key]]))
    return LocalSpeaker(key, name, kind, role or None, entity.affiliation or None, known)


def _tell_apart(found: list[LocalSpeaker]) -> None:
    """Number the second and later of several speakers with one name, so that tables and charts tell them apart."""
    seen: dict[str, int] = {}
    for speaker in found:
        key = plain(speaker.name)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            speaker.name = f"{speaker.name} ({seen[key]})"
