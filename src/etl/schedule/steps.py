"""How the pipeline's steps look to Prefect: tasks with retries, log lines, a summary to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from etl.pipeline import RunSummary

P = ParamSpec("P")
T = TypeVar("T")

# Fetching tries again page by page, as politeness allows; a data test that fails would fail again.
_RETRIES = {"discover": 2, "load": 1, "publish": 1}
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


class LogLines:
    """The run's steps as lines of Prefect's log."""

    def start(self, step: str, total: int | None = None, parts: Mapping[str, int] | None = None) -> None:
        """Say that a step begins."""
        self._step = step
        get_run_logger().info("%s begins%s", step, "" if total is None else f" ({total})")

    def advance(self, count: int = 1, note: str = "", part: str = "") -> None:
        """Pages are in the tables; the log has the steps."""

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
    }
    lines = [f"## Run {run.run_id}", "", "| | |", "| --- | ---: |"]
    lines += [f"| {name.replace('_', ' ')} | {number} |" for name, number in numbers.items()]
    lines += [f"| {step}, seconds | {seconds:.1f} |" for step, seconds in summary.seconds.items()]
    lines += ["", *(f"- source `{source.source_id}`: {source.error}" for source in summary.failed_sources)]
    create_markdown_artifact(key="refresh-summary", markdown="\n".join(lines), description="What the run changed")
    return numbers
