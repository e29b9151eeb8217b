"""What goes to stdout: text of strangers made harmless, results as JSON."""

from __future__ import annotations

import json
import math
import re
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

# Control characters but tab and newline: a page could otherwise move the cursor, set colours or rename the window.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(value: object) -> str:
    """``value`` as text that a terminal only shows; nothing for None."""
    return "" if value is None else _CONTROL.sub("", str(value))


def for_stdout(text: str) -> str:
    """``text`` as standard output may have it: harmless on a terminal, as it is in a file or a pipe."""
    return printable(text) if sys.stdout.isatty() else text


class Harmless:
    """Anything that rich shows, without the control characters in its text: its colours are rich's own."""

    def __init__(self, shown: RenderableType) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._shown, options):
            yield Segment(printable(segment.text), segment.style, segment.control)


def counted(number: object, noun: str) -> str:
    """The number with its noun: 1 article, 2 articles."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_json(value: object) -> None:
    """``value`` on stdout, indented for people."""
    sys.stdout.write(json_text(value, indent=1) + "\n")


def json_text(value: object, indent: int | None = None) -> str:
    """``value`` as JSON; times in ISO 8601, what JSON cannot say as null or text, control characters escaped."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain(value: Any) -> Any:
    """``value`` in JSON's own types."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
