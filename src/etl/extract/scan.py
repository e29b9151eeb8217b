"""One pass over the page's tree: every run of text becomes a block with where it stands.

Visiting a node of lexbor's tree costs little, reading its attributes much: so an
element is read only when text is found in it, and menus are not visited at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.extract.hints import hints

_SILENT = "script,style,svg,noscript,iframe,template"
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
# A menu is one block: its many parts are never the article's.
_MENUS = "nav,footer"
_HIDDEN = '[hidden],[aria-hidden="true"],[style*="none"],.sr-only,.visually-hidden,.screen-reader-text'
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
# What a tag means to the walk. Anything not listed opens a block.
_TEXT, _NOTHING, _BREAK, _BLOCK, _OFF, _SPAN, _LINK, _BOLD, _SLANT, _TIME = range(10)
_KINDS: dict[str, int] = (
    dict.fromkeys(INLINE, _SPAN)
    | dict.fromkeys(_UNSHOWN, _OFF)
    | dict.fromkeys(VOID, _NOTHING)
    | {"a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _SLANT, "em": _SLANT, "time": _TIME, "br": _BREAK}
)


def _kinds() -> dict[int, int]:
    """What a node means to the walk, by lexbor's number for its tag, which is read faster than its name."""
    tree = LexborHTMLParser("<body>text<!--comment-->")
    kinds = {tree.create_node(name).tag_id: kind for name, kind in _KINDS.items()}
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if not node.is_element_node:
            kinds[node.tag_id] = _TEXT if node.is_text_node else _NOTHING
    return kinds


_KIND_BY_ID = _kinds()

# One open node: its identity, itself, what the inline elements around say, whether it is a block.
_Open = tuple[int, LexborNode, int, bool]


def scan(tree: LexborHTMLParser) -> Skeleton:  # noqa: C901 one loop: a call for every node would cost a fifth more
    """Blocks and elements of a parsed page. The tree loses its silent elements and the inside of its menus."""
    for node in tree.css(_SILENT):
        node.decompose(recursive=False)
    root = tree.body or tree.root
    gather = _Gather()
    if root is None:
        return gather.finish()
    menus = _cut_menus(tree)
    hidden = {node.mem_id for node in tree.css(_HIDDEN)}
    top = root.mem_id
    stack: list[_Open] = [(top, root, 0, True)]
    gather.made[top] = 0
    state = 0
    kind_of = _KIND_BY_ID.get
    parts = gather.parts
    nodes = root.traverse(include_text=True)
    next(nodes, None)
    for node in nodes:
        kind = kind_of(node.tag_id, _BLOCK)
        if kind == _NOTHING or (kind == _TEXT and not parts and node.is_empty_text_node):
            continue
        parent = node.parent
        above = parent.mem_id if parent is not None else top
        if above != top:
            while len(stack) > 1 and stack[-1][0] != above:
                if stack[-1][3] and parts:
                    gather.flush(stack)
                stack.pop()
            top, _, state, _ = stack[-1]
        if kind == _TEXT:
            text = node.text_content or ""
            if parts and text.isspace():
                # The space between two inline elements is a node of its own.
                parts.append(" ")
                continue
            size = len(text)
            parts.append(text)
            gather.chars += size
            if state:
                gather.mark(state, size)
        elif kind == _BREAK:
            # Two line breaks end a paragraph as its tags would.
            if parts and (parts[-1] == "\n" or (parts[-1] == " " and parts[-2:-1] == ["\n"])):
                gather.flush(stack)
            else:
                gather.breaks += 1
                parts.append("\n")
        else:
            top = node.mem_id
            if kind <= _OFF:
                if parts:
                    gather.flush(stack)
                if kind == _OFF:
                    state |= _UNSEEN
                if menus and top in menus:
                    gather.menu(stack, top, node, menus[top])
            elif kind == _LINK:
                state |= _LINKED
                gather.links += 1
            elif kind == _BOLD:
                state |= _BOLDED
            elif kind == _SLANT:
                state |= _SLANTED
            elif kind == _TIME:
                gather.times.append((node.attributes.get("datetime") or "", len(gather.runs)))
            if top in hidden:
                state |= _UNSEEN
            stack.append((top, node, state, kind <= _OFF))
    gather.flush(stack)
    return gather.finish()


def _cut_menus(tree: LexborHTMLParser) -> dict[int, str]:
    """Empty the outermost menus. Their texts by the identity of their nodes."""
    texts = {}
    for node in tree.css(_MENUS):
        if node.parent is not None:  # else it stood in another menu and went with it
            texts[node.mem_id] = " ".join(node.text(separator=" ").split())
            while (child := node.first_child) is not None:
                child.decompose()
    return texts


class _Gather:
    """The block being gathered, and the elements made so far by the identity of their nodes."""

    __slots__ = (
        "bold_chars", "breaks", "chars", "elements", "hidden_chars", "italic_chars", "link_chars", "links", "made",
        "parts", "runs", "times",
    )  # fmt: skip

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.times: list[tuple[str, int]] = []
        # One row an element: the lists from ``parents`` on of the skeleton. Number 0 is the body.
        self.elements: list[tuple[int, str, str, int, int, int, int, int, int]] = [(0, "body", "", 0, 0, 0, 0, 0, 0)]
        self.made: dict[int, int] = {}
        self.parts: list[str] = []
        self.chars = self.link_chars = self.bold_chars = self.italic_chars = self.hidden_chars = 0
        self.links = self.breaks = 0

    def mark(self, state: int, size: int) -> None:
        """Count text that stands in a link, in bold, out of sight."""
        if state & _LINKED:
            self.link_chars += size
        if state & _BOLDED:
            self.bold_chars += size
        if state & _SLANTED:
            self.italic_chars += size
        if state & _UNSEEN:
            self.hidden_chars += size

    def flush(self, stack: list[_Open]) -> None:
        """End the block: what was gathered since the last boundary, if it is any text."""
        if self.chars:
            text = " ".join("".join(self.parts).split())
            if text:
                self.runs.append(
                    Run(
                        text, self.element(stack), self.link_chars, self.links, self.bold_chars, self.italic_chars,
                        self.breaks, self.hidden_chars * 2 > self.chars, False,
                    )
                )  # fmt: skip
            self.chars = self.link_chars = self.bold_chars = self.italic_chars = self.hidden_chars = 0
        self.parts.clear()
        self.links = self.breaks = 0

    def menu(self, stack: list[_Open], identity: int, node: LexborNode, text: str) -> None:
        """Add a menu as one block."""
        if text:
            element = self.element([*stack, (identity, node, 0, True)])
            self.runs.append(Run(text, element, len(text), 1, 0, 0, 0, False, True))

    def element(self, stack: list[_Open]) -> int:
        """The number of the innermost open block, which is read now, with those above it, if this is its first text."""
        made = self.made
        waiting = []
        number = 0
        for identity, node, _, is_block in reversed(stack):
            if is_block:
                known = made.get(identity)
                if known is not None:
                    number = known
                    break
                waiting.append((identity, node))
        elements = self.elements
        for identity, node in reversed(waiting):
            attributes = node.attributes
            tag = node.tag or ""
            own = hints(attributes) if attributes else 0
            above = elements[number]
            elements.append((
                number, tag, attributes.get("class") or "", own, above[4] | own, above[5] | ANCESTRY.get(tag, 0),
                above[6] + 1, len(self.runs), len(elements) if tag == "article" else above[8],
            ))  # fmt: skip
            number = made[identity] = len(elements) - 1
        return number

    def finish(self) -> Skeleton:
        """All that was gathered."""
        return Skeleton(self.runs, self.times, *map(list, zip(*self.elements, strict=True)))
