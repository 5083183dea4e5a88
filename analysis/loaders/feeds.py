"""RSS and Atom feeds: the pages that they list."""

import re
from urllib.parse import urldefrag, urljoin

from lxml import etree

from analysis.errors import InputError

FEED = re.compile(rb"(?:<\?xml[^>]*>|<!--.*?-->|<\?[^>]*>|\s)*<(?:\w+:)?(?:rss|feed|RDF)\b", re.DOTALL)
MOST_ITEMS = 200


def is_feed(data: bytes) -> bool:
    """True when the bytes open as an RSS or Atom feed does, whatever the site calls them."""
    return FEED.match(data[:4096]) is not None


def feed_items(data: bytes, address: str) -> list[str]:
    """The addresses of the pages that the feed at `address` lists: in its order, without repeats, `MOST_ITEMS` at most.

    Raises InputError when it lists none.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise InputError("is a feed that cannot be parsed; give the addresses of its pages")
    links = [link for item in tree.iter("{*}item", "{*}entry") if (link := _link(item))]
    found = list(dict.fromkeys(page for link in links if (page := _joined(address, link))))
    if not found:
        raise InputError("is a feed that lists no pages; give the addresses of the pages")
    return found[:MOST_ITEMS]


def _joined(address: str, link: str) -> str | None:
    """The page that a link of the feed at `address` leads to; None where it is no address ("http://[x")."""
    try:
        return urldefrag(urljoin(address, link)).url
    except ValueError:
        return None


def _link(item: etree._Element) -> str | None:
    for link in item.iterfind("{*}link"):
        target = link.get("href") if link.get("rel", "alternate") == "alternate" else None
        if target or (link.text or "").strip():
            return (target or str(link.text)).strip()
    guid = item.find("{*}guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and (guid.text or "").startswith("http"):
        return str(guid.text).strip()
    return None
