"""Runs the dbt project in sql/ on the build file of a warehouse, in this process."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from etl.model.result import BuildFailed, BuildResult, DataTestsFailed, FailedTest, OnNode
from etl.warehouse import Warehouse, opening, quoted

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

PROJECT = Path(__file__).resolve().parents[3] / "sql"
"""The dbt project, beside src/."""

SAMPLE_ROWS = 3

# Writing its debug log costs dbt a quarter of a small build.
QUIET = ["--quiet", "--no-use-colors", "--log-level-file", "error"]


def build(warehouse: Warehouse, full_refresh: bool = False, on_node: OnNode | None = None) -> BuildResult:
    """Build seeds, models and their data tests in the warehouse's build file.

    No connection to the file may be open in this process: DuckDB would serve dbt
    the settings of the open one. ``full_refresh`` rebuilds what is otherwise built
    on. Raises ``BuildFailed`` when a model cannot be built and ``DataTestsFailed``
    when a data test finds rows; the models are in the file then, but not to be published.
    """
    models = models_version()
    # Nobody reads the manifest of a build, and writing it takes seconds.
    command = ["build", "--no-write-json", "--exclude-resource-type", "unit_test"]
    command += ["--vars", json.dumps({"models_version": models})]
    if full_refresh or _built_version(warehouse) != models:
        command.append("--full-refresh")
    else:
        command += ["--exclude", "tag:vocabulary"]
    started = time.monotonic()
    result = run_dbt(warehouse, command, on_node)
    nodes: list[Any] = list(getattr(result.result, "results", None) or [])
    failures = tuple(_failed_test(warehouse, node) for node in nodes if node.status == "fail")
    errors = [f"{node.node.name}: {node.message}" for node in nodes if node.status == "error"]
    # What depends on a model with a failed test is skipped and may fail for that reason only.
    if failures:
        raise DataTestsFailed(failures)
    if errors:
        raise BuildFailed("The models could not be built.\n" + "\n".join(errors))
    if not result.success:
        raise BuildFailed(f"The models could not be built: {result.exception}")
    kinds = [str(node.node.resource_type) for node in nodes]
    return BuildResult(
        seconds=time.monotonic() - started,
        seeds=kinds.count("seed"),
        models=kinds.count("model"),
        tests=kinds.count("test"),
        timings={node.node.name: node.execution_time for node in nodes},
    )


def carry_issued_ids(old: Warehouse, new: Warehouse) -> None:
    """Give a warehouse that is built anew the memory of which ids the one before it gave.

    To be called before the new one is built. Where there is no old one there is nothing to remember.
    """
    if not old.build_file.exists():
        return
    with duckdb.connect(str(new.build_file)) as connection:
        with opening(old.build_file):
            connection.execute(f"attach {quoted(str(old.build_file))} as old (read_only)")
        if connection.sql("from duckdb_tables() where database_name = 'old' and table_name = 'issued_ids'").fetchone():
            connection.execute("create schema if not exists intermediate")
            connection.execute("create table intermediate.issued_ids as from old.intermediate.issued_ids")


def models_version() -> str:
    """A hash of the models, macros and vocabularies: what a warehouse was built with, beside its pages."""
    digest = sha256()
    for path in sorted(PROJECT.rglob("*")):
        # Corrections are applied anew in every build.
        if path.suffix in {".sql", ".yml", ".csv"} and path.name != "corrections.csv":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _built_version(warehouse: Warehouse) -> str | None:
    """The models_version of the last whole build; None when there was none."""
    if not warehouse.build_file.exists():
        return None
    with _connect(warehouse) as connection:
        try:
            row = connection.execute("select max(models_version) from intermediate.built_articles").fetchone()
        except duckdb.CatalogException:
            return None
    return row[0] if row else None


def _connect(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """The build file, with the lake beside it where the models are built there."""
    connection = duckdb.connect(str(warehouse.build_file))
    if warehouse.lake:
        warehouse.lake.attach(connection, "lake")
        connection.execute("USE lake")
    return connection


def run_dbt(warehouse: Warehouse, command: list[str], on_node: OnNode | None = None) -> dbtRunnerResult:
    """Run one dbt command on the warehouse's build file, quietly, with its own files under the warehouse."""
    from dbt.cli.main import dbtRunner  # imported here: it takes seconds

    def report(event: Any) -> None:
        if on_node is not None and event.info.name in ("LogModelResult", "LogSeedResult", "LogTestResult"):
            on_node(event.data.node_info.node_name, event.data.status, event.data.execution_time)

    paths = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    target = ["--target", "ducklake" if warehouse.lake else "build"]
    with _environment(warehouse):
        try:
            return dbtRunner(callbacks=[report]).invoke([*command, *paths, *target, *QUIET])
        finally:
            _close_connections()


def _close_connections() -> None:
    """dbt-duckdb keeps the file open for the life of the process; publishing must be able to open it."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    manager: Any = DuckDBConnectionManager  # its methods have no types
    try:
        manager.env().close()
    except Exception:
        return
    manager.close_all_connections()


@contextmanager
def _environment(warehouse: Warehouse) -> Iterator[None]:
    """Dbt takes these from the environment only; whatever stood there before stands there again after."""
    settings = {
        "PACTWATCH_BUILD_FILE": str(warehouse.build_file.resolve()),
        "DBT_TARGET_PATH": str((warehouse.root / "dbt").resolve()),
        "DBT_LOG_PATH": str((warehouse.root / "dbt").resolve()),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }
    if warehouse.lake:
        settings |= {"PACTWATCH_LAKE_CATALOG": warehouse.lake.catalog, "PACTWATCH_LAKE_DATA": warehouse.lake.data}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _failed_test(warehouse: Warehouse, node: Any) -> FailedTest:
    """The test's own query, asked again for a few of the rows it found."""
    with _connect(warehouse) as connection:
        found = connection.sql(node.node.compiled_code)
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.limit(SAMPLE_ROWS).fetchall()]
    return FailedTest(node.node.name, int(node.failures or 0), "; ".join(str(row) for row in rows))
