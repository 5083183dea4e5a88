"""One speaker across documents: what merges, what is only offered, what the user's table decides."""

import random

import pandas as pd
import pytest

from analysis.columns import SPEAKERS
from analysis.errors import TableError
from analysis.extractors.people.merging import merge_speakers, offered_merges
from analysis.extractors.records import LocalSpeaker

# Forty names that look alike and belong to forty different people; none may merge with another.
LOOK_ALIKES = [
    "",
    "John Smith|striker",
    "John Smith|oncologist",
    "Jon Smith|",
    "John Smyth|",
    "Joan Smith|",
    "John A. Smith|",
    "John B. Smith|",
    "John Smith Jr|",
    "Johanna Smith|",
    "Joshua Smith|",
    "Michael Brown|judge",
    "Michelle Brown|",
    "Michael Browne|",
    "Michael Braun|",
    "Mike Brown|goalkeeper",
    "Micah Brown|",
    "Anna Ivanova|pianist",
    "Anna Ivanov|",
    "Anya Ivanova|",
    "Hanna Ivanova|",
    "Alexander Petrov|economist",
    "Alexandra Petrova|",
    "Alexei Petrov|",
    "Aleksandr Petrovsky|",
    "Mohammed Ali|imam",
    "Mohammed Alim|",
    "Mahmoud Ali|",
    "Muhammad Aly|boxer",
    "Maria Garcia|mayor",
    "Maria Garces|",
    "Mario Garcia|",
    "Marian Garcia|",
    "Wei Zhang|chemist",
    "Wei Zheng|",
    "Wen Zhang|",
    "Lee Jae-myung|",
    "Lee Jae-yong|",
    "Lee Jae-in|",
    "David Miller|pastor",
    "David Mueller|",
    "",
]


def person(key, name, role=None, affiliation=None, aliases=()):
    return LocalSpeaker(key, name, "person", role or None, affiliation, [name, *aliases])


def ids(per_document, aliases=None):
    return merge_speakers(per_document, aliases)[1]


def test_no_false_merge_among_forty_look_alikes():
    rows = [row.split("|") for row in LOOK_ALIKES if row]
    assert len(rows) == 40
    documents = {f"doc-{number:02}": [person(0, name, role)] for number, (name, role) in enumerate(rows)}
    assert len(set(ids(documents).values())) == 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(0, "Helen Marsh"), person(0, "Helen Marsh")),
        (person(0, "Helen Marsh", "minister"), person(0, "Helen Marsh")),
        (person(0, "Helen R. Marsh"), person(0, "Helen Marsh")),
        (person(0, "Volodymyr Zelensky"), person(0, "Volodymyr Zelenskiy")),
        (person(0, "Aleksei Sobolev"), person(0, "Alexey Sobolev")),
        (person(0, "Matthew Whitlow", "ambassador"), person(0, "Matt Whitlow", "US ambassador")),
        (person(0, "Helen Marsh", "minister"), person(0, "Marsh", "minister")),
        (person(0, "José Peña"), person(0, "Jose Pena")),
        (person(0, "Helen Marsh", "Gen."), person(0, "Helen Marsh", "general")),
        (LocalSpeaker(0, "NY Times", "organisation"), LocalSpeaker(0, "The New York Times", "organisation")),
        (LocalSpeaker(0, "The Dockers' Union", "organisation"), LocalSpeaker(0, "Dockers' Union", "organisation")),
        (
            LocalSpeaker(0, "Northern Rail Authority", "organisation", aliases=["Northern Rail Authority", "NRA"]),
            LocalSpeaker(0, "NRA", "organisation"),
        ),
        (LocalSpeaker(0, "NATO officials", "group"), LocalSpeaker(0, "NATO officials", "group")),
        (LocalSpeaker(0, "The Wexford Bell", "outlet"), LocalSpeaker(0, "The Wexford Bell", "outlet")),
    ],
)
def test_merged(one, other):
    found = ids({"a": [one], "b": [other]})
    assert found["a", 0] == found["b", 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(0, "Helen Marsh"), person(0, "Marsh")),
        (person(0, "Helen Marsh"), person(0, "H. Marsh")),
        (person(0, "Matthew Whitlow"), person(0, "Matt Whitlow")),
        (person(0, "Helen Marsh", "striker"), person(0, "Helen Marsh", "judge")),
        (person(0, "Helen Marsh"), person(0, "Helen Marsh Jr")),
    ],
)
def test_offered_and_not_merged(one, other):
    documents = {"a": [one], "b": [other]}
    found = ids(documents)
    assert found["a", 0] != found["b", 0]
    offered = offered_merges(documents)
    assert {tuple(row) for row in offered[["speaker_id", "other_id"]].itertuples(index=False)} == {
        tuple(sorted((found["a", 0], found["b", 0])))
    }
    assert offered.reason.str.len().gt(0).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LocalSpeaker(0, "A witness", "unnamed"), LocalSpeaker(0, "A witness", "unnamed")),
        (LocalSpeaker(0, "experts", "group"), LocalSpeaker(0, "experts", "group")),
        (LocalSpeaker(0, "police", "organisation"), LocalSpeaker(0, "police", "organisation")),
        (LocalSpeaker(0, "not named", "unnamed"), LocalSpeaker(0, "not named", "unnamed")),
        (person(0, "Helen Marsh"), LocalSpeaker(0, "Helen Marsh", "organisation")),
        (LocalSpeaker(0, "NRA", "organisation"), LocalSpeaker(0, "Northern Rail Authority", "organisation")),
    ],
)
def test_neither_merged_nor_offered(one, other):
    documents = {"a": [one], "b": [other]}
    found = ids(documents)
    assert found["a", 0] != found["b", 0]
    assert offered_merges(documents).empty


def test_a_name_that_fits_two_people_joins_neither():
    documents = {"a": [person(0, "John A. Reed")], "b": [person(0, "John B. Reed")], "c": [person(0, "John Reed")]}
    assert len(set(ids(documents).values())) == 3
    assert len(offered_merges(documents)) == 2


COLLECTION = {
    "b": [person(0, "Marsh", "minister"), LocalSpeaker(1, "A witness", "unnamed"), person(2, "Ivo Sand")],
    "a": [person(0, "Helen Marsh", "minister", aliases=["Mrs Marsh"]), LocalSpeaker(1, "NRA", "organisation")],
    "c": [
        LocalSpeaker(0, "Northern Rail Authority", "organisation", aliases=["NRA"]),
        person(1, "Ivo Sand", "judge"),
        person(2, "Ivo Sand", "painter"),
    ],
}


def test_the_order_of_documents_changes_nothing():
    table, places = merge_speakers(COLLECTION)
    for seed in range(5):
        shuffled = list(COLLECTION.items())
        random.Random(seed).shuffle(shuffled)
        again, also = merge_speakers(dict(shuffled))
        pd.testing.assert_frame_equal(table, again)
        assert places == also
        pd.testing.assert_frame_equal(offered_merges(COLLECTION), offered_merges(dict(shuffled)))


def test_table_and_places():
    table, places = merge_speakers(COLLECTION)
    assert list(table.columns) == [name for name in SPEAKERS if not name.startswith("n_")]
    assert set(places) == {(doc, speaker.key) for doc, speakers in COLLECTION.items() for speaker in speakers}
    assert set(places.values()) == set(table.speaker_id)
    assert table.speaker_id.is_unique
    marsh = table.set_index("speaker_id").loc["helen-marsh"]
    assert (marsh["name"], marsh["role"]) == ("Helen Marsh", "minister")
    assert set(marsh["aliases"]) == {"Helen Marsh", "Marsh", "Mrs Marsh"}
    assert {one for one in table.speaker_id if one.startswith("ivo")} == {
        "ivo-sand",
        "ivo-sand-judge",
        "ivo-sand-painter",
    }


def table_of(*rows):
    return pd.DataFrame(rows, columns=["name", "alias", "kind", "role", "affiliation", "side"])


def test_the_users_table_wins():
    aliases = table_of(
        ("Helen Marsh", "Marsh", "", "premier", "", "north"),
        ("Helen Marsh", "A witness", "", "", "", ""),
        ("Ivo Sand", None, None, None, None, "south"),
    )
    table, places = merge_speakers(COLLECTION, aliases)
    rows = table.set_index("speaker_id")
    assert {places["a", 0], places["b", 0], places["b", 1]} == {"helen-marsh"}
    assert (rows.loc["helen-marsh", "role"], rows.loc["helen-marsh", "side"]) == ("premier", "north")
    assert {places["b", 2], places["c", 1], places["c", 2]} == {"ivo-sand"}
    assert rows.loc["ivo-sand", "side"] == "south"


def test_an_alias_of_two_names_is_refused():
    aliases = table_of(("Helen Marsh", "H", "", "", "", ""), ("Hugo Marsh", "H", "", "", "", ""))
    with pytest.raises(TableError, match="'H' stands for both 'Helen Marsh' and 'Hugo Marsh'"):
        merge_speakers(COLLECTION, aliases)


def test_a_table_without_names_is_refused():
    with pytest.raises(TableError, match="the column name is missing"):
        merge_speakers(COLLECTION, pd.DataFrame({"alias": ["x"]}))


def test_no_documents():
    table, places = merge_speakers({})
    assert table.empty
    assert places == {}
    assert table.columns[0] == "speaker_id"


def test_ids_are_unique_where_a_name_looks_like_anothers_number():
    rows = [("Ledger", "organisation"), ("Ledger", "person"), ("Ledger 2", "organisation")]
    found = {f"d{n}": [LocalSpeaker(0, name, kind, None, None, [name])] for n, (name, kind) in enumerate(rows)}
    table, _ = merge_speakers(found)
    assert len(table) == 3
    assert table.speaker_id.is_unique


def test_what_a_text_calls_somebody_tells_of_him():
    told = person(0, "Jane Roe", role="director of Tarn Water")
    boss = person(0, "Jane Roe", aliases=["Jane Roe", "the water boss"])
    baker = person(0, "Jane Roe", aliases=["Jane Roe", "the pastry baker"])
    man = person(0, "Jane Roe", aliases=["Jane Roe", "the woman"])
    assert len(merge_speakers({"a": [told], "b": [boss], "c": [man]})[0]) == 1
    assert len(merge_speakers({"a": [told], "b": [baker]})[0]) == 2
