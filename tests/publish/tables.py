"""The published tables as the models build them: columns and types, for the invented build file."""

TABLES = {
    "articles": "article_id VARCHAR NOT NULL, url VARCHAR, site VARCHAR, title VARCHAR, byline VARCHAR,"
    " published_at TIMESTAMP, published_at_source VARCHAR, language VARCHAR, word_count INTEGER, text VARCHAR,"
    " duplicate_of VARCHAR, version_count INTEGER, first_seen_at TIMESTAMP, last_seen_at TIMESTAMP",
    "agreements": "agreement_id VARCHAR NOT NULL, name VARCHAR, display_name VARCHAR, kind VARCHAR, level VARCHAR,"
    " status VARCHAR, status_on DATE, announced_on DATE, signed_on DATE, first_reported_on DATE, last_reported_on DATE,"
    " parties VARCHAR[], party_names VARCHAR[], themes VARCHAR[], committed_usd DOUBLE, states_no_money BOOLEAN,"
    " is_binding BOOLEAN, parent_agreement_id VARCHAR, article_count INTEGER, site_count INTEGER, confidence DOUBLE,"
    " evidence VARCHAR, evidence_url VARCHAR",
    "agreement_reports": "report_id VARCHAR NOT NULL, agreement_id VARCHAR, article_id VARCHAR, name VARCHAR,"
    " kind VARCHAR, level VARCHAR, status VARCHAR, event_on DATE, event_on_precision VARCHAR, parties VARCHAR[],"
    " themes VARCHAR[], states_no_money BOOLEAN, confidence DOUBLE, sentence_id VARCHAR, trace VARCHAR[]",
    "agreement_history": "agreement_id VARCHAR NOT NULL, seq INTEGER, status VARCHAR, event_on DATE, known_on DATE,"
    " event_on_precision VARCHAR,"
    " article_id VARCHAR, sentence_id VARCHAR",
    "agreement_parties": "agreement_id VARCHAR NOT NULL, party_id VARCHAR NOT NULL, party_name VARCHAR,"
    " party_type VARCHAR, role VARCHAR",
    "agreement_themes": "agreement_id VARCHAR NOT NULL, theme_id VARCHAR NOT NULL, article_count INTEGER,"
    " sentence_id VARCHAR",
    "agreement_corrections": "correction_id VARCHAR, action VARCHAR, agreement_id VARCHAR,"
    " written_agreement_id VARCHAR, article_id VARCHAR, other_agreement_id VARCHAR, field VARCHAR, value VARCHAR,"
    " reason VARCHAR, author VARCHAR, corrected_on DATE",
    "agreement_aliases": "old_agreement_id VARCHAR, agreement_id VARCHAR, merged_at TIMESTAMP, reason VARCHAR",
    "commitments": "commitment_id VARCHAR NOT NULL, agreement_id VARCHAR, amount DOUBLE, amount_min DOUBLE,"
    " currency VARCHAR, amount_usd DOUBLE, payer_id VARCHAR, payee_id VARCHAR, purpose VARCHAR, years DOUBLE,"
    " is_total BOOLEAN, part_of VARCHAR, article_id VARCHAR, sentence_id VARCHAR, bound VARCHAR, is_per_year BOOLEAN,"
    " counted_usd DOUBLE, is_disputed BOOLEAN, known_on DATE",
    "parties": "party_id VARCHAR NOT NULL, name VARCHAR, party_type VARCHAR, iso3 VARCHAR, wikidata VARCHAR",
    "themes": "theme_id VARCHAR NOT NULL, name VARCHAR, description VARCHAR",
    "theme_crosswalk": "theme_id VARCHAR, scheme VARCHAR, scheme_version VARCHAR, code VARCHAR, relation VARCHAR",
    "theme_mentions": "article_id VARCHAR, sentence_id VARCHAR, theme_id VARCHAR, term VARCHAR, start_char INTEGER,"
    " end_char INTEGER",
    "article_themes": "article_id VARCHAR, theme_id VARCHAR, mentions INTEGER, share DOUBLE, is_main BOOLEAN",
    "theme_trends": "theme_id VARCHAR, month DATE, articles INTEGER, share_of_articles DOUBLE, agreements_new INTEGER,"
    " agreements_active INTEGER, committed_usd DOUBLE, articles_3m_avg DOUBLE, change_12m INTEGER",
    "theme_pairs": "theme_a VARCHAR, theme_b VARCHAR, year INTEGER, articles INTEGER, agreements INTEGER, lift DOUBLE",
    "party_pairs": "party_a VARCHAR, party_b VARCHAR, year INTEGER, agreements INTEGER, articles INTEGER,"
    " themes VARCHAR[], committed_usd DOUBLE",
    "sentences": "sentence_id VARCHAR NOT NULL, article_id VARCHAR, block_no INTEGER, start_char INTEGER,"
    " end_char INTEGER, text VARCHAR",
    "stripped_blocks": "article_id VARCHAR, block_no INTEGER, text VARCHAR, reason VARCHAR",
    "fetch_outcomes": "url VARCHAR, source_id VARCHAR, attempted_at TIMESTAMP, outcome VARCHAR, http_status INTEGER,"
    " bytes BIGINT, error VARCHAR",
    "refresh_runs": "run_id VARCHAR, started_at TIMESTAMP, finished_at TIMESTAMP, pages_new INTEGER,"
    " pages_unchanged INTEGER, pages_failed INTEGER, agreements_new INTEGER, agreements_changed INTEGER,"
    " code_version VARCHAR, vocabulary_version VARCHAR",
    "dates": "day DATE NOT NULL, month DATE, quarter DATE, year INTEGER",
    "source_health": "source_id VARCHAR, day DATE, links INTEGER, fetched INTEGER, failed INTEGER, unchanged INTEGER,"
    " kept_ratio DOUBLE, agreements INTEGER, last_success_at TIMESTAMP",
}
