"""One look at every element of a page, for those that are no text: declarations, silent elements, menus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = ("script", "style", "svg", "noscript", "iframe", "template")
_MENUS = ("nav", "footer", "button", "header")
_DECLARING = ("meta", "title", "link", "base")
# Numbers of the parser's own tags lie below; another tag's is a place in the memory of its page.
_FIRST_MADE_UP = 1_000
_JSON_TYPE = "application/ld+json"


def tag_numbers(names: Iterable[str]) -> dict[str, int]:
    """Lexbor's numbers for tags, which are read faster than names; tags that it does not know have none to keep."""
    tree = LexborHTMLParser("")
    numbers = {name: tree.create_node(name).tag_id for name in names}
    return {name: number for name, number in numbers.items() if number < _FIRST_MADE_UP}


# A header with a title in it, or within the article, is the article's own; a button in a heading unfolds what it names.
_ARTICLES, _HEADINGS = ("article", "main"), ("h2", "h3", "h4", "h5", "h6")
_NUMBERS = tag_numbers((*SILENT, *_MENUS, *_DECLARING))
_NOTED = frozenset(_NUMBERS.values())
_SILENT_NUMBERS, _MENU_NUMBERS, _ARTICLE_NUMBERS, _HEADING_NUMBERS = (
    frozenset(tag_numbers(names).values()) for names in (SILENT, _MENUS, _ARTICLES, _HEADINGS)
)
_SCRIPT, _HEADER, _BUTTON = (_NUMBERS[name] for name in ("script", "header", "button"))


@dataclass(frozen=True, slots=True)
class Survey:
    """The root and the body of a page; in page order its declarations (JSON-LD among them), silent elements, menus."""

    root: LexborNode | None
    body: LexborNode | None
    declarations: list[LexborNode] = field(default_factory=list)
    silent: list[LexborNode] = field(default_factory=list)
    menus: list[LexborNode] = field(default_factory=list)


def survey(tree: LexborHTMLParser) -> Survey:
    """Look through a parsed page."""
    root = tree.root
    found = Survey(root, tree.body or root)
    # In a list first: a generator is dear to leave and to enter again.
    for node in [node for node in root.traverse() if node.tag_id in _NOTED] if root is not None else ():
        number = node.tag_id
        if number in _SILENT_NUMBERS:
            found.silent.append(node)
            if number == _SCRIPT and node.attributes.get("type") == _JSON_TYPE:
                found.declarations.append(node)
        elif number in _MENU_NUMBERS:
            if not (_is_own_header(node) if number == _HEADER else number == _BUTTON and _is_in_heading(node)):
                found.menus.append(node)
        else:
            found.declarations.append(node)
    return found


def _is_own_header(node: LexborNode) -> bool:
    """Whether a header is the article's, not the site's."""
    above = node.parent
    while above is not None:
        if above.tag_id in _ARTICLE_NUMBERS:
            return True
        above = above.parent
    return node.css_first("h1") is not None


def _is_in_heading(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag_id in _HEADING_NUMBERS
