"""Ids stay: whatever page comes when, however often a run is killed, however a page is read again."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from etl.model import build, carry_issued_ids
from etl.warehouse import Warehouse
from tests.sql.staging import marts, new_warehouse, write_staging
from tests.sql.world import FIRST_FETCH, World

NAME = "Blue Water Compact"


def built(folder: Path, *worlds: World) -> Warehouse:
    """A warehouse built once after each world came in."""
    warehouse = new_warehouse(folder)
    for world in worlds:
        write_staging(warehouse, world.rows)
        build(warehouse)
    return warehouse


def agreement_ids(warehouse: Warehouse) -> dict[str, str]:
    """The agreement of each report, by article and the words that the reader left in its trace."""
    rows = marts(warehouse, "select article_id, report_id, agreement_id from marts.agreement_reports")
    return {f"{row['article_id']} {row['report_id']}": row["agreement_id"] for row in rows}


def aliases(warehouse: Warehouse) -> dict[str, str]:
    """Which old id leads to which agreement."""
    rows = marts(warehouse, "select old_agreement_id, agreement_id from marts.agreement_aliases")
    return {row["old_agreement_id"]: row["agreement_id"] for row in rows}


def only_id(warehouse: Warehouse) -> str:
    """The one agreement there is."""
    ((agreement_id,),) = [row.values() for row in marts(warehouse, "select agreement_id from marts.agreements")]
    return str(agreement_id)


def six_pages(runs: tuple[str, ...], order: list[int]) -> World:
    """Pages on two agreements; page n comes in the run of its place in ``order``, the last run finishes."""
    world = World()
    for place, number in enumerate(order):
        page = world.page(f"page{number}", f"2024-03-0{number + 1}", run=runs[place * len(runs) // len(order)])
        page.report("AUS BRA" if number % 2 else "CHL DNK", on="2024-03-01", name=NAME)
    world.add("refresh_runs", run_id=runs[-1], finished_at=FIRST_FETCH + timedelta(days=1))
    return world


@pytest.mark.parametrize("seed", [1, 2])
def test_neither_kills_nor_the_order_within_a_run_change_an_id(tmp_path: Path, seed: int) -> None:
    undisturbed = built(tmp_path / "whole", six_pages(("run-3",), list(range(6))))
    order = random.Random(seed).sample(range(6), 6)
    killed_twice = built(tmp_path / "killed", six_pages(("run-1", "run-2", "run-3"), order))
    assert agreement_ids(killed_twice) == agreement_ids(undisturbed)


def test_an_older_report_that_comes_in_a_later_run_changes_no_id(tmp_path: Path) -> None:
    first, later = World(), World()
    first.page("zebra", "2024-03-05", run="run-1").report("AUS BRA", on="2024-03-01", name=NAME)
    later.page("ant", "2024-03-02", run="run-2").report("AUS BRA", on="2024-03-01", name=NAME)
    warehouse = built(tmp_path, first)
    before = only_id(warehouse)
    write_staging(warehouse, later.rows)
    build(warehouse)
    assert only_id(warehouse) == before
    assert aliases(warehouse) == {}


@pytest.mark.parametrize("parties", ["AUS BRA", "AUS BRA FIN", "AUS"])
def test_a_page_read_again_keeps_its_ids(tmp_path: Path, parties: str) -> None:
    """With another sentence as evidence, a party more or a party less, and another agreement before it."""
    before, after = World(), World()
    before.page("page", "2024-03-05", version=1).report("AUS BRA", on="2024-03-01", text="They signed on Friday.")
    again = after.page("page", "2024-03-05", version=2, fetched_after=5)
    again.report("CHL DNK", on="2024-02-01").report(parties, on="2024-03-01", text="On Friday it was signed.")
    warehouse = built(tmp_path, before)
    agreement_id = only_id(warehouse)
    write_staging(warehouse, after.rows)
    build(warehouse)
    (row,) = marts(warehouse, f"select parties from marts.agreements where agreement_id = '{agreement_id}'")
    assert sorted(row["parties"]) == parties.split()
    build(warehouse, full_refresh=True)
    assert agreement_id in agreement_ids(warehouse).values()


def test_when_the_founding_report_is_gone_its_id_leads_on(tmp_path: Path) -> None:
    before, after = World(), World()
    before.page("ant", "2024-03-02").report("AUS BRA", on="2024-03-01", name=NAME)
    before.page("zebra", "2024-03-05").report("AUS BRA", on="2024-03-01", name=NAME)
    after.page("ant", "2024-03-02", ("Nothing of the kind.",), version=2, fetched_after=5)
    warehouse = built(tmp_path, before)
    old_id = only_id(warehouse)
    write_staging(warehouse, after.rows)
    build(warehouse)
    assert aliases(warehouse) == {old_id: only_id(warehouse)}


def test_two_that_prove_to_be_one_keep_the_older_id_and_a_rebuild_remembers_the_other(tmp_path: Path) -> None:
    first, later = World(), World()
    first.page("ant", "2024-03-02").report("AUS BRA", "anticipated", kind="treaty", themes="space")
    first.page("bee", "2024-03-03").report("AUS BRA FIN", on="2024-03-02", name=NAME)
    later.page("cat", "2024-03-04", fetched_after=5).report("AUS BRA", "anticipated", kind="treaty", name=NAME)
    later.page("dog", "2024-03-05", fetched_after=5).report("AUS BRA FIN", on="2024-03-02", kind="treaty", name=NAME,
        themes="space quantum")  # fmt: skip
    warehouse = built(tmp_path / "step by step", first)
    two = {row["agreement_id"] for row in marts(warehouse, "select agreement_id from marts.agreements")}
    assert len(two) == 2
    write_staging(warehouse, later.rows)
    build(warehouse)
    kept = only_id(warehouse)
    assert aliases(warehouse) == dict.fromkeys(two - {kept}, kept)

    rebuilt = new_warehouse(tmp_path / "rebuilt")
    write_staging(rebuilt, first.rows)
    write_staging(rebuilt, later.rows)
    carry_issued_ids(warehouse, rebuilt)
    build(rebuilt)
    everything = "from marts.agreement_aliases"
    assert marts(rebuilt, everything) == marts(warehouse, everything)
