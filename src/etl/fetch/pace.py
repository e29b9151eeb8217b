"""One request at a time for each host, with a pause between them, and an end to asking hosts that fail."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Failures in a row before a host is left alone, and for how many seconds.
# Five: with three tries a page, the second failing page closes the host.
FAILURES_TO_OPEN = 5
REST = 600.0


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    failures: int = 0
    closed_until: float = 0.0
    closed_why: str = ""


class Hosts:
    """What is known of each host during one run. Times are ``time.monotonic`` seconds."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())

    def ready_at(self, host: str) -> float:
        """When the host may be asked again."""
        return self._of(host).next_at

    @contextmanager
    def turn(self, host: str, pace: float) -> Iterator[None]:
        """Hold the host alone, from when it may be asked; the next turn begins ``pace`` seconds after this one's end.

        Counted from the end, because then no delay on the way can bring two requests closer together at the server.
        """
        state = self._of(host)
        with state.lock:
            wait = state.next_at - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            try:
                yield
            finally:
                state.next_at = max(state.next_at, time.monotonic() + pace)

    def close(self, host: str, seconds: float, why: str) -> None:
        """Give up asking the host for so many seconds."""
        state = self._of(host)
        state.closed_until, state.closed_why = time.monotonic() + seconds, why

    def closed(self, host: str) -> str | None:
        """Why the host is not asked now, or None if it may be."""
        state = self._of(host)
        return state.closed_why if time.monotonic() < state.closed_until else None

    def note(self, host: str, failed: bool, why: str) -> None:
        """Count failures in a row; too many close the host (a circuit breaker)."""
        state = self._of(host)
        state.failures = state.failures + 1 if failed else 0
        if state.failures >= FAILURES_TO_OPEN:
            self.close(host, REST, f"{state.failures} failures in a row, last: {why}")
