"""The score of a published file: perfect on the truth itself, and it names what is wrong."""

from pathlib import Path

import duckdb
import pytest

from etl.samples import gold
from etl.samples.score import score

SCHEMA = """
    create schema marts;
    create table marts.articles (article_id varchar, url varchar, title varchar, text varchar);
    create table marts.agreement_reports (
        agreement_id varchar, article_id varchar, kind varchar, status varchar, parties varchar[],
        event_on date, event_on_precision varchar
    );
    create table marts.commitments (agreement_id varchar, amount double, currency varchar)
"""
PRECISION = {4: ("year", "-01-01"), 7: ("month", "-01"), 10: ("day", "")}


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    """A published file that tells the truth, with the key of each agreement as its id."""
    path = tmp_path / "published.duckdb"
    with duckdb.connect(str(path)) as file:
        file.execute("begin")
        file.execute(SCHEMA)
        for page in gold():
            file.execute(
                "insert into marts.articles values (?, ?, ?, ?)",
                [page.url, page.url.rstrip("/"), page.title, "\n\n".join(page.body)],
            )
            for report in page.reports:
                told = report.agreement
                precision, rest = PRECISION[len(told.date)] if told.date else (None, "")
                file.execute(
                    "insert into marts.agreement_reports values (?, ?, ?, ?, ?, ?, ?)",
                    [
                        told.key,
                        page.url,
                        told.kind,
                        told.status,
                        list(told.parties),
                        told.date + rest if told.date else None,
                        precision,
                    ],
                )
                for money in told.money:
                    row = [told.key, money.amount, money.currency]
                    file.execute("insert into marts.commitments values (?, ?, ?)", row)
        file.execute("commit")
    return path


def change(marts: Path, sql: str) -> None:
    with duckdb.connect(str(marts)) as file:
        file.execute(sql)


def test_the_truth_has_no_fault(marts: Path) -> None:
    result = score(marts)
    assert result.faults == []
    assert all(result.share(name) == 1.0 for name in result.asked)
    assert result.asked["reports found"] > 100


def test_faults_are_named(marts: Path) -> None:
    change(marts, "update marts.agreement_reports set status = 'ended' where agreement_id = 'depa-2020'")
    change(marts, "update marts.agreement_reports set agreement_id = 'aukus-2021' where agreement_id = 'chip-4-2022'")
    change(marts, "delete from marts.agreement_reports where agreement_id = 'gcap-2022'")
    change(
        marts,
        """
        insert into marts.agreement_reports
        select 'new', article_id, 'other', 'signed', ['FRA', 'PER'], null, null
        from marts.articles where title like 'Grand champion%'
    """,
    )
    result = score(marts)
    faults = "\n".join(result.faults)
    assert "depa-2020: ended, not signed" in faults
    assert "aukus-2021 is aukus-2021, chip-4-2022" in faults
    assert faults.count("reports found:") == 2
    assert "signed other of ['FRA', 'PER']" in faults
    assert result.share("status") < 1.0
