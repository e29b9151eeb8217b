"""Which sentences of an article speak of one agreement, and which drafts are worth reporting: what the judge weighs.

Plain statements for two of the judge's models: "same" (does this sentence speak of the
agreement of this draft) and "agreement" (is this draft the report of an agreement).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etl.read.background import introduces, refers
from etl.read.candidates import TELLING_AT_LEAST, Candidate
from etl.read.draft import Draft
from etl.read.judge import probabilities
from etl.read.names import STATES
from etl.read.view import View

_FURTHER = re.compile(
    r"^[“\"']?(?:separately|meanwhile|elsewhere|in addition|additionally|also|another|besides|further|furthermore|"
    r"a (?:second|third|fourth|fifth|further|separate)|the (?:second|third|fourth|other)|on the (?:same|sidelines)|"
    r"two (?:other|more)|other|others|one (?:of|other)|alongside|similarly|"
    r"last (?:year|month)|earlier|previously|in 20\d\d)\b"
)
_ALSO = re.compile(
    r"\b(?:also|separate(?:ly)?|another|alongside|in addition|besides|meanwhile|elsewhere|"
    r"(?:a|the) (?:second|third|fourth|fifth|further|different|parallel)|likewise|as well)\b"
)
_BACK = re.compile(
    r"\b(?:under (?:the|this|it|its)|the (?:deal|agreement|pact|accord|memorandum|mou|contract|partnership|project|"
    r"plan|programme|program|framework|treaty|document|arrangement|initiative|venture|statement|declaration|dialogue|"
    r"signing|talks|move|announcement|investment|scheme|text|fund|money|two|three|sides|parties|partners)|"
    r"this (?:deal|agreement|partnership|collaboration|is|will|would)|"
    r"it (?:will|would|is|also|covers|calls|provides|sets|includes))\b"
)
_GENERAL = frozenset({"other"})
_NAMED_AGAIN = re.compile(r"(?:(?:Through|Under|By|With|In) )?(?:[Tt]he|[Tt]his) (?=[a-z])")
_PLAINLY_SAME = 0.8


def beliefs_in_same(candidate: Candidate, drafts: Sequence[Draft]) -> list[float]:
    """For each draft the judge's belief that the sentence speaks of its agreement.

    It is 0 where it tells of an agreement of others altogether, or says that it is another, whatever its words.
    """
    stated = [same_statements(candidate, draft, drafts) for draft in drafts]
    found: list[float] = []
    for draft, statements, belief in zip(drafts, stated, probabilities("same", stated), strict=True):
        if _is_of_others(candidate, statements) or _is_another(candidate, statements):
            found.append(0.0)
        else:
            found.append(max(belief, _PLAINLY_SAME) if _is_named_again(candidate, draft, drafts) else belief)
    return found


def _is_named_again(candidate: Candidate, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the sentence begins with "the memorandum" or "through this memorandum", and only ``draft`` is one."""
    match = _NAMED_AGAIN.match(candidate.view.text)
    if match is None or introduces(candidate):
        return False
    words = {cue.text for cue in candidate.view.of_type("paper") if cue.start == match.end()}
    return bool(words) and [other for other in drafts if words & other.paper_words] == [draft]


def _is_of_others(candidate: Candidate, statements: Mapping[str, float]) -> bool:
    """Whether a telling sentence of the body and the draft have two parties each and nobody in common."""
    return (
        candidate.belief >= TELLING_AT_LEAST
        and statements["brings in a new one"] > 0
        and candidate.view.number is not None
        and min(statements["parties"], statements["parties of the draft"]) >= 2
        and not (statements["parties in common"] or statements["party names in common"])
        and not statements["other names in common"]
    )


def _is_another(candidate: Candidate, statements: Mapping[str, float]) -> bool:
    """Whether a telling sentence of the body says itself that it speaks of another agreement than the draft's.

    It is another item of the same list, or it brings in one more ("They also signed a ..."), or one on other themes.
    """
    if candidate.belief < TELLING_AT_LEAST or candidate.view.number is None:
        return False
    is_new, is_elsewhere = statements["brings in a new one"] > 0, statements["only other themes"] > 0
    return (
        statements["both are list items"] > 0
        or statements["begins as a further one"] > 0
        or (statements["says also"] > 0 and (is_new or is_elsewhere))
        or (is_elsewhere and is_new and not candidate.view.has("sides"))
        or (is_elsewhere and statements["each has a party of its own"] > 0)
    )


def same_statements(candidate: Candidate, draft: Draft, drafts: Sequence[Draft]) -> dict[str, float]:
    """What speaks for and against the sentence being about the agreement of ``draft``, one of ``drafts``."""
    found: dict[str, float] = {}
    _add_parties(found, candidate, draft)
    _add_words(found, candidate, draft)
    _add_places(found, candidate, draft, drafts)
    common = {id(other): len(candidate.words & other.words) for other in drafts}
    mine = common.pop(id(draft), 0)
    found["words in common"] = float(min(mine, 8))
    found["share of words in common"] = mine / max(1, len(candidate.words))
    found["more words in common than with others"] = float(mine - max(common.values(), default=0))
    found["wording"] = candidate.again
    found["belief"] = candidate.belief
    found["drafts"] = float(min(len(drafts), 6))
    return found


def _add_parties(found: dict[str, float], candidate: Candidate, draft: Draft) -> None:
    own = {party.party_id for party in candidate.parties}
    theirs = set(draft.parties)
    both = own & theirs
    named = {name.party_id for name in candidate.names} & theirs
    types = {party.party_id: party.party_type for party in candidate.parties}
    found["parties in common"] = float(len(both))
    found["parties of its own"] = float(len(own - theirs))
    found["parties it lacks"] = float(len(theirs - own))
    found["parties"] = float(len(own))
    found["parties of the draft"] = float(len(theirs))
    found["share of the smaller party list"] = len(both) / min(len(own), len(theirs)) if own and theirs else 0.5
    found["share of all parties"] = len(both) / len(own | theirs) if own and theirs else 0.5
    found["party names in common"] = float(len(named))
    found["share of the draft's parties named"] = len(named) / len(theirs) if theirs else 0.0
    found["each has a party of its own"] = float(bool(own - theirs) and bool(theirs - own))
    found["an organisation in common"] = float(any(types[party] not in STATES for party in both))
    found["an organisation of its own"] = float(any(types[party] not in STATES for party in own - theirs))
    found["the draft has one party"] = float(len(theirs) == 1)
    unseen = [
        belief
        for name, belief in zip(candidate.names, candidate.beliefs, strict=True)
        if name.party_id not in theirs and name.party_type not in STATES
    ]
    found["organisations that are not in the draft"] = float(min(sum(belief >= 0.2 for belief in unseen), 4))
    found["belief in an organisation not in the draft"] = max(unseen, default=0.0)
    other = {name.party_id for name in candidate.names} - own
    found["other names in common"] = float(len(other & draft.other_names))


def _words_of(view: View) -> dict[str, float]:
    """What the words of a sentence say, whatever the draft."""
    return {
        "again": float(view.has("again")),
        "begins as a further one": float(bool(_FURTHER.match(view.folded))),
        "says also": float(bool(_ALSO.search(view.folded))),
        "points back": float(bool(_BACK.search(view.folded))),
        "the two sides": float(view.has("sides")),
        "a paper": float(view.has("paper")),
        "no theme": float(not view.themes),
        "is headline": float(view.number is None),
        "is a list item": float(view.is_list_item),
    }


def _add_words(found: dict[str, float], candidate: Candidate, draft: Draft) -> None:
    view = candidate.view
    papers = {cue.value for cue in view.of_type("paper")} - _GENERAL
    words = {cue.text for cue in view.of_type("paper")}
    themes = set(view.themes)
    common = themes & draft.themes
    found |= view.once(_words_of)
    found["brings in a new one"] = float(introduces(candidate))
    found["refers to a known one"] = float(refers(candidate))
    found["same sort of paper"] = float(bool(papers & draft.papers))
    found["another sort of paper"] = float(bool(papers and draft.papers and not papers & draft.papers))
    found["same word for the paper"] = float(bool(words & draft.paper_words))
    found["themes in common"] = float(len(common))
    found["themes of its own"] = float(len(themes - draft.themes))
    found["only other themes"] = float(bool(themes and draft.themes and not common))
    stage, first = candidate.stage, draft.first_stage
    found["no stage"] = float(stage is None)
    found["same stage"] = float(stage is not None and stage.status == first)
    found["another stage"] = float(stage is not None and first is not None and stage.status != first)
    found["background"] = float(candidate.is_background)
    found["the draft is background"] = float(draft.is_background)
    found["both background"] = float(candidate.is_background and draft.is_background)
    found["one is background"] = float(candidate.is_background != draft.is_background)


def _add_places(found: dict[str, float], candidate: Candidate, draft: Draft, drafts: Sequence[Draft]) -> None:
    view, last = candidate.view, draft.last_view
    number = -1 if view.number is None else view.number
    found["sentences between"] = float(min(number - draft.last_number, 12))
    found["same paragraph"] = float(last is not None and view.block == last.block)
    found["both are list items"] = float(
        view.is_list_item and last is not None and last.is_list_item and number != draft.last_number
    )
    found["the last one spoken of"] = float(draft is max(drafts, key=lambda other: other.last_number))
    found["the first one"] = float(draft is drafts[0])
    found["the same sentence"] = float(number == draft.last_number)


def agreement_statements(draft: Draft, drafts: Sequence[Draft]) -> dict[str, float]:
    """What speaks for and against the draft being the report of an agreement, among the article's ``drafts``."""
    beliefs = sorted((candidate.belief for candidate in draft.sentences), reverse=True)
    best = draft.best
    names = [name for name, _, _ in draft.parties.values()]
    sure = sorted((belief for _, belief, _ in draft.parties.values()), reverse=True)
    states = sum(name.party_type in STATES for name in names)
    unresolved = sum(name.party_type == "unresolved" for name in names)
    found = {
        "belief of the best sentence": beliefs[0],
        "belief of the second sentence": beliefs[1] if len(beliefs) > 1 else 0.0,
        "telling sentences": float(sum(belief >= 0.5 for belief in beliefs)),
        "sentences": float(len(draft.sentences)),
        "sentences that point back": float(min(len(draft.pointing), 8)),
        "in the headline": float(any(candidate.view.number is None for candidate in draft.sentences)),
        "parties": float(min(len(names), 5)),
        "states": float(min(states, 4)),
        "parties that no list has": float(min(unresolved, 4)),
        "listed organisations": float(min(len(names) - states - unresolved, 4)),
        "belief in the first party": sure[0] if sure else 0.0,
        "belief in the second party": sure[1] if len(sure) > 1 else 0.0,
        "themes": float(min(len(draft.themes), 4)),
        "a theme nearby": float(any(candidate.context.themes_near for candidate in draft.sentences)),
        "share of sentences with a theme": best.context.theme_share,
        "first sentence": float(min(max(best.view.number or 0, 0), 30)),
        "background": float(draft.is_background),
        "drafts": float(min(len(drafts), 8)),
        "the first one": float(draft is drafts[0]),
        f"stage {best.stage.status if best.stage else 'none'}": 1.0,
        "papers": float(min(len(draft.paper_words), 4)),
        "another kind of deal": float(sum(candidate.view.has("foreign") for candidate in draft.sentences)),
        "doubt": float(best.view.has("doubt")),
        "denial": float(best.view.has("deny")),
        "brings in a new one": float(any(introduces(candidate) for candidate in draft.sentences)),
    }
    for sort in draft.papers or {"other" if draft.paper_words else "none"}:
        found[f"paper {sort}"] = 1.0
    return found
