with

runs as (
    select * from {{ ref('stg_refresh_runs') }}
),

reports as (
    select * from {{ ref('agreement_reports') }}
),

-- The run that brought the first version of an article brought its reports.
arrivals as (
    select
        article_id,
        first_run_id as run_id,
        first_seen_at as fetched_at,
    from {{ ref('current_versions') }}
),

sightings as (
    select
        reports.agreement_id,
        arrivals.run_id,
        row_number() over (
            partition by reports.agreement_id order by arrivals.fetched_at, reports.report_id
        ) as arrival_no,
    from reports
    inner join arrivals on reports.article_id = arrivals.article_id
),

counted as (
    select
        run_id,
        count(*) filter (where is_new) as agreements_new,
        count(*) filter (where not is_new) as agreements_changed,
    from (
        select
            agreement_id,
            run_id,
            min(arrival_no) = 1 as is_new,
        from sightings
        group by agreement_id, run_id
    ) as agreement_runs
    group by run_id
),

final as (
    select
        runs.run_id,
        runs.started_at,
        runs.finished_at,
        runs.pages_new,
        runs.pages_unchanged,
        runs.pages_failed,
        coalesce(counted.agreements_new, 0)::integer as agreements_new,
        coalesce(counted.agreements_changed, 0)::integer as agreements_changed,
        runs.code_version,
        runs.vocabulary_version,
    from runs
    left join counted on runs.run_id = counted.run_id
)

select * from final
