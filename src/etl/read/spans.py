"""Which stretches of a text name a country, bloc, organisation, person or theme."""

from __future__ import annotations

from dataclasses import dataclass

from etl.read.ambiguity import settle, words_around
from etl.read.themes import naming_a_theme
from etl.vocabulary import Match, Vocabulary


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a text that names one entity or theme; ``text == source[start:end]``.

    ``kind`` is country, bloc, organisation, person or theme. ``entity_id`` is the
    party_id (ISO 3166-1 alpha-3, EUU, slug), theme_id or person_id; ``name`` its usual
    name. ``term_type`` says what sort of word stands there: name, demonym,
    abbreviation, capital, metonym (White House, Kremlin), ministry (METI, State
    Department), short, region (a province, state or city: a party at times, a place
    mostly), family (a person's family name alone), titled (one behind a title), term
    (of a theme), form (an organisation known by its form only). ``iso3`` is the country it belongs to, None where unknown;
    ``party_type`` as in ``etl.read.facts.Party``, None for persons and themes. A
    possessive ’s is not part of the span.
    """

    start: int
    end: int
    text: str
    kind: str
    entity_id: str
    name: str
    term_type: str
    iso3: str | None = None
    party_type: str | None = None


def find_spans(text: str, vocabulary: Vocabulary) -> list[Span]:
    """All vocabulary terms in ``text``, in order of place.

    Spans of entities never overlap each other, nor do spans of themes, except that one
    stretch may name several themes; the longest wins. A theme may lie over an entity.
    """
    matches = [match for match in vocabulary.matches(text) if _has_what_it_needs(match, text)]
    themes = [match for match in matches if match.term.kind in ("theme", "not_theme")]
    entities = [match for match in matches if match.term.kind not in ("theme", "not_theme")]
    named = settle(_longest(entities, several=False), entities, text, vocabulary)
    companies = [match for match in named if match.term.party_type == "company"]
    chosen = named + naming_a_theme(_longest(themes, several=True), companies, text)
    spans = [_span(match, text) for match in chosen if not match.term.kind.startswith("not_")]
    return sorted(spans, key=lambda span: (span.start, span.end, span.kind == "theme", span.entity_id))


def _has_what_it_needs(match: Match, text: str) -> bool:
    """Whether one of the words that the term needs stands near it (true where it needs none)."""
    if not match.term.needs:
        return True
    return not match.term.needs.isdisjoint(word.lower() for word in words_around(match, text))


def _longest(matches: list[Match], several: bool) -> list[Match]:
    """The leftmost longest of the matches, without overlaps; ``several`` keeps all terms of one stretch."""
    chosen: list[Match] = []
    taken = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= taken or (several and chosen and chosen[-1][:2] == match[:2]):
            chosen.append(match)
            taken = match.end
    return chosen


def _span(match: Match, text: str) -> Span:
    start, end, term = match
    return Span(
        start, end, text[start:end], term.kind, term.entity_id, term.name, term.term_type, term.iso3, term.party_type
    )
