from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from etl.discover.link import Link
from etl.extract import Block, extract
from etl.fetch.page import RawPage
from etl.load.parts import Parts
from etl.load.rows import arrow_tables, outcome_row, page_rows
from etl.load.schema import STAGING
from etl.load.staging import fetch_history, load_parts, loaded_raw_files, open_staging
from etl.read import read
from etl.versions import Versions

BODY = b"""Norway and Chile start talks on polar data

Officials of Norway and Chile met in Oslo on Monday. They spoke about sharing weather data from both ends of the earth.

They will meet again in Santiago in the autumn, the Norwegian side said, once the experts have drawn up a list."""


def attempt(number: int, outcome: str = "ok", url: str = "https://paper.example/a", day: int = 1) -> RawPage:
    return RawPage(
        attempt_id=f"attempt{number}",
        run_id="run1",
        link=Link(url, "paper"),
        attempted_at=datetime(2025, 3, day, 12, tzinfo=UTC),
        outcome=outcome,
        final_url=url,
        content_hash=f"hash{number}" if outcome == "ok" else None,
        body=BODY if outcome == "ok" else None,
    )


def tables_of(pages: list[RawPage], raw_file: str) -> dict[str, pa.Table]:
    rows = [{"fetch_outcomes": [outcome_row(page, raw_file) for page in pages]}]
    for page in pages:
        if page.outcome == "ok":
            article = extract(page.body, url=page.final_url, fetched_at=page.attempted_at)
            rows.append(page_rows(page, article, read(article), Versions("code", "words"), raw_file))
    return arrow_tables(rows)


def counts(connection) -> dict[str, int]:
    return {name: connection.execute(f"select count(*) from staging.{name}").fetchone()[0] for name in STAGING}


def part_of(pages: list[RawPage], raw_file: str, folder: Path) -> Parts:
    parts = Parts(folder / "parts")
    parts.write(raw_file, tables_of(pages, raw_file))
    return parts


def test_loading_a_file_twice_leaves_what_loading_once_does(tmp_path):
    parts = part_of([attempt(1), attempt(2, "not_found")], "a.parquet", tmp_path)
    with open_staging(tmp_path / "build.duckdb") as connection:
        load_parts(connection, parts, ["a.parquet"])
        once = counts(connection)
        load_parts(connection, parts, ["a.parquet"])
        assert counts(connection) == once
        assert once["fetch_outcomes"] == 2
        assert once["page_versions"] == 1
        assert once["sentences"] >= 3
        assert loaded_raw_files(connection) == {"a.parquet"}


def test_what_is_loaded_is_what_was_read(tmp_path):
    tables = tables_of([attempt(1)], "a.parquet")
    parts = part_of([attempt(1)], "a.parquet", tmp_path)
    with open_staging(tmp_path / "build.duckdb") as connection:
        load_parts(connection, parts, ["a.parquet"])
        for name, table in tables.items():
            assert connection.execute(f"from staging.{name}").to_arrow_table().to_pylist() == table.to_pylist(), name


def test_many_files_are_loaded_at_once_and_only_those_asked_for(tmp_path):
    for number in range(5):
        page = attempt(number, url=f"https://paper.example/{number}")
        parts = part_of([page], f"{number}.parquet", tmp_path)
    with open_staging(tmp_path / "build.duckdb") as connection:
        load_parts(connection, parts, [f"{number}.parquet" for number in range(4)])
        assert counts(connection)["page_versions"] == 4
        load_parts(connection, parts, [f"{number}.parquet" for number in range(3, 5)])
        assert counts(connection)["page_versions"] == 5


def test_a_load_that_fails_leaves_nothing(tmp_path):
    parts = part_of([attempt(1)], "a.parquet", tmp_path)
    (parts.root / "sentences" / "a.parquet").write_bytes(b"PAR1 broken PAR1")
    with open_staging(tmp_path / "build.duckdb") as connection:
        with pytest.raises(Exception, match=r"a\.parquet"):
            load_parts(connection, parts, ["a.parquet"])
        assert set(counts(connection).values()) == {0}


def test_a_part_is_whole_when_all_of_it_is_there(tmp_path):
    tables = tables_of([attempt(1)], "a.parquet")
    del tables["fetch_outcomes"]  # what a worker killed before its last file leaves
    parts = Parts(tmp_path)
    parts.write("a.parquet", tables)
    assert parts.whole() == set()
    parts.write("a.parquet", tables_of([attempt(1)], "a.parquet"))
    assert parts.whole() == {"a.parquet"}


def test_sentences_keep_their_keys_when_the_page_changes_elsewhere():
    page = attempt(1)
    article = extract(BODY, url=page.final_url)
    update = Block("A third country may join the talks, officials said later.", True, "body", 1.0)
    longer = replace(article, blocks=(update, *article.blocks))
    before, after = (
        {row["sentence_id"] for row in page_rows(page, a, read(a), Versions("code", "words"), "a.parquet")["sentences"]}
        for a in (article, longer)
    )
    assert len(after) == len(before) + 1
    assert before < after


def test_history_counts_failures_and_unchanged_since_the_last_good_and_the_last_new(tmp_path):
    pages = [
        attempt(1, "ok", day=1),
        attempt(2, "unchanged", day=2),
        attempt(3, "unchanged", day=3),
        attempt(4, "timeout", day=4),
        attempt(5, "server_error", day=5),
        attempt(6, "not_found", url="https://paper.example/gone", day=5),
    ]
    with open_staging(tmp_path / "build.duckdb") as connection:
        load_parts(connection, part_of(pages, "a.parquet", tmp_path), ["a.parquet"])
        asked = ["https://paper.example/a", "https://paper.example/gone", "https://paper.example/never"]
        known = {row["url"]: row for row in fetch_history(connection, asked).to_pylist()}
    assert set(known) == set(asked[:2])
    page = known[asked[0]]
    assert page["content_hash"] == "hash1"
    assert page["last_outcome"] == "server_error"
    assert (page["failures_in_a_row"], page["unchanged_in_a_row"]) == (2, 2)
    assert page["first_ok_at"] == datetime(2025, 3, 1, 12)
    assert known[asked[1]]["first_ok_at"] is None
