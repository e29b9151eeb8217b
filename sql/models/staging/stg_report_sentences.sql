select
    version_id,
    report_no,
    sentence_no,
from {{ source('staging', 'report_sentences') }}
