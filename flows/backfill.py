"""Bringing in saved pages as a Prefect flow: the pipeline's steps as tasks. No logic lives here."""

from __future__ import annotations

import sys
from pathlib import Path

from prefect import flow

from etl.job import backfill_job
from etl.pipeline import refresh as run_refresh
from etl.schedule.steps import LogLines, as_task, keep_summary


@flow(name="backfill")
def backfill(paths: list[str], warehouse: str | None = None, since: str | None = None) -> dict[str, int]:
    """Load folders of saved pages and WARC files, then model and publish."""
    job = backfill_job([Path(path) for path in paths], Path(warehouse) if warehouse else None, since)
    return keep_summary(run_refresh(job, LogLines(), as_task))


if __name__ == "__main__":
    backfill(sys.argv[1:])
