"""Reading many raw files: taken up where a run was killed, bad files kept apart, workers lost on the way."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import distributed
import pytest

from bench.scale_archive import raw_pages
from etl.fetch import write_raw
from etl.fetch.client import ClientSettings
from etl.load.staging import open_staging
from etl.pipeline import Job, load_files, pending_raw_files, read_pages
from etl.versions import Versions
from etl.warehouse import Warehouse
from etl.watcher import Silent
from etl.workers import Processes
from tests.conftest import PACTWATCH, pactwatch
from tests.flows.cluster import cluster
from tests.flows.test_refresh import marts

PAGES_A_FILE = 10


def write_archive(folder: Path, files: int) -> None:
    for number in range(files):
        pages = raw_pages(range(number * PAGES_A_FILE, (number + 1) * PAGES_A_FILE))
        write_raw(pages, folder / "raw", f"r-{number:05d}")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """A warehouse of which only the raw files are there. Tests copy it."""
    folder = tmp_path_factory.mktemp("archive") / "warehouse"
    write_archive(folder, 30)
    return folder


def job_on(archive: Path, folder: Path, files: int) -> Job:
    """A job over the first so many raw files."""
    (folder / "raw").mkdir(parents=True)
    for number in range(files):
        shutil.copy(archive / "raw" / f"r-{number:05d}.parquet", folder / "raw")
    return Job(Warehouse(folder), (), ClientSettings(), workers=Processes(1))


def parts_written(warehouse: Path) -> dict[str, int]:
    """Whole parts by raw file, with the time of writing in nanoseconds."""
    return {path.name: path.stat().st_mtime_ns for path in warehouse.glob("staging/*/fetch_outcomes/*.parquet")}


def test_a_run_goes_on_where_a_killed_one_was(archive, tmp_path):
    job = job_on(archive, tmp_path / "w", 4)
    files = pending_raw_files(job.warehouse)
    read_pages(job, files[:2], Silent())
    before = parts_written(job.warehouse.root)
    assert set(before) == set(files[:2])
    read_pages(job, files, Silent())
    after = parts_written(job.warehouse.root)
    assert set(after) == set(files)
    assert {name: after[name] for name in before} == before


def test_other_code_reads_again_what_was_read(archive, tmp_path):
    job = job_on(archive, tmp_path / "w", 1)
    reading = job.reading
    read_pages(job, pending_raw_files(job.warehouse), Silent())
    assert reading.parts.whole()
    assert not replace(reading, versions=Versions("other", reading.versions.vocabulary)).parts.whole()


def test_a_file_that_cannot_be_read_is_set_aside_until_it_can(archive, tmp_path):
    job = job_on(archive, tmp_path / "w", 3)
    broken = job.warehouse.raw / "r-00001.parquet"
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    files = pending_raw_files(job.warehouse)
    [aside] = read_pages(job, files, Silent())
    assert aside.raw_file == broken.name
    assert "Traceback" in (job.warehouse.set_aside / f"{broken.name}.txt").read_text()
    load_files(job, [file for file in files if file != broken.name], Silent())
    assert pending_raw_files(job.warehouse) == [broken.name]

    broken.write_bytes(whole)
    assert read_pages(job, [broken.name], Silent()) == []
    load_files(job, [broken.name], Silent())
    with open_staging(job.warehouse.build_file) as connection:
        [(pages, keys)] = connection.execute(
            "select count(*), count(distinct url) from staging.page_versions"
        ).fetchall()
    assert pages == keys == 3 * PAGES_A_FILE


def wait_until(what, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def test_workers_lost_on_the_way_change_nothing(archive, tmp_path):
    """One worker is killed; another is stopped, given up, its work done by the third, and comes back to finish it."""
    (archive / "raw" / "r-00007.parquet").write_bytes(b"PAR1 torn")  # set aside in both runs alike
    undisturbed = Path(shutil.copytree(archive, tmp_path / "undisturbed"))
    done = pactwatch("rebuild", "--warehouse", undisturbed, "--workers", 1)
    assert done.code == 4, done.err

    warehouse = Path(shutil.copytree(archive, tmp_path / "disturbed"))
    with cluster(tmp_path / "dask", workers=3, forgotten_after="8s") as dask:
        command = [PACTWATCH, "rebuild", "--warehouse", warehouse, "--dask", dask.address]
        run = subprocess.Popen([str(part) for part in command], stderr=subprocess.PIPE, text=True)
        killed, stopped, _ = dask.workers
        wait_until(lambda: len(parts_written(warehouse)) >= 3)
        killed.kill()
        stopped.send_signal(signal.SIGSTOP)
        assert len(parts_written(warehouse)) < 25
        with distributed.Client(dask.address, set_as_default=False) as client:
            wait_until(lambda: len(client.scheduler_info(n_workers=-1)["workers"]) == 1)
        os.kill(stopped.pid, signal.SIGCONT)
        _, err = run.communicate(timeout=600)
    assert run.returncode == 4, err
    assert [note.name for note in (warehouse / "set_aside").iterdir()] == ["r-00007.parquet.txt"]
    assert "r-00007" in err
    assert marts(warehouse) == marts(undisturbed)
    assert len(marts(warehouse)["articles"]) == 29 * PAGES_A_FILE
