"""The labelled texts that the reader is fitted and measured on, in one shape.

Whole pages and single passages with their agreements, and ordinary news without any.
Our own pages stand in ``bench/reading``; further ones are read from the folder that
PACTWATCH_SHARED names, if it is set.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl.extract.article import Article, Block
from etl.read.names import Name
from etl.read.spans import find_spans
from etl.vocabulary import load_vocabulary

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("PACTWATCH_SHARED", "../shared"))
SEEDS = HERE.parent / "sql" / "seeds"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One labelled text. ``sort`` is page, passage or news; ``labels`` are its agreements.

    ``is_complete`` says that each label lists every sentence that speaks of its agreement;
    otherwise it gives the evidence alone. ``is_held_out`` texts are never fitted.
    """

    identifier: str
    sort: str
    text: str
    title: str | None
    published: str | None
    labels: tuple[dict[str, Any], ...]
    is_complete: bool
    is_held_out: bool

    @property
    def article(self) -> Article:
        """The text as a cleaned article, one block a line."""
        blocks = tuple(Block(part.strip(), True, "body", 1.0) for part in re.split(r"\n+", self.text) if part.strip())
        when = datetime.fromisoformat(self.published).replace(tzinfo=UTC) if self.published else None
        return Article(self.title, None, when, "meta" if when else "none", None, None, "en", blocks)

    @property
    def part(self) -> str:
        """Which column of a table of figures it counts in."""
        return "own" if self.is_complete else "held out" if self.is_held_out else "open"


def is_held_out(identifier: str, digits: str = "01234") -> bool:
    """A third of the texts, by their id."""
    return hashlib.sha1(identifier.encode()).hexdigest()[0] in digits


def texts() -> list[Text]:
    """All labelled texts that there are."""
    return [*own_pages(), *own_sentences(), *shared_passages(), *shared_pages(), *ordinary_news()]


def own_pages() -> Iterator[Text]:
    """The pages of bench/reading, which list every sentence of each agreement."""
    for file in sorted((HERE / "reading").glob("*.jsonl")):
        for page in _records(file):
            labels = tuple(page["agreements"])
            yield Text(page["id"], "page", page["text"], page["title"], page.get("published"), labels, True, False)


def own_sentences() -> Iterator[Text]:
    """The sentences of tests/read/sentences.csv."""
    path = HERE.parent / "tests" / "read" / "sentences.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            parties = row["parties"].split("|")
            labels = ({"parties": parties, "evidence": row["text"]},) if row["parties"] else ()
            yield Text(f"own-{number}", "passage", row["text"], None, None, labels, False, False)


def shared_passages() -> Iterator[Text]:
    for item in _records(SHARED / "reports" / "sentences.jsonl"):
        labels, held = tuple(item["reports"]), is_held_out(item["id"])
        if "stage_unstated" in item["tags"]:  # it only describes terms: any stage from announced on is right
            labels = tuple({**label, "status_alt": ["in_force", "signed", "agreed", "announced"]} for label in labels)
        yield Text(item["id"], "passage", item["text"], None, item.get("published"), labels, False, held)


def shared_pages() -> Iterator[Text]:
    for page in _records(SHARED / "reports" / "labels.jsonl"):
        text = (SHARED / "reports" / "bodies" / Path(page["body_file"]).name).read_text(encoding="utf-8")
        labels, held = tuple(page["agreements"]), is_held_out(page["id"])
        yield Text(page["id"], "page", text, page.get("title"), page.get("published"), labels, False, held)


def ordinary_news() -> Iterator[Text]:
    """News pages of all sorts, half of them held out; next to none reports an agreement of ours."""
    for page in _records(SHARED / "pages" / "news" / "gold.jsonl"):
        held = is_held_out(page["file"], "89abcdef")
        yield Text(page["file"], "news", page["text"], page["title"], None, (), False, held)


def _records(file: Path) -> Iterator[Any]:
    if file.exists():
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


_GENERAL = {
    "the",
    "of",
    "inc",
    "corp",
    "corporation",
    "ltd",
    "limited",
    "co",
    "company",
    "group",
    "plc",
    "and",
    "for",
    "national",
    "holdings",
}


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    lines = (SEEDS / "countries.csv").read_text(encoding="utf-8").splitlines()
    return frozenset([*(line.split(",")[0] for line in lines[1:]), "EUU"])


def same_party(gold: str, name: Name) -> bool:
    """Whether a found name is the labelled party: by code, slug or list, the words of one in the other, or initials."""
    if gold in _codes():
        return name.party_id == gold
    wanted = slug(gold)
    forms = (slug(name.party_id), slug(name.name))
    if wanted in forms or name.party_id == _listed(gold):
        return True
    words = set(wanted.split("-")) - _GENERAL
    for form in forms:
        other = set(form.split("-")) - _GENERAL
        if words and other and (words <= other or other <= words):
            return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", gold) if word.lower() not in _GENERAL)
    return len(initials) > 2 and slug(initials) in forms


@cache
def _listed(gold: str) -> str | None:
    """The id of the listed organisation that this is a name of, if it is one."""
    spans = find_spans(gold, load_vocabulary())
    return next((span.entity_id for span in spans if span.text == gold and span.kind == "organisation"), None)


def options_of(label: dict[str, Any]) -> list[list[str]]:
    """The party lists that are equally right."""
    return [label["parties"], *[alt.split("|") for alt in label.get("parties_alt") or []]]


def party_match(options: list[list[str]], parties: list[Name]) -> tuple[float, int, int]:
    """The best (jaccard, common, wanted) over the equally right party lists."""
    best = (0.0, 0, len(options[0]))
    for wanted in options:
        used: set[int] = set()
        for gold in wanted:
            hit = next((i for i, name in enumerate(parties) if i not in used and same_party(gold, name)), None)
            if hit is not None:
                used.add(hit)
        union = len(wanted) + len(parties) - len(used)
        jaccard = len(used) / union if union else 1.0
        if jaccard >= best[0]:
            best = (jaccard, len(used), len(wanted))
    return best
