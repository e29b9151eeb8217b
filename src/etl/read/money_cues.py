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
from etl.read.record import record
from etl.vocabulary.paths import seeds_dir

_WORD = re.compile(r"(?<![\w-])\w+")
DEEDS = ("give", "receive", "buy", "sell")


@record
class MoneyCue:
    """One such word at ``start``..``end`` of the text; ``text`` in lower case."""

    start: int
    end: int
    cue_type: str
    text: str


@dataclass(frozen=True)
class _Form:
    """One form of a cue word or phrase with its types."""

    text: str
    types: tuple[str, ...]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[_Form]]:
    """The forms by their first word, the longest first."""
    types: dict[str, list[str]] = {}
    with (seeds_dir() / "money_cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in inflected(row["cue"], row["inflection"]):
                known = types.setdefault(form.lower(), [])
                if row["cue_type"] not in known:
                    known.append(row["cue_type"])
    lexicon: dict[str, list[_Form]] = {}
    for form in sorted(types, key=len, reverse=True):
        first = _WORD.match(form)
        if first:
            lexicon.setdefault(first.group(), []).append(_Form(form, tuple(types[form])))
    return lexicon


@lru_cache(maxsize=256)
def find_money_cues(text: str) -> tuple[MoneyCue, ...]:
    """All such words in order, of overlapping ones the longest; a word of two types gives two cues."""
    lexicon, lower = _lexicon(), text.lower()
    found: list[MoneyCue] = []
    taken = 0
    for word in _WORD.finditer(lower):
        forms = lexicon.get(word.group())
        if forms is None or word.start() < taken:
            continue
        for form in forms:
            end = word.start() + len(form.text)
            if lower.startswith(form.text, word.start()) and not lower[end : end + 1].isalnum():
                found += [MoneyCue(word.start(), end, cue_type, form.text) for cue_type in form.types]
                taken = end
                break
    return tuple(found)


def cues_beside(text: str, money: Sequence[MoneyExpression]) -> list[MoneyCue]:
    """The cue words outside the sums themselves: the "won" of "3 billion won" is no verb."""
    return [
        cue
        for cue in find_money_cues(text)
        if not any(amount.start <= cue.start and cue.end <= amount.end for amount in money)
    ]
