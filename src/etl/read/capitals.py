"""What the capitalised words of one article are: persons, organisations or places, by the words around them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import field
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from etl.read.record import record
from etl.vocabulary.fold import fold, plain
from etl.vocabulary.paths import seeds_dir

_UPPER = "[A-ZÀ-ÖØ-Þ]"
_CAPITAL = rf"{_UPPER}[\w’'-]+"
# What must not stand before a capital is asked behind it (the dot is the capital): what begins with
# a set of characters is found several times as fast.
_OPENING = rf"{_UPPER}(?<!\w.)[\w’'-]+"
_PAIR = re.compile(rf"({_OPENING})\s{_CAPITAL}")
_INSIDE = re.compile(rf"{_UPPER}(?<=[a-z,]\s.)[\w’'-]+")
_FIRST_WORD = re.compile(rf"{_UPPER}(?<![\w’'-].)[\w-]+")
TITLES = (
    "mr|mrs|ms|dr|prof|sir|lord|lady|president|minister|chancellor|secretary|king|queen|prince|princess|sheikh|premier|"
    "governor|mayor|senator|ambassador|commissioner|professor|executive|chairman|chairwoman|chair|chief|ceo|cto|cfo|"
    "director|officer|analyst|economist|spokesman|spokeswoman|spokesperson|head|envoy|lecturer|rector|dean|judge|"
    "representative|founder|co-founder|manager|engineer|councillor|general|admiral|emperor|treasurer|lawmaker|justice"
)
_ANY_TITLE = AhoCorasick([fold(title) for title in TITLES.split("|")])
_AFTER_TITLE = re.compile(rf"\b(?i:{TITLES})(?:[- ][Gg]eneral)?\.?,?\s+((?:{_CAPITAL}\s?){{1,3}})")
# "Takeo Akiba, secretary general of the National Security Secretariat"
_BEFORE_TITLE = re.compile(
    rf"({_OPENING}\s(?:{_CAPITAL}\s)?{_CAPITAL}),\s(?:(?!wh)[\w’'-]+\s){{0,4}}?(?i:{TITLES})\b(?!\s(?:of|for)\s[a-z])"
)
# A common noun for an organisation, as it stands before or behind its name.
_FIRM_NOUNS = (
    "firm|company|group|maker|start-up|startup|carrier|operator|utility|developer|giant|supplier|manufacturer|lender|"
    "bank|broker|miner|foundry|consortium|agency|institute|university|conglomerate|provider|contractor|integrator|"
    "subsidiary|rival|specialist|distributor|house|fund|arm|unit|venture|producer|builder|shipyard|designer|investor|"
    "vendor|trader|refiner|regulator|laboratory|lab|network|switch|body|player|hopeful"
)
_ANY_FIRM_NOUN = AhoCorasick([*_FIRM_NOUNS.split("|"), "smith"])
FIRM_NOUN = rf"(?:{_FIRM_NOUNS}|[a-z]+maker|[a-z]+smith)"
# What the names of companies and institutions end in.
CORPORATE_ENDINGS = frozenset(
    [
        "academy",
        "aerospace",
        "agency",
        "ai",
        "analytics",
        "atomics",
        "auto",
        "automotive",
        "auto",
        "bank",
        "batteries",
        "battery",
        "bio",
        "biotech",
        "capital",
        "cars",
        "cable",
        "cables",
        "cells",
        "cement",
        "center",
        "centre",
        "chemical",
        "chemicals",
        "chip",
        "chips",
        "cloud",
        "cobalt",
        "college",
        "communications",
        "company",
        "computing",
        "consortium",
        "construction",
        "copper",
        "corporation",
        "council",
        "cyber",
        "data",
        "developers",
        "development",
        "devices",
        "digital",
        "dynamics",
        "electric",
        "electronics",
        "energia",
        "energie",
        "energy",
        "engineering",
        "finance",
        "financial",
        "foundation",
        "foundry",
        "fusion",
        "genomics",
        "glass",
        "global",
        "graphite",
        "group",
        "health",
        "healthcare",
        "heavy",
        "holdings",
        "hydrogen",
        "industries",
        "industry",
        "institute",
        "instruments",
        "insurance",
        "international",
        "investment",
        "investments",
        "laboratories",
        "laboratory",
        "labs",
        "launch",
        "lithium",
        "logistics",
        "marine",
        "maritime",
        "materials",
        "medical",
        "metals",
        "micro",
        "minerals",
        "mining",
        "mobility",
        "motor",
        "motors",
        "network",
        "networks",
        "nickel",
        "nuclear",
        "optics",
        "packaging",
        "partners",
        "payments",
        "pharma",
        "photonics",
        "power",
        "quantum",
        "renewables",
        "resources",
        "robotics",
        "satellite",
        "satellites",
        "security",
        "semiconductor",
        "semiconductors",
        "sensors",
        "services",
        "shipbuilding",
        "silicon",
        "software",
        "solar",
        "solutions",
        "space",
        "steel",
        "submarine",
        "systems",
        "technologies",
        "technology",
        "telecom",
        "therapeutics",
        "university",
        "ventures",
        "wafer",
        "wafers",
        "wind",
        "worldwide",
    ]
)
_FIRM_BEFORE = re.compile(rf"\b{FIRM_NOUN}s?,?\s({_CAPITAL})")
_FIRM_BEHIND = re.compile(
    rf"({_UPPER}(?<![\w’'-].)[\w’'-]*?)(?=[\s’',])(?:\s(?:&\s)?[A-Z][\w&-]*){{0,4}}(?:[’']s?)?(?:"
    r",?\s(?:CEO|chief executive|chairman|chairwoman|spokes\w+|shares|stock|plants?|customers|revenues?|headquarters|"
    r"executives|engineers|board|factor(?:y|ies)|subsidiary|shareholders|employees|managing director|founder)\b"
    rf"|,\s(?:which|a|an|the|whose|one of)\s(?:[\w’'-]+\s){{0,5}}?{FIRM_NOUN}\b"
    r"|\s\((?:NYSE|NASDAQ|TSE|LSE|TSX|ASX|HKEX|NSE|BSE|KRX|TSXV)\b)"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_PLACE = re.compile(rf"\b(?:in|at|near|outside|around|across)\s(?:the\s)?({_CAPITAL})")


@record
class Capitals:
    """Capitalised words of one article.

    ``persons`` name people, ``elsewhere`` stand inside sentences too; ``firms`` and ``places`` are first
    words of names that the article treats as an organisation or a place, ``counts`` how often each stands.
    """

    persons: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)


NO_CAPITALS = Capitals()


def capitals_of(text: str, no_names: frozenset[str]) -> Capitals:
    """What the capitals of an article tell; ``no_names`` are words (lower case) that are no part of a name."""
    found: set[str] = set()
    titles = _places_of_titles(text)
    last = 0
    for place in titles:
        match = _AFTER_TITLE.match(text, place) if place >= last else None
        if match:
            found.update(match.group(1).split())
            last = match.end()
    for match in _BEFORE_TITLE.finditer(text) if titles else ():
        found.update(match.group(1).split())
    given = given_names()
    for match in _PAIR.finditer(text):
        if match.group(1) in given:
            found.update(match.group().split())
    persons = frozenset(_without_possessive(word) for word in found if word.lower() not in no_names)
    firms = frozenset(_without_possessive(word) for word in _behind_firm_nouns(text) + _FIRM_BEHIND.findall(text))
    places = frozenset(_without_possessive(word) for word in _PLACE.findall(text))
    return Capitals(
        persons, frozenset(_INSIDE.findall(text)), firms - persons, places, Counter(_FIRST_WORD.findall(text))
    )


def _places_of_titles(text: str) -> list[int]:
    """Where a title may begin: one pass in place of trying all of them at every word."""
    return sorted({start for _, start, _ in _ANY_TITLE.find_matches_as_indexes(fold(plain(text)), overlapping=True)})


def _behind_firm_nouns(text: str) -> list[str]:
    """The capitalised words right behind a noun for an organisation; the pattern is tried only where one stands."""
    found: list[str] = []
    last = 0
    for _, place, _ in _ANY_FIRM_NOUN.find_matches_as_indexes(text, overlapping=True):
        start = place
        while start and "a" <= text[start - 1] <= "z":  # "carmaker", "goldsmith"
            start -= 1
        match = _FIRM_BEFORE.match(text, start) if start >= last else None
        if match:
            found.append(match.group(1))
            last = match.end()
    return found


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """The common given names of ``sql/seeds/given_names.csv``."""
    with (seeds_dir() / "given_names.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row[0] for row in list(csv.reader(file))[1:])


def _without_possessive(word: str) -> str:
    return _POSSESSIVE.sub("", word)
