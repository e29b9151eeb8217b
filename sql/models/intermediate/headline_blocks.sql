with

-- A headline has at most some 30 words; under 5 it may be any phrase.
short_blocks as (
    select * from {{ ref('article_blocks') }}
    where word_count between 5 and 30
),

block_texts as (
    select * from {{ ref('stg_blocks') }}
),

versions as (
    select
        *,
        {{ words('title') }} as title_words,
    from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

titles as (
    select
        versions.article_id,
        versions.title_words,
        hash(string_split(versions.title_words, ' ')[1:4]) as opening_hash,
        coalesce(near_duplicates.canonical_article_id, versions.article_id) as canonical_article_id,
    from versions
    left join near_duplicates on versions.article_id = near_duplicates.article_id
    where {{ word_count('versions.title_words') }} >= 5
),

candidates as (
    select
        short_blocks.article_id,
        short_blocks.version_id,
        short_blocks.block_no,
        titles.title_words,
        titles.canonical_article_id,
    from short_blocks
    inner join titles
        on short_blocks.opening_hash = titles.opening_hash and short_blocks.article_id <> titles.article_id
),

compared as (
    select
        candidates.*,
        {{ words('block_texts.text') }} as words,
        coalesce(versions.title_words, '') as own_title_words,
        coalesce(near_duplicates.canonical_article_id, candidates.article_id) as own_canonical_article_id,
    from candidates
    inner join block_texts
        on candidates.version_id = block_texts.version_id and candidates.block_no = block_texts.block_no
    inner join versions on candidates.article_id = versions.article_id
    left join near_duplicates on candidates.article_id = near_duplicates.article_id
),

-- Cut short by a list of links, or with a word exchanged; not the article's own title, nor that of a copy.
matches as (
    select distinct
        article_id,
        version_id,
        block_no,
    from compared
    where
        (
            starts_with(title_words, words)
            or levenshtein(title_words, words) <= length(title_words) * {{ var('headline_slips') }}
        )
        and canonical_article_id <> own_canonical_article_id
        and title_words <> own_title_words
        and levenshtein(own_title_words, words) > length(words) * {{ var('headline_slips') }}
),

final as (
    select
        *,
        'other_headline' as reason,
    from matches
)

select * from final
