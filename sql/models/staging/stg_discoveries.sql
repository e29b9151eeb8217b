select
    run_id,
    source_id,
    discovered_at,
    links,
    error,
from {{ source('staging', 'discoveries') }}
