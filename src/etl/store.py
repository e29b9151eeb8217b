"""Files that are whole or absent, in a folder of this machine or in an object store."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import cast
from uuid import uuid4

import pyarrow as pa

from etl.errors import UsageError


def store_path(place: str) -> Path:
    """The path of a folder, or of a URL that fsspec knows (``s3://bucket/folder``, ``gs://…``).

    A URL gives a ``UPath``: what a ``Path`` can do, on an object store. Its
    credentials and endpoint come from the environment, as the store's own tools
    take them. Raises UsageError where the package for it is missing.
    """
    protocol, is_url, _ = place.partition("://")
    if not is_url:
        return Path(place).resolve()
    try:
        from upath import UPath

        path = cast(Path, UPath(place))
        path.exists()  # imports the store's package, and asks the store
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{place} cannot be used: {error}; `pip install --editable '.[{protocol}]'` in the checkout may help."
        ) from None
    except Exception as error:  # each store has its own: no credentials, no such host, not allowed
        raise UsageError(f"{place} cannot be used: {type(error).__name__}: {error}.") from None
    return path


def write_whole(path: Path, content: pa.Buffer | bytes) -> None:
    """Write a file that readers see whole or not at all, in the place of any other of its name.

    Any number of writers may do this to one name at a time; one of them has the last word.
    """
    if not isinstance(path, Path):  # an object store shows an object when all of it has arrived
        path.write_bytes(memoryview(content))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid4().hex}.partial")
    try:
        with partial.open("wb") as file:
            file.write(memoryview(content))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Take a folder away with all that is in it, if it is there."""
    if isinstance(folder, Path):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        folder.rmdir(recursive=True)
