"""One report for all sentences of an article that speak of one agreement.

Steps, in reading order: a telling sentence (one that the judge believes reports an
agreement and that names those who conclude it, or points back to them) joins the report
it fits or opens a new one; a sentence that only points back ("the memorandum", "the two
sides") adds what it says to the last report; the headline joins last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl.read.background import introduces, is_background, refers
from etl.read.candidates import Candidate
from etl.read.coreference import resolved
from etl.read.names import Name

TELLING_AT_LEAST = 0.5  # belief from which a sentence speaks of an agreement's conclusion
PLAIN_AT_LEAST = 0.7  # the same for a sentence without any noun or act that belongs to agreements alone
OPENS_AT_LEAST = 0.4  # belief from which a further report is opened: a false one costs more than a missed one
COMMON_AT_LEAST = 0.5  # share of the smaller party list that two sentences of one agreement have in common
ALONE_AT_LEAST = 0.7  # belief from which one party alone is reported
SURE_REPORT = 0.6  # belief from which a sentence opens a further report whatever its words
SURE_PARTY = 0.9  # belief from which a later sentence adds a party to a report that has two


@dataclass(slots=True)
class Draft:
    """A report in the making. ``parties`` maps party_id to the name, the belief in it and its sentence."""

    sentences: list[Candidate] = field(default_factory=list)
    pointing: list[Candidate] = field(default_factory=list)
    parties: dict[str, tuple[Name, float, Candidate]] = field(default_factory=dict)
    trace: list[str] = field(default_factory=list)

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

    @property
    def themes(self) -> set[str]:
        """The themes of its telling sentences."""
        return {theme for candidate in self.sentences for theme in candidate.view.themes}


def _sort(name: Name) -> str:
    return "state" if name.party_type in {"country", "bloc"} else "organisation"


def draft_reports(candidates: Sequence[Candidate], published: date | None) -> list[Draft]:
    """The reports of one article from its weighed sentences (the title among them, with number None)."""
    drafts: list[Draft] = []
    body = [candidate for candidate in candidates if candidate.view.number is not None]
    for place, candidate in enumerate(body):
        if drafts and _goes_on(candidate, drafts):
            _spoken_of(candidate, drafts).pointing.append(candidate)
            continue
        whole = resolved(candidate, body[:place], _main_parties(drafts))
        needed = _needed(candidate)
        if whole.belief >= needed and (candidate.belief >= needed or _points_back(candidate)):
            _place(replace(whole, is_background=is_background(whole, published)), drafts)
        elif drafts and (candidate.view.has("sides") or candidate.view.has("paper")):
            _spoken_of(candidate, drafts).pointing.append(candidate)
    for title in candidates:
        if title.view.number is None:
            _place_title(title, drafts)
    return [draft for draft in drafts if _is_reportable(draft)]


def _goes_on(candidate: Candidate, drafts: list[Draft]) -> bool:
    """An item of a list that says what the report before it covers, or a further sentence of such an item."""
    if introduces(candidate) or candidate.view.number is None:
        return False
    last = max((known for draft in drafts for known in draft.sentences + draft.pointing), key=_number)
    if candidate.view.is_list_item:
        return candidate.view.number - _number(last) <= 2
    return last.view.is_list_item and last.view.block == candidate.view.block


def _number(candidate: Candidate) -> int:
    return -1 if candidate.view.number is None else candidate.view.number


def _spoken_of(candidate: Candidate, drafts: list[Draft]) -> Draft:
    """The latest report that was called by the same noun ("the memorandum"), else the latest."""
    nouns = {paper.value for paper in candidate.view.of_type("paper") if paper.strength == 2}
    for draft in reversed(drafts):
        if nouns & {paper.value for known in draft.sentences for paper in known.view.of_type("paper")} - {"other"}:
            return draft
    return drafts[-1]


def _needed(candidate: Candidate) -> float:
    """The belief that a sentence needs: more where no noun for an agreement, signature or joint act stands in it."""
    plain = candidate.statements.get("no paper, not together, not signed", 0.0) > 0
    return PLAIN_AT_LEAST if plain else TELLING_AT_LEAST


def _points_back(candidate: Candidate) -> bool:
    """Whether a sentence that tells nothing by itself tells of parties named before it: "the two", "an MoU on ..."."""
    return candidate.view.has("sides") or (introduces(candidate) and not candidate.parties)


def _main_parties(drafts: list[Draft]) -> tuple[Name, ...]:
    """The parties of the report that is being spoken of."""
    return tuple(name for name, _, _ in drafts[-1].parties.values()) if drafts else ()


def _place(candidate: Candidate, drafts: list[Draft]) -> None:
    """Join the report that fits best, open a new one, or else support one that shares a party."""
    fitting = [(share, draft) for draft in drafts if (share := _common(candidate, draft)) >= COMMON_AT_LEAST]
    if fitting:
        best = max(fitting, key=lambda pair: pair[0])[1]
        named = _spoken_of(candidate, drafts)
        if refers(candidate) and any(draft is named for _, draft in fitting):
            best = named
        if not _is_separate(candidate, best):
            best.add(candidate, "same parties")
            return
    if not drafts or fitting or _opens_further(candidate):
        draft = Draft()
        draft.add(candidate, f"reports an agreement ({candidate.belief:.2f})")
        drafts.append(draft)
        return
    ids = {party.party_id for party in candidate.parties}
    for draft in reversed(drafts):
        if ids & set(draft.parties) or refers(candidate):
            draft.pointing.append(candidate)
            return


def _opens_further(candidate: Candidate) -> bool:
    """Whether a sentence is telling enough to open a further report: two parties that conclude something."""
    if len(candidate.parties) < 2 or candidate.belief < OPENS_AT_LEAST or refers(candidate):
        return False
    concluded = candidate.stage is not None and candidate.stage.strength == 2
    if candidate.belief >= SURE_REPORT:
        return True
    return introduces(candidate) or (concluded and candidate.view.has("paper")) or candidate.view.has("joint")


def _is_separate(candidate: Candidate, draft: Draft) -> bool:
    """A further agreement of the same parties: a new noun with "a", "another" or a list number, on another theme."""
    themes = set(candidate.view.themes)
    if not themes or themes & draft.themes or not introduces(candidate):
        return False
    return candidate.view.has("again") or candidate.view.is_list_item or any(map(introduces, draft.sentences))


def _common(candidate: Candidate, draft: Draft) -> float:
    """How far the party lists agree: the share of the smaller one that both name.

    A new agreement ("a", "another") that has one party in common and one of its own is another one.
    """
    ids = {party.party_id for party in candidate.parties}
    both = len(ids & set(draft.parties))
    smaller = min(len(ids), len(draft.parties))
    if not both or (both == 1 and smaller > 1 and (introduces(candidate) or candidate.view.has("again"))):
        return 0.0
    return both / smaller


def _place_title(title: Candidate, drafts: list[Draft]) -> None:
    """The headline belongs to the report with the most parties in common, to the first if it names nobody.

    Where no sentence of the body tells of the agreement that a headline tells of, it opens the report.
    """
    if title.belief < TELLING_AT_LEAST:
        return
    best = max(drafts, key=lambda draft: _common(title, draft), default=None)
    if best is not None and (_common(title, best) > 0 or not title.parties):
        best.add(title, "headline")
    elif len(title.parties) >= 2 and (best is None or title.belief >= SURE_REPORT):
        draft = Draft()
        draft.add(title, f"headline reports an agreement ({title.belief:.2f})")
        drafts.append(draft)


def _is_reportable(draft: Draft) -> bool:
    """It has a party and a theme of technology; without one it must be the more certain, and the theme near."""
    belief = max(candidate.belief for candidate in draft.sentences)
    if len(draft.parties) < 2 and belief < ALONE_AT_LEAST:
        return False
    near = any(candidate.context.themes_near or candidate.view.has("tech", "science") for candidate in draft.sentences)
    return bool(draft.parties) and (bool(draft.themes) or (near and belief >= SURE_REPORT))


def _label(candidate: Candidate) -> str:
    return "title" if candidate.view.number is None else f"sentence {candidate.view.number}"
