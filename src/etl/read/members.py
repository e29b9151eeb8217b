"""Who concludes an agreement, judged over all the sentences that speak of it.

One sentence alone often misleads: "the Brazilian firm X" has a country beside the party,
"its partner" none. What the judge weighs here are plain statements about one name and
one draft.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from etl.read.candidates import Candidate
from etl.read.draft import Draft
from etl.read.judge import probabilities
from etl.read.names import STATES, Name, is_title_case

MEMBER_AT_LEAST = 0.6
_MINISTRY = re.compile(
    r"(?:Federal |State |National |Union )?(?:Ministry|Department)\b|(?:Cabinet|Foreign|Home) Office|Treasury"
)
_STATES_AGAIN = re.compile(r"\b(?:two|both|three) (?:countries|governments|nations|states|capitals)\b")
_FIRMS_AGAIN = re.compile(
    r"\b(?:two|both|three) (?:companies|firms|universities|institutes|institutions|agencies|groups|partners|sides)\b"
)


@dataclass(slots=True)
class _Seen:
    """All mentions of one name in one draft: the name believed most, and the beliefs by where it stands."""

    name: Name
    source: Candidate
    best: float = -1.0
    telling: list[float] = field(default_factory=list)
    pointing: list[float] = field(default_factory=list)
    headline: list[float] = field(default_factory=list)
    is_pointed_back_to: bool = False

    def see(self, name: Name, belief: float, candidate: Candidate) -> None:
        if belief > self.best:
            self.name, self.source, self.best = name, candidate, belief

    @property
    def all(self) -> list[float]:
        return self.telling + self.pointing + self.headline


def settle_parties(drafts: Sequence[Draft]) -> None:
    """Replace each draft's parties by those believed to conclude it; where none is believed they stay as they are."""
    for draft in drafts:
        stated = list(member_statements(draft))
        beliefs = probabilities("member", [statements for _, statements in stated])
        chosen = {
            seen.name.party_id: (seen.name, belief, seen.source)
            for (seen, _), belief in zip(stated, beliefs, strict=True)
            if belief >= MEMBER_AT_LEAST
        }
        if chosen:
            draft.parties = chosen
    states = [name for draft in drafts for name, _, _ in draft.parties.values() if name.party_type == "country"]
    named = [name for draft in drafts for candidate in draft.sentences + draft.pointing for name in candidate.names]
    for draft in drafts:
        draft.parties = _ministries_as_states(draft, states, named)


def _ministries_as_states(
    draft: Draft, elsewhere: Sequence[Name], everywhere: Sequence[Name]
) -> dict[str, tuple[Name, float, Candidate]]:
    """A ministry whose country is not said is that of the one state that is a party by other sentences only.

    Else it is that of the one state that is named beside it, else of the one that is a party ``elsewhere`` in the
    article, else of the one that is named most ``everywhere`` and is not home to another party.
    """
    beside = [
        name
        for candidate in draft.sentences + draft.pointing
        for name in candidate.names
        if name.party_type == "country"
    ]
    found: dict[str, tuple[Name, float, Candidate]] = {}
    for name, belief, source in draft.parties.values():
        state = None
        if name.party_type == "government_body" and name.iso3 is None and _MINISTRY.match(name.name):
            state = (
                _told_apart(source, draft)
                or _only_other(beside, draft)
                or _only_other(elsewhere, draft)
                or _most_named(everywhere, draft)
            )
        meant = replace(state, start=name.start, end=name.end) if state else name
        found.setdefault(meant.party_id, (meant, belief, source))
    return found


def _told_apart(source: Candidate, draft: Draft) -> Name | None:
    """The party that is a state and not named where the ministry is, if there is just one."""
    named = {name.party_id for name in source.names}
    apart = [
        name for name, _, _ in draft.parties.values() if name.party_type == "country" and name.party_id not in named
    ]
    return apart[0] if len(apart) == 1 else None


def _only_other(states: Sequence[Name], draft: Draft) -> Name | None:
    """The state among these that is no party yet, if there is just one."""
    others = {name.party_id: name for name in states if name.party_id not in draft.parties}
    return next(iter(others.values())) if len(others) == 1 else None


def _most_named(names: Sequence[Name], draft: Draft) -> Name | None:
    """The state named most often among these, unless it is a party or home to one."""
    own = {name.iso3 for name, _, _ in draft.parties.values()} | set(draft.parties)
    states = {name.party_id: name for name in names if name.party_type == "country" and name.party_id not in own}
    counted = Counter(name.party_id for name in names if name.party_id in states).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return states[counted[0][0]]


def member_statements(draft: Draft) -> Iterator[tuple[_Seen, dict[str, float]]]:
    """Each name that the draft's sentences hold, with what speaks for and against its being a party."""
    seen = _names_of(draft)
    ranked = sorted((entry.best for entry in seen.values()), reverse=True)
    firms = sum(entry.best >= 0.5 and entry.name.party_type not in STATES for entry in seen.values())
    states = sum(entry.best >= 0.5 and entry.name.party_type in STATES for entry in seen.values())
    text = " ".join(candidate.view.folded for candidate in draft.sentences + draft.pointing)
    shared = {
        "organisations believed": float(min(firms, 5)),
        "states believed": float(min(states, 5)),
        "names": float(min(len(seen), 8)),
        "two countries again": float(bool(_STATES_AGAIN.search(text))),
        "two companies again": float(bool(_FIRMS_AGAIN.search(text))),
        "telling sentences": float(min(len(draft.sentences), 5)),
    }
    for entry in seen.values():
        yield entry, {**shared, **_own(entry, seen, ranked, draft)}


def _names_of(draft: Draft) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for candidate in draft.sentences + draft.pointing:
        is_telling = candidate in draft.sentences
        for name, belief in zip(candidate.names, candidate.beliefs, strict=True):
            entry = seen.setdefault(name.party_id, _Seen(name, candidate))
            entry.see(name, belief, candidate)
            where = entry.telling if is_telling else entry.pointing
            (entry.headline if candidate.view.number is None else where).append(belief)
        for name in candidate.parties if is_telling else ():  # named before, pointed back to here
            if name.party_id not in {other.party_id for other in candidate.names}:
                entry = seen.setdefault(name.party_id, _Seen(name, candidate))
                entry.see(name, 0.5, candidate)
                entry.telling.append(0.5)
                entry.is_pointed_back_to = True
    return seen


def _own(entry: _Seen, seen: dict[str, _Seen], ranked: list[float], draft: Draft) -> dict[str, float]:
    name, beliefs = entry.name, sorted(entry.all, reverse=True)
    first = draft.sentences[0]
    is_state = name.party_type in STATES
    capitals = first.context.people
    word = name.name.split()[0] if name.name else ""
    found: dict[str, float] = defaultdict(float)
    found[f"type {name.party_type}"] = 1.0
    found[f"form {name.form}"] = 1.0
    found["a state"] = float(is_state)
    found["best belief"] = entry.best
    found["second belief"] = beliefs[1] if len(beliefs) > 1 else 0.0
    found["mean belief"] = sum(beliefs) / len(beliefs)
    found["best belief where it is told"] = max(entry.telling, default=0.0)
    found["belief in the headline"] = max(entry.headline, default=-0.1)
    found["belief in the first sentence"] = first.belief_in(name) if _is_in(name, first) else -0.1
    found["belief in the best sentence"] = draft.best.belief_in(name) if _is_in(name, draft.best) else -0.1
    found["share of mentions as an origin"] = sum(belief == 0.0 for belief in beliefs) / len(beliefs)
    found["pointed back to"] = float(entry.is_pointed_back_to)
    found["plural of a people"] = float(name.form == "demonym" and _is_plural(entry))
    found["mentions"] = float(min(len(beliefs), 6))
    found["mentions where it is told"] = float(min(len(entry.telling), 4))
    found["rank"] = float(min(ranked.index(entry.best), 6))
    found["first choice"] = float(name.party_id in draft.parties)
    found["home of an organisation"] = float(is_state and _is_home(name, seen))
    found["of a state that is believed"] = float(not is_state and name.iso3 in _believed_states(seen))
    found["part of another name"] = float(_is_part(name, seen))
    found["times in the article"] = float(min(capitals.counts[word], 8))
    found["treated as an organisation"] = float(word in capitals.firms)
    found["stands as a place"] = float(word in capitals.places)
    found["a better organisation"] = float(
        is_state and any(other.best > entry.best and other.name.party_type not in STATES for other in seen.values())
    )
    return found


def _is_plural(entry: _Seen) -> bool:
    """Whether it names a people: "the Brazilians" are seldom their state."""
    return entry.source.view.text[: entry.name.end].endswith("ns") and not is_title_case(entry.source.view.text)


def _is_in(name: Name, candidate: Candidate) -> bool:
    return any(other.party_id == name.party_id for other in candidate.names)


def _is_home(state: Name, seen: dict[str, _Seen]) -> bool:
    return any(
        other.name.party_type not in STATES and other.name.iso3 == state.party_id and other.best >= 0.5
        for other in seen.values()
    )


def _believed_states(seen: dict[str, _Seen]) -> set[str | None]:
    return {other.name.party_id for other in seen.values() if other.name.party_type in STATES and other.best >= 0.5}


def _is_part(name: Name, seen: dict[str, _Seen]) -> bool:
    """Whether another, longer name holds this one ("Vale" beside "Vale Base Metals")."""
    words = set(name.name.split())
    return any(words < set(other.name.name.split()) for other in seen.values() if other.name is not name)
