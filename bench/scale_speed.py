"""Pages a second through extract and read: one process, a pool, a Dask cluster, side by side; trafilatura beside them.

    python bench/scale_speed.py FOLDER [--pages 2000] [--size 200] [--sample 2000] [--rounds 3] [--workers 2]

FOLDER takes an archive of ``scale_archive.py`` and keeps it for the next time. Each
round runs every way once over all raw files, after a warm-up that starts the
processes and loads the vocabularies; the ratio of two ways is taken within a round,
since other work on the machine changes from one to the next. Time of the processor
is that of the workers alone. Peak memory is the largest worker's. With ``--sample`` the
rounds take so many pages, spread over the archive, and the pool then all of it once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table
from scale_archive import write_raw_files

sys.path.insert(0, str(Path(__file__).parents[1]))
from etl.extract import extract
from etl.fetch import PAGES_A_FILE, read_raw
from etl.process import Reading, stage_raw_file
from etl.versions import current_versions
from etl.workers import AtOnce, Dask, Pool, map_on
from tests.flows.cluster import cluster

WARM_UP = 4  # raw files of one page
SAMPLE = 200  # pages for trafilatura, which is timed in this process


@dataclass(frozen=True)
class Opened:
    """Workers that are running already, with their processes."""

    executor: Executor
    slots: int
    processes: Callable[[], list[psutil.Process]]

    @contextmanager
    def open(self, inputs: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
        yield self.executor, lambda: self.slots


@dataclass(frozen=True)
class Measured:
    """One way, once over all pages."""

    pages: int
    seconds: float
    cpu_seconds: float
    peak_mb: float

    @property
    def speed(self) -> float:
        return self.pages / self.seconds


def cpu_of(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def peak_mb(process: psutil.Process) -> float:
    """The most memory a process ever held."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def measure(workers: Opened, files: list[str], reading: Reading) -> Measured:
    shutil.rmtree(reading.staging, ignore_errors=True)
    processes = workers.processes()
    began, cpu = time.perf_counter(), cpu_of(processes)
    done = list(map_on(workers, partial(stage_raw_file, reading=reading), files, len(files)))
    seconds = time.perf_counter() - began
    faults = [one.fault for one in done if one.fault]
    if faults:
        raise faults[0]
    return Measured(
        sum(one.result or 0 for one in done), seconds, cpu_of(processes) - cpu, max(map(peak_mb, processes))
    )


def trafilatura_beside_us(files: list[str], raw: Path) -> tuple[float, float]:
    """Pages a second of processor time: trafilatura's text, and our extraction, alternating page by page."""
    from trafilatura import extract as theirs

    pages = [page for file in files for page in read_raw(raw / file)][:SAMPLE]
    spent = [0.0, 0.0]
    for page in pages:
        body = page.body or b""
        for number, work in enumerate((lambda body=body: theirs(body), lambda body=body: extract(body))):
            began = time.process_time()
            work()
            spent[number] += time.process_time() - began
    return len(pages) / spent[0], len(pages) / spent[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--size", type=int, default=PAGES_A_FILE, help="pages a raw file")
    parser.add_argument("--sample", type=int, help="pages of each round (all)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    raw = options.folder / f"raw-{options.pages}-{options.size}"
    files = sorted(path.name for path in raw.glob("*.parquet")) or write_raw_files(raw, options.pages, options.size)
    sample = files[:: max(1, options.pages // (options.sample or options.pages))]
    reading = Reading(raw, options.folder / "staging", current_versions(), {})
    first = replace(reading, raw=raw / "first")
    warm_up = write_raw_files(first.raw, WARM_UP, 1)
    here = psutil.Process()
    names = ("one process", f"pool of {options.workers}", f"Dask, {options.workers} workers")
    rounds: list[list[Measured]] = []
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(options.workers))
        dask = stack.enter_context(cluster(options.folder / "dask", options.workers))
        client, _ = stack.enter_context(Dask(dask.address).open(0))
        dask_processes = [psutil.Process(worker.pid) for worker in dask.workers]

        def pool_processes() -> list[psutil.Process]:
            children = here.children()
            return [p for p in children if "spawn_main" in " ".join(p.cmdline())]

        ways = (
            Opened(AtOnce(), 1, lambda: [here]),
            Opened(pool, options.workers, pool_processes),
            Opened(client, options.workers, lambda: dask_processes),
        )
        for way in ways:
            list(map_on(way, partial(stage_raw_file, reading=first), warm_up, WARM_UP))
        for number in range(options.rounds):
            rounds.append([measure(way, sample, reading) for way in ways])
            told = ", ".join(f"{name} {one.speed:.0f}" for name, one in zip(names, rounds[-1], strict=True))
            print(f"round {number + 1}: pages/s {told}; load {os.getloadavg()[0]:.1f}", flush=True)
        whole = measure(ways[1], files, reading) if len(sample) < len(files) else None

    table = Table(title=f"{rounds[0][0].pages} pages, {options.rounds} rounds, medians")
    for column in ("", "pages/s", "against one", "against pool", "ms of processor a page", "peak MB a worker"):
        table.add_column(column, justify="left" if not column else "right")
    for number, name in enumerate(names):
        all_of = [one[number] for one in rounds]
        table.add_row(
            name,
            f"{statistics.median(one.speed for one in all_of):.0f}",
            f"{statistics.median(one[number].speed / one[0].speed for one in rounds):.2f}",
            f"{statistics.median(one[number].speed / one[1].speed for one in rounds):.2f}",
            f"{statistics.median(1000 * one.cpu_seconds / one.pages for one in all_of):.1f}",
            f"{max(one.peak_mb for one in all_of):.0f}",
        )
    Console(width=120).print(table)
    if whole:
        alone = statistics.median(one[0].speed for one in rounds)
        print(
            f"{names[1]} over all {whole.pages} pages: {whole.seconds:.0f} s, {whole.speed:.0f} pages/s, "
            f"{whole.speed / alone:.2f} of one process, at most {whole.peak_mb:.0f} MB a worker"
        )
    theirs, ours = trafilatura_beside_us(files, raw)
    print(f"extraction alone, pages a second of processor time: trafilatura {theirs:.0f}, here {ours:.0f}")


if __name__ == "__main__":
    main()
