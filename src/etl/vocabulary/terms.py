"""The terms of all vocabulary files in one shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.vocabulary.fold import fold, plain
from etl.vocabulary.people import Office
from etl.vocabulary.tables import Row, rows

NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write one entity or theme, as a line of a vocabulary file gives it.

    ``kind`` is country, bloc, organisation, person, theme, not_entity or not_theme (a
    longer phrase that hides the terms inside it). ``term_type`` says what sort of word
    it is: name, demonym, abbreviation, capital, metonym, ministry, short, region,
    family, titled (a family name that counts behind a title only), term. ``iso3`` is
    the country it belongs to where known, ``party_type`` that of
    ``etl.read.facts.Party``, None for themes and persons. ``letter_case`` is proper (as
    written, or all capitals), exact, or any. Where ``needs`` is not empty, one of its
    words (folded) must stand near the term.
    """

    text: str
    kind: str
    entity_id: str
    name: str
    term_type: str
    iso3: str | None = None
    party_type: str | None = None
    letter_case: str = "proper"
    needs: frozenset[str] = NO_WORDS


def all_terms(folder: Path, offices: Iterable[Office]) -> Iterator[Term]:
    """Every term of the folder's files."""
    yield from _country_terms(folder)
    yield from _bloc_terms(folder)
    yield from _organisation_terms(folder)
    yield from _region_terms(folder)
    yield from _person_terms(offices)
    yield from _theme_terms(folder)
    yield from _exclusions(folder)


def _country_terms(folder: Path) -> Iterator[Term]:
    names = {row["iso3"]: row["name"] for row in rows(folder, "countries")}
    for row in rows(folder, "country_terms"):
        iso3 = row["iso3"]
        kind = "bloc" if iso3 == "EUU" else "country"
        yield Term(row["term"], kind, iso3, names[iso3], row["term_type"], iso3, kind, needs=_needs(row))


def _bloc_terms(folder: Path) -> Iterator[Term]:
    names = {row["party_id"]: row["name"] for row in rows(folder, "blocs")}
    for row in rows(folder, "bloc_terms"):
        party_id = row["party_id"]
        yield Term(row["term"], "bloc", party_id, names[party_id], "name", None, "bloc")


def _organisation_terms(folder: Path) -> Iterator[Term]:
    """Names and short forms; a line of organisation_terms.csv that repeats a name replaces it, with its needs."""
    organisations = {row["party_id"]: row for row in rows(folder, "organisations")}
    short = {(row["term"], row["party_id"]): _needs(row) for row in rows(folder, "organisation_terms")}
    names = {(row["name"], party_id): NO_WORDS for party_id, row in organisations.items()}
    for (text, party_id), needs in (names | short).items():
        row = organisations[party_id]
        term_type = "name" if text == row["name"] else "short"
        iso3 = row["iso3"] or None
        yield Term(text, "organisation", party_id, row["name"], term_type, iso3, row["party_type"], needs=needs)


def _region_terms(folder: Path) -> Iterator[Term]:
    for row in rows(folder, "regions"):
        yield Term(
            row["name"], "organisation", row["party_id"], row["name"], "region", row["iso3"] or None, "organisation"
        )


def _person_terms(offices: Iterable[Office]) -> Iterator[Term]:
    """Full and family names; the office held last comes first where two people share a name."""
    seen: set[tuple[str, str, str]] = set()
    for office in offices:
        family_type = "family" if office.family_alone else "titled"
        for text, term_type in ((office.name, "name"), (office.family, family_type)):
            key = (text, office.person_id, office.iso3)
            if text and key not in seen:
                seen.add(key)
                yield Term(text, "person", office.person_id, office.name, term_type, office.iso3)


def _theme_terms(folder: Path) -> Iterator[Term]:
    names = {row["theme_id"]: row["name"] for row in rows(folder, "themes")}
    for row in rows(folder, "theme_terms"):
        theme = row["theme_id"]
        yield Term(row["term"], "theme", theme, names[theme], "term", letter_case=row["letter_case"], needs=_needs(row))


def _needs(row: Row) -> frozenset[str]:
    return frozenset(fold(plain(row["needs"].replace("|", " "))).split()) if row["needs"] else NO_WORDS


def _exclusions(folder: Path) -> Iterator[Term]:
    for row in rows(folder, "theme_term_exclusions"):
        yield Term(row["term"], "not_theme", "", row["term"], "term", letter_case="any")
    for row in rows(folder, "name_exclusions"):
        yield Term(row["term"], "not_entity", "", row["term"], "name")
    for row in rows(folder, "currencies"):
        # "Swiss francs" and "US dollars" name no country
        for text in row["terms"].split("|"):
            if " " in text:
                yield Term(text, "not_entity", "", text, "name")
