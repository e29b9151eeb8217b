{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

versions as (
    select * from {{ ref('stg_page_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

blocks as (
    {{ rows_of(ref('stg_blocks'), 'versions', 'version_id') }}
),

final as (
    select
        versions.article_id,
        versions.version_id,
        versions.source_id,
        versions.fetched_at::date as day,
        sum(length(blocks.text)) filter (where blocks.kept)::bigint as kept_length,
        sum(length(blocks.text))::bigint as length,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    group by all
)

select * from final
