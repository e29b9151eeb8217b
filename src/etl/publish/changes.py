"""What changed between two publications: agreements that are new, changed, merged away or gone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from etl.publish.versions import Publication
from etl.warehouse import quoted

# What a reader would call a change of an agreement. Lists are compared as sets.
COMPARED = (
    "name", "kind", "level", "status", "status_on", "announced_on", "signed_on", "parties", "themes",
    "committed_usd", "states_no_money", "is_binding", "parent_agreement_id", "article_count",
)  # fmt: skip

# Length of changes.json: some weeks of news, and a page's worth after a first publication.
LOG_LENGTH = 500


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of one agreement, before and after, as JSON values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One agreement that differs between two publications.

    ``kind`` is new, changed, merged (``merged_into`` says into which) or gone.
    ``title``, ``status`` and ``evidence`` are the newer publication's, or the last ones known.
    """

    agreement_id: str
    title: str
    kind: str
    status: str | None
    merged_into: str | None
    fields: tuple[FieldChange, ...]
    evidence: str | None
    evidence_url: str | None


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change with the publication that brought it."""

    changed_at: datetime
    publication_id: str
    change: Change


def changes_since(before: Path | None, after: Path) -> list[Change]:
    """Changes from the published file ``before`` (None: nothing was there) to ``after``, newest report first."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(str(after))} AS after (READ_ONLY)")
        if before is None:
            connection.execute("CREATE VIEW earlier AS FROM after.marts.agreements WHERE false")
        else:
            connection.execute(f"ATTACH {quoted(str(before))} AS before (READ_ONLY)")
            connection.execute("CREATE VIEW earlier AS FROM before.marts.agreements")
        differs = " OR ".join(f"{_value('e', field)} IS DISTINCT FROM {_value('l', field)}" for field in COMPARED)
        rows = connection.execute(
            f"""
            SELECT
                CASE
                    WHEN e.agreement_id IS NULL THEN 'new'
                    WHEN l.agreement_id IS NOT NULL THEN 'changed'
                    WHEN a.agreement_id IS NOT NULL THEN 'merged'
                    ELSE 'gone'
                END AS kind,
                to_json({_record("e")}) AS earlier,
                to_json({_record("l")}) AS later,
                a.agreement_id AS merged_into
            FROM earlier AS e
            FULL JOIN after.marts.agreements AS l USING (agreement_id)
            LEFT JOIN after.marts.agreement_aliases AS a ON a.old_agreement_id = e.agreement_id
            WHERE e.agreement_id IS NULL OR l.agreement_id IS NULL OR {differs}
            ORDER BY coalesce(l.last_reported_on, e.last_reported_on) DESC, agreement_id
            """
        ).fetchall()
    return [_change(kind, json.loads(earlier), json.loads(later), merged_into)
            for kind, earlier, later, merged_into in rows]  # fmt: skip


def _value(table: str, field: str) -> str:
    return f"list_sort({table}.{field})" if field in ("parties", "themes") else f"{table}.{field}"


def _record(table: str) -> str:
    fields = ("agreement_id", "display_name", *COMPARED, "evidence", "evidence_url")
    return "{" + ", ".join(f"'{field}': {_value(table, field)}" for field in fields) + "}"


def _change(kind: str, earlier: dict[str, Any], later: dict[str, Any], merged_into: str | None) -> Change:
    known = later if later["agreement_id"] else earlier
    fields = tuple(
        FieldChange(field, earlier[field], later[field])
        for field in COMPARED
        if kind == "changed" and earlier[field] != later[field]
    )
    return Change(
        known["agreement_id"], known["display_name"], kind, known["status"], merged_into, fields,
        known["evidence"], known["evidence_url"],
    )  # fmt: skip


def write_changes(
    folder: Path, publication: Publication, changes: list[Change], earlier: list[LoggedChange]
) -> list[LoggedChange]:
    """Write ``changes.json``: this publication's changes, then earlier ones, newest first; return what it holds."""
    log = [LoggedChange(publication.published_at, publication.publication_id, change) for change in changes]
    log = (log + earlier)[:LOG_LENGTH]
    content = [
        {
            "changed_at": entry.changed_at.isoformat(),
            "publication_id": entry.publication_id,
            "change": asdict(entry.change),
        }
        for entry in log
    ]
    (folder / "changes.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return log


def read_changes(publication: Publication | None) -> list[LoggedChange]:
    """The log of ``publication``, newest first; empty where there is none."""
    if publication is None:
        return []
    content = json.loads((publication.folder / "changes.json").read_text(encoding="utf-8"))
    return [
        LoggedChange(datetime.fromisoformat(entry["changed_at"]), entry["publication_id"], _parsed(entry["change"]))
        for entry in content
    ]


def _parsed(change: dict[str, Any]) -> Change:
    return Change(**{**change, "fields": tuple(FieldChange(**field) for field in change["fields"])})
