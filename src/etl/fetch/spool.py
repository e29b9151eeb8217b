"""Pages as they arrive, kept on disk one by one until they make a whole raw file.

A spool is an Arrow stream with one batch a page, beside the raw file it is to
become. A run may be killed while it writes the last page: what came before can
still be read, so that no page received is asked for again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from etl.fetch.columns import GROUP, SCHEMA, as_parquet, raw_row
from etl.fetch.page import RawPage
from etl.store import write_whole


class Spools:
    """Appends pages to spools of ``size`` pages; safe to use from many threads.

    A page is in the system's hands when ``keep`` returns: it outlives a killed
    process, though not a power cut. Spools lie beside the raw files, or in
    ``spool_dir`` of this machine where those are in an object store.
    """

    def __init__(self, raw_dir: Path, run_id: str, size: int, spool_dir: Path | None = None) -> None:
        self._raw_dir, self._run_id, self._size = raw_dir, run_id, size
        self._spool_dir = spool_dir or raw_dir
        self._spool_dir.mkdir(parents=True, exist_ok=True)
        # A run may write several times; each time it goes on counting.
        self._number = len(list(raw_dir.glob(f"{run_id}-*.parquet")))
        self._spool: _Spool | None = None
        self._full: list[Path] = []
        self._lock = threading.Lock()

    def keep(self, page: RawPage) -> None:
        """Add one page."""
        row = raw_row(page)
        with self._lock:
            if self._spool is None:
                self._spool = _Spool(self._spool_dir / f".{self._run_id}-{self._number:05d}.spool")
                self._number += 1
            self._spool.append(row)
            if self._spool.rows >= self._size:
                self._close()

    def sealed(self, to_the_end: bool = False) -> Iterator[Path]:
        """Turn the full spools, at the end all of them, into raw files and yield their paths."""
        if to_the_end:
            with self._lock:
                self._close()
        while self._full:
            if path := seal(self._full.pop(0), self._raw_dir):
                yield path

    def _close(self) -> None:
        if self._spool is not None:
            self._full.append(self._spool.close())
            self._spool = None


class _Spool:
    def __init__(self, path: Path) -> None:
        self._path, self.rows = path, 0
        self._file = path.open("wb", buffering=0)
        self._stream = pa.ipc.new_stream(self._file, SCHEMA)

    def append(self, row: dict[str, object]) -> None:
        self._stream.write_batch(pa.RecordBatch.from_pylist([row], SCHEMA))
        self.rows += 1

    def close(self) -> Path:
        self._stream.close()
        self._file.close()
        return self._path


def seal(spool: Path, raw_dir: Path) -> Path | None:
    """Turn a spool into its raw file and remove it; None if it holds no page.

    Under its name the file is whole or absent. Done again after a kill, it comes to the same.
    """
    path = raw_dir / f"{spool.stem.removeprefix('.')}.parquet"
    if not path.exists():
        groups = list(_groups(spool))
        if groups:
            write_whole(path, as_parquet(groups))
    spool.unlink()
    return path if path.exists() else None


def seal_leftovers(raw_dir: Path, spool_dir: Path | None = None) -> list[Path]:
    """Make raw files of what killed runs had received. To be called by the one run that writes, before it fetches."""
    folder = spool_dir or raw_dir
    paths = [path for spool in sorted(folder.glob(".*.spool")) if (path := seal(spool, raw_dir))]
    for partial in folder.glob(".*.partial"):
        partial.unlink()
    return paths


def _groups(spool: Path) -> Iterator[pa.Table]:
    """The pages of a spool in tables of a row group each."""
    batches: list[pa.RecordBatch] = []
    for batch in _batches(spool):
        batches.append(batch)
        if len(batches) == GROUP:
            yield pa.Table.from_batches(batches).combine_chunks()
            batches = []
    if batches:
        yield pa.Table.from_batches(batches).combine_chunks()


def _batches(spool: Path) -> Iterator[pa.RecordBatch]:
    with spool.open("rb") as file:
        try:
            yield from pa.ipc.open_stream(file)
        except (pa.ArrowInvalid, OSError):  # where a killed run broke off
            return
