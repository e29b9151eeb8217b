"""Where things lie in a warehouse folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The paths of one warehouse. Nothing is created by naming it.

    ``raw_root`` is given where the raw pages lie in another warehouse (a rebuild).
    """

    root: Path
    raw_root: Path | None = None

    @property
    def raw(self) -> Path:
        """Folder of immutable Parquet files: pages as received, with their outcomes."""
        return self.raw_root or self.root / "raw"

    def raw_name(self, path: Path) -> str:
        """A raw file's name inside ``raw``, the same wherever the warehouse is moved."""
        return path.relative_to(self.raw).as_posix()

    @property
    def build_file(self) -> Path:
        """The private DuckDB file that is built in. One writer."""
        return self.root / "pactwatch.duckdb"

    @property
    def rebuild_folder(self) -> Path:
        """Where a rebuild grows until it may take the build file's place."""
        return self.root / ".rebuild"

    @property
    def published(self) -> Path:
        """Folder that readers open."""
        return self.root / "published"

    @property
    def marts_file(self) -> Path:
        """The read-only DuckDB file for analysts and BI."""
        return self.published / "marts.duckdb"

    @property
    def report_file(self) -> Path:
        """The report for people."""
        return self.published / "report" / "index.html"

    @property
    def lock_file(self) -> Path:
        """Held by the one run that writes."""
        return self.root / ".lock"
