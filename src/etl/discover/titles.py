"""Titles as sources give them."""

from __future__ import annotations

import re

# Control characters, and halves of surrogate pairs, which no encoding can write.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
# Longer than any headline; a whole text in the place of a title is cut.
LONGEST = 500


def plain_title(text: str | None) -> str | None:
    """A title in one line, without control characters; None if nothing is left."""
    return " ".join(UNWRITABLE.sub(" ", text or "").split())[:LONGEST] or None
