import json
import random
import signal
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.model import docs
from etl.publish import PublishError, publish
from etl.publish.changes import changes_since
from etl.publish.versions import kept_publications
from etl.warehouse import Warehouse
from tests.publish import processes
from tests.publish.synthetic import write_build_file
from tests.publish.tables import TABLES


def change(warehouse: Warehouse, statement: str) -> None:
    with duckdb.connect(str(warehouse.build_file)) as connection:
        connection.execute(statement)


def contents(warehouse: Warehouse) -> dict[str, tuple[int, int]]:
    """Every file with its inode and time of change, links followed."""
    found = {}
    for path in sorted(warehouse.published.rglob("*")):
        state = path.lstat()
        found[str(path)] = (state.st_ino, state.st_mtime_ns)
    return found


def test_contract_paths_open_with_the_contract_names(invented: Warehouse) -> None:
    with duckdb.connect(str(invented.marts_file), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM marts.agreements").fetchone() == (60,)
        known = connection.sql("SELECT count(*) FROM marts.agreements_as_of(date '2024-04-01')").fetchone()
        assert known is not None
        assert 0 < known[0] < 60
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{invented.marts_file}' AS news (READ_ONLY)")
        assert connection.sql("SELECT count(*) FROM news.marts.agreements").fetchone() == (60,)
    assert invented.report_file.is_file()


def test_every_table_has_its_comment_columns_and_parquet(invented: Warehouse) -> None:
    with duckdb.connect(str(invented.marts_file), read_only=True) as connection:
        comments = dict(connection.sql("SELECT table_name, comment FROM duckdb_tables()").fetchall())
        bare = connection.sql("SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL")
        assert bare.fetchall() == []
        for table in TABLES:
            assert comments[table] == f"One row of {table}; it's invented."
            rows = connection.sql(
                f"(FROM marts.{table} EXCEPT ALL FROM '{invented.published}/parquet/{table}.parquet')"
            ).fetchall()
            assert rows == []
        keys = connection.sql("SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'")
        assert ("agreements",) in keys.fetchall()
        storage = connection.sql("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal").fetchone()
        assert storage == ("v1.5.0+",)


def test_drivers_that_call_the_catalogue_after_the_path_find_the_schema(invented: Warehouse) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{invented.published / 'pactwatch.duckdb'}' (READ_ONLY)")
        connection.execute("USE pactwatch")
        assert connection.execute("SELECT count(*) FROM marts.agreements").fetchone() == (60,)


def test_manifest_tells_what_is_published(invented: Warehouse) -> None:
    manifest = json.loads((invented.published / "manifest.json").read_text())
    assert manifest["run_id"] == "run-1"
    assert (manifest["code_version"], manifest["vocabulary_version"]) == ("0.1.0", "v1")
    assert manifest["tables"]["agreements"]["rows"] == 60
    assert set(manifest["tables"]) == set(TABLES)


def test_publishing_again_writes_nothing(fresh: Warehouse) -> None:
    first = publish(fresh, "run-1", "0.1.0", "v1")
    before = contents(fresh)
    second = publish(fresh, "run-2", "0.1.0", "v1")
    assert second == first
    assert contents(fresh) == before


def test_a_run_without_news_rewrites_only_its_own_logs(fresh: Warehouse) -> None:
    first = publish(fresh, "run-1", "0.1.0", "v1")
    change(fresh, "INSERT INTO marts.refresh_runs (run_id, started_at) VALUES ('run-2', TIMESTAMP '2026-11-21 06:00')")
    second = publish(fresh, "run-2", "0.1.0", "v1")
    assert second.publication_id != first.publication_id
    written_anew = {
        table
        for table in TABLES
        if not (first.folder / "parquet" / f"{table}.parquet").samefile(second.folder / "parquet" / f"{table}.parquet")
    }
    assert written_anew == {"refresh_runs"}
    for name in ("agreements.csv", "agreements.json", "changes.json", "feed.xml"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()
    assert changes_since(first.database, second.database) == []


def test_rows_in_another_order_are_the_same_rows(fresh: Warehouse) -> None:
    first = publish(fresh, "run-1", "0.1.0", "v1")
    change(
        fresh,
        """
        CREATE TABLE shuffled AS FROM marts.agreements ORDER BY random();
        DELETE FROM marts.agreements;
        INSERT INTO marts.agreements FROM shuffled;
        """,
    )
    assert publish(fresh, "run-2", "0.1.0", "v1") == first


def test_new_changed_merged_and_gone_agreements_are_told_apart(fresh: Warehouse) -> None:
    first = publish(fresh, "run-1", "0.1.0", "v1")
    change(
        fresh,
        """
        INSERT INTO marts.agreements BY NAME SELECT * REPLACE ('new-one' AS agreement_id)
            FROM marts.agreements WHERE agreement_id = 'agr00001';
        UPDATE marts.agreements SET status = 'ended', committed_usd = 5e6 WHERE agreement_id = 'agr00002';
        DELETE FROM marts.agreements WHERE agreement_id IN ('agr00003', 'agr00004');
        INSERT INTO marts.agreement_aliases VALUES ('agr00003', 'agr00005', TIMESTAMP '2026-11-21', 'same text');
        """,
    )
    second = publish(fresh, "run-2", "0.1.0", "v1")
    changes = {change.agreement_id: change for change in changes_since(first.database, second.database)}
    assert {name: change.kind for name, change in changes.items()} == {
        "new-one": "new", "agr00002": "changed", "agr00003": "merged", "agr00004": "gone",
    }  # fmt: skip
    assert changes["agr00003"].merged_into == "agr00005"
    assert {field.field for field in changes["agr00002"].fields} >= {"status", "committed_usd"}
    assert (second.agreements_new, second.agreements_changed) == (1, 3)
    log = json.loads((second.folder / "changes.json").read_text())
    assert [entry["publication_id"] for entry in log].count(second.publication_id) == 4


def test_the_last_ones_are_kept_and_rubbish_goes(fresh: Warehouse) -> None:
    for number in range(4):
        change(fresh, f"INSERT INTO marts.refresh_runs (run_id) VALUES ('run-{number}')")
        publish(fresh, f"run-{number}", "0.1.0", "v1", keep=3)
    rubbish = fresh.published / ".versions" / "20200101T000000000000Z"
    rubbish.mkdir()
    (rubbish / "pactwatch.duckdb").write_text("half a file")
    publish(fresh, "run-again", "0.1.0", "v1", keep=3)
    kept = kept_publications(fresh.published)
    assert [publication.run_id for publication in kept] == ["run-3", "run-2", "run-1"]
    assert {path.name for path in (fresh.published / ".versions").iterdir()} == {p.publication_id for p in kept}


def test_what_publish_did_not_make_is_not_replaced(fresh: Warehouse) -> None:
    (fresh.published / "parquet").mkdir(parents=True)
    with pytest.raises(PublishError, match="move it away"):
        publish(fresh, "run-1", "0.1.0", "v1")


def test_nothing_to_publish_is_said(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="pactwatch refresh"):
        publish(Warehouse(tmp_path), "run-1", "0.1.0", "v1")


def test_a_killed_publication_leaves_the_set_whole(fresh: Warehouse) -> None:
    dice = random.Random(11)
    longest = processes.seconds_to_publish(fresh.root)
    for number in range(1, 5):
        write_build_file(fresh.build_file, agreements=20 + number)
        publisher = processes.start("publisher", fresh.root)
        time.sleep(dice.uniform(longest / 3, longest))
        publisher.send_signal(signal.SIGKILL)
        publisher.wait()
        assert processes.wholeness_fault(fresh.published) is None
    publish(fresh, "run-last", "0.1.0", "v1")
    assert processes.wholeness_fault(fresh.published) is None
    folders = {path.name for path in (fresh.published / ".versions").iterdir()}
    assert folders == {publication.publication_id for publication in kept_publications(fresh.published)}


def test_readers_never_fail_while_publications_come(fresh: Warehouse) -> None:
    publish(fresh, "run-0", "0.1.0", "v1")
    stop = fresh.root / "stop"
    readers = [processes.start("reader", fresh.root, stop) for _ in range(2)]
    for number in range(1, 6):
        write_build_file(fresh.build_file, agreements=5 + number % 7, last_day=date(2026, 1, 1))
        publish(fresh, f"run-{number}", "0.1.0", "v1", keep=3)
    stop.touch()
    for reader in readers:
        out, err = reader.communicate()
        assert reader.returncode == 0, err
        assert json.loads(out)["states"] > 1


def test_the_dictionary_of_the_present_models_is_published(
    fresh: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = docs.write_dictionary(tmp_path / "dictionary.html")
    monkeypatch.setattr(docs, "DICTIONARY", page)
    publication = publish(fresh, "run-2", "code", "words")
    published = (publication.folder / "report" / "dictionary.html").read_text(encoding="utf-8")
    assert "model.pactwatch.agreement_reports" in published
    page.write_text("of other models", encoding="utf-8")
    publication = publish(fresh, "run-3", "code", "words")
    assert not (publication.folder / "report" / "dictionary.html").exists()
