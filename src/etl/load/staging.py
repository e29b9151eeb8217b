"""The staging tables in the build file: create, load whole raw files, look up what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from etl.load.parts import Parts
from etl.load.schema import STAGING
from etl.warehouse import opening

# Tables with a raw_file column; the others hang on page_versions.version_id.
_BY_RAW_FILE = ("fetch_outcomes", "page_versions")


@contextmanager
def open_staging(build_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build file, open for writing, with every staging table there."""
    build_file.parent.mkdir(parents=True, exist_ok=True)
    with opening(build_file):
        connection = duckdb.connect(str(build_file))
    with connection:
        # All times in the tables are UTC without a zone; now() must not bring the machine's zone in.
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("create schema if not exists staging")
        for name, schema in STAGING.items():
            if not _exists(connection, name):
                _create(connection, name, schema)
        yield connection


def _exists(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    found = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'staging' and table_name = ?", [name]
    ).fetchone()
    return found is not None


def _create(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema) -> None:
    connection.register("empty_table", schema.empty_table())
    connection.execute(f"create table staging.{name} as from empty_table")
    connection.unregister("empty_table")


def load_parts(connection: duckdb.DuckDBPyConnection, parts: Parts, raw_files: Collection[str]) -> None:
    """Bring in the whole parts of these raw files, in one transaction.

    Rows of an earlier load of the same files are taken out first: loading twice
    leaves what loading once does.
    """
    connection.begin()
    try:
        for raw_file in loaded_raw_files(connection) & set(raw_files):
            _delete_raw_file(connection, raw_file)
        for name, files in parts.tables(raw_files).items():
            insert(connection, name, _dataset(files, STAGING[name]))
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _dataset(files: Sequence[Path], schema: pa.Schema) -> ds.Dataset:
    """Many Parquet files of one place as one thing to read from, a few row groups in memory at a time."""
    filesystem = getattr(files[0], "fs", None)  # an object store's; None for this machine
    return ds.dataset([getattr(file, "path", str(file)) for file in files], schema=schema, filesystem=filesystem)


def _delete_raw_file(connection: duckdb.DuckDBPyConnection, raw_file: str) -> None:
    versions = "select version_id from staging.page_versions where raw_file = ?"
    for name, schema in STAGING.items():
        if "version_id" in schema.names and name not in _BY_RAW_FILE:
            connection.execute(f"delete from staging.{name} where version_id in ({versions})", [raw_file])
    for name in _BY_RAW_FILE:
        connection.execute(f"delete from staging.{name} where raw_file = ?", [raw_file])


def insert(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table | ds.Dataset) -> None:
    """Append rows to one staging table, columns matched by name."""
    connection.register("new_rows", table)
    try:
        connection.execute(f"insert into staging.{name} by name select * from new_rows")
    finally:
        connection.unregister("new_rows")


def replace_rows(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table, key: str) -> None:
    """Put rows in the place of those with the same key value."""
    connection.register("keys", table.select([key]))
    connection.execute(f"delete from staging.{name} where {key} in (select {key} from keys)")
    connection.unregister("keys")
    insert(connection, name, table)


def loaded_raw_files(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the raw files whose rows are in staging."""
    return {row[0] for row in connection.execute("select distinct raw_file from staging.fetch_outcomes").fetchall()}


def fetch_history(connection: duckdb.DuckDBPyConnection, urls: Iterable[str]) -> pa.Table:
    """What is known of these URLs: one row for each that was ever tried."""
    connection.register("asked", pa.table({"url": pa.array(list(urls), pa.string())}))
    try:
        return connection.execute(_HISTORY).to_arrow_table()
    finally:
        connection.unregister("asked")


_HISTORY = """
with attempts as (
    select outcomes.*, outcomes.outcome in ('ok', 'unchanged') as is_good
    from staging.fetch_outcomes as outcomes
    where outcomes.url in (select url from asked)
),
last_times as (
    select
        url,
        max(attempted_at) filter (outcome = 'ok') as changed_at,
        max(attempted_at) filter (is_good) as good_at
    from attempts
    group by url
)
select
    attempts.url,
    arg_max(etag, attempted_at) filter (is_good) as etag,
    arg_max(last_modified, attempted_at) filter (is_good) as last_modified,
    arg_max(content_hash, attempted_at) filter (outcome = 'ok') as content_hash,
    min(attempted_at) filter (is_good) as first_ok_at,
    max(attempted_at) as last_attempted_at,
    arg_max(outcome, attempted_at) as last_outcome,
    count(*) filter (not is_good and attempted_at > coalesce(good_at, timestamp '1970-01-01')) as failures_in_a_row,
    count(*) filter (outcome = 'unchanged' and attempted_at > coalesce(changed_at, timestamp '1970-01-01'))
        as unchanged_in_a_row
from attempts inner join last_times on attempts.url = last_times.url
group by attempts.url
"""
