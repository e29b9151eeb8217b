{{ config(materialized='incremental', pre_hook="{{ forget('arrived_articles') }}") }}

with

versions as (
    select
        *,
        {{ version_hash() }} as version_state,
    from {{ ref('stg_page_versions') }}
    semi join {{ ref('arrived_articles') }} using (article_id)
),

attempts as (
    select * from {{ ref('stg_fetch_outcomes') }}
),

finished_runs as (
    select run_id
    from {{ ref('stg_refresh_runs') }}
    where finished_at is not null
),

-- A version that could not be read never replaces one that could.
newest as (
    select
        article_id,
        max_by(version_id, (empty_reason is null, fetched_at, run_id, version_id)) as version_id,
        count(distinct content_hash) as version_count,
        min(fetched_at) as first_seen_at,
        min(run_id) as first_run_id,
        max(fetched_at) as last_fetched_at,
    from versions
    group by article_id
),

present as (
    select
        versions.* exclude (signature),
        newest.version_count,
        newest.first_seen_at,
        newest.first_run_id,
        newest.last_fetched_at,
    from newest
    inner join versions on newest.version_id = versions.version_id
),

-- "Not modified" is also a sight of the page.
sights as (
    select
        url,
        max(attempted_at) as last_attempted_at,
    from attempts
    semi join present on attempts.url = present.requested_url
    where outcome in ('ok', 'unchanged')
    group by url
),

final as (
    select
        present.article_id,
        present.version_id,
        present.url,
        present.site,
        present.source_id,
        present.run_id,
        present.title,
        present.byline,
        present.published_at,
        present.published_at_source,
        present.language,
        present.empty_reason,
        present.version_count,
        present.first_seen_at,
        present.first_run_id,
        -- Run ids sort by time. Within a run the order of arrival is chance, so it must not decide anything; and a run
        -- that was killed counts as one with the run that finished its work.
        coalesce(finished_runs.run_id, present.first_run_id) as whole_run_id,
        whole_run_id || ' ' || present.article_id as seen_order,
        greatest(present.last_fetched_at, sights.last_attempted_at) as last_seen_at,
        coalesce(present.published_at, present.first_seen_at)::date as known_on,
        present.version_state,
    from present
    left join sights on present.requested_url = sights.url
    asof left join finished_runs on present.first_run_id <= finished_runs.run_id
)

select * from final
