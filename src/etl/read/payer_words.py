"""The words and patterns by which ``payers.py`` tells who pays and who is paid."""

from __future__ import annotations

import re

from etl.read.patterns import any_of

# Up to three words between a preposition and the name it governs: "from the government of Japan".
_FILL = rf"(?:(?!{any_of('to|in|into|with|and|or|for|by|at|on|under|over|through|from')}\b)[\w’'-]+\s+){{0,4}}"
FROM = re.compile(rf"\b(?:from|courtesy\s+of|by\s+way\s+of)\s+{_FILL}$")
# What comes "from" here is no money: "with support from Japan", "sites stretching from Japan".
NOT_MONEY_FROM = re.compile(
    r"\b(?:support|backing|help|assistance|pressure|permission|approval|stretching|ranging|away|apart|\w+s\s+made)\s+from\b"
    r"|\bfrom\s+(?:its|their|his|her|our)\b|\bdebt\s+from\b",
    re.IGNORECASE,
)
BY = re.compile(rf"\bby\s+{_FILL}$")
TO = re.compile(rf"\b(?:to|into|in|for|with)\s+{_FILL}$")
TO_PAY = re.compile(rf"\b(?:to|into)\s+{_FILL}$")
_ABOUT = r"(?:(?:up\s+to|of|about|around|some|worth|at\s+least|nearly|almost)\s+)*"
OWNER = re.compile(rf"(?:['’]s?|s['’])\s+(?:[\w-]+\s+){{0,3}}{_ABOUT}")
GIFT_BEFORE = re.compile(
    r"\b(?:loan|grant|pledge|contribution|investment|funding|payment|renewed|doubled|raised|footed|shouldered|spent)$",
    re.IGNORECASE,
)
_GIFT = any_of("loan|grant|credit|aid|subsidy|cheque|pledge|contribution|investment|package")
AWARDED_TO = re.compile(r"\b(?:awarded|given|granted|handed|let)\s+to\s+[\w .&’'-]+$")
OF_OWNER = re.compile(rf"\s+{_GIFT}\w*\s+(?:of|worth)\s+{_ABOUT}")
_FURTHER = any_of("a|an|another|further|some|about|only|just|up to|at least|with|in|adds?|puts?|the")
WITH_SUM = re.compile(rf"\s*[,:(]?\s*(?:with|to\s+the\s+tune\s+of|totalling)?\s*{_ABOUT}")
GIVEN_BY = re.compile(
    rf"(?:\b(?:financed|funded|backed|supported|paid(?:\s+for)?|co-financed|underwritten|bankrolled|subsidised|provided|met|"
    rf"covered|borne)\s+by|\b{_GIFT}\w*\s+(?:from|by))\s+{_FILL}$",
    re.IGNORECASE,
)
BINDING = re.compile(r"(?:commit|oblig|bind|bound)")
SHARE_OF = re.compile(
    rf"['’]s?\s+(?:[\w-]+\s+)?(?:{_GIFT}|commitment|share|part|stake)\w*\b[^.;:]{{0,60}}?"
    rf"\s(?:is|amounts?\s+to|comes?\s+to|totals?|stands\s+at|reaches)\s+{_ABOUT}"
)
# What a seller asks for: "Rosatom's price, $5m".
PRICE = re.compile(r"['’]s?\s+(?:[\w-]+\s+)?(?:price|fee|bill|charge|invoice|bid)\b", re.IGNORECASE)
GIFT_OF = re.compile(rf"\b(?:{_GIFT}|funding|financing)\w*\s+(?:of|worth)\s+{_ABOUT}$")
CONTRACT_WITH = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:contract|deal|agreement|order)\s+with\b", re.IGNORECASE)
CONTRACT_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:contract|order|deal|bid|offer)\b", re.IGNORECASE)
COSTS = re.compile(r"\b(?:costs?|costing|sets?|setting)\s+(?:the\s+)?$", re.IGNORECASE)
BACK = re.compile(rf"\s+(?:back\s+)?{_ABOUT}")
DONOR = re.compile(r"\b(?:donors?|contributor|funder|paymaster|financier|backer)\b", re.IGNORECASE)
WITH_ANOTHER = re.compile(r"\b(?:together|along|jointly|alongside)\s+with\b|\balongside\b", re.IGNORECASE)
TOUCHING = re.compile(rf"[\s,:]*(?:(?-i:[A-Z])[\w-]*\s+){{0,3}}(?:{_FURTHER}\s+)*", re.IGNORECASE)
# Those who lend; a "loan agreement" does not say who pays by its build.
LENDER = re.compile(
    r"\b"
    + any_of(
        "bank|funds?|agency|development|exim|export-import|finance|financial|investment|treasury|corporation",
        "jica|jbic|kfw|eib|ebrd|adb|aiib|ifc|afd|proparco",
    )
    + r"\b",
    re.IGNORECASE,
)
LOAN = re.compile(r"\b(?:loans?|credit|lending|facility|financing)\b", re.IGNORECASE)
EACH = re.compile(
    r"\b"
    + any_of(
        "each|apiece|either side|every partner",
        "both(?: (?:sides|governments|countries|companies|parties))?(?: will)? (?:contribute|pledge|put)",
    )
    + r"\b",
    re.IGNORECASE,
)
# "Hyundai and LG split the bill": nobody pays all of it.
SPLIT = re.compile(
    r"\b(?:split|splits|splitting|divides?|divided)\b|\bshared?\s+(?:the|equally|between|by|in)\b", re.IGNORECASE
)
MONEY_BEHIND = re.compile(r"\s+(?:state\s+|public\s+)?(?:money|funds|funding|cash|capital)\b")
_SIDE = any_of(
    "sides?|governments?|countr(?:y|ies)|part(?:y|ies)|partners?|compan(?:y|ies)|firms?|institutions?|nations?"
)
SIDES = re.compile(
    rf"\b(?:each|both)\s+(?:of\s+the\s+(?:two\s+)?)?{_SIDE}\b|\b(?:two|three|four)\s+{_SIDE}\s+(?:\w+\s+)?each\b",
    re.IGNORECASE,
)
# "The agreement provides for ...": a paper pays nobody.
PAPER_SUBJECT = re.compile(
    r"\b(?:agreement|contract|deal|pact|accord|memorandum|licence|license|treaty|text|package|price|value|cost|sum|figure|bill)\s+"
    r"(?:with\s+[\w&.-]+\s+){0,2}(?:[a-z]+\s+)?$"
)
TO_BUY = re.compile(r"\bto\s+(?:buy|purchase|acquire|order|procure|lease|import|license)\b", re.IGNORECASE)
BE = re.compile(r"(?:be|is|are|was|were|been|being|has|have)\b")
# An amount that follows a verb so closely is that verb's object.
OBJECT_REACH = 40
CONTRACT = re.compile(
    r"\b(?:contract|deal|agreement|order|alliance|venture|pact|accord|memorandum|partnership|worth|signed)\b",
    re.IGNORECASE,
)
MATCHED = re.compile(
    r"\b"
    + any_of(
        r"match(?:es|ed|ing)?|(?:euro|dollar|pound|yen|krone|franc) for \w+|an? equal (?:sum|amount|share)",
        "the same (?:sum|amount|again)",
    )
    + r"\b",
    re.IGNORECASE,
)
