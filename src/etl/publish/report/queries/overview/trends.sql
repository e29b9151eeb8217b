-- grain: theme × month, the last ten years
SELECT
    theme_id, month, articles, round(share_of_articles, 4) AS share_of_articles, agreements_new, agreements_active,
    committed_usd, round(articles_3m_avg, 2) AS articles_3m_avg, round(change_12m, 3) AS change_12m
FROM marts.theme_trends
WHERE month > (SELECT max(month) - INTERVAL 10 YEAR FROM marts.theme_trends)
ORDER BY theme_id, month
