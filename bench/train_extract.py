"""Train the two judges of ``etl.extract`` and write ``src/etl/extract/weights.json``.

    uv run --group train python bench/train_extract.py FOLDER... [--write]

Each folder holds labelled pages: ``gold.jsonl`` with ``file, url, text`` a line
(files may be gzipped), or ``labels.jsonl`` with ``pages/`` and ``bodies/``. The
figures printed come from five-fold cross-validation with publishers kept apart, the
hard rules applied; ``--write`` then fits all pages and writes the weights. The same
pages in the same order give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from base64 import b85encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier
from extract_align import TOKEN, label
from scipy.sparse import coo_matrix, csc_matrix
from selectolax.lexbor import LexborHTMLParser

from etl.extract import features
from etl.extract.decode import decode
from etl.extract.features import Evidence, Sheet
from etl.extract.head import read_head
from etl.extract.judge import HOPELESS
from etl.extract.metadata import declared_byline, evidence_of, find_site, find_title, main_node
from etl.extract.scan import Skeleton, scan
from etl.extract.survey import survey
from etl.extract.urls import domain_of
from etl.extract.verdict import verdicts

OUT = Path(__file__).parents[1] / "src/etl/extract/weights.json"
FOLDS = 5
SHARED = {
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "rsm": 0.3,
    "l2_leaf_reg": 20,
    "border_count": 64,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}
NEAR = SHARED | {"depth": 6, "iterations": 80, "learning_rate": 0.15}
WIDE = SHARED | {"depth": 8, "iterations": 300, "learning_rate": 0.05}
# News counts twice: it is what the extractor is for, and its gold is the cleanest.
SET_WEIGHT = {"news": 2.0}
# A block weighs as many words as it has, up to so many, and so many for being a block at all.
MOST_WORDS, FOR_ANY = 80, 15
# Groups whose gold is in the taste of news.
NEWS = ("news", "reports")
# A word speaks from so many publishers on; so many imagined ones pull it towards the mean.
PUBLISHERS, PULL, LEAST_SAID = 5, 3.0, 0.3
IS_NEWS = features.WIDE.index("is_news")


@dataclass
class Page:
    """One labelled page."""

    group: str
    site: str
    gold: str
    skeleton: Skeleton
    evidence: Evidence
    title: str | None
    byline: str | None
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
    found = survey(LexborHTMLParser(decode(html).utf8))
    head = read_head(found)
    node, skeleton = main_node(head), scan(found)
    return Page(
        group=group,
        site=domain_of(urlsplit(url)),
        gold=gold,
        skeleton=skeleton,
        evidence=evidence_of(head),
        title=find_title(head, skeleton, node, find_site(head, node, url)),
        byline=declared_byline(head, node),
        shares=label([run.text for run in skeleton.runs], gold),
    )


def tokens(pages: list[Page]) -> dict[str, list[set[str]]]:
    """For each lexicon the words of each block, of its text and of its class names, that are looked up."""
    texts, names = [], []
    for page in pages:
        for run in page.skeleton.runs:
            texts.append({*features.front_words(run.text), *features.back_words(run.text)})
            element = run.element
            above = page.skeleton.parents[element]
            names.append(
                {word for number in (element, above) for word in features.class_tokens(page.skeleton.names[number])}
            )
    return {"text_words": texts, "class_words": names}


@dataclass
class Lexicon:
    """How often words stand in body text, by publisher: ``shares`` and ``seen`` are words x publishers."""

    words: list[str]
    shares: csc_matrix
    seen: csc_matrix
    mean: float

    def without(self, unseen: set[int]) -> Callable[[int], dict[str, float]]:
        """What words say over all publishers but ``unseen`` ones and the one that is asked for (-1: none besides)."""
        others = np.ones(self.shares.shape[1])
        others[list(unseen)] = 0
        count, total = self.seen @ others, self.shares @ others
        common = self._scores(np.arange(len(self.words)), count, total)

        def scores(site: int) -> dict[str, float]:
            if site < 0 or site in unseen:
                return common
            column = self.seen[:, [site]].indices
            shares = self.shares[:, [site]].toarray()[column, 0]
            return (
                common
                | dict.fromkeys(map(self.words.__getitem__, column), 0.0)
                | self._scores(column, count[column] - 1, total[column] - shares)
            )

        return scores

    def _scores(self, numbers: np.ndarray, count: np.ndarray, total: np.ndarray) -> dict[str, float]:
        """Log odds in tenths, as they are stored; words of few publishers or of little to say are left out."""
        share = (total + PULL * self.mean) / (count + PULL)
        odds = np.round(np.log(share / (1 - share)) - np.log(self.mean / (1 - self.mean)), 1)
        told = np.flatnonzero((count >= PUBLISHERS) & (np.abs(odds) >= LEAST_SAID))
        return {self.words[numbers[n]]: float(odds[n]) for n in told}


def lexicon(blocks: list[set[str]], site: np.ndarray, y: np.ndarray, asked: np.ndarray) -> Lexicon:
    """Count the words of the blocks that are asked about."""
    words: dict[str, int] = {}
    rows, columns, values = [], [], []
    for number in np.flatnonzero(asked):
        for word in sorted(blocks[number]):
            rows.append(words.setdefault(word, len(words)))
            columns.append(site[number])
            values.append(y[number])
    shape = (len(words), int(site.max()) + 1)
    body = coo_matrix((values, (rows, columns)), shape).tocsr()
    count = coo_matrix((np.ones(len(rows)), (rows, columns)), shape).tocsr()
    often = np.flatnonzero(np.diff(count.indptr) >= PUBLISHERS)
    body, count = body[often], count[often]
    seen, inverse = count.copy(), count.copy()
    seen.data[:] = 1
    inverse.data = 1 / count.data
    names = list(words)
    return Lexicon([names[n] for n in often], body.multiply(inverse).tocsc(), seen.tocsc(), float(y[asked].mean()))


def measured(
    pages: list[Page], lexicons: list[Lexicon], site_of: list[int], unseen: set[int]
) -> tuple[np.ndarray, np.ndarray, list[Sheet]]:
    """The ``near`` rows, which blocks they are of, and the sheets. What words say comes from other publishers alone."""
    sheets, asked, start = [], [], 0
    scores = [found.without(unseen) for found in lexicons]
    for page, site in zip(pages, site_of, strict=True):
        text_words, class_words = (score(site) for score in scores)
        sheet = features.measure(
            page.skeleton, features.word_codes(text_words), partial(features.class_score, class_words=class_words)
        )
        sheets.append(sheet)
        asked.append(sheet.asked + start)
        start += len(page.skeleton.runs)
    return np.concatenate([sheet.near for sheet in sheets], axis=1).T, np.concatenate(asked), sheets


def wide_columns(pages: list[Page], sheets: list[Sheet], guesses: np.ndarray) -> np.ndarray:
    """The ``wide`` rows of the blocks that are asked about, given the first guesses of all."""
    rows, start = [], 0
    for page, sheet in zip(pages, sheets, strict=True):
        size = len(page.skeleton.runs)
        if len(sheet.asked):
            more = features.wide(page.skeleton, sheet, guesses[start : start + size], page.evidence, sheet.asked)
            more[IS_NEWS] = page.group in NEWS
            rows.append(more)
        start += size
    return np.concatenate(rows, axis=1).T


def weights(pages: list[Page]) -> np.ndarray:
    """A block weighs as much as its share of the page's body, counted in words within bounds.

    The one measure is a mean over pages of shares of words, the other the share of pages without a single wrong block.
    """
    result = []
    for page in pages:
        words = np.array(features.count_words([run.text for run in page.skeleton.runs]), float)
        size = np.minimum(words, MOST_WORDS) + FOR_ANY
        is_body = np.array(page.shares) >= 0.5
        whole = max(50.0 + 5 * FOR_ANY, size[is_body].sum())
        weight = np.minimum(size / whole, 0.3) * SET_WEIGHT.get(page.group, 1.0)
        result.append(weight * 100 if is_body.any() else weight * 0)
    return np.concatenate(result)


def fit(settings: dict, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> CatBoostClassifier:
    """Boosted oblivious trees."""
    return CatBoostClassifier(**settings).fit(x, y, sample_weight=weight)


def believe(model: CatBoostClassifier, x: np.ndarray) -> np.ndarray:
    """The belief for each row."""
    return model.predict_proba(x)[:, 1]


def shingles(text: str) -> Counter:
    """Runs of four tokens with their counts."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))) if tokens else Counter()


def figures(pages: list[Page], beliefs: np.ndarray) -> dict[str, dict[str, float]]:
    """F1 of 4-token shingles and share of exact pages, by group, with the hard rules."""
    scores: dict[str, list[tuple[float, float, bool]]] = {}
    start = 0
    for page in pages:
        size = len(page.skeleton.runs)
        judged = beliefs[start : start + size].tolist()
        blocks = verdicts(page.skeleton, judged, page.title, page.evidence.description, page.byline)
        text = "\n".join(block.text for block in blocks if block.kept)
        start += size
        gold, found = shingles(page.gold), shingles(text)
        hits = sum((gold & found).values())
        exact = TOKEN.findall(page.gold) == TOKEN.findall(text)
        precision = hits / max(1, sum(found.values())) if found else float("nan")
        scores.setdefault(page.group, []).append((precision, hits / max(1, sum(gold.values())), exact))
    result = {}
    for group, rows in scores.items():
        precision, recall, exact = np.nanmean(np.array(rows, float), axis=0)
        f1 = 2 * precision * recall / (precision + recall)
        result[group] = {"f1": round(float(f1), 4), "exact": round(float(exact), 4)}
    return result


def stored(model: CatBoostClassifier, levels: int) -> dict:
    """A model as ``etl.extract.judge`` reads it: ``levels`` questions a tree, leaves as bytes in equal steps."""
    with NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        written = json.loads(Path(file.name).read_text(encoding="utf8"))
    columns, borders, leaves = [], [], []
    for tree in written["oblivious_trees"]:
        splits = tree["splits"] or []
        spare = levels - len(splits)
        columns += [split["float_feature_index"] for split in splits] + [0] * spare
        # A question that is always answered with no.
        borders += [float(f"{split['border']:.6g}") for split in splits] + [1e30] * spare
        leaves += tree["leaf_values"] + [0.0] * (2**levels - 2 ** len(splits))
    scale, offset = written["scale_and_bias"]
    values = np.array(leaves) * scale
    step = float(np.abs(values).max()) / 127
    steps = np.round(values / step).astype(np.int8)
    return {
        "levels": levels,
        "columns": columns,
        "borders": borders,
        "offset": offset[0] if isinstance(offset, list) else offset,
        "step": step,
        "leaves": b85encode(steps.tobytes()).decode("ascii"),
    }


def write(near: CatBoostClassifier, wide: CatBoostClassifier, lexicons: list[Lexicon]) -> None:
    """Write the weights, one line a part."""
    parts: dict[str, Any] = {"near": stored(near, NEAR["depth"]), "wide": stored(wide, WIDE["depth"])}
    for name, found in zip(("text_words", "class_words"), lexicons, strict=True):
        parts[name] = {word: round(score * 10) for word, score in sorted(found.without(set())(-1).items())}
    lines = (
        f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False, separators=(',', ':'))}"
        for name, part in parts.items()
    )
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


def main() -> None:
    """Cross-validate and, on demand, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="fit all pages and write the weights")
    parser.add_argument("--keep", type=Path, help="file for the cross-validated beliefs (.npz)")
    options = parser.parse_args()
    pages = [page for folder in options.folders for page in load(folder)]
    run(pages, options.write, options.keep)


def run(pages: list[Page], is_written: bool, keep: Path | None) -> None:
    """All folds, then all pages."""
    y = np.array([share >= 0.5 for page in pages for share in page.shares], float)
    weight = weights(pages)
    numbers = {site: n for n, site in enumerate(sorted({page.site for page in pages}))}
    site_of = [numbers[page.site] for page in pages]
    fold_of = [int(hashlib.md5(page.site.encode()).hexdigest(), 16) % FOLDS for page in pages]
    sizes = [len(page.shares) for page in pages]
    site, fold = np.repeat(site_of, sizes), np.repeat(fold_of, sizes)
    everything = np.concatenate([measure_asked(page) for page in pages])
    lexicons = [lexicon(blocks, site, y, everything) for blocks in tokens(pages).values()]
    guesses = np.zeros(len(y))
    views = []
    for n in range(FOLDS):
        unseen = {site for site, at in zip(site_of, fold_of, strict=True) if at == n}
        x, asked, sheets = measured(pages, lexicons, site_of, unseen)
        test = fold[asked] == n
        guesses[asked[test]] = believe(fit(NEAR, x[~test], y[asked[~test]], weight[asked[~test]]), x[test])
        views.append((x, asked, sheets))
        print("fold", n, flush=True)
    print("first guess", figures(pages, guesses), flush=True)
    beliefs = guesses.copy()
    for n, (x, asked, sheets) in enumerate(views):
        both = np.hstack([x, wide_columns(pages, sheets, guesses)])
        hopeful = guesses[asked] >= HOPELESS
        train, test = hopeful & (fold[asked] != n), hopeful & (fold[asked] == n)
        beliefs[asked[test]] = believe(fit(WIDE, both[train], y[asked[train]], weight[asked[train]]), both[test])
    hopeful = np.isin(np.arange(len(y)), asked) & (guesses >= HOPELESS)
    print(f"{len(y)} blocks, {hopeful.mean():.3f} hopeful; body among the others: {y[~hopeful].sum():.0f}", flush=True)
    print("verdict", figures(pages, beliefs), flush=True)
    if keep:
        np.savez_compressed(keep, guesses=guesses, beliefs=beliefs)
    if is_written:
        x, asked, sheets = measured(pages, lexicons, site_of, set())
        both = np.hstack([x, wide_columns(pages, sheets, guesses)])
        hopeful = guesses[asked] >= HOPELESS
        near = fit(NEAR, x, y[asked], weight[asked])
        write(near, fit(WIDE, both[hopeful], y[asked[hopeful]], weight[asked[hopeful]]), lexicons)


def measure_asked(page: Page) -> np.ndarray:
    """Which blocks of a page are asked about."""
    found = np.zeros(len(page.shares), bool)
    found[features.measure(page.skeleton, {}, lambda _: 0.0).asked] = True
    return found


if __name__ == "__main__":
    main()
