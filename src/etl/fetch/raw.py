"""Raw Parquet: the pages as received with their outcomes, in whole files that are never changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from etl.fetch.columns import GROUP, raw_page
from etl.fetch.page import RawPage
from etl.fetch.spool import Spools


def write_raw(pages: Iterable[RawPage], raw_dir: Path, run_id: str) -> Path | None:
    """Write pages into one new file of ``raw_dir`` and return its path; None if there were none."""
    spools = Spools(raw_dir, run_id, size=sys.maxsize)
    for page in pages:
        spools.keep(page)
    return next(spools.sealed(to_the_end=True), None)


def read_raw(path: Path) -> Iterator[RawPage]:
    """Yield the pages of one raw file in the order written, a row group in memory at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(GROUP):
            for row in batch.to_pylist():
                yield raw_page(row)


def raw_files(raw_dir: Path) -> list[Path]:
    """All raw files, oldest run first; files left unfinished by a killed run are not among them."""
    return sorted(raw_dir.glob("*.parquet"))
