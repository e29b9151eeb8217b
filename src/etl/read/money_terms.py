"""What the words beside an amount say of it: for what it is, over how many years, and that there is none."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.read.capitals import FIRM_NOUN
from etl.read.date_words import COUNT, NUMBERS, YEAR
from etl.read.money import MoneyExpression
from etl.read.money_words import RISEN_FROM
from etl.read.patterns import any_of, word_set

# How far from an amount its years and purpose may stand.
_REACH = 120
_LONGEST_PURPOSE = 80
_KEPT = 256  # sums whose words are kept in mind: each is asked once a report

_TIME = (
    rf"(?P<count>{COUNT}|thirty|forty|fifty)[\s-](?P<unit>year|month|decade)s?\b"
    rf"(?!-old|\s+{any_of('ago|old|earlier|of (?:talks|negotiation|age)')})"
)
_OVER = any_of("over|for|within|across|during|in|spread over|covering|lasting|through")
_NEXT = any_of("next|coming|following|first|initial|period of|term of|span of|about|some|another")
_YEARS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_OVER}\s+(?:(?:the|a|its)\s+)?(?:{_NEXT}\s+)*{_TIME}",
        r"\b(?:over|during|in|across)\s+(?:the\s+)?(?:(?:next|coming|following)\s+)?(?P<decade>a\s+decade|decade)\b",
        rf"(?:\b(?:an?|the|its|their|this|new)\s+|^|,\s*){_TIME}",
        rf"\b{_TIME}\s+of\s+(?:funding|support|payments|investment|money|financing)",
        rf"\b(?P<count>{COUNT})\s+(?P<unit>year)ly\s+(?:slices|instal\w+|tranches|payments|parts)",
        rf"\b(?P<from>{YEAR})\s*(?:[-–]|to|and|until|through)\s*(?P<to>{YEAR}|\d\d)\b",
    )
)
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0}

_NOT_IN_NOUN = any_of("for|to|into|towards?|on|in|from|by|over|and|or|will|was|is|are|of|a|per|each")
_AIM = any_of(
    "build|develop|fund|finance|support|create|expand|set up|deploy|construct|establish|modernise|modernize|upgrade",
    "train|lay|equip|launch|boost|strengthen|help|enhance|improve|promote|advance|accelerate|study|buy|protect",
)
_PURPOSE = re.compile(
    rf"(?:[\s-]+(?!{_NOT_IN_NOUN}\b)[\w-]+){{0,4}}?\s+(?P<link>for|to\s+{_AIM}|towards?|into|on|in)\s+"
    r"(?P<what>[^.;:()\[\]—–\"“”]+)"
)
_NEW_CLAUSE = any_of(
    "which|that|who|where|when|under|over|after|as|if|while|and (?:will|is|was|has)|said|according|agreed|announced",
    "signed|unveiled|pledged|by (?:20|the end)|with the|is|are|was|were|will|would|has|have",
)
_PURPOSE_END = re.compile(rf"(?:,|\s+{_NEW_CLAUSE}\b).*", re.DOTALL)
_NO_PURPOSE = re.compile(
    rf"(?:the\s+)?(?:(?:next|coming|first|past)\s+)?(?:{COUNT}|several|many)\s+(?:years?|months?|decades?)\b|{YEAR}"
    rf"|{any_of('a year|each year|total|all|return|cash|addition|part|exchange|equity|grants?|loans?|subsidies')}\b",
    re.IGNORECASE,
)

_MONEY_NOUN = any_of(
    "financial|monetary|fiscal|budgetary|funding|funds?|money|cash|budget|price tag|expenditure|transfer of funds",
    "exchange of (?:funds|money)|costs?|charge|fees?|payments?|grants|dollar|euro|pound|rupee|yen|cent|penny|centime",
)
# "No" does not reach over these: "no agreement on the budget", "without saying who pays".
_NOT_BETWEEN = any_of(
    "on|about|who|which|that|whether|agreement|deal|shortage|doubt|longer|word|details?|if|when|for|to|in|but|and|than",
    "lack|reason|says?|said|saying|decision|one|end|limit|access|change|country|company",
)
_NOT_GIVEN = any_of("details|terms|figures?|information|(?:\\w+ )?(?:was|were|is|has been)? ?(?:disclosed|given|named)")
_INVOLVE = any_of(
    "involve|entail|include|carry|imply|provide|commit|oblige|require|create|contain|cost|come with",
    "accompanied by|backed by",
)
_MONEY_WORD = any_of(
    r"financ\w+|money|funding|funds|spend\w*|pay\w*|monetary|budget\w*|dollar|euro|yen|cent|outlay|cost\w*"
)
_BEAR = any_of("bears?|covers?|meets?|pays?|carry|carries|shoulders?")
_FREE = any_of("unfunded|cost-neutral|budget-neutral|cost-free|non-financial|at no (?:cost|charge)|free of charge")
# Each with letters in lower case without one of which it cannot match; they spare most sentences most patterns.
_NO_MONEY = tuple(
    (tuple(needs.split()), re.compile(pattern, re.IGNORECASE))
    for needs, pattern in (
        # "no financial commitments", "without any funding", "neither grants nor loans"
        (
            "no neither without devoid zero",
            rf"\b{any_of('no|not a single|not one|not any|without(?: any| a)?|neither|nor any|devoid of|zero')}\s+"
            rf"(?:(?!{_NOT_BETWEEN}\b)[\w-]+\s+){{0,4}}?{_MONEY_NOUN}\b(?!\s+{_NOT_GIVEN})",
        ),
        # "money is not changing hands", "no money is to be exchanged"
        (
            "money funds cash",
            r"\b(?:money|funds|cash)\s+(?:is|are|will|was|were)\s*(?:n['’]t|not)\s+(?:\w+\s+)?(?:chang|exchang|transfer|flow|mov|involv)\w*",
        ),
        ("obligation", r"\bfree\s+of\s+(?:any\s+)?(?:financial\s+)?obligations?\b[^.;]{0,12}\bfinancial\b"),
        ("nothing", rf"\bnothing\b[^.;]{{0,60}}\b(?:commits?|obliges?|requires?)\b[^.;]{{0,60}}\b{_MONEY_WORD}\b"),
        ("nobody", r"\bnobody\s+pays\s+(?:anything|anybody)\b"),
        # "charges no fee"
        ("charg", r"\bcharg(?:es?|ing)\s+(?:\w+\s+)?(?:no|nothing|neither)\b"),
        # "does not commit the parties to spend"
        (
            "not n't n’t",
            rf"\b(?:do|does|did|will|would|is|are)(?:n['’]t|\s+not)\s+(?:\w+\s+){{0,2}}?{_INVOLVE}\s+(?:\w+\s+){{0,6}}?"
            rf"{_MONEY_WORD}\b",
        ),
        # "each side bears its own costs"
        ("own", rf"\b{_BEAR}\s+(?:the\s+)?(?:its|their|his|her)\s+own\s+(?:costs|expenses|way|bills?|share)\b"),
        ("own", r"\b(?:its|their)\s+own\s+(?:costs|expenses?|budgets?)\b|\bown\s+ministries['’]\s+budgets\b"),
        ("unfunded neutral free non-financial no", rf"\b{_FREE}\b"),
        (
            "nothing",
            r"\bnothing\s+(?:is|will\s+be|was)\s+(?:paid|spent)\b|\bcosts?\s+(?:neither\s+side\s+)?nothing\b(?!\s+for)",
        ),
    )
)
# The words without which no sentence says it; they spare most sentences the patterns above.
_MAY_SAY_NONE = re.compile(
    r"\b(?:no|not|without|neither|nor|zero|nothing|own|free|unfunded|devoid|\w+-(?:neutral|free)|non-financial|no-cost)\b|n['’]t\b",
    re.IGNORECASE,
)
# One of these stands in every sentence that those words may stand in: a set is asked faster than a pattern.
_WORDS_OF_NONE = word_set("no not without neither nor zero nothing own free unfunded devoid neutral non t")
_WORD = re.compile(r"\w+")
# Only of the subject: "a contract with the start-up, valued at $3bn" is worth as much.
_COMPANY_VALUED = re.compile(
    rf"^(?:The|An?)\s(?:[\w-]+\s){{0,3}}{FIRM_NOUN},\s(?:\w+\s)?valued\sat\s(?:\w+\s){{0,2}}$", re.IGNORECASE
)
_REPLACED = re.compile(
    r"\b(?:up|down)\s+from\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$|\b(?:instead|in\s+place)\s+of\s+(?:the\s+)?(?:\w+\s+)?$"
    r"|\b(?:originally|initially|first|earlier)\s+(?:put\s+at|planned\s+at|estimated\s+at|set\s+at|priced\s+at)\s+$",
    re.IGNORECASE,
)
_UNDISCLOSED = re.compile(
    r"\b"
    + any_of(
        r"undisclosed|not (?:been )?(?:disclose\w*|reveal\w*|public|given)|(?:declined|refused) to",
        "did not (?:say|give|name|disclose)|yet to be|not yet|so far|at this stage|no shortage|no doubt|no longer",
        r"no (?:financial )?(?:details|terms|figures?|price|value|sum)\b[^.]*\b(?:disclosed|given|named|released)",
    )
    + r"\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=_KEPT)
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


@lru_cache(maxsize=_KEPT)
def purpose_of(text: str, money: MoneyExpression) -> str | None:
    """What the money is for, as a short phrase of the sentence; None where it does not say."""
    match = _PURPOSE.match(text, money.end)
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


@lru_cache(maxsize=_KEPT)
def is_superseded(text: str, money: MoneyExpression) -> bool:
    """Whether the amount is one that another has replaced: "raised from $2m to $4m", "up from the $2m of last year"."""
    before = text[max(0, money.start - 60) : money.start]
    return bool(("from" in before and RISEN_FROM.search(before)) or _REPLACED.search(before))


def is_valuation(text: str, money: MoneyExpression) -> bool:
    """Whether the amount is what a company is worth: "The start-up, valued at $3bn, joined"."""
    return bool(_COMPANY_VALUED.search(text[: money.start]))


def states_no_money(text: str) -> bool:
    """Whether a sentence says that no money is promised. An undisclosed sum is not that."""
    lower = text.lower()
    if _WORDS_OF_NONE.isdisjoint(_WORD.findall(lower)) or not _MAY_SAY_NONE.search(text):
        return False
    says_none = any(any(map(lower.__contains__, needs)) and pattern.search(text) for needs, pattern in _NO_MONEY)
    return says_none and not _UNDISCLOSED.search(text)
