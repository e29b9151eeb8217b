"""The report: one HTML page that holds its data, its charts and its style, and needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from etl.publish.changes import LoggedChange
from etl.publish.reader import open_published
from etl.publish.versions import Publication

HERE = Path(__file__).parent
LIBRARIES = ("d3.min.js", "plot.umd.min.js")
# In the order in which they are read; each file is one part of the page.
SCRIPTS = (
    "data.js", "elements.js", "stages.js", "table.js", "filters.js", "changes.js", "timeline.js", "agreements.js",
    "detail.js", "themes.js", "parties.js", "money.js", "health.js", "main.js",
)  # fmt: skip

# A page of this many agreements with all their sentences opens in under two seconds
# (bench/publish_report.py); the published tables hold the rest.
SHOWN_AGREEMENTS = 5000


def write_report(publication: Publication, log: list[LoggedChange], shown: int = SHOWN_AGREEMENTS) -> None:
    """Write ``report/index.html`` of ``publication``: the ``shown`` agreements last reported on, and all totals."""
    with open_published(publication) as connection:
        connection.execute(
            "CREATE TEMP TABLE shown AS SELECT agreement_id FROM marts.agreements"
            " ORDER BY last_reported_on DESC NULLS LAST, agreement_id LIMIT ?",
            [shown],
        )
        overview = _query_folder(connection, "overview")
        details = _query_folder(connection, "details")
    overview["about"] = _about(publication, shown)
    overview["changes"] = [
        {"changed_at": entry.changed_at, "publication_id": entry.publication_id, **asdict(entry.change)}
        for entry in log
    ]
    folder = publication.folder / "report"
    folder.mkdir()
    (folder / "index.html").write_text(_render(publication, overview, details), encoding="utf-8")


def _about(publication: Publication, shown: int) -> dict[str, Any]:
    return {
        "published_at": publication.published_at,
        "publication_id": publication.publication_id,
        "is_first": publication.previous is None,
        "run_id": publication.run_id,
        "code_version": publication.code_version,
        "vocabulary_version": publication.vocabulary_version,
        "agreements": publication.tables["agreements"].rows,
        "shown": min(shown, publication.tables["agreements"].rows),
    }


def _query_folder(connection: duckdb.DuckDBPyConnection, folder: str) -> dict[str, Any]:
    """The result of every query in ``queries/<folder>``, by file name."""
    return {
        path.stem: _columns_and_rows(connection, path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "queries" / folder).glob("*.sql"))
    }


def _columns_and_rows(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    """Column names once and rows as lists: a third of the size of one object a row."""
    result = connection.execute(query)
    rows = [[_finite(value) for value in row] for row in result.fetchall()]
    return {"columns": [column[0] for column in result.description], "rows": rows}


def _finite(value: Any) -> Any:
    """JSON knows neither infinity nor NaN; a reader of the page wants neither."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _render(publication: Publication, overview: dict[str, Any], details: dict[str, Any]) -> str:
    scripts = [_read("vendor", name) for name in LIBRARIES]
    scripts.append('"use strict";\n' + "\n".join(_read("page", name) for name in SCRIPTS))
    template = jinja2.Template(_read("page", "index.html"), autoescape=True)
    return template.render(
        publication=publication,
        style=_read("page", "style.css"),
        scripts=scripts,
        script_hashes=" ".join(f"'sha256-{_digest(script)}'" for script in scripts),
        overview=embedded_json(overview),
        details=embedded_json(details),
    )


def _read(folder: str, name: str) -> str:
    return (HERE / folder / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def embedded_json(value: Any) -> str:
    """``value`` as JSON that no browser can leave: nothing in it can end the script element that holds it."""
    text = json.dumps(value, default=_as_text, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _as_text(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"a report cannot hold {type(value).__name__}")
