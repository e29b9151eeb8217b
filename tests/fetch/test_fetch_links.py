"""Links over real HTTP: outcomes, conditional requests, one page for each link."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from etl.discover import Source, discover
from etl.discover.link import Link
from etl.fetch import Client, ClientSettings, UrlHistory, fetch_links, read_raw, write_raw
from tests.fetch.site_server import Site, ok, status

PAGE = b"<!doctype html><html><title>T</title><p>Ministers signed a memorandum on chips.</p></html>"
QUICK = ClientSettings(connect_timeout=1, read_timeout=1, total_timeout=2, tries=2, backoff=0.01, allow_private=True)


def _source(**values: object) -> Source:
    return Source.model_validate({"id": "s", "type": "urls", "urls": ["https://example.org/"], "pace": 0, **values})


def test_each_link_gives_one_page_and_raw_keeps_them(tmp_path: Path) -> None:
    with Site({"/a": PAGE, "/b": status(410), "/c": ok(b"%PDF-1.7 ...", Content_Type="application/pdf")}) as site:
        links = [Link(site.url(path), "s") for path in ("/a", "/b", "/c", "/d")]
        pages = list(fetch_links(links, {"s": _source()}, {}, Client(QUICK), "r1"))
    assert {page.link.url[-2:]: page.outcome for page in pages} == {
        "/a": "ok", "/b": "gone", "/c": "not_html", "/d": "not_found",
    }  # fmt: skip
    assert all((page.body is None) == (page.outcome != "ok") for page in pages)
    path = write_raw(pages, tmp_path, "r1")
    assert path is not None
    assert list(read_raw(path)) == pages


def test_second_time_asks_with_etag_and_finds_it_unchanged() -> None:
    def page(connection, request):
        same = request.headers.get("if-none-match") == '"v1"'
        (status(304) if same else ok(PAGE, ETag='"v1"'))(connection, request)

    with Site({"/a": page}) as site:
        link = Link(site.url("/a"), "s")
        client = Client(QUICK)
        [first] = fetch_links([link], {"s": _source()}, {}, client, "r1")
        past = UrlHistory(link.url, first.etag, None, first.content_hash, datetime.now(UTC), datetime.now(UTC), "ok")
        [second] = fetch_links([link], {"s": _source()}, {link.url: past}, client, "r2")
    assert (first.outcome, second.outcome, second.http_status) == ("ok", "unchanged", 304)
    assert (second.content_hash, second.etag, second.body) == (first.content_hash, '"v1"', None)


def test_discovers_feed_sitemap_listing_and_urls() -> None:
    feed = b"""<rss version="2.0"><channel><title>N</title><item><title>Chip pact</title><link>/1</link>
      <pubDate>Fri, 31 May 2024 09:00:00 +0200</pubDate></item></channel></rss>"""
    sitemap = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://h.test/1</loc>
      <lastmod>2024-06-01</lastmod></url></urlset>"""
    listing = b'<main><h2><a href="/1">Chip pact</a></h2></main><a href="/about">About</a>'
    with Site({"/f": ok(feed), "/s": ok(sitemap), "/l": ok(listing)}) as site:
        client = Client(QUICK)
        of_feed = discover(_source(type="feed", url=site.url("/f"), urls=()), client)
        of_map = discover(_source(type="sitemap", url=site.url("/s"), urls=()), client)
        of_list = discover(_source(type="listing", url=site.url("/l"), selector="main a", urls=()), client)
        none = discover(_source(type="feed", url=site.url("/x"), urls=()), client)
        one = Link(site.url("/1"), "s", "Chip pact", datetime(2024, 5, 31, 7, tzinfo=UTC))
        assert of_feed.links == (one,)
        assert of_map.links[0].modified_at == datetime(2024, 6, 1, tzinfo=UTC)
        assert [link.url for link in of_list.links] == [site.url("/1")]
        assert none.links == ()
        assert none.error is not None
        assert "404" in none.error
    assert [link.url for link in discover(_source(), client).links] == ["https://example.org/"]


def test_a_source_is_asked_for_in_its_language() -> None:
    feed = b'<rss version="2.0"><channel><title>N</title><item><link>/1</link></item></channel></rss>'
    with Site({"/f": ok(feed), "/1": ok(b"<html><p>Pacto</p></html>")}) as site:
        source = _source(type="feed", url=site.url("/f"), urls=(), language="pt-BR")
        client = Client(QUICK)
        list(fetch_links(discover(source, client).links, {"s": source}, {}, client, "r1"))
        asked = {request.path: request.headers.get("accept-language") for request in site.log}
    assert (asked["/f"], asked["/1"]) == ("pt-BR", "pt-BR")


def test_folder_pages_come_through(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Japan and the EU signed a quantum pact.\n")
    source = _source(type="folder", path=tmp_path, urls=())
    links = discover(source, Client(QUICK)).links
    [page] = fetch_links(links, {"s": source}, {}, Client(QUICK), "r1")
    assert (page.outcome, page.link.url) == ("ok", "file:///a.txt")
