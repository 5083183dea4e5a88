"""Mentions of people and bodies in a text: names with their titles, noun phrases ("the ministry"), pronouns.

There is no trained name finder here: capital letters, word lists (lexicons/speaker-*.csv) and the words around
decide. Speakers come out right because a mention is only used when a source's words lead to it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.columns import Span
from analysis.extractors import names
from analysis.extractors.names import plain

_UPPER = "".join(c for c in map(chr, range(0x41, 0x590)) if c.isupper())
_INNER = r"\w*(?:[-’'&](?!(?:s|re|ll|ve|d|m)\b)[^\W\d_]\w*)*"
_DOTTED = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Lt|Col|Capt|Cpt|Sgt|Cpl|Pvt|Adm|Brig|Sen|Rep|Gov|Rev|Revd|Hon|Pres|Insp|Supt|St|Jr|Sr|Cllr|Det|Amb|Messrs|Cmdr|Fr)\."
_CAP = rf"(?:(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*)(?!\w)|{_DOTTED}|(?:[ao]l|el|as|ash|[dO])[-’'][{_UPPER}]{_INNER}|[{_UPPER}](?:{_INNER}))"
_POSSESSIVE = re.compile(r"[’'](?:s|re|ll|ve|d|m)?$")
_PART = r"(?:de|del|della|di|da|das|dos|du|van|von|der|den|ter|ten|bin|ibn|bint|ben|al|el|la|le|y|zu)"
_RUN = re.compile(rf"(?<![\w@#/]){_CAP}(?:(?:[ \u00a0](?:{_PART}[ \u00a0]){{1,3}}|[ \u00a0]){_CAP})*")
_WORD = re.compile(r"\S+")
_JOINT = re.compile(r"[ \u00a0](?:(of|for|on|to|against|in|at)(?: the)?|&|and|et|de)[ \u00a0]$")
_DETERMINERS = (
    "the|a|an|this|these|those|another|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|"
    "most|few|both|other|more|dozens of|hundreds of|thousands of|scores of|a second|a third|a fourth|a few|"
    "a number of|a group of|a pair of|all|her|his|their|its|our|my|no|each|every"
)
_NOMINAL = re.compile(rf"(?<![\w’'-])({_DETERMINERS})(?=((?:[ \u00a0](?:[^\W_][\w’'/-]*\.?)){{1,6}}))", re.IGNORECASE)
_PRONOUN = re.compile(r"(?<![\w’'-])(he|she|they|it|who)(?![\w-])", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w’'-])([A-Za-z][a-z-]+(?: [a-z-]+){0,2})(?![\w’'-])")
FUNCTION_WORDS = frozenset(
    """a about above according across added after again against ago all along already also although always am amid among
    an and another any anyone anything are around as ask asked at away back be because been before behind being below
    besides between beyond both but by can could despite did do does down due during each earlier either else even ever
    every everyone everything except few finally first following for former from further generally given had has have
    he hence her here hers herself him himself his how however i if in indeed inside instead into is it its itself
    just last late later latter least less let like likewise many may me meanwhile might mine more moreover most much
    must my myself near nearly neither never nevertheless next no nobody none nor not nothing now of off often on
    once one only onto or other others otherwise our ours ourselves out outside over own part per perhaps please
    put quite rather really recent recently said same say says second see several shall she should since so some
    somebody someone something sometimes soon still such than that the their theirs them themselves then there
    therefore these they third this those though three through throughout thus till to today together tomorrow tonight too
    toward towards two under unless unlike until up upon us very via was we well were what whatever when whenever
    where whereas wherever whether which while whilst who whoever whole whom whose why will with within without would
    yes yesterday yet you your yours yourself monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december mon tue tues wed thu thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec ok oh ah no hello hi thanks thank image photo photograph video audio picture
    caption credit file updated update published read share comments q""".split()
)
_STOP = frozenset(
    """of in on at to for from with by about against between under over into through during before after and or but nor as than
    who whom whose which that where when while because if since until is are was were be been being has have had do
    does did will would can could may might must shall should said says say told tells asked added also not never it
    he she they we i you there here then now yesterday today who's whose whom near according including like via per
    amid among around behind despite inside outside toward towards upon within without plans plan""".split()
)
_OBLIQUE = frozenset(
    """of with by from to for in on at about against between under after before like alongside including into over
    near toward towards via behind through without among amid around despite called named dubbed than per""".split()
)
_AUXILIARY = frozenset(
    """is are was were be has have had do does did will would can could may might must should says said told tells adds
    added went came took made got gave left began saw felt thought knew spoke wrote stood held kept found became
    ran fell won lost met sat led sent put set also now then later still never often himself herself who""".split()
)
# Behind the place at the start of a report: "LEEDS (Northwire) —", "GENEVA, 4 March –".
_DATELINE = re.compile(r"(?:,[^\n–—]{1,30})?(?:[ \u00a0]*\([^)\n]{2,40}\))?[ \u00a0]*(?:[—–]|--?)[ \u00a0]")
_AFTER_VERB = re.compile(r"[ \u00a0,]*(?:who\b|[a-z]+(?:ed|s)\b|([a-z]+)\b)")
# Words of a name that are a body's only when the name is not "First Last".
_WEAK_BODIES = frozenset(
    """post sun star court house bench guard power gas mail force press record register mirror standard today farm mills
    line lines shop store brand mission water oil steel field front echo chamber state unit section city king wire guardian
    courier chronicle globe crown law school church hall head desk temple abbey town county country rovers""".split()
)


@dataclass(slots=True)
class Mention:
    """One mention. `start`/`end` span all of it, title or determiner included; `name` is the bare name, "" without one.

    `kind`: person, organisation, place, group, unknown. `form`: name, nominal, pronoun. `role`: the title or the
    noun phrase as written; `head`: its noun in lower case ("ministry"); `determiner` in lower case.
    """

    start: int
    end: int
    form: str
    kind: str
    name: str = ""
    name_span: Span = (0, 0)
    role: str = ""
    head: str = ""
    determiner: str = ""
    affiliation: str = ""
    gender: str = ""
    plural: bool = False
    # Filled in by coreference.py.
    sentence: int = 0
    paragraph: int = 0
    subject: int = 0
    quoted: bool = False
    in_content: bool = False
    speaks: bool = False
    aside: bool = False
    possessor: bool = False
    entity: int = -1
    words: list[str] = field(default_factory=list)


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Mentions in ``text[start:end]`` in text order: names, noun phrases and third-person pronouns.

    A noun phrase that holds a name ("the UN official") comes once; names within names do not come.
    """
    stop = len(text) if end is None else end
    common = _lower_words(text)
    found = list(_named(text, start, stop, common))
    taken = [(m.start, m.end) for m in found]
    found += _nominals(text, start, stop, found, taken)
    found += _pronouns(text, start, stop)
    return sorted(found, key=lambda m: (m.start, -m.end))


def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{2,}(?![\w’'-])", text)) if len(text) < 2_000_000 else FUNCTION_WORDS


def is_sentence_start(text: str, position: int) -> bool:
    """Whether only quotation marks and spaces stand between `position` and the end of a sentence or line."""
    before = text[max(0, position - 4) : position].rstrip(" \u00a0\"“”'‘’([—–-•")
    return not before or before[-1] in ".!?:\n\r…|"


def _named(text: str, start: int, stop: int, common: frozenset[str]) -> Iterator[Mention]:
    shouted = _headline_lines(text, start, stop)
    runs = [m.span() for m in _RUN.finditer(text, start, stop) if not _inside(shouted, m.start())]
    for first, last in _joined(text, runs):
        last = first + len(_POSSESSIVE.sub("", text[first:last]))
        yield from _read_run(text, first, last, common)


def _headline_lines(text: str, start: int, stop: int) -> list[Span]:
    """Lines set in capitals or in title case, where capital letters tell nothing."""
    found = []
    for line in re.finditer(r"[^\n\r]+", text[start:stop]):
        words = re.findall(r"[^\W\d_]{2,}", line.group()) if len(line.group()) < 250 else []
        if len(words) < 4 or line.group().rstrip().endswith((".", ",")):
            continue
        long = [w for w in words if len(w) > 3]
        capital = sum(w[0].isupper() for w in long)
        shout = sum(w.isupper() for w in words)
        if shout > 0.7 * len(words) or (len(long) > 4 and capital >= 0.8 * len(long) and not re.search(r"[.!?]\s", line.group())):
            found.append((start + line.start(), start + line.end()))
    return found


def _inside(spans: list[Span], position: int) -> bool:
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _joined(text: str, runs: list[Span]) -> Iterator[Span]:
    """Runs of capitalised words, those of one body or office joined over "of", "for", "and"."""
    index = 0
    while index < len(runs):
        first, last = runs[index]
        offices = False
        while index + 1 < len(runs) and _joins(text, first, last, runs[index + 1], offices):
            offices = offices or text[last : runs[index + 1][0]].strip() != "and"
            index += 1
            last = runs[index][1]
        yield first, last
        index += 1


def _joins(text: str, first: int, last: int, following: Span, offices: bool) -> bool:
    gap = text[last : following[0]]
    joint = _JOINT.fullmatch(gap) if len(gap) < 14 else None
    if re.fullmatch(r"[’']s?[ \u00a0]", gap):
        return _is_members_body(text[first:last], text[slice(*following)], gap)
    if joint is None:
        return False
    left = [plain(w) for w in text[first:last].split()]
    right = [plain(w) for w in text[following[0] : following[1]].split()]
    if right[0] in names.honorifics():
        return False
    body, role = names.body_at_end(left), names.role_at_end(left)
    if gap.strip() == "&":
        return True
    if joint[1] is None:
        # "Department for Work and Pensions", never "the Ministry of Health and Jane Roe" nor "Acme and the Union".
        return offices and bool(body or _has_body(left)) and right[0] not in names.given_names() and not _acronym(text[slice(*following)])
    if joint[1] in ("of", "for", "on", "against", "to", "in", "at"):
        known = (body and not body[1]) or (role and not role[1] and joint[1] in ("of", "for", "to"))
        if joint[1] in ("on", "in", "at", "to"):
            known = bool(known) and " the" not in gap and len(left) + len(right) < 9 and joint[1] != "at"
            if body and joint[1] in ("to", "in", "on"):
                known = known and left[-1] in ("council", "committee", "commission", "panel", "institute", "centre", "center", "delegation", "mission", "ambassador", "envoy")
        return bool(known) or (joint[1] == "of" and left[-1] in ("university", "state", "house", "bank", "kingdom"))
    return False


def _is_members_body(left: str, right: str, gap: str) -> bool:
    """ "Carters' Union", "Women's Institute": whose body it is belongs to its name; "Acme's Board" is no name."""
    owner, words = plain(left).split()[-1], [plain(w) for w in right.split()]
    if len(words) > 3 or not names.body_at_end(words):
        return False
    if gap[1] == "s":
        return owner in ("people", "women", "men", "children", "veterans", "nation")
    return owner.endswith("s") and owner not in names.places() and len(left.split()) < 4


def _has_body(words: list[str]) -> bool:
    return any(w in names.bodies() for w in words)


def _acronym(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z&-]{1,6}|(?:[A-Z]\.){2,6}", word))


def _read_run(text: str, first: int, last: int, common: frozenset[str]) -> Iterator[Mention]:
    words = [(first + m.start(), first + m.end()) for m in _WORD.finditer(text[first:last])]
    words = _without_lead(text, words, common)
    if not words:
        return
    low = [plain(text[a:b]) for a, b in words]
    title = title_length(low)
    if title:
        if title == len(low):
            yield _office(text, words, low)
            return
        yield _person(text, words, low, title)
        return
    if len(low) == 1 and low[0] in names.adjectives() and low[0] not in names.places():
        return
    if len(low) == 1 and low[0] in names.bodies() and text[_with_the(text, words[0][0]) : words[0][0]]:
        yield _definite_body(text, words[0], low[0])
        return
    mention = Mention(words[0][0], words[-1][1], "name", kind_of(text, words, low), words=low)
    mention.name_span = (mention.start, mention.end)
    mention.name = text[slice(*mention.name_span)]
    if mention.kind == "person":
        mention.gender = names.gender(mention.name)
    mention.plural = mention.kind == "group"
    if text[mention.start - 1 : mention.start] == "(" and re.match(r"\)[ \u00a0]*[—–-]", text[mention.end : mention.end + 4]):
        mention.aside = True
    if _DATELINE.match(text, mention.end) and mention.name.isupper() and text[:mention.start].rstrip(" ")[-1:] in ("", "\n", "\r"):
        mention.kind = "place"
    if mention.kind in ("person", "unknown", "organisation"):
        _lowercase_title(text, mention)
    yield mention


def _without_lead(text: str, words: list[Span], common: frozenset[str]) -> list[Span]:
    """`words` without the function word that begins a sentence, and without the day that ends a run."""
    while words:
        word = plain(text[slice(*words[0])])
        starts = is_sentence_start(text, words[0][0])
        if word in FUNCTION_WORDS and not (len(words) > 1 and _is_given(word) and not starts) and not _is_us(text, words[0]):
            words = words[1:]
        elif starts and _is_ordinary(word, text[slice(*words[0])], common):
            words = words[1:]
        else:
            break
    while words and plain(text[slice(*words[-1])]) in FUNCTION_WORDS and not _is_us(text, words[-1]):
        words = words[:-1]
    return words


def _is_us(text: str, word: Span) -> bool:
    return text[slice(*word)] in ("US", "U.S.", "U.S")


def _is_given(word: str) -> bool:
    return word in names.given_names()


def _is_ordinary(word: str, written: str, common: frozenset[str]) -> bool:
    if (word not in common and not word.endswith(("ing", "ly"))) or written.isupper() and len(written) > 1:
        return False
    if re.search(r"(?:ing|ly)$", word) and word not in names.given_names():
        return True
    known = (names.given_names(), names.bodies(), names.roles(), names.adjectives(), names.honorifics(), names.places())
    return not any(word in one for one in known)


def title_length(low: list[str]) -> int:
    """How many of the first words of a name (in `plain` form) are its title: 3 in "nato secretary general mark rutte"."""
    if low[:1] in (["her"], ["his"], ["the"]) and low[1:2] and low[1] in names.honorifics():
        return 1 + title_length(low[1:])
    if not low or (_is_given(low[0]) and not names.given_names()[low[0]][1] and low[0] not in names.honorifics()):
        return 0
    best = 0
    for index in range(min(len(low), 12)):
        role = names.role_at_end(low[: index + 1])
        if low[index] in names.honorifics() or (role and not role[1] and _can_head(low, index)):
            best = index + 1
    if best and best < len(low):
        best = _past_of(low, best)
        if (names.body_at_end(low) or _of_body(low)) and not _is_given(low[best] if best < len(low) else ""):
            return best if low[best - 1] in names.honorifics() else 0
    return best


def _can_head(low: list[str], index: int) -> bool:
    """Whether the role word at `index` belongs to a title, not to a name that only looks like one ("Jane Baker")."""
    if index == 0:
        return len(low) > 1 or low[0] not in ("may",)
    return not any(_is_given(w) and not names.given_names()[w][1] for w in low[:index])


def _past_of(low: list[str], best: int) -> int:
    """The end of a title that runs on over "of …": past "governor of washington" in "… of washington chris gregoire"."""
    if best >= len(low) or low[best] not in ("of", "for", "to"):
        return best
    index = best + 1
    while index < len(low):
        if index > best + 1 and _is_given(low[index]) and 2 <= len(low) - index <= 4:
            return index
        index += 1
    tail = len(low) - 2
    known = any(" ".join(low[best + 1 : cut]) in names.places() or _has_body(low[best + 1 : cut]) for cut in (tail, tail - 1))
    return tail if tail > best + 1 and known else len(low)


def _office(text: str, words: list[Span], low: list[str]) -> Mention:
    """A title without a name ("the Prime Minister"), its "the" included."""
    start = _with_the(text, words[0][0])
    size = 0
    for cut in range(len(low), 0, -1):
        role = names.role_at_end(low[:cut])
        if role:
            size = role[0]
            head = " ".join(low[cut - size : cut])
            break
    mention = Mention(start, words[-1][1], "nominal", "person", role=text[words[0][0] : words[-1][1]], words=low)
    mention.head = head if size else low[-1]
    mention.determiner = "the"
    mention.gender = names.roles().get(mention.head, ("", ""))[0]
    mention.plural = bool(size and names.role_at_end(low) == (size, True))
    mention.affiliation = _possessor_before(text, start)
    return mention


def _definite_body(text: str, word: Span, head: str) -> Mention:
    """ "The Company", "the Ministry": a body named earlier, or the one that everybody knows."""
    mention = Mention(word[0] - 4, word[1], "nominal", "organisation", role=text[slice(*word)], head=head)
    mention.determiner, mention.words, mention.plural = "the", [head], False
    return mention


def _with_the(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _possessor_before(text: str, start: int) -> str:
    """The name before "'s" that ends at `start` ("Labour" of "Labour's Shadow Home Secretary"), or ""."""
    match = re.search(rf"((?:{_CAP}[ \u00a0])*{_CAP})[’']s?[ \u00a0]$", text[max(0, start - 60) : start])
    return re.sub(r"^The ", "", match[1]) if match else ""


def _person(text: str, words: list[Span], low: list[str], title: int) -> Mention:
    royal = low[title - 1] in ("king", "queen", "prince", "princess", "pope", "lord", "lady", "emir", "sheikh", "dame", "sir", "baroness") and title == 1
    name_span = (words[title][0], words[-1][1])
    role = text[words[0][0] : words[title - 1][1]]
    mention = Mention(words[0][0], words[-1][1], "name", "person", text[slice(*name_span)], name_span, words=low[title:])
    mention.role = role
    if royal and len(low) - title <= 2 and low[0] not in ("sir", "dame"):
        mention.name, mention.name_span = text[words[0][0] : words[-1][1]], (words[0][0], words[-1][1])
    mention.gender = _title_gender(low[:title]) or names.gender(mention.name if not royal else text[slice(*name_span)])
    last = names.role_at_end(low[:title])
    mention.head = " ".join(low[title - last[0] : title]) if last else names.ABBREVIATED.get(low[title - 1], low[title - 1])
    lead = text[words[0][0] : words[title - (last[0] if last else 1)][0]].strip() if title > 1 else ""
    lead = re.sub(r"[ \u00a0](?:for|of|to)$|^Former$", "", lead)
    mention.affiliation = lead or _possessor_before(text, mention.start)
    return mention


def _title_gender(title: list[str]) -> str:
    for word in title:
        known = names.honorifics().get(word) or names.roles().get(word, ("", ""))[0]
        if known:
            return known
    return ""


def kind_of(text: str, words: list[Span], low: list[str]) -> str:
    """What a run of capitalised words names: person, organisation, place, group or unknown."""
    written = text[words[0][0] : words[-1][1]]
    phrase = " ".join(low)
    if phrase in names.places():
        return "place"
    if phrase in names.figures() and not names.figures()[phrase].office:
        return "organisation"
    body = names.body_at_end(low) or (_of_body(low) if len(low) > 2 else None)
    if len(low) == 1 and low[0] in _WEAK_BODIES:
        body = None
    if body and body[1]:
        body = None
    given = _is_given(low[0]) and len(low) > 1
    if body and not (given and len(low) <= 3 and low[-1] in _WEAK_BODIES):
        return "organisation"
    if len(low) == 1 and (phrase in names.adjectives() or names.singular(phrase) in names.adjectives()):
        return "group" if phrase.endswith(("s", "ese", "ish", "ch")) else "unknown"
    if _acronym(written):
        return "organisation"
    if given:
        return "person"
    if len(low) == 1 and low[0] in _WEAK_BODIES:
        return "unknown"
    if len(low) == 1:
        known = names.given_names().get(low[0])
        return "person" if known and not known[1] else "unknown"
    if any(_is_given(w) for w in low[:-1]) or re.search(rf"\b[{_UPPER}]\. ", written) or set(low[1:-1]) & names.PARTICLES:
        return "person"
    return "unknown"


def _of_body(low: list[str]) -> tuple[int, bool] | None:
    for joint in ("of", "for", "on", "against"):
        if joint in low[1:]:
            return names.body_at_end(low[: low.index(joint, 1)])
    return None


def _lowercase_title(text: str, mention: Mention) -> None:
    """Take in the lower-case title before a name: "curator Jane Roe", "the company's chief executive Jane Roe"."""
    before = text[max(0, mention.start - 80) : mention.start]
    if not before.endswith((" ", "\u00a0")):
        return
    match = re.search(r"(?:[\w’'/.-]+[ \u00a0]){1,8}$", before)
    if not match:
        return
    words = match.group().split()
    low = [w.lower() for w in words]
    role = names.role_at_end(low)
    if not role or role[1] or (mention.kind == "organisation" and role):
        return
    if names.roles().get(" ".join(low[-role[0] :]), ("", ""))[1] == "person" and low[-1] in ("person", "member", "source", "local", "national", "user", "guest"):
        return
    size = role[0]
    while size < len(low) and low[-size - 1] not in _STOP | {"the", "a", "an", "his", "her", "their", "its", "our"}:
        if words[-size - 1].endswith((".", "’s", "'s", "s’", "s'")) or re.search(r"(?:ed|ing)$", low[-size - 1]) and "-" not in low[-size - 1]:
            break
        size += 1
    length = len(match.group()) - sum(len(w) + 1 for w in words[:-size])
    mention.role = " ".join(words[-size:])
    mention.start = mention.start - length
    mention.head = " ".join(low[-role[0] :])
    mention.kind = "person"
    mention.gender = mention.gender or names.gender(mention.name) or names.roles().get(mention.head, ("", ""))[0]
    mention.affiliation = _possessor_before(text, mention.start)


def _nominals(text: str, start: int, stop: int, named: list[Mention], taken: list[Span]) -> Iterator[Mention]:
    starts, covered = [m.start for m in named], -1
    for match in _NOMINAL.finditer(text, start, stop):
        window = _to_full_stop(match[2], match.start(2))
        read = _head(text, window)
        if read is None:
            continue
        last, head, kind, plural = read
        if window[last][1] <= covered:
            continue
        covered = window[last][1]
        mention = Mention(match.start(), window[last][1], "nominal", kind, role=text[window[0][0] : window[last][1]])
        if _overlaps(taken, mention.start, mention.end, starts):
            continue
        mention.head, mention.determiner, mention.plural = head, match[1].lower(), plural
        mention.gender = names.roles().get(head, ("", ""))[0]
        mention.words = [plain(text[a:b]) for a, b in window[: last + 1]]
        yield mention


def _to_full_stop(words: str, start: int) -> list[Span]:
    """Spans of the words up to the first that ends a sentence, without its full stop."""
    found = []
    for match in _WORD.finditer(words):
        stops = match[0].endswith(".") and len(match[0]) > 3
        found.append((start + match.start(), start + match.end() - stops))
        if stops:
            break
    return found


def _overlaps(taken: list[Span], start: int, end: int, starts: list[int]) -> bool:
    """Whether a name that begins in ``[start, end)`` also runs past it or is its last word (the name then leads)."""
    index = bisect_right(starts, start - 1)
    while index < len(taken) and taken[index][0] < end:
        if taken[index][1] >= end:
            return True
        index += 1
    return index > 0 and taken[index - 1][1] > start and taken[index - 1][0] <= start < taken[index - 1][1]


def _head(text: str, window: list[Span]) -> tuple[int, str, str, bool] | None:
    """The head of a noun phrase: index of its last word, head noun, kind, whether plural; None when it names nobody."""
    low = [text[a:b].lower().rstrip(".") for a, b in window]
    best = None
    for index, word in enumerate(low):
        if word in _STOP or text[window[index][0] : window[index][1]].endswith("."):
            if word in _STOP:
                break
        if word.endswith(("’s", "'s", "s’", "s'")):
            # "the company's lawyer": what is possessed is the head.
            best = None
            continue
        role, body = names.role_at_end(low[: index + 1]), names.body_at_end(low[: index + 1])
        if role is None and body is None:
            if best is not None:
                break
            continue
        if role and (body is None or role[0] >= body[0]):
            best = (index, " ".join([*low[index - role[0] + 1 : index], names.singular(low[index])]), "person", role[1])
            if not role[1]:
                best = (index, " ".join(low[index - role[0] + 1 : index + 1]), "person", False)
        elif body:
            noun = " ".join([*low[index - body[0] + 1 : index], names.singular(low[index]) if body[1] else low[index]])
            best = (index, noun, "organisation", body[1])
    if best is None:
        return None
    index, head, kind, plural = best
    return index, head, "group" if plural else kind, plural


def _pronouns(text: str, start: int, stop: int) -> Iterator[Mention]:
    for match in _PRONOUN.finditer(text, start, stop):
        word = match[0].lower()
        mention = Mention(*match.span(), "pronoun", "unknown", head=word)
        mention.gender = {"he": "m", "she": "f"}.get(word, "")
        mention.plural = word == "they"
        yield mention


def subject_rank(text: str, mention: Mention) -> int:
    """2 when `mention` looks like a subject, 0 when like an object, -1 after a preposition, -2 before "'s"."""
    if text[mention.end : mention.end + 2] in ("’s", "'s") or text[mention.end : mention.end + 1] in ("’", "'"):
        return -2
    before = re.search(r"([\w’'-]+)[ \u00a0](?:the[ \u00a0]|a[ \u00a0]|an[ \u00a0])?$", text[max(0, mention.start - 24) : mention.start])
    if before and before[1].lower() in _OBLIQUE:
        # "For Kevin, it was a surprise." puts the topic first.
        return 2 if is_sentence_start(text, mention.start - len(before[0])) else -1
    if mention.form == "pronoun" or is_sentence_start(text, mention.start):
        return 2
    after = _AFTER_VERB.match(text, mention.end, mention.end + 20)
    if after and (after[1] is None or after[1] in _AUXILIARY):
        return 2
    return 1 if text[mention.end : mention.end + 1] == "," else 0
