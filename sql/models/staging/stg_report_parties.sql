select
    version_id,
    report_no,
    party_id,
    party_name,
    party_type,
    iso3,
    role,
    sentence_no,
from {{ source('staging', 'report_parties') }}
