"""A web of many hosts on loopback, as fast as Python can serve it, that writes down when it was asked for what.

Each host is an address of its own (127.1.0.1, 127.1.0.2, …) on one port. Pages are
about 60 KB of words that differ from page to page. Started by fetch_speed.py.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import time
from pathlib import Path

WORDS = 20_000  # a vocabulary about as large as that of a newspaper's week
PAGE_BYTES = 60_000


class Web:
    """Pages of ``hosts`` hosts, ``pages`` on each. ``log``: host, path, when asked, when answered (monotonic s)."""

    def __init__(self, hosts: int, pages: int, delay: float) -> None:
        chance = random.Random(7)
        words = ["".join(chance.choices("aeioulnrst", k=chance.randint(2, 11))) for _ in range(WORDS)]
        # One text for all, from which each page takes its own stretch: made in a second, yet different everywhere.
        # Words come as often as in a language: the second half as often as the first, and so on (Zipf).
        self._text = " ".join(chance.choices(words, [1 / rank for rank in range(1, WORDS + 1)], k=600_000)).encode()
        self.hosts, self.pages, self.delay = hosts, pages, delay
        self.log: list[tuple[str, str, float, float]] = []

    def answer(self, host: str, path: str) -> bytes:
        """The whole answer to one request, head and body."""
        if path == "/robots.txt":
            return _ok(b"User-agent: *\nDisallow: /private/\n", "text/plain")
        start = hash((host, path)) % (len(self._text) - PAGE_BYTES)
        text = self._text[start : start + PAGE_BYTES]
        paragraphs = b"</p>\n<p>".join(text[at : at + 600] for at in range(0, PAGE_BYTES, 600))
        head = f"<!doctype html><html><head><title>{host}{path}</title></head><body><article><p>".encode()
        return _ok(head + paragraphs + b"</p></article></body></html>", "text/html; charset=utf-8")


def _ok(body: bytes, kind: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


class Connection(asyncio.Protocol):
    """One connection; answers one request after the other."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note which host was connected to."""
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        """Answer each whole request, after the time a server takes."""
        self._data += data
        while b"\r\n\r\n" in self._data:
            request, self._data = self._data.split(b"\r\n\r\n", 1)
            asked = time.monotonic()
            path = request.split(b" ", 2)[1].decode()
            asyncio.get_running_loop().call_later(self._web.delay, self._answer, path, asked)

    def _answer(self, path: str, asked: float) -> None:
        self._transport.write(self._web.answer(self._host, path))
        self._web.log.append((self._host, path, asked, time.monotonic()))


async def _serve(web: Web, port: int, log: Path) -> None:
    loop = asyncio.get_running_loop()
    addresses = [f"127.1.0.{number + 1}" for number in range(web.hosts)]
    servers = [await loop.create_server(lambda: Connection(web), address, port) for address in addresses]
    print("ready", flush=True)
    await loop.run_in_executor(None, input)  # until the benchmark says that it is over
    for server in servers:
        server.close()
    log.write_text(json.dumps(web.log))


def main() -> None:
    """Serve until a line comes in on stdin, then write the log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=64)
    parser.add_argument("--pages", type=int, default=79)
    parser.add_argument("--port", type=int, default=8990)
    parser.add_argument("--delay", type=float, default=0.01, help="seconds a server takes to answer")
    parser.add_argument("--log", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(_serve(Web(options.hosts, options.pages, options.delay), options.port, options.log))


if __name__ == "__main__":
    main()
