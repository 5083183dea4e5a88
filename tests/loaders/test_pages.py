"""Saved pages give their article's paragraphs once each, and what the page says about itself."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.loaders import pages
from analysis.loaders.pages import declared_encoding, read_page

FIRST = "The harbour master said on Monday that the ferry would not sail until the storm had passed the islands."
SECOND = "Residents were told to stay at home, according to the council, which met twice to discuss the plan."
THIRD = "“We have seen worse,” said Anna Holm, who has run the café on the quay for thirty years."
HEAD = """<head><title>Ferry halted | Island Post</title><meta property="og:title" content="Ferry halted">
<meta property="article:published_time" content="2025-03-04T10:00:00Z"><meta name="author" content="Jo Lind; Max Poe">
<meta property="og:site_name" content="Island Post"><link rel="canonical" href="https://post.example/ferry"></head>"""
FURNITURE = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"


def page(body):
    return (
        f"<!doctype html><html>{HEAD}<body>{FURNITURE}{body}<footer>Copyright 2024 Island Post</footer></body></html>"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>",
        f"<article><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></article>",
        f"<article><p>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</p></article>",
        f"<div><p>{FIRST}</p><p>{SECOND}</p><blockquote><p>{THIRD}</p></blockquote></div>",
        f"<main><p><span>{FIRST}</span></p><p>{SECOND}</p><p>{THIRD}</p></main>",
        f"<article><p>{FIRST}</p><aside><p>More ferries</p></aside><p>{SECOND}</p><p>{THIRD}</p></article>",
    ],
)
def test_each_paragraph_stands_once_and_apart(body):
    text, _ = read_page(page(body))
    assert text.split("\n\n") == [FIRST, SECOND, THIRD]


def test_what_a_page_says_about_itself():
    _, fields = read_page(page(f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"))
    assert fields == {
        "title": "Ferry halted",
        "date": datetime(2025, 3, 4),
        "author": "Jo Lind, Max Poe",
        "outlet": "Island Post",
        "url": "https://post.example/ferry",
    }


class Extracted:
    title = author = date = sitename = url = None

    def __init__(self, text):
        self.text = text


@pytest.mark.parametrize(
    "extracted",
    [
        f"{FIRST}\n{SECOND}\n{FIRST}\n{SECOND}",
        f"{FIRST} {SECOND}",
        f"{FIRST}{SECOND}",
        FIRST,
        "",
    ],
    ids=["doubled", "glued", "glued without a space", "cut short", "nothing"],
)
def test_the_page_s_own_paragraphs_replace_a_bad_extraction(monkeypatch, extracted):
    monkeypatch.setattr(pages.trafilatura, "bare_extraction", lambda *_, **__: Extracted(extracted))
    long_enough = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    if extracted == FIRST:
        long_enough = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    text, _ = read_page(page(long_enough))
    assert text.split("\n\n") == [FIRST, SECOND, THIRD][: long_enough.count("<p>")]


def test_a_paragraph_that_the_page_repeats_stays_repeated():
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p></article>"
    assert read_page(page(body))[0].count(SECOND) == 1


def test_a_page_without_an_article_is_refused():
    with pytest.raises(InputError, match="no article text"):
        read_page(page(""))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'<html><head><meta charset="windows-1251">', "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso-8859-2"),
        (b'<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        (b"<html><p>charset=none</p>", None),
    ],
)
def test_the_encoding_that_a_page_declares(data, name):
    assert declared_encoding(data) == name


@settings(deadline=None)
@given(st.text(st.sampled_from(list("<>/pdivarticlebr &;#x\"'= \n!-é\0")), max_size=200))
def test_any_markup_gives_text_or_one_clear_error(markup):
    try:
        text, _ = read_page(markup)
    except InputError:
        return
    assert text.strip()
