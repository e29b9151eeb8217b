"""The terms of all vocabulary files in one shape."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write one entity or theme, as a line of a vocabulary file gives it.

    ``kind`` is country, bloc, organisation, person, theme, not_entity or not_theme (a
    longer phrase that hides the terms inside it). ``term_type`` says what sort of word
    it is: name, demonym, abbreviation, capital, metonym, ministry, short, region,
    family, term. ``iso3`` is the country it belongs to where known, ``party_type`` that
    of ``etl.read.facts.Party``, None for themes and persons. ``letter_case`` is proper
    (as written, or all capitals), exact, or any. Where ``needs`` is not empty, one of
    its words must stand near the term.
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


def rows(path: Path) -> list[Row]:
    """The rows of one vocabulary file; none where the file is missing."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def all_terms(folder: Path) -> Iterator[Term]:
    """Every term of the folder's files."""
    yield from _country_terms(folder)
    yield from _bloc_terms(folder)
    yield from _organisation_terms(folder)
    yield from _theme_terms(folder)
    yield from _exclusions(folder)


def _needs(row: Row) -> frozenset[str]:
    return frozenset(row["needs"].lower().split("|")) if row["needs"] else NO_WORDS


def _country_terms(folder: Path) -> Iterator[Term]:
    names = {row["iso3"]: row["name"] for row in rows(folder / "countries.csv")}
    for row in rows(folder / "country_terms.csv"):
        iso3 = row["iso3"]
        kind = "bloc" if iso3 == "EUU" else "country"
        yield Term(row["term"], kind, iso3, names[iso3], row["term_type"], iso3, kind)


def _bloc_terms(folder: Path) -> Iterator[Term]:
    names = {row["party_id"]: row["name"] for row in rows(folder / "blocs.csv")}
    for row in rows(folder / "bloc_terms.csv"):
        party_id = row["party_id"]
        yield Term(row["term"], "bloc", party_id, names[party_id], "name", None, "bloc")


def _organisation_terms(folder: Path) -> Iterator[Term]:
    organisations = {row["party_id"]: row for row in rows(folder / "organisations.csv")}
    names = [(row["name"], party_id, "name") for party_id, row in organisations.items()]
    short = [(row["term"], row["party_id"], "short") for row in rows(folder / "organisation_terms.csv")]
    for text, party_id, term_type in names + short:
        row = organisations[party_id]
        yield Term(text, "organisation", party_id, row["name"], term_type, row["iso3"] or None, row["party_type"])


def _theme_terms(folder: Path) -> Iterator[Term]:
    names = {row["theme_id"]: row["name"] for row in rows(folder / "themes.csv")}
    for row in rows(folder / "theme_terms.csv"):
        theme = row["theme_id"]
        yield Term(
            row["term"], "theme", theme, names[theme], "term", letter_case=row["letter_case"], needs=_needs(row)
        )


def _exclusions(folder: Path) -> Iterator[Term]:
    for row in rows(folder / "theme_term_exclusions.csv"):
        yield Term(row["term"], "not_theme", "", row["term"], "term", letter_case="any")
    for row in rows(folder / "name_exclusions.csv"):
        yield Term(row["term"], "not_entity", "", row["term"], "name")
