"""publish: bring what the build file holds to where readers look."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from etl.cli.text import print_json
from etl.errors import UsageError
from etl.job import written_warehouse
from etl.lock import writer_lock
from etl.publish import publish as publish_marts
from etl.publish.versions import current_publication
from etl.run_record import new_run, read_runs
from etl.settings import load_settings
from etl.versions import current_versions


def publish(warehouse: Path | None, *, as_json: bool) -> None:
    """Publish the marts as the last run left them; writes nothing where nothing has changed."""
    chosen = written_warehouse(load_settings(), warehouse)
    if chosen.lake is None and not chosen.build_file.exists():
        raise UsageError(
            f"Nothing is built in {chosen.root}: run `pactwatch refresh` first, or name another --warehouse."
        )
    with writer_lock(chosen):
        before = current_publication(chosen.published)
        run = max(read_runs(chosen), key=lambda run: run.started_at, default=new_run(current_versions()))
        publication = publish_marts(chosen, run.run_id, run.code_version, run.vocabulary_version)
    is_new = before is None or before.publication_id != publication.publication_id
    if as_json:
        rows = {name: state.rows for name, state in publication.tables.items()}
        told = {"publication_id": publication.publication_id, "is_new": is_new, "rows": rows}
        print_json(told)
        return
    console = Console()
    console.print("Published." if is_new else "Nothing has changed since the last publication.")
    console.print(f"tables  {chosen.marts_file}\nreport  {chosen.report_file}", markup=False, soft_wrap=True)
