"""The notebooks in JupyterLab, in a headless browser: run, choose in a menu, correct, and see it applied.

Skipped where there is no Chromium (Debian: apt-get install chromium; else set CHROMIUM to its path).
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
websocket = pytest.importorskip(
    "websocket", reason="the browser is driven through websocket-client, which Jupyter brings"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it, or set CHROMIUM to its path")

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PATIENCE = 120  # seconds that a slow machine may take to start or to run a notebook
ARTICLE = """The Ministry of Transport said on Monday that the old bridge is safe.

"That is not true," said Ilse Brandt, who leads the engineers' union. Mayor Tomas Ekelund said the harbour will open.
"""
PANEL = "[...jupyterapp.shell.widgets('main')].find(one => one.context)"
CELLS = f"{PANEL}.content.widgets"


class Browser:
    """A page in Chromium, asked in JavaScript."""

    def __init__(self, port: int) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as reply:
            page = next(tab for tab in json.load(reply) if tab["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE)
        self.number = 0
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)  # JupyterLab acts on what has the focus

    def ask(self, method: str, **about: Any) -> Any:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": about}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                return answer.get("result", answer)

    def run(self, script: str) -> Any:
        done = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"])
        return done["result"].get("value")

    def wait(self, script: str) -> Any:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = self.run(f"(() => {{ try {{ return {script} }} catch (error) {{ return null }} }})()")
            if found:
                return found
            time.sleep(0.3)
        raise AssertionError(f"nothing came of: {script}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """JupyterLab on copies of the notebooks, which open an article of the test's; its port and the folder."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(NOTEBOOKS, home / "notebooks")
    (home / "notebooks" / "bridge").mkdir()
    (home / "notebooks" / "bridge" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    for path in (home / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        text = text.replace('INPUT = \\"seeds\\"', 'INPUT = \\"bridge\\"')
        path.write_text(text.replace('INPUT = \\"data/articles\\"', 'INPUT = \\"bridge\\"'), encoding="utf-8")
    own = {"HOME": str(home), "CONTESTED_STUDIES": str(home / "studies"), "JUPYTER_CONFIG_DIR": str(home / "config")}
    settings = [
        "--IdentityProvider.token=",
        "--ServerApp.port=0",
        "--LabApp.expose_app_in_browser=True",
        "--allow-root",
    ]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", *settings, str(home / "notebooks")]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _port_of_lab(home), home
    finally:
        server.terminate()
        server.wait(timeout=30)


def _port_of_lab(home: Path) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for path in home.rglob("jpserver-*.json"):
            try:
                return int(json.loads(path.read_text())["port"])
            except ValueError:
                pass  # it is being written
        time.sleep(0.3)
    raise AssertionError((home / "log").read_text())


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("profile")
    quiet = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    command = [str(CHROMIUM), *quiet, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    chromium = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while not (profile / "DevToolsActivePort").exists() and time.monotonic() < until:
            time.sleep(0.2)
        time.sleep(0.5)
        yield Browser(int((profile / "DevToolsActivePort").read_text().split()[0]))
    finally:
        chromium.terminate()
        chromium.wait(timeout=30)


def open_notebook(browser: Browser, port: int, name: str) -> None:
    browser.ask("Page.navigate", url=f"http://127.0.0.1:{port}/lab/tree/{name}?reset")
    browser.wait(f"{PANEL}.context.path === '{name}' && {PANEL}.context.isReady && {CELLS}.length > 3")
    browser.wait(f"{PANEL}.context.sessionContext.session.kernel.status === 'idle'")
    browser.run(f"jupyterapp.shell.activateById({PANEL}.id), {PANEL}.content.node.focus(), true")
    browser.wait(f"jupyterapp.shell.currentWidget === {PANEL}")


def run_all(browser: Browser) -> list[str]:
    """Run every cell and return the errors that were shown."""
    browser.run("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    outputs = f"{CELLS}.flatMap(cell => cell.model.type === 'code' ? cell.model.outputs.toJSON() : [])"
    return list(browser.run(f"{outputs}.filter(one => one.output_type === 'error').map(one => one.evalue)"))


def shown(browser: Browser) -> str:
    outputs = f"{CELLS}.flatMap(cell => cell.model.type === 'code' ? cell.model.outputs.toJSON() : [])"
    return str(browser.run(f"JSON.stringify({outputs})"))


@pytest.mark.parametrize("name", ["00_start_here.ipynb", "04_contested.ipynb"])
def test_a_notebook_runs_without_an_error(browser: Browser, lab: tuple[int, Path], name: str) -> None:
    open_notebook(browser, lab[0], name)
    assert run_all(browser) == []
    assert "Ilse Brandt" in shown(browser)


def test_a_speaker_is_chosen_in_a_menu(browser: Browser, lab: tuple[int, Path]) -> None:
    open_notebook(browser, lab[0], "03_speakers.ipynb")
    assert run_all(browser) == []
    place = f"{CELLS}.findIndex(cell => cell.model.sharedModel.getSource().startsWith('explore.'))"
    browser.run(f"{PANEL}.content.scrollToItem({place}).then(() => true)")
    browser.wait("document.querySelector('.widget-dropdown select')")
    choose = """(() => {
        const menu = document.querySelector('.widget-dropdown select');
        menu.selectedIndex = menu.options.length - 1; menu.dispatchEvent(new Event('change', {bubbles: true}));
        return menu.options[menu.selectedIndex].text.replaceAll('\\u00a0', ' ') })()"""
    name = browser.run(choose).rpartition(" (")[0]
    below = "document.querySelector('.widget-html').textContent"
    assert browser.wait(f"{below}.includes({json.dumps(f'Claims of {name}.')})")


def test_menus_choose_which_claims_are_marked(browser: Browser, lab: tuple[int, Path]) -> None:
    open_notebook(browser, lab[0], "02_claims.ipynb")
    assert run_all(browser) == []
    place = f"{CELLS}.findIndex(cell => cell.model.sharedModel.getSource().startsWith('explore.read'))"
    browser.run(f"{PANEL}.content.scrollToItem({place}).then(() => true)")
    marked = "[...document.querySelectorAll('.widget-html .cc-reading mark.cc-content')].map(one => one.textContent)"
    assert len(browser.wait(f"{marked}.length && {marked}")) > 1
    choose = """(() => {
        const menus = [...document.querySelectorAll('.widget-dropdown')];
        const menu = menus.find(one => one.textContent.startsWith('Stance')).querySelector('select');
        menu.selectedIndex = [...menu.options].findIndex(one => one.text === 'denies');
        menu.dispatchEvent(new Event('change', {bubbles: true})); return menu.selectedIndex })()"""
    assert browser.run(choose) > 0
    browser.wait("document.body.textContent.includes('chosen: denying something.')")
    assert "That is not true" in "".join(browser.wait(f"{marked}.length && {marked}"))
    assert "harbour will open" not in "".join(browser.run(marked))


def test_a_correction_is_written_and_applied(browser: Browser, lab: tuple[int, Path]) -> None:
    port, home = lab
    open_notebook(browser, port, "08_corrections.ipynb")
    write = (
        "wrong = study.claims[study.claims['content'].str.contains('harbour will open')]['claim_id'].iloc[0]\\n"
        "corrections.not_a_claim(study, wrong, why='a plan', who='the test')"
    )
    cell = f"{CELLS}.find(cell => cell.model.sharedModel.getSource().startsWith('# corrections.'))"
    browser.run(f"{cell}.model.sharedModel.setSource({json.dumps(write).replace(chr(92) * 2, chr(92))})")
    assert run_all(browser) == []
    [written] = (home / "studies").glob("bridge*/corrections.csv")
    assert "a plan" in written.read_text(encoding="utf-8-sig")
    last = browser.run(f"JSON.stringify({CELLS}.at(-1).model.outputs.toJSON())")
    assert "1 correction is kept with this study" in last
    assert "1 applied, 0 that no longer" in last
    open_notebook(browser, port, "02_claims.ipynb")
    assert run_all(browser) == []
    assert "harbour will open</mark>" not in shown(browser)


def test_a_newcomers_path(browser: Browser, lab: tuple[int, Path]) -> None:
    """INPUT is changed in the lab to a folder of one's own; what 08 corrects there is gone from 04."""
    port, home = lab
    (home / "mine").mkdir()
    (home / "mine" / "own.txt").write_text(ARTICLE.replace("Brandt", "Halvorsen"), encoding="utf-8")
    mine = f'INPUT = "{home / "mine"}"'

    def open_with(name: str) -> None:
        open_notebook(browser, port, name)
        cell = f"{CELLS}.find(cell => cell.model.sharedModel.getSource().startsWith('INPUT')).model.sharedModel"
        rest = f"{cell}.getSource().split('\\n').slice(1)"
        browser.run(f"{cell}.setSource([{json.dumps(mine)}, ...{rest}].join('\\n'))")

    for name in ("02_claims.ipynb", "04_contested.ipynb"):
        open_with(name)
        assert run_all(browser) == []
        assert "Halvorsen" in shown(browser)
    assert "1 contested assertion" in shown(browser)
    assert "No proposal is turned down" in shown(browser)
    open_with("08_corrections.ipynb")
    cell = f"{CELLS}.find(cell => cell.model.sharedModel.getSource().startsWith('# corrections.'))"
    write = "corrections.not_contested(study, 'bridge is safe', why='tried out', who='the test')"
    browser.run(f"{cell}.model.sharedModel.setSource({json.dumps(write)})")
    assert run_all(browser) == []
    assert "1 applied" in shown(browser)
    open_with("04_contested.ipynb")
    assert run_all(browser) == []
    assert "Nothing in it is contested" in shown(browser)
