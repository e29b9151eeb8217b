"""Reading the published set, as any other reader would: never the build file, never blocking a run."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.errors import UsageError
from etl.publish.versions import Publication, current_publication
from etl.settings import load_settings
from etl.warehouse import Warehouse


def chosen_warehouse(folder: Path | None) -> Warehouse:
    """The warehouse in ``folder``, or the one that the settings name."""
    return Warehouse(folder or load_settings().warehouse)


def require_publication(warehouse: Warehouse) -> Publication:
    """What is published now. Raises UsageError where nothing is."""
    publication = current_publication(warehouse.published)
    if publication is None:
        raise UsageError(
            f"Nothing is published in {warehouse.root}: run `pactwatch refresh` first, or name another --warehouse."
        )
    return publication


def open_published(publication: Publication) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one publication; tables can be named with and without ``marts.``."""
    connection = duckdb.connect(str(publication.database), read_only=True)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("USE pactwatch.marts")
    return connection


def fetch_dicts(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: list[object] | None = None
) -> list[dict[str, object]]:
    """All rows of ``query``, each by column name."""
    result = connection.execute(query, parameters or [])
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
