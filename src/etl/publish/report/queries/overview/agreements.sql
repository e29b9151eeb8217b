-- grain: one agreement shown on the page
SELECT
    agreement_id, name, display_name AS title, kind, level, status, status_on, announced_on, signed_on, first_reported_on, last_reported_on,
    list_sort(parties) AS parties, list_sort(themes) AS themes, committed_usd, states_no_money, is_binding,
    parent_agreement_id, article_count, site_count, confidence
FROM marts.agreements
WHERE agreement_id IN (FROM shown)
ORDER BY last_reported_on DESC NULLS LAST, agreement_id
