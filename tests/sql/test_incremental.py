"""Pages may come in any order and any number at a time: the marts are the same as after a full refresh."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.model import build
from etl.warehouse import Warehouse
from tests.sql.staging import new_warehouse, write_staging
from tests.sql.world import World

PARTIES = ("AUS", "BRA", "CHL", "DNK", "EGY", "FIN")
BOX = "Sign up for the letter that goes out every morning."


def random_world(seed: int) -> World:
    """Sixty pages of a few sites and parties, with copies, a repeated box, listed headlines and second versions."""
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
        for _ in range(chance.randint(0, 2)):
            page.report(
                " ".join(chance.sample(PARTIES, 2)),
                chance.choice(["anticipated", "announced", "signed", "suspended"]),
                on=day if chance.random() < 0.6 else None,
                themes=chance.choice(["quantum", "space", "quantum space"]),
                money=({"amount": chance.choice([1e9, 2e9])},) if chance.random() < 0.3 else (),
            )
    return world


def in_two_parts(world: World, seed: int) -> list[dict[str, list[dict[str, Any]]]]:
    """Its pages dealt out at random; what hangs on a page goes with it."""
    chance = random.Random(seed)
    versions = [row["version_id"] for row in world.rows["page_versions"]]
    early = set(chance.sample(versions, len(versions) // 2))
    return [
        {table: [row for row in rows if (row["version_id"] in early) == is_early] for table, rows in world.rows.items()}
        for is_early in (True, False)
    ]


def contents(warehouse: Warehouse) -> dict[str, list[str]]:
    """Every row of every mart."""
    with duckdb.connect(str(warehouse.build_file)) as connection:
        names = connection.sql("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        return {name: sorted(map(repr, connection.sql(f"from marts.{name}").fetchall())) for (name,) in names}


@pytest.mark.parametrize("seed", [1])
def test_any_order_of_arrival_gives_what_a_full_refresh_gives(tmp_path: Path, seed: int) -> None:
    warehouse = new_warehouse(tmp_path)
    for part in in_two_parts(random_world(seed), seed):
        write_staging(warehouse, part)
        build(warehouse)
    step_by_step = contents(warehouse)
    with duckdb.connect(str(warehouse.build_file)) as connection:
        (changed,) = connection.sql("select count(*) from intermediate.changed_articles").fetchall()[0]
    assert changed < len(step_by_step["articles"])
    build(warehouse, full_refresh=True)
    assert contents(warehouse) == step_by_step
