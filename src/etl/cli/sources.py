"""sources check: does each source give what it should?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from etl import job as jobs
from etl.cli.text import print_json
from etl.discover.check import SourceCheck, check_source
from etl.errors import PARTIAL
from etl.fetch.client import Client


def check(sources: Path | None, only: Sequence[str], *, as_json: bool) -> None:
    """Try every source and show what came of it."""
    job = jobs.refresh_job(sources, None, only)
    client = Client(job.client)
    checks = [check_source(source, client) for source in job.sources]
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        for result in checks:
            Console().print(_table(result))
    if any(result.error for result in checks):
        sys.exit(PARTIAL)


def _table(result: SourceCheck) -> Table:
    table = Table(title=result.source_id, title_justify="left", show_header=False)
    for name, value in asdict(result).items():
        if name != "source_id" and value not in (None, ""):
            table.add_row(name.replace("_", " "), str(value))
    return table
