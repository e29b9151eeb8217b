"""Rows of one vocabulary file."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of ``name``.csv in ``folder``, all cells as text, empty cells as ""."""
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
