"""Words beside a term that tell that it names something else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from etl.vocabulary.fold import fold, plain
from etl.vocabulary.tables import rows


@dataclass(frozen=True, slots=True)
class Contexts:
    """What speaks against one term: words right before it, right after it, or (folded) anywhere near.

    Where ``not_surnames`` is not empty, so does any capitalised word right after it but these.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    not_surnames: tuple[str, ...] = ()


def read_contexts(folder: Path) -> dict[tuple[str, str], Contexts]:
    """Of each (term, entity_id) in term_contexts.csv what speaks against it."""
    words: defaultdict[tuple[str, str], defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(folder, "term_contexts"):
        words[row["term"], row["entity_id"]][row["side"]] += row["words"].split("|")
    return {
        key: Contexts(
            tuple(sides["before"]),
            tuple(sides["after"]),
            frozenset(map(_folded, sides["near"])),
            tuple(sides["surname"]),
        )
        for key, sides in words.items()
    }


def _folded(word: str) -> str:
    return fold(plain(word))
