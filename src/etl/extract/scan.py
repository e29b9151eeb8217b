"""One pass over the page's tree: every run of text becomes a block with where it stands.

The tree is lexbor's. It is serialised once after dropping what carries no text,
and the well-formed result is scanned with one regular expression, which costs
less than visiting the nodes from Python and cannot overflow on deep nesting.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from etl.extract.hints import hints, is_hidden

SILENT = [
    "script", "style", "svg", "noscript", "iframe", "object", "template", "select", "textarea", "canvas",
    "video", "audio", "noembed", "noframes", "xmp", "plaintext", "map", "datalist", "dialog",
]  # fmt: skip
INLINE = frozenset(
    "a span b strong em i u sub sup code small mark abbr cite q time font ins del s label kbd var samp dfn bdi bdo big"
    " tt data nobr strike acronym ruby rt rp rb math picture".split()
)
IGNORED = frozenset("-comment img input wbr meta link area base col embed param source track".split())
@dataclass(slots=True)
class Element:
    """One element that holds blocks: a node of the skeleton above the text."""

    index: int
    parent: int
    tag: str
    names: str
    hints: int
    all_hints: int
    depth: int
    hidden: bool
    ancestry: int


@dataclass(slots=True)
class Run:
    """One block of text as found: its place in the skeleton and what is inside."""

    text: str
    element: int
    link_chars: int
    links: int
    bold_chars: int
    breaks: int
    hidden: bool


# Ancestor tags that say something about what is inside, as bits.
ANCESTRY = {
    name: 1 << position
    for position, name in enumerate(
        "article main section aside nav header footer form figure ul ol table blockquote button p li td dl figcaption h1"
        " h2 h3 h4 h5 h6 a details address pre".split()
    )
}


@dataclass(slots=True)
class Skeleton:
    """All blocks of a page in order, the elements above them, and the time elements passed on the way."""

    elements: list[Element] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    times: list[tuple[str, int]] = field(default_factory=list)


class _Walk:
    """The state of the walk: the open elements, and the block being gathered."""

    __slots__ = ("bold_chars", "breaks", "chars", "hidden_chars", "link_chars", "links", "parts", "skeleton")

    def __init__(self) -> None:
        self.skeleton = Skeleton()
        self.reset()

    def reset(self) -> None:
        self.parts: list[str] = []
        self.chars = self.link_chars = self.links = self.bold_chars = self.hidden_chars = self.breaks = 0

    def flush(self, element: Element) -> None:
        """End the block: what was gathered since the last boundary, if it is any text."""
        text = " ".join("".join(self.parts).split())
        if text:
            hidden = element.hidden or self.hidden_chars * 2 > self.chars
            self.skeleton.runs.append(
                Run(text, element.index, self.link_chars, self.links, self.bold_chars, self.breaks, hidden)
            )
        self.reset()


LINK, BOLD, HIDDEN = 1, 2, 4


def scan(tree: LexborHTMLParser) -> Skeleton:
    """Blocks and elements of a parsed page. The tree loses its silent elements."""
    tree.strip_tags(SILENT)
    root = tree.body or tree.root
    walk = _Walk()
    if root is None:
        return walk.skeleton
    elements, runs, times = walk.skeleton.elements, walk.skeleton.runs, walk.skeleton.times
    current = Element(0, -1, "body", "", 0, 0, 0, False, 0)
    elements.append(current)
    # Open nodes: the id of the node, its element (that of the nearest block ancestor for inline ones), inline state.
    stack: list[tuple[int, Element, int, bool]] = [(root.mem_id, current, 0, False)]
    nodes = root.traverse(include_text=True)
    next(nodes, None)
    for node in nodes:
        parent = node.parent
        above = parent.mem_id if parent is not None else 0
        while stack[-1][0] != above and len(stack) > 1:
            if not stack.pop()[3] and walk.parts:
                walk.flush(current)
            current = stack[-1][1]
        tag = node.tag
        state = stack[-1][2]
        if tag == "-text":
            text = node.text_content
            if not text:
                continue
            walk.parts.append(text)
            if text.isspace():
                continue
            size = len(text)
            walk.chars += size
            if state:
                walk.link_chars += size if state & LINK else 0
                walk.bold_chars += size if state & BOLD else 0
                walk.hidden_chars += size if state & HIDDEN else 0
        elif tag in INLINE:
            attributes = node.attributes
            if tag == "a":
                state |= LINK
                walk.links += 1
            elif tag in ("b", "strong"):
                state |= BOLD
            elif tag == "time":
                times.append((attributes.get("datetime") or "", len(runs)))
            if attributes and not state & HIDDEN and is_hidden(attributes):
                state |= HIDDEN
            stack.append((node.mem_id, current, state, True))
        elif tag == "br":
            walk.breaks += 1
            walk.parts.append("\n")
        elif tag in IGNORED or tag is None:
            continue
        else:
            if walk.parts:
                walk.flush(current)
            attributes = node.attributes
            own = hints(attributes) if attributes else 0
            current = Element(
                len(elements), current.index, tag, attributes.get("class") or "", own, current.all_hints | own, current.depth + 1,
                current.hidden or bool(attributes and is_hidden(attributes)), current.ancestry | ANCESTRY.get(tag, 0),
            )  # fmt: skip
            elements.append(current)
            stack.append((node.mem_id, current, state, False))
    if walk.parts:
        walk.flush(current)
    return walk.skeleton
