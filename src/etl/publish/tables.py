"""The published tables: their order, keys and indexes."""

from __future__ import annotations

# Rows are written in this order, so that neighbours in meaning are neighbours on disk
# and two publications of equal rows are equal files. The first table of the list is
# the first a reader sees in a BI tool's catalogue.
KEYS: dict[str, tuple[str, ...]] = {
    "agreements": ("agreement_id",),
    "agreement_history": ("agreement_id", "seq"),
    "agreement_parties": ("agreement_id", "party_id"),
    "agreement_themes": ("agreement_id", "theme_id"),
    "agreement_reports": ("report_id",),
    "agreement_aliases": ("old_agreement_id",),
    "agreement_corrections": ("correction_id",),
    "commitments": ("commitment_id",),
    "parties": ("party_id",),
    "party_pairs": ("party_a", "party_b", "year"),
    "articles": ("article_id",),
    "article_themes": ("article_id", "theme_id"),
    "sentences": ("sentence_id",),
    "stripped_blocks": ("article_id", "block_no"),
    "themes": ("theme_id",),
    "theme_crosswalk": ("theme_id", "scheme", "code"),
    "theme_mentions": ("article_id", "sentence_id", "start_char", "theme_id"),
    "theme_trends": ("theme_id", "month"),
    "theme_pairs": ("theme_a", "theme_b", "year"),
    "fetch_outcomes": ("attempted_at", "url"),
    "refresh_runs": ("started_at", "run_id"),
    "source_health": ("source_id", "day"),
    "dates": ("day",),
}

# One column that identifies a row: a primary key in the published file, so that BI
# tools join the star without help.
ENTITIES = frozenset({"agreements", "agreement_reports", "commitments", "parties", "articles", "themes", "dates"})

# Columns that people look things up by; each gets an index in tables where it is not the primary key.
LOOKUPS = ("agreement_id", "article_id", "party_id", "theme_id", "sentence_id")
