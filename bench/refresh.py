"""How long a refresh of the sample web takes, cold and warm, and how it splits by step.

    python bench/refresh.py [--runs 3]

Each run is a process of its own, as a person starts it. Cold: an empty warehouse.
Warm: the same again, all pages unchanged. Prints the median of the runs in seconds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

PACTWATCH = Path(sys.executable).with_name("pactwatch")


def refresh(warehouse: Path) -> dict[str, float]:
    """Wall seconds of one refresh in all and by step."""
    begun = perf_counter()
    done = subprocess.run(
        [PACTWATCH, "refresh", "--samples", "--warehouse", warehouse, "--json"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    total = perf_counter() - begun
    steps: dict[str, float] = json.loads(done.stdout)["seconds"]
    return {**steps, "start, stop": total - sum(steps.values()), "total": total}


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    cold, warm = [], []
    for _ in range(runs):
        with TemporaryDirectory() as folder:
            cold.append(refresh(Path(folder)))
            warm.append(refresh(Path(folder)))
    print("| step | cold, s | warm, s |\n| --- | ---: | ---: |")
    for step in cold[0]:
        middle = [median(run.get(step, 0.0) for run in measured) for measured in (cold, warm)]
        print(f"| {step} | {middle[0]:.1f} | {middle[1]:.1f} |")


if __name__ == "__main__":
    main()
