"""A small web server on loopback for tests: real sockets, answers written by hand, and a log of what was asked."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in. ``at`` is ``time.monotonic``, header names are lower case."""

    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[socket.socket, Request], None]


@dataclass
class Site:
    """Serves ``pages`` (path to handler or bytes of a body); anything else is 404. Use as a context manager."""

    pages: dict[str, Handler | bytes]
    tls: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    log: list[Request] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Site:
        self._listener = socket.create_server((self.address, 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._open = False
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.address}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.log if request.path == path]

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                while (request := _read(connection)) is not None:
                    self.log.append(request)
                    page = self.pages.get(unquote(request.path.partition("?")[0]), status(404))
                    if isinstance(page, bytes):
                        page = ok(page)
                    page(connection, request)
        except (OSError, ssl.SSLError):
            pass


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65_536)
        if not chunk:
            return None
        data += chunk
        if not data.startswith(b"GET "[: len(data)]):  # such as a TLS greeting
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(first.split(" ")[1], headers, time.monotonic())


def send(connection: socket.socket, status_line: str, headers: dict[str, str], body: bytes = b"") -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"HTTP/1.1 {status_line}\r\n{head}\r\n".encode("latin-1") + body)


def ok(body: bytes, **headers: str) -> Handler:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    head = {"Content-Type": "text/html", "Content-Length": str(len(body)), **named}
    return lambda connection, request: send(connection, "200 OK", head, body)


def status(code: int, **headers: str) -> Handler:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda connection, request: send(connection, f"{code} Status", {"Content-Length": "0", **named})
