"""The right speaker: one trait a row, in sentences of our own; what a row expects are the speakers' names in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import read_marked

from analysis.columns import WORDS
from analysis.extractors.attribution.posts import posts
from analysis.extractors.people.answers import NOT_NAMED, OWN_VOICE, THE_WRITER
from analysis.extractors.people.speakers import resolve_speakers
from analysis.extractors.records import Attribution

NAMES = {
    "by the name of": (
        "The member, a retired admiral by the name of Corin Bligh, slept. {1s The admiral} {1c said} {1t no}. "
        "{2s Bligh} {2c woke} {2t at it}.",
        ["Corin Bligh", "Corin Bligh"],
    ),
    "surname": (
        "{1s Helen Marsh} {1c said} {1t the weir would hold}. {2s Marsh} {2c added} {2t that it was new}.",
        ["Helen Marsh", "Helen Marsh"],
    ),
    "surname before the full name, in a headline": (
        "{1s Marsh}: {1t weir will hold}\n\nThe weir is new, {2s Helen Marsh} {2c told} the panel, {2t and sound}.",
        ["Helen Marsh", "Helen Marsh"],
    ),
    "a reporter's hedge has no other speaker": (
        "It {1c seems} {1t the mill wants to close}. {2s Helen Marsh} {2c said} {2t it would not}.",
        [OWN_VOICE, "Helen Marsh"],
    ),
    "what stands in brackets is no second speaker": (
        "{1s Coun Phil Harker (Ind, Compton and Tolley)} {1c said} {1t he would ask}. {2s Harker} {2c added} {2t why}.",
        ["Phil Harker", "Phil Harker"],
    ),
    "where it was posted is no company": (
        "A hall of Kestrel Freight burnt.\n\nMayor Ruiz wrote on X: no.\n\n{1s The company} {1c denies} {1t it}.",
        ["Kestrel Freight"],
    ),
    "a passive's medium": (
        "Basil Crane {1c has been accused} in the podcast Cold Canvas of {1t forging the bill}.",
        ["Cold Canvas"],
    ),
    "a passive's agent": (
        "The figures {1c were called} by Jane Roe {1t a disgrace}. {2s Roe} {2c said} {2t no more}.",
        ["Jane Roe", "Jane Roe"],
    ),
    "kin, then the name with the same kin": (
        "Sister asks for film\n\n{1s The sister of a man who died in a cell} {1c said} {1t he was beaten}.\n\n"
        "{2t “It’s a lie,”} {2c said} {2s Kit Arden, his sister}.",
        ["Kit Arden", "Kit Arden"],
    ),
    "kin of somebody else": (
        "{1s The sister of a man who died in a cell} {1c said} {1t he was beaten}.\n\n"
        "{2t “It’s a lie,”} {2c said} {2s Kit Arden, his lawyer}.",
        ["the sister of a man", "Kit Arden"],
    ),
    "a number at the head of a sentence is no part of a name": (
        "{1s Oresh} {1c said} {1t it held}. {2t Nineteen Oresh soldiers were killed}, {2s Oresh} {2c added}.",
        ["Oresh", "Oresh"],
    ),
    "who asks in a transcript does not mean himself": (
        "Mia Rook spoke for Aske Ports.\n\n{1s SPB}: {1t Is it shut?}\n\n{2s Mia Rook}: {2t No.}\n\n"
        "{3s SPB}: {3t Who pays?}\n\n{4s Mia Rook}: {4t Nobody.}\n\n"
        "{5s SPB}: {5t {6s The company} {6c says} {6t it paid}.}",
        ["SPB", "Mia Rook", "SPB", "Mia Rook", "SPB", "company"],
    ),
    "initials that look like a title": (
        "{1s Mia Rook}: {1t When?}\n\n{2s Ada Lund}: {2t In March.}\n\n{3s MR}: {3t Why?}\n\n{4s AL}: {4t The rain.}",
        ["Mia Rook", "Ada Lund", "Mia Rook", "Ada Lund"],
    ),
    "a school is no secretary": (
        "The staff at Tollgate Primary laughed. {1s The education secretary} {1c said} {1t no}.",
        ["the education secretary"],
    ),
    "what somebody did is no role": (
        "{1s Dev Orr, through an aide,} {1c said} {1t no}. {2s The aide} {2c added} {2t why}.",
        ["Dev Orr", "an aide"],
    ),
    "a description, then the name behind a quotation": (
        "ASKE, April 24 (SPA) - {1s The director of Hollin Water} {1c said} {1t he would go}.\n\n"
        "{2t “I was wrong,”} {2s Gerrit Vance} {2c told} residents.",
        ["Gerrit Vance", "Gerrit Vance"],
    ),
    "a description, then a name of another office": (
        "{1s The director of Hollin Water} {1c said} {1t he would go}.\n\n"
        "{2t “He was wrong,”} {2c said} {2s Mayor Ruth Calloway}.",
        ["the director of Hollin Water", "Ruth Calloway"],
    ),
    "a title of two offices": (
        "{1s Transport and Waterways Minister Pieter Lund} {1c said} {1t so}. {2s Lund} {2c added} {2t why}.",
        ["Pieter Lund", "Pieter Lund"],
    ),
    "a body and the holder of an office": (
        "{1s Acme and chief executive Jane Roe} {1c said} {1t so}.",
        ["Acme and chief executive Jane Roe"],
    ),
    "a description that names a body": (
        "{1s Dr. Amara Osei, the University of Corvane economist,} {1c said} {1t so}.",
        ["Amara Osei"],
    ),
    "a temper before a name": (
        "{1s Furious Dorian Hale} {1c said} {1t no}. {2t “No,”} {2c said} {2s Dorian Hale}.",
        ["Dorian Hale", "Dorian Hale"],
    ),
    "a party whose name ends in a common word": (
        "{1s Askemouth First} {1c said} {1t no}. {2s The party} {2c added} {2t why}.",
        ["Askemouth First", "Askemouth First"],
    ),
    "title in front": (
        "{1s Transport Minister Aldo Brice} {1c said} {1t trains would run}.",
        ["Aldo Brice"],
    ),
    "office, place and name": (
        "{1s US Ambassador to NATO Karen Whitlow} {1c said} {1t talks had begun}.",
        ["Karen Whitlow"],
    ),
    "rank, then the word in full": (
        "{1s Gen. Omar Haddad} {1c said} {1t the road was open}. Rain fell. {2s The general} {2c denied} {2t losses}.",
        ["Omar Haddad", "Omar Haddad"],
    ),
    "lower-case title in front": (
        "{1t The vase is a fake}, {1c according to} {1s curator Elaine Busby}. {2s Busby} {2c called} {2t it a pity}.",
        ["Elaine Busby", "Elaine Busby"],
    ),
    "role in apposition": (
        "{1s Petra Lund, the town's chief engineer,} {1c said} {1t the weir was old}. "
        "{2s The engineer} {2c asked for} {2t money}.",
        ["Petra Lund", "Petra Lund"],
    ),
    "relative clause between name and cue": (
        "{1s Petra Lund, who ran the waterworks of Greater Malden for a decade,} {1c said} {1t it leaked}.",
        ["Petra Lund"],
    ),
    "role first, name in apposition": (
        "{1s The company's chief executive, Jane Roe,} {1c said} {1t sales fell}. {2s She} {2c blamed} {2t the rain}.",
        ["Jane Roe", "Jane Roe"],
    ),
    "first name only": (
        "{1s Danylo, a Ukrainian tank mechanic,} {1c described} {1t the noise}. {2t “It never stops,”} "
        "{2s he} {2c said}.",
        ["Danylo", "Danylo"],
    ),
    "first name later": (
        "{1s Maren Holt} {1c says} {1t the ovens work}. {2t “They do,”} {2s Maren} {2c says}.",
        ["Maren Holt", "Maren Holt"],
    ),
    "knight by first name": (
        "{1s Sir Colin Marr} {1c insisted} {1t he would stay}. {2t “I will,”} {2s Sir Colin} {2c said}.",
        ["Colin Marr", "Colin Marr"],
    ),
    "an office in capitals": (
        "{1s US Ambassador to NATO Karen Whitlow} {1c said} {1t so}. {2s U.S. AMBASSADOR TO NATO}: {2t “SO IT IS”}",
        ["Karen Whitlow", "Karen Whitlow"],
    ),
    "particles": (
        "{1s Ursula van der Meer} {1c said} {1t no}. {2s Van der Meer} {2c added} {2t nothing}.",
        ["Ursula van der Meer", "Ursula van der Meer"],
    ),
    "slip of the pen": (
        "{1s Ingrid Gustafson} {1c said} {1t it froze}. The lake is deep. {2t “It did,”} {2c said} {2s Gustafon}.",
        ["Ingrid Gustafson", "Ingrid Gustafson"],
    ),
    "two bearers of a surname, told apart by title": (
        "{1s Joan Pell} {1c said} {1t yes}. {2s Her brother, Mark Pell,} {2c said} {2t no}. "
        "{3s Mr Pell} {3c added} {3t never}. {4s Mrs Pell} {4c sighed} {4t that he would}.",
        ["Joan Pell", "Mark Pell", "Mark Pell", "Joan Pell"],
    ),
    "a firm that bears its founder's name": (
        "{1s Orrin Vale} {1c founded it on} {1t a hunch}. {2s Vale Motors} {2c said} "
        "{2t vans sold well}. Mr Vale left. "
        "{3s Vale} {3c expects} {3t a profit}.",
        ["Orrin Vale", "Vale Motors", "Vale Motors"],
    ),
    "name given after the description that opens the report": (
        "{1s A baker} {1c has accused} the council {1t of sloth}.\n\n"
        "{2s Tom Ashby, 52,} {2c said} {2t the kerb was broken}.",
        ["Tom Ashby", "Tom Ashby"],
    ),
    "age": (
        "{1s Ivo Karsten, 19,} {1c said} {1t he ran}. {2s Lea Brandt} {2c agreed} {2t that he did}. "
        "{3s The teenager} {3c wants} {3t to run again}.",
        ["Ivo Karsten", "Lea Brandt", "Ivo Karsten"],
    ),
    "the main bearer of a surname": (
        "{1s Ivo Brandt} {1c said} {1t yes}. Brandt paints. Brandt sings. Brandt dances. Brandt sleeps. Brandt cooks. "
        "Brandt eats. Lea Brandt sat down. {2s Brandt} {2c smiled} {2t at it}.",
        ["Ivo Brandt", "Ivo Brandt"],
    ),
    "a possessive that is all of the source": (
        "{1s Mrs. Marsh's} {1c promise} {1t to pay} was kept. {2s His} {2c vow} {2t to leave} was not, Tom Hill said.",
        ["Marsh", NOT_NAMED],
    ),
    "office known by everybody, surname alone": (
        "{1s President Macron} {1c said} {1t the vote stands}. {2s Macron} {2c left} {2t it there}.",
        ["Emmanuel Macron", "Emmanuel Macron"],
    ),
    "a figure's surname borne by somebody else here": (
        "{1s Gideon Trump} {1c said} {1t the hall was full}. {2s Trump} {2c sells} {2t pianos}.",
        ["Gideon Trump", "Gideon Trump"],
    ),
}

BODIES = {
    "short form": (
        "{1s The Ministry of Transport} {1c said} {1t trains would run}. Rain fell. {2s The ministry} "
        "{2c denied} {2t delays}.",
        ["Ministry of Transport", "Ministry of Transport"],
    ),
    "an authority that runs a utility": (
        "{1s Tarn Power} {1c said} {1t bills would fall}. Mr Lund moved. {2s The power authority} {2c denies} {2t it}.",
        ["Tarn Power", "Tarn Power"],
    ),
    "an authority is no maker of toys": (
        "{1s Tarn Toys} {1c said} {1t sales fell}. Mr Lund moved. {2s The authority} {2c denies} {2t it}.",
        ["Tarn Toys", "authority"],
    ),
    "the company": (
        "{1s Brelling Foods} {1c said} {1t sales fell}. Shops shut early. {2s The company} {2c expects} "
        "{2t more of it}.",
        ["Brelling Foods", "Brelling Foods"],
    ),
    "the company, name without a noun for it": (
        "Staff left Altrova in May. {1s The company} {1c said} {1t it was hiring}. {2s Altrova} {2c sells} {2t glue}.",
        ["Altrova", "Altrova"],
    ),
    "the union among bodies": (
        "{1s The Dockers' Union} {1c said} {1t pay lagged}. {2s Brelling Shipping} {2c disagreed} {2t with that}. "
        "{3s The union} {3c will ballot} {3t its members}.",
        ["Dockers' Union", "Brelling Shipping", "Dockers' Union"],
    ),
    "the publication": (
        "{1s The Harbour Gazette} {1c reported} {1t a leak}. {2s The publication} {2c cited} {2t a memo}.",
        ["Harbour Gazette", "Harbour Gazette"],
    ),
    "abbreviation in brackets": (
        "{1s The Northern Rail Authority (NRA)} {1c said} {1t no}. {2s NRA} {2c repeated} {2t it}.",
        ["Northern Rail Authority", "Northern Rail Authority"],
    ),
    "names that a press release defines": (
        "{1s Osterby Mills AS (“Osterby” or “the Company”)} {1c announced} {1t a new line}. "
        "{2s The Company} {2c expects} {2t growth}.",
        ["Osterby Mills AS", "Osterby Mills AS"],
    ),
    "body that only its noun names": (
        "{1s Police} {1c said} {1t nobody was hurt}. {2s The Teller Bank} {2c reopened} {2t at noon}. "
        "{3s Police} {3c thanked} {3t the public}.",
        ["police", "Teller Bank", "police"],
    ),
    "the broadcaster": (
        "{1s The BBC} {1c found} {1t a leak}. Ann Poole resigned. {2s The broadcaster} {2c named} {2t nobody}.",
        ["BBC", "BBC"],
    ),
    "a trust named by its noun alone": (
        "{1s A troubled hospital trust} {1c hired} {1t nurses}. {2s The BBC} {2c asked} {2t why}. "
        "{3s The trust} {3c said} {3t they were needed}.",
        ["a troubled hospital trust", "BBC", "a troubled hospital trust"],
    ),
    "another nation's ministry": (
        "{1s The Danish Foreign Ministry} {1c said} {1t yes}. {2s The Swedish ministry} {2c said} {2t no}.",
        ["Danish Foreign Ministry", "Swedish ministry"],
    ),
    "the museum is not any body named before": (
        "{1s Brelling Foods} {1c said} {1t it would pay}. {2s The museum} {2c refused} {2t the money}.",
        ["Brelling Foods", "museum"],
    ),
    "it": (
        "{1s The Danish navy} {1c said} {1t the ship was safe}. {2t “All are aboard,”} {2s it} {2c added}.",
        ["Danish navy", "Danish navy"],
    ),
    "newspaper by its short name": ("{1s The NY Times} {1c wrote} {1t of rain}.", ["The New York Times"]),
    "a campaign named for its candidate": (
        "{1s Helen Marsh} {1c ran} {1t late}. {2s The Marsh campaign} {2c spent} {2t freely}. "
        "{3s The Reed campaign} {3c saved} {3t its money}. {4s The Marsh campaign} {4c regretted} {4t that}.",
        ["Helen Marsh", "Marsh campaign", "Reed campaign", "Marsh campaign"],
    ),
    "government of a nation": (
        "{1s The Ruritanian government} {1c rejected} {1t the claim}.",
        ["Ruritanian government"],
    ),
    "transcript label by initials": (
        "Hedda Quill met Ivo Sand.\n\n{1s Hedda Quill}: {1t Why now?}\n\n{2s Ivo Sand}: {2t Because.}\n\n"
        "{3s HQ}: {3t Is that all?}\n\n{4s IS}: {4t It is.}",
        ["Hedda Quill", "Ivo Sand", "Hedda Quill", "Ivo Sand"],
    ),
}

PRONOUNS = {
    "what the reporter tells between them is nobody's words": (
        "{1s A former keeper} {1c said} {1t so}. {2t ‘It fell,’} {2s he} {2c said}.\n\n"
        "{3n Sandro Vance, the harbour master, would hear none of it.} {4t ‘It never fell,’} {4s he} {4c said}.",
        ["a former keeper", "a former keeper", OWN_VOICE, "Sandro Vance"],
    ),
    "whoever is named behind according to": (
        "{1s Ruth Calloway} {1c said} {1t it was late}. {2t It froze}, {2c according to} {2s Captain Mona Tarr}. "
        "{3t “I fell,”} {3s she} {3c said}.",
        ["Ruth Calloway", "Mona Tarr", "Mona Tarr"],
    ),
    "whom the writer asked": (
        "{1s Gerrit Vance} {1c said} {1t he was ready}. The hall was cold.\n\nI stopped a captain outside. "
        "{2t “Go home,”} {2s he} {2c said}.",
        ["Gerrit Vance", "a captain"],
    ),
    "who does something in the words that she reports": (
        "{1s Mona Tarr} {1c wept}, {1t so they say}. A midwife told her in May, {2s she} {2c said}, "
        "{2t that the ward was full}.",
        ["Mona Tarr", "Mona Tarr"],
    ),
    "who calls it so, and says why behind a colon": (
        "{1s Gerrit Vance} {1c called} {1t that absurd}: {2t the weir}, {2s he} {2c said}, {2t was shut}.",
        ["Gerrit Vance", "Gerrit Vance"],
    ),
    "whom the paragraph itself names": (
        "{1s Mona Tarr} {1c said} {1t so}. She had seen it. Rain fell.\n\n"
        "The charge is one that makes Vera Holt smile. {2s She} {2c thinks} {2t it odd}.",
        ["Mona Tarr", "Vera Holt"],
    ),
    "one of them, quoted within a quotation": (
        "{1t ‘My tenants are cold,’} {1c said} {1s Mrs Vera Holt}. {1t ‘One of them wrote to me. "
        "{2t “Dear Vera,”} {2s she} {2c wrote}, {2t “the pipes sing.”}’}",
        ["Vera Holt", "one of my tenants"],
    ),
    "a headline's words weigh less than a name below": (
        "The last keeper of Sule light\n\nI asked Aldo Brice about the lamp.\n\n{1t “It hums,”} {1s he} {1c said}.",
        ["Aldo Brice"],
    ),
    "a person, once who stands behind the name": (
        "{1t “It rang,”} {1c said} {1s Obi Tarrow, who retired}. {2s Mayor Ruth Calloway} {2c denied} {2t it} in a "
        "statement. {3t “It did not,”} {3s it} {3c said}.",
        ["Obi Tarrow", "Ruth Calloway", "Ruth Calloway"],
    ),
    "a letter is its writer's": (
        "A letter from his uncle hangs there. {1t “Never lend a boat,”} {1s it} {1c reads}.",
        ["his uncle"],
    ),
    "a message with a name at its end": (
        "{1s Edna Orr} {1c said} {1t no}. That night I got a message. {2t “Ask Hale. Love, Edna.”} {2s it} {2c read}.",
        ["Edna Orr", "Edna Orr"],
    ),
    "a leaflet without a writer": (
        "{1s The company} {1c said} {1t no}.\n\nThere is also a leaflet. {2s It} {2c claims} {2t two men fell}.",
        ["company", "a leaflet"],
    ),
    "he after another's quote": (
        "{1s Alan Reed} {1c said} {1t the pier would close}. {2t “Nonsense,”} {2c said} {2s Greta Holm}. "
        "{3s He} {3c repeated} {3t the warning}.",
        ["Alan Reed", "Greta Holm", "Alan Reed"],
    ),
    "he passes over a post": (
        "{1s Minister Alan Reed} {1c said} {1t the pier would close}.\n\nRain fell all day.\n\nNobody came.\n\n"
        "🔴 {2p Frank Moss says close it now} — {2s Bob Crane} ({2c @bobcrane}) May 2, 2024\n\n"
        "{3t “It is rotten,”} {3s he} {3c added}.",
        ["Alan Reed", "Bob Crane", "Alan Reed"],
    ),
    "names inside a quote do not count": (
        "{1s Alan Reed} {1c said}: {1t “Frank Moss told me so.”} {2s He} {2c did not explain} {2t why}.",
        ["Alan Reed", "Alan Reed"],
    ),
    "gender": (
        "{1s Alan Reed} {1c met} {1t Greta Holm}. {2s She} {2c said} {2t it rained}. {3s He} {3c said} {3t it snowed}.",
        ["Alan Reed", "Greta Holm", "Alan Reed"],
    ),
    "an office and a title": (
        "The vicar, the Rev Toby Voss, was out. By email {1s he} {1c says} {1t it rained}.",
        ["Toby Voss"],
    ),
    "the subject before": (
        "{1s Greta Holm} {1c said} {1t it rained}. Mary Voss read the note aloud. {2s She} {2c said} {2t it snowed}.",
        ["Greta Holm", "Mary Voss"],
    ),
    "his own title": (
        "{1s Peter Reed} {1c said} {1t it rained}. {2t Mr Voss has a scar above one eye}, {2s he} {2c said}.",
        ["Peter Reed", "Voss"],
    ),
    "topic first": (
        "{1s Dora Finch} {1c left} {1t early}.\n\nFor Kevin Stott, the painter is a hero. {2s He} {2c said} {2t so}.",
        ["Dora Finch", "Kevin Stott"],
    ),
    "I inside a quote": (
        "{1t “{2s I} {2c think} {2t it works}, and it is cheap,”} {1s Greta Holm} {1c said}.",
        ["Greta Holm", "Greta Holm"],
    ),
    "we inside a quote": (
        "{1t “{2s We} {2c hope} {2t it works},”} {1c said} {1s the port authority}.",
        ["port authority", "port authority"],
    ),
    "she inside a quote is not its speaker": (
        "{1t “Ask Greta Holm. {2s She} {2c told} me {2t it leaks},”} {1c said} {1s Dora Finch}.",
        ["Dora Finch", "Greta Holm"],
    ),
    "they": (
        "{1s Two officials} {1c said} {1t the fire spread}. {2s They} {2c declined} {2t to be named}.",
        ["two officials", "two officials"],
    ),
    "who": (
        "A nurse called {1s Dora Finch}, {2s who} {2c said} {2t it rained}, {1c agreed} {1t that it had}.",
        ["Dora Finch", "Dora Finch"],
    ),
    "the former, the latter": (
        "Alan Reed and Greta Holm disagree. {1s The former} {1c wants} {1t a bridge}. "
        "{2s The latter} {2c wants} {2t a boat}.",
        ["Alan Reed", "Greta Holm"],
    ),
    "who, of a group that ends in no name": (
        "It angered Western media and NATO officials {1s who} {1c denied} {1t the gains}.",
        ["Western media and NATO officials"],
    ),
    "the president of a nation": (
        "{1s Zelensky} {1c praised} {1t the pilots}. {2t “They flew low,”} {2s the Ukrainian president} {2c said}.",
        ["Volodymyr Zelenskyy", "Volodymyr Zelenskyy"],
    ),
    "an age": (
        "{1s Ivo Karsten, 19,} {1c said} {1t no}. {2s Lea Brandt, 44,} {2c said} {2t yes}. "
        "{3s The 19-year-old} {3c shrugged} {3t it off}.",
        ["Ivo Karsten", "Lea Brandt", "Ivo Karsten"],
    ),
    "which is a thing": (
        "Ann Poole joined the Teller Bank, {1s which} {1c said} {1t it was glad}.",
        ["Teller Bank"],
    ),
    "object form": (
        "Alan Reed retired. {1c According to} {1s him}, {1t the sea is rising}.",
        ["Alan Reed"],
    ),
}

UNNAMED = {
    "another phrase begins with an article": (
        "At the last gate a woman in a raincoat was waiting. {1t “Keep off,”} {1s she} {1c said}.",
        ["a woman in a raincoat"],
    ),
    "a spokesman for somebody is not that person": (
        "{1s A spokesman for the minister, Helen Marsh,} {1c said} {1t no}. {2t “She slept,”} {2s he} {2c added}.",
        ["a spokesman for Helen Marsh", "a spokesman for Helen Marsh"],
    ),
    "a name and colleagues who are counted": (
        "{1s Geologist Petra Lund and five colleagues} {1c say} {1t it is old}. {2s Lund} {2c laughed} {2t at it}.",
        ["geologist Petra Lund and five colleagues", "Petra Lund"],
    ),
    "witnesses told apart": (
        "{1s A witness} {1c heard} {1t a bang}. {2s Another witness} {2c saw} {2t smoke}. "
        "{3s A witness} {3c fled} {3t it}.",
        ["a witness", "another witness", "a witness (2)"],
    ),
    "the witness is the one before": (
        "{1s A witness} {1c heard} {1t a bang}. Windows broke. {2s The witness} {2c saw} {2t nothing}.",
        ["a witness", "a witness"],
    ),
    "second noun": (
        "{1s A pal of the singer} {1c said} {1t it was over}. {2t “It is,”} {2s the friend} {2c said}.",
        ["a pal of the singer", "a pal of the singer"],
    ),
    "group kept as such": (
        "{1s Western media and NATO officials} {1c denied} {1t the gains}.",
        ["Western media and NATO officials"],
    ),
    "bare plural again": (
        "{1s Experts} {1c say} {1t it will rain}. Fields are dry. {2s Experts} {2c hope} {2t for snow}.",
        ["experts", "experts"],
    ),
    "possessor is not the speaker": (
        "{1s Tom Ashby} {1c left} {1t early}. {2s Ashby's lawyer} {2c said} {2t he was ill}.",
        ["Tom Ashby", "Ashby's lawyer"],
    ),
    "spokesman for a body": (
        "{1s A spokesman for Brelling Foods} {1c declined} {1t to comment}. {2s The spokesman} "
        "{2c gave} {2t no reason}.",
        ["a spokesman for Brelling Foods", "a spokesman for Brelling Foods"],
    ),
    "one of them": (
        "{1s Two other biologists} {1c doubted} {1t it}. {2s One} {2c called} {2t it a stretch}.",
        ["two other biologists", "one of two other biologists"],
    ),
    "another, of the same kind": (
        "{1s One nurse} {1c said} {1t it was hot}. {2s Another} {2c said} {2t it was cold}.",
        ["one nurse", "another nurse"],
    ),
    "his lawyer": (
        "{1s Tom Ashby} {1c left} {1t early}. {2s His lawyer} {2c said} {2t he was ill}.",
        ["Tom Ashby", "Tom Ashby's lawyer"],
    ),
    "people at a body": (
        "{1s Analysts at Energy Watch, a London-based consultancy,} {1c expect} {1t delays}.",
        ["analysts at Energy Watch"],
    ),
    "the office of somebody's body is not the body": (
        "{1s The chief executive of a small NHS clinic} {1c quit} {1t her post}.",
        ["the chief executive of a small NHS clinic"],
    ),
    "names of two people": (
        "{1s Alan Reed and Greta Holm} {1c wrote} {1t that it rains}.",
        ["Alan Reed and Greta Holm"],
    ),
}

MEANT = {
    "she is not several": (
        "{1s Ruth Amsel} {1c said} {1t it helped}. {2s Two of her colleagues} {2c agreed} {2t that it did}. "
        "{3t “I wept,”} {3s she} {3c said}.",
        ["Ruth Amsel", "two of her colleagues", "Ruth Amsel"],
    ),
    "a ministry is not its country": (
        "{1s The Osmethi foreign ministry} {1c said} {1t it rained}.",
        ["Osmethi foreign ministry"],
    ),
    "who is told of does not tell it": (
        "{1s The Halvern interior ministry} {1c denied} {1t any role}. "
        "{2t Reports that a regiment had mutinied}, {2s it} {2c added}, {2t were invented}.",
        ["Halvern interior ministry", "Halvern interior ministry"],
    ),
    "who is introduced tells it": (
        "{1s Dan Moore} {1c said} {1t it rained}.\n\n{2t Jowan Pascoe, 17, who waited, saw one}, {2s he} {2c said}.",
        ["Dan Moore", "Jowan Pascoe"],
    ),
    "a town is no company": (
        "{1s Western & Vale} {1c said} {1t it rained}. Crowds gathered in Penhallick. "
        "{2s The company} {2c added} {2t that it hailed}.",
        ["Western & Vale", "Western & Vale"],
    ),
    "a regulator is a body": (
        "{1s Ilse Mohr} {1c said} {1t she wrote to the Market Authority}. {2s The regulator} {2c said} {2t it rained}.",
        ["Ilse Mohr", "Market Authority"],
    ),
}

SOURCELESS = {
    "goes on in its paragraph": (
        "{1s Dora Finch} {1c said} {1t it rained}. {2t “It poured for an hour.”}",
        ["Dora Finch", "Dora Finch"],
    ),
    "goes on in a paragraph of its own": (
        "{1t “It rained,”} {1c said} {1s Dora Finch}.\n\n{2t “And then it hailed on all of us.”}",
        ["Dora Finch", "Dora Finch"],
    ),
    "not named": ("{1t The bridge} {1c is said} {1t to be haunted}.", [NOT_NAMED]),
    "told in the passive": ("A farmer burned it, {1t a barn was lost}, the court {1c was told}.", [NOT_NAMED]),
    "goes on with a participle": (
        "{1s The Ruritanian government} has {1c rejected} {1t the claim}, {2c saying} {2t it is not true}.",
        ["Ruritanian government", "Ruritanian government"],
    ),
    "the reporting itself": ("{1n The road is shut.}", [OWN_VOICE]),
}

OF_THEMSELVES = {
    "a body that opens the clause": (
        "{1s The mayor} {1c said} {1t no}.\n\n{2t Anglia Rail owns two boats}, {2s it} {2c said}.",
        ["the mayor", "Anglia Rail"],
    ),
    "a body without a name": (
        "{1s Arden Foods} {1c said} {1t no}.\n\n{2t The fire service had one boat}, {2s it} {2c said}.",
        ["Arden Foods", "fire service"],
    ),
    "a plain name": (
        "{1s Jane Roe} {1c said} {1t no}.\n\n{2t Kelsey Dunn drives a bus now}, {2s she} {2c said}.",
        ["Jane Roe", "Kelsey Dunn"],
    ),
    "an office": (
        "{1s Ines Moss, a baker,} {1c said} {1t she was told}. {2t The general has never smoked}, {2s he} {2c said}.",
        ["Ines Moss", "the general"],
    ),
    "somebody else's kin": (
        "{1s Ray Hill} {1c said} {1t no}. {2t His son had been sober}, {2s he} {2c said}.",
        ["Ray Hill", "Ray Hill"],
    ),
    "an initial is nobody": (
        "{1s Wade Orr} {1c laughed}: {1t yes}. {2t E.}, {2s he} {2c explained}, {2t was his sister}.",
        ["Wade Orr", "Wade Orr"],
    ),
}

TOLD_WHO = {
    "a bare spokesman": (
        "Blue Heron Line ran aground. {1t The crew is well}, {1s a spokeswoman} {1c said}.",
        ["a spokeswoman for Blue Heron Line"],
    ),
    "a spokesman for a body with an article": (
        "{1s The Electoral Commission} {1c said} {1t no}. {2t It will appeal}, {2s a spokesman} {2c said}.",
        ["Electoral Commission", "a spokesman for the Electoral Commission"],
    ),
    "a spokesman whom the words give another body": (
        "Acme Foods ran aground. {1s A council spokesman} {1c said} {1t so}.",
        ["a council spokesman"],
    ),
    "a jury was told": (
        "{1t A farmer burned a barn}, {1s a jury} {1c was told}.\n\nPerry Moss denies it.\n\n"
        "{2s Imogen Strand, for the Crown,} {2c said} {2t he was seen}.",
        ["Imogen Strand", "Imogen Strand"],
    ),
    "who answers the charge did not bring it": (
        "{1t A mate slept on watch}, {1s a court} {1c heard}.\n\n{2s Perry Moss} {2c denied} {2t it}, in his defence.",
        ["a court", "Perry Moss"],
    ),
    "a court was told by somebody": (
        "{1t It burned}, a court {1c was told} by Perry Moss.\n\n{2s Jane Roe} {2c said} {2t no}.",
        ["Perry Moss", "Jane Roe"],
    ),
    "between the words and the cue": (
        "{1t Tom Hill crept in}, Jane Roe, prosecuting, {1c told} the court.",
        ["Jane Roe"],
    ),
    "who calls himself": ("A man who calls himself Corin Bligh spoke. {1s He} {1c said} {1t no}.", ["Corin Bligh"]),
    "two who are named behind what they are": (
        "{1s Two Harlow oarsmen, Cole Brandt and Dev Sandhu,} {1c said} {1t no}.",
        ["Cole Brandt and Dev Sandhu"],
    ),
    "an apposition behind an age": ("It is Jane Roe, 81, a retired teacher, {1s who} {1c says} {1t so}.", ["Jane Roe"]),
    "who, behind an apposition that names another": (
        "It was Jane Roe, a teacher running for Hill's seat, {1s who} {1c said} {1t so}.",
        ["Jane Roe"],
    ),
    "which, behind a new firm": (
        "The man was from Dornier Leisure, {1s which} {1c says} {1t it is so}.",
        ["Dornier Leisure"],
    ),
    "a firm behind those who were hired by it": (
        "{1s A laboratory hired by the seller, Tumble Again Inc.,} {1c found} {1t none}.",
        ["a laboratory hired by the seller"],
    ),
    "what stands before a name that opens a sentence": (
        "{1s Screen maker Hanmi Display} {1c said} {1t no}.",
        ["Hanmi Display"],
    ),
    "a surname in capitals": (
        "Rosalind Keir runs it.\n\n{1s KEIR}: {1t No.}\n\n{2s KEIR}: {2t Heat.}",
        ["Rosalind Keir", "Rosalind Keir"],
    ),
    "a cleric by his first name": ("Hal Pym ran. {1s Rev Hal} {1c said} {1t no}.", ["Hal Pym"]),
    "a place is no company": (
        "{1s Acme Later Life} {1c said} {1t so}. Mrs Tranter, 76, of Redcar, paid. "
        "{2s The company} {2c says} {2t she signed}.",
        ["Acme Later Life", "Acme Later Life"],
    ),
    "a firm of two plain words": (
        "{1s Hearty Plate} {1c said} {1t it was fresh}. {2s The firm} {2c denied} {2t the rest}.",
        ["Hearty Plate", "Hearty Plate"],
    ),
}

ROWS = {**NAMES, **BODIES, **PRONOUNS, **UNNAMED, **MEANT, **SOURCELESS, **OF_THEMSELVES, **TOLD_WHO}


def speakers_of(marked, **options):
    text, attributions = read_marked(marked)
    found, resolutions = resolve_speakers(text, attributions, posts(text), **options)
    return [found[resolution.speaker].name for resolution in resolutions]


@pytest.mark.parametrize("trait", ROWS)
def test_speaker(trait):
    marked, expected = ROWS[trait]
    assert speakers_of(marked) == expected


def one_speaker(marked):
    text, attributions = read_marked(marked)
    found, _ = resolve_speakers(text, attributions, posts(text))
    return found[0]


@pytest.mark.parametrize(
    ("marked", "kind", "role", "affiliation"),
    [
        ("{1s US Ambassador to NATO Karen Whitlow} {1c said} {1t so}.", "person", "US Ambassador to NATO", "US"),
        ("{1s Petra Lund, head of research at Brelling Foods,} {1c said} {1t so}.", "person",
         "head of research at Brelling Foods", "Brelling Foods"),
        ("{1s Danylo, a Ukrainian tank mechanic,} {1c said} {1t so}.", "person", "Ukrainian tank mechanic", None),
        ("{1s Brelling Foods’ founder and chief executive, Jane Roe,} {1c said} {1t so}.", "person",
         "founder and chief executive", "Brelling Foods"),
        ("{1s The Ministry of Transport} {1c said} {1t so}.", "organisation", None, None),
        ("{1s Experts} {1c say} {1t so}.", "group", None, None),
        ("{1s A witness} {1c said} {1t so}.", "unnamed", None, None),
        ("{1s Moscow} {1c said} {1t so}.", "organisation", None, None),
    ],
)  # fmt: skip
def test_kind_role_affiliation(marked, kind, role, affiliation):
    speaker = one_speaker(marked)
    assert (speaker.kind, speaker.role, speaker.affiliation) == (kind, role, affiliation)


def test_every_name_is_kept_as_an_alias():
    speaker = one_speaker(NAMES["rank, then the word in full"][0])
    assert {"Omar Haddad", "Gen. Omar Haddad", "The general"} <= set(speaker.aliases)


def test_a_posts_author_is_known_by_handle():
    text = "Rain fell.\n\n\n\n🔴 Close the pier\n\nNow! — Bob Crane (@bobcrane) May 2, 2024\n\nIt did close."
    (post,) = posts(text)
    found, _ = resolve_speakers(text, [Attribution(post.author, post.handle, post.body, "post", 1.0)], [post])
    assert found[0].name == "Bob Crane"
    assert "@bobcrane" in found[0].aliases


def test_outlet_and_author_speak_for_the_article():
    marked = "{1n The road is shut.} {2s I} {2c think} {2t it will stay so}."
    assert speakers_of(marked, outlet="The Wexford Bell", author="Ann Poole") == ["The Wexford Bell", "Ann Poole"]
    assert speakers_of(marked) == [OWN_VOICE, THE_WRITER]


def test_the_byline_is_no_candidate():
    marked = "Pier shuts\nBy Rosa Thwaite\n\nDora Finch ran the pier. {1s She} {1c said} {1t it was rotten}."
    assert speakers_of(marked) == ["Dora Finch"]


def test_chain_leads_from_the_source_to_the_name():
    text, attributions = read_marked(
        "{1s Minister Alan Reed} {1c said} {1t so}. It rained. {2t “Yes,”} {2s he} {2c said}."
    )
    _, resolutions = resolve_speakers(text, attributions)
    links = resolutions[1].chain
    assert [text[a:b] for link in links for a, b in link.spans] == ["he", "Minister Alan Reed"]
    assert "he" in links[1].reason
    assert 0 < resolutions[1].confidence < resolutions[0].confidence <= 1


def test_a_farther_antecedent_among_rivals_is_less_sure():
    sure = "{1s Alan Reed} {1c said} {1t so}. {2s He} {2c smiled} {2t at it}."
    unsure = "{1s Alan Reed} {1c said} {1t so}. Ivo Sand walked in. {2s He} {2c smiled} {2t at it}."
    confidence = []
    for marked in (sure, unsure):
        text, attributions = read_marked(marked)
        confidence.append(resolve_speakers(text, attributions)[1][1].confidence)
    assert confidence[0] > confidence[1]


PIECES = [
    "Jane Roe",
    "the minister",
    "He",
    "she",
    "“",
    "”",
    "said",
    "Acme Ltd",
    "\n\n",
    "I",
    "who",
    "(",
    "NRA)",
    ".",
    "'s",
    "and",
    "The latter",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.data())
def test_any_text_gives_one_resolution_an_attribution(words, data):
    text = " ".join(words)
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(sorted).map(tuple)
    maybe = st.one_of(st.just(()), spans.map(lambda span: (span,)))
    attributions = [
        Attribution(data.draw(maybe), data.draw(maybe), (data.draw(spans),), kind, 0.5)
        for kind in data.draw(st.lists(st.sampled_from(["direct", "indirect", "narrator"]), max_size=4))
    ]
    found, resolutions = resolve_speakers(text, attributions)
    assert len(resolutions) == len(attributions)
    assert [speaker.key for speaker in found] == list(range(len(found)))
    assert {resolution.speaker for resolution in resolutions} == set(range(len(found)))
    for speaker in found:
        assert speaker.kind in WORDS["speakers", "kind"]
        assert speaker.name in speaker.aliases or speaker.name.endswith(")")
    for resolution in resolutions:
        assert resolution.chain
        assert 0 <= resolution.confidence <= 1
        assert all(0 <= a <= b <= len(text) for link in resolution.chain for a, b in link.spans)


def test_what_somebody_said_is_no_role():
    text, attributions = read_marked("The officer, {1s Jane Roe}, {1c said} {1t voters from the quay would wait}.")
    found, _ = resolve_speakers(text, attributions, [])
    assert "voters" not in (found[0].role or "")
