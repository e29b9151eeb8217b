"""A real Dask cluster on this machine: a scheduler and single-threaded workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import distributed

START_SECONDS = 120


@dataclass
class Cluster:
    """``workers`` are processes without a nanny: what is killed stays dead."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, workers: int, forgotten_after: str = "300s") -> Iterator[Cluster]:
    """Start it and wait for the workers; end it with all its processes. ``folder`` takes logs and spilled data.

    A worker that is silent for ``forgotten_after`` counts as lost: its work goes to others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "scheduler.json"
    place.unlink(missing_ok=True)
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": forgotten_after}
    log = (folder / "dask.log").open("wb")

    def start(*arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *map(str, arguments)]
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--scheduler-file", place)]
    try:
        single = ("worker", "--scheduler-file", place, "--nthreads", 1, "--no-nanny", "--local-directory", folder)
        processes += [start(*single, "--no-dashboard") for _ in range(workers)]
        deadline = time.monotonic() + START_SECONDS
        while not place.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        with distributed.Client(scheduler_file=str(place), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=START_SECONDS)
            address = client.scheduler.address
        yield Cluster(address, processes[1:])
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
            process.kill()
            process.wait()
        log.close()
