"""Train the two judges of ``etl.extract`` and write ``src/etl/extract/trees.py``.

    uv run --group train python bench/train_extract.py FOLDER... [--write]

Each folder holds labelled pages: ``gold.jsonl`` with ``file, url, text`` a line
(files may be gzipped), or ``labels.jsonl`` with ``pages/`` and ``bodies/``. The
figures printed come from five-fold cross-validation with publishers kept apart;
``--write`` then fits all pages and writes the trees.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import numpy as np
from extract_align import TOKEN, label
from selectolax.lexbor import LexborHTMLParser

from etl.extract import features, hints, scan, words
from etl.extract.decode import decode
from etl.extract.features import Evidence
from etl.extract.head import read_head
from etl.extract.judge import HOPELESS
from etl.extract.metadata import evidence_of
from etl.extract.scan import Skeleton
from etl.extract.urls import domain_of

OUT = Path(__file__).parents[1] / "src/etl/extract/trees.py"
FOLDS = 5
BITS = {
    "own": hints.HINTS,
    "up": hints.HINTS,
    "all": hints.HINTS,
    "ancestry": tuple(scan.ANCESTRY),
    "first": words.NAMES,
    "front": words.NAMES,
}
SHARED = {
    "objective": "binary",
    "verbose": -1,
    "num_threads": 2,
    "seed": 1,
    "deterministic": True,
    "max_bin": 63,
    "max_depth": 8,
}
NEAR = SHARED | {"num_leaves": 12, "min_data_in_leaf": 40, "lambda_l2": 5, "feature_fraction": 0.6}
WIDE = SHARED | {
    "num_leaves": 24,
    "min_data_in_leaf": 30,
    "lambda_l2": 5,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
}
# Large steps first: the sum of the first trees settles most blocks, and the rest is then not asked (judge.py).
NEAR_RATES = [0.25] * 12 + [0.15] * 28
WIDE_RATES = [0.2] * 20 + [0.07] * 130
# News counts twice: it is what the extractor is for, and its gold is the cleanest.
SET_WEIGHT = {"news": 2.0}


@dataclass
class Page:
    """One labelled page."""

    group: str
    site: str
    gold: str
    skeleton: Skeleton
    evidence: Evidence
    shares: list[float]


def load(folder: Path) -> list[Page]:
    """The labelled pages of one folder."""
    pages = []
    if (folder / "gold.jsonl").exists():
        for line in (folder / "gold.jsonl").open(encoding="utf8"):
            gold = json.loads(line)
            pages.append(
                page(folder.name, gold["url"], gzip.decompress((folder / gold["file"]).read_bytes()), gold["text"])
            )
    else:
        for line in (folder / "labels.jsonl").open(encoding="utf8"):
            gold = json.loads(line)
            if gold["file"].endswith("html"):
                body = (folder / "bodies" / gold["body_file"]).read_text(encoding="utf8")
                pages.append(page(folder.name, gold["url"], (folder / "pages" / gold["file"]).read_bytes(), body))
    return pages


def page(group: str, url: str, html: bytes, gold: str) -> Page:
    """One labelled page, scanned and aligned with its gold text."""
    tree = LexborHTMLParser(decode(html))
    evidence = evidence_of(read_head(tree))
    skeleton = scan.scan(tree)
    return Page(
        group, domain_of(urlsplit(url)), gold, skeleton, evidence, label([run.text for run in skeleton.runs], gold)
    )


def near_columns(pages: list[Page]) -> np.ndarray:
    """One row a block: the numbers of ``near``, bit sets spread to one column a bit."""
    raw = np.array([features.near(run, page.skeleton) for page in pages for run in page.skeleton.runs], dtype=float)
    plain = len(features.NEAR)
    columns = [raw[:, :plain]]
    for offset, name in enumerate(features.NEAR_BITS):
        bits = raw[:, plain + offset].astype(np.int64)
        columns.extend(((bits >> position) & 1)[:, None] for position in range(len(BITS[name])))
    return np.hstack(columns).astype(np.float32)


def wide_columns(pages: list[Page], guesses: np.ndarray) -> np.ndarray:
    """One row a block: the numbers of ``wide``, given the first guesses."""
    rows, start = [], 0
    for page in pages:
        size = len(page.skeleton.runs)
        rows += features.wide(page.skeleton, list(guesses[start : start + size]), page.evidence, -1.0)
        start += size
    return np.array(rows, dtype=np.float32)


def weights(pages: list[Page]) -> np.ndarray:
    """A block weighs as much as its share of the page's gold words: the measure is a mean over pages."""
    result = []
    for page in pages:
        size = np.array([features.count_words(run.text) for run in page.skeleton.runs], float)
        is_body = np.array(page.shares) >= 0.5
        whole = max(50.0, size[is_body].sum()) + 4 * max(5, is_body.sum())
        weight = np.minimum((size + 4) / whole, 0.3) * SET_WEIGHT.get(page.group, 1.0)
        result.append(weight * 100 if is_body.any() else weight * 0)
    return np.concatenate(result)


def fit(params: dict, rates: list[float], x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> lightgbm.Booster:
    """Boosted trees with a learning rate for each round."""
    schedule = lightgbm.reset_parameter(learning_rate=rates)
    return lightgbm.train(params, lightgbm.Dataset(x, y, weight=weight), len(rates), callbacks=[schedule])


def shingles(text: str) -> Counter:
    """Runs of four tokens with their counts."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def figures(pages: list[Page], beliefs: np.ndarray) -> dict[str, dict[str, float]]:
    """F1 of 4-token shingles and share of exact pages, by group."""
    scores: dict[str, list[tuple[float, float, bool]]] = {}
    start = 0
    for page in pages:
        size = len(page.skeleton.runs)
        text = "\n".join(
            run.text for run, belief in zip(page.skeleton.runs, beliefs[start : start + size]) if belief >= 0.5
        )
        start += size
        gold, found = shingles(page.gold), shingles(text)
        hits = sum((gold & found).values())
        exact = TOKEN.findall(page.gold) == TOKEN.findall(text)
        precision = hits / max(1, sum(found.values())) if found else float("nan")
        scores.setdefault(page.group, []).append((precision, hits / max(1, sum(gold.values())), exact))
    result = {}
    for group, rows in scores.items():
        precision, recall, exact = np.nanmean(np.array(rows, float), axis=0)
        result[group] = {"f1": round(2 * precision * recall / (precision + recall), 4), "exact": round(exact, 4)}
    return result


def expression(node: dict, names: list[str]) -> str:
    """A tree as one conditional expression."""
    if "leaf_value" in node:
        return (
            f"{node['leaf_value']:.3f}".replace("0.", ".", 1)
            if abs(node["leaf_value"]) < 1
            else f"{node['leaf_value']:.3f}"
        )
    name = names[node["split_feature"]]
    low, high = expression(node["left_child"], names), expression(node["right_child"], names)
    if "&" in name:
        return f"({high} if {name} else {low})"
    threshold = node["threshold"] if abs(node["threshold"]) > 1e-30 else 0
    return f"({low} if {name}<={threshold:.4g} else {high})"


def function(name: str, about: str, trees: list[dict], names: list[str], arguments: tuple[str, ...]) -> str:
    """The source of one function that sums trees."""
    used = [expression(tree["tree_structure"], names) for tree in trees]
    read = set("\n".join(used).replace("&", " ").replace("<", " ").replace("(", " ").split())
    row = ", ".join(argument if argument in read else "_" for argument in arguments)
    return (
        f'def {name}(row: Row) -> float:\n    """{about}"""\n    {row} = row\n    return (\n        '
        + "\n        + ".join(used)
        + "\n    )\n"
    )


def write(near: lightgbm.Booster, wide: lightgbm.Booster) -> None:
    """Write the module of the trees."""
    plain = features.NEAR + features.NEAR_BITS
    near_names = list(features.NEAR) + [
        f"{name}&{1 << n}" for name in features.NEAR_BITS for n in range(len(BITS[name]))
    ]
    wide_names = near_names + list(features.WIDE)
    near_trees, wide_trees = (model.dump_model()["tree_info"] for model in (near, wide))
    arguments = plain + features.WIDE
    parts = [
        '"""The trees of the two judges, written by bench/train_extract.py. Not for editing by hand.\n\n'
        "Each function is a sum of log odds; the second of a pair is only asked where the first leaves doubt.\n"
        '"""\n\n# ruff: noqa\n\nfrom __future__ import annotations\n\nRow = tuple[float, ...]\n\n',
        function("near_first", "From the numbers of ``near``.", near_trees[:12], near_names, plain),
        function("near_rest", "What the remaining trees add.", near_trees[12:], near_names, plain),
        function("wide_first", "From the numbers of ``near`` and ``wide``.", wide_trees[:20], wide_names, arguments),
        function("wide_rest", "What the remaining trees add.", wide_trees[20:], wide_names, arguments),
    ]
    OUT.write_text("\n\n".join(parts), encoding="utf8")


def main() -> None:
    """Cross-validate and, on demand, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="fit all pages and write the trees")
    parser.add_argument("--keep", type=Path, help="file for the cross-validated beliefs (.npz)")
    options = parser.parse_args()
    pages = [page for folder in options.folders for page in load(folder)]
    x = near_columns(pages)
    y = np.array([share >= 0.5 for page in pages for share in page.shares], float)
    weight = weights(pages)
    fold_of = np.array([int(hashlib.md5(page.site.encode()).hexdigest(), 16) % FOLDS for page in pages])
    fold = np.concatenate([[n] * len(page.shares) for n, page in zip(fold_of, pages, strict=True)])
    guesses = np.zeros(len(y))
    asked = np.array([not features.is_hopeless(run, page.skeleton) for page in pages for run in page.skeleton.runs])
    print(f"{len(y)} blocks, {asked.mean():.3f} asked; body among the others: {y[~asked].sum():.0f}", flush=True)
    for n in range(FOLDS):
        seen, unseen = asked & (fold != n), asked & (fold == n)
        guesses[unseen] = fit(NEAR, NEAR_RATES, x[seen], y[seen], weight[seen]).predict(x[unseen])
    print("first guess", figures(pages, guesses), flush=True)
    both = np.hstack([x, wide_columns(pages, guesses)])
    print(
        f"{(guesses >= HOPELESS).mean():.3f} hopeful; body among the others: {y[guesses < HOPELESS].sum():.0f}",
        flush=True,
    )
    beliefs = guesses.copy()
    hopeful = guesses >= HOPELESS
    if options.write:
        write(
            fit(NEAR, NEAR_RATES, x[asked], y[asked], weight[asked]),
            fit(WIDE, WIDE_RATES, both[hopeful], y[hopeful], weight[hopeful]),
        )
    for n in range(FOLDS):
        seen, unseen = hopeful & (fold != n), hopeful & (fold == n)
        beliefs[unseen] = fit(WIDE, WIDE_RATES, both[seen], y[seen], weight[seen]).predict(both[unseen])
    print("verdict", figures(pages, beliefs), flush=True)
    if options.keep:
        np.savez_compressed(options.keep, guesses=guesses, beliefs=beliefs)


if __name__ == "__main__":
    main()
