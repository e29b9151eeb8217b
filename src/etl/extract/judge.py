"""The belief that each block belongs to the article, and the verdict on each."""

from __future__ import annotations

from math import exp

from etl.extract.features import Evidence, near, wide
from etl.extract.scan import Skeleton
from etl.extract.trees import near_odds, wide_odds


def _share(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds)) if odds > -30 else 0.0


def judge(skeleton: Skeleton, evidence: Evidence) -> list[float]:
    """For every block of the page the belief, in [0, 1], that it is part of the body."""
    elements = skeleton.elements
    rows = []
    for run in skeleton.runs:
        element = elements[run.element]
        rows.append(near(run, element, elements[max(element.parent, 0)]))
    guesses = [_share(near_odds(row)) for row in rows]
    return [
        _share(wide_odds(row + more))
        for row, more in zip(rows, wide(skeleton, guesses, evidence), strict=True)
    ]
