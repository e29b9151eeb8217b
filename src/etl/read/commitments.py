"""Which amounts in a sentence are promises of money, by whom, to whom, for what and for how long."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.read.bearers import Cast, payers_of
from etl.read.money import MoneyExpression
from etl.read.money_cues import cues_beside
from etl.read.money_terms import is_superseded, is_valuation, purpose_of, years_of
from etl.read.money_words import HOME_DOLLARS
from etl.read.payers import PartyMention, Roles, roles_of
from etl.read.promises import statements_on
from etl.read.record import record
from etl.read.weights import probability

PROMISE_AT_LEAST = 0.4
# Totals and their parts agree within rounding of printed figures.
_ROUNDING = 0.01
_STATE = re.compile(r"[A-Z]{3}")


@record
class MoneyPromise:
    """One promise of money found in one sentence.

    ``money`` holds amount, currency, range, bound and whether it is a year's. ``years``
    is the span of the whole sum. ``payer`` is None where nobody is named or several pay
    one sum together. ``is_total`` marks a sum whose parts are listed too; a part has the
    total's index in the same list as ``part_of``. ``belief`` is the judge's probability
    that the amount is promised at all, ``payer_belief`` that the payer pays it, ``step`` the rule that named the payer.
    """

    money: MoneyExpression
    payer: PartyMention | None
    payee: PartyMention | None
    purpose: str | None
    years: float | None
    is_total: bool
    part_of: int | None
    belief: float
    payer_belief: float
    step: str


@record
class WeighedSum:
    """One sum, ``money[index]``, in one agreement: who pays by the build, the belief that it is promised."""

    index: int
    roles: Roles
    belief: float


def weighed_sums(
    text: str,
    money: Sequence[MoneyExpression],
    names: Sequence[PartyMention],
    concluding: Sequence[PartyMention],
    antecedent: PartyMention | None,
    places: Sequence[Mapping[str, float]],
) -> list[WeighedSum]:
    """The sums of a sentence with the judge's belief that they are promised in one agreement.

    ``money`` comes from ``find_money(text)``, ``names`` are all who are named in the
    sentence, in order of place, ``concluding`` the parties of the agreement (also from other
    sentences), ``antecedent`` is whom "it" or "the company" may mean, ``places`` says of each
    sum how its sentence stands to the agreement. Conversions and superseded sums are left out.
    """
    cues = cues_beside(text, money)
    found: list[WeighedSum] = []
    for index, amount in enumerate(money):
        if amount.conversion_of is not None or is_superseded(text, amount) or is_valuation(text, amount):
            continue
        roles = roles_of(text, index, money, cues, names, concluding, antecedent)
        belief = probability("promise", {**statements_on(text, index, money, cues, roles), **places[index]})
        found.append(WeighedSum(index, roles, belief))
    return found


def promises_of(
    sums: Sequence[WeighedSum],
    text: str,
    money: Sequence[MoneyExpression],
    names: Sequence[PartyMention],
    concluding: Sequence[PartyMention],
    antecedent: PartyMention | None,
    deeds: Mapping[str, frozenset[str]],
    nouns: Mapping[str, frozenset[str]],
) -> list[list[MoneyPromise]]:
    """For each of the weighed sums of a sentence the promises that it is in the agreement.

    All else is as ``weighed_sums`` got it; ``deeds`` and ``nouns`` are what each party does and is called
    elsewhere in the article. Where each of several pays the amount there is one promise a payer.
    """
    cues = cues_beside(text, money)
    found: list[list[MoneyPromise]] = []
    for weighed in sums:
        amount, roles = money[weighed.index], weighed.roles
        payers, payer_belief = payers_of(
            Cast(text, amount, money[: weighed.index], cues, names, concluding, antecedent, roles, deeds, nouns)
        )
        purpose, years = purpose_of(text, amount), years_of(text, amount)
        promise = MoneyPromise(
            amount, None, roles.payee, purpose, years, False, None, weighed.belief, payer_belief, roles.step
        )
        found.append([replace(promise, payer=payer) for payer in payers] or [promise])
    home = _home_dollar([promise for promises in found for promise in promises], concluding)
    return (
        [[_in_dollars_of(home, promise, concluding) for promise in promises] for promises in found] if home else found
    )


def _home_dollar(promises: Sequence[MoneyPromise], concluding: Sequence[PartyMention]) -> str | None:
    """The state whose own dollar a plain "$" is: in an Australian promise it is Australia's.

    Only where one state of the agreement has a dollar, the United States is not party to
    it, and no other state pays in the same sign.
    """
    states = {party.party_id for party in concluding if _STATE.fullmatch(party.party_id)}
    homes = states & HOME_DOLLARS.keys()
    payers = {promise.payer.party_id for promise in promises if promise.payer and promise.money.text.startswith("$")}
    if len(homes) != 1 or "USA" in states or (payers & states) - homes:
        return None
    return next(iter(homes))


def _in_dollars_of(home: str, promise: MoneyPromise, concluding: Sequence[PartyMention]) -> MoneyPromise:
    """The promise in the state's dollar, where its sum is in plain dollars and no other state may pay it."""
    states = {party.party_id for party in concluding if _STATE.fullmatch(party.party_id)}
    is_plain = promise.money.text.startswith("$") and promise.money.currency == "USD"
    is_its = states == {home} or (promise.payer is not None and promise.payer.party_id == home)
    if not is_plain or not is_its:
        return promise
    return replace(promise, money=replace(promise.money, currency=HOME_DOLLARS[home]))


def believed(promises: list[MoneyPromise]) -> list[MoneyPromise]:
    """Leave out what the judge does not take for a promise, unless it is the sum of promises."""
    kept = [
        place
        for place, promise in enumerate(promises)
        if promise.belief >= PROMISE_AT_LEAST
        or (promise.is_total and any(part.part_of == place and part.belief >= PROMISE_AT_LEAST for part in promises))
    ]
    numbers: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    totals = {promises[place].part_of for place in kept}
    return [
        replace(promises[place], part_of=numbers.get(promises[place].part_of), is_total=place in totals)
        for place in kept
    ]


def link_totals(promises: Sequence[MoneyPromise]) -> list[MoneyPromise]:
    """Mark the sums of which other promises in the list are the parts.

    A sum is a total if two or more of the other promises in its currency, taken in order,
    add up to it. Run it over the promises of one sentence, and again over those of one
    agreement in an article.
    """
    linked = list(promises)
    for index in sorted(range(len(linked)), key=lambda place: -linked[place].money.amount):
        parts = _parts_of(linked, index)
        if parts and linked[index].part_of is None:
            payers = {payer.party_id for part in parts if (payer := linked[part].payer) is not None}
            whole = linked[index].payer if len(payers) < 2 else None
            linked[index] = replace(linked[index], is_total=True, payer=whole)
            for part in parts:  # "$3bn for hardware and $1.5bn for training": the total's payer pays the parts
                payer = linked[part].payer or linked[index].payer
                linked[part] = replace(linked[part], part_of=index, payer=payer)
    return linked


def _parts_of(promises: list[MoneyPromise], index: int) -> list[int]:
    """The run of other, smaller promises that adds up to ``promises[index]``; empty if there is none."""
    whole = promises[index].money
    others = [
        place
        for place, promise in enumerate(promises)
        if place != index
        and promise.part_of is None
        and not promise.is_total
        and promise.money.currency == whole.currency
        and promise.money.amount < whole.amount
    ]
    for first in range(len(others)):
        total = 0.0
        for last in range(first, len(others)):
            total += promises[others[last]].money.amount
            if last > first and abs(total - whole.amount) <= _ROUNDING * whole.amount:
                return others[first : last + 1]
            if total > whole.amount * (1 + _ROUNDING):
                break
    return []
