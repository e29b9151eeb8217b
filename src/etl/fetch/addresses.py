"""Which addresses may be connected to, and the one place that connects.

The name is resolved, each address is checked, and the connection goes to a
checked address, all in one function: a name cannot change in between.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from etl.fetch.limits import LimitedSocket, time_left

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# Reached at a public address, yet answers only inside a cloud (Azure's metadata and DNS).
METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BlockedAddress(Exception):
    """The host lies on an address that must not be asked."""


class UnknownHost(Exception):
    """The host name has no address."""


def resolve(host: str, port: int) -> list[str]:
    """Return all addresses of a host, as the system knows them. Raises UnknownHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(f"{host}: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """True for an address of the open internet; IPv4 addresses inside IPv6 ones are looked at too."""
    ip = _parsed(address)
    if ip is None or _never(ip) or ip.is_reserved or not ip.is_global:
        return False
    return all(is_public(str(inner)) for inner in _inner_ipv4(ip))


def is_inside(address: str) -> bool:
    """True for an address of one's own network or machine: what ``allow_private_hosts`` opens.

    Link-local addresses stay shut even then: a cloud's metadata, with its keys, lies there.
    """
    ip = _parsed(address)
    if ip is None or _never(ip):
        return False
    return ip.is_private and all(is_inside(str(inner)) or is_public(str(inner)) for inner in _inner_ipv4(ip))


def _parsed(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


def _never(ip: Address) -> bool:
    return ip.is_multicast or ip.is_link_local or ip.is_unspecified or ip in METADATA


def _inner_ipv4(ip: Address) -> list[ipaddress.IPv4Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [address for address in inner if address is not None]


def connect(
    host: str, port: int, timeout: float, may_ask: Callable[[str], bool], resolve: Resolve = resolve
) -> socket.socket:
    """Connect to a host of whose addresses all satisfy ``may_ask``. ``timeout`` is in seconds.

    One forbidden address among several forbids the host: a name that points both
    outside and inside is how such a check is tricked. Raises UnknownHost,
    BlockedAddress, OSError.
    """
    addresses = resolve(host.strip("[]"), port)
    for address in addresses:
        if not may_ask(address):
            raise BlockedAddress(address if host == address else f"{host} is {address}")
    failure: OSError = OSError(f"{host} has no address")
    for address in addresses:
        try:
            return _connect_to(address, port, timeout)
        except OSError as error:
            failure = error
    raise failure


def _connect_to(address: str, port: int, timeout: float) -> socket.socket:
    sock = LimitedSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(min(timeout, time_left()))
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock
