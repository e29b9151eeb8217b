select
    rowid,
    version_id,
    block_no,
    text,
    kept,
    reason,
    score,
from {{ source('staging', 'blocks') }}
