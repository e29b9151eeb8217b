"""Score the reader on labelled passages, the open part beside the held-out third.

usage: PACTWATCH_SHARED=DIR python bench/read_sentences.py [--show]

A passage that reports nothing must give nothing. Otherwise each labelled report is matched
with the found report that fits it best; minor ones neither reward nor punish. Misses are
shown for the open part only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from read_pages import Score, right, score_money, show_figures, show_misses
from reading_corpus import Text, options_of, party_match, shared_passages

from etl.read import AgreementReport, Facts, read
from etl.read.names import Name


def _names(report: AgreementReport) -> list[Name]:
    return [Name(0, 0, party.party_id, party.name, party.party_type, party.iso3, "") for party in report.parties]


def score_passage(score: Score, text: Text, facts: Facts) -> None:
    """Add one passage's counts."""
    labels = [label for label in text.labels if not label.get("minor")]
    minor = [label for label in text.labels if label.get("minor")]
    if not text.labels:
        score.counts["negative pages"] += 1
        score.counts["negative pages with one"] += bool(facts.agreements)
    pairs = []
    for i, label in enumerate(labels + minor):
        for k, report in enumerate(facts.agreements):
            jaccard = party_match(options_of(label), _names(report))[0]
            value = jaccard + 0.2 * right(label, "status", report.status) + 0.1 * right(label, "kind", report.kind)
            pairs.append((value + (0.05 if i < len(labels) else 0), i, k))
    chosen: dict[int, int] = {}
    for _, i, k in sorted(pairs, reverse=True):
        if i not in chosen and k not in chosen.values():
            chosen[i] = k
    for i, label in enumerate(labels):
        score.counts["agreements tp" if i in chosen else "agreements fn"] += 1
        if i in chosen:
            _score_report(score, text, label, facts, chosen[i])
        else:
            score.miss(text.identifier, "missed", label["status"], label["parties"], text.text)
    for k in range(len(facts.agreements)):
        if k not in chosen.values():
            score.counts["agreements fp"] += 1
            report = facts.agreements[k]
            score.miss(text.identifier, "false", report.status, [n.name for n in _names(report)], text.text)


def _score_report(score: Score, text: Text, label: dict[str, Any], facts: Facts, index: int) -> None:
    report = facts.agreements[index]
    score.counts["matched"] += 1
    for key, value in (("status", report.status), ("kind", report.kind)):
        ok = right(label, key, value)
        score.counts[f"{key} right"] += ok
        if not ok:
            score.miss(text.identifier, key, label[key], value, *report.trace[-2:], text.text)
    if label.get("date") or report.event_on:
        score.counts["dated"] += 1
        days = [label["date"], *(label.get("date_alt") or [])]
        ok = any(day and str(report.event_on or "").startswith(day) for day in days) or (
            not label["date"] and not report.event_on
        )
        score.counts["date right"] += ok
        if not ok:
            score.miss(text.identifier, "date", label["date"], report.event_on, text.published, text.text)
    names = _names(report)
    jaccard, common, wanted = party_match(options_of(label), names)
    score.counts["parties tp"] += common
    score.counts["parties fp"] += len(names) - common
    score.counts["parties fn"] += wanted - common
    if jaccard < 1:
        score.miss(text.identifier, "parties", label["parties"], [name.name for name in names], text.text)
    themes, wanted_themes = {theme.theme_id for theme in report.themes}, set(label["themes"])
    score.count("themes", wanted_themes, themes - (set(label.get("themes_tolerated") or []) - wanted_themes))
    if wanted_themes - themes or themes - wanted_themes - set(label.get("themes_tolerated") or []):
        score.miss(text.identifier, "themes", sorted(wanted_themes), sorted(themes), text.text)
    if label.get("states_no_money") or report.states_no_money:
        score.counts["no money asked"] += 1
        score.counts["no money right"] += bool(label.get("states_no_money")) == report.states_no_money
        if bool(label.get("states_no_money")) != report.states_no_money:
            score.miss(text.identifier, "no money", label.get("states_no_money"), text.text)
    score_money(score, text, {**label, "gold_id": text.text}, facts, index)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    scores: dict[str, Score] = {}
    for text in shared_passages():
        score_passage(scores.setdefault(text.part, Score()), text, read(text.article))
    if arguments.show:
        show_misses(scores)
    show_figures(scores)


if __name__ == "__main__":
    main()
