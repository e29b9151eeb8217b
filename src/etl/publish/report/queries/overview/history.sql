-- grain: one change of status of an agreement shown on the page
-- shown_on: the day it happened, else the day of the article that says so; known_on may only be the day we saw it
SELECT
    h.agreement_id, h.seq, h.status, h.event_on, h.event_on_precision, h.known_on,
    coalesce(h.event_on, a.published_at::DATE) AS shown_on, h.article_id, h.sentence_id
FROM marts.agreement_history AS h
LEFT JOIN marts.articles AS a ON h.article_id = a.article_id
WHERE h.agreement_id IN (FROM shown)
ORDER BY h.agreement_id, h.seq
