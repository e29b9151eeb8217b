with

versions as (
    select * from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

removed as (
    select
        article_id,
        sum(hash(block_no)) as blocks_state,
    from {{ ref('removed_blocks') }}
    group by article_id
),

-- Everything other pages may change in what the marts say of an article.
final as (
    select
        versions.article_id,
        versions.version_state,
        hash(
            versions.version_state,
            versions.version_count,
            versions.first_seen_at,
            versions.last_seen_at,
            versions.seen_order,
            near_duplicates.canonical_article_id,
            removed.blocks_state
        ) as article_state,
    from versions
    left join near_duplicates on versions.article_id = near_duplicates.article_id
    left join removed on versions.article_id = removed.article_id
)

select * from final
