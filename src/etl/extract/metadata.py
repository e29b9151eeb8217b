"""Title, byline, site name and language of a page."""

from __future__ import annotations

import re

from etl.extract.features import fold
from etl.extract.head import Head, Node, text_of
from etl.extract.scan import Skeleton
from etl.extract.urls import site_of

_SEPARATOR = re.compile(r"\s+[|•·»›:–—-]\s+|\s*[|»›]\s*|\s+::\s+")
_NAMED = re.compile(r"^(?:by|von|par|por|di|door|av|autor:?|text:?|written by|posted by)\s+", re.I)


def main_node(head: Head) -> Node:
    """The JSON-LD node of the page's own article: the one whose headline the page's title repeats, else the first."""
    title = fold(head.meta.get("og:title") or head.title)
    for node in head.articles:
        headline = fold(text_of(node.get("headline")))
        if headline and (headline in title or title in headline and title):
            return node
    return head.articles[0] if head.articles else {}


def find_title(head: Head, skeleton: Skeleton, node: Node, site_name: str | None) -> str | None:
    """The article's title as a reader sees it, without the name of the site."""
    declared = [
        text for text in (
            _clean(head.meta.get("og:title", "")), _clean(text_of(node.get("headline"))), _clean(head.title),
            _clean(head.meta.get("twitter:title", "")),
        ) if text
    ]  # fmt: skip
    headings = [
        run.text for run in skeleton.runs if skeleton.elements[run.element].ancestry & _H1 and not run.hidden
    ]
    folded = [fold(text) for text in declared]
    for heading in headings[:5]:
        mine = fold(heading)
        if len(mine) > 8 and any(mine in other for other in folded):
            return _clean(heading)
    if declared:
        return _without_site(declared[0], site_name) or declared[0]
    return _clean(headings[0]) if headings else None


_H1 = 1 << 17


def _clean(text: str) -> str:
    return " ".join(text.split())


def _without_site(title: str, site_name: str | None) -> str:
    """Cut the parts at either end of a title that only name the site."""
    pieces = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    if not pieces:
        return title
    names = [fold(name) for name in (site_name or "",) if name]
    start, end = pieces[-1]
    tail = fold(title[end:])
    if any(tail == name or (len(tail) > 2 and (tail in name or name in tail)) for name in names):
        return title[:start].strip()
    start, end = pieces[0]
    lead = fold(title[:start])
    if any(lead == name for name in names):
        return title[end:].strip()
    return title


def find_site(head: Head, node: Node, url: str | None) -> str | None:
    """The name the site gives itself, else its host."""
    name = head.meta.get("og:site_name") or head.meta.get("application-name") or text_of(node.get("publisher"))
    return _clean(name) or site_of(url)


def find_byline(head: Head, node: Node) -> str | None:
    """Names of those who wrote the article, joined by commas."""
    names: list[str] = []
    authors = node.get("author") or node.get("creator")
    for author in authors if isinstance(authors, list) else [authors]:
        names.append(text_of(author))
    if not any(names):
        names = list(head.authors)
    unique: dict[str, str] = {}
    for name in names:
        name = _NAMED.sub("", _clean(name))
        if 2 < len(name) <= 120 and "://" not in name and "@" not in name:
            unique.setdefault(fold(name), name)
    return ", ".join(unique.values()) or None
