"""Articles and outlets go in, every address of the sample web with its answer comes out."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from etl.samples.article import ROOT, SampleArticle, load_articles
from etl.samples.outlet import OddLink, Outlet, load_outlets

# Feeds of news sites carry the newest few dozen items; ours carry all, so that one refresh sees the whole web.
_LIST_TEMPLATES = {
    "rss": ("/feed.xml", "rss.xml.j2", "application/rss+xml"),
    "atom": ("/atom.xml", "atom.xml.j2", "application/atom+xml"),
    "sitemap": ("/sitemap-news.xml", "sitemap-news.xml.j2", "application/xml"),
    "sitemap_index": ("/sitemap-1.xml.gz", "sitemap-news.xml.j2", "application/gzip"),
    "listing": ("/archive.html", "listing.html.j2", "text/html"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says at one address."""

    body: bytes
    content_type: str
    last_modified: datetime
    status: int = 200
    location: str | None = None

    @property
    def etag(self) -> str:
        """A strong validator: the same exactly when the body is."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Page:
    """An article at its address, as its outlet prints it."""

    url: str
    outlet: Outlet
    article: SampleArticle
    answer: Answer


class Web:
    """The whole sample web in memory. Rendering is a pure function of the files under ``root``."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.outlets = load_outlets(root)
        self.articles = load_articles(root)
        self._jinja = Environment(
            loader=FileSystemLoader(root / "templates"),
            autoescape=select_autoescape(("html.j2", "xml.j2")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.filters["rfc822"] = format_datetime
        self._jinja.filters["utc"] = lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._jinja.globals["url"] = self.url
        self._jinja.globals["outlets"] = self.outlets
        self.pages = tuple(self._pages())
        self.answers: dict[tuple[str, str], Answer] = {}
        for page in self.pages:
            self._add(page.url, page.answer)
        for outlet in self.outlets.values():
            self._add_furniture(outlet)

    def url(self, article: SampleArticle) -> str:
        """The canonical address of any article of the web."""
        return self.outlets[article.head.outlet].url(article)

    def _add(self, url: str, answer: Answer) -> None:
        parts = urlsplit(url)
        place = (parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))
        if place in self.answers:
            raise ValueError(f"two pages of the sample web share the address {url}: give one another slug")
        self.answers[place] = answer

    def _pages(self) -> Iterator[Page]:
        for article in self.articles:
            if article.head.outlet not in self.outlets:
                raise ValueError(f"{article.head.slug}: there is no outlet {article.head.outlet!r} in samples/outlets")
            outlet = self.outlets[article.head.outlet]
            related = self._related(article)
            html = self._jinja.get_template(outlet.template).render(
                outlet=outlet,
                article=article,
                head=article.head,
                published=article.published,
                own=[other for other in related if other.head.outlet == outlet.id][:5],
                elsewhere=[other for other in related if other.head.outlet != outlet.id][:3],
            )
            yield Page(outlet.url(article), outlet, article, _page_answer(outlet, html, article.published))

    def _related(self, article: SampleArticle) -> list[SampleArticle]:
        """All other articles: most shared tags first, then nearest in time."""

        def distance(other: SampleArticle) -> tuple[int, float, str]:
            shared = len(set(article.head.tags) & set(other.head.tags))
            return -shared, abs((article.published - other.published).total_seconds()), other.head.slug

        return sorted((other for other in self.articles if other is not article), key=distance)

    def _add_furniture(self, outlet: Outlet) -> None:
        own = [article for article in self.articles if article.head.outlet == outlet.id]
        newest = max([article.published for article in own] + [odd.published for odd in outlet.odd])
        context = {"outlet": outlet, "articles": own, "odd": [odd for odd in outlet.odd if odd.title], "newest": newest}

        def text(path: str, template: str, content_type: str) -> None:
            body = self._jinja.get_template(template).render(**context).encode()
            packed = gzip.compress(body, mtime=0) if path.endswith(".gz") else body
            self._add(outlet.base + path, Answer(packed, content_type, newest))

        text("/", "front.html.j2", "text/html; charset=utf-8")
        text("/robots.txt", "robots.txt.j2", "text/plain; charset=utf-8")
        for kind in outlet.lists:
            if kind in _LIST_TEMPLATES:
                text(*_LIST_TEMPLATES[kind])
        if "sitemap_index" in outlet.lists:
            text("/sitemap.xml", "sitemap-index.xml.j2", "application/xml")
        for odd in outlet.odd:
            if odd.location or odd.file:
                self._add(outlet.base + odd.path, self._odd_answer(odd))

    def _odd_answer(self, odd: OddLink) -> Answer:
        if odd.file:
            return Answer((self.root / "files" / odd.file).read_bytes(), odd.content_type, odd.published)
        return Answer(b"", odd.content_type, odd.published, status=301, location=odd.location)


def _page_answer(outlet: Outlet, html: str, modified: datetime) -> Answer:
    charset = f"; charset={outlet.charset}" if outlet.charset_in_header else ""
    errors = "replace" if outlet.content_type == "text/plain" else "xmlcharrefreplace"
    return Answer(html.encode(outlet.charset, errors), outlet.content_type + charset, modified)
