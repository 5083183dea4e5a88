"""Bytes become text by byte-order mark, strict UTF-8, then detection; nothing is guessed of what is no text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.loaders.encodings import decode

SPANISH = "“We will not leave,” said José Muñoz, the mayor – he’s 50. The ministry denied it."
CZECH = "Ministr řekl, že vláda nebude o návrhu jednat před příštím týdnem, protože ještě není připraven."
RUSSIAN = "Министр сказал, что это неправда, и уехал домой вчера вечером. Подробностей он не сообщил."


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SPANISH, "utf-8", "utf-8"),
        (SPANISH, "utf-8-sig", "utf-8-sig"),
        (SPANISH, "utf-16", "utf-16"),
        (SPANISH, "utf-16-le", "utf-16-le"),
        (SPANISH, "utf-16-be", "utf-16-be"),
        (SPANISH, "utf-32", "utf-32"),
        (SPANISH, "cp1252", "cp1252"),
        ("It’s over.", "cp1252", "cp1252"),
        (CZECH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
    ],
)
def test_the_text_and_its_encoding(text, encoding, name):
    assert decode(text.encode(encoding)) == (text, name)


def test_line_ends_stay_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n") == ("one\r\ntwo\rthree\n", "utf-8")


def test_a_declared_encoding_comes_after_strict_utf8():
    assert decode("Muñoz".encode(), "latin-1") == ("Muñoz", "utf-8")
    assert decode("Muñoz “no”".encode("cp1252"), "latin-1") == ("Muñoz “no”", "cp1252")
    for declared in ("no such encoding", "unicode_escape", "utf-7", "hex", "rot13", "undefined"):
        assert decode("Muñoz is the mayor.".encode("cp1252"), declared)[0]


def test_utf8_cut_in_a_character_stays_utf8():
    data = ("“Nein”, sagte die Präsidentin. " * 5).encode() + "ü".encode()[:1]
    text, encoding = decode(data)
    assert encoding == "utf-8/replace"
    assert text.endswith("Präsidentin. \ufffd")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 text", b"PK\x03\x04 text", b"\x89PNG\r\n", bytes(range(32)) * 20, b"a\0b\0\0c" * 9, b"\xff\xfea"],
)
def test_what_is_no_text_is_refused_with_a_remedy(data):
    with pytest.raises(InputError, match="save"):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_their_own_text_or_one_clear_error(data):
    try:
        text, encoding = decode(data)
    except InputError:
        return
    codec, _, errors = encoding.partition("/")
    assert data.decode(codec, errors or "strict") == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_round_trips(text):
    assert decode(text.encode())[0].encode() in (text.encode(), text.encode().removeprefix(b"\xef\xbb\xbf"))
