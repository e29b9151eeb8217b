"""The scheduled refresh: the pipeline's steps as Prefect tasks. No logic lives here."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from etl.job import refresh_job
from etl.pipeline import refresh as run_refresh
from etl.schedule.steps import LogLines, as_task, keep_summary


@flow(name="refresh")
def refresh(
    sources: str | None = None,
    warehouse: str | None = None,
    only: list[str] | None = None,
    since: str | None = None,
) -> dict[str, int]:
    """Discover, fetch, load, model, publish. Parameters left out come from the settings."""
    job = refresh_job(Path(sources) if sources else None, Path(warehouse) if warehouse else None, only or (), since)
    return keep_summary(run_refresh(job, LogLines(), as_task))


if __name__ == "__main__":
    refresh()
