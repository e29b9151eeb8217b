"""The words that amounts of money are made of: numbers, units, bounds, "a year"."""

from __future__ import annotations

import re

from etl.read.date_words import numbered
from etl.read.patterns import any_of

_SMALL = numbered(
    "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,"
    "eighteen,nineteen",
    0,
)
_TENS = {word: 10 * tens for word, tens in numbered("twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety", 2).items()}
# fmt: off
_SPECIAL = {
    "a": 1.0, "half a": 0.5, "a half": 0.5, "half": 0.5, "a quarter of a": 0.25, "quarter of a": 0.25,
    "three quarters of a": 0.75, "three-quarters of a": 0.75, "one and a half": 1.5, "two and a half": 2.5,
}
_UNITS = {
    "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "million": 1e6, "millions": 1e6, "mn": 1e6,
    "mln": 1e6, "mil": 1e6, "mio": 1e6, "m": 1e6, "crore": 1e7, "crores": 1e7, "cr": 1e7, "billion": 1e9,
    "billions": 1e9, "bn": 1e9, "bln": 1e9, "bil": 1e9, "b": 1e9, "trillion": 1e12, "trillions": 1e12, "tn": 1e12,
    "trn": 1e12, "trln": 1e12, "t": 1e12,
    "lakh crore": 1e12, "lakh crores": 1e12, "thousand crore": 1e10, "thousand million": 1e9, "thousand billion": 1e12,
    "hundred thousand": 1e5, "hundred million": 1e8, "hundred billion": 1e11, "hundred crore": 1e9,
    # the neighbours' words, which pages in other languages and loose translations print
    "mld": 1e9, "mrd": 1e9, "mdr": 1e9, "miljon": 1e6, "miljoner": 1e6, "miljard": 1e9, "miljarder": 1e9,
    "milioni": 1e6, "milione": 1e6, "miliardi": 1e9, "miliardo": 1e9, "millionen": 1e6, "milliarden": 1e9,
    "milliard": 1e9, "milliards": 1e9, "millones": 1e6,
}
# fmt: on
_LONGEST_FIRST = sorted(_UNITS, key=len, reverse=True)
_LONG_UNIT = "|".join(unit.replace(" ", r"[\s‐‑-]+") for unit in _LONGEST_FIRST if len(unit) > 3 or unit == "lac")
_SHORT_UNIT = "|".join(unit for unit in _LONGEST_FIRST if len(unit) <= 3)
_WORD_NUMBER = "|".join(
    [name.replace(" ", r"\s+") for name in sorted(_SPECIAL, key=len, reverse=True)]
    + [rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(list(_SMALL)[1:10])}))?"]
    + sorted(list(_SMALL)[1:], key=len, reverse=True)
)

# Digits with an optional unit ("4.5bn", "1,500 crore", "850-million", "2,5 miljarder"), or words with one
# ("half a billion").
NUMBER = re.compile(
    r"(?<![\d.,])(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?"
    r"|\d+(?:,\d(?!\d)|\.\d+)?)(?![,.]?\d)"
    rf"(?P<unit>(?i:[\s‐‑-]?(?:{_LONG_UNIT})\b|[\s‐‑-]?(?:{_SHORT_UNIT})\b(?!['’])))?"
    rf"|\b(?P<words>(?i:{_WORD_NUMBER}))(?P<wordunit>[\s‐‑-]+(?i:{_LONG_UNIT})\b)"
)

RANGE_GAP = re.compile(r"\s*(?:-|–|—|to|and|or)\s*")

# "Raised its pledge from $2m to $4m": no range, and the first sum is superseded.
RISEN_FROM = re.compile(
    r"\b(?:rais|increas|lift|cut|reduc|doubl|tripl|gr[eo]w|rose|ris|climb|fell|fall|up|upp|boost|expand|widen|scal)\w*"
    r"\s+(?:[\w-]+\s+){0,4}from\s+(?:(?:about|around|some|an?\s+initial|the)\s+)*$",
    re.IGNORECASE,
)

_UP_TO = any_of(
    "up to|as much as|as many as|(?:a )?maximum (?:of|value of)|at most|no more than|not more than|potentially",
    "(?:capped|ceiling|limit|cap)(?: (?:at|of))?|not exceed(?:ing)?",
)
_AT_LEAST = any_of(
    r"at least|(?<!no\s)(?<!not\s)more than|(?<!just\s)over|above|(?:a )?minimum (?:of|value of)|no less than",
    "not less than|no fewer than|upwards? of|in excess of|exceed(?:s|ing)?|north of|starting (?:at|from|with)",
)
UP_TO_BEFORE = re.compile(rf"\b{_UP_TO}\s+(?:(?:about|around|some|a)\s+)?$", re.IGNORECASE)
AT_LEAST_BEFORE = re.compile(rf"\b{_AT_LEAST}\s+(?:a\s+)?$", re.IGNORECASE)
AT_LEAST_AFTER = re.compile(r"\s*" + any_of(r"\+|-?plus\b|or more\b|(?:as )?at (?:a )?minimum"), re.IGNORECASE)

_A_YEAR = any_of(
    r"(?:in \w+ )?(?:a|per|each|every|/)[\s-]*(?:year|annum)\b", r"annual(?:ly)?\b|yearly\b|p\.\s?a\.|pa\b"
)
PER_YEAR_AFTER = re.compile(rf"[\s-]*(?:\([^)]{{0,24}}\)\s*)?{_A_YEAR}", re.IGNORECASE)
PER_YEAR_BEFORE = re.compile(
    r"\b(?:annual(?:ly)?|yearly|(?:each|every|per)\s+year)(?:\s+[a-z]+){0,2}\s+$", re.IGNORECASE
)

# States whose own dollar a plain "$" is, where they pay.
HOME_DOLLARS = {"AUS": "AUD", "CAN": "CAD", "NZL": "NZD", "SGP": "SGD", "HKG": "HKD", "TWN": "TWD"}

# Between an amount and its conversion: a bracket, a dash or "or about".
_ABOUT = any_of(
    r"or|i\.e\.|about|around|some|roughly|approximately|approx\.?|nearly|almost|just (?:over|under)|over|more than",
    "equal to|equivalent to|the equivalent of|equivalent|worth|currently|converted|is|that is|=|≈|~",
)
# Or anything but a stop, before ", or $5m": "€4 million through its fund, or $4.5 million".
CONVERSION_AFAR = re.compile(r"[^.;:()]{0,80},\s+or\s+(?:(?:about|around|some|roughly|nearly|almost)\s+)?")
CONVERSION_GAP = re.compile(rf"\s*(?:[(\[—–,]|\s-)?\s*(?:{_ABOUT}[\s,]*){{0,3}}", re.IGNORECASE)


def number_value(printed: str | None) -> float | None:
    """``4.5``, ``1,500``, ``forty-two`` or ``half a`` as a number; None for anything else."""
    if not printed:
        return None
    if printed.isdecimal():
        return float(printed)
    if printed[0].isdigit():
        decimal_comma = re.sub(r",(\d)$", r".\1", re.sub(r"\s", "", printed))
        return float(decimal_comma.replace(",", ""))
    word = " ".join(printed.lower().split())
    if word in _SPECIAL:
        return _SPECIAL[word]
    tens, _, ones = word.partition("-")
    return float(_TENS.get(tens, 0) + _SMALL.get(ones if tens in _TENS else tens, 0)) or None


def unit_value(printed: str | None) -> float | None:
    """``bn``, ``-million``, ``lakh crore`` as a factor; None without a unit."""
    if not printed:
        return None
    return _UNITS.get(" ".join(re.sub("[‐‑-]", " ", printed.lower()).split()))
