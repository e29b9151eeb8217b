"""Promises of money: one line of ``test_commitments.tsv`` is one sentence with its parties and who promises what."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.read.clause import PartyMention, main_subject
from etl.read.commitments import MoneyPromise, believed, link_totals, promises_of, weighed_sums
from etl.read.money import MoneyExpression, find_money, load_currencies
from etl.read.money_cues import find_money_cues

with Path(__file__).with_name("test_commitments.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


# A sentence that tells of the only agreement there is.
TOLD = {"told here": 1.0, "told in this clause": 1.0, "only report": 1.0}


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    party_id: str
    name: str


def find_promises(
    text: str,
    money: list[MoneyExpression],
    named: list[Mention],
    concluding: list[Mention],
    antecedent: PartyMention | None = None,
) -> list[MoneyPromise]:
    sums = weighed_sums(text, money, named, concluding, antecedent, [TOLD] * len(money))
    weighed = promises_of(sums, text, money, named, concluding, antecedent, {}, {})
    return believed(link_totals([promise for promises in weighed for promise in promises]))


def mentions(text: str, listed: str) -> tuple[list[Mention], list[Mention]]:
    """The parties of a row as they stand in the text, and all of them as the parties of the agreement."""
    named, concluding = [], []
    for item in listed.split(", "):
        name, party_id = item.rsplit(" ", 1)
        start = text.find(name)
        concluding.append(Mention(max(start, 0), max(start, 0) + len(name), party_id, name))
        if start >= 0:
            named.append(concluding[-1])
    return sorted(named, key=lambda mention: mention.start), concluding


def promises(text: str, listed: str) -> list[MoneyPromise]:
    named, concluding = mentions(text, listed)
    money = find_money(text, load_currencies(), [mention.party_id for mention in named])
    return find_promises(text, money, named, concluding)


def written(promise: MoneyPromise, with_payee: bool) -> str:
    parts = [f"{promise.money.amount:.0f}", promise.money.currency]
    parts += [f"by {promise.payer.party_id}"] if promise.payer else []
    parts += [f"to {promise.payee.party_id}"] if promise.payee and with_payee else []
    parts += ["total"] if promise.is_total else []
    parts += ["part"] if promise.part_of is not None else []
    return " ".join(parts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_table(row: dict[str, str]) -> None:
    found = promises(row["text"], row["parties"])
    with_payee = " to " in row["expected"]  # a row that says nothing of the payee does not ask for it
    assert ("; ".join(written(promise, with_payee) for promise in found) or "none") == row["expected"]


def test_a_total_in_another_sentence_is_linked() -> None:
    headline = promises("Japan and the US pledge $4.5 billion for 5G", "Japan JPN, US USA")
    parts = promises("Washington will provide $2.5 billion and Tokyo $2 billion.", "Washington USA, Tokyo JPN")
    linked = link_totals([*headline, *parts])
    assert [(promise.is_total, promise.part_of) for promise in linked] == [(True, None), (False, 0), (False, 0)]


@pytest.mark.parametrize(
    "second",
    [
        "It will provide $50 million to the two universities.",
        "The company is to spend $50 million on the laboratory.",
    ],
)
def test_a_pronoun_stands_for_the_subject_of_the_sentence_before(second: str) -> None:
    first = "Google signed a partnership with Chicago."
    named, concluding = mentions(first, "Google google, Chicago chicago")
    antecedent = main_subject(first, named)
    assert antecedent is not None
    found = find_promises(second, find_money(second, load_currencies()), [], concluding, antecedent)
    assert [promise.payer and promise.payer.party_id for promise in found] == ["google"]


def test_unrelated_sums_are_no_total() -> None:
    found = link_totals(
        promises("Spain pays €45m, Portugal €17m; France pays €60m.", "Spain ESP, Portugal PRT, France FRA")
    )
    assert not any(promise.is_total for promise in found)


def test_money_cues_have_known_types_and_are_found_in_any_case() -> None:
    assert {cue.cue_type for cue in find_money_cues("PLEDGES")} == {"give", "promise"}
    assert {cue.cue_type for cue in find_money_cues("It pledged a grant; the market fell; a fine.")} >= {
        "give",
        "market",
        "penalty",
        "promise",
    }


def test_long_sentences_end() -> None:
    text = "Japan and Kenya will pay $5 million to Ghana and " * 20
    named = [Mention(at, at + 5, "JPN", "Japan") for at in range(0, len(text) - 5, 49)]
    assert find_promises(text, find_money(text, load_currencies()), named, named)
