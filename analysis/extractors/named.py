"""Names in a text, with their titles: runs of capitalised words read as people, bodies, places, or offices.

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
_DOTTED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Lt|Col|Capt|Cpt|Sgt|Cpl|Pvt|Adm|Brig|Sen|Rep|Gov|Rev|Revd|Hon|Pres|Insp|Supt"
    r"|St|Jr|Sr|Cllr|Det|Amb|Messrs|Cmdr|Fr)\."
)
_CAP = (
    rf"(?:(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*)(?!\w)|{_DOTTED}"
    rf"|(?:[ao]l|el|as|ash|[dO])[-’'][{_UPPER}]{_INNER}|[{_UPPER}]{_INNER})"
)
_PARTICLE = r"(?:de|del|della|di|da|das|dos|du|van|von|der|den|ter|ten|bin|ibn|bint|ben|al|el|la|le|y|zu)"
_RUN = re.compile(rf"(?<![\w@#/]){_CAP}(?:(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{1,3}}|[ \u00a0]){_CAP})*")
_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"[’'](?:s|re|ll|ve|d|m)?$")
_POSSESSOR = re.compile(rf"((?:{_CAP}[ \u00a0])*{_CAP})[’']s?[ \u00a0]$")
_MEMBERS = re.compile(r"[’']s?[ \u00a0]")
_JOINT = re.compile(r"[ \u00a0](?:(of|for|on|to|against|in)(?: the)?|&|and|et|de)[ \u00a0]")
_ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,6}|(?:[A-Z]\.){2,6}")
_INITIAL = re.compile(rf"\b[{_UPPER}]\. ")
_LINE = re.compile(r"[^\n\r]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Behind the place at the start of a report: "LEEDS (Northwire) —", "GENEVA, 4 March –".
_DATELINE = re.compile(r"(?:,[^\n–—]{1,30})?(?:[ \u00a0]*\([^)\n]{2,40}\))?[ \u00a0]*(?:[—–]|--?)[ \u00a0]")
# Behind a participle or an adverb that begins a sentence ("Speaking from", "Asked about"), behind an adjective.
_GOES_ON = re.compile(r"[ \u00a0](?:from|to|at|in|on|the|a|an|his|her|their|its|after|about|by|of|for|with|that|it|as)\b|,")
_NOUN_FOLLOWS = re.compile(r"[ \u00a0][a-z]")
_WORDS_BEFORE = re.compile(r"(?:[\w’'/.-]+[ \u00a0]){1,8}$")
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
    therefore these they third this those though three through throughout thus till to today together tomorrow tonight
    too toward towards two under unless unlike until up upon us very via was we well were what whatever when whenever
    where whereas wherever whether which while whilst who whoever whole whom whose why will with within without would
    yes yesterday yet you your yours yourself monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december mon tue tues wed thu thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec ok oh ah hello hi thanks thank image photo photograph video audio picture
    caption credit file updated update published read share comments q""".split()
)
# Where the lower-case title before a name begins: behind one of these.
_TITLE_STOPS = frozenset(
    """of in on at to for from with by about against between under over into through during before after and or but as than
    who whom whose which that where when while because if since until is are was were be been being has have had do does
    did will would can could may might must shall should said says say told tells asked added not it he she they we you
    i then now yesterday today near according like via per among around behind despite the a an his her their its our my
    this these those""".split()
)
# Words of a name that make it a body only when it is not "First Last".
_WEAK_BODIES = frozenset(
    """post sun star court house bench guard power gas mail force press record register mirror standard today farm mills
    line lines shop store brand mission water oil steel field front echo chamber state unit section city wire guardian
    courier chronicle globe crown law school church hall head desk temple abbey town county country rovers""".split()
)
# Nouns before a name that are no title, and those that stand before a firm's name too ("its rival Orlo").
_NO_TITLE = frozenset("person member source local national user guest".split())
_OF_BODIES_TOO = frozenset("rival partner ally foe opponent champion owner neighbour operator developer builder".split())
_OPENERS = frozenset("the a an his her their its our my".split())
_MODIFIERS = frozenset(
    """former deputy senior vice assistant acting interim associate lead local state federal national foreign prime human
    rights political research junior shadow joint outgoing incoming retired veteran chief head defence defense home finance
    health education transport environment housing justice culture campaign study public medical legal technical regional
    general principal executive managing financial operating""".split()
)
_COLLECTIVES = frozenset("police staff people families locals media troops crew crews authorities lawyers".split())
_ROYAL = frozenset("king queen prince princess pope lord lady emir sheikh baroness baron".split())
_MEMBERSHIP = frozenset("people women men children veterans nation".split())


@dataclass(slots=True)
class Mention:
    """One mention. `start`/`end` span all of it, title or determiner included; `name` is the bare name, "" without one.

    `kind`: person, organisation, place, group, unknown. `form`: name, nominal, pronoun. `role`: the title or the noun
    phrase as written; `head`: its noun in lower case ("ministry"), of a body's name the noun that says what it is;
    `determiner` in lower case; `name_span`: the name, of a source without one its words as a label. What follows
    `words` (in `plain` form) is filled in later: where it stands and whose words it stands in.
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
    words: list[str] = field(default_factory=list)
    sentence: int = 0
    paragraph: int = 0
    subject: int = 0
    quoted: bool = False
    in_content: bool = False
    speaks: bool = False
    aside: bool = False
    entity: int = -1


def named_mentions(text: str, start: int, stop: int, common: frozenset[str]) -> Iterator[Mention]:
    """Mentions by name, and offices such as "the Prime Minister", in ``text[start:stop]``, in text order.

    `common` are words that the text writes in lower case too: at the start of a sentence they are no names.
    """
    headlines = _headline_lines(text, start, stop)
    runs = [m.span() for m in _RUN.finditer(text, start, stop) if not _inside(headlines, m.start())]
    for first, last in _joined(text, runs):
        last = first + len(_POSSESSIVE.sub("", text[first:last]))
        yield from _read_run(text, first, last, common)


def is_sentence_start(text: str, position: int) -> bool:
    """Whether only quotation marks and spaces stand between `position` and the end of a sentence or line."""
    before = text[max(0, position - 4) : position].rstrip(" \u00a0\"“”'‘’([—–-•")
    return not before or before[-1] in ".!?:\n\r…|"


def title_length(low: list[str]) -> int:
    """How many of the first words of a name (in `plain` form) are its title: 3 in "nato secretary general mark rutte"."""
    if low[:1] in (["her"], ["his"], ["the"]) and low[1:2] and low[1] in names.honorifics():
        return 1 + title_length(low[1:])
    if not low or (_is_surely_given(low[0]) and low[0] not in names.honorifics()):
        return 0
    best = 0
    for index in range(min(len(low), 12)):
        role = names.role_at_end(low[: index + 1])
        heads = index == 0 or not any(_is_surely_given(word) for word in low[:index])
        if low[index] in names.honorifics() or (role and not role[1] and heads):
            best = index + 1
    if not 0 < best < len(low):
        return best
    best = _past_of(low, best)
    is_body = names.body_at_end(low) or _of_body(low)
    if is_body and not (best < len(low) and _is_given(low[best])):
        return best if low[best - 1] in names.honorifics() else 0
    return best


# Runs of capitalised words ------------------------------------------------------------------------------------


def _headline_lines(text: str, start: int, stop: int) -> list[Span]:
    """Lines set in capitals or in title case, where capital letters tell nothing."""
    found = []
    for line in _LINE.finditer(text, start, stop):
        if len(line[0]) > 250 or line[0].rstrip().endswith((".", ",")):
            continue
        words = _LETTERS.findall(line[0])
        long = [word for word in words if len(word) > 3]
        shouted = len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words)
        titled = len(long) > 4 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
        if shouted or (titled and not re.search(r"[.!?]\s", line[0])):
            found.append(line.span())
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
    if len(gap) > 13:
        return False
    if _MEMBERS.fullmatch(gap):
        return _is_members_body(text[first:last], text[slice(*following)], gap)
    joint = _JOINT.fullmatch(gap)
    if joint is None:
        return False
    left = plain(text[first:last]).split()
    right = plain(text[slice(*following)]).split()
    if right[0] in names.honorifics():
        return False
    if joint[1] is None:
        # "Department for Work and Pensions", never "the Ministry of Health and Jane Roe" nor "Acme and the Union".
        more = offices and any(word in names.bodies() for word in left)
        return gap.strip() == "&" or (more and not _is_given(right[0]) and not _ACRONYM.fullmatch(text[slice(*following)]))
    return _goes_on(left, right, joint[1], " the" in gap)


def _goes_on(left: list[str], right: list[str], joint: str, the: bool) -> bool:
    """Whether a body's or an office's name goes on over "of", "for", "on", "to", "against", "in"."""
    body, role = names.body_at_end(left), names.role_at_end(left)
    if joint in ("on", "in") or (joint == "to" and body):
        over = ("council", "committee", "commission", "panel", "institute", "centre", "center", "delegation", "mission")
        return bool(body) and not the and left[-1] in over and len(left) + len(right) < 9
    if joint == "to":
        return bool(role and not role[1]) and not the
    if joint == "of" and left[-1] in ("university", "state", "house", "bank", "kingdom"):
        return True
    return bool((body and not body[1]) or (role and not role[1] and joint != "against"))


def _is_members_body(left: str, right: str, gap: str) -> bool:
    """ "Carters' Union", "Women's Institute": whose body it is belongs to its name; "Acme's Board" is no name."""
    owner, words = plain(left).split()[-1], plain(right).split()
    if len(words) > 3 or not names.body_at_end(words):
        return False
    if gap[1] == "s":
        return owner in _MEMBERSHIP
    return owner.endswith("s") and owner not in names.places() and len(left.split()) < 4


def _read_run(text: str, first: int, last: int, common: frozenset[str]) -> Iterator[Mention]:
    words = [match.span() for match in _WORD.finditer(text, first, last)]
    words = _without_lead(text, words, common)
    if not words:
        return
    low = [plain(text[a:b]) for a, b in words]
    title = title_length(low)
    if title == len(low):
        yield _office(text, words, low)
    elif title:
        yield _person(text, words, low, title)
    elif len(low) == 1 and low[0] in names.bodies() and _with_the(text, words[0][0]) < words[0][0]:
        yield _definite_body(text, words[0], low[0])
    elif not (len(low) == 1 and _is_adjective(text, words[0], low[0])):
        yield _bare_name(text, words, low)


def _without_lead(text: str, words: list[Span], common: frozenset[str]) -> list[Span]:
    """`words` without the function word that begins a sentence, and without the day that ends a run."""
    while words:
        word = plain(text[slice(*words[0])])
        starts = is_sentence_start(text, words[0][0])
        is_name = _is_capitals(text, words[0]) or (len(words) > 1 and _is_given(word) and not starts)
        if word in ("her", "his") and len(words) > 1 and plain(text[slice(*words[1])]) in names.honorifics():
            break
        if not (word in FUNCTION_WORDS and not is_name) and not (starts and _is_ordinary(text, words, word, common)):
            break
        words = words[1:]
    while words and plain(text[slice(*words[-1])]) in FUNCTION_WORDS and not _is_capitals(text, words[-1]):
        words = words[:-1]
    return words


def _is_capitals(text: str, word: Span) -> bool:
    """Whether a word is set in capitals, as "US", "AS" and a transcript's "IS:" are, and "The" is not."""
    written = text[slice(*word)].replace(".", "")
    return len(written) > 1 and written.isupper()


def _is_adjective(text: str, span: Span, word: str) -> bool:
    if word in names.places():
        return False
    return word in names.adjectives() or (word.endswith(("ian", "ean", "ese")) and bool(_NOUN_FOLLOWS.match(text, span[1])))


def _is_given(word: str) -> bool:
    return word in names.given_names()


def _is_surely_given(word: str) -> bool:
    return word in names.given_names() and not names.given_names()[word][1]


def _is_ordinary(text: str, words: list[Span], word: str, common: frozenset[str]) -> bool:
    """Whether the word that begins a sentence is one that the text, or its form, shows to be no name."""
    if _is_capitals(text, words[0]) or _is_given(word):
        return False
    if len(words) == 1 and (word in _COLLECTIVES or ((role := names.role_at_end([word])) and role[1])):
        return True
    if len(words) == 1 and word.endswith(("ing", "ly", "ed")) and _GOES_ON.match(text, words[0][1]):
        return True
    if word not in common:
        return False
    lists = (names.bodies(), names.roles(), names.adjectives(), names.honorifics(), names.places())
    return not any(word in one for one in lists)


# What a run names -----------------------------------------------------------------------------------------------


def _past_of(low: list[str], best: int) -> int:
    """The end of a title that runs on over "of …": past "governor of washington" in "… of washington chris gregoire"."""
    if low[best] not in ("of", "for", "to"):
        return best
    for index in range(best + 2, len(low)):
        if _is_given(low[index]) and 2 <= len(low) - index <= 4:
            return index
    tail = len(low) - 2
    for cut in (tail, tail - 1):
        place = low[best + 1 : cut]
        if tail > best + 1 and (" ".join(place) in names.places() or any(word in names.bodies() for word in place)):
            return tail
    return len(low)


def _office(text: str, words: list[Span], low: list[str]) -> Mention:
    """A title without a name ("the Prime Minister"), its "the" included."""
    start = _with_the(text, words[0][0])
    mention = Mention(start, words[-1][1], "nominal", "person", role=text[words[0][0] : words[-1][1]], words=low)
    sizes = [(cut, role) for cut in range(len(low), 0, -1) if (role := names.role_at_end(low[:cut]))]
    cut, role = sizes[0] if sizes else (len(low), (1, False))
    mention.head = " ".join(low[cut - role[0] : cut])
    mention.plural = role[1] and cut == len(low)
    mention.determiner = "the"
    mention.gender = names.roles().get(mention.head, ("", ""))[0]
    mention.affiliation = _possessor_before(text, start)
    return mention


def _definite_body(text: str, word: Span, head: str) -> Mention:
    """ "The Company", "the Ministry": a body named earlier, or the one that everybody knows."""
    role = text[slice(*word)]
    return Mention(word[0] - 4, word[1], "nominal", "organisation", role=role, head=head, determiner="the", words=[head])


def _with_the(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _possessor_before(text: str, start: int) -> str:
    """The name before "'s" that ends at `start` ("Labour" of "Labour's Shadow Home Secretary"), or ""."""
    if text[max(0, start - 3) : start].strip(" \u00a0")[-2:].strip("s") not in ("’", "'"):
        return ""
    match = _POSSESSOR.search(text, max(0, start - 60), start)
    return re.sub(r"^The ", "", match[1]) if match else ""


def _person(text: str, words: list[Span], low: list[str], title: int) -> Mention:
    span = (words[title][0], words[-1][1])
    royal = title == 1 and low[0] in _ROYAL and len(low) - title <= 2
    name_span = (words[0][0], span[1]) if royal else span
    mention = Mention(words[0][0], span[1], "name", "person", text[slice(*name_span)], name_span, words=low[title:])
    mention.role = text[words[0][0] : words[title - 1][1]]
    mention.gender = _title_gender(low[:title]) or names.gender(text[slice(*span)])
    cut = next((i for i in range(1, title) if low[i] in ("of", "for", "to")), title)
    role = names.role_at_end(low[:cut])
    size = role[0] if role else 1
    mention.head = " ".join(low[cut - size : cut]) if role else names.ABBREVIATED.get(low[cut - 1], low[cut - 1])
    lead = text[words[0][0] : words[cut - size][0]].strip() if cut > size else ""
    behind = re.sub(r"^the ", "", text[words[cut + 1][0] : words[title - 1][1]]) if cut + 1 < title else ""
    mention.affiliation = re.sub(r"^Former$", "", lead) or behind or _possessor_before(text, mention.start)
    return mention


def _title_gender(title: list[str]) -> str:
    known = (names.honorifics().get(word) or names.roles().get(word, ("", ""))[0] for word in title)
    return next(filter(None, known), "")


def _bare_name(text: str, words: list[Span], low: list[str]) -> Mention:
    span = (words[0][0], words[-1][1])
    mention = Mention(*span, "name", _kind_of(text, span, low), text[slice(*span)], span, words=low)
    if mention.kind == "person":
        mention.gender = names.gender(mention.name)
    elif mention.kind == "organisation":
        mention.head = _body_head(low)
    mention.plural = mention.kind == "group"
    _read_dateline(text, mention)
    if mention.kind in ("person", "unknown"):
        _take_lowercase_title(text, mention)
    return mention


def _read_dateline(text: str, mention: Mention) -> None:
    opens = text[max(0, mention.start - 2) : mention.start].rstrip(" ")[-1:] in ("", "\n", "\r")
    if opens and mention.name.isupper() and _DATELINE.match(text, mention.end):
        mention.kind, mention.aside = "place", True
    if text[mention.start - 1 : mention.start] == "(" and re.match(r"\)[ \u00a0]*[—–-]", text[mention.end : mention.end + 4]):
        mention.aside = True


def _kind_of(text: str, span: Span, low: list[str]) -> str:
    """What a run of capitalised words names: person, organisation, place, group or unknown."""
    written, phrase = text[slice(*span)], " ".join(low)
    if phrase in names.places():
        return "place"
    figure = names.figures().get(phrase)
    if (figure and not figure.office) or _ACRONYM.fullmatch(written):
        return "organisation"
    if len(low) == 1:
        return _kind_of_word(low[0])
    given = _is_given(low[0])
    if _names_body(low) and not (given and len(low) <= 3 and low[-1] in _WEAK_BODIES):
        return "organisation"
    inner = any(_is_given(word) for word in low[:-1]) or set(low[1:-1]) & names.PARTICLES or _INITIAL.search(written)
    return "person" if given or inner else "unknown"


def _kind_of_word(word: str) -> str:
    if word in names.adjectives() or names.singular(word) in names.adjectives():
        return "group" if word.endswith(("s", "ese", "ish", "ch")) else "unknown"
    body = names.body_at_end([word])
    if body and not body[1] and word not in _WEAK_BODIES:
        return "organisation"
    return "person" if _is_surely_given(word) else "unknown"


def _names_body(low: list[str]) -> bool:
    body = names.body_at_end(low)
    return bool((body and not body[1]) or (len(low) > 2 and _of_body(low)))


def _of_body(low: list[str]) -> tuple[int, bool] | None:
    for joint in ("of", "for", "on", "against"):
        if joint in low[1:]:
            return names.body_at_end(low[: low.index(joint, 1)])
    return None


def _body_head(low: list[str]) -> str:
    """The noun that says what a body is: "union" in "union of railway staff", "health authority" at an end."""
    cut = next((i for i, word in enumerate(low) if i and word in ("of", "for", "on", "against")), len(low))
    for end in (cut, len(low)):
        body = names.body_at_end(low[:end])
        if body and not body[1]:
            return " ".join(low[end - body[0] : end])
    return ""


def _take_lowercase_title(text: str, mention: Mention) -> None:
    """Take in the lower-case title before a name: "curator Jane Roe", "the company's chief executive Jane Roe"."""
    if text[mention.start - 1 : mention.start] not in (" ", "\u00a0"):
        return
    last = text[max(0, mention.start - 30) : mention.start].split()[-1:]
    if not last or not names.role_at_end([last[0].lower()]):
        return
    match = _WORDS_BEFORE.search(text, max(0, mention.start - 80), mention.start)
    words = match[0].split() if match else []
    low = [word.lower() for word in words]
    role = names.role_at_end(low)
    if not role or role[1] or (role[0] == 1 and low[-1] in _NO_TITLE):
        return
    if role[0] == 1 and mention.kind == "unknown" and len(mention.words) == 1 and low[-1] in _OF_BODIES_TOO:
        return
    size = _title_size(words, role[0])
    mention.role = " ".join(words[-size:])
    mention.start -= sum(len(word) + 1 for word in words[-size:])
    mention.head, mention.kind = " ".join(low[-role[0] :]), "person"
    mention.gender = names.roles().get(mention.head, ("", ""))[0] or mention.gender or names.gender(mention.name)
    mention.affiliation = " ".join(w for w in words[-size : -role[0]] if w[0].isupper())
    mention.affiliation = mention.affiliation or _possessor_before(text, mention.start)


def _title_size(words: list[str], size: int) -> int:
    """How many of the last `words` make the title: back to its determiner or owner, else over known modifiers only."""
    known = size
    while known < len(words) and _is_modifier(words[-known - 1]):
        known += 1
    full = known
    while full < len(words) and _belongs_to_title(words[-full - 1]):
        full += 1
    opens = full < len(words) and (words[-full - 1].lower() in _OPENERS or words[-full - 1].endswith(("’s", "'s", "s’", "s'")))
    return full if opens else known


def _is_modifier(word: str) -> bool:
    low = word.lower()
    if low in _TITLE_STOPS or not low[-1].isalnum():
        return False
    return word[0].isupper() or "-" in low or low in _MODIFIERS or low in names.bodies() or low in names.roles()


def _belongs_to_title(word: str) -> bool:
    low = word.lower()
    if low in _TITLE_STOPS or word.endswith((".", "’s", "'s", "s’", "s'")):
        return False
    return "-" in low or not low.endswith(("ed", "ing"))
