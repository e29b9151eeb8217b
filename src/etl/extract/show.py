"""An article for people: every block with its verdict, coloured."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from etl.extract.article import Article

_SHOWN = 400


def render_blocks(article: Article) -> RenderableType:
    """Title and source of the date above a table of all blocks: kept in green, stripped dim, with reason and score.

    Long blocks are cut. The result is anything ``rich.print`` takes.
    """
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("", width=1)
    table.add_column("reason", no_wrap=True)
    table.add_column("score", justify="right")
    table.add_column("text", ratio=1)
    for block in article.blocks:
        style = "green" if block.kept else "dim"
        text = block.text if len(block.text) <= _SHOWN else block.text[:_SHOWN] + "…"
        table.add_row(
            Text("+" if block.kept else "-", style="bold green" if block.kept else "red"),
            Text(block.reason, style="cyan" if block.kept else "magenta"),
            Text(f"{block.score:.2f}", style=style),
            Text(text, style=style),
        )
    return Group(_heading(article), table)


def _heading(article: Article) -> Text:
    date = f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else "unknown"
    kept = sum(block.kept for block in article.blocks)
    lines = [
        (article.title or "(no title)", "bold"),
        (
            f"by {article.byline or 'unknown'}, {article.site or 'unknown site'}, language {article.language or 'unknown'}",
            "",
        ),
        (f"published {date} (from: {article.published_at_source})", ""),
        (f"{kept} of {len(article.blocks)} blocks kept", ""),
    ]
    if article.empty_reason:
        lines.append((f"empty: {article.empty_reason}", "red"))
    return Text("\n").join(Text(text, style=style) for text, style in lines)
