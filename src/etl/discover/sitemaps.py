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
from etl.discover.titles import plain_title

# The protocol's own limit for one file after decompression.
MAX_BYTES = 52_428_800
# Elements of one entry; the fullest, with 1,000 images of five elements each, stays below.
MAX_ENTRY = 6_000


class NotASitemap(ValueError):
    """The content is no sitemap; the text says why."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file names: pages, and other sitemaps with the time of their last change.

    ``fault`` tells why reading stopped before the end; what came before it stands.
    """

    links: tuple[Link, ...]
    children: tuple[tuple[str, datetime | None], ...] = ()
    fault: str | None = None


def read_sitemap(body: bytes, source_id: str, most: int = 50_000) -> Sitemap:
    """Read at most ``most`` entries of a sitemap. Raises NotASitemap when nothing of it can be read."""
    text = _unzipped(body) if body.startswith(b"\x1f\x8b") else body
    if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _plain(text, source_id, most)
    reader = _Reader(source_id, most)
    fault = None
    try:
        reader.read(text)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        fault = f"{type(error).__name__}: {str(error)[:100]}"
    if fault and not reader.links and not reader.children:
        raise NotASitemap(f"it is no sitemap, or broken ({fault})")
    return Sitemap(tuple(reader.links), tuple(reader.children), fault)


class _Reader:
    """Reads entry by entry and forgets each, so that memory is that of the links alone."""

    def __init__(self, source_id: str, most: int) -> None:
        self.links: list[Link] = []
        self.children: list[tuple[str, datetime | None]] = []
        self._source_id, self._most = source_id, most

    def read(self, text: bytes) -> None:
        """Raises ParseError, DefusedXmlException, ValueError."""
        stack: list[Element] = []
        size = 0
        # A document type is allowed (old feeds and tools write one), entities are not.
        for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=False):
            if event == "start":
                if not stack and _name(element) not in ("urlset", "sitemapindex"):
                    raise ValueError(f"its outermost element is <{_name(element)[:40]}>")
                stack.append(element)
                size += 1
                if size > MAX_ENTRY:
                    raise ValueError(f"one entry has more than {MAX_ENTRY:,} elements")
                continue
            stack.pop()
            if len(stack) == 1:
                self._take(element)
                stack[0].remove(element)
                size = 0
            if len(self.links) + len(self.children) >= self._most:
                return

    def _take(self, element: Element) -> None:
        # The first of each name: an image or video entry below has a loc and a title of its own.
        fields: dict[str, str] = {}
        for child in element:
            for part in child.iter() if _name(child) == "news" else (child,):
                fields.setdefault(_name(part), (part.text or "").strip())
        address, changed = fields.get("loc"), utc(fields.get("lastmod"))
        if not address:
            return
        if _name(element) == "sitemap":
            self.children.append((address, changed))
        elif _name(element) == "url":
            title = plain_title(fields.get("title"))
            self.links.append(Link(address, self._source_id, title, utc(fields.get("publication_date")), changed))


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
