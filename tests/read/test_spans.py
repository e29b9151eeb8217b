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
        ("Japan’s RIKEN and the University of Tokyo", [("Japan", "JPN"), ("RIKEN", "riken"),
                                                       ("University of Tokyo", "university-of-tokyo")]),
        ("The U.S. and US officials told us", [("U.S.", "USA"), ("US", "USA")]),
        ("CÔTE D’IVOIRE, Côte d'Ivoire", [("CÔTE D’IVOIRE", "CIV"), ("Côte d'Ivoire", "CIV")]),
        ("a Roman road, Indiana", []),
        ("UK‑Japan talks; New\u00a0Zealand", [("UK", "GBR"), ("Japan", "JPN"), ("New\u00a0Zealand", "NZL")]),
    ],
)
def test_entities(text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(text) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "“Türkiye” and São Tomé — the U.S.’s ally"
    for span in find_spans(text, load_vocabulary()):
        assert text[span.start : span.end] == span.text
