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


_MARKED = re.compile(r"[\w_]+|[^\w\s]")
_EDGES = ["(edge)"] * 3


def surroundings(text: str, names: Sequence[Name]) -> list[tuple[str, ...]]:
    """For each name the three words and marks on either side of it, alone and together; ``names`` in order of place."""
    words = list(_EDGES)
    places: list[int] = []
    last = 0
    for name in names:
        if name.start >= last:
            words += _MARKED.findall(_plain(text[last : name.start]))
            words.append(_BLANKS.get(name.party_type, " body_ ")[1:-1])
            last = name.end
        places.append(len(words) - 1)
    words += [*_MARKED.findall(_plain(text[last:])), *_EDGES]
    return [_around(words, place) for place in places]


def _around(words: list[str], place: int) -> tuple[str, ...]:
    third, second, first = words[place - 3 : place]
    following, after, later = words[place + 1 : place + 4]
    own = words[place]
    return (
        f"{first} _",
        f"{second} {first} _",
        f"{third} {second} {first} _",
        f"_ {following}",
        f"_ {following} {after}",
        f"_ {following} {after} {later}",
        f"{first} {own} {following}",
    )


def _plain(text: str) -> str:
    """Lower case, with numbers and days blanked out."""
    return _DAY.sub(" day_ ", _NUMBER.sub(" num_ ", text.lower()))


def phrases(text: str, names: Sequence[Name]) -> set[str]:
    """The words and pairs of neighbouring words of a sentence; ``names`` in order of place."""
    parts: list[str] = []
    last = 0
    for name in names:
        if name.start >= last:
            parts += [text[last : name.start], _BLANKS.get(name.party_type, " body_ ")]
            last = name.end
    words = _TOKEN.findall(_plain("".join([*parts, text[last:]])))
    return {*words, *(f"{first} {second}" for first, second in pairwise(words))}
