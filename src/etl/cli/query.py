"""query: one SQL statement on the published file."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.cli.text import printable
from etl.errors import UsageError
from etl.publish.reader import chosen_warehouse, open_published, require_publication

FORMATS = ("table", "csv", "json")
# A screenful or two; csv and json give every row.
TABLE_ROWS = 200
ROWS_AT_A_TIME = 10_000


def query(sql: str, warehouse: Path | None, output: str = "table") -> None:
    """Run ``sql`` read-only on the published file and print the result as ``output``: table, csv or json.

    ``-`` reads the statement from standard input. Raises UsageError with DuckDB's
    message where the statement is wrong.
    """
    if output not in FORMATS:
        raise UsageError(f"'{output}' is not a format; choose one of {', '.join(FORMATS)}.")
    publication = require_publication(chosen_warehouse(warehouse))
    with open_published(publication) as connection:
        try:
            result = connection.execute(sys.stdin.read() if sql == "-" else sql)
            columns = [column[0] for column in result.description or []]
            {"table": _print_table, "csv": _print_csv, "json": _print_json}[output](columns, _rows(result))
        except duckdb.Error as error:
            raise UsageError(str(error)) from None


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(ROWS_AT_A_TIME):
        yield from rows


def _print_table(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    table = Table(header_style="bold")
    shown: list[tuple[Any, ...]] = []
    left = 0
    for row in rows:
        if len(shown) < TABLE_ROWS:
            shown.append(row)
        else:
            left += 1
    for index, column in enumerate(columns):
        is_number = any(isinstance(row[index], (int, float, Decimal)) for row in shown)
        table.add_column(Text(column), justify="right" if is_number else "left", overflow="fold")
    for row in shown:
        table.add_row(*(Text(_shown(value)) for value in row))
    Console().print(table)
    if left:
        Console(stderr=True).print(f"{left:,} more rows: give --format csv or json for all, or add a LIMIT.")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return printable(value)


def _print_csv(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(value) if not isinstance(value, (list, dict)) else json_text(value) for value in row])


def _print_json(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """One object a row, one row a line, all in one array: streams, and any JSON reader takes it."""
    before = "["
    for row in rows:
        sys.stdout.write(before + json_text(dict(zip(columns, row, strict=True))))
        before = ",\n "
    sys.stdout.write("[]\n" if before == "[" else "]\n")


def json_text(value: Any) -> str:
    """``value`` as JSON; times in ISO 8601, what JSON cannot say as null or text."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
