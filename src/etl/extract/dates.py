"""When the page was published, by order of trust, never later than it was fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from datetime import date as date_type

from selectolax.lexbor import LexborHTMLParser

from etl.extract.dateforms import find_date, parse_date, short_date
from etl.extract.head import Head, Node

Found = tuple[datetime | None, str]
_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "pubdate",
    "published_time",
    "published_at",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "dc:date",
    "date",
    "dc.created",
    "dc:created",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "article:post_date",
    "originalpublicationdate",
    "article:created",
    "datecreated",
    "created",
    "release_date",
    "rnews:datepublished",
    "article_date_original",
    "displaydate",
    "uploaddate",
    "shareaholic:article_published_time",
    "bt:pubdate",
    "iso-8601-publish-date",
    "last-published",
    "pdate",
    "ptime",
)
# Names that sites make up: "published-date", "cludo:date", "news_publication_time".
_META_LIKE = re.compile(r"(?:^|[.:_-])(?:publi(?:sh|shed|cation)|pub)(?:[._-]?(?:date|time|on|at))?$|[.:_-]date$")
_MARKED = (
    '[itemprop="datePublished"],[itemprop="dateCreated"],[property="datePublished"],[property="schema:datePublished"]'
    ',[property="schema:dateCreated"],time[pubdate],abbr.published,.dt-published'
)
_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d{2})([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|[/_-](20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(20\d{2})/([a-z]{3,9})/(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_IN_SCRIPT = re.compile(
    r'"(?:datePublished|published_?[aA]t|publish_?(?:ed)?_?[dD]ate|publication_?[dD]ate'
    r"|pub_?[dD]ate|date_?published|firstPublished\w*"
    r'|created_?[aA]t|published)\\?"'
    r'\s*:\s*\\?"?((?:19|20)\d{2}-\d\d-\d\d[T ]?[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|1\d{12}|1\d{9})'
)
_SAYS_CHANGED = re.compile(
    r"\b(?:updated|modified|last (?:edit|update|change)"
    r"|aktualisiert|geändert|mis à jour|actualizado|aggiornato|atualizado)",
    re.I,
)
_PUBLISHED_ABROAD = (
    "veröffentlicht|erstellt|publié|publicado|publicada|pubblicato|geplaatst|publicerad|publisert|opublikowano"
)
_SAYS_PUBLISHED = re.compile(
    r"\b(?:publish|posted|post date|created|written|distributed|released|date\b"
    rf"|{_PUBLISHED_ABROAD}|on\b|vom\b|am\b|le\b|el\b)",
    re.I,
)
# The same as a whole statement, in which "on 3 May" alone says nothing.
_STATES = re.compile(rf"\b(?:published|posted|written|geschrieben|{_PUBLISHED_ABROAD})\b", re.I)
# A dateline stands at the front of a paragraph: "PARIS, March 17, 2022 -", "Oslo (17.03.2022).", "17 March 2022."
_DATELINE_CHARS = 90
_BRACKETED = re.compile(r"[^().]{0,40}\(([^()]+)\)")
_LEADING = re.compile(r"\d[^.]{0,3}\.?[^.]{0,20}\d{4}(?=[.:])")
_LABEL_CHARS = 160
_SHORT_LABEL_CHARS = 60
# A line of so few characters under the title is the date itself, perhaps with a name or a section.
_BARE_LABEL_CHARS = 40
# Days by which clocks in two zones may differ.
_ZONE_DAYS = 1
# Where it is still the day before, or already the next, while a clock in UTC shows these hours.
_WEST_HOURS, _EAST_HOURS = range(12), range(11, 24)
# Countries that write English and put the day first.
_DAY_FIRST_HOSTS = re.compile(r"\.(?:uk|au|nz|ie|in|za|pk|ng|ke|gh|lk|bd|my|sg|hk|mt)$")


def fits(date: datetime | None, until: datetime | None) -> bool:
    """Whether a date is known and not later than the time of fetching; a bare day counts from its start."""
    return date is not None and (until is None or date <= until)


def is_month_first(language: str | None, host: str | None) -> bool:
    """Whether 3/4/2020 is the 4th of March here."""
    return language in (None, "", "en") and not (host and _DAY_FIRST_HOSTS.search(host))


def declared_dates(head: Head, node: Node, until: datetime | None) -> Iterator[tuple[datetime, str]]:
    """All dates of publication that the head of a page declares, the most trusted first; read as they are asked for."""
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for source in (node, *head.pages):
            value = source.get(name)
            if isinstance(value, str) and (date := _parsed(value, until)):
                yield date, "jsonld"
    for name in _META:
        if name in head.meta and (date := _parsed(head.meta[name], until)):
            yield date, "meta"
    for name, value in head.meta.items():
        if _META_LIKE.search(name) and (date := _parsed(value, until)):
            yield date, "meta"


def _parsed(value: str, until: datetime | None) -> datetime | None:
    date = parse_date(value)
    return date if fits(date, until) else None


def marked_date(tree: LexborHTMLParser, until: datetime | None, month_first: bool) -> Found:
    """The first element that is marked as the date of publication."""
    for element in tree.css(_MARKED)[:5]:
        attributes = element.attributes
        for value in (
            attributes.get("datetime"),
            attributes.get("content"),
            attributes.get("title"),
            element.text()[:80],
        ):
            if value and fits(date := parse_date(value, month_first), until):
                return date, "time"
    return None, "none"


def url_date(url: str) -> datetime | None:
    """The day that an address carries in its path, None without one."""
    match = _IN_URL.search(url)
    if not match:
        return None
    year, month, day = (part for number, part in enumerate(match.groups(), 1) if part and number != 2)
    return parse_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def is_shiftable(declared: datetime) -> bool:
    """Whether a declared moment is a clock in UTC, which says little about the day at the publisher's."""
    return declared.utcoffset() == timedelta(0) and declared.time() != time.min


def is_shifted(declared: datetime, seen: datetime | None) -> bool:
    """Whether a day that is seen is the publisher's own for a moment that is declared in UTC.

    Many pages declare the moment in UTC and print the day of their own clocks.
    """
    if seen is None or not is_shiftable(declared):
        return False
    days = (seen.date() - declared.date()).days
    return (days == -1 and declared.hour in _WEST_HOURS) or (days == 1 and declared.hour in _EAST_HOURS)


def printed_date(texts: Iterable[str], until: datetime | None, month_first: bool) -> datetime | None:
    """The date printed near title and byline: one said to be of publication first, one said to be of a change last."""
    plain = changed = None
    for text in texts:
        date = find_date(text[:_LABEL_CHARS], month_first)
        if date is None and len(text) < _SHORT_LABEL_CHARS:
            date = short_date(text)
        if not fits(date, until):
            continue
        if _SAYS_CHANGED.search(text[:_LABEL_CHARS]):
            changed = changed or date
        elif _SAYS_PUBLISHED.search(text[:_LABEL_CHARS]) and len(text) < _LABEL_CHARS:
            return date
        else:
            plain = plain or date
    return plain or changed


def bare_date(texts: Iterable[str], until: datetime | None, month_first: bool) -> datetime | None:
    """The first date that makes up a line of its own and is not said to be of a change."""
    for text in texts:
        if len(text) <= _BARE_LABEL_CHARS and not _SAYS_CHANGED.search(text):
            date = find_date(text, month_first) or short_date(text)
            if fits(date, until):
                return date
    return None


def stated_date(texts: Iterable[str], until: datetime | None, month_first: bool) -> datetime | None:
    """The date of the first text that says when the page was published: "This entry was posted on 3 May 2020"."""
    for text in texts:
        start = text[:_LABEL_CHARS]
        if _STATES.search(start) and fits(date := find_date(start, month_first), until):
            return date
    return None


def is_redated(declared: datetime, printed: datetime) -> bool:
    """Whether a page prints another day than it declares, by more than time zones explain.

    A printed moment outweighs a declared day without a clock.
    """
    days = abs((printed.date() - declared.date()).days)
    return days > _ZONE_DAYS or (days > 0 and declared.time() == time.min != printed.time())


def dateline(paragraph: str, until: datetime | None, month_first: bool) -> datetime | None:
    """The date at the front of a first paragraph: before a dash or full stop, or in brackets after the place."""
    start = paragraph[:_DATELINE_CHARS]
    front = next((start.partition(mark)[0] for mark in ("–", "—", "--", " - ", "(") if mark in start), "")
    bracketed, leading = _BRACKETED.match(start), _LEADING.match(start)
    date = (
        find_date(front, month_first)
        or (find_date(bracketed[1], month_first) if bracketed else None)
        or (find_date(leading[0], month_first) if leading else None)
    )
    return date if fits(date, until) else None


def script_date(html: str, until: datetime | None) -> datetime | None:
    """The day on which all dates of publication in the page's scripts agree; None where they differ."""
    days: dict[date_type, datetime] = {}
    for match in _IN_SCRIPT.finditer(html):
        date = parse_date(match[1])
        if fits(date, until) and date is not None:
            days.setdefault(date.date(), date)
        if len(days) > 1:
            return None
    return next(iter(days.values()), None)


def agreed_date(values: Iterable[str], until: datetime | None, month_first: bool) -> datetime | None:
    """The one day that all of some declared values name, None if there are several."""
    days = {date.date(): date for value in values if (date := parse_date(value, month_first)) and fits(date, until)}
    return next(iter(days.values())) if len(days) == 1 else None


def only_date(texts: Iterable[str], until: datetime | None, month_first: bool) -> datetime | None:
    """The one full date printed on the page, None if there are several."""
    days = {date.date(): date for date in _dates(texts, month_first) if fits(date, until)}
    return next(iter(days.values())) if len(days) == 1 else None


def _dates(texts: Iterable[str], month_first: bool) -> Iterator[datetime]:
    for text in texts:
        if len(text) < 300 and (date := find_date(text, month_first)):
            yield date


def bound(fetched_at: datetime | None) -> datetime | None:
    """The upper bound for dates: the time of fetching, taken as UTC if it has no zone."""
    if fetched_at is None:
        return None
    return fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
