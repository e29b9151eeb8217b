with

repeated_blocks as (
    select
        article_id,
        version_id,
        block_no,
        reason,
    from {{ ref('repeated_blocks') }}
),

-- Of two reasons repetition stands: it is the one that can be counted.
other_headlines as (
    select
        article_id,
        version_id,
        block_no,
        reason,
    from {{ ref('headline_blocks') }}
    anti join repeated_blocks using (article_id, block_no)
),

final as (
    select * from repeated_blocks
    union all
    select * from other_headlines
)

select * from final
