"""What was read from whole raw files, as Parquet, on its way from the workers into the build file.

One file for each table and raw file, ``<table>/<raw file>``. A part is whole when
its ``fetch_outcomes`` is there: each raw file has outcomes, and they are written
last. So a worker may die at any moment, and two may do the same part at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.load.schema import STAGING
from etl.store import write_whole

_LAST = "fetch_outcomes"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts in one folder, which are of one code and one vocabulary version."""

    root: Path

    def write(self, raw_file: str, tables: Mapping[str, pa.Table]) -> None:
        """Write the part of one raw file."""
        for name, table in sorted(tables.items(), key=lambda named: named[0] == _LAST):
            sink = pa.BufferOutputStream()
            pq.write_table(table, sink, compression="zstd")
            write_whole(self.root / name / raw_file, sink.getvalue())

    def whole(self) -> set[str]:
        """The raw files whose part is whole."""
        return self._listed(_LAST)

    def tables(self, raw_files: Iterable[str]) -> dict[str, list[Path]]:
        """The files of some whole parts, by table; tables without rows are left out."""
        wanted = set(raw_files)
        found = {name: sorted(self._listed(name) & wanted) for name in STAGING}
        return {name: [self.root / name / file for file in files] for name, files in found.items() if files}

    def _listed(self, name: str) -> set[str]:
        folder = self.root / name
        return {path.name for path in folder.glob("*.parquet")} if folder.exists() else set()
