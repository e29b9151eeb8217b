"""Any bytes at all: what reads sources and pages gives links or says what is wrong, and raises nothing else."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.discover.feeds import NotAFeed, feed_links
from etl.discover.listings import listing_links
from etl.discover.sitemaps import NotASitemap, read_sitemap
from etl.discover.times import utc
from etl.fetch.sniff import is_page
from etl.fetch.urls import clean_url, joined, without_tracking

URL = "https://n.example/feed"
# Noise, and noise between the words that lead deeper into the readers.
PARTS = st.sampled_from(
    [
        b"<", b">", b"/", b"&", b"'", b'"', b"<!", b"]]>", b"<?xml version='1.0'",
        b" encoding='utf-16'", b"?>", b"<rss>",
        b"<channel>", b"<item>", b"</item>", b"<link>", b"</link>", b"<pubDate>", b"<feed", b"<entry>", b"<urlset>",
        b"<url>", b"<loc>", b"</loc>", b"</url>", b"<sitemapindex>", b"<!DOCTYPE a [", b"<![CDATA[", b"&#0;",
        b"&#x110000;",
        b"http://[", b"https://n.example/a", b"2024-05-31", b'{"items": [', b'{"url": "', b"}", b"\\ud800", b"\xff\xfe",
        b"\xef\xbb\xbf", b"\x1f\x8b\x08", b"\x00", b"<base href='", b"<a href='", b"%PDF", b"\xed\xa0\x80",
    ]
)  # fmt: skip
BYTES = st.lists(st.one_of(PARTS, st.binary(max_size=6)), max_size=40).map(b"".join)
quick = settings(max_examples=100, deadline=None)


@quick
@given(BYTES, st.one_of(st.none(), st.text(max_size=30)))
def test_feeds(body: bytes, content_type: str | None) -> None:
    with suppress(NotAFeed):
        for link in feed_links(body, URL, "s", content_type):
            assert isinstance(link.url, str)


@quick
@given(BYTES)
def test_sitemaps(body: bytes) -> None:
    with suppress(NotASitemap):
        read_sitemap(body, "s")


@quick
@given(BYTES)
def test_listings(body: bytes) -> None:
    assert isinstance(listing_links(body, URL, "a", "s"), list)


@quick
@given(BYTES, st.one_of(st.none(), st.text(max_size=30)))
def test_pages(body: bytes, content_type: str | None) -> None:
    assert is_page(body, content_type) in (True, False)


@quick
@given(st.one_of(st.text(max_size=60), st.text(":/?#[]@%.&=;a1", max_size=30).map("http://".__add__)))
def test_addresses(text: str) -> None:
    clean = clean_url(joined("https://n.example/a/", text))
    if clean is not None:
        assert clean_url(without_tracking(clean)) is not None


@quick
@given(st.one_of(st.text(max_size=40), st.from_regex(r"\d{1,5}[-/. ]\d{1,5}[-/. T]\d{1,5}.{0,12}")))
def test_times(text: str) -> None:
    time = utc(text)
    assert time is None or time.utcoffset() is not None
