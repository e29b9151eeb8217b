"""The models in a DuckLake: the same tables as in the file, row for row, while others read them."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from duckdb_extensions import import_extension

from etl.model import build
from etl.publish import publish
from etl.warehouse import Lake, Warehouse
from tests.flows.postgres import postgres
from tests.flows.test_refresh import marts

READER = Path(__file__).with_name("lake_reader.py")


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """An empty lake with its catalogue in PostgreSQL, and DuckDB's extensions from their wheels."""
    for name in ("ducklake", "postgres_scanner"):
        import_extension(name)
    with postgres() as connect, duckdb.connect() as connection:
        lake = Lake(f"postgres:{connect}", str(tmp_path_factory.mktemp("lake") / "data"))
        lake.attach(connection, "lake")
        yield lake


def test_the_lake_holds_the_same_marts_as_the_file(sample_warehouse, lake, tmp_path):
    shutil.copy(sample_warehouse / "pactwatch.duckdb", tmp_path)
    warehouse = Warehouse(tmp_path, lake=lake)
    stop = tmp_path / "stop"
    command = [sys.executable, READER, lake.catalog, stop]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        build(warehouse)
    finally:
        stop.touch()
        told = [reader.communicate(timeout=120) for reader in readers]
    for reader, (out, err) in zip(readers, told, strict=True):
        assert reader.returncode == 0, err
        assert int(out) >= 3

    with duckdb.connect(str(sample_warehouse / "pactwatch.duckdb"), read_only=True) as connection:
        lake.attach(connection, "lake", read_only=True)
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        assert len(names) == 2 * len(set(names)) >= 40
        for (name,) in set(names):
            for one, other in (("pactwatch", "lake"), ("lake", "pactwatch")):
                differing = f"from {one}.marts.{name} except all from {other}.marts.{name}"
                assert connection.execute(differing).fetchall() == [], name

    publish(warehouse, "run", "code", "words")
    assert marts(tmp_path) == marts(sample_warehouse)
    with duckdb.connect(str(warehouse.marts_file), read_only=True) as connection:
        known = "select count(*) from marts.agreements_as_of(date '2024-01-01')"
        [(count,)] = connection.execute(known).fetchall()
    assert count > 10
