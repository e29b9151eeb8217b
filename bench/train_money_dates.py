"""Fit the judges of promised money, of who pays it and of the dates of events; write src/etl/read/weights.json.

usage: PACTWATCH_SHARED=DIR python bench/train_money_dates.py [--write] [--fast]

Learns from bench/promise_examples.csv and tests/read/test_commitments.tsv (sentences with
their promises), from the labelled passages and pages, a third of which (by their id) is
never fitted, and from further files of labelled pages (``--pages``). Prints
cross-validated figures on what is fitted, and figures on the rest and on ``--check``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_corpus import options_of, party_match, same_party, slug, texts

from etl.extract.article import Article
from etl.read.article import views_of, weighed
from etl.read.bearers import Cast, payer_statements
from etl.read.candidates import Candidate, contexts, is_worth_weighing, weigh
from etl.read.capitals import Capitals
from etl.read.draft import Draft
from etl.read.events import possible_dates
from etl.read.funding import cast_of, described, money_sentences
from etl.read.money import MoneyExpression, find_money, load_currencies
from etl.read.money_cues import cues_beside
from etl.read.money_places import place_statements, reaches_of
from etl.read.names import Name, find_names, people_in
from etl.read.payers import roles_of
from etl.read.promises import statements_on
from etl.read.reports import draft_reports
from etl.read.spans import find_spans
from etl.read.view import View, make_view
from etl.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src" / "etl" / "read" / "weights.json"
# Weight decay, by cross-validation.
STRENGTH = {"promise": 0.1, "payer": 0.3, "date": 0.1}
WORD_IN_TEXTS = 6  # a word counts as a statement if it stands beside the sums of so many texts
TABLE_WEIGHT = 18.0
PAGE_WEIGHT = 2.5  # single sentences are many and easy; pages are what is read
TOLD = {"told here": 1.0, "told in this clause": 1.0, "only report": 1.0}


@dataclass
class Rows:
    """Statements, wanted answers (0 or 1), groups that are not parted in cross-validation.

    Rows of one question compete: of the reports of an article one gets the sum, of the
    names one pays it.
    """

    statements: list[dict[str, float]] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def weights(self) -> list[float]:
        """Sums of pages count more than those of sentences by themselves, and the tested ones most."""
        return [
            TABLE_WEIGHT if group.startswith("table") else 1.0 if is_sentence(group) else PAGE_WEIGHT
            for group in self.groups
        ]

    def add(self, statements: dict[str, float], wanted: bool, group: str, question: str = "") -> None:
        self.statements.append(statements)
        self.wanted.append(int(wanted))
        self.groups.append(group)
        self.questions.append(f"{group} {question}")


@dataclass
class Lessons:
    """The rows of the three judges."""

    promise: Rows = field(default_factory=Rows)
    payer: Rows = field(default_factory=Rows)
    date: Rows = field(default_factory=Rows)


def is_sentence(group: str) -> bool:
    """Whether the rows of a group come from a sentence or passage by itself."""
    return group.startswith(("example", "table")) or bool(re.fullmatch(r"s\d+", group))


def sentence_lessons(lessons: Lessons) -> None:
    """Sentences written for the purpose: each amount with 1 or 0; and those of the tests, with who pays."""
    with (ROOT / "bench" / "promise_examples.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            view = make_view(0, 0, row["text"], find_spans(row["text"], load_vocabulary()))
            money = find_money(row["text"], load_currencies(), [span.iso3 for span in view.spans if span.iso3])
            names = find_names(view, people_in(row["text"]))
            cues = cues_beside(row["text"], money)
            for index, amount in enumerate(money):
                if amount.conversion_of is None and amount.text in row["amount"]:
                    roles = roles_of(row["text"], index, money, cues, names, ())
                    statements = statements_on(row["text"], index, money, cues, roles) | TOLD
                    lessons.promise.add(statements, row["label"] == "1", f"example {number}", str(index))
    with (ROOT / "tests" / "read" / "test_commitments.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
            _table_lessons(lessons, row, f"table {number}")


def _table_lessons(lessons: Lessons, row: dict[str, str], group: str) -> None:
    text = row["text"]
    concluding = []
    for item in row["parties"].split(", "):
        name, party_id = item.rsplit(" ", 1)
        start = max(text.find(name), 0)
        concluding.append(Name(start, start + len(name), party_id, name, "unresolved", None, ""))
    names = sorted((name for name in concluding if name.name in text), key=lambda name: name.start)
    money = find_money(text, load_currencies(), [name.party_id for name in names])
    cues = cues_beside(text, money)
    expected = [part.split() for part in row["expected"].split("; ")]
    for index, amount in enumerate(money):
        if amount.conversion_of is not None:
            continue
        mine = [part for part in expected if part[:2] == [f"{amount.amount:.0f}", amount.currency]]
        roles = roles_of(text, index, money, cues, names, concluding)
        lessons.promise.add(statements_on(text, index, money, cues, roles) | TOLD, bool(mine), group, str(index))
        payers = {part[3] for part in mine if part[2:3] == ["by"]}
        cast = Cast(text, amount, money[:index], cues, names, concluding, None, roles, {}, {})
        for name in cast.candidates() if mine and len(payers) <= 1 else []:
            lessons.payer.add(payer_statements(cast, name), name.party_id in payers, group, str(index))


def article_lessons(lessons: Lessons, article: Article, labels: Sequence[dict[str, Any]], group: str) -> None:
    """Every sum of an article with every report that fits a label."""
    views = views_of(article)
    people = people_in("\n".join(view.text for view in views))
    day: date | None = article.published_at.date() if article.published_at else None
    drafts, asides = draft_reports(weighed(views, people), day)
    chosen = matched(drafts, labels)
    _draft_lessons(lessons, views, people, (drafts, asides), chosen, group, "read")
    for report, label in chosen.items():
        if not label.get("minor"):
            _date_lessons(lessons, views, drafts[report], label, day, group, f"read {report}")
    if not any(label.get("sentences") for label in labels):
        return
    perfect = labelled_drafts(views, people, labels)
    _draft_lessons(lessons, views, people, (perfect, []), dict(enumerate(labels)), group, "given")
    for report, label in enumerate(labels):
        if not label.get("minor"):
            _date_lessons(lessons, views, perfect[report], label, day, group, f"given {report}")


def _date_lessons(
    lessons: Lessons,
    views: Sequence[View],
    draft: Draft,
    label: dict[str, Any],
    published: date | None,
    group: str,
    question: str,
) -> None:
    """Every date of an article as the date of one agreement's event."""
    days = [day for day in (label.get("date"), *(label.get("date_alt") or [])) if day]
    for dated in possible_dates(draft, views, label["status"], published, (None, None)):
        if dated.found.day is not None:
            is_right = any(str(dated.found.day).startswith(day) for day in days)
            lessons.date.add(dated.statements, is_right, group, question)


def _draft_lessons(
    lessons: Lessons,
    views: Sequence[View],
    people: Capitals,
    told: tuple[Sequence[Draft], Sequence[Draft]],
    chosen: dict[int, dict[str, Any]],
    group: str,
    way: str,
) -> None:
    """Every sum of an article with every report that has a label; ``told`` are the reports and the asides."""
    drafts, asides = told
    sentences = money_sentences(drafts, views, people)
    casts = {report: described(drafts[report], views) for report in chosen} if sentences else {}
    for sentence in sentences:
        cues = cues_beside(sentence.view.text, sentence.money)
        reaches = reaches_of(sentence.view, drafts, asides)
        for report, label in chosen.items():
            if label.get("minor"):  # agreements in passing are labelled without their money
                continue
            concluding, names, antecedent = cast_of(sentence, drafts[report], casts[report])
            for index, amount in enumerate(sentence.money):
                row = promised_as(amount, label)
                if amount.conversion_of is not None or (row or {}).get("minor"):
                    continue
                roles = roles_of(sentence.view.text, index, sentence.money, cues, names, concluding, antecedent)
                statements = statements_on(sentence.view.text, index, sentence.money, cues, roles)
                places = place_statements(sentence, names, index, report, reaches, drafts, asides, sentences, views)
                question = f"{way} {sentence.view.number} {index}"
                lessons.promise.add(statements | places, row is not None, group, question)
                if row is None or row.get("is_total"):
                    continue
                deeds = {party.name.party_id: party.deeds for party in casts[report]}
                nouns = {party.name.party_id: party.nouns for party in casts[report]}
                earlier = sentence.money[:index]
                cast = Cast(
                    sentence.view.text, amount, earlier, cues, names, concluding, antecedent, roles, deeds, nouns
                )
                for name in cast.candidates():
                    pays = bool(row.get("payer")) and same_party(row["payer"], name)
                    if not pays and any(same_party(other, name) for other in row.get("payer_alt") or []):
                        continue
                    lessons.payer.add(payer_statements(cast, name), pays, group, f"{question} {report}")


def labelled_drafts(views: Sequence[View], people: Capitals, labels: Sequence[dict[str, Any]]) -> list[Draft]:
    """The reports that a faultless reader would draft: from the labels' parties and sentences."""
    nearby = contexts(views, people)
    candidates = weigh(list(zip(views, nearby, strict=True)))
    return [_labelled_draft(candidates, label) for label in labels]


def _labelled_draft(candidates: Sequence[Candidate], label: dict[str, Any]) -> Draft:
    draft = Draft()
    named = [(name, candidate) for candidate in candidates for name in candidate.names]
    for party in label["parties"]:
        made = Name(0, 0, party if len(party) == 3 else slug(party), party, _sort_of(party), None, "")
        hits = [(name, candidate) for name, candidate in named if same_party(party, name)]
        name, candidate = hits[0] if hits else (made, candidates[0])
        draft.parties.setdefault(name.party_id, (name, 1.0, candidate))
    evidence = label.get("evidence") or ""
    spoken = [*(label.get("sentences") or []), evidence]
    for candidate in candidates:
        text = candidate.view.text
        if not any(part and (part in text or text in part) for part in spoken):
            continue
        named = {name.party_id for name in candidate.names} & set(draft.parties)
        candidate = replace(candidate, is_background=bool(label.get("minor")))
        if evidence in text or (is_worth_weighing(candidate.view) and (len(named) > 1 or candidate.view.has("sides"))):
            draft.sentences.append(candidate)
        elif is_worth_weighing(candidate.view):
            draft.pointing.append(candidate)
    if not draft.sentences:
        draft.sentences.append(candidates[0])
    return draft


def _sort_of(party: str) -> str:
    return "country" if len(party) == 3 and party.isupper() else "unresolved"


def matched(drafts: Sequence[Draft], labels: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The label of each report that has one: the same parties, and best the label's own words among its sentences."""
    pairs = []
    for report, draft in enumerate(drafts):
        names = [name for name, _, _ in draft.parties.values()]
        for place, label in enumerate(labels):
            jaccard = party_match(options_of(label), names)[0]
            evidence = label.get("evidence") or ""
            told = bool(evidence) and any(evidence in candidate.view.text for candidate in draft.sentences)
            if jaccard >= 0.5:
                pairs.append((jaccard + told, report, place))
    chosen: dict[int, dict[str, Any]] = {}
    taken: set[int] = set()
    for _, report, place in sorted(pairs, reverse=True):
        if report not in chosen and place not in taken:
            chosen[report] = labels[place]
            taken.add(place)
    return chosen


def promised_as(amount: MoneyExpression, label: dict[str, Any]) -> dict[str, Any] | None:
    """The labelled commitment (or total) of the same sum, if there is one."""
    rows = [
        *(label.get("commitments") or []),
        *([label["commitments_total"]] if label.get("commitments_total") else []),
    ]
    for row in rows:
        values = [float(value) for value in (row["amount"], row.get("amount_min")) if value]
        dollars = amount.text.startswith("$") and row["currency"].endswith("D")  # a plain sign may be the payer's own
        if (row["currency"] == amount.currency or dollars) and any(
            abs(amount.amount - value) <= 0.005 * value for value in values
        ):
            return dict(row)
    return None


def items(held: bool) -> Iterator[tuple[Article, list[dict[str, Any]], str]]:
    """The labelled passages and pages of one part."""
    for text in texts():
        if text.sort != "news" and text.is_held_out == held and not text.identifier.startswith("own-"):
            yield text.article, list(text.labels), text.identifier


def lessons_of(found: Iterable[tuple[Article, list[dict[str, Any]], str]], lessons: Lessons) -> Lessons:
    for article, labels, group in found:
        article_lessons(lessons, article, labels, group)
    return lessons


def without_rare_words(rows: Rows) -> list[dict[str, float]]:
    """The statements, without those on words that few texts have."""
    seen: dict[str, set[str]] = {}
    for statements, group in zip(rows.statements, rows.groups, strict=True):
        for statement in statements:
            if statement.startswith("word "):
                seen.setdefault(statement, set()).add(group)
    rare = {statement for statement, groups in seen.items() if len(groups) < WORD_IN_TEXTS}
    return [{name: value for name, value in row.items() if name not in rare} for row in rows.statements]


def fit(name: str, learnt: Rows, checks: dict[str, Rows]) -> dict[str, float]:
    """Fit one judge, print its figures, return its weights."""
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(without_rare_words(learnt))
    model = LogisticRegression(C=STRENGTH[name], max_iter=5000)
    weight = {"sample_weight": learnt.weights()}
    guesses = cross_val_predict(model, matrix, learnt.wanted, groups=learnt.groups, cv=GroupKFold(8), params=weight)
    show(f"{name} cross-validated", learnt.wanted, guesses)
    on_pages = [place for place, group in enumerate(learnt.groups) if not is_sentence(group)]
    show(f"{name} cross-validated, pages", [learnt.wanted[p] for p in on_pages], [guesses[p] for p in on_pages])
    model.fit(matrix, learnt.wanted, **weight)
    show(f"{name} fitted", learnt.wanted, model.predict(matrix))
    for label, rows in checks.items():
        if rows.wanted:
            show(f"{name} {label}", rows.wanted, model.predict(vectorizer.transform(rows.statements)))
    weights = {"(always)": round(float(model.intercept_[0]), 3)}
    names = vectorizer.get_feature_names_out()
    weights |= {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {name: weight for name, weight in weights.items() if weight}


def show(title: str, wanted: Sequence[int], guesses: Any) -> None:
    """Print one line of figures."""
    precision, recall, f1, _ = precision_recall_fscore_support(wanted, guesses, average="binary", zero_division=0)
    print(f"{title}: n {len(wanted)} of which {sum(wanted)}; P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def main() -> None:
    """Fit both, show the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fast", action="store_true", help="without cross-validation")
    arguments = parser.parse_args()
    learnt = Lessons()
    sentence_lessons(learnt)
    lessons_of(items(held=False), learnt)
    held = lessons_of(items(held=True), Lessons())
    models = {
        "promise": fit("promise", learnt.promise, {"held out": held.promise}),
        "payer": fit("payer", learnt.payer, {"held out": held.payer}),
        "date": fit("date", learnt.date, {"held out": held.date}),
    }
    if arguments.write:
        WEIGHTS.write_text(json.dumps(models, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
