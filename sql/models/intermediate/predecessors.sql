with

links as (
    select * from {{ ref('agreement_links') }}
    where veto is null or veto = 'signed at different times'
),

members as (
    select * from {{ ref('agreement_members') }}
),

reports as (
    select * from {{ ref('reported_agreements') }}
),

starts as (
    select
        members.agreement_id,
        min(coalesce(reports.event_on, reports.published_on)) as started_on,
    from members
    inner join reports on members.report_id = reports.report_id
    group by members.agreement_id
),

-- Pairs that would be one agreement if it were not for the years between them.
alike as (
    select distinct
        a.agreement_id as agreement_a,
        b.agreement_id as agreement_b,
    from links
    inner join members as a on links.report_a = a.report_id
    inner join members as b on links.report_b = b.report_id
    where
        a.agreement_id <> b.agreement_id
        and links.time_weight < 0
        and links.score - links.time_weight >= {{ var('same_agreement_score') }} + 1
),

ordered as (
    select
        if(starts_a.started_on > starts_b.started_on, alike.agreement_a, alike.agreement_b) as agreement_id,
        if(starts_a.started_on > starts_b.started_on, alike.agreement_b, alike.agreement_a) as predecessor_id,
        least(starts_a.started_on, starts_b.started_on) as predecessor_started_on,
    from alike
    inner join starts as starts_a on alike.agreement_a = starts_a.agreement_id
    inner join starts as starts_b on alike.agreement_b = starts_b.agreement_id
    where abs(starts_a.started_on - starts_b.started_on) > 365
),

final as (
    select
        agreement_id,
        last(predecessor_id order by predecessor_started_on, predecessor_id) as predecessor_id,
    from ordered
    group by agreement_id
)

select * from final
