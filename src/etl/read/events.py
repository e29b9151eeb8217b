"""When the event that a report's status describes happened, or is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.read.calendar import ResolvedDate, Window, resolve
from etl.read.candidates import Candidate
from etl.read.dates import DateExpression, find_dates

_FUTURE = frozenset({"anticipated"})
_NO_DATE = ResolvedDate(None, None)
_OTHER_SENTENCE = 400  # characters of distance that another sentence of the report counts for
_DATELINE = 60  # a date this near the start of a block is the dateline's
_FINER = {"day": 0, "month": 30, "quarter": 60, "year": 90}


def event_date(
    sentences: Sequence[Candidate], status: str, published: date | None, window: Window
) -> tuple[ResolvedDate, str]:
    """The date of the event with the words that say it; an empty date where no words do.

    The date nearest the words of the status counts, its own sentence first; dates of
    founding, deadlines, spans and older papers are no event.
    """
    tense = "future" if status in _FUTURE else "past"
    best: tuple[float, ResolvedDate, str] | None = None
    for place, candidate in enumerate(sentences):
        same_stage = candidate.stage is not None and candidate.stage.status == status
        for expression in find_dates(candidate.view.text):
            if not _may_be_event(expression, status):
                continue
            found = resolve(expression, published, tense, window)
            if found.day is None and found.partial is None:
                continue
            distance = _distance(candidate, expression) + _FINER.get(found.precision or "", 100)
            distance += _OTHER_SENTENCE * (place + (0 if same_stage else 2))
            if best is None or distance < best[0]:
                best = (distance, found, expression.text)
    return (best[1], best[2]) if best else (_NO_DATE, "no words")


def _may_be_event(expression: DateExpression, status: str) -> bool:
    if expression.role == "event":
        return True
    if status == "anticipated":
        return expression.role == "deadline"
    return status in {"in_force", "suspended"} and expression.role == "since"


def _distance(candidate: Candidate, expression: DateExpression) -> float:
    """Characters between the date and the words of the status; a dateline counts as far away."""
    middle = (expression.start + expression.end) / 2
    anchor = candidate.stage.start if candidate.stage else 0
    is_dateline = expression.start < _DATELINE and any(
        mark in candidate.view.text[expression.end : expression.end + 30] for mark in ("—", "–", " - ", "--", ":")
    )
    return abs(middle - anchor) + (_OTHER_SENTENCE if is_dateline else 0)
