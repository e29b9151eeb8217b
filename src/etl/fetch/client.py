"""The one door to the net: safe, polite, bounded. Everything that asks a server goes through ``Client.get``."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3

from etl.fetch import addresses
from etl.fetch.answer import Answer
from etl.fetch.exchange import exchange
from etl.fetch.outcomes import OUTCOMES
from etl.fetch.pace import Hosts
from etl.fetch.pools import pool_manager
from etl.fetch.robots import MAX_BYTES, Robots

# Outcomes that speak against the host rather than the page.
HOST_FAULTS = frozenset({"timeout", "connection", "dns", "tls", "server_error", "protocol"})


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Times in seconds, sizes in bytes. ``contact`` is a mail address or URL of whoever runs the system.

    ``total_timeout`` bounds one exchange from connecting to the last byte;
    ``tries`` counts the first one. A Retry-After beyond ``max_retry_after`` is not
    waited for: the host is left alone for that long instead. ``ca_file`` adds a
    certificate authority of one's own. ``routes`` sends hosts to an address of one's
    own choosing ("127.0.0.1:8642"), as a hosts file would: the sample web lives on them.
    """

    contact: str = "https://github.com/pactwatch/pactwatch"
    product: str = "Pactwatch/0.1"
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 10_000_000
    max_wire_bytes: int = 10_000_000
    max_redirects: int = 5
    tries: int = 3
    backoff: float = 2.0
    max_retry_after: float = 60.0
    workers: int = 32
    allow_private: bool = False
    ca_file: str | None = None
    routes: Mapping[str, str] = field(default_factory=dict)

    @property
    def user_agent(self) -> str:
        """The one name given to every server."""
        return f"{self.product} (+{self.contact})"


class Client:
    """Asks for URLs. Safe to use from many threads; keeps what it learns of hosts and robots for its life."""

    def __init__(self, settings: ClientSettings, resolve: addresses.Resolve = addresses.resolve) -> None:
        self.settings = settings
        self.hosts = Hosts()
        self.robots = Robots(self._get_robots, settings.user_agent)
        self._resolve = resolve
        # Two sets of connections: one opened by a source that may reach private hosts serves no other.
        self._pools = {allowed: self._pool(allowed) for allowed in (False, True)}

    def _pool(self, allow_private: bool) -> urllib3.PoolManager:
        def connect(host: str, port: int) -> socket.socket:
            if route := self.settings.routes.get(host):
                host, _, own_port = route.rpartition(":")
                return addresses.connect(host, int(own_port), self.settings.connect_timeout, True, self._resolve)
            return addresses.connect(host, port, self.settings.connect_timeout, allow_private, self._resolve)

        return pool_manager(connect, self.settings.ca_file)

    def get(
        self,
        url: str,
        *,
        pace: float = 1.0,
        allow_private: bool = False,
        headers: dict[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Answer:
        """Ask for a URL, following redirects and trying again where that can help. Never raises.

        ``pace``: seconds between requests to one host, unless its robots.txt asks for
        more. ``headers`` are added (conditional requests). ``max_bytes`` replaces the
        settings' limit, on the wire and decompressed.
        """
        allow_private = allow_private or self.settings.allow_private
        answer = Answer("bad_url", url)
        for attempt in range(self.settings.tries):
            answer = self._follow(url, pace, allow_private, headers or {}, max_bytes, check_robots=True)
            if not OUTCOMES[answer.outcome].again or attempt + 1 == self.settings.tries:
                break
            if not self._wait(answer, attempt):
                break
        return answer

    def _wait(self, answer: Answer, attempt: int) -> bool:
        """Sleep before the next try, as long as the server asks or ever longer; False if it asks for too long."""
        host = host_of(answer.final_url)
        if answer.retry_after is not None and answer.retry_after > self.settings.max_retry_after:
            self.hosts.close(host, answer.retry_after, f"it asks to be left alone for {answer.retry_after:.0f} s")
            return False
        if self.hosts.closed(host):
            return False
        # Doubling, and up to half as long again, so that many clients do not come back at once.
        backoff = self.settings.backoff * 2**attempt * random.uniform(1.0, 1.5)
        time.sleep(answer.retry_after if answer.retry_after is not None else backoff)
        return True

    def _follow(
        self, url: str, pace: float, allow_private: bool, headers: dict[str, str], max_bytes: int | None,
        check_robots: bool,
    ) -> Answer:  # fmt: skip
        """One try: the request and the redirects it leads through, each checked like the first."""
        seen: set[str] = set()
        bad = "bad_url"
        for _ in range(self.settings.max_redirects + 1):
            clean = clean_url(url)
            if clean is None:
                return Answer(bad, url, "not an http or https address")
            if clean in seen:
                return Answer("bad_redirect", clean, "a circle")
            seen.add(clean)
            answer = self._one(clean, pace, allow_private, headers, max_bytes, check_robots)
            if answer.location is None:
                return answer
            url, bad = urljoin(clean, answer.location), "bad_redirect"
        return Answer("bad_redirect", url, f"more than {self.settings.max_redirects} redirects")

    def _one(
        self, url: str, pace: float, allow_private: bool, headers: dict[str, str], max_bytes: int | None,
        check_robots: bool,
    ) -> Answer:  # fmt: skip
        host = host_of(url)
        closed = self.hosts.closed(host)
        if closed:
            return Answer("host_down", url, closed)
        if check_robots:
            barred = self.robots.check(url, allow_private)
            if barred:
                return Answer(barred[0], url, barred[1])
            pace = max(pace, self.robots.delay(url, allow_private))
        with self.hosts.turn(host, pace):
            answer = exchange(self._pools[allow_private], url, self._headers(headers), self.settings, max_bytes)
        self.hosts.note(host, answer.outcome in HOST_FAULTS, answer.outcome)
        return answer

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {
            "User-Agent": self.settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **headers,
        }

    def _get_robots(self, url: str, allow_private: bool) -> Answer:
        return self._follow(url, 0.0, allow_private, {}, 2 * MAX_BYTES, check_robots=False)


def host_of(url: str) -> str:
    """Host and port of a URL: what pacing and pools go by."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def clean_url(url: str) -> str | None:
    """The URL without fragment and without a user's name and password; None if it cannot be asked for."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], path=parts.path or "/", fragment=""))
