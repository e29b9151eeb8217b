-- Blocks that stand on several pages of a site, copies counted each: a first look that leaves little for the second.
-- A block that is no longer that frequent may still be here; repeated_blocks counts again.
{{ config(materialized='incremental', pre_hook="{{ forget('changed_versions') }}") }}

with

blocks as not materialized (
    select * from {{ ref('article_blocks') }}
    where site is not null and word_count > 0
),

changed_blocks as (
    select distinct
        site,
        words_hash,
    from blocks
    semi join {{ ref('changed_versions') }} using (article_id)
),

frequent as (
    select
        site,
        words_hash,
    from blocks
    semi join changed_blocks using (site, words_hash)
    group by site, words_hash
    having count(*) >= {{ var('chrome_articles') }}
),

final as (
    select
        blocks.article_id,
        blocks.version_id,
        blocks.site,
        blocks.block_no,
        blocks.words_hash,
    from blocks
    semi join frequent using (site, words_hash)
)

select * from final
{% if is_incremental() %}
where (article_id, block_no) not in (select (known.article_id, known.block_no) from {{ this }} as known)
{% endif %}
