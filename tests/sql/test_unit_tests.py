"""The models' own unit tests, in their YAML. A refresh leaves them out: they say nothing about its data."""

from __future__ import annotations

from pathlib import Path

from etl.model import build
from etl.model.build import run_dbt
from tests.sql.staging import new_warehouse, write_staging


def test_each_rule_holds_on_rows_made_for_it(tmp_path: Path) -> None:
    warehouse = new_warehouse(tmp_path)
    write_staging(warehouse, {})
    build(warehouse)
    result = run_dbt(warehouse, ["test", "--select", "test_type:unit"])
    nodes = [node for node in getattr(result.result, "results", []) if node.node.resource_type == "unit_test"]
    assert {node.node.name: node.message for node in nodes if node.status != "pass"} == {}
    assert len(nodes) > 15
