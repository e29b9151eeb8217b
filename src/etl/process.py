"""What workers do: saved pages in, a raw file out; a raw file in, its staging rows out as one Parquet part.

The units of work that a process pool or a cluster maps over. What is read depends on
the file, the vocabularies and the code, on nothing else; done twice, it comes to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from socket import gethostname

import pyarrow as pa

from etl.discover.link import Link
from etl.errors import PactwatchError
from etl.extract import Article, SiteRules, extract
from etl.fetch.history import UrlHistory
from etl.fetch.links import PAGES_A_FILE, local_pages
from etl.fetch.page import RawPage
from etl.fetch.raw import read_raw, write_raw
from etl.load.ids import key
from etl.load.parts import Parts
from etl.load.rows import Rows, arrow_tables, outcome_row, page_rows
from etl.read import Facts, read
from etl.versions import Versions, current_versions

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


@dataclass(frozen=True, slots=True)
class SavedBatch:
    """Links to saved pages that become one raw file, with what earlier runs know of them."""

    name: str
    links: tuple[Link, ...]
    history: Mapping[str, UrlHistory]


def saved_batches(
    links: Iterable[Link], history: Mapping[str, UrlHistory], run_id: str, size: int = PAGES_A_FILE
) -> Iterator[SavedBatch]:
    """Cut links to saved pages into batches in the order given, so that an archive is read from front to end."""
    waiting = iter(links)
    for number in count():
        batch = tuple(islice(waiting, size))
        if not batch:
            return
        known = {link.url: history[link.url] for link in batch if link.url in history}
        yield SavedBatch(f"{run_id}-saved-{number:05d}", batch, known)


def pack_saved(batch: SavedBatch, raw: Path, run_id: str, max_bytes: int) -> Counter[str]:
    """Copy saved pages into their raw file, whole or not at all, and return how many ended how."""
    pages = list(local_pages(batch.links, batch.history, max_bytes, run_id))
    write_raw(pages, raw, batch.name)
    return Counter(page.outcome for page in pages)


@dataclass(frozen=True, slots=True)
class Reading:
    """How raw files are read, and where from and where to: all that a worker is told beside the file's name."""

    raw: Path
    staging: Path
    versions: Versions
    rules: Mapping[str, SiteRules]

    @property
    def parts(self) -> Parts:
        """The parts of this code, these vocabularies and these rules: a part of others is another part."""
        rules = repr(sorted(self.rules.items()))
        return Parts(self.staging / key("reading", self.versions.code, self.versions.vocabulary, rules))


def stage_raw_file(raw_file: str, reading: Reading) -> int:
    """Read one raw file of ``reading.raw`` into its part and return how many pages it had.

    Raises PactwatchError where this worker would read otherwise than the run wants.
    """
    here = current_versions()
    if here != reading.versions:
        raise PactwatchError(
            f"{gethostname()} has code {here.code} with vocabulary {here.vocabulary}, but the run has"
            f" {reading.versions.code} with {reading.versions.vocabulary}; install the same on every worker."
        )
    tables = read_raw_file(reading.raw / raw_file, raw_file, reading.versions, reading.rules)
    reading.parts.write(raw_file, tables)
    return len(tables["fetch_outcomes"])


def read_raw_file(path: Path, raw_file: str, versions: Versions, rules: Mapping[str, SiteRules]) -> dict[str, pa.Table]:
    """Everything one raw file says, as one Arrow table per staging table."""
    outcomes: Rows = {"fetch_outcomes": []}
    pages: list[Rows] = [outcomes]
    for page in read_raw(path):
        outcomes["fetch_outcomes"].append(outcome_row(page, raw_file))
        if page.outcome == "ok":
            article, facts = process_page(page, rules.get(page.link.source_id))
            pages.append(page_rows(page, article, facts, versions, raw_file))
    return arrow_tables(pages)
