"""Refreshes of the sample web that are killed, and what must hold of what they leave."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from etl.fetch import raw_files, read_raw, seal_leftovers
from etl.samples import SampleWeb

ONCE = Path(__file__).with_name("refresh_once.py")
# Seconds between requests to one host: the sample web minds no haste, but a fetch over in a moment is hard to hit.
PACE = 0.1


def write_sources(web: SampleWeb, path: Path) -> Path:
    """The sources of the sample web, asked at a pace."""
    path.write_text(web.sources.replace("pace = 0\n", f"pace = {PACE}\n"), "utf-8")
    return path


def start(web: SampleWeb, sources: Path, warehouse: Path, end: str) -> subprocess.Popen[bytes]:
    """Start one refresh."""
    command = [sys.executable, str(ONCE), str(sources), str(warehouse), json.dumps(web.resolve), end]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a refresh that must go well."""
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors.decode()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End it at once, as ``kill -9`` does."""
    process.kill()
    process.communicate()


def on_disk(warehouse: Path) -> Counter[tuple[str, str, str | None]]:
    """URL, outcome and hash of each attempt that lies there, looked at in a copy."""
    raw = warehouse / "raw"
    if not raw.exists():
        return Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(raw, Path(folder) / "raw"))
        seal_leftovers(copy)
        pages = (page for path in raw_files(copy) for page in read_raw(path))
        return Counter((page.link.url, page.outcome, page.content_hash) for page in pages)


def received_pages(warehouse: Path) -> set[str]:
    """URLs of the pages that lie there."""
    return {url for url, outcome, _ in on_disk(warehouse) if outcome in ("ok", "unchanged")}


def sent_pages(web: SampleWeb) -> set[str]:
    """URLs that the server answered with content, or with the word that nothing changed."""
    return {f"http://{request.host}{request.path}" for request in web.requests if request.status in (200, 304)}


def received_again(web: SampleWeb, received: list[set[str]]) -> set[str]:
    """Pages that were sent again although they lay on disk when an earlier refresh was killed.

    A page on its way when the process died may come twice: nobody had received it. One
    to which another address redirects comes once for each address, killed or not.
    """
    led_to = {answer.location for answer in web.web.answers.values()}
    return (sent_pages(web) & set().union(*received)) - led_to


def wait_for(web: SampleWeb, process: subprocess.Popen[bytes], requests: int) -> None:
    """Wait until so many requests came in, or the process ended."""
    goal = len(web.requests) + requests
    while len(web.requests) < goal and process.poll() is None:
        time.sleep(0.01)
