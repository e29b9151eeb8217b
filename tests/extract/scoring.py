"""The measure: shingles of four tokens, as in the public article-extraction benchmark."""

from __future__ import annotations

import re
from collections import Counter

TOKEN = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def precision_recall(gold: str, found: str) -> tuple[float | None, float | None]:
    """Shares of the found and of the gold shingles that are in both; None where there are none to share."""
    want, have = shingles(gold), shingles(found)
    hits = (want & have).total()
    return hits / have.total() if have else None, hits / want.total() if want else None


def f1(pairs: list[tuple[float | None, float | None]]) -> float:
    """Harmonic mean of mean precision and mean recall over pages."""
    precisions = [p for p, _ in pairs if p is not None]
    recalls = [r for _, r in pairs if r is not None]
    precision, recall = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def is_exact(gold: str, found: str) -> bool:
    return TOKEN.findall(gold) == TOKEN.findall(found)
