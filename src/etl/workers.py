"""One page at a time means any number of pages side by side: one function over many inputs, wherever there are cores.

Every place to work is a ``concurrent.futures.Executor``, so that the same
function and the same loop serve this process, a pool of processes and a cluster.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from time import sleep
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

from etl.errors import PactwatchError, UsageError

In = TypeVar("In")
Out = TypeVar("Out")
P = ParamSpec("P")

# Starting a process and its vocabularies takes about as long as a few raw files of pages.
_WORTH_A_POOL = 4
# A fault that passes (a full disk, a store that does not answer) is given this many chances, with pauses between.
TRIES = 3
_PAUSE_SECONDS = 0.5
# A scheduler answers at once; a worker takes a while to start.
_CLUSTER_SECONDS = 60
# Two inputs for each worker: the next is there when the last is done, and memory does not grow with their number.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Done(Generic[In, Out]):
    """One input with what came of it: a result, or the fault that kept coming."""

    value: In
    result: Out | None = None
    fault: Exception | None = None


class Workers(Protocol):
    """A place to work that is opened for some number of inputs."""

    def open(self, inputs: int) -> AbstractContextManager[tuple[Executor, Callable[[], int]]]:
        """The executor, and how many inputs it can work on at once at the moment."""


@dataclass(frozen=True, slots=True)
class Processes:
    """This machine: ``count`` processes, or this very process where there is one core or little to do."""

    count: int = os.cpu_count() or 1

    @contextmanager
    def open(self, inputs: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
        """A pool, or work done at once."""
        in_process = self.count <= 1 or inputs < _WORTH_A_POOL
        with AtOnce() if in_process else Pool(self.count) as executor:
            yield executor, lambda: 1 if in_process else self.count


@dataclass(frozen=True, slots=True)
class Dask:
    """A Dask cluster, by the address of its scheduler (``tcp://host:8786``)."""

    address: str

    @contextmanager
    def open(self, inputs: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
        """The cluster's executor. Raises UsageError where there is no cluster."""
        try:
            import distributed
        except ImportError:
            raise UsageError(
                "Dask is not installed; `pip install --editable '.[dask]'` in the checkout brings it."
            ) from None
        with dask_executor(distributed.Client, self.address) as executor:
            yield executor


@contextmanager
def dask_executor(client_type: Any, address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """The executor of a cluster that a client of this type reaches, and its number of threads at the moment.

    A worker that dies is replaced by another; one input that takes three workers down is given up.
    """
    try:
        client = client_type(address, set_as_default=False, timeout=_CLUSTER_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {address}: {error}.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_CLUSTER_SECONDS)
        except TimeoutError:
            raise UsageError(f"The Dask scheduler at {address} has no workers; start `dask worker`.") from None
        # Not pure: a second run over the same file must read it again.
        yield client.get_executor(pure=False), lambda: sum(client.nthreads().values())


class AtOnce(Executor):
    """Does the work when it is handed over, in this process."""

    def submit(self, fn: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """The future of work already done."""
        future: Future[Out] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future


class Pool(Executor):
    """Processes of this machine; new ones where a process died and took the pool with it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # spawn: this process may hold threads and an open database, which a fork would copy half
        return ProcessPoolExecutor(self._count, mp_context=get_context("spawn"), initializer=_end_with_parent)

    def submit(self, fn: Callable[P, Out], /, *args: P.args, **kwargs: P.kwargs) -> Future[Out]:
        """Hand work to the pool."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = self._start()
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _end_with_parent() -> None:
    """End this worker when the run is killed: it would wait for work for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def map_on(workers: Workers, work: Callable[[In], Out], inputs: Iterable[In], count: int) -> Iterator[Done[In, Out]]:
    """Each of the ``count`` inputs with what came of it, as they are done. ``work`` and results must be picklable.

    Raises PactwatchError where no input can fare better than this one: what a worker
    lacks, or that the workers were lost.

    ``work`` may be called more than once for one input, also twice at a time when a
    worker is lost and comes back: its effect must be the same. An input whose work
    keeps failing, or keeps taking its worker down, comes back with the fault.
    """
    if count == 0:
        return
    waiting = iter(inputs)
    running: dict[Future[Out], In] = {}
    with workers.open(count) as (executor, slots):
        while True:
            room = max(1, _AHEAD * slots()) - len(running)
            for value in islice(waiting, max(0, room)):
                running[executor.submit(tried, work, value)] = value
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield _done(work, running.pop(future), future)


def tried(work: Callable[[In], Out], value: In) -> Out:
    """The result of ``work``, which has ``TRIES`` chances. Runs in the worker."""
    for attempt in range(TRIES - 1):
        try:
            return work(value)
        except PactwatchError:
            raise  # says what a person has to change
        except Exception:
            sleep(_PAUSE_SECONDS * 2**attempt)
    return work(value)


def _done(work: Callable[[In], Out], value: In, future: Future[Any]) -> Done[In, Out]:
    try:
        try:
            return Done(value, future.result())
        except BrokenExecutor:
            # One input took the whole pool down, and which one is not known: each is tried by itself.
            with Pool(1) as alone:
                return Done(value, alone.submit(tried, work, value).result())
    except PactwatchError:
        raise
    except CancelledError:
        raise PactwatchError("The workers were lost; run it again, it goes on where it was.") from None
    except Exception as fault:
        return Done(value, fault=fault)
