"""Who bears a sum: everybody who may pay it is weighed, those named in its sentence and the agreement's parties.

What the build of the sentence says (``payers.py``) is the strongest statement, not the
only one: it is silent where the payer stands in an earlier sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.read.clause import follows_preposition, main_subject
from etl.read.money import MoneyExpression
from etl.read.money_cues import DEEDS, MoneyCue
from etl.read.payer_words import CONTRACT_BEHIND, LENDER, OWNER, SPLIT
from etl.read.payers import PartyMention, Roles
from etl.read.weights import probability

_PAYS_AT_LEAST = 0.4
_ALIKE = 0.02  # beliefs this near to each other do not tell two names apart
_STATE = re.compile(r"[A-Z]{3}")
# "Vale Base Metals US$735 million": at most a few words between a name and its sum.
_TOUCHING = re.compile(
    r"(?:['’]s)?[\s,:(]*(?:[A-Z][\w-]*\s+){0,3}(?:(?:a|an|another|further|some|about|up\s+to|with|the)\s+)*"
)
_NOUNS = (
    ("a loan", re.compile(r"\b(?:loans?|credit|lend\w*|lent|borrow\w*|facility|financ\w+|bonds?)\b", re.IGNORECASE)),
    (
        "a grant",
        re.compile(r"\b(?:grants?|subsid\w+|aid|assistance|funding|contribut\w+|incentives?)\b", re.IGNORECASE),
    ),
    (
        "a price",
        re.compile(
            r"\b(?:contracts?|orders?|price\w*|fees?|worth|value\w*|purchas\w+|royalt\w+|rent)\b", re.IGNORECASE
        ),
    ),
    (
        "an investment",
        re.compile(r"\b(?:invest\w*|outlay|stake|equity|shares?|capital|cost\w*|plant|factory)\b", re.IGNORECASE),
    ),
)
_NOUN_REACH = 60
# What those are called who mostly buy, and who mostly sell.
_BUYERS = frozenset(
    [
        "utility",
        "operator",
        "railway",
        "airline",
        "carrier",
        "agency",
        "authority",
        "board",
        "ministry",
        "department",
        "council",
        "university",
        "institute",
        "centre",
        "laboratory",
        "customer",
        "buyer",
    ]
)
_SELLERS = frozenset(
    [
        "maker",
        "manufacturer",
        "builder",
        "vendor",
        "supplier",
        "shipyard",
        "chipmaker",
        "start-up",
        "startup",
        "developer",
        "contractor",
        "producer",
        "miner",
        "designer",
        "seller",
    ]
)
_SORTS = (("called like a buyer", _BUYERS), ("called like a seller", _SELLERS))


@dataclass(frozen=True)
class Cast:
    """One sum in its sentence with everybody who may have to do with it, and what the sentence's build says.

    ``deeds`` and ``nouns`` are what each party does and is called elsewhere in the article.
    """

    text: str
    money: MoneyExpression
    earlier: Sequence[MoneyExpression]
    cues: Sequence[MoneyCue]
    names: Sequence[PartyMention]
    concluding: Sequence[PartyMention]
    antecedent: PartyMention | None
    roles: Roles
    deeds: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]

    @cached_property
    def subject(self) -> PartyMention | None:
        """The subject of the sentence."""
        return main_subject(self.text, self.names)

    @cached_property
    def deed(self) -> str:
        """The nearest word of paying."""
        return _governing_deed(self)

    @cached_property
    def noun(self) -> str:
        """What sort of money it is."""
        return _noun_of_money(self)

    def candidates(self) -> list[PartyMention]:
        """Everybody once, those of the sentence first, the nearest to the sum before the others."""
        nearest = sorted(self.names, key=lambda name: abs(name.start - self.money.start))
        found: dict[str, PartyMention] = {}
        paid = self.roles.payee.party_id if self.roles.payee and self.roles.payers else None
        for name in (*self.roles.payers, *nearest, *self.concluding):
            if name.party_id != paid or self.roles.step.endswith("the other party pays"):
                found.setdefault(name.party_id, name)
        return list(found.values())


def payers_of(cast: Cast) -> tuple[tuple[PartyMention, ...], float]:
    """Those who each pay the sum with the belief in it; nobody where several share it without saying how."""
    if cast.roles.shared:
        return (), 1.0
    if len(cast.roles.payers) > 1:
        return cast.roles.payers, 1.0
    weighed = sorted(
        (
            (probability("payer", payer_statements(cast, name)), place, name)
            for place, name in enumerate(cast.candidates())
        ),
        key=lambda row: (-row[0], row[1]),
    )
    if not weighed or weighed[0][0] < _PAYS_AT_LEAST:
        return (), 0.0
    alike = len(weighed) > 1 and weighed[0][0] - weighed[1][0] < _ALIKE
    if not cast.roles.payers and (alike or _is_shared(cast)):
        return (), 0.0
    return (weighed[0][2],), weighed[0][0]


def _is_shared(cast: Cast) -> bool:
    """Whether the words leave open who pays: "they split the bill", "Nokia's $220m contract with Vodacom"."""
    before = [name for name in cast.names if name.end <= cast.money.start]
    owned = any(OWNER.fullmatch(cast.text, name.end, cast.money.start) for name in before)
    is_contract = CONTRACT_BEHIND.match(cast.text, cast.money.end) is not None
    return SPLIT.search(cast.text) is not None or (owned and is_contract)


def payer_statements(cast: Cast, name: PartyMention) -> dict[str, float]:
    """The statements about one name as the payer of one sum; absent means 0."""
    roles, party = cast.roles, name.party_id
    step = roles.step.split(":")[0].split(",")[0]
    step = "subject" if step.startswith("subject of") else step
    here = [other for other in cast.names if other.party_id == party]
    before = [other for other in here if other.end <= cast.money.start]
    behind = [other for other in here if other.start >= cast.money.end]
    nearest_before = [other for other in cast.names if other.end <= cast.money.start][-1:]
    nearest_behind = [other for other in cast.names if other.start >= cast.money.end][:1]
    subject, deed, noun = cast.subject, cast.deed, cast.noun
    pays = any(payer.party_id == party for payer in roles.payers)
    is_paid = roles.payee is not None and roles.payee.party_id == party
    ids = [other.party_id for other in cast.concluding]
    states = [other for other in ids if _STATE.fullmatch(other)]
    ends = [other.end for other in cast.earlier if other.conversion_of is None]
    since_last = max(ends, default=0)
    since = {other.party_id for other in cast.names if since_last <= other.start and other.end <= cast.money.start}
    found: dict[str, bool] = {
        "pays by the build": pays,
        f"pays by the build: {step}": pays,
        "pays by elimination": pays and roles.step.endswith("the other party pays"),
        "shares by the build": pays and roles.shared,
        "is paid by the build": is_paid,
        "another pays by the build": bool(roles.payers) and not pays,
        "another is paid by the build": roles.payee is not None and not is_paid,
        "nobody pays by the build": not roles.payers,
        f"nobody pays by the build: {step}": not roles.payers,
        "is a party": party in ids,
        "is the only party": ids == [party],
        "is a state": bool(_STATE.fullmatch(party)),
        "is the only state among parties": states == [party],
        "is the only party not a state": party in ids and party not in states and len(ids) - len(states) == 1,
        "lends by its name": bool(LENDER.search(name.name)),
        "is not named here": not here,
        "is named before": bool(before),
        "is named behind only": bool(behind) and not before,
        "is nearest before": bool(nearest_before) and nearest_before[0].party_id == party,
        "is nearest behind": bool(nearest_behind) and nearest_behind[0].party_id == party,
        "is the subject": subject is not None and subject.party_id == party,
        "is whom the sentence before is about": cast.antecedent is not None and cast.antecedent.party_id == party,
        "is the only one named": bool(here) and len({other.party_id for other in cast.names}) == 1,
    }
    lends = found["lends by its name"]
    earlier = [other for other in before if since_last <= other.start]
    found["is the only one since the last sum"] = bool(earlier) and len(since) == 1
    found["stands just before the sum"] = any(
        _TOUCHING.fullmatch(cast.text, other.end, cast.money.start) for other in before
    )
    for done in cast.deeds.get(party, ()):
        found[f"elsewhere it {done}s"] = True
        found[f"elsewhere it {done}s, not named here"] = not here
    own, others = cast.deeds.get(party, frozenset()), [done for other, done in cast.deeds.items() if other != party]
    takes, pays_elsewhere = {"sell", "receive"}, {"buy", "give"}
    another_sells = party in ids and not takes & own and any(takes & done for done in others)
    another_pays = party in ids and not pays_elsewhere & own and any(pays_elsewhere & done for done in others)
    found[f"{noun}, another sells elsewhere"] = another_sells
    found[f"{noun}, another pays elsewhere"] = another_pays
    found["not named here, another sells elsewhere"] = another_sells and not here
    found["not named here, another pays elsewhere"] = another_pays and not here
    for label, nouns in _SORTS:
        if nouns & cast.nouns.get(party, frozenset()):
            found[f"{noun}, {label}"] = True
    found[f"{noun}, a lender"] = lends
    found[f"{noun}, a state"] = found["is a state"] and not lends
    found[f"{noun}, no state"] = not found["is a state"] and not lends
    for done in cast.deeds.get(party, ()):
        found[f"{noun}, elsewhere it {done}s"] = True
    found["is governed by a preposition"] = bool(before) and follows_preposition(cast.text, 0, before[-1].start)
    found[f"is the subject, {deed}"] = found["is the subject"]
    found[f"is named before, {deed}"] = found["is named before"]
    found[f"is named behind only, {deed}"] = found["is named behind only"]
    found["not named here, the sentence before is about it"] = (
        not here and found["is whom the sentence before is about"]
    )
    return {statement: 1.0 for statement, holds in found.items() if holds}


def _governing_deed(cast: Cast) -> str:
    """The type of the nearest word of paying before the sum, else of the first behind it."""
    before = [cue for cue in cast.cues if cue.cue_type in DEEDS and cue.end <= cast.money.start]
    behind = [cue for cue in cast.cues if cue.cue_type in DEEDS and cue.start >= cast.money.end]
    if before:
        return f"{before[-1].cue_type} before"
    return f"{behind[0].cue_type} behind" if behind else "no deed"


def _noun_of_money(cast: Cast) -> str:
    """What sort of money it is, by the nearest such word around the sum."""
    first, last = max(0, cast.money.start - _NOUN_REACH), cast.money.end + _NOUN_REACH
    best = (_NOUN_REACH, "money")
    for noun, pattern in _NOUNS:
        for match in pattern.finditer(cast.text, first, last):
            distance = max(cast.money.start - match.end(), match.start() - cast.money.end)
            best = min(best, (distance, noun))
    return best[1]
