"""One pass over the page's tree: every run of text becomes a block with where it stands.

Visiting a node of lexbor's tree costs little, asking it anything more: so an element
is looked at only when text is found in it, and menus are not visited at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.extract.hints import hints

_SILENT = ["script", "style", "svg", "noscript", "iframe", "template"]
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
_MENUS = ["nav", "footer"]
_LONE_SHARE, _LONE_CHARS = 0.95, 40
# Where a line that is nothing but a link may well be the article's.
_PROSE = frozenset({"p", "td", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre", "body"})
_HIDDEN = '[hidden],[aria-hidden="true"],[style*="none"],.sr-only,.visually-hidden,.screen-reader-text'
_SPECIAL = ",".join([*_SILENT, *_MENUS, _HIDDEN])
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
_SILENCE, _TEXT, _NOTHING, _BREAK, _BLOCK, _MENU, _OFF, _SPAN, _LINK, _BOLD, _SLANT, _TIME = range(12)
_KINDS: dict[str, int] = (
    dict.fromkeys(INLINE, _SPAN)
    | dict.fromkeys(_UNSHOWN, _OFF)
    | dict.fromkeys(VOID, _NOTHING)
    | dict.fromkeys(_MENUS, _MENU)
    | dict.fromkeys(_SILENT, _SILENCE)
    | {"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _SLANT, "em": _SLANT, "time": _TIME, "br": _BREAK}
)
_STATES = {_OFF: _UNSEEN, _LINK: _LINKED, _BOLD: _BOLDED, _SLANT: _SLANTED}


def _kinds() -> dict[int, int]:
    """What a node means to the walk, by lexbor's number for its tag, which is read faster than its name."""
    tree = LexborHTMLParser("<body>text<!--comment-->")
    kinds = {tree.create_node(name).tag_id: kind for name, kind in _KINDS.items()}
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if not node.is_element_node:
            kinds[node.tag_id] = _TEXT if node.is_text_node else _NOTHING
    return kinds


_KIND_BY_ID = _kinds()


def scan(tree: LexborHTMLParser) -> Skeleton:  # noqa: C901 one loop: a call for every node would cost a fifth more
    """Blocks and elements of a parsed page. The tree loses its silent elements and the inside of its menus."""
    menus, hidden = _cut(tree)
    root = tree.body or tree.root
    if root is None:
        return Skeleton([], [], *([0], ["body"], [""], [0], [0], [0], [0], [0], [0]))
    gather = _Gather(root, menus, hidden)
    parts = gather.parts
    kind_of = _KIND_BY_ID.get
    for node in root.traverse(include_text=True):
        kind = kind_of(node.tag_id, _BLOCK)
        if kind == _TEXT:
            if not node.is_empty_text_node:
                gather.text(node)
            elif parts:
                # The space between two inline elements is a node of its own.
                parts.append(" ")
        elif kind == _BREAK:
            gather.line_break(node)
        elif kind == _TIME:
            gather.time(node)
        elif _NOTHING < kind <= _OFF:
            if parts:
                gather.flush()
            if kind == _MENU:
                gather.menu(node)
    return gather.finish()


def _cut(tree: LexborHTMLParser) -> tuple[dict[int, str], set[int]]:
    """Take silent elements out and empty the outermost menus.

    The menus' texts by the identity of their nodes, and the identities of elements that are not shown.
    """
    menus, hidden = [], set()
    for node in tree.css(_SPECIAL):
        kind = _KIND_BY_ID.get(node.tag_id)
        if kind == _SILENCE:
            node.decompose(recursive=False)
        elif kind == _MENU:
            menus.append(node)
        else:
            hidden.add(node.mem_id)
    texts: dict[int, str] = {}
    for node in menus:
        # One without a parent stood in another menu and went with it. One may be found twice, as a menu and as hidden.
        if node.parent is not None and node.mem_id not in texts:
            texts[node.mem_id] = " ".join(node.text(separator=" ").split())
            while (child := node.first_child) is not None:
                child.decompose()
    return texts, hidden


# A block element that is open around text: its node, the one above, and its number, -1 until a block is made in it.
# A list, because one is made for every element and a class takes four times as long.
_Box = list[Any]
_NODE, _ABOVE, _NUMBER = range(3)
# Where a text stands: the innermost block element, what the inline elements around say, the link's identity.
_Where = tuple[_Box, int, int]


class _Gather:
    """The block being gathered, and all that was made so far."""

    __slots__ = (
        "bold_chars", "box", "breaks", "chars", "elements", "hidden", "hidden_chars", "italic_chars", "known", "link",
        "link_chars", "links", "menus", "parts", "row", "row_in", "runs", "times",
    )  # fmt: skip

    def __init__(self, root: LexborNode, menus: dict[int, str], hidden: set[int]) -> None:
        self.menus, self.hidden = menus, hidden
        self.box: _Box = [root, None, 0]
        self.known: dict[int, _Where] = {root.mem_id: (self.box, 0, 0)}
        self.runs: list[Run] = []
        self.times: list[tuple[str, int]] = []
        # One row an element: the lists from ``parents`` on of the skeleton. Number 0 is the body.
        self.elements: list[tuple[int, str, str, int, int, int, int, int, int]] = [(0, "body", "", 0, 0, 0, 0, 0, 0)]
        # Menus and lone links in a row, and the number of the element that the first stands in.
        self.row: list[str] = []
        self.row_in = 0
        self.parts: list[str] = []
        self.chars = self.link_chars = self.bold_chars = self.italic_chars = self.hidden_chars = 0
        self.links = self.link = self.breaks = 0

    def where(self, node: LexborNode) -> _Where:
        """Where the children of an element stand. Each element is looked at once."""
        known, hidden, kind_of = self.known, self.hidden, _KIND_BY_ID.get
        unknown = []
        while (found := known.get(identity := node.mem_id)) is None:
            unknown.append((node, identity))
            node = node.parent  # type: ignore[assignment]  # the root is known, and above all
        for node, identity in reversed(unknown):
            box, state, link = found
            kind = kind_of(node.tag_id, _BLOCK)
            if kind <= _OFF:
                box = [node, box, -1]
            elif kind == _LINK:
                link = identity
            if kind in _STATES:
                state |= _STATES[kind]
            if identity in hidden:
                state |= _UNSEEN
            found = known[identity] = box, state, link
        return found

    def enter(self, node: LexborNode) -> int:
        """Go to where a node stands, which ends the block being gathered if that is elsewhere; the state there."""
        above: LexborNode = node.parent  # type: ignore[assignment]  # the root is never asked about
        box, state, link = self.known.get(above.mem_id) or self.where(above)
        if box is not self.box:
            if self.parts:
                self.flush()
            self.box = box
        if link != self.link:
            self.link = link
            self.links += link != 0
        return state

    def text(self, node: LexborNode) -> None:
        """Gather a text."""
        state = self.enter(node)
        text = node.text_content or ""
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        size = len(text)
        self.parts.append(text)
        self.chars += size
        if state:
            self.link_chars += size * (state & _LINKED == _LINKED)
            self.bold_chars += size * (state & _BOLDED == _BOLDED)
            self.italic_chars += size * (state & _SLANTED == _SLANTED)
            self.hidden_chars += size * (state & _UNSEEN == _UNSEEN)

    def line_break(self, node: LexborNode) -> None:
        """Gather a line break. Two of them end a paragraph as its tags would."""
        self.enter(node)
        parts = self.parts
        if parts and (parts[-1] == "\n" or (parts[-1] == " " and parts[-2:-1] == ["\n"])):
            self.flush()
        else:
            self.breaks += 1
            parts.append("\n")

    def time(self, node: LexborNode) -> None:
        """Note the moment of a ``time`` element."""
        self.enter(node)
        self.times.append((node.attributes.get("datetime") or "", len(self.runs) + bool(self.row)))

    def flush(self) -> None:
        """End the block: what was gathered since the last boundary, if it is any text."""
        if self.chars:
            if text := " ".join("".join(self.parts).split()):
                self.add(text)
            self.chars = self.link_chars = self.bold_chars = self.italic_chars = self.hidden_chars = 0
        self.parts.clear()
        self.links = self.link = self.breaks = 0

    def add(self, text: str) -> None:
        """Add the text that was gathered as a block, or to the menu if it is a short link alone."""
        box = self.box
        if self.link_chars >= len(text) * _LONE_SHARE and len(text) < _LONE_CHARS and box[_NODE].tag not in _PROSE:
            self.line_up(text, box)
            return
        self.end_row()
        self.runs.append(
            Run._make((
                text, self.element(box), self.link_chars, self.links, self.bold_chars, self.italic_chars,
                self.breaks, self.hidden_chars * 2 > self.chars, False,
            ))
        )  # fmt: skip

    def menu(self, node: LexborNode) -> None:
        """Add a menu that was cut."""
        if text := self.menus.get(node.mem_id):
            self.line_up(text, self.where(node)[0])

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
        for box in reversed(waiting):
            attributes, tag = box[_NODE].attributes, box[_NODE].tag
            own = hints(attributes) if attributes else 0
            _, _, _, _, hints_above, ancestry, depth, _, article = elements[number]
            above, number = number, len(elements)
            elements.append((
                above, tag, attributes.get("class") or "", own, hints_above | own, ancestry | ANCESTRY.get(tag, 0),
                depth + 1, len(self.runs), number if tag == "article" else article,
            ))  # fmt: skip
            box[_NUMBER] = number
        return number

    def finish(self) -> Skeleton:
        """All that was gathered."""
        self.flush()
        self.end_row()
        return Skeleton(self.runs, self.times, *map(list, zip(*self.elements, strict=True)))
