"""The names of those who wrote an article, declared or printed."""

from __future__ import annotations

import re

from etl.extract.features import fold

_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v"
    r"|[Ww]ritten by|[Ww]ords by|[Ss]tory by|[Pp]osted by|[Aa]uthor:|[Aa]utor:|[Tt]ext:)\s+"
    r"([A-ZÀ-ÖØ-Þ][\w.'’-]+(?:\s+(?:(?:and|und|et|y|e|de|van|von|der|den|la|le|da|di|bin|al|&)\s+)*[A-ZÀ-ÖØ-Þ][\w.'’-]*){1,5}"
    r"(?:,\s+[A-ZÀ-ÖØ-Þ][\w.'’-]+\s+[A-ZÀ-ÖØ-Þ][\w.'’-]+)*)",
)
_NAMED = re.compile(r"^(?:by|von|par|por|di|door|av|autor:?|text:?|written by|posted by)\s+", re.I)


def join_names(names: list[str]) -> str | None:
    """Distinct names, without what is none: addresses, handles, whole sentences."""
    unique: dict[str, str] = {}
    for name in names:
        name = _NAMED.sub("", " ".join(name.split()))
        if 2 < len(name) <= 120 and "://" not in name and "www." not in name and not name.replace(".", "").isdigit():
            unique.setdefault(fold(name), name)
    return ", ".join(unique.values()) or None


def printed_name(line: str) -> str | None:
    """The name in a line such as "By Ann Example, Reporter"; None where the line is no byline."""
    match = _BYLINE.match(line[:200])
    return match[1].strip(" ,|-") if match else None
