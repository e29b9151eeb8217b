"""The truth about the sample web: which page reports which agreement, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.samples.article import ROOT, Agreement, load_articles
from etl.samples.outlet import load_outlets


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One agreement in one page. ``agreement.key`` is the same on every page that reports it."""

    url: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page with what must come out of it. No reports: an ordinary page, nothing may be found there.

    ``body`` is the article's own text, one item per paragraph, heading, quote, list item
    or caption; ``standfirst`` is the summary under the headline, which may be kept or not.
    ``published_on`` is the ISO day in the outlet's own time zone; a page with ``is_undated``
    does not print it. ``copy_of`` is the address of the page this one was taken from, else None.
    """

    url: str
    outlet: str
    title: str
    published_on: str
    is_undated: bool
    standfirst: str | None
    body: tuple[str, ...]
    reports: tuple[GoldReport, ...]
    copy_of: str | None


def gold(root: Path = ROOT) -> tuple[GoldPage, ...]:
    """Every page of the sample web, newest first. Read from the article files alone: nothing is rendered."""
    outlets = load_outlets(root)
    articles = load_articles(root)
    url_of = {article.head.slug: outlets[article.head.outlet].url(article) for article in articles}
    return tuple(
        GoldPage(
            url=url_of[article.head.slug],
            outlet=article.head.outlet,
            title=article.title,
            published_on=article.published.date().isoformat(),
            is_undated=article.head.is_undated,
            standfirst=article.head.summary,
            body=tuple(text for part in article.parts for text in part.plain),
            reports=tuple(GoldReport(url_of[article.head.slug], agreement) for agreement in article.head.agreement),
            copy_of=url_of[article.head.copy_of] if article.head.copy_of else None,
        )
        for article in articles
    )
