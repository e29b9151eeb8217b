"""What a run shows while it runs: live bars on a terminal, one line a step otherwise. Always on stderr."""

from __future__ import annotations

from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from etl.watcher import Watcher

# Long URLs would push the bar off the line.
_NOTE_WIDTH = 60


def watcher_for(console: Console) -> Watcher:
    """Bars for people, lines for logs."""
    return Bars(console) if console.is_terminal else Lines(console)


class Lines:
    """One line when a step is over."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._begun = 0.0

    def start(self, step: str, total: int | None = None) -> None:
        """Remember when the step began."""
        self._step, self._begun = step, perf_counter()

    def advance(self, count: int = 1, note: str = "") -> None:
        """Lines are for steps, not for pages."""

    def finish(self, note: str = "") -> None:
        """Say what the step did and how long it took."""
        self._console.print(
            f"{self._step:<9} {perf_counter() - self._begun:6.1f} s  {note}", markup=False, soft_wrap=True
        )


class Bars:
    """A live bar for the current step, and a line for each step that is over."""

    def __init__(self, console: Console) -> None:
        self._lines = Lines(console)
        self._console = console
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def start(self, step: str, total: int | None = None) -> None:
        """Draw a bar."""
        self._lines.start(step, total)
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(), TextColumn("[dim]{task.fields[note]}"), console=self._console, transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task(step, total=total, note="")
        self._progress.start()

    def advance(self, count: int = 1, note: str = "") -> None:
        """Move the bar."""
        if self._progress:
            shown = note if len(note) <= _NOTE_WIDTH else note[: _NOTE_WIDTH - 1] + "…"
            self._progress.update(self._task, advance=count, note=shown.replace("[", r"\["))

    def finish(self, note: str = "") -> None:
        """Take the bar away and leave a line."""
        if self._progress:
            self._progress.stop()
            self._progress = None
        self._lines.finish(note)
