"""Who pays an amount and who is paid, from the build of the sentence around it.

Ordered steps, the first that answers wins: an agent behind the amount ("$5m from
Japan"), an owner before it ("Japan's $5m"), the subject of the nearest verb of paying,
being paid, buying or selling. The one who is paid is then looked for with "to", "into"
or as the bare object ("lends India ¥18bn").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.read.clause import REACH, PartyMention, Scene, follows_preposition, is_listed, subjects_of
from etl.read.money import MoneyExpression
from etl.read.money_cues import DEEDS, MoneyCue
from etl.read.payer_words import (
    AWARDED_TO,
    BACK,
    BE,
    BINDING,
    BY,
    CONTRACT,
    CONTRACT_WITH,
    COSTS,
    DONOR,
    EACH,
    FROM,
    GIFT_BEFORE,
    GIFT_OF,
    GIVEN_BY,
    LENDER,
    LOAN,
    MATCHED,
    MONEY_BEHIND,
    NOT_MONEY_FROM,
    OBJECT_REACH,
    OF_OWNER,
    OWNER,
    PAPER_SUBJECT,
    PRICE,
    SHARE_OF,
    SIDES,
    TO,
    TO_BUY,
    TO_PAY,
    TOUCHING,
    WITH_ANOTHER,
    WITH_SUM,
)
from etl.read.record import record

__all__ = ["PartyMention", "Roles", "roles_of"]

_TO_OR_FOR = re.compile(r"\b(?:to|for)\s+$")
_GAP = 24  # characters; no word and blank are longer


@record
class Roles:
    """``payers`` has several names where each pays the whole amount; ``shared`` where they pay it together."""

    payers: tuple[PartyMention, ...] = ()
    payee: PartyMention | None = None
    shared: bool = False
    step: str = ""


def roles_of(
    text: str,
    index: int,
    money: Sequence[MoneyExpression],
    cues: Sequence[MoneyCue],
    parties: Sequence[PartyMention],
    concluding: Sequence[PartyMention],
    antecedent: PartyMention | None = None,
) -> Roles:
    """Payers and payee of ``money[index]``.

    ``concluding`` are the parties of the agreement it belongs to, ``antecedent`` is whom
    "it" or "the company" may mean.
    """
    scene = Scene(text, money[index], money[:index], money[index + 1 :], cues, parties, concluding, antecedent)
    for step in (
        _each_side,
        _agent_behind,
        _agent_before,
        _owner,
        _touching,
        _donor,
        _bearer_of_cost,
        _verb_before,
        _lender,
        _verb_behind,
        _far_verb,
    ):
        found = step(scene)
        if found:
            return _completed(scene, found)
    return _completed(scene, Roles(_only_subject(scene), _payee_behind(scene), step="no verb"))


def _each_side(scene: Scene) -> Roles | None:
    """Every party of the agreement: "Each side will put in $4m", "which Ireland matches"."""
    since = scene.earlier[-1].end if scene.earlier else 0
    if scene.concluding and SIDES.search(scene.text, max(since, scene.money.start - 90), scene.money.start):
        return Roles(tuple(scene.concluding), step="each side")
    if len(scene.concluding) == 2 and len(scene.earlier) + len(scene.later) == 0 and MATCHED.search(scene.text):
        return Roles(tuple(scene.concluding), step="matched")
    return None


def _agent_behind(scene: Scene) -> Roles | None:
    """The one behind the amount: "$5m from Japan", "$5m ... provided by Japan"."""
    for party in scene.behind():
        gap = scene.text[scene.money.end : party.start]
        if gap.strip() == "of" and MONEY_BEHIND.match(scene.text, party.end):
            return Roles((party,), step="of its money")
        if FROM.search(gap) and not NOT_MONEY_FROM.search(gap):
            if TO_BUY.search(gap) or _governing(scene, "buy"):
                return Roles(payee=party, step="bought from")
            return Roles((party,), _one_who_gets(scene), step="from")
        if BY.search(gap) and _is_paid_by(scene, party):
            together = [
                other for other in scene.parties if other.start >= party.start and is_listed(scene, party, other)
            ]
            if len(together) > 1:
                return Roles(tuple(together), shared=not EACH.search(scene.text), step="by several")
            if any(
                cue.cue_type == "receive" and not BE.match(cue.text)
                for cue in scene.cues_in(scene.money.end, party.start)
            ):
                return Roles(payee=party, step="won by")
            return Roles((party,), _one_who_gets(scene), step="by")
    return None


def _is_paid_by(scene: Scene, party: PartyMention) -> bool:
    """Whether "by" follows a verb or noun of paying: not "founded by", "announced by"."""
    by = scene.text.rfind("by", scene.money.end, party.start)
    if not scene.text[scene.money.end : by].strip(" ,)"):
        return True
    words = scene.text[max(scene.money.end, by - 12) : by].rstrip()
    if GIFT_BEFORE.search(words) or AWARDED_TO.search(scene.text, scene.money.end, by):
        return True
    ends = {by - 1, by - 1 - len(" for")}
    deeds = [cue for cue in scene.cues_in(scene.money.end, by) if cue.cue_type in {"give", "buy", "receive"}]
    return any(cue.end in ends and not cue.text.endswith("s") for cue in deeds)


def _agent_before(scene: Scene) -> Roles | None:
    """The agent or giver just before the amount: "financed by Norway with $5m", "a grant from Norway of $5m"."""
    for party in scene.before(scene.money.start)[:1]:
        gap = scene.text[party.end : scene.money.start]
        lead = scene.text[max(0, party.start - 50) : party.start]
        if WITH_SUM.fullmatch(gap) and GIVEN_BY.search(lead):
            return Roles((party,), step="agent before")
    return None


def _donor(scene: Scene) -> Roles | None:
    """The one called a donor or its like near the amount: "with $5m Norway is the largest donor"."""
    around = scene.text[max(0, scene.money.start - 60) : scene.money.end + 60]
    if not DONOR.search(around):
        return None
    named = subjects_of(scene, scene.money.start) or scene.behind()
    return Roles((named[0],), step="donor") if named else None


def _owner(scene: Scene) -> Roles | None:
    """The one before the amount: "Japan's $5m", "a Japanese loan of $5m"."""
    for party in scene.before(scene.money.start)[:2]:
        gap = scene.text[party.end : scene.money.start]
        deed = any(cue.cue_type in DEEDS for cue in scene.cues_in(party.end, scene.money.start))
        if PRICE.match(gap) and not deed:
            return Roles(payee=party, step="price")
        if OWNER.fullmatch(gap) and CONTRACT_WITH.match(scene.text, scene.money.end):
            return None
        if (OWNER.fullmatch(gap) and not deed) or OF_OWNER.fullmatch(gap) or SHARE_OF.fullmatch(gap):
            givers = [cue for cue in scene.deeds_before if cue.end <= party.start and cue.cue_type == "give"]
            if givers and scene.text[givers[0].end : party.start].strip() in {"", "the"}:
                return _verb_before(scene)  # "gives Kenya's researchers $4m"
            return Roles((party,), step="owner")
    return None


def _one_who_gets(scene: Scene) -> PartyMention | None:
    """The subject of "won", "will be paid", "was awarded" before an amount whose payer stands behind it."""
    for deed in scene.deeds_before[:1]:
        subjects = subjects_of(scene, deed.start)
        if subjects and (deed.cue_type in {"receive", "sell"} or scene.is_passive(deed)):
            return subjects[0]
    return None


def _touching(scene: Scene) -> Roles | None:
    """The shortened second half of a list: "Spain pays €45m, Portugal €15m"."""
    if not scene.earlier:
        return None
    nearest = scene.before(scene.money.start)[:1]
    if not nearest or nearest[0].end < scene.earlier[-1].end:
        return None
    gap = scene.text[nearest[0].end : scene.money.start]
    if not TOUCHING.fullmatch(gap) or follows_preposition(scene.text, 0, nearest[0].start):
        return None
    deeds = [cue for cue in scene.cues if cue.cue_type in DEEDS and cue.start < scene.earlier[-1].start]
    if not deeds:
        return None
    return (
        Roles(payee=nearest[0], step="list")
        if deeds[-1].cue_type in {"receive", "sell"}
        else Roles(tuple(nearest), step="list")
    )


def _verb_before(scene: Scene) -> Roles | None:
    """The verb before the amount: its subject pays or is paid."""
    for deed in scene.deeds_before:
        if _is_of_a_paper(scene, deed):
            found = _object_of_paper(scene, deed)
            if found:
                return found
            continue
        subjects = subjects_of(scene, deed.start)
        passive = scene.is_passive(deed)
        if deed.cue_type in {"receive", "sell"} and subjects:
            return Roles(_sellers_customer(scene, deed), subjects[0], step=f"gets: {deed.text}")
        if passive and subjects and deed.cue_type == "give":
            return Roles(payee=subjects[0], step=f"is given: {deed.text}")
        if subjects and not passive:
            return _shared_or_each(scene, subjects, deed)
    return None


def _is_of_a_paper(scene: Scene, deed: MoneyCue) -> bool:
    """Whether the subject is no party but a paper or a price: "the pact provides", "its value was given"."""
    return bool(PAPER_SUBJECT.search(scene.text, max(0, deed.start - 60), deed.start))


def _object_of_paper(scene: Scene, deed: MoneyCue) -> Roles | None:
    """The bare object of what a paper does: "the pact commits Japan to $5m", "the accord brings Japan $5m"."""
    for party in scene.parties:
        if deed.end <= party.start < scene.money.start and scene.text[deed.end : party.start].strip() in {"", "the"}:
            if BINDING.match(deed.text):
                return Roles((party,), step=f"paper {deed.text}")
            return Roles(payee=party, step=f"paper {deed.text}")
    return None


def _bearer_of_cost(scene: Scene) -> Roles | None:
    """The one whom something costs the amount: "the system costs Oman $5m", "will set Oman back $5m"."""
    for party in scene.before(scene.money.start)[:1]:
        gap = scene.text[party.end : scene.money.start]
        lead = scene.text[max(0, party.start - 16) : party.start]
        if COSTS.search(lead) and BACK.fullmatch(gap):
            return Roles((party,), step="costs")
    return None


def _lender(scene: Scene) -> Roles | None:
    """The bank, whatever the verb: "The bank signed a loan agreement with Rwanda for $5m"."""
    if not LOAN.search(scene.text, max(0, scene.money.start - 90), min(len(scene.text), scene.money.end + 40)):
        return None
    lenders = [party for party in scene.parties if LENDER.search(party.name)]
    if len({party.party_id for party in lenders}) != 1:
        return None
    others = {party.party_id: party for party in scene.concluding if party.party_id != lenders[0].party_id}
    return Roles((lenders[0],), next(iter(others.values())) if len(others) == 1 else None, step="lender")


def _only_subject(scene: Scene) -> tuple[PartyMention, ...]:
    """The one party before an amount that is no contract's: "Denmark, 2bn kroner: that is its share"."""
    subjects = subjects_of(scene, scene.money.start)
    around = scene.text[max(0, scene.money.start - 40) : scene.money.end + 15]
    known = {party.party_id for party in scene.concluding}
    if len(scene.before(scene.money.start)) != 1 or not subjects:
        return ()
    if CONTRACT.search(around) and not GIFT_OF.search(scene.text, 0, scene.money.start):
        return ()
    if subjects[0].party_id not in known:
        return ()
    return tuple(subjects)


def _verb_behind(scene: Scene) -> Roles | None:
    """A verb behind the amount: "a $5m contract to supply Japan", "to the tune of $5m, Japan backs the plant"."""
    limit = scene.later[0].start if scene.later else len(scene.text)
    for cue in scene.cues_in(scene.money.end, min(limit, scene.money.end + REACH)):
        is_infinitive = bool(_TO_OR_FOR.search(scene.text, max(0, cue.start - _GAP), cue.start))
        if cue.cue_type not in DEEDS or scene.is_passive(cue) or (not is_infinitive and _is_of_a_paper(scene, cue)):
            continue
        subjects = subjects_of(scene, scene.money.start if is_infinitive else cue.start)
        if not subjects or (is_infinitive and cue.cue_type not in {"sell", "buy"}):
            continue
        takes_later = bool(scene.later) and scene.later[0].start - cue.end < OBJECT_REACH
        if not is_infinitive and (subjects[0].start < scene.money.end or takes_later):
            continue
        if cue.cue_type in {"sell", "receive"}:
            return Roles(_sellers_customer(scene, cue), subjects[0], step=f"behind: {cue.text}")
        return Roles((subjects[0],), step=f"behind: {cue.text}")
    return None


def _far_verb(scene: Scene) -> Roles | None:
    """Where the clause has no verb of its own, the nearest one of the sentence before it: "Japan bought it; $5m"."""
    for deed in reversed(scene.cues_in(0, scene.money.start)):
        if deed.cue_type not in DEEDS or scene.is_noun(deed) or scene.is_passive(deed) or _is_of_a_paper(scene, deed):
            continue
        subjects = subjects_of(scene, deed.start)
        if not subjects:
            continue
        if deed.cue_type in {"sell", "receive"}:
            return Roles(_sellers_customer(scene, deed), subjects[0], step=f"far: {deed.text}")
        return _shared_or_each(scene, subjects, deed)
    return None


def _shared_or_each(scene: Scene, subjects: list[PartyMention], deed: MoneyCue) -> Roles:
    around = scene.text[subjects[-1].start : scene.money.end + 24]
    if len(subjects) > 1 and not EACH.search(around):
        return Roles(tuple(subjects), shared=True, step=f"together: {deed.text}")
    if WITH_ANOTHER.search(scene.text, 0, scene.money.start) and not EACH.search(around):
        return Roles(tuple(subjects), shared=True, step=f"with another: {deed.text}")
    return Roles(tuple(subjects), step=f"subject of {deed.text}")


def _governing(scene: Scene, cue_type: str) -> bool:
    deeds = scene.deeds_before
    return bool(deeds) and deeds[0].cue_type == cue_type


def _sellers_customer(scene: Scene, deed: MoneyCue) -> tuple[PartyMention, ...]:
    """Who pays the one who gets or sells: behind "from", "by", "to" or "with"; as the object of a seller."""
    for party in scene.parties:
        if party.start < deed.end:
            continue
        gap = scene.text[max(deed.end, party.start - 40) : party.start]
        if FROM.search(gap) or BY.search(gap) or (deed.cue_type == "sell" and TO.search(gap)):
            return (party,)
        if deed.cue_type == "sell" and scene.text[deed.end : party.start].strip() in {"", "the"}:
            return (party,)
    return ()


def _payee_behind(scene: Scene) -> PartyMention | None:
    for party in scene.behind():
        if TO_PAY.search(scene.text[scene.money.end : party.start]):
            return party
    return None


def _completed(scene: Scene, found: Roles) -> Roles:
    """Find the payee, then leave whoever remains of two concluding parties as the payer."""
    payers = {party.party_id for party in found.payers}
    payee = found.payee
    if payee is None and found.payers:
        payee = _object(scene, payers)
    if payee is not None and payee.party_id in payers:
        payee = None
    if payee is not None and not payers:
        named = scene.concluding if len(scene.concluding) > 1 else scene.parties
        others = {party.party_id: party for party in named if party.party_id != payee.party_id}
        if len(others) == 1:
            return Roles(tuple(others.values()), payee, step=f"{found.step}, the other party pays")
    return Roles(found.payers, payee, found.shared, found.step)


def _object(scene: Scene, payers: set[str]) -> PartyMention | None:
    """The bare object before the amount ("lends India ¥18bn"), else the party behind "to" or "into"."""
    deeds = scene.deeds_before
    if deeds:
        between = [party for party in scene.parties if deeds[0].end <= party.start and party.end <= scene.money.start]
        for party in between:
            seller = deeds[0].cue_type == "buy" and FROM.search(scene.text[deeds[0].end : party.start])
            if seller and party.party_id not in payers:
                return party
            if (
                scene.text[deeds[0].end : party.start].strip() in {"", "the", "to", "to the", "into"}
                and party.party_id not in payers
            ):
                return party
    behind = _payee_behind(scene)
    return behind if behind and behind.party_id not in payers else None
