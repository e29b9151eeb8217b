"""The loopback server: every outlet a host of its own, all on one port.

The hosts end in ``.test``, which no name server knows (RFC 6761), so the pages'
addresses are the same on every machine and in every run. A client reaches them
by ``SampleWeb.resolve``, or by taking ``SampleWeb.url`` as its HTTP proxy.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from etl.samples.article import ROOT
from etl.samples.pages import Answer, Web
from etl.samples.saved import write_saved_pages

_STARTED = datetime(2025, 12, 31, tzinfo=UTC)
_NOT_FOUND = Answer(
    b"<!doctype html><title>Page not found</title><h1>Page not found</h1><p>The page you asked for has gone.</p>",
    "text/html; charset=utf-8",
    _STARTED,
    status=404,
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it. ``is_conditional``: it carried a validator of an earlier answer."""

    method: str
    host: str
    path: str
    status: int
    is_conditional: bool


class SampleWeb:
    """Serve the sample web while the context lasts.

    ``port`` 0 takes a free one. The folder of saved pages is written to ``saved``,
    or to a folder that goes away with the context.

    >>> with SampleWeb() as web:  # doctest: +SKIP
    ...     web.sources           # text of a sources.toml that watches all of it
    ...     web.resolve           # {"www.northherald.test": "127.0.0.1:40213", ...}
    ...     web.requests          # what was asked of it so far
    """

    def __init__(self, port: int = 0, saved: Path | None = None, root: Path = ROOT) -> None:
        self._wanted_port = port
        self._saved = saved
        self._root = root
        self.web = Web(root)
        self.requests: list[Request] = []

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"web": self.web, "log": self.requests})
        self._server = ThreadingHTTPServer(("127.0.0.1", self._wanted_port), handler)
        self._server.daemon_threads = True
        # 0.05 s: how long leaving the context may have to wait for the server to notice
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self._temporary = TemporaryDirectory(prefix="pactwatch-saved-") if self._saved is None else None
        self.saved = Path(self._temporary.name) if self._temporary else self._saved or Path()
        write_saved_pages(self.web, self.saved)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self._temporary:
            self._temporary.cleanup()

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Address of the server itself: a front page for people, and an HTTP proxy for the outlets' hosts."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def resolve(self) -> dict[str, str]:
        """Host of each outlet -> "127.0.0.1:port"."""
        return {outlet.host: f"127.0.0.1:{self.port}" for outlet in self.web.outlets.values()}

    @property
    def sources(self) -> str:
        """The text of a ``sources.toml`` that watches the whole sample web."""
        template = Template((self._root / "sources.toml").read_text("utf-8"))
        urls = "".join(f'  "{page.url}",\n' for page in self.web.pages if "urls" in page.outlet.lists)
        return template.substitute(saved=self.saved.as_posix(), urls=f"[\n{urls}]")


class _Handler(BaseHTTPRequestHandler):
    """Answers from memory. ``web`` and ``log`` are set on the subclass made for each server."""

    web: Web
    log: list[Request]
    protocol_version = "HTTP/1.1"
    server_version = "SampleWeb"
    sys_version = ""
    wbufsize = -1  # head and body in one packet: unbuffered writes cost 40 ms each on a kept connection
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer GET and HEAD."""
        target = urlsplit(self.path)  # with a host when we are used as a proxy
        host = (target.netloc or self.headers.get("Host", "")).rsplit(":", 1)[0].lower()
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        answer = self._browse(path) if host in ("127.0.0.1", "localhost") else self._answer(host, path)
        self._send(host, path, answer or _NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 -- the name the base class calls

    def _answer(self, host: str, path: str) -> Answer | None:
        """The page, or the way to it where only the last slash is missing, as most servers have it."""
        answer = self.web.answers.get((host, path))
        if answer is None and (host, path + "/") in self.web.answers:
            return Answer(b"", "text/html", _STARTED, status=301, location=f"http://{host}{path}/")
        return answer

    def _browse(self, path: str) -> Answer | None:
        """For people without the hosts: ``/HOST/path`` shows the page with its links led through here."""
        outlets = self.web.outlets.values()
        if path == "/":
            items = (f'<li><a href="/{one.host}/">{one.name}</a> {one.tagline}</li>' for one in outlets)
            page = f"<!doctype html><meta charset=utf-8><title>Sample web</title><ul>{''.join(items)}</ul>"
            return Answer(page.encode(), "text/html; charset=utf-8", _STARTED)
        host, _, rest = path[1:].partition("/")
        answer = self.web.answers.get((host, "/" + rest))
        if answer is None or not answer.content_type.startswith("text/html"):
            return answer
        body = answer.body.replace(b'href="/', f'href="/{host}/'.encode())
        for one in outlets:
            body = body.replace(f'href="{one.base}'.encode(), f'href="/{one.host}'.encode())
        return Answer(body, answer.content_type, answer.last_modified, answer.status, answer.location)

    def _send(self, host: str, path: str, answer: Answer) -> None:
        tag, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        status = 304 if answer.status == 200 and _is_unchanged(answer, tag, since) else answer.status
        self.log.append(Request(self.command, host, path, status, bool(tag or since)))
        body = b"" if status == 304 else answer.body
        self.send_response(status)
        if answer.location:
            self.send_header("Location", answer.location)
        if status in (200, 304):
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.last_modified.astimezone(UTC), usegmt=True))
        if status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it
        """Silent: ``SampleWeb.requests`` is the log."""


def _is_unchanged(answer: Answer, tag: str | None, since: str | None) -> bool:
    """RFC 9110, 13.1: a tag decides alone; the date counts only without one."""
    if tag is not None:
        return answer.etag in tag
    try:
        return since is not None and answer.last_modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):  # not a date, or one without a zone
        return False
