"""The labelled pages of bench/reading say what they mean: fields, known words, quotes that stand on the page."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "bench" / "reading").glob("*.jsonl"))
DAY = re.compile(r"\d{4}(-\d\d){0,2}")  # as far as it is known
CODE = re.compile(r"[A-Z]{3}")
PAGE_FIELDS = {"id", "title", "published", "text", "themes", "themes_minor", "agreements", "note"}
AGREEMENT_FIELDS = {
    *("gold_id", "name", "kind", "status", "date", "parties", "party_level", "themes", "commitments"),
    *("no_money_stated", "evidence", "sentences"),
}
SOMETIMES = {
    *("kind_alt", "status_alt", "date_alt", "parties_alt", "party_level_alt", "themes_alt", "minor", "part_of"),
    "no_money_stated_alt",
}
COMMITMENT_FIELDS = {"amount", "currency", "payer", "payee", "quote"}


def allowed(column: str) -> set[str]:
    """The values that the published table of agreements may hold."""
    model = yaml.safe_load((ROOT / "sql" / "models" / "marts" / "agreements.yml").read_text("utf-8"))["models"][0]
    values: list[str] = model["data_tests"][0]["sound"]["arguments"]["values"][column]
    return set(values)


def seed(name: str, column: str) -> set[str]:
    with (ROOT / "sql" / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


KINDS, STATUSES, LEVELS = allowed("kind"), allowed("status"), allowed("level")
THEMES = seed("themes.csv", "theme_id")
STATES = seed("countries.csv", "iso3") | seed("blocs.csv", "party_id")
CURRENCIES = {currency.alpha_3 for currency in pycountry.currencies}


def pages(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def faults(page: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one page, each in a few words."""
    if page.keys() != PAGE_FIELDS:
        yield f"fields {sorted(page.keys() ^ PAGE_FIELDS)}"
        return
    if page["published"] and not (is_day(page["published"]) and len(page["published"]) == 10):
        yield f"published {page['published']}"
    yield from (f"theme {theme}" for theme in {*page["themes"], *page["themes_minor"]} - THEMES)
    own = [agreement["gold_id"] for agreement in page["agreements"]]
    if len(set(own)) < len(own):
        yield "a gold_id twice"
    for agreement in page["agreements"]:
        yield from (f"{agreement['gold_id']}: {fault}" for fault in faults_of(agreement, page, own))


def faults_of(agreement: dict[str, Any], page: dict[str, Any], own: list[str]) -> Iterator[str]:
    fields = agreement.keys()
    if not fields >= AGREEMENT_FIELDS or fields - AGREEMENT_FIELDS - SOMETIMES:
        yield f"fields {sorted(fields ^ AGREEMENT_FIELDS)}"
        return
    for field, known in (("kind", KINDS), ("status", STATUSES), ("party_level", LEVELS)):
        said = {agreement[field], *agreement.get(f"{field}_alt", [])}
        yield from (f"{field} {value}" for value in said - known)
    themes = {theme for alternative in agreement.get("themes_alt", []) for theme in alternative.split("|") if theme}
    yield from (f"theme {theme}" for theme in {*agreement["themes"], *themes} - THEMES)
    for day in [agreement["date"], *agreement.get("date_alt", [])]:
        if day is not None and not is_day(day):
            yield f"date {day}"
    if agreement.get("part_of", own[0]) not in own:
        yield f"part of {agreement['part_of']}, which is not on the page"
    if not agreement["parties"] or not agreement["sentences"]:
        yield "no parties or no sentences"
    yield from (f"party {party}" for party in agreement["parties"] if not is_party(party, page))
    for quote in [agreement["evidence"], *agreement["sentences"]]:
        if not quote or not stands_in(quote, page):
            yield f"not on the page: {quote}"
    for commitment in agreement["commitments"]:
        yield from faults_of_commitment(commitment, page)


def faults_of_commitment(commitment: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    if not commitment.keys() >= COMMITMENT_FIELDS:
        yield f"a commitment lacks {sorted(COMMITMENT_FIELDS - commitment.keys())}"
        return
    if not stands_in(commitment["quote"], page):
        yield f"not on the page: {commitment['quote']}"
    if commitment["currency"] not in CURRENCIES or not commitment["amount"] > 0:
        yield f"sum {commitment['amount']} {commitment['currency']}"


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return bool(DAY.fullmatch(text))


def is_party(party: str, page: dict[str, Any]) -> bool:
    """A known code of a state or bloc, or a name of which the page holds a word."""
    if CODE.fullmatch(party) and party in STATES:
        return True
    return any(stands_in(word, page) for word in re.findall(r"[\w-]{3,}", party) or [party])


def stands_in(words: str, page: dict[str, Any]) -> bool:
    return words in page["title"] or words in page["text"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_page_is_well_formed(file: Path) -> None:
    assert [f"{page['id']}: {fault}" for page in pages(file) for fault in faults(page)] == []


def test_each_id_stands_once() -> None:
    ids = [page["id"] for file in FILES for page in pages(file)]
    assert len(ids) == len(set(ids)) > 0


def test_some_pages_report_nothing() -> None:
    """Without them nothing would be learnt of what is no agreement."""
    assert sum(not page["agreements"] for file in FILES for page in pages(file)) > 10


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "handshake"),
        ("status", "rumoured"),
        ("date", "21 August"),
        ("date", "2024-13"),
        ("parties", ["XQZ"]),
        ("evidence", "They did what stands on no page."),
        ("sentences", []),
        ("part_of", "another-page"),
        ("themes", ["fishing"]),
        ("commitments", [{"amount": 3, "currency": "USD", "payer": None, "payee": None, "quote": "a sum on no page"}]),
    ],
)
def test_the_checks_find_faults(field: str, value: object) -> None:
    page = pages(FILES[0])[0]
    assert list(faults(page)) == []
    first, *rest = page["agreements"]
    assert len(list(faults({**page, "agreements": [{**first, field: value}, *rest]}))) == 1
