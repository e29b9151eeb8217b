"""Which agreement of an article was concluded under which other one, where the words say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.read.background import introduces
from etl.read.candidates import Candidate
from etl.read.draft import Draft
from etl.read.titles import proper_name

# "a loan agreement under the Vision", "signed as part of the framework agreement"
_UNDER = re.compile(
    r"\b(?:under|as (?:a )?part of|within (?:the framework of )?|in the framework of|pursuant to|on the basis of)\s"
    r"(?:the|this|that|their|its)\s([^,.;:()]{3,80})",
    re.IGNORECASE,
)


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the one that it is a part of; None where no sentence says so plainly."""
    names = [proper_name([candidate.view for candidate in draft.sentences]) for draft in drafts]
    found = [_parent(part, drafts, names) for part in range(len(drafts))]
    return [None if above is None or found[above] == part else above for part, above in enumerate(found)]


def _parent(part: int, drafts: Sequence[Draft], names: Sequence[str | None]) -> int | None:
    for candidate in drafts[part].sentences:
        for match in _UNDER.finditer(candidate.view.text):
            named = [
                other
                for other, name in enumerate(names)
                if other != part and name and name != names[part] and name in match.group()
            ]
            meant = named or _by_its_noun(candidate, match, part, drafts)
            if len(meant) == 1:
                return meant[0]
    return None


def _by_its_noun(candidate: Candidate, match: re.Match[str], part: int, drafts: Sequence[Draft]) -> list[int]:
    """The other drafts that the noun behind "under the" may mean, where the sentence brings in a new agreement."""
    words = {cue.text for cue in candidate.view.of_type("paper") if match.start() <= cue.start < match.end()}
    if not introduces(candidate) or not words or words & _brought_in(candidate, match):
        return []
    return [other for other, draft in enumerate(drafts) if other != part and words & draft.paper_words]


def _brought_in(candidate: Candidate, match: re.Match[str]) -> set[str]:
    """The nouns for an agreement that stand outside "under the ..."."""
    papers = candidate.view.of_type("paper")
    return {cue.text for cue in papers if not match.start() <= cue.start < match.end()}
