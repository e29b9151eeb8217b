"""How much of the truth about the sample web a published file tells: ``python -m etl.samples.score MARTS_FILE``."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.samples.article import Agreement
from etl.samples.gold import GoldPage, gold

_REPORTS = """
    select articles.url, reports.agreement_id, reports.kind, reports.status, reports.parties,
        strftime(reports.event_on, '%Y-%m-%d'), reports.event_on_precision
    from marts.agreement_reports as reports join marts.articles as articles using (article_id)
"""
_COMMITMENTS = "select agreement_id, amount, currency from marts.commitments"
_TEXTS = "select url, title, text from marts.articles"


@dataclass(frozen=True, slots=True)
class Report:
    """One row of ``marts.agreement_reports``, with the address of its page. ``event_on`` as exact as its precision."""

    url: str
    agreement_id: str
    kind: str
    status: str
    parties: frozenset[str]
    event_on: str | None


@dataclass(slots=True)
class Score:
    """Right answers and questions asked, by name; ``faults`` says in words where they part."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def tell(self, name: str, is_right: bool, fault: str) -> None:
        """Count one answer, and keep ``fault`` if it is wrong."""
        self.asked[name] += 1
        self.right[name] += is_right
        if not is_right:
            self.faults.append(f"{name}: {fault}")

    def share(self, name: str) -> float:
        """Right answers of all, in [0, 1]."""
        return self.right[name] / max(1, self.asked[name])


def score(marts_file: Path, pages: Sequence[GoldPage] | None = None) -> Score:
    """Compare a published file with the truth.

    ``words kept``: words of the bodies that the text has. ``words clean``: words of the
    text that the bodies have. ``reports found``: agreements on a page with at least two of
    the parties (one where there is one). ``reports true``: reports that are in the truth.
    Of those found: status, kind, parties, date. ``agreements whole``: one key, one id.
    ``agreements apart``: one id, one key. ``money found`` and ``money true``: sums by key.
    """
    pages = gold() if pages is None else pages
    with duckdb.connect(str(marts_file), read_only=True) as marts:
        texts = {_place(url): (title, text) for url, title, text in marts.execute(_TEXTS).fetchall()}
        reports = [_report(row) for row in marts.execute(_REPORTS).fetchall()]
        sums = defaultdict(set)
        for agreement_id, amount, currency in marts.execute(_COMMITMENTS).fetchall():
            sums[agreement_id].add((float(amount), currency))
    result = Score()
    for page in pages:
        _score_text(result, page, *texts.get(_place(page.url), (None, "")))
    ids_of_key = _score_reports(result, pages, reports)
    _score_identity(result, ids_of_key)
    _score_money(result, pages, ids_of_key, sums)
    return result


def _place(url: str) -> str:
    """The address without a last slash: whether a canonical address keeps it is a matter of taste."""
    return url.rstrip("/")


def _report(row: tuple[str, str, str, str, list[str], str | None, str | None]) -> Report:
    url, agreement_id, kind, status, parties, event_on, precision = row
    exact = {"day": 10, "month": 7, "quarter": 7, "year": 4}.get(precision or "", 0)
    return Report(url, agreement_id, kind, status, frozenset(parties), event_on[:exact] if event_on and exact else None)


def _score_text(result: Score, page: GoldPage, title: str | None, text: str) -> None:
    truth, found = Counter(_words(page.body)), Counter(_words([text or ""]))
    may_be_kept = truth + Counter(_words([page.standfirst or ""]))
    result.right["words kept"] += (truth & found).total()
    result.asked["words kept"] += truth.total()
    result.right["words clean"] += (may_be_kept & found).total()
    result.asked["words clean"] += found.total()
    result.tell("title", title == page.title, f"{page.url}: {title!r}")


def _words(texts: Iterable[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(texts))


def _score_reports(result: Score, pages: Sequence[GoldPage], reports: Sequence[Report]) -> dict[str, set[str]]:
    """The ids that the reports of each key were given, with the reports scored on the way."""
    by_url = defaultdict(list)
    for report in reports:
        by_url[_place(report.url)].append(report)
    ids_of_key = defaultdict(set)
    for page in pages:
        left = list(by_url[_place(page.url)])
        for agreement, match in _pairs([told.agreement for told in page.reports], left):
            if match is not None:
                left.remove(match)
                ids_of_key[agreement.key].add(match.agreement_id)
                result.tell("reports true", True, "")
            if not agreement.is_optional:
                _score_report(result, page.url, agreement, match)
        for report in left:
            result.tell("reports true", False, f"{page.url}: {report.status} {report.kind} of {sorted(report.parties)}")
    return dict(ids_of_key)


def _pairs(told: Sequence[Agreement], reports: Sequence[Report]) -> Iterator[tuple[Agreement, Report | None]]:
    """Each agreement of a page with the report most like it, no report used twice; required ones choose first."""
    left = list(reports)
    for agreement in sorted(told, key=lambda one: one.is_optional):
        likely = [report for report in left if _likeness(agreement, report) > 0]
        match = max(likely, key=lambda report: _likeness(agreement, report), default=None)
        if match is not None:
            left.remove(match)
        yield agreement, match


def _likeness(agreement: Agreement, report: Report) -> float:
    """Overlap of the parties, nudged by status and kind; 0 where too few parties are shared."""
    shared = len(report.parties & {*agreement.parties, *agreement.parties_also_right})
    if shared < min(2, len(agreement.parties)):
        return 0.0
    overlap = len(report.parties & set(agreement.parties)) / len(report.parties | set(agreement.parties))
    return 0.01 + overlap + 0.2 * (report.status == agreement.status) + 0.1 * (report.kind == agreement.kind)


def _score_report(result: Score, url: str, truth: Agreement, report: Report | None) -> None:
    where = f"{url}: {truth.key}"
    result.tell("reports found", report is not None, where)
    if report is None:
        return
    status = (truth.status, *truth.status_also_right)
    result.tell("status", report.status in status, f"{where}: {report.status}, not {truth.status}")
    result.tell("kind", report.kind in (truth.kind, *truth.kind_also_right), f"{where}: {report.kind}")
    extra = report.parties - {*truth.parties, *truth.parties_also_right}
    missing = set(truth.parties) - report.parties
    result.tell("parties", not extra and not missing, f"{where}: + {sorted(extra)} - {sorted(missing)}")
    if truth.date and report.event_on:
        same = report.event_on.startswith(truth.date) or truth.date.startswith(report.event_on)
        result.tell("date", same, f"{where}: {report.event_on}, not {truth.date}")


def _score_identity(result: Score, ids_of_key: dict[str, set[str]]) -> None:
    keys_of_id = defaultdict(set)
    for key, ids in ids_of_key.items():
        result.tell("agreements whole", len(ids) == 1, f"{key} has {len(ids)} ids")
        for agreement_id in ids:
            keys_of_id[agreement_id].add(key)
    for agreement_id, keys in keys_of_id.items():
        result.tell("agreements apart", len(keys) == 1, f"{agreement_id} is {', '.join(sorted(keys))}")


def _score_money(
    result: Score,
    pages: Sequence[GoldPage],
    ids_of_key: dict[str, set[str]],
    sums: dict[str, set[tuple[float, str]]],
) -> None:
    truth: dict[str, set[tuple[float, str]]] = defaultdict(set)
    for page in pages:
        for told in page.reports:
            truth[told.agreement.key] |= {(money.amount, money.currency) for money in told.agreement.money}
    for key, ids in ids_of_key.items():
        found = set().union(*(sums.get(agreement_id, set()) for agreement_id in ids))
        for amount, currency in truth[key]:
            result.tell("money found", (amount, currency) in found, f"{key}: {currency} {amount:,.0f}")
        for amount, currency in found:
            result.tell("money true", (amount, currency) in truth[key], f"{key}: {currency} {amount:,.0f}")


def main() -> None:
    """Print the shares, then every fault."""
    result = score(Path(sys.argv[1]))
    print("\n".join(f"{name:18}{result.share(name):7.3f}  of {result.asked[name]}" for name in result.asked))
    print("\n".join(result.faults))


if __name__ == "__main__":
    main()
