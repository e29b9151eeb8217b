"""Times the models on a generated warehouse: a full build, then 1,000 new articles on top, then on an empty one.

usage: PACTWATCH_MEMORY_LIMIT=8GB python bench/model_build.py ARTICLES [FOLDER]

An article has fourteen sentences: 360,000 articles are five million of them.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import duckdb
from model_warehouse import generate, pair_scores

from etl.model import build
from etl.model.build import PROJECT
from etl.warehouse import Warehouse

NEW = 1000
Result = TypeVar("Result")
THEMES = str(PROJECT / "seeds" / "themes.csv")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took: seconds by the clock and of processor, most memory in GB, seconds of each node."""

    clock: float
    processor: float
    peak: float
    timings: dict[str, float]


def cost_of_build(root: Path) -> Cost:
    """Build the warehouse there; to be called in a process that does nothing else."""
    started = time.monotonic()
    result = build(Warehouse(root))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Cost(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 / 1024, result.timings)


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Call in a process of its own: time and memory are then those of this call."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def report_build(warehouse: Warehouse, title: str) -> Cost:
    """Build in a process of its own, as a refresh does, and print what it cost and the slowest nodes."""
    cost = apart(cost_of_build, warehouse.root)
    slowest = sorted(cost.timings.items(), key=lambda node: -node[1])[:12]
    print(f"{title}: {cost.clock:.1f} s, {cost.processor:.1f} s of processor, peak {cost.peak:.2f} GB", flush=True)
    print("   " + ", ".join(f"{name} {spent:.1f}" for name, spent in slowest), flush=True)
    return cost


def count_sentences(warehouse: Warehouse) -> int:
    """All sentences in its staging tables."""
    with duckdb.connect(str(warehouse.build_file), read_only=True) as connection:
        return int(connection.sql("from staging.sentences").count("*").fetchall()[0][0])


def main(articles: int, folder: Path) -> None:
    """Three builds and the quality of the clusters."""
    large, small = Warehouse(folder / "large"), Warehouse(folder / "small")
    started = time.monotonic()
    apart(generate, large, THEMES, articles + NEW, 0, articles)
    sentences = apart(count_sentences, large)
    print(f"{articles} articles, {sentences} sentences, made in {time.monotonic() - started:.1f} s", flush=True)
    report_build(large, "full build")
    apart(generate, large, THEMES, articles + NEW, articles, articles + NEW)
    on_top = report_build(large, f"{NEW} new articles on top")
    apart(generate, small, THEMES, articles + NEW, articles, articles + NEW)
    alone = report_build(small, f"{NEW} new articles alone")
    print(f"on top / alone: {on_top.clock / alone.clock:.1f}, of processor {on_top.processor / alone.processor:.1f}")
    print("same-agreement pairs: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*pair_scores(large)))
    print(f"build file: {large.build_file.stat().st_size / 1e9:.1f} GB")


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        main(int(sys.argv[1]), target)
    finally:
        if len(sys.argv) <= 2:
            shutil.rmtree(target, ignore_errors=True)
