"""One report for all sentences of an article that speak of one agreement.

Steps, in reading order: an event sentence (one that the judge believes reports an
agreement) joins the report it fits or opens a new one; the headline joins last;
sentences that only point back ("the memorandum", "the two sides") add what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.read.candidates import Candidate
from etl.read.names import Name

EVENT_AT_LEAST = 0.5  # belief from which a sentence opens a report
JOIN_AT_LEAST = 0.5  # share of the smaller party list that must be common


@dataclass(slots=True)
class Draft:
    """A report in the making: its sentences, most telling first, and its parties with the belief in each."""

    sentences: list[Candidate] = field(default_factory=list)
    pointing: list[Candidate] = field(default_factory=list)
    parties: dict[str, tuple[Name, float, Candidate]] = field(default_factory=dict)
    trace: list[str] = field(default_factory=list)

    def add(self, candidate: Candidate, why: str) -> None:
        """Take in one more event sentence."""
        self.sentences.append(candidate)
        self.trace.append(f"{_label(candidate)}: {why}")
        for name, belief in zip(candidate.names, candidate.beliefs, strict=True):
            known = self.parties.get(name.party_id)
            if any(party.party_id == name.party_id for party in candidate.parties) and (
                known is None or belief > known[1]
            ):
                self.parties[name.party_id] = (name, belief, candidate)

    @property
    def themes(self) -> set[str]:
        """The themes of its sentences."""
        return {theme for candidate in self.sentences for theme in candidate.view.themes}


def draft_reports(candidates: Sequence[Candidate]) -> list[Draft]:
    """The reports of one article from its weighed sentences (the title among them, with number None)."""
    drafts: list[Draft] = []
    titles = [candidate for candidate in candidates if candidate.view.number is None]
    for candidate in candidates:
        if candidate.view.number is None:
            continue
        if candidate.belief >= EVENT_AT_LEAST:
            _place(candidate, drafts)
        elif drafts and (candidate.view.has("sides") or candidate.view.has("paper")):
            drafts[-1].pointing.append(candidate)
    for title in titles:
        _place_title(title, drafts)
    return [draft for draft in drafts if _is_reportable(draft)]


def _place(candidate: Candidate, drafts: list[Draft]) -> None:
    """Join the report that fits best, else open a new one."""
    if len(candidate.parties) < 2 and drafts and not candidate.view.has("again"):
        drafts[-1].add(candidate, "points back")
        return
    fitting = [(overlap, draft) for draft in drafts if (overlap := _overlap(candidate, draft)) >= JOIN_AT_LEAST]
    if fitting:
        best = max(fitting, key=lambda pair: pair[0])[1]
        separate = candidate.view.has("again") and candidate.view.has("paper") and not _same_themes(candidate, best)
        if not separate:
            best.add(candidate, "same parties")
            return
    draft = Draft()
    draft.add(candidate, "reports an agreement")
    drafts.append(draft)


def _same_themes(candidate: Candidate, draft: Draft) -> bool:
    themes = set(candidate.view.themes)
    return not themes or bool(themes & draft.themes)


def _overlap(candidate: Candidate, draft: Draft) -> float:
    """The share of the smaller party list that both name."""
    ids = {party.party_id for party in candidate.parties}
    if not ids or not draft.parties:
        return 0.0
    return len(ids & set(draft.parties)) / min(len(ids), len(draft.parties))


def _place_title(title: Candidate, drafts: list[Draft]) -> None:
    """The headline belongs to the report with the most parties in common, else to the first."""
    if title.belief < EVENT_AT_LEAST:
        return
    fitting = sorted(drafts, key=lambda draft: -_overlap(title, draft))
    if fitting:
        fitting[0].add(title, "headline")


def _is_reportable(draft: Draft) -> bool:
    return bool(draft.themes or any(candidate.view.has("tech") for candidate in draft.sentences))


def _label(candidate: Candidate) -> str:
    return "title" if candidate.view.number is None else f"sentence {candidate.view.number}"
