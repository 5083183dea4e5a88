"""Gold files: words become true spans, and each mistake of the annotator is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.evaluation.gold import FORMS, read_gold, read_golds

TEXT = (
    '"The pier is shut," Orla Venn said. "He knew it," the mayor said of Tom.\n\n'
    "The harbour board denied that the pier was shut.\n\n"
    '"We will reopen,\n\n"and soon," said the mayor.\n'
)
SPEAKERS = [{"name": "Orla Venn", "kind": "person"}, {"name": "the board", "kind": "organisation"}]
CLAIM = {
    "id": "c1",
    "in": '"The pier is shut," Orla Venn said.',
    "source": "Orla Venn",
    "cue": "said",
    "content": ['"The pier is shut,"'],
    "kind": "direct",
    "speaker": "Orla Venn",
}


@pytest.fixture
def save(tmp_path):
    def write(text=TEXT, name="pier", **keys):
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
        path = tmp_path / f"{name}.gold.json"
        path.write_text(json.dumps(keys))
        return path

    return write


def words(gold, spans):
    return [gold.text[start:end] for start, end in spans]


def test_words_become_spans_of_the_untouched_text(save):
    gold = read_gold(save(claims=[CLAIM], speakers=SPEAKERS, text=TEXT.replace("\n", "\r\n")))
    claim = gold.claims[0]
    assert "\r\n" in gold.text
    assert words(gold, claim.source) == ["Orla Venn"]
    assert words(gold, claim.cue) == ["said"]
    assert words(gold, claim.content) == ['"The pier is shut,"']


@pytest.mark.parametrize(
    ("change", "source", "cue", "content"),
    [
        ({"source": None, "cue": None}, [], [], ['"The pier is shut,"']),
        (
            {
                "in": '"He knew it," the mayor said of Tom.',
                "source": "the mayor",
                "content": ['"He knew it,"', "of Tom"],
            },
            ["the mayor"],
            ["said"],
            ['"He knew it,"', "of Tom"],
        ),
        (
            {"in": '"and soon," said the mayor.', "source": "the mayor", "content": ['"and soon,"']},
            ["the mayor"],
            ["said"],
            ['"and soon,"'],
        ),
        (
            {
                "in": '"We will reopen,',
                "source": None,
                "cue": None,
                "content": ['"We will reopen,', '"and soon,"'],
            },
            [],
            [],
            ['"We will reopen,', '"and soon,"'],
        ),
    ],
)
def test_pieces_are_found(save, change, source, cue, content):
    gold = read_gold(save(claims=[{**CLAIM, **change}], speakers=SPEAKERS))
    claim = gold.claims[0]
    assert (words(gold, claim.source), words(gold, claim.cue), words(gold, claim.content)) == (
        source,
        cue,
        content,
    )


def test_a_pronoun_is_found_neither_inside_a_word_nor_inside_the_content(save):
    text = '"the heir says he lied," he says.'
    row = {**CLAIM, "in": text, "source": "he", "cue": "says", "content": ['"the heir says he lied,"']}
    claim = read_gold(save(text=text, claims=[row], speakers=SPEAKERS)).claims[0]
    assert claim.source == ((25, 27),)
    assert claim.cue == ((28, 32),)


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ({"claims": [{**CLAIM, "in": "the mayor"}]}, r"claim 'c1': 'the mayor' stands 2 times"),
        ({"claims": [{**CLAIM, "cue": "shouted"}]}, r"claim 'c1': 'shouted' does not stand"),
        ({"claims": [{**CLAIM, "content": [CLAIM["content"][0], "never"]}]}, r"'never' stands 0 times"),
        ({"claims": [{**CLAIM, "kind": "shouted"}]}, r"claim 'c1': kind 'shouted' is unknown"),
        ({"claims": [{**CLAIM, "speaker": "Tom"}]}, r"claim 'c1': speaker 'Tom' is unknown"),
        ({"claims": [{**CLAIM, "via": "c1"}]}, r"claim 'c1': via 'c1' is unknown"),
        ({"claims": [CLAIM, CLAIM]}, r"given twice"),
        ({"claims": [{**CLAIM, "sauce": "x"}]}, r"unknown key 'sauce'"),
        ({"claims": [{**CLAIM, "content": []}]}, r'"content" is missing'),
        ({"assertions": [{"statement": "s", "status": "asserted"}]}, r"assertion 's': status 'asserted'"),
        (
            {"assertions": [{"statement": "s", "status": "denied", "denies": ["Tom"]}]},
            r"side 'Tom' is unknown",
        ),
        ({"assertions": [{"statement": "s", "status": "denied", "form": "odd"}]}, r"form 'odd' is unknown"),
        (
            {"assertions": [{"statement": "s", "status": "denied", "evidence": ["said"]}]},
            r"'said' stands 3 times",
        ),
        ({"assertions": [{"status": "denied"}]}, r"statement"),
        ({"traps": [{"words": "ruled out", "why": "w"}]}, r"trap 'ruled out': 'ruled out' stands 0 times"),
    ],
)
def test_a_mistake_is_named_with_file_and_claim(save, keys, complaint):
    with pytest.raises(InputError, match=complaint) as raised:
        read_gold(save(speakers=SPEAKERS, **keys))
    assert "pier.gold.json" in str(raised.value)


def test_sides_evidence_traps_and_places(save):
    assertion = {
        "statement": "The pier is shut.",
        "status": "denied",
        "form": "clause",
        "asserts": ["Orla Venn"],
        "denies": ["the board"],
        "evidence": ["denied that the pier was shut"],
        "target": ["The pier is shut"],
    }
    gold = read_gold(
        save(
            speakers=SPEAKERS,
            assertions=[assertion],
            traps=[{"words": "will reopen", "why": "a plan"}],
            same_place=[["the pier", "the old quay"]],
        )
    )
    assert gold.assertions[0].denies == ("the board",)
    assert words(gold, gold.assertions[0].evidence) == ["denied that the pier was shut"]
    assert words(gold, gold.assertions[0].target) == ["The pier is shut"]
    assert words(gold, [gold.traps[0].span]) == ["will reopen"]
    assert gold.same_place == (("the pier", "the old quay"),)


def test_the_article_may_stand_elsewhere(save, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(TEXT.encode())
    path = tmp_path / "named.gold.json"
    path.write_text(json.dumps({"text": "other/a.txt", "claims": [CLAIM], "speakers": SPEAKERS}))
    assert read_gold(path).text == TEXT


def test_the_article_may_be_a_row_of_a_table(tmp_path):
    rows = f'title,text\r\nPier,"{TEXT.replace(chr(34), chr(34) * 2)}"\r\nRain,It rains.\r\n'
    (tmp_path / "a.csv").write_bytes(rows.encode())
    path = tmp_path / "row.gold.json"
    doc = {"source": "a.csv", "title": "Pier"}
    path.write_text(json.dumps({"doc": doc, "claims": [CLAIM], "speakers": SPEAKERS}))
    assert read_gold(path).text == TEXT
    for wrong, complaint in (({"source": "a.csv"}, "2 articles"), ({"title": "Pier"}, 'no "source"')):
        path.write_text(json.dumps({"doc": wrong}))
        with pytest.raises(InputError, match=complaint):
            read_gold(path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("{", "is no JSON"), ("[]", "no JSON object"), ("{}", "its article lost.txt cannot be read")],
)
def test_an_unreadable_file_is_named(tmp_path, content, complaint):
    path = tmp_path / "lost.gold.json"
    path.write_text(content)
    with pytest.raises(InputError, match=complaint):
        read_gold(path)


def test_a_folder_is_read_in_name_order_and_an_empty_one_refused(save, tmp_path):
    save(name="b")
    save(name="a")
    assert list(read_golds(tmp_path)) == ["a", "b"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="there is no"):
        read_golds(tmp_path / "empty")


@given(before=st.text(), after=st.text())
def test_spans_hold_in_any_surroundings(tmp_path_factory, before, after):
    middle = "\x00 Orla Venn shouted: ZZ 1 \x00"
    text = before.replace("\x00", "") + middle + after.replace("\x00", "")
    path = tmp_path_factory.mktemp("gold") / "any.gold.json"
    row = {**CLAIM, "in": middle, "cue": "shouted", "content": ["ZZ 1"]}
    path.write_text(json.dumps({"claims": [row], "speakers": SPEAKERS}))
    gold = read_gold(path, text=text)
    claim = gold.claims[0]
    assert words(gold, claim.source + claim.cue + claim.content) == ["Orla Venn", "shouted", "ZZ 1"]


TESTS = Path(__file__).parents[1]


def test_the_founding_article_is_marked_to_the_full():
    gold = read_gold(TESTS / "gold" / "founding.gold.json")
    assert sum(not claim.optional for claim in gold.claims) >= 20
    # The reporter's own hedges ("It seems …") name no speaker; they are optional.
    assert all(claim.speaker for claim in gold.claims if claim.kind != "narrator" and not claim.optional)
    assert gold.same_place == (("Krasnoarmiysk", "Pokrovsk"),)


def test_the_hard_articles_are_enough():
    golds = read_golds(TESTS / "articles")
    speakers = [gold for name, gold in golds.items() if name.startswith("speakers-")]
    contests = [gold for name, gold in golds.items() if name.startswith("contest-")]
    assert len(speakers) >= 12
    assert len(contests) >= 12
    assert not any(gold.assertions for gold in speakers)
    assert sum(len(gold.assertions) for gold in contests) >= 24
    assert sum(len(gold.traps) for gold in contests) >= 40
    forms = {assertion.form for gold in contests for assertion in gold.assertions}
    assert forms == set(FORMS)


def test_no_trap_lies_in_the_words_of_a_contest():
    for name, gold in read_golds(TESTS / "articles").items():
        evidence = [span for assertion in gold.assertions for span in assertion.evidence]
        for trap in gold.traps:
            start, end = trap.span
            assert all(end <= first or last <= start for first, last in evidence), (name, gold.text[start:end])
