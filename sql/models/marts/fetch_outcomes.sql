-- An attempt is never taken back.
{{ config(materialized='incremental') }}

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
{% if is_incremental() %}
where attempt_id not in (select known.attempt_id from {{ this }} as known)
{% endif %}
