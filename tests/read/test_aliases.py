"""Names of one article that mean the same organisation: one line is an article, and whom its names mean."""

from __future__ import annotations

import pytest

from etl.extract.article import Article, Block
from etl.read.article import views_of, weighed
from etl.read.names import people_in


def meant(*paragraphs: str) -> list[tuple[str, str]]:
    """Each name as it is written in the article, and the party_id that stands for it."""
    blocks = tuple(Block(paragraph, True, "body", 1.0) for paragraph in paragraphs)
    views = views_of(Article(None, None, None, "none", None, None, "en", blocks))
    people = people_in("\n".join(paragraphs))
    return [
        (candidate.view.text[name.start : name.end], name.party_id)
        for candidate in weighed(views, people)
        for name in candidate.names
    ]


def test_an_acronym_in_brackets_means_the_name_before_it() -> None:
    found = meant(
        "The battery maker Norvik Energy Storage (NES) has signed a contract with the state of Kenya.",
        "NES will build a plant under the contract.",
    )
    assert found == [
        ("Norvik Energy Storage", "norvik-energy-storage"),
        ("NES", "norvik-energy-storage"),
        ("Kenya", "KEN"),
        ("NES", "norvik-energy-storage"),
    ]


def test_a_listed_name_stands_for_both() -> None:
    found = meant(
        "The contract on a satellite was signed by the Japan Aerospace Exploration Agency (JAXA), officials said.",
        "JAXA will pay for the satellite under the contract.",
    )
    assert {party for _, party in found} == {"jaxa"}


def test_a_name_may_be_cut_short_later() -> None:
    found = meant(
        "Garam Systems has signed an agreement on quantum sensors with the laboratory of Kestrel Photonics.",
        "Garam is to share a laboratory with Kestrel under the agreement.",
    )
    assert found[2:] == [("Garam", "garam-systems"), ("Kestrel", "kestrel-photonics")]


def test_a_short_name_that_two_could_mean_is_left_alone() -> None:
    found = meant(
        "The agreement on sensors was signed by Garam Systems and by Garam Foods, two companies that share a name.",
        "Under the agreement the costs are borne by Garam alone, a person who has seen it said.",
    )
    assert {party for _, party in found} == {"garam-systems", "garam-foods", "garam"}


@pytest.mark.parametrize("bracket", ["Kenya", "Nairobi"])
def test_a_country_in_brackets_is_no_acronym(bracket: str) -> None:
    found = meant(f"The agreement was signed by Norvik Systems ({bracket}) and the cable operator Orlanta, they said.")
    assert found == [("Norvik Systems", "norvik-systems"), (bracket, "KEN"), ("Orlanta", "orlanta")]


def test_two_names_that_share_a_word_stay_two() -> None:
    found = meant(
        "The agreement was signed by Norvik Systems, whose rival Norvik Foods was not asked, and the operator Orlanta."
    )
    assert [party for _, party in found] == ["norvik-systems", "norvik-foods", "orlanta"]


def test_an_acronym_may_stand_far_back_in_the_brackets() -> None:
    found = meant(
        'A contract was signed by Norvik Gearworks Limited (head office: Pune; hereinafter "DGL") and by Kenya.'
    )
    assert found[0][1] == "norvik-gearworks"
    assert ("DGL", "norvik-gearworks") in found


def test_initials_mean_the_name_even_without_brackets() -> None:
    found = meant(
        "The contract on a plant was signed by Norvik Energy Storage and the state of Kenya.",
        "Under the contract NES will build it.",
    )
    assert found[-1] == ("NES", "norvik-energy-storage")


def test_a_name_that_no_list_has_bears_its_acronym() -> None:
    text = "The battery maker Norvik Energy Storage (NES) has signed a contract with the state of Kenya."
    views = views_of(Article(None, None, None, "none", None, None, "en", (Block(text, True, "body", 1.0),)))
    names = [name.name for candidate in weighed(views, people_in(text)) for name in candidate.names]
    assert names[:2] == ["Norvik Energy Storage", "Norvik Energy Storage (NES)"]
