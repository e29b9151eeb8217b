"""A raw page goes in, an article with every block accounted for comes out."""

from __future__ import annotations

from datetime import datetime

from etl.extract.article import Article, Block
from etl.extract.rules import SiteRules

__all__ = ["Article", "Block", "SiteRules", "extract"]


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
    # Parser, patterns and judge are loaded with the first page, not with every `pactwatch --help`.
    from etl.extract.page import clean_page

    return clean_page(html, url, fetched_at, content_type, rules)
