"""Names of one article that mean the same organisation: acronyms in brackets, and long names cut short later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from etl.read.candidates import Candidate
from etl.read.names import STATES, UNLISTED, Name

# "Deccan Gearworks Limited (Head Office: Pune; hereinafter "DGL")"
_HEREINAFTER = re.compile(r",?\s?\([^)]{1,80}(?:hereinafter|hereafter)[^)]{0,30}[“\"]([A-Z][\w&-]{1,14})[”\"]\)")
_BRACKETED = re.compile(r",?\s?\((?:the |or |hereinafter |“|\")*([A-Z][\w&-]{1,14})(?:”|\")?\)")


def unified(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with every name of an organisation under one party_id, that of its fullest listed name."""
    candidates = list(candidates)
    same = _same_names(candidates)
    if not same:
        return candidates
    return [
        replace(
            candidate,
            names=tuple(_renamed(name, same) for name in candidate.names),
            parties=_distinct(_renamed(name, same) for name in candidate.parties),
        )
        for candidate in candidates
    ]


def _renamed(name: Name, same: dict[str, Name]) -> Name:
    known = same.get(name.party_id)
    if known is None:
        return name
    return replace(
        name, party_id=known.party_id, name=known.name, party_type=known.party_type, iso3=known.iso3 or name.iso3
    )


def _distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple({name.party_id: name for name in names}.values())


def _same_names(candidates: list[Candidate]) -> dict[str, Name]:
    """party_id to the name that stands for it, for those that another name stands for."""
    same: dict[str, Name] = {}
    fullest: dict[str, Name] = {}
    for candidate in candidates:
        for name, following in zip(candidate.names, [*candidate.names[1:], None], strict=False):
            if name.party_type in STATES:
                continue
            fullest.setdefault(name.party_id, name)
            match = _BRACKETED.match(candidate.view.text, name.end)
            if match is None and (later := _HEREINAFTER.match(candidate.view.text, name.end)):
                match = later
                following = next((other for other in candidate.names if other.start == later.start(1)), None)
            if match and following is not None and following.start == match.start(1) and _may_be(following, name):
                _join(following, name, same)
    organisations = list(fullest.values())
    for name in organisations:
        if name.party_id in same or name.party_type != "unresolved":
            continue
        longer = [other for other in organisations if _is_cut_short(name, other) or _are_initials(name, other)]
        if len({other.party_id for other in longer}) == 1:
            _join(name, longer[0], same)
    return same


def _may_be(short: Name, name: Name) -> bool:
    return short.party_type not in STATES and short.party_id != name.party_id


def _is_cut_short(name: Name, other: Name) -> bool:
    """Whether ``other`` begins with ``name``: "Garam" of "Garam Systems"."""
    return other.name != name.name and other.name.startswith(f"{name.name} ") and len(name.name) > 2


def _are_initials(name: Name, other: Name) -> bool:
    """Whether ``name`` are the first letters of ``other``: "ORNL" of "Oak Ridge National Laboratory"."""
    if not name.name.isupper() or len(name.name) < 3:
        return False
    return name.name == "".join(word[0] for word in re.split(r"[\s-]+", other.name) if word[:1].isupper())


def _is_acronym(name: str) -> bool:
    return " " not in name and sum(map(str.isupper, name)) > 2


def _join(short: Name, name: Name, same: dict[str, Name]) -> None:
    """Let the listed one of the two names stand for both, else the first and fuller."""
    stands = short if name.form in UNLISTED and short.form not in UNLISTED else name
    other = name if stands is short else short
    stands = same.get(stands.party_id, stands)
    if {stands.form, other.form} <= UNLISTED and _is_acronym(other.name):  # readers may know it by either
        stands = replace(stands, name=f"{stands.name} ({other.name})")
    if other.party_id != stands.party_id:
        same[other.party_id] = stands
