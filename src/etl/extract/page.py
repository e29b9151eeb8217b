"""The one entry of extraction."""

from __future__ import annotations

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from etl.extract import reasons as R
from etl.extract.article import Article, Block
from etl.extract.decode import decode
from etl.extract.explain import kept_as, stripped_as
from etl.extract.features import Evidence, fold
from etl.extract.dates import find_published
from etl.extract.head import read_head
from etl.extract.judge import judge
from etl.extract.metadata import find_byline, find_site, find_title, main_node
from etl.extract.plain import decide, read_lines
from etl.extract.rules import SiteRules, apply_rules
from etl.extract.scan import scan
from etl.extract.urls import canonical_url, site_of

_LIMIT = 0.5
_SNIFFED = 100_000
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|span|a|br|h[1-6]|li|ul|td|table|article|section|main|meta)[\s/>]", re.I)


def extract(
    html: bytes | str,
    url: str | None = None,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
    rules: SiteRules | None = None,
) -> Article:
    """Clean one page: HTML or plain text with chrome left in."""
    text = decode(html, content_type) if isinstance(html, bytes) else html
    if rules:
        text = apply_rules(text, rules)
    return _from_html(text, url, fetched_at) if _TAG.search(text[:_SNIFFED]) else _from_plain(text, url, fetched_at)


def _from_plain(text: str, url: str | None, fetched_at: datetime | None) -> Article:
    lines = read_lines(text)
    decide(lines)
    blocks = tuple(Block(line.text, line.kept, line.reason, float(line.kept)) for line in lines)
    empty = None if any(block.kept for block in blocks) else ("no_article" if blocks else "no_text")
    return Article(None, None, None, "none", canonical_url(url) if url else None, site_of(url), None, blocks, empty)


def _from_html(text: str, url: str | None, fetched_at: datetime | None) -> Article:
    tree = LexborHTMLParser(text)
    head = read_head(tree)
    node = main_node(head)
    skeleton = scan(tree)
    body = max((value for item in head.articles if isinstance(value := item.get("articleBody"), str)), key=len, default="")
    evidence = Evidence(
        head.meta.get("og:title") or head.title, head.meta.get("og:description") or head.meta.get("description") or "", body
    )
    scores = judge(skeleton, evidence)
    site = find_site(head, node, url)
    title = find_title(head, skeleton, node, site)
    elements = skeleton.elements
    blocks = []
    title_at = 0
    first = next((number for number, score in enumerate(scores) if score >= _LIMIT), len(scores))
    for number, (run, score) in enumerate(zip(skeleton.runs, scores, strict=True)):
        element = elements[run.element]
        kept = score >= _LIMIT
        if title and number < first + 3 and fold(run.text) == fold(title):
            title_at = number
        reason = kept_as(run, element, False) if kept else stripped_as(run, element, elements[max(element.parent, 0)])
        blocks.append(Block(run.text, kept, reason, round(score, 3)))
    near_body = range(max(0, min(title_at, first) - 3), first + 3)
    published, source = find_published(head, skeleton, node, url, fetched_at, near_body)
    address = canonical_url(url, head.canonical) if url else None
    language = (head.language or "")[:2].lower() or None
    empty = None if any(block.kept for block in blocks) else ("no_article" if blocks else "no_text")
    return Article(
        title, find_byline(head, node), published, source, address, site, language, tuple(blocks), empty
    )
