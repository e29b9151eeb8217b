{% set built = built_articles() %}

with

versions as (
    select * from {{ ref('current_versions') }}
),

{% if built %}
built as (
    select * from {{ built }}
),

final as (
    select coalesce(versions.article_id, built.article_id) as article_id
    from versions
    full join built on versions.article_id = built.article_id
    where versions.version_state is distinct from built.version_state
)
{% else %}
final as (
    select article_id
    from versions
)
{% endif %}

select * from final
