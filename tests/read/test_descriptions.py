"""Whom descriptions and short forms mean: one line is an article of two sentences and who is meant in the second."""

from __future__ import annotations

import pytest

from etl.extract.article import Article, Block
from etl.read.article import views_of
from etl.read.descriptions import describe, meant_in
from etl.read.names import find_names


@pytest.mark.parametrize(
    ("second", "meant"),
    [
        ("The Belgian firm will pay.", ["Zipmed Bio"]),
        ("The university will pay.", ["University of Rovaniemi"]),
        ("The Finnish side will pay.", ["University of Rovaniemi"]),
        ("Zipmed will pay.", ["Zipmed Bio"]),
        ("The Belgian government will pay.", []),
        ("The ministry will pay.", []),
    ],
)
def test_descriptions(second: str, meant: list[str]) -> None:
    first = "Belgium's Zipmed Bio and the University of Rovaniemi, a Finnish university, signed an agreement."
    blocks = tuple(Block(text, True, "body", 1.0) for text in (first, second))
    views = views_of(Article(None, None, None, "none", None, None, "en", blocks))
    parties = [name for name in find_names(views[0]) if name.name in {"Zipmed Bio", "University of Rovaniemi"}]
    known = describe([(name, first[name.start : name.end]) for name in parties], views)
    own = {party.name.party_id for party in known}
    found = meant_in(views[1], find_names(views[1]), known)
    assert [name.name for name in found if name.party_id in own] == meant
