"""The ways in which servers misbehave, by name: what the server does, and the outcome it must get."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from tests.fetch.site_server import Handler, Request, ok, send, status

HTML = b"<!doctype html><html><title>T</title><body><p>Two ministers signed a memorandum on chips.</p></body></html>"
CAP = 200_000  # the limit on bytes that the tests run with
BOMB = gzip.compress(b"\0" * 50_000_000)
PACKED = gzip.compress(HTML)


def raw(*parts: bytes, pause: float = 0.0) -> Handler:
    """Send these bytes as they are, with a pause after each, and close."""

    def handler(connection: socket.socket, request: Request) -> None:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        connection.close()

    return handler


def endless(head: bytes, parts: Iterator[bytes] | bytes, pause: float = 0.0) -> Handler:
    """Send the head and then the same bytes again and again until the client goes away."""

    def handler(connection: socket.socket, request: Request) -> None:
        with suppress(OSError):
            connection.sendall(head)
            while True:
                connection.sendall(parts if isinstance(parts, bytes) else next(parts))
                time.sleep(pause)

    return handler


def hang(head: bytes = b"") -> Handler:
    """Send the head and then nothing more, with the connection left open."""

    def handler(connection: socket.socket, request: Request) -> None:
        connection.sendall(head)
        with suppress(OSError):
            connection.recv(1)

    return handler


def reset(head: bytes = b"") -> Handler:
    """Send the head and break the connection off with a reset."""

    def handler(connection: socket.socket, request: Request) -> None:
        connection.sendall(head)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return handler


def to(location: str, code: int = 302) -> Handler:
    return status(code, Location=location)


def chain(length: int) -> Handler:
    """Redirect to the same path with a growing query, so that no address comes twice."""

    def handler(connection: socket.socket, request: Request) -> None:
        number = int(request.path.partition("n=")[2] or 0)
        page = ok(HTML) if number >= length else to(f"{request.path.partition('?')[0]}?n={number + 1}")
        page(connection, request)

    return handler


def first(times: int, then: Handler) -> Callable[[Handler], Handler]:
    """Answer the first requests with one handler, later ones with another."""

    def with_fault(fault: Handler) -> Handler:
        asked = [0]

        def handler(connection: socket.socket, request: Request) -> None:
            asked[0] += 1
            (fault if asked[0] <= times else then)(connection, request)

        return handler

    return with_fault


def packed(body: bytes, encoding: str, length: int | None = None) -> Handler:
    return ok(body, Content_Encoding=encoding, Content_Length=str(len(body) if length is None else length))


def _deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

MISBEHAVIOURS: dict[str, tuple[Handler, str]] = {
    # time
    "says nothing": (hang(), "timeout"),
    "one byte of its headers at a time": (endless(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a", pause=0.05), "timeout"),
    "one byte of its body at a time": (endless(OK_HEAD + b"\r\n", b"a", pause=0.05), "timeout"),
    "one chunk at a time, slowly": (endless(CHUNKED, b"1\r\na\r\n", pause=0.05), "timeout"),
    "stops in the middle of its headers": (hang(b"HTTP/1.1 200 OK\r\nContent-Ty"), "timeout"),
    "stops in the middle of its body": (hang(OK_HEAD + b"Content-Length: 500\r\n\r\n" + HTML), "timeout"),
    # size
    "endless body": (endless(OK_HEAD + b"\r\n", b"a" * 10_000), "too_large"),
    "endless chunks": (endless(CHUNKED, b"ff\r\n" + b"a" * 255 + b"\r\n"), "too_large"),
    "endless chunk extension": (endless(CHUNKED + b"1;", b"x" * 10_000), "protocol"),
    "endless trailers": (endless(CHUNKED + b"0\r\n", b"X-Trailer: 1\r\n" * 100), "too_large"),
    "endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: 1\r\n"), "protocol"),
    "one endless header": (endless(b"HTTP/1.1 200 OK\r\nX-Header: ", b"a" * 10_000), "protocol"),
    "endless 100 Continue": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "too_large"),
    "announces ten gigabytes": (raw(OK_HEAD + b"Content-Length: 10000000000\r\n\r\n" + HTML), "too_large"),
    "gzip bomb": (packed(BOMB, "gzip"), "too_large"),
    "gzip bomb in gzip": (packed(gzip.compress(BOMB), "gzip, gzip"), "too_large"),
    "deflate bomb": (packed(zlib.compress(b"\0" * 50_000_000), "deflate"), "too_large"),
    # broken off or broken
    "closes without a word": (raw(), "connection"),
    "resets the connection": (reset(), "connection"),
    "resets within the body": (reset(OK_HEAD + b"Content-Length: 5000\r\n\r\n" + HTML), "connection"),
    "body shorter than announced": (raw(OK_HEAD + b"Content-Length: 5000\r\n\r\n" + HTML), "connection"),
    "body longer than announced": (raw(OK_HEAD + b"Content-Length: 104\r\n\r\n" + HTML + b"HTTP/1.1 500 No"), "ok"),
    "two lengths that differ": (raw(OK_HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + HTML), "protocol"),
    "negative length": (raw(OK_HEAD + b"Content-Length: -5\r\n\r\n" + HTML), "ok"),
    "length that is no number": (raw(OK_HEAD + b"Content-Length: many\r\n\r\n" + HTML), "ok"),
    "chunks broken off": (raw(CHUNKED + b"ff\r\nabc"), "connection"),
    "chunk size that is no number": (raw(CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n"), "protocol"),
    "negative chunk size": (raw(CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n"), "protocol"),
    "broken gzip": (packed(PACKED[:40] + b"?" * 40, "gzip"), "parse_error"),
    # Complete as a message, so the server made it so; what can be unpacked is the page, as in a browser.
    "gzip broken off": (packed(PACKED[:60], "gzip"), "ok"),
    "plain text called gzip": (packed(HTML, "gzip"), "parse_error"),
    "an encoding nobody asked for": (packed(HTML, "br"), "parse_error"),
    "five layers of gzip and more": (packed(PACKED, ", ".join(["gzip"] * 20)), "parse_error"),
    # not HTTP
    "speaks SSH": (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "protocol"),
    "status that is no number": (raw(b"HTTP/1.1 fine OK\r\n\r\n"), "protocol"),
    "status 999": (status(999), "bad_status"),
    "status 000": (raw(b"HTTP/1.1 000 None\r\n\r\n"), "protocol"),
    "only 103 Early Hints": (raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), "bad_status"),
    "304 that nobody asked for": (status(304), "protocol"),
    "206 that nobody asked for": (status(206), "bad_status"),
    "204 with a body": (raw(b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"), "empty"),
    # strange, yet a page
    "HTTP/1.0 without a length": (raw(b"HTTP/1.0 200 OK\r\n\r\n" + HTML), "ok"),
    "headers ended by bare line feeds": (raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + HTML), "ok"),
    "100 Continue before the answer": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK_HEAD + b"\r\n" + HTML), "ok"),
    "headers that are no text": (raw(OK_HEAD + b"X-\xff\xfe: \x80\r\n\r\n" + HTML), "ok"),
    "deflate without its frame": (packed(_deflate(HTML), "deflate"), "ok"),
    "no content type": (raw(b"HTTP/1.1 200 OK\r\n\r\n" + HTML), "ok"),
    "wrong charset": (
        ok("<html><p>Zusammenarbeit für Zürich".encode("latin-1"), Content_Type="text/html; charset=utf-8"),
        "ok",
    ),
    "charset that does not exist": (ok(HTML, Content_Type="text/html; charset=klingon-8"), "ok"),
    "page called a PDF": (ok(HTML, Content_Type="application/pdf"), "ok"),
    "a thousand cookies": (raw(OK_HEAD + b"Set-Cookie: a=b\r\n" * 1000 + b"\r\n" + HTML), "protocol"),
    # not a page
    "PDF called a page": (ok(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), "not_html"),
    "picture called a page": (ok(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "not_html"),
    "noise called a page": (ok(bytes(range(256)) * 20), "not_html"),
    "feed called a page": (ok(b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'), "not_html"),
    "JSON called a page": (ok(b'{"error": "not for robots"}'), "not_html"),
    "nothing at all": (ok(b""), "empty"),
    "only blanks": (ok(b" \r\n\t" * 100), "empty"),
    # redirects
    "redirect to itself": (to("/redirect to itself"), "bad_redirect"),
    "redirects without end": (chain(1000), "bad_redirect"),
    "three redirects": (chain(3), "ok"),
    "other letters: für": (ok(HTML), "ok"),
    "redirect in raw letters": (to("/other letters: für".encode().decode("latin-1")), "ok"),
    "redirect without a target": (status(302), "bad_redirect"),
    "redirect to a file": (to("file:///etc/passwd"), "bad_redirect"),
    "redirect to a script": (to("javascript:alert(1)"), "bad_redirect"),
    "redirect to FTP": (to("ftp://127.0.0.2/pub"), "bad_redirect"),
    "redirect to a broken address": (to("http://[::1"), "bad_redirect"),
    "redirect to a port that is none": (to("http://127.0.0.2:99999/"), "bad_redirect"),
    "redirect to 127.0.0.1": (to("http://127.0.0.1/"), "blocked_address"),
    "redirect to localhost": (to("http://localhost/"), "blocked_address"),
    "redirect to the metadata service": (to("http://169.254.169.254/latest/meta-data/"), "blocked_address"),
    "redirect to 127.0.0.1 in decimal": (to("http://2130706433/"), "blocked_address"),
    "redirect to 127.0.0.1 in hex": (to("http://0x7f.1/"), "blocked_address"),
    "redirect to 127.0.0.1 in octal": (to("http://0177.0.0.1/"), "blocked_address"),
    "redirect to 0.0.0.0": (to("http://0.0.0.0/"), "blocked_address"),
    "redirect to IPv6 loopback": (to("http://[::1]/"), "blocked_address"),
    "redirect to mapped IPv4": (to("http://[::ffff:127.0.0.1]/"), "blocked_address"),
    "redirect to a private network": (to("http://10.0.0.1/"), "blocked_address"),
    "redirect to a unique local address": (to("http://[fd00:ec2::254]/"), "blocked_address"),
    "redirect to an unknown host": (to("http://nowhere.invalid/"), "dns"),
    # load
    "429 once": (first(1, ok(HTML))(status(429, Retry_After="0")), "ok"),
    "429 always": (status(429), "rate_limited"),
    "429 until tomorrow": (status(429, Retry_After="86400"), "rate_limited"),
    "503 once": (first(1, ok(HTML))(status(503)), "ok"),
    "503 with a date in the past": (first(1, ok(HTML))(status(503, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT")), "ok"),
    "503 with nonsense to wait for": (first(1, ok(HTML))(status(503, Retry_After="soon")), "ok"),
    "reset once": (first(1, ok(HTML))(reset()), "ok"),
    "stalls once": (first(1, ok(HTML))(hang()), "ok"),
}

STATUSES: dict[int, str] = {
    200: "empty", 201: "bad_status", 202: "bad_status", 203: "empty", 204: "empty", 205: "empty",
    300: "bad_status", 301: "bad_redirect", 302: "bad_redirect", 303: "bad_redirect", 305: "bad_status",
    307: "bad_redirect", 308: "bad_redirect", 400: "client_error", 401: "forbidden", 402: "forbidden",
    403: "forbidden", 404: "not_found", 405: "client_error", 406: "client_error", 407: "forbidden", 408: "timeout",
    409: "client_error", 410: "gone", 411: "client_error", 412: "client_error", 413: "client_error",
    414: "client_error", 415: "client_error", 416: "client_error", 418: "client_error", 421: "client_error",
    422: "client_error", 423: "client_error", 425: "rate_limited", 426: "client_error", 428: "client_error",
    429: "rate_limited", 431: "client_error", 451: "forbidden", 500: "server_error", 501: "server_error",
    502: "server_error", 503: "server_error", 504: "server_error", 507: "server_error", 508: "server_error",
    511: "server_error", 520: "server_error", 521: "server_error", 522: "server_error", 525: "server_error",
    530: "server_error", 600: "bad_status",
}  # fmt: skip


def served() -> dict[str, Handler | bytes]:
    """All of them as the pages of one site, with a robots.txt that allows everything."""
    pages: dict[str, Handler | bytes] = {f"/{name}": handler for name, (handler, _) in MISBEHAVIOURS.items()}
    pages |= {f"/status/{code}": status(code) for code in STATUSES}
    return pages


__all__ = ["CAP", "HTML", "MISBEHAVIOURS", "STATUSES", "hang", "reset", "send", "served", "to"]
