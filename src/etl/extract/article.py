"""What extraction hands to reading: one article, every block accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text of the page, in page order.

    ``reason`` says why the block was kept or stripped, in a word of
    ``etl.extract.reasons``. ``score`` is the belief in [0, 1] that the block
    belongs to the article's body.
    """

    text: str
    kept: bool
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Article:
    """One page, cleaned. ``blocks`` holds all text of the page, kept or not.

    ``published_at`` knows its offset, the page's own where it has one, and is never
    later than the ``fetched_at`` given to ``extract``; ``published_at_source`` is one
    of jsonld, meta, time, url, feed, dateline, inferred, none. ``url`` is canonical, or None where the page and the
    caller say nothing. ``empty_reason`` is set exactly when no block is kept.
    """

    title: str | None
    byline: str | None
    published_at: datetime | None
    published_at_source: str
    url: str | None
    site: str | None
    language: str | None
    blocks: tuple[Block, ...]
    empty_reason: str | None = None

    @property
    def text(self) -> str:
        """Kept blocks, joined by blank lines: the body only."""
        return "\n\n".join(block.text for block in self.blocks if block.kept)
