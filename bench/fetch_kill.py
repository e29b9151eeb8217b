"""Kill -9 at random moments of whole refreshes over the sample web, and compare with an undisturbed one.

    uv run python bench/fetch_kill.py --rounds 5 --kills 10

Each round begins with an empty warehouse, kills that many refreshes and lets the last one
finish: four of ten are killed at any time until the pages are loaded, four while pages are
fetched, after a number of requests, and two later, while models are built and published.
Then the raw pages and every published table must be those of the undisturbed run, and the
server must not have sent a page again that lay on disk. A page that was on its way at a
kill lay nowhere: it may be sent again, but there is at most one for each host, which is
asked for one page at a time.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from etl.samples import SampleWeb
from tests.fetch.killing import (
    PACE,
    finish,
    kill,
    on_disk,
    received_again,
    received_pages,
    sent_pages,
    start,
    wait_for,
    write_sources,
)

# A process needs about this long to begin with anything at all.
STARTING = 1.0
# What a run writes about itself, which grows with the number of runs.
OF_THE_RUN = {"fetch_outcomes", "refresh_runs", "source_health"}
# When things were first or last seen is the clock's, not the pages'.
CLOCK = {"first_seen_at", "last_seen_at", "run_id", "merged_at"}


def published(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every published table, without what the clock wrote."""
    with duckdb.connect(str(warehouse / "published" / "marts.duckdb"), read_only=True) as marts:
        columns = marts.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'marts' order by all"
        ).fetchall()
        tables: dict[str, list[str]] = {}
        for table, column in columns:
            if table not in OF_THE_RUN and column not in CLOCK:
                tables.setdefault(table, []).append(f'"{column}"')
        rows = {
            table: marts.execute(f"select {', '.join(kept)} from marts.{table}").fetchall()
            for table, kept in tables.items()
        }
    return {table: sorted(found, key=repr) for table, found in rows.items()}


def differing(wanted: dict[str, list[tuple[object, ...]]], got: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """Names of the tables whose rows differ."""
    return [name for name in sorted(wanted.keys() | got.keys()) if wanted.get(name) != got.get(name)]


def undisturbed(folder: Path, end: str) -> float:
    """Refresh once into ``folder``/``end``, up to there; return its seconds."""
    with SampleWeb(saved=folder / "saved") as web:
        sources = write_sources(web, folder / "sources.toml")
        started = time.perf_counter()
        finish(start(web, sources, folder / end, end))
    return time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Kills:
    """What came of the kills of one round: how many hit a living process, and the pages that were sent again."""

    hits: int
    again: int
    on_their_way: int
    most_on_their_way: int


def killed(folder: Path, name: str, moments: Iterable[float | int], pages: set[str]) -> Kills:
    """Kill a refresh of ``pages`` at each moment, then let one finish.

    A moment is a time in seconds after its start (float) or a number of requests (int).
    """
    warehouse = folder / name
    hits, again, on_their_way = 0, 0, [0]
    received: list[set[str]] = []
    lost: set[str] = set()
    with SampleWeb(saved=folder / "saved") as web:
        sources = write_sources(web, folder / "sources.toml")

        def count() -> None:
            nonlocal again
            again += len(received_again(web, received))
            on_their_way.append(len(sent_pages(web) & lost))

        for moment in moments:
            process = start(web, sources, warehouse, "published")
            if isinstance(moment, int):
                wait_for(web, process, moment)
                time.sleep(
                    random.Random(moment).uniform(0, PACE)
                )  # so that what was asked last may be anywhere on its way
            else:
                time.sleep(moment)
            hits += process.poll() is None
            kill(process)
            count()
            received.append(received_pages(warehouse))
            lost = (sent_pages(web) & pages) - received[-1]
            web.requests.clear()
        finish(start(web, sources, warehouse, "published"))
        count()
    return Kills(hits, again, sum(on_their_way), max(on_their_way))


def main() -> int:
    """Run all rounds and print what was found; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=10, help="in each round")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        loaded, whole = undisturbed(folder, "loaded"), undisturbed(folder, "published")
        raw, tables = on_disk(folder / "published"), published(folder / "published")
        pages = received_pages(folder / "published")
        hosts = len({urlsplit(page).netloc for page in pages})
        print(
            f"undisturbed: {whole:.0f} s, loaded after {loaded:.0f} s; {len(raw)} pages, {len(tables)} tables",
            flush=True,
        )
        for number in range(options.rounds):
            late, fetching = options.kills // 5, 2 * options.kills // 5
            moments: list[float | int] = [chance.randint(1, len(pages) // 3) for _ in range(fetching)]
            moments += [chance.uniform(STARTING, loaded) for _ in range(options.kills - late - fetching)]
            moments += [chance.uniform(loaded, whole) for _ in range(late)]
            kills = killed(folder, f"round-{number}", moments, pages)
            warehouse = folder / f"round-{number}"
            off = differing(tables, published(warehouse)) + ["raw"] * (on_disk(warehouse) != raw)
            faults += kills.again + len(off) + (kills.most_on_their_way > hosts)
            print(
                f"round {number + 1}: {kills.hits} of {len(moments)} kills before the end; sent again: {kills.again}"
                f" that lay on disk, {kills.on_their_way} that were on their way (at most {kills.most_on_their_way}"
                f" at a kill, of {hosts} hosts); differing: {off or 'none'}",
                flush=True,
            )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
