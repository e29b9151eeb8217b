"""The order of the steps, written once: the command line and the Prefect flows both call it.

A run may be killed between any two lines. What it had fetched lies in whole raw
files, and the next run loads what is not loaded yet before it looks for more.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, ParamSpec, Protocol, TypeVar

from etl.discover import discover
from etl.discover.link import Link
from etl.discover.sources import Source
from etl.extract import SiteRules
from etl.fetch import fetch_to_raw, seal_leftovers
from etl.fetch.client import Client, ClientSettings
from etl.fetch.history import UrlHistory, due_links
from etl.fetch.page import RawPage
from etl.fetch.raw import raw_files
from etl.load.staging import fetch_history, load_raw_file, loaded_raw_files, open_staging, replace_rows
from etl.lock import writer_lock
from etl.process import process_raw_file
from etl.run_record import RunRecord, SourceLinks, new_run, read_runs, run_tables, utc_now, write_run
from etl.versions import current_versions
from etl.warehouse import Warehouse
from etl.watcher import Silent, Watcher
from etl.workers import map_on_all_cores

P = ParamSpec("P")
T = TypeVar("T")


class StepRunner(Protocol):
    """Runs one named step: directly, or as a Prefect task."""

    def __call__(self, name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``step`` and give what it gives."""


def run_directly(name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The step runner of the command line: just call it."""
    return step(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is about: where it writes, what it reads, how it asks."""

    warehouse: Warehouse
    sources: tuple[Source, ...]
    client: ClientSettings
    since: date | None = None

    @property
    def rules(self) -> dict[str, SiteRules]:
        """The few sources that need CSS selectors of their own."""
        return {s.id: SiteRules(tuple(s.keep), tuple(s.drop)) for s in self.sources if s.keep or s.drop}


@dataclass(frozen=True, slots=True)
class RunSummary:
    """How a run went. ``seconds`` is wall time by step; paths are of the published files."""

    run: RunRecord
    agreements_new: int
    agreements_changed: int
    articles: int
    agreements: int
    marts_file: Path
    report_file: Path
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed_sources(self) -> list[SourceLinks]:
        """Sources that could not be discovered."""
        return [source for source in self.run.sources if source.error]


class Stopwatch:
    """Wall time by step name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, run_step: StepRunner) -> StepRunner:
        """The same step runner, measured."""

        def run(name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            begun = perf_counter()
            try:
                return run_step(name, step, *args, **kwargs)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - begun

        return run


def refresh(job: Job, watcher: Watcher | None = None, run_step: StepRunner = run_directly) -> RunSummary:
    """Discover, fetch, load, model, publish. The main job.

    Raises PactwatchError: WarehouseBusyError when another run writes,
    DataTestsFailed when the data may not be published.
    """
    watcher = watcher or Silent()
    stopwatch = Stopwatch()
    step = stopwatch.timed(run_step)
    with writer_lock(job.warehouse):
        run = new_run(current_versions())
        write_run(job.warehouse, run)
        seal_leftovers(job.warehouse.raw)
        _load_pending(job, watcher, step)
        client = Client(job.client)
        links, sources = step("discover", discover_links, job, client, watcher)
        history = step("discover", known_history, job.warehouse, links)
        due = choose_due(job, links, history)
        run = replace(run, sources=sources)
        outcomes = step("fetch", fetch_pages, job, client, due, history, run.run_id, watcher)
        _load_pending(job, watcher, step)
        run = run.counted(outcomes)
        write_run(job.warehouse, run)
        step("load", record_run, job.warehouse, run)
        step("model", build_models, job.warehouse, watcher)
        step("publish", publish_marts, job.warehouse, run, watcher)
    return summarise(job.warehouse, run, stopwatch.seconds)


def rebuild(job: Job, watcher: Watcher | None = None, run_step: StepRunner = run_directly) -> RunSummary:
    """Make everything below raw anew, beside the old, and put it in its place once the data tests pass."""
    watcher = watcher or Silent()
    stopwatch = Stopwatch()
    step = stopwatch.timed(run_step)
    with writer_lock(job.warehouse):
        shutil.rmtree(job.warehouse.rebuild_folder, ignore_errors=True)
        fresh = replace(job, warehouse=Warehouse(job.warehouse.rebuild_folder, raw_root=job.warehouse.raw))
        _load_pending(fresh, watcher, step)
        runs = list(read_runs(job.warehouse))
        for run in runs:
            step("load", record_run, fresh.warehouse, run)
        step("load", remember_ids, job.warehouse, fresh.warehouse)
        step("model", build_models, fresh.warehouse, watcher, full_refresh=True)
        fresh.warehouse.build_file.replace(job.warehouse.build_file)
        shutil.rmtree(job.warehouse.rebuild_folder, ignore_errors=True)
        latest = runs[-1] if runs else new_run(current_versions())
        step("publish", publish_marts, job.warehouse, latest, watcher)
    return summarise(job.warehouse, latest, stopwatch.seconds)


def plan(job: Job, watcher: Watcher | None = None) -> tuple[list[Link], tuple[SourceLinks, ...]]:
    """What ``refresh`` would fetch now. Writes nothing."""
    links, sources = discover_links(job, Client(job.client), watcher or Silent())
    return choose_due(job, links, known_history(job.warehouse, links)), sources


def discover_links(job: Job, client: Client, watcher: Watcher) -> tuple[list[Link], tuple[SourceLinks, ...]]:
    """Ask every source for its links. A source that fails is noted and the rest go on."""
    watcher.start("discover", len(job.sources))
    links: list[Link] = []
    sources = []
    for source in job.sources:
        found = discover(source, client, since=job.since)
        sources.append(SourceLinks(source.id, utc_now(), len(found.links), found.error))
        links.extend(found.links)
        watcher.advance(1, source.id)
    watcher.finish(f"{len(links)} links from {len(sources)} sources")
    return links, tuple(sources)


def choose_due(job: Job, links: Sequence[Link], history: Mapping[str, UrlHistory]) -> list[Link]:
    """Leave out what was asked lately or does not change any more."""
    sources = {source.id: source for source in job.sources}
    return due_links(links, history, datetime.now(UTC), sources)


def known_history(warehouse: Warehouse, links: Sequence[Link]) -> dict[str, UrlHistory]:
    """What earlier runs know of these links."""
    if not warehouse.build_file.exists():
        return {}
    with open_staging(warehouse.build_file) as connection:
        rows = fetch_history(connection, (link.url for link in links)).to_pylist()
    return {row["url"]: UrlHistory(**_with_zone(row)) for row in rows}


def _with_zone(row: dict[str, Any]) -> dict[str, Any]:
    """The tables hold UTC without a zone; times in Python carry theirs."""
    return {name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def fetch_pages(
    job: Job,
    client: Client,
    links: Sequence[Link],
    history: Mapping[str, UrlHistory],
    run_id: str,
    watcher: Watcher,
) -> Counter[str]:
    """Fetch the links into raw files of some hundred pages each. Gives how many attempts ended how."""
    watcher.start("fetch", len(links), Counter(link.source_id for link in links))
    sources = {source.id: source for source in job.sources}
    outcomes: Counter[str] = Counter()

    def tell(page: RawPage) -> None:
        outcomes[page.outcome] += 1
        watcher.advance(1, f"{page.outcome} {page.link.url}", page.link.source_id)

    for _ in fetch_to_raw(links, sources, history, client, run_id, job.warehouse.raw, on_page=tell):
        pass  # every page is on disk already; loading them is a step of its own
    watcher.finish(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    return outcomes


def pending_raw_files(warehouse: Warehouse) -> list[Path]:
    """Raw files that staging does not hold yet, oldest first."""
    with open_staging(warehouse.build_file) as connection:
        loaded = loaded_raw_files(connection)
    return [path for path in raw_files(warehouse.raw) if warehouse.raw_name(path) not in loaded]


def load_files(job: Job, paths: Sequence[Path], watcher: Watcher) -> None:
    """Extract and read the pages of raw files on all cores; load each file as it is done."""
    watcher.start("load", len(paths))
    process = partial(process_raw_file, raw=job.warehouse.raw, versions=current_versions(), rules_by_source=job.rules)
    with open_staging(job.warehouse.build_file) as connection:
        for path, tables in map_on_all_cores(process, paths):
            load_raw_file(connection, job.warehouse.raw_name(path), tables)
            watcher.advance(1, path.name)
    watcher.finish(f"{len(paths)} raw files")


def record_run(warehouse: Warehouse, run: RunRecord) -> None:
    """Put the run's own rows into staging."""
    with open_staging(warehouse.build_file) as connection:
        for name, table in run_tables(run).items():
            replace_rows(connection, name, table, key="run_id")


def remember_ids(old: Warehouse, new: Warehouse) -> None:
    """Tell a warehouse that is rebuilt which ids the one it replaces gave."""
    from etl.model import carry_issued_ids

    carry_issued_ids(old, new)


def build_models(warehouse: Warehouse, watcher: Watcher, full_refresh: bool = False) -> None:
    """Seeds, models and data tests, in dbt's order."""
    from etl.model import build

    watcher.start("model")
    result = build(warehouse, full_refresh=full_refresh, on_node=lambda name, status, seconds: watcher.advance(1, name))
    watcher.finish(f"{result.models} models, {result.tests} tests")


def publish_marts(warehouse: Warehouse, run: RunRecord, watcher: Watcher) -> None:
    """Copy the marts to where readers look, all at once."""
    from etl.publish import publish

    watcher.start("publish")
    publish(warehouse, run.run_id, run.code_version, run.vocabulary_version)
    watcher.finish(str(warehouse.published))


def summarise(warehouse: Warehouse, run: RunRecord, seconds: dict[str, float]) -> RunSummary:
    """Counts from the published file, as any reader would find them."""
    import duckdb

    with duckdb.connect(str(warehouse.marts_file), read_only=True) as marts:
        articles, agreements = marts.execute(
            "select (select count(*) from marts.articles), (select count(*) from marts.agreements)"
        ).fetchall()[0]
        new, changed = marts.execute(
            "select coalesce(max(agreements_new), 0), coalesce(max(agreements_changed), 0)"
            " from marts.refresh_runs where run_id = ?",
            [run.run_id],
        ).fetchall()[0]
    return RunSummary(
        run, new, changed, articles, agreements, warehouse.marts_file, warehouse.report_file, dict(seconds)
    )


def _load_pending(job: Job, watcher: Watcher, step: StepRunner) -> None:
    pending = pending_raw_files(job.warehouse)
    if pending:
        step("load", load_files, job, pending, watcher)
