{% set built = built_articles() %}

with

states as (
    select * from {{ ref('article_states') }}
),

{% if built %}
built as (
    select * from {{ built }}
),

final as (
    select coalesce(states.article_id, built.article_id) as article_id
    from states
    full join built on states.article_id = built.article_id
    where states.article_state is distinct from built.article_state
)
{% else %}
final as (
    select article_id
    from states
)
{% endif %}

select * from final
