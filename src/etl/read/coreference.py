"""Who "the two sides", "both companies", "it" and "the chipmaker" are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.read.candidates import Candidate, with_parties
from etl.read.capitals import FIRM_NOUN
from etl.read.names import STATES, Name

_ONE_AGAIN = re.compile(
    r"\b(?:it|its|the (?:company|firm|group|chipmaker|carmaker|operator|agency|university|institute|government|"
    r"kingdom|start-?up|bank|utility|ministry|developer|supplier))\b",
    re.IGNORECASE,
)
# "The Belgian firm", "the South Korean battery maker", "its Belgian partner": one named before, by its home.
_OF_A_COUNTRY = re.compile(
    rf"\b(?:the|its|their)\s(?=[A-Z])[\w.-]+(?:\s[\w.-]+){{0,3}}?\s(?:partner|side|team|centre|center|{FIRM_NOUN})\b",
    re.IGNORECASE,
)
_APART = 40  # characters between an organisation and the country that it is said to be from
_LIKELY = 0.4  # belief from which a name is one that may be meant again
_LOOK_BACK = 3  # sentences with words of agreement, back from the one to be resolved


def resolved(candidate: Candidate, before: Sequence[Candidate], main: tuple[Name, ...]) -> Candidate:
    """The candidate with its missing parties filled in from what was said before, if its words ask for that.

    ``before`` are the weighed sentences that precede it, ``main`` the parties of the
    report that is being spoken of.
    """
    candidate = _with_homes(candidate, main)
    if len(candidate.parties) >= 2:
        return candidate
    meant = _by_their_country(candidate, before)
    if meant:
        candidate = _with(candidate, meant)
        if len(candidate.parties) >= 2:
            return candidate
    if candidate.view.has("sides", "two") or candidate.view.has("sides", "three"):
        pair = _last_pair(before) or main
        known = {name.party_id for name in pair}
        if pair and not any(name.party_id in known for name in candidate.parties):
            return with_parties(candidate, pair)
        return _with(candidate, pair)
    if not candidate.parties or candidate.parties[0].party_id in {name.party_id for name in main}:
        return _with(candidate, main)
    if _ONE_AGAIN.search(candidate.view.text):
        return _with(candidate, (main or _subject(before))[:1])
    return candidate


def _with_homes(candidate: Candidate, main: tuple[Name, ...]) -> Candidate:
    """A ministry without a country is that of the state that is spoken of but not named in the sentence."""
    bodies = [name for name in candidate.parties if name.party_type == "government_body" and name.iso3 is None]
    named = {name.party_id for name in candidate.parties}
    states = [name for name in main if name.party_type in STATES and name.party_id not in named]
    if len(bodies) != 1 or len(states) != 1:
        return candidate
    home = replace(states[0], start=bodies[0].start, end=bodies[0].end)
    return replace(candidate, parties=tuple(home if name is bodies[0] else name for name in candidate.parties))


def _by_their_country(candidate: Candidate, before: Sequence[Candidate]) -> tuple[Name, ...]:
    """The organisations meant by "the Belgian firm": the only one named so far that is from there."""
    meant: list[Name] = []
    if not any(name.party_type == "country" for name in candidate.names):
        return ()
    for match in _OF_A_COUNTRY.finditer(candidate.view.text):
        within = [name for name in candidate.names if match.start() <= name.start and name.end <= match.end()]
        if len(within) == 1 and within[0].party_type == "country":
            from_there = _from_country(within[0].party_id, before)
            if len(from_there) == 1:
                meant.append(from_there[0])
    return tuple(meant)


def _from_country(country: str, before: Sequence[Candidate]) -> list[Name]:
    """The organisations from one country in these sentences, by lists or by what stands beside them."""
    found: dict[str, Name] = {}
    for candidate in before:
        origins = [
            name
            for name, belief in zip(candidate.names, candidate.beliefs, strict=True)
            if name.party_id == country and belief == 0.0
        ]
        for name, belief in zip(candidate.names, candidate.beliefs, strict=True):
            if name.party_type in STATES or belief < _LIKELY:
                continue
            beside = any(
                0 <= name.start - origin.end < _APART or 0 <= origin.start - name.end < _APART for origin in origins
            )
            if name.iso3 == country or (name.iso3 is None and beside):
                found.setdefault(name.party_id, name)
    return list(found.values())


def _subject(before: Sequence[Candidate]) -> tuple[Name, ...]:
    """The first name of the sentence before."""
    return before[-1].names[:1] if before else ()


def _last_pair(before: Sequence[Candidate]) -> tuple[Name, ...]:
    for candidate in reversed(before[-_LOOK_BACK:]):
        if len(candidate.parties) >= 2:
            return candidate.parties
    return ()


def _with(candidate: Candidate, names: tuple[Name, ...]) -> Candidate:
    known = {name.party_id for name in candidate.parties}
    further = tuple(name for name in names if name.party_id not in known)
    return with_parties(candidate, candidate.parties + further) if further else candidate
