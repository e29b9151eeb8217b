"""Reads a lake again and again until it is told to stop, as a BI tool on another machine would.

    python tests/flows/lake_reader.py CATALOG STOP_FILE

Prints how often it read all marts there were. Any error ends it with a traceback.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

MARTS = "select table_name from duckdb_tables() where database_name = 'lake' and schema_name = 'marts'"


def main(catalog: str, stop: Path) -> None:
    """Read."""
    reads = 0
    while not stop.exists():
        with duckdb.connect() as connection:
            connection.execute("LOAD ducklake")
            connection.execute(f"ATTACH 'ducklake:{catalog}' AS lake (READ_ONLY)")
            connection.execute("BEGIN")  # one snapshot for all tables
            for (name,) in connection.execute(MARTS).fetchall():
                connection.execute(f"select * from lake.marts.{name}").fetchall()
            reads += 1
        time.sleep(0.5)
    print(reads)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
