"""The loaded vocabulary: its terms, its version, and the one pass that finds them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from etl.vocabulary.fold import fold, plain
from etl.vocabulary.paths import seeds_dir
from etl.vocabulary.terms import Term, all_terms


class Vocabulary:
    """All terms of one folder of vocabulary files. Immutable once made.

    ``version`` is 12 hex digits over the contents of the CSV files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = _version(folder)
        by_pattern: defaultdict[str, list[Term]] = defaultdict(list)
        for term in all_terms(folder):
            by_pattern[f" {fold(plain(term.text)).strip()} "].append(term)
        self._terms = [tuple(terms) for terms in by_pattern.values()]
        self._automaton = AhoCorasick(list(by_pattern))

    def matches(self, plain_text: str) -> Iterator[tuple[int, int, tuple[Term, ...]]]:
        """(start, end, terms) of every place where whole words read like terms, overlaps included.

        Case and marks are not yet looked at.
        """
        padded = f" {fold(plain_text)} "  # a blank in front: offset 1 in padded is offset 0 in text
        for pattern, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            yield start, end - 2, self._terms[pattern]


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@lru_cache(maxsize=4)
def _load(folder: Path) -> Vocabulary:
    return Vocabulary(folder)


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """The vocabulary of ``folder`` (default: this checkout's sql/seeds), loaded at the first call, then kept."""
    return _load(folder or seeds_dir())
