"""What several tests need: the sample web refreshed once, and the shared pages where they are."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACTWATCH = Path(sys.executable).with_name("pactwatch")


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str


def pactwatch(*arguments: object, cwd: Path | None = None) -> Finished:
    """Run the command line as a user would, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PACTWATCH_")}
    done = subprocess.run(
        [PACTWATCH, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=environment, timeout=600
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory) -> Path:
    """A warehouse refreshed once from the sample web over HTTP. Tests read it and leave it as it is."""
    warehouse = tmp_path_factory.mktemp("samples") / "warehouse"
    done = pactwatch("refresh", "--samples", "--warehouse", warehouse)
    assert done.code == 0, done.err
    return warehouse


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared pages and labels, beside the checkout or where PACTWATCH_SHARED says."""
    folder = Path(os.environ.get("PACTWATCH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared pages are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def seed_warehouse(shared, tmp_path_factory) -> Path:
    """A warehouse of the five texts the project started from. Tests read it and leave it as it is."""
    work = tmp_path_factory.mktemp("seeds")
    done = pactwatch("backfill", shutil.copytree(shared / "seeds", work / "seeds"), "--warehouse", work / "warehouse")
    assert done.code == 0, done.err
    return work / "warehouse"
