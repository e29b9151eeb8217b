"""The learned judge: weighs plain statements about a sentence, with weights a person can read.

Two logistic regressions: does this sentence report an agreement, and is this name one of
those who conclude it. ``bench/train_judge.py`` fits them; ``judge.json`` beside this file
holds one weight for each statement.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("judge.json")


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    if not _FILE.exists():
        return {}
    weights: dict[str, dict[str, float]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return weights


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that ``model`` ("report" or "party") gives a set of statements."""
    weights = _weights().get(model, {})
    total = weights.get("(always)", 0.0)
    for statement, value in statements.items():
        weight = weights.get(statement)
        if weight is not None:
            total += weight * value
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def reasons(model: str, statements: Mapping[str, float], count: int = 3) -> list[str]:
    """The statements that spoke most strongly for or against, as "+1.2 statement", strongest first."""
    weights = _weights().get(model, {})
    parts = [(weights.get(statement, 0.0) * value, statement) for statement, value in statements.items()]
    parts.sort(key=lambda part: -abs(part[0]))
    return [f"{weight:+.1f} {statement}" for weight, statement in parts[:count] if weight]
