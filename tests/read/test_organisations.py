"""Organisations and ministries that no list has."""

from __future__ import annotations

import pytest

from etl.read.spans import Span, find_spans
from etl.vocabulary import load_vocabulary


def named(text: str) -> list[Span]:
    """The spans known by form."""
    return [s for s in find_spans(text, load_vocabulary()) if s.term_type in ("form", "ministry")]


@pytest.mark.parametrize(
    ("text", "expected", "party_type"),
    [
        ("a deal with the University of Eastern Finland", "University of Eastern Finland", "university"),
        ("the Mekong Polytechnic has agreed", "Mekong Polytechnic", "university"),
        ("the Council for Alpine Observatories said", "Council for Alpine Observatories", "organisation"),
        ("Zambia Copper Cable Company has signed", "Zambia Copper Cable Company", "company"),
        ("a Turin outfit, Lumen Drones GmbH, won", "Lumen Drones", "company"),
        ("the Institute of Physics and Chemistry in Riga", "Institute of Physics and Chemistry", "institute"),
        ("the Slovene Space Office joined", "Slovene Space Office", "government_body"),
    ],
)
def test_form_tells_an_organisation(text: str, expected: str, party_type: str) -> None:
    (span,) = named(text)
    assert (span.name, span.party_type, span.kind) == (expected, party_type, "organisation")


def test_a_name_that_begins_with_a_country_is_at_home_there() -> None:
    (span,) = named("the Czech Astronomical Society signed")
    assert span.iso3 == "CZE"


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Japan’s Ministry of Land, Infrastructure and Transport agreed", "JPN"),
        ("the Vietnamese Ministry of Science and Technology agreed", "VNM"),
        ("the Ministry of Defence of Norway agreed", "NOR"),
    ],
)
def test_a_ministry_is_its_country(text: str, iso3: str) -> None:
    (span,) = named(text)
    assert (span.kind, span.entity_id, span.term_type) == ("country", iso3, "ministry")


def test_a_ministry_of_no_country_stays_unresolved() -> None:
    (span,) = named("officials of the Ministry of Transport and Works said")
    assert (span.kind, span.party_type, span.iso3) == ("organisation", "government_body", None)


@pytest.mark.parametrize(
    "text",
    [
        "The University Opens In September Across All Campuses",
        "the Data Centre in Oslo",
        "Toyota Motor Corp and Huawei Technologies Ltd said",
        "a Memorandum of Cooperation on Clean Energy was signed",
        "the Japanese Council said",
    ],
)
def test_what_is_none(text: str) -> None:
    assert named(text) == []


def test_and_parts_two_organisations_but_not_one_name() -> None:
    names = [span.name for span in named("the Alpine Institute of Snow and Ice and the Danube Academy agreed")]
    assert names == ["Alpine Institute of Snow and Ice", "Danube Academy"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The European Commission agreed with the US Commerce Department", ["EUU", "USA"]),
        ("the Geological Survey of Finland and Geoscience Australia shared their maps",
         ["geological-survey-of-finland", "geoscience-australia"]),
        ("talks of Tata Group and the Nordic Hydrogen Council continued", ["tata-group", "nordic-hydrogen-council"]),
    ],
)  # fmt: skip
def test_known_names_stay_what_they_are(text: str, expected: list[str]) -> None:
    assert [span.entity_id for span in find_spans(text, load_vocabulary()) if span.kind != "theme"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the US National Institute of Standards and Technology agreed", ["USA", "nist"]),
        ("the White House Office of Science and Technology Policy said", ["USA", "USA"]),
        ("the Chinese Foreign Ministry said", ["CHN"]),
        ("the Vienna-based Danube Water Council agreed", ["AUT", "danube-water-council"]),
        ("the US Semiconductor Research Council agreed", ["USA", "semiconductor-research-council"]),
    ],
)
def test_a_country_before_a_name(text: str, expected: list[str]) -> None:
    assert [span.entity_id for span in find_spans(text, load_vocabulary()) if span.kind != "theme"][-2:] == expected
