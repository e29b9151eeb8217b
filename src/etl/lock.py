"""One writer per warehouse."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from etl.errors import UsageError, WarehouseBusyError
from etl.warehouse import Warehouse


@contextmanager
def writer_lock(warehouse: Warehouse) -> Iterator[None]:
    """Hold the warehouse for writing. The kernel lets go when the process dies, however it dies.

    Raises WarehouseBusyError, naming the holder, when another process has it, and UsageError
    where the warehouse is no folder.
    """
    try:
        warehouse.root.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{warehouse.root} is or lies in a file; name a folder by --warehouse.") from None
    with warehouse.lock_file.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise WarehouseBusyError(
                f"The warehouse {warehouse.root} is being written by {holder}; wait for it to end, then try again."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        yield
