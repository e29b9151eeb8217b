"""One page's article and facts as rows of the staging tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from etl.extract import Article
from etl.fetch.page import RawPage
from etl.load.ids import article_id, sentence_ids
from etl.load.schema import STAGING
from etl.load.signature import signature
from etl.read import AgreementReport, Commitment, Facts, Party
from etl.versions import Versions

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def naive_utc(moment: datetime | None) -> datetime | None:
    """DuckDB's TIMESTAMP has no zone; all our times are UTC. A time without a zone is taken as UTC."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def outcome_row(page: RawPage, raw_file: str) -> Row:
    """The row of ``fetch_outcomes`` for one attempt."""
    return {
        "attempt_id": page.attempt_id, "run_id": page.run_id, "url": page.link.url, "final_url": page.final_url,
        "source_id": page.link.source_id, "attempted_at": naive_utc(page.attempted_at), "outcome": page.outcome,
        "http_status": page.http_status, "bytes": page.bytes, "error": page.error, "etag": page.etag,
        "last_modified": page.last_modified, "content_hash": page.content_hash,
        "link_modified_at": naive_utc(page.link.modified_at), "raw_file": raw_file,
    }  # fmt: skip


def page_rows(page: RawPage, article: Article, facts: Facts, versions: Versions, raw_file: str) -> Rows:
    """All staging rows of one page version, by table."""
    version_id = page.attempt_id
    url = article.url or page.final_url
    article_key = article_id(url)
    rows: Rows = defaultdict(list)
    rows["page_versions"].append({
        "version_id": version_id, "article_id": article_key, "url": url, "requested_url": page.link.url,
        "site": article.site, "source_id": page.link.source_id, "run_id": page.run_id,
        "fetched_at": naive_utc(page.received_at or page.attempted_at), "content_hash": page.content_hash,
        "title": article.title,
        "byline": article.byline, "published_at": naive_utc(article.published_at),
        "published_at_source": article.published_at_source, "language": article.language,
        "word_count": len(article.text.split()), "empty_reason": article.empty_reason,
        "signature": signature(article.text), "code_version": versions.code,
        "vocabulary_version": versions.vocabulary, "raw_file": raw_file,
    })  # fmt: skip
    for number, block in enumerate(article.blocks):
        rows["blocks"].append({
            "block_no": number, "text": block.text, "kept": block.kept, "reason": block.reason, "score": block.score,
        })  # fmt: skip
    for number, (sentence, sentence_id) in enumerate(
        zip(facts.sentences, sentence_ids(article_key, (s.text for s in facts.sentences)), strict=True)
    ):
        rows["sentences"].append({
            "sentence_no": number, "sentence_id": sentence_id, "block_no": sentence.block,
            "start_char": sentence.start, "end_char": sentence.end, "text": sentence.text,
        })  # fmt: skip
    for mention in facts.mentions:
        rows["mentions"].append({
            "sentence_no": mention.sentence, "start_char": mention.start, "end_char": mention.end,
            "term": mention.term, "kind": mention.kind, "entity_id": mention.entity_id,
        })  # fmt: skip
    for number, report in enumerate(facts.agreements):
        _add_report(rows, number, report)
    for number, commitment in enumerate(facts.commitments):
        rows["commitments"].append(_commitment_row(number, commitment))
    for table in rows.values():
        for row in table:
            row["version_id"] = version_id
    return rows


def _add_report(rows: Rows, number: int, report: AgreementReport) -> None:
    rows["agreement_reports"].append({
        "report_no": number, "name": report.name, "kind": report.kind, "level": report.level,
        "status": report.status, "event_on": report.event_on, "event_on_precision": report.event_on_precision,
        "event_earliest": report.event_earliest, "event_latest": report.event_latest,
        "states_no_money": report.states_no_money, "is_binding": report.is_binding, "confidence": report.confidence,
        "sentence_no": report.sentence, "parent_report_no": report.parent, "trace": list(report.trace),
    })  # fmt: skip
    rows["report_sentences"].extend({"report_no": number, "sentence_no": sentence} for sentence in report.sentences)
    rows["report_themes"].extend(
        {"report_no": number, "theme_id": theme.theme_id, "sentence_no": theme.sentence} for theme in report.themes
    )
    rows["report_parties"].extend({
        "report_no": number, "party_id": party.party_id, "party_name": party.name, "party_type": party.party_type,
        "iso3": party.iso3, "role": party.role, "sentence_no": party.sentence,
    } for party in report.parties)  # fmt: skip


def _commitment_row(number: int, commitment: Commitment) -> Row:
    return {
        "commitment_no": number, "report_no": commitment.agreement, "amount": commitment.amount,
        "amount_min": commitment.amount_min, "currency": commitment.currency, "purpose": commitment.purpose,
        "years": commitment.years, "is_per_year": commitment.is_per_year, "bound": commitment.bound,
        "is_total": commitment.is_total, "part_of": commitment.part_of, "sentence_no": commitment.sentence,
        **_side("payer", commitment.payer), **_side("payee", commitment.payee),
    }  # fmt: skip


def _side(side: str, party: Party | None) -> Row:
    return {
        f"{side}_id": party and party.party_id, f"{side}_name": party and party.name,
        f"{side}_type": party and party.party_type, f"{side}_iso3": party and party.iso3,
    }  # fmt: skip


def arrow_tables(rows_of_pages: Iterable[Rows]) -> dict[str, pa.Table]:
    """The rows of many pages as one Arrow table per staging table, with its exact schema."""
    gathered: Rows = defaultdict(list)
    for rows in rows_of_pages:
        for name, table in rows.items():
            gathered[name].extend(table)
    return {name: pa.Table.from_pylist(table, schema=STAGING[name]) for name, table in gathered.items()}
