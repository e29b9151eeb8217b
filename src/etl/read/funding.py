"""Which promises of money belong to which agreement of an article.

Every sum is weighed against every report of the article; it goes to the one to which the
judge gives it most surely, if to any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from etl.read.capitals import Capitals
from etl.read.clause import main_subject
from etl.read.commitments import (
    PROMISE_AT_LEAST,
    MoneyPromise,
    WeighedSum,
    believed,
    link_totals,
    promises_of,
    weighed_sums,
)
from etl.read.descriptions import Described, describe, meant_in, with_deeds
from etl.read.draft import Draft
from etl.read.facts import Commitment, Party
from etl.read.money import ELSEWHERE, MoneyExpression, find_money, load_currencies
from etl.read.money_places import MoneySentence, Reaches, place_statements, reaches_of
from etl.read.money_terms import states_no_money
from etl.read.money_words import HOME_DOLLARS
from etl.read.names import Name, find_names
from etl.read.payers import PartyMention
from etl.read.record import record
from etl.read.view import View

_MOST_SENTENCES = 150  # sentences with sums that an article has; each is weighed against all others and all reports
_MOST_AMOUNTS = 20  # more amounts than any sentence has: a table without its lines
# "None of the three memoranda", "neither document": all that the article tells of.
_SEVERAL = re.compile(
    r"\b(?:none|neither|both|all|any|two|three|four|five|six)\b(?:\s+[\w-]+){0,3}?\s+"
    r"(?:documents?|memorand\w+|agreements?|accords?|papers?|texts?|MoUs?|MoCs?|pacts?|deals?|instruments?|of\s+them)\b",
    re.IGNORECASE,
)
_MAY_HOLD_MONEY = re.compile(r"\d|illi(?:on|ard)|crore|lakh", re.IGNORECASE)


def commitments_of(
    drafts: Sequence[Draft], asides: Sequence[Draft], views: Sequence[View], people: Capitals
) -> tuple[Commitment, ...]:
    """The commitments of all reports of one article; totals point to their parts' order in the result.

    ``asides`` are what else the article speaks of; money that goes with those is not promised in a report.
    """
    sentences = money_sentences(drafts, views, people) if drafts else []
    casts = [described(draft, views) if sentences else [] for draft in drafts]
    reaches = [reaches_of(sentence.view, drafts, asides) for sentence in sentences]
    offers = [
        _offers(sentences, reaches, report, drafts, asides, views, parties) for report, parties in enumerate(casts)
    ]
    for weighed in zip(*offers, strict=True):  # one sentence, as each report has it
        for sums in zip(*(offer.sums for offer in weighed), strict=True):
            best = max(range(len(drafts)), key=lambda report: sums[report].belief)
            weighed[best].taken.append(sums[best])
    rows = [_promised(offered, parties) for offered, parties in zip(offers, casts, strict=True)]
    return tuple(_commitments(rows, drafts))


@record
class _Offer:
    """One sentence's sums as money of one report, and those of them that no other report has more surely."""

    sentence: MoneySentence
    concluding: list[Name]
    names: list[Name]
    antecedent: PartyMention | None
    sums: list[WeighedSum]
    taken: list[WeighedSum] = field(default_factory=list)


def money_sentences(drafts: Sequence[Draft], views: Sequence[View], people: Capitals) -> list[MoneySentence]:
    """The sentences of an article that hold sums, each sum once in its own currency."""
    places = _countries(drafts, views)
    found: list[MoneySentence] = []
    for view in views:
        if len(found) >= _MOST_SENTENCES:
            break
        if not _MAY_HOLD_MONEY.search(view.text):
            continue
        here = [span.iso3 for span in view.spans if span.iso3]
        money = find_money(view.text, load_currencies(), [*here, *places])
        if 0 < len(money) <= _MOST_AMOUNTS:
            names = [name for name in find_names(view, people) if not _is_in(name, money)]
            found.append(MoneySentence(view, tuple(money), tuple(names)))
    found = _in_local_dollars(found, places)
    converted = {
        (money.amount, money.currency)
        for sentence in found
        for money in sentence.money
        if money.conversion_of is not None
    }
    return [replace(sentence, money=tuple(_marked(money, converted) for money in sentence.money)) for sentence in found]


def _countries(drafts: Sequence[Draft], views: Sequence[View]) -> list[str]:
    """The countries whose currencies may be meant: those of the parties, then the others, the most named first."""
    parties = [name.iso3 for draft in drafts for name, _, _ in draft.parties.values() if name.iso3]
    named = Counter(span.iso3 for view in views for span in view.spans if span.iso3)
    return list(dict.fromkeys([*parties, *(country for country, _ in named.most_common())]))


def _in_local_dollars(sentences: list[MoneySentence], places: Sequence[str]) -> list[MoneySentence]:
    """Where "US$" is printed as such, a plain "$" is the dollar of the first country that has one of its own."""
    printed = [money.text for sentence in sentences for money in sentence.money]
    home = next((HOME_DOLLARS[place] for place in places if place in HOME_DOLLARS), None)
    if home is None or not any(text.startswith(("US$", "USD")) for text in printed):
        return sentences
    return [
        replace(
            sentence,
            money=tuple(
                replace(money, currency=home) if money.text.startswith("$") and money.currency == "USD" else money
                for money in sentence.money
            ),
        )
        for sentence in sentences
    ]


def _is_in(name: Name, money: Sequence[MoneyExpression]) -> bool:
    """Whether what looks like a name is the sign of a currency: the US of "US$5m"."""
    return any(amount.start <= name.start < amount.end for amount in money)


def _marked(money: MoneyExpression, converted: set[tuple[float, str]]) -> MoneyExpression:
    """Mark a sum that only repeats, in another currency, one that stands in another sentence."""
    if money.conversion_of is None and (money.amount, money.currency) in converted:
        return replace(money, conversion_of=ELSEWHERE)
    return money


def _offers(
    sentences: Sequence[MoneySentence],
    reaches: Sequence[Reaches],
    report: int,
    drafts: Sequence[Draft],
    asides: Sequence[Draft],
    views: Sequence[View],
    parties: Sequence[Described],
) -> list[_Offer]:
    """The sums of each sentence weighed as money of one report, step by step for all."""
    casts = [cast_of(sentence, drafts[report], parties) for sentence in sentences]
    places = [
        [
            place_statements(sentence, names, index, report, reach, drafts, asides, sentences, views)
            for index in range(len(sentence.money))
        ]
        for sentence, reach, (_, names, _) in zip(sentences, reaches, casts, strict=True)
    ]
    return [
        _Offer(sentence, *cast, weighed_sums(sentence.view.text, sentence.money, cast[1], cast[0], cast[2], place))
        for sentence, cast, place in zip(sentences, casts, places, strict=True)
    ]


def _promised(offers: Sequence[_Offer], parties: Sequence[Described]) -> list[tuple[MoneyPromise, int | None]]:
    """What one report promises, each promise with its sentence; nobody asks who pays where no sum is believed."""
    rows: list[tuple[MoneyPromise, int | None]] = []
    if not any(weighed.belief >= PROMISE_AT_LEAST for offer in offers for weighed in offer.taken):
        return rows
    deeds = {party.name.party_id: party.deeds for party in parties}
    nouns = {party.name.party_id: party.nouns for party in parties}
    for offer in offers:
        if not offer.taken:
            continue
        view, money = offer.sentence.view, offer.sentence.money
        # Whose dollar a plain "$" is depends on all who pay in it.
        asked = [weighed for weighed in offer.sums if weighed in offer.taken or money[weighed.index].text[0] == "$"]
        promises = promises_of(asked, view.text, money, offer.names, offer.concluding, offer.antecedent, deeds, nouns)
        for weighed, promised in zip(asked, promises, strict=True):
            for promise in promised if weighed in offer.taken else ():
                _add(rows, promise, view.number)
    return rows


def described(draft: Draft, views: Sequence[View]) -> list[Described]:
    """The parties of a report with what the article calls them."""
    named = [
        (name, candidate.view.text[name.start : name.end] or name.name) for name, _, candidate in draft.parties.values()
    ]
    telling = [(candidate.view, candidate.names) for candidate in (*draft.sentences, *draft.pointing)]
    return with_deeds(describe(named, views), telling)


def cast_of(
    sentence: MoneySentence, draft: Draft, parties: Sequence[Described]
) -> tuple[list[Name], list[Name], PartyMention | None]:
    """Who concludes, who is meant by the names of the sentence, and who "it" is in it."""
    concluding = [party.name for party in parties]
    antecedent = _antecedent(sentence.view, draft)
    return concluding, meant_in(sentence.view, sentence.names, parties, antecedent), antecedent


def _antecedent(view: View, draft: Draft) -> PartyMention | None:
    """The subject of the last sentence before this one that names somebody of the report."""
    before = [
        candidate
        for candidate in (*draft.sentences, *draft.pointing)
        if candidate.view.number is not None and candidate.view.number < (view.number or 0)
    ]
    for candidate in sorted(before, key=lambda candidate: -(candidate.view.number or 0)):
        own = [name for name in candidate.names if name.party_id in draft.parties]
        subject = main_subject(candidate.view.text, own)
        if subject is not None:
            return subject
    return None


def _add(rows: list[tuple[MoneyPromise, int | None]], promise: MoneyPromise, sentence: int | None) -> None:
    """Add a promise unless another sentence has the same amount; the one whose payer is the surer stays."""
    for place, (other, number) in enumerate(rows):
        same = other.money.currency == promise.money.currency and other.money.amount == promise.money.amount
        if same and number != sentence:
            surer, where = max(((other, number), (promise, sentence)), key=lambda pair: pair[0].payer_belief)
            rows[place] = (replace(surer, belief=max(other.belief, promise.belief)), where)
            return
    rows.append((promise, sentence))


def _commitments(
    rows: Sequence[Sequence[tuple[MoneyPromise, int | None]]], drafts: Sequence[Draft]
) -> Iterator[Commitment]:
    first = 0
    for index, promised in enumerate(rows):
        sentences = {id(promise.money): sentence or 0 for promise, sentence in promised}
        kept = believed(link_totals([promise for promise, _ in promised]))
        for promise in kept:
            yield _commitment(index, promise, sentences[id(promise.money)], first, drafts[index])
        first += len(kept)


def without_money(drafts: Sequence[Draft], views: Sequence[View], promised: Sequence[Commitment]) -> set[int]:
    """The reports of which a sentence says that no money is involved, and of which no other promises any."""
    found: set[int] = set()
    for view in views if drafts else ():
        if states_no_money(view.text):
            found |= _reports_meant(view, drafts)
    return found - {commitment.agreement for commitment in promised}


def _reports_meant(view: View, drafts: Sequence[Draft]) -> set[int]:
    """The reports that a sentence speaks of: what it tells of, all of them if it says so, else the last before it."""
    if len(drafts) == 1:
        return set() if _names_only_strangers(view, drafts[0]) else {0}
    if _SEVERAL.search(view.text):
        return set(range(len(drafts)))
    for part in (_told_in, _pointed_at_in):
        here = [index for index, draft in enumerate(drafts) if part(view, draft)]
        if here:
            return {here[0]}
    named = {span.entity_id for span in view.spans}
    before = [
        (len(named & set(draft.parties)), number, index)
        for index, draft in enumerate(drafts)
        for candidate in draft.sentences + draft.pointing
        if (number := candidate.view.number) is not None and number < (view.number or 0)
    ]
    return {max(before)[2]} if before else set()


def _names_only_strangers(view: View, draft: Draft) -> bool:
    """Whether a sentence that does not tell of the report names somebody, and nobody who belongs to it."""
    if _told_in(view, draft) or _pointed_at_in(view, draft):
        return False
    spans = [span for span in view.spans if span.kind != "theme"]
    homes = {name.iso3 for name, _, _ in draft.parties.values()}
    return bool(spans) and not any(span.entity_id in draft.parties or span.iso3 in homes for span in spans)


def _told_in(view: View, draft: Draft) -> bool:
    return any(candidate.view.number == view.number and not candidate.is_background for candidate in draft.sentences)


def _pointed_at_in(view: View, draft: Draft) -> bool:
    return any(candidate.view.number == view.number for candidate in draft.pointing)


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
