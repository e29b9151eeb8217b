"""Ids stay: whatever page comes when, however often a run is killed, however a page is read again."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from etl.model import build, carry_issued_ids
from etl.warehouse import Warehouse
from tests.sql.staging import marts, new_warehouse, write_staging
from tests.sql.world import FIRST_FETCH, World

NAME = "Blue Water Compact"
Ids = dict[str, str]  # article: the agreement it reports


def before() -> World:
    """What the first build knows."""
    world = World()
    world.page("founder", "2024-03-05").report("AUS BRA", on="2024-03-01", name=NAME)
    world.page("sentence", "2024-03-05").report("CHL DNK", on="2024-03-01", text="They signed on Friday.")
    world.page("more", "2024-03-05").report("EGY FIN", on="2024-03-01")
    world.page("fewer", "2024-03-05").report("ISL KEN MEX", on="2024-03-01")
    world.page("gone", "2024-03-02").report("NOR PER", on="2024-03-01", name=NAME)
    world.page("left", "2024-03-05").report("NOR PER", on="2024-03-01", name=NAME)
    world.page("first", "2024-03-02").report("PRT QAT", "anticipated", kind="treaty", themes="space")
    world.page("second", "2024-03-03").report("PRT QAT THA", on="2024-03-02", name=NAME)
    return world


def after() -> World:
    """An older report comes late, pages are read anew, and two agreements prove to be one."""
    world = World(pages_before=100)
    world.page("ant", "2024-03-02").report("AUS BRA", on="2024-03-01", name=NAME)
    world.page("sentence", "2024-03-05", version=2).report("CHL DNK", on="2024-03-01", text="It was signed on Friday.")
    # Another agreement before it, and a party too many.
    again = world.page("more", "2024-03-05", version=2)
    again.report("UKR URY", on="2024-02-01", themes="space").report("EGY FIN JPN", on="2024-03-01")
    world.page("fewer", "2024-03-05", version=2).report("ISL KEN", on="2024-03-01")
    world.page("gone", "2024-03-02", ("Nothing of the kind.",), version=2)
    world.page("bridge", "2024-03-04").report("PRT QAT", "anticipated", kind="treaty", name=NAME)
    dog = world.page("joint", "2024-03-05")
    dog.report("PRT QAT THA", on="2024-03-02", kind="treaty", name=NAME, themes="space quantum")
    return world


def ids(warehouse: Warehouse) -> Ids:
    """The agreement of each article; of two in one article that of the one reported last there."""
    rows = marts(
        warehouse, "select article_id, reports.agreement_id from marts.agreement_reports as reports"
        " inner join intermediate.reported_agreements using (report_id, article_id) order by report_no",
    )  # fmt: skip
    return {row["article_id"]: row["agreement_id"] for row in rows}


def aliases(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Every row of the mart."""
    return marts(warehouse, "from marts.agreement_aliases order by all")


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ids, Ids, Warehouse]:
    """Ids after the first build, ids after the second, and the warehouse."""
    warehouse = new_warehouse(tmp_path_factory.mktemp("steps"))
    found = []
    for world in (before(), after()):
        write_staging(warehouse, world.rows)
        build(warehouse)
        found.append(ids(warehouse))
    return found[0], found[1], warehouse


def test_an_older_report_that_comes_later_changes_no_id(steps: tuple[Ids, Ids, Warehouse]) -> None:
    earlier, later, _ = steps
    assert later["ant"] == later["founder"] == earlier["founder"]


@pytest.mark.parametrize("article", ["sentence", "more", "fewer"])
def test_a_page_read_again_keeps_its_ids(steps: tuple[Ids, Ids, Warehouse], article: str) -> None:
    """With another sentence as evidence, with a party more or a party less."""
    earlier, later, _ = steps
    assert later[article] == earlier[article]


def test_every_id_that_is_no_more_leads_on(steps: tuple[Ids, Ids, Warehouse]) -> None:
    """One agreement lost the page it was called after; two agreements proved to be one."""
    earlier, later, warehouse = steps
    assert earlier["gone"] == earlier["left"] != later["left"]
    assert earlier["first"] != earlier["second"]
    assert later["first"] == later["second"] == earlier["first"]
    assert {row["old_agreement_id"]: (row["agreement_id"], row["reason"]) for row in aliases(warehouse)} == {
        earlier["gone"]: (later["left"], "the report it was called after is gone"),
        earlier["second"]: (earlier["first"], "later reports showed that both are one"),
    }


def test_a_full_refresh_and_a_rebuild_remember_the_ids(steps: tuple[Ids, Ids, Warehouse], tmp_path: Path) -> None:
    _, later, warehouse = steps
    known = aliases(warehouse)
    rebuilt = new_warehouse(tmp_path)
    for world in (before(), after()):
        write_staging(rebuilt, world.rows)
    carry_issued_ids(warehouse, rebuilt)
    build(rebuilt)
    assert (ids(rebuilt), aliases(rebuilt)) == (later, known)
    build(rebuilt, full_refresh=True)
    assert (ids(rebuilt), aliases(rebuilt)) == (later, known)


def ten_pages(folder: Path, runs: tuple[str, ...], order: list[int]) -> Ids:
    """Build once from pages that come in this order, spread over the runs of which only the last one finishes."""
    world = World()
    for place, number in enumerate(order):
        page = world.page(f"page{number}", f"2024-03-{number + 10}", run=runs[place * len(runs) // len(order)])
        page.report("AUS BRA" if number % 2 else "CHL DNK", on="2024-03-01", name=NAME)
    world.add("refresh_runs", run_id=runs[-1], finished_at=FIRST_FETCH + timedelta(days=1))
    warehouse = new_warehouse(folder)
    write_staging(warehouse, world.rows)
    build(warehouse)
    return ids(warehouse)


def test_neither_kills_nor_the_order_within_a_run_change_an_id(tmp_path: Path) -> None:
    undisturbed = ten_pages(tmp_path / "whole", ("run-3",), list(range(10)))
    assert len(set(undisturbed.values())) == 2
    any_order = random.Random(1).sample(range(10), 10)
    assert ten_pages(tmp_path / "killed twice", ("run-1", "run-2", "run-3"), any_order) == undisturbed
