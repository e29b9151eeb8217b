"""The words that dates are made of, and the pattern pieces built from them."""

from __future__ import annotations

import re


def numbered(words: str, start: int) -> dict[str, int]:
    """Number the comma-separated groups of words from ``start``; the words of a group mean the same."""
    return {word: number for number, group in enumerate(words.split(","), start) for word in group.split()}


MONTHS = numbered(
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep, "
    "october oct, november nov, december dec",
    1,
)
WEEKDAYS = numbered(
    "monday mon, tuesday tues tue, wednesday wed, thursday thurs thur thu, friday fri, saturday sat, sunday sun", 0
)
NUMBERS = numbered(
    "one a an,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,"
    "eighteen,nineteen,twenty",
    1,
) | {"a couple of": 2}
_UNITS = "first,second,third,fourth,fifth,sixth,seventh,eighth,ninth"
ORDINALS = (
    numbered(
        _UNITS + ",tenth,eleventh,twelfth,thirteenth,fourteenth,fifteenth,sixteenth,seventeenth,eighteenth,nineteenth,"
        "twentieth",
        1,
    )
    | {f"twenty-{word}": 20 + number for word, number in numbered(_UNITS, 1).items()}
    | {"thirtieth": 30, "thirty-first": 31}
)
SEASONS = {"winter": 1, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
# Days that have a name: (month, day).
FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year eve": (12, 31),
    "new year day": (1, 1), "valentine day": (2, 14),
}  # fmt: skip


def _any_of(words: dict[str, int]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
FULL_MONTH = rf"(?:{_FULL})"
# Also all capitals, as datelines have them.
MONTH = rf"(?:{_FULL}|{_FULL.upper()}|(?:{_SHORT}|{_SHORT.upper()})\b\.?)(?!\w)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?)"
SEASON = "(?:spring|summer|autumn|fall|winter)"
ORDINAL = f"(?:{_any_of(ORDINALS)})"
COUNT = rf"(?:\d{{1,3}}|{_any_of(NUMBERS)})"
UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year)"
FEAST = r"(?:christmas\s+(?:eve|day)|boxing\s+day|new\s+year[’']s\s+(?:eve|day)|valentine[’']s\s+day)"
