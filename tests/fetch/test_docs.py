"""What the documentation lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from etl.discover.sources import Revisit, Source
from etl.fetch.outcomes import OUTCOMES, sentence

DOCS = Path(__file__).parents[2] / "docs"


def test_every_outcome_stands_in_the_documentation_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", (DOCS / "fetching.md").read_text("utf-8"), re.MULTILINE))
    assert {name: outcome.meaning for name, outcome in OUTCOMES.items()}.items() <= rows.items()


def test_every_key_of_a_source_stands_in_the_documentation() -> None:
    text = (DOCS / "sources.md").read_text("utf-8")
    keys = [*Source.model_fields, *Revisit.model_fields]
    assert [key for key in keys if not re.search(rf"[`\s{{]{key}[`\s]", text)] == []


def test_every_failure_is_told_in_a_sentence_with_advice() -> None:
    for name, outcome in OUTCOMES.items():
        told = sentence(name, "detail")
        if name in ("ok", "unchanged"):
            assert told is None
        else:
            assert told is not None
            assert re.fullmatch(r"[A-Z].*\. .*[.!]", told)
            assert outcome.advice in told
