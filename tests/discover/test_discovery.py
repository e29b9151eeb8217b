"""Sources over real HTTP: what comes out, what is filtered, and what is said when something is wrong."""

from __future__ import annotations

import gzip
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from etl.discover import Discovery, Source, discover
from etl.discover.check import check_source
from etl.fetch import Client, ClientSettings
from tests.fetch.site_server import Handler, Site, ok, status

QUICK = ClientSettings(connect_timeout=1, read_timeout=1, total_timeout=2, tries=1, allow_private=True)
ENTRY = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"


def _source(kind: str, url: str, **values: object) -> Source:
    return Source.model_validate({"id": "s", "type": kind, "url": url, "pace": 0, **values})


def _feed(*items: tuple[str, str]) -> bytes:
    inner = "".join(f"<item><link>{url}</link><pubDate>{when}</pubDate></item>" for url, when in items)
    return f'<rss version="2.0"><channel>{inner}</channel></rss>'.encode()


def _index(*urls: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def _found(pages: dict[str, Handler | bytes], kind: str, path: str, **values: object) -> tuple[Discovery, Site]:
    with Site(pages) as site:
        return discover(_source(kind, site.url(path), **values), Client(QUICK)), site


def test_links_are_filtered_and_each_comes_once() -> None:
    feed = _feed(
        ("https://n.example/news/1?utm_source=rss#top", "Fri, 31 May 2024 09:00:00 GMT"),
        ("http://n.example/news/1/", "Fri, 31 May 2024 09:00:00 GMT"),
        ("https://n.example/news/old", "Fri, 31 May 2019 09:00:00 GMT"),
        ("https://n.example/news/future", "Fri, 31 Dec 9999 09:00:00 GMT"),
        ("https://n.example/news/video/2", "Fri, 31 May 2024 09:00:00 GMT"),
        ("https://n.example/about", "Fri, 31 May 2024 09:00:00 GMT"),
        ("javascript:alert(1)", ""), ("mailto:a@n.example", ""), ("http://[", ""), ("file:///etc/passwd", ""),
    )  # fmt: skip
    found, _ = _found({"/f": feed}, "feed", "/f", include=["/news/"], exclude=["/video/"], since=date(2020, 1, 1))
    assert [link.url for link in found.links] == ["https://n.example/news/1", "https://n.example/news/future"]
    assert [link.published_at for link in found.links] == [datetime(2024, 5, 31, 9, tzinfo=UTC), None]
    assert found.error is None


def test_no_more_than_max_pages_and_since_from_the_call() -> None:
    feed = _feed(*((f"https://n.example/{day}", f"{day:02} May 2024 09:00:00 GMT") for day in range(1, 30)))
    with Site({"/f": feed}) as site:
        source = _source("feed", site.url("/f"), max_pages=5, since=date(2024, 1, 1))
        found = discover(source, Client(QUICK), since=date(2024, 5, 20))
    assert [link.url[-2:] for link in found.links] == ["20", "21", "22", "23", "24"]


def test_a_sitemap_index_is_followed_each_part_once() -> None:
    with Site({}) as site:
        one = ENTRY.format("https://n.example/1", "2024-05-31")
        two = ENTRY.format("https://n.example/2", "2024-05-31")
        site.pages |= {
            "/index": _index(*(site.url(path) for path in ("/one", "/two.gz", "/index", "/one", "/missing"))),
            "/one": f"<urlset>{one}{two}</urlset>".encode(),
            "/two.gz": ok(gzip.compress(f"<urlset>{two}</urlset>".encode()), Content_Type="application/gzip"),
        }
        found = discover(_source("sitemap", site.url("/index")), Client(QUICK))
        assert [link.url for link in found.links] == ["https://n.example/1", "https://n.example/2"]
        assert found.error is not None
        assert "/missing" in found.error
        assert [len(site.asked(path)) for path in ("/index", "/one", "/two.gz")] == [1, 1, 1]


def test_an_index_without_end_comes_to_an_end() -> None:
    with Site({}) as site:
        site.pages |= {f"/{n}": _index(site.url(f"/{2 * n}"), site.url(f"/{2 * n + 1}")) for n in range(1, 500)}
        found = discover(_source("sitemap", site.url("/1")), Client(QUICK))
        assert found.links == ()
        assert len(site.log) < 60


def test_parts_older_than_since_are_not_asked_for() -> None:
    with Site({}) as site:
        index = (
            f"<sitemapindex><sitemap><loc>{site.url('/old')}</loc><lastmod>2019-01-01</lastmod></sitemap>"
            f"<sitemap><loc>{site.url('/new')}</loc><lastmod>2024-06-01</lastmod></sitemap></sitemapindex>"
        )
        new = ENTRY.format("https://n.example/1", "2024-05-31")
        site.pages |= {"/index": index.encode(), "/new": f"<urlset>{new}</urlset>".encode()}
        found = discover(_source("sitemap", site.url("/index"), since=date(2024, 1, 1)), Client(QUICK))
        assert len(found.links) == 1
        assert site.asked("/old") == []


def test_the_newest_of_a_sitemap_come_first() -> None:
    days = ("2024-05-01", "2024-05-03", "", "2024-05-02")
    entries = "".join(ENTRY.format(f"https://n.example/{day or 'undated'}", day) for day in days)
    found, _ = _found({"/s": f"<urlset>{entries}</urlset>".encode()}, "sitemap", "/s", max_pages=3)
    assert [link.url[-2:] for link in found.links] == ["03", "02", "01"]


def _sitemap_of(size: int) -> bytes:
    entry = ENTRY.format("https://n.example/{:06}", "2024-05-31") + f"<!--{'a' * 10_000}-->"
    return f"<urlset>{''.join(entry.format(n) for n in range(size // len(entry)))}</urlset>".encode()


def test_a_sitemap_of_fifty_megabytes_over_the_wire() -> None:
    with Site({"/fits": _sitemap_of(50_000_000), "/exceeds": _sitemap_of(54_000_000)}) as site:
        client = Client(replace(QUICK, read_timeout=30, total_timeout=30))
        tracemalloc.start()
        fits = discover(_source("sitemap", site.url("/fits"), max_pages=100_000), client)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        exceeds = discover(_source("sitemap", site.url("/exceeds")), client)
    assert len(fits.links) > 4_500
    assert peak < 4 * 52_428_800  # its bytes twice, while they are put together, and the links
    assert exceeds.links == ()
    assert exceeds.error is not None
    assert "size limit" in exceeds.error


def test_a_packed_sitemap_that_swells_is_refused() -> None:
    found, _ = _found({"/s.gz": ok(gzip.compress(b"<urlset>" + b" " * 60_000_000))}, "sitemap", "/s.gz")
    assert found.error is not None
    assert "after decompression" in found.error


def test_a_listing_with_a_base_and_whole_cards_as_links() -> None:
    page = b"""<html><head><base href="/news/"></head><main><article><h2>Pact</h2><a href="1">read</a></article>
      <article><p>no link</p></article><a href="#top">top</a></main><footer><a href="/about">About</a></footer>"""
    found, site = _found({"/l": page}, "listing", "/l", selector="main article")
    assert [link.url for link in found.links] == [site.url("/news/1")]


@pytest.mark.parametrize(
    ("page", "kind", "part"),
    [
        (status(404), "feed", "404"),
        (status(500), "sitemap", "HTTP 500"),
        (ok(b"<html>"), "feed", 'type = "listing"'),
        (ok(b"<urlset></urlset>"), "feed", 'type = "sitemap"'),
        (ok(b"<html><p>Gone</html>"), "sitemap", "no sitemap"),
        (ok(b""), "feed", "without content"),
        (ok(b"a" * 20_000_000), "feed", "size limit"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(page: Handler, kind: str, part: str) -> None:
    found, site = _found({"/f": page}, kind, "/f")
    assert found.links == ()
    assert found.error is not None
    assert part in found.error
    assert site.url("/f") in found.error


def test_robots_hold_for_sources_too() -> None:
    pages: dict[str, Handler | bytes] = {"/robots.txt": ok(b"User-agent: *\nDisallow: /f"), "/f": _feed()}
    found, site = _found(pages, "feed", "/f")
    assert found.error is not None
    assert "robots.txt" in found.error
    assert site.asked("/f") == []


ARTICLE = b"""<!doctype html><html><head><title>Two ministries sign a memorandum on chips</title></head><body>
<article><h1>Two ministries sign a memorandum on chips</h1>
<p>The ministries of industry of the two countries signed a memorandum of cooperation on semiconductors on Monday, which
sets up a joint working group and opens laboratories on both sides to visiting researchers.</p>
<p>Officials said that the group would meet twice a year and report to the ministers, and that companies from both
countries had already named the projects that they would like to begin with.</p>
<div class="promo"><p>Our newsletter brings you the most important news of the week, every Friday at noon, free of
charge; subscribe today and never miss a story about the industries of the future.</p></div></article></body></html>"""


def test_a_check_tells_links_dates_robots_and_a_sample() -> None:
    with Site({"/robots.txt": ok(b"User-agent: *\nCrawl-delay: 0.1"), "/a": ok(ARTICLE)}) as site:
        site.pages["/f"] = _feed((site.url("/a"), "Fri, 31 May 2024 09:00:00 GMT"), (site.url("/b"), ""))
        check = check_source(_source("feed", site.url("/f"), drop=["div.promo"]), Client(QUICK))
    assert (check.links, check.dated, check.sample_outcome, check.error) == (2, 1, "ok", None)
    assert check.newest == datetime(2024, 5, 31, 9, tzinfo=UTC)
    assert check.robots == "127.0.0.1 allows it, asks for 0.1 s between requests"
    assert check.sample_title == "Two ministries sign a memorandum on chips"
    assert check.sample_words is not None
    assert check.sample_words > 40
    assert check.selectors is not None
    assert f"{check.sample_words} with them" in check.selectors


def test_a_check_of_a_source_that_fails() -> None:
    with Site({"/f": status(403), "/empty": _feed()}) as site:
        assert "403" in str(check_source(_source("feed", site.url("/f")), Client(QUICK)).error)
        assert "no links" in str(check_source(_source("feed", site.url("/empty")), Client(QUICK)).error)
