"""What a run shows while it runs: live bars on a terminal, lines for a log otherwise. Always on stderr."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from etl.watcher import Watcher

# More bars than this do not fit a terminal: those of finished sources make room for the next.
_PARTS_SHOWN = 10
# A line in the log after so many pages: a raw file's worth.
_BATCH = 200
# A note, often a long URL, gets what the bars leave of the line.
_REST = Column(ratio=1, no_wrap=True, overflow="ellipsis")


def watcher_for(console: Console) -> Watcher:
    """Bars for people, lines for logs."""
    return Bars(console) if console.is_terminal else Lines(console)


class Lines:
    """One line when a step is over, and one after each batch of a long one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step, self._total = "", 0
        self._begun, self._done = 0.0, 0

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """Remember when the step began."""
        self._step, self._total = step, total or 0
        self._begun, self._done = perf_counter(), 0

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """Say after each batch how far the step is."""
        before, self._done = self._done, self._done + count
        if before // _BATCH < self._done // _BATCH and self._done < self._total:
            self._line(f"{self._done:,} of {self._total:,}")

    def finish(self, note: str = "") -> None:
        """Say what the step did and how long it took."""
        self._line(note)

    def _line(self, text: str) -> None:
        seconds = perf_counter() - self._begun
        self._console.print(f"{self._step:<9} {seconds:6.1f} s  {text}", markup=False, highlight=False, soft_wrap=True)


class Bars:
    """A live bar for the current step and each of its sources, and a line for each step that is over."""

    def __init__(self, console: Console) -> None:
        self._lines = Lines(console)
        self._console = console
        self._progress: Progress | None = None
        self._task = TaskID(0)
        self._parts: dict[str, TaskID] = {}

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """Draw the bars."""
        self._lines.start(step, total)
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(20), MofNCompleteColumn(),
            TimeElapsedColumn(), TextColumn("{task.fields[note]}", style="dim", markup=False, table_column=_REST),
            console=self._console, transient=True, expand=True,
        )  # fmt: skip
        self._task = self._progress.add_task(step, total=total, note="")
        self._parts = {
            part: self._progress.add_task(f"  {part}", total=count, note="", visible=number < _PARTS_SHOWN)
            for number, (part, count) in enumerate((parts or {}).items())
        }
        self._progress.start()

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """Move the bar of the step and that of the source."""
        if self._progress is None:
            return
        self._progress.update(self._task, advance=count, note=note)
        if part in self._parts:
            self._progress.update(self._parts[part], advance=count)
            self._make_room(self._parts[part])

    def _make_room(self, task: TaskID) -> None:
        """Let the bar of a source that is done give its place to the next that is not shown yet."""
        assert self._progress is not None
        waiting = [bar for bar in self._progress.tasks if not bar.visible and not bar.finished]
        if waiting and self._progress.tasks[task].finished and self._progress.tasks[task].visible:
            self._progress.update(task, visible=False)
            self._progress.update(waiting[0].id, visible=True)

    def finish(self, note: str = "") -> None:
        """Take the bars away and leave a line."""
        if self._progress:
            self._progress.stop()
            self._progress = None
        self._lines.finish(note)
