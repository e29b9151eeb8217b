"""One raw file of pages in, its staging rows out. No network, no clock, no database.

The unit of work that a process pool or a cluster maps over: it depends on the
file, the vocabularies and the code, on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from etl.extract import Article, SiteRules, extract
from etl.fetch.page import RawPage
from etl.fetch.raw import read_raw
from etl.load.rows import Rows, arrow_tables, outcome_row, page_rows
from etl.read import Facts, read
from etl.versions import Versions

# A source's word for the publication time ranks below what the page itself declares
# for machines, and above what was worked out from its text (the contract's order).
_OUTRANKS_THE_SOURCE = frozenset({"jsonld", "meta", "time", "url"})


def process_page(page: RawPage, rules: SiteRules | None = None) -> tuple[Article, Facts]:
    """The article and the facts of one fetched page (``page.body`` must be there)."""
    article = extract(
        page.body or b"",
        url=page.final_url,
        fetched_at=page.received_at or page.attempted_at,
        content_type=page.content_type,
        rules=rules,
    )
    article = _with_the_source_s_word(article, page)
    return article, read(article, published_at=article.published_at)


def _with_the_source_s_word(article: Article, page: RawPage) -> Article:
    link = page.link
    if article.title is None and link.title:
        article = replace(article, title=link.title)
    told = link.published_at
    if told is not None and told <= page.attempted_at and article.published_at_source not in _OUTRANKS_THE_SOURCE:
        article = replace(article, published_at=told, published_at_source="feed")
    return article


def process_raw_file(
    path: Path, raw: Path, versions: Versions, rules_by_source: Mapping[str, SiteRules]
) -> dict[str, pa.Table]:
    """Everything one raw file in the folder ``raw`` says, as one Arrow table per staging table."""
    raw_file = path.relative_to(raw).as_posix()
    outcomes: Rows = {"fetch_outcomes": []}
    pages: list[Rows] = [outcomes]
    for page in read_raw(path):
        outcomes["fetch_outcomes"].append(outcome_row(page, raw_file))
        if page.outcome == "ok":
            article, facts = process_page(page, rules_by_source.get(page.link.source_id))
            pages.append(page_rows(page, article, facts, versions, raw_file))
    return arrow_tables(pages)
