"""Many links of many hosts: one page for each, no host asked too fast, nothing asked for twice."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from etl.discover import Source
from etl.discover.link import Link
from etl.fetch import (
    Client,
    ClientSettings,
    RawPage,
    UrlHistory,
    due_links,
    fetch_links,
    fetch_to_raw,
    raw_files,
    read_raw,
)
from tests.fetch.misbehaviours import HTML, hang
from tests.fetch.site_server import Request, Site, ok, status

NOW = datetime.now(UTC)
QUICK = ClientSettings(
    connect_timeout=1, read_timeout=1, total_timeout=1, tries=1, workers=4, trusted_addresses=frozenset({"127.0.0.1"})
)


def _names(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def _source(pace: float = 0.0) -> dict[str, Source]:
    return {"s": Source(id="s", type="urls", urls=("https://n.example/",), pace=pace)}


def _page(number: int) -> bytes:
    return HTML.replace(b"chips", b"chips %d" % number)


def test_hosts_go_side_by_side_and_each_at_its_pace() -> None:
    with Site({f"/{number}": _page(number) for number in range(5)}) as site:
        links = [Link(site.url(f"/{number}", f"h{host}.example"), "s") for host in range(10) for number in range(5)]
        pages = list(fetch_links(links, _source(0.1), {}, Client(QUICK, _names), "r"))
        by_host: dict[str, list[Request]] = {}
        for request in site.log:
            by_host.setdefault(request.headers["host"], []).append(request)
    assert sorted(page.link.url for page in pages) == sorted(link.url for link in links)
    assert {page.outcome for page in pages} == {"ok"}
    for requests in by_host.values():
        assert all(after.at - before.at >= 0.1 for before, after in pairwise(requests))
    # Ten hosts with five pauses each: one after the other would take five seconds, side by side some tenths.
    whole = max(request.at for request in site.log) - min(request.at for request in site.log)
    assert whole < 3.0


def test_a_host_that_hangs_does_not_hold_up_the_others() -> None:
    pages = {"/good": ok(HTML), "/robots.txt": status(404), "/bad": hang()}
    with Site(pages) as site:
        links = [Link(site.url("/bad", "slow.example"), "s") for _ in range(3)]
        links += [Link(site.url("/good", f"h{host}.example"), "s") for host in range(20)]
        finished = [page.link.url for page in fetch_links(links, _source(), {}, Client(QUICK, _names), "r")]
    assert len(finished) == 23
    assert all("slow" in url for url in finished[-2:])


def test_a_second_refresh_asks_for_due_pages_only_and_with_conditions() -> None:
    def page(connection: socket.socket, request: Request) -> None:
        same = request.headers.get("if-none-match") == f'"{request.path}"'
        (status(304) if same else ok(_page(len(request.path)), ETag=f'"{request.path}"'))(connection, request)

    with Site({f"/{age}": page for age in range(20)}) as site:
        # One article for each age in days; those of fourteen days and less are looked at again.
        links = [Link(site.url(f"/{age}"), "s", published_at=NOW - timedelta(days=age)) for age in range(20)]
        client = Client(QUICK)
        first = {page.link.url: page for page in fetch_links(due_links(links, {}, NOW), _source(), {}, client, "r1")}
        history = {url: _history(page) for url, page in first.items()}
        site.log.clear()
        assert due_links(links, history, NOW + timedelta(hours=1)) == []
        due = due_links(links, history, NOW + timedelta(hours=13))
        second = list(fetch_links(due, _source(), history, client, "r2"))
        asked = Counter(request.path for request in site.log)
    assert asked == Counter(f"/{age}" for age in range(14))
    assert all("if-none-match" in request.headers for request in site.log)
    assert {page.outcome for page in second} == {"unchanged"}
    assert all(page.content_hash == first[page.link.url].content_hash for page in second)


def _history(page: RawPage) -> UrlHistory:
    return UrlHistory(
        page.link.url, page.etag, page.last_modified, page.content_hash, page.attempted_at, page.attempted_at, "ok"
    )


def test_unchanged_content_is_known_by_its_hash_and_changed_content_is_a_new_version() -> None:
    with Site({"/a": HTML}) as site:
        link, client = Link(site.url("/a"), "s"), Client(QUICK)
        [first] = fetch_links([link], _source(), {}, client, "r1")
        history = {link.url: _history(first)}
        [second] = fetch_links([link], _source(), history, client, "r2")
        site.pages["/a"] = HTML + b"<p>Correction.</p>"
        [third] = fetch_links([link], _source(), history, client, "r3")
    assert (second.outcome, second.body, second.http_status) == ("unchanged", None, 200)
    assert (third.outcome, third.body) == ("ok", HTML + b"<p>Correction.</p>")
    assert len({first.attempt_id, second.attempt_id, third.attempt_id}) == 3


def test_raw_files_appear_while_fetching_goes_on(tmp_path: Path) -> None:
    with Site({f"/{number}": _page(number) for number in range(25)}) as site:
        links = [Link(site.url(f"/{number}"), "s") for number in range(25)]
        seen: list[RawPage] = []
        paths = fetch_to_raw(links, _source(), {}, Client(QUICK), "r", tmp_path, seen.append, pages_per_file=10)
        files = [(path, len(list(read_raw(path)))) for path in paths]
    assert [path for path, _ in files] == raw_files(tmp_path)
    assert [size for _, size in files] == [10, 10, 5]
    assert len(seen) == 25
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_reader_that_stops_early_leaves_no_thread_behind() -> None:
    before = set(threading.enumerate())
    with Site({f"/{number}": _page(number) for number in range(50)}) as site:
        links = [Link(site.url(f"/{number}", f"h{number % 5}.example"), "s") for number in range(50)]
        pages = fetch_links(links, _source(0.01), {}, Client(QUICK, _names), "r")
        next(pages)
        pages.close()  # type: ignore[attr-defined]
        assert not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("fetch-")]
        assert len(site.log) < 50


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(fetch_links([], {}, {}, Client(QUICK), "r")) == []
