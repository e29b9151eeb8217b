-- grain: one source, its last thirty days
WITH recent AS (
    FROM marts.source_health
    WHERE day > (SELECT max(day) - INTERVAL 30 DAY FROM marts.source_health)
)

SELECT
    source_id,
    max(day) AS last_day,
    max(last_success_at) AS last_success_at,
    arg_max(links, day) AS links,
    sum(fetched)::BIGINT AS fetched,
    sum(failed)::BIGINT AS failed,
    arg_max(failed, day) AS failed_last_day,
    arg_max(fetched + unchanged, day) AS answered_last_day,
    round(avg(kept_ratio), 3) AS kept_ratio,
    sum(agreements)::BIGINT AS agreements,
    list(fetched + unchanged ORDER BY day) AS answered_by_day,
    list(failed ORDER BY day) AS failed_by_day,
    list(day::VARCHAR ORDER BY day) AS days
FROM recent
GROUP BY source_id
ORDER BY source_id
