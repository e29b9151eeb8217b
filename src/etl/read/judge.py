"""The learned judge: weighs plain statements about a sentence by small decision trees a person can read.

Sums of small trees (gradient boosting, Friedman 2001) over named statements: is this name
one of those who conclude ("party"), does this sentence report an agreement ("report"), does
it speak of the same one as that draft ("same"), is a name that a draft's sentences hold its
party ("member"), is the draft an agreement ("agreement"), is it of this theme, status or kind
("theme", "status", "kind"). Beside them weights of phrases (logistic regression): does the
wording tell of an agreement ("wording"), of which status or kind ("status signed", ...).
``bench/train_judge.py`` fits all and writes ``judge.json`` beside this file.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from operator import or_
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

_FILE = Path(__file__).with_name("judge.json")

# A leaf's value in log-odds, or [statement, threshold, branch up to it, branch above it].
Tree: TypeAlias = "float | list[Any]"


MOST_LEAVES = 8  # of one tree: a byte has a bit for each
_FIRST_BIT = bytes([0, *((byte & -byte).bit_length() - 1 for byte in range(1, 256))])


class _Forest:
    """A sum of trees that is asked all its questions at once (QuickScorer, Lucchese et al. 2015).

    Every tree is a byte with a bit for each leaf, from left to right, all trees one long number. A statement above a
    threshold strikes out the leaves on the other side of it; the first leaf left in each byte is where its tree
    ends. All thresholds below a statement's value strike at once, and most statements are 0 and strike nothing.
    """

    def __init__(self, start: float, trees: Sequence[Tree]) -> None:
        self.start = start
        leaves: list[float] = []
        struck: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, tree in enumerate(trees):
            own = list(_leaves(tree, MOST_LEAVES * number, struck))
            if len(own) > MOST_LEAVES:
                raise ValueError(f"a tree of {len(own)} leaves")
            leaves += own + [0.0] * (MOST_LEAVES - len(own))
        self.size = len(trees)
        self.all = (1 << MOST_LEAVES * self.size) - 1
        self.left = {statement: self._left(questions) for statement, questions in struck.items()}
        # What is struck out where such a statement is 0 or missing; only thresholds below 0 do that.
        self.zero = [(name, left[bisect_left(steps, 0.0)]) for name, (steps, left) in self.left.items() if steps[0] < 0]
        self.one = {name: left[bisect_left(steps, 1.0)] for name, (steps, left) in self.left.items()}  # most hold so
        self.leaves = np.array(leaves)
        self.first = np.arange(0, MOST_LEAVES * self.size, MOST_LEAVES)

    def _left(self, questions: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
        """The thresholds of one statement in order, and what is left of all leaves below, between and above them."""
        steps = sorted({threshold for threshold, _ in questions})
        left = [self.all]
        for step in steps:
            struck = reduce(or_, (leaves for threshold, leaves in questions if threshold == step))
            left.append(left[-1] & ~struck)
        return steps, left

    def totals(self, asked: Sequence[Mapping[str, float]]) -> list[float]:
        """The sum for each of several sets of statements; one that is missing counts as 0."""
        ends = b"".join([self._ends(statements) for statements in asked])
        chosen = np.frombuffer(ends, np.uint8).reshape(len(asked), self.size)
        sums: list[float] = (self.start + self.leaves.take(self.first + chosen).sum(axis=1)).tolist()
        return sums

    def _ends(self, statements: Mapping[str, float]) -> bytes:
        """For each tree the number of the leaf where it ends."""
        ends, left_of = self.all, self.left
        for statement, value in statements.items():
            if value == 1.0:
                ends &= self.one.get(statement, -1)
            elif value and (found := left_of.get(statement)):
                steps, left = found
                ends &= left[bisect_left(steps, value)]
        for statement, left_at_zero in self.zero:
            if not statements.get(statement):
                ends &= left_at_zero
        return ends.to_bytes(self.size, "little").translate(_FIRST_BIT)


def _leaves(tree: Tree, place: int, struck: defaultdict[str, list[tuple[float, int]]]) -> Iterator[float]:
    """The leaves of a tree, the first at bit ``place``; each question adds to ``struck`` what more rules out."""
    if not isinstance(tree, list):
        yield float(tree)
        return
    statement, threshold, low, high = tree
    below = list(_leaves(low, place, struck))
    struck[str(statement)].append((float(threshold), ((1 << len(below)) - 1) << place))
    yield from below
    yield from _leaves(high, place + len(below), struck)


@dataclass(slots=True)
class _Models:
    """What judges: sums of trees and weights of phrases, each by name."""

    sums: dict[str, _Forest] = field(default_factory=dict)
    words: dict[str, tuple[float, dict[str, float]]] = field(default_factory=dict)


_models = _Models()


def _loaded() -> _Models:
    if not _models.sums and not _models.words:
        use(json.loads(_FILE.read_text(encoding="utf-8")))
    return _models


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that a sum of trees ("report", "party", ...) gives a set of statements.

    A statement that is missing counts as 0.
    """
    return probabilities(model, [statements])[0]


def probabilities(model: str, asked: Sequence[Mapping[str, float]]) -> list[float]:
    """The probability of each of several sets of statements: one call for many is faster than many."""
    forest = _loaded().sums.get(model)
    return [logistic(total) for total in forest.totals(asked)] if forest else [0.5] * len(asked)


def wording_probability(model: str, phrases: Iterable[str]) -> float:
    """The probability in [0, 1] that a logistic regression over phrases gives; unknown phrases say nothing."""
    start, weights = _loaded().words.get(model, (0.0, {}))
    return logistic(start + sum(map(weights.get, phrases, repeat(0.0))))


def logistic(total: float) -> float:
    """The probability in [0, 1] of a sum of log-odds; sums beyond 30 either way count as 30."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def use(models: Mapping[str, dict[str, Any]]) -> None:
    """Judge by these models instead of the file's (for fitting): each a start and its trees, or weights of phrases."""
    _models.sums = {name: _Forest(model["start"], model["trees"]) for name, model in models.items() if "trees" in model}
    _models.words = {name: (model["start"], model["weights"]) for name, model in models.items() if "weights" in model}
