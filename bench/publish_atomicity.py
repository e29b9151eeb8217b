"""The published set under readers and under kill -9.

    python -m bench.publish_atomicity [PUBLICATIONS] [READERS] [KILLS]

Publishes PUBLICATIONS times (100) while READERS processes (4) query without pause,
then kills a publishing process KILLS times (30) at a random moment. Ends with an
error where a reader failed or saw half a state, or a killed publication left the
set not whole.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.publish import publish
from etl.publish.versions import kept_publications
from etl.warehouse import Warehouse
from tests.publish import processes
from tests.publish.synthetic import write_build_file


def publish_under_readers(warehouse: Warehouse, publications: int, readers: int) -> None:
    """Publish again and again, every time something else, while others read."""
    publish(warehouse, "run-0", "0.1.0", "v1")
    stop = warehouse.root / "stop"
    reading = [processes.start("reader", warehouse.root, stop) for _ in range(readers)]
    seconds = []
    for number in range(1, publications + 1):
        write_build_file(warehouse.build_file, agreements=10 + number % 13)
        begun = time.perf_counter()
        publish(warehouse, f"run-{number}", "0.1.0", "v1", keep=3)
        seconds.append(time.perf_counter() - begun)
    stop.touch()
    reads, states = 0, []
    for reader in reading:
        out, err = reader.communicate(timeout=60)
        if reader.returncode != 0:
            raise SystemExit(f"a reader failed: {err}")
        told = json.loads(out)
        reads += told["reads"]
        states.append(told["states"])
    print(
        f"{publications} publications (median {statistics.median(seconds):.2f} s) under {readers} readers:"
        f" {reads} reads, no error, {min(states)} to {max(states)} different states seen by each"
    )


def kill_publications(warehouse: Warehouse, kills: int) -> None:
    """Kill a publishing process at a random moment, and look at what readers then see."""
    dice = random.Random(3)
    ended = 0
    write_build_file(warehouse.build_file, agreements=29)
    longest = 1.1 * processes.seconds_to_publish(warehouse.root)
    for number in range(kills):
        write_build_file(warehouse.build_file, agreements=30 + number)
        publisher = processes.start("publisher", warehouse.root)
        time.sleep(dice.uniform(longest / 5, longest))
        ended += publisher.poll() is not None
        publisher.kill()
        publisher.communicate()
        fault = processes.wholeness_fault(warehouse.published)
        if fault is not None:
            raise SystemExit(f"not whole after kill {number}: {fault}")
    publish(warehouse, "run-last", "0.1.0", "v1", keep=3)
    folders = {path.name for path in (warehouse.published / ".versions").iterdir()}
    if folders != {publication.publication_id for publication in kept_publications(warehouse.published)}:
        raise SystemExit(f"rubbish is left: {folders}")
    print(f"{kills} publications killed ({ended} had ended before): always whole, no rubbish left")


def main(publications: int = 100, readers: int = 4, kills: int = 30) -> None:
    """Run both."""
    with TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))
        write_build_file(warehouse.build_file, agreements=10)
        publish_under_readers(warehouse, publications, readers)
        kill_publications(warehouse, kills)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
