"""What is known of each URL from earlier runs, and which are due to be asked for now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from etl.discover.link import Link
from etl.discover.sources import Revisit, Source
from etl.discover.times import as_utc
from etl.extract.urls import page_key

# Wait after the first failure; doubled with each further one, up to the longest.
FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=30)
# Outcomes that will not change by asking again soon.
LASTING = frozenset({"forbidden", "robots", "not_html", "too_large", "bad_url", "client_error", "bad_redirect"})
LASTING_WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class UrlHistory:
    """All earlier attempts at one URL, summed up. Times are UTC, with or without a zone.

    ``etag``, ``last_modified`` and ``content_hash`` belong to the newest version
    received; ``first_ok_at`` is None as long as none was.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    first_ok_at: datetime | None = None
    last_attempted_at: datetime | None = None
    last_outcome: str | None = None
    failures_in_a_row: int = 0
    unchanged_in_a_row: int = 0


def due_links(
    links: Iterable[Link],
    history: Mapping[str, UrlHistory],
    now: datetime,
    sources: Mapping[str, Source] | None = None,
) -> list[Link]:
    """Return the links to ask for now, each page once, in the order given.

    Links that lead to one page are one link, with what each of them knows: ``url``
    and ``source_id`` are the first one's.

    Never asked for: due. Failed: due again after a wait that doubles. Received: due
    again while the article is young, at ever longer steps as long as nothing
    changes, and whenever its source says that it changed since. ``sources`` gives
    each source's revisit settings; without it the usual ones hold.
    """
    pages: dict[tuple[str, str | None, int | None], Link] = {}
    for link in links:
        page = (page_key(link.url), link.path, link.offset)
        pages[page] = _united(pages[page], link) if page in pages else link
    return [link for link in pages.values() if is_due(link, history.get(link.url), now, _revisit(link, sources))]


def _united(first: Link, second: Link) -> Link:
    return replace(
        first,
        title=first.title or second.title,
        published_at=first.published_at or second.published_at,
        modified_at=first.modified_at or second.modified_at,
    )


def _revisit(link: Link, sources: Mapping[str, Source] | None) -> Revisit:
    source = sources.get(link.source_id) if sources else None
    return source.revisit if source else Revisit()


def is_due(link: Link, past: UrlHistory | None, now: datetime, revisit: Revisit) -> bool:
    """Whether one link is to be asked for at ``now``."""
    if past is None or past.last_attempted_at is None:
        return True
    last = as_utc(past.last_attempted_at)
    if link.path is not None:
        return link.modified_at is None or link.modified_at > last
    if past.last_outcome == "gone":
        return False
    if past.failures_in_a_row:
        return now >= last + _failure_wait(past)
    step = timedelta(hours=revisit.hours) * 2 ** min(past.unchanged_in_a_row, 16)
    if link.modified_at is not None and last < link.modified_at <= now:
        # A source that calls every page changed on every run is believed ever less.
        return past.unchanged_in_a_row == 0 or now >= last + step
    born = link.published_at or past.first_ok_at or now
    return now - as_utc(born) <= timedelta(days=revisit.days) and now >= last + step


def _failure_wait(past: UrlHistory) -> timedelta:
    wait: timedelta = FIRST_WAIT * 2 ** min(past.failures_in_a_row - 1, 16)
    if past.last_outcome in LASTING:
        wait = max(wait, LASTING_WAIT)
    return min(wait, LONGEST_WAIT)
