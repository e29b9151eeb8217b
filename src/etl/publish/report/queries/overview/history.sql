-- grain: one change of status of an agreement shown on the page
SELECT agreement_id, seq, status, event_on, known_on, article_id, sentence_id
FROM marts.agreement_history
WHERE agreement_id IN (FROM shown)
ORDER BY agreement_id, seq
