"""The one entry of extraction."""

from __future__ import annotations

from datetime import datetime

from etl.extract.article import Article, Block


def extract(
    html: bytes | str,
    url: str | None = None,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
) -> Article:
    """First version: plain text only, one block a line."""
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    blocks = tuple(Block(line.strip(), True, "body", 1.0) for line in text.splitlines() if line.strip())
    return Article(None, None, None, "none", url, None, None, blocks, None if blocks else "no_text")
