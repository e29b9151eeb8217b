"""Is this a page? Told from the content; what the server calls it counts only where the content says nothing."""

from __future__ import annotations

import re

# How much of the content is looked at.
HEAD = 4096
MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|section|main|h1|table|br|a)\b", re.IGNORECASE
)
OTHER_XML = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg|opml|error)\b", re.IGNORECASE)
# Leading bytes of what news sites most often link to beside pages.
MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00", b"ID3",
    b"OggS", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ", b"wOFF", b"wOF2", b"BM", b"fLaC",
    b"{\\rtf",
)  # fmt: skip
WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Control characters that no text holds (tab, line ends, form feed and escape do occur).
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def is_page(body: bytes, content_type: str | None) -> bool:
    """True for HTML or running text."""
    head = _narrow(body[:HEAD], content_type).lstrip(b"\xef\xbb\xbf \t\r\n\x0c")
    if head.startswith(MAGIC):
        return False
    if OTHER_XML.search(head[:1024]) and not re.search(rb"<html\b", head, re.IGNORECASE):
        return False
    if MARKUP.search(head):
        return True
    if len(CONTROLS.findall(head)) > len(head) // 100:
        return False
    if head[:1] in (b"{", b"[") or head.startswith((b"<?xml", b"%!PS")):
        return False
    kind = (content_type or "text/plain").partition(";")[0].strip().lower()
    return kind.startswith("text/") and kind not in ("text/css", "text/javascript", "text/csv", "text/calendar")


def _narrow(head: bytes, content_type: str | None) -> bytes:
    """UTF-16 as UTF-8, so that its markup can be seen; anything else as it is."""
    for mark, encoding in WIDE:
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode()
    if content_type and "utf-16" in content_type.lower():
        return head.decode("utf-16", "replace").encode()
    return head
