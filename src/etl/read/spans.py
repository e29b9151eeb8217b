"""Which stretches of a text name a country, bloc, organisation, person or theme."""

from __future__ import annotations

from dataclasses import dataclass

from etl.vocabulary import Term, Vocabulary
from etl.vocabulary.fold import plain


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a text that names one entity or theme; ``text == source[start:end]``.

    ``kind`` is country, bloc, organisation, person or theme. ``entity_id`` is the
    party_id (ISO 3166-1 alpha-3, EUU, slug), theme_id or person_id; ``name`` its usual
    name. ``term_type`` says what sort of word stands there: name, demonym,
    abbreviation, capital, metonym (White House, Kremlin), short, family (a person's
    family name alone), term (of a theme), form (an organisation known by its form only).
    ``iso3`` is the country it belongs to, None where unknown; ``party_type`` as in
    ``etl.read.facts.Party``, None for persons and themes. A possessive ’s is not part
    of the span.
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

    Spans of entities never overlap each other (the longest wins), nor do spans of one
    theme; a theme may lie over an entity or another theme.
    """
    plain_text = plain(text)
    entities: list[Span] = []
    taken = 0
    for start, end, terms in sorted(vocabulary.matches(plain_text), key=lambda match: (match[0], -match[1])):
        if start < taken:
            continue
        for term in terms:
            stop = end + _tail(term.text)
            if _is_written_like(plain_text[start:stop], plain(term.text)):
                entities.append(_span(start, stop, text[start:stop], term))
                taken = stop
                break
    return entities


def _tail(term: str) -> int:
    """How many marks end the term: 1 for ``U.S.``."""
    return len(term) - len(term.rstrip(".+!"))


def _span(start: int, end: int, written: str, term: Term) -> Span:
    return Span(start, end, written, term.kind, term.entity_id, term.name, term.term_type, term.iso3, term.party_type)


def _is_written_like(written: str, term: str) -> bool:
    """Same capitals and marks as the term, hyphen or blank; or all capitals where the term is a longer word."""
    written, term = written.replace("-", " "), term.replace("-", " ")
    return written == term or (len(term) > 3 and written == term.upper())
