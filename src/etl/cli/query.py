"""query: one SQL statement on the published file."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from etl.cli.text import for_stdout, json_text, plain, printable
from etl.errors import UsageError
from etl.publish.reader import chosen_warehouse, open_published, require_publication

FORMATS = ("table", "csv", "json")
# A screenful or two; csv and json give every row.
TABLE_ROWS = 200
RECORDS = 20
# A column narrower than this, and than what stands in it, is no pleasure to read.
LEAST_WIDTH = 16
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
            statements = connection.extract_statements(_from_stdin() if sql == "-" else sql)
            if len(statements) != 1:
                raise UsageError(f"Give one statement of SQL; these are {len(statements)}.")
            result = connection.execute(statements[0])
            columns = [column[0] for column in result.description or []]
            {"table": _print_table, "csv": _print_csv, "json": _print_json}[output](columns, _rows(result))
        except duckdb.Error as error:
            raise UsageError(str(error)) from None


def _from_stdin() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"The statement on standard input is not UTF-8 text ({error.reason}).") from None


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(ROWS_AT_A_TIME):
        yield from rows


def _print_table(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """The first rows as a table or, where a table would not fit the terminal, each row as a list of its columns."""
    values = list(islice(rows, TABLE_ROWS))
    first = [[_shown(value) for value in row] for row in values]
    console = Console()
    if _needed_width(columns, first) <= console.width:
        shown = len(first)
        numbers = {
            index for row in values for index, value in enumerate(row) if isinstance(value, (int, float, Decimal))
        }
        console.print(_table(columns, first, numbers))
    else:
        shown = min(len(first), RECORDS)
        for number, row in enumerate(first[:RECORDS], start=1):
            console.print(_record(number, columns, row))
    left = len(first) - shown + sum(1 for _ in rows)
    if left:
        Console(stderr=True).print(f"{left:,} more rows: give --format csv or json for all, or add a LIMIT.")


def _needed_width(columns: list[str], rows: list[list[str]]) -> int:
    """Characters that a table needs so that no column is squeezed; borders take three a column."""
    widest = (max(len(value) for value in (name, *(row[index] for row in rows))) for index, name in enumerate(columns))
    return sum(min(width, LEAST_WIDTH) + 3 for width in widest) + 1


def _table(columns: list[str], rows: list[list[str]], numbers: set[int]) -> Table:
    table = Table(header_style="bold")
    for index, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if index in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _record(number: int, columns: list[str], row: list[str]) -> RenderableType:
    record = Table(title=f"row {number}", title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    record.add_column(style="dim", no_wrap=True)
    record.add_column(overflow="fold")
    for column, value in zip(columns, row, strict=True):
        record.add_row(Text(column), Text(value))
    return Padding(record, (0, 0, 1, 0))


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
        writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json_text(value)
    return for_stdout(value) if isinstance(value, str) else plain(value)


def _print_json(columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """One object a row, one row a line, all in one array: streams, and any JSON reader takes it."""
    before = "["
    for row in rows:
        sys.stdout.write(before + json_text(dict(zip(columns, row, strict=True))))
        before = ",\n "
    sys.stdout.write("[]\n" if before == "[" else "]\n")
