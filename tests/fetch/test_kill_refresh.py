"""A refresh killed while it fetches goes on where it was; bench/fetch_kill.py does it fifty times and to the end."""

from __future__ import annotations

from pathlib import Path

from etl.samples import SampleWeb
from tests.fetch.killing import (
    finish,
    kill,
    on_disk,
    received_again,
    received_pages,
    start,
    wait_for,
    write_sources,
)


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
