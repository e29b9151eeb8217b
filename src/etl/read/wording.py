"""The words of a sentence as the judge weighs them: single words and pairs, with names, numbers and days blanked out.

"NEC and the Ministry of Energy agreed on Monday to build" becomes ``name_ and state_ agreed``,
``on day_ to build``: what is learnt of it is how agreements are told, not whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from etl.read.names import Name
from etl.read.patterns import word_set

# A sign of a currency or a digit is looked at first: what begins with a set of characters is found fast.
_NUMBER = re.compile(r"[$€£¥₹\d](?:(?<=\d)|\d)[\d,.]*")
_DAYS = dict.fromkeys(
    word_set(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
        "september october november december"
    ),
    "day_",
)
_BLANKS = {"country": " state_ ", "bloc": " state_ ", "unresolved": " name_ "}
_OTHER_BLANK = " body_ "
_MARKERS = frozenset(blank.strip() for blank in [*_BLANKS.values(), _OTHER_BLANK])


_MARKED = re.compile(r"[\w_]+|[^\w\s]")
_EDGES = ["(edge)"] * 3


def surroundings(text: str, names: Sequence[Name]) -> list[tuple[str, ...]]:
    """For each name the three words and marks on either side of it, alone and together; ``names`` in order of place."""
    marked, blank_of = _blanked(text, tuple(names))
    words = [*_EDGES, *marked, *_EDGES]
    places = [place for place, word in enumerate(words) if word in _MARKERS]
    return [_around(words, places[blank]) for blank in blank_of]


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


def phrases(text: str, names: Sequence[Name]) -> set[str]:
    """The words and pairs of neighbouring words of a sentence; ``names`` in order of place."""
    marked, _ = _blanked(text, tuple(names))
    words = [word for word in marked if word[0].isalnum() or word[0] == "_"]
    return {*words, *map(" ".join, pairwise(words))}


@lru_cache(maxsize=512)  # both judges of wording ask for all sentences of an article
def _blanked(text: str, names: tuple[Name, ...]) -> tuple[list[str], list[int]]:
    """The words and marks in lower case with names, numbers and days blanked out, and which blank stands for each name.

    Names that overlap share a blank.
    """
    parts: list[str] = []
    blank_of: list[int] = []
    last = blanks = 0
    for name in names:
        if name.start >= last:
            parts += [text[last : name.start], _BLANKS.get(name.party_type, _OTHER_BLANK)]
            last, blanks = name.end, blanks + 1
        blank_of.append(blanks - 1)
    plain = "".join([*parts, text[last:]]).lower()
    return [_DAYS.get(word, word) for word in _MARKED.findall(_NUMBER.sub(" num_ ", plain))], blank_of
