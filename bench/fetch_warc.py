"""How fast a WARC of 5,000 responses of 60 KB becomes pages, and raw Parquet.

uv run python bench/fetch_warc.py
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from etl.discover import Link, Source, discover
from etl.fetch import Client, ClientSettings, fetch_links, fetch_to_raw


def write_warc(path: Path, records: int) -> None:
    """A file like those of Common Crawl: one gzip member a record, requests between the responses."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioulnrst", k=chance.randint(2, 11))) for _ in range(20_000)]
    # As often as in a language: the second word half as often as the first, and so on (Zipf).
    text = " ".join(chance.choices(words, [1 / rank for rank in range(1, 20_001)], k=600_000)).encode()
    with path.open("wb") as file:
        for number in range(records):
            start = chance.randrange(len(text) - 60_000)
            body = b"<!doctype html><html><body><p>" + text[start : start + 60_000] + b"</p></body></html>"
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            url = f"https://news{number % 64}.example/2024/{number}.html"
            file.write(gzip.compress(_record("request", url, b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"), 6))
            file.write(gzip.compress(_record("response", url, http), 6))


def _record(kind: str, url: str, http: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-31T07:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _timed(name: str, records: int, work: Iterator[object]) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    done = sum(1 for _ in work)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:28}{done:7}{seconds:8.2f} s{cpu:8.2f} s cpu{records / seconds:9.0f} records/s{peak:7.0f} MB")


def main() -> None:
    """Write the file and read it in three ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=5_000)
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_warc(folder / "news.warc.gz", records)
        source = Source(id="archive", type="warc", path=folder, max_pages=records)
        client = Client(ClientSettings())
        links: list[Link] = []

        def found() -> Iterator[Link]:
            links.extend(discover(source, client).links)
            yield from links

        _timed("links (discover)", records, found())
        _timed("pages (fetch_links)", records, fetch_links(links, {}, {}, client, "bench"))
        _timed("raw files (fetch_to_raw)", records, fetch_to_raw(links, {}, {}, client, "bench", folder / "raw"))


if __name__ == "__main__":
    main()
