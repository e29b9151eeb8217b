"""A report in the making: the sentences of an article that speak of one agreement."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.read.candidates import Candidate
from etl.read.names import STATES, Name
from etl.read.view import View

SURE_PARTY = 0.9  # belief from which a later sentence adds a party to a report that has two


@dataclass(slots=True)
class Draft:
    """``sentences`` tell of the agreement, ``pointing`` only speak of it ("the two sides will ...").

    ``parties`` maps party_id to the name, the belief in it and its sentence.
    """

    sentences: list[Candidate] = field(default_factory=list)
    pointing: list[Candidate] = field(default_factory=list)
    parties: dict[str, tuple[Name, float, Candidate]] = field(default_factory=dict)
    trace: list[str] = field(default_factory=list)
    themes: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    paper_words: set[str] = field(default_factory=set)
    other_names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    last_view: View | None = None  # the last sentence of the body that speaks of it

    def add(self, candidate: Candidate, why: str) -> None:
        """Take in one more telling sentence; once two parties are known only sure ones of their sort are added."""
        sorts = {_sort(name) for name, _, _ in self.parties.values()}
        sure_only = len(self.parties) >= 2
        self.sentences.append(candidate)
        self.trace.append(f"{_label(candidate)}: {why}")
        for name in candidate.parties:
            belief = candidate.belief_in(name)
            sure = belief >= SURE_PARTY and _sort(name) in sorts
            if name.party_id not in self.parties and (sure or not sure_only):
                self.parties[name.party_id] = (name, belief, candidate)
        papers = candidate.view.of_type("paper")
        self.themes.update(candidate.view.themes)
        self.papers.update(cue.value for cue in papers if cue.value != "other")
        self.paper_words.update(cue.text for cue in papers)
        self._note(candidate)

    def point(self, candidate: Candidate) -> None:
        """Take in a sentence that speaks of the agreement without telling of its conclusion."""
        self.pointing.append(candidate)
        self._note(candidate)

    def _note(self, candidate: Candidate) -> None:
        self.words |= candidate.words
        self.other_names.update(name.party_id for name in candidate.names if name.party_id not in self.parties)
        number = candidate.view.number
        if number is not None and number >= self.last_number:
            self.last_view = candidate.view

    @property
    def best(self) -> Candidate:
        """The sentence believed most."""
        return max(self.sentences, key=lambda candidate: candidate.belief)

    @property
    def last_number(self) -> int:
        """The number of that sentence; -1 where only the headline speaks of it."""
        return -1 if self.last_view is None or self.last_view.number is None else self.last_view.number

    @property
    def first_stage(self) -> str | None:
        """The status that the first sentence with one says."""
        return next((candidate.stage.status for candidate in self.sentences if candidate.stage), None)

    @property
    def is_background(self) -> bool:
        """Whether all that tells of it recalls something older."""
        return all(candidate.is_background for candidate in self.sentences)


def _sort(name: Name) -> str:
    return "state" if name.party_type in STATES else "organisation"


def _label(candidate: Candidate) -> str:
    return "title" if candidate.view.number is None else f"sentence {candidate.view.number}"
