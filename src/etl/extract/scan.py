"""One pass over the page's tree: every run of text becomes a block with where it stands.

Visiting a node of lexbor's tree costs little, reading its attributes much: so an
element is read only when text is found in it, and menus are not visited at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from etl.extract.hints import hints

SILENT = ["script", "style", "svg", "noscript", "iframe", "template"]
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


@dataclass(slots=True)
class Run:
    """One block of text as found. ``element`` is the number of the block element it stands in."""

    text: str
    element: int
    link_chars: int
    links: int
    bold_chars: int
    breaks: int
    is_hidden: bool
    is_menu: bool = False


@dataclass(slots=True)
class Skeleton:
    """All blocks of a page in order, and the block elements above them, those that hold text.

    The lists from ``parents`` to ``depths`` have one entry an element; a parent
    stands before its children, and the root (number 0) is its own parent.
    ``times`` are the ``datetime`` values passed, with the number of the block they stand in.
    """

    runs: list[Run] = field(default_factory=list)
    times: list[tuple[str, int]] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: ["body"])
    names: list[str] = field(default_factory=lambda: [""])
    own_hints: list[int] = field(default_factory=lambda: [0])
    all_hints: list[int] = field(default_factory=lambda: [0])
    ancestry: list[int] = field(default_factory=lambda: [0])
    depths: list[int] = field(default_factory=lambda: [0])


_LINKED, _BOLDED, _UNSEEN = 1, 2, 4
# What a tag means to the walk. Anything not listed opens a block.
_TEXT, _NOTHING, _BREAK, _BLOCK, _OFF, _SPAN, _LINK, _BOLD, _TIME = range(9)
_KINDS: dict[str | None, int] = (
    dict.fromkeys(INLINE, _SPAN)
    | dict.fromkeys(_UNSHOWN, _OFF)
    | dict.fromkeys((*VOID, "-comment", None), _NOTHING)
    | {"-text": _TEXT, "a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _BOLD, "em": _BOLD, "time": _TIME, "br": _BREAK}
)

# One open node: its identity, itself, what the inline elements around say, whether it is a block.
_Open = tuple[int, LexborNode, int, bool]


def scan(tree: LexborHTMLParser) -> Skeleton:  # noqa: C901 one loop: a call for every node would cost a fifth more
    """Blocks and elements of a parsed page. The tree loses its silent elements and the inside of its menus."""
    tree.strip_tags(SILENT)
    root = tree.body or tree.root
    gather = _Gather()
    if root is None:
        return gather.skeleton
    menus = _cut_menus(tree)
    hidden = {node.mem_id for node in tree.css(_HIDDEN)}
    top = root.mem_id
    stack: list[_Open] = [(top, root, 0, True)]
    gather.made[top] = 0
    state = 0
    kind_of = _KINDS.get
    parts = gather.parts
    nodes = root.traverse(include_text=True, skip_empty=True)
    next(nodes, None)
    for node in nodes:
        kind = kind_of(node.tag, _BLOCK)
        above = node.parent.mem_id
        if above != top:
            while len(stack) > 1 and stack[-1][0] != above:
                if stack[-1][3] and parts:
                    gather.flush(stack)
                stack.pop()
            top, _, state, _ = stack[-1]
        if kind == _TEXT:
            text = node.text_content
            size = len(text)
            parts.append(text)
            gather.chars += size
            if state:
                gather.mark(state, size)
        elif kind == _BREAK:
            # Two line breaks end a paragraph as its tags would.
            if parts and parts[-1] == "\n":
                gather.flush(stack)
            else:
                gather.breaks += 1
                parts.append("\n")
        elif kind != _NOTHING:
            top = node.mem_id
            if kind <= _OFF:
                if parts:
                    gather.flush(stack)
                if kind == _OFF:
                    state |= _UNSEEN
                if menus and top in menus:
                    gather.menu(stack, top, node, menus[top])
            else:
                # Empty text is not visited: the space between two inline elements is looked up here.
                if parts and (before := node.prev) is not None and before.is_empty_text_node:
                    parts.append(" ")
                if kind == _LINK:
                    state |= _LINKED
                    gather.links += 1
                elif kind == _BOLD:
                    state |= _BOLDED
                elif kind == _TIME:
                    gather.skeleton.times.append((node.attributes.get("datetime") or "", len(gather.skeleton.runs)))
            if top in hidden:
                state |= _UNSEEN
            stack.append((top, node, state, kind <= _OFF))
    gather.flush(stack)
    return gather.skeleton


def _cut_menus(tree: LexborHTMLParser) -> dict[int, str]:
    """Empty the outermost menus. Their texts by the identity of their nodes."""
    nodes = tree.css(_MENUS)
    identities = {node.mem_id for node in nodes}
    outermost = [node for node in nodes if not _is_within(node.parent, identities)]
    texts = {}
    for node in outermost:
        texts[node.mem_id] = " ".join(node.text(separator=" ").split())
        while (child := node.first_child) is not None:
            child.decompose()
    return texts


def _is_within(node: LexborNode | None, identities: set[int]) -> bool:
    while node is not None:
        if node.mem_id in identities:
            return True
        node = node.parent
    return False


class _Gather:
    """The block being gathered, and the elements made so far by the identity of their nodes."""

    __slots__ = ("bold_chars", "breaks", "chars", "hidden_chars", "link_chars", "links", "made", "parts", "skeleton")

    def __init__(self) -> None:
        self.skeleton = Skeleton()
        self.made: dict[int, int] = {}
        self.parts: list[str] = []
        self.chars = self.link_chars = self.links = self.bold_chars = self.hidden_chars = self.breaks = 0

    def mark(self, state: int, size: int) -> None:
        """Count text that stands in a link, in bold, out of sight."""
        if state & _LINKED:
            self.link_chars += size
        if state & _BOLDED:
            self.bold_chars += size
        if state & _UNSEEN:
            self.hidden_chars += size

    def flush(self, stack: list[_Open]) -> None:
        """End the block: what was gathered since the last boundary, if it is any text."""
        if self.chars:
            text = " ".join("".join(self.parts).split())
            if text:
                is_hidden = self.hidden_chars * 2 > self.chars
                self.skeleton.runs.append(
                    Run(text, self.element(stack), self.link_chars, self.links, self.bold_chars, self.breaks, is_hidden)
                )
            self.chars = self.link_chars = self.bold_chars = self.hidden_chars = 0
        self.parts.clear()
        self.links = self.breaks = 0

    def menu(self, stack: list[_Open], identity: int, node: LexborNode, text: str) -> None:
        """Add a menu as one block."""
        if text:
            element = self.element([*stack, (identity, node, 0, True)])
            self.skeleton.runs.append(Run(text, element, len(text), 1, 0, 0, False, True))

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
        skeleton = self.skeleton
        for identity, node in reversed(waiting):
            attributes = node.attributes
            tag = node.tag
            own, names = 0, ""
            if attributes:
                names = attributes.get("class") or ""
                own = hints(attributes, names)
            skeleton.parents.append(number)
            skeleton.tags.append(tag)
            skeleton.names.append(names)
            skeleton.own_hints.append(own)
            skeleton.all_hints.append(skeleton.all_hints[number] | own)
            skeleton.ancestry.append(skeleton.ancestry[number] | ANCESTRY.get(tag, 0))
            skeleton.depths.append(skeleton.depths[number] + 1)
            number = made[identity] = len(skeleton.parents) - 1
        return number
