"""What the words beside an amount say of it: for what it is, over how many years, and that there is none."""

from __future__ import annotations

import re

from etl.read.date_words import COUNT, NUMBERS, YEAR
from etl.read.money import MoneyExpression

# How far from an amount its years and purpose may stand.
_REACH = 120
_LONGEST_PURPOSE = 80

_TIME = rf"(?P<count>{COUNT}|thirty|forty|fifty|several)[\s-](?P<unit>year|month|decade)s?\b(?!-old|\s+(?:ago|old|earlier|of\s+(?:talks|negot|age)))"
_YEARS = (
    re.compile(rf"\b(?:over|for|within|across|during|in|spread\s+over|covering|lasting|through)\s+(?:the\s+|a\s+|its\s+)?(?:(?:next|coming|following|"
               rf"first|initial|period\s+of|term\s+of|about|some|another|span\s+of)\s+)*{_TIME}", re.I),
    re.compile(rf"\b(?:over|during|in|across)\s+(?:the\s+)?(?:(?:next|coming|following)\s+)?(?P<decade>a\s+decade|decade)\b", re.I),
    re.compile(rf"(?:\b(?:an?|the|its|their|this|new)\s+|^|,\s*){_TIME}", re.I),
    re.compile(rf"\b{_TIME}\s+of\s+(?:funding|support|payments|investment|money|financing)", re.I),
    re.compile(rf"\b(?P<count>{COUNT})\s+(?P<unit>year)ly\s+(?:slices|instal\w+|tranches|payments|parts)", re.I),
    re.compile(rf"\b(?P<from>{YEAR})\s*(?:[-–]|to|and|until|through)\s*(?P<to>{YEAR}|\d\d)\b"),
)
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0}

_PURPOSE = re.compile(
    r"^(?P<noun>(?:[\s-]+(?!(?:for|to|into|towards?|on|in|from|by|over|and|or|will|was|is|are|of|a|per|each)\b)[\w-]+){0,4}?)"
    r"\s+(?P<link>for|to\s+(?:build|develop|fund|finance|support|create|expand|set\s+up|deploy|construct|establish|modernise|"
    r"modernize|upgrade|train|lay|equip|launch|boost|strengthen|help)|towards?|into|on|in)\s+(?P<what>[^.;:()\[\]—–\"“”]+)"
)
_PURPOSE_END = re.compile(
    r",|\s+(?:which|that|who|where|when|under|over|after|as|if|while|and\s+(?:will|is|was|has)|said|according|agreed|"
    r"announced|signed|unveiled|pledged|by\s+(?:20|the\s+end)|with\s+the|is|are|was|were|will|would|has|have)\b.*")
_NO_PURPOSE = re.compile(rf"^(?:the\s+)?(?:(?:next|coming|first|past)\s+)?(?:{COUNT}|several|many)\s+(?:years?|months?|decades?)\b|^{YEAR}|^(?:a|each|its)\s+year"
                         r"|^(?:total|all|return|cash|addition|part|exchange|equity|grants?|loans?|subsidies)\b", re.I)

_NO_MONEY = re.compile(
    r"\b(?:no|not\s+(?:a\s+single|one|any)|without(?:\s+(?:any|a))?|neither|nor\s+any|free\s+of|devoid\s+of|zero)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:financial|monetary|fiscal|budgetary|funding|funds?|money|cash|budget|price\s+tag|expenditure|transfer\s+of\s+funds|"
    r"exchange\s+of\s+(?:funds|money)|cost|costs|charge|grants|public\s+(?:money|funds)|dollar|euro|pound|rupee|yen|cent|penny|centime)\b"
    r"(?!\s+(?:details|terms|figures?|information)|\s+(?:amount|value|figure)?\s*(?:was|were|is|has\s+been)?\s*(?:disclosed|given|named|mentioned|revealed))"
    r"|\b(?:do|does|did|will|would|is|are)(?:n['’]t|\s+not)\s+(?:\w+\s+){0,2}?(?:involve|entail|include|carry|imply|provide|commit|oblige|"
    r"require|create|contain|cost|come\s+with|accompanied\s+by|backed\s+by)\s+(?:\w+\s+){0,6}?"
    r"(?:financ\w+|money|funding|funds|spend\w*|pay\w*|monetary|budget\w*|dollar|euro|yen|cent|expenditure|outlay|cost\w*)\b"
    r"|\b(?:bears?|cover|covers|meets?|pays?|carry|carries|shoulders?)\s+(?:the\s+)?(?:its|their|his|her)\s+own\s+(?:costs|expenses|way|bills?|share)\b"
    r"|\b(?:its|their)\s+own\s+(?:costs|expense|expenses|budgets?)\b|\bown\s+ministries['’]\s+budgets\b"
    r"|\b(?:unfunded|cost-neutral|budget-neutral|cost-free|cashless|non-financial|at\s+no\s+(?:cost|charge)|free\s+of\s+charge)\b"
    r"|\bnothing\s+(?:is|will\s+be|was)\s+(?:paid|spent)\b|\bcosts?\s+(?:neither\s+side\s+)?nothing\b"
    r"|\bnot\s+(?:a|one)\s+(?:single\s+)?(?:dollar|euro|cent|penny|yen|rupee|pound)\b", re.I)
_UNDISCLOSED = re.compile(
    r"\b(?:undisclosed|not\s+(?:been\s+)?(?:disclose\w*|reveal\w*|public|given)|(?:declined|refused)\s+to|did\s+not\s+(?:say|give|name|disclose)|"
    r"no\s+(?:financial\s+)?(?:details|terms|figures?|price|value|amount|sum)\b[^.]*\b(?:disclosed|given|released|named|announced|published|mentioned)|"
    r"yet\s+to\s+be|not\s+yet|so\s+far|at\s+this\s+stage|no\s+shortage|no\s+doubt|no\s+longer)\b", re.I)


def years_of(text: str, money: MoneyExpression) -> float | None:
    """The number of years over which the money is to be paid; None where the words near it do not say."""
    behind = text[money.end : money.end + _REACH].split(";")[0]
    before = text[max(0, money.start - _REACH) : money.start].split(";")[-1]
    for part in (behind, before):
        for pattern in _YEARS:
            match = pattern.search(part)
            if match:
                return _length(match)
    return None


def _length(match: re.Match[str]) -> float | None:
    group = match.groupdict()
    if group.get("decade"):
        return 10.0
    if group.get("from"):
        first, last = int(group["from"]), int(group["to"])
        last = last if last > 99 else first - first % 100 + last
        return float(last - first + 1) if last > first else None
    word = " ".join(group["count"].lower().split())
    count = float(word) if word.isdigit() else _TENS.get(word) or float(NUMBERS.get(word, 0))
    per_unit = {"year": 1.0, "month": 1 / 12, "decade": 10.0}[group["unit"].lower()]
    return round(count * per_unit, 2) or None


def purpose_of(text: str, money: MoneyExpression) -> str | None:
    """What the money is for, as a short phrase of the sentence; None where it does not say."""
    behind = text[money.end :]
    match = _PURPOSE.match(behind)
    if not match:
        return None
    what = _PURPOSE_END.sub("", match["what"]).strip()
    if not what or _NO_PURPOSE.match(what):
        return None
    link = match["link"].lower()
    phrase = f"{link[3:]} {what}" if link.startswith("to ") else what
    if len(phrase) > _LONGEST_PURPOSE:
        phrase = phrase[:_LONGEST_PURPOSE].rsplit(" ", 1)[0]
    return phrase


def states_no_money(text: str) -> bool:
    """Whether a sentence says that no money is promised. An undisclosed sum is not that."""
    return bool(_NO_MONEY.search(text)) and not _UNDISCLOSED.search(text)
