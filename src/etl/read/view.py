"""One sentence with everything that has been found in it: what the later steps look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Any, TypeVar

from etl.read.cues import Cue, find_cues
from etl.read.record import record
from etl.read.spans import Span
from etl.vocabulary.fold import fold

# A deal is struck, reached or sealed; what is struck, reached or sealed need not be a deal.
_NEEDS_A_PAPER = frozenset(
    [
        "strike",
        "strikes",
        "struck",
        "striking",
        "reach",
        "reaches",
        "reached",
        "reaching",
        "land",
        "lands",
        "landed",
        "landing",
        "seal",
        "seals",
        "sealed",
        "sealing",
        "forge",
        "forges",
        "forged",
        "forging",
        "broker",
        "brokers",
        "brokered",
        "clear",
        "clears",
        "cleared",
        "settle",
        "settles",
        "settled",
        "settling",
        "enter",
        "enters",
        "entered",
        "entering",
        "complete",
        "completes",
        "completed",
        "secure",
        "secures",
        "secured",
        "renew",
        "renews",
        "renewed",
        "extend",
        "extends",
        "extended",
        "accept",
        "accepts",
        "accepted",
        "join",
        "joins",
        "joined",
        "expand",
        "expands",
        "expanded",
        "upgrade",
        "upgraded",
    ]
)
Answer = TypeVar("Answer")
_ITEM = re.compile(r"[-–—•*▪◦·]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*|[^\w\s]")


@record
class View:
    """A sentence, its cue words and spans. ``number`` is None for the title, ``start`` its offset in the block.

    ``themes`` are the themes named in it, each once, in order.
    """

    number: int | None
    block: int | None
    start: int
    text: str
    folded: str
    cues: tuple[Cue, ...]
    spans: tuple[Span, ...]
    themes: tuple[str, ...]
    _of_types: dict[tuple[str, ...], tuple[Cue, ...]] = field(default_factory=dict, repr=False, compare=False)
    _answers: dict[Callable[[View], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def of_type(self, *cue_types: str) -> tuple[Cue, ...]:
        """The cues of these types, in order."""
        if not self.cues:
            return ()
        known = self._of_types.get(cue_types)
        if known is None:
            known = self._of_types[cue_types] = tuple([cue for cue in self.cues if cue.cue_type in cue_types])
        return known

    def has(self, cue_type: str, value: str | None = None) -> bool:
        """Whether there is a cue of this type (and value)."""
        cues = self.of_type(cue_type)
        return bool(cues) if value is None else any(cue.value == value for cue in cues)

    def once(self, question: Callable[[View], Answer]) -> Answer:
        """What ``question``, a function of the sentence alone, says of it; asked once and kept."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    @property
    def is_headline(self) -> bool:
        """Whether it is written like a headline: the title, or a line without a stop."""
        return self.number is None or self.text[-1:].isalnum()

    @property
    def is_list_item(self) -> bool:
        """Whether it begins with the mark, number or letter of a list, or ends as its items do."""
        return bool(_ITEM.match(self.text)) or self.text.endswith(";")

    def word_before(self, position: int) -> str:
        """The last word or mark before ``position``, in lower case; empty at the start."""
        words = _WORD.findall(self.text, max(0, position - 24), position)
        return words[-1].lower() if words else ""

    def word_after(self, position: int) -> str:
        """The next word or mark from ``position``, in lower case; empty at the end."""
        match = _WORD.search(self.text, position)
        return match.group().lower() if match else ""


def make_view(number: int | None, block: int | None, text: str, spans: list[Span], start: int = 0) -> View:
    """Look up the cue words of one sentence and put all that is known of it in one place."""
    folded = fold(text)
    cues = [cue for cue in find_cues(text, folded) if not _is_part_of_a_name(cue, text, spans)]
    if not any(cue.cue_type == "paper" for cue in cues):
        cues = [cue for cue in cues if cue.cue_type != "act" or cue.text not in _NEEDS_A_PAPER]
    return View(number, block, start, text, folded, tuple(cues), tuple(spans), _themes(spans))


def _is_part_of_a_name(cue: Cue, text: str, spans: list[Span]) -> bool:
    """The month May, and words inside a known name ("European Union", "Investment Bank")."""
    if cue.text == "may" and text[cue.start] == "M" and cue.start:
        return True
    return any(span.kind != "theme" and span.start <= cue.start and cue.end <= span.end for span in spans)


_CLAUSE_END = re.compile(r";\s+|,\s+(?=while\s|whereas\s)")
_SHORTEST_CLAUSE = 30


def clauses(view: View) -> list[View]:
    """The sentence cut at semicolons and before "while" where each part has an act of its own; else the sentence."""
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(view.text)), len(view.text)]
    parts = list(pairwise(bounds))
    acts = view.of_type("act")
    if len(parts) == 1 or not all(_is_clause(acts, first, last) for first, last in parts):
        return [view]
    return [_part(view, first, last) for first, last in parts]


def _is_clause(acts: Sequence[Cue], first: int, last: int) -> bool:
    return last - first >= _SHORTEST_CLAUSE and any(first <= act.start < last for act in acts)


def _part(view: View, first: int, last: int) -> View:
    cues = [
        replace(cue, start=cue.start - first, end=cue.end - first) for cue in view.cues if first <= cue.start < last
    ]
    spans = [
        replace(span, start=span.start - first, end=span.end - first)
        for span in view.spans
        if first <= span.start < last
    ]
    text = view.text[first:last]
    return View(
        view.number, view.block, view.start, text, view.folded[first:last], tuple(cues), tuple(spans), _themes(spans)
    )


def _themes(spans: list[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.entity_id for span in spans if span.kind == "theme"))
