"""Which stretches of a text name a country, bloc, organisation, person or theme."""

from __future__ import annotations

from etl.read.ambiguity import settle, words_around
from etl.read.organisations import find_organisations, merge
from etl.read.span import Span
from etl.read.themes import naming_a_theme
from etl.vocabulary import Match, Vocabulary
from etl.vocabulary.fold import fold, plain

__all__ = ["Span", "find_spans"]


def find_spans(text: str, vocabulary: Vocabulary) -> list[Span]:
    """All that ``text`` (a sentence, a block, a headline) names, in order of place.

    Vocabulary terms, and organisations known by the form of their name. Spans of entities
    never overlap each other, nor do spans of themes, except that one stretch may name
    several themes; the longest wins. A theme may lie over an entity. Linear in the length
    of the text; never raises.
    """
    plain_text = plain(text)
    folded = fold(plain_text)
    matches = [match for match in vocabulary.matches(plain_text, folded) if _has_what_it_needs(match, folded)]
    themes = [match for match in matches if match.term.kind in ("theme", "not_theme")]
    entities = [match for match in matches if match.term.kind not in ("theme", "not_theme")]
    named = settle(_longest(entities, several=False), entities, text, folded, vocabulary)
    listed = [_span(match, text) for match in named if match.term.kind != "not_entity"]
    spans = merge(listed, find_organisations(text, plain_text, listed))
    companies = [span for span in listed if span.party_type == "company"]
    naming = naming_a_theme(_longest(themes, several=True), companies, text, folded)
    spans += [_span(match, text) for match in naming if match.term.kind != "not_theme"]
    return sorted(spans, key=lambda span: (span.start, span.end, span.kind == "theme", span.entity_id))


def _has_what_it_needs(match: Match, folded: str) -> bool:
    """Whether one of the words that the term needs stands near it (true where it needs none)."""
    return not match.term.needs or not match.term.needs.isdisjoint(words_around(match, folded))


def _longest(matches: list[Match], several: bool) -> list[Match]:
    """The leftmost longest of the matches, without overlaps; ``several`` keeps all terms of one stretch."""
    chosen: list[Match] = []
    taken = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= taken or (several and _names_another_theme_there(match, chosen)):
            chosen.append(match)
            taken = match.end
    return chosen


def _names_another_theme_there(match: Match, chosen: list[Match]) -> bool:
    there = [other.term.entity_id for other in chosen[-3:] if other[:2] == match[:2]]
    return bool(there) and match.term.entity_id not in there


def _span(match: Match, text: str) -> Span:
    start, end, term = match
    return Span(
        start, end, text[start:end], term.kind, term.entity_id, term.name, term.term_type, term.iso3, term.party_type
    )
