"""Amounts of money: one line of ``test_money.tsv`` is one sentence with the amounts that stand in it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.money import MoneyExpression, find_money, load_currencies
from etl.read.money_terms import purpose_of, states_no_money, years_of
from etl.vocabulary.paths import seeds_dir

with Path(__file__).with_name("test_money.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


def written(money: MoneyExpression) -> str:
    parts = [f"{money.amount:.0f}", money.currency]
    if money.amount_min is not None:
        parts += ["min", f"{money.amount_min:.0f}"]
    parts += [money.bound] if money.bound else []
    parts += ["yearly"] if money.is_per_year else []
    parts += ["conversion"] if money.conversion_of is not None else []
    return " ".join(parts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_table(row: dict[str, str]) -> None:
    found = find_money(row["text"], load_currencies(), row["countries"].split())
    assert ("; ".join(map(written, found)) or "none") == row["expected"]
    assert all(row["text"][money.start : money.end] == money.text for money in found)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("It pays $5m over five years.", 5),
        ("It pays $5m over the next ten years.", 10),
        ("It pays $5m over a decade.", 10),
        ("It pays $5m over the coming decade.", 10),
        ("It pays $5m for three years.", 3),
        ("It pays $5m within two years.", 2),
        ("It pays $5m over a period of six years.", 6),
        ("It pays $5m spread over 4 years.", 4),
        ("It pays $5m over 18 months.", 1.5),
        ("It pays $5m in 2025-2027.", 3),
        ("It pays $5m from 2024 to 2028.", 5),
        ("It pays $5m in seven yearly instalments.", 7),
        ("A four-year, $5m package was unveiled.", 4),
        ("The five-year plan is worth $5m.", 5),
        ("Over three years, Tokyo contributes $5m.", 3),
        ("Ten years of funding at $5m a year await it.", 10),
        ("It pays $5m.", None),
        ("It pays $5m; the pact runs for ten years.", None),
        ("The 20-year-old firm pays $5m.", None),
        ("Two years ago it paid $5m.", None),
    ],
)
def test_years(text: str, years: float | None) -> None:
    (money,) = find_money(text, load_currencies())
    assert years_of(text, money) == years


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("It pays $5m for a quantum lab in Oslo.", "a quantum lab in Oslo"),
        ("It pays $5m to build a cable, the ministry said.", "build a cable"),
        ("It pays $5m towards joint research under the pact.", "joint research"),
        ("It will put $5m into chip training over five years.", "chip training"),
        ("A $5m fund for green hydrogen was set up.", "green hydrogen"),
        ("It pays $5m in grants.", None),
        ("It pays $5m over five years.", None),
        ("It pays $5m.", None),
    ],
)
def test_purpose(text: str, purpose: str | None) -> None:
    (money,) = find_money(text, load_currencies())
    assert purpose_of(text, money) == purpose


@pytest.mark.parametrize(
    "text",
    [
        "The memorandum does not involve any financial commitments.",
        "No money changes hands under the arrangement.",
        "The pact comes without any funding.",
        "There is no funding attached to the declaration.",
        "Each side will bear its own costs.",
        "The partners cover their own expenses.",
        "The agreement creates no financial obligations for either side.",
        "It entails neither grants nor loans.",
        "The statement is not backed by any money.",
        "The plan is cost-neutral.",
        "The text does not commit the parties to spend a single euro.",
        "Not a single euro has been promised.",
        "The registers will be digitised at no cost.",
        "The deal involves no exchange of funds.",
        "The document carries no budget of its own.",
        "It is an unfunded declaration.",
        "The accord does not require either government to pay anything.",
        "Nothing is paid from one side to the other.",
        "No public money is involved.",
        "The ministries stressed that the letter contains no financial commitments.",
    ],
)
def test_no_money_is_stated(text: str) -> None:
    assert states_no_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "No financial details were disclosed.",
        "Financial terms were not disclosed.",
        "The companies gave no financial details.",
        "The value of the contract was not given.",
        "It declined to say how much money is involved.",
        "No money amount was named.",
        "There is no doubt about the funding.",
        "It pays $5 million.",
        "The pact has no end date.",
        "The budget has not yet been agreed.",
        "The sum is undisclosed.",
    ],
)
def test_an_unknown_sum_is_not_no_money(text: str) -> None:
    assert not states_no_money(text)


def test_every_currency_name_stands_for_a_three_letter_code() -> None:
    with (seeds_dir() / "currency_names.csv").open(encoding="utf-8", newline="") as names:
        rows = list(csv.DictReader(names))
    assert all(len(row["currency"]) == 3 and row["currency"].isupper() and row["term"].strip() for row in rows)
    assert len({(row["term"], row["country"]) for row in rows}) == len(rows)


@given(st.text(alphabet="0123456789.,-–$€£ millionbdtcrokusaRs()", max_size=120))
def test_any_text_gives_a_result(text: str) -> None:
    for money in find_money(text, load_currencies(), ("IND",)):
        assert text[money.start : money.end] == money.text
        assert money.amount >= 0


@pytest.mark.parametrize("unit", ["$1", "1,", "1 million ", "between ", "$1-", "a ", "up to ", "1.", "1 111 ", "Rs "])
def test_runs_of_money_words_end(unit: str) -> None:
    find_money(unit * 2_000, load_currencies())


def test_no_currency_is_overlooked_before_the_numbers_are_read() -> None:
    currencies = load_currencies()
    for term in (*currencies.names, *currencies.local):
        assert currencies.may_stand_in(f"It pays 5 million {term}.")
        assert currencies.may_stand_in(f"It pays {term}5 million.")
    assert not currencies.may_stand_in("Some 5 million people came in 2024.")
