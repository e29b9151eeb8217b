"""The same loop over a pool, this process and a cluster: each input once, faults kept apart."""

import operator
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from etl.errors import PactwatchError, UsageError
from etl.workers import Dask, Processes, map_on
from tests.conftest import ROOT

ANYWHERE = [Processes(1), Processes(2)]


def all_of(workers, work, inputs):
    done = list(map_on(workers, work, inputs, len(inputs)))
    assert sorted(one.value for one in done) == sorted(inputs)
    return {one.value: one for one in done}


@pytest.mark.parametrize("workers", ANYWHERE)
@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_each_input_comes_back_once_with_its_result(workers, count):
    done = all_of(workers, partial(operator.mul, 2), range(count))
    assert {value: one.result for value, one in done.items()} == {value: 2 * value for value in range(count)}


@pytest.mark.parametrize("workers", ANYWHERE)
def test_an_input_that_keeps_failing_comes_back_with_its_fault_and_the_rest_goes_on(workers):
    done = all_of(workers, partial(operator.floordiv, 12), [1, 2, 0, 3, 4])
    assert isinstance(done[0].fault, ZeroDivisionError)
    assert [done[value].result for value in (1, 2, 3, 4)] == [12, 6, 4, 3]


def fail_once(folder, number):
    if number == 3 and not (folder / "tried").exists():
        (folder / "tried").touch()
        raise OSError("the store did not answer")
    return number


def test_a_fault_that_passes_is_tried_again(tmp_path):
    done = all_of(Processes(2), partial(fail_once, tmp_path), range(6))
    assert [done[number].result for number in range(6)] == list(range(6))


def die_on(deadly, number):
    if number == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_an_input_that_takes_its_worker_down_is_found_and_the_rest_is_done():
    done = all_of(Processes(2), partial(die_on, 5), range(12))
    assert done[5].fault is not None
    assert [done[number].result for number in range(12) if number != 5] == [n for n in range(12) if n != 5]


def tell_and_wait(folder, number):
    (folder / str(os.getpid())).touch()
    time.sleep(600)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_processes_end_when_the_run_is_killed(tmp_path):
    run = (
        "import sys; from functools import partial; from pathlib import Path;"
        "from etl.workers import Processes, map_on;"
        "from tests.flows.test_workers import tell_and_wait;"
        "list(map_on(Processes(2), partial(tell_and_wait, Path(sys.argv[1])), range(8), 8))"
    )
    killed = subprocess.Popen([sys.executable, "-c", run, tmp_path], cwd=ROOT)
    deadline = time.monotonic() + 120
    while len(workers := [int(path.name) for path in tmp_path.iterdir()]) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    killed.kill()
    killed.wait()
    while any(map(is_alive, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def complain(number):
    raise PactwatchError("install the same release on every worker")


@pytest.mark.parametrize("workers", ANYWHERE)
def test_what_no_input_can_escape_ends_the_run(workers):
    with pytest.raises(PactwatchError, match="same release"):
        list(map_on(workers, complain, range(8), 8))


def test_a_cluster_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("etl.workers._CLUSTER_SECONDS", 1)
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9"):
        list(map_on(Dask("tcp://127.0.0.1:9"), complain, range(2), 2))
