select
    version_id,
    report_no,
    theme_id,
    sentence_no,
from {{ source('staging', 'report_themes') }}
