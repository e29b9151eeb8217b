"""What is refused before it is parsed, because it would cost too much or is no text."""

from __future__ import annotations

import re

import numpy as np

from etl.extract.scan import VOID

# Real news pages stay below 10 MB; lexbor's tree takes about 15 times the size of the page.
LIMIT_BYTES = 24_000_000
# Four million tags without text take more than 1 GB; a page of 20 MB with sentences in it has one million.
LIMIT_TAGS = 2_000_000
# lexbor's time grows with the square of the depth: 5,000 levels take 0.1 s, 100,000 half a minute.
LIMIT_DEPTH = 5_000
# Below this many tags no nesting is deep enough to hurt, and most pages are spared the count.
_MANY_TAGS = 20_000
# lexbor compares each attribute of an element with all before it; more than a tag of this length can hold are refused.
_LONG_TAG = 20_000
_CROWDED = 2_000
_BRACKET = ord("<")
_STRETCH = 65_536
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(rb"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_VOID = frozenset(tag.encode() for tag in ("br", *VOID))
# Tags whose end may be left out: the parser closes them, they do not nest.
_SELF_ENDING = frozenset(b"p li dt dd tr td th option optgroup thead tbody tfoot colgroup rt rp".split())
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SNIFFED = 4096
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"MZ\x90",
    b"BM6",
    b"OggS",
    b"ID3",
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def refuse_bytes(data: bytes) -> str | None:
    """The reason for which bytes are not read at all (a key of ``reasons.EMPTY``), or None."""
    if len(data) > LIMIT_BYTES:
        return "too_large"
    if data.startswith(_MAGIC):
        return "binary"
    head = data[:_SNIFFED]
    if not head.startswith(_WIDE_MARKS) and len(head) - len(head.translate(None, _CONTROL)) > len(head) * 0.02:
        return "binary"
    return None


def refuse_markup(page: bytes) -> str | None:
    """The same for a page in UTF-8: its size, the depth of its elements, the attributes of a tag."""
    if len(page) > LIMIT_BYTES:
        return "too_large"
    tags = _count_brackets(page)
    if tags > LIMIT_TAGS:
        return "too_large"
    if tags > _MANY_TAGS and _depth(page) > LIMIT_DEPTH:
        return "too_deep"
    return "too_many_attributes" if _is_crowded(page) else None


def _count_brackets(page: bytes) -> int:
    """How many tags a page has at most; a stretch at a time, so that no large array is made."""
    letters = np.frombuffer(page, np.uint8)
    cuts = range(0, len(page), _STRETCH)
    return sum(int(np.count_nonzero(letters[cut : cut + _STRETCH] == _BRACKET)) for cut in cuts)


def _is_crowded(page: bytes) -> bool:
    """Whether some tag holds thousands of attributes.

    A tag of twice the length looked for covers a whole window, so one look at each window is enough. Most
    tags of that length hold one attribute with data for a script.
    """
    counted = -1
    for start in range(0, len(page), _LONG_TAG):
        if page.find(b">", start, start + _LONG_TAG) < 0:
            opening = page.rfind(b"<", 0, start)
            if opening > counted and page[opening + 1 : opening + 2].isalpha() and page.find(b">", opening, start) < 0:
                counted = opening
                if _has_many_attributes(page, opening):
                    return True
    return False


def _has_many_attributes(page: bytes, opening: int) -> bool:
    place, count = opening + 1, 0
    while count <= _CROWDED and (match := _ATTRIBUTE.match(page, place)):
        place, count = match.end(), count + 1
    return count > _CROWDED


def _depth(page: bytes) -> int:
    """The deepest nesting as the tags stand; ends without a beginning are not counted."""
    depth = deepest = 0
    for closing, name in _TAG.findall(page):
        name = name.lower()
        if name in _VOID or name in _SELF_ENDING:
            continue
        if closing:
            depth -= depth > 0
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
                if deepest > LIMIT_DEPTH:
                    break
    return deepest
