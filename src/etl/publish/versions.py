"""Versions of the published set, and the one link that says which of them readers see.

::

    published/.versions/20261122T021544123456Z/   one whole set, never changed once it is current
    published/current            -> .versions/20261122T021544123456Z
    published/marts.duckdb, published/pactwatch.duckdb -> current/pactwatch.duckdb
    published/parquet, report, …  -> current/…

A new set is written in a folder of its own; replacing ``current`` is one atomic
rename, so all paths switch at the same instant. ``published`` itself stays an
ordinary folder, so that it can be mounted into a container. A killed run leaves a
folder that no manifest chain leads to; the next run removes it.

The DuckDB file is called ``pactwatch.duckdb`` inside a version and has a link of that
name because DuckDB names the catalogue after the file, in Python after the real one, in
other drivers after the path that they are given: a catalogue ``marts`` would make the
name ``marts.agreements`` ambiguous.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.errors import PactwatchError
from etl.publish.marts import TableState

DATABASE = "pactwatch.duckdb"
# Of manifest.json and changes.json. A set written in another format is not continued: the next
# publication begins a new chain.
FORMAT = 1
# What readers open → where it is in a version.
LINKS = {
    "marts.duckdb": DATABASE,
    DATABASE: DATABASE,
    "parquet": "parquet",
    "report": "report",
    "feed.xml": "feed.xml",
    "agreements.csv": "agreements.csv",
    "agreements.json": "agreements.json",
    "changes.json": "changes.json",
    "manifest.json": "manifest.json",
}


class PublishError(PactwatchError):
    """Publishing cannot go on; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One published set: the content of its ``manifest.json`` and its folder.

    ``previous`` is the ``publication_id`` that this one replaced. ``publisher_version``
    is a hash of the code that wrote the files. Times are UTC.
    """

    publication_id: str
    previous: str | None
    published_at: datetime
    run_id: str
    code_version: str
    vocabulary_version: str
    publisher_version: str
    duckdb_version: str
    tables: dict[str, TableState]
    agreements_new: int
    agreements_changed: int
    folder: Path

    @property
    def database(self) -> Path:
        """The DuckDB file of this very publication."""
        return self.folder / DATABASE

    @property
    def content(self) -> tuple[object, ...]:
        """What decides whether two publications say the same: rows, comments and versions, not when or by which run."""
        return (
            self.tables, self.code_version, self.vocabulary_version, self.publisher_version, self.duckdb_version,
        )  # fmt: skip


def current_publication(published: Path) -> Publication | None:
    """What readers of the folder ``published`` see now; None where nothing is published yet."""
    return _read_manifest((published / "current").resolve())


def kept_publications(published: Path) -> list[Publication]:
    """The current publication and those before it that are still on disk, newest first."""
    kept: list[Publication] = []
    publication = current_publication(published)
    while publication is not None:
        kept.append(publication)
        previous = publication.previous
        publication = _read_manifest(published / ".versions" / previous) if previous else None
    return kept


def _read_manifest(folder: Path) -> Publication | None:
    try:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return _publication(json.loads(text), folder)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(
            f"{folder / 'manifest.json'} is broken ({error}): move {folder} away, then run `pactwatch publish`."
        ) from error


def _publication(content: dict[str, Any], folder: Path) -> Publication | None:
    if content.pop("format") != FORMAT:
        return None
    content["published_at"] = datetime.fromisoformat(content["published_at"])
    content["tables"] = {name: TableState(**state) for name, state in content["tables"].items()}
    return Publication(folder=folder, **content)


def write_manifest(publication: Publication) -> None:
    """Write ``manifest.json``; a version without one is not a publication, so this comes last."""
    content = {"format": FORMAT, **asdict(publication)}
    del content["folder"]
    content["published_at"] = publication.published_at.isoformat()
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (publication.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def switch_to(published: Path, publication: Publication) -> None:
    """Show ``publication`` to readers: everything reaches the disk, then one link is replaced."""
    _flush(publication.folder)
    for name, inside in LINKS.items():
        _link(published / name, Path("current") / inside)
    _link(published / "current", Path(".versions") / publication.publication_id)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    if link.exists() and not link.is_symlink():
        raise PublishError(f"{link} is not one of Pactwatch's links: move it away, then publish again.")
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)


def _flush(folder: Path) -> None:
    """After a power cut the link must not lead to files that never reached the disk."""
    for path in [*folder.rglob("*"), folder, folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_all_but(published: Path, keep: int) -> None:
    """Remove every version but the newest ``keep`` of the chain, and what killed runs left behind."""
    kept = {publication.folder.name for publication in kept_publications(published)[:keep]}
    for folder in (published / ".versions").iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
