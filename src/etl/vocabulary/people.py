"""Who held which office when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from etl.vocabulary.fold import fold, plain
from etl.vocabulary.tables import rows

_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Office:
    """One term of office. ``to_date`` is None where the end has not come or is not known.

    ``family`` is the name that news uses alone ("" where it is never used so),
    ``family_alone`` says that it needs no title before it to mean this person.
    """

    person_id: str
    name: str
    family: str
    family_alone: bool
    iso3: str
    office: str
    from_date: date
    to_date: date | None


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """``"Lee Jae-myung"`` → ``lee-jae-myung``: lower-case ASCII words joined by hyphens."""
    return _NOT_IN_SLUGS.sub("-", fold(plain(name))).strip("-")


def read_offices(folder: Path) -> list[Office]:
    """All lines of people.csv, the latest term of office first."""
    offices = [
        Office(
            slug(row["name"]),
            row["name"],
            row["family"],
            row["family_alone"] == "true",
            row["iso3"],
            row["office"],
            date.fromisoformat(row["from_date"]),
            date.fromisoformat(row["to_date"]) if row["to_date"] else None,
        )
        for row in rows(folder, "people")
    ]
    return sorted(offices, key=lambda office: office.from_date, reverse=True)
