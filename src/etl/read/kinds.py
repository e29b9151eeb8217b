"""What kind of agreement it is, from the nouns that name it and the words around them.

The nouns say most ("memorandum"), but a "deal" may be anything and "a contract under the
partnership" is both. What the judge weighs are plain statements about one kind and one
draft; the kind believed most is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.read.candidates import Candidate
from etl.read.cues import Cue
from etl.read.draft import Draft
from etl.read.judge import probabilities, wording_probability
from etl.read.names import STATES
from etl.read.statuses import wording_of
from etl.read.view import View

# The more specific the noun, the more it says; a plain "deal" or "agreement" says only that there is one.
KINDS = {
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


_GRANTED = re.compile(r"\b(?:grants?|funds?|funding|subsid\w+|loans?|aid|financ\w+)\b")
_STAKE = re.compile(r"\b(?:stakes?|shares?|equity|acquir\w+|buyout)\b")
# Where money is paid for these, it is a contract.
_BOUGHT = re.compile(
    r"\b(?:suppl(?:y|ies|ied)|orders?|ordered|buys?|bought|purchases?|deliver\w*|procure\w*|sells?|sold)\b"
)


def paper_cues(view: View) -> Sequence[Cue]:
    """The nouns of the sentence that name an agreement."""
    return view.of_type("paper")


def kind_of(draft: Draft, pays: bool) -> tuple[str, str]:
    """The kind of the draft's agreement and the word that says so; ``pays`` says that money is promised in it."""
    said, word = by_nouns(draft.sentences, pays)
    stated = dict(kind_statements(draft, pays, said))
    beliefs = probabilities("kind", list(stated.values()))
    _, kind = max(zip(beliefs, stated, strict=True))
    if said != kind:
        cues = [cue for candidate in draft.sentences for cue in paper_cues(candidate.view) if cue.value == kind]
        word = cues[0].text if cues else "the wording as a whole"
    return kind, word


def kind_statements(draft: Draft, pays: bool, said: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Each kind with what speaks for and against it; ``said`` is what ``by_nouns`` says."""
    words = wording_of(draft.sentences)
    folded = " ".join(candidate.view.folded for candidate in draft.sentences)
    papers = [
        (place, candidate, cue) for place, candidate in enumerate(draft.sentences) for cue in paper_cues(candidate.view)
    ]
    shared = {
        f"the nouns say {said}": 1.0,
        "pays": float(pays),
        "states": float(min(sum(name.party_type in STATES for name, _, _ in draft.parties.values()), 4)),
        "parties": float(min(len(draft.parties), 5)),
        "acting together": float(any(candidate.view.has("joint") for candidate in draft.sentences)),
        "bought": float(bool(_BOUGHT.search(folded))),
        "invests": float("invest" in folded),
        "grants": float(bool(_GRANTED.search(folded))),
        "a stake": float(bool(_STAKE.search(folded))),
        **{f"stage {candidate.stage.status}": 1.0 for candidate in draft.sentences if candidate.stage},
    }
    for kind in KINDS:
        mine = [(place, candidate, cue) for place, candidate, cue in papers if cue.value == kind]
        yield (
            kind,
            {
                **shared,
                f"kind {kind}": 1.0,
                "the nouns say it": float(said == kind),
                "wording": wording_probability(f"kind {kind}", words),
                "weight of its best noun": max([_weight(place, own, cue) for place, own, cue in mine], default=0.0),
                "its nouns": float(min(len(mine), 5)),
                "its nouns in the headline": float(any(candidate.view.number is None for _, candidate, _ in mine)),
                "its nouns where it is pointed back to": float(
                    min(sum(cue.value == kind for c in draft.pointing for cue in paper_cues(c.view)), 4)
                ),
                "other nouns": float(min(len(papers) - len(mine), 6)),
            },
        )


def _weight(place: int, candidate: Candidate, cue: Cue) -> float:
    """How much a noun says for its kind, in the sentence at ``place`` of those that tell of the agreement."""
    weight = KINDS[cue.value] + (10 if cue.strength == 2 else 0) - 1.5 * min(place, 4)
    weight += _BESIDE_ACT if candidate.stage and abs(cue.start - candidate.stage.start) <= _NEAR else 0.0
    return weight - (_MODIFIER if _is_followed_by_paper(candidate.view, cue) else 0.0)


def by_nouns(sentences: Sequence[Candidate], pays: bool) -> tuple[str, str]:
    """The kind that the nouns of these sentences, the most telling first, say, and the word that says so.

    A sure word beats a weak one, a word beside the act of concluding one far from it, an earlier
    sentence a later one, a specific word a general one. Without any noun, acting together is a
    partnership and money promised is funding or investment.
    """
    best: tuple[float, str, str] | None = None
    for place, candidate in enumerate(sentences):
        for cue in paper_cues(candidate.view):
            weight = _weight(place, candidate, cue)
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
