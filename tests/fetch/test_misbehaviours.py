"""Every misbehaviour gets its outcome, in bounded time and memory, over real sockets."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from etl.discover import Source
from etl.discover.link import Link
from etl.fetch import OUTCOMES, Client, ClientSettings, RawPage, fetch_links
from tests.fetch.misbehaviours import CAP, MISBEHAVIOURS, STATUSES, served
from tests.fetch.site_server import Site

# 127.0.0.2 stands for the open internet, so that 127.0.0.1 can be what must not be reached.
SETTINGS = ClientSettings(
    connect_timeout=0.5, read_timeout=0.5, total_timeout=1.0, max_bytes=CAP, max_wire_bytes=CAP, tries=2,
    backoff=0.01, max_retry_after=0.1, trusted_addresses=frozenset({"127.0.0.2"}),
)  # fmt: skip
SOURCE = Source(id="s", type="urls", urls=("https://example.org/",), pace=0)
# Long past every limit above: a fetch that is not over by then hangs.
HANGS = 20.0


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(served(), address="127.0.0.2") as site:
        yield site


def _fetch(url: str) -> RawPage:
    """One link through a client of its own: what one misbehaviour teaches of the host must not touch the next."""
    with ThreadPoolExecutor(1) as pool:
        pages = pool.submit(lambda: list(fetch_links([Link(url, "s")], {"s": SOURCE}, {}, Client(SETTINGS), "r")))
        [page] = pages.result(HANGS)
    return page


def test_there_are_enough_of_them() -> None:
    assert len(MISBEHAVIOURS) >= 40
    assert len(STATUSES) >= 30


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_misbehaviour(site: Site, name: str) -> None:
    page = _fetch(site.url(f"/{quote(name)}"))
    assert page.outcome == MISBEHAVIOURS[name][1], page.error
    assert page.outcome in OUTCOMES
    assert (page.error is None) == (page.outcome in ("ok", "unchanged"))
    assert (page.body is not None) == (page.outcome == "ok")


@pytest.mark.parametrize("code", STATUSES)
def test_status(site: Site, code: int) -> None:
    page = _fetch(site.url(f"/status/{code}"))
    assert (page.outcome, page.http_status) == (STATUSES[code], code)


@pytest.mark.parametrize("name", ["gzip bomb", "gzip bomb in gzip", "deflate bomb", "endless body", "endless headers"])
def test_memory_stays_bounded(site: Site, name: str) -> None:
    _fetch(site.url(f"/{quote(name)}"))
    tracemalloc.start()
    _fetch(site.url(f"/{quote(name)}"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * CAP
