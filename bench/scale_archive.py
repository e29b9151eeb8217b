"""An archive of any size to measure with: news pages of the sample web's outlets, as WARC files and as raw Parquet.

    python bench/scale_archive.py FOLDER [--pages 2000]

Each page is one article of ``samples/articles`` made longer with paragraphs of
others, in one of the outlets' templates, with as much script, style and menu
around it as news sites carry: 10 to 200 KB, 60 KB in the middle. Page number n
is always the same page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.discover.link import Link
from etl.fetch import PAGES_A_FILE, RawPage, write_raw
from etl.samples.article import SampleArticle
from etl.samples.pages import Web

WORDS = 500
MEDIAN_BYTES, SPREAD = 60_000, 0.6  # of a log-normal size
PAGES_A_WARC = 10_000


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page as an archive took it."""

    url: str
    html: bytes
    taken: datetime


class Archive:
    """Pages by number."""

    def __init__(self) -> None:
        self._web = Web()
        self._articles = [article for article in self._web.articles if article.head.page == "news"]
        self._paragraphs = [part for article in self._articles for part in article.parts if part.kind == "p"]
        outlets = self._web.outlets.values()
        self._outlets = [outlet for outlet in outlets if outlet.content_type == "text/html"]

    def page(self, number: int) -> ArchivedPage:
        """Page ``number``, the same each time."""
        chance = random.Random(number)
        outlet = chance.choice(self._outlets)
        article = self._article(number, chance, outlet.id)
        others = chance.sample(self._articles, 8)
        html = self._web._jinja.get_template(outlet.template).render(
            outlet=outlet, article=article, head=article.head, published=article.published, own=others[:5],
            elsewhere=others[5:],
        )  # fmt: skip
        wanted = min(200_000, max(10_000, int(chance.lognormvariate(0, SPREAD) * MEDIAN_BYTES)))
        html = html.replace("</head>", _scripts(chance, wanted - len(html)) + "</head>", 1)
        taken = (article.published + timedelta(hours=chance.randint(1, 400))).astimezone(UTC)
        return ArchivedPage(outlet.url(article), html.encode(outlet.charset, "xmlcharrefreplace"), taken)

    def _article(self, number: int, chance: random.Random, outlet: str) -> SampleArticle:
        base = chance.choice(self._articles)
        parts = list(base.parts)
        words = sum(len(item.split()) for part in parts for item in part.items)
        while words < WORDS:
            part = chance.choice(self._paragraphs)
            parts.append(part)
            words += len(part.items[0].split())
        published = base.published + timedelta(days=chance.randint(-200, 200))
        slug = f"{base.head.slug}-{number}"
        return SampleArticle(
            base.head.model_copy(update={"slug": slug, "published": published, "outlet": outlet}), tuple(parts)
        )


def _scripts(chance: random.Random, size: int) -> str:
    """About ``size`` characters of settings and styles, which is what most of a news page is."""
    pieces: list[str] = []
    while size > 0:
        if chance.random() < 0.7:
            settings = {f"k{chance.getrandbits(32):x}": f"{chance.getrandbits(128):x}" for _ in range(40)}
            piece = f"<script>window.__s.push({json.dumps(settings)})</script>"
        else:
            rules = " ".join(f".c{chance.getrandbits(32):x}{{margin:{chance.randint(0, 40)}px}}" for _ in range(60))
            piece = f"<style>{rules}</style>"
        pieces.append(piece)
        size -= len(piece)
    return "".join(pieces)


def write_warcs(folder: Path, pages: int, first: int = 0) -> None:
    """Write WARC files of 10,000 pages like those of crawlers: one gzip member a record."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive()
    for begin in range(first, first + pages, PAGES_A_WARC):
        with (folder / f"news-{begin // PAGES_A_WARC:05d}.warc.gz").open("wb") as file:
            for number in range(begin, min(begin + PAGES_A_WARC, first + pages)):
                file.write(gzip.compress(_record(archive.page(number)), 6, mtime=0))


def _record(page: ArchivedPage) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page.html) + page.html
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: {page.taken:%Y-%m-%dT%H:%M:%SZ}"
        f"\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def raw_pages(pages: range) -> Iterator[RawPage]:
    """The same pages as fetching hands them on."""
    archive = Archive()
    for number in pages:
        page = archive.page(number)
        link = Link(page.url, "archive", path="news.warc.gz", offset=number)
        base = RawPage(f"a{number}", "bench", link, datetime(2026, 1, 1, tzinfo=UTC), "ok", page.url)
        yield replace(base, http_status=200, bytes=len(page.html), content_type="text/html", content_hash=f"{number}",
                      body=page.html, received_at=page.taken)  # fmt: skip


def write_raw_files(folder: Path, pages: int, size: int = PAGES_A_FILE) -> list[str]:
    """Write raw Parquet of ``size`` pages a file and return the files' names."""
    paths = []
    for begin in range(0, pages, size):
        numbers = range(begin, min(begin + size, pages))
        paths.append(write_raw(raw_pages(numbers), folder, f"bench-{begin // size:05d}"))
    return [path.name for path in paths if path]


def main() -> None:
    """Write both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    options = parser.parse_args()
    write_warcs(options.folder / "warc", options.pages)
    write_raw_files(options.folder / "raw", options.pages)


if __name__ == "__main__":
    main()
