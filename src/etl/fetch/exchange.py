"""One request, one answer: whatever the server does becomes an outcome."""

from __future__ import annotations

import email.utils
import ssl
import time
from typing import TYPE_CHECKING

import urllib3
from urllib3.exceptions import DecodeError, HTTPError, IncompleteRead, LocationParseError, ProtocolError, SSLError

from etl.fetch.addresses import BlockedAddress, UnknownHost
from etl.fetch.answer import Answer
from etl.fetch.limits import TooMuch, received, within

if TYPE_CHECKING:
    from etl.fetch.client import ClientSettings

CHUNK = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STATUS_OUTCOMES = {
    304: "unchanged", 401: "forbidden", 402: "forbidden", 403: "forbidden", 404: "not_found", 407: "forbidden",
    408: "timeout", 410: "gone", 425: "rate_limited", 429: "rate_limited", 451: "forbidden",
}  # fmt: skip


def exchange(
    pool: urllib3.PoolManager, url: str, headers: dict[str, str], settings: ClientSettings, max_bytes: int | None
) -> Answer:
    """Ask once, without following redirects. Never raises."""
    most = max_bytes or settings.max_bytes
    try:
        with within(settings.total_timeout, settings.read_timeout, max_bytes or settings.max_wire_bytes):
            response = pool.request(
                "GET", url, headers=headers, redirect=False, retries=False, preload_content=False,
                timeout=urllib3.Timeout(connect=settings.connect_timeout, read=settings.read_timeout),
            )  # fmt: skip
            try:
                return _read(response, url, most)
            except BaseException:
                response.close()
                raise
            finally:
                response.release_conn()
    except Exception as error:  # whatever a server can provoke is an outcome, never the end of a run
        outcome, detail = _fault(error)
        return Answer(outcome, url, detail, wire_bytes=received())


def _read(response: urllib3.BaseHTTPResponse, url: str, most: int) -> Answer:
    status, headers = response.status, response.headers
    body = b"".join(_chunks(response, most)) if status == 200 else _drain(response)
    outcome = STATUS_OUTCOMES.get(status) or _by_class(status)
    location = headers.get("Location") if status in REDIRECTS else None
    if status in REDIRECTS and not location:
        outcome = "bad_redirect"
    if outcome == "ok" and not body.strip():
        outcome = "empty"
    return Answer(
        outcome, url, None if outcome in ("ok", "unchanged") else f"HTTP {status}", status, received(),
        headers.get("Content-Type"), headers.get("ETag"), headers.get("Last-Modified"), location,
        _seconds(headers.get("Retry-After")), body if outcome == "ok" else None,
    )  # fmt: skip


def _chunks(response: urllib3.BaseHTTPResponse, most: int) -> list[bytes]:
    """The body, decompressed piece by piece so that a small bomb cannot become a large one."""
    chunks, size = [], 0
    for chunk in response.stream(CHUNK, decode_content=True):
        size += len(chunk)
        if size > most:
            raise TooMuch(f"more than {most:,} bytes after decompression")
        chunks.append(chunk)
    return chunks


def _drain(response: urllib3.BaseHTTPResponse) -> bytes:
    """Read away a short error page, so that the connection can serve again; close it on a long one."""
    try:
        length = int(response.headers.get("Content-Length", CHUNK))
        if length < CHUNK:
            response.read(CHUNK, decode_content=False)
            return b""
    except (HTTPError, ValueError, OSError):
        pass
    response.close()
    return b""


def _by_class(status: int) -> str:
    if status == 200:
        return "ok"
    if status == 204 or status == 205:
        return "empty"
    if 400 <= status < 500:
        return "client_error"
    return "server_error" if 500 <= status < 600 else "bad_status"


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds, given as a number or a date; None if it says nothing usable."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
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
    ((ssl.SSLError, SSLError), "tls"),
    ((IncompleteRead, ConnectionError), "connection"),
    ((ProtocolError,), "protocol"),
    ((OSError,), "connection"),
)
