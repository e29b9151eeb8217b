"""Which blocks of a page are in its gold text: monotone alignment of their words."""

from __future__ import annotations

import re
from collections import defaultdict

TOKEN = re.compile(r"\w+")
# A block counts from this share of its words on: gold texts now and then differ in a word or an insertion.
_SHORT, _LONG, _LONG_FROM = 0.6, 0.35, 30


def label(blocks: list[str], gold: str) -> list[float]:
    """For each block the share of its words found in gold, over the heaviest chain that keeps gold's order."""
    words = TOKEN.findall(gold)
    places = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    candidates = [match for number, block in enumerate(blocks) for match in _matches(number, block, words, places)]
    return _heaviest_chain(candidates, len(blocks), len(words))


def _matches(
    number: int, block: str, words: list[str], places: dict[str, list[int]]
) -> list[tuple[int, int, int, int, float]]:
    """Places in gold where a block may stand: (block, start, end, words found, share), latest start first."""
    own = TOKEN.findall(block)
    votes: dict[int, int] = defaultdict(int)
    for position, word in enumerate(own[:400]):
        found = places.get(word, [])
        if len(found) <= 60 or len(own) <= 8:
            for place in found[:400]:
                votes[place - position] += 1
    result = []
    for start in sorted(votes, key=lambda start: -votes[start])[: 12 if len(own) < 6 else 4]:
        hits = sum(0 <= start + i < len(words) and words[start + i] == word for i, word in enumerate(own))
        share = hits / len(own)
        if share >= _SHORT or (len(own) > _LONG_FROM and share >= _LONG):
            result.append((number, max(0, start), min(len(words), start + len(own)), hits, share))
    return sorted(result, key=lambda match: -match[1])


def _heaviest_chain(candidates: list[tuple[int, int, int, int, float]], blocks: int, size: int) -> list[float]:
    """Weighted longest increasing chain over a Fenwick tree of (weight so far, candidate)."""
    tree = [(0, -1)] * (size + 3)
    back = []
    for index, (_, start, end, hits, _) in enumerate(candidates):
        before, place = (0, -1), start + 1
        while place > 0:
            before = max(before, tree[place])
            place -= place & -place
        back.append(before[1])
        value, place = (before[0] + hits, index), end + 1
        while place < len(tree):
            tree[place] = max(tree[place], value)
            place += place & -place
    shares = [0.0] * blocks
    best, place = (0, -1), size + 2
    while place > 0:
        best = max(best, tree[place])
        place -= place & -place
    index = best[1]
    while index >= 0:
        shares[candidates[index][0]] = candidates[index][4]
        index = back[index]
    return shares
