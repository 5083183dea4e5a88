"""Pages and feeds of the web, saved as files; the only module that opens a connection."""

import hashlib
import os
import re
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from analysis.errors import InputError
from analysis.loaders.documents import Progress
from analysis.loaders.feeds import feed_items, is_feed
from analysis.loaders.problems import Problem, ProblemLog
from analysis.loaders.saved import note_address

AGENT = "contested-claims"
USER_AGENT = f"{AGENT}/0.1 (saves single news pages for reading; honours robots.txt)"
TIME_OUT = 30.0
LONGEST_WAIT = 120.0
LARGEST_PAGE = 16 * 2**20
CHUNK = 64 * 2**10
PAUSE = 1.0
LONGEST_NAME = 80
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/json": ".json",
    "text/csv": ".csv",
}
MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave: its bytes, its media type ("text/html"), and the address after redirects."""

    data: bytes
    kind: str
    address: str


def fetch(
    addresses: Iterable[str],
    out: str | os.PathLike[str],
    *,
    problems: list[Problem] | None = None,
    progress: Progress | None = None,
    pause: float = PAUSE,
) -> list[Path]:
    """The files written to the folder `out`: each page as it was sent, each RSS or Atom feed as the pages it lists.

    Nothing is overwritten. A page that was saved before is saved beside it ("…-2.html") when it has changed, and not
    again when it has not; a feed's page that was saved before is not asked for again. Sites that forbid it in
    robots.txt are left alone, and `pause` seconds pass between two requests to one site.

    What cannot be had is added to `problems`, or given as a warning each when None. Raises InputError when `out`
    cannot be made.
    """
    folder, log, client = _folder(out), ProblemLog(problems), Client(pause)
    waiting, written = [(address.strip(), False) for address in dict.fromkeys(addresses)], list[Path]()
    done, seen = 0, {address for address, _ in waiting}
    while done < len(waiting):
        address, listed = waiting[done]
        try:
            answer = None if listed and _names(folder, address) else client.get(address)
            if answer is not None and is_feed(answer.data) and not listed:
                items = [item for item in feed_items(answer.data, answer.address) if item not in seen]
                seen.update(items)
                waiting.extend((item, True) for item in items)
            elif answer is not None:
                written.extend(_save(answer, address, folder))
        except InputError as error:
            log.add(address, str(error))
        done += 1
        if progress is not None:
            progress(done, len(waiting))
    log.close()
    return written


def _folder(out: str | os.PathLike[str]) -> Path:
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: no folder can be made there ({error.strerror}); name another --out") from error
    return folder


class Client:
    """Asks for addresses, one at a time, with a pause between two requests to one site."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | None] = {}
        self._opener = request.OpenerDirector()
        for handler in (
            request.ProxyHandler(),
            request.HTTPHandler(),
            request.HTTPSHandler(),
            request.HTTPDefaultErrorHandler(),
            _WebRedirects(),
            request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def get(self, address: str) -> Answer:
        """What `address` gives. Raises InputError, saying why and what to do, when it gives nothing to read."""
        plain = _plain_address(address)
        if not self._allowed(plain):
            raise InputError("asks programs not to read it (robots.txt); open it in a browser and save it from there")
        return self._get(plain)

    def _get(self, address: str) -> Answer:
        self._wait(urlsplit(address).netloc)
        asked = request.Request(address, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        try:
            with self._opener.open(asked, timeout=TIME_OUT) as reply:
                data = _read(reply)
                kind = reply.headers.get_content_type()
                return Answer(_unpacked(data, reply.headers.get("Content-Encoding", "")), kind, reply.geturl())
        except HTTPError as error:
            error.close()
            raise InputError(f"answered {error.code} {error.reason}; open it in a browser to see why") from error
        except TimeoutError as error:
            raise InputError(f"did not answer within {TIME_OUT:.0f} seconds; try again later") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error or type(error).__name__
            raise InputError(f"cannot be reached ({reason}); check the address and the connection") from error

    def _wait(self, site: str) -> None:
        earliest = self._last.get(site, 0.0) + self._pause
        time.sleep(max(0.0, earliest - time.monotonic()) if site in self._last else 0.0)
        self._last[site] = time.monotonic()

    def _allowed(self, address: str) -> bool:
        parts = urlsplit(address)
        site = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        if site not in self._robots:
            self._robots[site] = self._rules(site)
        rules = self._robots[site]
        return rules is None or rules.can_fetch(AGENT, address)

    def _rules(self, site: str) -> RobotFileParser | None:
        """What a site's robots.txt says; None, which allows all, where there is none to be had."""
        try:
            answer = self._get(site + "/robots.txt")
        except InputError:
            return None
        rules = RobotFileParser()
        rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        return rules


class _WebRedirects(request.HTTPRedirectHandler):
    """Follows redirects to http and https alone."""

    def redirect_request(
        self, req: request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> request.Request | None:
        _plain_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _plain_address(address: str) -> str:
    """The address in ASCII, without its fragment. Raises InputError for anything but http and https."""
    try:
        parts = urlsplit(urldefrag(address.strip()).url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise InputError(f"is no address of the web ({error}); check its spelling") from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("is no address of the web; it must start with http:// or https://")
    safe = "/%:=&?~#+!$,;'@()*[]-._"
    return urlunsplit((parts.scheme, host + port, quote(parts.path, safe=safe), quote(parts.query, safe=safe), ""))


def _read(reply: object) -> bytes:
    latest, chunks, size = time.monotonic() + LONGEST_WAIT, list[bytes](), 0
    while chunk := reply.read(CHUNK):  # type: ignore[attr-defined]
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST_PAGE:
            raise InputError(f"is larger than {LARGEST_PAGE >> 20} MB; save it with a browser if it is an article")
        if time.monotonic() > latest:
            raise InputError(f"took longer than {LONGEST_WAIT:.0f} seconds; try again later")
    return b"".join(chunks)


def _unpacked(data: bytes, encoding: str) -> bytes:
    """The bytes of a reply that was compressed unasked; within the same bound."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return data
    try:
        unpacked = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, LARGEST_PAGE + 1)
    except zlib.error as error:
        raise InputError(f"sent a page that cannot be unpacked ({error}); try again later") from error
    if len(unpacked) > LARGEST_PAGE:
        raise InputError(f"is larger than {LARGEST_PAGE >> 20} MB; save it with a browser if it is an article")
    return unpacked


def _save(answer: Answer, address: str, folder: Path) -> Iterator[Path]:
    """Writes the answer under a name of its own, unless the same bytes stand there; yields the path if it did."""
    if not answer.data.strip():
        raise InputError("sent an empty page; open it in a browser to see why")
    suffix = _suffix(answer)
    earlier = _names(folder, address)
    if any(path.read_bytes() == answer.data for path in earlier):
        return
    stem = _stem(address)
    number = len(earlier) + 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            with path.open("xb") as file:
                file.write(answer.data)
            note_address(path, answer.address)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise InputError(f"cannot be saved as {path} ({error.strerror}); check the folder and the disk") from error
        else:
            yield path
            return


def _suffix(answer: Answer) -> str:
    if MARKUP.match(answer.data[:4096]):
        return ".html"
    if is_feed(answer.data):
        raise InputError("is a feed inside a feed; give its address by itself")
    if answer.kind not in SUFFIXES:
        raise InputError(f"is of the type {answer.kind}, not a page; give the address of the article itself")
    return SUFFIXES[answer.kind]


def _stem(address: str) -> str:
    """A file name for an address: its words, and a mark that no other address shares."""
    plain = _plain_address(address)
    parts = urlsplit(plain)
    words = re.sub(r"[^A-Za-z0-9.]+", "-", parts.netloc + parts.path.removesuffix(".html").removesuffix(".htm"))
    mark = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return f"{words[:LONGEST_NAME].strip('-.')}-{mark}"


def _names(folder: Path, address: str) -> list[Path]:
    """The files in which an address was saved before."""
    stem = _stem(address)
    own = re.compile(re.escape(stem) + r"(?:-\d+)?\.[a-z]+")
    return sorted(path for path in folder.glob(f"{stem}*") if own.fullmatch(path.name))
