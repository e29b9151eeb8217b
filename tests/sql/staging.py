"""Staging tables for tests: written from lists of rows, with the columns of etl.load.schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.load.schema import STAGING
from etl.warehouse import Warehouse

Rows = dict[str, list[dict[str, Any]]]


def write_staging(warehouse: Warehouse, rows: Rows) -> None:
    """Make the build file with all staging tables; append the given rows, columns not given are null."""
    warehouse.root.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse.build_file)) as connection:
        connection.execute("create schema if not exists staging")
        for name, schema in STAGING.items():
            given = pa.Table.from_pylist(rows.get(name, []), schema=schema)
            connection.register("given", given)
            connection.execute(f"create table if not exists staging.{name} as select * from given limit 0")
            connection.execute(f"insert into staging.{name} select * from given")


def marts(warehouse: Warehouse, query: str) -> list[dict[str, Any]]:
    """The rows of a query on the build file."""
    with duckdb.connect(str(warehouse.build_file)) as connection:
        found = connection.sql(query)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def new_warehouse(folder: Path) -> Warehouse:
    """A warehouse in a folder of the test."""
    return Warehouse(folder / "warehouse")
