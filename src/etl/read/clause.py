"""One clause around an amount of money: its parties, its verbs, and which party is whose subject."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from etl.read.money import MoneyExpression
from etl.read.money_cues import DEEDS, MoneyCue, find_money_cues
from etl.read.patterns import any_of

# "Under the pact Japan pays": a noun or pronoun between ends what the preposition governs.
_NO_ADJECTIVE = any_of(
    "which|whom|that|what|whose|and|agreements?|pact|accord|deal|contract|memorandum|treaty|plan|programme|program",
    "framework|arrangement|declaration|statement|scheme|terms|text|first|part|step|turn|all|total|day|year|month|week",
)
_PREPOSITION = re.compile(
    r"\b"
    + any_of(
        "with|of|for|to|in|from|against|by|at|between|near|about|on|into|under|via|through|like|than|alongside|among",
        "across|towards?|outside|inside|around|over|per|behind|after|before|beside",
    )
    + rf"\s+(?:(?:the|its|their|an?)\s+)?(?:(?!{_NO_ADJECTIVE}\b)[\w’'-]+\s+){{0,2}}$"
)
_AND = re.compile(r"(?:(?:\s+[a-z]+){0,2},?\s+(?:and|&|or|as\s+well\s+as)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}|[-–/])$")
_COMMA = re.compile(r",\s+(?:the\s+)?")
# "Japan's Jogmec", "the Chinese group Dahua": the first name only describes the second.
_NOT_DESCRIBING = any_of("with|to|from|by|in|of|for|and|or|at|on|will|is|has|[a-z]+ed")
_DESCRIBES = re.compile(rf"(?:['’]s?\s+|\s+)(?:(?!{_NOT_DESCRIBING}\b)[a-z-]+\s+){{0,2}}")
# Words for a party named before, as the subject just before a verb.
_DEFINITE = re.compile(
    r"\b[Tt]he\s+"
    + any_of(
        "company|firm|group|bank|fund|ministry|government|agency|university|institute|chipmaker|carmaker|automaker",
        "utility|operator|manufacturer|foundation|bloc|kingdom|republic|country|emirate|start-up|startup|giant|developer",
    )
    + r"\s+(?:\w+\s+){0,2}$"
)
_NO_MONEY = MoneyExpression(0, 0, "", 0.0, "")
_RELATIVES = ("which", "that", "who")
_RELATIVE = re.compile(rf"(?:,\s+|\s)(?:{'|'.join(_RELATIVES)})\s+(?:[\w’']+\s+){{0,4}}$")
_PRONOUN = re.compile(r"\b(?:it|he|she|they)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_VERB = re.compile(
    r"\s+(?:will|would|has|have|had|is|are|was|were|also|said|and|to|agreed|may|can|could|should|must|pledged|plans?)\b"
)
_SMALL_WORD = re.compile(r"\s+[a-z]{3,}")
_ARTICLE_AND_WORD = re.compile(r"\b(?:the|an?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FAR = 200  # characters; no word is longer
_ARTICLE = re.compile(r"\b(?:the|an?|its|their)\s+$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:be|is|are|was|were|been|being|gets?|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BREAK = re.compile(r"[;:]|\s[—–]\s|\.\s")
_STATE_WORD = re.compile(
    r"\s+(?:\w+\s+)?"
    + any_of(
        "government|ministry|state|cabinet|side|authorit|taxpayer|treasury|parliament|fund|minister|president|premier",
        "bank|company|group|firm|giant|exchequer|agency|council",
    ),
    re.IGNORECASE,
)
# "The order", "a new fund", "supply contract": what looks like a verb is a noun.
_NOUN = re.compile(
    r"\b(?:an?|the|its|their|this|of|for|in|with|new|any|whose|state|joint|public|first|[a-z]+['’]s)\s+$",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(
    r"\s+(?:contract|deal|agreement|accord|pact|order|package|scheme|programme|program|plan)s?\b", re.IGNORECASE
)
# How far behind an amount its agent may stand.
REACH = 110
# Who is on the other side of a deed, and the words before it: "sells to X", "buys from X", "gives (to) X".
_COUNTERPARTS = {
    "give": ("receive", re.compile(r"(?:^|\b(?:to|into|in))\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")),
    "receive": ("give", re.compile(r"\b(?:from|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")),
    "buy": ("sell", re.compile(r"\bfrom\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")),
    "sell": ("buy", re.compile(r"(?:^|\b(?:to|for|with))\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")),
}
_PARTICIPLES = frozenset(
    {"paid", "put", "lent", "spent", "made", "met", "sunk", "bought", "sold", "built", "set aside", "put up"}
)


class PartyMention(Protocol):
    """A party named at ``start``..``end`` of the sentence (``etl.read.names.Name`` is one)."""

    @property
    def start(self) -> int:
        """Offset of the first character in the sentence."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""

    @property
    def party_id(self) -> str:
        """As in ``etl.read.facts.Party``."""

    @property
    def name(self) -> str:
        """The party's usual name."""


@dataclass(frozen=True)
class Scene:
    """A sentence seen from one amount in it; ``concluding`` are the parties of the agreement it belongs to."""

    text: str
    money: MoneyExpression
    earlier: Sequence[MoneyExpression]
    later: Sequence[MoneyExpression]
    cues: Sequence[MoneyCue]
    parties: Sequence[PartyMention]
    concluding: Sequence[PartyMention]
    antecedent: PartyMention | None = None

    def behind(self) -> list[PartyMention]:
        """Parties between the amount and the next one, in its clause."""
        limit = min(
            self.money.end + REACH,
            *(other.start for other in self.later if other.conversion_of is None),
            len(self.text),
        )
        stop = _BREAK.search(self.text, self.money.end, limit)
        limit = stop.start() if stop else limit
        return [party for party in self.parties if self.money.end <= party.start < limit]

    def before(self, position: int) -> list[PartyMention]:
        """Parties that end before ``position``, nearest first."""
        return [party for party in reversed(self.parties) if party.end <= position]

    @cached_property
    def deeds_before(self) -> list[MoneyCue]:
        """Verbs before the amount in its clause, nearest first."""
        breaks = [match.end() for match in _BREAK.finditer(self.text, 0, self.money.start)]
        start = breaks[-1] if breaks else 0
        deeds = [
            cue for cue in self.cues if cue.cue_type in DEEDS and start <= cue.start and cue.end <= self.money.start
        ]
        return [cue for cue in reversed(deeds) if not self.is_noun(cue)]

    def is_noun(self, cue: MoneyCue) -> bool:
        """Whether what looks like a verb is a noun: "the order", "a supply contract"."""
        before = _NOUN.search(self.text, max(0, cue.start - 24), cue.start)
        return bool(before or _NOUN_BEHIND.match(self.text, cue.end))

    def cues_in(self, start: int, end: int) -> list[MoneyCue]:
        """The cue words that lie wholly between two places."""
        return [cue for cue in self.cues if start <= cue.start and cue.end <= end]

    def is_passive(self, cue: MoneyCue) -> bool:
        """Whether the subject is not the one who acts: "was pledged", "will be paid"."""
        participle = cue.text.endswith(("ed", "en")) or cue.text in _PARTICIPLES
        return participle and bool(_PASSIVE.search(self.text, max(0, cue.start - 24), cue.start))


def subjects_of(scene: Scene, position: int) -> list[PartyMention]:
    """The party before a verb that is its subject, with those joined to it by "and", in order.

    Parties behind a preposition are no subjects, unless a relative pronoun follows them;
    adjectives ("the Finnish maker") count only where nothing else does.
    """
    before = scene.text[:position]
    relative = _RELATIVE.search(before) if any(word in before for word in _RELATIVES) else None
    weak: list[PartyMention] = []
    nearest = scene.before(position)
    if _PRONOUN.search(scene.text, max(0, position - 40), position):
        return _first_subject(scene, nearest) or _antecedents(scene)
    definite = _DEFINITE.search(scene.text, max(0, position - 60), position)
    # where it is known whom "the university" means it is that one, not the one spoken of before
    if definite and not any(party.start < definite.end() and definite.start() < party.end for party in nearest):
        return _antecedents(scene) or _first_subject(scene, nearest)
    for place, party in enumerate(nearest):
        touches_relative = relative is not None and 0 <= relative.start() - party.end <= 2
        if not touches_relative and _after_preposition(scene, nearest, place):
            continue
        if _is_adjective(scene, party) or _is_mere_first_word(scene, party):
            weak.append(party)
            continue
        return _joined(scene, nearest, place)
    return weak[:1] or ([] if nearest else _antecedents(scene))


def main_subject(text: str, parties: Sequence[PartyMention]) -> PartyMention | None:
    """The first party that is the subject of a sentence: who "it" is in the next one."""
    scene = Scene(text, _NO_MONEY, (), (), (), parties, ())
    found = _first_subject(scene, list(reversed(parties)))
    return found[0] if found else None


def deeds_in(text: str, parties: Sequence[PartyMention]) -> Iterator[tuple[str, list[PartyMention]]]:
    """Who gives, receives, buys and sells in a sentence, one item a verb and side; who "was given" receives."""
    cues = find_money_cues(text) if parties else []
    scene = Scene(text, _NO_MONEY, (), (), cues, parties, ())
    for cue in cues:
        if cue.cue_type not in DEEDS or scene.is_noun(cue):
            continue
        passive = scene.is_passive(cue)
        if passive and cue.cue_type != "give":
            continue
        deed = "receive" if passive else cue.cue_type
        yield deed, subjects_of(scene, cue.start)
        other, gap = _COUNTERPARTS[deed]
        behind = [party for party in parties if cue.end <= party.start <= cue.end + REACH]
        if behind and gap.search(text[cue.end : behind[0].start]):
            yield other, behind[:1]


def _antecedents(scene: Scene) -> list[PartyMention]:
    return [scene.antecedent] if scene.antecedent else []


def _first_subject(scene: Scene, nearest: list[PartyMention]) -> list[PartyMention]:
    """Who "it" is in "Japan said, after Kishida met ..., that it would pay": the first subject of the sentence."""
    for place in range(len(nearest) - 1, -1, -1):
        party = nearest[place]
        if not _after_preposition(scene, nearest, place) and not _is_adjective(scene, party):
            return [party]
    return []


def _after_preposition(scene: Scene, nearest: list[PartyMention], place: int) -> bool:
    party = nearest[place]
    if place + 1 < len(nearest):
        gap = scene.text[nearest[place + 1].end : party.start]
        if _AND.match(gap) or _describes(scene, nearest[place + 1], party):
            return _after_preposition(scene, nearest, place + 1)
    start = nearest[place + 1].end if place + 1 < len(nearest) else max(0, party.start - 40)
    return follows_preposition(scene.text, start, party.start)


def follows_preposition(text: str, start: int, position: int) -> bool:
    """Whether a preposition, and at most a few words after it, stand between ``start`` and ``position``."""
    return bool(_PREPOSITION.search(text, max(start, position - 40), position))


def _is_adjective(scene: Scene, party: PartyMention) -> bool:
    after = scene.text[party.end : party.end + 30]
    if after[:1] in {"’", "'"}:
        return True
    before_noun = _SMALL_WORD.match(after) and not _STATE_WORD.match(after) and not _VERB.match(after)
    return bool(before_noun and _ARTICLE_AND_WORD.search(scene.text, max(0, party.start - _FAR), party.start))


def _is_mere_first_word(scene: Scene, party: PartyMention) -> bool:
    """A capital at the start of a sentence makes no name: "Shareholders were told"."""
    known = {other.party_id for other in scene.concluding}
    return party.start == 0 and bool(known) and party.party_id not in known and " " not in party.name


def _joined(scene: Scene, nearest: list[PartyMention], place: int) -> list[PartyMention]:
    """The party with those it is joined to: "A and B", "A, B and C"; names that only describe one are left out."""
    joined = [nearest[place]]
    last, saw_and = nearest[place], False
    for other in nearest[place + 1 :]:
        gap = scene.text[other.end : last.start]
        is_and = bool(_AND.match(gap))
        if not is_and and not (saw_and and _COMMA.fullmatch(gap)):
            if not _describes(scene, other, last):
                break
            last = other
            continue
        saw_and, last = True, other
        if other.party_id not in {party.party_id for party in joined}:
            joined.append(other)
    return sorted(joined, key=lambda party: party.start)


def is_listed(scene: Scene, first: PartyMention, other: PartyMention) -> bool:
    """Whether ``other`` stands in the list that ``first`` begins: "by Australia, Japan and the United States"."""
    between = [party for party in scene.parties if first.end <= party.start and party.end <= other.start]
    chain = [first, *between, other] if other is not first else [first]
    return all(
        _AND.match(gap) or _COMMA.fullmatch(gap)
        for gap in (scene.text[left.end : right.start] for left, right in itertools.pairwise(chain))
    )


def _describes(scene: Scene, first: PartyMention, second: PartyMention) -> bool:
    """Whether the first name is an adjective or owner of the second: "Japan's Jogmec", "the Chinese group Dahua"."""
    gap = scene.text[first.end : second.start]
    owner_or_adjective = gap[:1] in {"'", "’"} or _ARTICLE.search(scene.text, max(0, first.start - 8), first.start)
    return bool(owner_or_adjective and _DESCRIBES.fullmatch(gap))
