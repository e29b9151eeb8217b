"""What a date in a sentence is the date of, from the words around it.

Only the few words before and after it are looked at: they carry the role in nearly
all news prose ("until 2030", "a 2012 memorandum", "founded in 1999").
"""

from __future__ import annotations

import re

from etl.read.date_words import YEAR
from etl.read.patterns import any_of

_BEFORE = 48
_AFTER = 48

_SEASON_POINT = any_of("end|close|start|beginning|middle|turn|summer|autumn|fall|spring|winter")
_POINT = rf"(?:\s+(?:the\s+)?{_SEASON_POINT}(?:\s+of)?(?:\s+the)?)?"
_ON = rf"(?:\s+{any_of('on|in|of|the|early|late|mid|at least|about|around|fiscal|year')})*"
_YEAR_ONLY = re.compile(rf"{YEAR}$")
_PAPER = (
    r"(?:[\w-]+\s+){0,4}?"
    + any_of(
        r"memorand\w+|MoUs?|agreements?|accords?|pacts?|treat(?:y|ies)|deals?|protocols?|conventions?|declarations?",
        "statements?|partnerships?|frameworks?|compacts?|contracts?|arrangements?|charters?|law|act|budget|summit",
        "meeting|report|strategy|plan|election|version|text|original",
    )
    + r"\b"
)
_FOUNDED = any_of(
    r"found(?:ed|ing)|established|born|incorporated|created|started|opened|built|dates? (?:back )?(?:to|from)",
    r"dating (?:back )?(?:to|from)|anniversary of|expir\w+|laps\w+|matur\w+",
)
_FIRST_PLANNED = (
    r"(?:first|originally|initially|earlier|previously|once)\s+"
    r"(?:planned|scheduled|due|set|expected|slated|signed|agreed)(?:\s+(?:for|in|on|to))?"
)
_COMPARED = any_of(
    "compared (?:with|to)|up from|down from|(?:more|less|higher|lower|fewer|bigger) than|as in|unlike|levels? of"
)
_UNTIL = any_of("until|till|through|throughout|lasts? to|runs? to|during")
_BUDGET = any_of("target|goal|budget|forecast|plan|quota|exports?|spending|sales|revenue")
_SINCE = any_of("(?:ever )?since|as (?:of|from)|with effect from|effective")
_BY = any_of("by|before|no later than|not later than|ahead of|within|towards?")

# role, letters without one of which the words before never fit (a quick test), words before the date, words behind
# it; the first rule that fits names the role.
_RULES: tuple[tuple[str, tuple[str, ...], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        role,
        tuple(needs.split()),
        re.compile(rf"(?:{before})\s*$", re.IGNORECASE),
        re.compile(rf"\s*(?:{behind})", re.IGNORECASE),
    )
    for role, needs, before, behind in (
        (
            "age",
            "found establ born incorp creat start open built dat anniv expir laps matur",
            rf"\b{_FOUNDED}{_ON}",
            "",
        ),
        ("age", "", "", "anniversary"),
        ("history", "first originally initially earlier previously once", rf"\b{_FIRST_PLANNED}{_ON}", ""),
        ("history", "compared from than as unlike level", rf"\b{_COMPARED}{_ON}", ""),
        ("span", "until till through last run during", rf"\b{_UNTIL}{_ON}{_POINT}", ""),
        (
            "span",
            "19 20",
            rf"\b(?:from|between|over|for|in)\s+(?:[\w ]{{0,12}}\s)?{YEAR}\s*(?:to|and|[-–—]){_ON}",
            "",
        ),
        ("span", "19 20", rf"{YEAR}\s*[-–—]", ""),
        ("span", "", "", rf"[-–—]\s?(?:{YEAR}|\d\d\b)"),
        (
            "span",
            "from between",
            rf"\b(?:from|between){_ON}",
            rf"(?:to|and|until|through)\s+(?:[A-Za-z]+\s+){{0,2}}{YEAR}",
        ),
        (
            "span",
            "target goal budget forecast plan quota export spending sales revenue",
            rf"\b{_BUDGET}s?\s+(?:for|of|in){_ON}",
            "",
        ),
        ("since", "since as effect", rf"\b{_SINCE}{_ON}", ""),
        ("deadline", "by before later ahead within toward", rf"\b{_BY}{_ON}{_POINT}", ""),
    )
)
# A bare year beside a paper is that paper's name: "a 2012 memorandum", "the accord of 1998".
_HISTORY_YEAR = (
    (
        re.compile(
            r"\b(?:an?|the|their|its|his|that|earlier|old|original|previous|existing|expired)\s*$", re.IGNORECASE
        ),
        re.compile(rf"\s*{_PAPER}", re.IGNORECASE),
    ),
    (re.compile(rf"\b(?:{_PAPER}|paper|one|that)\s+of\s*$", re.IGNORECASE), re.compile("")),
    (re.compile(r"['’]s\s*$"), re.compile(rf"\s*{_PAPER}", re.IGNORECASE)),
)


def role_of(text: str, start: int, end: int) -> str:
    """event, since, deadline, span, history or age: see ``DateExpression``."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _YEAR_ONLY.search(text[start:end]):
        for left, right in _HISTORY_YEAR:
            if left.search(before) and right.match(after):
                return "history"
    lower = before.lower()
    for role, needs, left, right in _RULES:
        if (not needs or any(map(lower.__contains__, needs))) and left.search(before) and right.match(after):
            return role
    return "event"
