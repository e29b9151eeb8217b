"""diff: what changed between two publications."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.cli.text import counted, print_json, printable
from etl.errors import UsageError
from etl.publish.changes import Change, changes_since
from etl.publish.feed import words
from etl.publish.reader import chosen_warehouse, require_publication
from etl.publish.versions import Publication, kept_publications

KIND_STYLES = {"new": "green", "changed": "yellow", "merged": "cyan", "gone": "red"}


def diff(since: str | None, warehouse: Path | None, *, as_json: bool) -> None:
    """Show which agreements changed from the publication current at ``since`` to the one current now.

    ``since`` is a day or time in ISO 8601 (UTC) or a publication id; without it, the
    publication before the current one is compared. Raises UsageError where it is none of these.
    """
    chosen = chosen_warehouse(warehouse)
    now = require_publication(chosen)
    before = _publication_at(kept_publications(chosen.published), since)
    changes = changes_since(before.database if before else None, now.database)
    if as_json:
        told = {
            "from": before.publication_id if before else None,
            "to": now.publication_id,
            "changes": [asdict(change) for change in changes],
        }
        print_json(told)
        return
    start = f"{before.published_at:%Y-%m-%d %H:%M}" if before else "the beginning"
    Console(stderr=True).print(
        f"From {start} to {now.published_at:%Y-%m-%d %H:%M} UTC: {counted(len(changes), 'agreement')} new or changed.",
        highlight=False,
    )
    if changes:
        Console().print(_table(changes))


def _publication_at(kept: list[Publication], since: str | None) -> Publication | None:
    """The publication that readers saw at ``since``; None where nothing was published yet."""
    if since is None:
        return kept[1] if len(kept) > 1 else None
    for publication in kept:
        if publication.publication_id == since:
            return publication
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        ids = ", ".join(publication.publication_id for publication in kept[:5])
        raise UsageError(f"'{since}' is neither a day (2026-11-20) nor a kept publication ({ids} …).") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    for publication in kept:
        if publication.published_at <= moment:
            return publication
    oldest = kept[-1]
    if oldest.previous is None:
        return None
    sys.stderr.write(f"Compared with the oldest publication kept, of {oldest.published_at:%Y-%m-%d %H:%M} UTC.\n")
    return oldest


def _table(changes: list[Change]) -> Table:
    table = Table("", "agreement", "what changed", box=None, padding=(0, 2, 0, 0))
    for change in changes:
        table.add_row(
            Text(change.kind, style=KIND_STYLES[change.kind]),
            Text.assemble(printable(change.title), (f"\n{change.agreement_id}", "dim")),
            Text(printable("\n".join(_lines(change)))),
        )
    return table


def _lines(change: Change) -> list[str]:
    if change.kind == "merged":
        return [f"now part of {change.merged_into}"]
    if change.kind != "changed":
        return [words(change.status)]
    return [f"{words(field.field)}: {_shown(field.before)} → {_shown(field.after)}" for field in change.fields]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:,.0f}"
    return "not known" if value is None else words(str(value)) if isinstance(value, str) else str(value)
