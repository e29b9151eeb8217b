"""Time the steps of reading that look at plain text: sentences, spans, dates, money. One core.

usage: PYTHONPATH=src python bench/read_steps.py

The text is put together from invented sentences of ordinary news, a quarter of them about
agreements with dates and money. The whole reading is timed by ``read_speed.py``.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from etl.read.dates import find_dates
from etl.read.money import find_money, load_currencies
from etl.read.sentences import split_sentences
from etl.read.spans import find_spans
from etl.vocabulary import load_vocabulary

SENTENCES = 4_000
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


def seconds(work: Callable[[], object]) -> float:
    """Process time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the speed of each step over all sentences."""
    chosen = random.Random(1)
    text = " ".join(chosen.choice(AGREEMENT if chosen.random() < 0.25 else PLAIN) for _ in range(SENTENCES))
    vocabulary, currencies = load_vocabulary(), load_currencies()
    sentences = [text[start:end] for start, end in split_sentences(text)]
    find_money("$1", currencies)  # compiles its patterns
    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: split_sentences(text),
        "spans": lambda: [find_spans(sentence, vocabulary) for sentence in sentences],
        "dates": lambda: [find_dates(sentence) for sentence in sentences],
        "money": lambda: [find_money(sentence, currencies) for sentence in sentences],
    }
    for name, work in steps.items():
        print(f"{name}: {len(text) / 1e6 / seconds(work):.1f} MB/s")
    unbroken = "word " * 200_000
    print(f"one megabyte without a stop: {seconds(lambda: split_sentences(unbroken)):.3f} s")


if __name__ == "__main__":
    main()
