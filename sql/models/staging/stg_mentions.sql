select
    version_id,
    sentence_no,
    start_char,
    end_char,
    term,
    kind,
    entity_id,
from {{ source('staging', 'mentions') }}
