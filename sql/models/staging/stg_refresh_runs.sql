select
    run_id,
    started_at,
    finished_at,
    pages_new,
    pages_unchanged,
    pages_failed,
    code_version,
    vocabulary_version,
from {{ source('staging', 'refresh_runs') }}
