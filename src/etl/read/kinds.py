"""What kind of agreement it is, from the nouns that name it."""

from __future__ import annotations

from collections.abc import Sequence

from etl.read.cues import Cue
from etl.read.view import View

# The more specific the noun, the more it says; a plain "deal" or "agreement" says only that there is one.
_SPECIFIC = {
    "memorandum": 9, "treaty": 8, "contract": 7, "joint_statement": 6, "dialogue": 5, "framework": 4,
    "investment": 4, "funding": 4, "partnership": 3, "other": 2,
}


def paper_cues(view: View) -> list[Cue]:
    """The nouns of the sentence that name an agreement."""
    return view.of_type("paper")


def kind_of(views: Sequence[View]) -> tuple[str, str]:
    """The kind that these sentences, the most telling first, give an agreement, and the word that says so.

    A sure word of an earlier sentence beats one of a later sentence unless that one is more
    specific; without any noun, acting together is a partnership.
    """
    best: tuple[float, str, str] | None = None
    for place, view in enumerate(views):
        for cue in paper_cues(view):
            weight = _SPECIFIC[cue.value] + (10 if cue.strength == 2 else 0) - 1.5 * min(place, 4)
            if best is None or weight > best[0]:
                best = (weight, cue.value, cue.text)
    if best is not None:
        return best[1], best[2]
    together = any(cue.strength == 2 for view in views for cue in view.of_type("joint"))
    concluded = any(cue.value in {"signed", "agreed"} for view in views for cue in view.of_type("act"))
    if together and not concluded:
        return "partnership", "acting together"
    return "other", "no noun"
