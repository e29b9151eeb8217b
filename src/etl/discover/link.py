"""What discovery hands to fetching: one address worth asking for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """One page named by one source, with what the source itself says of it.

    ``url`` is absolute. A page that already lies on this machine (saved folder,
    WARC) has ``path`` set, and its bytes are taken from there, not from the net.
    ``published_at`` (UTC) and ``title`` are the source's word (feed item, news
    sitemap, manifest), or None where it says nothing.
    """

    url: str
    source_id: str
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    path: str | None = None
    offset: int | None = None
