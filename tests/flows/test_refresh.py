"""The main job on the sample web, as a user runs it: over HTTP, through dbt, to the published files."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.samples import SampleWeb, gold
from tests.conftest import pactwatch

# What a run writes about itself grows with every run; everything else must not move.
OF_THE_RUN = {"fetch_outcomes", "refresh_runs", "source_health"}
# When a page was last seen is the one thing of an article that an unchanged page changes.
MOVES = {"articles": "exclude (last_seen_at)"}


def marts(warehouse: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(warehouse / "published" / "marts.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts' order by all"
        ).fetchall()
        return {
            name: connection.execute(f"select * {MOVES.get(name, '')} from marts.{name} order by all").fetchall()
            for (name,) in names
        }


@pytest.fixture
def own_warehouse(sample_warehouse, tmp_path):
    """A copy that a test may write to."""
    return Path(shutil.copytree(sample_warehouse, tmp_path / "warehouse", symlinks=True))


def test_every_table_of_the_contract_has_rows(sample_warehouse):
    may_be_empty = {"agreement_aliases", "agreement_corrections"}  # until two agreements merge, a person corrects
    empty = {name for name, rows in marts(sample_warehouse).items() if not rows}
    assert empty <= may_be_empty


def test_each_page_of_the_sample_web_is_an_article(sample_warehouse):
    with duckdb.connect(str(sample_warehouse / "published" / "marts.duckdb"), read_only=True) as connection:
        urls = {url for (url,) in connection.execute("select url from marts.articles").fetchall()}
    assert {page.url for page in gold()} <= urls


def test_a_second_refresh_changes_nothing(own_warehouse):
    before = marts(own_warehouse)
    done = pactwatch("refresh", "--samples", "--warehouse", own_warehouse, "--json")
    assert done.code == 0, done.err
    run = json.loads(done.out)["run"]
    assert run["pages_new"] == 0
    assert run["pages_unchanged"] >= len(gold())
    after = marts(own_warehouse)
    for name in before.keys() - OF_THE_RUN:
        assert after[name] == before[name], name


def test_a_rebuild_gives_the_same_marts(own_warehouse):
    before = marts(own_warehouse)
    done = pactwatch("rebuild", "--warehouse", own_warehouse)
    assert done.code == 0, done.err
    assert marts(own_warehouse) == before


def test_a_dry_run_writes_nothing(tmp_path):
    done = pactwatch("refresh", "--samples", "--dry-run", "--json", "--warehouse", tmp_path / "w")
    assert done.code == 0, done.err
    assert len(json.loads(done.out)["links"]) >= len(gold())
    assert not (tmp_path / "w").exists()


def test_robots_and_conditional_requests_are_kept(tmp_path):
    from etl.job import sample_job
    from etl.pipeline import refresh

    with SampleWeb() as web:
        refresh(sample_job(web, tmp_path / "w", (), None))
        first = len(web.requests)
        refresh(sample_job(web, tmp_path / "w", (), None))
        again = web.requests[first:]
    assert not [request for request in web.requests if "/private/" in request.path]
    pages = {page.url for page in gold()}
    asked = [request for request in again if f"http://{request.host}{request.path}" in pages]
    assert asked
    assert all(request.is_conditional and request.status == 304 for request in asked)
