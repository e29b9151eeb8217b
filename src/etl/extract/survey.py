"""One look at every element of a page, for those that are no text: declarations, silent elements, menus."""

from __future__ import annotations

from collections import Counter
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
_NUMBERS = tag_numbers((*SILENT, *_MENUS, *_DECLARING, "p", "h1"))
_NOTED = frozenset(_NUMBERS.values())
_SILENT_NUMBERS, _MENU_NUMBERS, _ARTICLE_NUMBERS, _HEADING_NUMBERS = (
    frozenset(tag_numbers(names).values()) for names in (SILENT, _MENUS, _ARTICLES, _HEADINGS)
)
_SCRIPT, _HEADER, _BUTTON, _PARAGRAPH, _TITLE = (_NUMBERS[name] for name in ("script", "header", "button", "p", "h1"))
# A paragraph of this length is no teaser. Where those of one parent hold so much of all of it, the article is there.
_LONG_CHARS, _LEAST_CHARS, _LEAST_SHARE = 150, 1000, 0.3


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
    paragraphs, titles = [], []
    # In a list first: a generator is dear to leave and to enter again.
    for node in [node for node in root.traverse() if node.tag_id in _NOTED] if root is not None else ():
        number = node.tag_id
        if number == _PARAGRAPH:
            paragraphs.append(node)
        elif number in _SILENT_NUMBERS:
            found.silent.append(node)
            if number == _SCRIPT and node.attributes.get("type") == _JSON_TYPE:
                found.declarations.append(node)
        elif number in _MENU_NUMBERS:
            if not (_is_own_header(node) if number == _HEADER else number == _BUTTON and _is_in_heading(node)):
                found.menus.append(node)
        elif number == _TITLE:
            titles.append(node)
        else:
            found.declarations.append(node)
    if found.body is not None:
        # The outer before the inner ones.
        found.menus[:0] = _far(found.body, paragraphs, titles)
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


def _far(body: LexborNode, paragraphs: list[LexborNode], titles: list[LexborNode]) -> list[LexborNode]:
    """Elements without a paragraph or a title that stand outside of the one with the text, and not under its title.

    They are the page around the article: lists of headlines, forms, columns at the side. Where most of
    the text is in no paragraphs, none are found.
    """
    long = [(node, size) for node in paragraphs if (size := len(node.text_lexbor())) >= _LONG_CHARS]
    sizes: Counter[int] = Counter()
    parents: dict[int, LexborNode] = {}
    for node, size in long:
        if (parent := node.parent) is not None:
            identity = parent.mem_id
            parents[identity] = parent
            sizes[identity] += size
    total, home = sum(sizes.values()), max(sizes, key=sizes.__getitem__, default=0)
    if total < _LEAST_CHARS or sizes[home] < total * _LEAST_SHARE:
        return []
    titled = _lines(titles)
    held = titled | _lines([node for node, _ in long])
    found: list[LexborNode] = []
    # What stands beside the text itself, or beside that, may well belong to it.
    inner = parents[home].parent
    while inner is not None and inner.mem_id != body.mem_id and (outer := inner.parent) is not None:
        found += _beside(inner, outer, held, titled)
        inner = outer
    return found


def _lines(nodes: list[LexborNode]) -> set[int]:
    """The identities of some elements and of all above them."""
    line: set[int] = set()
    for node in nodes:
        above: LexborNode | None = node
        while above is not None and (identity := above.mem_id) not in line:
            line.add(identity)
            above = above.parent
    return line


def _beside(inner: LexborNode, outer: LexborNode, held: set[int], titled: set[int]) -> list[LexborNode]:
    """The children of ``outer`` that hold nothing: those behind ``inner``, and those before the one with the title."""
    children = list(outer.iter())
    numbers = [child.mem_id for child in children]
    place = numbers.index(inner.mem_id)
    title = next((at for at, number in enumerate(numbers[: place + 1]) if number in titled), 0)
    return [
        children[at]
        for at in (*range(title), *range(place + 1, len(children)))
        if numbers[at] not in held and children[at].first_child is not None
    ]
