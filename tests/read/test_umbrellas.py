"""Which agreement was concluded under which: an article of two sentences, and whether the words say so."""

from __future__ import annotations

import pytest

from etl.extract.article import Article, Block
from etl.read.article import views_of, weighed
from etl.read.draft import Draft
from etl.read.names import people_in
from etl.read.umbrellas import parents_of


def drafts_of(*paragraphs: str) -> list[Draft]:
    """One draft a paragraph, each of one sentence."""
    blocks = tuple(Block(paragraph, True, "body", 1.0) for paragraph in paragraphs)
    views = views_of(Article(None, None, None, "none", None, None, "en", blocks))
    drafts = []
    for candidate in weighed(views, people_in("\n".join(paragraphs))):
        drafts.append(Draft())
        drafts[-1].add(candidate, "by hand")
    return drafts


@pytest.mark.parametrize(
    ("umbrella", "part", "parents"),
    [
        (
            "Kenya and Japan signed the Savanna Technology Partnership in Nairobi on Monday.",
            "A loan agreement for a data centre was signed as part of the Savanna Technology Partnership.",
            [None, 0],
        ),
        (
            "Kenya and Japan signed a treaty on quantum research in Nairobi on Monday.",
            "They also signed a memorandum on a laboratory under the treaty.",
            [None, 0],
        ),
        # what an agreement itself provides is no part of another
        (
            "Kenya and Japan signed a treaty on quantum research in Nairobi on Monday.",
            "Under the memorandum the two countries will share a laboratory.",
            [None, None],
        ),
        # signed on the same day only
        (
            "Kenya and Japan signed a treaty on quantum research in Nairobi on Monday.",
            "They also signed a memorandum on a laboratory during the visit.",
            [None, None],
        ),
    ],
)
def test_parts_name_their_umbrella(umbrella: str, part: str, parents: list[int | None]) -> None:
    assert parents_of(drafts_of(umbrella, part)) == parents
