"""Is an amount of money promised, or is it a forecast, a price, a fine, money long spent?

Plain statements about the words around the amount, for the judge ``promise`` of ``weights.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from etl.read.money import MoneyExpression
from etl.read.money_cues import MoneyCue
from etl.read.patterns import any_of
from etl.read.payers import Roles

# Words count within this many characters of the amount, and not over a semicolon.
_NEAR = 50
_FAR = 120
_TOUCHING = 3
# Characters before and behind the amount whose words are statements themselves.
_BESIDE = 40
_WORD = re.compile(r"[a-z]{2,}")
# Smaller sums are prices.
_SMALL_SUM = 50_000
_FUTURE = re.compile(
    r"\b(?:will|would|shall|to|is\s+to|are\s+to|plans?|agreed|agrees|pledges?|under\s+which)\b", re.IGNORECASE
)
_AGREEMENT = re.compile(
    r"\b"
    + any_of(
        r"agree\w*|sign\w*|pact|accord|deal|memorand\w+|treaty|contract|partnership|alliance|tie-up|unveil\w*",
        r"announce\w*|inked|sealed|declaration|compact|venture",
    )
    + r"\b",
    re.IGNORECASE,
)
_WORTH = re.compile(
    r"\b(?:worth|valued\s+at|totalling|totaling|amounting\s+to|for|of)\s+"
    r"(?:(?:up\s+to|about|some|around|nearly|almost|more\s+than|at\s+least)\s+)*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def _speaks_of_agreement(text: str) -> bool:
    return _AGREEMENT.search(text) is not None


def statements_on(
    text: str, index: int, money: Sequence[MoneyExpression], cues: Sequence[MoneyCue], roles: Roles
) -> dict[str, float]:
    """The statements about one amount that the judge weighs: statement to value, absent means 0."""
    amount = money[index]
    start = max(text.rfind(";", 0, amount.start), amount.start - _FAR)
    stop = text.find(";", amount.end)
    end = min(stop if stop >= 0 else len(text), amount.end + _FAR)
    found: dict[str, float] = {}
    for cue in cues:
        if start <= cue.start and cue.end <= end:
            before = cue.end <= amount.start
            distance = amount.start - cue.end if before else cue.start - amount.end
            side = "before" if before else "behind"
            found[f"{cue.cue_type} {side}, {'near' if distance <= _NEAR else 'far'}"] = 1.0
            if distance <= _TOUCHING:
                found[f"{cue.cue_type} touching {side}"] = 1.0
    for cue in [cue for cue in cues if start <= cue.start and cue.end <= amount.start][-1:]:
        found[f"nearest before: {cue.cue_type}"] = 1.0
    for cue in [cue for cue in cues if amount.end <= cue.start and cue.end <= end][:1]:
        found[f"nearest behind: {cue.cue_type}"] = 1.0
    found["payer named"] = float(bool(roles.payers))
    found["payee named"] = float(roles.payee is not None)
    found["shared"] = float(roles.shared)
    found["word of agreement"] = float(_speaks_of_agreement(text))
    found["word of future"] = float(bool(_FUTURE.search(text, max(0, start), amount.start)))
    found["small sum"] = float(amount.amount < _SMALL_SUM)
    found["vast sum"] = float(amount.amount >= 5e11 and amount.currency in {"USD", "EUR", "GBP"})
    found["a year"] = float(amount.is_per_year)
    found["a range"] = float(amount.amount_min is not None)
    found["has a conversion"] = float(any(other.conversion_of == index for other in money))
    found["bound"] = float(amount.bound is not None)
    found["first amount"] = float(index == 0)
    return {
        **{statement: value for statement, value in found.items() if value},
        **_words_beside(text, amount.start, amount.end),
    }


@lru_cache(maxsize=256)
def _words_beside(text: str, start: int, end: int) -> Mapping[str, float]:
    """The words right beside an amount, and what they say by themselves."""
    before = _WORD.findall(text[max(0, start - _BESIDE) : start].lower())[-5:]
    behind = _WORD.findall(text[end : end + _BESIDE].lower())[:4]
    found = dict.fromkeys(
        [f"word before: {word}" for word in before] + [f"word behind: {word}" for word in behind], 1.0
    )
    if _WORTH.search(text, max(0, start - 30), start):
        found["worth or of"] = 1.0
    return found
