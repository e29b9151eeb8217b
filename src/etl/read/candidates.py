"""One sentence weighed: who its names are, what stage it says, and whether it reports an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.read.capitals import NO_CAPITALS, Capitals
from etl.read.cues import Cue
from etl.read.judge import probabilities, wording_probability
from etl.read.names import STATES, Name, find_names
from etl.read.parties import MODIFIES, group_names, modifiers
from etl.read.parties import features as party_features
from etl.read.record import record
from etl.read.stages import Stage, is_denied, main_stage
from etl.read.view import View
from etl.read.wording import phrases

PARTY_AT_LEAST = 0.5
TELLING_AT_LEAST = 0.5  # belief from which a sentence tells of an agreement's conclusion
_LONGEST = 4000  # characters; a longer sentence is a text without stops
_FEW_SENTENCES = 5
_USUAL_SHARE = 0.4  # of the sentences of an article about technology, in the labelled pages
_IF = re.compile(r"\bif\b|\bwere\b.*\bwould\b")
_SUPPOSITION = re.compile(r"^if\b|\bwould be wise\b|\bwere it\b|\bhad it\b|\bwould make sense\b")
_WITH = re.compile(r"\b(?:with|between)\b")
_NEAR = 60  # characters within which a word of concluding and a noun for an agreement belong together


@record
class Context:
    """What the rest of the article tells of a sentence.

    ``people`` are what its capitals tell; ``themes_near`` are the themes of the title
    and of the two sentences before and after, nearest first; ``theme_share`` is the share
    of the article's sentences that name a theme, the usual one where there are few.
    """

    people: Capitals = NO_CAPITALS
    themes_near: tuple[str, ...] = ()
    theme_share: float = _USUAL_SHARE


@record
class Candidate:
    """A sentence that may speak of an agreement.

    ``belief`` is the judge's probability that it reports one, ``is_background``
    whether it recalls an older event. ``words`` are its longer words, those of agreement left out;
    ``again`` is what its wording says for its speaking of an agreement that was told before.
    """

    view: View
    names: tuple[Name, ...]
    beliefs: tuple[float, ...]
    parties: tuple[Name, ...]
    stage: Stage | None
    belief: float
    statements: dict[str, float]
    context: Context
    is_background: bool = False
    words: frozenset[str] = frozenset()
    again: float = 0.5

    def belief_in(self, name: Name) -> float:
        """The highest belief that this name's entity is a party; that of a resolved one is even."""
        own = [b for n, b in zip(self.names, self.beliefs, strict=True) if n.party_id == name.party_id]
        return max(own, default=PARTY_AT_LEAST)


_PLAIN_STAGES = frozenset({"anticipated", "in_force"})  # "planned", "already": too common to count alone


def is_worth_weighing(view: View) -> bool:
    """Whether the sentence has a word of agreement and somebody it could be about; most of the news has not."""
    if not view.cues or len(view.text) > _LONGEST:
        return False
    strong = any(
        cue.cue_type in {"paper", "joint"} or (cue.cue_type == "act" and cue.value not in _PLAIN_STAGES)
        for cue in view.cues
        if cue.strength == 2
    )
    if strong or view.has("sides", "two"):
        return True
    weak = any(cue.cue_type in {"paper", "joint", "act"} for cue in view.cues)
    return weak and (any(span.kind != "theme" for span in view.spans) or bool(view.themes))


def contexts(views: Sequence[View], people: Capitals) -> list[Context]:
    """The context of each sentence of one article."""
    few = len(views) < _FEW_SENTENCES
    share = _USUAL_SHARE if few else sum(bool(view.themes) for view in views) / len(views)
    title = [view for view in views if view.number is None]
    found = []
    for place in range(len(views)):
        around = [views[near] for near in (place - 1, place + 1, place - 2, place + 2) if 0 <= near < len(views)]
        near = dict.fromkeys(theme for view in around + title for theme in view.themes)
        found.append(Context(people, tuple(near), share))
    return found


def weigh(sentences: Sequence[tuple[View, Context]]) -> list[Candidate]:
    """Look at sentences as possible reports of agreements.

    Each step looks at all of them before the next one begins: what it works with stays at hand, which halves the time.
    """
    views = [view for view, _ in sentences]
    names = [tuple(find_names(view, context.people)) for view, context in sentences]
    beliefs = party_beliefs(
        [(view, own, context.people) for (view, context), own in zip(sentences, names, strict=True)]
    )
    parties = [_chosen(own, believed) for own, believed in zip(names, beliefs, strict=True)]
    stages = [main_stage(view) for view in views]
    said = [phrases(view.text, own) for view, own in zip(views, names, strict=True)]
    wording = [wording_probability("wording", words) for words in said]
    again = [wording_probability("again", words) for words in said]
    stated = [
        report_features(view, own, believed, concluding, stage, context, words)
        for (view, context), own, believed, concluding, stage, words in zip(
            sentences, names, beliefs, parties, stages, wording, strict=True
        )
    ]
    return [
        Candidate(view, own, believed, concluding, stage, belief, statements, context, False, _content(view), before)
        for (view, context), own, believed, concluding, stage, belief, statements, before in zip(
            sentences, names, beliefs, parties, stages, _beliefs(stated), stated, again, strict=True
        )
    ]


_LONGER_WORD = re.compile(r"[^\W\d_]{5,}")


def _content(view: View) -> frozenset[str]:
    """The longer words of a sentence without their plural s and without words of agreement."""
    cues = {word for cue in view.cues for word in cue.text.split()}
    return frozenset(word.rstrip("s") for word in _LONGER_WORD.findall(view.folded) if word not in cues)


def party_beliefs(sentences: Sequence[tuple[View, Sequence[Name], Capitals]]) -> list[tuple[float, ...]]:
    """For each name of each sentence the belief that it concludes; none in one that only says whence somebody is."""
    stated = [party_features(view, names, capitals, of_modifiers=False) for view, names, capitals in sentences]
    asked = [statements for own in stated for statements in own if MODIFIES not in statements]
    belief = iter(probabilities("party", asked))
    return [tuple(0.0 if MODIFIES in statements else next(belief) for statements in own) for own in stated]


# Whatever else is said: a denied, wished or merely supposed agreement is none, nor one on trade or a transfer.
_VETOES = (
    "denial beside the subject, nothing concluded",
    "wish and nothing concluded",
    "question",
    "supposition",
    "another kind of deal, no theme",
)
_VETOED = 0.1


def _beliefs(stated: Sequence[dict[str, float]]) -> list[float]:
    return [
        min(belief, _VETOED) if any(statements.get(veto) for veto in _VETOES) else belief
        for statements, belief in zip(stated, probabilities("report", stated), strict=True)
    ]


def with_parties(candidate: Candidate, parties: tuple[Name, ...]) -> Candidate:
    """The candidate weighed again with the parties that its words point back to."""
    wording = candidate.statements["wording"]
    statements = report_features(
        candidate.view, candidate.names, candidate.beliefs, parties, candidate.stage, candidate.context, wording
    )
    return replace(candidate, parties=parties, statements=statements, belief=_beliefs([statements])[0])


def _chosen(names: Sequence[Name], beliefs: tuple[float, ...]) -> tuple[Name, ...]:
    """The names believed to be parties, each entity once."""
    chosen: dict[str, Name] = {}
    for name, belief in zip(names, beliefs, strict=True):
        if belief >= PARTY_AT_LEAST:
            chosen.setdefault(name.party_id, name)
    names_of = [name.name for name in chosen.values()]
    return tuple(
        name  # "the US National Institute X (NIX)" and "National Institute X" are one
        for name in chosen.values()
        if not any(name.name != other and name.name.endswith(f" {other}") and len(other) > 12 for other in names_of)
    )


def report_features(
    view: View,
    names: Sequence[Name],
    beliefs: tuple[float, ...],
    parties: tuple[Name, ...],
    stage: Stage | None,
    context: Context,
    wording: float,
) -> dict[str, float]:
    """The statements about a sentence that the judge weighs: statement to value, absent means 0."""
    found: dict[str, float] = {}
    papers = view.of_type("paper")
    acts = view.of_type("act", "joint")
    for cue in view.cues:
        label = f"{cue.cue_type} {cue.value}" + (" (weak)" if cue.strength == 1 else "")
        if cue.cue_type in {"act", "joint"} and is_denied(view, cue):
            label = f"denied {cue.cue_type}"
        found[label] = 1.0
    sure_acts = [cue for cue in acts if cue.strength == 2 and not is_denied(view, cue)]
    sure_papers = [cue for cue in papers if cue.strength == 2]
    found["a sure act"] = float(bool(sure_acts))
    found["a sure paper"] = float(bool(sure_papers))
    found["act and paper together"] = float(
        any(abs(act.start - paper.start) <= _NEAR for act in sure_acts for paper in papers)
    )
    found[f"stage {stage.status if stage else 'none'}"] = 1.0
    count = len(parties)
    found["one party"] = float(count == 1)
    found["two or more parties"] = float(count >= 2)
    found["certain parties"] = min(sum(belief for belief in beliefs if belief > 0.5), 3.0)
    found["sides named again"] = float(view.has("sides"))
    states = any(name.party_type in STATES for name in parties)
    found["states and a paper"] = float(states and bool(papers))
    themes = len(view.themes)
    found["a theme"] = float(themes > 0)
    found["two or more themes"] = float(themes > 1)
    found["theme and paper"] = float(themes > 0 and bool(papers))
    found["theme, act and two parties"] = float(themes > 0 and bool(sure_acts) and count >= 2)
    found["paper and two parties"] = float(bool(papers) and count >= 2)
    found["sure act and two parties"] = float(bool(sure_acts) and count >= 2)
    found["paper joined to parties"] = float(_paper_joined(view, names))
    found["parties in one group"] = float(_one_group(view, names, parties))
    _add_doubts(found, view, stage, count, themes)
    found["wording"] = wording
    found["question"] = float(view.text.rstrip().endswith("?"))
    found["if"] = float(("if" in view.folded or "were" in view.folded) and bool(_IF.search(view.folded)))
    found["headline"] = float(view.is_headline)
    found["a theme nearby"] = float(bool(context.themes_near))
    found["a theme nearby, none here"] = float(bool(context.themes_near) and not view.themes)
    found["share of sentences with a theme"] = context.theme_share
    found["near the top"] = float((view.number or 0) <= 1)
    found["far down"] = float((view.number or 0) >= 8)
    found["short"] = float(len(view.text) < 60)
    return found


def _add_doubts(found: dict[str, float], view: View, stage: Stage | None, count: int, themes: int) -> None:
    """What speaks against: denial, wish, another kind of deal, each beside what would outweigh it."""
    concluded = stage is not None and stage.strength == 2 and stage.status in {"signed", "agreed", "in_force"}
    denials = [cue for cue in view.of_type("deny") if cue.strength == 2]
    subjects = view.of_type("paper", "act", "joint")
    found["denial and nothing concluded"] = float(bool(denials) and not concluded)
    found["denial beside the subject"] = float(
        any(
            abs(denial.end - cue.start) <= 25 or abs(cue.end - denial.start) <= 25
            for denial in denials
            for cue in subjects
        )
    )
    found["denial beside the subject, nothing concluded"] = float(
        not concluded and found["denial beside the subject"] > 0
    )
    found["supposition"] = float(not concluded and view.once(_is_supposition))
    found["no paper, not together"] = float(not view.has("paper") and not _sure(view, "joint"))
    found["no paper, not together, not signed"] = float(
        found["no paper, not together"] > 0 and not any(cue.value in {"signed", "agreed"} for cue in _sure(view, "act"))
    )
    found["wish and nothing concluded"] = float(view.has("doubt", "wish") and not concluded)
    found["wish or opinion beside the subject"] = float(
        any(-1 <= cue.start - doubt.end <= 25 for doubt in view.of_type("doubt") for cue in subjects)
    )
    foreign = view.has("foreign")
    found["another kind of deal, no theme"] = float(foreign and not themes)
    found["another kind of deal, one party"] = float(foreign and count < 2)
    found["two other kinds of deal"] = float(len(view.of_type("foreign")) > 1)
    found["merely announced by one"] = float(stage is not None and stage.status == "announced" and count < 2)
    found["merely announced, no paper"] = float(
        stage is not None and stage.status == "announced" and not view.has("paper") and not view.has("joint")
    )
    found["one party, no paper"] = float(count < 2 and not view.has("paper"))
    found["no theme, no word of technology"] = float(not themes and not view.has("tech"))


def _is_supposition(view: View) -> bool:
    folded = view.folded
    if not folded.startswith("if") and "would" not in folded and "were" not in folded and "had" not in folded:
        return False
    return bool(_SUPPOSITION.search(folded))


def _sure(view: View, cue_type: str) -> list[Cue]:
    return [cue for cue in view.of_type(cue_type) if cue.strength == 2]


def _paper_joined(view: View, names: Sequence[Name]) -> bool:
    """Whether a name touches the noun: "the US-Japan pact", "an accord between/with X"."""
    for paper in view.of_type("paper"):
        for name in names:
            if 0 <= paper.start - name.end <= 30 and view.text[name.end : name.end + 1] in "-–’'—/ ":
                return True
            if 0 <= name.start - paper.end <= 30 and _WITH.search(view.text[paper.end : name.start]):
                return True
    return False


def _one_group(view: View, names: Sequence[Name], parties: tuple[Name, ...]) -> bool:
    ids = {party.party_id for party in parties}
    if len(ids) < 2:
        return False
    for group in group_names(view, names, modifiers(view, names)):
        if len({names[member].party_id for member in group.members} & ids) >= 2:
            return True
    return False
