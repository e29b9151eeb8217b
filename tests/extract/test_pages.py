"""Own pages, one for each kind of fault, against the floors; labelled pages where they lie beside the checkout."""

from __future__ import annotations

import gzip
import json
import os
import tomllib
from pathlib import Path

import pytest

from etl.extract import Article, extract, reasons
from tests.extract.scoring import TOKEN, f1, is_exact, precision_recall

HERE = Path(__file__).parent
PAGES = sorted((HERE / "pages").glob("*.html"))
FLOORS = tomllib.loads((HERE.parents[1] / "bench" / "floors.toml").read_text(encoding="utf8"))
SHARED = Path(os.environ.get("PACTWATCH_SHARED", HERE.parents[2] / "shared"))
# Every so many labelled pages: the floors hold on a sample as on the whole, and tests stay quick.
EVERY = 6


def cleaned(path: Path) -> Article:
    return extract(path.read_bytes(), url=f"https://www.harbour-ledger.example/{path.stem}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_gives_the_expected_words(path: Path) -> None:
    article = cleaned(path)
    assert TOKEN.findall(article.text) == TOKEN.findall(path.with_suffix(".txt").read_text(encoding="utf8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_block_has_a_reason_of_the_vocabulary(path: Path) -> None:
    for block in cleaned(path).blocks:
        assert block.reason in (reasons.KEPT if block.kept else reasons.STRIPPED), block
        assert 0 <= block.score <= 1


def test_own_pages_reach_the_floors() -> None:
    floors = FLOORS["pages"]
    gold = [path.with_suffix(".txt").read_text(encoding="utf8") for path in PAGES]
    found = [cleaned(path).text for path in PAGES]
    assert f1([precision_recall(g, p) for g, p in zip(gold, found, strict=True)]) >= floors["f1"]
    assert sum(map(is_exact, gold, found)) / len(PAGES) >= floors["exact"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_date_is_the_articles_own(path: Path) -> None:
    article = cleaned(path)
    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d}" == "2024-05-16"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_title_is_without_the_sites_name(path: Path) -> None:
    german = "Velmora einigt sich mit Inselrepublik auf Vertiefung des Hafens"
    assert cleaned(path).title == (
        german if path.stem == "german" else "Velmora signs dredging pact with island republic"
    )


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="no labelled pages beside the checkout")
@pytest.mark.parametrize("name", ["news", "articles", "dates"])
def test_labelled_pages_reach_the_floors(name: str) -> None:
    folder = SHARED / "pages" / name
    gold = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf8")][::EVERY]
    found = [extract(gzip.decompress((folder / page["file"]).read_bytes()), url=page["url"]) for page in gold]
    pairs = list(zip(gold, found, strict=True))
    figures = {
        "f1": f1([precision_recall(page.get("text") or "", article.text) for page, article in pairs]),
        "exact": share([is_exact(page.get("text") or "", article.text) for page, article in pairs]),
        "title": share([folded(page["title"]) == folded(article.title) for page, article in pairs if page["title"]]),
        "date_right": share(
            [day(page["published"]) == day(article.published_at) for page, article in pairs if page["published"]]
        ),
        "date_wrong": share(
            [
                article.published_at is not None and day(page["published"]) != day(article.published_at)
                for page, article in pairs
                if page["published"]
            ]
        ),
    }
    for measure, floor in FLOORS["labelled"][name].items():
        reached = figures[measure] <= floor if measure == "date_wrong" else figures[measure] >= floor
        assert reached, f"{measure} is {figures[measure]:.4f}, the floor {floor}"


def share(hits: list[bool]) -> float:
    return sum(hits) / max(1, len(hits))


def folded(text: str | None) -> list[str]:
    return TOKEN.findall((text or "").lower())


def day(value: object) -> str:
    return str(value)[:10]
