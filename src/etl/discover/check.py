"""Try one source and tell what it gives: for people who write ``sources.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from etl.discover.discovery import discover
from etl.discover.link import Link
from etl.discover.sources import Source
from etl.extract import Article, SiteRules, extract
from etl.fetch.client import Client
from etl.fetch.links import fetch_links
from etl.fetch.page import RawPage


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What came of trying one source. ``error`` is a sentence, None when all went well.

    ``dated`` counts links whose date the source tells. The ``sample_*`` fields are
    of the first page named, extracted; ``selectors`` tells what keep and drop do to it.
    """

    source_id: str
    name: str | None
    links: int
    dated: int
    newest: datetime | None
    robots: str | None
    sample_url: str | None = None
    sample_outcome: str | None = None
    sample_title: str | None = None
    sample_published_at: datetime | None = None
    sample_words: int | None = None
    sample_beginning: str | None = None
    selectors: str | None = None
    error: str | None = None


def check_source(source: Source, client: Client) -> SourceCheck:
    """Discover the source's links and fetch the first. Never raises for what lies outside."""
    found = discover(source, client)
    dates = [date for link in found.links if (date := link.published_at or link.modified_at)]
    first = found.links[0] if found.links else None
    overview = (
        source.id, source.name, len(found.links), len(dates), max(dates, default=None), _robots(source, first, client),
    )  # fmt: skip
    if first is None:
        error = found.error or f"{source.id}: no links; check include, exclude, since and selector."
        return SourceCheck(*overview, error=error)
    [page] = fetch_links([first], {source.id: source}, {}, client, "check")
    article = _extract(page, source, with_rules=True)
    return SourceCheck(
        *overview,
        sample_url=first.url,
        sample_outcome=page.outcome,
        sample_title=(article.title or first.title) if article else None,
        sample_published_at=article.published_at if article else None,
        sample_words=_words(article) if article else None,
        sample_beginning=article.text[:200] if article else None,
        selectors=_effect(page, source, article),
        error=found.error or page.error or _nothing_kept(article),
    )


def _robots(source: Source, first: Link | None, client: Client) -> str | None:
    """What robots.txt says of the first page, or else of the source's own address."""
    url = first.url if first is not None else source.url
    if url is None or not url.startswith(("http://", "https://")):
        return None
    allow_private = source.allow_private_hosts or client.settings.allow_private
    barred = client.robots.check(url, allow_private, source.pace)
    if barred:
        return f"{barred[0]}: {barred[1]}"
    delay = client.robots.delay(url, allow_private)
    asks = f", asks for {delay:g} s between requests" if delay else ""
    return f"{urlsplit(url).hostname} allows it{asks}"


def _extract(page: RawPage, source: Source, with_rules: bool) -> Article | None:
    if page.body is None:
        return None
    rules = SiteRules(source.keep, source.drop) if with_rules and (source.keep or source.drop) else None
    fetched_at = page.received_at or page.attempted_at
    return extract(page.body, url=page.final_url, fetched_at=fetched_at, content_type=page.content_type, rules=rules)


def _effect(page: RawPage, source: Source, article: Article | None) -> str | None:
    """How many words are kept with the source's keep and drop, against without them."""
    without = _extract(page, source, with_rules=False)
    if article is None or without is None or not (source.keep or source.drop):
        return None
    return f"{_words(without)} words without keep and drop, {_words(article)} with them"


def _words(article: Article) -> int:
    return len(article.text.split())


def _nothing_kept(article: Article | None) -> str | None:
    if article is None or article.empty_reason is None:
        return None
    return f"Nothing of the page was kept ({article.empty_reason}); is it an article?"
