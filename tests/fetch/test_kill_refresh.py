"""A refresh killed while it fetches goes on where it was; bench/fetch_kill.py does it fifty times and to the end."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from etl.samples import SampleWeb
from tests.fetch.killing import (
    ONCE,
    finish,
    kill,
    on_disk,
    received_again,
    received_pages,
    start,
    wait_for,
    write_sources,
)
from tests.fetch.misbehaviours import HTML as PAGE
from tests.fetch.site_server import Request, Site, ok


def _undisturbed(folder: Path) -> object:
    with SampleWeb(saved=folder / "saved") as web:
        finish(start(web, write_sources(web, folder / "sources.toml"), folder / "undisturbed", "loaded"))
    return on_disk(folder / "undisturbed")


def test_a_killed_refresh_asks_for_nothing_it_had_received(tmp_path: Path) -> None:
    wanted = _undisturbed(tmp_path)
    warehouse = tmp_path / "killed"
    received: list[set[str]] = []
    with SampleWeb(saved=tmp_path / "saved") as web:
        sources = write_sources(web, tmp_path / "sources.toml")
        for asked in (30, 60):  # of some hundred requests, so that each kill hits the fetching of pages
            process = start(web, sources, warehouse, "loaded")
            wait_for(web, process, asked)
            kill(process)
            assert not received_again(web, received)
            received.append(received_pages(warehouse))
            web.requests.clear()
        finish(start(web, sources, warehouse, "loaded"))
        assert not received_again(web, received)
    assert received[0] < received[1]
    assert on_disk(warehouse) == wanted


def test_only_the_page_that_was_on_its_way_is_asked_for_again(tmp_path: Path) -> None:
    """One host is asked for one page at a time, so that a kill can cost no more than one page of each."""
    half_sent = threading.Event()

    def hold(connection: socket.socket, request: Request) -> None:
        if half_sent.is_set():
            ok(PAGE)(connection, request)
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE[:-1])
        half_sent.set()
        with suppress(OSError):
            connection.recv(1)

    with Site({"/1": PAGE, "/2": hold, "/3": PAGE}) as site:
        urls = [site.url(f"/{number}") for number in (1, 2, 3)]
        sources = tmp_path / "sources.toml"
        sources.write_text(
            f'[[source]]\nid = "s"\ntype = "urls"\nurls = {urls}\npace = 0\nallow_private_hosts = true\n'
        )
        command = [sys.executable, str(ONCE), str(sources), str(tmp_path / "warehouse"), "{}", "loaded"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        assert half_sent.wait(60)
        kill(process)
        finish(subprocess.Popen(command, stderr=subprocess.PIPE))
        assert [len(site.asked(f"/{number}")) for number in (1, 2, 3)] == [1, 2, 1]
    assert received_pages(tmp_path / "warehouse") == set(urls)
