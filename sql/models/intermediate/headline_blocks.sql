with

blocks as (
    select
        *,
        string_split(words, ' ') as word_list,
    from {{ ref('site_blocks') }}
),

-- A headline has at most some 30 words; under 5 it may be any phrase.
short_blocks as (
    select
        *,
        array_to_string(word_list[1:4], ' ') as opening,
    from blocks
    where len(word_list) between 5 and 30
),

versions as (
    select * from {{ ref('current_versions') }}
),

near_duplicates as (
    select * from {{ ref('near_duplicates') }}
),

titles as (
    select distinct
        versions.title_words,
        coalesce(near_duplicates.canonical_article_id, versions.article_id) as canonical_article_id,
        array_to_string(string_split(versions.title_words, ' ')[1:4], ' ') as opening,
    from versions
    left join near_duplicates on versions.article_id = near_duplicates.article_id
    where len(string_split(versions.title_words, ' ')) >= 5
),

-- Cut short by a list of links, with a label behind it, or with a word exchanged.
matches as (
    select distinct
        short_blocks.article_id,
        short_blocks.version_id,
        short_blocks.block_no,
    from short_blocks
    inner join titles
        on
            short_blocks.opening = titles.opening
            and short_blocks.canonical_article_id <> titles.canonical_article_id
    inner join versions on short_blocks.article_id = versions.article_id
    where
        (
            starts_with(titles.title_words, short_blocks.words)
            or levenshtein(titles.title_words, short_blocks.words) <= length(titles.title_words) * 0.2
        )
        and titles.title_words is distinct from versions.title_words
        and levenshtein(coalesce(versions.title_words, ''), short_blocks.words) > length(short_blocks.words) * 0.2
),

final as (
    select
        *,
        'other_headline' as reason,
    from matches
)

select * from final
