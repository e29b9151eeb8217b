"""What kind of page it is decides who cleans it."""

from __future__ import annotations

import re
from datetime import datetime

from etl.extract.article import Article
from etl.extract.decode import Decoded, decode
from etl.extract.guard import refuse_bytes, refuse_markup
from etl.extract.plain import from_plain
from etl.extract.rules import SiteRules
from etl.extract.urls import canonical_url, site_of
from etl.extract.webpage import from_html

_SNIFFED = 100_000
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|span|a|br|h[1-6]|li|ul|ol|td|table|article|section|main|meta|script|b|i|strong|em|img)"
    rb"(?:[\s/>])",
    re.I,
)


def clean_page(
    html: bytes | str,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    rules: SiteRules | None,
) -> Article:
    """Refuse, decode, then read as HTML or as plain text (``etl.extract.extract`` says the rest)."""
    refused = refuse_bytes(html) if isinstance(html, bytes) else None
    if refused is None:
        page = decode(html, content_type) if isinstance(html, bytes) else Decoded.of(html)
        refused = refuse_markup(page.utf8)
    if refused is not None:
        return _empty(url, refused)
    if _TAG.search(page.utf8, 0, _SNIFFED):
        return from_html(page, url, fetched_at, rules)
    return from_plain(page.text, url, fetched_at)


def _empty(url: str | None, reason: str) -> Article:
    address = canonical_url(url) if url else None
    return Article(None, None, None, "none", address, site_of(url), None, (), reason)
