"""Say which day, month or year the words of a date mean, seen from the page's date.

Conventions: a weekday is the latest one on or before the page (the next one where the
event is planned); a week counts as its month, a season as its year; a day or month
without a year is the nearest in the past (or future, if planned).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from etl.read.dates import DateExpression
from etl.read.record import record

# A page's date is in UTC, its words in local time: one day later than the page is still the same day's news.
_TIME_ZONE_DAYS = 1


@record
class ResolvedDate:
    """``day`` is the first day of a period of ``precision`` day, month, quarter or year.

    Both are None where the words do not settle the year; ``partial`` then holds what
    they do say as ``--MM`` or ``--MM-DD``. ``earliest`` and ``latest`` bound the event,
    both inclusive, where known.
    """

    day: date | None
    precision: str | None
    earliest: date | None = None
    latest: date | None = None
    partial: str | None = None


_NOTHING = ResolvedDate(None, None)
Window = tuple[date | None, date | None]


def resolve(
    expression: DateExpression, published: date | None, tense: str | None = None, window: Window = (None, None)
) -> ResolvedDate:
    """The day or period that ``expression`` names.

    ``tense`` is past, future or None: whether the event has happened, as the sentence
    has it; "next May" never dates a past event. Where it is None the expression's own
    ``points`` count. ``window`` bounds a missing
    year (the time in which people held office). A past event is never put after ``published``.
    """
    if tense == "past" and expression.points == "future":
        return _NOTHING
    tense = expression.points or tense
    if expression.form == "calendar":
        found = _calendar(expression, published, tense, window)
    elif published is None:
        return _NOTHING
    elif expression.form == "weekday":
        found = _period(_weekday(expression, published, tense), "day")
    else:
        found = _offset(expression, published)
    return _not_after_page(found, published, tense)


def _calendar(expression: DateExpression, published: date | None, tense: str | None, window: Window) -> ResolvedDate:
    year, month, day = expression.year, expression.month, expression.day
    if year is None and expression.year_shift is not None and published:
        year = published.year + expression.year_shift
    precision = "day" if day else "month" if month else "quarter" if expression.quarter else "year"
    month = month or (3 * expression.quarter - 2 if expression.quarter else None)
    if year is not None:
        return _dated(year, month, day, precision)
    if month is None and day is not None and published is not None and expression.year_shift is None:
        return _day_only(day, published, tense)
    if month is None or expression.year_shift is not None:
        return _NOTHING
    if published is not None:
        return _nearest(month, day, precision, published, tense)
    # Only a past event lies in the window in which people held office.
    return _inside(month, day, precision, window if tense != "future" else (None, None))


def _day_only(day: int, published: date, tense: str | None) -> ResolvedDate:
    """The nearest month's day of this number, before or after the page."""
    months = [12 * published.year + published.month - 1 + step for step in (0, 1 if tense == "future" else -1)]
    for month in months:
        found = _dated(month // 12, month % 12 + 1, day, "day")
        if found.day and (found.day >= published if tense == "future" else found.day <= published):
            return found
    return _NOTHING


def _dated(year: int, month: int | None, day: int | None, precision: str) -> ResolvedDate:
    if not 1 <= year <= 9998 or (day and day > monthrange(year, month or 1)[1]):
        return _NOTHING
    return _period(date(year, month or 1, day or 1), precision)


def _nearest(month: int, day: int | None, precision: str, published: date, tense: str | None) -> ResolvedDate:
    candidates = [_dated(published.year + step, month, day, precision) for step in (1, 0, -1)]
    known = [found for found in candidates if found.day]
    if tense == "future":
        ahead = [found for found in known if found.latest and found.latest >= published]
        return ahead[-1] if ahead else _NOTHING
    behind = [found for found in known if found.day and found.day <= _moved(published, _TIME_ZONE_DAYS)]
    return behind[0] if behind else _NOTHING


def _inside(month: int, day: int | None, precision: str, window: Window) -> ResolvedDate:
    """The one year of the window in which the day lies; the window itself where there are several."""
    earliest, latest = window
    partial = f"--{month:02}-{day:02}" if day else f"--{month:02}" if precision == "month" else None
    if earliest is None or latest is None:
        return ResolvedDate(None, None, earliest, latest, partial)
    dated = (_dated(year, month, day, precision) for year in range(earliest.year, latest.year + 1))
    fitting = [
        found for found in dated if found.latest and found.day and found.latest >= earliest and found.day <= latest
    ]
    return fitting[0] if len(fitting) == 1 else ResolvedDate(None, None, earliest, latest, partial)


def _weekday(expression: DateExpression, published: date, tense: str | None) -> date:
    target, today = expression.weekday or 0, published.weekday()
    if tense == "future":
        ahead = (target - today) % 7
        return _moved(published, ahead or (7 if expression.points else 0))
    back = (today - target) % 7
    return _moved(published, -(back or (7 if expression.shift < 0 else 0)))


def _offset(expression: DateExpression, published: date) -> ResolvedDate:
    unit, shift = expression.unit, expression.shift
    if unit == "day":
        return _period(_moved(published, shift), "day")
    if unit == "week":
        return _period(_moved(published, 7 * shift).replace(day=1), "month")
    if unit == "year":
        return _dated(published.year + shift, None, None, "year")
    months = 12 * published.year + published.month - 1 + shift * (3 if unit == "quarter" else 1)
    year, month = months // 12, months % 12 + 1
    if unit == "quarter":
        return _dated(year, month - (month - 1) % 3, None, "quarter")
    return _dated(year, month, expression.day, "day" if expression.day else "month")


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _period(day: date, precision: str) -> ResolvedDate:
    last_month = {"day": day.month, "month": day.month, "quarter": day.month + 2, "year": 12}[precision]
    last = day if precision == "day" else date(day.year, last_month, monthrange(day.year, last_month)[1])
    return ResolvedDate(day, precision, day, last)


def _not_after_page(found: ResolvedDate, published: date | None, tense: str | None) -> ResolvedDate:
    """What has happened lies before the page; a date one day on is the page's, by the time zone."""
    if tense != "past" or not published or not found.day or found.day <= published:
        return found
    if found.precision == "day" and found.day <= _moved(published, _TIME_ZONE_DAYS):
        return _period(published, "day")
    return _NOTHING
