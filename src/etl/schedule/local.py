"""A Prefect server, a worker and the project's deployments on this machine, as child processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import requests

from etl.errors import PactwatchError, UsageError

WORK_POOL = "pactwatch"
# A cold server was measured at 16 s; a loaded machine takes several times that.
_SERVER_START_SECONDS = 180
_STOP_SECONDS = 20
_PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class LocalPrefect:
    """How to start the local Prefect. ``home`` keeps its database between starts."""

    home: Path
    port: int
    cron: str
    sources: Path
    warehouse: Path

    @property
    def api_url(self) -> str:
        """The server's API."""
        return f"http://127.0.0.1:{self.port}/api"

    def environment(self) -> dict[str, str]:
        """The children's environment: this process's, plus where to find each other; no word leaves the machine."""
        return dict(os.environ) | {
            "PREFECT_HOME": str(self.home),
            "PREFECT_API_URL": self.api_url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PACTWATCH_HOME": str(_PROJECT),
            "PACTWATCH_CRON": self.cron,
            "PACTWATCH_SOURCES": str(self.sources.resolve()),
            "PACTWATCH_WAREHOUSE": str(self.warehouse.resolve()),
        }


@contextmanager
def running(prefect: LocalPrefect, log: Path) -> Iterator[None]:
    """Server up, deployments made, worker polling; all stopped on leaving. Logs go to ``log``.

    Raises UsageError when the port is taken, PactwatchError when a part does not come up.
    """
    _require_free(prefect.port)
    prefect.home.mkdir(parents=True, exist_ok=True)
    environment = prefect.environment()
    with log.open("ab") as output:
        server = _start(
            ["server", "start", "--host", "127.0.0.1", "--port", str(prefect.port)], environment, output.fileno()
        )
        children = [server]
        try:
            _wait_until_healthy(prefect, server, log)
            _run(["work-pool", "create", WORK_POOL, "--type", "process", "--overwrite"], environment)
            _run(["--no-prompt", "deploy", "--all"], environment)
            children.append(_start(["worker", "start", "--pool", WORK_POOL], environment, output.fileno()))
            yield
        finally:
            for child in reversed(children):
                _stop(child)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UsageError(f"Port {port} is taken, perhaps by another schedule; stop that or choose another --port.")


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "prefect", *arguments]


def _start(arguments: Sequence[str], environment: Mapping[str, str], output: int) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only this process, which then stops the children in order.
    return subprocess.Popen(
        _command(arguments), env=dict(environment), cwd=_PROJECT, stdout=output, stderr=output, start_new_session=True
    )


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        _command(arguments), env=dict(environment), cwd=_PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PactwatchError(f"`prefect {' '.join(arguments)}` failed: {(done.stderr or done.stdout).strip()[-500:]}")


def _wait_until_healthy(prefect: LocalPrefect, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = monotonic() + _SERVER_START_SECONDS
    while monotonic() < deadline:
        if server.poll() is not None:
            raise PactwatchError(f"The Prefect server ended at once; its reasons are in {log}.")
        try:
            if requests.get(f"{prefect.api_url}/health", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        sleep(0.5)
    raise PactwatchError(f"The Prefect server did not come up in {_SERVER_START_SECONDS} s; see {log}.")


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
