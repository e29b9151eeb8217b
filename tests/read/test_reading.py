"""The reader as a whole: single sentences of the table, articles, hostile text."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from etl.extract.article import Article, Block
from etl.read import Facts, read
from etl.read.show import render_facts

TABLE = Path(__file__).with_name("sentences.csv")


def article(*paragraphs: str, title: str | None = None, published: str | None = None) -> Article:
    when = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    blocks = tuple(Block(paragraph, True, "body", 1.0) for paragraph in paragraphs)
    return Article(title, None, when, "meta" if when else "none", None, None, "en", blocks)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def results() -> list[tuple[dict[str, str], Facts]]:
    return [(row, read(article(row["text"], published=row["published"] or None))) for row in rows()]


def test_the_table_is_read_as_expected() -> None:
    """Floors, moved only on purpose: the share of rows whose every fact is right."""
    told = silent = found = quiet = status = kind = 0
    for row, facts in results():
        if not row["kinds"]:
            silent += 1
            quiet += not facts.agreements
            continue
        told += 1
        if facts.agreements:
            found += 1
            status += facts.agreements[0].status in row["statuses"].split("|")
            kind += facts.agreements[0].kind in row["kinds"].split("|")
    assert quiet / silent >= 0.90
    assert found / told >= 0.85
    assert status / found >= 0.90
    assert kind / found >= 0.80


def test_dates_of_the_table() -> None:
    for row, facts in results():
        if row["date"] and facts.agreements:
            assert facts.agreements[0].event_on == date.fromisoformat(row["date"]), row["text"]


def test_one_report_for_all_sentences_of_one_agreement() -> None:
    facts = read(
        article(
            "Portugal and Morocco signed a memorandum of understanding on green hydrogen in Rabat on Monday.",
            "The memorandum covers pipelines and electrolysers. The two countries will set up a working group.",
            title="Portugal, Morocco sign hydrogen memorandum",
            published="2024-05-08",
        )
    )
    assert len(facts.agreements) == 1
    report = facts.agreements[0]
    assert {party.party_id for party in report.parties} == {"PRT", "MAR"}
    assert (report.kind, report.status, report.event_on) == ("memorandum", "signed", date(2024, 5, 6))
    assert [theme.theme_id for theme in report.themes] == ["clean_energy"]


def test_every_fact_points_at_a_sentence() -> None:
    for _, facts in results():
        for report in facts.agreements:
            assert 0 <= report.sentence < len(facts.sentences)
            assert all(0 <= number < len(facts.sentences) for number in report.sentences)
            assert all(0 <= party.sentence < len(facts.sentences) for party in report.parties)
            assert report.trace
        for mention in facts.mentions:
            assert mention.sentence is None or facts.sentences[mention.sentence].text[mention.start : mention.end]


def test_reading_is_a_pure_function() -> None:
    page = article("Chile and Korea signed a lithium accord on 3 June.", published="2024-06-05")
    assert read(page) == read(page)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01",
        "🙂" * 200,
        "שלום עולם " * 50,
        "a" * 100_000,
        "Japan and " * 3_000,
        "\u202e" * 40,
        "İİİ signed ﬁﬂ",
    ],
)
def test_strange_texts_give_a_result(text: str) -> None:
    assert isinstance(read(article(text, title=text[:300])), Facts)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_result(text: str) -> None:
    assert isinstance(read(article(text, "Japan signed " + text, title=text)), Facts)


def test_show_renders_the_facts() -> None:
    page = article("Chile and Korea signed a lithium accord worth $3 million.", title="Chile and Korea sign accord")
    console = Console(width=120, record=True)
    console.print(render_facts(page, read(page)))
    assert "lithium accord" in console.export_text()
