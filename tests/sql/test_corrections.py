"""Corrections are applied last, are shown, and fail the build when they match nothing any more."""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

import pytest

from etl.model import DataTestsFailed
from etl.model import build as build_models
from etl.model.build import PROJECT
from etl.warehouse import Warehouse
from tests.sql.staging import marts, new_warehouse, write_staging
from tests.sql.world import World

COLUMNS = (
    "correction_id", "action", "agreement_id", "article_id", "other_agreement_id", "field", "value", "reason",
    "author", "corrected_on",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the dbt project, to write corrections into."""
    copy = tmp_path / "sql"
    shutil.copytree(PROJECT, copy)
    monkeypatch.setattr(sys.modules["etl.model.build"], "PROJECT", copy)
    return copy


def correct(project: Path, *corrections: dict[str, str]) -> None:
    """Write the seed of corrections."""
    with (project / "seeds" / "corrections.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for number, correction in enumerate(corrections):
            known = {"correction_id": f"c{number}", "reason": "checked", "author": "ana", "corrected_on": "2026-01-02"}
            writer.writerow(known | correction)


def ids(warehouse: Warehouse) -> dict[str, str]:
    """The agreement of each article."""
    rows = marts(warehouse, "select article_id, agreement_id from marts.agreement_reports")
    return {row["article_id"]: row["agreement_id"] for row in rows}


def test_merge_split_drop_set(project: Path, tmp_path: Path) -> None:
    world = World()
    world.page("one", "2024-01-01").report("AUS BRA", on="2024-01-01", name="Alpha Accord")
    world.page("two", "2024-01-02").report("AUS BRA", on="2024-01-01", name="Alpha Accord")
    world.page("three", "2024-01-03").report("CHL DNK", on="2024-01-01")
    world.page("four", "2024-01-04").report("EGY FIN", on="2024-01-01")
    world.page("five", "2024-01-05").report("ISL KEN", on="2024-01-01")
    warehouse = new_warehouse(tmp_path)
    write_staging(warehouse, world.rows)
    build_models(warehouse)
    before = ids(warehouse)
    assert before["one"] == before["two"]

    correct(
        project,
        {"action": "split", "agreement_id": before["one"], "article_id": "two"},
        {"action": "merge", "agreement_id": before["three"], "other_agreement_id": before["four"]},
        {"action": "drop", "agreement_id": before["five"]},
        {"action": "set", "agreement_id": before["three"], "field": "status", "value": "ended"},
    )
    build_models(warehouse)
    after = ids(warehouse)
    assert after["one"] == before["one"] != after["two"]
    assert after["four"] == after["three"] == before["three"]
    assert "five" not in after
    (ended,) = marts(warehouse, f"select status from marts.agreements where agreement_id = '{before['three']}'")
    assert ended["status"] == "ended"
    aliases = marts(warehouse, "select old_agreement_id, agreement_id from marts.agreement_aliases")
    assert {"old_agreement_id": before["four"], "agreement_id": before["three"]} in aliases
    assert len(marts(warehouse, "from marts.agreement_corrections where reason = 'checked'")) == 4

    correct(project, {"action": "drop", "agreement_id": "no-such-agreement"})
    with pytest.raises(DataTestsFailed, match="no-such-agreement"):
        build_models(warehouse)
