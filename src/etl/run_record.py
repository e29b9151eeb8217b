"""What a run writes down about itself, beside the raw pages, so that a rebuild knows it too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import pyarrow as pa

from etl.load.schema import STAGING
from etl.store import write_whole
from etl.versions import Versions
from etl.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """How many links one source named in one run, or why it named none."""

    source_id: str
    discovered_at: datetime
    links: int
    error: str | None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run. Times are UTC without a zone; the counts are of attempts at pages."""

    run_id: str
    started_at: datetime
    code_version: str
    vocabulary_version: str
    finished_at: datetime | None = None
    pages_new: int = 0
    pages_unchanged: int = 0
    pages_failed: int = 0
    sources: tuple[SourceLinks, ...] = ()

    def counted(self, outcomes: Mapping[str, int]) -> RunRecord:
        """This run, finished now, with its attempts counted by outcome."""
        new, unchanged = outcomes.get("ok", 0), outcomes.get("unchanged", 0)
        failed = sum(outcomes.values()) - new - unchanged
        return replace(self, finished_at=utc_now(), pages_new=new, pages_unchanged=unchanged, pages_failed=failed)


def utc_now() -> datetime:
    """Now, in UTC, without a zone, as the tables hold times."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_run(versions: Versions) -> RunRecord:
    """A run that starts now. Its id sorts by time and is unique on any number of machines."""
    started = utc_now()
    return RunRecord(f"{started:%Y%m%dT%H%M%S}-{token_hex(4)}", started, versions.code, versions.vocabulary)


def write_run(warehouse: Warehouse, run: RunRecord) -> None:
    """Write the record whole, beside the raw pages."""
    record = json.dumps(asdict(run), default=datetime.isoformat, indent=1)
    write_whole(warehouse.raw / "runs" / f"{run.run_id}.json", record.encode())


def read_runs(warehouse: Warehouse) -> Iterator[RunRecord]:
    """Every recorded run, oldest first."""
    for path in sorted((warehouse.raw / "runs").glob("*.json")):
        yield _read(path)


def _read(path: Path) -> RunRecord:
    fields = json.loads(path.read_text())
    sources = tuple(
        SourceLinks(**(source | {"discovered_at": datetime.fromisoformat(source["discovered_at"])}))
        for source in fields.pop("sources")
    )
    for name in ("started_at", "finished_at"):
        fields[name] = fields[name] and datetime.fromisoformat(fields[name])
    return RunRecord(**fields, sources=sources)


def run_tables(run: RunRecord) -> dict[str, pa.Table]:
    """The record as rows of ``refresh_runs`` and ``discoveries``."""
    fields = asdict(run)
    discoveries = [{"run_id": run.run_id, **source} for source in fields["sources"]]
    return {
        "refresh_runs": pa.Table.from_pylist([fields], schema=STAGING["refresh_runs"]),
        "discoveries": pa.Table.from_pylist(discoveries, schema=STAGING["discoveries"]),
    }
