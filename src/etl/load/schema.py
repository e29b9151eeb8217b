"""The staging tables: one Arrow schema each, the only place that names their columns.

Grain and key of each table stand beside it. Everything but ``fetch_outcomes``,
``discoveries`` and ``refresh_runs`` hangs on ``version_id``: one version of one
page, as one code and vocabulary version read it. Numbers (``block_no``,
``sentence_no``, ``report_no``, ``commitment_no``) count from 0 within a version.
Times are UTC.
"""

from __future__ import annotations

import pyarrow as pa

TEXT, INT, REAL, FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
TIME, DAY, TEXTS = pa.timestamp("us"), pa.date32(), pa.list_(pa.string())


def _table(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


# fmt: off
STAGING: dict[str, pa.Schema] = {
    # one attempt at one URL; key attempt_id
    "fetch_outcomes": _table(
        attempt_id=TEXT, run_id=TEXT, url=TEXT, final_url=TEXT, source_id=TEXT, attempted_at=TIME,
        outcome=TEXT, http_status=INT, bytes=pa.int64(), error=TEXT, etag=TEXT, last_modified=TEXT,
        content_hash=TEXT, link_modified_at=TIME, raw_file=TEXT,
    ),
    # one source in one run; key run_id, source_id
    "discoveries": _table(run_id=TEXT, source_id=TEXT, discovered_at=TIME, links=INT, error=TEXT),
    # one finished run; key run_id
    "refresh_runs": _table(
        run_id=TEXT, started_at=TIME, finished_at=TIME, pages_new=INT, pages_unchanged=INT,
        pages_failed=INT, code_version=TEXT, vocabulary_version=TEXT,
    ),
    # one version of one page; key version_id. signature: MinHash of the kept words (64 values, empty when too short)
    "page_versions": _table(
        version_id=TEXT, article_id=TEXT, url=TEXT, requested_url=TEXT, site=TEXT, source_id=TEXT,
        run_id=TEXT, fetched_at=TIME, content_hash=TEXT, title=TEXT, byline=TEXT, published_at=TIME,
        published_at_source=TEXT, language=TEXT, word_count=INT, empty_reason=TEXT,
        signature=pa.list_(pa.uint32()), code_version=TEXT, vocabulary_version=TEXT, raw_file=TEXT,
    ),
    # one block of one version; key version_id, block_no
    "blocks": _table(version_id=TEXT, block_no=INT, text=TEXT, kept=FLAG, reason=TEXT, score=REAL),
    # one sentence of a kept block; key version_id, sentence_no. start_char, end_char: in the block's text
    "sentences": _table(
        version_id=TEXT, sentence_no=INT, sentence_id=TEXT, block_no=INT, start_char=INT, end_char=INT, text=TEXT,
    ),
    # one term in one sentence (sentence_no null: in the title); start_char, end_char: in the sentence's text
    "mentions": _table(
        version_id=TEXT, sentence_no=INT, start_char=INT, end_char=INT, term=TEXT, kind=TEXT, entity_id=TEXT,
    ),
    # one agreement in one version; key version_id, report_no
    "agreement_reports": _table(
        version_id=TEXT, report_no=INT, name=TEXT, kind=TEXT, level=TEXT, status=TEXT, event_on=DAY,
        event_on_precision=TEXT, event_earliest=DAY, event_latest=DAY, states_no_money=FLAG, is_binding=FLAG,
        confidence=REAL, sentence_no=INT, parent_report_no=INT, trace=TEXTS,
    ),
    # one sentence that speaks of one reported agreement; key version_id, report_no, sentence_no
    "report_sentences": _table(version_id=TEXT, report_no=INT, sentence_no=INT),
    # one party of one reported agreement; key version_id, report_no, party_id
    "report_parties": _table(
        version_id=TEXT, report_no=INT, party_id=TEXT, party_name=TEXT, party_type=TEXT, iso3=TEXT, role=TEXT,
        sentence_no=INT,
    ),
    # one theme of one reported agreement; key version_id, report_no, theme_id
    "report_themes": _table(version_id=TEXT, report_no=INT, theme_id=TEXT, sentence_no=INT),
    # one promise of money in one version; key version_id, commitment_no. payer and payee may be parties of no report
    "commitments": _table(
        version_id=TEXT, commitment_no=INT, report_no=INT, amount=REAL, amount_min=REAL, currency=TEXT,
        payer_id=TEXT, payer_name=TEXT, payer_type=TEXT, payer_iso3=TEXT,
        payee_id=TEXT, payee_name=TEXT, payee_type=TEXT, payee_iso3=TEXT,
        purpose=TEXT, years=REAL, is_per_year=FLAG, bound=TEXT, is_total=FLAG, part_of=INT, sentence_no=INT,
    ),
}
# fmt: on
