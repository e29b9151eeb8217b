"""Which promises of money belong to which agreement of an article.

A sentence with an amount belongs to the report that it speaks of; one that belongs to
none, to the report spoken of just before, unless that is too far back.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.read.capitals import Capitals
from etl.read.commitments import MoneyPromise, find_promises, link_totals
from etl.read.coreference import named_again
from etl.read.draft import Draft
from etl.read.facts import Commitment, Party
from etl.read.money import find_money, load_currencies
from etl.read.names import Name, find_names
from etl.read.payers import PartyMention
from etl.read.view import View

_FARTHEST = 4  # sentences after the last one that speaks of an agreement


def commitments_of(drafts: Sequence[Draft], views: Sequence[View], people: Capitals) -> tuple[Commitment, ...]:
    """The commitments of all reports of one article; totals point to their parts' order in the result."""
    promised: list[list[tuple[MoneyPromise, int]]] = [[] for _ in drafts]
    for view in views:
        if not drafts or not any(character.isdigit() for character in view.text):
            continue
        index = report_of(view, drafts)
        if index is not None:
            for promise in _promises(view, drafts[index], people):
                _add(promised[index], promise, view.number or 0)
    found: list[Commitment] = []
    for index, rows in enumerate(promised):
        linked = link_totals([promise for promise, _ in rows])
        first = len(found)
        found += [
            _commitment(index, promise, sentence, first, drafts[index])
            for promise, (_, sentence) in zip(linked, rows, strict=True)
        ]
    return tuple(found)


def _promises(view: View, draft: Draft, people: Capitals) -> list[MoneyPromise]:
    concluding = [name for name, _, _ in draft.parties.values()]
    countries = [name.iso3 for name in concluding if name.iso3]
    money = find_money(view.text, load_currencies(), countries)
    if not money:
        return []
    names = sorted(find_names(view, people) + named_again(view, concluding), key=lambda name: name.start)
    own = [name for name in names if name.party_id in draft.parties]
    return find_promises(view.text, money, own or names, concluding)


def report_of(view: View, drafts: Sequence[Draft]) -> int | None:
    """The report that the sentence speaks of, else the last one before it, else None."""
    for index, draft in enumerate(drafts):
        if any(candidate.view.number == view.number and not candidate.is_background for candidate in draft.sentences):
            return index
        if any(candidate.view.number == view.number for candidate in draft.pointing):
            return index
    if view.number is None:
        return None
    before = [
        (number, index)
        for index, draft in enumerate(drafts)
        for candidate in draft.sentences + draft.pointing
        if (number := candidate.view.number) is not None and number < view.number
    ]
    if before and view.number - max(before)[0] <= _FARTHEST:
        return max(before)[1]
    return None


def _add(rows: list[tuple[MoneyPromise, int]], promise: MoneyPromise, sentence: int) -> None:
    """Add a promise unless the same amount is there already; the one that names a payer stays."""
    for place, (other, _) in enumerate(rows):
        same = other.money.currency == promise.money.currency and other.money.amount == promise.money.amount
        if same and (other.payer is None or promise.payer is None or other.payer.party_id == promise.payer.party_id):
            if other.payer is None and promise.payer is not None:
                rows[place] = (promise, sentence)
            return
    rows.append((promise, sentence))


def _commitment(index: int, promise: MoneyPromise, sentence: int, first: int, draft: Draft) -> Commitment:
    money = promise.money
    return Commitment(
        agreement=index,
        amount=money.amount,
        amount_min=money.amount_min,
        currency=money.currency,
        payer=_party(promise.payer, "payer", sentence, draft),
        payee=_party(promise.payee, "payee", sentence, draft),
        purpose=promise.purpose,
        years=promise.years,
        is_total=promise.is_total,
        part_of=None if promise.part_of is None else first + promise.part_of,
        sentence=sentence,
        bound=money.bound,
        is_per_year=money.is_per_year,
    )


def _party(mention: PartyMention | None, role: str, sentence: int, draft: Draft) -> Party | None:
    if mention is None:
        return None
    known = draft.parties.get(mention.party_id)
    name = mention if isinstance(mention, Name) else known[0] if known else None
    party_type = name.party_type if name else "unresolved"
    return Party(mention.party_id, mention.name, party_type, role, sentence, name.iso3 if name else None)
