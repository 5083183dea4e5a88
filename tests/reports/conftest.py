"""Studies that the tests of the reports share: small ones, made once."""

from pathlib import Path

import pytest

from analysis.study import Study, write_study

BRIDGE = """The Ministry of Transport said on Monday that the old bridge is safe. <script>alert("no")</script>

"That is not true," said Ilse Brandt, who leads the engineers' union. She denied that the bridge is safe.
"""
HARBOUR = """Mayor Tomas Ekelund said the harbour will open in May. "We are ready," he added.

Dock workers claimed that no crane has been tested.
"""
PLAIN = "The meadow lies west of the river. In spring the river is wide.\n"


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("input") / "articles"
    (folder / "north").mkdir(parents=True)
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "north" / "bridge.txt").write_text(PLAIN, encoding="utf-8")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8", newline="\r\n")
    return folder


@pytest.fixture(scope="session")
def study(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return write_study([articles], tmp_path_factory.mktemp("studies") / "study")
