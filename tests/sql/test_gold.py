"""The linking by itself: labels as input, pairs of reports of one agreement as the measure."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from etl.model import build
from tests.sql.gold import is_held_out, load_labels, staging_rows
from tests.sql.staging import marts, new_warehouse, write_staging

Report = tuple[str, str, str]  # gold id, agreement id, article id


@pytest.fixture(scope="module")
def reports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """Every report that is not merely named in passing."""
    labels = load_labels(shared / "reports" / "labels.jsonl")
    passing = {
        (page["id"], report["gold_id"]) for page in labels for report in page["agreements"] if report.get("minor")
    }
    warehouse = new_warehouse(tmp_path_factory.mktemp("gold"))
    write_staging(warehouse, staging_rows(labels))
    build(warehouse)
    rows = marts(warehouse, "select trace[1] as gold_id, agreement_id, article_id from marts.agreement_reports")
    found = [(row["gold_id"], row["agreement_id"], row["article_id"]) for row in rows]
    return [report for report in found if (report[2], report[0]) not in passing]


def precision_and_recall(reports: list[Report]) -> tuple[float, float]:
    """Over all pairs of reports."""
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(reports, 2)]
    both = sum(true and found for true, found in pairs)
    return both / sum(found for _, found in pairs), both / sum(true for true, _ in pairs)


def test_reports_of_one_agreement_find_each_other(reports: list[Report]) -> None:
    precision, recall = precision_and_recall(reports)
    assert precision >= 0.95
    assert recall >= 0.95


def test_agreements_the_rules_were_not_made_on_do_as_well(reports: list[Report]) -> None:
    """Only some fifteen pairs: two misses are what chance allows."""
    precision, recall = precision_and_recall([report for report in reports if is_held_out(report[0])])
    assert precision >= 0.95
    assert recall >= 0.85
