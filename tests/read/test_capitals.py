"""What the capitals of an article tell of its names: persons, organisations, places."""

from __future__ import annotations

import pytest

from etl.read.names import find_names, people_in
from etl.read.view import make_view


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("It was Minister Adaeze Obi who said so.", {"Adaeze", "Obi"}),
        ("The guest, Mr Halvorsen, left early.", {"Halvorsen"}),
        ("They were led by Anna Keller. Later Keller left.", {"Anna", "Keller"}),  # a common given name
        ("They were led by Norvik Systems.", set()),
        ("The secretary of state signed on Monday.", set()),
    ],
)
def test_persons(text: str, persons: set[str]) -> None:
    assert people_in(text).persons == persons


@pytest.mark.parametrize(
    "text",
    [
        "It was built by the chipmaker Brightwell in two years.",
        "It was built by Brightwell, a cable operator.",
        "It was built by Brightwell, which is the largest operator.",
        "Shares rose after Brightwell’s chief executive had spoken.",
        "Brightwell (NASDAQ: BRWL) rose.",
    ],
)
def test_organisations(text: str) -> None:
    assert people_in(text).firms == {"Brightwell"}


def test_a_person_is_no_organisation() -> None:
    told = people_in("President Halvorsen met the company Halvorsen.")
    assert "Halvorsen" in told.persons
    assert told.firms == frozenset()


@pytest.mark.parametrize(
    "text", ["It lies in Tromsund.", "It lies near the Tromsund pass.", "It lies at Tromsund's quay."]
)
def test_places(text: str) -> None:
    assert people_in(text).places == {"Tromsund"}


def test_how_often_a_name_stands_and_where() -> None:
    told = people_in("Orlanta signed. The rest was left to Orlanta. Brightwell did not sign.")
    assert told.counts["Orlanta"] == 2
    assert "Orlanta" in told.elsewhere  # a capital inside a sentence is one of a name
    assert "Brightwell" not in told.elsewhere


def test_persons_are_no_parties() -> None:
    text = (
        "The contract was praised by Anna Keller, who leads the ministry, and by Norvik Systems, which will build it."
    )
    view = make_view(0, 0, text, ())
    assert [name.name for name in find_names(view, people_in(text))] == ["Norvik Systems"]
