"""Errors that a person can act on. Their text is one sentence that says what to do."""

from __future__ import annotations

# What the command line returns when some sources or raw files failed and the rest was done: a result, not an error.
PARTIAL = 4


class PactwatchError(Exception):
    """Base of all expected failures; ``exit_code`` is what the command line returns."""

    exit_code = 1


class UsageError(PactwatchError):
    """What was asked for cannot be done as asked (settings, sources, paths)."""

    exit_code = 2


class WarehouseBusyError(PactwatchError):
    """Another run is writing to this warehouse."""
