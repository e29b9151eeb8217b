"""At which stage an agreement stands, from the tense and modality of the words of one sentence."""

from __future__ import annotations

import re

from etl.read.cues import Cue
from etl.read.record import record
from etl.read.view import View

# Where several stages are said in one sentence, the first of these that is said for certain counts:
# an end or a pause overrides what came before it, a signature overrides the plan that led to it.
_ORDER = ("ended", "suspended", "in_force", "signed", "agreed", "anticipated", "negotiating", "announced")
_INFINITIVE = re.compile(r"\bto(?:\s+\w+ly)?\s$", re.IGNORECASE)
_REACH = 40  # characters that a word of tense or modality reaches to the right
_CEREMONIES = frozenset({"signing", "signature", "signing ceremony", "signature ceremony", "inking ceremony"})
_CEREMONY_REACH = 20  # "the signing will be on Thursday"
_DONE = frozenset({"signed", "agreed", "announced", "in_force"})


@record
class Stage:
    """A status with the words that say it, their place and how surely they do (2 sure, 1 weak)."""

    status: str
    words: str
    start: int
    strength: int


def stages(view: View) -> list[Stage]:
    """Every stage that words of the sentence say, in order, tense and denial taken into account."""
    found = [_stage(view, cue) for cue in view.of_type("act", "joint")]
    found += [
        Stage("anticipated", cue.text, cue.start, 1) for cue in view.of_type("future") if cue.value == "anticipated"
    ]
    return sorted((stage for stage in found if stage is not None), key=lambda stage: stage.start)


def main_stage(view: View) -> Stage | None:
    """The stage that the sentence as a whole reports, None where no word says one."""
    said = view.once(stages)
    for strength in (2, 1):
        for status in _ORDER:
            for stage in said:
                if stage.status == status and stage.strength == strength:
                    return stage
    return None


def _stage(view: View, cue: Cue) -> Stage | None:
    if is_denied(view, cue):
        return None
    status, strength = cue.value, cue.strength
    modality = _modality(view, cue)
    if modality == "wished" and status in _DONE:
        status = "anticipated"
    elif modality == "will" and status in {"signed", "agreed", "in_force"} and cue.cue_type == "act":
        status, strength = "anticipated", strength if status != "in_force" else 1
    elif modality == "infinitive" and status in {"signed", "agreed"} and cue.cue_type == "act":
        status = "anticipated"
    return Stage(status, cue.text, cue.start, strength)


def _modality(view: View, cue: Cue) -> str | None:
    """Wished (plans to, is expected to), will, infinitive (to sign) or None, by the words just before."""
    for other in reversed(view.of_type("future")):
        gap = cue.start - other.end
        if 0 <= gap <= _REACH and "," not in view.text[other.end : cue.start]:
            return "wished" if other.value == "anticipated" else "will"
    if cue.text in _CEREMONIES and any(
        0 <= other.start - cue.end <= _CEREMONY_REACH for other in view.of_type("future")
    ):
        return "wished"
    return "infinitive" if _INFINITIVE.search(view.text, max(0, cue.start - 20), cue.start) else None


def is_denied(view: View, cue: Cue) -> bool:
    """Whether a negation stands just before the cue ("has not signed", "never agreed")."""
    for other in view.of_type("deny"):
        if 0 <= cue.start - other.end <= 20 and not (view.cues and other.text == "without"):
            return True
    return False
