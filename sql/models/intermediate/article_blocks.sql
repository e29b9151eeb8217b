{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_versions') }} using (article_id)
),

blocks as (
    select
        *,
        string_split({{ words('text') }}, ' ') as word_list,
    from {{ ref('stg_blocks') }}
    where kept
),

final as (
    select
        versions.article_id,
        versions.version_id,
        versions.site,
        blocks.block_no,
        hash(blocks.word_list) as words_hash,
        hash(blocks.word_list[1:4]) as opening_hash,
        -- A filter on the words would be taken before the join: the words of all blocks would be made to read a few.
        if(blocks.word_list = [''], 0, len(blocks.word_list)) as word_count,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
)

select * from final
