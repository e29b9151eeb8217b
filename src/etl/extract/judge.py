"""The belief that each block belongs to the article, and the verdict on each."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from etl.extract.features import Evidence, is_hopeless, near, wide
from etl.extract.scan import Skeleton

Row = tuple[float, ...]
Judge = Callable[[Row], float]

# Below this first guess a block is not looked at again: in training fewer than 3 in 1,000 body blocks lie there.
HOPELESS = 0.04


# A sum of the first trees beyond this is beyond what the rest can turn.
NEAR_SETTLED, WIDE_SETTLED = 3.5, 3.0


def judge(skeleton: Skeleton, evidence: Evidence) -> list[float]:
    """For every block of the page the belief, in [0, 1], that it is part of the body."""
    from etl.extract.trees import near_first, near_rest, wide_first, wide_rest  # large: loaded when first needed

    rows: list[Row] = []
    guesses = []
    for run in skeleton.runs:
        row: Row = () if is_hopeless(run, skeleton) else near(run, skeleton)
        rows.append(row)
        guesses.append(_belief(near_first, near_rest, row, NEAR_SETTLED) if row else 0.0)
    more = wide(skeleton, guesses, evidence, HOPELESS)
    return [
        _belief(wide_first, wide_rest, row + extra, WIDE_SETTLED) if extra else guess
        for row, extra, guess in zip(rows, more, guesses, strict=True)
    ]


def _belief(first: Judge, rest: Judge, row: Row, settled: float) -> float:
    odds = first(row)
    if -settled < odds < settled:
        odds += rest(row)
    return 1.0 / (1.0 + exp(-odds))
