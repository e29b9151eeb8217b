"""When the event that a report's status describes happened, or is planned.

Every date of the article is weighed as the date of the event, and the day of the page
itself where the news is told without one; the likeliest counts, none where all are
unlikely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from etl.read.background import introduces, refers
from etl.read.calendar import ResolvedDate, Window, resolve
from etl.read.candidates import Candidate
from etl.read.dates import DateExpression, find_dates
from etl.read.draft import Draft
from etl.read.patterns import any_of
from etl.read.record import record
from etl.read.view import View
from etl.read.weights import probability

_EVENT_AT_LEAST = 0.33
_NO_DATE = ResolvedDate(None, None)
_LEDE = 3  # sentences in which an article says when its news happened
_AROUND = 8  # sentences before and after one that speaks of the report in which its date may stand
_LATELY = 31  # days before the page
_FARTHEST = 4  # sentences; from there on all distances are alike
_ANCHOR_REACH = 2  # sentences back to the date from which "a day earlier" counts
_DATELINE = 60  # a date this near the start of a block is the dateline's
_SHORT_LINE = 45  # characters of a line that is nothing but a place and a date
_SAID_BEFORE = re.compile(
    r"\b"
    + any_of(
        r"said|says|told|reports?|reported|according|statement|quoted|filing|newsroom|website|wrote|briefing|interview",
        "announced|disclosed|published|confirmed|release",
    )
    + r"\b\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_SAID_BEHIND = re.compile(r"^\W*(?:\w+\W+){0,2}(?:said|says|told|reported|confirmed)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b"
    + any_of("will|to be|would|expected|due|planned|scheduled|is to|are to|from|begin\\w*|start\\w*")
    + r"\b[^,;]{0,60}$"
)
_RECALLED = re.compile(r"\b(?:had|was to have|were to have|first|original\w*|previous\w*|earlier)\b[^,;]{0,60}$")
_BY_THE_WAY = re.compile(r",?\s(?:that|which|whom)\s[^;:]{0,60}")
_PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+\s){0,2}$")
_WORD_BEFORE = re.compile(r"([a-z]+)\W*$")
_PLANS = frozenset({"anticipated"})
# Dates of older papers, of founding and of spans are not when something was just concluded.
_NO_NEWS = frozenset({"history", "age", "span"})
_DONE = frozenset({"signed", "agreed", "announced", "negotiating", "anticipated"})


@record
class Dated:
    """One date that the event may have had, the words that name it and what is to be said for and against it."""

    found: ResolvedDate
    words: str
    statements: dict[str, float]


def event_date(
    draft: Draft, views: Sequence[View], status: str, published: date | None, window: Window
) -> tuple[ResolvedDate, str]:
    """The date of the event with the words that say it; an empty date where no words do."""
    weighed = [
        (probability("date", dated.statements), dated)
        for dated in possible_dates(draft, views, status, published, window)
    ]
    belief, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or belief < _EVENT_AT_LEAST:
        return _NO_DATE, "no words"
    return best.found, best.words


def possible_dates(
    draft: Draft, views: Sequence[View], status: str, published: date | None, window: Window
) -> list[Dated]:
    """Every date of the article that the event can have had, and the day of the page."""
    found = list(_resolved(_near(draft, views), status, published, window))
    days = Counter(resolved.day for _, _, resolved in found if resolved.precision == "day")
    dated: list[Dated] = []
    for view, expression, resolved in found:
        statements = _place_statements(view, draft, status)
        statements |= _word_statements(view, expression, draft, status)
        statements |= _time_statements(expression, resolved, status, published)
        statements["named again"] = float(days[resolved.day] > 1)
        dated.append(Dated(resolved, expression.text, {name: 1.0 for name, holds in statements.items() if holds}))
    by_the_way = all(_is_told_by_the_way(candidate) for candidate in draft.sentences)
    if published is not None and not by_the_way and not _is_dated_lately(draft, found, published):
        dated.append(_page_day(draft, found, status, published))
    return dated


def _near(draft: Draft, views: Sequence[View]) -> list[tuple[int, View]]:
    """The title, the lede and the sentences around those that speak of the report, each with its place."""
    spoken = {candidate.view.number for candidate in (*draft.sentences, *draft.pointing)}
    around = {number + step for number in spoken if number is not None for step in range(-_AROUND, _AROUND + 1)}
    return [
        (place, view)
        for place, view in enumerate(views)
        if view.number is None or view.number < _LEDE or view.number in around
    ]


def _resolved(
    views: Sequence[tuple[int, View]], status: str, published: date | None, window: Window
) -> Iterator[tuple[View, DateExpression, ResolvedDate]]:
    tense = "future" if status in _PLANS else "past"
    anchor: tuple[int, date] | None = None
    for place, view in views:
        for expression in find_dates(view.text):
            if expression.role in _NO_NEWS and status in _DONE:
                continue
            near = anchor is not None and place - anchor[0] <= _ANCHOR_REACH
            base = anchor[1] if anchor is not None and near and expression.is_anchored else published
            resolved = resolve(expression, base, tense, window)
            if resolved.day is None and resolved.partial is None:
                continue
            if resolved.day is not None and resolved.precision == "day":
                anchor = (place, resolved.day)
            yield view, expression, resolved


def _place_statements(view: View, draft: Draft, status: str) -> dict[str, float]:
    """How the sentence stands to the report."""
    told = [candidate for candidate in draft.sentences if candidate.view.number == view.number]
    same = [candidate for candidate in told if candidate.stage is not None and candidate.stage.status == status]
    pointed = any(candidate.view.number == view.number for candidate in draft.pointing)
    numbers = [candidate.view.number for candidate in draft.sentences if candidate.view.number is not None]
    here = view.number
    gaps = [here - number for number in numbers] if here is not None else []
    after, before = [gap for gap in gaps if gap > 0], [-gap for gap in gaps if gap < 0]
    found: dict[str, float] = {
        "told here": bool(told),
        "told here at this stage": bool(same),
        "told here as background": bool(told) and all(candidate.is_background for candidate in told),
        "first telling sentence": bool(numbers) and here == min(numbers),
        "pointed at here": pointed,
        "title": here is None,
        "lede": here is not None and here < _LEDE,
        "names a party": any(span.entity_id in draft.parties for span in view.spans),
    }
    if not told and not pointed and here is not None:
        if after:
            found[f"{min(min(after), _FARTHEST)} after telling"] = True
        if before:
            found[f"{min(min(before), _FARTHEST)} before telling"] = True
    return found


def _word_statements(view: View, expression: DateExpression, draft: Draft, status: str) -> dict[str, float]:
    """What the words around the date say of it."""
    text = view.text
    before, behind = text[max(0, expression.start - 80) : expression.start], text[expression.end : expression.end + 60]
    anchors = [
        candidate.stage.start
        for candidate in draft.sentences
        if candidate.view.number == view.number and candidate.stage is not None
    ]
    distance = min((abs(expression.start - anchor) for anchor in anchors), default=999)
    acts = [
        cue for cue in view.of_type("act", "joint") if abs(cue.start - expression.start) <= 60 and cue.value == status
    ]
    word = _WORD_BEFORE.search(before)
    is_planned = bool(_PLANNED.search(before))
    is_dateline = expression.start < _DATELINE and any(
        mark in text[expression.end : expression.end + 30] for mark in ("—", "–", " - ", "--", ":", "(")
    )
    found: dict[str, float] = {
        f"role {expression.role}": True,
        f"role {expression.role}, {status}": True,
        f"form {expression.form}": True,
        "anchored": expression.is_anchored,
        "said then": bool(_SAID_BEFORE.search(before) or _SAID_BEHIND.match(behind)),
        "planned then": is_planned,
        f"planned then, {status}": is_planned,
        "recalled": bool(_RECALLED.search(before)),
        "dateline": is_dateline,
        "short line": len(text) <= _SHORT_LINE,
        "act of this stage near": bool(acts),
        "near the stage": distance <= 30,
        "not far from the stage": 30 < distance <= 80,
        "far from the stage": 80 < distance < 999,
        "in brackets": before.rstrip().endswith("("),
    }
    if word:
        found[f"after {word.group(1)}"] = word.group(1) in _PREPOSITIONS
    return found


_PREPOSITIONS = frozenset(
    {"on", "in", "since", "from", "by", "until", "of", "for", "after", "before", "late", "early", "and", "at"}
)


def _time_statements(
    expression: DateExpression, resolved: ResolvedDate, status: str, published: date | None
) -> dict[str, float]:
    """How long before or after the page it is."""
    found: dict[str, float] = {f"precision {resolved.precision}": True, f"points {expression.points}": True}
    if published is None or resolved.day is None or resolved.latest is None:
        return found
    days = (published - resolved.latest).days
    label = next((name for limit, name in _AGES if days <= limit), "years before")
    sort = status if status in {"anticipated", "in_force", "negotiating", "ended", "suspended"} else "done"
    found |= {label: True, f"{label}, {sort}": True, f"precision {resolved.precision}, {label}": True}
    return found


_AGES = (
    (-1, "after the page"),
    (0, "the page's day"),
    (1, "the day before"),
    (7, "a week before"),
    (31, "a month before"),
    (183, "half a year before"),
)


def _is_dated_lately(draft: Draft, found: Sequence[tuple[View, DateExpression, ResolvedDate]], published: date) -> bool:
    """Whether the lede or a telling sentence names a day, week or month not long before the page: then that counts."""
    telling = {candidate.view.number for candidate in draft.sentences}
    return any(
        resolved.latest is not None
        and resolved.precision in {"day", "month"}
        and (published - resolved.latest).days <= _LATELY
        and (view.number in telling or (view.number or 0) < _LEDE)
        for view, _, resolved in found
    )


def _is_told_by_the_way(candidate: Candidate) -> bool:
    """Whether the act stands in a clause that only says which agreement is meant: "the accord that they signed"."""
    if candidate.stage is None:
        return False
    text = candidate.view.text
    return any(
        _BY_THE_WAY.fullmatch(text, paper.end, candidate.stage.start) for paper in candidate.view.of_type("paper")
    )


def _has_been(candidate: Candidate) -> bool:
    """Whether the act is told in the perfect, as news is: "have signed", "has been agreed"."""
    return candidate.stage is not None and bool(_PERFECT.search(candidate.view.text[: candidate.stage.start]))


def _page_day(
    draft: Draft, found: Sequence[tuple[View, DateExpression, ResolvedDate]], status: str, published: date
) -> Dated:
    """The day of the page itself, where no words name a day."""
    telling = {candidate.view.number for candidate in draft.sentences}
    fresh = [
        (view, resolved)
        for view, _, resolved in found
        if resolved.precision == "day" and resolved.latest is not None and (published - resolved.latest).days <= 7
    ]
    statements = {
        "no words": True,
        f"no words, {status}": True,
        "no words, a fresh day elsewhere": bool(fresh),
        "no words, told in the lede": any(number is not None and number < _LEDE for number in telling),
        "no words, any date where it is told": any(view.number in telling for view, _, _ in found),
        "no words, told as background": all(candidate.is_background for candidate in draft.sentences),
        "no words, in the headline": None in telling,
        "no words, a known paper": all(refers(candidate) for candidate in draft.sentences),
        "no words, a new paper": any(introduces(candidate) for candidate in draft.sentences),
        "no words, has been": any(_has_been(candidate) for candidate in draft.sentences),
    }
    day = ResolvedDate(published, "day", published, published)
    return Dated(day, "the day of the page", {name: 1.0 for name, holds in statements.items() if holds})
