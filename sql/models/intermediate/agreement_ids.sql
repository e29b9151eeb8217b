with

clusters as (
    select * from {{ ref('agreement_clusters') }}
),

members as (
    select * from {{ ref('agreement_members') }}
),

-- Each report could have founded an agreement; the id it would have had leads to the one it is in, or to none where a
-- correction dropped it.
final as (
    select
        {{ agreement_id('clusters.report_id') }} as known_id,
        members.agreement_id,
        clusters.report_id,
    from clusters
    left join members on clusters.report_id = members.report_id
)

select * from final
