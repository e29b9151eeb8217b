-- grain: one promise of money in an agreement shown on the page
SELECT
    commitment_id, agreement_id, amount, amount_min, currency, amount_usd, counted_usd, payer_id, payee_id, purpose,
    years, is_per_year, bound, is_total, part_of, is_disputed, article_id, sentence_id
FROM marts.commitments
WHERE agreement_id IN (FROM shown)
ORDER BY agreement_id, is_total DESC, amount_usd DESC, commitment_id
