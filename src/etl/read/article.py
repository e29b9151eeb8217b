"""The one entry of reading."""

from __future__ import annotations

from datetime import datetime

from etl.extract.article import Article
from etl.read.facts import Facts, Sentence


def read(article: Article, published_at: datetime | None = None) -> Facts:
    """First version: one sentence a block."""
    sentences = tuple(
        Sentence(number, 0, len(block.text), block.text) for number, block in enumerate(article.blocks) if block.kept
    )
    return Facts(sentences, (), (), ())
