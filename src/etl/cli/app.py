"""The command line. Each command's work is in the module of its name and is imported when it is called."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from etl.errors import PactwatchError

app = typer.Typer(
    name="pactwatch",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    help="""Keeps track of international technology agreements in the news.

Start with `pactwatch refresh --samples`, which reads a small web of invented
outlets on this machine; look at the result with `pactwatch status`,
`pactwatch report` and `pactwatch query "from marts.agreements"`. Then list
your own sources in `sources.toml` and run `pactwatch refresh`.

Exit codes: 0 all is well · 1 failed · 2 asked in a way that cannot work ·
3 a data test failed, nothing was published · 4 some sources failed, the rest was published.
""",
)
sources_app = typer.Typer(no_args_is_help=True, help="Look after the list of sources.")
app.add_typer(sources_app, name="sources")

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", help="Warehouse folder [PACTWATCH_WAREHOUSE or ./warehouse]")
]
SourcesOption = Annotated[
    Path | None, typer.Option("--sources", help="List of sources [PACTWATCH_SOURCES or ./sources.toml]")
]
SourceOption = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Leave out links that their source dates earlier")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", help="Processes that read pages [PACTWATCH_WORKERS or one for each core]")
]
DaskOption = Annotated[
    str | None,
    typer.Option("--dask", metavar="TCP://…", help="Scheduler of a Dask cluster that reads the pages [PACTWATCH_DASK]"),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be fetched, write nothing")]
JsonOption = Annotated[bool, typer.Option("--json", help="Give the result as JSON on stdout")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"pactwatch {version('pactwatch')}")
        raise typer.Exit


@app.callback()
def pactwatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is")
    ] = False,
) -> None:
    """Only for options that stand before any command: the help is the application's own."""


@app.command()
def refresh(
    sources: SourcesOption = None,
    warehouse: WarehouseOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="Read the sample web, served on this machine for the time of the run")
    ] = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> None:
    """Discover, fetch, strip, read, load, model and publish: the main job.

    Example: `pactwatch refresh --source white-house --since 2025-10-01`
    """
    from etl.cli import run

    run.refresh(sources, warehouse, source or [], since, samples=samples, dry_run=dry_run, as_json=json)


@app.command()
def backfill(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders of saved .html/.txt pages, WARC files")],
    warehouse: WarehouseOption = None,
    since: SinceOption = None,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> None:
    """Bring in saved pages. A folder may hold manifest.csv with the columns file,url,published_at,title.

    Example: `pactwatch backfill saved/2024 crawl-2024.warc.gz`
    """
    from etl.cli import run

    run.backfill(paths, warehouse, since, workers, dask, dry_run=dry_run, as_json=json)


@app.command()
def rebuild(
    sources: SourcesOption = None,
    warehouse: WarehouseOption = None,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    json: JsonOption = False,
) -> None:
    """Make all tables anew from the raw pages, with today's code and vocabularies.

    For instance after a change of sql/seeds. Nothing is fetched.

    Example: `pactwatch rebuild --warehouse warehouse`
    """
    from etl.cli import run

    run.rebuild(sources, warehouse, workers, dask, as_json=json)


@app.command()
def extract(
    page: Annotated[str, typer.Argument(help="A file, an address, or - for standard input")],
    url: Annotated[str | None, typer.Option("--url", help="The page's address, if PAGE is a file")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show every block, kept or stripped, with the reason")] = False,
    json: JsonOption = False,
) -> None:
    """Show what is the article on one page, and what is not.

    Example: `pactwatch extract https://www.example.org/news/1 --why`
    """
    from etl.cli import page as pages

    pages.show_extract(page, url, why=why, as_json=json)


@app.command()
def read(
    page: Annotated[str, typer.Argument(help="A file, an address, or - for standard input")],
    url: Annotated[str | None, typer.Option("--url", help="The page's address, if PAGE is a file")] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="YYYY-MM-DD", help="When the page appeared, if you know better")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show which agreements one page reports, and by which sentences.

    Example: `pactwatch read saved/page.html`
    """
    from etl.cli import page as pages

    pages.show_read(page, url, published, as_json=json)


@app.command()
def status(warehouse: WarehouseOption = None, json: JsonOption = False) -> None:
    """Show how fresh the tables are, the last runs, each source's health, and what needs a person.

    Example: `pactwatch status --json`
    """
    from etl.cli import status as showing

    showing.status(warehouse, as_json=json)


@app.command()
def explain(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement_id, or words of its name")],
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
) -> None:
    """Show one agreement with every claim, the sentence that makes it, and the link.

    Example: `pactwatch explain "quantum japan"`
    """
    from etl.cli import explain as explaining

    explaining.explain(agreement, warehouse, as_json=json)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement of DuckDB's SQL, or - for standard input")],
    warehouse: WarehouseOption = None,
    output: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
    json: JsonOption = False,
) -> None:
    """Ask the published tables, which a running refresh does not disturb.

    `show tables` names the tables, `describe marts.agreements` the columns of one; a row that is too wide for
    the terminal is shown column by column.

    Example: `pactwatch query "select name, status, signed_on from marts.agreements order by signed_on desc"`
    """
    from etl.cli import query as querying

    querying.query(sql, warehouse, "json" if json else output)


@app.command()
def diff(
    since: Annotated[
        str | None, typer.Option("--since", help="A day, a time, or a publication's id [the publication before]")
    ] = None,
    warehouse: WarehouseOption = None,
    json: JsonOption = False,
) -> None:
    """Show which agreements are new or changed since an earlier publication.

    Example: `pactwatch diff --since 2026-11-20`
    """
    from etl.cli import diff as comparing

    comparing.diff(since, warehouse, as_json=json)


@app.command()
def publish(warehouse: WarehouseOption = None, json: JsonOption = False) -> None:
    """Publish the tables as the last run built them, for instance after published files were lost.

    `refresh`, `backfill` and `rebuild` publish by themselves.

    Example: `pactwatch publish --warehouse warehouse`
    """
    from etl.cli import publish as publishing

    publishing.publish(warehouse, as_json=json)


@app.command()
def report(
    warehouse: WarehouseOption = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser")] = False,
    json: JsonOption = False,
) -> None:
    """Say where the report lies, a page that works from disk, or open it.

    Example: `pactwatch report --open`
    """
    from etl.cli import report as reporting

    reporting.report(warehouse, open_it=open_it, as_json=json)


@app.command()
def export(
    output: Annotated[str, typer.Option("--format", help="csv, json, or atom (a feed of changes)")] = "csv",
    target: Annotated[Path | None, typer.Option("--to", help="File to write [standard output]")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Hand all agreements on to other programs.

    Example: `pactwatch export --format json --to agreements.json`
    """
    from etl.cli import export as exporting

    exporting.export(output, target, warehouse)


@app.command()
def schedule(
    sources: SourcesOption = None,
    warehouse: WarehouseOption = None,
    cron: Annotated[str | None, typer.Option("--cron", help="When to refresh, in UTC [PACTWATCH_CRON]")] = None,
    port: Annotated[int, typer.Option("--port", help="Port of the Prefect server on this machine")] = 4200,
) -> None:
    """Run a Prefect server, a worker and the refresh on a cron schedule, until Ctrl-C.

    Example: `pactwatch schedule --cron "0 6 * * *"`
    """
    from etl.cli import schedule as scheduling

    scheduling.schedule(sources, warehouse, cron, port)


@sources_app.command("check")
def sources_check(sources: SourcesOption = None, source: SourceOption = None, json: JsonOption = False) -> None:
    """Try each source and say what it gives: links, dates, robots.txt, one extracted sample.

    A source that is named by `--source` is tried even if it is not enabled yet.

    Example: `pactwatch sources check --source nist`
    """
    from etl.cli import sources as checking

    checking.check(sources, source or [], as_json=json)


def main() -> None:
    """Run the command line; expected failures end in one sentence and their exit code."""
    try:
        app()
    except PactwatchError as error:
        sys.stderr.write(f"pactwatch: {error}\n")
        raise SystemExit(error.exit_code) from None
    except OSError as error:  # a full disk, a folder that nobody may write to
        if error.errno is None:
            raise
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"pactwatch: {where}{error.strerror}. Nothing that was published is lost.\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        sys.stderr.write("pactwatch: stopped. What was fetched is kept; the same command goes on from there.\n")
        raise SystemExit(1) from None
