"""How many articles of 500 words are read a second, on one core.

usage: PACTWATCH_SHARED=DIR python bench/read_speed.py

Half of the articles are labelled pages about agreements, half ordinary news, each cut or
repeated to 500 words, so that the mix is harder than what sources bring.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from etl.extract.article import Article, Block
from etl.read import read

SHARED = Path(os.environ.get("PACTWATCH_SHARED", "../shared"))
WORDS = 500


def _articles() -> list[Article]:
    agreements = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "reports" / "bodies").iterdir())]
    news = [json.loads(line)["text"] for line in (SHARED / "pages" / "news" / "gold.jsonl").open(encoding="utf-8")]
    articles = []
    for text in agreements[:100] + news[:100]:
        paragraphs: list[Block] = []
        left = WORDS
        for part in [part for part in text.split("\n") if part.strip()] * 20:
            words = part.split()[:left]
            paragraphs.append(Block(" ".join(words), True, "body", 1.0))
            left -= len(words)
            if left <= 0:
                break
        articles.append(Article(None, None, None, "none", None, None, "en", tuple(paragraphs)))
    return articles


def main() -> None:
    articles = _articles()
    read(articles[0])  # load the vocabulary
    start = time.process_time()
    for article in articles:
        read(article)
    took = time.process_time() - start
    print(f"{len(articles) / took:.0f} articles of {WORDS} words a second ({1000 * took / len(articles):.2f} ms each)")
    for factor in (1, 2, 4, 8):
        long = Article(None, None, None, "none", None, None, "en", articles[0].blocks * 10 * factor)
        start = time.process_time()
        read(long)
        print(f"{5 * factor} thousand words: {1000 * (time.process_time() - start):.0f} ms")


if __name__ == "__main__":
    main()
