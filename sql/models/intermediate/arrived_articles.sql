-- Articles that staging may say something new of since the last build: a version that came, went or was read anew, a
-- look at the page, or the end of the run that found it.
-- depends_on: {{ ref('stg_fetch_outcomes') }}, {{ ref('stg_refresh_runs') }}
{% set seen_versions = last_built('seen_versions') %}
{% set seen_files = last_built('seen_files') %}
{% set current_versions = last_built('current_versions') %}

with

versions as (
    select
        article_id,
        requested_url,
        {{ version_hash() }} as version_hash,
    from {{ ref('stg_page_versions') }}
),

{% if seen_versions and seen_files and current_versions %}
attempts as (
    select * from {{ ref('stg_fetch_outcomes') }}
),

finished_runs as (
    select run_id
    from {{ ref('stg_refresh_runs') }}
    where finished_at is not null
),

seen_versions as (
    select * from {{ seen_versions }}
),

seen_files as (
    select * from {{ seen_files }}
),

known_articles as (
    select * from {{ current_versions }}
),

new_files as (
    select files.raw_file
    from (
        select
            raw_file,
            count(*) as attempts,
        from attempts
        group by raw_file
    ) as files
    left join seen_files on files.raw_file is not distinct from seen_files.raw_file
    where files.attempts is distinct from seen_files.attempts
),

attempted as (
    select distinct attempts.url
    from attempts
    inner join new_files on attempts.raw_file is not distinct from new_files.raw_file
),

first_runs as (
    select distinct
        first_run_id,
        whole_run_id,
    from known_articles
),

finished_since as (
    select first_runs.first_run_id
    from first_runs
    asof left join finished_runs on first_runs.first_run_id <= finished_runs.run_id
    where first_runs.whole_run_id is distinct from coalesce(finished_runs.run_id, first_runs.first_run_id)
),

final as (
    select coalesce(versions.article_id, seen_versions.article_id) as article_id
    from versions
    full join seen_versions on versions.version_hash = seen_versions.version_hash
    where versions.version_hash is null or seen_versions.version_hash is null
    union
    select versions.article_id
    from versions
    inner join attempted on versions.requested_url = attempted.url
    union
    select known_articles.article_id
    from known_articles
    inner join finished_since on known_articles.first_run_id = finished_since.first_run_id
)
{% else %}
final as (
    select distinct article_id
    from versions
)
{% endif %}

select * from final
