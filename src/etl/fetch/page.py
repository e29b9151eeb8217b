"""What fetching hands on: one attempt at one address, with the page if there was one."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import datetime

from etl.discover.link import Link


@dataclass(frozen=True, slots=True)
class RawPage:
    """One attempt at one link, exactly as it went. Written to raw Parquet, never changed.

    ``outcome`` is one of ``etl.fetch.outcomes.OUTCOMES``. ``body`` holds the bytes
    after transfer decoding and is None for every outcome but ``ok``. ``bytes`` is
    the size on the wire. ``attempted_at`` is UTC. ``error`` is a sentence that says
    what happened and what to do; None when the outcome is ``ok`` or ``unchanged``.
    ``content_hash`` is the SHA-256 of the page in hex; an ``unchanged`` attempt
    carries on the hash, ETag and Last-Modified of the version it found again.
    ``received_at`` is set where an archive took the page at another time than
    ``attempted_at`` (WARC-Date), else None.
    """

    attempt_id: str
    run_id: str
    link: Link
    attempted_at: datetime
    outcome: str
    final_url: str
    http_status: int | None = None
    bytes: int = 0
    error: str | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    body: builtins.bytes | None = None
    received_at: datetime | None = None
