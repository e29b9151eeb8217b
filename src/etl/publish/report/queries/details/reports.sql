-- grain: one agreement in one article: what this article claims
SELECT
    r.agreement_id, r.article_id, r.name, r.kind, r.status, r.event_on, r.event_on_precision, r.confidence,
    r.sentence_id
FROM marts.agreement_reports AS r
LEFT JOIN marts.articles AS a ON r.article_id = a.article_id
WHERE r.agreement_id IN (FROM shown)
ORDER BY r.agreement_id, a.published_at, r.report_id
