"""When the event that a report's status describes happened, or is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from etl.read.calendar import ResolvedDate, Window, resolve
from etl.read.dates import DateExpression, find_dates
from etl.read.draft import Draft
from etl.read.view import View

_FUTURE = frozenset({"anticipated"})
_NO_DATE = ResolvedDate(None, None)
_OTHER_SENTENCE = 400  # characters of distance that another sentence of the report counts for
_DATELINE = 60  # a date this near the start of a block is the dateline's
_LAST_RESORT = 20  # the lede comes after all sentences that speak of the agreement
_FINER = {"day": 0, "month": 30, "quarter": 60, "year": 90}


def event_date(
    draft: Draft, lede: Sequence[View], status: str, published: date | None, window: Window
) -> tuple[ResolvedDate, str]:
    """The date of the event with the words that say it; an empty date where no words do.

    The date nearest the words of the status counts, its own sentence first; dates of
    founding, deadlines, spans and older papers are no event.
    """
    tense = "future" if status in _FUTURE else "past"
    best: tuple[float, ResolvedDate, str] | None = None
    for penalty, view, anchor in _places(draft, lede, status):
        for expression in find_dates(view.text):
            if not _may_be_event(expression, status):
                continue
            found = resolve(expression, published, tense, window)
            if found.day is None and found.partial is None:
                continue
            distance = penalty + _distance(view, expression, anchor) + _FINER.get(found.precision or "", 100)
            if best is None or distance < best[0]:
                best = (distance, found, expression.text)
    return (best[1], best[2]) if best else (_NO_DATE, "no words")


def _places(draft: Draft, lede: Sequence[View], status: str) -> Iterator[tuple[float, View, int]]:
    """The sentences to look for the date in, each with a penalty and the place of the words of the status.

    First the sentences that tell of the event at this status, then the others, then those
    that point back, last the article's first sentences.
    """
    own = [candidate for candidate in draft.sentences if not candidate.is_background] or draft.sentences
    for rank, candidate in enumerate(own + draft.pointing):
        same = candidate.stage is not None and candidate.stage.status == status
        anchor = candidate.stage.start if candidate.stage else 0
        yield _OTHER_SENTENCE * (rank + (0 if same else 2)), candidate.view, anchor
    for rank, view in enumerate(lede):
        yield _OTHER_SENTENCE * (_LAST_RESORT + rank), view, 0


def _may_be_event(expression: DateExpression, status: str) -> bool:
    if expression.role == "event":
        return True
    if status == "anticipated":
        return expression.role == "deadline"
    return status in {"in_force", "suspended"} and expression.role == "since"


def _distance(view: View, expression: DateExpression, anchor: int) -> float:
    """Characters between the date and the words of the status; a dateline counts as far away."""
    middle = (expression.start + expression.end) / 2
    is_dateline = expression.start < _DATELINE and any(
        mark in view.text[expression.end : expression.end + 30] for mark in ("—", "–", " - ", "--", ":")
    )
    return abs(middle - anchor) + (_OTHER_SENTENCE if is_dateline else 0)
