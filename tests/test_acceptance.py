"""The five texts the project started from: bodies whole, chrome gone, the agreements as expected."""

import csv
import json

import duckdb
import pytest


@pytest.fixture(scope="module")
def seeds(shared, seed_warehouse):
    """The published file made from the five texts, and what is expected of it."""
    folder = shared / "seeds"
    expected = json.loads((folder / "expected.json").read_text())
    with duckdb.connect(str(seed_warehouse / "published" / "marts.duckdb"), read_only=True) as connection:
        yield connection, expected, folder


def text_of(connection, folder, name: str) -> str:
    urls = {row["file"]: row["url"] for row in csv.DictReader((folder / "manifest.csv").open())}
    wanted = urls[name].removeprefix("https://").removeprefix("www.").rstrip("/")
    rows = connection.execute("select url, text from marts.articles").fetchall()
    return next(text for url, text in rows if wanted in url.rstrip("/") + "/" or url.rstrip("/").endswith(wanted))


def test_five_articles_with_whole_bodies_and_without_chrome(seeds):
    connection, expected, folder = seeds
    assert connection.execute("select count(*) from marts.articles").fetchone() == (5,)
    for page in expected:
        text = text_of(connection, folder, page["file"])
        assert text.startswith(page["body_starts"]), page["file"]
        assert text.rstrip().endswith(page["body_ends"]), page["file"]
        assert not [line for line in page["must_be_stripped"] if line in text], page["file"]


def test_the_memorandum_is_one_agreement_first_anticipated_then_signed(seeds):
    connection, _, _ = seeds
    found = connection.execute("""
        select agreements.agreement_id, agreements.status, agreements.parties
        from marts.agreements
        where agreements.kind = 'memorandum' and list_sort(agreements.parties) = ['JPN', 'USA']
    """).fetchall()
    assert [status for _, status, _ in found] == ["signed"]
    steps = connection.execute(
        "select status from marts.agreement_history where agreement_id = ? order by seq", [found[0][0]]
    ).fetchall()
    assert steps == [("anticipated",), ("signed",)]
