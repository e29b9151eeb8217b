with

ids as (
    select * from {{ ref('agreement_ids') }}
),

links as (
    select
        report_a as report_id,
        report_b as other_id,
        score,
    from {{ ref('agreement_links') }}
    where veto is null
    union all
    select
        report_b,
        report_a,
        score,
    from {{ ref('agreement_links') }}
    where veto is null
),

reports as (
    select
        report_id,
        first_seen_at,
        seen_order,
    from {{ ref('reported_agreements') }}
),

-- A report that was not like any report of its agreement seen before it stood alone until a later one joined them.
welcomed as (
    select distinct links.report_id
    from links
    inner join ids on links.report_id = ids.report_id
    inner join ids as other_ids on links.other_id = other_ids.report_id
    inner join reports on links.report_id = reports.report_id
    inner join reports as others on links.other_id = others.report_id
    where
        ids.agreement_id = other_ids.agreement_id
        and links.score >= {{ var('same_agreement_score') }}
        and (others.seen_order, others.report_id) < (reports.seen_order, reports.report_id)
),

final as (
    select
        ids.known_id as old_agreement_id,
        ids.agreement_id,
        reports.first_seen_at as merged_at,
        'later reports showed that both are one' as reason,
    from ids
    inner join reports on ids.report_id = reports.report_id
    anti join welcomed on ids.report_id = welcomed.report_id
    where ids.known_id <> ids.agreement_id and ids.agreement_id is not null
)

select * from final
