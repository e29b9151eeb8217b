"""One source goes in, the links it names come out, filtered and each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from etl.discover.feeds import NotAFeed, feed_links
from etl.discover.folders import NotReadable, folder_links, read_url_file, url_links, warc_links
from etl.discover.link import Link
from etl.discover.listings import listing_links
from etl.discover.sitemaps import MAX_BYTES, NotASitemap, read_sitemap
from etl.discover.sources import Source
from etl.extract.urls import page_key
from etl.fetch.answer import Answer
from etl.fetch.outcomes import sentence
from etl.fetch.urls import clean_url, without_tracking

if TYPE_CHECKING:
    from etl.fetch.client import Client

# A page may go; the address of a source must not.
_ADVICE = dict.fromkeys(("not_found", "gone"), "Look up the source's present address and write it in sources.toml.")

# An index may name many sitemaps, of which a news site's newest hold what is wanted.
MAX_SITEMAPS = 50


@dataclass(frozen=True, slots=True)
class Discovery:
    """What one source named. ``error`` is a sentence; there may be links beside it."""

    source_id: str
    links: tuple[Link, ...]
    error: str | None = None


class _Failed(Exception):
    """The source could not be had; the text is the sentence to show."""


def discover(source: Source, client: Client, since: date | None = None) -> Discovery:
    """Return the links of a source: http(s) or local, within its patterns and ``since``, at most ``max_pages``.

    ``since`` replaces the source's own. A link whose date is not known is kept.
    Never raises for what lies outside; what went wrong stands in ``error``.
    """
    found: list[Link] = []
    try:
        for link in _wanted(_links(source, client, since or source.since), source, since or source.since):
            found.append(link)
            if len(found) >= source.max_pages:
                break
    except (NotAFeed, NotASitemap) as error:
        return Discovery(source.id, tuple(found), f"{source.url} cannot be read as a {source.type}: {error}.")
    except (_Failed, NotReadable) as error:
        return Discovery(source.id, tuple(found), str(error))
    return Discovery(source.id, tuple(found))


def _wanted(links: Iterable[Link], source: Source, since: date | None) -> Iterator[Link]:
    seen: set[tuple[str, str | None, int | None]] = set()
    for link in links:
        url = _address(link)
        if url is None:
            continue
        page = (page_key(url), link.path, link.offset)
        dated = link.published_at or (link.modified_at if link.path is None else None)
        if page in seen or not source.takes(url) or _before(dated, since):
            continue
        seen.add(page)
        yield replace(link, url=url, published_at=_past(link.published_at), modified_at=_past(link.modified_at))


def _address(link: Link) -> str | None:
    """The link's URL as it is to be asked for; None if it cannot be."""
    if link.path is not None:
        return link.url
    clean = clean_url(link.url)
    return without_tracking(clean) if clean else None


def _before(time: datetime | None, since: date | None) -> bool:
    return time is not None and since is not None and time.date() < since


def _past(time: datetime | None) -> datetime | None:
    """A time that has come; a source that names a future one knows nothing."""
    return time if time is None or time <= datetime.now(UTC) else None


def _links(source: Source, client: Client, since: date | None) -> Iterable[Link]:
    """All links of a source. Its type says which of url and path is set: ``Source`` has checked that."""
    url, path = source.url or "", source.path or Path()
    match source.type:
        case "folder":
            return folder_links(path, source.id)
        case "warc":
            return warc_links(path, source.id)
        case "urls":
            return url_links(source.urls or read_url_file(path), source.id)
        case "sitemap":
            return _sitemap_links(source, client, since)
        case "listing":
            answer = _get(url, source, client)
            return listing_links(answer.body or b"", answer.final_url, source.selector or "a", source.id)
        case "feed":
            answer = _get(url, source, client)
            return feed_links(answer.body or b"", answer.final_url, source.id, answer.content_type)


def _sitemap_links(source: Source, client: Client, since: date | None) -> Iterator[Link]:
    """The links of a sitemap and of those it leads to, newest sitemap first, each asked for once."""
    waiting: list[tuple[str, datetime | None]] = [(source.url or "", None)]
    asked: set[str] = set()
    faults: list[str] = []
    while waiting and len(asked) < MAX_SITEMAPS:
        url, _ = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            sitemap = read_sitemap(_get(url, source, client, MAX_BYTES).body or b"", source.id)
        except NotASitemap as error:
            faults.append(f"{url} cannot be read as a sitemap: {error}.")
            continue
        except _Failed as error:
            faults.append(str(error))
            continue
        if sitemap.fault:
            faults.append(f"{url} could not be read to its end: {sitemap.fault}.")
        # Newest first, undated last: `max_pages` must not spend itself on what is long known.
        yield from sorted(sitemap.links, key=_date, reverse=True)
        children = [child for child in sitemap.children if not _before(child[1], since)]
        waiting += sorted(children, key=lambda child: child[1] or datetime.max.replace(tzinfo=UTC), reverse=True)
    if faults:
        raise _Failed(" ".join(faults[:3]))


def _date(link: Link) -> datetime:
    return link.published_at or link.modified_at or datetime.min.replace(tzinfo=UTC)


def _get(url: str, source: Source, client: Client, max_bytes: int | None = None) -> Answer:
    answer = client.get(
        url, pace=source.pace, allow_private=source.allow_private_hosts, headers=source.headers, max_bytes=max_bytes
    )
    if answer.outcome != "ok":
        raise _Failed(f"{url}: {sentence(answer.outcome, answer.detail, _ADVICE.get(answer.outcome))}")
    return answer
