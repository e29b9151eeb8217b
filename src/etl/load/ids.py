"""Keys that stay the same between runs, because they are made of what they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from etl.extract.urls import page_key

# 64 bits: two of a hundred million articles share a key with a chance of 1 in 4,000.
KEY_LENGTH = 16


def key(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of the parts, kept apart by a unit separator."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def article_id(url: str) -> str:
    """The key of the page, by whichever of its addresses it was reached."""
    return key("article", page_key(url))


def sentence_ids(article: str, texts: Iterable[str]) -> Iterator[str]:
    """One key per sentence. It survives edits elsewhere on the page; repeats are numbered."""
    seen: Counter[str] = Counter()
    for text in texts:
        yield key("sentence", article, text, str(seen[text]))
        seen[text] += 1
