{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

bodies as (
    select
        article_id,
        string_agg(text, chr(10) || chr(10) order by block_no) as text,
    from {{ ref('body_blocks') }}
    group by article_id
),

final as (
    select
        versions.article_id,
        versions.url,
        versions.site,
        versions.title,
        versions.byline,
        versions.published_at,
        versions.published_at_source,
        versions.language,
        coalesce(len(string_split_regex(trim(bodies.text), '\s+')), 0)::integer as word_count,
        coalesce(bodies.text, '') as text,
        nullif(near_duplicates.canonical_article_id, versions.article_id) as duplicate_of,
        versions.version_count::integer as version_count,
        versions.first_seen_at,
        versions.last_seen_at,
        versions.known_on,
        versions.source_id,
        versions.empty_reason,
    from versions
    left join bodies on versions.article_id = bodies.article_id
    left join near_duplicates on versions.article_id = near_duplicates.article_id
)

select * from final
