"""Where things lie in a warehouse folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection, IOException

from etl.errors import PactwatchError


def quoted(text: str) -> str:
    """``text`` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def opening(build_file: Path) -> Iterator[None]:
    """Around what opens the build file. Raises PactwatchError where another program holds it, or it is broken."""
    try:
        yield
    except IOException as error:
        raise PactwatchError(
            f"{build_file} cannot be opened: close the program that holds it or, if it is broken, move it away and run"
            f" `pactwatch rebuild`. DuckDB says: {error}"
        ) from None


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: its catalogue (``postgres:dbname=… host=…``) and the folder or URL of its Parquet."""

    catalog: str
    data: str

    def attach(self, connection: DuckDBPyConnection, alias: str, read_only: bool = False) -> None:
        """Attach it under a name. DuckDB fetches the extensions it lacks, unless they are installed already."""
        options = [f"DATA_PATH {quoted(self.data)}", *(["READ_ONLY"] if read_only else [])]
        connection.execute("INSTALL ducklake")
        connection.execute("LOAD ducklake")
        connection.execute(f"ATTACH {quoted(f'ducklake:{self.catalog}')} AS {alias} ({', '.join(options)})")


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The paths of one warehouse. Nothing is created by naming it.

    ``store`` is where raw pages and their staging Parquet lie when not under ``root``:
    in another warehouse (a rebuild) or in an object store, where a cluster's workers find them.
    ``lake`` is where the models are built when not in the build file.
    """

    root: Path
    store: Path | None = None
    lake: Lake | None = None

    @property
    def raw(self) -> Path:
        """Folder of immutable Parquet files: pages as received, with their outcomes."""
        return (self.store or self.root) / "raw"

    @property
    def staging(self) -> Path:
        """Folder of what was read from raw files and is not in the build file yet. May be lost."""
        return (self.store or self.root) / "staging"

    @property
    def spools(self) -> Path:
        """Folder of this machine for pages that are not in a raw file yet."""
        return self.raw if self.store is None else self.root / "spools"

    @property
    def set_aside(self) -> Path:
        """Folder of notes on what the last run could not read, one file each, with the fault."""
        return (self.store or self.root) / "set_aside"

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
