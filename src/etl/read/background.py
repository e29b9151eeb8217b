"""Whether a sentence tells the news or recalls something older, and whether it brings in a new agreement."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.read.calendar import resolve
from etl.read.candidates import Candidate
from etl.read.dates import find_dates
from etl.read.view import View

# What happened longer before the page than this is no news in it.
_NEWS_WINDOW = timedelta(days=60)
_NEAR = 60  # characters between an act and its date
_PAST_PERFECT = re.compile(r"\b(?:had|having)\s(?:\w+ly\s)?(?:been\s)?$")
_NEW = re.compile(
    r"\b(?:an?|another|one|two|three|four|five|six|seven|eight|several|second|third|separate|further|new|fresh)\s"
    r"(?:[\w’'-]+\s){0,4}$",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\b(?:the|this|that|its|their|his|both|same)\s(?:[\w’'-]+\s){0,3}$", re.IGNORECASE)


def is_background(candidate: Candidate, published: date | None) -> bool:
    """Whether the sentence recalls what happened earlier ("Last year they signed ...", "had signed in 2014")."""
    view, stage = candidate.view, candidate.stage
    if stage is None or stage.status in {"anticipated", "negotiating"} or view.number is None:
        return False
    if "ha" in view.text and _PAST_PERFECT.search(view.text[: stage.start]) and not view.has("speech"):
        return True
    for expression in find_dates(view.text):
        if abs(expression.start - stage.start) > _NEAR + len(stage.words):
            continue
        if expression.role in {"history", "age"}:
            return True
        found = resolve(expression, published, "past")
        if published and found.latest and found.latest < published - _NEWS_WINDOW:
            return True
    return any(abs(cue.start - stage.start) <= _NEAR for cue in view.of_type("history") if cue.value == "past") and (
        (view.number or 0) > 2
    )


def introduces(candidate: Candidate) -> bool:
    """Whether a noun for an agreement stands with "a", "another" or a number and so is a new one."""
    return candidate.view.once(_introduces)


def _introduces(view: View) -> bool:
    for paper in view.of_type("paper"):
        before = view.text[max(0, paper.start - 60) : paper.start]
        if paper.strength == 2 and _NEW.search(before) and not _KNOWN.search(before):
            return True
    return False


def refers(candidate: Candidate) -> bool:
    """Whether a noun for an agreement stands with "the", "this" or "its", and none with "a": a known one."""
    return candidate.view.once(_refers)


def _refers(view: View) -> bool:
    known = any(
        _KNOWN.search(view.text[max(0, paper.start - 40) : paper.start])
        for paper in view.of_type("paper")
        if paper.strength == 2
    )
    return known and not view.once(_introduces)


_CONTENT = re.compile(
    r"\b(?:cover(?:s|ed|ing)?|includ(?:e|es|ed|ing)|focus(?:es|ed|ing)?|concentrat\w+|span(?:s|ned)?|encompass\w*|compris\w+|"
    r"outlin\w+|emphasi[sz]\w+|address\w*|envisag\w+|provid(?:es?|ing)\sfor|fields?|areas?|sectors?|pillars?|topics?|priorit\w+|"
    r"will\s(?:also\s)?(?:develop|help|build|train|share|cooperate|collaborate|support|explore|coordinate|exchange|allow|enable))\b",
    re.IGNORECASE,
)


def tells_content(candidate: Candidate) -> bool:
    """Whether a sentence that points back says what the agreement is about, or is an item of its list."""
    return candidate.view.once(_tells_content)


def _tells_content(view: View) -> bool:
    return view.is_list_item or ((view.once(_refers) or view.has("sides")) and bool(_CONTENT.search(view.text)))
