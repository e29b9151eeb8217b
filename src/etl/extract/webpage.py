"""An HTML page becomes an article."""

from __future__ import annotations

from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from etl.extract import dates
from etl.extract.article import Article, Block
from etl.extract.dateforms import parse_date
from etl.extract.head import read_head
from etl.extract.judge import judge
from etl.extract.language import detect_language
from etl.extract.metadata import address_of, evidence_of, find_byline, find_site, find_title, main_node
from etl.extract.reasons import TITLE
from etl.extract.rules import SiteRules, apply_rules
from etl.extract.scan import Skeleton, scan
from etl.extract.urls import site_of
from etl.extract.verdict import verdicts

# How many blocks before the title and after the start of the body may hold the line with the date.
_BEFORE, _AFTER = 6, 2


def from_html(text: str, url: str | None, fetched_at: datetime | None, rules: SiteRules | None) -> Article:
    """Read the declarations, scan the text, judge the blocks, find the date.

    ``text`` has passed ``guard.refuse_text``: its size and depth are bounded.
    """
    tree = LexborHTMLParser(apply_rules(text, rules) if rules else text)
    head = read_head(tree)
    node = main_node(head)
    until = dates.bound(fetched_at)
    month_first = dates.is_month_first(head.language[:2].lower(), site_of(url))
    published, source = dates.declared_date(head, node, until)
    if published is None:
        published, source = dates.marked_date(tree, until, month_first)
    skeleton = scan(tree)
    evidence = evidence_of(head)
    scores = judge(skeleton, evidence)
    site = find_site(head, node, url)
    title = find_title(head, skeleton, node, site)
    blocks = verdicts(skeleton, scores, title, evidence.description)
    if published is None:
        published, source = _seen_date(skeleton, blocks, text, url, until, month_first)
    body = " ".join(block.text for block in blocks if block.kept)
    return Article(
        title=title,
        byline=find_byline(head, node, blocks),
        published_at=published,
        published_at_source=source,
        url=address_of(url, head),
        site=site,
        language=detect_language(body, head.language),
        blocks=blocks,
        empty_reason=None if body else "no_article" if blocks else "no_text",
    )


def _seen_date(
    skeleton: Skeleton, blocks: tuple[Block, ...], html: str, url: str | None, until: datetime | None, month_first: bool
) -> dates.Found:
    """The date by what a reader sees: near the title, in the address, at the front of the text, else inferred."""
    kept = [number for number, block in enumerate(blocks) if block.kept]
    first, last = (kept[0], kept[-1]) if kept else (0, 0)
    title_at = max((n for n, block in enumerate(blocks[:first]) if block.reason == TITLE), default=first)
    start, end = max(0, min(title_at, first) - _BEFORE), first + _AFTER
    for value, number in skeleton.times:
        date = parse_date(value, month_first)
        if start <= number <= end and dates.fits(date, until):
            return date, "time"
    if url and dates.fits(date := dates.url_date(url), until):
        return date, "url"
    around = [*range(title_at, end), *range(title_at - 1, start - 1, -1), *range(last + 1, last + 1 + _BEFORE)]
    near = [blocks[number].text for number in around if number < len(blocks) and not blocks[number].kept]
    if date := dates.printed_date(near, until, month_first):
        return date, "dateline"
    for number in kept[:2]:
        if date := dates.dateline(blocks[number].text, until, month_first):
            return date, "dateline"
    date = dates.script_date(html, until)
    if date is None:
        date = dates.only_date((block.text for block in blocks if not block.kept), until, month_first)
    return (date, "inferred") if date else (None, "none")
