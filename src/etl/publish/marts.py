"""Copy the marts from the private build file into a fresh DuckDB file and Parquet files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.publish.tables import ENTITIES, KEYS, LOOKUPS
from etl.warehouse import Warehouse, opening, quoted

# BI drivers lag behind DuckDB: everything from 1.5 on reads this format.
STORAGE_VERSION = "v1.5.0"
# A quarter of DuckDB's own: two dozen tables of a small warehouse take 4 MB instead of 14, a large one is as fast.
BLOCK_SIZE = 65_536


@dataclass(frozen=True, slots=True)
class TableState:
    """What a table holds: ``digest`` is equal for equal columns, comments and rows (in any order)."""

    rows: int
    digest: str


def identifier(name: str) -> str:
    """``name`` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def connect_to_build(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """A private connection with the build file, or the lake in its place, attached read-only as ``build``."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    if warehouse.lake:
        warehouse.lake.attach(connection, "build", read_only=True)
    else:
        with opening(warehouse.build_file):
            connection.execute(f"ATTACH {quoted(str(warehouse.build_file))} AS build (READ_ONLY)")
    return connection


def table_states(connection: duckdb.DuckDBPyConnection) -> dict[str, TableState]:
    """State of every table and view of ``build.marts``, by name."""
    names = connection.execute(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_catalog = 'build' AND table_schema = 'marts' ORDER BY ALL"
    ).fetchall()
    return {name: _table_state(connection, name) for (name,) in names}


def _table_state(connection: duckdb.DuckDBPyConnection, name: str) -> TableState:
    columns = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns()"
        " WHERE database_name = 'build' AND schema_name = 'marts' AND table_name = ? ORDER BY column_index",
        [name],
    ).fetchall()
    comment = _table_comment(connection, name)
    # Two independent sums over all rows: order does not matter, and duplicates count.
    row = connection.execute(
        f"SELECT count(*), sum(hash(t)), sum(hash(t, 'again')) FROM build.marts.{identifier(name)} AS t"
    ).fetchone()
    assert row is not None
    return TableState(row[0], hashlib.sha256(repr((columns, comment, row)).encode()).hexdigest()[:32])


def _table_comment(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    row = connection.execute(
        """
        SELECT comment FROM (
            SELECT database_name, schema_name, table_name AS name, comment FROM duckdb_tables()
            UNION ALL
            SELECT database_name, schema_name, view_name, comment FROM duckdb_views()
        )
        WHERE database_name = 'build' AND schema_name = 'marts' AND name = ?
        """,
        [name],
    ).fetchone()
    return row[0] if row else None


def write_marts_file(connection: duckdb.DuckDBPyConnection, target: Path, names: list[str]) -> None:
    """Write the tables ``names`` of ``build.marts``, with comments, indexes and macros, into the new file ``target``.

    The file stays attached as ``published``; ``detach`` it to have everything on disk.
    """
    connection.execute(
        f"ATTACH {quoted(str(target))} AS published (STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE})"
    )
    # One transaction: each of some four hundred statements on its own would wait for the disk.
    connection.execute("BEGIN")
    connection.execute("CREATE SCHEMA published.marts")
    known = list(KEYS)
    for name in sorted(names, key=lambda name: (known.index(name) if name in KEYS else len(known), name)):
        _copy_table(connection, name)
    connection.execute("USE published.marts")
    _copy_macros(connection)
    connection.execute("COMMIT")
    connection.execute("USE memory.main")


def _copy_table(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = connection.execute(
        "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()"
        " WHERE database_name = 'build' AND schema_name = 'marts' AND table_name = ? ORDER BY column_index",
        [name],
    ).fetchall()
    definitions = [
        f"{identifier(column)} {data_type}{'' if is_nullable else ' NOT NULL'}"
        for column, data_type, is_nullable, _ in columns
    ]
    key = KEYS.get(name, ())
    if name in ENTITIES:
        definitions.append(f"PRIMARY KEY ({', '.join(map(identifier, key))})")
    table = f"published.marts.{identifier(name)}"
    order = ", ".join(map(identifier, key)) or "ALL"
    connection.execute(f"CREATE TABLE {table} ({', '.join(definitions)})")
    connection.execute(f"INSERT INTO {table} FROM build.marts.{identifier(name)} ORDER BY {order}")
    for column, _, _, comment in columns:
        if column in LOOKUPS and not (name in ENTITIES and column in key):
            connection.execute(f"CREATE INDEX {identifier(f'{name}_{column}')} ON {table} ({identifier(column)})")
        if comment is not None:
            connection.execute(f"COMMENT ON COLUMN {table}.{identifier(column)} IS {quoted(comment)}")
    comment = _table_comment(connection, name)
    if comment is not None:
        connection.execute(f"COMMENT ON TABLE {table} IS {quoted(comment)}")


def _copy_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Recreate the macros of ``build.marts``; their names carry no database, so they work here as they did there."""
    macros = connection.execute(
        "SELECT function_name, function_type, parameters, macro_definition FROM duckdb_functions()"
        " WHERE database_name = 'build' AND schema_name = 'marts' AND macro_definition IS NOT NULL"
    ).fetchall()
    for name, function_type, parameters, definition in macros:
        kind = "TABLE " if function_type == "table_macro" else ""
        arguments = ", ".join(map(identifier, parameters))
        connection.execute(f"CREATE MACRO published.marts.{identifier(name)}({arguments}) AS {kind}{definition}")


def write_parquet(connection: duckdb.DuckDBPyConnection, name: str, target: Path) -> None:
    """Write one published table to ``target``, rows in key order."""
    connection.execute(
        f"COPY published.marts.{identifier(name)} TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )


def detach(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the published file; only then is it one whole file without a write-ahead log."""
    connection.execute("DETACH published")
