"""An article goes in, its sentences, mentions, agreement reports and commitments come out."""

from __future__ import annotations

from datetime import datetime

from etl.extract.article import Article
from etl.read.facts import AgreementReport, Commitment, Facts, Mention, Party, ReportTheme, Sentence

__all__ = ["AgreementReport", "Commitment", "Facts", "Mention", "Party", "ReportTheme", "Sentence", "read"]


def read(article: Article, published_at: datetime | None = None) -> Facts:
    """All that one article says, from its kept blocks and its title.

    ``published_at`` (UTC) overrides the article's own date; relative dates are read
    against it. A pure function; any text gives a result, never an exception.
    """
    # Vocabularies and patterns are loaded with the first article, not with every `pactwatch --help`.
    from etl.read.article import read_article

    return read_article(article, published_at)
