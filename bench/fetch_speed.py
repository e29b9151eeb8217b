"""Pages per second, memory and politeness of fetching, beside Scrapy with the same limits.

    uv run --group bench python bench/fetch_speed.py

64 hosts with 79 pages of 60 KB each (5,056 pages) on loopback, one connection a
host, robots.txt obeyed, ``--pace`` seconds between requests to a host. Ours does
all it does in a run (checks, hashes, spool, raw Parquet); Scrapy only counts bytes.
The server's log tells whether a limit was exceeded. A pace of 0 cannot be compared:
Scrapy 2.19 then sends all requests for a host at once, whatever its limit says.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
PORT = 8990


@dataclass(frozen=True, slots=True)
class Result:
    """One run.

    ``seconds`` is wall time and ``cpu`` processor time from start to end of the process,
    ``peak_mb`` its largest resident size, ``gap`` the shortest time in seconds between two
    requests to one host, ``at_once`` the most that one host had to answer at one time.
    """

    name: str
    pages: int
    seconds: float
    cpu: float
    peak_mb: float
    gap: float
    at_once: int


def urls(hosts: int, pages: int) -> list[str]:
    """All pages, host by host as sources give them."""
    return [f"http://127.1.0.{host + 1}:{PORT}/news/{page}.html" for host in range(hosts) for page in range(pages)]


def run_ours(wanted: list[str], pace: float) -> int:
    """Fetch into raw files in a temporary folder."""
    from etl.discover import Link, Source
    from etl.fetch import Client, ClientSettings, fetch_to_raw

    source = Source(id="bench", type="urls", urls=("http://127.1.0.1/",), pace=pace, allow_private_hosts=True)
    pages = 0

    def count(page: object) -> None:
        nonlocal pages
        pages += page.outcome == "ok"  # type: ignore[attr-defined]

    with tempfile.TemporaryDirectory() as folder:
        links = [Link(url, "bench") for url in wanted]
        client = Client(ClientSettings(workers=64))
        for _ in fetch_to_raw(links, {"bench": source}, {}, client, "bench", Path(folder), count):
            pass
    return pages


def run_scrapy(wanted: list[str], pace: float) -> int:
    """Crawl the same URLs with Scrapy's own defaults but for the limits."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    counted = {"pages": 0, "bytes": 0}

    class Pages(scrapy.Spider):
        name = "pages"

        async def start(self):  # type: ignore[no-untyped-def]
            for url in wanted:
                yield scrapy.Request(url)

        def parse(self, response):  # type: ignore[no-untyped-def]
            counted["pages"] += 1
            counted["bytes"] += len(response.body)

    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": pace,
            "RANDOMIZE_DOWNLOAD_DELAY": False, "ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False, "USER_AGENT": "Pactwatch-bench/0.1",
        }
    )  # fmt: skip
    process.crawl(Pages)
    process.start()
    return counted["pages"]


RUNNERS = {"ours": run_ours, "scrapy": run_scrapy}


def measure(name: str, options: argparse.Namespace) -> Result:
    """Run one of them in a process of its own against a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        shape = ["--hosts", str(options.hosts), "--pages", str(options.pages)]
        web = [sys.executable, str(HERE / "fetch_web.py"), *shape, "--port", str(PORT), "--log", str(log)]
        server = subprocess.Popen(web, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        server.stdout.readline()
        command = [sys.executable, __file__, *shape, "--pace", str(options.pace), "--run", name]
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        pages = int(child.stdout.read().split()[-1])
        usage = os.wait4(child.pid, 0)[2]
        seconds = time.perf_counter() - started
        server.communicate("\n")
        gap, at_once = politeness(json.loads(log.read_text()))
    return Result(name, pages, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, gap, at_once)


def politeness(log: list[tuple[str, str, float, float]]) -> tuple[float, int]:
    """The shortest gap between two requests to one host, robots.txt included; the most it had to answer at one time."""
    by_host: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for host, _, asked, answered in log:
        by_host[host].append((asked, answered))
    gap, at_once = float("inf"), 0
    for times in by_host.values():
        times.sort()
        gap = min([gap, *(after[0] - before[0] for before, after in pairwise(times))])
        at_once = max([at_once, *(sum(a <= asked < b for a, b in times) for asked, _ in times)])
    return gap, at_once


def main() -> None:
    """Measure both, in turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=64)
    parser.add_argument("--pages", type=int, default=79, help="of each host")
    parser.add_argument("--pace", type=float, default=0.02, help="seconds between requests to one host")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--run", choices=RUNNERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(RUNNERS[options.run](urls(options.hosts, options.pages), options.pace))
        return
    print(f"{'':8}{'pages':>8}{'seconds':>9}{'pages/s':>9}{'cpu s':>8}{'peak MB':>9}{'gap ms':>8}{'at once':>9}")
    for _ in range(options.rounds):
        for name in RUNNERS:
            result = measure(name, options)
            print(
                f"{name:8}{result.pages:8}{result.seconds:9.1f}{result.pages / result.seconds:9.0f}{result.cpu:8.1f}"
                f"{result.peak_mb:9.0f}{result.gap * 1000:8.1f}{result.at_once:9}"
            )


if __name__ == "__main__":
    main()
