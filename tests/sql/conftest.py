"""Fixtures for the models: one build serves many tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled pages, where they are."""
    places = [os.environ.get("PACTWATCH_SHARED"), Path(__file__).resolve().parents[3] / "shared"]
    for place in places:
        if place and Path(place).is_dir():
            return Path(place)
    pytest.skip("the labelled pages are not here")
