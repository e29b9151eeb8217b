"""The learned judge: weighs plain statements about a sentence by small decision trees a person can read.

Two models: does this sentence report an agreement ("report"), and is this name one of
those who conclude it ("party"). Each is a sum of shallow trees (gradient boosting,
Friedman 2001) over named statements; ``bench/train_judge.py`` fits them and writes
``judge.json`` beside this file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

_FILE = Path(__file__).with_name("judge.json")

# A leaf's value in log-odds, or (statement, threshold, branch up to it, branch above it).
Tree: TypeAlias = "float | tuple[str, float, Tree, Tree]"


@lru_cache(maxsize=1)
def _models() -> dict[str, tuple[float, list[Tree]]]:
    if not _FILE.exists():
        return {}
    models = json.loads(_FILE.read_text(encoding="utf-8"))
    return {name: (model["start"], [_tree(tree) for tree in model["trees"]]) for name, model in models.items()}


def _tree(node: list[object] | float) -> Tree:
    if not isinstance(node, list):
        return node
    statement, threshold, low, high = node
    return str(statement), float(threshold), _tree(low), _tree(high)  # type: ignore[arg-type]


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that ``model`` ("report" or "party") gives a set of statements.

    A statement that is missing counts as 0.
    """
    total, trees = _models().get(model, (0.0, []))
    value_of = statements.get
    for node in trees:
        while node.__class__ is tuple:
            statement, threshold, low, high = node  # type: ignore[misc]
            node = low if value_of(statement, 0.0) <= threshold else high
        total += node  # type: ignore[operator]
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def forget() -> None:
    """Drop the loaded models, so that the next call reads the file again (for training)."""
    _models.cache_clear()
