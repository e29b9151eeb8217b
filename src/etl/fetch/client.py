"""The one door to the net: safe, polite, bounded. Everything that asks a server goes through ``Client.get``."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import urllib3

from etl.fetch import addresses
from etl.fetch.answer import Answer
from etl.fetch.exchange import Limits, exchange
from etl.fetch.outcomes import OUTCOMES
from etl.fetch.pace import REST, Hosts
from etl.fetch.pools import pool_manager
from etl.fetch.robots import MAX_BYTES, Robots
from etl.fetch.urls import clean_url, host_of, joined

# Outcomes that speak against the host rather than the page.
HOST_FAULTS = frozenset({"timeout", "connection", "dns", "tls", "server_error", "protocol"})


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Times in seconds, sizes in bytes. ``contact`` is a mail address or URL of whoever runs the system.

    ``total_timeout`` bounds one exchange from connecting to the last byte;
    ``tries`` counts the first one. A Retry-After beyond ``max_retry_after`` is not
    waited for: the host is left alone for that long instead. ``trusted_addresses``
    may be asked although they are private. ``ca_file`` names the certificate
    authorities to trust instead of the system's. ``routes`` sends hosts to an address
    of one's own choosing ("127.0.0.1:8642"), as a hosts file would: the sample web
    lives on them.
    """

    contact: str = "https://example.org/pactwatch-contact"
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
    trusted_addresses: frozenset[str] = frozenset()
    ca_file: str | None = None
    routes: Mapping[str, str] = field(default_factory=dict)

    @property
    def user_agent(self) -> str:
        """The one name given to every server."""
        return f"{self.product} (+{self.contact})"


@dataclass(frozen=True, slots=True)
class _Ask:
    """How one URL is asked for, through all its redirects and tries."""

    pace: float
    allow_private: bool
    headers: Mapping[str, str]
    limits: Limits
    checks_robots: bool = True


class Client:
    """Asks for URLs. Safe to use from many threads; keeps what it learns of hosts and robots for its life."""

    def __init__(self, settings: ClientSettings, resolve: addresses.Resolve = addresses.resolve) -> None:
        self.settings = settings
        self.hosts = Hosts()
        self.robots = Robots(self._get_robots, settings.user_agent)
        self._resolve = resolve
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        # Two sets of connections: one opened by a source that may reach private hosts serves no other.
        self._pools = {allowed: self._pool(allowed) for allowed in (False, True)}

    def _pool(self, allow_private: bool) -> urllib3.PoolManager:
        def may_ask(address: str) -> bool:
            inside = address in self.settings.trusted_addresses or (allow_private and addresses.is_inside(address))
            return inside or addresses.is_public(address)

        def connect(host: str, port: int) -> socket.socket:
            if route := self.settings.routes.get(host):
                host, _, own_port = route.rpartition(":")
                return addresses.connect(
                    host, int(own_port), self.settings.connect_timeout, addresses.is_inside, self._resolve
                )
            return addresses.connect(host, port, self.settings.connect_timeout, may_ask, self._resolve)

        return pool_manager(connect, self.settings.ca_file)

    def get(
        self,
        url: str,
        *,
        pace: float = 1.0,
        allow_private: bool = False,
        headers: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
    ) -> Answer:
        """Ask for a URL, following redirects and trying again where that can help. Never raises.

        ``pace``: the pause between two requests to one host in seconds, unless its
        robots.txt asks for more. ``headers`` are added (conditions, language).
        ``max_bytes`` replaces the settings' limits, on the wire and decompressed.
        """
        allow_private = allow_private or self.settings.allow_private
        return self._try(url, _Ask(pace, allow_private, headers or {}, self._limits(max_bytes)))

    def _try(self, url: str, ask: _Ask) -> Answer:
        for attempt in range(1, self.settings.tries + 1):
            answer = self._follow(url, ask)
            if not OUTCOMES[answer.outcome].again or attempt == self.settings.tries or not self._wait(answer, attempt):
                break
        return answer

    def _wait(self, answer: Answer, attempt: int) -> bool:
        """Sleep before the next try, as long as the server asks or ever longer; False if it asks for too long."""
        host, asked = host_of(answer.final_url), answer.retry_after
        if asked is not None and asked > self.settings.max_retry_after:
            self.hosts.close(host, asked, f"it asks to be left alone for {asked:.0f} s")
        if self.hosts.closed(host):
            return False
        # Doubling, and up to half as long again, so that many clients do not come back at once.
        backoff = self.settings.backoff * 2 ** (attempt - 1) * random.uniform(1.0, 1.5)  # noqa: S311 - no secret
        time.sleep(max(asked or 0.0, backoff))
        return True

    def _follow(self, url: str, ask: _Ask) -> Answer:
        """One try: the request and the redirects it leads through, each checked like the first."""
        seen: set[str] = set()
        refused = "bad_url"
        for _ in range(self.settings.max_redirects + 1):
            clean = clean_url(url)
            if clean is None:
                return Answer(refused, url, "not an http or https address")
            if clean in seen:
                return Answer("bad_redirect", clean, "a circle")
            seen.add(clean)
            answer = self._one(clean, ask)
            if answer.location is None:
                return answer
            url, refused = joined(clean, answer.location), "bad_redirect"
        return Answer("bad_redirect", url, f"more than {self.settings.max_redirects} redirects")

    def _one(self, url: str, ask: _Ask) -> Answer:
        host = host_of(url)
        closed = self.hosts.closed(host)
        if closed:
            return Answer("host_down", url, closed)
        pace = ask.pace
        if ask.checks_robots:
            barred = self.robots.check(url, ask.allow_private, pace)
            if barred:
                if barred[0] in HOST_FAULTS:
                    self.hosts.close(host, REST, f"its robots.txt could not be had: {barred[0]}")
                return Answer(barred[0], url, barred[1])
            pace = max(pace, self.robots.delay(url, ask.allow_private))
        with self.hosts.turn(host, pace):
            answer = exchange(self._pools[ask.allow_private], url, {**self._headers, **ask.headers}, ask.limits)
        self.hosts.note(host, answer.outcome in HOST_FAULTS, answer.outcome)
        return answer

    def _limits(self, max_bytes: int | None) -> Limits:
        own = self.settings
        return Limits(
            own.connect_timeout, own.read_timeout, own.total_timeout,
            max_bytes or own.max_wire_bytes, max_bytes or own.max_bytes,
        )  # fmt: skip

    def _get_robots(self, url: str, allow_private: bool, pace: float) -> Answer:
        # On the wire twice as much: the file is cut by its own size before the limit is met.
        limits = replace(self._limits(2 * MAX_BYTES), bytes=MAX_BYTES, cut=True)
        return self._try(url, _Ask(pace, allow_private, {}, limits, checks_robots=False))
