"""Title, byline, site name and language of a page."""

from __future__ import annotations

import re

from etl.extract.article import Block
from etl.extract.features import Evidence, fold
from etl.extract.head import Head, Node, text_of, types_of
from etl.extract.names import join_names, printed_name
from etl.extract.scan import ANCESTRY, Skeleton
from etl.extract.urls import canonical_url, site_of

_H1 = ANCESTRY["h1"]
_HEADINGS = 5
# A title of so many words may name a section or the site only.
_FEW_WORDS = 3
_SHORTEST_HOST = 4
_WORD = re.compile(r"\w{3,}")
# NewsArticle and its kin: what a page calls itself tells whether the summary under the title counts as text.
_NEWS_TYPE = re.compile("news|report|liveblog", re.I)
# A title with its kicker is at most so many times as long.
_KICKED = 2.5
_SEPARATOR = re.compile(r"\s+[|•·»›:–—-]\s+|\s*[|»›]\s*|\s+::\s+")


def main_node(head: Head) -> Node:
    """The JSON-LD node of the page's own article: the one whose headline the page's title repeats, else the first."""
    title = fold(head.meta.get("og:title") or head.title)
    for node in head.articles:
        headline = fold(text_of(node.get("headline")))
        if headline and (headline in title or (title in headline and title)):
            return node
    return head.articles[0] if head.articles else {}


def evidence_of(head: Head) -> Evidence:
    """What the head says of the page's text. ``articleBody`` is often cut or another page's: a hint, no more."""
    bodies = [body for node in head.articles if isinstance(body := node.get("articleBody"), str)]
    description = head.meta.get("og:description") or head.meta.get("description") or ""
    is_news = "news_keywords" in head.meta or any(
        _NEWS_TYPE.search(kind) for node in head.articles for kind in types_of(node)
    )
    return Evidence(head.meta.get("og:title") or head.title, description, max(bodies, key=len, default=""), is_news)


def find_title(head: Head, skeleton: Skeleton, node: Node, site_name: str | None) -> str | None:
    """The article's title as a reader sees it, without the name of the site."""
    declared = [
        text for text in (
            _clean(head.meta.get("og:title", "")), _clean(text_of(node.get("headline"))), _clean(head.title),
            _clean(head.meta.get("twitter:title", "")),
        ) if text
    ]  # fmt: skip
    headings = _headings(skeleton)
    folded = [fold(text) for text in declared]
    for heading in headings[:_HEADINGS]:
        mine = fold(heading)
        # A declared title may be cut where a quotation mark was not escaped.
        if len(mine) > 8 and any(mine in other or (len(other) > 20 and mine.startswith(other)) for other in folded):
            return _with_kicker(heading, declared[0])
    if declared and not _names_no_article(declared[0], headings):
        return _without_site(declared[0], site_name) or declared[0]
    return _clean(headings[0]) if headings else next(iter(declared), None)


def _names_no_article(declared: str, headings: list[str]) -> bool:
    """Whether a short declared title has no word of the page's one heading: "Press room" above each release."""
    if len(headings) != 1:
        return False
    words, said = set(_WORD.findall(declared.lower())), set(_WORD.findall(headings[0].lower()))
    return len(words) <= _FEW_WORDS < len(said) and words.isdisjoint(said)


def _headings(skeleton: Skeleton) -> list[str]:
    """The texts of the h1 elements that are shown, each with all its lines."""
    found: dict[int, list[str]] = {}
    for run in skeleton.runs:
        if skeleton.ancestry[run.element] & _H1 and not run.is_hidden:
            element = run.element
            while skeleton.tags[element] != "h1":
                element = skeleton.parents[element]
            found.setdefault(element, []).append(run.text)
    return [" ".join(lines) for lines in found.values()]


def _with_kicker(heading: str, declared: str) -> str:
    """The declared title, if it is the heading after a word or two on its subject: "Trade: Ministers sign pact"."""
    return declared if declared.endswith(": " + heading) and len(declared) < _KICKED * len(heading) else heading


def _clean(text: str) -> str:
    return " ".join(text.split())


def _without_site(title: str, site_name: str | None) -> str:
    """Cut the parts at either end of a title that only name the site."""
    pieces = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    if not pieces:
        return title
    names = [fold(site_name)] if site_name else []
    start, end = pieces[-1]
    tail = fold(title[end:])
    if any(tail == name or (len(tail) > 2 and (tail in name or name in tail)) for name in names):
        return title[:start].strip()
    host = max((site_name or "").split(".")[:-1], key=len, default="")  # of a site without a name of its own
    if len(host) > _SHORTEST_HOST and tail.startswith(fold(host)):
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


def declared_byline(head: Head, node: Node) -> str | None:
    """Names of those who wrote the article, joined by commas, as the page declares them."""
    authors = node.get("author") or node.get("creator")
    names = [text_of(author) for author in (authors if isinstance(authors, list) else [authors])]
    return join_names(names) or join_names(head.authors)


def printed_byline(blocks: tuple[Block, ...]) -> str | None:
    """The name printed above the text."""
    return next((name for block in _above(blocks) if (name := printed_name(block.text))), None)


def _above(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks just above the text, and its first one."""
    first = next((number for number, block in enumerate(blocks) if block.kept), 0)
    return blocks[max(0, first - 8) : first + 1]


def address_of(url: str | None, head: Head) -> str | None:
    """The canonical address. Without an address of the caller only an absolute declared one is known."""
    if url:
        return canonical_url(url, head.canonical)
    declared = head.canonical or head.meta.get("og:url") or ""
    return canonical_url(declared) if declared.startswith(("http://", "https://")) else None
