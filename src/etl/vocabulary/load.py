"""The loaded vocabulary: its terms, its version, and the one pass that finds them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from etl.vocabulary.contexts import read_contexts
from etl.vocabulary.fold import fold
from etl.vocabulary.forms import forms, is_written_like
from etl.vocabulary.paths import seeds_dir
from etl.vocabulary.people import Office, read_offices
from etl.vocabulary.tables import rows
from etl.vocabulary.terms import Term, all_terms


class Match(NamedTuple):
    """A term at a place of a text: ``text[start:end]``."""

    start: int
    end: int
    term: Term


class Vocabulary:
    """All terms of one folder of vocabulary files. Immutable once made.

    ``version`` is 12 hex digits over the contents of the CSV files. ``contexts`` holds,
    by (term, entity_id), what speaks against a term; ``common_words`` the names that
    are words of the language too (Apple, Arm); ``given_names`` common first names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = _version(folder)
        self.contexts = read_contexts(folder)
        self.given_names = frozenset(row["given_name"] for row in rows(folder, "given_names"))
        self.common_words = frozenset(row["term"] for row in rows(folder, "common_word_names"))
        offices = read_offices(folder)
        self._offices: defaultdict[str, list[Office]] = defaultdict(list)
        for office in offices:
            self._offices[office.person_id].append(office)
        by_pattern: defaultdict[str, list[tuple[str, int, Term]]] = defaultdict(list)
        for term in all_terms(folder, offices):
            for form in forms(term):
                by_pattern[f" {fold(form).strip()} "].append((form, _marks_at_end(form), term))
        self._forms = list(by_pattern.values())
        self._automaton = AhoCorasick(list(by_pattern))

    def offices(self, person_id: str) -> tuple[Office, ...]:
        """The offices of one person, the latest first; none where nobody is known by that id."""
        return tuple(self._offices.get(person_id, ()))

    def matches(self, plain_text: str, folded: str) -> Iterator[Match]:
        """Every place where whole words of the text read like a term, overlaps included, by end of the match.

        ``plain_text`` and ``folded`` are the text as ``etl.vocabulary.fold`` makes it.
        Linear in the length of the text. ``Term.needs`` is not looked at.
        """
        # blanks around the words are part of the patterns; the one put in front makes
        # offset 1 of the padded text offset 0 of the text
        padded = f" {folded} "
        for pattern, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            for form, marks, term in self._forms[pattern]:
                stop = end - 2 + marks
                if is_written_like(plain_text[start:stop], form, term.letter_case):
                    yield Match(start, stop, term)


def _marks_at_end(form: str) -> int:
    """How many characters of the form stand behind its last letter: 1 for ``U.S.``."""
    return len(form) - len(form.rstrip(".+!*&)-"))


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
