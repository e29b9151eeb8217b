"""The sample web over real HTTP: every page, every list, every way an address can go wrong."""

import csv
import gzip
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC
from urllib.parse import urljoin

import feedparser
import pytest
import requests
from defusedxml import ElementTree
from selectolax.lexbor import LexborHTMLParser

from etl.samples import SampleWeb
from etl.samples.pages import Page, Web

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def web() -> Iterator[SampleWeb]:
    with SampleWeb() as running:
        yield running


@pytest.fixture
def http(web: SampleWeb) -> requests.Session:
    """A client that reaches the outlets through the server as its proxy."""
    session = requests.Session()
    session.trust_env = False
    session.proxies = {"http": web.url}
    return session


def urls_of(web: SampleWeb, outlet: str) -> set[str]:
    return {page.url for page in web.web.pages if page.outlet.id == outlet}


def outlets_with(web: SampleWeb, kind: str) -> list[str]:
    return [outlet.id for outlet in web.web.outlets.values() if kind in outlet.lists]


def visible_words(page: Page) -> str:
    """The page's text as one string of words, markup gone."""
    text = page.answer.body.decode(page.outlet.charset)
    if page.outlet.content_type == "text/html":
        text = LexborHTMLParser(text).text(separator=" ")
    return " ".join(text.split())


def test_every_page_holds_its_article_whole(web: SampleWeb) -> None:
    for page in web.web.pages:
        words = visible_words(page)
        closed_up = re.sub(r"\s+([.,;:)”])", r"\1", words)  # a link's end puts a space before the full stop
        for part in page.article.parts:
            for item in part.plain:
                assert " ".join(item.split()) in closed_up, (page.url, item)
        assert page.article.title in words


def test_every_page_is_served_as_rendered(web: SampleWeb, http: requests.Session) -> None:
    for page in web.web.pages:
        answer = http.get(page.url)
        assert (answer.status_code, answer.content) == (200, page.answer.body)


def test_rendering_twice_gives_the_same_bytes(web: SampleWeb) -> None:
    assert Web().answers == web.web.answers


def test_an_undated_page_prints_no_year_of_its_own(web: SampleWeb) -> None:
    undated = [page for page in web.web.pages if page.article.head.is_undated]
    assert len(undated) >= 3
    for page in undated:
        page_words = visible_words(page)
        assert page.article.published.strftime("%b").lower() in page_words.lower()
        assert not re.search(rf"{page.article.published:%B} \d+, {page.article.published.year}", page_words)
        assert str(page.article.published.year) not in page.url


def test_pages_name_other_pages_titles(web: SampleWeb) -> None:
    """Related headlines: what only a look across pages can tell from the body."""
    titles = {page.article.title for page in web.web.pages}
    for page in web.web.pages:
        words = visible_words(page)
        assert sum(title in words for title in titles - {page.article.title}) >= 2, page.url


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml"])
def test_feeds(web: SampleWeb, http: requests.Session, path: str) -> None:
    for name in outlets_with(web, "rss" if path == "/feed.xml" else "atom"):
        outlet = web.web.outlets[name]
        feed = feedparser.parse(http.get(outlet.base + path).content)
        assert not feed.bozo
        assert urls_of(web, name) <= {entry.link for entry in feed.entries}
        page = next(page for page in web.web.pages if page.outlet.id == name)
        entry = next(entry for entry in feed.entries if entry.link == page.url)
        assert entry.title == page.article.title
        assert entry.published_parsed[:6] == page.article.published.astimezone(UTC).timetuple()[:6]


def test_news_sitemaps(web: SampleWeb, http: requests.Session) -> None:
    for name in outlets_with(web, "sitemap"):
        root = ElementTree.fromstring(http.get(web.web.outlets[name].base + "/sitemap-news.xml").content)
        assert {loc.text for loc in root.iter(f"{SITEMAP}loc")} == urls_of(web, name)


def test_sitemap_index_leads_to_a_packed_sitemap(web: SampleWeb, http: requests.Session) -> None:
    for name in outlets_with(web, "sitemap_index"):
        index = ElementTree.fromstring(http.get(web.web.outlets[name].base + "/sitemap.xml").content)
        (packed,) = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
        root = ElementTree.fromstring(gzip.decompress(http.get(packed).content))
        assert {loc.text for loc in root.iter(f"{SITEMAP}loc")} == urls_of(web, name)


def test_listing_pages_name_every_article(web: SampleWeb, http: requests.Session) -> None:
    listings = [s for s in tomllib.loads(web.sources)["source"] if s["type"] == "listing"]
    assert listings
    for source in listings:
        links = LexborHTMLParser(http.get(source["url"]).text).css(source["selector"])
        found = {urljoin(source["url"], link.attributes["href"]) for link in links}
        assert urls_of(web, source["id"]) <= found


def test_the_sources_watch_every_page(web: SampleWeb) -> None:
    sources = tomllib.loads(web.sources)["source"]
    assert {source["id"] for source in sources} == set(web.web.outlets)
    assert {"feed", "sitemap", "listing", "urls", "folder"} == {source["type"] for source in sources}
    for source in sources:
        if source["type"] == "urls":
            assert set(source["urls"]) == urls_of(web, source["id"])


def test_saved_pages(web: SampleWeb) -> None:
    with (web.saved / "manifest.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pages = {page.url: page for page in web.web.pages if "saved" in page.outlet.lists}
    assert {row["url"] for row in rows} == set(pages)
    for row in rows:
        assert (web.saved / row["file"]).read_bytes() == pages[row["url"]].answer.body


def test_an_unchanged_page_is_not_sent_again(web: SampleWeb, http: requests.Session) -> None:
    url = web.web.pages[0].url
    first = http.get(url)
    by_tag = http.get(url, headers={"If-None-Match": first.headers["ETag"]})
    by_date = http.get(url, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_date.status_code == 304
    assert http.get(url, headers={"If-None-Match": '"another"'}).status_code == 200
    assert http.get(url, headers={"If-Modified-Since": "last week"}).status_code == 200
    assert [request.is_conditional for request in web.requests[-5:]] == [False, True, True, True, True]


def test_odd_addresses(web: SampleWeb, http: requests.Session) -> None:
    """A dead link, a moved page, a PDF and a page that robots.txt forbids: each is in a list of links."""
    statuses = set()
    for outlet in web.web.outlets.values():
        robots = http.get(outlet.base + "/robots.txt").text
        for odd in outlet.odd:
            answer = http.get(outlet.base + odd.path, allow_redirects=False)
            statuses.add((answer.status_code, answer.headers["Content-Type"].partition(";")[0]))
            assert (f"Disallow: {odd.path.rpartition('/')[0]}/" in robots) == odd.disallowed
            if odd.location:
                assert answer.status_code == 301
                assert http.get(outlet.base + odd.path).url in urls_of(web, outlet.id)
    assert statuses >= {(200, "application/pdf"), (200, "text/html"), (301, "text/html"), (404, "text/html")}
    assert any(odd.disallowed for outlet in web.web.outlets.values() for odd in outlet.odd)


def test_resolve_reaches_the_hosts_without_a_proxy(web: SampleWeb) -> None:
    page = web.web.pages[0]
    place = web.resolve[page.outlet.host]
    path = page.url.removeprefix(page.outlet.base)
    assert requests.get(f"http://{place}{path}", headers={"Host": page.outlet.host}).content == page.answer.body


def test_people_can_look_around_without_the_hosts(web: SampleWeb) -> None:
    front = requests.get(web.url + "/").text
    page = next(page for page in web.web.pages if page.outlet.content_type == "text/html")
    assert f'href="/{page.outlet.host}/"' in front
    shown = requests.get(page.url.replace("http://", web.url + "/"))
    assert shown.status_code == 200
    assert b'href="http://' + page.outlet.host.encode() not in shown.content


def test_a_missing_last_slash_leads_to_the_page(web: SampleWeb, http: requests.Session) -> None:
    page = next(page for page in web.web.pages if page.url.endswith("/"))
    answer = http.get(page.url.rstrip("/"))
    assert [step.status_code for step in answer.history] == [301]
    assert answer.url == page.url
