"""Pages may come in any order and any number at a time: the marts are the same as after a full refresh."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.model import DataTestsFailed, build
from etl.warehouse import Warehouse
from tests.sql.staging import new_warehouse, write_staging
from tests.sql.world import World

LATER = datetime(2026, 2, 1)
PARTIES = ("AUS", "BRA", "CHL", "DNK", "EGY", "FIN")
BOX = "Sign up for the letter that goes out every morning."


def random_world(seed: int) -> World:
    """Sixty pages of a few sites: copies, a repeated box, listed headlines, second versions, later looks."""
    chance = random.Random(seed)
    world = World()
    for number in range(60):
        day = f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        texts = [f"Opening words of story {number} on the affairs of the day.", BOX]
        if number > 5 and chance.random() < 0.2:
            texts.append(f"Minister opens laboratory number {number - 5} in the north")
        page = world.page(
            f"page{number}" if chance.random() < 0.9 else "page3",
            day if chance.random() < 0.8 else None,
            tuple(texts[: chance.randint(1, 3)]),
            site=f"site{number % 3}.example",
            title=f"Minister opens laboratory number {number} in the north",
            signature=list(range(number // 8, number // 8 + 64)) if chance.random() < 0.2 else None,
            version=number,
        )
        if chance.random() < 0.3:
            seen_before = chance.randint(0, number)
            look(world, number, f"https://site{seen_before % 3}.example/page{seen_before}")
        # Pages of a run that was killed count with the next one that finished.
        if chance.random() < 0.3:
            world.add("refresh_runs", run_id=f"run-{number:03}", started_at=LATER, finished_at=LATER)
        for _ in range(chance.randint(0, 2)):
            page.report(
                " ".join(chance.sample(PARTIES, 2)),
                chance.choice(["anticipated", "announced", "signed", "suspended"]),
                on=day if chance.random() < 0.6 else None,
                themes=chance.choice(["quantum", "space", "quantum space"]),
                money=({"amount": chance.choice([1e9, 2e9])},) if chance.random() < 0.3 else (),
            )
    return world


def look(world: World, number: int, url: str) -> None:
    """A later run finds a page unchanged."""
    world.add(
        "fetch_outcomes", attempt_id=f"look{number}", run_id="run-900", source_id="source", url=url,
        outcome="unchanged", attempted_at=LATER + timedelta(hours=number), raw_file=f"look{number}.parquet",
    )  # fmt: skip


def in_two_parts(world: World, seed: int) -> list[dict[str, list[dict[str, Any]]]]:
    """Its pages dealt out at random; what hangs on a page goes with it."""
    chance = random.Random(seed)
    keys = sorted({key(row) for rows in world.rows.values() for row in rows})
    early = set(chance.sample(keys, len(keys) // 2))
    return [
        {table: [row for row in rows if (key(row) in early) == is_early] for table, rows in world.rows.items()}
        for is_early in (True, False)
    ]


def key(row: dict[str, Any]) -> str:
    """What a row hangs on: a version of a page, an attempt or a run."""
    return str(row.get("version_id") or row.get("attempt_id") or row["run_id"])


def read_anew(warehouse: Warehouse, seed: int) -> None:
    """A newer reader gives a few of the pages another title, another day or even another address."""
    with duckdb.connect(str(warehouse.build_file)) as connection:
        for change in (
            "title = 'Another headline that nobody read before'",
            "published_at = timestamp '2016-05-05'",
            "article_id = 'moved', url = 'https://site0.example/moved'",
        ):
            connection.execute(
                f"update staging.page_versions set code_version = '2', {change} where version_id ="
                " (select version_id from staging.page_versions where code_version = '1'"
                f" order by hash(version_id, {seed}) limit 1)"
            )


def contents(warehouse: Warehouse) -> dict[str, list[str]]:
    """Every row of every mart."""
    with duckdb.connect(str(warehouse.build_file)) as connection:
        names = connection.sql("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        return {name: sorted(map(repr, connection.sql(f"from marts.{name}").fetchall())) for (name,) in names}


@pytest.mark.parametrize("seed", [1])
def test_any_order_of_arrival_gives_what_a_full_refresh_gives(tmp_path: Path, seed: int) -> None:
    warehouse = new_warehouse(tmp_path)
    early, late = in_two_parts(random_world(seed), seed)
    write_staging(warehouse, early)
    build(warehouse)
    write_staging(warehouse, late)
    read_anew(warehouse, seed)
    build(warehouse)
    step_by_step = contents(warehouse)
    with duckdb.connect(str(warehouse.build_file)) as connection:
        for listed, mart in (
            ("arrived_articles", "articles"),
            ("changed_articles", "articles"),
            ("changed_agreements", "agreements"),
        ):
            (changed,) = connection.sql(f"select count(*) from intermediate.{listed}").fetchall()[0]
            assert changed < len(step_by_step[mart])
    build(warehouse, full_refresh=True)
    assert contents(warehouse) == step_by_step


def test_what_failed_its_tests_is_asked_about_again(tmp_path: Path) -> None:
    """Tests ask about what changed only; the next build must not pass over what is in the tables already."""
    warehouse = new_warehouse(tmp_path)
    good, bad = World(), World(pages_before=1)
    good.page("good", "2024-03-05").report("AUS BRA", on="2024-03-01")
    write_staging(warehouse, good.rows)
    build(warehouse)
    bad.page("bad", "2024-03-05").report("CHL DNK", on="2024-03-01", kind="nonsense")
    write_staging(warehouse, bad.rows)
    for _ in range(2):
        with pytest.raises(DataTestsFailed, match="agreement_reports_are_sound"):
            build(warehouse)
