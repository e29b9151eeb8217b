"""Links of an RSS, Atom or JSON feed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from etl.discover.link import Link
from etl.discover.times import utc
from etl.discover.titles import plain_title
from etl.fetch.urls import joined

# A feed that declares entities is refused, as defusedxml does: nothing good needs them.
ENTITY = re.compile(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y", re.IGNORECASE)


class NotAFeed(ValueError):
    """The content is no feed; the text says why."""


def feed_links(body: bytes, url: str, source_id: str, content_type: str | None = None) -> list[Link]:
    """Return the links of a feed in its order. ``url`` is where it was found. Raises NotAFeed."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return list(_json_links(body, url, source_id))
    if ENTITY.search(body):
        raise NotAFeed("it declares XML entities, which are not read")
    # A stream, never the bytes themselves: feedparser takes short bytes for the name of a file and opens it.
    headers = {"content-type": content_type or "application/xml"}
    try:
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    except Exception as error:
        raise NotAFeed(f"it is broken ({type(error).__name__}: {str(error)[:80]})") from error
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed(f"it is neither RSS nor Atom nor JSON Feed{_hint(start)}")
    return [link for entry in parsed.entries if (link := _link(entry, url, source_id)) is not None]


def _hint(start: bytes) -> str:
    head = start[:2000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return '; it is a sitemap, so write type = "sitemap"'
    if b"<html" in head or b"<!doctype html" in head:
        return '; it is a web page, so write type = "listing" and a selector'
    return ""


def _link(entry: Any, url: str, source_id: str) -> Link | None:
    address = entry.get("feedburner_origlink") or entry.get("link") or _permalink(entry)
    if not address:
        return None
    published, updated = _time(entry, "published_parsed"), _time(entry, "updated_parsed")
    return Link(joined(url, address), source_id, _text(entry.get("title")), published, updated)


def _permalink(entry: Any) -> str | None:
    """The item's id where it is an address: RSS items may have nothing but a guid."""
    name = str(entry.get("id") or "")
    return name if name.startswith(("http://", "https://")) else None


def _time(entry: Any, key: str) -> datetime | None:
    # dict's own get: feedparser's gives the published time where the updated one is missing.
    parts = dict.get(entry, key)
    if not isinstance(parts, struct_time):
        return None
    try:
        time = datetime(*parts[:6], tzinfo=UTC)
    except ValueError:
        return None
    return time if time.year >= 1990 else None


def _json_links(body: bytes, url: str, source_id: str) -> Iterator[Link]:
    """JSON Feed 1.1 (jsonfeed.org): items with url or external_url, title, date_published, date_modified."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"its JSON is broken ({str(error)[:80]})") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAFeed("its JSON has no list of items")
    for item in items:
        address = (item.get("url") or item.get("external_url")) if isinstance(item, dict) else None
        if isinstance(address, str):
            published, modified = (utc(str(item.get(key) or "")) for key in ("date_published", "date_modified"))
            yield Link(joined(url, address), source_id, _text(item.get("title")), published, modified)


def _text(title: Any) -> str | None:
    """A title without markup, or None."""
    return plain_title(re.sub(r"<[^>]{0,200}>", "", title)) if isinstance(title, str) else None
