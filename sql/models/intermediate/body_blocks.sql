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

body as (
    select
        versions.article_id,
        versions.version_id,
        blocks.block_no,
        blocks.text,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    anti join removed on blocks.version_id = removed.version_id and blocks.block_no = removed.block_no
    where blocks.kept
),

final as (
    select
        *,
        -- Blocks are joined by a blank line, two characters.
        coalesce(
            sum(length(text) + 2) over (
                partition by article_id order by block_no rows between unbounded preceding and 1 preceding
            ),
            0
        )::integer as start_char,
    from body
)

select * from final
