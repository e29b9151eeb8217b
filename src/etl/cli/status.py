"""status: how fresh the published set is, how the last runs went, and what needs a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from etl.cli.text import counted, print_json, printable
from etl.publish.reader import chosen_warehouse, fetch_dicts, open_published, require_publication
from etl.publish.versions import Publication
from etl.run_record import RunRecord, read_runs

RUNS_SHOWN = 8
# A source that has given nothing for this long is silent: twice the rhythm of a daily schedule.
SILENT_AFTER = timedelta(days=2)
DOUBTFUL = 0.5
RUN_COLUMNS = ("started (UTC)", "pages in", "new", "unchanged", "failed", "new agreements", "changed")
SOURCE_COLUMNS = ("source", "links", "new", "unchanged", "failed", "text kept", "last success")


def status(warehouse: Path | None, *, as_json: bool) -> None:
    """Show freshness, the last runs, the sources, and what needs a person. Reads the published set only."""
    chosen = chosen_warehouse(warehouse)
    publication = require_publication(chosen)
    with open_published(publication) as connection:
        counts = fetch_dicts(connection, COUNTS)[0]
        runs = fetch_dicts(connection, f"FROM refresh_runs ORDER BY started_at DESC LIMIT {RUNS_SHOWN}")
        sources = fetch_dicts(connection, SOURCES)
    last_run = max(read_runs(chosen), key=lambda run: run.started_at, default=None)
    needs = needs_a_person(publication, last_run, counts, sources)
    if as_json:
        told = {
            "published_at": publication.published_at, "publication_id": publication.publication_id,
            "run_id": publication.run_id, "code_version": publication.code_version,
            "vocabulary_version": publication.vocabulary_version, "counts": counts, "runs": runs, "sources": sources,
            "needs_a_person": needs,
        }  # fmt: skip
        print_json(told)
        return
    Console().print(Group(_freshness(publication, counts), _runs(runs), _sources(sources), _needs(needs)))


COUNTS = f"""
SELECT
    (SELECT count(*) FROM agreements) AS agreements,
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM articles WHERE published_at IS NULL) AS articles_without_date,
    (SELECT count(*) FROM articles WHERE coalesce(text, '') = '') AS articles_without_text,
    (SELECT count(*) FROM agreements WHERE confidence < {DOUBTFUL}) AS agreements_in_doubt
"""

SOURCES = """
SELECT
    source_id, max(day) AS last_day, max(last_success_at) AS last_success_at, arg_max(links, day) AS links,
    arg_max(fetched, day) AS fetched, arg_max(unchanged, day) AS unchanged, arg_max(failed, day) AS failed,
    arg_max(kept_ratio, day) AS kept_ratio
FROM source_health
GROUP BY source_id
ORDER BY source_id
"""


def needs_a_person(
    publication: Publication, last_run: RunRecord | None, counts: dict[str, Any], sources: list[dict[str, Any]]
) -> list[str]:
    """Sentences on what does not mend itself; empty when all is well."""
    needs = []
    if last_run is not None and last_run.run_id != publication.run_id and last_run.started_at > _naive(publication):
        needs.append(
            f"Run {last_run.run_id} is not published: it still runs, was stopped, or a data test failed."
            " Run `pactwatch refresh` and read its last lines."
        )
    newest = max((source["last_day"] for source in sources), default=None)
    for source in sources:
        last = source["last_success_at"]
        if last is None:
            needs.append(f"Source {source['source_id']} has never answered: try `pactwatch sources check`.")
        elif newest is not None and newest - last.date() > SILENT_AFTER:
            needs.append(f"Source {source['source_id']} has been silent since {last:%Y-%m-%d}.")
    for count, what in (
        (counts["articles_without_text"], "articles have no text: look at them with `pactwatch extract URL --why`"),
        (counts["agreements_in_doubt"], f"agreements are in doubt (confidence below {DOUBTFUL:g})"),
    ):
        if count:
            needs.append(f"{count} {what}.")
    return needs


def _naive(publication: Publication) -> datetime:
    return publication.published_at.astimezone(UTC).replace(tzinfo=None)


def _freshness(publication: Publication, counts: dict[str, Any]) -> Text:
    age = datetime.now(UTC) - publication.published_at
    return Text.assemble(
        (f"{counted(counts['agreements'], 'agreement')} in {counted(counts['articles'], 'article')}", "bold"),
        f", published {publication.published_at:%Y-%m-%d %H:%M} UTC ({_age(age)} ago)\n",
        (f"run {publication.run_id}, code {publication.code_version}", "dim"),
        (f", vocabulary {publication.vocabulary_version}\n", "dim"),
    )


def _age(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    if hours < 1:
        return counted(round(hours * 60), "minute")
    return counted(round(hours), "hour") if hours < 48 else counted(round(hours / 24), "day")


def _runs(runs: list[dict[str, Any]]) -> Table:
    table = _plain_table("Last runs", *RUN_COLUMNS)
    for run in runs:
        took = run["finished_at"] - run["started_at"] if run["finished_at"] and run["started_at"] else None
        table.add_row(
            f"{run['started_at']:%Y-%m-%d %H:%M}", f"{took.total_seconds():.0f} s" if took else "not finished",
            _number(run["pages_new"]), _number(run["pages_unchanged"]), _failed(run["pages_failed"]),
            _number(run["agreements_new"]), _number(run["agreements_changed"]),
        )  # fmt: skip
    return table


def _sources(sources: list[dict[str, Any]]) -> Table:
    table = _plain_table("\nSources, last day", *SOURCE_COLUMNS)
    for source in sources:
        last, kept = source["last_success_at"], source["kept_ratio"]
        table.add_row(
            Text(printable(source["source_id"])), _number(source["links"]), _number(source["fetched"]),
            _number(source["unchanged"]), _failed(source["failed"]), f"{kept:.0%}" if kept is not None else "",
            f"{last:%Y-%m-%d %H:%M}" if last else Text("never", style="red"),
        )  # fmt: skip
    return table


def _needs(needs: list[str]) -> Text:
    if not needs:
        return Text("\nNothing needs a person.", style="green")
    return Text.assemble(("\nNeeds a person\n", "bold red"), *(f"  • {need}\n" for need in needs))


def _plain_table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", header_style="dim")
    return table


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _failed(value: int | None) -> Text:
    return Text(_number(value), style="red" if value else "")
