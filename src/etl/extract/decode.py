"""Bytes to text: byte order mark, header, declaration in the page, then the bytes themselves."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_DECLARED = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
# The HTML standard reads these labels as their Windows supersets; pages rely on it.
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "tis-620": "cp874", "big5": "big5hkscs",
}  # fmt: skip
_SNIFFED = 4096
_DETECTED = 20_000


def decode(data: bytes, content_type: str | None = None) -> str:
    """The page's text. Never fails: bytes that fit no charset become replacement characters."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name.replace("utf-16", _endian(mark)), "replace")
    candidates = []
    if content_type and (match := _CHARSET.search(content_type)):
        candidates.append(match[1])
    if match := _DECLARED.search(data[:_SNIFFED]):
        candidates.append((match[1] or match[2]).decode("ascii", "replace"))
    for label in ["utf-8", *candidates] if not candidates else [*candidates, "utf-8"]:
        name = _codec(label)
        if name is None:
            continue
        text = _strict(data, name)
        if text is not None:
            return text
    name = _detect(data) or next(filter(None, map(_codec, candidates)), "cp1252")
    return data.decode(name, "replace")


def _endian(mark: bytes) -> str:
    return "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"


def _codec(label: str) -> str | None:
    """Python's name for a charset label, None for one that is unknown or not a text encoding."""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name in ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"):
        return None
    # A page whose meta element could be read as ASCII is not in UTF-16, whatever it says.
    if info.name.startswith("utf-16") or info.name.startswith("utf-32"):
        return "utf-8"
    return _SUPERSETS.get(info.name, info.name)


def _strict(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, ValueError):
        return _mostly(data, name)
    # UTF-8 read as a single-byte charset succeeds and gives nonsense: valid multi-byte UTF-8 is hardly ever chance.
    if name.startswith(("cp125", "iso8859")):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return text
    return text


def _mostly(data: bytes, name: str) -> str | None:
    """Text with a few bad bytes (a cut in the middle of a letter, one foreign name) is still in its charset."""
    text = data.decode(name, "replace")
    bad = text.count("\ufffd")
    return text if bad <= 2 + len(text) // 2000 and bad * 20 <= sum(byte > 127 for byte in data[:50_000]) + 20 else None


def _detect(data: bytes) -> str | None:
    """Charset by the bytes alone. The library is slow, so it sees little and only when all else failed."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTED]).best()
    return best.encoding if best is not None else None
