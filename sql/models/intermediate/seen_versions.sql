-- Written after what is made from it, so that a build that was killed looks again.
{{ config(materialized='incremental', pre_hook="{{ forget('arrived_articles') }}") }}

-- depends_on: {{ ref('current_versions') }}

select
    article_id,
    {{ version_hash() }} as version_hash,
from {{ ref('stg_page_versions') }}
semi join {{ ref('arrived_articles') }} using (article_id)
