"""Where things lie in a warehouse folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The paths of one warehouse. Nothing is created by naming it."""

    root: Path

    @property
    def raw(self) -> Path:
        """Folder of immutable Parquet files: pages as received, with their outcomes."""
        return self.root / "raw"

    @property
    def build_file(self) -> Path:
        """The private DuckDB file that is built in. One writer."""
        return self.root / "pactwatch.duckdb"

    @property
    def published(self) -> Path:
        """Folder that readers open."""
        return self.root / "published"

    @property
    def marts_file(self) -> Path:
        """The read-only DuckDB file for analysts and BI."""
        return self.published / "marts.duckdb"

    @property
    def lock_file(self) -> Path:
        """Held by the one run that writes."""
        return self.root / ".lock"
