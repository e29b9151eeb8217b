-- Rows that share a key which must be their own, or lack it, among those that this build read.
{% set keys = {
    'stg_fetch_outcomes': ['attempt_id'],
    'stg_discoveries': ['run_id', 'source_id'],
    'stg_refresh_runs': ['run_id'],
    'stg_page_versions': ['version_id'],
    'stg_agreement_reports': ['version_id', 'report_no'],
    'stg_report_sentences': ['version_id', 'report_no', 'sentence_no'],
    'stg_report_parties': ['version_id', 'report_no', 'party_id'],
    'stg_report_themes': ['version_id', 'report_no', 'theme_id'],
    'stg_commitments': ['version_id', 'commitment_no'],
} %}

with

changed_versions as (
    select version_id
    from {{ ref('stg_page_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
)

{% for model, columns in keys.items() %}
select
    '{{ model }}' as model,
    concat_ws('|', {{ columns | join(', ') }}) as key_value,
    count(*) as rows_with_this_key,
from {{ ref(model) }}
{% if 'version_id' in columns %}
semi join changed_versions using (version_id)
{% endif %}
group by {{ columns | join(', ') }}
having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{% if not loop.last %}union all{% endif %}

{% endfor %}
