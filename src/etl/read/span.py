"""What finding names hands on: one stretch of a text that names something."""

from __future__ import annotations

from etl.read.record import record


@record
class Span:
    """One stretch of a text that names one entity or theme; ``text == source[start:end]``.

    ``kind`` is country, bloc, organisation, person or theme. ``entity_id`` is the
    party_id (ISO 3166-1 alpha-3, EUU, slug), theme_id or person_id; ``name`` its usual
    name. ``term_type`` says what sort of word stands there: name, demonym,
    abbreviation, capital, metonym (White House, Kremlin), ministry (METI, State
    Department), short, region (a province, state or city: a party at times, a place
    mostly), family (a person's family name alone), titled (one behind a title), term
    (of a theme), form (an organisation known by its form only). ``iso3`` is the country
    it belongs to, None where unknown; ``party_type`` as in ``etl.read.facts.Party``, None
    for persons and themes. A possessive ’s is not part of the span.
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
