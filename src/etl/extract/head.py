"""What a page declares about itself: meta elements, links, title, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from etl.extract.survey import Survey

Node = dict[str, Any]

# schema.org types of a page's main text. WebPage comes last: it speaks of the page around the article.
_ARTICLE_TYPES = re.compile(r"article$|^blogposting$|^report$|^liveblogposting$|^socialmediaposting$|^posting$", re.I)
_PAGE_TYPES = frozenset(
    {"webpage", "itempage", "aboutpage", "recipe", "review", "videoobject", "howto", "creativework"}
)
# Where a document is broken, its first date of publication can still be read.
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_JSON_LIMIT = 2_000_000
_DEPTH_LIMIT = 12


@dataclass(slots=True)
class Head:
    """The declarations of one page. ``meta`` maps lower-case names and properties to the first value given."""

    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    canonical: str | None = None
    base: str | None = None
    language: str = ""
    articles: list[Node] = field(default_factory=list)
    pages: list[Node] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)


def read_head(found: Survey) -> Head:
    """Collect the declarations of a page, wherever in it they stand."""
    head = Head()
    if found.root is not None:
        attributes = found.root.attributes
        head.language = attributes.get("lang") or attributes.get("xml:lang") or ""
    for node in found.declarations:
        tag = node.tag
        if tag == "script":
            _add_json(head, node.text())
        elif tag == "title":
            head.title = head.title or " ".join(node.text().split())
        elif tag == "meta":
            _add_meta(head, node.attributes)
        elif tag == "link":
            attributes = node.attributes
            if attributes.get("rel") == "canonical":
                head.canonical = head.canonical or attributes.get("href")
        else:
            head.base = head.base or node.attributes.get("href")
    return head


def _add_meta(head: Head, attributes: dict[str, str | None]) -> None:
    value = attributes.get("content")
    if not value or not (value := value.strip()):
        return
    for kind in ("property", "name", "itemprop", "http-equiv"):
        names = attributes.get(kind)
        if names:
            name = names.strip().lower()
            head.meta.setdefault(name, value)
            if name in ("author", "article:author", "dc.creator", "citation_author", "parsely-author"):
                head.authors.append(value)


def _add_json(head: Head, text: str) -> None:
    if len(text) > _JSON_LIMIT:
        return
    document = load_json(text)
    if document is None and (match := _PUBLISHED.search(text)):
        document = {"@type": "WebPage", "datePublished": match[1]}
    for node in _nodes(document, 0):
        kinds = types_of(node)
        if any(_ARTICLE_TYPES.search(kind) for kind in kinds):
            head.articles.append(node)
        elif any(kind.lower() in _PAGE_TYPES for kind in kinds):
            head.pages.append(node)


def load_json(text: str) -> Any:
    """JSON as pages write it: with comment marks, control characters or a closing semicolon. None if beyond reading."""
    text = text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removeprefix("<![CDATA[")
    text = text.strip().removesuffix("-->").removesuffix("//]]>").removesuffix("]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(re.sub(r",(\s*[}\]])", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    """The top objects of a JSON-LD document: list items, members of @graph, and what mainEntity holds."""
    if depth > _DEPTH_LIMIT:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), (dict, list)):
                yield from _nodes(value[name], depth + 1)


def types_of(node: Node) -> list[str]:
    """The schema.org types of a node, without their namespace."""
    kinds = node.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return [value.rsplit("/", 1)[-1] for value in values if isinstance(value, str)]


def text_of(value: Any) -> str:
    """The first plain text of a JSON-LD value, which may be wrapped in lists or objects."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return next((text for item in value[:5] if (text := text_of(item))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or "")
    return ""
