"""When the page was published, by order of trust, never later than it was fetched."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from etl.extract.calendar import find_date, parse_date
from etl.extract.head import Head, Node
from etl.extract.scan import Skeleton

Found = tuple[datetime | None, str]
_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publish_date", "publication_date", "pubdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "date", "dc.created",
    "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "article:post_date", "originalpublicationdate",
    "datecreated", "created", "release_date", "rnews:datepublished", "article_date_original", "displaydate", "uploaddate",
)  # fmt: skip
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d{2})([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)|[/_-]((?:20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


def find_published(
    head: Head, skeleton: Skeleton, node: Node, url: str | None, until: datetime | None, near_body: range
) -> Found:
    """The time of publication in UTC and where it was found.

    ``near_body`` is the range of block numbers from the title to the first
    blocks of the body, where a printed date belongs to this article.
    """
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=UTC)

    def fits(date: datetime | None) -> bool:
        return date is not None and (until is None or date <= until)

    for name in ("datePublished", "dateCreated", "uploadDate"):
        for source in (node, *head.pages):
            value = source.get(name)
            if isinstance(value, str) and fits(date := parse_date(value)):
                return date, "jsonld"
    for name in _META:
        if name in head.meta and fits(date := parse_date(head.meta[name])):
            return date, "meta"
    for value, number in skeleton.times:
        if number in near_body and fits(date := parse_date(value)):
            return date, "time"
    if url and fits(date := url_date(url)):
        return date, "url"
    for number in near_body:
        if number < len(skeleton.runs):
            text = skeleton.runs[number].text
            if fits(date := find_date(text[:120])):
                return date, "dateline"
    return None, "none"


def url_date(url: str) -> datetime | None:
    """The day that an address carries in its path, None without one."""
    match = _IN_URL.search(url)
    if not match:
        return None
    year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
    return parse_date(f"{year}-{month}-{day}")
