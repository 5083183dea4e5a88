"""Annotated corpora: every layout gives the same record; a broken file gives a sentence."""

import json
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.evaluation.corpora import marked, read_brat, read_corpus

TEXT = 'Ada said "the dam held" and, later, "it is safe".'
ANN = (
    'T1\tSource 0 3\tAda\nT2\tCue 4 8\tsaid\nT3\tContent 9 23;36 48\t"the dam held" "it is safe"\n'
    "#1\tAnnotatorNotes T3\tunsure\nT4\tAttribution 4 8\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
)
FOUND = marked(((0, 3),), ((4, 8),), ((9, 23), (36, 48)))


def brat(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.ann").write_text(ANN, "utf-8")


def polnear(folder: Path) -> None:
    for part in ("text", "attributions"):
        (folder / part).mkdir()
    (folder / "text" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "attributions" / "a_4b22.ann").write_text(ANN, "utf-8")
    (folder / "attributions" / "a_d473.ann").write_text("", "utf-8")


def citron(folder: Path) -> None:
    def span(start: int, end: int) -> dict[str, object]:
        return {"start": start, "end": end, "text": TEXT[start:end]}

    quote = {"cue": span(4, 8), "sources": [span(0, 3)], "contents": [span(9, 23), span(36, 48)]}
    (folder / "a.json").write_text(json.dumps({"text": TEXT, "quotes": [quote]}), "utf-8")


def ours(folder: Path) -> None:
    claim = {"id": "c1", "in": TEXT, "source": "Ada", "cue": "said", "kind": "direct", "speaker": "Ada"}
    claim["content"] = ['"the dam held"', '"it is safe"']
    narrator = {"id": "c2", "in": "later", "source": None, "cue": None, "content": ["later"], "kind": "narrator"}
    claims = [claim, narrator | {"speaker": None}]
    gold = {"claims": claims, "speakers": [{"name": "Ada", "kind": "person"}]}
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold), "utf-8")


@pytest.mark.parametrize("layout", [brat, polnear, citron, ours])
def test_layouts_give_one_record(tmp_path: Path, layout: object) -> None:
    layout(tmp_path)
    (article,) = read_corpus(tmp_path)
    assert (article.name, article.text) == ("a", TEXT)
    (found,) = article.gold()
    assert (found.source, found.cue, found.content) == (FOUND.source, FOUND.cue, FOUND.content)


def test_every_annotator_is_kept(tmp_path: Path) -> None:
    polnear(tmp_path)
    (article,) = read_corpus(tmp_path)
    assert list(article.annotations) == ["4b22", "d473"]
    assert article.gold("d473") == ()


def test_folder_of_something_else_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no annotated corpus. Give a folder"):
        read_corpus(tmp_path)


def test_offsets_outside_the_text_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    path.write_text("T1\tCue 4 800\tsaid\n", "utf-8")
    with pytest.raises(InputError, match="line 1 is no brat annotation"):
        read_brat(path, TEXT)


def test_annotation_without_its_text(tmp_path: Path) -> None:
    (tmp_path / "b.ann").write_text(ANN, "utf-8")
    with pytest.raises(InputError, match=r"b\.ann has no b\.txt"):
        read_corpus(tmp_path)


def test_json_that_is_not_citrons(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1]", "utf-8")
    with pytest.raises(InputError, match="is no Citron document"):
        read_corpus(tmp_path)
