"""The extractor beside others on the same labelled pages: F1, exact pages, and time in parses of the page.

    uv run --group bench python bench/extract_peers.py FOLDER [--every N]

FOLDER holds ``gold.jsonl`` (``file, url, text`` a line) and the pages, gzipped or
not. Times are CPU seconds in one thread, for each page the best of three,
beside the bare lexbor parse of the same bytes in the same run. Ours includes
title, byline, date, language and address; the others give the text alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "extract"))
from scoring import f1, is_exact, precision_recall

from etl.extract import extract

Peer = Callable[[bytes, str], str]
PASSES = 3


def pactwatch(html: bytes, url: str) -> str:
    """Ours: text and all metadata."""
    return extract(html, url=url).text


def trafilatura(html: bytes, url: str) -> str:
    """Its default setting, without comments."""
    from trafilatura import extract as run

    return run(html, url=url, include_comments=False) or ""


def readability(html: bytes, url: str) -> str:
    """readability-lxml; its summary is HTML, taken as text."""
    from readability import Document

    summary = LexborHTMLParser(Document(html.decode("utf-8", "replace")).summary())
    return summary.text(separator=" ")


def newspaper(html: bytes, url: str) -> str:
    """newspaper4k on the page at hand, without fetching."""
    from newspaper import Article

    article = Article(url, fetch_images=False)
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def resiliparse(html: bytes, url: str) -> str:
    """Resiliparse with main content only."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html.decode("utf-8", "replace"), main_content=True))


PEERS: dict[str, Peer] = {
    "pactwatch": pactwatch, "trafilatura": trafilatura, "readability-lxml": readability, "newspaper4k": newspaper,
    "resiliparse": resiliparse,
}  # fmt: skip


def best_time(run: Callable[[], object]) -> float:
    """CPU seconds of the fastest of the passes."""
    best = float("inf")
    for _ in range(PASSES):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


@dataclass
class Tally:
    """What one peer did on the pages so far."""

    pairs: list[tuple[float | None, float | None]] = field(default_factory=list)
    exact: int = 0
    seconds: float = 0.0
    failed: int = 0

    def take(self, peer: Peer, html: bytes, url: str, gold: str) -> None:
        """Run a peer on one page."""
        try:
            text = peer(html, url)
            self.seconds += best_time(lambda: peer(html, url))
        except Exception:
            text, self.failed = "", self.failed + 1
        self.pairs.append(precision_recall(gold, text))
        self.exact += is_exact(gold, text)


def main() -> None:
    """Measure all peers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every Nth page")
    options = parser.parse_args()
    pages = []
    for line in (options.folder / "gold.jsonl").read_text(encoding="utf8").rstrip("\n").split("\n")[:: options.every]:
        record = json.loads(line)
        data = (options.folder / record["file"]).read_bytes()
        pages.append((gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, record["url"], record["text"]))
    bare, tallies = 0.0, {name: Tally() for name in PEERS}
    # Page by page, so that what else the machine does slows all alike.
    for html, url, gold in pages:
        bare += best_time(lambda html=html: LexborHTMLParser(html))
        for name, peer in PEERS.items():
            tallies[name].take(peer, html, url, gold)
    table = Table(
        title=f"{len(pages)} pages of {options.folder.name}; bare parse {1000 * bare / len(pages):.2f} ms a page"
    )
    for column in ("extractor", "F1", "exact", "parses", "failed"):
        table.add_column(column, justify="left" if column == "extractor" else "right")
    for name, tally in tallies.items():
        exact, parses = tally.exact / len(pages), tally.seconds / bare
        table.add_row(name, f"{f1(tally.pairs):.4f}", f"{exact:.3f}", f"{parses:.1f}", str(tally.failed))
    Console().print(table)


if __name__ == "__main__":
    main()
