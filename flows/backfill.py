"""Bringing in saved pages as a Prefect flow: the pipeline's steps as tasks. No logic lives here.

    python flows/backfill.py PATH… [--warehouse DIR] [--since DAY] [--workers N | --dask tcp://host:8786]

Pages are read by processes of this machine or, with the address of a scheduler, by a
Dask cluster. Where PREFECT_API_URL names a server, each part of some two hundred
pages is a Prefect task there.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from prefect import flow
from prefect.settings import get_current_settings

from etl.job import backfill_job
from etl.pipeline import refresh as run_refresh
from etl.schedule.steps import DaskTasks, LogLines, as_task, keep_summary
from etl.workers import Dask


@flow(name="backfill")
def backfill(
    paths: list[str],
    warehouse: str | None = None,
    since: str | None = None,
    workers: int | None = None,
    dask: str | None = None,
) -> dict[str, int]:
    """Load folders of saved pages and WARC files, then model and publish. What is left out comes from the settings."""
    job = backfill_job([Path(path) for path in paths], Path(warehouse) if warehouse else None, since, workers, dask)
    # Without a Prefect server of their own to tell, workers would each start one.
    if isinstance(job.workers, Dask) and get_current_settings().api.url:
        job = replace(job, workers=DaskTasks(job.workers.address))
    return keep_summary(run_refresh(job, LogLines(), as_task))


if __name__ == "__main__":
    parser = ArgumentParser(description=backfill.description)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    for option in ("--warehouse", "--since", "--dask"):
        parser.add_argument(option)
    parser.add_argument("--workers", type=int)
    backfill(**vars(parser.parse_args()))
