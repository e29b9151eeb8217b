with

reasons as (
    select * from {{ ref('repeated_blocks') }}
    union all
    select * from {{ ref('headline_blocks') }}
),

-- Of two reasons repetition stands: it is the one that can be counted.
final as (
    select
        article_id,
        version_id,
        block_no,
        max(reason) as reason,
    from reasons
    group by article_id, version_id, block_no
)

select * from final
