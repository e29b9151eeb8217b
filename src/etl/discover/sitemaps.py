"""Links of a sitemap: plain, news, or an index of others; XML, text or gzip (sitemaps.org)."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from etl.discover.link import Link
from etl.discover.times import utc

# The protocol's own limit for one file after decompression.
MAX_BYTES = 52_428_800


class NotASitemap(ValueError):
    """The content is no sitemap; the text says why."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file names: pages, and other sitemaps with the time of their last change. ``fault``
    tells why reading stopped before the end; what came before it stands."""

    links: tuple[Link, ...]
    children: tuple[tuple[str, datetime | None], ...] = ()
    fault: str | None = None


def read_sitemap(body: bytes, source_id: str, most: int = 50_000) -> Sitemap:
    """Read at most ``most`` entries of a sitemap. Raises NotASitemap when nothing of it can be read."""
    text = _unzipped(body) if body.startswith(b"\x1f\x8b") else body
    if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _plain(text, source_id, most)
    links: list[Link] = []
    children: list[tuple[str, datetime | None]] = []
    fault = None
    try:
        stack: list[Element] = []
        for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=False):
            if event == "start":
                stack.append(element)
                continue
            stack.pop()
            kind = _name(element)
            if kind in ("url", "sitemap"):
                _take(element, kind, source_id, links, children)
                element.clear()
                if stack:
                    stack[-1].remove(element)
            if len(links) + len(children) >= most:
                break
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        fault = f"{type(error).__name__}: {str(error)[:100]}"
    if fault and not links and not children:
        raise NotASitemap(f"its XML is broken or forbidden ({fault})")
    return Sitemap(tuple(links), tuple(children), fault)


def _take(
    element: Element, kind: str, source_id: str, links: list[Link], children: list[tuple[str, datetime | None]]
) -> None:
    # The first of each name: an image or video entry below has a loc and a title of its own.
    fields: dict[str, str] = {}
    for child in element:
        for part in child.iter() if _name(child) == "news" else (child,):
            fields.setdefault(_name(part), (part.text or "").strip())
    address, changed = fields.get("loc"), utc(fields.get("lastmod"))
    if not address:
        return
    if kind == "sitemap":
        children.append((address, changed))
        return
    title = " ".join(fields.get("title", "").split())[:500] or None
    links.append(Link(address, source_id, title, utc(fields.get("publication_date")), changed))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _plain(text: bytes, source_id: str, most: int) -> Sitemap:
    """One address a line, as the protocol also allows."""
    lines = [line.strip().decode("utf-8", "replace") for line in text.splitlines()]
    found = [line for line in lines if line.startswith(("http://", "https://"))]
    if not found:
        raise NotASitemap("it is neither XML nor a list of addresses")
    return Sitemap(tuple(Link(line, source_id) for line in found[:most]))


def _unzipped(body: bytes) -> bytes:
    """Decompress a gzip file, at most MAX_BYTES of it. Raises NotASitemap."""
    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotASitemap(f"its gzip is broken ({error})") from error
    if reader.unconsumed_tail:
        raise NotASitemap(f"it is larger than {MAX_BYTES:,} bytes after decompression")
    return text
