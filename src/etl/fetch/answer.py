"""What the client brings back from one URL, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of one request, redirects and retries included.

    ``outcome`` is one of ``etl.fetch.outcomes.OUTCOMES``, ``detail`` a few words on
    it. ``wire_bytes`` is the body's size before decompression. ``retry_after`` is in
    seconds. ``body`` is decompressed, and None unless the outcome is ``ok``.
    """

    outcome: str
    final_url: str
    detail: str | None = None
    http_status: int | None = None
    wire_bytes: int = 0
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    retry_after: float | None = None
    body: bytes | None = None
