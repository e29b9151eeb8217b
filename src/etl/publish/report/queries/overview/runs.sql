-- grain: one run, newest first
SELECT
    run_id, started_at, finished_at, pages_new, pages_unchanged, pages_failed, agreements_new, agreements_changed,
    code_version, vocabulary_version
FROM marts.refresh_runs
ORDER BY started_at DESC
LIMIT 12
