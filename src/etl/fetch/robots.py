"""What robots.txt allows, read as RFC 9309 says, kept for a day per origin."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from etl.fetch.answer import Answer

# RFC 9309, 2.4: not kept longer than 24 hours; 2.5: at least 500 KiB are read.
TTL = 86_400.0
# A file that could not be had is tried again sooner.
TTL_FAILED = 600.0
MAX_BYTES = 512_000
# A crawl-delay beyond this is taken as this: some files ask for hours by mistake.
MAX_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin, none if ``parsed`` is None.

    ``barred`` is an outcome with its detail when the file could not be had.
    ``good_until`` is in ``time.monotonic`` seconds.
    """

    parsed: Protego | None
    barred: tuple[str, str] | None
    good_until: float


class Robots:
    """Rules per origin, each fetched once through ``get`` (an unchecked request for a small file)."""

    def __init__(self, get: Callable[[str, bool, float], Answer], agent: str) -> None:
        self._get, self._agent = get, agent
        self._rules: dict[tuple[str, bool], Rules] = {}
        self._locks: dict[tuple[str, bool], threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str, allow_private: bool, pace: float) -> tuple[str, str] | None:
        """Return None when the URL may be asked for, else the outcome and its detail.

        ``pace`` is the pause in seconds that the request for the rules, if one is needed,
        keeps like any other.
        """
        rules = self._rules_of(url, allow_private, pace)
        if rules.barred:
            return rules.barred
        if rules.parsed is not None and not rules.parsed.can_fetch(url, self._agent):
            return "robots", f"{_origin(url)}/robots.txt disallows it"
        return None

    def delay(self, url: str, allow_private: bool) -> float:
        """Seconds between requests that the origin asks for; 0 when it says nothing. To be called after ``check``."""
        parsed = self._rules_of(url, allow_private, pace=0.0).parsed
        asked = parsed.crawl_delay(self._agent) if parsed is not None else None
        return min(float(asked or 0.0), MAX_DELAY)

    def _rules_of(self, url: str, allow_private: bool, pace: float) -> Rules:
        key = (_origin(url), allow_private)
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            known = self._rules.get(key)
            if known is None or time.monotonic() > known.good_until:
                known = _read(self._get(f"{key[0]}/robots.txt", allow_private, pace))
                self._rules[key] = known
        return known


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _read(answer: Answer) -> Rules:
    """RFC 9309, 2.3.1: 4xx allows all, 5xx or no answer forbids all, too many redirects allow all.

    A 429 is taken as 5xx: who asks for fewer requests is not to be asked for pages.
    A host that cannot be reached at all keeps the outcome that says so.
    """
    now = time.monotonic()
    if answer.outcome == "ok":
        text = (answer.body or b"")[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return Rules(Protego.parse(text), None, now + TTL)
    if answer.outcome in ("dns", "tls", "connection", "blocked_address", "host_down", "bad_url"):
        return Rules(None, (answer.outcome, answer.detail or "robots.txt could not be asked for"), now + TTL_FAILED)
    if answer.outcome in ("server_error", "rate_limited", "timeout", "protocol"):
        why = f"robots.txt could not be read: {answer.outcome}, {answer.detail or 'no detail'}"
        return Rules(None, ("robots", why), now + TTL_FAILED)
    return Rules(None, None, now + TTL)
