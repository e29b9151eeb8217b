"""How the pipeline's steps look to Prefect: tasks with retries, log lines, a summary to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from etl.errors import UsageError
from etl.pipeline import RunSummary
from etl.workers import dask_executor

# A step of fewer things than this is over before its tenths are worth a line.
_LONG = 100

P = ParamSpec("P")
T = TypeVar("T")

# Fetching tries again page by page, as politeness allows; a data test that fails would fail again.
_RETRIES = {"discover": 2, "read": 1, "load": 1, "publish": 1}
_RETRY_DELAY_SECONDS = 10


def as_task(name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one step as a Prefect task. Nothing is cached: each run must look again."""
    prefect_task = task(
        name=name,
        retries=_RETRIES.get(name, 0),
        retry_delay_seconds=_RETRY_DELAY_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )(step)
    return prefect_task(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class DaskTasks:
    """A Dask cluster that works on Prefect tasks: each part is seen in Prefect as one run of a task.

    To be made in the flow itself: the parts are tasks of the flow. As tasks of a step they
    would carry the step's own parameters to the workers.
    """

    address: str
    flow: Context = field(default_factory=copy_context)

    @contextmanager
    def open(self, inputs: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
        """The cluster's executor. Raises UsageError where there is no cluster."""
        try:
            from prefect_dask.client import PrefectDaskClient
        except ImportError:
            raise UsageError(
                "prefect-dask is not installed; `pip install --editable '.[dask]'` in the checkout brings it."
            ) from None
        with dask_executor(PrefectDaskClient, self.address) as (executor, slots):
            yield _TaskExecutor(executor, self.flow), slots


class _TaskExecutor(Executor):
    def __init__(self, executor: Executor, flow: Context) -> None:
        self._executor, self._flow = executor, flow

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand work to the cluster as a Prefect task."""
        prefect_task: Any = task(name="part", cache_policy=NO_CACHE, persist_result=False)(fn)
        return self._flow.run(self._executor.submit, prefect_task, *args, **kwargs)


class LogLines:
    """The run's steps as lines of Prefect's log, long ones with a line for each tenth."""

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """Say that a step begins."""
        self._step, self._total, self._done, self._told = step, total or 0, 0, 0
        get_run_logger().info("%s begins%s", step, "" if total is None else f" ({total})")

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """Say when another tenth is done; what becomes of each page is in the tables."""
        self._done += count
        tenth = 10 * self._done // self._total if self._total >= _LONG else 0
        if tenth > self._told:
            self._told = tenth
            get_run_logger().info("%s: %d of %d", self._step, self._done, self._total)

    def finish(self, note: str = "") -> None:
        """Say how the step went."""
        get_run_logger().info("%s: %s", self._step, note)


def keep_summary(summary: RunSummary) -> dict[str, int]:
    """Leave the run's summary as an artifact in Prefect, and give its numbers as the flow's result."""
    run = summary.run
    numbers = {
        "pages_new": run.pages_new,
        "pages_unchanged": run.pages_unchanged,
        "pages_failed": run.pages_failed,
        "agreements_new": summary.agreements_new,
        "agreements_changed": summary.agreements_changed,
        "agreements": summary.agreements,
        "articles": summary.articles,
        "sources_failed": len(summary.failed_sources),
        "raw_files_set_aside": len(summary.set_aside),
    }
    lines = [f"## Run {run.run_id}", "", "| | |", "| --- | ---: |"]
    lines += [f"| {name.replace('_', ' ')} | {number} |" for name, number in numbers.items()]
    lines += [f"| {step}, seconds | {seconds:.1f} |" for step, seconds in summary.seconds.items()]
    lines += ["", *(f"- source `{source.source_id}`: {source.error}" for source in summary.failed_sources)]
    lines += [f"- raw file `{aside.raw_file}` was set aside: {aside.error}" for aside in summary.set_aside]
    create_markdown_artifact(key="refresh-summary", markdown="\n".join(lines), description="What the run changed")
    return numbers
