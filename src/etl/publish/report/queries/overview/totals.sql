-- grain: one row, what the whole warehouse holds
SELECT
    (SELECT count(*) FROM marts.agreements) AS agreements,
    (SELECT count(DISTINCT party_id) FROM marts.agreement_parties) AS parties,
    (SELECT count(*) FROM marts.articles WHERE duplicate_of IS NULL) AS articles,
    (SELECT count(*) FROM marts.articles WHERE duplicate_of IS NOT NULL) AS duplicates,
    (
        SELECT count(*) FROM marts.articles
        WHERE duplicate_of IS NULL AND word_count > 0
            AND published_at >= (SELECT max(month) - INTERVAL 11 MONTH FROM marts.theme_trends)
    ) AS articles_last_year,
    (SELECT count(DISTINCT site) FROM marts.articles) AS sites,
    (SELECT count(*) FROM marts.articles WHERE published_at IS NULL) AS articles_without_date,
    (SELECT count(*) FROM marts.articles WHERE word_count = 0 OR text IS NULL OR text = '') AS articles_without_text,
    (SELECT count(*) FROM marts.agreements WHERE confidence < 0.5) AS agreements_in_doubt
