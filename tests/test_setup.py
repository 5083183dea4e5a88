"""The set-up promises that need no network: one list of dependencies, a hashed lock, nothing of a user's machine."""

import hashlib
import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOUNDING = "c47e7f8a012f55aee93a1573882eff32c39acd58c4adfbd1b7732c11427c231c"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_environment_and_pyproject_name_the_same_direct_dependencies():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = {entry for entry in listed if isinstance(entry, str)} - {"pip", "python" + PROJECT["requires-python"]}
    assert conda | {entry for entry in pip if not entry.startswith("--")} == set(PROJECT["dependencies"])


def test_every_dependency_says_where_it_is_used():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    unexplained = [line for line in re.findall(r'^  "[\w-]+[>=].*$', text, re.MULTILINE) if "#" not in line]
    assert unexplained == []


def test_lock_pins_and_hashes_every_direct_dependency():
    pinned = set(re.findall(r"^([\w.-]+)==\S+.*\\\n\s+--hash=sha256:", LOCK, re.MULTILINE))
    direct = {
        re.match(r"[\w.-]+", entry)[0] for entry in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    }
    assert direct <= pinned


def test_lock_names_no_index_of_packages():
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", LOCK)


def test_founding_article_is_untouched():
    (article,) = (ROOT / "seeds").glob("*.txt")
    assert hashlib.sha256(article.read_bytes()).hexdigest() == FOUNDING
