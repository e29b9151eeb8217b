"""From settings, files and options to a job that the pipeline can run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from etl.discover.sources import Revisit, Source, load_sources
from etl.errors import UsageError
from etl.fetch.client import ClientSettings
from etl.pipeline import Job
from etl.settings import Settings, load_settings
from etl.store import store_path
from etl.warehouse import Lake, Warehouse
from etl.workers import Dask, Processes

if TYPE_CHECKING:
    from etl.samples import SampleWeb

# A backfill takes all of what it is given; only sources of the open web need a limit.
_NO_LIMIT = 1_000_000_000


def refresh_job(
    sources: Path | None = None,
    warehouse: Path | None = None,
    only: Sequence[str] = (),
    since: str | None = None,
) -> Job:
    """The job that ``sources.toml`` describes. Raises UsageError for what cannot work."""
    settings = load_settings()
    chosen = select(load_sources(sources or settings.sources), only)
    if only and (off := [source.id for source in chosen if not source.enabled]):
        raise UsageError(
            f"Source {', '.join(off)} is switched off; write `enabled = true` in its table of the list of sources."
        )
    return _job(settings, _enabled(chosen), warehouse, since)


def sources_to_check(sources: Path | None, only: Sequence[str]) -> tuple[tuple[Source, ...], ClientSettings]:
    """What `sources check` tries: the named sources, switched on or not, or all that are switched on."""
    settings = load_settings()
    chosen = select(load_sources(sources or settings.sources), only)
    return chosen if only else _enabled(chosen), ClientSettings(contact=settings.contact)


def backfill_job(
    paths: Sequence[Path],
    warehouse: Path | None = None,
    since: str | None = None,
    workers: int | None = None,
    dask: str | None = None,
) -> Job:
    """The job of bringing in saved pages: one source for each path."""
    settings = _with_workers(load_settings(), workers, dask)
    return _job(settings, tuple(_saved_pages(path) for path in paths), warehouse, since)


def rebuild_job(
    sources: Path | None = None, warehouse: Path | None = None, workers: int | None = None, dask: str | None = None
) -> Job:
    """The job of reading all raw pages again; the sources only give their selectors, and need not be there."""
    settings = _with_workers(load_settings(), workers, dask)
    path = sources or settings.sources
    listed = tuple(load_sources(path)) if sources or path.exists() else ()
    job = _job(settings, listed, warehouse, None)
    if not job.warehouse.raw.is_dir():
        raise UsageError(f"There are no raw pages in {job.warehouse.raw}; run `pactwatch refresh` first.")
    return job


def select(listed: Sequence[Source], only: Sequence[str]) -> tuple[Source, ...]:
    """The sources with these ids, or all of them."""
    unknown = set(only) - {source.id for source in listed}
    if unknown:
        known = ", ".join(source.id for source in listed) or "none"
        raise UsageError(f"No source is called {', '.join(sorted(unknown))}; there are: {known}.")
    return tuple(source for source in listed if not only or source.id in only)


def _enabled(listed: Sequence[Source]) -> tuple[Source, ...]:
    enabled = tuple(source for source in listed if source.enabled)
    if not enabled:
        raise UsageError("No source is enabled; set `enabled = true` for at least one in the list of sources.")
    return enabled


def contact_note(sources: Sequence[Source], client: ClientSettings) -> str | None:
    """What to say before strangers are asked without telling them whom to turn to; None where all is well."""
    asks = any(source.url or source.type == "urls" for source in sources)
    if not asks or client.contact != Settings.model_fields["contact"].default:
        return None
    return "PACTWATCH_CONTACT is not set: site owners cannot reach you. Write it in .env (see .env.example)."


def parse_day(text: str) -> datetime:
    """Midnight UTC of a day written YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(f"'{text}' is not a day; write it as 2025-10-28.") from None


def sample_job(web: SampleWeb, warehouse: Path | None, only: Sequence[str], since: str | None) -> Job:
    """The job of reading the sample web, whose invented hosts are served on this machine."""
    with NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as listed:
        listed.write(web.sources)
        listed.flush()
        job = refresh_job(Path(listed.name), warehouse, only, since)
    # Old news is left alone on the open web; here every run asks again, so that one can watch it being unchanged.
    always = Revisit(hours=1e-6, days=36_500)
    sources = tuple(source.model_copy(update={"revisit": always}) for source in job.sources)
    return replace(job, sources=sources, client=replace(job.client, routes=web.resolve))


def _job(settings: Settings, sources: tuple[Source, ...], warehouse: Path | None, since: str | None) -> Job:
    return Job(
        warehouse=written_warehouse(settings, warehouse),
        sources=sources,
        client=ClientSettings(contact=settings.contact),
        since=parse_day(since).date() if since else None,
        workers=Dask(settings.dask) if settings.dask else Processes(settings.workers),
    )


def written_warehouse(settings: Settings, folder: Path | None) -> Warehouse:
    """The warehouse to write to, with its store and lake. Raises UsageError where the settings do not fit together."""
    if (settings.lake_catalog is None) != (settings.lake_data is None):
        raise UsageError("A lake needs both PACTWATCH_LAKE_CATALOG and PACTWATCH_LAKE_DATA.")
    lake = Lake(settings.lake_catalog, settings.lake_data) if settings.lake_catalog and settings.lake_data else None
    store = store_path(settings.store) if settings.store else None
    return Warehouse((folder or settings.warehouse).resolve(), store, lake)


def _with_workers(settings: Settings, workers: int | None, dask: str | None) -> Settings:
    """The settings, with what a command says of who reads the pages."""
    if workers is not None and dask is not None:
        raise UsageError("Pages are read by --workers of this machine or by a --dask cluster; give one of them.")
    if workers is not None and workers < 1:
        raise UsageError(f"--workers {workers}: at least one process must read.")
    if dask is not None:
        return settings.model_copy(update={"dask": dask})
    return settings if workers is None else settings.model_copy(update={"workers": workers, "dask": None})


def _saved_pages(path: Path) -> Source:
    """A folder of saved pages, a single saved page, or a WARC file. Its id is made from its name."""
    if not path.exists():
        raise UsageError(f"There is no {path}; give a folder of saved pages or a WARC file.")
    is_archive = path.name.endswith((".warc", ".warc.gz")) or (path.is_dir() and any(path.rglob("*.warc*")))
    name = re.sub(r"[^a-z0-9_-]+", "-", path.resolve().name.lower()).strip("-_") or "saved"
    return Source(id=name, type="warc" if is_archive else "folder", path=path, max_pages=_NO_LIMIT)
