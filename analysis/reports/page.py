"""The report as one HTML page: no scripts, nothing fetched, ready to print."""

from html import escape
from importlib.resources import files
from string import Template

from analysis.places import package_version
from analysis.reports.document import Document, inner

COLOPHON = (
    "Made by contested-claims {version}. The tables and the figures of this report lie beside it, in the folders "
    "“tables” and “figures”. The program does not judge who is right: it shows who said what, and where."
)


def page(document: Document) -> str:
    """The whole of a self-contained HTML page for `document`."""
    template = Template((files("analysis.reports") / "page.html").read_text(encoding="utf-8"))
    style = (files("analysis.reports") / "page.css").read_text(encoding="utf-8")
    return template.substitute(
        title=escape(document.title),
        style="\n".join([style, *document.styles]),
        body=_with_contents(document),
        version=package_version(),
        colophon=COLOPHON.format(version=package_version()),
    )


def _with_contents(document: Document) -> str:
    """The body, with links to its sections before the first of them."""
    body = inner(document.body)
    if len(document.contents) < 3:
        return body
    items = "".join(f'<li><a href="#{name}">{escape(words)}</a></li>' for name, words in document.contents)
    nav = f'<nav class="contents" aria-label="Contents"><strong>Contents</strong><ol>{items}</ol></nav>'
    first = body.index(f'<h2 id="{document.contents[0][0]}"')
    return body[:first] + nav + body[first:]
