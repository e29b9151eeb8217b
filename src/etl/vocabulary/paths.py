"""Where the vocabulary files lie."""

from __future__ import annotations

import os
from pathlib import Path

_OF_THIS_CHECKOUT = Path(__file__).resolve().parents[3] / "sql" / "seeds"


def seeds_dir() -> Path:
    """The folder of the vocabulary CSV files: $PACTWATCH_SEEDS, or sql/seeds of this checkout."""
    override = os.environ.get("PACTWATCH_SEEDS")
    return Path(override) if override else _OF_THIS_CHECKOUT
