"""Times the models on a generated warehouse: a full build, then 1,000 new articles on top, then on an empty one.

usage: python bench/model_build.py ARTICLES [FOLDER]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from model_warehouse import generate, pair_scores

from etl.model import build
from etl.model.build import PROJECT
from etl.warehouse import Warehouse

NEW = 1000
THEMES = str(PROJECT / "seeds" / "themes.csv")


def timed_build(warehouse: Warehouse, title: str) -> float:
    """Build, print the seconds and the slowest nodes, give the seconds."""
    started, cpu = time.monotonic(), time.process_time()
    result = build(warehouse)
    seconds = time.monotonic() - started
    slowest = sorted(result.timings.items(), key=lambda node: -node[1])[:12]
    print(f"{title}: {seconds:.1f} s, {time.process_time() - cpu:.1f} s of processor", flush=True)
    print("   " + ", ".join(f"{name} {spent:.1f}" for name, spent in slowest), flush=True)
    return seconds


def main(articles: int, folder: Path) -> None:
    """Three builds and the quality of the clusters."""
    large, small = Warehouse(folder / "large"), Warehouse(folder / "small")
    started = time.monotonic()
    generate(large, THEMES, articles + NEW, 0, articles)
    print(f"{articles} articles generated in {time.monotonic() - started:.1f} s", flush=True)
    timed_build(large, "full build")
    generate(large, THEMES, articles + NEW, articles, articles + NEW)
    on_top = timed_build(large, f"{NEW} new articles on top")
    generate(small, THEMES, articles + NEW, articles, articles + NEW)
    alone = timed_build(small, f"{NEW} new articles alone")
    print(f"on top / alone: {on_top / alone:.1f}")
    print("same-agreement pairs: precision {:.4f}, recall {:.4f}, F1 {:.4f}".format(*pair_scores(large)))


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        main(int(sys.argv[1]), target)
    finally:
        if len(sys.argv) <= 2:
            shutil.rmtree(target, ignore_errors=True)
