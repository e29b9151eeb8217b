"""The names of one sentence that could be a party."""

from __future__ import annotations

import pytest

from etl.read.names import find_names, is_title_case, people_in, slug
from etl.read.spans import find_spans
from etl.read.view import make_view
from etl.vocabulary import load_vocabulary


def names(text: str) -> list[str]:
    """Codes of states, ids of listed organisations, and the names that no list has as they are written."""
    view = make_view(0, 0, text, find_spans(text, load_vocabulary()))
    found = find_names(view, people_in(text))
    return [name.name if name.party_type == "unresolved" else name.party_id for name in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a country's name within that of a company
        ("On Thursday the cable operator Angola Cables said it would lay a line to Brazil.", ["Angola Cables", "BRA"]),
        ("The regulator said that Telecom Namibia had agreed to share its towers with others.", ["Telecom Namibia"]),
        # a people's name before that of a company is its origin
        ("The contract that the Indian firm Solvanta signed is said to be worth little.", ["IND", "Solvanta"]),
        ("The Indian Solvanta Group is said to have agreed on a plant.", ["IND", "Solvanta Group"]),
        # a longer name than the listed one is another company
        ("Shares in Hyundai Engineering rose after it had agreed to build a plant.", ["Hyundai Engineering"]),
        # one that an acronym shows to be longer than it looks
        ("A contract was signed with the Karoo Grid and Storage Systems (KGSS) on Monday.",
         ["Karoo Grid and Storage Systems", "KGSS"]),
        ("A contract was signed with Norvik and Orlanta (the two largest makers) on Monday.", ["Norvik", "Orlanta"]),
        # where it is from is no part of it
        ("The contract was signed by the Pune-based Norvik Systems and its partner.", ["Norvik Systems"]),
        # sums, units, and words that are no name by themselves
        ("The plant is worth RM2.4 billion and delivers 300 MWh, the Board of Directors said in a contract note.", []),
        # what acts for a state
        ("In a statement the Philippine Navy said it had signed a contract for radars.", ["PHL"]),
        ("It was agreed with the Indian Army that radars would be built in the country.", ["IND"]),
        # possessives
        ("The contract that Brightwell's subsidiary signed with Kenya's Savanna Power is secret.",
         ["Brightwell", "KEN", "Savanna Power"]),
        ("The contract that Kenya’s Savanna Power signed is secret.", ["KEN", "Savanna Power"]),
        ("The contract was signed by Brightwell’s Orlanta Labs, which is to build the plant.", ["Orlanta Labs"]),
        # a capital that only opens a line
        ("JOHANNESBURG — The battery maker Norvik Systems has signed an agreement with the state.", ["Norvik Systems"]),
        ("CAPE TOWN, May 8 (Wire) - The battery maker Norvik Systems has signed an agreement with the state.",
         ["Norvik Systems"]),
        ("On Monday both sides said that talks would go on.", []),
        # agreements, programmes and papers conclude nothing
        ("The deal, signed under the Green Horizon Initiative, lets Norvik Systems build a plant.", ["Norvik Systems"]),
        ("Its correspondent wrote in the Harbour Gazette that talks would go on.", []),
    ],
)  # fmt: skip
def test_names_of_a_sentence(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_headline_in_capitals_names_nothing_unlisted() -> None:
    headline = "Norvik Systems And Kenya Sign Battery Storage Contract"
    assert is_title_case(headline)
    assert names(headline) == ["KEN"]


def test_the_id_of_a_name_that_no_list_has() -> None:
    assert slug("Norvik Energy & Sons (Kenya)") == "norvik-energy-sons-kenya"
