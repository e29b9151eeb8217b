"""Times as feeds, sitemaps and manifests write them."""

from __future__ import annotations

from datetime import UTC, datetime

from dateutil import parser


def utc(text: str | None) -> datetime | None:
    """Read an ISO 8601 or RFC 822 time as UTC; None where the text is no time. Without a zone it is UTC."""
    if not text or not text.strip() or len(text) > 64:
        return None
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            time = parser.parse(text.strip(), default=datetime(1, 1, 1, tzinfo=UTC))
        except (ValueError, OverflowError, TypeError):
            return None
    if time.year < 1990:  # no page of the web is older; a partial text was filled up, or the epoch stands for nothing
        return None
    try:
        return as_utc(time)
    except (ValueError, OverflowError):
        return None


def as_utc(time: datetime) -> datetime:
    """The same moment with the zone UTC; a time without a zone is UTC already, as everywhere in the warehouse."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
