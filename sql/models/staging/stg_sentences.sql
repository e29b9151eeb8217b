select
    rowid,
    version_id,
    sentence_no,
    sentence_id,
    block_no,
    start_char,
    end_char,
    text,
from {{ source('staging', 'sentences') }}
