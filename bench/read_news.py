"""Which ordinary news pages does the reader report an agreement for?

usage: PACTWATCH_SHARED=DIR python bench/read_news.py [--quiet]

Reads the gold bodies of the labelled news pages (pages/news) and prints every report with
its sentence, so that a person can judge which are false.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from etl.extract.article import Article, Block
from etl.read import read

SHARED = Path(os.environ.get("PACTWATCH_SHARED", "../shared"))


def main() -> None:
    pages = [json.loads(line) for line in (SHARED / "pages" / "news" / "gold.jsonl").open(encoding="utf-8")]
    reporting = 0
    for page in pages:
        blocks = tuple(Block(part.strip(), True, "body", 1.0) for part in page["text"].split("\n") if part.strip())
        facts = read(Article(page["title"], None, None, "none", None, None, None, blocks))
        reporting += bool(facts.agreements)
        for report in facts.agreements if "--quiet" not in sys.argv else ():
            names = [party.name for party in report.parties]
            print(page["file"], report.confidence, report.kind, report.status, names, sep=" | ")
            print("   ", facts.sentences[report.sentence].text[:300])
    print(f"{reporting} of {len(pages)} pages with a report")


if __name__ == "__main__":
    main()
