-- grain: one article that a claim on the page rests on
WITH used AS (
    SELECT article_id FROM marts.agreement_reports WHERE agreement_id IN (FROM shown)
    UNION
    SELECT article_id FROM marts.agreement_history WHERE agreement_id IN (FROM shown)
    UNION
    SELECT article_id FROM marts.commitments WHERE agreement_id IN (FROM shown)
)

SELECT article_id, title, url, site, published_at, published_at_source
FROM marts.articles
WHERE article_id IN (FROM used)
ORDER BY article_id
