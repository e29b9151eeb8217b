"""The columns of raw Parquet, and the way between a row and a ``RawPage``."""

from __future__ import annotations

from collections.abc import Iterable
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
# Columns in which few values come again and again.
REPEATING = ["run_id", "source_id", "outcome", "content_type"]
# Level 3 finds what the pages of a site share: 40 % smaller than level 1 for a tenth of a millisecond more a page.
ZSTD_LEVEL = 3
# Rows a row group: pages of about 60 KB make some 15 MB, little to hold while reading or writing.
GROUP = 250


def as_parquet(groups: Iterable[pa.Table]) -> pa.Buffer:
    """Tables of SCHEMA as one Parquet file, each a row group."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink, SCHEMA, compression="zstd", compression_level=ZSTD_LEVEL, use_dictionary=REPEATING
    ) as writer:
        for table in groups:
            writer.write_table(table)
    return sink.getvalue()


def raw_row(page: RawPage) -> dict[str, Any]:
    """One page as one row of SCHEMA."""
    link = page.link
    row = {
        "attempt_id": page.attempt_id, "run_id": page.run_id, "url": link.url, "source_id": link.source_id,
        "link_title": link.title, "link_published_at": link.published_at,
        "link_modified_at": link.modified_at, "link_path": link.path, "link_offset": link.offset,
        "attempted_at": page.attempted_at, "outcome": page.outcome, "final_url": page.final_url,
        "http_status": page.http_status, "bytes": page.bytes, "error": page.error,
        "content_type": page.content_type, "etag": page.etag, "last_modified": page.last_modified,
        "content_hash": page.content_hash, "received_at": page.received_at, "body": page.body,
    }  # fmt: skip
    return {name: _writable(value) if isinstance(value, str) else value for name, value in row.items()}


def _writable(text: str) -> str:
    """Text that UTF-8 can hold: names of files may have bytes that are no letters."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def raw_page(row: dict[str, Any]) -> RawPage:
    """The page of one row."""
    link = Link(
        row["url"], row["source_id"], row["link_title"], row["link_published_at"], row["link_modified_at"],
        row["link_path"], row["link_offset"],
    )  # fmt: skip
    own = ("attempt_id", "run_id", "attempted_at", "outcome", "final_url", "http_status", "bytes", "error")
    rest = ("content_type", "etag", "last_modified", "content_hash", "body", "received_at")
    return RawPage(link=link, **{name: row[name] for name in own + rest})
