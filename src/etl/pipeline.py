"""The order of the steps, written once: the command line and the Prefect flows both call it.

A run may be killed between any two lines. What it had fetched lies in whole raw
files, what it had read of them in whole parts, and the next run takes up both
before it looks for more.
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
from traceback import format_exception
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
from etl.load.staging import fetch_history, load_parts, loaded_raw_files, open_staging, replace_rows
from etl.lock import writer_lock
from etl.process import Reading, pack_saved, saved_batches, stage_raw_file
from etl.run_record import RunRecord, SourceLinks, new_run, read_runs, run_tables, utc_now, write_run
from etl.store import clear, write_whole
from etl.versions import current_versions
from etl.warehouse import Warehouse
from etl.watcher import Silent, Watcher
from etl.workers import Processes, Workers, map_on

P = ParamSpec("P")
T = TypeVar("T")

# Raw files a transaction: some twenty thousand pages, a few seconds to do again after a kill.
_FILES_A_LOAD = 100


class StepRunner(Protocol):
    """Runs one named step: directly, or as a Prefect task."""

    def __call__(self, name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``step`` and give what it gives."""


def run_directly(name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The step runner of the command line: just call it."""
    return step(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is about: where it writes, what it reads, how it asks, and who does the reading."""

    warehouse: Warehouse
    sources: tuple[Source, ...]
    client: ClientSettings
    since: date | None = None
    workers: Workers = field(default_factory=Processes)

    @property
    def rules(self) -> dict[str, SiteRules]:
        """The few sources that need CSS selectors of their own."""
        return {s.id: SiteRules(tuple(s.keep), tuple(s.drop)) for s in self.sources if s.keep or s.drop}

    @property
    def reading(self) -> Reading:
        """What a worker is told of the job."""
        return Reading(self.warehouse.raw, self.warehouse.staging, current_versions(), self.rules)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A raw file that could not be read, with the fault in a line. All of it is in the warehouse's ``set_aside``."""

    raw_file: str
    error: str


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
    set_aside: tuple[SetAside, ...] = ()

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
        clear(job.warehouse.set_aside)
        seal_leftovers(job.warehouse.raw, job.warehouse.spools)
        _bring_in(job, watcher, step)
        client = Client(job.client)
        links, sources = step("discover", discover_links, job, client, watcher)
        history = step("discover", known_history, job.warehouse, links)
        due = choose_due(job, links, history)
        run = replace(run, sources=sources)
        outcomes = step("fetch", fetch_pages, job, client, due, history, run.run_id, watcher)
        set_aside = _bring_in(job, watcher, step)
        run = run.counted(outcomes)
        write_run(job.warehouse, run)
        step("load", record_run, job.warehouse, run)
        step("model", build_models, job.warehouse, watcher)
        step("publish", publish_marts, job.warehouse, run, watcher)
        clear(job.warehouse.staging)
    return summarise(job.warehouse, run, stopwatch.seconds, set_aside)


def rebuild(job: Job, watcher: Watcher | None = None, run_step: StepRunner = run_directly) -> RunSummary:
    """Make everything below raw anew, beside the old, and put it in its place once the data tests pass."""
    watcher = watcher or Silent()
    stopwatch = Stopwatch()
    step = stopwatch.timed(run_step)
    with writer_lock(job.warehouse):
        shutil.rmtree(job.warehouse.rebuild_folder, ignore_errors=True)
        clear(job.warehouse.set_aside)
        store = job.warehouse.store or job.warehouse.root
        fresh = replace(job, warehouse=Warehouse(job.warehouse.rebuild_folder, store, job.warehouse.lake))
        set_aside = _bring_in(fresh, watcher, step)
        runs = list(read_runs(job.warehouse))
        for run in runs:
            step("load", record_run, fresh.warehouse, run)
        step("load", remember_ids, job.warehouse, fresh.warehouse)
        step("model", build_models, fresh.warehouse, watcher, full_refresh=True)
        fresh.warehouse.build_file.replace(job.warehouse.build_file)
        shutil.rmtree(job.warehouse.rebuild_folder, ignore_errors=True)
        latest = runs[-1] if runs else new_run(current_versions())
        step("publish", publish_marts, job.warehouse, latest, watcher)
        clear(job.warehouse.staging)
    return summarise(job.warehouse, latest, stopwatch.seconds, set_aside)


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
    """Bring the pages of the links into raw files of some hundred pages each. Gives how many attempts ended how.

    Saved pages and archives are read wherever the job's workers are, the web from here.
    """
    watcher.start("fetch", len(links), Counter(link.source_id for link in links))
    outcomes: Counter[str] = Counter()
    batches = list(saved_batches([link for link in links if link.path is not None], history, run_id))
    pack = partial(pack_saved, raw=job.warehouse.raw, run_id=run_id, max_bytes=job.client.max_bytes)
    for done in map_on(job.workers, pack, batches, len(batches)):
        if done.fault is not None:
            note_fault(job.warehouse, done.value.name, done.fault)
        outcomes.update(done.result or {"set aside": len(done.value.links)})
        for source_id, count in Counter(link.source_id for link in done.value.links).items():
            watcher.advance(count, done.value.name, source_id)

    def tell(page: RawPage) -> None:
        outcomes[page.outcome] += 1
        watcher.advance(1, f"{page.outcome} {page.link.url}", page.link.source_id)

    away = [link for link in links if link.path is None]
    sources = {source.id: source for source in job.sources}
    where = job.warehouse
    for _ in fetch_to_raw(away, sources, history, client, run_id, where.raw, tell, spool_dir=where.spools):
        pass  # every page is on disk already; loading them is a step of its own
    watcher.finish(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    return outcomes


def pending_raw_files(warehouse: Warehouse) -> list[str]:
    """Raw files that staging does not hold yet, oldest first."""
    with open_staging(warehouse.build_file) as connection:
        loaded = loaded_raw_files(connection)
    return [path.name for path in raw_files(warehouse.raw) if path.name not in loaded]


def read_pages(job: Job, raw_files: Sequence[str], watcher: Watcher) -> list[SetAside]:
    """Extract and read the pages of raw files, wherever the job's workers are. Each file becomes one part.

    Parts that an earlier run finished are left as they are. A file that keeps failing
    is set aside, with a note, and tried again in the next run.
    """
    reading = job.reading
    ready = reading.parts.whole()
    missing = [raw_file for raw_file in raw_files if raw_file not in ready]
    watcher.start("read", len(raw_files))
    watcher.advance(len(raw_files) - len(missing), "read by an earlier run")
    set_aside: list[SetAside] = []
    pages = 0
    for done in map_on(job.workers, partial(stage_raw_file, reading=reading), missing, len(missing)):
        pages += done.result or 0
        if done.fault is not None:
            note_fault(job.warehouse, done.value, done.fault)
            set_aside.append(SetAside(done.value, f"{type(done.fault).__name__}: {done.fault}"))
        watcher.advance(1, done.value)
    failed = f", {len(set_aside)} set aside" if set_aside else ""
    watcher.finish(f"{pages} pages of {len(missing)} raw files{failed}")
    return set_aside


def note_fault(warehouse: Warehouse, name: str, fault: Exception) -> None:
    """Write down why a part was set aside, for a person to look at."""
    write_whole(warehouse.set_aside / f"{name}.txt", "".join(format_exception(fault)).encode("utf-8", "replace"))


def load_files(job: Job, raw_files: Sequence[str], watcher: Watcher) -> None:
    """Load the parts of raw files in bulk."""
    watcher.start("load", len(raw_files))
    parts = job.reading.parts
    with open_staging(job.warehouse.build_file) as connection:
        for begin in range(0, len(raw_files), _FILES_A_LOAD):
            batch = raw_files[begin : begin + _FILES_A_LOAD]
            load_parts(connection, parts, batch)
            watcher.advance(len(batch), batch[-1])
    watcher.finish(f"{len(raw_files)} raw files")


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


def summarise(
    warehouse: Warehouse, run: RunRecord, seconds: dict[str, float], set_aside: Sequence[SetAside] = ()
) -> RunSummary:
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
        run,
        new,
        changed,
        articles,
        agreements,
        warehouse.marts_file,
        warehouse.report_file,
        dict(seconds),
        tuple(set_aside),
    )


def _bring_in(job: Job, watcher: Watcher, step: StepRunner) -> list[SetAside]:
    """Read and load what lies in raw and not in staging."""
    pending = pending_raw_files(job.warehouse)
    if not pending:
        return []
    set_aside = step("read", read_pages, job, pending, watcher)
    failed = {aside.raw_file for aside in set_aside}
    step("load", load_files, job, [raw_file for raw_file in pending if raw_file not in failed], watcher)
    return set_aside
