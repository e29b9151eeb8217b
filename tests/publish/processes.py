"""Publishers and readers in processes of their own, for the tests and for bench/publish_atomicity.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from etl.publish import publish
from etl.publish.versions import LINKS, current_publication
from etl.warehouse import Warehouse

ROOT = Path(__file__).parents[2]

# Counts that agree within one publication and differ between any two.
COUNTS = """
SELECT
    (SELECT count(*) FROM marts.agreements),
    (SELECT count(DISTINCT agreement_id) FROM marts.agreement_history),
    (SELECT count(DISTINCT agreement_id) FROM marts.agreement_parties)
"""


def start(role: str, *arguments: object) -> subprocess.Popen[str]:
    """Start this module as ``publisher`` or ``reader``."""
    command = [sys.executable, "-m", "tests.publish.processes", role, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def seconds_to_publish(root: Path) -> float:
    """How long a publishing process takes here and now, its start included: the span to kill the next ones in."""
    begun = time.monotonic()
    process = start("publisher", root)
    _, err = process.communicate()
    if process.returncode != 0:
        raise SystemExit(err)
    return time.monotonic() - begun


def wholeness_fault(published: Path) -> str | None:
    """What is not whole in the published set; None when all is well. An empty folder is whole."""
    publication = current_publication(published)
    if publication is None:
        seen = [name for name in LINKS if (published / name).exists()]
        return f"{seen} without a publication" if seen else None
    missing = [name for name in LINKS if not (published / name).exists()]
    if missing:
        return f"{missing} missing"
    folder = publication.folder
    with duckdb.connect(str(publication.database), read_only=True) as connection:
        counts = connection.execute(COUNTS).fetchone()
        for name, state in publication.tables.items():
            row = connection.execute(
                f"SELECT (SELECT count(*) FROM marts.{name}), (SELECT count(*) FROM '{folder}/parquet/{name}.parquet')"
            ).fetchone()
            if row != (state.rows, state.rows):
                return f"{name}: {row} rows, manifest says {state.rows}"
    if counts is None or len(set(counts)) != 1:
        return f"counts disagree: {counts}"
    if publication.publication_id not in (folder / "report" / "index.html").read_text(encoding="utf-8"):
        return "the report is of another publication"
    if len(json.loads((folder / "agreements.json").read_text(encoding="utf-8"))) != counts[0]:
        return "agreements.json is of another publication"
    return None


def publisher(root: Path) -> None:
    """Publish once."""
    publish(Warehouse(root), f"run-{time.time_ns()}", "0.1.0", "v1")


def reader(root: Path, stop: Path) -> None:
    """Query the published set without pause until the file ``stop`` is there.

    Prints how many reads there were and how many different states they saw; fails at half a state.
    """
    os.nice(10)  # readers never rest; let the publisher through
    warehouse = Warehouse(root)
    reads, states = 0, set()
    while not stop.exists():
        with duckdb.connect(str(warehouse.marts_file), read_only=True) as connection:
            counts = connection.execute(COUNTS).fetchone()
        parquet = duckdb.sql(f"SELECT count(*) FROM '{warehouse.published}/parquet/agreements.parquet'").fetchone()
        if counts is None or parquet is None or len(set(counts)) != 1:
            raise SystemExit(f"half a state: {counts}")
        (warehouse.published / "report" / "index.html").read_bytes()
        states.add(counts[0])
        reads += 1
    print(json.dumps({"reads": reads, "states": len(states)}))


if __name__ == "__main__":
    if sys.argv[1] == "publisher":
        publisher(Path(sys.argv[2]))
    else:
        reader(Path(sys.argv[2]), Path(sys.argv[3]))
