"""Fit the judge of promised money; write src/etl/read/promises.json.

usage: PYTHONPATH=src PACTWATCH_SHARED=DIR python bench/train_promises.py [--write]

Learns from bench/promise_examples.csv, the labelled passages and the labelled pages, a
third of which (first hex digit of sha1(id) below 5) is never fitted. Prints
cross-validated figures on the open part and figures on the held-out third.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold, cross_val_predict

from etl.read.money import find_money, load_currencies
from etl.read.money_cues import find_money_cues
from etl.read.names import find_names, people_in
from etl.read.payers import roles_of
from etl.read.promises import statements_on
from etl.read.sentences import split_sentences
from etl.read.spans import find_spans
from etl.read.view import make_view
from etl.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PACTWATCH_SHARED", "../shared")) / "reports"
WEIGHTS = ROOT / "src" / "etl" / "read" / "promises.json"
# Weight decay: a few hundred amounts against some ninety statements; 1.0 does best in cross-validation.
STRENGTH = 1.0
Row = tuple[dict[str, float], int, str]


def is_held_out(identifier: str) -> bool:
    """A third of the passages and pages, by their id."""
    return hashlib.sha1(identifier.encode()).hexdigest()[0] in "01234"


def rows_of(text: str, wanted: Any, group: str) -> Iterator[Row]:
    """One row an amount; ``wanted(amount)`` says 1, 0 or None (leave out)."""
    people = people_in(text)
    for start, end in split_sentences(text):
        sentence = text[start:end]
        view = make_view(0, 0, sentence, find_spans(sentence, load_vocabulary()))
        names = find_names(view, people)
        money = find_money(sentence, load_currencies(), [name.iso3 for name in names if name.iso3])
        cues = find_money_cues(sentence)
        for index, amount in enumerate(money):
            label = wanted(amount)
            if amount.conversion_of is None and label is not None:
                roles = roles_of(sentence, index, money, cues, names, ())
                yield statements_on(sentence, index, money, cues, roles), label, group


def example_rows() -> Iterator[Row]:
    """Sentences written for the purpose, each with one amount."""
    with (ROOT / "bench" / "promise_examples.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            label, printed = int(row["label"]), row["amount"]
            yield from rows_of(
                row["text"], lambda amount, p=printed, y=label: y if amount.text in p else None, f"example {number}"
            )


def labelled_rows(name: str, held: bool) -> Iterator[Row]:
    """Amounts of the passages or pages: promised if a labelled commitment has the same sum."""
    for line in (SHARED / f"{name}.jsonl").open(encoding="utf-8"):
        item = json.loads(line)
        if is_held_out(item["id"]) != held:
            continue
        if name == "labels":
            text = (SHARED / "bodies" / Path(item["body_file"]).name).read_text(encoding="utf-8")
        else:
            text = item["text"]
        reports = item.get("reports", item.get("agreements"))
        gold = {
            (float(promise["amount"]), promise["currency"])
            for report in reports
            for promise in (report.get("commitments") or []) + [report.get("commitments_total") or {}]
            if promise
        }
        if reports or name == "labels":
            yield from rows_of(text, lambda amount, g=gold: int((amount.amount, amount.currency) in g), item["id"])


def main() -> None:
    """Fit, show the figures, and write the weights if asked to."""
    rows = [*example_rows(), *labelled_rows("sentences", False), *labelled_rows("labels", False)]
    statements, labels, groups = (list(column) for column in zip(*rows, strict=True))
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(statements)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    show("open, cross-validated", labels, cross_val_predict(model, matrix, labels, groups=groups, cv=GroupKFold(5)))
    model.fit(matrix, labels)
    show("open, fitted", labels, model.predict(matrix))
    for name in ("sentences", "labels"):
        held = list(labelled_rows(name, True))
        show(
            f"held out, {name}", [row[1] for row in held], model.predict(vectorizer.transform([row[0] for row in held]))
        )
    if "--write" in sys.argv:
        weights = {"(always)": round(float(model.intercept_[0]), 3)}
        weights |= {
            statement: round(float(weight), 3)
            for statement, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        }
        WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def show(title: str, labels: list[int], predicted: Any) -> None:
    """Print one line of figures."""
    precision, recall, f1, _ = precision_recall_fscore_support(labels, predicted, average="binary")
    print(f"{title}: {len(labels)} amounts, {sum(labels)} promised, P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
