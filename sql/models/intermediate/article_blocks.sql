{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

versions as (
    select * from {{ ref('current_versions') }}
    semi join {{ ref('changed_versions') }} using (article_id)
),

blocks as (
    {{ rows_of(ref('stg_blocks'), 'versions', 'version_id') }}
),

kept as (
    select
        versions.article_id,
        versions.version_id,
        versions.site,
        blocks.block_no,
        blocks.text,
    from versions
    inner join blocks on versions.version_id = blocks.version_id
    where blocks.kept
),

-- After the join, and without a filter on the words, which would be taken before it: to make words of all blocks in
-- order to find those of a few pages would cost more than the rest of a small build.
worded as (
    select
        *,
        string_split({{ words('text') }}, ' ') as word_list,
    from kept
),

final as (
    select
        article_id,
        version_id,
        site,
        block_no,
        hash(word_list) as words_hash,
        hash(word_list[1:4]) as opening_hash,
        if(word_list = [''], 0, len(word_list)) as word_count,
    from worded
)

select * from final
