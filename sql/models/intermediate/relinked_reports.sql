-- A cluster may change when a report of it changed, or one that is linked to it; and with it every cluster that a chain
-- of good links reaches. What the last build found connected and what the new links connect is clustered anew.
-- depends_on: {{ ref('changed_articles') }}, {{ ref('agreement_links') }}
{% set groups_before = last_built('report_groups') %}

with

reports as (
    select
        report_id,
        article_id,
    from {{ ref('link_profiles') }}
),

{% if groups_before %}
changed as (
    select report_id from reports
    semi join {{ ref('changed_articles') }} using (article_id)
),

links as (
    select * from {{ ref('agreement_links') }}
    where veto is null and score >= {{ var('same_agreement_score') }}
),

groups_before as (
    select * from {{ groups_before }}
),

-- Among them reports that are no more.
touched as (
    select report_id from changed
    union
    select links.report_b from links semi join changed on links.report_a = changed.report_id
    union
    select links.report_a from links semi join changed on links.report_b = changed.report_id
    union
    select groups_before.report_id
    from groups_before
    semi join {{ ref('changed_articles') }} using (article_id)
),

touched_groups as (
    select distinct groups_before.group_id
    from groups_before
    semi join touched using (report_id)
),

final as (
    select report_id from changed
    union
    select groups_before.report_id
    from groups_before
    semi join touched_groups using (group_id)
)
{% else %}
final as (
    select report_id from reports
)
{% endif %}

select * from final
