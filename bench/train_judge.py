"""Fit the reader's judge on the labelled passages and pages; write src/etl/read/judge.json.

usage: PACTWATCH_SHARED=DIR python bench/train_judge.py [--write]

Prints cross-validated figures on the open part and figures on the held-out third; the
held-out third (first hex digit of sha1(id) below 5) is never fitted.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from etl.extract.article import Article, Block
from etl.read import judge
from etl.read.article import views_of, weighed
from etl.read.candidates import Candidate
from etl.read.names import Name, people_in
from etl.read.parties import features as party_features

SHARED = Path(os.environ.get("PACTWATCH_SHARED", "../shared"))
JUDGE = Path(__file__).resolve().parents[1] / "src" / "etl" / "read" / "judge.json"
TREES = 70
Rows = tuple[list[dict[str, float]], list[int], list[str]]


def is_held_out(identifier: str) -> bool:
    """A third of the passages and pages, by their id."""
    return hashlib.sha1(identifier.encode()).hexdigest()[0] in "01234"


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


_GENERAL = {"the", "of", "inc", "corp", "corporation", "ltd", "limited", "co", "company", "group", "plc", "and", "for"}


def same_party(gold: str, name: Name) -> bool:
    """Whether a found name is the labelled party: code, slug, words of one within the other, or initials."""
    if gold in _codes():
        return name.party_id == gold
    wanted = slug(gold)
    forms = (slug(name.party_id), slug(name.name))
    if wanted in forms:
        return True
    words = set(wanted.split("-")) - _GENERAL
    for form in forms:
        other = set(form.split("-")) - _GENERAL
        if words and other and (words <= other or other <= words):
            return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", gold) if word.lower() not in _GENERAL)
    return len(initials) > 2 and slug(initials) in forms


_known: set[str] = set()


def _codes() -> set[str]:
    if not _known:
        folder = Path(__file__).resolve().parents[1] / "sql" / "seeds"
        _known.update(line.split(",")[0] for line in (folder / "countries.csv").read_text().splitlines()[1:])
        _known.add("EUU")
    return _known


def candidates_of(text: str, title: str | None = None) -> list[Candidate]:
    """The weighed sentences of a text, as the reader sees them."""
    blocks = tuple(Block(part, True, "body", 1.0) for part in re.split(r"\n+", text) if part.strip())
    views = views_of(Article(title, None, None, "none", None, None, "en", blocks))
    return weighed(views, people_in("\n".join(view.text for view in views)))


def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "reports" / "sentences.jsonl").open(encoding="utf-8")]


def own_sentences() -> list[dict[str, Any]]:
    """The sentences of tests/read/sentences.csv in the shape of the shared passages."""
    items = []
    path = Path(__file__).resolve().parents[1] / "tests" / "read" / "sentences.csv"
    for number, row in enumerate(csv.DictReader(path.open(encoding="utf-8", newline=""))):
        reports = [{"parties": row["parties"].split("|")}] if row["parties"] else []
        items.append({"id": f"own-{number}", "text": row["text"], "reports": reports, "tags": []})
    return items


def party_rows(items: Iterable[dict[str, Any]]) -> Rows:
    """One row a name in a passage that reports an agreement: is it one of the labelled parties?"""
    statements: list[dict[str, float]] = []
    wanted: list[int] = []
    groups: list[str] = []
    for item in items:
        gold = [party for report in item["reports"] for party in report["parties"]]
        also = [
            party for report in item["reports"] for alt in report.get("parties_alt", []) for party in alt.split("|")
        ]
        for candidate in candidates_of(item["text"]) if item["reports"] else []:
            for name, found in zip(candidate.names, party_features(candidate.view, candidate.names), strict=True):
                is_party = any(same_party(party, name) for party in gold)
                if not is_party and any(same_party(party, name) for party in also):
                    continue
                statements.append(found)
                wanted.append(int(is_party))
                groups.append(item["id"])
    return statements, wanted, groups


def report_rows(items: Iterable[dict[str, Any]]) -> Rows:
    """One row a passage: its most telling sentence if it reports an agreement, else every sentence with cue words."""
    statements: list[dict[str, float]] = []
    wanted: list[int] = []
    groups: list[str] = []
    for item in items:
        if item["reports"] and all(report.get("minor") for report in item["reports"]):
            continue
        candidates = candidates_of(item["text"])
        if item["reports"] and candidates:
            candidates = [max(candidates, key=lambda candidate: (len(candidate.parties), candidate.belief))]
        for candidate in candidates:
            # A passage has no place in an article: it is learnt as standing at the top and far down.
            below = {**candidate.statements, "near the top": 0.0, "far down": 1.0, "a theme nearby": 1.0}
            for found in (candidate.statements, below):
                statements.append(found)
                wanted.append(int(bool(item["reports"])))
                groups.append(item["id"])
    return statements, wanted, groups


def page_rows(held: bool) -> tuple[Rows, Rows]:
    """Rows of both models from the labelled pages.

    A sentence reports an agreement if it holds the label's evidence; it does not if it names other
    parties. Sentences in between (same parties, background agreements) teach nothing. A name is
    right if it is a labelled party.
    """
    party: Rows = ([], [], [])
    report: Rows = ([], [], [])
    for page in map(json.loads, (SHARED / "reports" / "labels.jsonl").open(encoding="utf-8")):
        if is_held_out(page["id"]) != held:
            continue
        text = (SHARED / "reports" / "bodies" / Path(page["body_file"]).name).read_text(encoding="utf-8")
        options = [
            parties
            for label in page["agreements"]
            for parties in [label["parties"], *[alt.split("|") for alt in label.get("parties_alt") or []]]
        ]
        for candidate in candidates_of(text, page.get("title")):
            best = max((_jaccard(parties, candidate.parties) for parties in options), default=0.0)
            told = [label for label in page["agreements"] if _tells(candidate, label.get("evidence") or "")]
            if any(not label.get("minor") for label in told):
                _append(report, candidate.statements, 1, page["id"])
            elif not told and best < 0.5:
                _append(report, candidate.statements, 0, page["id"])
            if best >= 0.5 and candidate.belief >= 0.5:
                for name, found in zip(candidate.names, party_features(candidate.view, candidate.names), strict=True):
                    is_party = any(same_party(gold, name) for parties in options for gold in parties)
                    _append(party, found, int(is_party), page["id"])
    return party, report


def news_rows(held: bool) -> Rows:
    """Sentences of ordinary news pages, none of which reports an agreement of ours; half of the pages are held out."""
    rows: Rows = ([], [], [])
    for page in map(json.loads, (SHARED / "pages" / "news" / "gold.jsonl").open(encoding="utf-8")):
        if (hashlib.sha1(page["file"].encode()).hexdigest()[0] in "01234567") != held:
            continue
        for candidate in candidates_of(page["text"], page["title"]):
            if candidate.parties:
                _append(rows, candidate.statements, 0, page["file"])
    return rows


def _tells(candidate: Candidate, evidence: str) -> bool:
    """Whether the sentence holds the label's evidence, which may run over its end."""
    return bool(evidence) and (evidence in candidate.view.text or candidate.view.text[:-1] in evidence)


def _append(rows: Rows, statements: dict[str, float], wanted: int, group: str) -> None:
    rows[0].append(statements)
    rows[1].append(wanted)
    rows[2].append(group)


def _jaccard(gold: list[str], names: Sequence[Name]) -> float:
    common = sum(any(same_party(party, name) for name in names) for party in gold)
    return common / (len(gold) + len(names) - common) if gold or names else 0.0


def _joined(first: Rows, second: Rows) -> Rows:
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]


def fit(label: str, opened: Rows, held: Rows) -> dict[str, Any]:
    """Fit one model, print its figures, return its trees."""
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(opened[0])
    # Shallow trees on a third of the statements each: the data are few, the statements overlap.
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        max_depth=3,
        learning_rate=0.15,
        subsample=0.6,
        max_features=0.3,
        min_samples_leaf=5,
        random_state=0,
    )
    guesses = cross_val_predict(model, matrix, opened[1], groups=opened[2], cv=GroupKFold(8))
    model.fit(matrix, opened[1])
    _print(f"{label} open, cross-validated", opened[1], guesses)
    _print(f"{label} held out", held[1], model.predict(vectorizer.transform(held[0])))
    names = list(vectorizer.get_feature_names_out())
    trees = [_nodes(tree.tree_, names, 0, model.learning_rate) for tree in model.estimators_[:, 0]]
    share = sum(opened[1]) / len(opened[1])
    return {"start": round(math.log(share / (1 - share)), 4), "trees": trees}


def _nodes(tree: Any, names: list[str], node: int, rate: float) -> list[Any] | float:
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * rate, 4)
    low, high = tree.children_left[node], tree.children_right[node]
    threshold = round(float(tree.threshold[node]), 4)
    return [names[tree.feature[node]], threshold, _nodes(tree, names, low, rate), _nodes(tree, names, high, rate)]


def _print(label: str, wanted: Any, guesses: Any) -> None:
    precision, recall, f1, _ = precision_recall_fscore_support(wanted, guesses, average="binary")
    print(f"{label}: n {len(wanted)} precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}")


def main() -> None:
    items = passages()
    opened = [item for item in items if not is_held_out(item["id"])] + own_sentences()
    held = [item for item in items if is_held_out(item["id"])]
    models = json.loads(JUDGE.read_text(encoding="utf-8")) if JUDGE.exists() else {}
    for _ in range(2):  # each model looks at what the other says, so both are fitted twice
        pages, held_pages = page_rows(held=False), page_rows(held=True)
        models["party"] = fit("party", _joined(party_rows(opened), pages[0]), _joined(party_rows(held), held_pages[0]))
        _write(models)
        pages, held_pages = page_rows(held=False), page_rows(held=True)
        ordinary = news_rows(held=False)  # twice: most pages that a source brings are ordinary news
        learnt = _joined(_joined(report_rows(opened), pages[1]), _joined(ordinary, ordinary))
        checked = _joined(_joined(report_rows(held), held_pages[1]), news_rows(held=True))
        models["report"] = fit("report", learnt, checked)
        _write(models)


def _write(models: dict[str, Any]) -> None:
    lines = [
        f'"{name}": {{"start": {model["start"]}, "trees": [\n'
        + ",\n".join(json.dumps(tree) for tree in model["trees"])
        + "\n]}"
        for name, model in models.items()
    ]
    JUDGE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    judge.forget()


if __name__ == "__main__":
    main()
