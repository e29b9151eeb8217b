-- Written last: when a build stops half-way, the next one does again what it did not finish.
{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

-- depends_on: {{ ref('articles') }}
-- depends_on: {{ ref('stripped_blocks') }}
-- depends_on: {{ ref('dated_themes') }}
-- depends_on: {{ ref('built_agreements') }}

select
    article_id,
    version_state,
    article_state,
    '{{ var("models_version") }}' as models_version,
from {{ ref('article_states') }}
semi join {{ ref('changed_articles') }} using (article_id)
