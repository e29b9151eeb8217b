"""How the sentence that holds a sum stands to an agreement: does it tell of it, of another, of nobody's?

The statements go to the judge of promises (``promises.py``) together with those about
the words beside the sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from etl.read.candidates import is_worth_weighing
from etl.read.draft import Draft
from etl.read.money import MoneyExpression
from etl.read.names import Name
from etl.read.patterns import any_of
from etl.read.record import record
from etl.read.view import View

_FARTHEST = 4  # sentences; from there on all distances are alike
_SINCE = 8  # sentences back in which another agreement may have come up
_NEVER = 99  # the distance to what was not spoken of before
_ROUNDING = 0.005
_KEPT = 256  # sentences whose words are kept in mind: each is asked once a report and sum

_POINTS_BACK = re.compile(
    r"^\W*(?:it|they|both|each|the\s+two|this|that|these|under|of\s+(?:this|that|the)|half|part)\b"
    r"|\b(?:the|this|that|its|their|said)\s+(?:[\w-]+\s+){0,2}"
    + any_of(
        r"deals?|agreements?|pact|accord|memorand\w+|treaty|contract|partnership|arrangement|project|programme|program",
        r"venture|plan|scheme|initiative|facility|centre|center|plant|campus|alliance|partners|sides|parties|consortium",
    )
    + r"\b",
    re.IGNORECASE,
)
_MONEY_AGAIN = re.compile(
    r"\b(?:the|this|that|its|their|of)\s+(?:[\w-]+\s+){0,2}"
    r"(?:loan|grant|funding|money|sum|investment|funds?|financing|package|cash|contribution|credit|budget|cost|bill)s?\b",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b"
    + any_of(
        r"last (?:year|month|week|decade|autumn|spring|summer|winter|january|february|march|april|may|june|july",
        r"august|september|october|november|december)|previous(?:ly)?|earlier|already|so far|to date|ago|since",
        r"in (?:19|20)\d\d|had (?:\w+ly )?\w+(?:ed|en|nt|id|ut|de)|once|before|until now|hitherto|predecessor|older?",
    )
    + r"\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b"
    + any_of(
        r"separate(?:ly)?|meanwhile|elsewhere|rivals?|others?|another|by (?:comparison|contrast)|compar\w+|unlike",
        "similar(?:ly)?|competitors?|unrelated|nothing to do|not part|does not include|apart from|by way of contrast",
    )
    + r"\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b" + any_of(r"wider|overall|whole|entire|broader|larger|altogether|in all|in total|combined|nationwide") + r"\b",
    re.IGNORECASE,
)
# "The addendum is valued at $5m", "the contract, for $5m", "the outlay will be $5m".
_PAPER_WORTH = re.compile(
    r"\b"
    + any_of(
        r"contracts?|deal|agreement|addendum|order|pact|accord|memorandum|project|venture|plan|investment|outlay|bill",
        r"price|cost|value|sum|loan|credit|grant|package|scheme|works",
    )
    + r"\b[^.;]{0,40}?\b"
    + any_of(r"valued at|worth|put at|is|was|of|at|for|amounts? to|comes? to|runs? to|totals?|be|stands at")
    + r"\s+(?:(?:about|some|around|nearly|almost|just|up|to|between|more|than|over|under|a|an|the|estimated)\s+)*$",
    re.IGNORECASE,
)
_COMPLETED = re.compile(r"\b(?:spent|raised|invested|paid|cost|received|was|were|has|have)\s+(?:\w+\s+){0,3}$")


@record
class MoneySentence:
    """A sentence with sums in it, and the names that stand there."""

    view: View
    money: tuple[MoneyExpression, ...]
    names: tuple[Name, ...]


@record
class _Reach:
    """How one report stands to one sentence: how it speaks of it, and how many sentences before it last did."""

    told: bool
    background: bool
    pointed: bool
    gap: int
    clause: tuple[int, int]

    @property
    def distance(self) -> int:
        """0 where the sentence itself speaks of the report."""
        return 0 if self.told or self.pointed else self.gap


@record
class Reaches:
    """How every report, and every draft that is none, stands to one sentence."""

    drafts: tuple[_Reach, ...]
    asides: tuple[_Reach, ...]


def reaches_of(view: View, drafts: Sequence[Draft], asides: Sequence[Draft]) -> Reaches:
    """How the article's ``drafts`` and ``asides`` stand to a sentence: the same whichever sum is weighed for which."""
    return Reaches(tuple(_reach(view, draft) for draft in drafts), tuple(_reach(view, draft) for draft in asides))


def place_statements(
    sentence: MoneySentence,
    names: Sequence[Name],
    index: int,
    report: int,
    reaches: Reaches,
    drafts: Sequence[Draft],
    asides: Sequence[Draft],
    others: Sequence[MoneySentence],
    views: Sequence[View],
) -> dict[str, float]:
    """The statements about ``sentence.money[index]`` as money of ``drafts[report]``; absent means 0.

    ``names`` are who is meant by the names of the sentence (``descriptions.meant_in``), ``reaches`` how the
    drafts stand to it, ``asides`` the drafts that are no reports, ``others`` all sentences of the article with
    sums, ``views`` all sentences.
    """
    draft, view, amount = drafts[report], sentence.view, sentence.money[index]
    reach = reaches.drafts[report]
    rivals = reaches.drafts[:report] + reaches.drafts[report + 1 :]
    apart = reaches.asides
    found: dict[str, float] = {
        "told here": reach.told,
        "told here as background": reach.background,
        "pointed at here": reach.pointed,
        "told in this clause": reach.told and reach.clause[0] <= amount.start < reach.clause[1],
        "title": view.number is None,
        "only report": not rivals,
        "another report told here": any(rival.told for rival in rivals),
        "another report nearer": any(rival.distance < reach.distance for rival in rivals),
        "another report as near": any(rival.distance == reach.distance for rival in rivals),
    }
    found["something else told here"] = any(other.told or other.background for other in apart)
    found["something else nearer"] = any(other.distance < reach.distance for other in apart)
    strange = {party for other in asides for party in other.parties} - set(draft.parties)
    found["a party of something else named"] = any(name.party_id in strange for name in names)
    if not reach.told and not reach.pointed and view.number is not None:
        never = reach.gap >= _NEVER
        found["never told before" if never else f"last told {min(reach.gap, _FARTHEST)} before"] = True
    found |= _names_statements(names, amount, draft, drafts)
    found |= _words_statements(view.text, amount.start)
    found |= _sums_statements(sentence, amount, draft, others)
    if not reach.told and not reach.pointed:
        found["agreement words, not told"] = is_worth_weighing(view)
        found["agreement words since it was told"] = any(map(is_worth_weighing, _between(view, reach.gap, views)))
    themes = set(view.themes)
    found["its theme here"] = bool(themes & draft.themes)
    found["only other themes here"] = bool(themes) and not themes & draft.themes
    if not reach.told:
        found |= {f"not told, {name}": value for name, value in found.items() if name in _CROSSED}
    return {name: float(value) for name, value in found.items() if value}


def _between(view: View, gap: int, views: Sequence[View]) -> Sequence[View]:
    """The last few sentences before this one, as far back as the one ``gap`` sentences before it."""
    if view.number is None:
        return ()
    here = view.number + sum(other.number is None for other in views[:1])  # the title stands before the sentences
    return views[max(here - min(gap, _SINCE) + 1, 0) : here]


# Statements that mean something else in a sentence that does not itself tell of the agreement.
_CROSSED = (
    "points back",
    "money again",
    "old",
    "other",
    "a party of it named",
    "only strangers named",
    "nobody named",
    "its theme here",
    "only other themes here",
)


def _reach(view: View, draft: Draft) -> _Reach:
    told = background = pointed = False
    clause = (0, 0)
    last = -1_000
    for candidate in draft.sentences:
        if candidate.view.number == view.number:
            if candidate.is_background:
                background = True
            else:
                told = True
                start = max(view.text.find(candidate.view.text), 0)
                clause = (start, start + len(candidate.view.text))
    for candidate in draft.pointing:
        pointed = pointed or candidate.view.number == view.number
    if view.number is not None:
        for candidate in (*draft.sentences, *draft.pointing):
            number = candidate.view.number
            if number is not None and number < view.number:
                last = max(last, number)
    return _Reach(told, background, pointed, min((view.number or 0) - last, _NEVER), clause)


def _names_statements(
    names: Sequence[Name], amount: MoneyExpression, draft: Draft, drafts: Sequence[Draft]
) -> dict[str, float]:
    own = [name for name in names if name.party_id in draft.parties]
    count = len({name.party_id for name in own})
    elsewhere = {party for other in drafts if other is not draft for party in other.parties} - set(draft.parties)
    before = [name for name in names if name.end <= amount.start]
    behind = [name for name in names if name.start >= amount.end]
    return {
        "a party of it named": count == 1,
        "parties of it named": count >= 2,
        "nobody named": not names,
        "only strangers named": bool(names) and not own,
        "strangers named too": bool(own) and len(own) < len(names),
        "a party of another report named": any(name.party_id in elsewhere for name in names),
        "a party of it just before": bool(before) and before[-1].party_id in draft.parties,
        "a stranger just before": bool(before) and before[-1].party_id not in draft.parties,
        "a party of it just behind": bool(behind) and behind[0].party_id in draft.parties,
        "a stranger just behind": bool(behind) and behind[0].party_id not in draft.parties,
    }


@lru_cache(maxsize=_KEPT)
def _sentence_statements(text: str) -> Mapping[str, bool]:
    """What the words of a sentence say, whatever the sum and the agreement."""
    return {
        "points back": bool(_POINTS_BACK.search(text)),
        "money again": bool(_MONEY_AGAIN.search(text)),
        "old": bool(_OLD.search(text)),
        "other": bool(_OTHER.search(text)),
        "whole": bool(_WHOLE.search(text)),
        "quoted": '"' in text or "“" in text,
    }


@lru_cache(maxsize=_KEPT)
def _words_statements(text: str, start: int) -> Mapping[str, bool]:
    """What the words of a sentence, and those before a sum that starts there, say, whatever the agreement."""
    return {
        **_sentence_statements(text),
        "value of the paper": bool(_PAPER_WORTH.search(text, max(0, start - 90), start)),
        "completed": bool(_COMPLETED.search(text, max(0, start - 40), start)),
    }


def _sums_statements(
    sentence: MoneySentence, amount: MoneyExpression, draft: Draft, others: Sequence[MoneySentence]
) -> dict[str, float]:
    """Whether the article prints the sum again, and whether a sentence that tells of the agreement has sums."""
    telling = {candidate.view.number for candidate in draft.sentences if not candidate.is_background}
    again = told_again = other_told = False
    for other in others:
        for money in other.money:
            if other.view is sentence.view:
                continue
            same = money.currency == amount.currency and abs(money.amount - amount.amount) <= _ROUNDING * amount.amount
            again = again or same
            if other.view.number in telling:
                told_again = told_again or same
                other_told = other_told or not same
    return {
        "printed again": again,
        "printed again where it is told": told_again,
        "another sum where it is told": other_told,
    }
