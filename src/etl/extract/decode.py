"""Bytes to text: byte order mark, header, declaration in the page, then the bytes themselves."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARED = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
# The HTML standard reads these labels as their Windows supersets; pages rely on it.
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "tis-620": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_NOT_OF_PAGES = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_SNIFFED = 4096
_DETECTED = 20_000
# So much of a page shows that it is what it says.
_SHOWING = 100_000
# One bad letter in so many is an accident (a cut page, one foreign name), more is the wrong charset.
_TOLERATED = 500


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page in UTF-8, whatever it came in; bytes that are none, here and there, stand for themselves."""

    utf8: bytes

    @classmethod
    def of(cls, text: str) -> Decoded:
        """A text; halves of characters that stand alone are left out."""
        return cls(text.encode("utf-8", "ignore"))

    @property
    def text(self) -> str:
        """The same as text."""
        return self.utf8.decode("utf-8", "replace")


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """The page's text. Never fails: bytes that fit no charset become replacement characters."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded.of(data[len(mark) :].decode(name, "replace"))
    labels = []
    if content_type and (match := _CHARSET.search(content_type)):
        labels.append(match[1])
    if declared := _DECLARED.search(data[:_SNIFFED]):
        labels.append((declared[1] or declared[2]).decode("ascii", "replace"))
    names = list(dict.fromkeys(filter(None, map(_codec, [*labels, "utf-8"]))))
    if names[0] == "utf-8" and labels and _shows_utf8(data):
        return Decoded(data)
    # Valid UTF-8 is hardly ever chance, and pages in it are often declared as something else;
    # but the seven-bit charsets of East Asia are always valid UTF-8.
    seven_bit = [name for name in names if name.startswith(("iso2022", "hz"))]
    for name in (*seven_bit, "utf-8", *names):
        try:
            text = data.decode(name)
        except ValueError:
            continue
        return Decoded(data) if name == "utf-8" else Decoded.of(text)
    for name in names:
        text = data.decode(name, "replace")
        if text.count("\ufffd") * _TOLERATED <= len(text):
            return Decoded.of(text)
    return Decoded.of(data.decode(_detect(data) or names[0], "replace"))


def _shows_utf8(data: bytes) -> bool:
    """Whether the front of a page has letters beyond ASCII, and all of them in UTF-8."""
    try:
        text, size = codecs.utf_8_decode(data[:_SHOWING], "strict", False)
    except ValueError:
        return False
    return len(text) < size


@lru_cache(maxsize=256)
def _codec(label: str) -> str | None:
    """Python's name for a charset label, None for one that is unknown or that no page is written in."""
    try:
        info = codecs.lookup(label)
        b"".decode(info.name)
    except (LookupError, ValueError):
        return None
    # A declaration that could be read as ASCII does not stand in UTF-16, whatever it says.
    if info.name in _NOT_OF_PAGES or info.name.startswith(("utf-16", "utf-32")):
        return None
    return _SUPERSETS.get(info.name, info.name)


def _detect(data: bytes) -> str | None:
    """Charset by the bytes alone. The library is slow, so it sees little and only when all else failed."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTED]).best()
    return best.encoding if best is not None else None
