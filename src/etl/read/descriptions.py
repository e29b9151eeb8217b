"""Whom "the institute", "the Belgian firm", "the Koreans" or a short form mean in a sentence of an article.

First it is gathered what the article says of each party: where it is from ("Taiwan's
Hsinlong", "Zipmed, a Belgian biotech firm") and what it is ("operator Dala Telecom", the
nouns of its own name). Then the words of a sentence that fit one party only are it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from etl.read.clause import PartyMention, deeds_in
from etl.read.names import STATES, Name
from etl.read.patterns import any_of
from etl.read.record import record
from etl.read.span import Span
from etl.read.view import View
from etl.vocabulary import load_vocabulary
from etl.vocabulary.fold import fold, plain

_STATE_NOUNS = frozenset(
    {
        "government",
        "state",
        "kingdom",
        "republic",
        "emirate",
        "cabinet",
        "purse",
        "treasury",
        "exchequer",
        "taxpayer",
        "taxpayers",
    }
)
_SELLERS = frozenset({"vendor", "supplier", "contractor", "seller", "maker", "manufacturer", "builder"})
_FIRMS = frozenset({"company", "firm", "group", "business", "conglomerate"})
_NOUN = any_of(
    "company|firm|group|business|conglomerate|vendor|bank|lender|fund|ministry|agency|university|institute|institution",
    "chipmaker|carmaker|automaker|maker|utility|operator|manufacturer|foundation|start-?up|developer|supplier|miner",
    "producer|builder|carrier|railway|giant|airline|regulator|board|centre|center|laboratory|lab|authority|office",
    "council|corporation|consortium|academy|commission|department|school|college|hospital|trader|shipyard|refiner",
    "foundry|packager|designer|insurer|investor|broker|house|organisation|organization|society|alliance|bloc|contractor|seller|buyer|customer",
)
_STATE_NOUN = any_of("government|state|kingdom|republic|emirate|cabinet|purse|treasury|exchequer|taxpayers?")
_WORD = re.compile(r"\w+")
_NOUNS = re.compile(rf"\b{_NOUN}\b", re.IGNORECASE)
# "The Belgian firm", "the state energy company", "the university": at most three words between.
_DEFINITE = re.compile(
    rf"\b[Tt]he\s+(?:[\w.-]+\s+){{0,3}}?(?P<noun>{_NOUN}|{_STATE_NOUN})\b(?!\s+(?-i:[A-Z]))", re.IGNORECASE
)
# The words before a name, read backwards from it.
_BEFORE_NAME = re.compile(r"(?:\s+[\w-]+){0,4}")
_APPOSITION = re.compile(r"\s*(?:\([^)]*\)\s*)?,\s+(?:an?|the|which\s+is)\s+([^,.;]{3,80})")
_BRACKET = re.compile(r"\s*\(([^)]{2,80})\)")
_GAP = re.compile(r"(?:['’]s?\s+|-(?:based|headquartered|listed)\s+|\s+)(?:(?!and\b|with\b|or\b|in\b)[\w-]+\s+){0,4}")
_OWN_NOUN = re.compile(r"(?:[ -](?:based|listed|owned))?(?:\s+[\w-]+){0,2}?\s+" + f"{_NOUN}\\b", re.IGNORECASE)
_SIDE = re.compile(r"\s+(?:side|partners?|team|group|party)\b")
_OFFICIAL = re.compile(r"\s+(?:government|state|cabinet|authorities|taxpayers?|treasury|parliament|ministry|embassy)\b")


@record
class Described:
    """A party, named by the words ``surface``, with the countries and nouns that the article gives it.

    ``homes`` are where it is from, ``nouns`` what it is called, ``deeds`` what it does where the
    article tells of the agreement: give, receive, buy, sell.
    """

    name: Name
    surface: str
    homes: frozenset[str]
    nouns: frozenset[str]
    deeds: frozenset[str] = frozenset()


def describe(parties: Sequence[tuple[Name, str]], views: Sequence[View]) -> list[Described]:
    """What the article says of each party, given with the words by which it is named."""
    return [_described(name, surface, views) for name, surface in parties]


def with_deeds(parties: Sequence[Described], telling: Sequence[tuple[View, Sequence[Name]]]) -> list[Described]:
    """The parties with what they do in the sentences that tell of the agreement, given with their names."""
    found: dict[str, set[str]] = {}
    for view, names in telling:
        meant = meant_in(view, names, parties)
        for deed, doers in deeds_in(view.text, meant):
            for doer in doers:
                found.setdefault(doer.party_id, set()).add(deed)
    return [replace(party, deeds=frozenset(found.get(party.name.party_id, ()))) for party in parties]


def _described(name: Name, surface: str, views: Sequence[View]) -> Described:
    if name.party_type in STATES:
        return Described(name, surface, frozenset({name.party_id}), frozenset())
    homes = {name.iso3} if name.iso3 else set()
    homes |= _countries_of(name.name) if not homes else set()
    nouns = {noun.lower() for noun in _NOUNS.findall(f"{name.name} {surface}")}
    for view in views:
        start = view.text.find(surface)
        if start < 0:
            continue
        end = start + len(surface)
        before = _BEFORE_NAME.match(view.text[:start][::-1])
        nouns |= {noun.lower() for noun in _NOUNS.findall(before.group()[::-1] if before else "")}
        behind = _APPOSITION.match(view.text, end) or _BRACKET.match(view.text, end)
        limit = behind.end() if behind else end
        if behind:
            nouns |= {noun.lower() for noun in _NOUNS.findall(behind.group(1))[:2]}
        if not homes:
            homes |= {span.iso3 for span in view.spans if span.iso3 and _is_home(view.text, span, start, end, limit)}
    return Described(name, surface, frozenset(homes), frozenset(nouns))


def _is_home(text: str, span: Span, start: int, end: int, limit: int) -> bool:
    if span.kind == "organisation":
        return False
    return (span.end <= start and bool(_GAP.fullmatch(text, span.end, start))) or end <= span.start < limit


def _countries_of(name: str) -> set[str]:
    """The countries that stand in a name itself: "Korea Institute of Fusion Energy"."""
    plain_name = plain(name)
    matches = load_vocabulary().matches(plain_name, fold(plain_name))
    return {match.term.iso3 for match in matches if match.term.kind == "country" and match.term.iso3}


def meant_in(
    view: View, names: Sequence[Name], parties: Sequence[Described], before: PartyMention | None = None
) -> list[Name]:
    """The names of a sentence, with those replaced or added that mean a party of an agreement.

    ``before`` is whom the sentence before is about: "the company", where several are one.
    """
    own = {party.name.party_id for party in parties}
    found = [_as_party(name, view, own, parties) for name in names]
    found = [name for name in found if name.party_id in own or name.form != "first word"]
    found += _by_surface(view, found, parties)
    for start, end, noun in _definites(view.text):
        inside = [name for name in found if name.start < end and start < name.end]
        party = _called(noun, parties, before)
        if party is not None and not any(name.party_type != "unresolved" or name.party_id in own for name in inside):
            found = [name for name in found if name not in inside]
            found.append(replace(party, start=start, end=end))
    return sorted(found, key=lambda name: name.start)


@lru_cache(maxsize=256)  # sentences, each of which is read once a report
def _definites(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where "the ..." stands with a noun for a party, and the noun."""
    return tuple((match.start(), match.end(), match["noun"].lower()) for match in _DEFINITE.finditer(text))


def _by_surface(view: View, names: Sequence[Name], parties: Sequence[Described]) -> list[Name]:
    """The parties that stand in the sentence as they did where they were first named, but were not found in it."""
    found: list[Name] = []
    for party in parties:
        start = view.text.find(party.surface)
        end = start + len(party.surface)
        if start >= 0 and not any(name.start < end and start < name.end for name in names):
            found.append(replace(party.name, start=start, end=end))
    return found


def _as_party(name: Name, view: View, own: set[str], parties: Sequence[Described]) -> Name:
    """The party that a name means: a short form or initials of it, or "the Belgian firm" by its country."""
    if name.party_id in own:
        return name
    if name.party_type in STATES:
        return _national(name, view, parties)
    if name.party_type == "government_body" and name.iso3 in own:
        state = next(party.name for party in parties if party.name.party_id == name.iso3)
        return replace(state, start=name.start, end=name.end)
    same = [described.name for described in parties if _is_short_for(name.name, described.name)]
    return replace(same[0], start=name.start, end=name.end) if len(same) == 1 else name


def _national(name: Name, view: View, parties: Sequence[Described]) -> Name:
    """The one party from the country that is named, unless its state is meant."""
    if _OFFICIAL.match(view.text, name.end) or not name.iso3:
        return name
    fitting = [
        described.name
        for described in parties
        if name.iso3 in described.homes and described.name.party_type not in STATES
    ]
    behind = _OWN_NOUN.match(view.text, name.end) or _SIDE.match(view.text, name.end)
    group = behind is not None or view.text[max(0, name.start - 4) : name.start].lower() == "the "
    if len(fitting) != 1 or not group:
        return name
    return replace(fitting[0], start=name.start, end=behind.end() if behind else name.end)


def _called(noun: str, parties: Sequence[Described], before: PartyMention | None) -> Name | None:
    """The one party that is called by the noun; "the vendor" sells, "the company" is any one that is no state."""
    if noun in _STATE_NOUNS:
        fitting = [party.name for party in parties if party.name.party_type in STATES]
        return fitting[0] if len(fitting) == 1 else None
    fitting = [party.name for party in parties if noun in party.nouns]
    if not fitting and noun in _SELLERS:
        fitting = [party.name for party in parties if "sell" in party.deeds]
    if not fitting and noun in _FIRMS:
        fitting = [party.name for party in parties if party.name.party_type in {"company", "unresolved"}]
    if len(fitting) > 1 and before is not None:
        fitting = [name for name in fitting if name.party_id == before.party_id]
    return fitting[0] if len(fitting) == 1 else None


def _is_short_for(short: str, long: Name) -> bool:
    """Whether a name is another's first word or words, or its initials."""
    words = _WORD.findall(long.name)
    if short.isupper() and 2 < len(short) <= 8:
        capitals = "".join(word[0] for word in words if word[0].isupper())
        return short in {capitals, words[0].upper(), words[-1]}  # "Norvik Energy Storage (NES)" has them behind
    parts = _WORD.findall(short)
    return bool(parts) and len(parts) < len(words) and words[: len(parts)] == parts
