"""How a run tells what it is doing, whoever listens: a terminal, a log file, Prefect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Watcher(Protocol):
    """Listens to a run. Every method returns at once and never fails."""

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """A step begins; ``total`` is the number of things it will do, ``parts`` how many are of which source."""

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """So many more things are done in the current step, all of ``part``."""

    def finish(self, note: str = "") -> None:
        """The current step is over; ``note`` says how it went."""


class Silent:
    """Listens to nothing."""

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """Ignore it."""

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """Ignore it."""

    def finish(self, note: str = "") -> None:
        """Ignore it."""
