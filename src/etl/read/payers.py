"""Who pays an amount and who is paid, from the build of the sentence around it.

Ordered steps, the first that answers wins: an agent behind the amount ("$5m from
Japan"), an owner before it ("Japan's $5m"), the subject of the nearest verb of paying,
being paid, buying or selling. The one who is paid is then looked for with "to", "into"
or as the bare object ("lends India ¥18bn").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from etl.read.money import MoneyExpression
from etl.read.money_cues import DEEDS, MoneyCue


class PartyMention(Protocol):
    """A party named at ``start``..``end`` of the sentence (``etl.read.names.Name`` is one)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def party_id(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Roles:
    """``payers`` has several names where each pays the whole amount; ``shared`` where they pay it together."""

    payers: tuple[PartyMention, ...] = ()
    payee: PartyMention | None = None
    shared: bool = False
    step: str = ""


_FILL = r"(?:the\s+|its\s+|their\s+|an?\s+|[a-z-]+\s+|[A-Z][a-z]+\s+){0,3}"
_FROM = re.compile(rf"\b(?:from|courtesy\s+of|by\s+way\s+of)\s+{_FILL}$")
_BY = re.compile(
    rf"(?<!announced\s)(?<!signed\s)(?<!agreed\s)(?<!sealed\s)(?<!struck\s)(?<!reached\s)(?<!unveiled\s)(?<!concluded\s)"
    rf"(?<!led\s)(?<!built\s)(?<!run\s)(?<!owned\s)(?<!developed\s)(?<!launched\s)(?<!followed\s)\bby\s+{_FILL}$")
_TO = re.compile(rf"\b(?:to|into|in|for|with)\s+{_FILL}$")
_TO_PAY = re.compile(rf"\b(?:to|into)\s+{_FILL}$")
_OWNER = re.compile(r"(?:['’]s?|s['’])\s+(?:[\w-]+\s+){0,3}(?:(?:up\s+to|of|about|some|worth|at\s+least|nearly)\s+)*$")
_OF_OWNER = re.compile(r"(?:\s+(?:loan|grant|credit|aid|subsidy|cheque|pledge|contribution|investment|package)\w*\s+(?:of|worth)\s+)"
                       r"(?:(?:up\s+to|about|some|nearly|at\s+least|almost|around)\s+)?$")
_TOUCHING = re.compile(r"[\s,:]*(?:(?:a|an|another|further|some|about|only|just|up to|at least|with|in|adds?|puts?|the)\s+)*$", re.I)
_PREPOSITION = re.compile(
    r"\b(?:with|of|for|to|in|from|against|by|at|between|near|about|on|into|under|via|through|like|than|alongside|among|"
    r"across|toward|towards|outside|inside|around|over|per|behind|after|before|beside)\s+(?:the\s+|its\s+|their\s+|a\s+|an\s+)?"
    r"(?:(?!which|whom|that|what|whose|and)[\w’'-]+\s+){0,2}$")
_AND = re.compile(r"^(?:\s+[a-z]+){0,2},?\s+(?:and|&|or|as\s+well\s+as)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}$|^[-–/]$")
_COMMA = re.compile(r"^,\s+(?:the\s+)?$")
# "Japan's Jogmec", "the Chinese group Dahua": the first name only describes the second.
_DESCRIBES = re.compile(r"^(?:['’]s?\s+|\s+)(?:[a-z-]+\s+){0,3}$")
_EACH = re.compile(r"\b(?:each|apiece|either\s+side|every\s+partner|respectively\s+put|both\s+(?:sides|governments|countries|"
                   r"companies|parties)?\s*(?:will\s+)?(?:contribute|pledge|put))\b", re.I)
_TOGETHER = re.compile(r"\b(?:jointly|together|combined|between\s+them|share|shared|fifty-fifty|collectively|pool\w*|co-\w+)\b", re.I)
_PASSIVE = re.compile(r"\b(?:be|is|are|was|were|been|being|gets?|got)\s+(?:\w+ly\s+)?$", re.I)
_BREAK = re.compile(r"[;:]|\s[—–]\s|\.\s")
_STATE_WORD = re.compile(r"\s+(?:\w+\s+)?(?:government|ministry|state|cabinet|side|authorit|taxpayer|treasury|parliament|fund|"
                         r"minister|president|premier|bank|company|group|firm|giant|exchequer|agency|council)", re.I)
_SIDES = re.compile(r"\b(?:each|both)\s+(?:of\s+the\s+(?:two\s+)?)?(?:side|sides|government|governments|country|countries|party|"
                    r"parties|partner|partners|company|companies|firm|firms|institution|institutions|nation|nations)\b"
                    r"|\b(?:the\s+)?(?:two|three|four)\s+(?:governments|sides|countries|companies|partners|nations)\s+(?:\w+\s+)?each\b", re.I)
# "The agreement provides for ...": a paper pays nobody.
_PAPER_SUBJECT = re.compile(r"\b(?:agreement|contract|deal|pact|accord|memorandum|licence|license|treaty|text|package)\s+(?:with\s+[\w&.-]+\s+){0,2}"
                            r"(?:\w+\s+)?$", re.I)
# "The order", "a new fund": what follows is a noun.
_NOUN = re.compile(r"\b(?:an?|the|its|their|this|that|of|for|in|with|new|any|whose|state|joint|public|first|[a-z]+['’]s)\s+$", re.I)
_CONTRACT = re.compile(r"\b(?:contract|deal|agreement|order|alliance|venture|pact|accord|memorandum|partnership|worth|signed)\b", re.I)
_MATCHED = re.compile(r"\b(?:match(?:es|ed|ing)?|(?:euro|dollar|pound|yen|krone|franc)\s+for\s+\w+|an?\s+equal\s+(?:sum|amount|share)|"
                      r"the\s+same\s+(?:sum|amount|again))\b", re.I)
# How far behind an amount its agent may stand.
_REACH = 110


def roles_of(
    text: str, index: int, money: Sequence[MoneyExpression], cues: Sequence[MoneyCue], parties: Sequence[PartyMention],
    concluding: Sequence[PartyMention],
) -> Roles:
    """Payers and payee of ``money[index]``; ``concluding`` are the parties of the agreement it belongs to."""
    scene = _Scene(text, money[index], money[:index], money[index + 1 :], cues, parties, concluding)
    for step in (_each_side, _agent_behind, _owner, _touching, _verb_before, _verb_behind):
        found = step(scene)
        if found:
            return _completed(scene, found)
    return _completed(scene, Roles(_only_subject(scene), _payee_behind(scene), step="no verb"))


@dataclass(frozen=True, slots=True)
class _Scene:
    text: str
    money: MoneyExpression
    earlier: Sequence[MoneyExpression]
    later: Sequence[MoneyExpression]
    cues: Sequence[MoneyCue]
    parties: Sequence[PartyMention]
    concluding: Sequence[PartyMention]

    def behind(self) -> list[PartyMention]:
        """Parties between the amount and the next one, in its clause."""
        limit = min(self.money.end + _REACH, *(other.start for other in self.later if other.conversion_of is None), len(self.text))
        stop = _BREAK.search(self.text, self.money.end, limit)
        limit = stop.start() if stop else limit
        return [party for party in self.parties if self.money.end <= party.start < limit]

    def before(self, position: int) -> list[PartyMention]:
        """Parties that end before ``position``, nearest first."""
        return [party for party in reversed(self.parties) if party.end <= position]

    def deeds_before(self) -> list[MoneyCue]:
        """Verbs before the amount in its clause, nearest first."""
        breaks = [match.end() for match in _BREAK.finditer(self.text, 0, self.money.start)]
        start = breaks[-1] if breaks else 0
        deeds = [cue for cue in self.cues if cue.cue_type in DEEDS and start <= cue.start and cue.end <= self.money.start]
        return [cue for cue in reversed(deeds) if not _NOUN.search(self.text, max(0, cue.start - 24), cue.start)]

    def is_passive(self, cue: MoneyCue) -> bool:
        """ "was pledged", "will be paid": the subject is not the one who acts."""
        participle = cue.text.endswith(("ed", "en")) or cue.text in _PARTICIPLES
        return participle and bool(_PASSIVE.search(self.text, max(0, cue.start - 24), cue.start))


_PARTICIPLES = frozenset({"paid", "put", "lent", "spent", "made", "met", "sunk", "bought", "sold", "built", "set aside", "put up"})


def _each_side(scene: _Scene) -> Roles | None:
    """ "Each side will put in $4m", "which Ireland matches": every party of the agreement."""
    since = scene.earlier[-1].end if scene.earlier else 0
    if scene.concluding and _SIDES.search(scene.text, max(since, scene.money.start - 90), scene.money.start):
        return Roles(tuple(scene.concluding), step="each side")
    if len(scene.concluding) == 2 and len(scene.earlier) + len(scene.later) == 0 and _MATCHED.search(scene.text):
        return Roles(tuple(scene.concluding), step="matched")
    return None


def _agent_behind(scene: _Scene) -> Roles | None:
    """ "$5m from Japan", "$5m ... provided by Japan"."""
    for party in scene.behind():
        gap = scene.text[scene.money.end : party.start]
        bought = _cue_in(scene, scene.money.end, party.start, "buy") or _governing(scene, "buy")
        if _FROM.search(gap):
            return Roles(payee=party, step="bought from") if bought else Roles((party,), step="from")
        if _BY.search(gap):
            got = _cue_in(scene, scene.money.end, party.start, "receive", "sell")
            return Roles(payee=party, step="won by") if got else Roles((party,), step="by")
    return None


def _owner(scene: _Scene) -> Roles | None:
    """ "Japan's $5m", "a Japanese loan of $5m"."""
    for party in scene.before(scene.money.start)[:2]:
        gap = scene.text[party.end : scene.money.start]
        deed = any(cue.cue_type in DEEDS and party.end <= cue.start and cue.end <= scene.money.start for cue in scene.cues)
        if (_OWNER.fullmatch(gap) and not deed) or _OF_OWNER.fullmatch(gap):
            givers = [cue for cue in scene.deeds_before() if cue.end <= party.start and cue.cue_type == "give"]
            if givers and scene.text[givers[0].end : party.start].strip() in {"", "the"}:
                return _verb_before(scene)  # "gives Kenya's researchers $4m"
            return Roles((party,), step="owner")
    return None


def _touching(scene: _Scene) -> Roles | None:
    """The shortened second half of a list: "Spain pays €45m, Portugal €15m"."""
    if not scene.earlier:
        return None
    nearest = scene.before(scene.money.start)[:1]
    if not nearest or nearest[0].end < scene.earlier[-1].end:
        return None
    gap = scene.text[nearest[0].end : scene.money.start]
    if not _TOUCHING.fullmatch(gap) or _PREPOSITION.search(scene.text, max(0, nearest[0].start - 30), nearest[0].start):
        return None
    deeds = [cue for cue in scene.cues if cue.cue_type in DEEDS and cue.start < scene.earlier[-1].start]
    if not deeds:
        return None
    return Roles(payee=nearest[0], step="list") if deeds[-1].cue_type in {"receive", "sell"} else Roles(tuple(nearest), step="list")


def _verb_before(scene: _Scene) -> Roles | None:
    """The verb before the amount: its subject pays or is paid."""
    for deed in scene.deeds_before():
        if _PAPER_SUBJECT.search(scene.text, max(0, deed.start - 60), deed.start):
            continue
        subjects = _subjects(scene, deed.start)
        passive = scene.is_passive(deed)
        if deed.cue_type in {"receive", "sell"} and subjects:
            return Roles(_sellers_customer(scene, deed), subjects[0], step=f"gets: {deed.text}")
        if passive and subjects and deed.cue_type == "give":
            return Roles(payee=subjects[0], step=f"is given: {deed.text}")
        if subjects and not passive:
            return _shared_or_each(scene, subjects, deed)
    return None


def _only_subject(scene: _Scene) -> tuple[PartyMention, ...]:
    """The one party before an amount that is no contract's: "Denmark, 2bn kroner: that is its share"."""
    subjects = _subjects(scene, scene.money.start)
    around = scene.text[: scene.money.end + 40]
    known = {party.party_id for party in scene.concluding}
    if len(scene.before(scene.money.start)) != 1 or not subjects or _CONTRACT.search(around):
        return ()
    if subjects[0].party_id not in known:
        return ()
    return tuple(subjects)


def _verb_behind(scene: _Scene) -> Roles | None:
    """ "A $5m contract to supply Japan with ...": a verb behind the amount, its subject before."""
    limit = scene.later[0].start if scene.later else len(scene.text)
    for cue in scene.cues:
        if cue.cue_type not in {"sell", "buy"} or not scene.money.end <= cue.start < min(limit, scene.money.end + _REACH):
            continue
        if not re.search(r"\b(?:to|for)\s+$", scene.text[:cue.start]):
            continue
        subjects = _subjects(scene, scene.money.start)
        if subjects and cue.cue_type == "sell":
            return Roles(_sellers_customer(scene, cue), subjects[0], step=f"contract to {cue.text}")
        if subjects:
            return Roles((subjects[0],), step=f"contract to {cue.text}")
    return None


def _shared_or_each(scene: _Scene, subjects: list[PartyMention], deed: MoneyCue) -> Roles:
    around = scene.text[subjects[-1].start : scene.money.end + 24]
    if len(subjects) > 1 and not _EACH.search(around):
        return Roles(tuple(subjects), shared=True, step=f"together: {deed.text}")
    if len(subjects) == 1 and _TOGETHER.search(scene.text, subjects[0].end, scene.money.start) and "with" in around:
        return Roles(tuple(subjects), shared=True, step=f"together: {deed.text}")
    return Roles(tuple(subjects), step=f"subject of {deed.text}")


def _subjects(scene: _Scene, position: int) -> list[PartyMention]:
    """The party before a verb that is its subject, with those joined to it by "and"; nearest first.

    Parties behind a preposition are no subjects, unless a relative pronoun follows them;
    adjectives ("the Finnish maker") count only where nothing else does.
    """
    relative = re.search(r"(?:,\s+|\s)(?:which|that|who)\s+(?:[\w’']+\s+){0,4}$", scene.text[:position])
    weak: list[PartyMention] = []
    nearest = scene.before(position)
    for place, party in enumerate(nearest):
        touches_relative = relative is not None and 0 <= relative.start() - party.end <= 2
        if not touches_relative and _after_preposition(scene, nearest, place):
            continue
        if _is_adjective(scene, party) or _is_mere_first_word(scene, party):
            weak.append(party)
            continue
        return _joined(scene, nearest, place)
    return weak[:1]


def _after_preposition(scene: _Scene, nearest: list[PartyMention], place: int) -> bool:
    party = nearest[place]
    if place + 1 < len(nearest):
        gap = scene.text[nearest[place + 1].end : party.start]
        if _AND.search(gap) or _describes(scene, nearest[place + 1], party):
            return _after_preposition(scene, nearest, place + 1)
    start = nearest[place + 1].end if place + 1 < len(nearest) else max(0, party.start - 40)
    return bool(_PREPOSITION.search(scene.text, start, party.start))


def _is_adjective(scene: _Scene, party: PartyMention) -> bool:
    after = scene.text[party.end : party.end + 30]
    if after[:2] in {"'s", "’s"} or after[:1] in {"’", "'"}:
        return True
    return bool(re.match(r"\s+[a-z]{3,}", after)) and bool(re.search(r"\b(?:the|an?)\s+(?:\w+\s+)?$", scene.text[:party.start], re.I)) \
        and not _STATE_WORD.match(after) and not re.match(r"\s+(?:will|would|has|have|had|is|are|was|also|said|and|to|agreed|may|can|could|should|must)\b", after)


def _is_mere_first_word(scene: _Scene, party: PartyMention) -> bool:
    """A capital at the start of a sentence makes no name: "Shareholders were told"."""
    known = {other.party_id for other in scene.concluding}
    return party.start == 0 and bool(known) and party.party_id not in known and " " not in party.name


def _joined(scene: _Scene, nearest: list[PartyMention], place: int) -> list[PartyMention]:
    """The party with those it is joined to: "A and B", "A, B and C"; names that only describe one are left out."""
    joined = [nearest[place]]
    last, saw_and = nearest[place], False
    for other in nearest[place + 1 :]:
        gap = scene.text[other.end : last.start]
        is_and = bool(_AND.search(gap))
        if not is_and and not (saw_and and _COMMA.fullmatch(gap)):
            if not _describes(scene, other, last):
                break
            last = other
            continue
        saw_and, last = True, other
        if other.party_id not in {party.party_id for party in joined}:
            joined.append(other)
    return joined


def _describes(scene: _Scene, first: PartyMention, second: PartyMention) -> bool:
    """Whether the first name is an adjective or owner of the second: "Japan's Jogmec", "the Chinese group Dahua"."""
    return bool(_DESCRIBES.fullmatch(scene.text[first.end : second.start])) and _is_adjective(scene, first)


def _cue_in(scene: _Scene, start: int, end: int, *cue_types: str) -> bool:
    return any(cue.cue_type in cue_types and start <= cue.start and cue.end <= end for cue in scene.cues)


def _governing(scene: _Scene, cue_type: str) -> bool:
    deeds = scene.deeds_before()
    return bool(deeds) and deeds[0].cue_type == cue_type


def _sellers_customer(scene: _Scene, deed: MoneyCue) -> tuple[PartyMention, ...]:
    """Who pays the one who gets or sells: behind "from", "by", "to" or "with"; as the object of a seller."""
    for party in scene.parties:
        if party.start < deed.end:
            continue
        gap = scene.text[max(deed.end, party.start - 40) : party.start]
        if _FROM.search(gap) or _BY.search(gap) or (deed.cue_type == "sell" and _TO.search(gap)):
            return (party,)
        if deed.cue_type == "sell" and scene.text[deed.end : party.start].strip() in {"", "the"}:
            return (party,)
    return ()


def _payee_behind(scene: _Scene) -> PartyMention | None:
    for party in scene.behind():
        if _TO_PAY.search(scene.text[scene.money.end : party.start]):
            return party
    return None


def _completed(scene: _Scene, found: Roles) -> Roles:
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


def _object(scene: _Scene, payers: set[str]) -> PartyMention | None:
    """The bare object before the amount ("lends India ¥18bn"), else the party behind "to" or "into"."""
    deeds = scene.deeds_before()
    if deeds:
        between = [party for party in scene.parties if deeds[0].end <= party.start and party.end <= scene.money.start]
        for party in between:
            if scene.text[deeds[0].end : party.start].strip() in {"", "the", "to", "to the", "into"} and party.party_id not in payers:
                return party
    behind = _payee_behind(scene)
    return behind if behind and behind.party_id not in payers else None
