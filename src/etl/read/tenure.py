"""When an article's news can have happened, from who is said to hold office in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from etl.read.calendar import Window
from etl.read.view import View
from etl.vocabulary import Vocabulary

_NO_LONGER = re.compile(
    r"\b(?:former|ex|late|then|predecessor|successor|under)[\s-](?:[\w.’'-]+\s){0,3}$", re.IGNORECASE
)
_FIRST, _LAST = date(1900, 1, 1), date(9999, 1, 1)
Term = tuple[date, date]


def office_window(views: Sequence[View], vocabulary: Vocabulary) -> Window:
    """The one stretch of time in which all leaders named in these sentences held an office; else (None, None).

    People said to be former holders are left out. Both bounds are inclusive, None where open.
    """
    shared: list[Term] = [(_FIRST, _LAST)]
    for person in _leaders(views):
        terms = [(office.from_date, office.to_date or _LAST) for office in vocabulary.offices(person)]
        if terms:
            shared = _common(shared, terms)
    if len(shared) != 1:
        return None, None
    start, end = shared[0]
    return (start if start > _FIRST else None), (end if end < _LAST else None)


def _leaders(views: Sequence[View]) -> list[str]:
    found: dict[str, None] = {}
    for view in views:
        for span in view.spans:
            if span.kind == "person" and not _NO_LONGER.search(view.text[max(0, span.start - 60) : span.start]):
                found[span.entity_id] = None
    return list(found)


def _common(first: list[Term], second: list[Term]) -> list[Term]:
    """The stretches that lie in both lists, those that touch joined."""
    parts = sorted((max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) <= min(b, d))
    joined: list[Term] = []
    for start, end in parts:
        if joined and (start - joined[-1][1]).days <= 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
