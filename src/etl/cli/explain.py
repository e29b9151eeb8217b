"""explain: why the warehouse says what it says of one agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from etl.cli.text import counted, print_json, printable
from etl.errors import UsageError
from etl.publish.explanation import Explanation, Row, explain_agreement, find_agreements
from etl.publish.feed import words
from etl.publish.reader import chosen_warehouse, open_published, require_publication

# Warm while it is words, cool once it is agreed: as in the report.
STAGE_STYLES = {
    "anticipated": "yellow", "negotiating": "yellow", "announced": "bright_red", "agreed": "cyan",
    "signed": "bright_blue", "in_force": "bold blue", "suspended": "bright_black", "ended": "bright_black",
}  # fmt: skip
STAGE_SIGNS = {
    "anticipated": "○", "negotiating": "◔", "announced": "◑", "agreed": "◕",
    "signed": "●", "in_force": "◉", "suspended": "‖", "ended": "×",
}  # fmt: skip
BINDING: dict[object, str] = {True: "yes", False: "no", None: "not said"}
# More would scroll the question away.
CANDIDATES_SHOWN = 20


def explain(agreement: str, warehouse: Path | None, *, as_json: bool) -> None:
    """Show one agreement, named by its id or by words of its name, parties and themes.

    Several that fit are listed instead. Raises UsageError where none fits.
    """
    publication = require_publication(chosen_warehouse(warehouse))
    with open_published(publication) as connection:
        found = find_agreements(connection, agreement)
        if not found:
            raise UsageError(f"No agreement has the id or the words '{agreement}'; `pactwatch report` shows them all.")
        if len(found) == 1:
            explanation = explain_agreement(connection, str(found[0]["agreement_id"]))
    if as_json:
        print_json(asdict(explanation) if len(found) == 1 else {"candidates": found})
    else:
        Console().print(_page(explanation) if len(found) == 1 else _candidates(found))
    if len(found) > 1:
        Console(stderr=True).print(
            f"{len(found)} agreements fit: give one's id, or more words.", markup=False, highlight=False
        )


def stage(status: object) -> Text:
    """A stage with its sign and colour."""
    name = str(status)
    return Text(f"{STAGE_SIGNS.get(name, '?')} {words(name)}", style=STAGE_STYLES.get(name, ""))


def _candidates(found: list[Row]) -> Table:
    table = Table("id", "agreement", "stage", "last report", "articles", box=None, padding=(0, 2, 0, 0))
    for row in found[:CANDIDATES_SHOWN]:
        table.add_row(
            Text(str(row["agreement_id"]), style="cyan"), Text(printable(row["title"])), stage(row["status"]),
            Text(str(row["last_reported_on"] or "")), Text(str(row["article_count"])),
        )  # fmt: skip
    return table


def _page(explanation: Explanation) -> Group:
    agreement = explanation.agreement
    parts: list[RenderableType] = [
        Text(printable(agreement["title"]), style="bold"),
        Text.assemble(stage(agreement["status"]), ("  since ", "dim"), str(agreement["status_on"] or "day not known")),
        _facts(explanation),
        *_claims("History", explanation.history, _step),
        *_claims("Money", explanation.commitments, _commitment),
        *_claims("Themes", _by_sentence(explanation.themes), _themes),
        *_claims("What each article says", explanation.reports, _report),
    ]
    return Group(*parts)


def _facts(explanation: Explanation) -> Padding:
    agreement = explanation.agreement
    facts = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    usd = agreement["committed_usd"]
    promised = f"US$ {usd:,.0f}" if isinstance(usd, (int, float)) else ""
    if not promised and agreement["states_no_money"]:
        promised = "the articles say that no money is promised"
    rows = [
        ("id", agreement["agreement_id"]),
        ("parties", "; ".join(_party(row) for row in explanation.parties)),
        ("kind", f"{words(str(agreement['kind']))}, level {agreement['level']}"),
        ("binding", BINDING[agreement["is_binding"]]),
        ("promised", promised or "no sum named"),
        ("reported", f"{_reported_days(agreement)}, {counted(agreement['article_count'], 'article')}"
                     f" on {counted(agreement['site_count'], 'site')}"),
        ("part of", agreement["parent_agreement_id"]),
        ("confidence", f"{agreement['confidence']:.1%}" if agreement["confidence"] is not None else None),
        ("corrected", "; ".join(_correction(row) for row in explanation.corrections)),
        ("merged ids", ", ".join(f"{row['old_agreement_id']} ({row['reason']})" for row in explanation.aliases)),
    ]  # fmt: skip
    for name, value in rows:
        if value not in (None, ""):
            facts.add_row(Text(name, style="dim"), Text(printable(value)))
    return Padding(facts, (1, 0, 0, 0))


def _reported_days(agreement: Row) -> str:
    first, last = agreement["first_reported_on"], agreement["last_reported_on"]
    if first is None:
        return "on a day not known"
    return f"on {first}" if first == last else f"{first} to {last}"


def _correction(row: Row) -> str:
    what = f"{row['action']} {row['field']} = {row['value']}" if row["field"] else str(row["action"])
    return f"{what} ({row['reason']}, {row['author']}, {row['corrected_on']})"


def _party(row: Row) -> str:
    name = f"{row['party_name']} [{row['party_id']}]"
    return name if row["role"] in (None, "party", "signatory") else f"{name} ({words(str(row['role']))})"


def _claims(title: str, rows: list[Row], describe: Callable[[Row], Text]) -> list[RenderableType]:
    """A heading and, for each row, what it claims, the sentence that says so and where it stands."""
    if not rows:
        return []
    parts: list[RenderableType] = [Text(f"\n{title}", style="bold underline")]
    for row in rows:
        parts.append(describe(row))
        parts.append(Padding(_source(row), (0, 0, 1, 4)))
    return parts


def _source(row: Row) -> Text:
    url = printable(row["url"])
    published_at = row["article_published_at"]
    day = f"{published_at:%-d %b %Y}" if isinstance(published_at, datetime) else "day not known"
    return Text.assemble(
        f"“{printable(row['sentence'])}”\n" if row["sentence"] else "sentence not in this publication\n",
        (f"{row['site'] or 'site not known'}, {day}, {printable(row['article_title']) or 'no title'}\n", "dim"),
        # A click in a terminal must lead to the web and nowhere else.
        (url, f"blue link {url}" if url.startswith(("https://", "http://")) and " " not in url else "dim"),
    )


def _step(row: Row) -> Text:
    clocks = f"  happened {_event_day(row)}, known since {row['known_on'] or 'a day not known'}"
    return Text.assemble(stage(row["status"]), (clocks, "dim"))


def _event_day(row: Row) -> str:
    """The day of an event, no more exact than it is known."""
    day = row["event_on"]
    if not isinstance(day, date):
        return "on a day not known"
    shorter = {"year": f"{day:%Y}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "month": f"{day:%Y-%m}"}
    return shorter.get(str(row["event_on_precision"]), str(day))


def _commitment(row: Row) -> Text:
    low = f"{row['amount_min']:,.0f} to " if isinstance(row["amount_min"], (int, float)) else ""
    amount = f"{low}{row['amount']:,.0f}" if isinstance(row["amount"], (int, float)) else "a sum not known"
    amount += " a year" if row["is_per_year"] else ""
    bound = f"{words(str(row['bound']))} " if row["bound"] else ""
    notes = [
        f"from {row['payer_id']}" if row["payer_id"] else "",
        f"to {row['payee_id']}" if row["payee_id"] else "",
        f"for {printable(row['purpose'])}" if row["purpose"] else "",
        f"over {row['years']:g} years" if isinstance(row["years"], (int, float)) else "",
        "a total of listed parts" if row["is_total"] else "",
        "articles differ" if row["is_disputed"] else "",
        "not counted again" if row["counted_usd"] is None else "",
    ]
    return Text.assemble((f"{bound}{row['currency'] or ''} {amount}", "bold"), "  " + ", ".join(filter(None, notes)))


def _by_sentence(themes: list[Row]) -> list[Row]:
    """One row for each sentence with all its themes: what one sentence says is shown once."""
    together: dict[object, list[Row]] = {}
    for row in themes:
        together.setdefault(row["sentence_id"], []).append(row)
    return [rows[0] | {"themes": rows} for rows in together.values()]


def _themes(row: Row) -> Text:
    themes = row["themes"]
    assert isinstance(themes, list)
    named = [
        Text.assemble(
            (words(str(theme["theme_id"])), "bold"),
            (f" ({counted(theme['article_count'], 'article')})", "dim"),
        )
        for theme in themes
    ]
    return Text(", ").join(named)


def _report(row: Row) -> Text:
    when = f", {_event_day(row)}" if row["event_on"] else ""
    claim = f"{when}: {words(str(row['kind']))}"
    steps = row["trace"] if isinstance(row["trace"], list) else []
    trace = "".join(f"\n    {printable(step)}" for step in steps)
    return Text.assemble(stage(row["status"]), claim, (f"  {row['report_id']}{trace}", "dim"))
