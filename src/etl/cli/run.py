"""refresh, backfill, rebuild: the jobs that write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl import job as jobs
from etl import pipeline
from etl.cli.progress import watcher_for
from etl.cli.text import counted, print_json, printable
from etl.errors import PARTIAL
from etl.pipeline import Job, RunSummary, SetAside
from etl.run_record import SourceLinks
from etl.watcher import Watcher

_stderr = Console(stderr=True)
_stdout = Console()


def refresh(
    sources: Path | None,
    warehouse: Path | None,
    only: Sequence[str],
    since: str | None,
    *,
    samples: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """The main job, on the listed sources or on the sample web."""
    if not samples:
        job = jobs.refresh_job(sources, warehouse, only, since)
        if note := jobs.contact_note(job.sources, job.client):
            _stderr.print(note, style="yellow")
        _run(pipeline.refresh, job, dry_run=dry_run, as_json=as_json)
        return
    from etl.samples import SampleWeb

    with SampleWeb() as web:
        _stderr.print(f"Serving the sample web on this machine ({len(web.resolve)} outlets).")
        job = jobs.sample_job(web, warehouse, only, since)
        _run(pipeline.refresh, job, dry_run=dry_run, as_json=as_json)


def backfill(
    paths: Sequence[Path],
    warehouse: Path | None,
    since: str | None,
    workers: int | None,
    dask: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Saved pages go the same road as fetched ones."""
    job = jobs.backfill_job(paths, warehouse, since, workers, dask)
    _run(pipeline.refresh, job, dry_run=dry_run, as_json=as_json)


def rebuild(
    sources: Path | None, warehouse: Path | None, workers: int | None, dask: str | None, *, as_json: bool
) -> None:
    """Everything below the raw pages, made anew."""
    _run(pipeline.rebuild, jobs.rebuild_job(sources, warehouse, workers, dask), dry_run=False, as_json=as_json)


def _run(work: Callable[[Job, Watcher], RunSummary], job: Job, *, dry_run: bool, as_json: bool) -> None:
    watcher = watcher_for(_stderr)
    if dry_run:
        _show_plan(job, watcher, as_json=as_json)
        return
    summary = work(job, watcher)
    if as_json:
        print_json(_as_dict(summary))
    else:
        _stdout.print(_summary_table(summary))
    _tell_failures(summary.run.sources, summary.set_aside)


def _tell_failures(sources: Sequence[SourceLinks], set_aside: Sequence[SetAside] = ()) -> None:
    """Say what failed, and end with the exit code for it."""
    failed = [source for source in sources if source.error]
    told = [f"Source {source.source_id}, {counted(source.links, 'link')}: {source.error}" for source in failed]
    told += [
        f"{aside.raw_file} could not be read and was set aside: {aside.error}; see set_aside in the warehouse."
        for aside in set_aside
    ]
    for line in told:
        _stderr.print(printable(line), style="yellow", markup=False)
    if failed and len(failed) == len(sources):
        sys.exit(1)
    if told:
        sys.exit(PARTIAL)


def _show_plan(job: Job, watcher: Watcher, *, as_json: bool) -> None:
    links, sources = pipeline.plan(job, watcher)
    if as_json:
        print_json({"links": [asdict(link) for link in links], "sources": [asdict(source) for source in sources]})
    else:
        table = Table("source", "page", box=None, padding=(0, 2, 0, 0), show_header=bool(links))
        for link in links:
            table.add_row(Text(link.source_id), Text(printable(link.url), overflow="fold"))
        _stdout.print(f"{counted(len(links), 'page')} would be fetched", table, sep="\n")
    _tell_failures(sources)


def _summary_table(summary: RunSummary) -> Table:
    run = summary.run
    table = Table(show_header=False, title=f"Run {run.run_id}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_row("pages", f"{run.pages_new} new, {run.pages_unchanged} unchanged, {run.pages_failed} failed")
    table.add_row("agreements", f"{summary.agreements_new} new, {summary.agreements_changed} changed")
    table.add_row("in all", f"{counted(summary.agreements, 'agreement')} in {counted(summary.articles, 'article')}")
    table.add_row("time", ", ".join(f"{step} {seconds:.1f} s" for step, seconds in summary.seconds.items()))
    table.add_row("tables", Text(str(summary.marts_file)))
    table.add_row("report", Text(str(summary.report_file)))
    return table


def _as_dict(summary: RunSummary) -> dict[str, Any]:
    return asdict(summary) | {"failed_sources": [source.source_id for source in summary.failed_sources]}
