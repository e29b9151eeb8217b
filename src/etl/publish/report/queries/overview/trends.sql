-- grain: theme × month, the last ten years
-- momentum: articles of twelve months against the twelve before, null where there were none
WITH sums AS (
    SELECT
        *,
        sum(articles) OVER (PARTITION BY theme_id ORDER BY month ROWS 11 PRECEDING) AS articles_12m,
        sum(articles) OVER (
            PARTITION BY theme_id ORDER BY month ROWS BETWEEN 23 PRECEDING AND 12 PRECEDING
        ) AS articles_12m_before
    FROM marts.theme_trends
)

SELECT
    theme_id, month, articles, round(share_of_articles, 4) AS share_of_articles, agreements_new, agreements_active,
    round(articles_3m_avg, 2) AS articles_3m_avg, round(articles_12m / nullif(articles_12m_before, 0) - 1, 3) AS momentum
FROM sums
WHERE month > (SELECT max(month) - INTERVAL 10 YEAR FROM sums)
ORDER BY theme_id, month
