"""`pactwatch schedule` against a real Prefect server: runs are scheduled, one of them does the job, all stops."""

import os
import signal
import socket
import subprocess
import time

import pytest
import requests

from tests.conftest import PACTWATCH, ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds: float):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(1)
    raise AssertionError(f"not within {seconds} s")


@pytest.fixture
def scheduled(tmp_path):
    """The schedule as a child process, with one folder of saved pages to refresh from. Yields API URL, folder."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "page.txt").write_text(
        "Norway and Chile sign pact on polar data\n\n"
        "OSLO, March 3, 2025 - Norway and Chile signed a memorandum of understanding on artificial intelligence "
        "for polar research in Oslo on Monday.\n"
    )
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nid = "saved"\ntype = "folder"\npath = "saved"\n')
    port = free_port()
    command = [PACTWATCH, "schedule", "--sources", sources, "--warehouse", tmp_path / "w", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PACTWATCH_"))}
    child = subprocess.Popen(
        [*command, "--cron", "* * * * *"], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        yield f"http://127.0.0.1:{port}/api", tmp_path, child
    finally:
        child.kill()
        child.wait()


def runs(api: str, state: str) -> list[dict]:
    try:
        asked = requests.post(f"{api}/flow_runs/filter", json={"flow_runs": {"state": {"type": {"any_": [state]}}}})
        return asked.json() if asked.ok else []
    except requests.ConnectionError:
        return []


def test_the_schedule_runs_the_refresh_and_stops_cleanly(scheduled):
    api, folder, child = scheduled
    assert wait_for(lambda: runs(api, "SCHEDULED"), 180)
    done = wait_for(lambda: runs(api, "COMPLETED"), 240)
    assert done[0]["deployment_id"]
    assert (folder / "w" / "published" / "marts.duckdb").exists()
    artifacts = requests.post(f"{api}/artifacts/filter", json={}).json()
    assert any(artifact["key"] == "refresh-summary" for artifact in artifacts)
    child.send_signal(signal.SIGINT)
    assert child.wait(90) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{api}/health", timeout=2)
