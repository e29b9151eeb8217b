select
    attempt_id,
    run_id,
    source_id,
    url,
    final_url,
    attempted_at,
    outcome,
    http_status,
    bytes,
    error,
from {{ ref('stg_fetch_outcomes') }}
