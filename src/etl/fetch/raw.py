"""Raw Parquet: the pages as received with their outcomes, in whole files that are never changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.discover.link import Link
from etl.fetch.page import RawPage

TEXT, TIME = pa.string(), pa.timestamp("us", tz="UTC")
# One column for each field of RawPage, the link's own prefixed with link_ where the names would meet.
SCHEMA = pa.schema(
    {
        "attempt_id": TEXT, "run_id": TEXT, "url": TEXT, "source_id": TEXT, "link_title": TEXT,
        "link_published_at": TIME, "link_modified_at": TIME, "link_path": TEXT, "link_offset": pa.int64(),
        "attempted_at": TIME, "outcome": TEXT, "final_url": TEXT, "http_status": pa.int32(), "bytes": pa.int64(),
        "error": TEXT, "content_type": TEXT, "etag": TEXT, "last_modified": TEXT, "content_hash": TEXT,
        "received_at": TIME, "body": pa.large_binary(),
    }
)  # fmt: skip
# Rows a row group: pages of about 60 KB make some 15 MB, little to hold while reading or writing.
GROUP = 250


def write_raw(pages: Iterable[RawPage], raw_dir: Path, run_id: str) -> Path | None:
    """Write pages into one new file of ``raw_dir`` and return its path; None if there were none.

    The file is written beside, flushed to disk and renamed: under its name it is
    whole or absent. Names sort by run and then by time of writing.
    """
    raw_dir.mkdir(parents=True, exist_ok=True)
    part = raw_dir / f".{run_id}.{os.getpid()}.part"
    rows: list[dict[str, Any]] = []
    written = 0
    with part.open("wb") as file:
        with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
            for page in pages:
                rows.append(_row(page))
                if len(rows) == GROUP:
                    writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                    written, rows = written + len(rows), []
            if rows:
                writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                written += len(rows)
        file.flush()
        os.fsync(file.fileno())
    if not written:
        part.unlink()
        return None
    path = raw_dir / f"{run_id}-{len(list(raw_dir.glob(f'{run_id}-*.parquet'))):05d}.parquet"
    part.replace(path)
    return path


def read_raw(path: Path) -> Iterator[RawPage]:
    """Yield the pages of one raw file in the order written, a row group in memory at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(GROUP):
            for row in batch.to_pylist():
                yield _page(row)


def raw_files(raw_dir: Path) -> list[Path]:
    """All raw files, oldest run first; files left unfinished by a killed run are not among them."""
    return sorted(raw_dir.glob("*.parquet"))


def _row(page: RawPage) -> dict[str, Any]:
    link = page.link
    return {
        "attempt_id": page.attempt_id, "run_id": page.run_id, "url": link.url, "source_id": link.source_id,
        "link_title": link.title, "link_published_at": _utc(link.published_at),
        "link_modified_at": _utc(link.modified_at), "link_path": link.path, "link_offset": link.offset,
        "attempted_at": _utc(page.attempted_at), "outcome": page.outcome, "final_url": page.final_url,
        "http_status": page.http_status, "bytes": page.bytes, "error": page.error,
        "content_type": page.content_type, "etag": page.etag, "last_modified": page.last_modified,
        "content_hash": page.content_hash, "received_at": _utc(page.received_at), "body": page.body,
    }  # fmt: skip


def _page(row: dict[str, Any]) -> RawPage:
    link = Link(
        row["url"], row["source_id"], row["link_title"], row["link_published_at"], row["link_modified_at"],
        row["link_path"], row["link_offset"],
    )  # fmt: skip
    own = ("attempt_id", "run_id", "attempted_at", "outcome", "final_url", "http_status", "bytes", "error")
    rest = ("content_type", "etag", "last_modified", "content_hash", "body", "received_at")
    return RawPage(link=link, **{name: row[name] for name in own + rest})


def _utc(time: datetime | None) -> datetime | None:
    """Aware UTC; a time without a zone is taken as UTC, as everywhere in the project."""
    if time is None:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
