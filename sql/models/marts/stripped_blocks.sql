{{ config(materialized='incremental', pre_hook="{{ forget('changed_articles') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_articles') }} using (article_id)
),

blocks as (
    {{ rows_of(ref('stg_blocks'), 'versions', 'version_id') }}
),

removed as (
    select * from {{ ref('removed_blocks') }}
),

final as (
    select
        versions.article_id,
        blocks.block_no,
        blocks.text,
        coalesce(removed.reason, blocks.reason) as reason,
        blocks.score,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    left join removed on blocks.version_id = removed.version_id and blocks.block_no = removed.block_no
    where not blocks.kept or removed.block_no is not null
)

select * from final
