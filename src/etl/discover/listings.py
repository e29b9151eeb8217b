"""Links of a page that lists articles, found with a CSS selector."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from etl.discover.link import Link
from etl.discover.titles import plain_title
from etl.fetch.urls import joined


def listing_links(body: bytes, url: str, selector: str, source_id: str) -> list[Link]:
    """Return one link for each element of the selector that is a link or holds one, in page order."""
    tree = LexborHTMLParser(body)
    base_node = tree.css_first("base[href]")
    base = joined(url, (base_node.attributes.get("href") or "") if base_node else "")
    links = []
    for node in tree.css(selector):
        anchor = node if node.tag == "a" else node.css_first("a[href]")
        address = anchor.attributes.get("href") if anchor is not None else None
        if anchor is not None and address:
            links.append(Link(joined(base, address), source_id, plain_title(anchor.text(separator=" "))))
    return links
