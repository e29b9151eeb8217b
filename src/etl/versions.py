"""Which code and which vocabulary read a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent
# What a page's facts depend on. A change in the command line re-reads nothing.
_READING_CODE = ("extract", "read", "vocabulary", "load")


@dataclass(frozen=True, slots=True)
class Versions:
    """``code`` is the release plus a hash of the code that reads pages; ``vocabulary`` a hash of the CSV files."""

    code: str
    vocabulary: str


@cache
def current_versions() -> Versions:
    """The versions of this process. Reads the source files once (a few milliseconds)."""
    from etl.vocabulary import load_vocabulary

    digest = sha256()
    for folder in _READING_CODE:
        for path in sorted((_PACKAGE / folder).rglob("*")):
            if path.suffix in {".py", ".json"}:
                digest.update(path.read_bytes())
    return Versions(f"{version('pactwatch')}+{digest.hexdigest()[:8]}", load_vocabulary().version)
