"""Score the reader on labelled pages, straight from its facts.

usage: PACTWATCH_SHARED=DIR python bench/read_pages.py [--show [ID...]]

Reads each page's clean body and compares the reports with the labels by the rules of the shared scoring script: one
found report for one labelled agreement, matched by parties, themes, status and kind.
Minor agreements neither reward nor punish. The misses are only shown for the open part.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_corpus import Text, options_of, own_pages, party_match, same_party, shared_pages

from etl.read import Facts, read
from etl.read.names import Name


class Score:
    """Counts over pages; ``show`` collects the misses."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.misses: list[tuple[str, ...]] = []

    def ratio(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def f1(self, name: str) -> tuple[float, float, float]:
        tp, fp, fn = (self.counts[f"{name} {kind}"] for kind in ("tp", "fp", "fn"))
        precision = tp / (tp + fp) if tp + fp else 1.0
        recall = tp / (tp + fn) if tp + fn else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def miss(self, *parts: object) -> None:
        self.misses.append(tuple(str(part) for part in parts))

    def count(self, name: str, wanted: set[Any], found: set[Any]) -> None:
        self.counts[f"{name} tp"] += len(wanted & found)
        self.counts[f"{name} fp"] += len(found - wanted)
        self.counts[f"{name} fn"] += len(wanted - found)


def right(label: dict[str, Any], key: str, value: object) -> bool:
    return value in [label[key], *(label.get(f"{key}_alt") or [])]


def score_page(score: Score, text: Text, facts: Facts) -> None:
    """Add one page's counts."""
    labels = [label for label in text.labels if not label.get("minor")]
    minor = [label for label in text.labels if label.get("minor")]
    found = [[Name(0, 0, p.party_id, p.name, p.party_type, p.iso3, "") for p in r.parties] for r in facts.agreements]
    pairs = []
    for i, label in enumerate(labels + minor):
        for k, report in enumerate(facts.agreements):
            jaccard = party_match(options_of(label), found[k])[0]
            if jaccard >= 0.5 or not label["parties"]:
                themes = {theme.theme_id for theme in report.themes}
                wanted = set(label.get("themes") or [])
                value = jaccard + 0.5 * len(themes & wanted) / max(1, len(themes | wanted))
                value += 0.2 * right(label, "status", report.status) + 0.1 * right(label, "kind", report.kind)
                pairs.append((value + (0.05 if i < len(labels) else 0.0), i, k))
    chosen: dict[int, int] = {}
    for _, i, k in sorted(pairs, reverse=True):
        if i not in chosen and k not in chosen.values():
            chosen[i] = k
    for i, label in enumerate(labels):
        if i not in chosen:
            score.counts["agreements fn"] += 1
            score.miss(text.identifier, "missed", label["gold_id"], label["status"], label["parties"])
        else:
            score.counts["agreements tp"] += 1
            score_report(score, text, label, facts, chosen[i], found[chosen[i]])
    for k, report in enumerate(facts.agreements):
        if k not in chosen.values():
            score.counts["agreements fp"] += 1
            said = facts.sentences[report.sentence].text if facts.sentences else text.title
            score.miss(text.identifier, "false", report.kind, report.status, [n.name for n in found[k]], said)
    if not labels and not minor:
        score.counts["negative pages"] += 1
        score.counts["negative pages with one"] += any(k not in chosen.values() for k in range(len(found)))


def score_report(score: Score, text: Text, label: dict[str, Any], facts: Facts, index: int, names: list[Name]) -> None:
    """Add the counts of one matched agreement."""
    report = facts.agreements[index]
    score.counts["matched"] += 1
    for key, value in (("status", report.status), ("kind", report.kind)):
        score.counts[f"{key} right"] += right(label, key, value)
        if not right(label, key, value):
            score.miss(text.identifier, key, label["gold_id"], label[key], value, *report.trace[-2:])
    if label.get("date"):
        score.counts["dated"] += 1
        days = [label["date"], *(label.get("date_alt") or [])]
        ok = any(str(report.event_on or "").startswith(day) if day else report.event_on is None for day in days)
        score.counts["date right"] += ok
        if not ok:
            score.miss(text.identifier, "date", label["gold_id"], label["date"], report.event_on)
    jaccard, common, wanted = party_match(options_of(label), names)
    score.counts["parties tp"] += common
    score.counts["parties fp"] += len(names) - common
    score.counts["parties fn"] += wanted - common
    if jaccard < 1:
        score.miss(text.identifier, "parties", label["gold_id"], label["parties"], [name.name for name in names])
    themes = {theme.theme_id for theme in report.themes}
    alternatives = [set(label.get("themes") or [])]
    alternatives += [set(alt.split("|") if isinstance(alt, str) else alt) for alt in label.get("themes_alt") or []]
    best = max(alternatives, key=lambda alt: len(alt & themes) - len(alt ^ themes))
    score.count("themes", best, themes)
    if best != themes:
        score.miss(text.identifier, "themes", label["gold_id"], sorted(best - themes), "extra", sorted(themes - best))
    if (label.get("no_money_stated") or report.states_no_money) and "no_money_stated_alt" not in label:
        score.counts["no money asked"] += 1
        score.counts["no money right"] += bool(label.get("no_money_stated")) == report.states_no_money
    score_money(score, text, label, facts, index)


def score_money(score: Score, text: Text, label: dict[str, Any], facts: Facts, index: int) -> None:
    """Add the counts of one agreement's commitments: amount within half a per cent, and who pays."""
    mine = [c for c in facts.commitments if c.agreement == index]
    wanted = [c for c in label.get("commitments") or [] if not (c.get("minor") or c.get("is_total"))]
    free = [c for c in label.get("commitments") or [] if c.get("minor") or c.get("is_total")]
    if label.get("commitments_total"):
        free.append(label["commitments_total"])

    def near(amount: float, currency: str, rows: list[Any]) -> Any:
        for row in rows:
            if row["currency"] == currency and any(
                value and abs(amount - value) <= 0.005 * max(amount, value)
                for value in (row["amount"], row.get("amount_min"))
            ):
                return row
        return None

    for row in wanted:
        hits = [c for c in mine if near(c.amount, c.currency, [row]) is not None]
        score.counts["commitments tp" if hits else "commitments fn"] += 1
        if not hits:
            score.miss(
                text.identifier, "money missed", label["gold_id"], row["amount"], row["currency"], row.get("quote")
            )
        elif row.get("payer"):
            score.counts["payers"] += 1
            payer = hits[0].payer
            name = Name(0, 0, payer.party_id, payer.name, "", None, "") if payer else None
            ok = name is not None and any(same_party(p, name) for p in [row["payer"], *(row.get("payer_alt") or [])])
            score.counts["payer right"] += ok
            if not ok:
                score.miss(text.identifier, "payer", label["gold_id"], row["payer"], payer and payer.name)
    for c in mine:
        if not c.is_total and near(c.amount, c.currency, wanted + free) is None:
            score.counts["commitments fp"] += 1
            score.miss(text.identifier, "false money", label["gold_id"], c.amount, c.currency)


def figures(score: Score) -> dict[str, float]:
    out: dict[str, float] = {}
    for name in ("agreements", "parties", "themes", "commitments"):
        precision, recall, f1 = score.f1(name)
        out[f"{name} precision"], out[f"{name} recall"], out[f"{name} f1"] = precision, recall, f1
    out["status"] = score.ratio("status right", "matched")
    out["kind"] = score.ratio("kind right", "matched")
    out["date"] = score.ratio("date right", "dated")
    out["payer"] = score.ratio("payer right", "payers")
    out["no money"] = score.ratio("no money right", "no money asked")
    out["negative pages with one"] = score.counts["negative pages with one"]
    return out


def score_texts(pages: Iterable[Text], scores: dict[str, Score]) -> None:
    """Read pages and add their counts to the score of their part."""
    for text in pages:
        score_page(scores.setdefault(text.part, Score()), text, read(text.article))


def show_figures(scores: dict[str, Score]) -> None:
    """Print one figure a line, one part a column."""
    parts = {part: figures(score) for part, score in scores.items()}
    print(f"{'':26}" + "".join(f"{part:>10}" for part in parts))
    for name in next(iter(parts.values())):
        print(f"{name:26}" + "".join(f"{values[name]:10.3f}" for values in parts.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", nargs="*", metavar="ID", help="list the misses (of these pages)")
    arguments = parser.parse_args()
    scores: dict[str, Score] = {}
    score_texts([*shared_pages(), *own_pages()], scores)
    if arguments.show is not None:
        show_misses(scores, arguments.show)
    show_figures(scores)


def show_misses(scores: dict[str, Score], identifiers: Sequence[str] = ()) -> None:
    """Print the misses of the parts that may be looked at, all or those of some pages."""
    for part, score in scores.items():
        for miss in score.misses if part != "held out" else []:
            if not identifiers or miss[0] in identifiers:
                print(" | ".join(miss))


if __name__ == "__main__":
    main()
