"""Dates: one line of ``test_dates.tsv`` is one sentence with the date it names, seen from a page's date."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read import date_roles, dates
from etl.read.calendar import ResolvedDate, resolve
from etl.read.dates import find_dates

with Path(__file__).with_name("test_dates.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


def reading(text: str, published: date | None, tense: str | None) -> set[str]:
    """Every way in which a line's expectation may be written, for all dates of the text."""
    found = find_dates(text)
    if not found:
        return {"nothing"}
    forms = set()
    for expression in found:
        resolved = resolve(expression, published, tense)
        if resolved.day:
            forms.add(f"{resolved.day} {resolved.precision} {expression.role}")
        elif resolved.partial:
            forms.add(f"partial {resolved.partial} {expression.role}")
        else:
            forms.add("none")
        forms.add(expression.role)
    return forms


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['text']} {row['published']}")
def test_table(row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    assert row["expected"] in reading(row["text"], published, row["tense"] or None)


def test_offsets_are_those_of_the_text() -> None:
    text = "On Monday, and again on 5 May 2020, they met."
    assert [text[found.start : found.end] for found in find_dates(text)] == ["Monday", "5 May 2020"]


def test_a_past_event_is_never_later_than_its_page() -> None:
    published = date(2024, 9, 3)
    for row in ROWS:
        for expression in find_dates(row["text"]):
            if expression.points != "future":
                resolved = resolve(expression, published, "past")
                assert resolved.day is None or resolved.day <= published


def test_terms_of_office_settle_a_missing_year() -> None:
    (april,) = find_dates("The prime minister and the president met on April 16.")
    window = (date(2021, 1, 20), date(2021, 10, 4))
    assert resolve(april, None, "past", window) == ResolvedDate(
        date(2021, 4, 16), "day", date(2021, 4, 16), date(2021, 4, 16)
    )


def test_a_window_with_several_years_bounds_but_does_not_settle() -> None:
    (april,) = find_dates("They met on April 16.")
    window = (date(2018, 1, 1), date(2020, 12, 31))
    found = resolve(april, None, "past", window)
    assert (found.day, found.earliest, found.latest, found.partial) == (None, *window, "--04-16")


def test_the_edges_of_the_calendar_do_not_fail() -> None:
    for published in (date.min, date.max):
        for row in ROWS:
            for expression in find_dates(row["text"]):
                for tense in ("past", "future", None):
                    resolve(expression, published, tense)


@given(
    st.text(alphabet="0123456789 -./QAaprilMydtuesho,of", max_size=120),
    st.dates(),
    st.sampled_from(["past", "future", None]),
)
def test_any_text_gives_a_result(text: str, published: date, tense: str | None) -> None:
    for expression in find_dates(text):
        resolved = resolve(expression, published, tense)
        assert (resolved.day is None) == (resolved.precision is None)


@pytest.mark.parametrize("unit", ["2021-", "May ", "the first ", "next ", "1 ", "in 5 ", "year ", "on the "])
def test_runs_of_date_words_end(unit: str) -> None:
    find_dates(unit * 2_000)


def test_the_quick_tests_before_the_rules_lose_no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [find_dates(row["text"]) for row in ROWS]
    always = re.compile("(?P<year>)")
    rules = [dates._Rule("year", rule.pattern, rule.build, ()) for rule in dates._RULES]
    monkeypatch.setattr(dates, "_TRIGGERS", always)
    monkeypatch.setattr(dates, "_RULES", rules)
    monkeypatch.setattr(date_roles, "_RULES", [(role, (), left, right) for role, _, left, right in date_roles._RULES])
    assert quick == [find_dates.__wrapped__(row["text"]) for row in ROWS]
