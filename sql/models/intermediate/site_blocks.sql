with

versions as (
    select * from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

blocks as (
    select * from {{ ref('stg_blocks') }}
),

final as (
    select
        versions.article_id,
        versions.version_id,
        versions.site,
        coalesce(near_duplicates.canonical_article_id, versions.article_id) as canonical_article_id,
        blocks.block_no,
        blocks.text,
        {{ words('blocks.text') }} as words,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    left join near_duplicates on versions.article_id = near_duplicates.article_id
    where blocks.kept
)

select * from final
