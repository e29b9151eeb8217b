"""sources check: does each source give what it should?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl import job as jobs
from etl.cli.text import print_json, printable
from etl.discover.check import SourceCheck, check_source
from etl.errors import PARTIAL
from etl.fetch.client import Client


def check(sources: Path | None, only: Sequence[str], *, as_json: bool) -> None:
    """Try every source and show what came of it."""
    chosen, settings = jobs.sources_to_check(sources, only)
    if note := jobs.contact_note(chosen, settings):
        Console(stderr=True).print(note, style="yellow")
    client = Client(settings)
    failed = False
    results = []
    for source in chosen:
        result = check_source(source, client)
        failed = failed or result.error is not None
        if as_json:
            results.append(asdict(result))
        else:
            Console().print(_table(result))
    if as_json:
        print_json(results)
    if failed:
        sys.exit(PARTIAL)


def _table(result: SourceCheck) -> Table:
    verdict = ("  needs a look", "bold red") if result.error else ("  ok", "bold green")
    name = f" ({printable(result.name)})" if result.name else ""
    title = Text.assemble((result.source_id, "bold"), name, verdict)
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for field, value in asdict(result).items():
        if field not in ("source_id", "name") and value not in (None, ""):
            style = "red" if field == "error" else ""
            table.add_row(Text(field.replace("_", " ")), Text(_shown(value), style=style))
    table.add_row("", "")
    return table


def _shown(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M %Z}" if isinstance(value, datetime) else printable(value)
