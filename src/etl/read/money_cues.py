"""The words beside amounts that say who pays, who is paid, and what is no promise at all.

They stand in ``sql/seeds/money_cues.csv``: give (the subject pays), receive (the subject
is paid), buy and sell (it pays or is paid for goods), promise (nouns for promised money),
and forecast, market, penalty, price, past, limit, elsewhere (money that nobody promises).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.read.cues import inflected
from etl.read.money import MoneyExpression
from etl.vocabulary.paths import seeds_dir

DEEDS = ("give", "receive", "buy", "sell")


@dataclass(frozen=True, slots=True)
class MoneyCue:
    """One such word at ``start``..``end`` of the text; ``text`` in lower case."""

    start: int
    end: int
    cue_type: str
    text: str


@lru_cache(maxsize=1)
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    types: dict[str, list[str]] = {}
    with (seeds_dir() / "money_cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in inflected(row["cue"], row["inflection"]):
                known = types.setdefault(form, [])
                if row["cue_type"] not in known:
                    known.append(row["cue_type"])
    forms = sorted(types, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w])", re.IGNORECASE)
    return pattern, {form: tuple(known) for form, known in types.items()}


def find_money_cues(text: str) -> list[MoneyCue]:
    """All such words in order, of overlapping ones the longest; a word of two types gives two cues."""
    pattern, types = _lexicon()
    return [
        MoneyCue(match.start(), match.end(), cue_type, match.group().lower())
        for match in pattern.finditer(text)
        for cue_type in types[match.group().lower()]
    ]


def cues_beside(text: str, money: Sequence[MoneyExpression]) -> list[MoneyCue]:
    """The cue words outside the sums themselves: the "won" of "3 billion won" is no verb."""
    return [
        cue
        for cue in find_money_cues(text)
        if not any(amount.start <= cue.start and cue.end <= amount.end for amount in money)
    ]
