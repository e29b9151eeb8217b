"""One page at a time means any number of pages side by side: a function over many inputs, on all cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

# Starting a process and its vocabularies takes about as long as a few raw files of pages.
_WORTH_A_POOL = 4


def map_on_all_cores(work: Callable[[In], Out], inputs: Sequence[In]) -> Iterator[tuple[In, Out]]:
    """Each input with its result, in order. ``work`` must be picklable when there are many inputs.

    Never more than two results a core wait to be taken, so memory does not grow
    with the number of inputs. An exception of ``work`` is raised here.
    """
    cores = os.cpu_count() or 1
    if cores == 1 or len(inputs) < _WORTH_A_POOL:
        for value in inputs:
            yield value, work(value)
        return
    # spawn: this process may hold threads and an open database, which a fork would copy half
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        running: deque[tuple[In, Future[Out]]] = deque()
        for value in inputs:
            running.append((value, pool.submit(work, value)))
            if len(running) >= 2 * cores:
                done, future = running.popleft()
                yield done, future.result()
        for done, future in running:
            yield done, future.result()
