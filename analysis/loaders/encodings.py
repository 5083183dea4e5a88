"""Bytes to text: a byte-order mark, then strict UTF-8, then detection."""

import codecs
import re
from collections.abc import Sequence

from charset_normalizer import CharsetMatch, from_bytes

from analysis.errors import InputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes of files that are no text but whose first bytes may decode as some code page.
MAGIC_NUMBERS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "compressed with gzip",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "a database",
    b"{\\rtf": "an RTF document",
}
# What Windows programs put where plain ASCII has none: quotation marks, dashes, dots, euro, pound, fixed space.
WINDOWS_PUNCTUATION = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3")
# What news files are really in. Left free, charset-normalizer takes short Russian KOI8-R for Japanese.
USUAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_15", "mac_roman"),
    *("cp932", "euc_jp", "cp949", "big5", "gb18030"),
)
# A page may declare any codec that Python has; "unicode_escape" and its kind are not for reading what others wrote.
OF_PAGES = re.compile(r"(?:cp|iso8859-|koi8-|mac-|big5|gb|euc_|shift_jis|tis-)\w*")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
MOST_CONTROLS = 0.01
FEWEST_NULS = 0.2
MOST_BROKEN = 0.1
SAMPLE = 200_000


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and the name of the encoding that gave it, such that ``data.decode(name) == text``.

    In turn: a byte-order mark (which is no part of the text), UTF-16 without one, strict UTF-8, the encoding
    that the file declares (`declared`, of a web page), detection by charset-normalizer. UTF-8 with a few broken
    characters, as in a file that was cut short, is read with U+FFFD in their place and named "utf-8/replace".
    Raises InputError when the bytes are not text.
    """
    for start, meaning in MAGIC_NUMBERS.items():
        if data.startswith(start):
            raise InputError(f"is {meaning}, not text; save the article as plain text or HTML")
    text, encoding = _decode(data, declared)
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise InputError("holds binary data, not text; save the article as plain text or HTML")
    return text, encoding


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\0" in data:
        return _strict(data, _utf16_without_mark(data))
    names = ["utf-8", *_known(declared)]
    for encoding in names:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    if _broken_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8/replace"
    return _strict(data, _detected(data))


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, UnicodeError) as error:
        reason = f"looks like {encoding} but is broken; open it in an editor and save it as UTF-8"
        raise InputError(reason) from error


def _known(declared: str | None) -> list[str]:
    """The Python name of an encoding that a page declares, as browsers read it: Latin-1 is Windows-1252."""
    if not declared:
        return []
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return []
    if name in ("iso8859-1", "ascii"):
        return ["cp1252"]
    return [name] if OF_PAGES.fullmatch(name) else []


def _utf16_without_mark(data: bytes) -> str:
    nuls = len(data) / 2 * FEWEST_NULS
    if len(data) % 2 == 0 and data[1::2].count(0) > nuls and data[0::2].count(0) < nuls / 10:
        return "utf-16-le"
    if len(data) % 2 == 0 and data[0::2].count(0) > nuls and data[1::2].count(0) < nuls / 10:
        return "utf-16-be"
    raise InputError("holds binary data, not text; save the article as plain text or HTML")


def _broken_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(1 for character in text if character > "\x7f") - broken
    return broken <= max(MOST_BROKEN * beyond_ascii, 1 if beyond_ascii >= 3 else 0)


def _detected(data: bytes) -> str:
    beyond_ascii = {byte for byte in data if byte > 0x7F}
    if beyond_ascii <= WINDOWS_PUNCTUATION:
        return "cp1252"
    matches = list(from_bytes(data[:SAMPLE], cp_isolation=list(USUAL)))
    if not matches:
        raise InputError("is in no encoding that can be told; open it in an editor and save it as UTF-8")
    return _likeliest(matches)


def _likeliest(matches: Sequence[CharsetMatch]) -> str:
    """The best match, but Windows-1252 where it fits as well: charset-normalizer breaks ties by the alphabet and takes
    short Western texts for cp1250 ("Muñoz" becomes "Muńoz")."""
    best = matches[0]
    western = next((match for match in matches if match.encoding == "cp1252"), best)
    as_good = western.chaos <= best.chaos and western.coherence >= best.coherence
    return western.encoding if as_good else best.encoding
