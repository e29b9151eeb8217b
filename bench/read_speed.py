"""Time the reader on invented articles of 500 words, on one core.

usage: PYTHONPATH=src python bench/read_speed.py [--articles N]

Prints articles a second for the whole reading, the shares of its steps, and whether the
time grows in line with the length of the text. No page is needed: the articles are put
together from sentences with and without agreements, dates and money.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from etl.extract.article import Article, Block
from etl.read import read
from etl.read.dates import find_dates
from etl.read.money import find_money, load_currencies
from etl.read.sentences import split_sentences
from etl.read.spans import find_spans
from etl.vocabulary import load_vocabulary

WORDS = 500
# Of ten sentences of ordinary news, two or three have to do with an agreement.
PLAIN = (
    "Commuters in the port city waited for more than an hour on Tuesday, when a signal failed near the old bridge.",
    "The museum, which opened last year, has drawn more visitors than anyone had expected.",
    "“We did not see it coming,” said the coach, who has led the club since 2019.",
    "Prices of vegetables rose by 3.4 percent in May, according to the statistics office.",
    "The bill now goes to the upper house, where the government lacks a majority.",
    "Rain is forecast for the rest of the week, with gusts of up to 90 kilometres an hour.",
    "Teachers at the school have asked for smaller classes and for repairs to the roof.",
    "The company's shares closed 2 percent lower in Tokyo.",
)
AGREEMENT = (
    "Japan and Kenya signed a memorandum on geothermal energy in Nairobi on Monday, the two energy ministries said.",
    "Under the agreement Tokyo will provide ¥12 billion ($80 million) over five years for drilling and training.",
    "The European Union and Chile are expected to conclude a pact on critical minerals next month.",
)


def article(words: int, seed: int) -> Article:
    """An invented article of about ``words`` words in paragraphs of three sentences."""
    chosen = random.Random(seed)  # noqa: S311 - the same articles at every run
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(chosen.choice(AGREEMENT if chosen.random() < 0.25 else PLAIN))
    blocks = tuple(Block(" ".join(sentences[at : at + 3]), True, "body", 1.0) for at in range(0, len(sentences), 3))
    when = datetime(2024, 9, 3, tzinfo=UTC)
    return Article("Japan and Kenya sign pact on geothermal energy", None, when, "meta", None, None, "en", blocks)


def seconds(work: Callable[[], object]) -> float:
    """Process time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    count = parser.parse_args().articles
    articles = [article(WORDS, seed) for seed in range(count)]
    vocabulary, currencies = load_vocabulary(), load_currencies()
    read(articles[0])  # loads vocabularies and weights
    total = seconds(lambda: [read(item) for item in articles])
    print(f"read: {count / total:.0f} articles of {WORDS} words a second")

    blocks = [block.text for item in articles for block in item.blocks]
    sentences = [text[start:end] for text in blocks for start, end in split_sentences(text)]
    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: [split_sentences(text) for text in blocks],
        "spans": lambda: [find_spans(text, vocabulary) for text in sentences],
        "dates": lambda: [find_dates(text) for text in sentences],
        "money": lambda: [find_money(text, currencies) for text in sentences],
    }
    size = sum(map(len, blocks)) / 1e6
    for name, work in steps.items():
        spent = seconds(work)
        print(f"{name}, over all sentences: {size / spent:.1f} MB/s, {spent / total:.0%} of reading")

    short, long = article(WORDS, 0), article(20 * WORDS, 0)
    growth = seconds(lambda: read(long)) / max(seconds(lambda: [read(short) for _ in range(20)]), 1e-9)
    print(f"one article of {20 * WORDS} words against twenty of {WORDS}: {growth:.2f} times the time")


if __name__ == "__main__":
    main()
