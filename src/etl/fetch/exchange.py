"""One request, one answer: whatever the server does becomes an outcome."""

from __future__ import annotations

import email.utils
import http.client
import ssl
import time
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    IncompleteRead,
    InvalidChunkLength,
    LocationParseError,
    ProtocolError,
    SSLError,
)

from etl.fetch.addresses import BlockedAddress, UnknownHost
from etl.fetch.answer import Answer
from etl.fetch.limits import TooMuch, received, within

CHUNK = 65_536
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STATUS_OUTCOMES = {
    200: "ok", 203: "ok", 204: "empty", 205: "empty", 304: "unchanged", 401: "forbidden", 402: "forbidden",
    403: "forbidden", 404: "not_found", 407: "forbidden", 408: "timeout", 410: "gone", 425: "rate_limited",
    429: "rate_limited", 451: "forbidden",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may take: seconds to connect, for one wait, in all; bytes on the wire and decompressed.

    ``cut`` takes the beginning of a body that is too large instead of refusing it.
    """

    connect: float
    wait: float
    total: float
    wire_bytes: int
    bytes: int
    cut: bool = False


def exchange(pool: urllib3.PoolManager, url: str, headers: dict[str, str], limits: Limits) -> Answer:
    """Ask once, without following redirects. Never raises."""
    try:
        with within(limits.total, limits.wait, limits.wire_bytes):
            response = pool.request(
                "GET", url, headers=headers, redirect=False, retries=False, preload_content=False,
                timeout=urllib3.Timeout(connect=limits.connect, read=limits.wait),
            )  # fmt: skip
            try:
                answer = _read(response, url, limits)
            except BaseException:
                response.close()
                raise
            response.release_conn()
            return answer
    except Exception as error:
        outcome, detail = _fault(error)
        return Answer(outcome, url, detail, wire_bytes=received())


def _read(response: urllib3.BaseHTTPResponse, url: str, limits: Limits) -> Answer:
    status, headers = response.status, response.headers
    outcome = STATUS_OUTCOMES.get(status) or _by_class(status)
    body = None
    if outcome == "ok":
        body = _body(response, limits)
        outcome = "ok" if body.strip() else "empty"
    else:
        _drain(response)
    location = _location(headers.get("Location")) if status in REDIRECTS else None
    if status in REDIRECTS and not location:
        outcome = "bad_redirect"
    return Answer(
        outcome, url, None if outcome in ("ok", "unchanged") else f"HTTP {status}", status, received(),
        headers.get("Content-Type"), headers.get("ETag"), headers.get("Last-Modified"), location,
        _seconds(headers.get("Retry-After")), body if outcome == "ok" else None,
    )  # fmt: skip


def _location(header: str | None) -> str | None:
    """The target of a redirect. Headers are read as Latin-1; servers that send other letters raw mean UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8") if header else None
    except UnicodeError:
        return header


def _body(response: urllib3.BaseHTTPResponse, limits: Limits) -> bytes:
    """The body, decompressed piece by piece so that a small bomb cannot become a large one."""
    encodings = [name.strip().lower() for name in response.headers.get("Content-Encoding", "").split(",")]
    if not ENCODINGS.issuperset(encodings):
        raise DecodeError(f"it is packed as {', '.join(encodings)}, which was not asked for")
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced[:18]) > limits.wire_bytes and not limits.cut:
        raise TooMuch(f"{announced} bytes announced")
    chunks, size = [], 0
    for chunk in response.stream(CHUNK, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.bytes:
            if not limits.cut:
                raise TooMuch(f"more than {limits.bytes:,} bytes after decompression")
            response.close()
            break
    return b"".join(chunks)


def _drain(response: urllib3.BaseHTTPResponse) -> None:
    """Read away the short text of an error, so that the connection can serve again; close it on anything else."""
    try:
        if response.status >= 200 and int(response.headers.get("Content-Length", CHUNK)) < CHUNK:
            response.read(CHUNK, decode_content=False)
            return
    except (HTTPError, ValueError, OSError):
        pass
    response.close()


def _by_class(status: int) -> str:
    if 400 <= status < 500:
        return "client_error"
    return "server_error" if 500 <= status < 600 else "bad_status"


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds, given as a number or a date; None if it says nothing usable."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after.strip()[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _fault(error: Exception) -> tuple[str, str]:
    """The outcome of what urllib3 or the sockets raised, found by the cause at the root of it."""
    causes = _causes(error)
    for kinds, outcome in FAULTS:
        for cause in causes:
            if isinstance(cause, kinds):
                return outcome, _words(cause)
    return "protocol", _words(error)


def _causes(error: BaseException) -> list[BaseException]:
    causes: list[BaseException] = []
    found: list[object] = [error]
    while found:
        cause = found.pop(0)
        if isinstance(cause, BaseException) and cause not in causes:
            causes.append(cause)
            found += [*cause.args, cause.__cause__, cause.__context__]
    return causes


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


# The first row that fits any cause decides.
FAULTS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((BlockedAddress,), "blocked_address"),
    ((UnknownHost,), "dns"),
    ((TooMuch,), "too_large"),
    ((LocationParseError,), "bad_url"),
    ((TimeoutError, urllib3.exceptions.TimeoutError), "timeout"),
    ((DecodeError,), "parse_error"),
    ((ssl.SSLError, ssl.CertificateError, SSLError), "tls"),
    ((InvalidChunkLength,), "protocol"),
    ((IncompleteRead, http.client.IncompleteRead, ConnectionError), "connection"),
    ((ProtocolError,), "protocol"),
    ((OSError,), "connection"),
)
