with

blocks as (
    select * from {{ ref('site_blocks') }}
),

removed as (
    select
        version_id,
        block_no,
    from {{ ref('repeated_blocks') }}
    union
    select
        version_id,
        block_no,
    from {{ ref('headline_blocks') }}
),

body as (
    select blocks.*
    from blocks
    anti join removed on blocks.version_id = removed.version_id and blocks.block_no = removed.block_no
),

final as (
    select
        article_id,
        version_id,
        block_no,
        text,
        -- Blocks are joined by a blank line, two characters.
        coalesce(
            sum(length(text) + 2) over (
                partition by version_id order by block_no rows between unbounded preceding and 1 preceding
            ),
            0
        )::integer as start_char,
    from body
)

select * from final
