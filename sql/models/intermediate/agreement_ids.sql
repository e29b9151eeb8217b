with

reports as (
    select
        report_id,
        seen_order,
        {{ agreement_id('report_id') }} as own_agreement_id,
    from {{ ref('reported_agreements') }}
),

issued as (
    {{ issued_before() }}
),

-- Where the report that an agreement was called after is gone, the one seen first of those it had stands for it.
remaining as (
    select
        issued.agreement_id as known_id,
        first(reports.report_id order by reports.seen_order, reports.report_id) as report_id,
    from issued
    inner join reports on issued.report_id = reports.report_id
    where issued.agreement_id not in (select present.own_agreement_id from reports as present)
    group by issued.agreement_id
),

-- Any report could have founded an agreement, so the id it would have had leads to it.
final as (
    select
        own_agreement_id as known_id,
        report_id,
    from reports
    union all
    select
        known_id,
        report_id,
    from remaining
)

select * from final
