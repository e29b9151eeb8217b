"""One pass over the page's tree: every run of text becomes a block with where it stands.

Visiting a node of lexbor's tree costs little, asking it anything more: so an element
is looked at only when text is found in it, and menus are not visited at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.extract.hints import UNSEEN, traits
from etl.extract.survey import Survey, tag_numbers

# Text that is not shown as text, but rare enough to be walked over.
_UNSHOWN = [
    "select",
    "textarea",
    "object",
    "canvas",
    "video",
    "audio",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "map",
    "datalist",
    "dialog",
]
INLINE = [
    "span",
    "u",
    "sub",
    "sup",
    "code",
    "small",
    "mark",
    "abbr",
    "cite",
    "q",
    "font",
    "ins",
    "del",
    "s",
    "label",
    "kbd",
    "var",
    "samp",
    "dfn",
    "bdi",
    "bdo",
    "big",
    "tt",
    "data",
    "nobr",
    "strike",
    "acronym",
    "ruby",
    "rt",
    "rp",
    "rb",
    "math",
    "picture",
]
VOID = ["img", "hr", "input", "wbr", "meta", "link", "area", "base", "col", "embed", "param", "source", "track"]
# A menu is one block: its many parts are never the article's. So are short links that stand alone, one after another.
_LONE_SHARE, _LONE_CHARS = 0.95, 40
# Where a line that is nothing but a link may well be the article's.
_PROSE = frozenset({"p", "td", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "body"})
# Ancestor tags that say something about what is inside, as bits.
ANCESTRY = {
    name: 1 << position
    for position, name in enumerate(
        [
            "article",
            "main",
            "section",
            "aside",
            "nav",
            "header",
            "footer",
            "form",
            "figure",
            "ul",
            "ol",
            "table",
            "blockquote",
            "button",
            "p",
            "li",
            "td",
            "dl",
            "figcaption",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "a",
            "details",
            "address",
            "pre",
            "site-rule-keep",
            "site-rule-drop",
        ]
    )
}


class Run(NamedTuple):
    """One block of text as found. ``element`` is the number of the block element it stands in."""

    text: str
    element: int
    link_chars: int
    links: int
    bold_chars: int
    italic_chars: int
    breaks: int
    is_hidden: bool
    is_menu: bool


@dataclass(slots=True)
class Skeleton:
    """All blocks of a page in order, and the block elements above them, those that hold text.

    The lists from ``parents`` on have one entry an element; a parent stands before its
    children, and the root (number 0) is its own parent. ``firsts`` holds the number of the
    first block in each element, ``articles`` that of the innermost ``article`` it stands in,
    itself included (0 for none).
    ``times`` are the ``datetime`` values passed, with the number of the block they stand in.
    """

    runs: list[Run]
    times: list[tuple[str, int]]
    parents: list[int]
    tags: list[str]
    names: list[str]
    own_hints: list[int]
    all_hints: list[int]
    ancestry: list[int]
    depths: list[int]
    firsts: list[int]
    articles: list[int]


_LINKED, _BOLDED, _UNSEEN, _SLANTED = 1, 2, 4, 8
# What a tag means to the walk. Anything not listed opens a block. Silent elements are cut before.
_NOTHING, _TEXT, _BREAK, _SPAN, _LINK, _BOLD, _SLANT, _TIME, _BLOCK, _OFF = range(10)
_KINDS: dict[str, int] = (
    dict.fromkeys(INLINE, _SPAN)
    | dict.fromkeys(_UNSHOWN, _OFF)
    | dict.fromkeys(VOID, _NOTHING)
    | {"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _SLANT, "em": _SLANT, "time": _TIME, "br": _BREAK}
)
_STATES = {_BOLD: _BOLDED, _SLANT: _SLANTED}


def _kinds() -> dict[int, int]:
    """What a node means to the walk, by lexbor's number for its tag."""
    tree = LexborHTMLParser("<body>text<!--comment-->")
    kinds = {number: _KINDS[name] for name, number in tag_numbers(_KINDS).items()}
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if not node.is_element_node:
            kinds[node.tag_id] = _TEXT if node.is_text_node else _NOTHING
    return kinds


_KIND_BY_ID = _kinds()
_NAME_BY_ID = {number: (name, ANCESTRY.get(name, 0)) for name, number in tag_numbers((*ANCESTRY, "div")).items()}


def scan(found: Survey) -> Skeleton:
    """Blocks and elements of a page. Its tree loses its silent elements and the inside of its menus."""
    menus = _cut(found)
    if found.body is None:
        return Skeleton([], [], *([0], ["body"], [""], [0], [0], [0], [0], [0], [0]))
    gather = _Gather(menus)
    gather.walk(found.body)
    return gather.finish()


def _cut(found: Survey) -> dict[int, str]:
    """Take silent elements out and empty the outermost menus; the menus' texts by the identity of their nodes."""
    for node in found.silent:
        node.decompose(recursive=False)
    texts: dict[int, str] = {}
    for node in found.menus:
        # One without a parent stood in another menu and went with it. A menu may be far from the text, too.
        if node.parent is not None and node.mem_id not in texts:
            texts[node.mem_id] = " ".join(node.text(separator=" ").split())
            while (child := node.first_child) is not None:
                child.decompose()
    return texts


# A block element: its node, the one above, its number, -1 until a block is made in it, and from then on whether it is
# unseen. A list, because one is made for every element and a class takes four times as long.
_Box = list[Any]
_NODE, _ABOVE, _NUMBER, _IS_UNSEEN = range(4)
# Where a text stands: the innermost block element, what the inline elements around say, and which link it is in.
_Place = tuple[_Box, int, int]


def _inside(place: _Place, node: LexborNode, kind: int) -> _Place:
    """Where the texts in an inline element stand, which itself stands in ``place``."""
    box, state, link = place
    if kind == _LINK:
        return box, state | _LINKED, node.mem_id
    if kind == _SPAN:
        attributes = node.attributes
        return (box, state | _UNSEEN, link) if attributes and traits(attributes) >= UNSEEN else place
    return (box, state | _STATES[kind], link) if kind in _STATES else place


class _Gather:
    """The block being gathered, and all that was made so far."""

    __slots__ = ("elements", "menus", "parts", "row", "row_in", "runs", "times")

    def __init__(self, menus: dict[int, str]) -> None:
        self.menus = menus
        self.runs: list[Run] = []
        self.times: list[tuple[str, int]] = []
        # One row an element: the lists from ``parents`` on of the skeleton. Number 0 is the body.
        self.elements: list[tuple[int, str, str, int, int, int, int, int, int]] = [(0, "body", "", 0, 0, 0, 0, 0, 0)]
        # Menus and lone links in a row, and the number of the element that the first stands in.
        self.row: list[str] = []
        self.row_in = 0
        # The texts gathered, each with where it stands. Spaces and line breaks are texts, too.
        self.parts: list[tuple[str, _Place]] = []

    def walk(self, root: LexborNode) -> None:  # noqa: C901 one loop: a call for every node would cost a fifth more
        """Visit all nodes, each after the one above it."""
        parts, flush, kind_of, menu_of = self.parts, self.flush, _KIND_BY_ID.get, self.menus.get
        here: _Place = ([root, None, 0, False], 0, 0)
        # By the identity of an element where the texts in it stand.
        places = {root.mem_id: here}
        place_of = places.get
        nodes = root.traverse(include_text=True)
        next(nodes)
        for node in nodes:
            kind = kind_of(node.tag_id, _BLOCK)
            if kind == _NOTHING:
                continue
            if kind == _TEXT and node.is_empty_text_node:
                if parts:
                    # The space between two inline elements is a node of its own.
                    parts.append((" ", here))
                continue
            place = place_of(node.parent.mem_id, here)  # type: ignore[union-attr]  # only the root has none above it
            if kind >= _BLOCK:
                if parts:
                    flush()
                box, state, link = place
                box = [node, box, -1, False]
                identity = node.mem_id
                places[identity] = box, state | _UNSEEN if kind == _OFF else state, link
                if text := menu_of(identity):
                    self.line_up(text, box)
                continue
            if kind >= _SPAN:
                places[node.mem_id] = _inside(place, node, kind)
                if kind != _TIME:
                    continue
            if place is not here:
                if parts and place[0] is not here[0]:
                    flush()
                here = place
            if kind == _TEXT:
                parts.append((node.text_content or "", place))
            elif kind == _BREAK:
                self.line_break(place)
            else:
                self.times.append((node.attributes.get("datetime") or "", len(self.runs) + bool(self.row)))

    def line_break(self, place: _Place) -> None:
        """Gather a line break. Two of them end a paragraph as its tags would."""
        parts = self.parts
        before = next((text for text, _ in reversed(parts) if text == "\n" or not text.isspace()), "")
        if before == "\n":
            self.flush()
        else:
            parts.append(("\n", place))

    def flush(self) -> None:
        """End the block: what was gathered since the last boundary, if it is any text."""
        parts = self.parts
        if text := " ".join("".join([text for text, _ in parts]).split()):
            self.add(text, parts[0][1][0])
        parts.clear()

    def add(self, text: str, box: _Box) -> None:
        """Add the text that was gathered as a block, or to the menu if it is a short link alone."""
        linked, links, bold, slanted, breaks, is_unseen = self.count()
        if linked and len(text) < _LONE_CHARS and linked >= len(text) * _LONE_SHARE and box[_NODE].tag not in _PROSE:
            self.line_up(text, box)
            return
        if self.row:
            self.end_row()
        number = self.element(box)
        self.runs.append(Run(text, number, linked, links, bold, slanted, breaks, is_unseen or box[_IS_UNSEEN], False))

    def count(self) -> tuple[int, int, int, int, int, bool]:
        """Characters in links, links, bold and slanted characters, line breaks; whether most of it is unseen."""
        parts = self.parts
        if len(parts) == 1 and not parts[0][1][1]:
            return 0, 0, 0, 0, 0, False
        chars = linked = bold = slanted = unseen = links = breaks = last = 0
        for text, (_, state, link) in parts:
            if text == "\n":
                breaks += 1
            elif text != " " and not text.isspace():
                size = len(text)
                chars += size
                if state:
                    linked += size if state & _LINKED else 0
                    bold += size if state & _BOLDED else 0
                    slanted += size if state & _SLANTED else 0
                    unseen += size if state & _UNSEEN else 0
                if link != last:
                    last = link
                    links += link != 0
        return linked, links, bold, slanted, breaks, unseen * 2 > chars

    def line_up(self, text: str, box: _Box) -> None:
        """Add a menu or a lone link to those just before."""
        if not self.row:
            self.row_in = self.element(box)
        self.row.append(text)

    def end_row(self) -> None:
        """End the row of menus and lone links, if there is one: it is one block."""
        if self.row:
            text = " ".join(self.row)
            self.runs.append(Run(text, self.row_in, len(text), len(self.row), 0, 0, 0, False, True))
            self.row.clear()

    def element(self, box: _Box) -> int:
        """The number of a block element. It and those above it are read now, if this is their first text."""
        waiting = []
        while box[_NUMBER] < 0:
            waiting.append(box)
            box = box[_ABOVE]
        elements = self.elements
        number: int = box[_NUMBER]
        is_hidden = box[_IS_UNSEEN]
        for box in reversed(waiting):
            node = box[_NODE]
            tag, bit = _NAME_BY_ID.get(node.tag_id) or (node.tag, ANCESTRY.get(node.tag, 0))
            own, names = 0, ""
            if attributes := node.attributes:
                own, names = traits(attributes), attributes.get("class") or ""
                is_hidden = is_hidden or own >= UNSEEN
                own &= UNSEEN - 1
            _, _, _, _, hints_above, ancestry, depth, _, article = elements[number]
            above, number = number, len(elements)
            elements.append((
                above, tag, names, own, hints_above | own, ancestry | bit,
                depth + 1, len(self.runs), number if tag == "article" else article,
            ))  # fmt: skip
            box[_NUMBER], box[_IS_UNSEEN] = number, is_hidden
        return number

    def finish(self) -> Skeleton:
        """All that was gathered."""
        self.flush()
        self.end_row()
        return Skeleton(self.runs, self.times, *map(list, zip(*self.elements, strict=True)))
