"""What a run shows while it runs, on a terminal and in a log."""

import io

from rich.console import Console

from etl.cli.progress import Bars, Lines, watcher_for


def test_a_terminal_gets_bars_for_every_source():
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=120)
    watcher = watcher_for(console)
    assert isinstance(watcher, Bars)
    watcher.start("fetch", 3, {"wire": 2, "[gazette]": 1})
    watcher.advance(1, "", "wire")
    watcher.advance(1, "ok https://wire.example/[1]", "[gazette]")
    watcher.finish("2 ok")
    shown = screen.getvalue()
    for part in ("wire", "[gazette]", "1/2", "1/1", "https://wire.example/[1]", "2 ok"):
        assert part in shown


def test_sources_that_are_done_make_room_for_others():
    screen = io.StringIO()
    watcher = Bars(Console(file=screen, force_terminal=True, width=120))
    watcher.start("fetch", 12, {f"source-{number:02}": 1 for number in range(12)})
    watcher.advance(1, "", "source-03")
    watcher.finish()
    assert "source-10" in screen.getvalue()
    assert "source-11" not in screen.getvalue()


def test_a_log_gets_a_line_a_batch_and_one_at_the_end():
    log = io.StringIO()
    watcher = watcher_for(Console(file=log, width=120))
    assert isinstance(watcher, Lines)
    watcher.start("fetch", 500, {"wire": 500})
    for _ in range(500):
        watcher.advance(1, "ok https://wire.example/1", "wire")
    watcher.finish("500 ok")
    told = [line.split(" s  ")[1] for line in log.getvalue().splitlines()]
    assert told == ["200 of 500", "400 of 500", "500 ok"]
