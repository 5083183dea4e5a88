"""The files that a user's paths stand for: in folders, in zips, by name; and their bytes, within bounds."""

import lzma
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.errors import InputError
from analysis.loaders.kinds import ARCHIVES, PAGES, REASONS, TABLES, is_passed_over, is_passed_over_folder
from analysis.loaders.own import LIST, MANIFEST, is_study, listed
from analysis.loaders.problems import EMPTY, UNREAD, Note

ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
LARGEST_ARTICLE = 32 * 2**20
LARGEST_TABLE = 1024 * 2**20
# A zip of text unpacks to four times its size; a bomb, to a thousand.
LARGEST_ARCHIVE = 4 * 2**30
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `path` is where the user finds it; `source` its name relative to the input; `member` its place
    in the zip at `on_disk`, or None outside zips."""

    path: str
    source: str
    on_disk: Path
    member: int | None = None

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.source).suffix.lower()


def list_files(paths: Iterable[str | os.PathLike[str]], note: Note) -> list[File]:
    """Every file that `paths` stand for, ordered by source; `note(path, reason, kind)` hears of what cannot be read.

    Folders are searched to any depth. Links to folders inside them are not followed, so that a loop cannot arise.
    A file that is given by name is taken whatever its name; inside folders and zips `kinds` says what is passed over,
    and inside folders also studies and the files of reports and exports are (see `own`).
    """
    found: list[File] = []
    for path in paths:
        shown = os.fspath(path)
        try:
            found.extend(_files_of(shown, note))
        except InputError as error:
            note(shown, str(error))
        except (OSError, ValueError, RecursionError) as error:
            note(shown, _why(error))
    unique = {(file.on_disk.absolute(), file.member, file.source): file for file in found}
    return sorted(unique.values(), key=lambda file: (file.source, file.path))


def _files_of(shown: str, note: Note) -> Iterator[File]:
    if not shown.strip():
        raise InputError("is an empty path; name a file or a folder")
    path = Path(shown)
    if ADDRESS.match(shown) and not path.exists():
        raise InputError(f"is an address; save it first with: contested fetch {shown} --out FOLDER")
    path.stat()  # a missing file is told as such, whatever its name
    if not path.is_dir():
        yield from _expand(File(shown, source_name(path.name), path), note)
        return
    if is_study(path):
        raise InputError("is a study, not articles; give the articles that it was made from")
    told: list[str] = []

    def tell(inner: str, reason: str, kind: str = UNREAD, /) -> None:
        told.append(reason)
        note(inner, reason, kind)

    inner = [File(str(file), source_name(file.relative_to(path).as_posix()), file) for file in _walk(path, tell)]
    found = [file for one in inner for file in _expand(one, tell)]
    yield from found
    if not found and not told:
        made = (path / LIST).exists()
        beside = " beside what this program made itself" if made else ""
        articles = "articles are .txt, .md, .html, tables or zips of these"
        note(shown, f"holds no file that can be read{beside}; {articles}", UNREAD if made else EMPTY)


def _walk(folder: Path, note: Note, made: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """The files in `folder` at any depth that may hold articles; those in `made` are this program's own."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        note(str(folder), _why(error))
        return
    names = frozenset(entry.name for entry in entries)
    if MANIFEST in names and is_study(folder):
        return
    made |= {folder / name for name in listed(folder)} if LIST in names else frozenset()
    for entry in entries:
        path = folder / entry.name
        if path in made:
            continue
        if entry.is_dir(follow_symlinks=False):
            if not is_passed_over_folder(entry.name, names):
                yield from _walk(path, note, made)
        elif entry.is_symlink() and path.is_dir():
            note(str(path), "is a link to a folder, which is not followed; give that folder itself")
        elif not is_passed_over(entry.name):
            yield path


def _expand(file: File, note: Note) -> Iterator[File]:
    """The file itself, or the members of a zip."""
    try:
        if file.suffix in REASONS:
            raise InputError(REASONS[file.suffix])
        if file.suffix in ARCHIVES:
            yield from _members(file, note)
        else:
            yield file
    except InputError as error:
        note(file.path, str(error))


def _members(file: File, note: Note) -> list[File]:
    _check_file(file.on_disk, LARGEST_ARCHIVE)
    try:
        with zipfile.ZipFile(file.on_disk) as archive:
            members = archive.infolist()
    except ZIP_ERRORS as error:
        raise InputError(f"is no zip that can be opened ({error}); pack it again, or give its folder") from error
    if sum(member.file_size for member in members) > LARGEST_ARCHIVE:
        raise InputError(f"unpacks to more than {LARGEST_ARCHIVE >> 30} GB; unpack it and give the parts one by one")
    names = frozenset(member.filename.rstrip("/") for member in members)
    inner = {number: _inner_name(member.filename) for number, member in enumerate(members) if not member.is_dir()}
    kept = {number: name for number, name in inner.items() if not _is_passed_over_member(name, names)}
    reasons = {number: _why_unread(members[number], name.suffix.lower()) for number, name in kept.items()}
    for number, reason in reasons.items():
        if reason:
            note(f"{file.path}/{kept[number]}", reason)
    if not kept:
        raise InputError("holds no file that can be read; articles are .txt, .md, .html or tables")
    return [
        File(f"{file.path}/{name}", source_name(f"{file.source}/{name}"), file.on_disk, number)
        for number, name in kept.items()
        if not reasons[number]
    ]


def _why_unread(member: zipfile.ZipInfo, suffix: str) -> str | None:
    if member.flag_bits & 1:
        return "is protected by a password; unpack it and give the folder"
    if suffix in ARCHIVES:
        return "is a zip inside a zip; unpack the outer one and give the folder"
    return REASONS.get(suffix)


def _inner_name(name: str) -> PurePosixPath:
    """A member's name as a plain relative path. Nothing is unpacked to disk; this keeps `source` clean."""
    parts = [part for part in re.split(r"[\\/]+", name) if part not in ("", ".", "..")]
    return PurePosixPath(*parts)


def _is_passed_over_member(inner: PurePosixPath, names: frozenset[str]) -> bool:
    folders = [folder for folder in inner.parents if folder.name]
    inside = any(is_passed_over_folder(folder.name) or _is_saved_with_page(folder, names) for folder in folders)
    return inside or not inner.name or is_passed_over(inner.name)


def _is_saved_with_page(folder: PurePosixPath, names: frozenset[str]) -> bool:
    page = str(folder).removesuffix("_files")
    return page != str(folder) and any(page + suffix in names for suffix in PAGES)


def source_name(name: str) -> str:
    """`name` as every machine writes it: Unicode NFC, and U+FFFD for bytes of a file name that are no UTF-8."""
    clean = os.fsencode(name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", clean)


def _check_file(path: Path, largest: int) -> None:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise InputError(_why(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is not an ordinary file; copy what it gives into one")
    if status.st_size == 0:
        raise InputError("is empty; check how it was saved")
    if status.st_size > largest:
        raise InputError(f"is larger than {largest >> 20} MB; split it")


def _why(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist; check the spelling and the folder"
        case PermissionError():
            return "may not be read by this user; change its permissions or copy it"
        case OSError():
            return f"cannot be read ({error.strerror or error}); check the disk and the path"
        case _:
            return f"is no usable path ({error}); check the spelling"


class Reader:
    """Reads the bytes of files, one zip open at a time; used in a `with` statement."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._archive: zipfile.ZipFile | None = None
        self._members: list[zipfile.ZipInfo] = []

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def read(self, file: File) -> bytes:
        """The bytes of `file`. Raises InputError when it is gone, empty, too large, locked or broken."""
        largest = LARGEST_TABLE if file.suffix in TABLES else LARGEST_ARTICLE
        if file.member is not None:
            return self._read_member(file, file.member, largest)
        _check_file(file.on_disk, largest)
        try:
            return file.on_disk.read_bytes()
        except OSError as error:
            raise InputError(_why(error)) from error

    def _read_member(self, file: File, number: int, largest: int) -> bytes:
        try:
            archive, member = self._open(file.on_disk), self._members[number]
            if member.file_size == 0:
                raise InputError("is empty; check how it was saved")
            with archive.open(member) as stream:
                data = stream.read(largest + 1)
        except ZIP_ERRORS as error:
            raise InputError(f"cannot be unpacked ({error}); pack the zip again") from error
        if len(data) > largest:
            raise InputError(f"unpacks to more than {largest >> 20} MB; split it")
        return data

    def _open(self, path: Path) -> zipfile.ZipFile:
        if self._archive is None or path != self._path:
            self._close()
            self._archive, self._path = zipfile.ZipFile(path), path
            self._members = self._archive.infolist()
        return self._archive

    def _close(self) -> None:
        if self._archive is not None:
            self._archive.close()
        self._archive = None
