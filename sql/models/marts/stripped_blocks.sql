with

versions as (
    select * from {{ ref('current_versions') }}
),

blocks as (
    select * from {{ ref('stg_blocks') }}
),

-- The first reason found stands: repetition on the site is looked at before headlines.
removed as (
    select
        version_id,
        block_no,
        max(reason) as reason,
    from (
        select
            version_id,
            block_no,
            reason,
        from {{ ref('repeated_blocks') }}
        union all
        select
            version_id,
            block_no,
            reason,
        from {{ ref('headline_blocks') }}
    )
    group by version_id, block_no
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
