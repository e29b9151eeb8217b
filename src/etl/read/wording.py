"""The words of a sentence as the judge weighs them: single words and pairs, with names, numbers and days blanked out.

"NEC and the Ministry of Energy agreed on Monday to build" becomes ``name_ and state_ agreed``,
``on day_ to build``: what is learnt of it is how agreements are told, not whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.read.names import Name

_TOKEN = re.compile(r"[\w_]+")
_NUMBER = re.compile(r"[$€£¥₹]?\d[\d,.]*")
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december)\b"
)
_BLANKS = {"country": " state_ ", "bloc": " state_ ", "unresolved": " name_ "}


def phrases(text: str, names: Sequence[Name]) -> set[str]:
    """The words and pairs of neighbouring words of a sentence; ``names`` in order of place."""
    parts: list[str] = []
    last = 0
    for name in names:
        if name.start >= last:
            parts += [text[last : name.start], _BLANKS.get(name.party_type, " body_ ")]
            last = name.end
    plain = "".join([*parts, text[last:]]).lower()
    words = _TOKEN.findall(_DAY.sub(" day_ ", _NUMBER.sub(" num_ ", plain)))
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}
