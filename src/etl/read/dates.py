"""Find the words of a text that name a date. ``calendar.py`` says which day they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from etl.read.date_roles import role_of
from etl.read.date_words import (
    COUNT,
    DAY,
    FEAST,
    FEASTS,
    FULL_MONTH,
    MONTH,
    MONTHS,
    NUMBERS,
    ORDINAL,
    ORDINALS,
    QUARTERS,
    SEASON,
    SEASONS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)
from etl.read.record import record


@record
class DateExpression:
    """Words that name a date, at ``start``..``end`` of the text.

    ``form`` is calendar (``year``, ``month``, ``day``, ``quarter`` as far as printed; a
    printed year may instead stand as ``year_shift`` from the page's: "April last year"),
    weekday (``weekday`` 0 Monday .. 6 Sunday, ``shift`` -1 last week's, +1 next) or
    offset (``shift`` times ``unit``: day, week, month, quarter, year; 0 is the current).
    ``role`` is event, since, deadline, span, history or age (founding, anniversary,
    expiry). ``points`` is past or future where the words alone say so ("earlier this
    month"), else None.
    """

    start: int
    end: int
    text: str
    form: str
    role: str = "event"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    unit: str | None = None
    shift: int = 0
    points: str | None = None
    is_anchored: bool = False


Match = re.Match[str]


@record
class _Rule:
    """One form of date, tried only on a text with a word of its ``trigger`` (see ``_TRIGGERS``) and one of ``needs``.

    ``needs`` are letters in lower case without one of which the pattern cannot match; empty for no such need.
    """

    trigger: str
    pattern: re.Pattern[str]
    build: Callable[[Match], DateExpression]
    needs: tuple[str, ...]


_WHICH = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_YEAR_WORDS = r"(?P<rel>last|next|this)\s+year"
# What the ordinals end in.
_ORDINAL_ENDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth teenth tieth"
_TAIL_YEAR = rf"(?:,?\s+(?:of\s+)?(?:(?P<y>{YEAR})\b|{_YEAR_WORDS}\b))?"


def _shift(words: str | None) -> int:
    """-1, 0 or +1 for "last", "this", "next" and their like."""
    return next((_WHICH[word] for word in (words or "").lower().split() if word in _WHICH), 0)


def _calendar(match: Match) -> DateExpression:
    group = match.groupdict()
    month, ordinal, quarter = group.get("m"), group.get("o"), group.get("q")
    if group.get("s"):
        month = str(SEASONS[group["s"].lower()])
    if month and not month.isdigit():
        month = str(MONTHS[month.lower().rstrip(".")])
    day = group.get("d") or (str(ORDINALS[ordinal.lower()]) if ordinal else None)
    return DateExpression(
        match.start(),
        match.end(),
        match.group(),
        "calendar",
        year=int(group["y"]) if group.get("y") else None,
        month=int(month) if month else None,
        day=int(day) if day else None,
        quarter=QUARTERS[quarter.lower()] if quarter else None,
        year_shift=_shift(group["rel"]) if group.get("rel") else None,
    )


def _which_month(match: Match) -> DateExpression:
    """Read "next May", "last May": a month with the side of the page on which it lies."""
    shift = _shift(match["which"])
    return replace(_calendar(match), points="past" if shift < 0 else "future" if shift > 0 else None)


def _season(match: Match) -> DateExpression:
    """A season gives its year only: it names no month."""
    return replace(_calendar(match), month=None, quarter=None)


def _day_of_month(match: Match) -> DateExpression:
    """Read "the tenth of this month": a day of a month counted from the page's."""
    word = match["o"].lower()
    day = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    return _at(match, "offset", unit="month", shift=_shift(match["which"]), day=day)


def _weekday(match: Match) -> DateExpression:
    week = (match["which"] or match["after"] or "").lower()
    found = _at(match, "weekday", weekday=WEEKDAYS[match["w"].lower().rstrip(".")], shift=_shift(week))
    if "coming" in week or "next" in week or week == "week":
        return replace(found, points="future")
    return replace(found, points="past") if "last" in week or "past" in week else found


def _named_day(shift: int) -> Callable[[Match], DateExpression]:
    points = "past" if shift < 0 else "future" if shift > 0 else None
    return lambda match: _at(match, "offset", unit="day", shift=shift, points=points)


def _counted(sign: int) -> Callable[[Match], DateExpression]:
    def build(match: Match) -> DateExpression:
        word = re.sub(r"\s+", " ", match["n"].lower())
        count = int(word) if word.isdigit() else NUMBERS[word]
        unit = match["unit"].lower()
        count, unit = (2 * count, "week") if unit == "fortnight" else (count, unit)
        anchored = not match.group().lower().endswith(("ago", "now", "hence", "away", "time"))
        if anchored and match.group().lower().startswith(("in", "within")):
            anchored = False
        points = None if anchored and sign > 0 else "past" if sign < 0 else "future"
        return _at(match, "offset", unit=unit, shift=sign * count, points=points, is_anchored=anchored)

    return build


def _anchored_day(match: Match) -> DateExpression:
    """Read "the same day", "the day before", "the following day": counted from a date named before."""
    words = match.group().lower()
    shift = -1 if "before" in words or "previous" in words else 1 if re.search("after|next|following", words) else 0
    return _at(match, "offset", unit="day", shift=shift, is_anchored=True)


def _feast(match: Match) -> DateExpression:
    """Read a day that has a name instead of a number."""
    month, day = FEASTS[" ".join(re.sub("[’']s", "", match["f"].lower()).split())]
    return replace(_calendar(match), month=month, day=day)


def _which_unit(match: Match) -> DateExpression:
    shift = _shift(match["which"])
    unit = "week" if match["unit"].lower() == "weekend" else match["unit"].lower()
    point = {"earlier": "past", "later": "future"}.get((match["point"] or "").lower())
    points = point or ("past" if shift < 0 else "future" if shift > 0 else None)
    return _at(match, "offset", unit=unit, shift=shift, points=points)


def _end_of_unit(match: Match) -> DateExpression:
    return _at(match, "offset", unit=(match["unit"] or "year").lower())


def _at(match: Match, form: str, **fields: object) -> DateExpression:
    return DateExpression(match.start(), match.end(), match.group(), form, **fields)  # type: ignore[arg-type]


def _rule(
    trigger: str, pattern: str, build: Callable[[Match], DateExpression], any_case: bool = True, needs: str = ""
) -> _Rule:
    return _Rule(trigger, re.compile(pattern, re.IGNORECASE if any_case else 0), build, tuple(needs.split()))


# Months, weekdays and years are read as printed (May, March and Sat are also words); the rest in any case.
_RULES: tuple[_Rule, ...] = (
    _rule(
        "year", rf"\b(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?\b(?!-?\d)", _calendar, needs="-"
    ),
    _rule("year", rf"\b(?P<d>{DAY})[./](?P<m>0?[1-9]|1[0-2])[./](?P<y>{YEAR})\b", _calendar, needs=". /"),
    _rule(
        "month",
        rf"\b(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY})(?:st|nd|rd|th)?\b(?![:.,]\d|\s?(?:%|per\s?cent|[mb]illion|[ap]\.?m))"
        rf"(?:\s?[-–]\s?{DAY}\b)?(?:,?\s+(?P<y>{YEAR})\b)?(?:\s+{_YEAR_WORDS}\b)?",
        _calendar,
        False,
    ),
    _rule("month", rf"\b(?P<d>{DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{MONTH}){_TAIL_YEAR}", _calendar, False),
    _rule(
        "month",
        rf"\b(?:the\s+)?(?P<o>{ORDINAL})\s+(?:day\s+)?(?:of\s+)?(?P<m>{FULL_MONTH})\b{_TAIL_YEAR}",
        _calendar,
        needs=_ORDINAL_ENDS,
    ),
    _rule(
        "unit",
        rf"\bthe\s+(?P<o>{ORDINAL}|{DAY}(?:st|nd|rd|th))\s+of\s+(?P<which>this|last|next)\s+month\b",
        _day_of_month,
        needs="month",
    ),
    _rule(
        "month",
        rf"\b(?:[Mm]id[- ]?)?(?P<m>{MONTH})(?:\s+of)?,?\s+(?:(?P<y>{YEAR})\b|{_YEAR_WORDS}\b)",
        _calendar,
        False,
    ),
    _rule(
        "quarter",
        r"\b(?:the\s+)?(?:(?P<q>first|second|third|fourth|final|last(?=\s+quarter\s+of)|Q[1-4])(?:\s+quarter|(?<=Q\d)))"
        rf"(?:\s+(?:of\s+)?(?:fiscal\s+)?(?:(?P<y>{YEAR})|{_YEAR_WORDS}))?\b",
        _calendar,
    ),
    _rule("quarter", rf"\b(?P<y>{YEAR})[- ]?(?P<q>Q[1-4])\b", _calendar),
    _rule("season", rf"\b(?P<s>{SEASON})\s+(?:of\s+)?(?P<y>{YEAR})\b", _season),
    _rule("season", rf"\b(?P<rel>this|last|next)\s+(?P<s>{SEASON})\b", _season),
    _rule("season", rf"\b(?:in\s+the|by|this\s+coming)\s+(?P<s>{SEASON})\b(?!\s+(?:of|asleep|short|behind))", _season),
    _rule(
        "month",
        rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\s+past|\s+coming)?|[Tt]he\s+coming)\s+(?P<m>{FULL_MONTH})\b(?!\s+\d)",
        _which_month,
        False,
        needs="last next this coming",
    ),
    _rule(
        "month", rf"\b(?:[Mm]id[- ]?)?(?P<m>{FULL_MONTH})\b(?!\s+(?:\d|be\b|have\b|not\b|[Mm]adness))", _calendar, False
    ),
    _rule(
        "weekday",
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+past|[Tt]his\s+coming|[Tt]his|[Cc]oming|[Pp]ast)\s+)?(?P<w>{WEEKDAY})"
        r"(?:\s+(?P<after>last\s+week|next\s+week|this\s+week|week))?(?!\w)",
        _weekday,
        False,
    ),
    _rule(
        "day",
        r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening))\b(?!['’]s\s+(?:world|economy|age))",
        _named_day(0),
        needs="today tonight this",
    ),
    _rule("day", r"\bthe\s+day\s+before\s+yesterday\b", _named_day(-2), needs="before"),
    _rule("day", r"\b(?:yesterday|last\s+night|overnight)\b", _named_day(-1), needs="yesterday night"),
    _rule("day", r"\bthe\s+day\s+after\s+tomorrow\b", _named_day(2), needs="tomorrow"),
    _rule("day", r"\btomorrow\b(?!['’]s\s+(?:world|economy|technolog))", _named_day(1), needs="tomorrow"),
    _rule(
        "unit",
        rf"\b(?P<n>{COUNT})\s+{UNIT}s?\s+(?:ago|earlier|previously)\b",
        _counted(-1),
        needs="ago earlier previously",
    ),
    _rule("unit", rf"\b(?:in|within)\s+(?P<n>{COUNT})\s+{UNIT}(?:['’]s|s['’]?)?(?:\s+time)?\b", _counted(1)),
    _rule("unit", rf"\b(?P<n>{COUNT})\s+{UNIT}s?\s+(?:later|afterwards)\b", _counted(1), needs="later afterwards"),
    _rule(
        "unit",
        r"\b(?:the\s+(?:same|previous|following|next)\s+day|that\s+(?:same\s+)?day|(?:the|a)\s+day\s+(?:before|after))\b"
        r"(?!\s+(?:yesterday|tomorrow|when|that\b))",
        _anchored_day,
        needs="day",
    ),
    _rule("feast", rf"\b(?P<f>{FEAST}){_TAIL_YEAR}(?!\w)", _feast),
    # "On the 29th": the latest such day.
    _rule(
        "th",
        r"\bon\s+the\s+(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)\b(?!\s+(?:of|floor|anniversary|birthday|day|place)\b)",
        _calendar,
    ),
    _rule("unit", rf"\b(?P<n>{COUNT})\s+{UNIT}s?\s+(?:from\s+now|hence|away)\b", _counted(1), needs="now hence away"),
    _rule(
        "unit",
        r"\b(?:(?P<point>earlier|later)\s+)?(?:the\s+)?(?P<which>this\s+past|this\s+coming|this|last|next|past|coming"
        r"|current|following)\s+(?P<unit>week|weekend|month|quarter|year)\b(?!s\b|-|['’]s?\s+(?:of|time))",
        _which_unit,
        needs="this last next past coming current following",
    ),
    _rule(
        "unit",
        r"\b(?:the\s+)?(?:end|close|turn|start|beginning|middle)\s+of\s+the\s+(?P<unit>week|month|quarter|year)\b",
        _end_of_unit,
        needs="end close turn start beginning middle",
    ),
    _rule("unit", r"\b(?P<unit>month|year)(?:['’]s)?[- ]end\b", _end_of_unit, needs="end"),
    _rule(
        "year",
        rf"(?<![-\d.,/$€£¥#])\b(?:(?:early|mid|late|fiscal|FY)[- ]?)?(?<!\d)(?P<y>{YEAR})\b"
        r"(?![/:]\d|[.,]\d|-\d\d\d?\b(?!\d)|\s?(?:%|per\s?cent|[mb]illion|[MGk]W|km|jobs|people|students|workers|"
        r"employees|researchers|engineers|satellites|chips|homes|metres|meters|tonnes|tons)\b)",
        _calendar,
    ),
)
# The words without which no rule of a kind can match, in lower case; they spare most sentences most rules.
_TRIGGERS = re.compile(
    r"\b(?:(?P<year>(?:19|20)\d\d)|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?P<weekday>mon|tue|wed|thu|"
    r"fri|sat|sun)|(?P<day>to(?:day|night|morrow)|yesterday|overnight|night|morning|evening|afternoon)|"
    r"(?P<unit>week|fortnight|day|year)|(?P<quarter>quarter|q[1-4])|(?P<season>spring|summer|autumn|fall|winter)|"
    r"(?P<feast>christmas|new\s+year|boxing\s+day|valentine)|(?P<th>\d{1,2}(?:st|nd|rd|th)\b))"
)
# "Month" and "quarter" begin like other triggers, or are units too.
_ALSO = {"quarter": "unit", "weekday": "unit"}


@lru_cache(maxsize=512)
def find_dates(text: str) -> tuple[DateExpression, ...]:
    """All date expressions of one sentence, in order, none overlapping; the longest wins at each place."""
    lower = text.lower()
    present = {match.lastgroup for match in _TRIGGERS.finditer(lower)}
    if not present:
        return ()
    present |= {_ALSO.get(trigger or "") for trigger in present}
    found = [
        rule.build(match)
        for rule in _RULES
        if rule.trigger in present and (not rule.needs or any(map(lower.__contains__, rule.needs)))
        for match in rule.pattern.finditer(text)
    ]
    kept: list[DateExpression] = []
    for item in sorted(found, key=lambda date: (date.start, -date.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(replace(item, role=role_of(text, item.start, item.end)))
    return tuple(kept)
