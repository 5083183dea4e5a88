"""Pages and feeds are saved as they were sent, politely; nothing is overwritten and nothing else is asked for."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analysis.errors import InputError
from analysis.loaders import read_documents, web
from analysis.loaders.web import fetch

PAGE = """<html><head><title>No ferry</title></head><body><article>
<p>The ferry will not sail, the harbour master said on Monday.</p>
<p>Nobody knew when it would sail, according to the council of the island.</p></article></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><link>/ignored</link>
<item><title>One</title><link>/one</link></item><item><title>Two</title><guid>{base}/two</guid></item>
<item><title>One again</title><link>/one#part</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/edit"/><link href="/one"/></entry>
<entry><link rel="alternate" href="/gone"/></entry></feed>"""


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's `pages`: address -> (status, headers, bytes)."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        status, headers, data = self.server.pages.get(self.path, (404, {}, b"not here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.base = f"http://127.0.0.1:{server.server_port}"
    server.asked = []
    html = {"Content-Type": "text/html; charset=utf-8"}
    server.pages = {
        "/one": (200, html, PAGE.encode()),
        "/two": (200, html, PAGE.replace("No ferry", "Two").encode("utf-16")),
        "/rss": (200, {"Content-Type": "application/rss+xml"}, RSS.format(base=server.base).encode()),
        "/atom": (200, {"Content-Type": "text/xml"}, ATOM.encode()),
        "/moved": (302, {"Location": "/one"}, b""),
        "/local": (302, {"Location": "file:///etc/hostname"}, b""),
        "/ftp": (302, {"Location": "ftp://a.example/b"}, b""),
        "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
        "/empty": (200, html, b""),
        "/gzip": (200, html | {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
        "/é?q=ü": (200, html, b""),
        "/%C3%A9?q=%C3%BC": (200, html, PAGE.encode()),
        "/feed-of-none": (200, {"Content-Type": "text/xml"}, b"<rss><channel></channel></rss>"),
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def get(site, out, *paths):
    problems = []
    files = fetch([path if "//" in path else site.base + path for path in paths], out, problems=problems, pause=0)
    return files, problems


def test_a_page_is_saved_as_it_was_sent_and_can_be_read(site, tmp_path):
    (path,), problems = get(site, tmp_path / "new" / "folder", "/two")
    assert problems == []
    assert path.read_bytes() == site.pages["/two"][2]
    assert path.suffix == ".html"
    assert read_documents(path)["title"].tolist() == ["Two"]


def test_a_saved_page_keeps_the_address_that_it_came_from(site, tmp_path):
    get(site, tmp_path, "/moved", "/two")
    assert set(read_documents(tmp_path)["url"]) == {f"{site.base}/one", f"{site.base}/two"}


def test_the_site_is_told_who_asks(site, tmp_path):
    get(site, tmp_path, "/one")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/one"]
    assert all(agent.startswith("contested-claims/") for _, agent in site.asked)


def test_a_feed_becomes_its_pages_each_once(site, tmp_path):
    files, problems = get(site, tmp_path, "/rss")
    assert problems == []
    assert len(files) == 2
    assert [path for path, _ in site.asked] == ["/robots.txt", "/rss", "/one", "/two"]


def test_a_link_of_a_feed_that_is_no_address_costs_itself_alone(site, tmp_path):
    bad = "<item><link>http://[bad/x</link></item>"
    feed = RSS.format(base=site.base).replace("<item>", f"{bad}<item>", 1)
    site.pages["/rss"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    files, problems = get(site, tmp_path, "/rss")
    assert (len(files), problems) == (2, [])


def test_a_page_of_a_feed_that_is_gone_costs_itself_alone(site, tmp_path):
    files, (problem,) = get(site, tmp_path, "/atom")
    assert len(files) == 1
    assert problem.path == f"{site.base}/gone"
    assert "404" in problem.reason


def test_nothing_is_overwritten(site, tmp_path):
    (first,), _ = get(site, tmp_path, "/one")
    assert get(site, tmp_path, "/one") == ([], [])
    site.pages["/one"] = (200, {"Content-Type": "text/html"}, PAGE.replace("Monday", "Tuesday").encode())
    (second,), _ = get(site, tmp_path, "/one")
    assert "Monday" in first.read_text()
    assert "Tuesday" in second.read_text()
    assert second.name == f"{first.stem}-2.html"


def test_a_page_of_a_feed_that_was_saved_before_is_not_asked_for_again(site, tmp_path):
    get(site, tmp_path, "/rss")
    site.asked.clear()
    assert get(site, tmp_path, "/rss") == ([], [])
    assert [path for path, _ in site.asked] == ["/robots.txt", "/rss"]


@pytest.mark.parametrize("path", ["/moved", "/gzip", "/é?q=ü", "/one#part"])
def test_redirects_compression_and_odd_addresses(site, tmp_path, path):
    (file,), problems = get(site, tmp_path, path)
    assert problems == []
    assert file.read_text() == PAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "answered 404"),
        ("/local", "not allowed"),
        ("/ftp", "must start with http"),
        ("/pdf", "application/pdf"),
        ("/empty", "empty page"),
        ("/feed-of-none", "lists no pages"),
        ("file:///etc/hostname", "must start with http"),
        ("ftp://a.example/b", "must start with http"),
        ("http://127.0.0.1:1/", "cannot be reached"),
        ("http://[broken//", "no address"),
        ("http://", "must start with http"),
    ],
)
def test_what_cannot_be_had_is_told_in_one_sentence(site, tmp_path, path, reason):
    files, (problem,) = get(site, tmp_path, path)
    assert files == []
    assert reason in problem.reason
    assert not list(tmp_path.iterdir())


def test_robots_txt_is_honoured(site, tmp_path):
    site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /one\n")
    files, (problem,) = get(site, tmp_path, "/one", "/two")
    assert len(files) == 1
    assert "robots.txt" in problem.reason
    assert "/one" not in [path for path, _ in site.asked]


def test_pages_beyond_the_bound_are_refused(site, tmp_path, monkeypatch):
    monkeypatch.setattr(web, "LARGEST_PAGE", 100)
    _, problems = get(site, tmp_path, "/one", "/gzip")
    assert all("larger than" in problem.reason for problem in problems)
    assert len(problems) == 2


def test_a_pause_lies_between_two_requests_to_one_site(site, tmp_path, monkeypatch):
    pauses = []
    monkeypatch.setattr(web.time, "sleep", pauses.append)
    fetch([f"{site.base}/one"], tmp_path, pause=5)
    assert pauses[0] == 0
    assert 4 < pauses[1] <= 5


def test_progress_grows_with_a_feed(site, tmp_path):
    calls = []
    fetch([f"{site.base}/rss"], tmp_path, pause=0, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 3), (2, 3), (3, 3)]


def test_an_out_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="another --out"):
        fetch(["http://a.example"], tmp_path / "file" / "folder")
