"""Raw files: whole or absent, also when a run is killed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl.discover.link import Link
from etl.fetch import RawPage, raw_files, read_raw, seal_leftovers, write_raw
from etl.fetch.spool import Spools, seal

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def _page(number: int = 0, run_id: str = "r1") -> RawPage:
    link = Link(f"https://n.example/{number}", "s", "Täitel", NOW, None, "/saved/a.warc", 42)
    return RawPage(
        f"{run_id}-{number}", run_id, link, NOW, "ok", link.url, 200, 6, None, "text/html", '"e"', "Fri", "ab",
        b"<p>\xff\x00", NOW,
    )  # fmt: skip


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    pages = [_page(), replace(_page(1), outcome="not_found", body=None, http_status=404, error="No such page.")]
    path = write_raw(pages, tmp_path / "raw", "r1")
    assert path is not None
    assert list(read_raw(path)) == pages
    assert raw_files(tmp_path / "raw") == [path]


def test_nothing_written_leaves_nothing(tmp_path: Path) -> None:
    assert write_raw([], tmp_path, "r1") is None
    assert list(tmp_path.iterdir()) == []


def test_files_sort_by_run_and_time_of_writing(tmp_path: Path) -> None:
    written = [write_raw([_page()], tmp_path, name) for name in ("r1-00000", "r1-00001", "r2-00000")]
    assert raw_files(tmp_path) == written


def test_many_pages_come_in_row_groups(tmp_path: Path) -> None:
    path = write_raw((_page(number) for number in range(600)), tmp_path, "r1")
    assert path is not None
    assert pq.ParquetFile(path).num_row_groups == 3
    assert [page.link.url for page in read_raw(path)] == [_page(number).link.url for number in range(600)]


@pytest.mark.parametrize("lost", [0, 1, 8, 100, 1_000])
def test_a_killed_run_leaves_what_it_had_received(tmp_path: Path, lost: int) -> None:
    spools = Spools(tmp_path, "r1", size=100)
    for number in range(20):
        spools.keep(_page(number))
    [spool] = tmp_path.glob(".*.spool")
    # The process is gone here, in the middle of a write; nothing was closed.
    spool.write_bytes(spool.read_bytes()[: spool.stat().st_size - lost])
    assert raw_files(tmp_path) == []
    [path] = seal_leftovers(tmp_path)
    kept = list(read_raw(path))
    assert kept == [_page(number) for number in range(len(kept))]
    assert len(kept) >= 20 - 1 - lost // 1_000
    assert [file.name for file in tmp_path.iterdir()] == ["r1-00000.parquet"]


@pytest.mark.parametrize("content", [b"", b"\xff" * 7, b"no arrow at all"])
def test_a_spool_without_a_page_becomes_no_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".r1-00000.spool").write_bytes(content)
    assert seal_leftovers(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_killed_between_renaming_and_removing_nothing_comes_twice(tmp_path: Path) -> None:
    spools = Spools(tmp_path, "r1", size=1)
    spools.keep(_page())
    [spool] = tmp_path.glob(".*.spool")
    content = spool.read_bytes()
    path = seal(spool, tmp_path)
    spool.write_bytes(content)
    (tmp_path / ".r1-00001.parquet.0.partial").write_bytes(b"PAR1 torn")
    assert path is not None
    assert seal_leftovers(tmp_path) == [path]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert list(read_raw(path)) == [_page()]
