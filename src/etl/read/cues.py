"""Cue words: the words by which news speaks of agreements, found in one pass over a sentence.

The words stand in ``sql/seeds/cue_words.csv``, one a line: what kind of word it is
(``cue_type``), what it says (``value``: a kind of agreement, a status, ...), how surely
(``strength`` 2 sure, 1 weak) and how it is inflected (verb, noun or not at all).
"""

from __future__ import annotations

import csv
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from etl.read.record import record
from etl.vocabulary.fold import fold
from etl.vocabulary.paths import seeds_dir

_VOWELS = frozenset("aeiou")
# Regular verbs whose last consonant is doubled before -ed and -ing.
_DOUBLING = frozenset({"commit", "pen", "scrap", "drop", "tap", "plan", "axel", "rebut", "submit", "pool", "quit"}) - {
    "pool"
}


@record
class Cue:
    """One cue word where it stands: offsets in the sentence, what it says and how surely."""

    start: int
    end: int
    cue_type: str
    value: str
    strength: int
    text: str


@record
class _Term:
    cue_type: str
    value: str
    strength: int


def verb_forms(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb, the first word of ``verb`` inflected: sign, signs, signed, signing."""
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    sibilant = head.endswith(("s", "sh", "ch", "x", "z"))
    if head.endswith("y") and head[-2] not in _VOWELS:
        third, past, stem = head[:-1] + "ies", head[:-1] + "ied", head
    elif head.endswith("e"):
        third, past, stem = head + "s", head + "d", head[:-1]
    else:
        stem = head + head[-1] if head in _DOUBLING else head
        third, past = head + ("es" if sibilant else "s"), stem + "ed"
    return tuple(form + tail for form in (head, third, past, stem + "ing"))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun, the last word inflected ("letter of intent" only takes its own line)."""
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def inflected(cue: str, inflection: str) -> tuple[str, ...]:
    """All forms of a cue under its ``inflection`` (verb, noun, or empty for none)."""
    if inflection == "verb":
        return verb_forms(cue)
    return noun_forms(cue) if inflection == "noun" else (cue,)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[AhoCorasick, list[tuple[_Term, ...]]]:
    terms: dict[str, list[_Term]] = {}
    with (seeds_dir() / "cue_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            term = _Term(row["cue_type"], row["value"], int(row["strength"]))
            for form in inflected(row["cue"], row["inflection"]):
                known = terms.setdefault(f" {fold(form)} ", [])
                if all(other.cue_type != term.cue_type for other in known):
                    known.append(term)
    matcher = AhoCorasick(list(terms), implementation=Implementation.DFA)
    return matcher, [tuple(known) for known in terms.values()]


def find_cues(text: str, folded: str | None = None) -> list[Cue]:
    """All cue words of one sentence in order; of overlapping ones the longest, then the first.

    A cue that is of two types (``pledge``: a paper and an act) gives two.
    """
    matcher, terms = _lexicon()
    plain = f" {fold(text) if folded is None else folded} "
    hits = matcher.find_matches_as_indexes(plain, overlapping=True)
    # The blank before each pattern is the one added before the text, so offsets need no shift at the start.
    hits.sort(key=lambda hit: (hit[1] - hit[2], hit[1]))
    taken = bytearray(len(plain))
    cues: list[Cue] = []
    for index, start, end in hits:
        end -= 2
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        words = plain[start + 1 : end + 1]
        cues.extend(Cue(start, end, term.cue_type, term.value, term.strength, words) for term in terms[index])
    cues.sort(key=lambda cue: (cue.start, cue.cue_type))
    return cues
