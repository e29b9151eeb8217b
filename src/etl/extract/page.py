"""The one entry of extraction."""

from __future__ import annotations

import re
from datetime import datetime

from etl.extract.article import Article
from etl.extract.decode import decode
from etl.extract.guard import refuse_bytes, refuse_text
from etl.extract.plain import from_plain
from etl.extract.rules import SiteRules
from etl.extract.urls import canonical_url, site_of
from etl.extract.webpage import from_html

_SNIFFED = 100_000
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|span|a|br|h[1-6]|li|ul|ol|td|table|article|section|main|meta|script|b|i|strong|em|img)"
    r"(?:[\s/>])",
    re.I,
)


def extract(
    html: bytes | str,
    url: str | None = None,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
    rules: SiteRules | None = None,
) -> Article:
    """Clean one page: HTML, or plain text with chrome left in.

    Bytes are decoded by byte order mark, ``content_type`` (the HTTP header), the
    page's own declaration and, last, their look. ``fetched_at`` bounds dates from
    above (UTC if it has no zone). ``rules`` are the site's own selectors. A pure
    function; it raises nothing on any input: what cannot be read gives an article
    without kept blocks and with ``empty_reason`` (a key of ``reasons.EMPTY``).
    """
    refused = refuse_bytes(html) if isinstance(html, bytes) else None
    if refused is None:
        text = decode(html, content_type) if isinstance(html, bytes) else html
        refused = refuse_text(text)
    if refused is not None:
        return _empty(url, refused)
    if _TAG.search(text, 0, _SNIFFED):
        return from_html(text, url, fetched_at, rules)
    return from_plain(text, url, fetched_at)


def _empty(url: str | None, reason: str) -> Article:
    address = canonical_url(url) if url else None
    return Article(None, None, None, "none", address, site_of(url), None, (), reason)
