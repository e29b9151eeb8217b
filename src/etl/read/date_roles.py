"""What a date in a sentence is the date of, from the words around it.

Only the few words before and after it are looked at: they carry the role in nearly
all news prose ("until 2030", "a 2012 memorandum", "founded in 1999").
"""

from __future__ import annotations

import re

_BEFORE = 48
_AFTER = 48

_POINT = r"(?:\s+(?:the\s+)?(?:end|close|start|beginning|middle|turn|summer|autumn|fall|spring|winter)(?:\s+of)?(?:\s+the)?)?"
_ON = r"(?:\s+(?:on|in|of|the|early|late|mid|at\s+least|about|around|fiscal|year))*"
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d$")
_PAPER = (
    r"(?:[\w-]+\s+){0,4}?(?:memorand\w+|MoUs?|MOUs?|agreements?|accords?|pacts?|treat(?:y|ies)|deals?|protocols?|conventions?|"
    r"declarations?|statements?|partnerships?|frameworks?|compacts?|contracts?|arrangements?|charters?|law|act|budget|"
    r"summit|meeting|report|strategy|plan|election|version|text|original)\b"
)

_RULES: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...] = tuple(
    (role, re.compile(before + r"\s*$", re.IGNORECASE) if before else None, re.compile(r"\s*" + after, re.IGNORECASE) if after else None)
    for role, before, after in (
        ("age", r"\b(?:found(?:ed|ing)|established|born|incorporated|created|started|opened|built|dates?\s+(?:back\s+)?"
                rf"(?:to|from)|dating\s+(?:back\s+)?(?:to|from)|anniversary\s+of|expir\w+|laps\w+|matur\w+){_ON}", ""),
        ("age", "", r"anniversary"),
        ("history", r"\b(?:first|originally|initially|earlier|previously|once)\s+(?:planned|scheduled|due|set|expected|"
                    rf"slated|signed|agreed)(?:\s+(?:for|in|on|to))?{_ON}", ""),
        ("history", r"\b(?:compared\s+(?:with|to)|up\s+from|down\s+from|(?:more|less|higher|lower|fewer|bigger)\s+than|as\s+in|unlike|levels?\s+of)" + _ON, ""),
        ("span", r"\b(?:until|till|through|throughout|lasts?\s+to|runs?\s+to|during)" + _ON + _POINT, ""),
        ("span", r"\b(?:from|between|over|for|in)\s+(?:[\w ]{0,12}\s)?(?:19|20)\d\d\s*(?:to|and|[-–—])" + _ON, ""),
        ("span", r"(?:19|20)\d\d\s*[-–—]", ""),
        ("span", "", r"[-–—]\s?(?:(?:19|20)\d\d|\d\d\b)"),
        ("span", r"\b(?:from|between)" + _ON, r"(?:to|and|until|through)\s+(?:[A-Za-z]+\s+){0,2}(?:19|20)\d\d"),
        ("span", r"\b(?:target|goal|budget|forecast|plan|quota|exports?|spending|sales|revenue)s?\s+(?:for|of|in)" + _ON, ""),
        ("since", r"\b(?:(?:ever\s+)?since|as\s+(?:of|from)|with\s+effect\s+from|effective)" + _ON, ""),
        ("deadline", r"\b(?:by|before|no\s+later\s+than|not\s+later\s+than|ahead\s+of|within|towards?)" + _ON + _POINT, ""),
    )
)
_HISTORY_YEAR = (
    (re.compile(r"\b(?:an?|the|their|its|his|that|earlier|old|original|previous|existing|expired|outdated)\s*$", re.IGNORECASE),
     re.compile(r"\s*" + _PAPER, re.IGNORECASE)),
    (re.compile(r"\b(?:" + _PAPER + r"|paper|one|that)\s+of\s*$", re.IGNORECASE), re.compile("")),
    (re.compile(r"['’]s\s*$", re.IGNORECASE), re.compile(r"\s*" + _PAPER, re.IGNORECASE)),
)


def role_of(text: str, start: int, end: int) -> str:
    """event, since, deadline, span, history or age: see ``DateExpression``."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _YEAR_ONLY.search(text[start:end]):
        for left, right in _HISTORY_YEAR:
            if left.search(before) and right.match(after):
                return "history"
    for role, left_rule, right_rule in _RULES:
        if (not left_rule or left_rule.search(before)) and (not right_rule or right_rule.match(after)):
            return role
    return "event"
