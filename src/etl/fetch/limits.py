"""Sockets that keep the limits of the request they serve: time and bytes, overall.

A timeout on a socket bounds each wait, not their sum: a server that sends one
byte a second never trips it. These sockets shorten each wait to what is left of
the request's time, and count what comes in, headers and all, before it is decoded.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooMuch(Exception):
    """More bytes came in than the request allows."""


class _Request(threading.local):
    """The request that a thread is busy with. Unlimited between requests."""

    deadline: float = math.inf
    wait: float = math.inf
    most: float = math.inf
    received: int = 0


_request = _Request()


@contextmanager
def within(total: float, wait: float, most: float) -> Iterator[None]:
    """Bound this thread's socket work: ``total`` seconds, each wait ``wait`` seconds, ``most`` bytes received."""
    _request.deadline, _request.wait, _request.most = time.monotonic() + total, wait, most
    _request.received = 0
    try:
        yield
    finally:
        _request.deadline = _request.wait = _request.most = math.inf


def received() -> int:
    """Bytes that came in for the request this thread is or was last busy with."""
    return _request.received


def time_left() -> float:
    """Seconds the socket may wait now. Raises TimeoutError when the time of the request is over."""
    left = _request.deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for the whole request is over")
    return min(left, _request.wait)


class _Limited:
    """Mixed into a socket class: looks at the limits around each wait."""

    def recv_into(self, *args: Any) -> int:
        left = time_left()
        self.settimeout(None if math.isinf(left) else left)  # type: ignore[attr-defined]
        size: int = super().recv_into(*args)  # type: ignore[misc]
        _request.received += size
        if _request.received > _request.most:
            raise TooMuch(f"more than {_request.most:,.0f} bytes on the wire")
        return size


class LimitedSocket(_Limited, socket.socket):
    """A plain socket with limits."""


class LimitedSSLSocket(_Limited, ssl.SSLSocket):
    """A TLS socket with limits."""
