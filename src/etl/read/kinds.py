"""What kind of agreement it is, from the nouns that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.read.candidates import Candidate
from etl.read.cues import Cue
from etl.read.view import View

# The more specific the noun, the more it says; a plain "deal" or "agreement" says only that there is one.
_SPECIFIC = {
    "memorandum": 9,
    "treaty": 8,
    "contract": 7,
    "joint_statement": 6,
    "dialogue": 5,
    "framework": 4,
    "investment": 4,
    "funding": 4,
    "partnership": 3,
    "other": 2,
}


_NEAR = 60  # characters between a noun and the act that it is the object of
_BESIDE_ACT = 2.5
_MODIFIER = 6.0
_SURE = 9.0  # a sure noun somewhere, or a weak specific one beside the act


# Where money is paid for these, it is a contract.
_BOUGHT = re.compile(
    r"\b(?:suppl(?:y|ies|ied)|orders?|ordered|buys?|bought|purchases?|deliver\w*|procure\w*|sells?|sold)\b"
)


def paper_cues(view: View) -> Sequence[Cue]:
    """The nouns of the sentence that name an agreement."""
    return view.of_type("paper")


def kind_of(sentences: Sequence[Candidate], pays: bool) -> tuple[str, str]:
    """The kind that these sentences, the most telling first, give an agreement, and the word that says so.

    A sure word beats a weak one, a word beside the act of concluding one far from it, an earlier
    sentence a later one, a specific word a general one. Without any noun, acting together is a
    partnership and money promised is funding or investment.
    """
    best: tuple[float, str, str] | None = None
    for place, candidate in enumerate(sentences):
        for cue in paper_cues(candidate.view):
            weight = _SPECIFIC[cue.value] + (10 if cue.strength == 2 else 0) - 1.5 * min(place, 4)
            weight += _BESIDE_ACT if candidate.stage and abs(cue.start - candidate.stage.start) <= _NEAR else 0.0
            weight -= _MODIFIER if _is_followed_by_paper(candidate.view, cue) else 0.0
            if best is None or weight > best[0]:
                best = (weight, cue.value, cue.text)
    if best is not None and (best[0] >= _SURE or not pays):
        return best[1], best[2]
    views = [candidate.view for candidate in sentences]
    together = any(cue.strength == 2 for view in views for cue in view.of_type("joint"))
    concluded = any(cue.value in {"signed", "agreed"} for view in views for cue in view.of_type("act"))
    if together and not concluded:
        return "partnership", "acting together"
    if pays:
        if any("invest" in cue.text for view in views for cue in view.of_type("act", "paper")):
            return "investment", "invests"
        bought = next((match for view in views if (match := _BOUGHT.search(view.folded))), None)
        return ("contract", bought.group()) if bought else ("funding", "money is promised")
    return "other", "no noun"


def _is_followed_by_paper(view: View, cue: Cue) -> bool:
    """Whether the noun only says what the next is about: "a cooperation agreement"."""
    return any(0 <= other.start - cue.end <= 2 for other in paper_cues(view))
