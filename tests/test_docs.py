"""What the documents promise exists: commands, make targets, files, and the tables' columns."""

import re
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.columns import TABLES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page, capsys):
    named = set(re.findall(r"(?:^|`)contested ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert {name for name in named if not re.search(rf"^\s+{name}\s", shown, re.MULTILINE)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert missing == []


def test_readme_columns_are_the_contract_s():
    claims = set(
        re.findall(r'tables\["claims"\]\[\[(.+?)\]\]', (ROOT / "README.md").read_text(encoding="utf-8"))[0].split(", ")
    )
    assert {name.strip('"') for name in claims} <= set(TABLES["claims"])
