"""Speed of finding spans, and theme mentions against the labelled passages, the held-out third beside the rest.

usage: PACTWATCH_SHARED=DIR python bench/read_spans.py [--show]

A passage's themes are those that any of its words names; tolerated ones neither reward nor
punish. Misses are shown for the open part only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_corpus import is_held_out

from etl.read.spans import find_spans
from etl.vocabulary import load_vocabulary

REPORTS = Path(os.environ["PACTWATCH_SHARED"]) / "reports"


def score_themes(show: bool) -> None:
    """Precision, recall and F1 of themes over the passages of each part."""
    counts: dict[str, Counter[str]] = {"open": Counter(), "held out": Counter()}
    for line in (REPORTS / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        part = "held out" if is_held_out(item["id"]) else "open"
        found = {span.entity_id for span in find_spans(item["text"], load_vocabulary()) if span.kind == "theme"}
        gold = set(item["mentions"]["themes"])
        wrong = found - gold - set(item["mentions"].get("themes_tolerated", []))
        counts[part].update(right=len(found & gold), wrong=len(wrong), missed=len(gold - found))
        if show and part == "open" and (wrong or gold - found):
            print(item["id"], "wrong", sorted(wrong), "missed", sorted(gold - found), item["text"][:200])
    for part, count in counts.items():
        precision = count["right"] / (count["right"] + count["wrong"])
        recall = count["right"] / (count["right"] + count["missed"])
        f1 = 2 * precision * recall / (precision + recall)
        print(f"themes {part:9} precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}")


def measure_speed() -> None:
    """Megabytes of text a second, paragraph by paragraph and as one text, in processor time."""
    bodies = sorted((REPORTS / "bodies").iterdir())
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in bodies)
    text *= 1 + 1_000_000 // len(text)
    vocabulary = load_vocabulary()
    size = len(text.encode()) / 1e6
    for name, pieces in (("paragraphs", [piece for piece in text.split("\n") if piece]), ("one text", [text])):
        start = time.process_time()
        spans = sum(len(find_spans(piece, vocabulary)) for piece in pieces)
        print(f"{name}: {size / (time.process_time() - start):.1f} MB/s, {spans / size:.0f} spans a MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    score_themes(parser.parse_args().show)
    measure_speed()
