"""extract, read: one page, for people."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from rich.console import Console

from etl import job as jobs
from etl.cli.text import Harmless, print_json, printable
from etl.discover.link import Link
from etl.errors import PactwatchError, UsageError
from etl.extract import Article, extract
from etl.fetch import Client, ClientSettings, fetch_links
from etl.read import read


def show_extract(page: str, url: str | None, *, why: bool, as_json: bool) -> None:
    """The cleaned article, or with ``why`` every block and its reason."""
    from etl.extract.show import render_blocks

    article = _article(page, url)
    console = Console()
    if as_json:
        print_json(asdict(article) | {"text": article.text})
    elif why:
        console.print(Harmless(render_blocks(article)))
    else:
        _print_article(console, article)


def show_read(page: str, url: str | None, published: str | None, *, as_json: bool) -> None:
    """The facts of one page beside its text."""
    from etl.read.show import render_facts

    article = _article(page, url)
    facts = read(article, published_at=jobs.parse_day(published) if published else article.published_at)
    if as_json:
        print_json(asdict(facts))
        return
    _require_text(article)
    Console().print(Harmless(render_facts(article, facts)))


def _article(page: str, url: str | None) -> Article:
    if page.startswith(("http://", "https://")):
        return _fetched(page)
    if page == "-":
        return extract(_whole(sys.stdin.buffer), url=url, fetched_at=datetime.now(UTC))
    path = Path(page)
    if not path.is_file():
        raise UsageError(f"There is no file {page}; give a saved page, an address that starts with http, or -.")
    with path.open("rb") as file:
        return extract(_whole(file), url=url, fetched_at=datetime.now(UTC))


def _whole(source: BinaryIO) -> bytes:
    """A page that is no larger than one that would be fetched. Raises UsageError."""
    most = ClientSettings().max_bytes
    body = source.read(most + 1)
    if len(body) > most:
        raise UsageError(f"This is more than {most:,} bytes; no page of news is. Give one page at a time.")
    return body


def _fetched(address: str) -> Article:
    from etl.settings import load_settings

    client = Client(ClientSettings(contact=load_settings().contact))
    [fetched] = fetch_links([Link(address, "by-hand")], {}, {}, client, run_id="by-hand")
    if fetched.body is None:
        raise PactwatchError(fetched.error or f"{address} gave no page ({fetched.outcome}).")
    return extract(
        fetched.body, url=fetched.final_url, fetched_at=fetched.attempted_at, content_type=fetched.content_type
    )


def _require_text(article: Article) -> None:
    if article.empty_reason:
        raise PactwatchError(f"Nothing on this page could be taken for an article: {article.empty_reason}.")


def _print_article(console: Console, article: Article) -> None:
    _require_text(article)
    published = article.published_at and f"{article.published_at:%Y-%m-%d}"
    console.print(printable(article.title) or "(no title)", style="bold", markup=False)
    line = " · ".join(part for part in (article.byline, published, article.site, article.url) if part)
    console.print(printable(line), style="dim", markup=False)
    console.print()
    console.print(printable(article.text), markup=False, highlight=False)
