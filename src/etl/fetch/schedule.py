"""Many hosts at once, one host at a time: the order in which links are asked for."""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class HostQueues(Generic[Item]):
    """Items in queues per host.

    ``take`` gives the next item of the host whose pause was over first; until
    ``done`` that host gives no other.
    """

    def __init__(self, items: Iterable[tuple[str, Item]], ready_at: Callable[[str], float]) -> None:
        self._queues: dict[str, deque[Item]] = {}
        for host, item in items:
            self._queues.setdefault(host, deque()).append(item)
        self._ready_at = ready_at
        self._heap = [(0.0, number, host) for number, host in enumerate(self._queues)]
        self._count = len(self._heap)
        self._busy = 0
        self._stopped = False
        # Of the threads that wait, one watches the clock for the host that is ready next; the others sleep soundly.
        self._watched = False
        self._changed = threading.Condition()

    def take(self) -> tuple[str, Item] | None:
        """Wait for the next item; None when all are given out or the work was stopped."""
        with self._changed:
            while not self._stopped and (self._heap or self._busy):
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is not None and wait <= 0:
                    return self._next()
                self._wait(wait)
            return None

    def _next(self) -> tuple[str, Item]:
        host = heapq.heappop(self._heap)[2]
        self._busy += 1
        self._changed.notify()
        return host, self._queues[host].popleft()

    def _wait(self, seconds: float | None) -> None:
        if seconds is None or self._watched:
            self._changed.wait()
            return
        self._watched = True
        self._changed.wait(seconds)
        self._watched = False

    def done(self, host: str) -> None:
        """Let the host give its next item, once its pause is over."""
        with self._changed:
            self._busy -= 1
            if self._queues[host]:
                self._count += 1
                entry = (self._ready_at(host), self._count, host)
                heapq.heappush(self._heap, entry)
                if self._heap[0] is not entry:
                    return  # whoever watches the clock waits for an earlier host
            self._changed.notify_all()

    def stop(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def in_threads(queues: HostQueues[Item], work: Callable[[Item], Result], workers: int) -> Iterator[Result]:
    """Yield ``work(item)`` for all items as they finish; ``work`` must not raise.

    Finished results wait in a short queue, so that a slow reader slows the threads
    and memory stays bounded. Closing the iterator stops the threads after the item
    they are busy with.
    """
    finished: queue.Queue[Result | None] = queue.Queue(maxsize=2 * workers)

    def run() -> None:
        while (taken := queues.take()) is not None:
            host, item = taken
            finished.put(work(item))
            queues.done(host)
        finished.put(None)

    threads = [threading.Thread(target=run, name=f"fetch-{number}", daemon=True) for number in range(workers)]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            result = finished.get()
            if result is None:
                running -= 1
            else:
                yield result
    finally:
        queues.stop()
        while running:
            running -= finished.get() is None
