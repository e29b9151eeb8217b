-- A block and the title of another article that begin with the same four words. New blocks are held against all titles
-- and new titles against all blocks.
{{ config(
    materialized='incremental',
    pre_hook=["{{ forget('changed_versions') }}", "{{ forget('changed_versions', 'headline_article_id') }}"],
) }}

with

changed as (
    select * from {{ ref('changed_versions') }}
),

-- A headline has at most some 30 words; under 5 it may be any phrase.
short_blocks as not materialized (
    select * from {{ ref('article_blocks') }}
    where word_count between 5 and 30
),

titles as not materialized (
    select * from {{ ref('article_titles') }}
),

headlines as not materialized (
    select * from titles
    where word_count >= 5
),

pairs as (
    select
        blocks.article_id,
        blocks.version_id,
        blocks.block_no,
        headlines.article_id as headline_article_id,
        headlines.title_words as headline_words,
    from short_blocks as blocks
    semi join changed on blocks.article_id = changed.article_id
    inner join headlines
        on blocks.opening_hash = headlines.opening_hash and blocks.article_id <> headlines.article_id
    union
    select
        blocks.article_id,
        blocks.version_id,
        blocks.block_no,
        headlines.article_id as headline_article_id,
        headlines.title_words as headline_words,
    from headlines
    semi join changed on headlines.article_id = changed.article_id
    inner join short_blocks as blocks
        on headlines.opening_hash = blocks.opening_hash and headlines.article_id <> blocks.article_id
),

worded as (
    select
        pairs.*,
        {{ words('blocks.text') }} as words,
        coalesce(titles.title_words, '') as own_title_words,
    from pairs
    inner join {{ ref('stg_blocks') }} as blocks
        on pairs.version_id = blocks.version_id and pairs.block_no = blocks.block_no
    left join titles on pairs.article_id = titles.article_id
),

-- Cut short by a list of links, or with a word exchanged; but not the article's own title.
final as (
    select
        article_id,
        version_id,
        block_no,
        headline_article_id,
    from worded
    where
        (
            starts_with(headline_words, words)
            or levenshtein(headline_words, words) <= length(headline_words) * {{ var('headline_slips') }}
        )
        and headline_words <> own_title_words
        and levenshtein(own_title_words, words) > length(words) * {{ var('headline_slips') }}
)

select * from final
