"""Whatever goes wrong ends in one sentence that says what to do, the right exit code, and a whole warehouse."""

import fcntl
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PACTWATCH, pactwatch

FEED = '[[source]]\nid = "paper"\ntype = "feed"\nurl = "http://localhost:9/feed.xml"\nallow_private_hosts = true\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FEED + 'colour = "red"\n', ["paper", "colour", "not known"]),
        (FEED + 'max_pages = "many"\n', ["paper", "max_pages"]),
        (FEED.replace("feed.xml", "feed.xml") + 'keep = ["div[["]\n', ["paper", "CSS selector"]),
        ("[[source]\n", ["not TOML"]),
    ],
)
def test_a_mistake_in_the_sources_is_named(tmp_path, text, words):
    sources = tmp_path / "sources.toml"
    sources.write_text(text)
    done = pactwatch("refresh", "--sources", sources, "--warehouse", tmp_path / "w")
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1
    assert all(word in done.err for word in words), done.err
    assert not (tmp_path / "w").exists()


def test_a_missing_folder_is_named(tmp_path):
    done = pactwatch("backfill", tmp_path / "nowhere", "--warehouse", tmp_path / "w")
    assert done.code == 2
    assert "nowhere" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_an_unknown_source_is_named_with_those_there_are(tmp_path):
    sources = tmp_path / "sources.toml"
    sources.write_text(FEED)
    done = pactwatch("refresh", "--sources", sources, "--source", "papper", "--warehouse", tmp_path / "w")
    assert done.code == 2
    assert "papper" in done.err
    assert "paper" in done.err


def test_a_source_that_is_switched_off_is_not_called_unknown(tmp_path):
    sources = tmp_path / "sources.toml"
    sources.write_text(FEED + "enabled = false\n")
    named = pactwatch("refresh", "--sources", sources, "--source", "paper", "--warehouse", tmp_path / "w")
    all_off = pactwatch("refresh", "--sources", sources, "--warehouse", tmp_path / "w")
    assert (named.code, all_off.code) == (2, 2)
    assert "paper is switched off" in named.err
    assert "enabled = true" in all_off.err


def test_an_unreachable_host_fails_alone(tmp_path):
    """Nothing listens on port 9. The other source is loaded and published, and the exit code says so."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "page.txt").write_text("Rain in Bergen\n\nIt rained in Bergen on Monday, as on most days.\n")
    sources = tmp_path / "sources.toml"
    sources.write_text(FEED + '[[source]]\nid = "saved"\ntype = "folder"\npath = "saved"\n')
    done = pactwatch("refresh", "--sources", sources, "--warehouse", tmp_path / "w")
    assert done.code == 4, done.err
    assert "paper" in done.err
    assert (tmp_path / "w" / "published" / "marts.duckdb").exists()


def test_a_dry_run_says_what_fails_too(tmp_path):
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nid = "archive"\ntype = "warc"\npath = "none.warc"\n')
    done = pactwatch("refresh", "--dry-run", "--sources", sources, "--warehouse", tmp_path / "w")
    assert done.code == 1
    assert "0 pages would be fetched" in done.out
    assert f"There is no {tmp_path / 'none.warc'}" in " ".join(done.err.split())
    assert not (tmp_path / "w").exists()


def test_a_page_that_is_not_html_has_an_outcome_and_no_article(tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "page.html").write_bytes(b"%PDF-1.7\n\x00\x01\x02" + bytes(range(256)) * 20)
    done = pactwatch("backfill", folder, "--warehouse", tmp_path / "w")
    assert done.code == 0, done.err
    query = "select outcome, error from marts.fetch_outcomes"
    told = pactwatch("query", query, "--warehouse", tmp_path / "w", "--format", "csv")
    assert "not_html" in told.out, told.err


@pytest.mark.parametrize("command", ["status", "publish", "backfill"])
def test_a_file_in_the_place_of_a_warehouse_is_named(tmp_path, command):
    (tmp_path / "w").write_text("not a folder")
    saved = [tmp_path] if command == "backfill" else []
    done = pactwatch(command, *saved, "--warehouse", tmp_path / "w")
    assert done.code == 2
    assert str(tmp_path / "w") in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_build_file_that_cannot_be_opened_is_named_with_the_remedy(tmp_path):
    warehouse = tmp_path / "w"
    warehouse.mkdir()
    (tmp_path / "saved").mkdir()
    (warehouse / "pactwatch.duckdb").write_text("no database")
    for command in (("backfill", tmp_path / "saved"), ("publish",)):
        done = pactwatch(*command, "--warehouse", warehouse)
        assert done.code == 1
        assert "pactwatch rebuild" in done.err
        assert "Traceback" not in done.err


def test_a_folder_that_nobody_may_write_to_is_named(tmp_path):
    (tmp_path / "saved").mkdir()
    done = pactwatch("backfill", tmp_path / "saved", "--warehouse", "/proc/pactwatch")
    assert done.code == 1
    assert done.err.startswith("pactwatch: /proc/pactwatch: ")
    assert len(done.err.strip().splitlines()) == 1


def test_a_full_disk_is_named(sample_warehouse):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PACTWATCH, "export", "--warehouse", sample_warehouse], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("pactwatch: No space left")


def test_a_contact_that_no_header_can_carry_is_refused(tmp_path):
    (tmp_path / ".env").write_text("PACTWATCH_CONTACT=https://例え.jp\n")
    done = pactwatch("status", cwd=tmp_path)
    assert done.code == 2
    assert done.err.startswith("pactwatch: PACTWATCH_CONTACT: it is sent as a header")


def test_a_second_refresh_while_one_runs_says_so(tmp_path):
    warehouse = tmp_path / "w"
    warehouse.mkdir()
    (tmp_path / "saved").mkdir()
    with (warehouse / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = pactwatch("backfill", tmp_path / "saved", "--warehouse", warehouse)
    assert done.code == 1
    assert "being written" in done.err
    assert len(done.err.strip().splitlines()) == 1
