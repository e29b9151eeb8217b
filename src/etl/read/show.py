"""Show one read article to a person: its text with the spans coloured, the facts beside it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from etl.extract.article import Article
from etl.read.facts import AgreementReport, Commitment, Facts, Party

_STYLES = {"party": "bold cyan", "bloc": "bold cyan", "person": "green", "theme": "magenta"}


def render_facts(article: Article, facts: Facts) -> RenderableType:
    """The article's sentences, with a mark where an agreement is spoken of, beside the facts with their traces."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=3)
    table.add_column(ratio=2)
    table.add_row(_text(article, facts), _facts(facts))
    return table


def _text(article: Article, facts: Facts) -> RenderableType:
    reports_of: dict[int, list[int]] = {}
    for index, report in enumerate(facts.agreements):
        for spoken in report.sentences:
            reports_of.setdefault(spoken, []).append(index + 1)
    lines: list[Text] = []
    if article.title:
        lines.append(_coloured(article.title, facts, None, "bold"))
    block = -1
    for number, sentence in enumerate(facts.sentences):
        if sentence.block != block:
            block = sentence.block
            lines.append(Text())
        line = _coloured(sentence.text, facts, number)
        if number in reports_of:
            line.append(" " + " ".join(f"[{index}]" for index in reports_of[number]), style="bold yellow")
        lines.append(line)
    return Group(*lines)


def _coloured(text: str, facts: Facts, sentence: int | None, style: str = "") -> Text:
    """The text with its mentions coloured; [n] behind a sentence says that report n speaks in it."""
    line = Text(text, style=style)
    for mention in facts.mentions:
        if mention.sentence == sentence:
            line.stylize(_STYLES.get(mention.kind, "bold"), mention.start, mention.end)
    return line


def _facts(facts: Facts) -> RenderableType:
    if not facts.agreements:
        return Panel("no agreement", title="facts")
    return Group(*(_panel(index, report, facts) for index, report in enumerate(facts.agreements)))


def _panel(index: int, report: AgreementReport, facts: Facts) -> Panel:
    rows = Table.grid(padding=(0, 1))
    for label, value in _rows(report):
        rows.add_row(Text(label, style="dim"), Text(value))
    for commitment in facts.commitments:
        if commitment.agreement == index:
            rows.add_row(Text("money", style="dim"), Text(_money(commitment)))
    for step in report.trace:
        rows.add_row(Text("because", style="dim"), Text(step, style="dim"))
    return Panel(rows, title=f"[{index + 1}] {report.name or report.kind}", title_align="left")


def _rows(report: AgreementReport) -> list[tuple[str, str]]:
    when = f"{report.event_on} ({report.event_on_precision})" if report.event_on else "not known"
    rows = [
        ("parties", ", ".join(_party(party) for party in report.parties)),
        ("kind", f"{report.kind}, {report.level}"),
        ("status", f"{report.status}, {when}"),
        ("themes", ", ".join(theme.theme_id for theme in report.themes)),
        ("confidence", f"{report.confidence:.2f}"),
    ]
    if report.parent is not None:
        rows.append(("part of", f"[{report.parent + 1}]"))
    if report.states_no_money:
        rows.append(("money", "none, it says"))
    if report.is_binding is not None:
        rows.append(("binding", "yes" if report.is_binding else "no"))
    return rows


def _party(party: Party) -> str:
    return f"{party.name} ({party.party_id})"


def _money(commitment: Commitment) -> str:
    bound = {"up_to": "up to ", "at_least": "at least "}.get(commitment.bound or "", "")
    parts = [f"{bound}{commitment.amount:,.0f} {commitment.currency}"]
    if commitment.payer:
        parts.append(f"from {commitment.payer.name}")
    if commitment.payee:
        parts.append(f"to {commitment.payee.name}")
    if commitment.years:
        parts.append(f"over {commitment.years:g} years")
    if commitment.is_total:
        parts.append("(total)")
    return " ".join(parts)
