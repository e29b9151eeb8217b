"""Raw Parquet: the pages as received with their outcomes, in whole files that are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.fetch.columns import GROUP, SCHEMA, as_parquet, raw_page, raw_row
from etl.fetch.page import RawPage
from etl.store import write_whole


def write_raw(pages: Iterable[RawPage], raw_dir: Path, name: str) -> Path | None:
    """Write pages into the raw file ``name`` of ``raw_dir`` and return its path; None if there were none."""
    rows = [raw_row(page) for page in pages]
    groups = (pa.Table.from_pylist(rows[begin : begin + GROUP], SCHEMA) for begin in range(0, len(rows), GROUP))
    path = raw_dir / f"{name}.parquet"
    if not rows:
        return None
    write_whole(path, as_parquet(groups))
    return path


def read_raw(path: Path) -> Iterator[RawPage]:
    """Yield the pages of one raw file in the order written, a row group in memory at a time."""
    with path.open("rb") as source, pq.ParquetFile(source) as file:
        for batch in file.iter_batches(GROUP):
            for row in batch.to_pylist():
                yield raw_page(row)


def raw_files(raw_dir: Path) -> list[Path]:
    """All raw files, oldest run first; files left unfinished by a killed run are not among them."""
    return sorted(raw_dir.glob("*.parquet"))
