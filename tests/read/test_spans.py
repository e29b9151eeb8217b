"""Spans: what is found, where, and in which order."""

from __future__ import annotations

import pytest

from etl.read.spans import find_spans
from etl.vocabulary import load_vocabulary


def entities(text: str) -> list[tuple[str, str]]:
    """(text, entity_id) of the spans that are not themes."""
    return [(s.text, s.entity_id) for s in find_spans(text, load_vocabulary()) if s.kind != "theme"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Japan’s RIKEN and the University of Tokyo",
            [("Japan", "JPN"), ("RIKEN", "riken"), ("University of Tokyo", "university-of-tokyo")],
        ),
        ("The U.S. and US officials told us", [("U.S.", "USA"), ("US", "USA")]),
        ("CÔTE D’IVOIRE, Côte d'Ivoire", [("CÔTE D’IVOIRE", "CIV"), ("Côte d'Ivoire", "CIV")]),
        ("a Roman road, Indianapolis", []),
        ("UK‑Japan talks; New\u00a0Zealand", [("UK", "GBR"), ("Japan", "JPN"), ("New\u00a0Zealand", "NZL")]),
    ],
)
def test_entities(text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(text) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "“Türkiye” and São Tomé — the U.S.’s ally"
    for span in find_spans(text, load_vocabulary()):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia signed in Tbilisi", ["GEO", "GEO"]),
        ("a plant near Savannah, Georgia, in 2027", []),
        ("Michael Jordan met Jordan’s king", ["JOR"]),
        ("Turkey sandwiches for Turkey’s minister", ["TUR"]),
        ("Arm in arm they walked", []),
        ("Arm signed a licence with Samsung", ["arm", "samsung-electronics"]),
        ("the British firm Arm", ["GBR", "arm"]),
        ("Apple growers met", []),
        ("talks may end in May, said Mrs May", ["theresa-may"]),
        ("Foreign Minister Wong of Australia", ["penny-wong", "AUS"]),
        ("paid in Swiss francs and US dollars", []),
        ("New Mexico and Mexico", ["new-mexico", "MEX"]),
        ("the Washington Post said Washington agreed", ["USA"]),
        ("António Costa, then prime minister of Portugal", ["antonio-costa", "PRT"]),
    ],
)
def test_ambiguity_is_settled_by_context(text: str, expected: list[str]) -> None:
    assert [entity_id for _, entity_id in entities(text)] == expected


def test_a_namesake_is_told_by_the_country_in_the_text() -> None:
    vocabulary = load_vocabulary()
    at_home = find_spans("António Costa spoke for Portugal", vocabulary)[0]
    in_brussels = find_spans("António Costa spoke for the EU", vocabulary)[0]
    assert (at_home.iso3, in_brussels.iso3) == ("PRT", "EUU")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Franco-German institute", [("Franco-", "FRA"), ("German", "DEU")]),
        ("Indo‑French talks on the Indo-Pacific", [("Indo‑", "IND"), ("French", "FRA")]),
        ("Orange and Vodafone share a cable", [("Orange", "orange"), ("Vodafone", "vodafone")]),
        ("Orange juice from Spain", [("Spain", "ESP")]),
        ("the Amazon rainforest", []),
        ("METI and the State Department", [("METI", "JPN"), ("State Department", "USA")]),
        ("NIST and KAIST", [("NIST", "nist"), ("KAIST", "kaist")]),
    ],
)
def test_prefixes_ministries_and_names_that_need_company(text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a friend of Melania Trump said", []),
        ("Melania Trump and Donald Trump", ["donald-trump"]),
        ("The singer Michael Jordan and Chad Hawkes met", []),
        ("Jordan Prime Minister visits Chad President", ["JOR", "TCD"]),
        ("in the App Store of the Bar", []),
        ("a museum in Oklahoma City", []),
        ("the Defence Ministry on Sunday confirmed", []),
    ],
)
def test_names_of_people_and_places_are_not_states(text: str, expected: list[str]) -> None:
    assert [entity_id for _, entity_id in entities(text) if not entity_id.endswith("ministry")] == expected
