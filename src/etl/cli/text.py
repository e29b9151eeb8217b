"""What goes to stdout: text of strangers made harmless, results as JSON."""

from __future__ import annotations

import json
import re
import sys

# Control characters but tab and newline: a page could otherwise move the cursor, set colours or rename the window.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(value: object) -> str:
    """``value`` as text that a terminal only shows; nothing for None."""
    return "" if value is None else _CONTROL.sub("", str(value))


def print_json(value: object) -> None:
    """``value`` on stdout, indented for people; what JSON does not know (times, paths) as its text."""
    sys.stdout.write(json.dumps(value, default=str, ensure_ascii=False, indent=1) + "\n")
