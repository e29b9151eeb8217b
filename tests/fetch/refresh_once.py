"""One refresh of the sample web, served elsewhere, in a process of its own that a test may kill.

    python tests/fetch/refresh_once.py SOURCES.toml WAREHOUSE '{"host": "127.0.0.1:port"}' published|loaded

``loaded`` ends once all pages are in staging, before the models are built.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from etl.job import refresh_job
from etl.pipeline import refresh, run_directly

P = ParamSpec("P")
T = TypeVar("T")


def until_loaded(name: str, step: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The step runner that goes no further than staging."""
    if name == "model":
        sys.exit(0)
    return run_directly(name, step, *args, **kwargs)


def main(sources: str, warehouse: str, routes: str, end: str) -> None:
    """Run it."""
    job = refresh_job(Path(sources), Path(warehouse))
    job = replace(job, client=replace(job.client, routes=json.loads(routes)))
    refresh(job, run_step=until_loaded if end == "loaded" else run_directly)


if __name__ == "__main__":
    main(*sys.argv[1:])
