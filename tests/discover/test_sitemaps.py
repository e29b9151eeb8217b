"""Sitemaps: plain, news, index, gzip, and hostile ones."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from etl.discover.link import Link
from etl.discover.sitemaps import MAX_BYTES, NotASitemap, read_sitemap

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def _urlset(inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS} {NEWS} {IMAGE}>{inner}</urlset>'.encode()


def test_plain_and_gzip() -> None:
    body = _urlset("<url><loc> https://n.example/a </loc><lastmod>2024-05-31T09:00:00+02:00</lastmod></url>")
    wanted = (Link("https://n.example/a", "s", modified_at=datetime(2024, 5, 31, 7, tzinfo=UTC)),)
    assert read_sitemap(body, "s").links == wanted
    assert read_sitemap(gzip.compress(body), "s").links == wanted


def test_news_with_title_and_date_beside_images() -> None:
    body = _urlset(
        "<url><image:image><image:loc>https://n.example/i.png</image:loc><image:title>Photo</image:title></image:image>"
        "<loc>https://n.example/a</loc><news:news><news:publication><news:name>N</news:name></news:publication>"
        "<news:publication_date>2024-05-31</news:publication_date><news:title>Chip pact</news:title></news:news></url>"
    )
    assert read_sitemap(body, "s").links == (
        Link("https://n.example/a", "s", "Chip pact", datetime(2024, 5, 31, tzinfo=UTC)),
    )


def test_index_and_lines_of_text() -> None:
    index = f"<sitemapindex {NS}><sitemap><loc>https://n.example/1.xml</loc><lastmod>2024-05</lastmod></sitemap></sitemapindex>"
    assert read_sitemap(index.encode(), "s").children == (
        ("https://n.example/1.xml", datetime(2024, 5, 1, tzinfo=UTC)),
    )
    assert [link.url for link in read_sitemap(b"https://n.example/a\r\n\r\nhttps://n.example/b\n", "s").links] == [
        "https://n.example/a", "https://n.example/b",
    ]  # fmt: skip


def test_one_broken_off_gives_what_came_before_and_says_so() -> None:
    sitemap = read_sitemap(_urlset("<url><loc>https://n.example/a</loc></url><url><loc>https://n.ex")[:-10], "s")
    assert len(sitemap.links) == 1
    assert sitemap.fault is not None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html><body>Not found</body></html>", b"<rss></rss>", b"<urlset><url>", b"\x1f\x8bbroken", b"\x00" * 100,
        _urlset("<a>" * 100_000), _urlset("<url>" + "<a/>" * 100_000 + "</url>"),
        b'<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
        b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
        b'<?xml version="1.0" encoding="klingon"?><urlset></urlset>',
    ],
)  # fmt: skip
def test_what_is_no_sitemap(body: bytes) -> None:
    with pytest.raises(NotASitemap):
        read_sitemap(body, "s")


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(NotASitemap, match="larger"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * (MAX_BYTES + 1)), "s")


def test_fifty_megabytes_take_little_memory_and_no_more_than_is_asked_for() -> None:
    entry = b"<url><loc>https://n.example/" + b"a" * 900 + b"</loc></url>"
    body = b"<urlset>" + entry * (50_000_000 // len(entry)) + b"</urlset>"
    tracemalloc.start()
    sitemap = read_sitemap(body, "s", most=1_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sitemap.links) == 1_000
    assert peak < 10_000_000
