"""Hand-over to others: the agreements as one CSV and one JSON file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.warehouse import quoted

# A spreadsheet runs a cell that begins like this as a formula, and names come from strangers' pages.
FORMULA = "^[=+\\-@\\t\\r]"


def write_agreements(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write ``agreements.csv`` (lists joined by ``|``, formulas disarmed by a quote) and ``agreements.json`` (exact).

    ``connection`` has the published file attached as ``published``.
    """
    agreements = "SELECT * FROM published.marts.agreements ORDER BY agreement_id"
    connection.execute(
        f"COPY (SELECT * REPLACE ({_disarmed('name')}, {_disarmed('evidence')}, {_disarmed('evidence_url')},"
        " array_to_string(parties, '|') AS parties, array_to_string(party_names, '|') AS party_names,"
        f" array_to_string(themes, '|') AS themes) FROM ({agreements}))"
        f" TO {quoted(str(folder / 'agreements.csv'))} (FORMAT csv, HEADER)"
    )
    connection.execute(f"COPY ({agreements}) TO {quoted(str(folder / 'agreements.json'))} (FORMAT json, ARRAY true)")


def _disarmed(column: str) -> str:
    return f"CASE WHEN regexp_matches({column}, '{FORMULA}') THEN '''' || {column} ELSE {column} END AS {column}"
