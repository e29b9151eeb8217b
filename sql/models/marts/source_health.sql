with

discoveries as (
    select
        source_id,
        discovered_at::date as day,
        sum(links)::integer as links,
        count(error)::integer as discovery_errors,
    from {{ ref('stg_discoveries') }}
    group by source_id, day
),

attempts as (
    select
        source_id,
        attempted_at::date as day,
        count(*) filter (where outcome = 'ok')::integer as fetched,
        count(*) filter (where outcome = 'unchanged')::integer as unchanged,
        count(*) filter (where outcome not in ('ok', 'unchanged'))::integer as failed,
        max(attempted_at) filter (where outcome in ('ok', 'unchanged')) as last_success_at,
    from {{ ref('stg_fetch_outcomes') }}
    group by source_id, day
),

versions as (
    select * from {{ ref('stg_page_versions') }}
),

kept as (
    select
        source_id,
        day,
        coalesce(sum(kept_length), 0) / nullif(sum(length), 0) as kept_ratio,
    from {{ ref('version_sizes') }}
    group by source_id, day
),

reported as (
    select
        versions.source_id,
        versions.fetched_at::date as day,
        count(distinct reports.agreement_id)::integer as agreements,
    from {{ ref('reported_agreements') }} as pages
    inner join {{ ref('agreement_reports') }} as reports on pages.report_id = reports.report_id
    inner join versions on pages.version_id = versions.version_id
    group by versions.source_id, day
),

source_days as (
    select
        source_id,
        day,
    from discoveries
    union
    select
        source_id,
        day,
    from attempts
),

final as (
    select
        source_days.source_id,
        source_days.day,
        coalesce(discoveries.links, 0) as links,
        coalesce(discoveries.discovery_errors, 0) as discovery_errors,
        coalesce(attempts.fetched, 0) as fetched,
        coalesce(attempts.failed, 0) as failed,
        coalesce(attempts.unchanged, 0) as unchanged,
        kept.kept_ratio,
        coalesce(reported.agreements, 0) as agreements,
        max(attempts.last_success_at) over (
            partition by source_days.source_id order by source_days.day
        ) as last_success_at,
    from source_days
    left join discoveries on source_days.source_id = discoveries.source_id and source_days.day = discoveries.day
    left join attempts on source_days.source_id = attempts.source_id and source_days.day = attempts.day
    left join kept on source_days.source_id = kept.source_id and source_days.day = kept.day
    left join reported on source_days.source_id = reported.source_id and source_days.day = reported.day
)

select * from final
