"""The learned judges of money and dates: sums of weights over plain statements (logistic regression).

``promise``: is this sum promised in this agreement; ``payer``: does this party pay it;
``date``: is this the date of the event. ``bench/train_money_dates.py`` fits them and writes
``weights.json`` beside this file, one weight a statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from etl.read.judge import logistic

_FILE = Path(__file__).with_name("weights.json")


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that ``model`` gives a set of statements; a statement that is missing counts as 0."""
    weights = _models().get(model, {})
    total = weights.get("(always)", 0.0)
    for statement, value in statements.items():
        total += weights.get(statement, 0.0) * value
    return logistic(total)


@lru_cache(maxsize=1)
def _models() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return models
