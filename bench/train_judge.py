"""Fit the reader's judge on the labelled texts; write src/etl/read/judge.json.

usage: PACTWATCH_SHARED=DIR python bench/train_judge.py [--write] [--folds N]

Eight models, each a sum of small trees over statements that a person can read: ``party`` (does
this name conclude), ``report`` (does this sentence tell of an agreement), ``same`` (does it speak
of the agreement of that draft), ``member`` (is this name a party of that draft), ``agreement`` (is
that draft one), ``theme``, ``status`` and ``kind`` (is it of this one). Later models look at what
earlier ones say, so they are fitted on what models that had not seen a text say of it. Prints
figures of texts never fitted beside cross-validated ones.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from read_pages import Score, score_texts, show_figures, show_misses
from reading_corpus import Text, options_of, party_match, same_party, texts

from etl.read import judge
from etl.read.article import views_of, weighed
from etl.read.candidates import TELLING_AT_LEAST, Candidate
from etl.read.capitals import Capitals
from etl.read.draft import Draft
from etl.read.kinds import by_nouns, kind_statements
from etl.read.linking import agreement_statements, same_statements
from etl.read.members import member_statements, settle_parties
from etl.read.names import people_in
from etl.read.parties import features as party_features
from etl.read.reports import in_reading_order, place
from etl.read.statuses import status_statements, wording_of
from etl.read.topics import theme_statements
from etl.read.view import View
from etl.read.wording import phrases, surroundings

JUDGE = Path(__file__).resolve().parents[1] / "src" / "etl" / "read" / "judge.json"
FOLDS = 2
ORDINARY = 2.0  # the weight of ordinary news: most pages that a source brings are of that sort
# Small trees on a third of the statements each: the data are few, the statements overlap.
LEARNER = {
    "max_depth": None,
    "max_leaf_nodes": judge.MOST_LEAVES,
    "learning_rate": 0.1,
    "subsample": 0.6,
    "max_features": 0.3,
    "min_samples_leaf": 6,
}
TREES = {
    "party": 160,
    "report": 160,
    "same": 160,
    "member": 120,
    "agreement": 80,
    "theme": 80,
    "status": 120,
    "kind": 120,
}
SEEDS = 3


class Rows:
    """Examples of one model: statements, whether they hold, how much they weigh."""

    def __init__(self) -> None:
        self.statements: list[dict[str, float]] = []
        self.wanted: list[int] = []
        self.weights: list[float] = []
        self.phrases: list[set[str]] = []
        self.groups: list[str] = []

    def add(self, statements: dict[str, float], wanted: bool, weight: float = 1.0) -> None:
        self.statements.append(statements)
        self.wanted.append(int(wanted))
        self.weights.append(weight)

    def add_sentence(self, statements: dict[str, float], wanted: bool, candidate: Candidate, text: Text) -> None:
        """A row of the report model, with the words of its sentence and the text that it is from."""
        self.add(statements, wanted, ORDINARY if text.sort == "news" else 1.0)
        self.add_words(phrases(candidate.view.text, candidate.names), text)

    def add_words(self, words: Iterable[str], text: Text) -> None:
        """The words that a row's "wording" is learnt from, and the text that they are from."""
        self.phrases.append(set(words))
        self.groups.append(text.identifier)

    @classmethod
    def of(cls, parts: Iterable[Rows]) -> Rows:
        """All rows of several parts."""
        rows = cls()
        for part in parts:
            rows.statements += part.statements
            rows.wanted += part.wanted
            rows.weights += part.weights
            rows.phrases += part.phrases
            rows.groups += part.groups
        return rows


@cache
def seen(text: Text) -> tuple[list[View], Capitals]:
    """The sentences and names of a text: what no model has a say in."""
    views = views_of(text.article)
    return views, people_in("\n".join(view.text for view in views))


def candidates_of(text: Text) -> list[Candidate]:
    """The weighed sentences of a text, as the reader sees them."""
    return weighed(*seen(text))


def quotes_of(label: dict[str, Any]) -> list[str]:
    return [quote for quote in [label.get("evidence"), *(label.get("sentences") or [])] if quote]


def tells(candidate: Candidate, quote: str) -> bool:
    """Whether the sentence holds the quoted words, which may run over its end."""
    return quote in candidate.view.text or candidate.view.text[:-1] in quote


def labels_told(text: Text, candidate: Candidate) -> list[dict[str, Any]]:
    """The labels of which the sentence speaks, as far as they say."""
    if text.sort == "passage" and not text.is_complete:
        return list(text.labels)
    return [label for label in text.labels if any(tells(candidate, quote) for quote in quotes_of(label))]


def party_rows(corpus: Iterable[Text]) -> Rows:
    """One row a name in a sentence that speaks of a labelled agreement: is it one of the labelled parties?"""
    rows = Rows()
    for text in corpus:
        for candidate in candidates_of(text) if text.labels else []:
            told = labels_told(text, candidate)
            if not told:
                continue
            sure = [party for label in told for party in label["parties"]]
            arguable = [party for label in text.labels for parties in options_of(label) for party in parties]
            statements = party_features(candidate.view, candidate.names, candidate.context.people)
            around = surroundings(candidate.view.text, candidate.names)
            for name, found, words in zip(candidate.names, statements, around, strict=True):
                is_party = any(same_party(party, name) for party in sure)
                if is_party or not any(same_party(party, name) for party in arguable):
                    rows.add(found, is_party)
                    rows.add_words(words, text)
    return rows


def report_rows(corpus: Iterable[Text]) -> Rows:
    """One row a sentence: does it tell of an agreement?

    Sentences that only speak of one, or of a minor one, teach nothing. Of a passage that
    reports something the most telling sentence counts.
    """
    rows = Rows()
    for text in corpus:
        candidates = candidates_of(text)
        if text.sort == "passage":
            _add_passage(rows, text, candidates)
        else:
            for candidate in candidates:
                _add_sentence(rows, text, candidate)
    return rows


def _add_passage(rows: Rows, text: Text, candidates: list[Candidate]) -> None:
    if text.labels and all(label.get("minor") for label in text.labels):
        return
    if text.labels:
        candidates = sorted(candidates, key=lambda candidate: (len(candidate.parties), candidate.belief))[-1:]
    for candidate in candidates:
        # A passage has no place in an article: it is learnt as standing at the top and far down.
        below = {**candidate.statements, "near the top": 0.0, "far down": 1.0, "a theme nearby": 1.0}
        for found in (candidate.statements, below):
            rows.add_sentence(found, bool(text.labels), candidate, text)


def _add_sentence(rows: Rows, text: Text, candidate: Candidate) -> None:
    if text.sort == "news":
        if candidate.parties:
            rows.add_sentence(candidate.statements, False, candidate, text)
        return
    told = labels_told(text, candidate)
    if any(tells(candidate, label.get("evidence") or "\0") and not label.get("minor") for label in told) or (
        text.is_complete and candidate.view.number is None and any(not label.get("minor") for label in told)
    ):
        rows.add_sentence(candidate.statements, True, candidate, text)
    elif not told and (text.is_complete or _is_of_others(text, candidate)):
        rows.add_sentence(candidate.statements, False, candidate, text)


def _is_of_others(text: Text, candidate: Candidate) -> bool:
    """Whether the sentence names other parties than the labelled ones."""
    return all(party_match(options_of(label), list(candidate.parties))[0] < 0.5 for label in text.labels)


def labels_meant(text: Text, candidate: Candidate) -> list[dict[str, Any]]:
    """As ``labels_told``; where a text lists only evidence, also the one label whose parties the sentence names."""
    told = labels_told(text, candidate)
    if told or text.is_complete or len(candidate.parties) < 2:
        return told
    named = [label for label in text.labels if party_match(options_of(label), list(candidate.parties))[0] >= 0.6]
    return named if len(named) == 1 else []


def same_rows(corpus: Iterable[Text]) -> Rows:
    """One row a sentence and draft, the drafts being made of the labelled sentences before it."""
    rows = Rows()
    for text in corpus:
        if text.sort != "page":
            continue
        drafts: list[Draft] = []
        made: dict[str, Draft] = {}
        for candidate, resolve in in_reading_order(candidates_of(text), drafts, None):
            whole = resolve()
            told = [label["gold_id"] for label in labels_meant(text, candidate)]
            mine = [made[identifier] for identifier in told if identifier in made]
            for draft in drafts if told or text.is_complete else []:
                rows.add(same_statements(candidate, draft, drafts), any(draft is own for own in mine))
                rows.add_words(phrases(candidate.view.text, candidate.names), text)
            new = [identifier for identifier in told if identifier not in made]
            for draft in mine:
                if whole.belief >= TELLING_AT_LEAST:
                    draft.add(whole, "labelled")
                else:
                    draft.point(candidate)
            if new and not mine and whole.parties:
                made[new[0]] = Draft()
                made[new[0]].add(whole, "labelled")
                drafts.append(made[new[0]])
    return rows


def placed_rows(corpus: Iterable[Text]) -> Rows:
    """As ``same_rows``, the drafts being those that the models so far make of the text, with their mistakes."""
    rows = Rows()
    for text in corpus:
        if text.sort != "page" or not text.is_complete:
            continue
        drafts: list[Draft] = []
        for candidate, resolve in in_reading_order(candidates_of(text), drafts, None):
            told = {label["gold_id"] for label in labels_told(text, candidate)}
            for draft in drafts if told else []:
                own = [label["gold_id"] for label in labels_of(text, draft)[:1]]
                rows.add(same_statements(candidate, draft, drafts), bool(told.intersection(own)))
                rows.add_words(phrases(candidate.view.text, candidate.names), text)
            place(candidate, resolve, drafts)
    return rows


def member_rows(corpus: Iterable[Text]) -> Rows:
    """One row a name and draft of a labelled agreement: is the name one of its parties?"""
    rows = Rows()
    for text in corpus:
        for draft in drafts_of(text) if text.labels else []:
            labels = labels_of(text, draft)
            if not labels:
                continue
            sure = labels[0]["parties"]
            arguable = [party for parties in options_of(labels[0]) for party in parties]
            for seen, statements in member_statements(draft):
                if any(same_party(party, seen.name) for party in sure):
                    rows.add(statements, True)
                elif not any(same_party(party, seen.name) for party in arguable):
                    rows.add(statements, False)
    return rows


def labels_of(text: Text, draft: Draft) -> list[dict[str, Any]]:
    """The labels that the draft's telling sentences speak of, the one they speak of most first."""
    if text.sort == "passage":
        return list(text.labels) if len(text.labels) == 1 else []
    counted = [
        (sum(tells(candidate, quote) for candidate in draft.sentences for quote in quotes_of(label)), label)
        for label in text.labels
    ]
    return [label for count, label in sorted(counted, key=lambda pair: -pair[0]) if count]


def agreement_rows(corpus: Iterable[Text]) -> Rows:
    """One row a draft, its parties settled: is it a labelled agreement? Minor ones teach nothing."""
    rows = Rows()
    for text in corpus:
        drafts = drafts_of(text)
        settle_parties(drafts)
        for draft in drafts:
            verdict = is_labelled(text, draft)
            if verdict is not None and draft.parties:
                rows.add(agreement_statements(draft, drafts), verdict, ORDINARY if text.sort == "news" else 1.0)
    return rows


def theme_rows(corpus: Iterable[Text]) -> Rows:
    """One row a theme and draft of a labelled agreement, its parties settled: is it one of the labelled themes?"""
    rows = Rows()
    for text in corpus:
        for draft in drafts_of(text) if text.labels else []:
            for label in [label for label in labels_of(text, draft) if "themes" in label][:1]:
                arguable = {theme for item in label.get("themes_alt") or [] for theme in _listed_themes(item)}
                arguable |= set(label.get("themes_tolerated") or [])
                for theme, _, statements in theme_statements(draft):
                    if theme in label["themes"] or theme not in arguable:
                        rows.add(statements, theme in label["themes"])
    return rows


def _listed_themes(item: str | list[str]) -> list[str]:
    return item.split("|") if isinstance(item, str) else item


def _kinds(draft: Draft, label: dict[str, Any]) -> Iterator[tuple[str, dict[str, float]]]:
    pays = bool(label.get("commitments"))
    return kind_statements(draft, pays, by_nouns(draft.sentences, pays)[0])


# What is said of a draft, and the statements that it is chosen by.
VERDICTS = {"status": lambda draft, _: status_statements(draft), "kind": _kinds}


def verdict_rows(corpus: Iterable[Text], name: str) -> Rows:
    """One row a status (or kind) and draft of a labelled agreement: is it the labelled one?"""
    rows = Rows()
    for draft, label in labelled_drafts(corpus, name):
        for value, statements in VERDICTS[name](draft, label):
            rows.add(statements, value in [label[name], *(label.get(f"{name}_alt") or [])])
    return rows


def labelled_drafts(corpus: Iterable[Text], name: str) -> Iterator[tuple[Draft, dict[str, Any]]]:
    """The drafts that tell of a labelled agreement, of which the label says the status (or kind)."""
    for text in corpus:
        drafts = drafts_of(text) if text.labels else []
        settle_parties(drafts)
        for draft in drafts:
            yield from ((draft, label) for label in labels_of(text, draft)[:1] if name in label)


def verdict_wordings(corpus: Sequence[Text]) -> dict[str, Any]:
    """For each status and each kind the weights of phrases that speak for it."""
    models: dict[str, Any] = {}
    for name in VERDICTS:
        found = [(sorted(wording_of(draft.sentences)), label[name]) for draft, label in labelled_drafts(corpus, name)]
        vectorizer = CountVectorizer(analyzer=list, min_df=3, binary=True)
        matrix = vectorizer.fit_transform([words for words, _ in found])
        phrases_ = vectorizer.get_feature_names_out()
        model = LogisticRegression(C=0.2, max_iter=1000).fit(matrix, [value for _, value in found])
        for value, weights, start in zip(model.classes_, model.coef_, model.intercept_, strict=True):
            models[f"{name} {value}"] = _weights(phrases_, weights, start, 0.03)
    return models


def drafts_of(text: Text) -> list[Draft]:
    """All drafts of a text, reported or not."""
    drafts: list[Draft] = []
    for candidate, resolve in in_reading_order(candidates_of(text), drafts, None):
        place(candidate, resolve, drafts)
    return drafts


def is_labelled(text: Text, draft: Draft) -> bool | None:
    """Whether the draft is one of the labelled agreements; None where that is arguable."""
    names = [name for name, _, _ in draft.parties.values()]
    matched = [label for label in text.labels if party_match(options_of(label), names)[0] >= 0.5]
    if text.sort == "page":
        matched = [label for label in matched if any(_is_told(draft, quote) for quote in quotes_of(label))]
    if any(not label.get("minor") for label in matched):
        return True
    # One with other parties than the labelled teaches nothing of what an agreement is like.
    return None if matched or (text.sort == "page" and labels_of(text, draft)) else False


def _is_told(draft: Draft, quote: str) -> bool:
    return any(tells(candidate, quote) for candidate in draft.sentences + draft.pointing)


def fit(name: str, rows: Rows) -> dict[str, Any]:
    """Fit one model; its trees in the judge's form."""
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(rows.statements)
    names = list(vectorizer.get_feature_names_out())
    trees: list[list[Any] | float] = []
    for seed in range(SEEDS):  # a mean of several sums of trees: one alone leans on the chance of its samples
        model = GradientBoostingClassifier(n_estimators=TREES[name], random_state=seed, **LEARNER)
        model.fit(matrix, rows.wanted, sample_weight=rows.weights)
        rate = model.learning_rate / SEEDS
        trees += [_nodes(tree.tree_, names, 0, rate) for tree in model.estimators_[:, 0]]
    weight = sum(rows.weights)
    share = sum(w for w, wanted in zip(rows.weights, rows.wanted, strict=True) if wanted) / weight
    return {"start": round(math.log(share / (1 - share)), 4), "trees": trees}


def _nodes(tree: Any, names: list[str], node: int, rate: float) -> list[Any] | float:
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * rate, 4)
    low, high = tree.children_left[node], tree.children_right[node]
    threshold = round(float(tree.threshold[node]), 4)
    return [names[tree.feature[node]], threshold, _nodes(tree, names, low, rate), _nodes(tree, names, high, rate)]


WORDINGS = {"party": "beside", "report": "wording", "same": "again"}  # the model of words that each looks at
ROWS = {"party": party_rows, "report": report_rows, "same": same_rows}


def fit_sentences(corpus: Sequence[Text]) -> dict[str, Any]:
    """The three models that look at sentences, each fitted on what the ones before it say."""
    models: dict[str, Any] = {}
    for again in (False, True):  # the report model's belief decides which sentences a draft is made of
        for name, rows_of in ROWS.items():
            rows = rows_of(corpus)
            if again and name == "same":
                rows = Rows.of([rows, placed_rows(corpus)])
            if name in WORDINGS:
                models[WORDINGS[name]] = fit_wording(WORDINGS[name], rows)
            models[name] = fit(name, rows)
            judge.use(models)
    return models


def fit_wording(name: str, rows: Rows) -> dict[str, Any]:
    """Fit the weights of phrases; each row's statement becomes what weights fitted without its text say of it."""
    for train, rest in GroupKFold(5).split(rows.phrases, groups=rows.groups):
        weights = weights_of(rows, train)
        judge.use({name: weights})
        for index in rest:
            said = judge.wording_probability(name, rows.phrases[index])
            rows.statements[index] = {**rows.statements[index], "wording": said}
    return weights_of(rows, range(len(rows.phrases)))


def weights_of(rows: Rows, indices: Iterable[int]) -> dict[str, Any]:
    """Logistic regression over the phrases of some rows; phrases of fewer than three rows are left out."""
    chosen = list(indices)
    vectorizer = CountVectorizer(analyzer=list, min_df=3, binary=True)
    matrix = vectorizer.fit_transform([sorted(rows.phrases[index]) for index in chosen])
    model = LogisticRegression(C=0.1, max_iter=500)
    model.fit(matrix, [rows.wanted[i] for i in chosen], sample_weight=[rows.weights[i] for i in chosen])
    return _weights(vectorizer.get_feature_names_out(), model.coef_[0], model.intercept_[0], 0.01)


def _weights(names: Sequence[str], weights: Sequence[float], start: float, least: float) -> dict[str, Any]:
    """A model of phrases without those that weigh next to nothing."""
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= least}
    return {"start": round(float(start), 4), "weights": kept}


def folds(corpus: Sequence[Text], number: int) -> list[list[Text]]:
    """The texts dealt out by their ids' order, texts of one agreement together."""
    dealt: dict[int, list[Text]] = defaultdict(list)
    together: dict[str, int] = {}
    for place_, text in enumerate(sorted(corpus, key=lambda text: (text.sort, text.identifier))):
        identifiers = [label["gold_id"] for label in text.labels if "gold_id" in label]
        fold = next((together[i] for i in identifiers if i in together), place_ % number)
        together.update(dict.fromkeys(identifiers, fold))
        dealt[fold].append(text)
    return list(dealt.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write judge.json")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--show", action="store_true", help="list what is missed in texts not fitted")
    arguments = parser.parse_args()
    corpus = texts()
    opened = [text for text in corpus if not text.is_held_out]
    parts = [_Part(fold, opened) for fold in folds(opened, arguments.folds)]
    scores: dict[str, Score] = {}
    for part in parts:
        part.settle(parts)
    for part in parts:
        part.score(parts, scores)
    for name in TREES:
        figures(f"{name}, cross-validated", [row for part in parts for row in part.guesses[name]])
    models = fit_sentences(opened)
    models |= verdict_wordings(opened)
    models["member"] = fit("member", Rows.of(part.members for part in parts))
    models["agreement"] = fit("agreement", Rows.of(part.drafts for part in parts))
    models["theme"] = fit("theme", Rows.of(part.themes for part in parts))
    models |= {name: fit(name, Rows.of(part.verdicts[name] for part in parts)) for name in VERDICTS}
    judge.use(models)
    score_texts([text for text in corpus if text.is_held_out and text.sort == "page"], scores)
    if arguments.show:
        show_misses(scores)
    show_figures(scores)
    if arguments.write:
        _write(models)


class _Part:
    """One fold: its texts, the models fitted without them, and what these say of them."""

    def __init__(self, fold: list[Text], opened: list[Text]) -> None:
        inside = {text.identifier for text in fold}
        self.texts = fold
        rest = [text for text in opened if text.identifier not in inside]
        self.models = fit_sentences(rest)
        self.models |= verdict_wordings(rest)
        judge.use(self.models)
        self.guesses = {name: guesses(name, rows_of(fold)) for name, rows_of in ROWS.items()}
        self.members = member_rows(fold)
        self.drafts = Rows()
        self.themes = theme_rows(fold)
        self.verdicts: dict[str, Rows] = {}

    def settle(self, parts: list[_Part]) -> None:
        """Fit the member model on the other folds; note what the drafts of this one are then like."""
        others = Rows.of(other.members for other in parts if other is not self)
        self.models["member"] = fit("member", others)
        judge.use(self.models)
        self.guesses["member"] = guesses("member", self.members)
        self.drafts = agreement_rows(self.texts)
        self.verdicts = {name: verdict_rows(self.texts, name) for name in VERDICTS}

    def score(self, parts: list[_Part], scores: dict[str, Score]) -> None:
        """Fit the agreement model on the other folds and read this one's pages."""
        others = Rows.of(other.drafts for other in parts if other is not self)
        self.models["agreement"] = fit("agreement", others)
        self.models["theme"] = fit("theme", Rows.of(other.themes for other in parts if other is not self))
        for name in VERDICTS:
            self.models[name] = fit(name, Rows.of(other.verdicts[name] for other in parts if other is not self))
        judge.use(self.models)
        self.guesses["agreement"] = guesses("agreement", self.drafts)
        self.guesses["theme"] = guesses("theme", self.themes)
        self.guesses |= {name: guesses(name, rows) for name, rows in self.verdicts.items()}
        score_texts([text for text in self.texts if text.sort == "page"], scores)


def guesses(model: str, rows: Rows) -> list[tuple[int, bool]]:
    """For each row whether it holds and whether the model says so."""
    said = [judge.probability(model, statements) >= 0.5 for statements in rows.statements]
    return list(zip(rows.wanted, said, strict=True))


def figures(label: str, rows: list[tuple[int, bool]]) -> None:
    wanted, said = zip(*rows, strict=True)
    precision, recall, f1, _ = precision_recall_fscore_support(wanted, said, average="binary")
    print(f"{label:28} n {len(rows):5} precision {precision:.3f} recall {recall:.3f} f1 {f1:.3f}", flush=True)


def _write(models: dict[str, Any]) -> None:
    """Write the file that the reader reads, one tree or phrase a line."""
    parts = []
    for name, model in models.items():
        if "weights" in model:
            lines = ",\n".join(f"{json.dumps(p, ensure_ascii=False)}: {w}" for p, w in sorted(model["weights"].items()))
            parts.append(f'"{name}": {{"start": {model["start"]}, "weights": {{\n{lines}\n}}}}')
        else:
            lines = ",\n".join(json.dumps(tree) for tree in model["trees"])
            parts.append(f'"{name}": {{"start": {model["start"]}, "trees": [\n{lines}\n]}}')
    JUDGE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
