"""The belief that each block belongs to the article: two sums of trees, asked for all blocks of a page at once."""

from __future__ import annotations

import json
from base64 import b85decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.extract.features import (
    Codes,
    Evidence,
    Flags,
    Floats,
    Integers,
    Matrix,
    class_score,
    measure,
    wide,
    word_codes,
)
from etl.extract.scan import Skeleton

# Below this first guess a block is not looked at again: in training a second look saved as much as it lost.
HOPELESS = 0.05
# The answers of so many blocks are held in memory at once: a page may have a hundred thousand.
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees that ask the same question at all nodes of a level.

    ``columns`` and ``borders`` have one entry a question: the last questions of all trees, then those
    before, up to the first ones. ``leaves`` has 2 ** ``levels`` entries a tree from its entry in ``starts`` on, at
    the number whose bits are the answers, the first the lowest. A leaf is a number of ``step``: in bytes, all of
    them stay in the cache.
    """

    levels: int

    columns: Integers
    borders: Matrix
    leaves: NDArray[np.int8]
    starts: Integers
    step: float
    offset: float

    def believe(self, columns: Matrix) -> Floats:
        """The belief in [0, 1] for each block; ``columns`` has one row a column and one entry a block in it."""
        size = columns.shape[1]
        if size > _AT_ONCE:
            cuts = range(0, size, _AT_ONCE)
            return np.concatenate([self.believe(columns[:, cut : cut + _AT_ONCE]) for cut in cuts])
        answers: Flags = columns.take(self.columns, axis=0) > self.borders
        levels = answers.view(np.uint8).reshape(self.levels, -1, size)
        places = levels[0]
        for level in levels[1:]:
            places += places
            places |= level
        steps = self.leaves.take(places + self.starts).sum(axis=0, dtype=np.int32)
        odds = steps * self.step + self.offset
        beliefs: Floats = 1.0 / (1.0 + np.exp(-odds))
        return beliefs


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned: two judges, and what words in texts and class attributes say."""

    near: Trees
    wide: Trees
    words: Codes
    class_says: Callable[[str], float]


@cache
def weights() -> Weights:
    """The weights that ``bench/train_extract.py`` wrote, read with the first page."""
    stored = json.loads(files("etl.extract").joinpath("weights.json").read_text(encoding="utf8"))
    text_words, class_words = (
        {word: score / 10 for word, score in stored[name].items()} for name in ("text_words", "class_words")
    )
    # A site's pages share their classes.
    class_says = lru_cache(maxsize=8192)(partial(class_score, class_words=class_words))
    return Weights(_trees(stored["near"]), _trees(stored["wide"]), word_codes(text_words), class_says)


def _trees(stored: dict[str, Any]) -> Trees:
    levels = stored["levels"]
    columns, borders = (np.array(stored[name]).reshape(-1, levels).T[::-1].ravel() for name in ("columns", "borders"))
    starts = np.arange(len(columns) // levels)[:, None] << levels
    leaves = np.frombuffer(b85decode(stored["leaves"]), np.int8)
    return Trees(levels, columns, borders.astype(np.float32)[:, None], leaves, starts, stored["step"], stored["offset"])


def judge(skeleton: Skeleton, evidence: Evidence) -> list[float]:
    """For every block of the page the belief, in [0, 1], that it is part of the body."""
    learned = weights()
    beliefs = np.zeros(len(skeleton.runs))
    sheet = measure(skeleton, learned.words, learned.class_says)
    if not len(sheet.asked):
        return [0.0] * len(beliefs)
    beliefs[sheet.asked] = learned.near.believe(sheet.near)
    hopeful = beliefs[sheet.asked] >= HOPELESS
    rows = sheet.asked[hopeful]
    if len(rows):
        more = wide(skeleton, sheet, beliefs, evidence, rows)
        beliefs[rows] = learned.wide.believe(np.concatenate([sheet.near.compress(hopeful, axis=1), more]))
    verdict: list[float] = beliefs.tolist()
    return verdict
