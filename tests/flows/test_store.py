"""Raw pages and staging Parquet in an object store: the same tables as in a folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.scale_archive import raw_pages
from etl.errors import UsageError
from etl.fetch import seal_leftovers, write_raw
from etl.fetch.client import ClientSettings
from etl.fetch.spool import Spools
from etl.load.schema import STAGING
from etl.load.staging import open_staging
from etl.pipeline import Job, load_files, pending_raw_files, read_pages
from etl.run_record import new_run, read_runs, write_run
from etl.store import clear, store_path, write_whole
from etl.versions import current_versions
from etl.warehouse import Warehouse
from etl.watcher import Silent
from etl.workers import Processes
from tests.flows.s3 import s3

FILES, PAGES_A_FILE = 5, 4


@pytest.fixture(scope="module")
def bucket():
    with s3("news") as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield store_path("s3://news")


def staged(warehouse: Warehouse) -> dict[str, list[tuple]]:
    """All rows that two processes read from raw files of this warehouse and that were loaded from their parts."""
    for number in range(FILES):
        pages = raw_pages(range(number * PAGES_A_FILE, (number + 1) * PAGES_A_FILE))
        write_raw(pages, warehouse.raw, f"r-{number:05d}")
    job = Job(warehouse, (), ClientSettings(), workers=Processes(2))
    files = pending_raw_files(warehouse)
    assert len(files) == FILES
    assert read_pages(job, files, Silent()) == []
    load_files(job, files, Silent())
    assert pending_raw_files(warehouse) == []
    with open_staging(warehouse.build_file) as connection:
        return {name: connection.execute(f"from staging.{name} order by all").fetchall() for name in STAGING}


def test_tables_from_an_object_store_are_those_from_a_folder(bucket, tmp_path):
    here, away = Warehouse(tmp_path / "here"), Warehouse(tmp_path / "away", store=bucket / "pages")
    rows = staged(away)
    assert rows == staged(here)
    assert len(rows["page_versions"]) == FILES * PAGES_A_FILE
    assert [path.name for path in (tmp_path / "away").iterdir()] == ["pactwatch.duckdb"]
    assert away.staging.exists()
    clear(away.staging)
    assert not away.staging.exists()


def test_pages_received_before_a_kill_and_the_runs_are_kept_there(bucket, tmp_path):
    warehouse = Warehouse(tmp_path, store=bucket / "runs")
    run = new_run(current_versions())
    write_run(warehouse, run)
    assert list(read_runs(warehouse)) == [run]
    spools = Spools(warehouse.raw, run.run_id, 100, warehouse.spools)
    for page in raw_pages(range(3)):
        spools.keep(replace(page, run_id=run.run_id))
    # The process is gone here; nothing was closed.
    [path] = seal_leftovers(warehouse.raw, warehouse.spools)
    assert [file.name for file in warehouse.raw.glob("*.parquet")] == [path.name] == [f"{run.run_id}-00000.parquet"]
    assert list(warehouse.spools.iterdir()) == []


def test_a_place_that_cannot_be_is_named():
    with pytest.raises(UsageError, match="nosuch"):
        store_path("nosuch://bucket/folder")


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path):
    for content in (b"first", b"second"):
        write_whole(tmp_path / "a" / "b", content)
    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [b"second"]
