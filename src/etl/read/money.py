"""Find the amounts of money in a sentence, in any form that news prints."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from etl.read.money_words import (
    AT_LEAST_AFTER,
    AT_LEAST_BEFORE,
    CONVERSION_AFAR,
    CONVERSION_GAP,
    NUMBER,
    PER_YEAR_AFTER,
    PER_YEAR_BEFORE,
    RANGE_GAP,
    RISEN_FROM,
    UP_TO_BEFORE,
    number_value,
    unit_value,
)
from etl.read.record import record
from etl.vocabulary.paths import seeds_dir

# Longest printed currency before a number, and the window for words that qualify it.
_CURRENCY_REACH = 28
_QUALIFIER_REACH = 36
_LINKS = frozenset({"of ", "di ", "de "})
# Currencies whose names are English words too ("won 5 matches").
_ALSO_WORDS = frozenset({"won", "real", "sol", "crowns", "rand", "all", "sum", "lev", "som", "kip", "re"})

# A bare sum this near behind another is in the same currency, if no noun follows it ("3 million users").
_ELIDED_REACH = 90
_ELIDED = re.compile(
    r"\s*(?:$|[.,;:)]|(?:and|or|from|by|of\s+(?:it|them|this|that)|a\s+year|annually|more|each|apiece|respectively)\b)"
)

# "The 2021 dollar index": a bare number before the singular is no amount.
_SINGULAR = frozenset({"dollar", "pound", "rupee", "rouble", "ruble", "riyal", "dirham", "shekel", "peso", "franc"})

_LETTERS = re.compile(r"[^\W\d_]+")

ELSEWHERE = -1


@record
class MoneyExpression:
    """An amount at ``start``..``end`` of the text, in whole units of ``currency`` (ISO 4217).

    For a range ``amount`` is the upper end and ``amount_min`` the lower. ``bound`` is
    up_to, at_least or None. ``is_per_year`` says that the amount is annual.
    ``conversion_of`` is the index, in the list of ``find_money``, of the amount that
    this one only repeats in another currency; ELSEWHERE where that one is in another sentence.
    """

    start: int
    end: int
    text: str
    amount: float
    currency: str
    amount_min: float | None = None
    bound: str | None = None
    is_per_year: bool = False
    conversion_of: int | None = None


@dataclass(frozen=True)
class Currencies:
    """Printed names and signs of currencies. ``local`` settles shared names by country: {"kroner": {"NOR": "NOK"}}."""

    names: Mapping[str, str]
    local: Mapping[str, Mapping[str, str]]

    @cached_property
    def before(self) -> re.Pattern[str]:
        """A currency at the end of the words before a number."""
        return re.compile(rf"(?:(?<![\w$])|(?<=\d))(?P<currency>{self._alternatives})(?P<gap>[\s\u00a0]?)$")

    @cached_property
    def after(self) -> re.Pattern[str]:
        """A currency right behind a number."""
        return re.compile(rf"\s?[‐‑-]?(?:(?:of|di|de)\s+)?(?P<currency>{self._alternatives})(?![\w$])")

    @cached_property
    def last_letters(self) -> frozenset[str]:
        """The last two characters of every name, in lower case: a quick test before the long pattern."""
        return frozenset(term[-2:].lower() for term in (*self.names, *self.local))

    @cached_property
    def first_letters(self) -> frozenset[str]:
        """The first two characters of every name, in lower case."""
        return frozenset(term[:2].lower() for term in (*self.names, *self.local))

    @cached_property
    def _signs(self) -> re.Pattern[str]:
        """A sign that is no letter, of those that every name without letters has and many others have."""
        marks = {character for term in (*self.names, *self.local) for character in term if _is_sign(character)}
        return re.compile(f"[{re.escape(''.join(sorted(marks)))}]")

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The last words of the names without a sign: those read as printed, and those of any case in lower case."""
        unsigned = [term for term in (*self.names, *self.local) if not any(map(_is_sign, term))]
        return (
            frozenset(_LETTERS.findall(term)[-1] for term in unsigned if _is_code(term)),
            frozenset(_LETTERS.findall(term.lower())[-1] for term in unsigned if not _is_code(term)),
        )

    def may_stand_in(self, text: str) -> bool:
        """Whether the text may hold a currency at all: a quick test before its numbers are looked at."""
        if self._signs.search(text):
            return True
        printed, lower = self._words
        return not (printed.isdisjoint(_LETTERS.findall(text)) and lower.isdisjoint(_LETTERS.findall(text.lower())))

    def name_before(self, text: str, start: int, position: int) -> re.Match[str] | None:
        """The currency that ends at ``position``, looked for from ``start``."""
        tail = text[max(start, position - 3) : position].rstrip().lower()
        if tail[-2:] not in self.last_letters and tail[-1:] not in self.last_letters:
            return None
        return self.before.search(text, start, position)

    def name_behind(self, text: str, position: int) -> re.Match[str] | None:
        """The currency that begins at ``position`` or after a blank, hyphen or "of"."""
        head = text[position : position + 8].lstrip(" \u00a0\u202f‐‑-").lower()
        if head[:2] not in self.first_letters and head[:1] not in self.first_letters and head[:3] not in _LINKS:
            return None
        return self.after.match(text, position)

    @cached_property
    def _alternatives(self) -> str:
        terms = sorted({*self.names, *self.local}, key=len, reverse=True)
        return "|".join(re.escape(term) if _is_code(term) else f"(?i:{re.escape(term)})" for term in terms)

    def code(self, term: str, countries: Iterable[str]) -> str | None:
        """ISO 4217 code of a printed name; the first of ``countries`` (alpha-3) with a currency of that name wins."""
        key = term if _is_code(term) else term.lower()
        local = self.local.get(term) or self.local.get(term.lower(), {})
        found = next((local[country] for country in countries if country in local), None)
        return found or self.names.get(key)


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace() and character not in "./-'"


def _is_code(term: str) -> bool:
    """Codes and signs are read as printed, words in any case."""
    return len(term) <= 3 or not term.isascii() or term.isupper() or not term.replace(" ", "").isalpha()


@lru_cache(maxsize=4)
def load_currencies(folder: Path | None = None) -> Currencies:
    """Read ``currencies.csv`` (and ``currency_names.csv``) of the vocabulary folder."""
    folder = folder or seeds_dir()
    names: dict[str, str] = {}
    for row in _rows(folder / "currencies.csv"):
        for term in row["terms"].split("|"):
            names.setdefault(term if _is_code(term) else term.lower(), row["currency"])
    local: dict[str, dict[str, str]] = {}
    for row in _rows(folder / "currency_names.csv"):
        if row["country"]:
            local.setdefault(row["term"], {})[row["country"]] = row["currency"]
        else:
            names.setdefault(row["term"], row["currency"])
    return Currencies(names, local)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@record
class _Number:
    """One printed number: its value without the unit, the unit (million ...) and the currency beside it."""

    start: int
    end: int
    value: float
    unit: float | None
    currency: str | None


def find_money(text: str, currencies: Currencies, countries: Iterable[str] = ()) -> list[MoneyExpression]:
    """All amounts of money in ``text``, in order. ``countries`` (alpha-3) settle names such as rupees and kroner."""
    if not currencies.may_stand_in(text):
        return []
    places = tuple(countries)
    numbers = _with_elided(text, _numbers(text, currencies, places))
    found: list[MoneyExpression] = []
    position = 0
    while position < len(numbers):
        low, high = numbers[position], numbers[position]
        if position + 1 < len(numbers) and _is_range(text, low, numbers[position + 1]):
            position += 1
            high = numbers[position]
        position += 1
        money = _money(text, low, high)
        if money:
            found.append(_as_conversion(text, money, found))
    return found


def _numbers(text: str, currencies: Currencies, countries: tuple[str, ...]) -> list[_Number]:
    numbers: list[_Number] = []
    taken = 0
    for match in NUMBER.finditer(text):
        value = number_value(match["digits"] or match["words"])
        if value is None or match.start() < taken:
            continue
        unit = unit_value(match["unit"] or match["wordunit"])
        start, end, code = match.start(), match.end(), None
        left = currencies.name_before(text, max(taken, start - _CURRENCY_REACH), start)
        if left and _is_currency_before(left):
            start, code = left.start(), currencies.code(left["currency"], countries)
        right = currencies.name_behind(text, end)
        if right and _is_currency_word(text, right, match, unit) and (code is None or text[start : start + 1] == "$"):
            end, code = right.end(), currencies.code(right["currency"], countries)
        if code is None and start and text[start - 1].isalpha():
            continue
        numbers.append(_Number(start, end, value, unit, code))
        taken = end
    return numbers


def _with_elided(text: str, numbers: list[_Number]) -> list[_Number]:
    """Give the currency of the sum before to bare sums: "220 million soles: Baykar 110 million, SIMA 77 million"."""
    found: list[_Number] = []
    last: _Number | None = None
    for number in numbers:
        near = last is not None and number.start - last.end <= _ELIDED_REACH
        bare = number.currency is None and number.unit is not None and number.unit >= 1e6
        if last is not None and near and bare and _ELIDED.match(text, number.end):
            number = replace(number, currency=last.currency)
        if number.currency is not None:
            last = number
        found.append(number)
    return found


def _is_currency_before(left: re.Match[str]) -> bool:
    """Whether it is money: a single letter ("R410 million") touches the number, "won" never stands before one."""
    word = left["currency"]
    return word.lower() not in _ALSO_WORDS and not (len(word) == 1 and word.isalpha() and left["gap"])


def _is_currency_word(text: str, right: re.Match[str], number: re.Match[str], unit: float | None) -> bool:
    """Whether it is money: pounds of weight and the verb "won" are not."""
    word = right["currency"].lower()
    if unit is None and (word in _SINGULAR or (word in _ALSO_WORDS and len(number.group()) < 4)):
        return False
    weight = re.match(
        r"\s+(?:of\s+(?!aid|funding|invest|support|public|private|new)|per\b)", text[right.end() : right.end() + 20]
    )
    return not (word in {"pounds", "pound"} and weight)


def _is_range(text: str, low: _Number, high: _Number) -> bool:
    gap = RANGE_GAP.fullmatch(text, low.end, high.start)
    if not gap or not (low.currency or high.currency) or (low.currency and high.currency not in (None, low.currency)):
        return False
    if RISEN_FROM.search(text, max(0, low.start - _QUALIFIER_REACH - 20), low.start):
        return False
    if gap.group().strip() == "and" and not re.search(
        r"\bbetween\s+$", text[max(0, low.start - 12) : low.start], re.IGNORECASE
    ):
        return False
    return low.value * (low.unit or high.unit or 1) < high.value * (high.unit or 1)


def _money(text: str, low: _Number, high: _Number) -> MoneyExpression | None:
    # "$2-3 billion": the sign stands on the first number, the unit on the last.
    currency = high.currency or low.currency
    if currency is None:
        return None
    amount = round(high.value * (high.unit or 1), 2)
    amount_min = None if low is high else round(low.value * (low.unit or high.unit or 1), 2)
    before = text[max(0, low.start - _QUALIFIER_REACH) : low.start]
    after = text[high.end : high.end + _QUALIFIER_REACH]
    bound = "up_to" if UP_TO_BEFORE.search(before) else None
    if AT_LEAST_BEFORE.search(before) or AT_LEAST_AFTER.match(after):
        bound = "at_least"
    per_year = bool(PER_YEAR_BEFORE.search(before) or PER_YEAR_AFTER.match(after))
    return MoneyExpression(
        low.start, high.end, text[low.start : high.end], amount, currency, amount_min, bound, per_year
    )


def _as_conversion(text: str, money: MoneyExpression, found: list[MoneyExpression]) -> MoneyExpression:
    """Mark the same money in another currency: "1 trillion yen ($6.8 billion)"."""
    if not found or found[-1].currency == money.currency:
        return money
    gap = (text, found[-1].end, money.start)
    if not CONVERSION_GAP.fullmatch(*gap) and not CONVERSION_AFAR.fullmatch(*gap):
        return money
    original = found[-1].conversion_of
    return replace(money, conversion_of=len(found) - 1 if original is None else original)
