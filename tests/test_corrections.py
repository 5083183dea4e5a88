"""A person's corrections: applied on every run, found again in changed texts, never dropped in silence."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import columns, corrections
from analysis.corrections import applying
from analysis.corrections.anchors import find
from analysis.errors import InputError
from analysis.study import Study, open_study, read_study, write_study

BRIDGE = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union. She said that the piers are cracked.

Rain fell all day. It will stay wet, on the word of Otto Lind, until the weekend.
"""
HARBOUR = 'Mayor Tomas Ekelund said the harbour will open in May. "We are ready," he added.\n'


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return folder


@pytest.fixture
def study(articles: Path, tmp_path: Path) -> Study:
    return write_study([articles], tmp_path / "study")


def again(study: Study) -> Study:
    assert study.folder is not None
    return write_study([study.folder.parent / "articles"], study.folder)


def holding(study: Study, words: str) -> pd.Series:
    """The attributed claim whose content holds `words`."""
    rows = study.claims[(study.claims["kind"] != "narrator") & study.claims["content"].str.contains(words, regex=False)]
    assert len(rows) == 1, list(study.claims["content"])
    return rows.iloc[0]


def speaker(study: Study, words: str) -> str:
    names = dict(zip(study.speakers["speaker_id"], study.speakers["name"], strict=True))
    return str(names[holding(study, words)["speaker_id"]])


def test_a_claim_that_is_none_goes_and_so_do_its_mentions(study: Study) -> None:
    wrong = holding(study, "harbour will open")["claim_id"]
    corrections.not_a_claim(study, wrong, "a plan, no claim", "ml")
    after = again(study)
    assert list(after.corrections["outcome"]) == ["applied"]
    assert wrong not in set(after.claims["claim_id"]) | set(after.mentions["claim_id"]) | set(after.claims["via"])
    assert len(after.claims) == len(study.claims) - 1


def test_the_speaker_that_a_person_names_makes_the_claim(study: Study) -> None:
    corrections.speaker_is(study, holding(study, "piers are cracked")["claim_id"], "Tomas Ekelund", "see the next page")
    after = again(study)
    assert speaker(after, "piers are cracked") == "Tomas Ekelund"
    assert after.speakers["name"].tolist().count("Tomas Ekelund") == 1
    mine = after.mentions[after.mentions["claim_id"] == holding(after, "piers are cracked")["claim_id"]]
    assert "see the next page" in mine["reason"].iloc[0]


def test_a_claim_that_was_missed_is_put_in_its_place(study: Study) -> None:
    missed = {"source": "Otto Lind", "cue": "on the word of", "why": "an odd cue"}
    corrections.missed_claim(study, "bridge.txt", "It will stay wet", **missed)
    after = again(study)
    row = holding(after, "It will stay wet")
    text = after.documents.set_index("doc_id").loc[row["doc_id"], "text"]
    assert columns.words(text, row["source_spans"]) == "Otto Lind"
    assert columns.words(text, row["cue_spans"]) == "on the word of"
    assert speaker(after, "It will stay wet") == "Otto Lind"
    starts = [spans[0][0] for spans in after.claims[after.claims["doc_id"] == row["doc_id"]]["content_spans"]]
    assert starts == sorted(starts)


def test_words_that_are_not_in_the_article_are_refused_at_once(study: Study) -> None:
    with pytest.raises(InputError, match="does not stand in"):
        corrections.missed_claim(study, "bridge.txt", "the moon is cheese", source="", cue="", why="")


def test_a_study_that_is_opened_applies_what_was_written_since(study: Study, articles: Path) -> None:
    assert study.folder is not None
    (articles / "broken.xlsx").write_bytes(b"no workbook")
    study = again(study)
    assert study.folder is not None
    corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan, no claim")
    after = open_study(study.folder)
    assert list(after.corrections["outcome"]) == ["applied"]
    assert len(after.claims) == len(study.claims) - 1
    assert [problem.path for problem in after.problems] == [
        problem.path for problem in read_study(study.folder).problems
    ]
    assert len(after.problems) == 1
    assert list(after.documents["doc_id"]) == list(study.documents["doc_id"])
    before = (study.folder / "manifest.json").stat().st_mtime_ns
    open_study(study.folder)
    assert (study.folder / "manifest.json").stat().st_mtime_ns == before
    (study.folder / "speakers.csv").write_text("name,alias\nIlse Brandt,Tomas Ekelund\n", encoding="utf-8")
    assert "Tomas Ekelund" not in set(open_study(study.folder).speakers["name"])


def test_two_names_become_one_speaker(study: Study) -> None:
    corrections.same_speaker(study, "Tomas Ekelund", "Ilse Brandt", "for the sake of the test")
    after = again(study)
    assert "Ilse Brandt" not in set(after.speakers["name"])
    assert speaker(after, "piers are cracked") == "Tomas Ekelund"


def test_a_side_is_set(study: Study) -> None:
    corrections.side_of(study, "Ilse Brandt", "critics", "she says so")
    after = again(study)
    assert after.speakers.set_index("name").loc["Ilse Brandt", "side"] == "critics"


def test_a_contest_that_the_program_missed_is_added(study: Study) -> None:
    claim, by = holding(study, "bridge is safe")["claim_id"], holding(study, "piers are cracked")["claim_id"]
    corrections.contested(study, claim, by, "both cannot hold")
    after = again(study)
    mine = after.positions[after.positions["assertion_id"].str.startswith("corrected-")]
    assert list(zip(mine["claim_id"], mine["stance"], strict=True)) == [(claim, "asserts"), (by, "denies")]
    assert list(after.corrections["outcome"]) == ["applied"]


def test_a_contest_that_is_none_goes_with_its_positions(study: Study) -> None:
    test_a_contest_that_the_program_missed_is_added(study)
    grown = again(study)
    gone = grown.assertions["assertion_id"].iloc[-1]
    corrections.not_contested(grown, gone, "they talk of two bridges")
    after = again(study)
    assert gone not in set(after.assertions["assertion_id"]) | set(after.positions["assertion_id"])


def test_corrections_hold_when_the_article_is_edited_and_the_folder_moved(study: Study, articles: Path) -> None:
    corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan")
    corrections.speaker_is(study, holding(study, "piers are cracked")["claim_id"], "Rosa Vik", "misread")
    (articles / "harbour.txt").write_text("News from the coast.\n\n" + HARBOUR, encoding="utf-8")
    (articles / "bridge.txt").write_text(BRIDGE.replace("old bridge", "very old bridge"), encoding="utf-8")
    (articles / "deep").mkdir()
    (articles / "harbour.txt").rename(articles / "deep" / "harbour.txt")
    assert study.folder is not None
    moved = study.folder.parent / "moved"
    study.folder.rename(moved)
    after = write_study([articles], moved)
    assert list(after.corrections["outcome"]) == ["applied", "applied"]
    assert speaker(after, "piers are cracked") == "Rosa Vik"
    assert not after.claims["content"].str.contains("harbour will open").any()


def test_corrections_hold_when_their_own_words_are_edited_and_say_so(study: Study, articles: Path) -> None:
    corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan")
    corrections.speaker_is(study, holding(study, "piers are cracked")["claim_id"], "Rosa Vik", "misread")
    changed = HARBOUR.replace("the harbour will open in May", "the old harbour will be open again in late May")
    (articles / "harbour.txt").write_text(changed, encoding="utf-8")
    after = again(study)
    assert list(after.corrections["outcome"]) == [applying.CHANGED, applying.APPLIED]
    assert not after.claims["content"].str.contains("harbour will be open").any()


def test_a_speaker_is_set_although_the_claims_words_are_edited(study: Study, articles: Path) -> None:
    corrections.speaker_is(study, holding(study, "harbour will open")["claim_id"], "Rosa Vik", "misread")
    changed = HARBOUR.replace("the harbour will open in May", "the old harbour will be open again in late May")
    (articles / "harbour.txt").write_text(changed, encoding="utf-8")
    after = again(study)
    assert list(after.corrections["outcome"]) == [applying.CHANGED]
    assert speaker(after, "harbour will be open") == "Rosa Vik"


def test_a_checked_article_is_known_again_by_its_first_words(study: Study, articles: Path) -> None:
    corrections.checked(study, "harbour.txt")
    (articles / "harbour.txt").rename(articles / "port.txt")
    assert list(again(study).corrections["outcome"]) == [applying.APPLIED]
    (articles / "port.txt").write_text(HARBOUR + "Rain is forecast.\n", encoding="utf-8")
    after = again(study)
    assert list(after.corrections["outcome"]) == [applying.READ_AGAIN]
    assert list(after.corrections["claim_id"]) == [after.article("port.txt")["doc_id"].iloc[0]]
    (articles / "port.txt").unlink()
    assert list(again(study).corrections["outcome"]) == ["no article is called 'harbour.txt', and none begins like it"]


def test_words_that_two_claims_have_nearly_alike_are_not_guessed(study: Study, articles: Path) -> None:
    corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan")
    twice = "Mayor Tomas Ekelund said the harbour may open in June. He added that the harbour may open in July.\n"
    (articles / "harbour.txt").write_text(twice, encoding="utf-8")
    assert list(again(study).corrections["outcome"]) == ["its words are not found in any article"]


def twice_in_the_file(study: Study) -> None:
    """Every correction of the file written down a second time, on another day."""
    assert study.folder is not None
    rows = corrections.read(study.folder)
    both = pd.concat([rows, rows.assign(when="2001-01-01")])
    both.to_csv(study.folder / corrections.FILE, index=False, encoding="utf-8-sig")


def test_a_missed_claim_written_down_twice_stands_once(study: Study) -> None:
    missed = {"source": "Otto Lind", "cue": "on the word of", "why": "an odd cue"}
    corrections.missed_claim(study, "bridge.txt", "It will stay wet", **missed)
    once = again(study)
    twice_in_the_file(study)
    after = again(study)
    assert list(after.corrections["outcome"]) == ["applied", "applied"]
    pd.testing.assert_frame_equal(after.claims, once.claims)
    pd.testing.assert_frame_equal(after.mentions, once.mentions)


def test_one_missed_wording_at_two_places_is_two_claims(study: Study, articles: Path) -> None:
    (articles / "bridge.txt").write_text(BRIDGE + "It will stay wet, on the word of Eva Holm, till dawn.\n", "utf-8")
    study = again(study)
    for who in ("Otto Lind", "Eva Holm"):
        missed = {"source": who, "cue": "on the word of", "why": "an odd cue"}
        corrections.missed_claim(study, "bridge.txt", "It will stay wet", **missed)
    assert study.folder is not None
    rows = corrections.read(study.folder)
    rows.loc[1, ["before", "after"]] = ["until the weekend.\n", ", on the word of Eva Holm"]
    rows.to_csv(study.folder / corrections.FILE, index=False, encoding="utf-8-sig")
    after = again(study)
    mine = after.claims[after.claims["content"] == "It will stay wet"]
    assert sorted(mine["source"]) == ["Eva Holm", "Otto Lind"]


def test_a_contest_written_down_twice_stands_once(study: Study) -> None:
    claim, by = holding(study, "bridge is safe")["claim_id"], holding(study, "piers are cracked")["claim_id"]
    corrections.contested(study, claim, by, "both cannot hold")
    once = again(study)
    twice_in_the_file(study)
    after = again(study)
    assert list(after.corrections["outcome"]) == ["applied", "applied"]
    pd.testing.assert_frame_equal(after.positions, once.positions)


def test_the_same_correction_is_not_written_down_again(study: Study) -> None:
    assert study.folder is not None
    for _ in range(2):
        corrections.side_of(study, "Ilse Brandt", "critics", "she says so")
        corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan, no claim")
    assert list(corrections.read(study.folder)["what"]) == ["side", "not a claim"]


def test_who_goes_back_to_an_earlier_correction_is_heard(study: Study) -> None:
    for side in ("critics", "builders", "critics"):
        corrections.side_of(study, "Ilse Brandt", side, "she says so")
    assert study.folder is not None
    assert list(corrections.read(study.folder)["other"]) == ["builders", "critics"]
    assert again(study).speakers.set_index("name").loc["Ilse Brandt", "side"] == "critics"


def test_a_column_of_the_users_own_stays(study: Study) -> None:
    assert study.folder is not None
    path = study.folder / corrections.FILE
    path.write_text("what,value,note,other\nside,Ilse Brandt,ask her,critics\n", encoding="utf-8")
    corrections.side_of(study, "Tomas Ekelund", "builders", "he says so")
    rows = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)
    assert list(rows.columns) == [*corrections.NAMES, "note"]
    assert list(rows["note"]) == ["ask her", ""]
    assert list(again(study).corrections["outcome"]) == ["applied", "applied"]


def test_a_contest_whose_other_side_is_gone_says_so(study: Study, articles: Path) -> None:
    claim, by = holding(study, "bridge is safe")["claim_id"], holding(study, "harbour will open")["claim_id"]
    corrections.contested(study, claim, by, "for the sake of the test")
    (articles / "harbour.txt").write_text("Nothing is left of it.\n", encoding="utf-8")
    assert list(again(study).corrections["outcome"]) == ["the words that dispute it are not found"]


def test_one_that_no_longer_finds_its_place_is_kept_and_reported(study: Study, articles: Path) -> None:
    corrections.not_a_claim(study, holding(study, "harbour will open")["claim_id"], "a plan")
    (articles / "harbour.txt").write_text("Nothing is left of it.\n", encoding="utf-8")
    after = again(study)
    assert list(after.corrections["outcome"]) == ["its words are not found in any article"]
    assert after.folder is not None
    assert len(corrections.read(after.folder)) == 1
    assert list(read_study(after.folder).corrections["outcome"]) == list(after.corrections["outcome"])


def test_a_table_edited_in_a_spreadsheet_is_read(study: Study) -> None:
    corrections.side_of(study, "Ilse Brandt", "critics", "why; not")
    assert study.folder is not None
    path = study.folder / corrections.FILE
    rows = corrections.read(study.folder)
    rows.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    assert corrections.read(study.folder).to_dict("records") == rows.to_dict("records")


def test_a_row_that_is_no_correction_is_named(study: Study) -> None:
    assert study.folder is not None
    (study.folder / corrections.FILE).write_text("what,value\nspeling,x\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corrections\.csv', row 2: 'speling' is no correction"):
        again(study)


def test_unknown_names_are_reported(study: Study) -> None:
    corrections.side_of(study, "Nobody Known", "critics", "")
    assert list(again(study).corrections["outcome"]) == ["no speaker is called 'Nobody Known'"]


@pytest.mark.parametrize(
    ("text", "words", "before", "after", "expected"),
    [
        ("one two three", "two", "", "", "two"),
        ("one\n two  three", "two three", "", "", "two  three"),
        ("it rose. it fell. it rose.", "it rose", "fell. ", "", "it rose"),
        ("The minister said that the bridge was safe.", "the minister said that the bridge is safe", "", "", None),
        ("nothing of the kind", "the moon is made of green cheese", "", "", None),
        ("short", "shirt", "", "", None),
        ("anything", "", "", "", None),
    ],
)
def test_words_are_found_again(text: str, words: str, before: str, after: str, expected: str | None) -> None:
    place = find(text, words, before, after)
    if len(words) > 30 and "bridge" in text:
        assert place is not None  # near enough, though a word has changed
    else:
        assert (None if place is None else text[slice(*place)]) == expected


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    assert find("it rose. it fell. it rose.", "it rose", "fell. ", ".") == (18, 25)
    assert find("it rose. it fell. it rose.", "it rose", "", ". it fell") == (0, 7)


@given(st.text(alphabet="ab \n.", min_size=1, max_size=60), st.data())
def test_whatever_is_cut_out_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end].strip()
    if words:
        place = find(text, words, text[:start], text[end:])
        assert place is not None
        assert text[slice(*place)].split() == words.split()
