-- grain: source × kind of failure × error text, the last thirty days
SELECT source_id, outcome, error, count(*) AS attempts, max(attempted_at) AS last_at, arg_max(url, attempted_at) AS url
FROM marts.fetch_outcomes
WHERE
    error IS NOT NULL
    AND attempted_at > (SELECT max(attempted_at) - INTERVAL 30 DAY FROM marts.fetch_outcomes)
GROUP BY source_id, outcome, error
ORDER BY last_at DESC, attempts DESC
LIMIT 30
