-- grain: agreement × theme
SELECT agreement_id, theme_id, article_count, sentence_id
FROM marts.agreement_themes
WHERE agreement_id IN (FROM shown)
ORDER BY agreement_id, article_count DESC, theme_id
