with

repeated_blocks as (
    select * from {{ ref('repeated_blocks') }}
),

-- Of two reasons repetition stands: it is the one that can be counted.
final as (
    select * from repeated_blocks
    union all
    select * from {{ ref('headline_blocks') }}
    anti join repeated_blocks using (article_id, block_no)
)

select * from final
