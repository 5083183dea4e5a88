"""The phrases with open places that doubt or deny: "has grave doubts about", "waved the claim away", "made that up".

A list of fixed wordings misses the next adjective. Each phrase is told by the words that make it a doubt or a denial
(Hooper 1975 on predicates of doubt; Ennals et al. 2010 on disputed claims), with room for what stands between;
``phrases`` reads what stands behind, around or before it.
"""

import re
from typing import NamedTuple

_HOW = r"(?:[\w’'-]+\s){0,3}?"
NOT = r"(?:\bnot|n[’']t|\bnever)"
_LINK = r"(?:\s(?:about|over|of|on|by|at|in|as\sto)\b)?"
_OBJECT = (
    r"(?P<object>it|that|this|them|those|these|(?:the|that|this|those|these|his|her|its|their|such|any|[\w’'-]+[’']s)"
    r"\s[^,.;:!?“”\"\n]{3,60}?)"
)
# A phrase that ends its clause; "cannot", "could not".
_END = r"(?=\s?[.,;!?”\"’—])"
_CANNOT = r"c(?:an[’']t|annot|ould(?:n[’']t|\snot))"
BELIEVING = r"(?:believ(?:e|ing)|credit(?:ing)?|accept(?:ing)?|swallow(?:ing)?|buy(?:ing)?)"


class Wording(NamedTuple):
    """A phrase, and words one of which it must hold: to look for these first makes reading ten times as fast."""

    words: tuple[str, ...]
    phrase: re.Pattern[str]


def _wording(words: str, phrase: str) -> Wording:
    return Wording(tuple(words.split("|")), re.compile(phrase, re.IGNORECASE))


# Doubts whose object stands behind them.
DOUBTED_BEHIND = [
    _wording(
        "doubt|misgivings|reservations|skepticism|scepticism|questions",
        r"\b(?:ha(?:s|ve|d)|having|harbou?r(?:s|ed|ing)?|entertain(?:s|ed)?|express(?:es|ed|ing)?|voic(?:es?|ed|ing)|"
        rf"rais(?:es?|ed|ing)|shar(?:es?|ed)|spoke\sof)\s(?P<how>{_HOW})"
        rf"(?P<noun>doubts?|misgivings|reservations|s[ck]epticism|questions)\b{_LINK}",
    ),
    _wording(
        "convinced|persuaded|sold on",
        rf"(?:{NOT}|\bfar\sfrom|\bhardly|\bscarcely|\bless\sthan|\byet\sto\sbe|\bremain(?:s|ed)\sto\sbe|\banything\sbut)"
        rf"\s(?:[\w’'-]+\s){{0,2}}?(?:convinced\b{_LINK}|persuaded\b{_LINK}|sold\son\b)",
    ),
    _wording(
        "sure|certain",
        rf"{NOT}\s(?:so|too|at\sall|quite|entirely|really|completely|all\sthat)\s(?:sure|certain)\b{_LINK}",
    ),
    _wording(
        "unconvinced|unpersuaded|wary|suspicious|leery|mistrustful|distrustful|incredulous",
        r"\b(?:is|are|was|were|am|[’'](?:m|re|s|d)|be|been|remain(?:s|ed)?|seem(?:s|ed)?|sound(?:s|ed)?)\s"
        r"(?:[\w’'-]+\s){0,2}?(?:unconvinced|unpersuaded|wary|suspicious|leery|mistrustful|distrustful|incredulous)\b"
        rf"{_LINK}",
    ),
    # "isn't buying it", "does not buy that"; what one did not buy may be a boat
    _wording("buying", rf"{NOT}\s(?:\w+ly\s|quite\s)?buying\b"),
    _wording(
        "buy|swallow|fall for",
        rf"\bdo(?:es)?\s?{NOT}\s(?:\w+ly\s|quite\s|for\sa\smoment\s)?(?:buy|swallow|fall\sfor)\b",
    ),
    _wording(
        "believing|crediting|accepting|swallowing|buying",
        rf"\b(?:ha(?:s|ve|d)|having)\s(?:[\w-]+\s){{0,2}}?(?:trouble|difficulty|problems?|time)\s(?:in\s)?{BELIEVING}\b",
    ),
    _wording(
        "eyebrow|askance|eyes at",
        r"\b(?:rais(?:es?|ed|ing)\s(?:an\seyebrow|(?:(?:his|her|their|a\sfew)\s)?eyebrows)|look(?:s|ed)?\saskance|"
        r"roll(?:s|ed)?\s(?:his|her|their)\seyes)\sat\b",
    ),
    _wording("believe", rf"\b(?:do|does|did)\s?{NOT}\s(?:\w+ly\s|for\sa\smoment\s)?believe(?:\sa\sword\s(?:of|in))?\b"),
    _wording("nothing to", r"\bnothing\sto\s(?:support|back\sup|bear\sout|substantiate|confirm|suggest)\b"),
    _wording("refus", r"\brefus(?:es?|ed|ing)\sto\s(?:believe|credit)\b"),
    _wording(
        "money on|bet|swear to|vouch for",
        r"\b(?:would|could)(?:n[’']t|\snot)\s"
        r"(?:put\s(?:\w+\s){0,2}?money\son|bet\s(?:\w+\s){0,2}?on|swear\sto|vouch\sfor)\b",
    ),
    _wording(
        "rely|bank|stake|set much store",
        rf"(?:{NOT}\s(?:\w+ly\s)?|\bhesitat(?:es?|ed)\sto\s|\bwould\sbe\sslow\sto\s)"
        rf"(?:rely|bank|stake\s(?:\w+\s){{0,2}}on|set\smuch\sstore\sby)\b{_LINK}",
    ),
    _wording(
        "faith|trust|weight|credence|reliance|store|stock",
        r"\b(?:puts?|placed?|places|sets?)\s(?:little|no|scant|not\smuch)\s(?:\w+\s)?"
        r"(?:faith|trust|weight|credence|reliance|store|stock)\s(?:in|on|by)\b",
    ),
    _wording(
        "record|trace|memory|recollection|knowledge|sign|indication|note",
        r"\b(?:no|little|scant)\s(?:record|trace|memory|recollection|knowledge|sign|indication|note)s?\sof\b",
    ),
    _wording(
        "evidence for|proof for|basis for",
        r"\b(?:no|little|scant|not?\s(?:a|one)\s(?:\w+\s)?(?:shred|scrap|jot|grain|trace|scintilla|hint|piece)\sof)\s"
        r"(?:evidence|proof|basis)\sfor\b",
    ),
    _wording(
        "reason to",
        r"\b(?:no|little|scant)\s(?:\w+\s)?reason\sto\s(?:think|believe|suppose|credit|accept)\b",
    ),
    _wording(
        "reluctant|hesitant|loath|slow|ready|prepared|willing|inclined|hesitat",
        r"\b(?:reluctant|hesitant|loath|slow|not\s(?:yet\s)?(?:ready|prepared|willing|inclined)|unwilling|disinclined|hesitat(?:es?|ed))"
        rf"\sto\s(?:{BELIEVING}|endorse|repeat|vouch\sfor|trust)\b",
    ),
    _wording(
        "before he |before she |before they |before i |before we ",
        r"\bbefore\s(?:I|we|he|she|they)\s(?:believe[sd]?|accept(?:s|ed)?|credit(?:s|ed)?|bought|buys?|agree[sd]?\s(?:to|with))\b(?:\sin\b)?",
    ),
    _wording(
        "cautio", r"\b(?:urge[sd]?|urging|advise[sd]?|counsel(?:s|led|ed)?)\scaution\s(?:about|over|on|with|as\sto)\b"
    ),
    _wording(
        "cautious",
        r"\b(?:is|was|are|were|remain(?:s|ed)?|be)\s(?:\w+ly\s|very\s|more\s)?cautious\s(?:about|of|on|over)\b",
    ),
    _wording(
        "yet to",
        r"\byet\sto\s(?:see|be\sshown|hear)\s(?:\w+\s){0,4}?(?:evidence|proof)\s(?:of|for)\b",
    ),
]
# Doubts that hold their object.
DOUBTED_AROUND = [
    _wording(
        "hard to|difficult to|impossible to|tough to",
        rf"\b(?:finds?|found)\s{_OBJECT}\s(?:\w+ly\s|very\s|rather\s|all\s)?(?:hard|difficult|impossible|tough)\s"
        rf"to\s(?:{BELIEVING}\b|(?:square|reconcile)\swith\b)",
    ),
    _wording(
        "salt|skepticism|scepticism|suspicion|disbelief|incredulity|caution",
        r"\b(?:takes?|took|taken|taking|treat(?:s|ed|ing)?|greet(?:s|ed)?|receive[sd]?|met|meets?|views?|viewed|reads?|"
        rf"regard(?:s|ed)?)\s{_OBJECT}\s[“\"‘']?with\s(?:[\w-]+\s){{0,4}}?"
        r"(?:salt|s[ck]epticism|suspicion|disbelief|incredulity|caution)\b",
    ),
    _wording(
        "unlikely|implausible|improbable|far-fetched|fanciful|incredible|unbelievable|dubious|doubtful|unconvincing",
        r"\b(?:finds?|found|thinks?|thought|considers?|considered|deems?|deemed|believes?)\s"
        rf"{_OBJECT}\s(?:\w+ly\s|very\s|rather\s|most\s|quite\s)?(?:unlikely|implausible|improbable|far-fetched|fanciful|incredible|"
        r"unbelievable|dubious|doubtful|unconvincing)\b",
    ),
    _wording(
        "believe|accept|credit|believing",
        rf"\b(?:would|will|[’'](?:ll|d))\s(?:only\s)?(?:believe|accept|credit)\s{_OBJECT}\s(?:when|once|on\sthe\sday)\b",
    ),
    _wording(
        "out", rf"\b(?:nothing|little|no\w*\s\w+)\s(?:so\sfar\s|yet\s)?(?:to|that)\s(?:bears?|bore)\s{_OBJECT}\sout\b"
    ),
]
# "The count should be treated with caution": what is doubted stands before.
DOUBTED_AHEAD = [
    _wording(
        "caution|salt|reserve|skepticism|scepticism|suspicion|tongs",
        r"\b(?:should|must|ought\sto|has\sto|have\sto|had\sto|can\sonly|needs?\sto)\sbe\s"
        r"(?:taken|treated|read|viewed|handled|regarded|approached)\s(?:only\s)?with\s(?:[\w-]+\s){0,4}?"
        r"(?:caution|salt|reserve|s[ck]epticism|suspicion|tongs)\b",
    ),
    _wording(
        "relied|trusted|face value",
        r"\bc(?:an|ould)(?:not|n[’']t|\snot)\sbe\s(?:relied\s(?:up)?on|trusted|taken\sat\sface\svalue)\b",
    ),
]
WONDERED = [
    _wording(
        "ed if",
        r"(?:\b(?:would|should)|[’']d)\s(?:\w+\s)?be\s(?:\w+ly\s|very\s|quite\s|most\s)?(?:surprised|amazed|"
        r"astonished|stunned|astounded|flabbergasted|shocked)\s(?=if\b)",
    ),
]
# "Where is the proof?", "Says who?", "That rings hollow": a doubt of what was said last.
DOUBTED_POINTING = [
    _wording(
        "proof|evidence|paperwork|receipts",
        r"\bwhere(?:[’']s|\s(?:is|are|was|were))\s(?:the|his|her|their|your|any|all\sthe)\s(?:[\w-]+\s)?"
        r"(?:proof|evidence|paperwork|receipts)(?=\s?[?,”\"’])",
    ),
    _wording(
        "show me|show us",
        r"\bshow\s(?:me|us)\s(?:the|some|any|one|a)\s(?:[\w-]+\s){0,3}?(?:proof|evidence|paperwork|receipts?)(?=\s?[.!,”\"’])",
    ),
    _wording(
        "to see",
        r"\b(?:would|should|[’']d)\s(?:\w+ly\s|very\smuch\s)?(?:want|like|love|need)\sto\ssee\s(?:the|some|any|his|her|their|that)"
        r"\s(?:\w+\s)?(?:evidence|proof|receipts?|data|paperwork|documents?|signatures?|workings?)\b",
    ),
    _wording("says|prove it", r"(?<=[“\"‘'])(?:says\swho|who\ssays(?:\sso)?|prove\sit)(?=\s?[?,.!])"),
    _wording("true", r"\bd(?:o|oes|id)(?:\snot|n[’']t)\s(?:quite\s)?ring\strue\b"),
    _wording(
        "by anybody|by anyone",
        r"\bcould\s(?:\w+\s)?(?:have\sbeen|be)\s(?:made|written|forged|faked|taken|sent|printed|done)\sby\sany(?:one|body)\b",
    ),
    _wording("hollow", r"\br(?:ings?|ang)\s(?:rather\s|a\slittle\s)?hollow\b"),
    _wording(
        "news to",
        r"\b(?:would|will|[’']ll|[’']d)\s(?:\w+\s)?be\snews\sto\b|\b(?:is|was|[’']s)\s(?:all\s)?news\sto\s(?:me|us)\b",
    ),
]
# Denials whose object stands behind them; "we do not recognise that description" is British for "it is not so".
DENIED_BEHIND = [
    _wording("recognise|recognize", rf"{NOT}\srecogni[sz]e\b"),
    _wording(
        "every|each|any",
        r"\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?|contest(?:s|ed|ing)?)\s"
        r"(?:almost\s|virtually\s|nearly\s)?(?:every|each|any)\s(?:single\s)?"
        r"(?:word|line|syllable|detail|bit|part|point|sentence)(?:\s(?:of|in)\b)?",
    ),
    _wording("push|hit", r"\b(?:push(?:es|ed|ing)?|hit(?:s|ting)?)\sback\s(?:\w+\s){1,2}(?:on|against|at)\b"),
    _wording("to bed|to rest", r"\bput(?:s|ting)?\sto\s(?:bed|rest)\b"),
    _wording("time on", r"\bcall(?:s|ed|ing)?\stime\son\b"),
    _wording("cold water", r"\b(?:throw(?:s|n|ing)?|threw|dash(?:es|ed|ing)?)\s(?:\w+\s)?cold\swater\s(?:on|over)\b"),
]
# Denials that hold their object.
DENIED_AROUND = [
    _wording("short shrift", rf"\bg(?:ives?|ave|iven)\s{_OBJECT}\sshort\sshrift\b"),
    _wording(
        "aside|away|off",
        r"\b(?:brush(?:es|ed|ing)?|wav(?:es?|ed|ing)|bat(?:s|ted|ting)?|swat(?:s|ted|ting)?|laugh(?:s|ed|ing)?|"
        rf"shrug(?:s|ged|ging)?|sweep(?:s|ing)?|swept)\s{_OBJECT}\s(?:aside|away|off)\b",
    ),
    _wording(
        "on the head|to bed|to rest",
        rf"\b(?:knock(?:s|ed|ing)?|put(?:s|ting)?)\s{_OBJECT}\s(?:on\sthe\shead|to\s(?:bed|rest))\b",
    ),
]
# Denials by their subject that only point at what was said.
DENIED_OUTRIGHT = [
    _wording("none of", r"\b(?:will|would|[’'](?:ll|d))\shave\snone\sof\s(?:it|that|this)\b"),
    _wording("having", rf"\b(?:is|was|are|were)(?:\snot|n[’']t)\shaving\s(?:it|that|any\sof\s(?:it|that)){_END}"),
    _wording(
        "another|different",
        r"\b(?:tells?|told|paints?|painted|gives?|gave|ha(?:s|ve|d))\s(?:quite\s)?(?:another|an\sentirely\sdifferent|"
        r"a\s(?:\w+\s)?different)\s(?:story|tale|picture|version|account|recollection|memory)\b",
    ),
]
# "That drew a flat denial from the company": who denies stands behind.
DENIED_FROM = [
    _wording(
        "denial|rebuttal",
        r"\b(?:brought|brings|drew|draws|prompt(?:s|ed)|provok(?:es?|ed)|elicit(?:s|ed)|earn(?:s|ed)|met\swith|met\sby|"
        r"got|won)\s(?:an?\s)?(?:[\w-]+\s){0,3}?(?:denials?|rebuttals?)\s(?:on\s\w+day\s)?(?:from|by)\s(?P<by>[^,;.:”\"\n]{2,60})",
    ),
]
# Words that call what was said false, whoever tells them.
DENIED_POINTING = [
    _wording(
        "remember|recall|saw|heard|happened|know",
        r"\b(?:is|was|[’']s)(?:\snot|n[’']t)\s(?:\w+ly\s|at\sall\s)?(?:how|the\sway|what)\s(?:[\w.’'-]+\s){1,3}"
        r"(?:remember(?:s|ed)?|recall(?:s|ed)?|saw|heard|happened|knows?|know)\b",
    ),
    _wording("never", r"(?<=[“\"‘'])never\s\w+(?:ed|en|id|ne)\b"),
    _wording(
        "nothing to|nothing in",
        r"\b(?:is|was|[’']s|finds?|found|saw|sees?)\s(?:\w+ly\s)?nothing\s(?:to|in)\s(?:it|that|this|"
        r"(?:the|that|this|his|her|their|those|these)\s(?:[\w’'-]+\s)?(?:story|stories|tale|claims?|rumou?rs?|reports?|"
        r"allegations?|charges?|accusations?|suggestions?|theory|talk|account))(?=\s?[.,;!?”\"’—]|$)",
    ),
    _wording(
        "the reverse|the opposite|the contrary",
        r"\bthe\s(?:reverse|opposite|contrary)\s(?:was|is)\s(?:true|so|the\scase)\b",
    ),
    _wording(
        "have happened|have been so|have been true|have been the case|have taken place|have occurred",
        rf"\b{_CANNOT}\s(?:possibly\s)?have\s(?:happened|been\s(?:so|true|the\scase)|taken\splace|occurred)\b",
    ),
    _wording("misquoted", r"\b(?:been|was|were)\s(?:\w+ly\s)?misquoted\b"),
    _wording(
        "imagination|head|mind|dreams",
        r"\b(?:all|only|lives?|exists?|exist)\s(?:\w+\s){0,3}?in\s(?:his|her|their|your|somebody[’']s|someone[’']s)\s(?:own\s)?"
        r"(?:heads?|minds?|imaginations?|dreams)\b|\b(?:is|was|[’']s)\s(?:your|his|her|their)\simagination\b",
    ),
    _wording(
        "out by",
        r"\b(?:is|was|are|were)\s(?:\w+ly\s)?out\sby\s(?:half|two\sthirds|a\s(?:third|quarter|factor|long)|more\sthan|about|some|\d)",
    ),
    _wording(
        "pull the other|tell me another|fooled me",
        r"\bpull\sthe\sother\sone\b|\btell\sme\sanother\b|\bcould\shave\sfooled\sme\b",
    ),
    _wording("happen", r"\b(?:did|does)(?:\snot|n[’']t)\shappen\s(?:like\sthat|that\sway|so)\b"),
    _wording(
        "never",
        r"(?<!\bwish\sI\s)\bnever\s(?:said|wrote|told\s\w+|claimed|did|sent|signed|asked\sfor|promised)\s(?:that|it|this|so|"
        rf"any\ssuch\sthing|anything\s(?:like|of)\s\w+(?:\s\w+)?){_END}",
    ),
    _wording(
        " up",
        r"(?<!\bbut\s)\b(?:made|mak(?:es?|ing)|dream(?:s|t|ed|ing)|cook(?:s|ed|ing)|conjur(?:es?|ed|ing))\s(?:it|that|this|things|"
        r"stuff|(?:it|that|this)\sall|(?:all|most|every\sword)\sof\s(?:it|that|this)|the\s(?:whole|entire)\s\w+)\sup\b"
        r"(?!\s(?:to|with|for)\b)",
    ),
    _wording(
        "invent",
        rf"\binvent(?:s|ed|ing)\s(?:it|that|this|all\sof\s(?:it|that)|the\s(?:whole|entire)\s\w+){_END}",
    ),
    _wording("imagining", r"\bimagining\s(?:it|things)\b"),
    _wording("through", r"\btalking\sthrough\s(?:his|her|their)\s(?:hat|hats)\b"),
    _wording(
        "thinking of",
        r"\b(?:must|may|might)\sbe\sthinking\sof\s(?:some(?:body|one|thing)\selse|(?:some\sother|another)\s\w+)\b",
    ),
    _wording(
        "mixed up|muddled|confused|crossed|backwards",
        r"\b(?:ha(?:s|ve|d)|[’'](?:s|ve)|got|gets?)\s(?:got\s)?(?:his|her|their|its)\s(?:\w+\s)?\w+s\s"
        r"(?:mixed\sup|muddled|confused|crossed|backwards)\b",
    ),
    _wording(
        "backward|upside|wrong way|back to front",
        r"\b(?:got|ha(?:s|ve|d)|getting|gets?)\s(?:it|that|this|things|everything|the\s\w+)\s(?:\w+ly\s|all\s)?"
        r"(?:backwards?|upside\sdown|the\swrong\sway\s(?:a?round|up)|back\sto\sfront)\b",
    ),
    _wording(
        "the wrong",
        r"\b(?:got|have|has|had)\sthe\swrong\s(?:man|woman|person|guy|bloke|fellow|end\sof\sthe\sstick|idea)\b",
    ),
    _wording("other way", r"\b(?:is|was|[’']s|were)\s(?:\w+ly\s|just\s|quite\s)?the\sother\sway\s(?:a?round|about)\b"),
    _wording(
        "opposite|reverse|contrary|far from it",
        r"(?:(?<=[“\"‘'])|\b(?:is|was|[’']s)\s)(?:quite|just|precisely|exactly|rather)\sthe\s(?:opposite|reverse)\b"
        r"|(?<=[“\"‘'])(?:on|quite)\sthe\scontrary\b|(?<=[“\"‘'])(?:very\s)?far\sfrom\sit\b",
    ),
    _wording(
        "be right|be true|be so|be the case|be correct|be accurate",
        rf"\b{_CANNOT}\s(?:possibly\s|\w+ly\s)?be\s(?:right|true|so|the\scase|correct|"
        rf"accurate){_END}",
    ),
    _wording(
        "no such",
        r"\b(?:us(?:es?|ed|ing)|ma(?:kes?|de)|g(?:ives?|ave)|sen(?:t|ds?)|receiv(?:es?|ed)|h(?:olds?|eld)|t(?:akes?|ook)|"
        r"s(?:aw|een)|heard|issu(?:es?|ed)|placed|wr(?:ites?|ote)|said|found|sign(?:s|ed)|ordered|"
        r"ran|runs?|knows?|knew)\sno\ssuch\s(?!thing)\w+",
    ),
]
