"""A real PostgreSQL on this machine, in a folder of its own. Debian's is installed where there is none."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests.conftest import ROOT


def _programs() -> Path:
    """The folder of initdb and pg_ctl, which Debian keeps off the path."""
    subprocess.run([ROOT / "tests" / "install_postgresql.sh"], check=True)
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server without a password on a socket, and yield how to connect to its database ``postgres``."""
    programs = _programs()
    # PostgreSQL will not run as root; Debian's package brings a user for it. A short path: it names a socket.
    owner = "postgres" if os.geteuid() == 0 else None
    folder = Path(mkdtemp(prefix="pg-"))
    if owner:
        shutil.chown(folder, owner)

    def run(program: str, *arguments: object) -> None:
        command = [programs / program, "-D", folder / "data", *map(str, arguments)]
        subprocess.run(command, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL, timeout=180)

    try:
        run("initdb", "-A", "trust", "--no-sync")
        run("pg_ctl", "-w", "-t", 120, "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses= -F", "start")
        try:
            yield f"dbname=postgres host={folder} user={owner or getpass.getuser()}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
