with

versions as (
    select * exclude (signature)
    from {{ ref('stg_page_versions') }}
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
ranked as (
    select
        *,
        row_number() over (
            partition by article_id
            order by (empty_reason is null) desc, fetched_at desc, run_id desc, version_id asc
        ) as newness,
        count(distinct content_hash) over (partition by article_id) as version_count,
        min(fetched_at) over (partition by article_id) as first_seen_at,
        min(run_id) over (partition by article_id) as first_run_id,
        max(fetched_at) over (partition by article_id) as last_fetched_at,
    from versions
),

-- "Not modified" is also a sight of the page.
sights as (
    select
        url,
        max(attempted_at) as last_attempted_at,
    from attempts
    where outcome in ('ok', 'unchanged')
    group by url
),

final as (
    select
        ranked.article_id,
        ranked.version_id,
        ranked.url,
        ranked.site,
        ranked.source_id,
        ranked.run_id,
        ranked.title,
        ranked.byline,
        ranked.published_at,
        ranked.published_at_source,
        ranked.language,
        ranked.empty_reason,
        ranked.version_count,
        ranked.first_seen_at,
        -- Run ids sort by time. Within a run the order of arrival is chance, so it must not decide anything; and a run
        -- that was killed counts as one with the run that finished its work.
        coalesce(finished_runs.run_id, ranked.first_run_id) || ' ' || ranked.article_id as seen_order,
        greatest(ranked.last_fetched_at, sights.last_attempted_at) as last_seen_at,
        coalesce(ranked.published_at, ranked.first_seen_at)::date as known_on,
        -- Changes whenever the page was read anew, with new code or a new vocabulary too.
        hash(ranked.version_id, ranked.code_version, ranked.vocabulary_version, ranked.fetched_at) as version_state,
    from ranked
    left join sights on ranked.requested_url = sights.url
    asof left join finished_runs on ranked.first_run_id <= finished_runs.run_id
    where ranked.newness = 1
)

select * from final
