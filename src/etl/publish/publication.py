"""Publish: the marts of the build file become a whole new set that replaces the current one at once."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from etl.model.docs import current_dictionary
from etl.publish.changes import changes_since, read_changes, write_changes
from etl.publish.export import write_agreements
from etl.publish.feed import write_feed
from etl.publish.marts import (
    TableState,
    connect_to_build,
    detach,
    table_states,
    write_marts_file,
    write_parquet,
)
from etl.publish.report import write_report
from etl.publish.versions import (
    Publication,
    PublishError,
    current_publication,
    remove_all_but,
    switch_to,
    write_manifest,
)
from etl.warehouse import Warehouse

# Enough to compare with yesterday on an hourly schedule, little enough for a laptop's disk.
KEPT_PUBLICATIONS = 30


def publish(
    warehouse: Warehouse,
    run_id: str,
    code_version: str,
    vocabulary_version: str,
    keep: int = KEPT_PUBLICATIONS,
) -> Publication:
    """Publish schema ``marts`` of the build file into ``warehouse.published`` and return what readers see now.

    Writes nothing where the tables, their comments and all versions equal those of the
    current publication. Must run under the warehouse's lock (one writer); no other
    connection of this process may hold the build file open for writing. Raises
    ``PublishError`` where there is nothing to publish or something stands in the way.
    """
    if not warehouse.build_file.exists():
        raise PublishError(f"{warehouse.build_file} does not exist: run pactwatch refresh or backfill first.")
    current = current_publication(warehouse.published)
    with connect_to_build(warehouse) as connection:
        tables = table_states(connection)
        if not tables:
            raise PublishError(f"{warehouse.build_file} has no marts yet: run pactwatch rebuild first.")
        dictionary = current_dictionary()
        publication = _new_publication(
            warehouse, run_id, code_version, vocabulary_version, _publisher_version(dictionary), tables, current
        )
        if current is not None and current.content == publication.content:
            remove_all_but(warehouse.published, keep)
            return current
        publication = _write(connection, publication, current, dictionary)
    switch_to(warehouse.published, publication)
    remove_all_but(warehouse.published, keep)
    return publication


def _publisher_version(dictionary: Path | None) -> str:
    """What publishing writes beside the tables: a hash of its code, queries and page parts, and of the dictionary."""
    return _code_version() + (f"+{sha256(dictionary.read_bytes()).hexdigest()[:8]}" if dictionary else "")


@cache
def _code_version() -> str:
    folder = Path(__file__).parent
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _new_publication(
    warehouse: Warehouse,
    run_id: str,
    code_version: str,
    vocabulary_version: str,
    publisher_version: str,
    tables: dict[str, TableState],
    current: Publication | None,
) -> Publication:
    now = datetime.now(UTC)
    publication_id = now.strftime("%Y%m%dT%H%M%S%fZ")
    return Publication(
        publication_id=publication_id,
        previous=current.publication_id if current else None,
        published_at=now,
        run_id=run_id,
        code_version=code_version,
        vocabulary_version=vocabulary_version,
        publisher_version=publisher_version,
        duckdb_version=duckdb.__version__,
        tables=tables,
        agreements_new=0,
        agreements_changed=0,
        folder=warehouse.published / ".versions" / publication_id,
    )


def _write(
    connection: duckdb.DuckDBPyConnection,
    publication: Publication,
    current: Publication | None,
    dictionary: Path | None,
) -> Publication:
    """Write all files of ``publication``; its manifest comes last."""
    folder = publication.folder
    (folder / "parquet").mkdir(parents=True)
    write_marts_file(connection, publication.database, list(publication.tables))
    for name, state in publication.tables.items():
        target = folder / "parquet" / f"{name}.parquet"
        same = _same_parquet(current, name, state)
        if same is not None:
            # One file, two names: an unchanged table costs no disk and keeps its time of change.
            os.link(same, target)
        else:
            write_parquet(connection, name, target)
    write_agreements(connection, folder)
    detach(connection)

    changes = changes_since(current.database if current else None, publication.database)
    publication = replace(
        publication,
        agreements_new=sum(change.kind == "new" for change in changes),
        agreements_changed=sum(change.kind != "new" for change in changes),
    )
    log = write_changes(folder, publication, changes, read_changes(current))
    write_feed(publication, log)
    write_report(publication, log)
    if dictionary:
        shutil.copyfile(dictionary, folder / "report" / "dictionary.html")
    write_manifest(publication)
    return publication


def _same_parquet(current: Publication | None, name: str, state: TableState) -> Path | None:
    """The current publication's file of a table that has not changed; None where there is none."""
    if current is None or current.tables.get(name) != state:
        return None
    path = current.folder / "parquet" / f"{name}.parquet"
    return path if path.exists() else None
