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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
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


def _compiled(start: float, trees: Sequence[Any]) -> Callable[[Callable[[str, float], float]], float]:
    """The sum of the trees as one Python function of a statement's getter: ten times as fast as walking them.

    Each statement is got once, and trees that begin with the same question share it.
    """
    names = {statement: f"s{number}" for number, statement in enumerate(sorted(set(_statements(trees))))}
    got = [f"    {name} = value({statement!r}, 0.0)" for statement, name in names.items()]
    source = "\n".join(["def total(value):", *got, f"    return {_expression([start, *trees], names)}"])
    scope: dict[str, Any] = {}
    exec(source, scope)  # noqa: S102
    total: Callable[[Callable[[str, float], float]], float] = scope["total"]
    return total


def _statements(trees: Iterable[Any]) -> Iterator[str]:
    for tree in trees:
        if isinstance(tree, list):
            yield str(tree[0])
            yield from _statements(tree[2:])


def _expression(trees: Sequence[Any], names: Mapping[str, str]) -> str:
    """The sum of trees as an expression; numbers pass through ``repr``, so nothing else gets in."""
    leaves = [float(tree) for tree in trees if not isinstance(tree, list)]
    asking: dict[tuple[str, float], tuple[list[Any], list[Any]]] = {}
    for statement, threshold, low, high in (tree for tree in trees if isinstance(tree, list)):
        below, above = asking.setdefault((str(statement), float(threshold)), ([], []))
        below.append(low)
        above.append(high)
    terms = [
        f"({_expression(below, names)} if {names[statement]} <= {threshold!r} else {_expression(above, names)})"
        for (statement, threshold), (below, above) in asking.items()
    ]
    return " + ".join([repr(sum(leaves)), *terms] if leaves else terms)


def probability(model: str, statements: Mapping[str, float]) -> float:
    """The probability in [0, 1] that a sum of trees ("report", "party", ...) gives a set of statements.

    A statement that is missing counts as 0.
    """
    total = _loaded().sums.get(model)
    return logistic(total(statements.get)) if total else 0.5


def wording_probability(model: str, phrases: Iterable[str]) -> float:
    """The probability in [0, 1] that a logistic regression over phrases gives; unknown phrases say nothing."""
    start, weights = _loaded().words.get(model, (0.0, {}))
    return logistic(start + sum(map(weights.get, phrases, repeat(0.0))))


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
