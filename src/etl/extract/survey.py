"""One look at every element of a page, for those that are no text: declarations, silent elements, menus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
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
# No page that is read holds more text: paragraphs that sum up to more stand in one another.
_MOST_CHARS = 24_000_000


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
    paragraphs, titles, menus = [], [], []
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
            menus.append(node)
        elif number == _TITLE:
            titles.append(node)
        else:
            found.declarations.append(node)
    if found.body is not None:
        long = _long(paragraphs)
        titled, texts = _lines(titles), _lines([node for node, _ in long])
        home = _home(long)
        # The outer before the inner ones.
        if home is not None:
            found.menus.extend(_far(home, found.body, titled, texts))
        found.menus.extend(_without_own(menus, titled | (texts if home is None else _lines([home]))))
    return found


def _long(paragraphs: list[LexborNode]) -> list[tuple[LexborNode, int]]:
    """The long paragraphs with their sizes. Those that stand in one another are not read for ever."""
    found = []
    read = 0
    for node in paragraphs:
        size = len(node.text_lexbor())
        read += size
        if size >= _LONG_CHARS:
            found.append((node, size))
        if read > _MOST_CHARS:
            break
    return found


def _without_own(menus: list[LexborNode], held: set[int]) -> Iterator[LexborNode]:
    """The menus, without the headers and buttons that belong to the article: those around its title or text, too."""
    inside: dict[int, bool] = {}
    for node in menus:
        number = node.tag_id
        if number == _BUTTON:
            is_own = node.mem_id in held or (node.parent is not None and node.parent.tag_id in _HEADING_NUMBERS)
        else:
            is_own = number == _HEADER and (node.mem_id in held or _is_in_article(node, inside))
        if not is_own:
            yield node


def _is_in_article(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element stands in an article; ``known`` keeps the answers, so that none above is asked twice."""
    line = []
    above: LexborNode | None = node
    answer = False
    while above is not None:
        identity = above.mem_id
        line.append(identity)
        if identity in known or above.tag_id in _ARTICLE_NUMBERS:
            answer = known.get(identity, True)
            break
        above = above.parent
    known.update(dict.fromkeys(line, answer))
    return answer


def _home(long: list[tuple[LexborNode, int]]) -> LexborNode | None:
    """The parent of most of the long paragraphs, which come with their sizes; None where there is no such one."""
    sizes: Counter[int] = Counter()
    parents: dict[int, LexborNode] = {}
    for node, size in long:
        if (parent := node.parent) is not None:
            identity = parent.mem_id
            parents[identity] = parent
            sizes[identity] += size
    total, home = sum(sizes.values()), max(sizes, key=sizes.__getitem__, default=0)
    return parents[home] if total >= _LEAST_CHARS and sizes[home] >= total * _LEAST_SHARE else None


def _far(home: LexborNode, body: LexborNode, titled: set[int], texts: set[int]) -> Iterator[LexborNode]:
    """Elements without a long paragraph or a title, outside of the one with the text and not under its title.

    They are the page around the article: lists of headlines, forms, columns at the side.
    """
    # What stands beside the text itself, or beside that, may well belong to it.
    inner = home.parent
    while inner is not None and inner.mem_id != body.mem_id and (outer := inner.parent) is not None:
        yield from _beside(inner, outer, titled, texts)
        inner = outer


def _lines(nodes: list[LexborNode]) -> set[int]:
    """The identities of some elements and of all above them."""
    line: set[int] = set()
    for node in nodes:
        above: LexborNode | None = node
        while above is not None and (identity := above.mem_id) not in line:
            line.add(identity)
            above = above.parent
    return line


def _beside(inner: LexborNode, outer: LexborNode, titled: set[int], texts: set[int]) -> list[LexborNode]:
    """The children of ``outer`` that hold nothing: those behind ``inner``, and those before the one with the title."""
    children = list(outer.iter())
    numbers = [child.mem_id for child in children]
    place = numbers.index(inner.mem_id)
    title = next((at for at, number in enumerate(numbers[: place + 1]) if number in titled), 0)
    return [
        children[at]
        for at in (*range(title), *range(place + 1, len(children)))
        if numbers[at] not in titled and numbers[at] not in texts and children[at].first_child is not None
    ]
