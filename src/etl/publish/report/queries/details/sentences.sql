-- grain: one sentence that a claim on the page rests on
WITH used AS (
    SELECT sentence_id FROM marts.agreement_reports WHERE agreement_id IN (FROM shown)
    UNION
    SELECT sentence_id FROM marts.agreement_history WHERE agreement_id IN (FROM shown)
    UNION
    SELECT sentence_id FROM marts.agreement_themes WHERE agreement_id IN (FROM shown)
    UNION
    SELECT sentence_id FROM marts.commitments WHERE agreement_id IN (FROM shown)
)

SELECT sentence_id, article_id, text
FROM marts.sentences
WHERE sentence_id IN (FROM used)
ORDER BY sentence_id
