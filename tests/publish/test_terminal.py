"""The reading commands, as a user types them, on a published set of invented agreements."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from etl.cli.app import main
from etl.publish import publish
from etl.publish.feed import ATOM
from etl.warehouse import Warehouse
from tests.conftest import PACTWATCH
from tests.publish.synthetic import HOSTILE_URL


def pactwatch(*arguments: object, code: int = 0, stdin: str = "") -> str:
    """What the command line prints: its results, or where ``code`` says that it fails, its complaint."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        patched.setattr(sys, "argv", ["pactwatch", *map(str, arguments)])
        patched.setattr(sys, "stdin", io.StringIO(stdin))
        patched.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as ended:
            main()
    assert (ended.value.code or 0) == code, err.getvalue()
    return out.getvalue() if code == 0 else err.getvalue()


def test_query_gives_a_table_csv_and_json(invented: Warehouse) -> None:
    sql = "SELECT agreement_id, parties, committed_usd FROM agreements ORDER BY agreement_id LIMIT 3"
    assert "agr00000" in pactwatch("query", sql, "--warehouse", invented.root)
    rows = list(csv.DictReader(io.StringIO(pactwatch("query", sql, "--format", "csv", "--warehouse", invented.root))))
    told = json.loads(pactwatch("query", sql, "--json", "--warehouse", invented.root))
    assert [row["agreement_id"] for row in rows] == [row["agreement_id"] for row in told]
    assert isinstance(told[0]["parties"], list)


def test_a_row_too_wide_for_the_terminal_is_shown_column_by_column(invented: Warehouse) -> None:
    lines = pactwatch(
        "query", "FROM agreements ORDER BY agreement_id LIMIT 2", "--warehouse", invented.root
    ).splitlines()
    assert [line.split() for line in lines if line.startswith("agreement_id")] == [
        ["agreement_id", "agr00000"], ["agreement_id", "agr00001"],
    ]  # fmt: skip
    assert max(map(len, lines)) <= 120


def test_query_without_rows_is_valid_json(invented: Warehouse) -> None:
    assert json.loads(pactwatch("query", "FROM parties LIMIT 0", "--json", "--warehouse", invented.root)) == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM marts.agreements",
        "CREATE TABLE marts.mine (a INT)",
        "not sql",
        "",
        "-- nothing",
        "SELECT 1; SELECT 2",
    ],
)
def test_query_changes_nothing_and_says_why(invented: Warehouse, sql: str) -> None:
    assert pactwatch("query", sql, "--warehouse", invented.root, code=2)
    assert "Traceback" not in pactwatch("query", sql, "--warehouse", invented.root, code=2)


@pytest.mark.parametrize("output", ["table", "csv", "json"])
def test_no_answer_commands_the_terminal(invented: Warehouse, output: str) -> None:
    """What pages say may hold escape sequences, in seven bits and in eight; a pipe gets csv as it is."""
    sql = "SELECT 'a' || chr(27) || '[2Jb' || chr(155) || '31mc' AS said"
    command = [PACTWATCH, "query", sql, "--format", output, "--warehouse", invented.root]
    screen, terminal = pty.openpty()
    done = subprocess.run(command, stdout=terminal, check=True)
    os.close(terminal)
    shown = os.read(screen, 10_000).decode()
    os.close(screen)
    assert done.returncode == 0
    assert "31mc" in shown
    # rich's own colours are all that a table holds
    assert not re.search("\x1b(?!\\[[0-9;]*m)|\x9b|\x1b\\[2J", shown)
    piped = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert ("\x1b" in piped) == (output == "csv")


def test_query_takes_its_statement_from_standard_input(invented: Warehouse) -> None:
    shown = pactwatch("query", "-", "--format", "csv", "--warehouse", invented.root, stdin="SELECT 1 AS one")
    assert shown == "one\n1\n"


def test_explain_shows_every_claim_with_sentence_and_link(invented: Warehouse) -> None:
    told = json.loads(pactwatch("explain", "agr00007", "--json", "--warehouse", invented.root))
    shown = pactwatch("explain", "agr00007", "--warehouse", invented.root)
    for part in ("history", "themes", "reports"):
        assert told[part]
        for claim in told[part]:
            assert claim["sentence"]
            assert claim["url"] in shown


def test_explain_says_a_sentence_on_several_themes_once(invented: Warehouse) -> None:
    with duckdb.connect(str(invented.marts_file), read_only=True) as connection:
        found = connection.execute(
            "SELECT agreement_id, list(theme_id ORDER BY theme_id) FROM marts.agreement_themes"
            " GROUP BY agreement_id, sentence_id HAVING count(*) > 1 ORDER BY ALL"
        ).fetchone()
    assert found is not None
    shown = pactwatch("explain", found[0], "--warehouse", invented.root)
    themes = shown.split("Themes\n")[1].split("“")[0]
    assert all(theme.replace("_", " ") in " ".join(themes.split()) for theme in found[1])


def test_explain_finds_by_words_and_lists_several(invented: Warehouse) -> None:
    told = json.loads(pactwatch("explain", "semiconductors", "--json", "--warehouse", invented.root))
    assert len(told["candidates"]) > 1
    assert "No agreement" in pactwatch("explain", "nothing of the kind", "--warehouse", invented.root, code=2)


def test_explain_never_links_to_what_is_not_the_web(invented: Warehouse) -> None:
    shown = pactwatch("explain", "agr00000", "--warehouse", invented.root)
    assert HOSTILE_URL in shown
    assert "\x1b" not in shown


def test_explain_follows_an_id_that_was_merged_away(fresh: Warehouse) -> None:
    with duckdb.connect(str(fresh.build_file)) as connection:
        connection.execute("INSERT INTO marts.agreement_aliases VALUES ('old-id', 'agr00002', '2026-11-21', 'same')")
    publish(fresh, "run-1", "0.1.0", "v1")
    told = json.loads(pactwatch("explain", "old-id", "--json", "--warehouse", fresh.root))
    assert told["agreement"]["agreement_id"] == "agr00002"
    assert told["aliases"][0]["old_agreement_id"] == "old-id"


def test_status_says_what_needs_a_person(invented: Warehouse) -> None:
    told = json.loads(pactwatch("status", "--json", "--warehouse", invented.root))
    assert told["counts"]["agreements"] == 60
    assert any("the-ledger-listing" in need for need in told["needs_a_person"])
    assert "the-ledger-listing" in pactwatch("status", "--warehouse", invented.root)


def test_diff_since_tells_what_changed(fresh: Warehouse) -> None:
    first = publish(fresh, "run-1", "0.1.0", "v1")
    with duckdb.connect(str(fresh.build_file)) as connection:
        connection.execute("UPDATE marts.agreements SET status = 'ended' WHERE agreement_id = 'agr00002'")
    publish(fresh, "run-2", "0.1.0", "v1")
    for since in ([], ["--since", first.publication_id], ["--since", first.published_at.isoformat()]):
        told = json.loads(pactwatch("diff", *since, "--json", "--warehouse", fresh.root))
        assert [change["agreement_id"] for change in told["changes"]] == ["agr00002"]
    assert "→ ended" in pactwatch("diff", "--warehouse", fresh.root)
    everything = json.loads(pactwatch("diff", "--since", "2020-01-01", "--json", "--warehouse", fresh.root))
    assert {change["kind"] for change in everything["changes"]} == {"new"}
    assert "neither a day" in pactwatch("diff", "--since", "lately", "--warehouse", fresh.root, code=2)


def test_publish_says_whether_something_changed(fresh: Warehouse) -> None:
    assert json.loads(pactwatch("publish", "--json", "--warehouse", fresh.root))["is_new"] is True
    assert "Nothing has changed" in pactwatch("publish", "--warehouse", fresh.root)


def test_report_tells_its_path(invented: Warehouse) -> None:
    assert Path(pactwatch("report", "--warehouse", invented.root).strip()).is_file()


def test_exports_are_whole(invented: Warehouse, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(pactwatch("export", "--warehouse", invented.root))))
    assert len(rows) == 60
    target = tmp_path / "agreements.json"
    pactwatch("export", "--format", "json", "--to", target, "--warehouse", invented.root)
    assert len(json.loads(target.read_text())) == 60
    feed = ElementTree.fromstring(pactwatch("export", "--format", "atom", "--warehouse", invented.root))
    assert len(feed.findall(f"{{{ATOM}}}entry")) == 60
    hrefs = [link.get("href", "") for link in feed.iter(f"{{{ATOM}}}link")]
    assert all(href.startswith(("https://", "http://")) for href in hrefs)


def test_a_spreadsheet_gets_no_formula(fresh: Warehouse) -> None:
    with duckdb.connect(str(fresh.build_file)) as connection:
        connection.execute("UPDATE marts.agreements SET name = '=HYPERLINK(\"x\")' WHERE agreement_id = 'agr00002'")
    publish(fresh, "run-1", "0.1.0", "v1")
    rows = {row["agreement_id"]: row for row in csv.DictReader((fresh.published / "agreements.csv").open())}
    assert rows["agr00002"]["name"].startswith("'=")


@pytest.mark.parametrize(
    "command", [("status",), ("explain", "x"), ("query", "SELECT 1"), ("diff",), ("report",), ("export",), ("publish",)]
)
def test_nothing_published_is_said_in_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    told = pactwatch(*command, "--warehouse", tmp_path, code=2)
    assert "pactwatch refresh" in told
    assert len(told.strip().splitlines()) == 1
