"""schedule: a local Prefect server, worker and cron deployment until Ctrl-C."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event

from rich.console import Console

from etl.discover.sources import load_sources
from etl.errors import UsageError
from etl.schedule.local import LocalPrefect, running
from etl.settings import load_settings


def schedule(sources: Path | None, warehouse: Path | None, cron: str | None, port: int) -> None:
    """Bring everything up, say where to look, wait, bring everything down."""
    settings = load_settings()
    prefect = LocalPrefect(
        home=(warehouse or settings.warehouse).resolve() / "prefect",
        port=port,
        cron=_checked(cron or settings.cron),
        sources=sources or settings.sources,
        warehouse=warehouse or settings.warehouse,
    )
    load_sources(prefect.sources)  # a mistake in the list is said now, not at three in the morning
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    console = Console(stderr=True)
    prefect.home.mkdir(parents=True, exist_ok=True)
    log = prefect.home / "schedule.log"
    console.print("Starting the Prefect server, the worker and the schedule (about half a minute) …")
    with running(prefect, log):
        console.print(f"Refresh runs at cron '{prefect.cron}' (UTC). Watch it at http://127.0.0.1:{port}. Log: {log}")
        console.print("Ctrl-C stops everything.")
        stop.wait()
        console.print("Stopping …")


def _checked(cron: str) -> str:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        return CronSchedule(cron=cron, timezone="UTC").cron
    except ValueError:
        raise UsageError(
            f"'{cron}' is not a cron line; write for example \"0 6 * * *\" for six every morning (UTC)."
        ) from None
