"""Links go in, pages come out: exactly one ``RawPage`` for each link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from etl.discover.link import Link
from etl.discover.sources import Source
from etl.fetch.answer import Answer
from etl.fetch.client import Client
from etl.fetch.history import UrlHistory
from etl.fetch.local import local_answers
from etl.fetch.outcomes import sentence
from etl.fetch.page import RawPage
from etl.fetch.schedule import HostQueues, in_threads
from etl.fetch.sniff import is_page
from etl.fetch.spool import Spools
from etl.fetch.urls import host_of

# Pages of a raw file: some ten megabytes, a few seconds of work to do again after a kill.
PAGES_A_FILE = 200


def fetch_links(
    links: Iterable[Link],
    sources: Mapping[str, Source],
    history: Mapping[str, UrlHistory],
    client: Client,
    run_id: str,
    on_page: Callable[[RawPage], None] | None = None,
    keep: Callable[[RawPage], None] | None = None,
) -> Iterator[RawPage]:
    """Yield each link's attempt as it finishes, local pages first. Never raises for what lies outside.

    Hosts are asked side by side, each for one page at a time. A link whose URL was
    received before is asked with its ETag and Last-Modified. ``on_page`` is called
    in the caller's thread before each yield, ``keep`` in the receiving thread at once.
    """
    for page in _pages(list(links), sources, history, client, run_id, keep or (lambda page: None)):
        if on_page is not None:
            on_page(page)
        yield page


def fetch_to_raw(
    links: Iterable[Link],
    sources: Mapping[str, Source],
    history: Mapping[str, UrlHistory],
    client: Client,
    run_id: str,
    raw_dir: Path,
    on_page: Callable[[RawPage], None] | None = None,
    pages_per_file: int = PAGES_A_FILE,
    spool_dir: Path | None = None,
) -> Iterator[Path]:
    """Fetch like ``fetch_links`` and yield the path of each whole raw file as soon as it is written.

    Every page is on disk from the moment it was received: a killed run loses none,
    if the next one begins with ``seal_leftovers``. Fetching goes on while the caller
    is busy with a file.
    """
    spools = Spools(raw_dir, run_id, pages_per_file, spool_dir)
    for _ in fetch_links(links, sources, history, client, run_id, on_page, spools.keep):
        yield from spools.sealed()
    yield from spools.sealed(to_the_end=True)


def local_pages(
    links: Iterable[Link], history: Mapping[str, UrlHistory], max_bytes: int, run_id: str
) -> Iterator[RawPage]:
    """Yield the attempt at each link that leads to a file of this machine. Never raises for what lies outside."""
    for link, answer, received_at in local_answers(links, max_bytes):
        yield _page(link, answer, history.get(link.url), run_id, datetime.now(UTC), received_at)


def _pages(
    links: list[Link],
    sources: Mapping[str, Source],
    history: Mapping[str, UrlHistory],
    client: Client,
    run_id: str,
    keep: Callable[[RawPage], None],
) -> Iterator[RawPage]:
    here = [link for link in links if link.path is not None]
    for page in local_pages(here, history, client.settings.max_bytes, run_id):
        keep(page)
        yield page

    def ask(link: Link) -> RawPage:
        past = history.get(link.url)
        source = sources.get(link.source_id)
        began = datetime.now(UTC)
        answer = client.get(
            link.url,
            pace=source.pace if source else 1.0,
            allow_private=source.allow_private_hosts if source else False,
            headers=_conditions(past) | (source.headers if source else {}),
        )
        page = _page(link, answer, past, run_id, began)
        keep(page)
        return page

    away = [(host_of(link.url), link) for link in links if link.path is None]
    workers = min(client.settings.workers, len({host for host, _ in away}))
    yield from in_threads(HostQueues(away, client.hosts.ready_at), ask, workers)


def _conditions(past: UrlHistory | None) -> dict[str, str]:
    """The headers by which the server can say that nothing changed."""
    if past is None or past.content_hash is None:
        return {}
    conditions = {"If-None-Match": past.etag, "If-Modified-Since": past.last_modified}
    # What a server once sent is sent back only if it is plain text.
    return {name: value for name, value in conditions.items() if value and value.isascii() and value.isprintable()}


def _page(
    link: Link,
    answer: Answer,
    past: UrlHistory | None,
    run_id: str,
    attempted_at: datetime,
    received_at: datetime | None = None,
) -> RawPage:
    outcome, body, digest = answer.outcome, answer.body, None
    etag, last_modified = answer.etag, answer.last_modified
    if outcome == "ok" and body is not None and not is_page(body, answer.content_type):
        outcome = "not_html"
    if outcome == "ok" and body is not None:
        digest = hashlib.sha256(body).hexdigest()
        if past is not None and past.content_hash == digest:
            outcome = "unchanged"
    if outcome == "unchanged" and past is None:
        outcome = "protocol"
    if outcome == "unchanged" and past is not None:
        digest = past.content_hash
        etag, last_modified = etag or past.etag, last_modified or past.last_modified
    kind = answer.content_type if outcome == "not_html" else None
    return RawPage(
        attempt_id=_attempt_id(run_id, link),
        run_id=run_id,
        link=link,
        attempted_at=attempted_at,
        outcome=outcome,
        final_url=answer.final_url,
        http_status=answer.http_status,
        bytes=answer.wire_bytes,
        error=sentence(outcome, answer.detail or kind),
        content_type=answer.content_type,
        etag=etag,
        last_modified=last_modified,
        content_hash=digest,
        body=body if outcome == "ok" else None,
        received_at=received_at,
    )


def _attempt_id(run_id: str, link: Link) -> str:
    """The same for the same link in the same run, so that an attempt loaded twice is one row."""
    key = "\n".join((run_id, link.source_id, link.url, link.path or "", str(link.offset or 0)))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
