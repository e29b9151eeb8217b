"""Text of strangers on a terminal."""

from __future__ import annotations

import re

# Control characters but tab and newline: a page could otherwise move the cursor, set colours or rename the window.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(value: object) -> str:
    """``value`` as text that a terminal only shows; nothing for None."""
    return "" if value is None else _CONTROL.sub("", str(value))
