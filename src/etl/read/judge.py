"""The learned judge: weighs plain statements about a sentence by small decision trees a person can read.

Sums of shallow trees (gradient boosting, Friedman 2001) over named statements: is this name
one of those who conclude ("party"), does this sentence report an agreement ("report"), does
it speak of the same one as that draft ("same"), is a name that a draft's sentences hold its
party ("member"), is the draft an agreement ("agreement"). Beside them weights of phrases
(logistic regression): does the wording tell of an agreement ("wording"), of which status
("status signed", ...). ``bench/train_judge.py`` fits all and writes ``judge.json`` beside
this file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

_FILE = Path(__file__).with_name("judge.json")

# A leaf's value in log-odds, or (statement, threshold, branch up to it, branch above it).
Tree: TypeAlias = "float | tuple[str, float, Tree, Tree]"


@dataclass(slots=True)
class _Models:
    """What judges: sums of trees and weights of phrases, each by name."""

    sums: dict[str, Callable[[Callable[[str, float], float]], float]] = field(default_factory=dict)
    words: dict[str, tuple[float, dict[str, float]]] = field(default_factory=dict)


_models = _Models()


def _loaded() -> _Models:
    if not _models.sums and not _models.words:
        use(json.loads(_FILE.read_text(encoding="utf-8")))
    return _models


def _compiled(start: float, trees: list[Any]) -> Callable[[Callable[[str, float], float]], float]:
    """The sum of the trees as one Python expression of a statement's getter: four times as fast as walking them."""
    source = " + ".join([repr(float(start)), *map(_expression, trees)])
    function: Callable[[Callable[[str, float], float]], float] = eval(f"lambda value: {source}")  # noqa: S307
    return function


def _expression(node: list[Any] | float) -> str:
    """One tree as a conditional expression; names and numbers pass through ``repr``, so nothing else gets in."""
    if not isinstance(node, list):
        return repr(float(node))
    statement, threshold, low, high = node
    test = f"value({str(statement)!r}, 0.0) <= {float(threshold)!r}"
    return f"({_expression(low)} if {test} else {_expression(high)})"


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that a sum of trees ("report", "party", ...) gives a set of statements.

    A statement that is missing counts as 0.
    """
    total = _loaded().sums.get(model)
    return logistic(total(statements.get)) if total else 0.5


def wording_probability(model: str, phrases: Iterable[str]) -> float:
    """The probability in [0, 1] that a logistic regression over phrases gives; unknown phrases say nothing."""
    start, weights = _loaded().words.get(model, (0.0, {}))
    weight_of = weights.get
    return logistic(start + sum([weight_of(phrase, 0.0) for phrase in phrases]))


def likeliest(model: str, phrases: Iterable[str]) -> str | None:
    """The class ("signed") that the phrases speak for most, of the models "status signed", ...; None without any."""
    said = list(phrases)
    prefix = f"{model} "
    classes = [name for name in _loaded().words if name.startswith(prefix)]
    best = max(classes, key=lambda name: wording_probability(name, said), default=None)
    return best.removeprefix(prefix) if best else None


def logistic(total: float) -> float:
    """The probability in [0, 1] of a sum of log-odds; sums beyond 30 either way count as 30."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def use(models: Mapping[str, dict[str, Any]]) -> None:
    """Judge by these models instead of the file's (for fitting): each a start and its trees, or weights of phrases."""
    _models.sums = {
        name: _compiled(model["start"], model["trees"]) for name, model in models.items() if "trees" in model
    }
    _models.words = {name: (model["start"], model["weights"]) for name, model in models.items() if "weights" in model}
