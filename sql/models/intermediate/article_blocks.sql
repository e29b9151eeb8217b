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
        len(blocks.word_list) as word_count,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    where blocks.word_list <> ['']
)

select * from final
