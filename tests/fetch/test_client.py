"""The door to the net: addresses, TLS, robots, pacing, giving up."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.fetch import Client, ClientSettings
from etl.fetch.addresses import UnknownHost, is_inside, is_public
from tests.fetch.certificates import Authority
from tests.fetch.misbehaviours import CAP, HTML, hang, reset, to
from tests.fetch.site_server import Request, Site, ok, send, status

OPEN = "127.0.0.2"  # stands for the open internet, so that 127.0.0.1 can be what must not be reached
SETTINGS = ClientSettings(
    connect_timeout=0.5, read_timeout=0.5, total_timeout=1.0, max_bytes=CAP, max_wire_bytes=CAP, tries=2,
    backoff=0.01, max_retry_after=0.1, trusted_addresses=frozenset({OPEN}), contact="data@example.org",
)  # fmt: skip


def _names(**addresses: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver that knows these names (dots written as _) and addresses only."""

    def resolve(host: str, port: int) -> list[str]:
        known = addresses.get(host.replace(".", "_"))
        if known is None and not host[0].isdigit():
            raise UnknownHost(host)
        return known or [host]

    return resolve


# addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "168.63.129.16", "::1", "::", "fe80::1",
        "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0", "168.63.129.16"])
def test_allow_private_never_opens_link_local_or_metadata(address: str) -> None:
    assert not is_inside(address)
    assert is_inside("127.0.0.1")
    assert is_inside("10.0.0.1")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://[::1]/"])
def test_private_hosts_are_refused_and_nothing_connects(url: str) -> None:
    assert Client(SETTINGS).get(url).outcome == "blocked_address"


def test_a_name_that_changes_between_two_looks_reaches_nothing_private() -> None:
    answers = iter([[OPEN], ["127.0.0.1"]])
    with Site({"/a": HTML}, address="127.0.0.1") as inner, Site({"/a": status(404)}, address=OPEN) as outer:
        client = Client(SETTINGS, lambda host, port: next(answers))
        client.get(outer.url("/a", "rebinding.example"))
        assert client.get(inner.url("/a", "rebinding.example")).outcome == "blocked_address"
        assert inner.log == []


def test_a_name_with_a_public_and_a_private_address_is_refused() -> None:
    with Site({"/a": HTML}, address=OPEN) as site:
        client = Client(SETTINGS, _names(both_example=[OPEN, "10.0.0.1"]))
        assert client.get(site.url("/a", "both.example")).outcome == "blocked_address"
        assert site.log == []


def test_a_connection_opened_for_a_private_source_serves_no_other() -> None:
    with Site({"/a": HTML}, address="127.0.0.1") as site:
        client = Client(SETTINGS)
        assert client.get(site.url("/a"), allow_private=True).outcome == "ok"
        assert client.get(site.url("/a")).outcome == "blocked_address"


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.2/", "file:///etc/passwd", "http://", "http://[", "http://a:99999/", ""]
)
def test_addresses_that_are_no_web_addresses(url: str) -> None:
    assert Client(SETTINGS).get(url).outcome == "bad_url"


def test_unknown_host_and_refused_connection() -> None:
    assert Client(SETTINGS, _names()).get("http://nowhere.example/").outcome == "dns"
    with Site({}, address=OPEN) as site:
        pass
    assert Client(SETTINGS).get(site.url("/a")).outcome == "connection"


def test_addresses_in_other_letters_are_asked_for_as_utf_8() -> None:
    with Site({"/für uns": HTML}, address=OPEN) as site:
        client = Client(SETTINGS, lambda host, port: [OPEN] if host == "xn--bcher-kva.example" else [])
        assert client.get(site.url("/für uns", "bücher.example")).outcome == "ok"
        assert site.log[-1].path == "/f%C3%BCr%20uns"


def test_what_is_sent_is_honest_and_holds_no_credentials() -> None:
    def sets_cookie(connection: socket.socket, request: Request) -> None:
        send(connection, "302 Found", {"Location": "/b", "Set-Cookie": "id=1", "Content-Length": "0"})

    with Site({"/a": sets_cookie, "/b": HTML}, address=OPEN) as site:
        url = site.url("/a").replace("//", "//user:secret@", 1)
        assert Client(SETTINGS).get(url).outcome == "ok"
        for request in site.log:
            assert request.headers["user-agent"] == "Pactwatch/0.1 (+data@example.org)"
            assert request.headers["host"] == f"{OPEN}:{site.port}"
            assert not {"cookie", "authorization", "referer"} & request.headers.keys()


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


def _over_tls(authority: Authority, hosts: list[str], until: datetime | None = None, trusted: bool = True) -> str:
    settings = replace(SETTINGS, ca_file=str(authority.ca_file) if trusted else None)
    with Site({"/a": HTML}, tls=authority.context(hosts, until), address=OPEN) as site:
        return Client(settings, _names(news_example=[OPEN])).get(site.url("/a", "news.example")).outcome


def test_tls_with_the_name_kept_although_the_address_is_fixed(authority: Authority) -> None:
    assert _over_tls(authority, ["news.example"]) == "ok"


def test_tls_faults(authority: Authority) -> None:
    assert _over_tls(authority, ["other.example"]) == "tls"
    assert _over_tls(authority, ["news.example"], until=datetime.now(UTC) - timedelta(days=1)) == "tls"
    assert _over_tls(authority, ["news.example"], trusted=False) == "tls"


def test_tls_asked_of_a_server_without_it() -> None:
    with Site({"/a": HTML}, address=OPEN) as site:
        assert Client(SETTINGS).get(site.url("/a").replace("http:", "https:")).outcome == "tls"


def test_tls_handshake_that_never_ends() -> None:
    with socket.create_server((OPEN, 0)) as listener:
        url = f"https://{OPEN}:{listener.getsockname()[1]}/a"
        # The host's robots.txt is asked for first, and hangs like everything else there.
        assert Client(SETTINGS).get(url).outcome == "robots"


def test_tls_reset_in_the_handshake() -> None:
    with socket.create_server((OPEN, 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection = listener.accept()[0]
                except OSError:
                    return
                connection.recv(10)
                reset()(connection, Request("", {}, 0.0))

        threading.Thread(target=serve, daemon=True).start()
        assert Client(SETTINGS).get(f"https://{OPEN}:{listener.getsockname()[1]}/a").outcome == "connection"


# robots.txt (RFC 9309)

BAR_ALL = b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        (BAR_ALL, "robots"),
        (b"User-agent: *\nDisallow: /private\n", "ok"),
        (b"User-agent: Pactwatch\nDisallow: /a\n\nUser-agent: *\nAllow: /\n", "robots"),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: pactwatch\nAllow: /a\n", "ok"),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n", "robots"),
        (b"\x00\xff\xfe" * 1000, "ok"),
        (b"<html>Not found</html>", "ok"),
        (b"", "ok"),
        (BAR_ALL + b"# comment\n" * 200_000, "robots"),
        (status(404), "ok"),
        (status(403), "ok"),
        (status(401), "ok"),
        (status(429), "robots"),
        (status(500), "robots"),
        (status(503), "robots"),
        (hang(), "robots"),
        (hang(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n"), "robots"),
        (reset(), "connection"),
        (to("/robots.txt"), "ok"),
        (to("/elsewhere.txt"), "robots"),
        (to("http://127.0.0.1/robots.txt"), "blocked_address"),
    ],
)
def test_robots(robots: object, outcome: str) -> None:
    page = ok(robots, Content_Type="text/plain") if isinstance(robots, bytes) else robots
    pages = {"/robots.txt": page, "/elsewhere.txt": ok(BAR_ALL), "/a": HTML}
    with Site(pages, address=OPEN) as site:  # type: ignore[arg-type]
        assert Client(SETTINGS).get(site.url("/a")).outcome == outcome
        assert len(site.asked("/a")) == (outcome == "ok")


def test_robots_is_asked_for_once_and_holds_for_redirects() -> None:
    pages = {"/robots.txt": ok(b"User-agent: *\nDisallow: /b\n"), "/a": to("/b"), "/b": ok(HTML), "/c": ok(HTML)}
    with Site(pages, address=OPEN) as site:
        client = Client(SETTINGS)
        assert [client.get(site.url(path), pace=0).outcome for path in ("/a", "/c", "/c")] == ["robots", "ok", "ok"]
        assert len(site.asked("/robots.txt")) == 1
        assert site.asked("/b") == []


# politeness


def _gaps(requests: list[Request]) -> list[float]:
    return [after.at - before.at for before, after in itertools.pairwise(requests)]


def test_pace_is_kept_by_many_threads() -> None:
    with Site({"/a": HTML}, address=OPEN) as site:
        client = Client(SETTINGS)
        threads = [threading.Thread(target=client.get, args=(site.url("/a"),), kwargs={"pace": 0.1}) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # The log is written a moment after the request was sent: a little jitter either way.
        assert len(site.asked("/a")) == 5
        assert min(_gaps(site.asked("/a"))) > 0.08


def test_crawl_delay_slows_the_pace_down() -> None:
    with Site({"/robots.txt": ok(b"User-agent: *\nCrawl-delay: 0.2\n"), "/a": HTML}, address=OPEN) as site:
        client = Client(SETTINGS)
        for _ in range(3):
            client.get(site.url("/a"), pace=0)
        assert min(_gaps(site.asked("/a"))) > 0.18


def test_retry_after_is_waited_for() -> None:
    with Site({"/a": status(503, Retry_After="1")}, address=OPEN) as site:
        Client(replace(SETTINGS, max_retry_after=2.0)).get(site.url("/a"), pace=0)
        assert min(_gaps(site.asked("/a"))) > 0.9


def test_a_long_retry_after_closes_the_host() -> None:
    with Site({"/a": status(429, Retry_After="3600"), "/b": HTML}, address=OPEN) as site:
        client = Client(SETTINGS)
        assert client.get(site.url("/a"), pace=0).outcome == "rate_limited"
        assert client.get(site.url("/b"), pace=0).outcome == "host_down"
        assert len(site.asked("/a")) == 1
        assert site.asked("/b") == []


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    with Site({"/a": status(500)}, address=OPEN) as site:
        client = Client(SETTINGS)
        outcomes = [client.get(site.url("/a"), pace=0).outcome for _ in range(6)]
        assert outcomes == ["server_error"] * 3 + ["host_down"] * 3
        assert len(site.asked("/a")) == 5


def test_a_page_that_is_missing_does_not_speak_against_its_host() -> None:
    with Site({"/a": HTML}, address=OPEN) as site:
        client = Client(SETTINGS)
        for number in range(10):
            assert client.get(site.url(f"/{number}"), pace=0).outcome == "not_found"
        assert client.get(site.url("/a"), pace=0).outcome == "ok"


def test_connections_are_used_again() -> None:
    with Site({"/a": HTML, "/b": status(404)}, address=OPEN) as site:
        client = Client(SETTINGS)
        for path in ("/a", "/b", "/a", "/b", "/a"):
            client.get(site.url(path), pace=0)
        assert site.connections == 1


def test_a_file_of_authorities_that_is_none_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(OSError):
        Client(replace(SETTINGS, ca_file=str(tmp_path / "ca.pem")))
